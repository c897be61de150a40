/* culm-lan-leaf.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-lan-leaf.h"
#include "culm-contacts.h"

#define DROP_SECONDS 2

static char *
read_address (GSocketConnection *connection)
{
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);

  return G_IS_INET_SOCKET_ADDRESS (remote)
             ? g_inet_address_to_string (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)))
             : NULL;
}

/* The certificate is all that is wanted: the handshake goes no further. */
static gboolean
on_certificate (GTlsConnection *connection G_GNUC_UNUSED, GTlsCertificate *certificate,
                GTlsCertificateFlags flags G_GNUC_UNUSED, GTlsCertificate **place)
{
  g_set_object (place, certificate);
  return FALSE;
}

GSocketConnection *
culm_lan_leaf_reach (const char *host, guint16 port, guint seconds, GCancellable *cancellable, GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnectable) place = g_network_address_new (host, port);

  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_set_timeout (client, seconds);
  culm_contacts_note (CULM_CONTACT_PRINTER, host);
  return g_socket_client_connect (client, place, cancellable, error);
}

GBytes *
culm_lan_leaf_read (const char *host, guint16 port, const char *serial, guint seconds, char **address,
                    GCancellable *cancellable, GError **error)
{
  g_autoptr (GSocketConnection) plain = culm_lan_leaf_reach (host, port, seconds, cancellable, error);
  g_autoptr (GSocketConnectable) name = serial != NULL ? g_network_address_new (serial, port) : NULL;
  g_autoptr (GIOStream) tls = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GByteArray) der = NULL;
  g_autoptr (GError) failure = NULL;

  if (plain == NULL)
    return NULL;
  if (address != NULL)
    *address = read_address (plain);
  tls = g_tls_client_connection_new (G_IO_STREAM (plain), name, error);
  if (tls == NULL)
    return NULL;
  g_signal_connect (tls, "accept-certificate", G_CALLBACK (on_certificate), &certificate);
  g_tls_connection_handshake (G_TLS_CONNECTION (tls), cancellable, &failure);
  if (certificate == NULL) /* known to this computer: nobody asked */
    g_set_object (&certificate, g_tls_connection_get_peer_certificate (G_TLS_CONNECTION (tls)));
  g_signal_handlers_disconnect_by_data (tls, &certificate);
  if (certificate != NULL)
    g_object_get (certificate, "certificate", &der, NULL);
  if (der != NULL)
    return g_bytes_new (der->data, der->len);
  if (failure == NULL)
    failure = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "No certificate is shown");
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

gboolean
culm_lan_leaf_is_dropped (const char *host, guint16 port, GCancellable *cancellable)
{
  g_autoptr (GSocketConnection) plain = culm_lan_leaf_reach (host, port, DROP_SECONDS, cancellable, NULL);
  g_autoptr (GError) error = NULL;
  char byte;
  gssize came;

  if (plain == NULL)
    return FALSE;
  came = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (plain)), &byte, 1, cancellable, &error);
  return came == 0 || (came < 0 && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) &&
                       !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
}
