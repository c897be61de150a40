/* culm-sim-command-heat.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-command.h"

/* Temperatures, fans and motion (reference/mqtt.md §4.2 and §4.3); ends with an entry without a name. */
extern const CulmSimCommand culm_sim_heat_commands[];
