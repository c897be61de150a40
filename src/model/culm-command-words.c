/* culm-command-words.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-command-choices.h"

#include <string.h>

static const char *const options[CULM_N_OPTIONS] = {
  [CULM_OPTION_AUTO_RECOVERY] = "auto-recovery",
  [CULM_OPTION_AUTO_SWITCH_FILAMENT] = "auto-switch-filament",
  [CULM_OPTION_AIR_PRINT_DETECT] = "air-print-detect",
  [CULM_OPTION_SOUND_ENABLE] = "sound-enable",
  [CULM_OPTION_FILAMENT_TANGLE_DETECT] = "filament-tangle-detect",
  [CULM_OPTION_NOZZLE_BLOB_DETECT] = "nozzle-blob-detect",
  [CULM_OPTION_NOZZLE_BLOB_DETECT_V2] = "nozzle-blob-detect-v2",
  [CULM_OPTION_AIR_PURIFICATION] = "air-purification",
  [CULM_OPTION_AMS_READ_INSERTED] = "ams-read-inserted",
  [CULM_OPTION_AMS_READ_STARTUP] = "ams-read-startup",
  [CULM_OPTION_AMS_REMAIN] = "ams-remain",
  [CULM_OPTION_IDLE_HEAT_PROTECTION] = "idle-heat-protection",
  [CULM_OPTION_DOOR_CHECK] = "door-check",
  [CULM_OPTION_SAVE_FILES] = "save-files",
  [CULM_OPTION_PRINTING_MONITOR] = "printing-monitor",
  [CULM_OPTION_SPAGHETTI_DETECTOR] = "spaghetti-detector",
  [CULM_OPTION_FIRST_LAYER_INSPECTOR] = "first-layer-inspector",
  [CULM_OPTION_BUILDPLATE_MARKER_DETECTOR] = "buildplate-marker-detector",
  [CULM_OPTION_PILEUP_DETECTOR] = "pileup-detector",
  [CULM_OPTION_CLUMP_DETECTOR] = "clump-detector",
  [CULM_OPTION_AIRPRINT_DETECTOR] = "airprint-detector",
  [CULM_OPTION_PLATE_OFFSET_SWITCH] = "plate-offset-switch",
  [CULM_OPTION_FOD_CHECK] = "fod-check",
  [CULM_OPTION_MODEL_MOVEMENT_CHECK] = "model-movement-check",
};

static char *
dup_number (double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (text, sizeof text, "%.10g", number));
}

/* "A1", "HT2", "ext". */
static char *
dup_slot (int unit, int slot)
{
  if (unit == 255)
    return g_strdup ("ext");
  if (unit == 254)
    return g_strdup ("ext-left");
  if (unit >= 128)
    return g_strdup_printf ("HT%d", unit - 127);
  return g_strdup_printf ("%c%d", 'A' + MIN (unit, 25), slot + 1);
}

/* "X -2.5" */
static char *
dup_move (const CulmCommand *self)
{
  g_autofree char *mm = dup_number (culm_command_get_number (self));

  return g_strdup_printf ("%c %s", culm_command_get_index (self), mm);
}

/* "A 55 8", "HT1 off" */
static char *
dup_drying (const CulmCommand *self)
{
  int unit = culm_command_get_index (self);
  g_autofree char *slot = dup_slot (unit, 0);
  g_autofree char *celsius = dup_number (culm_command_get_number (self));

  if (unit < 128) /* the letter alone */
    slot[1] = '\0';
  return culm_command_get_number (self) == 0
             ? g_strdup_printf ("%s off", slot)
             : g_strdup_printf ("%s %s %d", slot, celsius, culm_command_get_choice (self));
}

/* "levelling vibration" */
static char *
dup_parts (const CulmCommand *self)
{
  GString *words = g_string_new (NULL);

  for (int bit = CULM_CALIBRATION_LIDAR; bit <= CULM_CALIBRATION_CLUMP_POSITION; bit <<= 1)
    if (culm_command_get_choice (self) & bit)
      g_string_append_printf (words, "%s%s", words->len > 0 ? " " : "",
                              culm_choice_get_word (culm_choices_calibration, bit));
  return g_string_free (words, FALSE);
}

/* "16 24" */
static char *
dup_ids (const CulmCommand *self)
{
  GString *words = g_string_new (NULL);
  guint n_ids;
  const int *ids = culm_command_get_ids (self, &n_ids);

  for (guint i = 0; i < n_ids; i++)
    g_string_append_printf (words, "%s%d", i > 0 ? " " : "", ids[i]);
  return g_string_free (words, FALSE);
}

/* "1080", "A1"; more only its sender needs to know. */
static char *
dup_upkeep (const CulmCommand *self)
{
  const CulmUpkeep *upkeep = culm_command_get_upkeep (self);

  if (culm_upkeep_has_slot (upkeep->act))
    return dup_slot (upkeep->unit, upkeep->slot);
  return upkeep->text != NULL ? g_strdup (upkeep->text) : g_strdup_printf ("%d", upkeep->value);
}

/* "door-check warn" */
static char *
dup_option (const CulmCommand *self)
{
  CulmOption option = culm_command_get_index (self);
  const char *word = culm_choice_get_word (culm_choices_of_option (option), culm_command_get_choice (self));

  return g_strconcat (culm_option_get_name (option), " ", word, NULL);
}

const char *
culm_command_get_name (const CulmCommand *self)
{
  switch ((int) culm_command_get_kind (self)) {
  case CULM_COMMAND_SELECT_NOZZLE: return "nozzle";
  case CULM_COMMAND_OPTION: return "option";
  default: return culm_command_get_key (self);
  }
}

const char *
culm_airduct_mode_get_name (int mode)
{
  return culm_choice_get_word (culm_choices_airduct, mode);
}

const char *
culm_speed_level_get_name (int level)
{
  return culm_choice_get_word (culm_choices_speed, level);
}

const char *
culm_option_get_name (CulmOption option)
{
  return (guint) option < CULM_N_OPTIONS ? options[option] : NULL;
}

int
culm_option_find (const char *name)
{
  g_autofree char *plain = g_strdelimit (g_ascii_strdown (name, -1), "_", '-');

  for (int i = 0; i < CULM_N_OPTIONS; i++)
    if (g_str_equal (options[i], plain))
      return i;
  return -1;
}

gboolean
culm_slot_parse (const char *text, int *unit, int *slot)
{
  char letter = g_ascii_toupper (text[0]);

  *slot = 0;
  if (g_ascii_strcasecmp (text, "ext") == 0)
    *unit = 255;
  else if (g_ascii_strcasecmp (text, "ext-left") == 0)
    *unit = 254;
  else if (g_ascii_strncasecmp (text, "HT", 2) == 0 && text[2] >= '1' && text[2] <= '8' && text[3] == '\0')
    *unit = 128 + text[2] - '1';
  else if (letter >= 'A' && letter <= 'D' && text[1] >= '1' && text[1] <= '4' && text[2] == '\0') {
    *unit = letter - 'A';
    *slot = text[1] - '1';
  } else
    return FALSE;
  return TRUE;
}

char *
culm_command_dup_value (const CulmCommand *self)
{
  int choice = culm_command_get_choice (self), index = culm_command_get_index (self);

  switch (culm_command_get_kind (self)) {
  case CULM_COMMAND_NOZZLE:
  case CULM_COMMAND_BED:
  case CULM_COMMAND_CHAMBER:
  case CULM_COMMAND_FAN:
  case CULM_COMMAND_EXTRUDE: return dup_number (culm_command_get_number (self));
  case CULM_COMMAND_AMS_DRY: return dup_drying (self);
  case CULM_COMMAND_JOG: return dup_move (self);
  case CULM_COMMAND_AIRDUCT: return g_strdup (culm_airduct_mode_get_name (choice));
  case CULM_COMMAND_SPEED: return g_strdup (culm_speed_level_get_name (choice));
  case CULM_COMMAND_LIGHT:
  case CULM_COMMAND_RECORD:
  case CULM_COMMAND_TIMELAPSE: return g_strdup (choice ? "on" : "off");
  case CULM_COMMAND_OPTION: return dup_option (self);
  case CULM_COMMAND_CALIBRATE: return dup_parts (self);
  case CULM_COMMAND_CLEAR:
    return choice == CULM_CLEAR_DIALOG ? NULL : g_strdup (culm_choice_get_word (culm_choices_clear, choice));
  case CULM_COMMAND_SELECT_NOZZLE: return g_strdup (index == 1 ? "left" : "right");
  case CULM_COMMAND_AMS_LOAD:
  case CULM_COMMAND_AMS_SLOT:
  case CULM_COMMAND_AMS_TAG: return dup_slot (index, culm_command_get_slot (self));
  case CULM_COMMAND_HOME: return *culm_command_get_text (self) != '\0' ? g_strdup (culm_command_get_text (self)) : NULL;
  case CULM_COMMAND_AMS_CONTROL: return g_strdup (culm_command_get_text (self));
  case CULM_COMMAND_GCODE: return g_strchomp (g_strdup (culm_command_get_text (self)));
  case CULM_COMMAND_SKIP: return dup_ids (self);
  case CULM_COMMAND_UPKEEP: return dup_upkeep (self);
  case CULM_COMMAND_PRINT: return g_strdup (culm_command_get_request (self)->file);
  case CULM_COMMAND_PAUSE:
  case CULM_COMMAND_RESUME:
  case CULM_COMMAND_STOP:
  case CULM_COMMAND_AMS_UNLOAD:
  default: return NULL;
  }
}

gboolean
culm_command_is_numeric (const CulmCommand *self)
{
  CulmHeaterId heater;
  CulmFanId fan;

  return culm_command_get_heater (self, &heater) || culm_command_get_fan (self, &fan) ||
         culm_command_get_kind (self) == CULM_COMMAND_EXTRUDE;
}
