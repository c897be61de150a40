/* culm-drop-area.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmDropArea:
 *
 * Takes files that are dropped anywhere on what is inside it, and says while they hover for which printer they will be:
 * that of the row or card below, else the one that is shown ("printer"), else none.
 *
 * Signals: "dropped" (GdkFileList, CulmPrinter or NULL).
 */
#define CULM_TYPE_DROP_AREA (culm_drop_area_get_type ())
G_DECLARE_FINAL_TYPE (CulmDropArea, culm_drop_area, CULM, DROP_AREA, AdwBin)

void culm_drop_area_set_content (CulmDropArea *self, GtkWidget *content);
void culm_drop_area_set_printer (CulmDropArea *self, CulmPrinter *printer); /* nullable */

/* Shows the veil as if files hovered over `target` (nullable), or takes it away. */
void culm_drop_area_set_hover (CulmDropArea *self, gboolean hover, GtkWidget *target);

G_END_DECLS
