/* culm-airduct-button.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmAirductButton:
 *
 * Shows the mode of the air duct, and offers those that the printer lists. Hidden without an air duct.
 */
#define CULM_TYPE_AIRDUCT_BUTTON (culm_airduct_button_get_type ())
G_DECLARE_FINAL_TYPE (CulmAirductButton, culm_airduct_button, CULM, AIRDUCT_BUTTON, AdwBin)

/* `failure`: where the sentence goes that says how a change failed. It must outlive the button. */
void culm_airduct_button_set_failure_label (CulmAirductButton *self, GtkLabel *failure);
void culm_airduct_button_set_printer (CulmAirductButton *self, CulmPrinter *printer); /* nullable */

G_END_DECLS
