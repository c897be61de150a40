/* culm-cool-down.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"

G_BEGIN_DECLS

/* Why not all heaters of a printer can be turned off now, in a sentence; NULL: they can. `printer` nullable. */
const char *culm_cool_down_get_obstacle (CulmPrinter *printer);

/* Turns every heater off that is on. How each one ends is told by its run. */
void culm_cool_down (CulmPrinter *printer);

G_END_DECLS
