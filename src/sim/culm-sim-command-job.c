/* culm-sim-command-job.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-command-job.h"

#include "culm-sim-json.h"
#include "culm-sim-run.h"

#define MOST_OBJECTS 64
#define BUSY 0x05004004
#define BAD_PATH 0x05004002
#define NO_STORAGE 0x05004006

/* An answer to an error names it, as a decimal number; one that names another comes too late. */
static gboolean
names_the_error (CulmSimMachine *machine, JsonObject *request)
{
  return !json_object_has_member (request, "err") ||
         culm_sim_json_get_int (request, "err", -1) == (gint64) machine->print_error;
}

static gboolean
pause_job (CulmSimMachine *machine, JsonObject *request G_GNUC_UNUSED, JsonObject *reply G_GNUC_UNUSED)
{
  return culm_sim_run_pause (machine);
}

static gboolean
resume_job (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  return names_the_error (machine, request) && culm_sim_run_resume (machine);
}

static gboolean
stop_job (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  return names_the_error (machine, request) && culm_sim_run_stop (machine);
}

/* A prompt is gone once it is ignored; a job that waited for the answer goes on. */
static gboolean
ignore_error (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  gboolean had_one = machine->print_error != 0;

  if (!names_the_error (machine, request))
    return FALSE;
  machine->print_error = 0;
  return culm_sim_run_resume (machine) || had_one;
}

static gboolean
clean_error (CulmSimMachine *machine, JsonObject *request G_GNUC_UNUSED, JsonObject *reply G_GNUC_UNUSED)
{
  machine->print_error = machine->cancel_reports = 0;
  return TRUE;
}

/* The dialog on the printer's own screen, named by its error in hexadecimal digits. */
static gboolean
close_dialog (CulmSimMachine *machine, JsonObject *request, JsonObject *reply)
{
  guint64 code = g_ascii_strtoull (culm_sim_json_get_string (request, "err", ""), NULL, 16);

  if (g_strcmp0 (culm_sim_json_get_string (request, "name", ""), "print_error") != 0 ||
      g_strcmp0 (culm_sim_json_get_string (request, "action", ""), "close") != 0 ||
      (machine->print_error != 0 && code != machine->print_error))
    return FALSE;
  return clean_error (machine, request, reply);
}

static gboolean
set_speed (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  gint64 level = culm_sim_json_get_int (request, "param", 0);

  if (level < 1 || level > 4 || !culm_sim_job_is_active (&machine->job))
    return FALSE;
  machine->settings.speed_level = (guint) level;
  return TRUE;
}

static gboolean
skip_objects (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  JsonArray *list = culm_sim_json_get_array (request, "obj_list");
  CulmSimJob *job = &machine->job;

  if (list == NULL || (job->state != CULM_SIM_JOB_RUNNING && job->state != CULM_SIM_JOB_PAUSE) ||
      json_array_get_length (list) == 0 || json_array_get_length (list) > MOST_OBJECTS)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (list); i++) {
    JsonNode *node = json_array_get_element (list, i);
    int id = JSON_NODE_HOLDS_VALUE (node) ? (int) json_node_get_int (node) : 0;
    gboolean known = FALSE;

    for (guint j = 0; j < job->skipped->len; j++)
      known |= g_array_index (job->skipped, int, j) == id;
    if (!known)
      g_array_append_val (job->skipped, id);
  }
  return TRUE;
}

static gboolean
refuse_start (JsonObject *reply, guint32 code)
{
  json_object_set_int_member (reply, "err_code", code);
  return FALSE;
}

/* N of "Metadata/plate_N.gcode", 0 for anything else. */
static guint
read_plate (const char *param)
{
  g_auto (GStrv) parts = g_strsplit (param, "plate_", 2);

  if (!g_str_has_prefix (param, "Metadata/plate_") || !g_str_has_suffix (param, ".gcode"))
    return 0;
  return (guint) CLAMP (g_ascii_strtoll (parts[1], NULL, 10), 0, 999);
}

/* Which slot the first used filament of the file comes from: `ams_mapping` holds tray ids, -1 is external. */
static int
read_mapping (JsonObject *request)
{
  JsonArray *mapping = culm_sim_json_get_array (request, "ams_mapping");

  if (!culm_sim_json_get_bool (request, "use_ams", TRUE))
    return CULM_SIM_SLOT_EXTERNAL;
  for (guint i = 0; mapping != NULL && i < json_array_get_length (mapping); i++) {
    JsonNode *node = json_array_get_element (mapping, i);
    int tray = JSON_NODE_HOLDS_VALUE (node) ? (int) json_node_get_int (node) : -1;

    if (tray >= 128 && tray < 136)
      return CULM_SIM_SLOT (tray, 0);
    if (tray >= 0 && tray < 128)
      return CULM_SIM_SLOT (tray / 4, tray % 4);
  }
  return CULM_SIM_SLOT_NONE;
}

static gboolean
start_project (CulmSimMachine *machine, JsonObject *request, JsonObject *reply)
{
  const char *param = culm_sim_json_get_string (request, "param", "");
  const char *url = culm_sim_json_get_string (request, "url", "");
  const char *file = culm_sim_json_get_string (request, "file", "");
  const char *title = culm_sim_json_get_string (request, "subtask_name", "");
  g_autofree char *base = g_path_get_basename (*file != '\0' ? file : url);
  guint plate = read_plate (param);

  if (culm_sim_machine_is_busy (machine))
    return refuse_start (reply, BUSY);
  if (plate == 0 || (*url == '\0' && *file == '\0'))
    return refuse_start (reply, BAD_PATH);
  if (machine->settings.storage == 0)
    return refuse_start (reply, NO_STORAGE);
  culm_sim_job_draw (&machine->job, machine->rand);
  culm_sim_job_set_file (&machine->job, base);
  culm_sim_job_set_name (&machine->job, *title != '\0' ? title : base);
  machine->job.plate = plate;
  machine->job.from_cloud = g_str_has_prefix (url, "http");
  if (culm_sim_json_get_int (request, "task_id", 0) > 0)
    machine->job.task_id = (guint64) culm_sim_json_get_int (request, "task_id", 0);
  machine->wanted_slot = read_mapping (request);
  machine->settings.timelapse = culm_sim_json_get_bool (request, "timelapse", machine->settings.timelapse);
  return culm_sim_run_start (machine);
}

static gboolean
start_gcode_file (CulmSimMachine *machine, JsonObject *request, JsonObject *reply)
{
  const char *path = culm_sim_json_get_string (request, "param", "");
  g_autofree char *base = g_path_get_basename (path);

  if (culm_sim_machine_is_busy (machine))
    return refuse_start (reply, BUSY);
  if (g_str_has_suffix (path, "auto_cali_for_user.gcode"))
    return culm_sim_machine_calibrate (machine, 7);
  if (!g_str_has_suffix (path, ".gcode") && !g_str_has_suffix (path, ".3mf"))
    return refuse_start (reply, BAD_PATH);
  culm_sim_job_draw (&machine->job, machine->rand);
  culm_sim_job_set_file (&machine->job, path);
  culm_sim_job_set_name (&machine->job, base);
  machine->job.from_cloud = FALSE;
  return culm_sim_run_start (machine);
}

static gboolean
calibrate (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  return culm_sim_machine_calibrate (machine, (guint) culm_sim_json_get_int (request, "option", 0));
}

static gboolean
calibrate_flow (CulmSimMachine *machine, JsonObject *request G_GNUC_UNUSED, JsonObject *reply G_GNUC_UNUSED)
{
  if (!culm_sim_machine_calibrate (machine, 1 << 1))
    return FALSE;
  machine->calibration_stage = 19;
  return TRUE;
}

static gboolean
list_pressure (CulmSimMachine *machine G_GNUC_UNUSED, JsonObject *request, JsonObject *reply)
{
  const char *filament = culm_sim_json_get_string (request, "filament_id", "");

  culm_sim_json_put (reply, "filaments",
                     "[{'cali_idx':1,'k_value':'0.020000','n_coef':'1.000000'},"
                     "{'cali_idx':2,'k_value':'0.034000','n_coef':'1.000000'}]");
  for (guint i = 0; i < 2; i++) {
    JsonObject *entry = json_array_get_object_element (json_object_get_array_member (reply, "filaments"), i);

    json_object_set_string_member (entry, "filament_id", filament);
    json_object_set_string_member (entry, "name", i == 0 ? "Standard" : "Measured");
  }
  return TRUE;
}

static gboolean
list_results (CulmSimMachine *machine G_GNUC_UNUSED, JsonObject *request G_GNUC_UNUSED, JsonObject *reply)
{
  culm_sim_json_put (reply, "filaments", "[]");
  return TRUE;
}

/* `_set` names its filament in a list, `_sel` in the request itself. */
static JsonObject *
get_filament (JsonObject *request)
{
  JsonArray *list = culm_sim_json_get_array (request, "filaments");
  JsonNode *node = list != NULL && json_array_get_length (list) > 0 ? json_array_get_element (list, 0) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : request;
}

static gboolean
select_pressure (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  JsonObject *filament = get_filament (request);
  int tray = (int) culm_sim_json_get_int (filament, "tray_id", -1) & 0xff;
  int ams = (int) culm_sim_json_get_int (filament, "ams_id", tray / 4) & 0xff;
  int place = (int) culm_sim_json_get_int (filament, "slot_id", tray % 4) & 0xff;
  CulmSimSpool *spool = ams == 255 || tray == 254 ? &machine->ams.external[0]
                                                  : culm_sim_ams_find_spool (&machine->ams, CULM_SIM_SLOT (ams, place));

  if (spool == NULL)
    return FALSE;
  spool->cali_idx = (int) culm_sim_json_get_int (filament, "cali_idx", -1);
  spool->k = culm_sim_json_get_double (filament, "k_value", spool->k);
  return TRUE;
}

/* Newer programs send a list of profiles, older ones one for a tray. */
static gboolean
store_pressure (CulmSimMachine *machine, JsonObject *request, JsonObject *reply)
{
  JsonArray *list = culm_sim_json_get_array (request, "filaments");

  if (list == NULL)
    return select_pressure (machine, request, reply);
  for (guint i = 0; i < json_array_get_length (list); i++) {
    JsonNode *item = json_array_get_element (list, i);

    if (!JSON_NODE_HOLDS_OBJECT (item) || !select_pressure (machine, json_node_get_object (item), reply))
      return FALSE;
  }
  return json_array_get_length (list) > 0;
}

static gboolean
accept (CulmSimMachine *machine G_GNUC_UNUSED, JsonObject *request G_GNUC_UNUSED, JsonObject *reply G_GNUC_UNUSED)
{
  return TRUE;
}

const CulmSimCommand culm_sim_job_commands[] = {
  { "print", "pause", 0, 0, pause_job },
  { "print", "resume", 0, 0, resume_job },
  { "print", "stop", 0, 0, stop_job },
  { "print", "ignore", 0, 0, ignore_error },
  { "print", "idle_ignore", 0, 0, ignore_error },
  { "print", "clean_print_error", 0, 0, clean_error },
  { "print", "print_speed", 0, 0, set_speed },
  { "print", "skip_objects", 0, CULM_SIM_FUN_SKIP, skip_objects },
  { "print", "project_file", 0, 0, start_project },
  { "print", "gcode_file", 0, 0, start_gcode_file },
  { "print", "calibration", 0, 0, calibrate },
  { "print", "extrusion_cali", 0, 0, calibrate_flow },
  { "print", "extrusion_cali_get", 0, 0, list_pressure },
  { "print", "extrusion_cali_set", 0, 0, store_pressure },
  { "print", "extrusion_cali_sel", 0, 0, select_pressure },
  { "print", "extrusion_cali_del", 0, 0, accept },
  { "print", "extrusion_cali_get_result", 0, 0, list_results },
  { "print", "flowrate_cali", 0, 0, calibrate_flow },
  { "print", "flowrate_get_result", 0, 0, list_results },
  { "system", "uiop", 0, 0, close_dialog },
  { NULL, NULL, 0, 0, NULL },
};
