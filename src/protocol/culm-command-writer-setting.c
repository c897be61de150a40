/* culm-command-writer-setting.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "culm-command-writer-private.h"

#include <glib/gi18n-lib.h>

/* Every member is required (reference/mqtt.md §4.2). A lamp that only goes on or off has no times. */
static void
add_light (CulmDraft *self, const char *node, gboolean blinks)
{
  JsonObject *body = culm_draft_add (self, "system", "ledctrl");

  json_object_set_string_member (body, "led_node", node);
  json_object_set_string_member (body, "led_mode", culm_command_get_choice (self->command) ? "on" : "off");
  json_object_set_int_member (body, "led_on_time", blinks ? 500 : 0);
  json_object_set_int_member (body, "led_off_time", blinks ? 500 : 0);
  json_object_set_int_member (body, "loop_times", blinks ? 1 : 0);
  json_object_set_int_member (body, "interval_time", blinks ? 1000 : 0);
}

static gboolean
write_light (CulmDraft *self)
{
  if (culm_command_get_index (self->command) == CULM_LAMP_BED) {
    add_light (self, "heatbed_light", FALSE);
    return TRUE;
  }
  add_light (self, "chamber_light", TRUE);
  if (self->context->second_light)
    add_light (self, "chamber_light2", TRUE);
  return TRUE;
}

static gboolean
write_camera (CulmDraft *self, const char *name)
{
  json_object_set_string_member (culm_draft_add (self, "camera", name), "control",
                                 culm_command_get_choice (self->command) ? "enable" : "disable");
  return TRUE;
}

/* Motor noise: `fun` bit 10 (reference/mqtt.md §3.10); older firmware reports no `fun` and may be asked. */
static gboolean
write_calibrate (CulmDraft *self, GError **error)
{
  if ((culm_command_get_choice (self->command) & CULM_CALIBRATION_MOTOR_NOISE) && self->context->has_fun &&
      !culm_draft_has_fun (self, 10))
    return culm_draft_refuse (error, _ ("The printer’s firmware cannot calibrate motor noise."));
  json_object_set_int_member (culm_draft_add (self, "print", "calibration"), "option",
                              culm_command_get_choice (self->command));
  return TRUE;
}

static void
add_print_option (CulmDraft *self, CulmOption option, const char *name, int value)
{
  JsonObject *body = culm_draft_add (self, "print", "print_option");

  if (option == CULM_OPTION_NOZZLE_BLOB_DETECT_V2 || option == CULM_OPTION_AIR_PURIFICATION)
    json_object_set_int_member (body, name, value);
  else
    json_object_set_boolean_member (body, name, value != 0);
  if (option == CULM_OPTION_AUTO_RECOVERY)
    json_object_set_int_member (body, "option", value);
}

/* All three go out together: the others as the printer has them. */
static void
add_ams_setting (CulmDraft *self, CulmOption option, int value)
{
  static const struct {
    const char *member;
    CulmOption option;
  } settings[] = { { "startup_read_option", CULM_OPTION_AMS_READ_STARTUP },
                   { "tray_read_option", CULM_OPTION_AMS_READ_INSERTED },
                   { "calibrate_remain_flag", CULM_OPTION_AMS_REMAIN } };
  const gboolean known[] = { self->context->ams_reads_startup, self->context->ams_reads_inserted,
                             self->context->ams_reckons_remain };
  JsonObject *body = culm_draft_add (self, "print", "ams_user_setting");

  json_object_set_int_member (body, "ams_id", -1);
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    json_object_set_boolean_member (body, settings[i].member,
                                    settings[i].option == option ? value != 0 : known[i] != FALSE);
}

static void
add_detector (CulmDraft *self, const char *name, int value)
{
  static const char *const sensitivities[] = { "", "", "never_halt", "low", "medium", "high" };
  JsonObject *body = culm_draft_add (self, "xcam", "xcam_control_set");

  json_object_set_string_member (body, "module_name", name);
  json_object_set_boolean_member (body, "control", value != 0);
  json_object_set_boolean_member (body, "enable", value != 0);
  json_object_set_boolean_member (body, "print_halt", TRUE);
  if (value > 1 && value < (int) G_N_ELEMENTS (sensitivities))
    json_object_set_string_member (body, "halt_print_sensitivity", sensitivities[value]);
}

static gboolean
write_option (CulmDraft *self, GError **error)
{
  CulmOption option = culm_command_get_index (self->command);
  g_autofree char *name = g_strdelimit (g_strdup (culm_option_get_name (option)), "-", '_');
  int value = culm_command_get_choice (self->command);

  if (option == CULM_OPTION_IDLE_HEAT_PROTECTION) {
    if (self->context->has_fun && !culm_draft_has_fun (self, 62))
      return culm_draft_refuse (error, _ ("The printer’s firmware has no such option."));
    json_object_set_boolean_member (culm_draft_add (self, "print", "set_against_continued_heating_mode"), "enable",
                                    value != 0);
  } else if (option == CULM_OPTION_DOOR_CHECK) {
    json_object_set_int_member (culm_draft_add (self, "system", "set_door_stat"), "config", value);
  } else if (option == CULM_OPTION_SAVE_FILES) {
    json_object_set_boolean_member (culm_draft_add (self, "system", "print_cache_set"), "config", value != 0);
  } else if (option >= CULM_OPTION_AMS_READ_INSERTED && option <= CULM_OPTION_AMS_REMAIN) {
    add_ams_setting (self, option, value);
  } else if (option < CULM_OPTION_IDLE_HEAT_PROTECTION) {
    add_print_option (self, option, name, value);
  } else {
    add_detector (self, name, value);
  }
  return TRUE;
}

gboolean
culm_draft_write_setting (CulmDraft *self, GError **error)
{
  switch ((int) culm_command_get_kind (self->command)) {
  case CULM_COMMAND_LIGHT: return write_light (self);
  case CULM_COMMAND_RECORD: return write_camera (self, "ipcam_record_set");
  case CULM_COMMAND_TIMELAPSE: return write_camera (self, "ipcam_timelapse");
  case CULM_COMMAND_CALIBRATE: return write_calibrate (self, error);
  case CULM_COMMAND_OPTION: return write_option (self, error);
  default: g_return_val_if_reached (FALSE);
  }
}
