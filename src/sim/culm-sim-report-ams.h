/* culm-sim-report-ams.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-machine.h"

#include <json-glib/json-glib.h>

/* Adds everything about filament to a status report: `ams`, `vt_tray`, `vir_slot`, `ams_status` (mqtt.md §3.8). */
void culm_sim_report_ams (CulmSimMachine *machine, JsonObject *report);
