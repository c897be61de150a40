/* culm-status-view.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmStatusView:
 *
 * All of one printer on one page: the plate and the job, temperatures with their chart, fans, speed and filament.
 */
#define CULM_TYPE_STATUS_VIEW (culm_status_view_get_type ())
G_DECLARE_FINAL_TYPE (CulmStatusView, culm_status_view, CULM, STATUS_VIEW, AdwBin)

/* `engine` gives the plate's picture and the settings; both nullable. */
void culm_status_view_set_printer (CulmStatusView *self, CulmEngine *engine, CulmPrinter *printer);

G_END_DECLS
