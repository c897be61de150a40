/* culm-webhook-sender.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-turn.h"
#include "culm-webhook-client.h"
#include "culm-webhook-store.h"
#include "culm-webhook.h"

G_BEGIN_DECLS

/* The time in unix seconds. */
typedef gint64 (*CulmWebhookClock) (gpointer user_data);

/**
 * CulmWebhookSender:
 *
 * Tells addresses of events, as long as it is this program's turn: puts deliveries into the store, posts them, and
 * tries again as CulmWebhookBacklog says. The state of each CulmWebhook follows.
 */
#define CULM_TYPE_WEBHOOK_SENDER (culm_webhook_sender_get_type ())
G_DECLARE_FINAL_TYPE (CulmWebhookSender, culm_webhook_sender, CULM, WEBHOOK_SENDER, GObject)

/* `hooks` is a list of CulmWebhook, `secrets` their ids → CulmSecret; both may change. */
CulmWebhookSender *culm_webhook_sender_new (GListModel *hooks, GHashTable *secrets, CulmWebhookStore *store,
                                            CulmWebhookClient *client, CulmTurn *turn);

/* Finish, once it is known whose turn it is and what was left by the last run. */
void culm_webhook_sender_start_async (CulmWebhookSender *self, GAsyncReadyCallback callback, gpointer user_data);
void culm_webhook_sender_start_finish (CulmWebhookSender *self, GAsyncResult *result);

/* Something happened. Nothing when it is another program's turn. */
void culm_webhook_sender_tell (CulmWebhookSender *self, const CulmEvent *event);

/* How many posts are on their way. */
guint culm_webhook_sender_get_open (CulmWebhookSender *self);
/* Whether it is this program's turn, and the deliveries of the last run are known. */
gboolean culm_webhook_sender_get_active (CulmWebhookSender *self);

/* Ends what is on its way; what was not delivered stays in the store. */
void culm_webhook_sender_stop (CulmWebhookSender *self);

/* For tests. A new time is looked at with culm_webhook_sender_check(). */
void culm_webhook_sender_set_clock (CulmWebhookSender *self, CulmWebhookClock clock, gpointer user_data);
void culm_webhook_sender_check (CulmWebhookSender *self);

G_END_DECLS
