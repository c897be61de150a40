/* culm-command-writer-ams.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "culm-command-writer-private.h"
#include "culm-filament.h"

#include <glib/gi18n-lib.h>

#define EXTERNAL_TRAY 254
#define NOTHING 255
#define UNKNOWN_TEMPERATURE -1

static gboolean
is_external (int unit)
{
  return unit == 254 || unit == 255;
}

static gboolean
has_unit (const CulmDraft *self, int unit)
{
  return culm_draft_find_tray (self, unit, 0) != NULL;
}

static int
get_unit (const CulmDraft *self)
{
  return culm_draft_get_unit (self, culm_command_get_index (self->command));
}

/* While nothing is known of any AMS, the printer may be asked. */
static gboolean
check_place (const CulmDraft *self, GError **error)
{
  int unit = get_unit (self);
  g_autofree char *name = NULL;
  gboolean any = FALSE;

  for (guint i = 0; i < self->context->n_trays; i++)
    any |= !is_external (self->context->trays[i].unit);
  if (is_external (unit) || has_unit (self, unit) || !any)
    return TRUE;
  name = culm_command_dup_value (self->command);
  culm_error_set (error, CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_OUT_OF_RANGE, _ ("The printer has no such AMS: %s."),
                  name);
  return FALSE;
}

/* The middle of the range of a tray. */
static int
get_temperature (const CulmDraft *self, int unit, int slot)
{
  const CulmCommandTray *tray = culm_draft_find_tray (self, unit, slot);

  return tray != NULL && tray->nozzle_min > 0 && tray->nozzle_max >= tray->nozzle_min
             ? (tray->nozzle_min + tray->nozzle_max) / 2
             : UNKNOWN_TEMPERATURE;
}

static int
get_loaded_temperature (const CulmDraft *self)
{
  return self->context->filament_loaded ? get_temperature (self, self->context->loaded_unit, self->context->loaded_slot)
                                        : UNKNOWN_TEMPERATURE;
}

static void
add_change (CulmDraft *self, int unit, int slot, int target, int new_temperature)
{
  JsonObject *body = culm_draft_add (self, "print", "ams_change_filament");

  json_object_set_int_member (body, "ams_id", unit);
  json_object_set_int_member (body, "slot_id", slot);
  json_object_set_int_member (body, "target", target);
  json_object_set_int_member (body, "curr_temp", get_loaded_temperature (self));
  json_object_set_int_member (body, "tar_temp", new_temperature);
}

static gboolean
write_load (CulmDraft *self)
{
  int unit = get_unit (self), slot = culm_command_get_slot (self->command);
  int target = is_external (unit) ? EXTERNAL_TRAY : unit < 4 ? unit * 4 + slot : unit;

  add_change (self, unit, slot, target, get_temperature (self, unit, slot));
  return TRUE;
}

static gboolean
write_unload (CulmDraft *self)
{
  add_change (self, self->context->filament_loaded ? self->context->loaded_unit : NOTHING, NOTHING, NOTHING,
              get_loaded_temperature (self));
  return TRUE;
}

static gboolean
write_control (CulmDraft *self)
{
  json_object_set_string_member (culm_draft_add (self, "print", "ams_control"), "param",
                                 culm_command_get_text (self->command));
  return TRUE;
}

static gboolean
write_tag (CulmDraft *self)
{
  int unit = get_unit (self), slot = culm_command_get_slot (self->command);
  JsonObject *body;

  if (self->dialect == CULM_DIALECT_GCODE && unit < 4) {
    culm_draft_add_gcode (self, "M620 R%d\n", unit * 4 + slot);
    return TRUE;
  }
  body = culm_draft_add (self, "print", "ams_get_rfid");
  json_object_set_int_member (body, "ams_id", unit);
  json_object_set_int_member (body, "slot_id", slot);
  return TRUE;
}

/* What a person left out is as the slot has it already, or as the vendor's generic filament of that material. */
static gboolean
complete_spool (const CulmDraft *self, CulmSpool *spool, GError **error)
{
  const CulmCommandTray *tray = culm_draft_find_tray (self, get_unit (self), culm_command_get_slot (self->command));
  const CulmFilament *generic;
  gboolean same_material = tray != NULL && tray->material != NULL &&
                           (spool->material == NULL || g_ascii_strcasecmp (spool->material, tray->material) == 0);

  if (same_material) {
    spool->material = tray->material;
    spool->preset = spool->preset != NULL ? spool->preset : tray->preset;
    spool->nozzle_min = spool->nozzle_min > 0 ? spool->nozzle_min : tray->nozzle_min;
    spool->nozzle_max = spool->nozzle_max > 0 ? spool->nozzle_max : tray->nozzle_max;
  }
  if (spool->material == NULL)
    return culm_draft_refuse (error, _ ("Say what material the slot holds."));
  generic = culm_filament_find (spool->material);
  if (generic != NULL) {
    spool->material = generic->material;
    spool->preset = spool->preset != NULL ? spool->preset : generic->preset;
    spool->nozzle_min = spool->nozzle_min > 0 ? spool->nozzle_min : generic->nozzle_min;
    spool->nozzle_max = spool->nozzle_max > 0 ? spool->nozzle_max : generic->nozzle_max;
  }
  if (spool->preset == NULL || spool->nozzle_min == 0 || spool->nozzle_max == 0)
    return culm_draft_refuse (error, _ ("This material needs a preset and its temperatures."));
  if (spool->color == NULL)
    spool->color = tray != NULL && tray->color != NULL ? tray->color : "#FFFFFFFF";
  return TRUE;
}

/* "#2a7de1" → "2A7DE1FF". */
static char *
make_color (const char *color)
{
  g_autofree char *digits = g_ascii_strup (color + (*color == '#'), -1);

  return g_strconcat (digits, strlen (digits) == 6 ? "FF" : "", NULL);
}

static gboolean
write_slot (CulmDraft *self, GError **error)
{
  int unit = get_unit (self), slot = culm_command_get_slot (self->command);
  CulmSpool spool = *culm_command_get_spool (self->command);
  g_autofree char *color = NULL;
  JsonObject *body;

  if (!complete_spool (self, &spool, error))
    return FALSE;
  color = make_color (spool.color);
  body = culm_draft_add (self, "print", "ams_filament_setting");
  json_object_set_int_member (body, "ams_id", unit);
  json_object_set_int_member (body, "slot_id", slot);
  json_object_set_int_member (body, "tray_id", is_external (unit) ? EXTERNAL_TRAY : slot);
  json_object_set_string_member (body, "tray_info_idx", spool.preset);
  json_object_set_string_member (body, "setting_id", spool.setting != NULL ? spool.setting : "");
  json_object_set_string_member (body, "tray_color", color);
  json_object_set_int_member (body, "nozzle_temp_min", spool.nozzle_min);
  json_object_set_int_member (body, "nozzle_temp_max", spool.nozzle_max);
  json_object_set_string_member (body, "tray_type", spool.material);
  return TRUE;
}

static gboolean
check_dryer (const CulmDraft *self, int unit, GError **error)
{
  const CulmCommandTray *tray = culm_draft_find_tray (self, unit, 0);

  if (tray != NULL && tray->kind != NULL && (g_str_equal (tray->kind, "ams") || g_str_equal (tray->kind, "ams_lite")))
    return culm_draft_refuse (error, _ ("Only an AMS 2 Pro or an AMS HT can dry."));
  if (self->model->airduct && !(self->context->has_fun2 && (self->context->fun2 >> 5 & 1)))
    return culm_draft_refuse (error, _ ("The printer’s firmware starts drying only at the printer."));
  return TRUE;
}

static const char *
find_material (const CulmDraft *self, int unit)
{
  for (guint i = 0; i < self->context->n_trays; i++)
    if (self->context->trays[i].unit == unit && self->context->trays[i].material != NULL)
      return self->context->trays[i].material;
  return "";
}

static gboolean
write_dry (CulmDraft *self, GError **error)
{
  int unit = get_unit (self);
  int celsius = culm_command_get_number (self->command);
  gboolean on = celsius > 0;
  JsonObject *body;

  if (on && !check_dryer (self, unit, error))
    return FALSE;
  body = culm_draft_add (self, "print", "ams_filament_drying");
  json_object_set_int_member (body, "ams_id", unit);
  json_object_set_int_member (body, "mode", on ? 1 : 0);
  json_object_set_string_member (body, "filament", on ? find_material (self, unit) : "");
  json_object_set_int_member (body, "temp", celsius);
  json_object_set_int_member (body, "duration", on ? culm_command_get_choice (self->command) : 0);
  json_object_set_int_member (body, "humidity", 0);
  json_object_set_boolean_member (body, "rotate_tray", FALSE);
  json_object_set_int_member (body, "cooling_temp", on ? 60 : 0);
  json_object_set_boolean_member (body, "close_power_conflict", FALSE);
  return TRUE;
}

int
culm_draft_get_unit (const CulmDraft *self, int unit)
{
  return unit == 0 && !has_unit (self, 0) && has_unit (self, 16) ? 16 : unit;
}

gboolean
culm_draft_write_ams (CulmDraft *self, GError **error)
{
  CulmCommandKind kind = culm_command_get_kind (self->command);

  if (kind != CULM_COMMAND_AMS_UNLOAD && kind != CULM_COMMAND_AMS_CONTROL && !check_place (self, error))
    return FALSE;
  switch ((int) kind) {
  case CULM_COMMAND_AMS_LOAD: return write_load (self);
  case CULM_COMMAND_AMS_UNLOAD: return write_unload (self);
  case CULM_COMMAND_AMS_CONTROL: return write_control (self);
  case CULM_COMMAND_AMS_SLOT: return write_slot (self, error);
  case CULM_COMMAND_AMS_TAG: return write_tag (self);
  case CULM_COMMAND_AMS_DRY: return write_dry (self, error);
  default: g_return_val_if_reached (FALSE);
  }
}
