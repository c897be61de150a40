/* culm-sim-command-system.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-command.h"

/* Lights, camera, detectors, switches and firmware (reference/mqtt.md §4.2); ends with an entry without a name. */
extern const CulmSimCommand culm_sim_system_commands[];
