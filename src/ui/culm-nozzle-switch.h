/* culm-nozzle-switch.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmNozzleSwitch:
 *
 * Which of two nozzles is the active one, and a way to change it. Hidden on a printer with one nozzle.
 */
#define CULM_TYPE_NOZZLE_SWITCH (culm_nozzle_switch_get_type ())
G_DECLARE_FINAL_TYPE (CulmNozzleSwitch, culm_nozzle_switch, CULM, NOZZLE_SWITCH, AdwBin)

/* `failure`: where the sentence goes that says how a change failed. It must outlive the switch. */
void culm_nozzle_switch_set_failure_label (CulmNozzleSwitch *self, GtkLabel *failure);
void culm_nozzle_switch_set_printer (CulmNozzleSwitch *self, CulmPrinter *printer); /* nullable */

G_END_DECLS
