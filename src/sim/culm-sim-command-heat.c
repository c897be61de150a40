/* culm-sim-command-heat.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-command-heat.h"

#include "culm-sim-gcode.h"
#include "culm-sim-json.h"

#include <string.h>

static gboolean
run_gcode (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  return culm_sim_gcode_run (machine, culm_sim_json_get_string (request, "param", ""));
}

static gboolean
read_nozzle (CulmSimMachine *machine, JsonObject *request, guint *nozzle)
{
  gint64 index = culm_sim_json_get_int (request, "extruder_index", machine->active_nozzle);

  *nozzle = (guint) index;
  return index >= 0 && index < machine->model->nozzles;
}

static gboolean
heat_nozzle (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  guint nozzle;

  if (!culm_sim_json_is_number (request, "target_temp") || !read_nozzle (machine, request, &nozzle))
    return FALSE;
  culm_sim_machine_heat_nozzle (machine, nozzle, culm_sim_json_get_double (request, "target_temp", 0));
  return TRUE;
}

static gboolean
heat_bed (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  if (!culm_sim_json_is_number (request, "temp"))
    return FALSE;
  culm_sim_machine_heat_bed (machine, culm_sim_json_get_double (request, "temp", 0));
  return TRUE;
}

static gboolean
heat_chamber (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  if (!culm_sim_json_is_number (request, "ctt_val"))
    return FALSE;
  culm_sim_machine_heat_chamber (machine, culm_sim_json_get_double (request, "ctt_val", 0));
  return TRUE;
}

static gboolean
set_fan (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  int fan = culm_sim_air_find_fan ((int) culm_sim_json_get_int (request, "fan_index", -1));

  if (fan < 0 || !culm_sim_air_has_fan (&machine->air, (CulmSimFan) fan) || !culm_sim_json_is_number (request, "speed"))
    return FALSE;
  culm_sim_air_set (&machine->air, (CulmSimFan) fan, culm_sim_json_get_double (request, "speed", 0));
  return TRUE;
}

static gboolean
set_air_mode (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  return culm_sim_json_is_number (request, "modeId") &&
         culm_sim_air_set_mode (&machine->air, (int) culm_sim_json_get_int (request, "modeId", -1),
                                (int) culm_sim_json_get_int (request, "submode", -1));
}

static gboolean
home (CulmSimMachine *machine, JsonObject *request G_GNUC_UNUSED, JsonObject *reply G_GNUC_UNUSED)
{
  return culm_sim_gcode_home (machine, 7);
}

static gboolean
jog (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  const char *axis = culm_sim_json_get_string (request, "axis", "");
  const char *place = *axis != '\0' ? strchr ("XYZ", *axis) : NULL;
  gint64 direction = culm_sim_json_get_int (request, "dir", 0);
  double step = culm_sim_json_get_int (request, "mode", 0) == 0 ? 1 : 10;

  if (place == NULL || axis[1] != '\0' || (direction != 1 && direction != -1))
    return FALSE;
  return culm_sim_gcode_move (machine, (guint) (place - "XYZ"), (double) direction * step);
}

static gboolean
extrude (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  guint nozzle;

  return read_nozzle (machine, request, &nozzle) &&
         culm_sim_gcode_extrude (machine, nozzle, culm_sim_json_get_double (request, "length", 0));
}

static gboolean
select_nozzle (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  guint nozzle;

  if (machine->model->nozzles < 2 || culm_sim_job_is_active (&machine->job) ||
      !culm_sim_json_is_number (request, "extruder_index") || !read_nozzle (machine, request, &nozzle))
    return FALSE;
  machine->active_nozzle = nozzle;
  return TRUE;
}

static gboolean
guard_heat (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  machine->settings.idle_heat_guard = culm_sim_json_get_bool (request, "enable", FALSE);
  return TRUE;
}

static gboolean
move_holder (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  gint64 place = culm_sim_json_get_int (request, "action", -1);

  if (place < 0 || place > 2 || culm_sim_job_is_active (&machine->job))
    return FALSE;
  machine->holder = (guint) place;
  return TRUE;
}

static gboolean
map_nozzles (CulmSimMachine *machine G_GNUC_UNUSED, JsonObject *request G_GNUC_UNUSED, JsonObject *reply)
{
  culm_sim_json_put (reply, "mapping", "[0]");
  return TRUE;
}

static gboolean
accept (CulmSimMachine *machine G_GNUC_UNUSED, JsonObject *request G_GNUC_UNUSED, JsonObject *reply G_GNUC_UNUSED)
{
  return TRUE;
}

const CulmSimCommand culm_sim_heat_commands[] = {
  { "print", "gcode_line", 0, 0, run_gcode },
  { "print", "set_nozzle_temp", CULM_SIM_TAKES_TYPED, 0, heat_nozzle },
  { "print", "set_bed_temp", CULM_SIM_TAKES_TYPED_BED, 0, heat_bed },
  { "print", "set_ctt", CULM_SIM_HAS_CHAMBER_HEATER, 0, heat_chamber },
  { "print", "set_fan", CULM_SIM_HAS_AIR_PARTS, 0, set_fan },
  { "print", "set_airduct", CULM_SIM_HAS_AIR_MODES, 0, set_air_mode },
  { "print", "back_to_center", 0, CULM_SIM_FUN_HOMING, home },
  { "print", "xyz_ctrl", 0, CULM_SIM_FUN_JOG, jog },
  { "print", "set_extrusion_length", CULM_SIM_TAKES_TYPED, 0, extrude },
  { "print", "select_extruder", CULM_SIM_TAKES_TYPED, 0, select_nozzle },
  { "print", "set_against_continued_heating_mode", 0, CULM_SIM_FUN_IDLE_HEAT, guard_heat },
  { "print", "buzzer_ctrl", CULM_SIM_HAS_BUZZER, 0, accept },
  { "print", "close_air_filt", CULM_SIM_HAS_AIR_MODES, 0, accept },
  { "print", "refresh_nozzle", CULM_SIM_HAS_RACK, 0, accept },
  { "print", "nozzle_holder_ctrl", CULM_SIM_HAS_RACK, 0, move_holder },
  { "print", "holder_nozzle_refresh", CULM_SIM_HAS_RACK, 0, accept },
  { "print", "nozzle_info_confirm", CULM_SIM_HAS_RACK, 0, accept },
  { "print", "get_auto_nozzle_mapping", CULM_SIM_HAS_RACK, 0, map_nozzles },
  { NULL, NULL, 0, 0, NULL },
};
