/* culm-camera-panel.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-camera.h"
#include "culm-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmCameraPanel:
 *
 * The camera of a printer with what belongs on it: whether it is live or how old the picture is, why there is none and
 * what to do, and the buttons.
 */
#define CULM_TYPE_CAMERA_PANEL (culm_camera_panel_get_type ())
G_DECLARE_FINAL_TYPE (CulmCameraPanel, culm_camera_panel, CULM, CAMERA_PANEL, AdwBin)

GtkWidget *culm_camera_panel_new (void);

/* Both nullable. */
void culm_camera_panel_set_camera (CulmCameraPanel *self, CulmPrinter *printer, CulmCamera *camera);

/* As it stands in a window of its own: it zooms, and another window makes no sense. */
void culm_camera_panel_set_alone (CulmCameraPanel *self);

G_END_DECLS
