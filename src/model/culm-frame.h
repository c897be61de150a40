/* culm-frame.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib-object.h>

G_BEGIN_DECLS

typedef enum {
  CULM_FRAME_JPEG, /* as the camera sent it; its size is in the bytes */
  CULM_FRAME_BGRA, /* pixels of four bytes, opaque */
} CulmFrameFormat;

/**
 * CulmFrame:
 *
 * One picture of a camera: immutable, counted, and safe to hand to another thread.
 */
typedef struct {
  CulmFrameFormat format;
  GBytes *bytes;
  int width, height; /* pixels; 0 for JPEG */
  gsize stride;      /* bytes a line; 0 for JPEG */
  gint64 at;         /* when it came, monotonic µs */
} CulmFrame;

#define CULM_TYPE_FRAME (culm_frame_get_type ())
GType culm_frame_get_type (void);

/* Takes the bytes. Returns: (transfer full). */
CulmFrame *culm_frame_new_jpeg (GBytes *bytes, gint64 at);
/* Takes the bytes, which hold `height` lines of `stride` bytes. Returns: (transfer full). */
CulmFrame *culm_frame_new_bgra (GBytes *bytes, int width, int height, gsize stride, gint64 at);

CulmFrame *culm_frame_ref (CulmFrame *frame);
void       culm_frame_unref (CulmFrame *frame);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmFrame, culm_frame_unref)

G_END_DECLS
