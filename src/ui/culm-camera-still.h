/* culm-camera-still.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-camera.h"
#include <adwaita.h>

G_BEGIN_DECLS

/* Takes the next picture of a camera and asks where to put it: the pictures of the person, to begin with. A failure is
 * said in a dialog above the window of `parent`. */
void culm_camera_still_take (GtkWidget *parent, CulmCamera *camera, const char *printer_name);

G_END_DECLS
