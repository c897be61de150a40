/* culm-sim-command.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-command.h"

#include "culm-sim-command-ams.h"
#include "culm-sim-command-heat.h"
#include "culm-sim-command-job.h"
#include "culm-sim-command-system.h"
#include "culm-sim-json.h"
#include "culm-sim-seed.h"

static gboolean
is_known (const CulmSimModel *model, const CulmSimCommand *command)
{
  if (command->needs != 0 && (model->traits & command->needs) == 0)
    return FALSE;
  if (command->fun == CULM_SIM_FUN_SKIP && model->fun == 0) /* older than the bits, and can all the same */
    return TRUE;
  return command->fun == 0 || (model->fun & command->fun) != 0;
}

static const CulmSimCommand *
find_command (const CulmSimModel *model, const char *section, const char *name)
{
  const CulmSimCommand *const groups[] = { culm_sim_job_commands, culm_sim_heat_commands, culm_sim_ams_commands,
                                           culm_sim_system_commands };

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (const CulmSimCommand *command = groups[i]; command->name != NULL; command++)
      if (g_str_equal (command->section, section) && g_str_equal (command->name, name) && is_known (model, command))
        return command;
  return NULL;
}

CulmSimResult
culm_sim_command_run (CulmSimMachine *machine, gboolean seed_contract, const char *section, JsonObject *request,
                      JsonObject *reply)
{
  const char *name = culm_sim_json_get_string (request, "command", "");
  const CulmSimCommand *command;

  if (seed_contract && g_str_equal (section, "print"))
    return culm_sim_seed_run (machine, request);
  command = find_command (machine->model, section, name);
  if (command == NULL)
    return CULM_SIM_COMMAND_UNKNOWN;
  return command->run (machine, request, reply) ? CULM_SIM_COMMAND_OBEYED : CULM_SIM_COMMAND_FAILED;
}
