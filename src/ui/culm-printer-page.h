/* culm-printer-page.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmPrinterPage:
 *
 * One printer: a header bar with its name, upload, light and menu, notices, and the Status view; or a page that says
 * what it waits for while nothing is known yet.
 *
 * Actions, group "printer": "pause", "resume", "stop" (asks first), "light" (toggle), "cool-down", "copy-serial",
 * "copy-address". "Upload File…" is the window's "win.upload".
 */
#define CULM_TYPE_PRINTER_PAGE (culm_printer_page_get_type ())
G_DECLARE_FINAL_TYPE (CulmPrinterPage, culm_printer_page, CULM, PRINTER_PAGE, AdwBin)

GtkWidget   *culm_printer_page_new (CulmEngine *engine);
void         culm_printer_page_set_printer (CulmPrinterPage *self, CulmPrinter *printer); /* nullable */
CulmPrinter *culm_printer_page_get_printer (CulmPrinterPage *self); /* (transfer none) (nullable) */

G_END_DECLS
