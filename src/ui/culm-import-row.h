/* culm-import-row.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-imported-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmImportRow:
 *
 * A printer that a slicer knows: whether it is to be imported, and how that stands. Property "chosen" (boolean,
 * readable, notify): its box is checked, and it can be imported.
 */
#define CULM_TYPE_IMPORT_ROW (culm_import_row_get_type ())
G_DECLARE_FINAL_TYPE (CulmImportRow, culm_import_row, CULM, IMPORT_ROW, AdwActionRow)

/* `known`: it was added already, so nothing is chosen for the person. */
GtkWidget           *culm_import_row_new (CulmImportedPrinter *printer, gboolean known);
CulmImportedPrinter *culm_import_row_get_printer (CulmImportRow *self); /* (transfer none) */
gboolean             culm_import_row_get_chosen (CulmImportRow *self);

G_END_DECLS
