/* culm-printer-tools.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmPrinterTools:
 *
 * The windows that a printer page opens beside itself, one of each kind. They close when the page turns to another
 * printer: nobody moves the wrong one.
 *
 * It is a GActionGroup, to be inserted as "tool": "move", "calibrate", "console".
 */
#define CULM_TYPE_PRINTER_TOOLS (culm_printer_tools_get_type ())
G_DECLARE_FINAL_TYPE (CulmPrinterTools, culm_printer_tools, CULM, PRINTER_TOOLS, GObject)

/* `page` is what the windows stand beside; it inserts the group and must outlive it. */
CulmPrinterTools *culm_printer_tools_new (GtkWidget *page);
GActionGroup     *culm_printer_tools_get_group (CulmPrinterTools *self); /* (transfer none) */
void              culm_printer_tools_set_printer (CulmPrinterTools *self, CulmPrinter *printer); /* nullable */

G_END_DECLS
