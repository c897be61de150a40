/* culm-options-page.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/* What a printer keeps doing from print to print: its options, its detectors, its camera's recordings; those that it
 * reports. */
#define CULM_TYPE_OPTIONS_PAGE (culm_options_page_get_type ())
G_DECLARE_FINAL_TYPE (CulmOptionsPage, culm_options_page, CULM, OPTIONS_PAGE, AdwBin)

GtkWidget *culm_options_page_new (CulmPrinter *printer);

G_END_DECLS
