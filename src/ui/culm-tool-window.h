/* culm-tool-window.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmToolWindow:
 *
 * A window of its own for one tool of one printer, whose name it bears: it stands beside the page of the printer, so
 * that camera and temperatures stay in sight. Escape closes it.
 */
#define CULM_TYPE_TOOL_WINDOW (culm_tool_window_get_type ())
G_DECLARE_FINAL_TYPE (CulmToolWindow, culm_tool_window, CULM, TOOL_WINDOW, AdwWindow)

/* `parent` nullable. Takes the page. */
GtkWidget *culm_tool_window_new (GtkWindow *parent, CulmPrinter *printer, const char *title, GtkWidget *page);

CulmPrinter *culm_tool_window_get_printer (CulmToolWindow *self); /* (transfer none) */

G_END_DECLS
