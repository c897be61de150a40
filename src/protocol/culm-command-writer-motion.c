/* culm-command-writer-motion.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "culm-command-writer-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Jogs in the typed form go by 1 or 10 mm: another way is several of them, 9 of 1 and 10 of 10 mm at most. */
#define JOG_STEPS_MAX 10

static gboolean
is_struct (const CulmDraft *self)
{
  return self->dialect == CULM_DIALECT_STRUCT;
}

/* What is no number is refused by the check; here it must only do no harm. */
static int
get_number (const CulmDraft *self)
{
  double number = culm_command_get_number (self->command);

  return isfinite (number) ? CLAMP (number, 0, 1000) : 0;
}

static gboolean
write_nozzle (CulmDraft *self)
{
  int extruder = culm_command_get_index (self->command);
  JsonObject *body;

  if (is_struct (self)) {
    body = culm_draft_add (self, "print", "set_nozzle_temp");
    json_object_set_int_member (body, "extruder_index", extruder);
    json_object_set_int_member (body, "target_temp", get_number (self));
  } else if (self->model->n_extruders > 1) {
    culm_draft_add_gcode (self, "M104 S%d T%d\n", get_number (self), extruder);
  } else {
    culm_draft_add_gcode (self, "M104 S%d\n", get_number (self));
  }
  return TRUE;
}

static gboolean
write_bed (CulmDraft *self)
{
  if (is_struct (self))
    json_object_set_int_member (culm_draft_add (self, "print", "set_bed_temp"), "temp", get_number (self));
  else
    culm_draft_add_gcode (self, "M140 S%d\n", get_number (self));
  return TRUE;
}

static void
add_airduct (CulmDraft *self, int mode)
{
  JsonObject *body = culm_draft_add (self, "print", "set_airduct");

  json_object_set_int_member (body, "modeId", mode);
  json_object_set_int_member (body, "submode", -1);
}

/* From `heating_from` on the chamber is heated with the air duct closed: that is switched first
 * (reference/models.md §2), and has no G-code. */
static gboolean
write_chamber (CulmDraft *self, GError **error)
{
  gboolean closes = self->model->heating_from > 0 && get_number (self) >= self->model->heating_from &&
                    !self->context->chamber_heating;

  if (!is_struct (self) && closes)
    return culm_draft_refuse (error, _ ("G-code cannot close the air duct for heating. Choose another dialect."));
  if (!is_struct (self)) {
    culm_draft_add_gcode (self, "M141 S%d\n", get_number (self));
    return TRUE;
  }
  if (closes)
    add_airduct (self, CULM_AIRDUCT_HEATING);
  json_object_set_int_member (culm_draft_add (self, "print", "set_ctt"), "ctt_val", get_number (self));
  return TRUE;
}

/* reference/mqtt.md §4.3: on P2S and H2S the chamber fan is there only when the parts list has it. */
static gboolean
write_fan (CulmDraft *self, GError **error)
{
  static const int numbers[CULM_N_FANS] = { 1, 2, 3, 10, 0 };
  CulmFanId fan = culm_command_get_index (self->command);
  CulmFamily family = self->model->family;
  JsonObject *body;

  if (fan == CULM_FAN_CHAMBER && (family == CULM_FAMILY_P2S || family == CULM_FAMILY_H2S) &&
      !(self->context->airduct_parts & 1 << numbers[fan]))
    return culm_draft_refuse (error, _ ("The printer reports no chamber fan."));
  if (is_struct (self)) {
    body = culm_draft_add (self, "print", "set_fan");
    json_object_set_int_member (body, "fan_index", numbers[fan]);
    json_object_set_int_member (body, "speed", get_number (self));
  } else {
    culm_draft_add_gcode (self, "M106 P%d S%d\n", numbers[fan], get_number (self) * 255 / 100);
  }
  return TRUE;
}

static gboolean
write_airduct (CulmDraft *self, GError **error)
{
  if (!is_struct (self))
    return culm_draft_refuse_dialect (self, error);
  if (self->context->airduct_modes != 0 &&
      !(self->context->airduct_modes >> culm_command_get_choice (self->command) & 1))
    return culm_draft_refuse (error, _ ("The printer’s air duct has no such mode."));
  add_airduct (self, culm_command_get_choice (self->command));
  return TRUE;
}

static gboolean
write_home (CulmDraft *self, GError **error)
{
  g_autoptr (GString) line = g_string_new ("G28");
  const char *axes = culm_command_get_text (self->command);

  if (is_struct (self)) {
    if (*axes != '\0')
      return culm_draft_refuse_dialect (self, error);
    culm_draft_add (self, "print", "back_to_center");
    return TRUE;
  }
  if (*axes == '\0' && self->context->paused) /* anything but X would drive into the print */
    axes = "X";
  for (; *axes != '\0'; axes++)
    g_string_append_printf (line, " %c", *axes);
  culm_draft_add_gcode (self, "%s\n", line->str);
  return TRUE;
}

static gboolean
write_jog_struct (CulmDraft *self, GError **error)
{
  const char axis[] = { culm_command_get_index (self->command), '\0' };
  double mm = fabs (culm_command_get_number (self->command));
  int tens = mm / 10, ones = fmod (mm, 10);

  if (mm != floor (mm) || tens + ones > JOG_STEPS_MAX)
    return culm_draft_refuse (error, _ ("This printer moves by 1 or 10 mm."));
  for (int i = 0; i < tens + ones; i++) {
    JsonObject *body = culm_draft_add (self, "print", "xyz_ctrl");

    json_object_set_string_member (body, "axis", axis);
    json_object_set_int_member (body, "dir", culm_command_get_number (self->command) < 0 ? -1 : 1);
    json_object_set_int_member (body, "mode", i < tens ? 1 : 0);
  }
  return TRUE;
}

static gboolean
write_jog (CulmDraft *self, GError **error)
{
  char distance[G_ASCII_DTOSTR_BUF_SIZE];
  int axis = culm_command_get_index (self->command);
  double mm = culm_command_get_number (self->command);

  if (is_struct (self))
    return write_jog_struct (self, error);
  if (self->model->bed_slinger && axis != 'X')
    mm = -mm;
  g_ascii_formatd (distance, sizeof distance, "%.1f", mm);
  culm_draft_add_gcode (self,
                        "M211 S\nM211 X1 Y1 Z1\nM1002 push_ref_mode\nG91\nG1 %c%s F%d\nM1002 pop_ref_mode\nM211 R\n",
                        axis, distance, axis == 'Z' ? 900 : 3000);
  return TRUE;
}

static gboolean
write_extrude (CulmDraft *self, GError **error)
{
  char length[G_ASCII_DTOSTR_BUF_SIZE];
  int extruder = culm_command_get_index (self->command);
  double mm = culm_command_get_number (self->command);
  JsonObject *body;

  if (is_struct (self)) {
    body = culm_draft_add (self, "print", "set_extrusion_length");
    json_object_set_int_member (body, "extruder_index",
                                extruder >= 0 ? extruder : self->context->state.active_extruder);
    if (mm == floor (mm))
      json_object_set_int_member (body, "length", mm);
    else
      json_object_set_double_member (body, "length", mm);
    return TRUE;
  }
  if (extruder >= 0 && extruder != self->context->state.active_extruder) /* G-code moves the active one */
    return culm_draft_refuse (error, _ ("G-code feeds the active nozzle only. Choose that nozzle first."));
  g_ascii_formatd (length, sizeof length, "%.1f", mm);
  culm_draft_add_gcode (self, "M83\nG0 E%s F900\n", length);
  return TRUE;
}

static gboolean
write_select_nozzle (CulmDraft *self, GError **error)
{
  JsonObject *body;

  if (!is_struct (self))
    return culm_draft_refuse_dialect (self, error);
  body = culm_draft_add (self, "print", "select_extruder");
  json_object_set_int_member (body, "extruder_index", culm_command_get_index (self->command));
  return TRUE;
}

gboolean
culm_draft_write_motion (CulmDraft *self, GError **error)
{
  switch ((int) culm_command_get_kind (self->command)) {
  case CULM_COMMAND_NOZZLE: return write_nozzle (self);
  case CULM_COMMAND_BED: return write_bed (self);
  case CULM_COMMAND_CHAMBER: return write_chamber (self, error);
  case CULM_COMMAND_FAN: return write_fan (self, error);
  case CULM_COMMAND_AIRDUCT: return write_airduct (self, error);
  case CULM_COMMAND_HOME: return write_home (self, error);
  case CULM_COMMAND_JOG: return write_jog (self, error);
  case CULM_COMMAND_EXTRUDE: return write_extrude (self, error);
  case CULM_COMMAND_SELECT_NOZZLE: return write_select_nozzle (self, error);
  default: g_return_val_if_reached (FALSE);
  }
}
