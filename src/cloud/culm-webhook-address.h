/* culm-webhook-address.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* Where a webhook leads. An address may hold secrets (a name and password, a token in the path or behind "?"), so none
 * of it but what culm_webhook_address_describe() gives may be shown or logged. */

/* https with a host, or http with a host that is no public address in figures; without a scheme it is https. A name and
 * password in front of the host are fine, a "#" is not. Returns: (transfer full), or NULL with USAGE and
 * ERR_INVALID_URL, or with REFUSED for plain http to a public address. */
GUri *culm_webhook_address_parse (const char *text, GError **error);

/* Whether it is plain http: what is sent can be read on its way. */
gboolean culm_webhook_address_is_plain (GUri *uri);

/* "https://hooks.example.org/webhook/…": host and port, the beginning of the path as far as it is made of such words as
 * every address has, and "…" for the rest, which may be a secret. Returns: (transfer full). */
char *culm_webhook_address_describe (GUri *uri);

/* Loopback, private (RFC 1918, RFC 4193) or link-local: where plain http may go. */
gboolean culm_webhook_address_is_private (GInetAddress *address);

/* Looks the host of a plain address up. Finish returns (transfer full) (element-type GInetAddress): the private ones
 * among its addresses, which alone may be connected to; or NULL with OFFLINE when there is no such host, REFUSED when
 * none is private. */
void       culm_webhook_address_resolve_async (GUri *uri, GCancellable *cancellable, GAsyncReadyCallback callback,
                                               gpointer user_data);
GPtrArray *culm_webhook_address_resolve_finish (GAsyncResult *result, GError **error);

G_END_DECLS
