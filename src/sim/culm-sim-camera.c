/* culm-sim-camera.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-camera.h"
#include "culm-sim-frame.h"
#include "culm-sim-host.h"
#include "culm-sim-json.h"
#include <string.h>

#define PATIENCE 15 /* s */
#define LOGIN 80    /* bytes */
#define FIELD 32
#define CYCLE 24 /* frames until the picture is the first one again */
#define HUGE_SIZE 10000000

/* The frames of one viewer, drawn when they are first wanted. */
typedef struct {
  CulmSimCamera camera;
  guint seed, next;
  GBytes *frames[CYCLE];
} View;

static const char *const mode_names[] = { "normal", "silent", "frozen", "garbage", "huge", "nonsense", NULL };

/* Reads the 80 bytes of the reference, and judges the code. */
static gboolean
sign_in (CulmSimStream *stream, CulmSimHost *host)
{
  guint8 login[LOGIN];
  guint32 numbers[2];
  char user[FIELD + 1] = "", code[FIELD + 1] = "";

  if (!culm_sim_stream_read_exactly (stream, login, sizeof login, PATIENCE))
    return FALSE;
  memcpy (numbers, login, sizeof numbers);
  memcpy (user, login + 16, FIELD);
  memcpy (code, login + 16 + FIELD, FIELD);
  return GUINT32_FROM_LE (numbers[0]) == 0x40 && GUINT32_FROM_LE (numbers[1]) == 0x3000 &&
         culm_sim_host_admits (host, user, code);
}

static GBytes *
get_frame (View *view)
{
  guint i = view->next++ % CYCLE;

  if (view->frames[i] == NULL)
    view->frames[i] = culm_sim_frame_draw (view->camera.width, view->camera.height, view->seed, (double) i / CYCLE);
  return view->frames[i];
}

/* The header and the picture, one after the other, in records of their own. */
static gboolean
send_frame (CulmSimStream *stream, guint32 announced, const void *bytes, gsize size)
{
  const guint32 header[] = { GUINT32_TO_LE (announced), 0, GUINT32_TO_LE (1), 0 };

  return culm_sim_stream_write (stream, header, sizeof header) && culm_sim_stream_write (stream, bytes, size);
}

static gboolean
send_rubbish (CulmSimStream *stream, CulmSimCameraMode mode)
{
  gsize size = mode == CULM_SIM_CAMERA_HUGE ? HUGE_SIZE : 5000;
  g_autofree guint8 *bytes = g_malloc (size);

  memset (bytes, 0x5a, size);
  return send_frame (stream, mode == CULM_SIM_CAMERA_NONSENSE ? 0xfffffff0 : (guint32) size, bytes, size);
}

static gboolean
send_next (CulmSimStream *stream, View *view)
{
  gsize size;
  const void *bytes;

  switch (view->camera.mode) {
  case CULM_SIM_CAMERA_NORMAL:
  case CULM_SIM_CAMERA_FROZEN:
    if (view->camera.mode == CULM_SIM_CAMERA_FROZEN && view->next > 0)
      return TRUE;
    bytes = g_bytes_get_data (get_frame (view), &size);
    return send_frame (stream, (guint32) size, bytes, size);
  case CULM_SIM_CAMERA_GARBAGE:
  case CULM_SIM_CAMERA_HUGE:
  case CULM_SIM_CAMERA_NONSENSE: return send_rubbish (stream, view->camera.mode);
  case CULM_SIM_CAMERA_SILENT:
  default: return TRUE;
  }
}

/* Until the next frame is due. What the viewer says meanwhile (its login once more) means nothing.
 * Returns: FALSE when it has gone */
static gboolean
wait_until (CulmSimStream *stream, gint64 due)
{
  guint8 noise[512];

  for (;;) {
    gint64 left = due - g_get_monotonic_time ();

    if (left <= 0)
      return !g_cancellable_is_cancelled (stream->cancellable);
    if (culm_sim_stream_read (stream, noise, sizeof noise, (double) left / G_USEC_PER_SEC) == 0)
      return FALSE;
    if (g_cancellable_is_cancelled (stream->cancellable))
      return FALSE;
  }
}

/* A size that changes begins a new round of pictures. */
static void
look_at_camera (View *view, CulmSimHost *host)
{
  CulmSimCamera now = culm_sim_host_get_camera (host);
  gboolean same = now.width == view->camera.width && now.height == view->camera.height;

  for (guint i = 0; !same && i < CYCLE; i++)
    g_clear_pointer (&view->frames[i], g_bytes_unref);
  view->camera = now;
}

gboolean
culm_sim_camera_read (CulmSimCamera *self, JsonObject *wish)
{
  CulmSimCamera wanted = *self;
  const char *mode = culm_sim_json_get_string (wish, "mode", mode_names[self->mode]);

  wanted.rate = culm_sim_json_get_double (wish, "fps", self->rate);
  wanted.width = (guint) culm_sim_json_get_int (wish, "width", self->width);
  wanted.height = (guint) culm_sim_json_get_int (wish, "height", self->height);
  if (!g_strv_contains (mode_names, mode) || !(wanted.rate >= 0.01 && wanted.rate <= 1000) || wanted.width < 16 ||
      wanted.width > 4096 || wanted.height < 16 || wanted.height > 4096)
    return FALSE;
  for (guint i = 0; mode_names[i] != NULL; i++)
    if (g_str_equal (mode, mode_names[i]))
      wanted.mode = (CulmSimCameraMode) i;
  *self = wanted;
  return TRUE;
}

void
culm_sim_camera_serve (CulmSimStream *stream, gpointer host)
{
  View view = { .seed = culm_sim_host_get_seed (host) };
  gboolean open = culm_sim_host_start_tls (host, stream) && sign_in (stream, host);
  gint64 due = g_get_monotonic_time ();

  while (open) {
    look_at_camera (&view, host);
    due = MAX (due + (gint64) (G_USEC_PER_SEC / view.camera.rate), g_get_monotonic_time ());
    open = send_next (stream, &view) && wait_until (stream, due);
  }
  for (guint i = 0; i < CYCLE; i++)
    g_clear_pointer (&view.frames[i], g_bytes_unref);
}
