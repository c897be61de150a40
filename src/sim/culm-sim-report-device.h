/* culm-sim-report-device.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-machine.h"

#include <json-glib/json-glib.h>

/* Adds `device` with its packed temperatures, extruders, nozzles and air duct (mqtt.md §3.6 and §3.9). */
void culm_sim_report_device (CulmSimMachine *machine, JsonObject *report);
