/* culm-sidebar.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmSidebar:
 *
 * All printers, then each printer, then the uploads at the foot.
 *
 * Properties: "printer" (CulmPrinter, nullable: all printers; writable, notifies when a person selects another row),
 * "search-text" (string, readable), "search-mode" (boolean).
 *
 * Signals: "activated" (): a row was pressed: where only one side fits, the content comes to the front.
 */
#define CULM_TYPE_SIDEBAR (culm_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (CulmSidebar, culm_sidebar, CULM, SIDEBAR, AdwBin)

GtkWidget   *culm_sidebar_new (void);
void         culm_sidebar_set_printers (CulmSidebar *self, GListModel *printers);   /* CulmPrinter; nullable */
void         culm_sidebar_set_transfers (CulmSidebar *self, GListModel *transfers); /* CulmTransfer; nullable */
CulmPrinter *culm_sidebar_get_printer (CulmSidebar *self);                          /* (transfer none) (nullable) */
void         culm_sidebar_set_printer (CulmSidebar *self, CulmPrinter *printer);    /* nullable */
const char  *culm_sidebar_get_search_text (CulmSidebar *self);

G_END_DECLS
