/* culm-plate-picture.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmPlatePicture:
 *
 * The picture of the plate that a printer prints, from the cloud; a plain sign of a printer while there is none. The
 * bytes are decoded off the main loop.
 */
#define CULM_TYPE_PLATE_PICTURE (culm_plate_picture_get_type ())
G_DECLARE_FINAL_TYPE (CulmPlatePicture, culm_plate_picture, CULM, PLATE_PICTURE, AdwBin)

GtkWidget *culm_plate_picture_new (void);

/* Follows the job of `printer` and asks `engine` for its picture. Both nullable: then there is no picture. */
void culm_plate_picture_set_printer (CulmPlatePicture *self, CulmEngine *engine, CulmPrinter *printer);

/* Shows this picture, or none. */
void culm_plate_picture_set_paintable (CulmPlatePicture *self, GdkPaintable *paintable);

G_END_DECLS
