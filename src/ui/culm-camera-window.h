/* culm-camera-window.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-camera.h"
#include "culm-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmCameraWindow:
 *
 * A camera in a window of its own, or on the whole screen: there it zooms and moves. F11 and a double click change
 * between the two, Escape leaves.
 */
#define CULM_TYPE_CAMERA_WINDOW (culm_camera_window_get_type ())
G_DECLARE_FINAL_TYPE (CulmCameraWindow, culm_camera_window, CULM, CAMERA_WINDOW, AdwWindow)

/* `parent` nullable: goes with it. */
GtkWidget *culm_camera_window_new (GtkWindow *parent, CulmPrinter *printer, CulmCamera *camera);

G_END_DECLS
