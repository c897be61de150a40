/* culm-webhook-editor.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-webhooks.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmWebhookEditor:
 *
 * Where a webhook gets its address, its secret and its choice of events; an address cannot be changed afterwards, and a
 * secret is never shown again. Signal: "done", when the page may go.
 */
#define CULM_TYPE_WEBHOOK_EDITOR (culm_webhook_editor_get_type ())
G_DECLARE_FINAL_TYPE (CulmWebhookEditor, culm_webhook_editor, CULM, WEBHOOK_EDITOR, AdwBin)

/* `hook` NULL: a new one. */
GtkWidget *culm_webhook_editor_new (CulmWebhooks *webhooks, CulmWebhook *hook);

G_END_DECLS
