/* culm-fan-row.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/* One fan of a printer: a slider and its percentage. It hides when the printer has no such fan. */
#define CULM_TYPE_FAN_ROW (culm_fan_row_get_type ())
G_DECLARE_FINAL_TYPE (CulmFanRow, culm_fan_row, CULM, FAN_ROW, GtkListBoxRow)

/* `titles` (nullable) makes the titles of several rows equally wide. */
GtkWidget *culm_fan_row_new (CulmFanId id, GtkSizeGroup *titles);
void       culm_fan_row_set_printer (CulmFanRow *self, CulmPrinter *printer); /* nullable */

G_END_DECLS
