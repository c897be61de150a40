/* culm-test-camera.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-camera.h"
#include <string.h>

#define LOGIN_SIZE 80
#define SMALL 4096

struct _CulmTestCamera {
  GSocketService *service;
  GTlsCertificate *certificate;
  GCancellable *cancellable;
  char *code;
  guint16 port;
  int guests, bytes, open;

  GMutex lock;
  CulmTestCameraManner manner;
  guint interval;
  GBytes *picture;
};

static gboolean
send (CulmTestCamera *self, GIOStream *stream, const void *data, gsize size)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (stream), data, size, NULL, self->cancellable, NULL);
}

static gboolean
send_header (CulmTestCamera *self, GIOStream *stream, guint32 length)
{
  guint32 header[4] = { GUINT32_TO_LE (length), 0, GUINT32_TO_LE (1), 0 };

  return send (self, stream, header, sizeof header);
}

static void
wait_for (CulmTestCamera *self, guint milliseconds)
{
  GPollFD fd;

  if (!g_cancellable_make_pollfd (self->cancellable, &fd))
    return;
  g_poll (&fd, 1, (int) milliseconds);
  g_cancellable_release_fd (self->cancellable);
}

static gboolean
send_picture (CulmTestCamera *self, GIOStream *stream)
{
  g_autoptr (GBytes) picture = NULL;
  gsize size;
  const void *data;

  g_mutex_lock (&self->lock);
  picture = g_bytes_ref (self->picture);
  g_mutex_unlock (&self->lock);
  data = g_bytes_get_data (picture, &size);
  return send_header (self, stream, (guint32) size) && send (self, stream, data, size);
}

/* Until the guest leaves. */
static void
wait_for_end (CulmTestCamera *self, GIOStream *stream)
{
  guint8 byte;

  g_input_stream_read (g_io_stream_get_input_stream (stream), &byte, 1, self->cancellable, NULL);
}

static void
play (CulmTestCamera *self, GIOStream *stream, CulmTestCameraManner manner, guint interval, int guest)
{
  static const guint8 tunnel[24] = { 8, 0, 0, 0, 0x3F, 0x01, 0x01, 0x00 };
  guint8 block[SMALL] = { 0 };

  switch (manner) {
  case CULM_TEST_CAMERA_PLAYS:
    while (send_picture (self, stream) && !g_cancellable_is_cancelled (self->cancellable))
      wait_for (self, interval);
    break;
  case CULM_TEST_CAMERA_SILENT: wait_for_end (self, stream); break;
  case CULM_TEST_CAMERA_GARBAGE:
    memset (block, 0xAA, sizeof block);
    send (self, stream, block, 64);
    wait_for_end (self, stream);
    break;
  case CULM_TEST_CAMERA_NO_JPEG:
    send_header (self, stream, sizeof block);
    send (self, stream, block, sizeof block);
    wait_for_end (self, stream);
    break;
  case CULM_TEST_CAMERA_ENDLESS:
    send_header (self, stream, 10 * 1000 * 1000);
    while (send (self, stream, block, 16) && !g_cancellable_is_cancelled (self->cancellable))
      wait_for (self, 10);
    break;
  case CULM_TEST_CAMERA_TOO_LARGE:
    send_header (self, stream, G_MAXUINT32);
    wait_for_end (self, stream);
    break;
  case CULM_TEST_CAMERA_TUNNEL: send (self, stream, tunnel, sizeof tunnel); break;
  case CULM_TEST_CAMERA_ONCE:
    if (guest == 0)
      send_picture (self, stream);
    break;
  default: g_assert_not_reached ();
  }
}

static gboolean
check_login (CulmTestCamera *self, const guint8 *login)
{
  static const guint8 head[16] = { 0x40, 0, 0, 0, 0, 0x30, 0, 0 };
  guint8 user[32] = "bblp", code[32] = { 0 };

  memcpy (code, self->code, MIN (strlen (self->code), sizeof code));
  return memcmp (login, head, sizeof head) == 0 && memcmp (login + 16, user, sizeof user) == 0 &&
         memcmp (login + 48, code, sizeof code) == 0;
}

static gboolean
on_run (GThreadedSocketService *service G_GNUC_UNUSED, GSocketConnection *connection, GObject *source G_GNUC_UNUSED,
        gpointer user_data)
{
  CulmTestCamera *self = user_data;
  g_autoptr (GIOStream) stream = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL);
  CulmTestCameraManner manner;
  guint8 login[LOGIN_SIZE];
  gsize size = 0;
  guint interval;
  int guest;

  if (!g_tls_connection_handshake (G_TLS_CONNECTION (stream), self->cancellable, NULL))
    return TRUE;
  guest = g_atomic_int_add (&self->guests, 1);
  g_atomic_int_inc (&self->open);
  g_mutex_lock (&self->lock);
  manner = self->manner;
  interval = self->interval;
  g_mutex_unlock (&self->lock);
  g_input_stream_read_all (g_io_stream_get_input_stream (stream), login, sizeof login, &size, self->cancellable, NULL);
  g_atomic_int_add (&self->bytes, (int) size);
  if (size == sizeof login && check_login (self, login))
    play (self, stream, manner, interval, guest);
  g_io_stream_close (stream, NULL, NULL);
  g_atomic_int_add (&self->open, -1);
  return TRUE;
}

CulmTestCamera *
culm_test_camera_new (const char *folder, const char *certificate, const char *code)
{
  CulmTestCamera *self = g_new0 (CulmTestCamera, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autofree char *leaf = g_strdup_printf ("%s/%s.pem", folder, certificate);
  g_autofree char *key = g_strdup_printf ("%s/%s.key", folder, certificate);
  g_autoptr (GError) error = NULL;

  g_mutex_init (&self->lock);
  self->certificate = g_tls_certificate_new_from_files (leaf, key, &error);
  g_assert_no_error (error);
  self->cancellable = g_cancellable_new ();
  self->code = g_strdup (code);
  culm_test_camera_play (self, CULM_TEST_CAMERA_PLAYS, 20, NULL);
  self->service = g_threaded_socket_service_new (32);
  g_signal_connect (self->service, "run", G_CALLBACK (on_run), self);
  g_assert_true (g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), any, G_SOCKET_TYPE_STREAM,
                                                G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error));
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  g_socket_service_start (self->service);
  return self;
}

void
culm_test_camera_free (CulmTestCamera *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_cancellable_cancel (self->cancellable);
  while (g_atomic_int_get (&self->open) > 0)
    g_thread_yield ();
  g_object_unref (self->service);
  g_object_unref (self->certificate);
  g_object_unref (self->cancellable);
  g_bytes_unref (self->picture);
  g_free (self->code);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
culm_test_camera_play (CulmTestCamera *self, CulmTestCameraManner manner, guint interval, GBytes *picture)
{
  guint8 *bytes = g_malloc0 (SMALL);

  bytes[0] = 0xFF, bytes[1] = 0xD8, bytes[SMALL - 2] = 0xFF, bytes[SMALL - 1] = 0xD9;
  g_mutex_lock (&self->lock);
  self->manner = manner;
  self->interval = interval;
  g_clear_pointer (&self->picture, g_bytes_unref);
  self->picture = picture != NULL ? g_bytes_ref (picture) : g_bytes_new (bytes, SMALL);
  g_mutex_unlock (&self->lock);
  g_free (bytes);
}

guint16
culm_test_camera_get_port (CulmTestCamera *self)
{
  return self->port;
}

guint
culm_test_camera_count_guests (CulmTestCamera *self)
{
  return (guint) g_atomic_int_get (&self->guests);
}

guint
culm_test_camera_count_bytes (CulmTestCamera *self)
{
  return (guint) g_atomic_int_get (&self->bytes);
}

guint
culm_test_camera_count_open (CulmTestCamera *self)
{
  return (guint) g_atomic_int_get (&self->open);
}
