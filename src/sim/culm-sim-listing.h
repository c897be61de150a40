/* culm-sim-listing.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-machine.h"

#include <json-glib/json-glib.h>

/* A machine as its owner's account shows it. Returns: (transfer full) */
JsonObject *culm_sim_listing_new_device (CulmSimMachine *machine); /* GET /user/bind, rest.md §9 */
JsonObject *culm_sim_listing_new_print  (CulmSimMachine *machine); /* GET /user/print, rest.md §9 */
GPtrArray  *culm_sim_listing_new_tasks  (CulmSimMachine *machine); /* JsonObjects of /my/tasks, rest.md §11 */
