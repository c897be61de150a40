/* culm-printer-json.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-printer-json.h"
#include "culm-command.h"
#include "culm-report-machine.h"
#include "culm-report-temperatures.h"
#include "culm-stage.h"
#include <math.h>

/* ---- Members: NULL, NAN and numbers below the least one are JSON null ---- */

static void
add_text (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

static void
add_int (JsonObject *object, const char *name, gint64 value, gint64 least)
{
  if (value >= least)
    json_object_set_int_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

/* Rounded to so many decimals; a whole number is written as one. */
static void
add_double (JsonObject *object, const char *name, double value, double scale)
{
  double rounded = round (value * scale) / scale;

  if (isnan (rounded))
    json_object_set_null_member (object, name);
  else if (rounded == trunc (rounded) && fabs (rounded) < 1e15)
    json_object_set_int_member (object, name, (gint64) rounded);
  else
    json_object_set_double_member (object, name, rounded);
}

static void
add_celsius (JsonObject *object, const char *name, double value)
{
  add_double (object, name, value, 10);
}

static void
add_diameter (JsonObject *object, double diameter)
{
  add_double (object, "diameter", diameter > 0 ? diameter : NAN, 100);
}

static void
add_switch (JsonObject *object, const char *name, CulmSwitch value)
{
  if (value == CULM_SWITCH_UNKNOWN)
    json_object_set_null_member (object, name);
  else
    json_object_set_boolean_member (object, name, value == CULM_SWITCH_ON);
}

static const char *
pick (CulmSwitch value, const char *on, const char *off)
{
  if (value == CULM_SWITCH_UNKNOWN)
    return NULL;
  return value == CULM_SWITCH_ON ? on : off;
}

/* ---- Objects ---- */

static JsonObject *
make_stage (CulmPrinter *printer)
{
  JsonObject *stage = json_object_new ();
  int code = culm_printer_get_stage_code (printer);
  const char *name = culm_printer_get_stage_name (printer);

  if (code == CULM_STAGE_IDLE && name == NULL)
    json_object_set_null_member (stage, "code");
  else
    json_object_set_int_member (stage, "code", code);
  add_text (stage, "name", name);
  return stage;
}

static JsonObject *
make_job (CulmJob *job)
{
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();
  guint n;
  const int *skipped = culm_job_get_skipped (job, &n);

  add_text (object, "name", culm_job_get_name (job));
  add_text (object, "file", culm_job_get_file (job));
  add_int (object, "plate", culm_job_get_plate (job), 0);
  add_int (object, "progress", culm_job_get_progress (job), 0);
  add_int (object, "remaining", culm_job_get_remaining (job), 0);
  add_int (object, "layer", culm_job_get_layer (job), 0);
  add_int (object, "layers", culm_job_get_layers (job), 0);
  add_text (object, "task_id", culm_job_get_task_id (job));
  add_text (object, "source", culm_job_get_source (job));
  add_int (object, "prepare", culm_job_get_prepare (job), 0);
  for (guint i = 0; i < n; i++)
    json_array_add_int_element (array, skipped[i]);
  json_object_set_array_member (object, "skipped", array);
  return object;
}

static JsonArray *
make_nozzles (CulmPrinter *printer)
{
  JsonArray *array = json_array_new ();
  GListModel *nozzles = culm_printer_get_nozzles (printer);
  guint n = g_list_model_get_n_items (nozzles);

  for (guint i = 0; i < n; i++) {
    g_autoptr (CulmNozzle) nozzle = g_list_model_get_item (nozzles, i);
    CulmHeater *heater = culm_nozzle_get_heater (nozzle);
    JsonObject *object = json_object_new ();

    json_object_set_int_member (object, "id", culm_nozzle_get_id (nozzle));
    add_celsius (object, "current", culm_heater_get_current (heater));
    add_celsius (object, "target", culm_heater_get_target (heater));
    add_diameter (object, culm_nozzle_get_diameter (nozzle));
    add_text (object, "kind", culm_nozzle_get_kind (nozzle));
    add_text (object, "flow", culm_nozzle_get_flow (nozzle));
    json_object_set_boolean_member (object, "active", culm_nozzle_get_active (nozzle));
    json_array_add_object_element (array, object);
  }
  return array;
}

static JsonObject *
make_heater (CulmHeater *heater)
{
  JsonObject *object = json_object_new ();

  add_celsius (object, "current", culm_heater_get_current (heater));
  add_celsius (object, "target", culm_heater_get_target (heater));
  return object;
}

static JsonObject *
make_fans (CulmPrinter *printer)
{
  static const struct {
    const char *name;
    CulmFanId id;
  } fans[] = {
    { "part", CULM_FAN_PART },       { "aux", CULM_FAN_AUX },       { "aux2", CULM_FAN_AUX2 },
    { "chamber", CULM_FAN_CHAMBER }, { "hotend", CULM_FAN_HOTEND },
  };
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (fans); i++)
    add_int (object, fans[i].name, culm_fan_get_percent (culm_printer_get_fan (printer, fans[i].id)), 0);
  return object;
}

static void
add_speed (JsonObject *object, CulmPrinter *printer)
{
  int level = culm_printer_get_speed_level (printer);
  JsonObject *speed;

  if (level == 0) {
    json_object_set_null_member (object, "speed");
    return;
  }
  speed = json_object_new ();
  json_object_set_int_member (speed, "level", level);
  add_text (speed, "name", culm_speed_level_get_name (level));
  add_int (speed, "percent", culm_printer_get_speed_percent (printer), 1);
  json_object_set_object_member (object, "speed", speed);
}

/* ---- Filament ---- */

static JsonObject *
make_slot (CulmAmsSlot *slot)
{
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();
  const char *const *colors = culm_ams_slot_get_colors (slot);

  json_object_set_int_member (object, "id", culm_ams_slot_get_id (slot));
  json_object_set_boolean_member (object, "empty", culm_ams_slot_get_empty (slot));
  json_object_set_boolean_member (object, "active", culm_ams_slot_get_active (slot));
  add_text (object, "type", culm_ams_slot_get_material (slot));
  add_text (object, "name", culm_ams_slot_get_name (slot));
  add_text (object, "color", culm_ams_slot_get_color (slot));
  for (guint i = 0; colors[i] != NULL; i++)
    json_array_add_string_element (array, colors[i]);
  json_object_set_array_member (object, "colors", array);
  add_int (object, "remain", culm_ams_slot_get_remain (slot), 0);
  add_int (object, "nozzle_min", culm_ams_slot_get_nozzle_min (slot), 1);
  add_int (object, "nozzle_max", culm_ams_slot_get_nozzle_max (slot), 1);
  add_text (object, "preset", culm_ams_slot_get_preset (slot));
  return object;
}

static JsonObject *
make_unit (CulmAmsUnit *unit)
{
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();
  GListModel *slots = culm_ams_unit_get_slots (unit);
  guint n = g_list_model_get_n_items (slots);

  json_object_set_int_member (object, "id", culm_ams_unit_get_id (unit));
  add_text (object, "kind", culm_ams_unit_get_kind (unit));
  add_int (object, "humidity_level", culm_ams_unit_get_humidity_level (unit), 1);
  add_int (object, "humidity", culm_ams_unit_get_humidity (unit), 0);
  add_celsius (object, "temperature", culm_ams_unit_get_temperature (unit));
  add_int (object, "drying", culm_ams_unit_get_drying (unit), 0);
  add_int (object, "nozzle", culm_ams_unit_get_nozzle (unit), 0);
  for (guint i = 0; i < n; i++) {
    g_autoptr (CulmAmsSlot) slot = g_list_model_get_item (slots, i);

    json_array_add_object_element (array, make_slot (slot));
  }
  json_object_set_array_member (object, "slots", array);
  return object;
}

static JsonArray *
make_ams (CulmPrinter *printer)
{
  JsonArray *array = json_array_new ();
  GListModel *units = culm_printer_get_ams (printer);
  guint n = g_list_model_get_n_items (units);

  for (guint i = 0; i < n; i++) {
    g_autoptr (CulmAmsUnit) unit = g_list_model_get_item (units, i);

    json_array_add_object_element (array, make_unit (unit));
  }
  return array;
}

static JsonArray *
make_external (CulmPrinter *printer)
{
  JsonArray *array = json_array_new ();
  GListModel *spools = culm_printer_get_external (printer);
  guint n = g_list_model_get_n_items (spools);

  for (guint i = 0; i < n; i++) {
    g_autoptr (CulmAmsSlot) slot = g_list_model_get_item (spools, i);
    JsonObject *object = json_object_new ();

    json_object_set_int_member (object, "id", culm_ams_slot_get_id (slot));
    add_int (object, "nozzle", culm_ams_slot_get_nozzle (slot), 0);
    json_object_set_boolean_member (object, "empty", culm_ams_slot_get_empty (slot));
    json_object_set_boolean_member (object, "active", culm_ams_slot_get_active (slot));
    add_text (object, "type", culm_ams_slot_get_material (slot));
    add_text (object, "color", culm_ams_slot_get_color (slot));
    json_array_add_object_element (array, object);
  }
  return array;
}

/* ---- Faults and the machine ---- */

static void
add_error (JsonObject *object, CulmFault *fault)
{
  JsonObject *error;

  if (fault == NULL) {
    json_object_set_null_member (object, "error");
    return;
  }
  error = json_object_new ();
  add_text (error, "code", culm_fault_get_code (fault));
  add_text (error, "text", culm_fault_get_text (fault));
  json_object_set_object_member (object, "error", error);
}

static JsonArray *
make_hms (CulmPrinter *printer)
{
  JsonArray *array = json_array_new ();
  GListModel *faults = culm_printer_get_hms (printer);
  guint n = g_list_model_get_n_items (faults);

  for (guint i = 0; i < n; i++) {
    g_autoptr (CulmFault) fault = g_list_model_get_item (faults, i);
    JsonObject *object = json_object_new ();

    add_text (object, "code", culm_fault_get_code (fault));
    add_text (object, "severity", culm_severity_get_name (culm_fault_get_severity (fault)));
    add_text (object, "module", culm_fault_get_module (fault));
    add_text (object, "text", culm_fault_get_text (fault));
    add_text (object, "url", culm_fault_get_url (fault));
    json_array_add_object_element (array, object);
  }
  return array;
}

static JsonObject *
make_camera (CulmPrinter *printer)
{
  CulmCameraFacts facts =
      culm_report_get_camera (culm_printer_get_report (printer), culm_printer_get_printer_model (printer));
  JsonObject *object = json_object_new ();

  add_text (object, "kind", facts.kind);
  add_switch (object, "available", facts.available);
  add_switch (object, "recording", facts.recording);
  add_switch (object, "timelapse", facts.timelapse);
  return object;
}

static JsonObject *
make_upgrade (CulmReport *report)
{
  CulmUpgradeFacts facts = culm_report_get_upgrade (report);
  JsonObject *object = json_object_new ();

  add_text (object, "status", facts.status);
  add_int (object, "progress", facts.progress, 0);
  add_text (object, "available", facts.available);
  return object;
}

static void
add_rack (JsonObject *object, CulmPrinter *printer)
{
  CulmReport *report = culm_printer_get_report (printer);
  JsonArray *array;

  if (!culm_report_has_rack (report, culm_printer_get_printer_model (printer))) {
    json_object_set_null_member (object, "rack");
    return;
  }
  array = json_array_new ();
  for (int holder = CULM_RACK_FIRST; holder <= CULM_RACK_LAST; holder++) {
    CulmNozzleFacts facts;
    JsonObject *nozzle;

    if (!culm_report_get_rack_nozzle (report, holder, &facts))
      continue;
    nozzle = json_object_new ();
    json_object_set_int_member (nozzle, "id", holder);
    add_diameter (nozzle, facts.diameter);
    add_text (nozzle, "kind", facts.kind);
    add_text (nozzle, "flow", facts.flow);
    json_array_add_object_element (array, nozzle);
  }
  json_object_set_array_member (object, "rack", array);
}

static JsonObject *
make_lights (CulmReport *report)
{
  CulmRecord *status = culm_report_get_status (report);
  guint n = culm_record_get_n_items (status, CULM_STATUS_LIGHTS);
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < n; i++) {
    CulmRecord *light = culm_record_get_item (status, CULM_STATUS_LIGHTS, i);
    const char *node = culm_record_get_text (light, CULM_LIGHT_NODE);

    if (node != NULL)
      add_text (object, node, culm_record_get_text (light, CULM_LIGHT_MODE));
  }
  return object;
}

static JsonArray *
make_modules (CulmReport *report)
{
  CulmRecord *info = culm_report_get_info (report);
  guint n = culm_record_get_n_items (info, CULM_INFO_MODULES);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < n; i++) {
    CulmRecord *module = culm_record_get_item (info, CULM_INFO_MODULES, i);
    const char *name = culm_record_get_text (module, CULM_MODULE_NAME);
    const char *version = culm_record_get_text (module, CULM_MODULE_VERSION);
    JsonObject *object;

    if (name == NULL || version == NULL)
      continue;
    object = json_object_new ();
    add_text (object, "name", name);
    add_text (object, "version", version);
    json_array_add_object_element (array, object);
  }
  return array;
}

static void
add_identity (JsonObject *object, CulmPrinter *printer, gint64 now)
{
  gint64 then = culm_printer_get_report_time (printer);

  add_text (object, "serial", culm_printer_get_serial (printer));
  add_text (object, "name", culm_printer_get_name (printer));
  add_text (object, "model", culm_printer_get_model (printer));
  add_text (object, "model_id", culm_printer_get_model_id (printer));
  add_text (object, "firmware", culm_printer_get_firmware (printer));
  add_text (object, "route", culm_route_get_name (culm_printer_get_route (printer)));
  json_object_set_boolean_member (object, "online", culm_printer_get_online (printer));
  add_double (object, "report_age", then > 0 ? (double) MAX (now - then, 0) / G_USEC_PER_SEC : NAN, 10);
  add_text (object, "control", culm_control_get_name (culm_printer_get_control (printer)));
  add_text (object, "state", culm_printer_state_get_name (culm_printer_get_state (printer)));
  json_object_set_object_member (object, "stage", make_stage (printer));
}

static void
add_print (JsonObject *object, CulmPrinter *printer)
{
  CulmHeater *chamber = culm_printer_get_heater (printer, CULM_HEATER_CHAMBER);
  CulmJob *job = culm_printer_get_job (printer);

  if (job != NULL)
    json_object_set_object_member (object, "job", make_job (job));
  else
    json_object_set_null_member (object, "job");
  json_object_set_array_member (object, "nozzles", make_nozzles (printer));
  json_object_set_object_member (object, "bed", make_heater (culm_printer_get_heater (printer, CULM_HEATER_BED)));
  if (culm_heater_get_present (chamber))
    json_object_set_object_member (object, "chamber", make_heater (chamber));
  else
    json_object_set_null_member (object, "chamber");
  json_object_set_object_member (object, "fans", make_fans (printer));
  add_text (object, "airduct", culm_printer_get_airduct (printer));
  add_speed (object, printer);
  add_text (object, "light", pick (culm_printer_get_light (printer), "on", "off"));
  json_object_set_array_member (object, "ams", make_ams (printer));
  json_object_set_array_member (object, "external", make_external (printer));
}

JsonNode *
culm_printer_to_json (CulmPrinter *printer, gint64 now)
{
  JsonNode *node = json_node_alloc ();
  JsonObject *object = json_object_new ();
  CulmReport *report = culm_printer_get_report (printer);
  int wifi = culm_printer_get_wifi_dbm (printer);

  add_identity (object, printer, now);
  add_print (object, printer);
  add_error (object, culm_printer_get_error (printer));
  json_object_set_array_member (object, "hms", make_hms (printer));
  add_text (object, "storage", culm_storage_get_name (culm_printer_get_storage (printer)));
  add_text (object, "door", pick (culm_printer_get_door (printer), "open", "closed"));
  add_int (object, "wifi_dbm", wifi != 0 ? wifi : G_MININT64, G_MININT);
  json_object_set_object_member (object, "camera", make_camera (printer));
  json_object_set_object_member (object, "upgrade", make_upgrade (report));
  add_rack (object, printer);
  json_object_set_object_member (object, "lights", make_lights (report));
  json_object_set_array_member (object, "modules", make_modules (report));
  json_node_init_object (node, object);
  json_object_unref (object);
  return node;
}
