/* culm-printer-row.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmPrinterRow:
 *
 * A printer in the sidebar: its state as a sign, its name, one line of what it does, and a thin progress bar.
 */
#define CULM_TYPE_PRINTER_ROW (culm_printer_row_get_type ())
G_DECLARE_FINAL_TYPE (CulmPrinterRow, culm_printer_row, CULM, PRINTER_ROW, GtkListBoxRow)

GtkWidget   *culm_printer_row_new (CulmPrinter *printer);
CulmPrinter *culm_printer_row_get_printer (CulmPrinterRow *self); /* (transfer none) */

/* Time went by: ages and days may read differently. */
void culm_printer_row_refresh (CulmPrinterRow *self);

G_END_DECLS
