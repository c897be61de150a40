/* culm-sim-merge.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-machine.h"

#include <json-glib/json-glib.h>

/* Makes the machine be as `fragment`, the inside of a report's "print", says, and takes out of it whatever the machine
 * now tells by itself. What is left is for the caller to lay over the reports. */
void culm_sim_merge (CulmSimMachine *machine, JsonObject *fragment);
