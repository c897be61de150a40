/* culm-file-row.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer-files.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmFileRow:
 *
 * A file of a printer in a list: its picture where there is one, its name, size and time.
 */
#define CULM_TYPE_FILE_ROW (culm_file_row_get_type ())
G_DECLARE_FINAL_TYPE (CulmFileRow, culm_file_row, CULM, FILE_ROW, AdwBin)

GtkWidget *culm_file_row_new (void);

/* `file` NULL: none. `files` (nullable) is asked for the picture, which is kept in `pictures` (path → GdkTexture). */
void culm_file_row_set_file (CulmFileRow *self, CulmStoredFile *file, CulmPrinterFiles *files, GHashTable *pictures);

G_END_DECLS
