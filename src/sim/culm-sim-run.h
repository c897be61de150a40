/* culm-sim-run.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-machine.h"

/* What happens to a job on its machine. Each returns FALSE, and changes nothing, when the state forbids it. */
gboolean culm_sim_run_start  (CulmSimMachine *machine); /* machine->job as it was drawn or described */
gboolean culm_sim_run_pause  (CulmSimMachine *machine);
gboolean culm_sim_run_resume (CulmSimMachine *machine); /* who resumes after a run-out has put filament in */
gboolean culm_sim_run_stop   (CulmSimMachine *machine); /* shows the cancel code for two reports */
gboolean culm_sim_run_finish (CulmSimMachine *machine);
gboolean culm_sim_run_fail   (CulmSimMachine *machine, guint32 print_error);
gboolean culm_sim_run_runout (CulmSimMachine *machine);

/* The door, or the lid that counts as one: warns or pauses as the door check is set. */
void culm_sim_run_open_door (CulmSimMachine *machine, gboolean open);

/* Follows the job for `seconds` of the printer's own time. */
void culm_sim_run_advance (CulmSimMachine *machine, double seconds);

/* Puts a fresh machine into a state of the farm: "idle", "printing", "runout", "paused", "finished", "failed",
 * "offline". FALSE for another word. */
gboolean culm_sim_run_preset (CulmSimMachine *machine, const char *state);
