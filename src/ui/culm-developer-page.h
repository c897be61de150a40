/* culm-developer-page.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/* What Developer Mode is, what it costs, and what works without it (reference/mqtt.md §2.1). */
#define CULM_TYPE_DEVELOPER_PAGE (culm_developer_page_get_type ())
G_DECLARE_FINAL_TYPE (CulmDeveloperPage, culm_developer_page, CULM, DEVELOPER_PAGE, AdwBin)

GtkWidget *culm_developer_page_new (CulmPrinter *printer);

G_END_DECLS
