/* culm-ams-page.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/* One AMS unit in full: its climate, and drying where it can. */
#define CULM_TYPE_AMS_PAGE (culm_ams_page_get_type ())
G_DECLARE_FINAL_TYPE (CulmAmsPage, culm_ams_page, CULM, AMS_PAGE, AdwBin)

GtkWidget *culm_ams_page_new (CulmPrinter *printer, CulmAmsUnit *unit);

G_END_DECLS
