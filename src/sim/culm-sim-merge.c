/* culm-sim-merge.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-merge.h"

#include "culm-sim-json.h"
#include "culm-sim-run.h"

#include <stdlib.h>
#include <string.h>

typedef void (*Taker) (CulmSimMachine *machine, JsonObject *fragment, const char *member);

static void
take_state (CulmSimMachine *machine, JsonObject *fragment, const char *member)
{
  const char *word = culm_sim_json_get_string (fragment, member, "");
  gboolean active = culm_sim_job_is_active (&machine->job);

  if (!active && (g_str_equal (word, "PREPARE") || g_str_equal (word, "RUNNING") || g_str_equal (word, "PAUSE")))
    culm_sim_run_start (machine);
  if (g_str_equal (word, "RUNNING") && !culm_sim_run_resume (machine) && !active)
    culm_sim_job_seek (&machine->job, 0);
  else if (g_str_equal (word, "PAUSE") && machine->job.state != CULM_SIM_JOB_PAUSE) {
    culm_sim_job_seek (&machine->job, culm_sim_job_get_fraction (&machine->job));
    culm_sim_run_pause (machine);
  } else if (g_str_equal (word, "FINISH") && !culm_sim_run_finish (machine)) {
    machine->job.state = CULM_SIM_JOB_FINISH;
  } else if (g_str_equal (word, "FAILED")) {
    if (!culm_sim_run_fail (machine, machine->print_error))
      machine->job.state = CULM_SIM_JOB_FAILED;
    else
      culm_sim_machine_clear_hms (machine);
  } else if (g_str_equal (word, "IDLE")) {
    culm_sim_run_finish (machine);
    machine->job.state = CULM_SIM_JOB_IDLE;
  }
}

static void
take_percent (CulmSimMachine *machine, JsonObject *fragment, const char *member)
{
  if (culm_sim_job_is_active (&machine->job))
    culm_sim_job_seek (&machine->job, culm_sim_json_get_double (fragment, member, 0) / 100);
}

/* Minutes left: the job is as long as that makes it. */
static void
take_left (CulmSimMachine *machine, JsonObject *fragment, const char *member)
{
  CulmSimJob *job = &machine->job;
  double left = CLAMP (culm_sim_json_get_double (fragment, member, 0) * 60, 1, 1e7), fraction;

  if (!culm_sim_job_is_active (job))
    return;
  fraction = MIN (culm_sim_job_get_fraction (job), 0.999);
  job->prepared = 0;
  job->total = left / (1 - fraction);
  job->elapsed = job->total - left;
  job->step = job->n_steps;
}

static void
take_layer (CulmSimMachine *machine, JsonObject *fragment, const char *member)
{
  CulmSimJob *job = &machine->job;

  if (job->prepared < 0 && culm_sim_job_is_active (job))
    culm_sim_job_seek (job, 0);
  job->layer_offset +=
      (int) CLAMP (culm_sim_json_get_int (fragment, member, 0), 0, 100000) - (int) culm_sim_job_get_layer (job);
}

static void
take_layers (CulmSimMachine *machine, JsonObject *fragment, const char *member)
{
  machine->job.layers = (guint) CLAMP (culm_sim_json_get_int (fragment, member, 0), 0, 100000);
}

static void
take_name (CulmSimMachine *machine, JsonObject *fragment, const char *member)
{
  culm_sim_job_set_name (&machine->job, culm_sim_json_get_string (fragment, member, ""));
}

static void
take_error (CulmSimMachine *machine, JsonObject *fragment, const char *member)
{
  machine->print_error = (guint32) culm_sim_json_get_int (fragment, member, 0);
  machine->cancel_reports = 0;
}

static void
take_stage (CulmSimMachine *machine, JsonObject *fragment, const char *member)
{
  machine->job.stage = (int) culm_sim_json_get_int (fragment, member, CULM_SIM_STAGE_IDLE);
}

static void
take_speed (CulmSimMachine *machine, JsonObject *fragment, const char *member)
{
  machine->settings.speed_level = (guint) CLAMP (culm_sim_json_get_int (fragment, member, 2), 1, 4);
}

static void
take_problems (CulmSimMachine *machine, JsonObject *fragment, const char *member)
{
  JsonArray *entries = culm_sim_json_get_array (fragment, member);

  culm_sim_machine_clear_hms (machine);
  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++) {
    JsonNode *node = json_array_get_element (entries, i);

    if (JSON_NODE_HOLDS_OBJECT (node))
      culm_sim_machine_raise_hms (machine, (guint32) culm_sim_json_get_int (json_node_get_object (node), "attr", 0),
                                  (guint32) culm_sim_json_get_int (json_node_get_object (node), "code", 0));
  }
}

static void
take_temperature (CulmSimMachine *machine, JsonObject *fragment, const char *member)
{
  CulmSimHeater *nozzle = &machine->nozzles[machine->active_nozzle];
  double celsius = CLAMP (culm_sim_json_get_double (fragment, member, 0), 0, 999);

  if (g_str_equal (member, "nozzle_temper"))
    nozzle->current = celsius;
  else if (g_str_equal (member, "nozzle_target_temper"))
    nozzle->target = celsius;
  else if (g_str_equal (member, "bed_temper"))
    machine->bed.current = celsius;
  else
    machine->bed.target = celsius;
}

static void
take_fan (CulmSimMachine *machine, JsonObject *fragment, const char *member)
{
  CulmSimFan fan = g_str_equal (member, "cooling_fan_speed") ? CULM_SIM_FAN_PART
                   : g_str_equal (member, "big_fan1_speed")  ? CULM_SIM_FAN_AUX
                                                             : CULM_SIM_FAN_CHAMBER;

  culm_sim_air_set (&machine->air, fan, culm_sim_json_get_double (fragment, member, 0) * 100 / 15);
  machine->air.current[fan] = machine->air.target[fan];
}

static void
take_radio (CulmSimMachine *machine, JsonObject *fragment, const char *member)
{
  machine->wifi = atoi (culm_sim_json_get_string (fragment, member, "-50dBm"));
}

static void
take_storage (CulmSimMachine *machine, JsonObject *fragment, const char *member)
{
  machine->settings.storage = culm_sim_json_get_bool (fragment, member, TRUE) ? 1 : 0;
}

static void
take_lights (CulmSimMachine *machine, JsonObject *fragment, const char *member)
{
  static const char *const modes[] = { "off", "on", "flashing" };
  JsonArray *lights = culm_sim_json_get_array (fragment, member);

  for (guint i = 0; lights != NULL && i < json_array_get_length (lights); i++) {
    JsonNode *node = json_array_get_element (lights, i);
    JsonObject *light = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    const char *name = light != NULL ? culm_sim_json_get_string (light, "node", "") : "";

    for (guint j = 0; light != NULL && j < G_N_ELEMENTS (modes); j++) {
      if (!g_str_equal (culm_sim_json_get_string (light, "mode", ""), modes[j]))
        continue;
      if (g_str_equal (name, "chamber_light"))
        machine->settings.chamber_light = (CulmSimLight) j;
      else if (g_str_equal (name, "chamber_light2"))
        machine->settings.chamber_light2 = (CulmSimLight) j;
    }
  }
}

/* In this order: the state first, for what belongs to a job needs one. */
static const struct {
  const char *member;
  Taker take;
} takers[] = {
  { "gcode_state", take_state },
  { "subtask_name", take_name },
  { "total_layer_num", take_layers },
  { "mc_percent", take_percent },
  { "mc_remaining_time", take_left },
  { "layer_num", take_layer },
  { "print_error", take_error },
  { "stg_cur", take_stage },
  { "spd_lvl", take_speed },
  { "hms", take_problems },
  { "nozzle_temper", take_temperature },
  { "nozzle_target_temper", take_temperature },
  { "bed_temper", take_temperature },
  { "bed_target_temper", take_temperature },
  { "cooling_fan_speed", take_fan },
  { "big_fan1_speed", take_fan },
  { "big_fan2_speed", take_fan },
  { "wifi_signal", take_radio },
  { "sdcard", take_storage },
  { "lights_report", take_lights },
};

/* low half measured, high half target (reference/mqtt.md §3.5) */
static void
unpack_heater (CulmSimHeater *heater, JsonObject *holder, const char *member)
{
  guint32 packed;

  if (holder == NULL || !culm_sim_json_is_number (holder, member))
    return;
  packed = (guint32) culm_sim_json_get_int (holder, member, 0);
  heater->current = packed & 0xffff;
  heater->target = packed >> 16;
  json_object_remove_member (holder, member);
}

static void
take_device (CulmSimMachine *machine, JsonObject *fragment)
{
  JsonObject *device = culm_sim_json_get_object (fragment, "device");
  JsonObject *bed, *chamber;

  if (device == NULL)
    return;
  bed = culm_sim_json_get_object (device, "bed");
  chamber = culm_sim_json_get_object (device, "ctc");
  unpack_heater (&machine->bed, device, "bed_temp");
  if (bed != NULL)
    unpack_heater (&machine->bed, culm_sim_json_get_object (bed, "info"), "temp");
  if (chamber != NULL && culm_sim_json_get_object (chamber, "info") != NULL) {
    unpack_heater (&machine->chamber, culm_sim_json_get_object (chamber, "info"), "temp");
    machine->chamber_wish = machine->chamber.target;
  }
}

static gboolean
is_color (const char *text)
{
  return strlen (text) == 8 && strspn (text, "0123456789abcdefABCDEF") == 8;
}

static void
take_spool (CulmSimSpool *spool, JsonObject *tray)
{
  const char *color = culm_sim_json_get_string (tray, "tray_color", spool->color);

  if (json_object_get_size (tray) - (json_object_has_member (tray, "state") ? 1 : 0) == 1) { /* its id alone */
    culm_sim_spool_clear (spool);
    return;
  }
  spool->present = TRUE;
  spool->remain = CLAMP (culm_sim_json_get_double (tray, "remain", spool->remain), -1, 100);
  CULM_SIM_SPOOL_SET (spool, type, culm_sim_json_get_string (tray, "tray_type", spool->type));
  CULM_SIM_SPOOL_SET (spool, brand, culm_sim_json_get_string (tray, "tray_sub_brands", spool->brand));
  CULM_SIM_SPOOL_SET (spool, preset, culm_sim_json_get_string (tray, "tray_info_idx", spool->preset));
  if (is_color (color))
    CULM_SIM_SPOOL_SET (spool, color, color);
  json_object_remove_member (tray, "remain");
  json_object_remove_member (tray, "tray_type");
  json_object_remove_member (tray, "tray_sub_brands");
  json_object_remove_member (tray, "tray_info_idx");
  json_object_remove_member (tray, "tray_color");
}

static void
take_unit (CulmSimMachine *machine, JsonObject *fragment)
{
  CulmSimUnit *unit = culm_sim_ams_find_unit (&machine->ams, (guint) culm_sim_json_get_int (fragment, "id", 9999));
  JsonArray *trays = culm_sim_json_get_array (fragment, "tray");

  if (unit == NULL)
    return;
  unit->humidity = CLAMP (culm_sim_json_get_double (fragment, "humidity_raw", unit->humidity), 0, 100);
  unit->heater.current = CLAMP (culm_sim_json_get_double (fragment, "temp", unit->heater.current), 0, 200);
  json_object_remove_member (fragment, "humidity_raw");
  json_object_remove_member (fragment, "temp");
  for (guint i = 0; trays != NULL && i < json_array_get_length (trays); i++) {
    JsonNode *node = json_array_get_element (trays, i);
    gint64 place = JSON_NODE_HOLDS_OBJECT (node) ? culm_sim_json_get_int (json_node_get_object (node), "id", -1) : -1;

    if (place >= 0 && place < unit->n_spools)
      take_spool (&unit->spools[place], json_node_get_object (node));
  }
}

static void
take_ams (CulmSimMachine *machine, JsonObject *fragment)
{
  JsonObject *ams = culm_sim_json_get_object (fragment, "ams");
  JsonArray *units = ams != NULL ? culm_sim_json_get_array (ams, "ams") : NULL;

  for (guint i = 0; units != NULL && i < json_array_get_length (units); i++) {
    JsonNode *node = json_array_get_element (units, i);

    if (JSON_NODE_HOLDS_OBJECT (node))
      take_unit (machine, json_node_get_object (node));
  }
}

void
culm_sim_merge (CulmSimMachine *machine, JsonObject *fragment)
{
  for (guint i = 0; i < G_N_ELEMENTS (takers); i++) {
    if (!json_object_has_member (fragment, takers[i].member))
      continue;
    takers[i].take (machine, fragment, takers[i].member);
    json_object_remove_member (fragment, takers[i].member);
  }
  take_device (machine, fragment);
  take_ams (machine, fragment);
}
