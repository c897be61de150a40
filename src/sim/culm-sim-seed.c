/* culm-sim-seed.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-seed.h"

#include "culm-sim-json.h"
#include "culm-sim-run.h"

typedef gboolean (*Action) (CulmSimMachine *machine);

static const struct {
  const char *name;
  Action run;
} actions[] = { { "pause", culm_sim_run_pause }, { "resume", culm_sim_run_resume }, { "stop", culm_sim_run_stop } };

static gboolean
set_value (CulmSimMachine *machine, const char *name, double value)
{
  if (g_str_equal (name, "set_nozzle_temp"))
    culm_sim_machine_heat_nozzle (machine, machine->model->nozzles > 1 ? 0 : machine->active_nozzle, value);
  else if (g_str_equal (name, "set_bed_temp"))
    culm_sim_machine_heat_bed (machine, value);
  else if (g_str_equal (name, "set_chamber_temp"))
    machine->chamber_wish = CLAMP (value, 0, MAX (machine->model->chamber_max, 65));
  else if (g_str_equal (name, "set_fan_speed"))
    culm_sim_air_set (&machine->air, CULM_SIM_FAN_PART, value);
  else if (g_str_equal (name, "set_airduct"))
    culm_sim_air_set (&machine->air, CULM_SIM_FAN_AUX, value);
  else if (g_str_equal (name, "set_ctt"))
    culm_sim_air_set (&machine->air, CULM_SIM_FAN_CHAMBER, value);
  else
    return FALSE;
  return TRUE;
}

/* A decimal string of whole numbers, as the reference's examples send it. */
static gboolean
read_param (JsonObject *request, guint64 *value)
{
  const char *text = culm_sim_json_get_string (request, "param", NULL);

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, 1000, value, NULL);
}

CulmSimResult
culm_sim_seed_run (CulmSimMachine *machine, JsonObject *request)
{
  const char *name = culm_sim_json_get_string (request, "command", "");
  guint members = json_object_get_size (request) - (json_object_has_member (request, "sequence_id") ? 1 : 0);
  guint64 value;

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (name, actions[i].name) && members == 1)
      return actions[i].run (machine) ? CULM_SIM_COMMAND_OBEYED : CULM_SIM_COMMAND_FAILED;
  if (members != 2 || !read_param (request, &value) || !set_value (machine, name, (double) value))
    return CULM_SIM_COMMAND_UNKNOWN;
  return CULM_SIM_COMMAND_OBEYED;
}
