/* culm-speed-row.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/* The four speeds of a printer, one of them pressed. */
#define CULM_TYPE_SPEED_ROW (culm_speed_row_get_type ())
G_DECLARE_FINAL_TYPE (CulmSpeedRow, culm_speed_row, CULM, SPEED_ROW, AdwBin)

void culm_speed_row_set_printer (CulmSpeedRow *self, CulmPrinter *printer); /* nullable */

G_END_DECLS
