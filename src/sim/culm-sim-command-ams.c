/* culm-sim-command-ams.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-command-ams.h"

#include "culm-sim-json.h"
#include "culm-sim-run.h"

#define EMPTY_SLOT 0x07008011

/* The slot that a request names by ams_id and slot_id (255 and 254 are outside), or by the older `target`. */
static int
read_slot (JsonObject *request)
{
  gint64 target = culm_sim_json_get_int (request, "target", -1);
  gint64 ams = culm_sim_json_get_int (request, "ams_id", target < 0 ? -1 : target >= 128 ? target : target / 4);
  gint64 slot = culm_sim_json_get_int (request, "slot_id", ams >= 128 ? 0 : target % 4);

  if (target == 255 || slot == 255)
    return CULM_SIM_SLOT_NONE;
  if (ams == 254 && !json_object_has_member (request, "ams_id"))
    return CULM_SIM_SLOT_EXTERNAL;
  if (ams == 255 || ams == 254)
    return ams == 255 ? CULM_SIM_SLOT_EXTERNAL : CULM_SIM_SLOT_EXTERNAL_LEFT;
  return (int) CULM_SIM_SLOT ((guint) ams & 0xff, (guint) slot & 0xff);
}

/* A job that prints has its filament in use; one that is paused does not mind. */
static gboolean
is_in_use (CulmSimMachine *machine)
{
  return machine->job.state == CULM_SIM_JOB_RUNNING || machine->job.state == CULM_SIM_JOB_PREPARE;
}

/* From which temperature on a filament is too soft to be pushed: mqtt.md §2 knows the answers, not the numbers. */
static int
get_soft_temperature (const CulmSimSpool *spool)
{
  static const struct {
    const char *type;
    int celsius;
  } softs[] = { { "PLA", 45 }, { "TPU", 45 }, { "PVA", 45 }, { "PETG", 60 } };

  for (guint i = 0; i < G_N_ELEMENTS (softs); i++)
    if (g_str_has_prefix (spool->type, softs[i].type))
      return softs[i].celsius;
  return G_MAXINT;
}

/* -2: the chamber is too hot for it, or will be; -4: the AMS is. */
static gboolean
is_too_soft (CulmSimMachine *machine, const CulmSimUnit *unit, const CulmSimSpool *spool, JsonObject *reply)
{
  int soft = get_soft_temperature (spool);
  gboolean chamber = culm_sim_model_has (machine->model, CULM_SIM_HAS_CHAMBER_HEATER) &&
                     MAX (machine->chamber.current, machine->chamber.target) > soft;

  if (!chamber && (unit == NULL || unit->heater.current <= soft))
    return FALSE;
  json_object_set_int_member (reply, "errno", chamber ? -2 : -4);
  json_object_set_int_member (reply, "soft_temp", soft);
  return TRUE;
}

/* The nozzle that a slot feeds, where the request does not say: that of its AMS, or of its holder. */
static guint
get_nozzle (CulmSimMachine *machine, const CulmSimUnit *unit, int slot)
{
  guint main_nozzle = machine->model->main_nozzle;

  if (unit != NULL)
    return unit->nozzle;
  if (machine->model->nozzles > 1 && slot == CULM_SIM_SLOT_EXTERNAL)
    return main_nozzle;
  if (machine->model->nozzles > 1 && slot == CULM_SIM_SLOT_EXTERNAL_LEFT)
    return 1 - main_nozzle;
  return machine->active_nozzle;
}

static gboolean
change_filament (CulmSimMachine *machine, JsonObject *request, JsonObject *reply)
{
  int slot = read_slot (request);
  CulmSimSpool *spool = culm_sim_ams_find_spool (&machine->ams, slot);
  CulmSimUnit *unit = culm_sim_ams_find_unit (&machine->ams, (guint) slot >> 8);
  gint64 nozzle = culm_sim_json_get_int (request, "extruder_id", get_nozzle (machine, unit, slot));

  if (is_in_use (machine) || nozzle < 0 || nozzle >= machine->model->nozzles ||
      (slot != CULM_SIM_SLOT_NONE && spool == NULL))
    return FALSE;
  if (unit != NULL && spool != NULL && !spool->present) {
    machine->print_error = EMPTY_SLOT;
    json_object_set_int_member (reply, "err_code", EMPTY_SLOT);
    return FALSE;
  }
  if (slot == CULM_SIM_SLOT_NONE && machine->ams.now[nozzle] == CULM_SIM_SLOT_NONE)
    return FALSE;
  if (spool != NULL && is_too_soft (machine, unit, spool, reply))
    return FALSE;
  return culm_sim_ams_begin_change (&machine->ams, (guint) nozzle, slot);
}

static gboolean
unload (CulmSimMachine *machine, JsonObject *request G_GNUC_UNUSED, JsonObject *reply G_GNUC_UNUSED)
{
  return !is_in_use (machine) && machine->ams.now[machine->active_nozzle] != CULM_SIM_SLOT_NONE &&
         culm_sim_ams_begin_change (&machine->ams, machine->active_nozzle, CULM_SIM_SLOT_NONE);
}

static gboolean
control (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  const char *word = culm_sim_json_get_string (request, "param", "");
  CulmSimChange *change = &machine->ams.change;

  if (g_str_equal (word, "resume") || g_str_equal (word, "done")) {
    gboolean waits = change->paused;

    change->paused = FALSE;
    return culm_sim_run_resume (machine) || waits;
  }
  if (g_str_equal (word, "pause") && change->running) {
    change->paused = TRUE;
    return TRUE;
  }
  if (!g_str_equal (word, "abort") && !g_str_equal (word, "reset"))
    return FALSE;
  change->running = change->paused = FALSE;
  return TRUE;
}

static CulmSimSpool *
find_named_spool (CulmSimMachine *machine, JsonObject *request)
{
  gint64 tray = culm_sim_json_get_int (request, "tray_id", -1);
  gint64 ams = culm_sim_json_get_int (request, "ams_id", -1);
  gint64 slot = culm_sim_json_get_int (request, "slot_id", tray);

  if (ams == 254 && machine->ams.n_external > 1)
    return &machine->ams.external[1];
  if (ams == 255 || ams == 254 || tray == 254)
    return &machine->ams.external[0];
  return ams >= 0 && slot >= 0 ? culm_sim_ams_find_spool (&machine->ams, (int) CULM_SIM_SLOT (ams & 0xff, slot & 0xff))
                               : NULL;
}

static gboolean
is_color (const char *text)
{
  guint n = 0;

  while (g_ascii_isxdigit (text[n]))
    n++;
  return n == 8 && text[n] == '\0';
}

static gboolean
describe (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  CulmSimSpool *spool = find_named_spool (machine, request);
  const char *color = culm_sim_json_get_string (request, "tray_color", NULL);

  if (spool == NULL || (color != NULL && !is_color (color)))
    return FALSE;
  spool->present = TRUE;
  if (g_strcmp0 (culm_sim_json_get_string (request, "tray_info_idx", spool->preset), spool->preset) != 0)
    CULM_SIM_SPOOL_SET (spool, brand, ""); /* another filament */
  if (color != NULL)
    CULM_SIM_SPOOL_SET (spool, color, color);
  CULM_SIM_SPOOL_SET (spool, type, culm_sim_json_get_string (request, "tray_type", spool->type));
  CULM_SIM_SPOOL_SET (spool, preset, culm_sim_json_get_string (request, "tray_info_idx", spool->preset));
  spool->nozzle_min = (int) culm_sim_json_get_int (request, "nozzle_temp_min", spool->nozzle_min);
  spool->nozzle_max = (int) culm_sim_json_get_int (request, "nozzle_temp_max", spool->nozzle_max);
  return TRUE;
}

static gboolean
read_tag (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  CulmSimSpool *spool = find_named_spool (machine, request);

  if (spool == NULL || !spool->present || is_in_use (machine))
    return FALSE;
  spool->reading = 8;
  return TRUE;
}

static gboolean
set_reading (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  CulmSimAms *ams = &machine->ams;

  ams->read_on_power = culm_sim_json_get_bool (request, "startup_read_option", ams->read_on_power);
  ams->read_on_insert = culm_sim_json_get_bool (request, "tray_read_option", ams->read_on_insert);
  ams->track_remain = culm_sim_json_get_bool (request, "calibrate_remain_flag", ams->track_remain);
  return TRUE;
}

static gboolean
dry (CulmSimMachine *machine, JsonObject *request, JsonObject *reply G_GNUC_UNUSED)
{
  CulmSimUnit *unit = culm_sim_ams_find_unit (&machine->ams, (guint) culm_sim_json_get_int (request, "ams_id", -1));
  gint64 mode = culm_sim_json_get_int (request, "mode", 0);
  int hours = (int) CLAMP (culm_sim_json_get_int (request, "duration", 0), 0, 99);
  int celsius = (int) CLAMP (culm_sim_json_get_int (request, "temp", 0), 0, 200);
  const char *filament = culm_sim_json_get_string (request, "filament", "");
  gboolean remote = machine->model->fun2 == 0 || (machine->model->fun2 & (1 << 5)) != 0;

  if (unit == NULL || mode < 0 || mode > 2)
    return FALSE;
  if (mode == 0)
    return culm_sim_unit_dry (unit, 0, 0, "");
  return hours > 0 && remote && unit->dry_state != CULM_SIM_DRY_RUNNING &&
         culm_sim_unit_dry (unit, celsius, hours, filament);
}

static gboolean
stop_drying (CulmSimMachine *machine, JsonObject *request G_GNUC_UNUSED, JsonObject *reply G_GNUC_UNUSED)
{
  for (guint i = 0; i < machine->ams.n_units; i++)
    culm_sim_unit_dry (&machine->ams.units[i], 0, 0, "");
  return TRUE;
}

static gboolean
reset (CulmSimMachine *machine, JsonObject *request G_GNUC_UNUSED, JsonObject *reply G_GNUC_UNUSED)
{
  machine->ams.change.running = FALSE;
  return !machine->ams.printing;
}

const CulmSimCommand culm_sim_ams_commands[] = {
  { "print", "ams_change_filament", 0, 0, change_filament },
  { "print", "unload_filament", 0, 0, unload },
  { "print", "ams_control", 0, 0, control },
  { "print", "ams_filament_setting", 0, 0, describe },
  { "print", "ams_get_rfid", 0, 0, read_tag },
  { "print", "ams_user_setting", 0, 0, set_reading },
  { "print", "ams_filament_drying", 0, 0, dry },
  { "print", "auto_stop_ams_dry", 0, 0, stop_drying },
  { "print", "ams_reset", 0, 0, reset },
  { NULL, NULL, 0, 0, NULL },
};
