/* culm-printer-list.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"

G_BEGIN_DECLS

/* A GListModel of CulmPrinter in the order of culm_printer_compare(). A printer whose rank or name changes moves: one
 * change of the stretch between both places, at no time without it. Serials are unique. */
#define CULM_TYPE_PRINTER_LIST (culm_printer_list_get_type ())
G_DECLARE_FINAL_TYPE (CulmPrinterList, culm_printer_list, CULM, PRINTER_LIST, GObject)

CulmPrinterList *culm_printer_list_new (void);
void             culm_printer_list_add (CulmPrinterList *self, CulmPrinter *printer);
void             culm_printer_list_remove (CulmPrinterList *self, CulmPrinter *printer);
CulmPrinter     *culm_printer_list_find (CulmPrinterList *self, const char *serial); /* (transfer none) (nullable) */

G_END_DECLS
