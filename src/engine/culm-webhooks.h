/* culm-webhooks.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-webhook.h"

G_BEGIN_DECLS

/**
 * CulmWebhooks:
 *
 * The addresses of a profile that are told of events (contract.md §3, §5): a list of CulmWebhook by number. Address and
 * secret of each are kept in the keyring and nowhere else; deliveries wait in the database of the profile. One program
 * of a profile sends: the window, or `culmctl watch` when none runs. Each follows what another one changes.
 */
#define CULM_TYPE_WEBHOOKS (culm_webhooks_get_type ())
G_DECLARE_FINAL_TYPE (CulmWebhooks, culm_webhooks, CULM, WEBHOOKS, GObject)

/* Reads what there is; not before is anything in the list. */
void     culm_webhooks_load_async (CulmWebhooks *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean culm_webhooks_load_finish (CulmWebhooks *self, GAsyncResult *result, GError **error);

/* Loads, then sends as long as it is this program's turn; `window`: it goes before those that are none. Finish when
 * events are taken, or another program takes them. */
void     culm_webhooks_send_async (CulmWebhooks *self, gboolean window, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_webhooks_send_finish (CulmWebhooks *self, GAsyncResult *result, GError **error);
/* Whether a delivery is on its way just now. */
gboolean culm_webhooks_is_sending (CulmWebhooks *self);

/* (transfer none) (nullable). */
CulmWebhook *culm_webhooks_find (CulmWebhooks *self, int number);

/* A secret that nobody can guess. Returns: (transfer full). */
char *culm_webhooks_make_secret (void);

/* What can be said of an address at a glance: FALSE with USAGE and ERR_INVALID_URL, or REFUSED for plain http to a
 * public address. Where a name leads is seen when it is added. */
gboolean culm_webhooks_check_address (const char *url, GError **error);

/* `url` is https, also when it does not say so, or plain http that leads to a private address. `secret` must not be
 * empty. Finish returns (transfer full), or NULL with USAGE (ERR_INVALID_URL for the address), REFUSED when plain http
 * leads to a public address, OFFLINE when that cannot be told, or an error of the keyring. */
void         culm_webhooks_add_async (CulmWebhooks *self, const char *url, const char *secret, guint events,
                                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
CulmWebhook *culm_webhooks_add_finish (CulmWebhooks *self, GAsyncResult *result, GError **error);

/* Another choice of events, and another secret unless it is NULL. */
void     culm_webhooks_change_async (CulmWebhooks *self, CulmWebhook *hook, const char *secret, guint events,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_webhooks_change_finish (CulmWebhooks *self, GAsyncResult *result, GError **error);

/* With all that waits for it. */
void     culm_webhooks_remove_async (CulmWebhooks *self, CulmWebhook *hook, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_webhooks_remove_finish (CulmWebhooks *self, GAsyncResult *result, GError **error);

/* Posts an event that says that it is a test: `notification.created` with the id "webhook-test". Now and once, whatever
 * waits, and whichever events were chosen. Finish: REFUSED with the HTTP status unless that is 2xx. */
void     culm_webhooks_test_async (CulmWebhooks *self, CulmWebhook *hook, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_webhooks_test_finish (CulmWebhooks *self, GAsyncResult *result, GError **error);

G_END_DECLS
