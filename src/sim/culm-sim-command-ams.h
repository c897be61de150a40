/* culm-sim-command-ams.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-command.h"

/* Filament (reference/mqtt.md §4.2, AMS); ends with an entry without a name. */
extern const CulmSimCommand culm_sim_ams_commands[];
