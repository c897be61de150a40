/* culm-frame.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-frame.h"

G_DEFINE_BOXED_TYPE (CulmFrame, culm_frame, culm_frame_ref, culm_frame_unref)

static void
clear_frame (gpointer data)
{
  g_bytes_unref (((CulmFrame *) data)->bytes);
}

CulmFrame *
culm_frame_new_jpeg (GBytes *bytes, gint64 at)
{
  CulmFrame *frame = g_atomic_rc_box_new0 (CulmFrame);

  frame->format = CULM_FRAME_JPEG;
  frame->bytes = bytes;
  frame->at = at;
  return frame;
}

CulmFrame *
culm_frame_new_bgra (GBytes *bytes, int width, int height, gsize stride, gint64 at)
{
  CulmFrame *frame = culm_frame_new_jpeg (bytes, at);

  frame->format = CULM_FRAME_BGRA;
  frame->width = width;
  frame->height = height;
  frame->stride = stride;
  return frame;
}

CulmFrame *
culm_frame_ref (CulmFrame *frame)
{
  return g_atomic_rc_box_acquire (frame);
}

void
culm_frame_unref (CulmFrame *frame)
{
  g_atomic_rc_box_release_full (frame, clear_frame);
}
