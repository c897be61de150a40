/* culm-webhook-client.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* The header of the signature, and of what tells two deliveries of one event from one another. */
#define CULM_WEBHOOK_SIGNATURE "X-Culm-Signature"
#define CULM_WEBHOOK_EVENT "X-Culm-Event"
#define CULM_WEBHOOK_DELIVERY "X-Culm-Delivery"

/* "sha256=HEX": HMAC-SHA256 of the body (contract.md §3). Returns: (transfer full). */
char *culm_webhook_sign (const char *secret, GBytes *body);

/* A secret that nobody can guess: 32 hexadecimal digits. Returns: (transfer full), to be wiped. */
char *culm_webhook_make_secret (void);

/**
 * CulmWebhookClient:
 *
 * Posts a body to the address of a webhook. TLS is always verified; plain http goes to nothing but private addresses,
 * and connects to the very address that was looked at; no proxy sees it. A redirect is an answer, and is not followed.
 * 10 s to connect and 30 s to answer; what the answer holds is not read.
 */
#define CULM_TYPE_WEBHOOK_CLIENT (culm_webhook_client_get_type ())
G_DECLARE_FINAL_TYPE (CulmWebhookClient, culm_webhook_client, CULM, WEBHOOK_CLIENT, GObject)

CulmWebhookClient *culm_webhook_client_new (void);
/* In ms. */
void culm_webhook_client_set_timeouts (CulmWebhookClient *self, guint connect, guint answer);

/* `delivery` is the same for each try of one event. Any status is an answer. Finish returns the status, and the seconds
 * of Retry-After (0: not said) at `retry_after` (nullable); or 0 with USAGE, REFUSED, UNTRUSTED, TIMED_OUT, OFFLINE or
 * CANCELLED. */
void  culm_webhook_client_post_async (CulmWebhookClient *self, const char *url, const char *secret, const char *event,
                                      const char *delivery, GBytes *body, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
guint culm_webhook_client_post_finish (CulmWebhookClient *self, GAsyncResult *result, guint *retry_after,
                                       GError **error);

G_END_DECLS
