/* culm-camera.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-frame.h"
#include "culm-printer.h"
#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  CULM_CAMERA_OFF,        /* nobody looks */
  CULM_CAMERA_CONNECTING, /* no picture yet */
  CULM_CAMERA_LIVE,
  CULM_CAMERA_WAITING, /* it failed, and is tried again by itself */
  CULM_CAMERA_FAILED,  /* it failed, and only culm_camera_retry() helps */
} CulmCameraState;

/**
 * CulmCamera:
 *
 * The camera of one printer, shared by all who look: it runs for as long as somebody holds it. Implemented by `lan`, by
 * tests with a fake. Everything happens on the main context of whoever made it.
 *
 * Signals: "frame" (CulmFrame), "changed": the state or the error.
 */
#define CULM_TYPE_CAMERA (culm_camera_get_type ())
G_DECLARE_DERIVABLE_TYPE (CulmCamera, culm_camera, CULM, CAMERA, GObject)

struct _CulmCameraClass {
  GObjectClass parent_class;

  void (*start) (CulmCamera *self); /* somebody looks, or culm_camera_retry(): may call culm_camera_set_state() */
  void (*stop)  (CulmCamera *self); /* nobody looks any more */
  /* A frame that is no JPEG as one. Called in a thread. Returns: (transfer full). */
  GBytes *(*encode) (CulmCamera *self, CulmFrame *frame, GError **error);
};

/* Each who looks calls hold once when the picture comes into sight, and release when it leaves it. */
void culm_camera_hold (CulmCamera *self);
void culm_camera_release (CulmCamera *self);

CulmCameraState culm_camera_get_state (CulmCamera *self);
/* Why it waits or failed: UNAUTHORISED (the access code), UNTRUSTED, BUSY (others look), REFUSED (live view is off on
 * the printer), UNSUPPORTED (a part of GStreamer is missing: its package is the detail), OFFLINE, TIMED_OUT, MALFORMED.
 * (transfer none) (nullable). */
const GError *culm_camera_get_error (CulmCamera *self);
/* The newest picture, which may be old. (transfer none) (nullable). */
CulmFrame *culm_camera_get_frame (CulmCamera *self);

/* Tries again at once when it waits or failed, for as long as somebody holds it. */
void culm_camera_retry (CulmCamera *self);

/* The next picture as a JPEG file; holds the camera until then. Ends with the first error of the camera. Finish returns
 * (transfer full). */
void    culm_camera_take_still_async (CulmCamera *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
GBytes *culm_camera_take_still_finish (CulmCamera *self, GAsyncResult *result, GError **error);

/* The camera that was given to this printer. (transfer none) (nullable). */
CulmCamera *culm_camera_of (CulmPrinter *printer);

/* ---- For those who implement it ---- */

/* Gives the printer a camera, or takes it away (NULL). */
void culm_camera_attach (CulmPrinter *printer, CulmCamera *camera);

gboolean culm_camera_is_held (CulmCamera *self);
/* `error` nullable. */
void culm_camera_set_state (CulmCamera *self, CulmCameraState state, const GError *error);
/* Makes it LIVE. */
void culm_camera_take_frame (CulmCamera *self, CulmFrame *frame);

G_END_DECLS
