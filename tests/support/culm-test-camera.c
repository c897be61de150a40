/* culm-test-camera.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-camera.h"
#include "culm-test-tls.h"
#include <string.h>

#define LOGIN_SIZE 80
#define SMALL 4096

struct _CulmTestCamera {
  CulmTestTls *server;
  char *code;

  GMutex lock;
  CulmTestCameraManner manner;
  guint interval;
  GBytes *picture;
};

static gboolean
send_header (CulmTestCamera *self, GIOStream *stream, guint32 length)
{
  guint32 header[4] = { GUINT32_TO_LE (length), 0, GUINT32_TO_LE (1), 0 };

  return culm_test_tls_write (self->server, stream, header, sizeof header);
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
  return send_header (self, stream, (guint32) size) && culm_test_tls_write (self->server, stream, data, size);
}

static void
play (CulmTestCamera *self, GIOStream *stream, CulmTestCameraManner manner, guint interval, guint guest)
{
  static const guint8 tunnel[24] = { 8, 0, 0, 0, 0x3F, 0x01, 0x01, 0x00 };
  guint8 block[SMALL] = { 0 };

  switch (manner) {
  case CULM_TEST_CAMERA_PLAYS:
    while (send_picture (self, stream) && culm_test_tls_wait (self->server, interval))
      continue;
    break;
  case CULM_TEST_CAMERA_SILENT: culm_test_tls_wait_for_end (self->server, stream); break;
  case CULM_TEST_CAMERA_GARBAGE:
    memset (block, 0xAA, sizeof block);
    culm_test_tls_write (self->server, stream, block, 64);
    culm_test_tls_wait_for_end (self->server, stream);
    break;
  case CULM_TEST_CAMERA_NO_JPEG:
    send_header (self, stream, sizeof block);
    culm_test_tls_write (self->server, stream, block, sizeof block);
    culm_test_tls_wait_for_end (self->server, stream);
    break;
  case CULM_TEST_CAMERA_ENDLESS:
    send_header (self, stream, 10 * 1000 * 1000);
    while (culm_test_tls_write (self->server, stream, block, 16) && culm_test_tls_wait (self->server, 10))
      continue;
    break;
  case CULM_TEST_CAMERA_TOO_LARGE:
    send_header (self, stream, G_MAXUINT32);
    culm_test_tls_wait_for_end (self->server, stream);
    break;
  case CULM_TEST_CAMERA_TUNNEL: culm_test_tls_write (self->server, stream, tunnel, sizeof tunnel); break;
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

static void
on_guest (CulmTestTls *server, GIOStream *stream, guint guest, gpointer user_data)
{
  CulmTestCamera *self = user_data;
  CulmTestCameraManner manner;
  guint8 login[LOGIN_SIZE];
  guint interval;

  g_mutex_lock (&self->lock); /* which is let go of once the server is known here */
  manner = self->manner;
  interval = self->interval;
  g_mutex_unlock (&self->lock);
  if (culm_test_tls_read (server, stream, login, sizeof login) && check_login (self, login))
    play (self, stream, manner, interval, guest);
}

CulmTestCamera *
culm_test_camera_new (const char *folder, const char *certificate, const char *code)
{
  CulmTestCamera *self = g_new0 (CulmTestCamera, 1);

  g_mutex_init (&self->lock);
  self->code = g_strdup (code);
  culm_test_camera_play (self, CULM_TEST_CAMERA_PLAYS, 20, NULL);
  g_mutex_lock (&self->lock);
  self->server = culm_test_tls_new (folder, certificate, on_guest, self);
  g_mutex_unlock (&self->lock);
  return self;
}

void
culm_test_camera_free (CulmTestCamera *self)
{
  culm_test_tls_free (self->server);
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
  return culm_test_tls_get_port (self->server);
}

guint
culm_test_camera_count_guests (CulmTestCamera *self)
{
  return culm_test_tls_count_guests (self->server);
}

guint
culm_test_camera_count_bytes (CulmTestCamera *self)
{
  return culm_test_tls_count_bytes (self->server);
}

guint
culm_test_camera_count_open (CulmTestCamera *self)
{
  return culm_test_tls_count_open (self->server);
}
