/* culm-sim-command-system.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-command-system.h"

#include "culm-sim-json.h"

#include <string.h>

static gboolean
set_light (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  static const char *const modes[] = { "off", "on", "flashing" };
  const char *node = culm_sim_json_get_string (request, "led_node", "");
  const char *mode = culm_sim_json_get_string (request, "led_mode", "");
  gboolean second = culm_sim_model_has (machine->model, CULM_SIM_HAS_LIGHT2);
  CulmSimLight *light = g_str_equal (node, "chamber_light")              ? &machine->settings.chamber_light
                        : second && g_str_equal (node, "chamber_light2") ? &machine->settings.chamber_light2
                        : second && g_str_equal (node, "heatbed_light")  ? &machine->settings.heatbed_light
                                                                         : NULL;

  for (guint i = 0; light != NULL && i < G_N_ELEMENTS (modes); i++)
    if (g_str_equal (mode, modes[i])) {
      *light = (CulmSimLight) i;
      return TRUE;
    }
  return FALSE;
}

static gboolean
tell_access_code (CulmSimMachine *machine, JsonObject *request G_GNUC_UNUSED, JsonObject *reply)
{
  json_object_set_string_member (reply, "access_code", machine->access_code);
  return TRUE;
}

static gboolean
set_door_check (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  gint64 check = culm_sim_json_get_int (request, "config", -1);

  if (check < 0 || check > 2)
    return FALSE;
  machine->settings.door_check = (guint) check;
  return TRUE;
}

static gboolean
set_file_keeping (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  machine->settings.save_files = culm_sim_json_get_bool (request, "config", TRUE);
  return TRUE;
}

/* Words that firmware uses for a nozzle; others would end up in every report. */
static gboolean
is_nozzle_type (const char *text)
{
  return *text != '\0' && strlen (text) < 16 &&
         strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.") == strlen (text);
}

static gboolean
set_accessories (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  double diameter = culm_sim_json_get_double (request, "nozzle_diameter", 0);
  guint nozzle = machine->active_nozzle;
  const char *type = culm_sim_json_get_string (request, "nozzle_type", machine->nozzle_types[nozzle]);

  if (g_strcmp0 (culm_sim_json_get_string (request, "accessory_type", ""), "nozzle") != 0 || !is_nozzle_type (type))
    return FALSE;
  if (diameter >= 0.1 && diameter <= 2)
    machine->diameters[nozzle] = diameter;
  CULM_SIM_SPOOL_SET (machine, nozzle_types[nozzle], type);
  return TRUE;
}

static gboolean
tell_accessories (CulmSimMachine *machine, JsonObject *request G_GNUC_UNUSED, JsonObject *reply)
{
  json_object_set_string_member (reply, "nozzle_type", machine->nozzle_types[machine->active_nozzle]);
  json_object_set_double_member (reply, "nozzle_diameter", machine->diameters[machine->active_nozzle]);
  return TRUE;
}

static gboolean
read_control (JsonObject *request, gboolean *on)
{
  const char *word = culm_sim_json_get_string (request, "control", "");

  *on = g_str_equal (word, "enable");
  return *on || g_str_equal (word, "disable");
}

static gboolean
set_recording (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  return read_control (request, &machine->settings.record);
}

static gboolean
set_timelapse (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  return read_control (request, &machine->settings.timelapse);
}

static gboolean
set_resolution (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  const char *word = culm_sim_json_get_string (request, "resolution", "");

  if (!g_str_equal (word, "720p") && !g_str_equal (word, "1080p"))
    return FALSE;
  machine->settings.full_hd = g_str_equal (word, "1080p");
  return TRUE;
}

static gboolean
tell_media (CulmSimMachine *machine G_GNUC_UNUSED, JsonObject *request G_GNUC_UNUSED, JsonObject *reply)
{
  culm_sim_json_add (reply, "{'is_enough':true,'file_count':3}");
  return TRUE;
}

static gboolean
set_detector (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  static const char *const words[] = { "never_halt", "low", "medium", "high" };
  int detector = culm_sim_detector_find (culm_sim_json_get_string (request, "module_name", ""));
  const char *word = culm_sim_json_get_string (request, "halt_print_sensitivity", "");

  if (detector < 0 ||
      (!culm_sim_model_has (machine->model, CULM_SIM_HAS_DETECTORS) && detector != CULM_SIM_DETECTOR_PLATE_MARKER))
    return FALSE;
  machine->settings.detector[detector] =
      culm_sim_json_get_bool (request, "enable", culm_sim_json_get_bool (request, "control", FALSE));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (word, words[i]))
      machine->settings.sensitivity[detector] = i;
  return TRUE;
}

static void
take_switch (JsonObject *request, const char *member, gboolean *value)
{
  *value = culm_sim_json_get_bool (request, member, *value);
}

static void
take_choice (JsonObject *request, const char *member, guint *value)
{
  gint64 choice = culm_sim_json_get_int (request, member, -1);

  if (choice >= 0 && choice <= 2)
    *value = (guint) choice;
  else
    *value = culm_sim_json_get_bool (request, member, *value != 0) ? MAX (*value, 1) : 0;
}

static gboolean
set_options (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  static const struct {
    const char *name;
    guint needs;
  } names[] = { { "auto_recovery", 0 },
                { "auto_switch_filament", 0 },
                { "air_print_detect", 0 },
                { "sound_enable", CULM_SIM_HAS_SOUND },
                { "filament_tangle_detect", 0 },
                { "nozzle_blob_detect", 0 },
                { "nozzle_blob_detect_v2", 0 },
                { "air_purification", CULM_SIM_HAS_AIR_MODES },
                { "option", 0 } };
  CulmSimSettings *settings = &machine->settings;
  gboolean known = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    known |= json_object_has_member (request, names[i].name) &&
             (names[i].needs == 0 || culm_sim_model_has (machine->model, names[i].needs));
  if (!known)
    return FALSE;
  take_switch (request, "option", &settings->auto_recovery); /* the older way to say auto_recovery */
  take_switch (request, "auto_recovery", &settings->auto_recovery);
  take_switch (request, "auto_switch_filament", &settings->refill);
  take_choice (request, "air_print_detect", &settings->air_print);
  take_switch (request, "sound_enable", &settings->sound);
  take_switch (request, "filament_tangle_detect", &settings->tangle);
  take_choice (request, "nozzle_blob_detect", &settings->blob);
  take_choice (request, "nozzle_blob_detect_v2", &settings->blob);
  take_choice (request, "air_purification", &settings->purify);
  return TRUE;
}

static gboolean
rename_printer (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  const char *name = culm_sim_json_get_string (request, "name", "");

  if (*name == '\0' || strlen (name) > 64)
    return FALSE;
  g_free (machine->name);
  machine->name = g_strdup (name);
  return TRUE;
}

/* A version is digits and dots; anything else from a client goes nowhere near a report. */
static gboolean
is_version (const char *text)
{
  return *text != '\0' && strspn (text, "0123456789.") == strlen (text) && strlen (text) < 16;
}

static gboolean
start_upgrade (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  const char *version = culm_sim_json_get_string (request, "version", "");

  return !culm_sim_job_is_active (&machine->job) && is_version (version) &&
         culm_sim_upgrade_begin (&machine->upgrade, version);
}

static gboolean
confirm_upgrade (CulmSimMachine *machine, JsonObject *request G_GNUC_UNUSED, JsonObject *reply G_GNUC_UNUSED)
{
  return !culm_sim_job_is_active (&machine->job) && machine->upgrade.offered != NULL &&
         culm_sim_upgrade_begin (&machine->upgrade, machine->upgrade.offered);
}

static gboolean
tell_history (CulmSimMachine *machine G_GNUC_UNUSED, JsonObject *request G_GNUC_UNUSED, JsonObject *reply)
{
  culm_sim_json_put (reply, "firmware_optional", "[]");
  return TRUE;
}

static gboolean
accept (CulmSimMachine *machine G_GNUC_UNUSED, JsonObject *request G_GNUC_UNUSED, JsonObject *reply G_GNUC_UNUSED)
{
  return TRUE;
}

const CulmSimCommand culm_sim_system_commands[] = {
  { "print", "print_option", 0, 0, set_options },
  { "system", "ledctrl", 0, 0, set_light },
  { "system", "get_access_code", 0, 0, tell_access_code },
  { "system", "set_door_stat", CULM_SIM_HAS_DOOR, 0, set_door_check },
  { "system", "print_cache_set", 0, 0, set_file_keeping },
  { "system", "set_accessories", 0, 0, set_accessories },
  { "system", "get_accessories", 0, 0, tell_accessories },
  { "camera", "ipcam_record_set", 0, 0, set_recording },
  { "camera", "ipcam_timelapse", 0, 0, set_timelapse },
  { "camera", "ipcam_resolution_set", 0, 0, set_resolution },
  { "camera", "ipcam_get_media_info", CULM_SIM_HAS_RTSP, 0, tell_media },
  { "xcam", "xcam_control_set", 0, 0, set_detector },
  { "update", "rename", 0, 0, rename_printer },
  { "upgrade", "start", 0, 0, start_upgrade },
  { "upgrade", "upgrade_confirm", 0, 0, confirm_upgrade },
  { "upgrade", "consistency_confirm", 0, 0, accept },
  { "upgrade", "get_history", 0, 0, tell_history },
  { NULL, NULL, 0, 0, NULL },
};
