/* culm-command-writer-upkeep.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "culm-command-writer-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DIAMETER_USUAL 0.4
#define BED_USUAL 60 /* °C */
#define FLOW_RATIO_USUAL "0.98"

static JsonObject *
add_number (CulmDraft *self, const char *section, const char *name, const char *member, int value)
{
  JsonObject *body = culm_draft_add (self, section, name);

  json_object_set_int_member (body, member, value);
  return body;
}

static gboolean
write_accessory (CulmDraft *self, const CulmUpkeep *upkeep)
{
  JsonObject *body = culm_draft_add (self, "system", "set_accessories");

  json_object_set_string_member (body, "accessory_type", "nozzle");
  json_object_set_double_member (body, "nozzle_diameter", upkeep->number);
  json_object_set_string_member (body, "nozzle_type", upkeep->text);
  return TRUE;
}

/* ---- Filament runs ---- */

/* The nozzle that a slot feeds. */
static int
get_extruder (const CulmDraft *self, const CulmUpkeep *upkeep)
{
  const CulmCommandTray *tray = culm_draft_find_tray (self, upkeep->unit, upkeep->slot);

  if (upkeep->unit == 254)
    return 1 - self->model->main_extruder;
  if (upkeep->unit == 255)
    return self->model->main_extruder;
  return tray != NULL && tray->nozzle > 0 ? tray->nozzle : 0;
}

static const CulmCommandNozzle *
get_nozzle (const CulmDraft *self, int extruder)
{
  return &self->context->nozzles[extruder == 1];
}

/* "0.4" */
static char *
make_diameter (const CulmCommandNozzle *nozzle)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (digits, sizeof digits, "%.1f", nozzle->diameter > 0 ? nozzle->diameter : DIAMETER_USUAL);
  return g_strdup (digits);
}

/* "HS00-0.4", as `device.nozzle` names them (reference/mqtt.md §3.9). */
static char *
make_nozzle_id (const CulmCommandNozzle *nozzle)
{
  g_autofree char *diameter = make_diameter (nozzle);
  char flow = g_strcmp0 (nozzle->flow, "high") == 0 ? 'H' : g_strcmp0 (nozzle->flow, "tpu_high") == 0 ? 'U' : 'S';
  const char *kind = g_strcmp0 (nozzle->kind, "hardened_steel") == 0     ? "01"
                     : g_strcmp0 (nozzle->kind, "tungsten_carbide") == 0 ? "05"
                                                                         : "00";

  return g_strdup_printf ("H%c%s-%s", flow, kind, diameter);
}

static void
set_filament_id (CulmDraft *self, JsonObject *body, const CulmUpkeep *upkeep)
{
  const CulmCommandTray *tray = culm_draft_find_tray (self, upkeep->unit, upkeep->slot);

  json_object_set_string_member (body, "filament_id", tray != NULL && tray->preset != NULL ? tray->preset : "");
}

static void
set_nozzle (CulmDraft *self, JsonObject *body, const CulmUpkeep *upkeep)
{
  int extruder = get_extruder (self, upkeep);
  g_autofree char *id = make_nozzle_id (get_nozzle (self, extruder));
  g_autofree char *diameter = make_diameter (get_nozzle (self, extruder));

  json_object_set_int_member (body, "extruder_id", extruder);
  json_object_set_string_member (body, "nozzle_id", id);
  json_object_set_string_member (body, "nozzle_diameter", diameter);
}

static void
set_place (JsonObject *body, const CulmUpkeep *upkeep)
{
  gboolean external = upkeep->unit >= 254;

  json_object_set_int_member (body, "ams_id", upkeep->unit);
  json_object_set_int_member (body, "slot_id", upkeep->slot);
  json_object_set_int_member (body, "tray_id",
                              external           ? 254
                              : upkeep->unit < 4 ? upkeep->unit * 4 + upkeep->slot
                                                 : upkeep->unit);
}

/* The list of one filament that runs and profiles are about. (transfer none): its members, to be filled. */
static JsonObject *
add_filament (CulmDraft *self, JsonObject *body, const CulmUpkeep *upkeep)
{
  JsonArray *list = json_array_new ();
  JsonObject *filament = json_object_new ();

  set_place (filament, upkeep);
  set_filament_id (self, filament, upkeep);
  set_nozzle (self, filament, upkeep);
  json_object_set_string_member (filament, "setting_id", "");
  json_array_add_object_element (list, filament);
  json_object_set_array_member (body, "filaments", list);
  return filament;
}

/* A run heats and moves what the tray says: without that the middle of its range is not known. */
static gboolean
write_run (CulmDraft *self, const CulmUpkeep *upkeep, GError **error)
{
  const CulmCommandTray *tray = culm_draft_find_tray (self, upkeep->unit, upkeep->slot);
  gboolean pressure = upkeep->act == CULM_UPKEEP_PRESSURE_START;
  g_autofree char *diameter = NULL, *speed = NULL;
  JsonObject *body, *filament;

  if (tray == NULL || tray->preset == NULL || tray->nozzle_max == 0)
    return culm_draft_refuse (error, _ ("Say first what the slot holds."));
  diameter = make_diameter (get_nozzle (self, get_extruder (self, upkeep)));
  speed = g_strdup_printf ("%d", (int) upkeep->number);
  body = culm_draft_add (self, "print", pressure ? "extrusion_cali" : "flowrate_cali");
  json_object_set_string_member (body, "nozzle_diameter", diameter);
  if (pressure)
    json_object_set_int_member (body, "mode", 0);
  filament = add_filament (self, body, upkeep);
  json_object_set_int_member (filament, "bed_temp", BED_USUAL);
  json_object_set_int_member (filament, "nozzle_temp", (tray->nozzle_min + tray->nozzle_max) / 2);
  json_object_set_string_member (filament, "max_volumetric_speed", speed);
  if (!pressure)
    json_object_set_string_member (filament, "def_flow_ratio", FLOW_RATIO_USUAL);
  return TRUE;
}

static gboolean
write_profile (CulmDraft *self, const CulmUpkeep *upkeep)
{
  g_autofree char *diameter = make_diameter (get_nozzle (self, get_extruder (self, upkeep)));
  g_autofree char *k = NULL;
  JsonObject *body, *filament;
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  switch ((int) upkeep->act) {
  case CULM_UPKEEP_PRESSURE_GET:
    body = culm_draft_add (self, "print", "extrusion_cali_get");
    set_filament_id (self, body, upkeep);
    set_nozzle (self, body, upkeep);
    return TRUE;
  case CULM_UPKEEP_PRESSURE_SET:
    body = culm_draft_add (self, "print", "extrusion_cali_set");
    json_object_set_string_member (body, "nozzle_diameter", diameter);
    filament = add_filament (self, body, upkeep);
    k = g_strdup (g_ascii_formatd (digits, sizeof digits, "%.6f", upkeep->number));
    json_object_set_string_member (filament, "name", upkeep->text != NULL ? upkeep->text : "");
    json_object_set_string_member (filament, "k_value", k);
    json_object_set_string_member (filament, "n_coef", "0.0");
    return TRUE;
  case CULM_UPKEEP_PRESSURE_SELECT:
    body = add_number (self, "print", "extrusion_cali_sel", "cali_idx", upkeep->value);
    set_place (body, upkeep);
    set_filament_id (self, body, upkeep);
    json_object_set_string_member (body, "nozzle_diameter", diameter);
    return TRUE;
  case CULM_UPKEEP_PRESSURE_DELETE:
  default:
    body = add_number (self, "print", "extrusion_cali_del", "cali_idx", upkeep->value);
    set_filament_id (self, body, upkeep);
    set_nozzle (self, body, upkeep);
    return TRUE;
  }
}

static gboolean
write_result (CulmDraft *self, const CulmUpkeep *upkeep)
{
  g_autofree char *diameter = make_diameter (get_nozzle (self, self->context->state.active_extruder));
  gboolean pressure = upkeep->act == CULM_UPKEEP_PRESSURE_RESULT;

  json_object_set_string_member (
      culm_draft_add (self, "print", pressure ? "extrusion_cali_get_result" : "flowrate_get_result"), "nozzle_diameter",
      diameter);
  return TRUE;
}

gboolean
culm_draft_write_upkeep (CulmDraft *self, GError **error)
{
  CulmUpkeep named = *culm_command_get_upkeep (self->command);
  const CulmUpkeep *upkeep = &named;

  named.unit = culm_draft_get_unit (self, named.unit);
  switch (upkeep->act) {
  case CULM_UPKEEP_BUZZER:
    json_object_set_string_member (add_number (self, "print", "buzzer_ctrl", "mode", upkeep->value), "reason", "");
    return TRUE;
  case CULM_UPKEEP_RESOLUTION:
    json_object_set_string_member (culm_draft_add (self, "camera", "ipcam_resolution_set"), "resolution",
                                   upkeep->value == 720 ? "720p" : "1080p");
    return TRUE;
  case CULM_UPKEEP_AIR_FILTER_OFF: culm_draft_add (self, "print", "close_air_filt"); return TRUE;
  case CULM_UPKEEP_ACCESSORY: return write_accessory (self, upkeep);
  case CULM_UPKEEP_RACK_REFRESH: culm_draft_add (self, "print", "refresh_nozzle"); return TRUE;
  case CULM_UPKEEP_RACK_MOVE: add_number (self, "print", "nozzle_holder_ctrl", "action", upkeep->value); return TRUE;
  case CULM_UPKEEP_RACK_READ: add_number (self, "print", "holder_nozzle_refresh", "id", upkeep->value); return TRUE;
  case CULM_UPKEEP_RACK_CONFIRM: add_number (self, "print", "nozzle_info_confirm", "id", upkeep->value); return TRUE;
  case CULM_UPKEEP_RACK_MAPPING: culm_draft_add (self, "print", "get_auto_nozzle_mapping"); return TRUE;
  case CULM_UPKEEP_PRESSURE_START:
  case CULM_UPKEEP_FLOW_START: return write_run (self, upkeep, error);
  case CULM_UPKEEP_PRESSURE_RESULT:
  case CULM_UPKEEP_FLOW_RESULT: return write_result (self, upkeep);
  case CULM_UPKEEP_PRESSURE_GET:
  case CULM_UPKEEP_PRESSURE_SET:
  case CULM_UPKEEP_PRESSURE_SELECT:
  case CULM_UPKEEP_PRESSURE_DELETE:
  default: return write_profile (self, upkeep);
  }
}
