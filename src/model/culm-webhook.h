/* culm-webhook.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-event.h"

G_BEGIN_DECLS

/* A choice of events: a bit for each CulmEventKind. */
#define CULM_WEBHOOK_EVENT_BIT(kind) (1u << (kind))
#define CULM_WEBHOOK_ALL_EVENTS ((1u << CULM_EVENT_N_KINDS) - 1)

/* "print.started,print.failed" to a choice; blanks around a name are skipped. USAGE when a name is none, or when there
 * is none at all. */
gboolean culm_webhook_parse_events (const char *text, guint *events, GError **error);
/* The names in the order of the kinds, NULL-terminated. Returns: (transfer container). */
const char **culm_webhook_list_events (guint events);

/**
 * CulmWebhook:
 *
 * An address that is told of events, and how that went. Properties (readable, notify): "id" (string, unique), "number"
 * (int, from 1, stays), "url" (string: may hold secrets, not to be shown unasked), "label" (string: what may be shown
 * of the address), "plain" (boolean: http without TLS), "events" (uint: a choice), "waiting" (uint: deliveries that are
 * still to be made), "lost" (uint: those that never arrived), "last-at" (gint64: of the last try, unix seconds, 0:
 * none), "last-status" (uint: its HTTP status, 0: no answer), "last-error" (int: CulmError, -1: none), "next-at"
 * (gint64: of the next try, unix seconds, 0: none is due).
 */
#define CULM_TYPE_WEBHOOK (culm_webhook_get_type ())
G_DECLARE_FINAL_TYPE (CulmWebhook, culm_webhook, CULM, WEBHOOK, GObject)

CulmWebhook *culm_webhook_new (const char *id, int number, const char *url, const char *label, gboolean plain,
                               guint events);
const char  *culm_webhook_get_id (CulmWebhook *self);
int          culm_webhook_get_number (CulmWebhook *self);
const char  *culm_webhook_get_url (CulmWebhook *self);
const char  *culm_webhook_get_label (CulmWebhook *self);
gboolean     culm_webhook_get_plain (CulmWebhook *self);
guint        culm_webhook_get_events (CulmWebhook *self);
guint        culm_webhook_get_waiting (CulmWebhook *self);
guint        culm_webhook_get_lost (CulmWebhook *self);
gint64       culm_webhook_get_last_at (CulmWebhook *self);
guint        culm_webhook_get_last_status (CulmWebhook *self);
int          culm_webhook_get_last_error (CulmWebhook *self);
gint64       culm_webhook_get_next_at (CulmWebhook *self);

/* For the engine. */
void culm_webhook_set_events (CulmWebhook *self, guint events);
void culm_webhook_set_waiting (CulmWebhook *self, guint waiting, gint64 next_at);
void culm_webhook_set_lost (CulmWebhook *self, guint lost);
void culm_webhook_set_last (CulmWebhook *self, gint64 at, guint status, int error);

G_END_DECLS
