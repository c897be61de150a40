/* culm-import-dialog.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine-import.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmImportDialog:
 *
 * Where a person takes over printers and access codes from Bambu Studio or OrcaSlicer: a configuration that is found or
 * chosen, then its printers with a check box each, what each shows as its certificate, and how adding it goes.
 */
#define CULM_TYPE_IMPORT_DIALOG (culm_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CulmImportDialog, culm_import_dialog, CULM, IMPORT_DIALOG, AdwWindow)

/* `engine` may be NULL for a picture. Returns: (transfer none): a window that is not shown yet. */
GtkWidget *culm_import_dialog_new (GtkWindow *parent, CulmEngine *engine);

/* Reads a configuration, as once it was chosen. */
void culm_import_dialog_read (CulmImportDialog *self, const char *path);

/* For pictures: GListModel of CulmImportedPrinter, or paths that were found. */
void culm_import_dialog_show_printers (CulmImportDialog *self, GListModel *printers);
void culm_import_dialog_show_files (CulmImportDialog *self, const char *const *paths);

G_END_DECLS
