/* culm-sim-command.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-command.h"

#include "culm-sim-command-ams.h"
#include "culm-sim-command-heat.h"
#include "culm-sim-command-job.h"
#include "culm-sim-command-system.h"
#include "culm-sim-json.h"
#include "culm-sim-seed.h"

#include <string.h>

/* What came with a newer firmware of a model (reference/models.md §3). */
static const struct {
  const char *command, *models, *since;
} younger[] = {
  { "ams_change_filament", " X1 X1 Carbon ", "01.05.06.01" },
  { "ams_change_filament", " P1P P1S ", "01.02.99.10" },
  { "ams_get_rfid", " A1 A1 mini ", "01.06.00.00" },
  { "ams_get_rfid", " P1P P1S ", "01.08.01.00" },
  { "ams_get_rfid", " X1 X1 Carbon ", "01.09.00.00" },
  { "ams_filament_drying", " A1 A1 mini ", "01.06.10.33" },
  { "ams_filament_drying", " P1P P1S ", "01.07.50.18" },
  { "ams_filament_drying", " X1 X1 Carbon ", "01.08.50.18" },
  { "ams_filament_drying", " P2S ", "01.01.50.40" },
  { "ams_filament_drying", " H2C ", "01.01.50.00" },
};

/* Versions are written with two digits a part, so they sort as texts. */
static gboolean
is_old_enough (const CulmSimModel *model, const char *command)
{
  g_autofree char *name = g_strdup_printf (" %s ", model->name);

  for (guint i = 0; i < G_N_ELEMENTS (younger); i++)
    if (g_str_equal (younger[i].command, command) && strstr (younger[i].models, name) != NULL &&
        strcmp (model->firmware, younger[i].since) < 0)
      return FALSE;
  return TRUE;
}

static gboolean
is_known (const CulmSimModel *model, const CulmSimCommand *command)
{
  if (!is_old_enough (model, command->name))
    return FALSE;
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

  if (seed_contract) /* lights, camera and detectors have no form there */
    return g_str_equal (section, "print") ? culm_sim_seed_run (machine, request) : CULM_SIM_COMMAND_UNKNOWN;
  command = find_command (machine->model, section, name);
  if (command == NULL)
    return CULM_SIM_COMMAND_UNKNOWN;
  return command->run (machine, request, reply) ? CULM_SIM_COMMAND_OBEYED : CULM_SIM_COMMAND_FAILED;
}
