/* culm-sim-command.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-machine.h"

#include <json-glib/json-glib.h>

typedef enum {
  CULM_SIM_COMMAND_UNKNOWN, /* this firmware does not know it: no answer */
  CULM_SIM_COMMAND_FAILED,  /* known, but not in this state or not with these values */
  CULM_SIM_COMMAND_OBEYED,
} CulmSimResult;

/* One command that a firmware knows. `needs`: traits of which the model must have one, `fun`: a bit of `fun` that must
 * be set; both 0 for a command of every model. `run` says whether it took effect, and
 * may add members to the reply, which holds the echo already. */
typedef struct {
  const char *section, *name;
  guint needs;
  guint64 fun;
  gboolean (*run) (CulmSimMachine *machine, JsonObject *request, JsonObject *reply);
} CulmSimCommand;

/* Takes the object of one section of a request. seed_contract: of the steering sections only the nine forms of
 * reference/mqtt.md §4.1 are known. */
CulmSimResult culm_sim_command_run (CulmSimMachine *machine, gboolean seed_contract, const char *section,
                                    JsonObject *request, JsonObject *reply);
