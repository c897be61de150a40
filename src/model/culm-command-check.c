/* culm-command-check.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "culm-command.h"
#include "culm-gcode-guard.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Guards of our own: a slip of the finger must not drive a head through its frame. */
#define JOG_MAX 100
#define EXTRUDE_MAX 100
#define EXTRUDE_FROM 170 /* °C, reference/mqtt.md §4.2 */
#define SKIP_MAX 64
#define PLATE_MAX 64
#define FILAMENTS_MAX 64

G_GNUC_PRINTF (3, 4)
static gboolean
fail (GError **error, CulmError code, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  culm_error_set (error, CULM_ERROR_ORIGIN_PRINTER, code, "%s", message);
  return FALSE;
}

static gboolean
check_heater (const CulmCommand *self, CulmHeaterId heater, const CulmPrinterModel *model, gboolean mains_220v,
              GError **error)
{
  const char *label = culm_printer_model_get_label (model);
  int limit = culm_printer_model_get_limit (model, heater, mains_220v);
  double celsius = culm_command_get_number (self);
  int extruder = culm_command_get_index (self);

  if (heater == CULM_HEATER_CHAMBER && limit == 0)
    return fail (error, CULM_ERROR_UNSUPPORTED, _ ("The %s has no chamber heater."), label);
  if (limit == 0 || (heater <= CULM_HEATER_NOZZLE_LEFT && (extruder < 0 || extruder >= model->n_extruders)))
    return fail (error, CULM_ERROR_UNSUPPORTED, _ ("The %s has one nozzle."), label);
  if (celsius >= 0 && celsius <= limit)
    return TRUE;
  switch (heater) {
  case CULM_HEATER_NOZZLE:
    return fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("Nozzle of the %s: 0 to %d °C"), label, limit);
  case CULM_HEATER_NOZZLE_LEFT:
    return fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("Left nozzle of the %s: 0 to %d °C"), label, limit);
  case CULM_HEATER_BED: return fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("Bed of the %s: 0 to %d °C"), label, limit);
  case CULM_HEATER_CHAMBER:
  default: return fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("Chamber of the %s: 0 to %d °C"), label, limit);
  }
}

static gboolean
check_fan (const CulmCommand *self, CulmFanId fan, const CulmPrinterModel *model, GError **error)
{
  double percent = culm_command_get_number (self);

  if (fan == CULM_FAN_HOTEND)
    return fail (error, CULM_ERROR_UNSUPPORTED, _ ("The printer runs its hotend fan by itself."));
  if (model->fans[fan] == CULM_FIT_NO)
    return fail (error, CULM_ERROR_UNSUPPORTED, _ ("The %s has no such fan."), culm_printer_model_get_label (model));
  return (percent >= 0 && percent <= 100) || fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("Fan: 0 to 100 %%"));
}

static gboolean
check_extruder (int extruder, const CulmPrinterModel *model, GError **error)
{
  return extruder < model->n_extruders ||
         fail (error, CULM_ERROR_UNSUPPORTED, _ ("The %s has one nozzle."), culm_printer_model_get_label (model));
}

static gboolean
check_home (const CulmCommand *self, GError **error)
{
  const char *axes = culm_command_get_text (self);

  return strspn (axes, "XYZ") == strlen (axes) || fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("Axes: X, Y and Z"));
}

static gboolean
check_jog (const CulmCommand *self, GError **error)
{
  double mm = fabs (culm_command_get_number (self));

  if (culm_command_get_index (self) < 'X' || culm_command_get_index (self) > 'Z')
    return fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("Axes: X, Y and Z"));
  return (mm >= 0.1 && mm <= JOG_MAX) || fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("Move: 0.1 to %d mm"), JOG_MAX);
}

static gboolean
check_extrude (const CulmCommand *self, const CulmPrinterModel *model, const CulmCommandState *state, GError **error)
{
  int extruder = culm_command_get_index (self) >= 0 ? culm_command_get_index (self) : state->active_extruder;
  double mm = fabs (culm_command_get_number (self));

  if (!check_extruder (culm_command_get_index (self), model, error))
    return FALSE;
  if (!(mm >= 0.1 && mm <= EXTRUDE_MAX))
    return fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("Extrude: 0.1 to %d mm"), EXTRUDE_MAX);
  if (extruder < (int) G_N_ELEMENTS (state->nozzles) && state->nozzles[extruder] < EXTRUDE_FROM)
    return fail (error, CULM_ERROR_BUSY, _ ("Heat the nozzle to %d °C first."), EXTRUDE_FROM);
  return TRUE;
}

static gboolean
check_select_nozzle (const CulmCommand *self, const CulmPrinterModel *model, GError **error)
{
  int extruder = culm_command_get_index (self);

  if (model->n_extruders < 2)
    return fail (error, CULM_ERROR_UNSUPPORTED, _ ("The %s has one nozzle."), culm_printer_model_get_label (model));
  return (extruder >= 0 && extruder < model->n_extruders) ||
         fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("Nozzle: right or left"));
}

/* Units of four slots, one slot on an HT, and the holders outside. */
static gboolean
check_place (int unit, int slot, const CulmPrinterModel *model, gboolean external, GError **error)
{
  gboolean ht = unit >= 128 && unit < 136;
  gboolean four = (unit >= 0 && unit < 4) || unit == 16;

  if (ht && !(model->ams & CULM_AMS_FITS_HT))
    return fail (error, CULM_ERROR_UNSUPPORTED, _ ("The %s takes no AMS HT."), culm_printer_model_get_label (model));
  if (unit == 254 && model->n_extruders < 2)
    return fail (error, CULM_ERROR_UNSUPPORTED, _ ("The %s has one nozzle."), culm_printer_model_get_label (model));
  if ((unit == 254 || unit == 255) && !external)
    return fail (error, CULM_ERROR_UNSUPPORTED, _ ("Only an AMS can read tags."));
  if ((four && slot >= 0 && slot < 4) || ((ht || unit == 254 || unit == 255) && slot == 0))
    return TRUE;
  return fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("Slot: A1 to D4, HT1 to HT8, ext or ext-left"));
}

static gboolean
check_slot (const CulmCommand *self, const CulmPrinterModel *model, gboolean external, GError **error)
{
  return check_place (culm_command_get_index (self), culm_command_get_slot (self), model, external, error);
}

static gboolean
check_spool (const CulmCommand *self, const CulmPrinterModel *model, GError **error)
{
  const CulmSpool *spool = culm_command_get_spool (self);

  return (spool->nozzle_min >= 0 && spool->nozzle_max >= 0 && spool->nozzle_min <= model->nozzle_max &&
          spool->nozzle_max <= model->nozzle_max) ||
         fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("Nozzle of the %s: 0 to %d °C"), culm_printer_model_get_label (model),
               model->nozzle_max);
}

/* Reference/models.md §3. Whether a unit with four slots can dry is what its kind says, which the writer knows. */
static gboolean
check_dry (const CulmCommand *self, const CulmPrinterModel *model, GError **error)
{
  int unit = culm_command_get_index (self), hours = culm_command_get_choice (self);
  int limit = unit >= 128 ? 85 : 65;
  double celsius = culm_command_get_number (self);

  if (!(model->ams & (CULM_AMS_FITS_2_PRO | CULM_AMS_FITS_HT)) || unit == 16)
    return fail (error, CULM_ERROR_UNSUPPORTED, _ ("Only an AMS 2 Pro or an AMS HT can dry."));
  if (unit < 0 || (unit > 3 && unit < 128) || unit > 135)
    return fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("AMS: A to D, or HT1 to HT8"));
  if (celsius == 0)
    return TRUE;
  if (!(celsius >= 45 && celsius <= limit))
    return fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("Drying: 45 to %d °C"), limit);
  return (hours >= 1 && hours <= 24) || fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("Drying: 1 to 24 hours"));
}

static gboolean
check_calibrate (const CulmCommand *self, const CulmPrinterModel *model, GError **error)
{
  int parts = culm_command_get_choice (self);

  if (parts <= 0 || parts >= CULM_CALIBRATION_CLUMP_POSITION << 1)
    return fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("There is nothing to calibrate."));
  if ((parts & CULM_CALIBRATION_LIDAR) && !model->lidar)
    return fail (error, CULM_ERROR_UNSUPPORTED, _ ("The %s has no lidar."), culm_printer_model_get_label (model));
  if ((parts & CULM_CALIBRATION_NOZZLE_OFFSET) && model->n_extruders < 2)
    return fail (error, CULM_ERROR_UNSUPPORTED, _ ("The %s has one nozzle."), culm_printer_model_get_label (model));
  return TRUE;
}

static gboolean
check_option (const CulmCommand *self, const CulmPrinterModel *model, GError **error)
{
  CulmOption option = culm_command_get_index (self);
  int value = culm_command_get_choice (self), highest = 1;
  gboolean fits = TRUE;

  if (option == CULM_OPTION_SOUND_ENABLE)
    fits = model->sound;
  else if (option == CULM_OPTION_AIR_PURIFICATION || option == CULM_OPTION_IDLE_HEAT_PROTECTION)
    fits = model->airduct;
  else if (option == CULM_OPTION_DOOR_CHECK)
    fits = model->door_sensor;
  else if (option >= CULM_OPTION_PRINTING_MONITOR && option != CULM_OPTION_BUILDPLATE_MARKER_DETECTOR)
    fits = model->detectors != CULM_FIT_NO; /* the marker of the plate is seen without a camera that judges */
  if (!fits)
    return fail (error, CULM_ERROR_UNSUPPORTED, _ ("The %s has no such option."), culm_printer_model_get_label (model));
  if (option == CULM_OPTION_NOZZLE_BLOB_DETECT_V2 || option == CULM_OPTION_AIR_PURIFICATION ||
      option == CULM_OPTION_DOOR_CHECK)
    highest = 2;
  else if (option >= CULM_OPTION_PRINTING_MONITOR)
    highest = 5;
  return (value >= 0 && value <= highest) || fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("Option: 0 to %d"), highest);
}

static gboolean
check_rack (const CulmUpkeep *upkeep, const CulmPrinterModel *model, GError **error)
{
  gboolean holder = upkeep->value >= 16 && upkeep->value < 16 + model->n_rack;
  gboolean fits = TRUE;

  if (model->n_rack == 0)
    return fail (error, CULM_ERROR_UNSUPPORTED, _ ("The %s has no nozzle rack."), culm_printer_model_get_label (model));
  if (upkeep->act == CULM_UPKEEP_RACK_READ)
    fits = holder;
  else if (upkeep->act == CULM_UPKEEP_RACK_CONFIRM)
    fits = holder || upkeep->value == 255;
  else if (upkeep->act == CULM_UPKEEP_RACK_MOVE)
    fits = upkeep->value >= 0 && upkeep->value <= 2;
  return fits || fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("Holder: 16 to %d"), 15 + model->n_rack);
}

static gboolean
check_accessory (const CulmUpkeep *upkeep, GError **error)
{
  static const char *const kinds[] = { "stainless_steel", "hardened_steel", "tungsten_carbide", "brass", NULL };
  static const double diameters[] = { 0.2, 0.4, 0.6, 0.8 };

  for (guint i = 0; i < G_N_ELEMENTS (diameters); i++)
    if (upkeep->number == diameters[i] && upkeep->text != NULL && g_strv_contains (kinds, upkeep->text))
      return TRUE;
  return fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("Nozzle: 0.2, 0.4, 0.6 or 0.8 mm, and what it is made of"));
}

/* Pressure advance and flow: what the vendor's own program lets pass. */
static gboolean
check_filament_run (const CulmUpkeep *upkeep, const CulmPrinterModel *model, GError **error)
{
  if (culm_upkeep_has_slot (upkeep->act) && !check_place (upkeep->unit, upkeep->slot, model, TRUE, error))
    return FALSE;
  switch ((int) upkeep->act) {
  case CULM_UPKEEP_PRESSURE_SET:
    return (upkeep->number > 0 && upkeep->number < 2) || fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("K: 0 to 2"));
  case CULM_UPKEEP_PRESSURE_SELECT:
  case CULM_UPKEEP_PRESSURE_DELETE:
    return upkeep->value >= 0 || fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("The number of a profile: 0 or more"));
  case CULM_UPKEEP_PRESSURE_START:
  case CULM_UPKEEP_FLOW_START:
    return (upkeep->number > 0 && upkeep->number <= 100) ||
           fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("Flow: up to 100 mm³/s"));
  default: return TRUE;
  }
}

static gboolean
check_upkeep (const CulmUpkeep *upkeep, const CulmPrinterModel *model, GError **error)
{
  const char *label = culm_printer_model_get_label (model);

  switch ((int) upkeep->act) {
  case CULM_UPKEEP_BUZZER:
    if (!model->fire_buzzer)
      return fail (error, CULM_ERROR_UNSUPPORTED, _ ("The %s has no buzzer."), label);
    return (upkeep->value >= 0 && upkeep->value <= 2) || fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("Buzzer: 0 to 2"));
  case CULM_UPKEEP_RESOLUTION:
    return upkeep->value == 720 || upkeep->value == 1080 ||
           fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("Picture: 720 or 1080 lines"));
  case CULM_UPKEEP_AIR_FILTER_OFF:
    return model->airduct || fail (error, CULM_ERROR_UNSUPPORTED, _ ("The %s has no air filter."), label);
  case CULM_UPKEEP_ACCESSORY: return check_accessory (upkeep, error);
  case CULM_UPKEEP_RACK_REFRESH:
  case CULM_UPKEEP_RACK_MOVE:
  case CULM_UPKEEP_RACK_READ:
  case CULM_UPKEEP_RACK_CONFIRM:
  case CULM_UPKEEP_RACK_MAPPING: return check_rack (upkeep, model, error);
  default: return check_filament_run (upkeep, model, error);
  }
}

static gboolean
check_request (const CulmPrintRequest *request, const CulmPrinterModel *model, GError **error)
{
  if (request->file == NULL || *request->file == '\0')
    return fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("Name the file to print."));
  if (culm_print_request_is_gcode (request) && model->medium == CULM_MEDIUM_USB)
    return fail (error, CULM_ERROR_UNSUPPORTED, _ ("The %s prints projects (.3mf) only."),
                 culm_printer_model_get_label (model));
  if (request->plate < 1 || request->plate > PLATE_MAX)
    return fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("Plate: 1 to %d"), PLATE_MAX);
  if (request->n_skipped > SKIP_MAX)
    return fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("Objects to skip: 1 to %d"), SKIP_MAX);
  if (request->n_places > FILAMENTS_MAX)
    return fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("Filaments: up to %d"), FILAMENTS_MAX);
  for (guint i = 0; i < request->n_places; i++)
    if (request->places[i].unit >= 0 &&
        !check_place (request->places[i].unit, request->places[i].slot, model, TRUE, error))
      return FALSE;
  return TRUE;
}

static gboolean
check_skip (const CulmCommand *self, GError **error)
{
  guint n_ids;
  const int *ids = culm_command_get_ids (self, &n_ids);

  if (n_ids < 1 || n_ids > SKIP_MAX)
    return fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("Objects to skip: 1 to %d"), SKIP_MAX);
  for (guint i = 0; i < n_ids; i++)
    if (ids[i] < 1)
      return fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("The number of an object: 1 or more"));
  return TRUE;
}

static gboolean
check_firmware (const char *firmware, const char *since, GError **error)
{
  return culm_firmware_reaches (firmware, since) ||
         fail (error, CULM_ERROR_UNSUPPORTED, _ ("This needs firmware %s or newer."), since);
}

/* The commands of the status page. */
static gboolean
check_setting (const CulmCommand *self, const CulmPrinterModel *model, GError **error)
{
  int choice = culm_command_get_choice (self);

  if (culm_command_get_kind (self) == CULM_COMMAND_SPEED)
    return culm_speed_level_get_name (choice) != NULL || fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("Speed: 1 to 4"));
  if (!model->airduct)
    return fail (error, CULM_ERROR_UNSUPPORTED, _ ("The %s has no air duct with modes."),
                 culm_printer_model_get_label (model));
  return culm_airduct_mode_get_name (choice) != NULL || fail (error, CULM_ERROR_OUT_OF_RANGE, _ ("Air duct: 0 to 3"));
}

static gboolean
check_light (const CulmCommand *self, const CulmPrinterModel *model, GError **error)
{
  return culm_command_get_index (self) != CULM_LAMP_BED || (model->lights & CULM_LIGHTS_HEATBED) ||
         fail (error, CULM_ERROR_UNSUPPORTED, _ ("The %s has no lamp at its bed."),
               culm_printer_model_get_label (model));
}

/* The commands of the AMS. */
static gboolean
check_ams (const CulmCommand *self, const CulmPrinterModel *model, const char *firmware, GError **error)
{
  switch ((int) culm_command_get_kind (self)) {
  case CULM_COMMAND_AMS_LOAD:
    return check_slot (self, model, TRUE, error) && check_firmware (firmware, model->load_since, error);
  case CULM_COMMAND_AMS_UNLOAD: return check_firmware (firmware, model->load_since, error);
  case CULM_COMMAND_AMS_SLOT: return check_slot (self, model, TRUE, error) && check_spool (self, model, error);
  case CULM_COMMAND_AMS_TAG:
    return check_slot (self, model, FALSE, error) && check_firmware (firmware, model->tag_since, error);
  case CULM_COMMAND_AMS_DRY:
    return check_dry (self, model, error) && check_firmware (firmware, model->drying_since, error);
  default: return TRUE;
  }
}

gboolean
culm_command_check (const CulmCommand *self, const CulmPrinterModel *model, const CulmCommandState *state,
                    GError **error)
{
  static const CulmCommandState nothing_known = CULM_COMMAND_STATE_INIT;
  CulmHeaterId heater;
  CulmFanId fan;

  if (state == NULL)
    state = &nothing_known;
  if (culm_command_get_heater (self, &heater))
    return check_heater (self, heater, model, state->mains_220v, error);
  if (culm_command_get_fan (self, &fan))
    return check_fan (self, fan, model, error);
  switch ((int) culm_command_get_kind (self)) {
  case CULM_COMMAND_AIRDUCT:
  case CULM_COMMAND_SPEED: return check_setting (self, model, error);
  case CULM_COMMAND_LIGHT: return check_light (self, model, error);
  case CULM_COMMAND_HOME: return check_home (self, error);
  case CULM_COMMAND_JOG: return check_jog (self, error);
  case CULM_COMMAND_EXTRUDE: return check_extrude (self, model, state, error);
  case CULM_COMMAND_SELECT_NOZZLE: return check_select_nozzle (self, model, error);
  case CULM_COMMAND_CALIBRATE: return check_calibrate (self, model, error);
  case CULM_COMMAND_SKIP: return check_skip (self, error);
  case CULM_COMMAND_OPTION: return check_option (self, model, error);
  case CULM_COMMAND_UPKEEP: return check_upkeep (culm_command_get_upkeep (self), model, error);
  case CULM_COMMAND_PRINT: return check_request (culm_command_get_request (self), model, error);
  case CULM_COMMAND_GCODE:
    return culm_gcode_guard_check (culm_command_get_text (self), model, state->mains_220v, state->printing, error);
  default: return check_ams (self, model, state->firmware, error);
  }
}
