/* culm-sim-command-job.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-command.h"

/* Jobs, errors and calibrations (reference/mqtt.md §4.2 and §4.4); ends with an entry without a name. */
extern const CulmSimCommand culm_sim_job_commands[];
