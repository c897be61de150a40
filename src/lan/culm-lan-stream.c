/* culm-lan-stream.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-lan-stream.h"
#include "culm-camera-tls.h"
#include "culm-contacts.h"
#include "culm-error.h"

#define CONNECT_LIMIT 10 /* seconds */

typedef struct {
  const CulmLanTarget *target;
  GError *refusal; /* why the certificate was not taken */
} Judge;

static gboolean
on_accept_certificate (GTlsConnection *tls G_GNUC_UNUSED, GTlsCertificate *certificate,
                       GTlsCertificateFlags faults G_GNUC_UNUSED, gpointer user_data)
{
  Judge *judge = user_data;

  g_clear_error (&judge->refusal);
  return culm_camera_tls_check (judge->target, certificate, &judge->refusal);
}

static gboolean
shake_hands (GTlsConnection *tls, const CulmLanTarget *target, const char *who, GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GTlsDatabase) database = culm_camera_tls_new ();
  g_autoptr (GError) cause = NULL;
  Judge judge = { .target = target };
  gboolean done;

  g_tls_connection_set_database (tls, database);
  g_signal_connect (tls, "accept-certificate", G_CALLBACK (on_accept_certificate), &judge);
  done = g_tls_connection_handshake (tls, cancellable, &cause);
  g_signal_handlers_disconnect_by_data (tls, &judge);
  if (judge.refusal != NULL)
    g_propagate_error (error, judge.refusal);
  else if (!done)
    culm_lan_stream_set_offline (error, who, cause);
  /* Whatever the TLS module thought: no code before this. */
  else
    return culm_camera_tls_check (target, g_tls_connection_get_peer_certificate (tls), error);
  return FALSE;
}

GIOStream *
culm_lan_stream_open (const CulmLanTarget *target, const char *who, GCancellable *cancellable, GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnectable) name = g_network_address_new (target->serial, target->port);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GIOStream) tls = NULL;

  g_socket_client_set_timeout (client, CONNECT_LIMIT);
  g_socket_client_set_enable_proxy (client, FALSE);
  culm_contacts_note (CULM_CONTACT_PRINTER, target->host);
  connection = g_socket_client_connect_to_host (client, target->host, target->port, cancellable, &cause);
  if (connection != NULL)
    tls = g_tls_client_connection_new (G_IO_STREAM (connection), name, &cause);
  if (tls == NULL) {
    culm_lan_stream_set_offline (error, who, cause);
    return NULL;
  }
  if (!shake_hands (G_TLS_CONNECTION (tls), target, who, cancellable, error))
    return NULL;
  g_socket_set_timeout (g_socket_connection_get_socket (connection), 0);
  return g_steal_pointer (&tls);
}

void
culm_lan_stream_set_offline (GError **error, const char *who, const GError *cause)
{
  gboolean late = g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);

  culm_error_set (error, CULM_ERROR_ORIGIN_LAN, late ? CULM_ERROR_TIMED_OUT : CULM_ERROR_OFFLINE,
                  "The %s cannot be reached: %s", who, cause->message);
}

GSocket *
culm_lan_stream_get_socket (GIOStream *stream)
{
  g_autoptr (GIOStream) base = NULL;

  g_object_get (stream, "base-io-stream", &base, NULL);
  return G_IS_SOCKET_CONNECTION (base) ? g_socket_connection_get_socket (G_SOCKET_CONNECTION (base)) : NULL;
}
