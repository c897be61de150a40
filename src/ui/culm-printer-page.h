/* culm-printer-page.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmPrinterPage:
 *
 * One printer, with a header bar of its own.
 */
#define CULM_TYPE_PRINTER_PAGE (culm_printer_page_get_type ())
G_DECLARE_FINAL_TYPE (CulmPrinterPage, culm_printer_page, CULM, PRINTER_PAGE, AdwBin)

GtkWidget *culm_printer_page_new (CulmEngine *engine);
void       culm_printer_page_set_printer (CulmPrinterPage *self, CulmPrinter *printer); /* nullable */

G_END_DECLS
