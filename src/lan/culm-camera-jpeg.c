/* culm-camera-jpeg.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-camera-jpeg.h"
#include "culm-error.h"
#include "culm-lan-stream.h"
#include <string.h>

#define USER "bblp"
#define WHO "camera" /* in errors */
#define LOGIN_SIZE 80
#define LOGIN_TYPE 0x3000
#define FIELD 32 /* bytes of the user, and of the code */
#define HEADER_SIZE 16
#define LEAST 100
#define MOST (10 * 1000 * 1000)
#define TUNNEL_MAGIC 0x013F /* the low half of all of them (reference/lan.md §7) */

struct _CulmCameraJpeg {
  CulmLanCamera parent_instance;
};

G_DEFINE_FINAL_TYPE (CulmCameraJpeg, culm_camera_jpeg, CULM_TYPE_LAN_CAMERA)

static guint32
read_number (const guint8 *bytes)
{
  return (guint32) bytes[0] | (guint32) bytes[1] << 8 | (guint32) bytes[2] << 16 | (guint32) bytes[3] << 24;
}

static gboolean
log_in (GIOStream *stream, const char *code, GCancellable *cancellable, GError **error)
{
  guint8 login[LOGIN_SIZE] = { 0x40, 0, 0, 0, 0, LOGIN_TYPE >> 8 };
  g_autoptr (GError) cause = NULL;
  gboolean sent;

  memcpy (login + 16, USER, strlen (USER));
  memcpy (login + 16 + FIELD, code, MIN (strlen (code), FIELD));
  sent = g_output_stream_write_all (g_io_stream_get_output_stream (stream), login, sizeof login, NULL, cancellable,
                                    &cause);
  explicit_bzero (login, sizeof login);
  if (!sent)
    culm_lan_stream_set_offline (error, WHO, cause);
  return sent;
}

/* Reads `size` bytes. A stream that ends at their very beginning leaves `*got` 0. */
static gboolean
read_all (GIOStream *stream, guint8 *buffer, gsize size, gsize *got, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) cause = NULL;

  g_input_stream_read_all (g_io_stream_get_input_stream (stream), buffer, size, got, cancellable, &cause);
  if (*got == size)
    return TRUE;
  if (cause != NULL && !g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_EOF))
    culm_lan_stream_set_offline (error, WHO, cause);
  else
    culm_error_set (error, CULM_ERROR_ORIGIN_LAN, CULM_ERROR_OFFLINE, "The camera closed the connection");
  return FALSE;
}

static gboolean
check_header (const guint8 *header, gboolean first, GError **error)
{
  guint32 length = read_number (header);

  if (length >= LEAST && length <= MOST)
    return TRUE;
  if (first && (read_number (header + 4) & 0xFFFF) == TUNNEL_MAGIC)
    culm_error_set (error, CULM_ERROR_ORIGIN_LAN, CULM_ERROR_UNSUPPORTED, "This printer has files there, no camera");
  else
    culm_error_set (error, CULM_ERROR_ORIGIN_LAN, CULM_ERROR_MALFORMED, "The camera announced %u bytes", length);
  return FALSE;
}

/* Returns: (transfer full) (nullable). */
static CulmFrame *
read_frame (GIOStream *stream, gboolean first, GCancellable *cancellable, GError **error)
{
  guint8 header[HEADER_SIZE];
  g_autoptr (GError) cause = NULL;
  g_autofree guint8 *picture = NULL;
  gsize length, got = 0;

  if (!read_all (stream, header, sizeof header, &got, cancellable, &cause)) {
    if (first && got == 0 && g_error_matches (cause, CULM_ERROR, CULM_ERROR_OFFLINE) &&
        !g_cancellable_is_cancelled (cancellable))
      culm_error_set (error, CULM_ERROR_ORIGIN_LAN, CULM_ERROR_UNAUTHORISED,
                      "The camera closed without a word: wrong access code, or somebody else looks");
    else
      g_propagate_error (error, g_steal_pointer (&cause));
    return NULL;
  }
  if (!check_header (header, first, error))
    return NULL;
  length = read_number (header);
  picture = g_malloc (length);
  if (!read_all (stream, picture, length, &got, cancellable, error))
    return NULL;
  if (picture[0] != 0xFF || picture[1] != 0xD8 || picture[length - 2] != 0xFF || picture[length - 1] != 0xD9) {
    culm_error_set (error, CULM_ERROR_ORIGIN_LAN, CULM_ERROR_MALFORMED, "The camera sent something that is no JPEG");
    return NULL;
  }
  return culm_frame_new_jpeg (g_bytes_new_take (g_steal_pointer (&picture), length), g_get_monotonic_time ());
}

static gboolean
run (const CulmLanTarget *target, CulmCameraFeed *feed, GCancellable *cancellable, GError **error)
{
  g_autoptr (GIOStream) stream = culm_lan_stream_open (target, WHO, cancellable, error);
  CulmFrame *frame;
  gboolean first = TRUE;

  if (stream == NULL || !log_in (stream, target->code, cancellable, error))
    return FALSE;
  while ((frame = read_frame (stream, first, cancellable, error)) != NULL) {
    culm_camera_feed_post (feed, frame);
    first = FALSE;
  }
  return FALSE;
}

static void
culm_camera_jpeg_class_init (CulmCameraJpegClass *klass)
{
  CULM_LAN_CAMERA_CLASS (klass)->run = run;
}

static void
culm_camera_jpeg_init (CulmCameraJpeg *self G_GNUC_UNUSED)
{
}

CulmCamera *
culm_camera_jpeg_new (CulmLanTarget *target)
{
  CulmCamera *self = g_object_new (CULM_TYPE_CAMERA_JPEG, NULL);

  culm_lan_camera_set_target (CULM_LAN_CAMERA (self), target);
  return self;
}
