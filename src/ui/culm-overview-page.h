/* culm-overview-page.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmOverviewPage:
 *
 * All printers as cards in the model's order, trouble first, with their counts in the subtitle. While there is none,
 * the page says why, by what the accounts say: asked, no connection, expired, or no printer. Properties: "search-text"
 * (string): cards that do not match are hidden.
 */
#define CULM_TYPE_OVERVIEW_PAGE (culm_overview_page_get_type ())
G_DECLARE_FINAL_TYPE (CulmOverviewPage, culm_overview_page, CULM, OVERVIEW_PAGE, AdwBin)

GtkWidget *culm_overview_page_new (void);

/* `engine` (nullable) gives the pictures; `printers` (nullable) is a list of CulmPrinter. */
void culm_overview_page_set_printers (CulmOverviewPage *self, CulmEngine *engine, GListModel *printers);
void culm_overview_page_set_accounts (CulmOverviewPage *self, GListModel *accounts); /* CulmAccount; nullable */
void culm_overview_page_set_search_text (CulmOverviewPage *self, const char *text);

G_END_DECLS
