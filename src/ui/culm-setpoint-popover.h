/* culm-setpoint-popover.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmSetpointPopover:
 *
 * Set-points of a heater to choose from: off, those of the materials, and a person's own, as far as the printer's limit
 * goes.
 *
 * Signal: "chosen" (int celsius).
 */
#define CULM_TYPE_SETPOINT_POPOVER (culm_setpoint_popover_get_type ())
G_DECLARE_FINAL_TYPE (CulmSetpointPopover, culm_setpoint_popover, CULM, SETPOINT_POPOVER, GtkPopover)

/* `settings` has "presets" and "own-presets"; both nullable. The choice is made anew each time the popover opens. */
void culm_setpoint_popover_set_heater (CulmSetpointPopover *self, CulmHeaterId id, CulmPrinter *printer,
                                       GSettings *settings);

G_END_DECLS
