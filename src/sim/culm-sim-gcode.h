/* culm-sim-gcode.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-machine.h"

/* Runs lines as `gcode_line` brings them (reference/mqtt.md §4.2): heaters, fans, homing, moves.
 * Returns: whether every line is one that this model can follow now. */
gboolean culm_sim_gcode_run (CulmSimMachine *machine, const char *lines);

/* Homes the axes of that bit mask; moves along one axis by mm, or the extruder. FALSE while printing or for a nozzle
 * too cold to push filament. */
gboolean culm_sim_gcode_home    (CulmSimMachine *machine, guint axes);
gboolean culm_sim_gcode_move    (CulmSimMachine *machine, guint axis, double mm);
gboolean culm_sim_gcode_extrude (CulmSimMachine *machine, guint nozzle, double mm);
