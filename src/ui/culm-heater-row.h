/* culm-heater-row.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmHeaterRow:
 *
 * One heater of a printer: what it measures, and a field for its target. The measured value opens the popover with
 * presets. It hides when the printer has no such heater.
 */
#define CULM_TYPE_HEATER_ROW (culm_heater_row_get_type ())
G_DECLARE_FINAL_TYPE (CulmHeaterRow, culm_heater_row, CULM, HEATER_ROW, GtkListBoxRow)

/* `fields` (nullable) makes the fields of several rows equally wide. */
GtkWidget *culm_heater_row_new (CulmHeaterId id, GtkSizeGroup *fields);

/* `settings` holds the presets; both nullable. */
void culm_heater_row_set_printer (CulmHeaterRow *self, CulmPrinter *printer, GSettings *settings);

G_END_DECLS
