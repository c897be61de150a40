/* culm-option-row.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmOptionRow:
 *
 * One setting of a printer that is on or off, or has a level: what the printer reports, what is wanted and not yet so,
 * and how that ended. It hides where the model has no such option or does not report it.
 *
 * Signal: "changed" (): culm_option_row_get_reason(), or whether it is visible, is new.
 */
#define CULM_TYPE_OPTION_ROW (culm_option_row_get_type ())
G_DECLARE_FINAL_TYPE (CulmOptionRow, culm_option_row, CULM, OPTION_ROW, AdwActionRow)

/* Beside the numbers of CulmOption: */
#define CULM_OPTION_ROW_TIMELAPSE CULM_N_OPTIONS
#define CULM_OPTION_ROW_RECORD (CULM_N_OPTIONS + 1)

/* `id`: a CulmOption or one of these. `subtitle` (nullable) says what it does. */
GtkWidget *culm_option_row_new (int id, const char *title, const char *subtitle);
void       culm_option_row_set_printer (CulmOptionRow *self, CulmPrinter *printer); /* nullable */

/* Why it is off; NULL when it is on. */
const char *culm_option_row_get_reason (CulmOptionRow *self);

G_END_DECLS
