/* culm-add-printer-dialog.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine-lan.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmAddPrinterDialog:
 *
 * Where a person adds a printer of the local network: one that announces itself, or one at an address that is typed;
 * then its certificate is shown to be accepted, and its access code asked for. Or where only the code is asked for
 * again. It closes when the printer took the code; the printer is shown then ("win.show-printer" of the parent).
 */
#define CULM_TYPE_ADD_PRINTER_DIALOG (culm_add_printer_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CulmAddPrinterDialog, culm_add_printer_dialog, CULM, ADD_PRINTER_DIALOG, AdwWindow)

/* `lan` (nullable): only its access code is asked for. `engine` may be NULL for a picture. Both stay the caller's.
 * Returns: (transfer none): a window that is not shown yet. */
GtkWidget *culm_add_printer_dialog_new (GtkWindow *parent, CulmEngine *engine, CulmLanPrinter *lan);

/* Goes on with one that announces itself there. */
void culm_add_printer_dialog_look_at (CulmAddPrinterDialog *self, const char *host);

/* For pictures, without an engine: those that were found, and one that was looked at. */
void culm_add_printer_dialog_set_found (CulmAddPrinterDialog *self, GListModel *found);
void culm_add_printer_dialog_show_printer (CulmAddPrinterDialog *self, CulmFoundPrinter *found);

G_END_DECLS
