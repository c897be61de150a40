/* culm-sim-modules.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-machine.h"

#include <json-glib/json-glib.h>

/* `module` of the answer to info.get_version (reference/mqtt.md §3.11): `ota` with the serial and the firmware, the
 * boards of this family, and every AMS unit. Returns: (transfer full) */
JsonArray *culm_sim_modules_new (CulmSimMachine *machine);
