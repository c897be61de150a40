/* culm-move-page.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmMovePage:
 *
 * Homes a printer, moves its axes and its filament. The first move asks whether the bed is free, because nobody there
 * may be looking.
 */
#define CULM_TYPE_MOVE_PAGE (culm_move_page_get_type ())
G_DECLARE_FINAL_TYPE (CulmMovePage, culm_move_page, CULM, MOVE_PAGE, AdwBin)

GtkWidget *culm_move_page_new (CulmPrinter *printer);

G_END_DECLS
