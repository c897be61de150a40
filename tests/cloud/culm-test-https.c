/* culm-test-https.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-https.h"

#include "culm-test-certificate.h"

#include <gio/gnetworking.h>
#include <glib/gstdio.h>

#define PATIENCE 20
#define SOCKET_KEY "culm-test-socket"

struct _CulmTestHttps {
  GSocketService *door;
  GTlsCertificate *certificate;
  GCancellable *closed;
  SoupServer *server;
  CulmTestHandler handler;
  gpointer user_data;
  char *base;
  GString *log;
  guint count;
};

static GTlsCertificate *certificate;
static char *folder;

static void
forget_trust (void)
{
  g_autofree char *key = g_build_filename (folder, "ca.key", NULL);

  g_unlink (g_getenv ("CULM_CA_FILE"));
  g_unlink (key);
  g_rmdir (folder);
  g_free (folder);
  g_clear_object (&certificate);
}

static void
on_request (SoupServer *server G_GNUC_UNUSED, SoupServerMessage *message, const char *path,
            GHashTable *query G_GNUC_UNUSED, gpointer user_data)
{
  CulmTestHttps *self = user_data;
  const char *bearer =
      soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization");
  const char *text = g_uri_get_query (soup_server_message_get_uri (message));
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  self->count++;
  if (self->log->len < 65536)
    g_string_append_printf (self->log, "%s %s%s%s bearer=%s body=%.*s\n", soup_server_message_get_method (message),
                            path, text != NULL ? "?" : "", text != NULL ? text : "", bearer != NULL ? bearer : "",
                            (int) MIN (body->length, 200), body->data != NULL ? body->data : "");
  self->handler (self, message, path, self->user_data);
}

void
culm_test_https_trust (void)
{
  g_autofree char *certificate_path = NULL;
  g_autofree char *key_path = NULL;
  g_autoptr (GError) error = NULL;

  folder = culm_test_make_folder ();
  certificate_path = g_build_filename (folder, "ca.pem", NULL);
  key_path = g_build_filename (folder, "ca.key", NULL);
  culm_test_certificate_write (folder, "ca", "Culm test", NULL, "IP:127.0.0.1,DNS:localhost", TRUE);
  certificate = g_tls_certificate_new_from_files (certificate_path, key_path, &error);
  g_assert_no_error (error);
  g_setenv ("CULM_CA_FILE", certificate_path, TRUE);
  atexit (forget_trust);
}

/* ---- Connections: a SoupServer with a certificate of its own (3.6.5 at least) lets go of one whose handshake is under
 * way when it is disconnected, and crashes once that handshake ends. ---- */

typedef struct {
  SoupServer *server;
  GCancellable *closed;
  GSocketConnection *connection;
} Arrival;

static void
free_arrival (Arrival *arrival)
{
  g_object_unref (arrival->server);
  g_object_unref (arrival->closed);
  g_object_unref (arrival->connection);
  g_free (arrival);
}

static void
handshake_cb (GObject *stream, GAsyncResult *result, gpointer user_data)
{
  Arrival *arrival = user_data;
  g_autoptr (GSocketAddress) here = g_socket_connection_get_local_address (arrival->connection, NULL);
  g_autoptr (GSocketAddress) there = g_socket_connection_get_remote_address (arrival->connection, NULL);

  if (g_tls_connection_handshake_finish (G_TLS_CONNECTION (stream), result, NULL) &&
      !g_cancellable_is_cancelled (arrival->closed) && here != NULL && there != NULL) {
    g_object_set_data_full (G_OBJECT (there), SOCKET_KEY,
                            g_object_ref (g_socket_connection_get_socket (arrival->connection)), g_object_unref);
    soup_server_accept_iostream (arrival->server, G_IO_STREAM (stream), here, there, NULL);
  }
  free_arrival (arrival);
}

static gboolean
on_incoming (GSocketService *door G_GNUC_UNUSED, GSocketConnection *connection, GObject *source G_GNUC_UNUSED,
             gpointer user_data)
{
  CulmTestHttps *self = user_data;
  g_autoptr (GIOStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  Arrival *arrival;

  g_socket_set_option (g_socket_connection_get_socket (connection), IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  stream = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, &error);
  g_assert_no_error (error);
  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (stream), FALSE);
  arrival = g_new (Arrival, 1);
  arrival->server = g_object_ref (self->server);
  arrival->closed = g_object_ref (self->closed);
  arrival->connection = g_object_ref (connection);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (stream), G_PRIORITY_DEFAULT, self->closed, handshake_cb, arrival);
  return TRUE;
}

static void
open_door (CulmTestHttps *self)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  self->door = g_socket_service_new ();
  self->closed = g_cancellable_new ();
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->door), wanted, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                 NULL, &address, &error);
  g_assert_no_error (error);
  g_signal_connect (self->door, "incoming", G_CALLBACK (on_incoming), self);
  self->base =
      g_strdup_printf ("https://127.0.0.1:%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
}

CulmTestHttps *
culm_test_https_new_with_certificate (GTlsCertificate *its, CulmTestHandler handler, gpointer user_data)
{
  CulmTestHttps *self = g_new0 (CulmTestHttps, 1);

  self->certificate = g_object_ref (its);
  self->handler = handler;
  self->user_data = user_data;
  self->log = g_string_new (NULL);
  self->server = g_object_new (SOUP_TYPE_SERVER, NULL);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  open_door (self);
  return self;
}

CulmTestHttps *
culm_test_https_new (CulmTestHandler handler, gpointer user_data)
{
  return culm_test_https_new_with_certificate (certificate, handler, user_data);
}

void
culm_test_https_close (CulmTestHttps *self)
{
  g_signal_handlers_disconnect_by_data (self->door, self);
  g_socket_service_stop (self->door);
  g_socket_listener_close (G_SOCKET_LISTENER (self->door));
  g_cancellable_cancel (self->closed);
  soup_server_disconnect (self->server);
}

void
culm_test_https_free (CulmTestHttps *self)
{
  culm_test_https_close (self);
  g_object_unref (self->door);
  g_object_unref (self->closed);
  g_object_unref (self->certificate);
  g_object_unref (self->server);
  g_string_free (self->log, TRUE);
  g_free (self->base);
  g_free (self);
}

const char *
culm_test_https_get_base (CulmTestHttps *self)
{
  return self->base;
}

SoupServer *
culm_test_https_get_server (CulmTestHttps *self)
{
  return self->server;
}

const char *
culm_test_https_get_log (CulmTestHttps *self)
{
  return self->log->str;
}

guint
culm_test_https_count (CulmTestHttps *self)
{
  return self->count;
}

void
culm_test_https_answer (SoupServerMessage *message, guint status, const char *type, const char *body)
{
  soup_server_message_set_status (message, status, NULL);
  if (body != NULL)
    soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, body, strlen (body));
}

void
culm_test_https_answer_raw (SoupServerMessage *message, const char *bytes)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), bytes, strlen (bytes), NULL, NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

GSocket *
culm_test_https_get_socket (SoupServerMessage *message)
{
  return g_object_get_data (G_OBJECT (soup_server_message_get_remote_address (message)), SOCKET_KEY);
}

GAsyncResult *
culm_test_https_await (GAsyncResult **slot)
{
  *slot = culm_test_await (slot, PATIENCE);
  return *slot;
}
