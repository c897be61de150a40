/* culm-camera-picture.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-camera.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmCameraPicture:
 *
 * What a camera sees: holds the camera while it can be seen (mapped, its window not minimised), and decodes off the
 * main loop, one frame at a time, the newest. A frozen picture stays.
 *
 * Signals: "changed": the camera's state, or whether there is a picture.
 */
#define CULM_TYPE_CAMERA_PICTURE (culm_camera_picture_get_type ())
G_DECLARE_FINAL_TYPE (CulmCameraPicture, culm_camera_picture, CULM, CAMERA_PICTURE, GtkWidget)

GtkWidget *culm_camera_picture_new (void);

/* `camera` nullable. Another one clears the picture. */
void        culm_camera_picture_set_camera (CulmCameraPicture *self, CulmCamera *camera);
CulmCamera *culm_camera_picture_get_camera (CulmCameraPicture *self); /* (transfer none) (nullable) */

/* FALSE, as for a card whose turn it is not: does not hold the camera. TRUE to begin with. */
void culm_camera_picture_set_running (CulmCameraPicture *self, gboolean running);

/* At most one picture in so many ms, decoded no larger than it is shown: for cards. 0, to begin with: all, whole. */
void culm_camera_picture_set_interval (CulmCameraPicture *self, guint milliseconds);

/* From now on scrolling, pinching and the keys + - 0 zoom, dragging and the arrows move. */
void culm_camera_picture_make_zoomable (CulmCameraPicture *self);

/* Runs `func (task, source, task data, cancellable)` in one of the two threads that decode pictures: always the same
 * ones, so that each buffer of megabytes goes where the last one was. */
void culm_camera_picture_run_in_thread (GTask *task, GTaskThreadFunc func);

/* When the frame that is shown came, monotonic µs; 0: nothing is shown. */
gint64 culm_camera_picture_get_time (CulmCameraPicture *self);

G_END_DECLS
