/* culm-sim-report-job.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-machine.h"

#include <json-glib/json-glib.h>

/* Adds the job, its progress and its stage (mqtt.md §3.3 and §3.4). */
void culm_sim_report_job (CulmSimMachine *machine, JsonObject *report);
