/* culm-sim-report.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-machine.h"

#include <json-glib/json-glib.h>

/* The whole status as this model's firmware words it, without `command`, `msg` and `sequence_id` (mqtt.md §3).
 * beat: how many reports went before; what is never quite still, such as the radio, follows it.
 * Returns: (transfer full) */
JsonObject *culm_sim_report_new (CulmSimMachine *machine, guint beat);
