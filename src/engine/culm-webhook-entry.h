/* culm-webhook-entry.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-secret.h"
#include "culm-webhook.h"

G_BEGIN_DECLS

/* A webhook as the keyring keeps it, and what it is sent. */

/* Returns: (transfer full). */
CulmSecret *culm_webhook_entry_new (const char *id, int number, const char *url, const char *secret, guint events);

/* Returns: (transfer full) (nullable): NULL when the entry is of another kind, or makes no sense. */
CulmWebhook *culm_webhook_entry_read (const CulmSecret *entry);

/* The body: the event of contract.md §5. (transfer full). */
GBytes *culm_webhook_write_event (const CulmEvent *event);
/* One that says that it is a test: `notification.created`, the id is "webhook-test". (transfer full). */
GBytes *culm_webhook_write_test (gint64 at);

G_END_DECLS
