/* culm-test-tls.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-tls.h"

#define MOST_GUESTS 32

struct _CulmTestTls {
  GSocketService *service;
  GTlsCertificate *certificate;
  GCancellable *cancellable;
  CulmTestTlsFunc func;
  gpointer user_data;
  guint16 port;
  int guests, bytes, open, running;
};

static gboolean
on_run (GThreadedSocketService *service G_GNUC_UNUSED, GSocketConnection *connection, GObject *source G_GNUC_UNUSED,
        gpointer user_data)
{
  CulmTestTls *self = user_data;
  g_autoptr (GIOStream) stream = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL);

  g_atomic_int_inc (&self->running);
  if (g_tls_connection_handshake (G_TLS_CONNECTION (stream), self->cancellable, NULL)) {
    g_atomic_int_inc (&self->open);
    self->func (self, stream, (guint) g_atomic_int_add (&self->guests, 1), self->user_data);
    g_io_stream_close (stream, NULL, NULL);
    g_atomic_int_add (&self->open, -1);
  }
  g_atomic_int_add (&self->running, -1);
  return TRUE;
}

CulmTestTls *
culm_test_tls_new (const char *folder, const char *certificate, CulmTestTlsFunc func, gpointer user_data)
{
  CulmTestTls *self = g_new0 (CulmTestTls, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autofree char *leaf = g_strdup_printf ("%s/%s.pem", folder, certificate);
  g_autofree char *key = g_strdup_printf ("%s/%s.key", folder, certificate);
  g_autoptr (GError) error = NULL;

  self->certificate = g_tls_certificate_new_from_files (leaf, key, &error);
  g_assert_no_error (error);
  self->cancellable = g_cancellable_new ();
  self->func = func;
  self->user_data = user_data;
  self->service = g_threaded_socket_service_new (MOST_GUESTS);
  g_signal_connect (self->service, "run", G_CALLBACK (on_run), self);
  g_assert_true (g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), any, G_SOCKET_TYPE_STREAM,
                                                G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error));
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  g_socket_service_start (self->service);
  return self;
}

void
culm_test_tls_free (CulmTestTls *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_cancellable_cancel (self->cancellable);
  while (g_atomic_int_get (&self->running) > 0)
    g_usleep (1000);
  g_object_unref (self->service);
  g_object_unref (self->certificate);
  g_object_unref (self->cancellable);
  g_free (self);
}

guint16
culm_test_tls_get_port (CulmTestTls *self)
{
  return self->port;
}

guint
culm_test_tls_count_guests (CulmTestTls *self)
{
  return (guint) g_atomic_int_get (&self->guests);
}

guint
culm_test_tls_count_bytes (CulmTestTls *self)
{
  return (guint) g_atomic_int_get (&self->bytes);
}

guint
culm_test_tls_count_open (CulmTestTls *self)
{
  return (guint) g_atomic_int_get (&self->open);
}

gboolean
culm_test_tls_read (CulmTestTls *self, GIOStream *stream, void *data, gsize size)
{
  gsize n = 0;

  g_input_stream_read_all (g_io_stream_get_input_stream (stream), data, size, &n, self->cancellable, NULL);
  g_atomic_int_add (&self->bytes, (int) n);
  return n == size;
}

gboolean
culm_test_tls_write (CulmTestTls *self, GIOStream *stream, const void *data, gsize size)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (stream), data, size, NULL, self->cancellable, NULL);
}

gboolean
culm_test_tls_wait (CulmTestTls *self, guint milliseconds)
{
  GPollFD fd;

  if (g_cancellable_make_pollfd (self->cancellable, &fd)) {
    g_poll (&fd, 1, (int) milliseconds);
    g_cancellable_release_fd (self->cancellable);
  }
  return !g_cancellable_is_cancelled (self->cancellable);
}

void
culm_test_tls_wait_for_end (CulmTestTls *self, GIOStream *stream)
{
  guint8 byte;

  g_input_stream_read (g_io_stream_get_input_stream (stream), &byte, 1, self->cancellable, NULL);
}
