/* culm-sim-seed.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-command.h"

/* The nine forms of reference/mqtt.md §4.1 and nothing else; a `sequence_id` beside them is taken. */
CulmSimResult culm_sim_seed_run (CulmSimMachine *machine, JsonObject *request);
