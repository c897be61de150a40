/* culm-console-page.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmConsolePage:
 *
 * Shows the console of a printer and sends it lines of G-code. Up and Down bring back what was typed before. A line
 * that Culm does not send stays in the field, with the reason below it.
 */
#define CULM_TYPE_CONSOLE_PAGE (culm_console_page_get_type ())
G_DECLARE_FINAL_TYPE (CulmConsolePage, culm_console_page, CULM, CONSOLE_PAGE, AdwBin)

GtkWidget *culm_console_page_new (CulmPrinter *printer);

G_END_DECLS
