/* culm-sim-delta.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <json-glib/json-glib.h>

/* What of `after` differs from `before`, as the P1 and A1 send it (reference/mqtt.md §3.2): objects by their changed
 * members, units, trays and lights by id, other arrays whole.
 * Returns: (transfer full): an empty object when nothing differs */
JsonObject *culm_sim_delta_new (JsonObject *before, JsonObject *after);

/* The other way: lays `delta` over `target` by the same rules. */
void culm_sim_delta_apply (JsonObject *target, JsonObject *delta);
