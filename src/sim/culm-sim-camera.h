/* culm-sim-camera.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-listener.h"
#include <json-glib/json-glib.h>

typedef enum {
  CULM_SIM_CAMERA_NORMAL,
  CULM_SIM_CAMERA_SILENT,  /* takes the code, and sends nothing */
  CULM_SIM_CAMERA_FROZEN,  /* stops after the first frame */
  CULM_SIM_CAMERA_GARBAGE, /* frames that are no JPEG */
  CULM_SIM_CAMERA_HUGE,    /* frames of ten million bytes */
  CULM_SIM_CAMERA_NONSENSE /* lengths that cannot be */
} CulmSimCameraMode;

/* How a camera goes. */
typedef struct {
  CulmSimCameraMode mode;
  double rate; /* frames a second */
  guint width, height;
} CulmSimCamera;

/* Changes what a JSON object names: "mode" ("normal", "silent", "frozen", "garbage", "huge", "nonsense"), "fps",
 * "width", "height". Returns: FALSE when a value makes no sense, and nothing has changed */
gboolean culm_sim_camera_read (CulmSimCamera *self, JsonObject *wish);

/* The JPEG stream of P1 and A1 models on port 6000 (reference/lan.md §8.1). host: a CulmSimHost */
void culm_sim_camera_serve (CulmSimStream *stream, gpointer host);
