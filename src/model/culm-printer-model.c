/* culm-printer-model.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "culm-printer-model.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ALL_AMS (CULM_AMS_FITS_FIRST | CULM_AMS_FITS_2_PRO | CULM_AMS_FITS_HT)
#define H2_LIGHTS (CULM_LIGHTS_CHAMBER | CULM_LIGHTS_CHAMBER2 | CULM_LIGHTS_HEATBED | CULM_LIGHTS_COLUMN)

/* clang-format off */

/* What the models of a family share (reference/models.md §2 and §3). */

#define P1_ROW \
  .family = CULM_FAMILY_P1, .n_extruders = 1, .nozzle_max = 300, .bed_max = 100, .bed_max_110v = 100, \
  .stream = CULM_STREAM_DELTA, .camera = CULM_CAMERA_KIND_JPEG, .medium = CULM_MEDIUM_SD, \
  .lights = CULM_LIGHTS_CHAMBER, .ams = ALL_AMS, .skip_objects = CULM_FIT_OPTION, \
  .signs = TRUE, .signed_since = "01.08.02.00", \
  .load_since = "01.02.99.10", .tag_since = "01.08.01.00", .drying_since = "01.07.50.18"

#define A1_ROW \
  .family = CULM_FAMILY_A1, .n_extruders = 1, .nozzle_max = 300, \
  .fans = { [CULM_FAN_PART] = CULM_FIT_YES, [CULM_FAN_HOTEND] = CULM_FIT_YES }, .bed_slinger = TRUE, \
  .stream = CULM_STREAM_DELTA, .camera = CULM_CAMERA_KIND_JPEG, .medium = CULM_MEDIUM_SD, \
  .lights = CULM_LIGHTS_CHAMBER, .ams = CULM_AMS_FITS_LITE | CULM_AMS_FITS_2_PRO | CULM_AMS_FITS_HT, \
  .skip_objects = CULM_FIT_YES, .sound = TRUE, .signs = TRUE, .signed_since = "01.05.00.00", \
  .tag_since = "01.06.00.00", .drying_since = "01.06.10.33"

#define X1_COMMON \
  .n_extruders = 1, .chamber_sensor = TRUE, \
  .fans = { CULM_FIT_YES, CULM_FIT_YES, CULM_FIT_YES, CULM_FIT_NO, CULM_FIT_YES }, .door_sensor = TRUE, \
  .stream = CULM_STREAM_FULL, .camera = CULM_CAMERA_KIND_RTSPS, .medium = CULM_MEDIUM_SD, \
  .lights = CULM_LIGHTS_CHAMBER | CULM_LIGHTS_WORK, .ams = ALL_AMS, .lidar = TRUE, \
  .detectors = CULM_FIT_YES, .skip_objects = CULM_FIT_YES

#define X1_ROW \
  .family = CULM_FAMILY_X1, .nozzle_max = 300, .bed_max = 110, .bed_max_110v = 120, .door_since = "01.07.00.00", \
  .signs = TRUE, .signed_since = "01.08.50.32", \
  .load_since = "01.05.06.01", .tag_since = "01.09.00.00", .drying_since = "01.08.50.18", X1_COMMON

/* P2S, X2D and the H2 series. */
#define NEW_ROW \
  .chamber_sensor = TRUE, .airduct = TRUE, .door_sensor = TRUE, .stream = CULM_STREAM_FULL, \
  .camera = CULM_CAMERA_KIND_RTSPS, .internal_timelapse = TRUE, .medium = CULM_MEDIUM_USB, .ams = ALL_AMS, \
  .detectors = CULM_FIT_YES, .skip_objects = CULM_FIT_YES, .sound = TRUE, .signs = TRUE

#define H2_ROW \
  .nozzle_max = 350, .bed_max = 120, .bed_max_110v = 120, .chamber_max = 65, .heating_from = 40, \
  .fans = { CULM_FIT_YES, CULM_FIT_YES, CULM_FIT_YES, CULM_FIT_NO, CULM_FIT_YES }, \
  .lights = H2_LIGHTS, .fire_buzzer = TRUE, NEW_ROW

static const CulmPrinterModel models[] = {
  { .name = "X1 Carbon", .short_name = "X1C", .ids = { "BL-P001", "3DPrinter-X1-Carbon" }, .serial_prefix = "00M",
    X1_ROW },
  { .name = "X1", .short_name = "X1", .ids = { "BL-P002", "3DPrinter-X1" }, .serial_prefix = "00W", X1_ROW },
  { .name = "X1E", .short_name = "X1E", .ids = { "C13" }, .serial_prefix = "03W", .family = CULM_FAMILY_X1E,
    .nozzle_max = 320, .bed_max = 110, .bed_max_110v = 110, .chamber_max = 60, .door_since = "01.01.02.00",
    X1_COMMON },
  { .name = "P1P", .short_name = "P1P", .ids = { "C11" }, .serial_prefix = "01S", P1_ROW,
    .fans = { CULM_FIT_YES, CULM_FIT_OPTION, CULM_FIT_OPTION, CULM_FIT_NO, CULM_FIT_YES } },
  { .name = "P1S", .short_name = "P1S", .ids = { "C12" }, .serial_prefix = "01P", P1_ROW,
    .fans = { CULM_FIT_YES, CULM_FIT_YES, CULM_FIT_YES, CULM_FIT_NO, CULM_FIT_YES } },
  { .name = "P2S", .short_name = "P2S", .ids = { "N7" }, .serial_prefix = "22E", .family = CULM_FAMILY_P2S,
    .n_extruders = 1, .nozzle_max = 300, .bed_max = 110, .bed_max_110v = 110,
    .fans = { CULM_FIT_YES, CULM_FIT_YES, CULM_FIT_BY_PARTS, CULM_FIT_NO, CULM_FIT_YES },
    .lights = CULM_LIGHTS_CHAMBER, .drying_since = "01.01.50.40", NEW_ROW },
  { .name = "X2D", .short_name = "X2D", .ids = { "N6" }, .serial_prefix = "20P", .family = CULM_FAMILY_X2D,
    .n_extruders = 2, .main_extruder = 1, .nozzle_max = 300, .bed_max = 120, .bed_max_110v = 120, .chamber_max = 65,
    .heating_from = 40, .fans = { CULM_FIT_YES, CULM_FIT_YES, CULM_FIT_YES, CULM_FIT_YES, CULM_FIT_YES },
    .lights = CULM_LIGHTS_CHAMBER, NEW_ROW },
  { .name = "A1 mini", .short_name = "A1mini", .ids = { "N1" }, .serial_prefix = "030", A1_ROW,
    .bed_max = 80, .bed_max_110v = 80 },
  { .name = "A1", .short_name = "A1", .ids = { "N2S" }, .serial_prefix = "039", A1_ROW,
    .bed_max = 100, .bed_max_110v = 100 },
  { .name = "A2L", .short_name = "A2L", .ids = { "N9" }, .serial_prefix = "26A", .family = CULM_FAMILY_A2L,
    .n_extruders = 1, .nozzle_max = 300, .bed_max = 80, .bed_max_110v = 80,
    .fans = { [CULM_FAN_PART] = CULM_FIT_YES, [CULM_FAN_HOTEND] = CULM_FIT_YES }, .bed_slinger = TRUE,
    .stream = CULM_STREAM_DELTA, .camera = CULM_CAMERA_KIND_JPEG, .medium = CULM_MEDIUM_SD,
    .lights = CULM_LIGHTS_CHAMBER, .ams = CULM_AMS_FITS_FIRST | CULM_AMS_FITS_LITE, .detectors = CULM_FIT_OPTION,
    .skip_objects = CULM_FIT_YES, .sound = TRUE, .signs = TRUE },
  { .name = "H2D", .short_name = "H2D", .ids = { "O1D" }, .serial_prefix = "094", .family = CULM_FAMILY_H2D,
    .n_extruders = 2, .signed_since = "01.01.00.00", H2_ROW },
  { .name = "H2D Pro", .short_name = "H2DPro", .ids = { "O1E", "O2D" }, .serial_prefix = "239",
    .family = CULM_FAMILY_H2D, .n_extruders = 2, .signed_since = "01.01.00.00", H2_ROW },
  { .name = "H2S", .short_name = "H2S", .ids = { "O1S" }, .serial_prefix = "093", .family = CULM_FAMILY_H2S,
    .n_extruders = 1, H2_ROW },
  { .name = "H2C", .short_name = "H2C", .ids = { "O1C", "O1C2" }, .serial_prefix = "31B", .family = CULM_FAMILY_H2D,
    .n_extruders = 2, .n_rack = 6, .drying_since = "01.01.50.00", H2_ROW },
};

static const CulmPrinterModel unknown = {
  .family = CULM_FAMILY_UNKNOWN, .n_extruders = 1, .nozzle_max = 300, .bed_max = 80, .bed_max_110v = 80,
  .fans = { CULM_FIT_YES, CULM_FIT_OPTION, CULM_FIT_OPTION, CULM_FIT_NO, CULM_FIT_OPTION },
  .stream = CULM_STREAM_DELTA, .lights = CULM_LIGHTS_CHAMBER, .ams = ALL_AMS | CULM_AMS_FITS_LITE,
  .detectors = CULM_FIT_OPTION, .skip_objects = CULM_FIT_OPTION,
};

/* clang-format on */

static char
fold_char (char c)
{
  return g_ascii_isspace (c) || c == '-' || c == '_' ? '\0' : g_ascii_tolower (c);
}

/* Compares without regard to case, blanks, dashes and underscores. */
static gboolean
match_words (const char *a, const char *b)
{
  if (a == NULL)
    return FALSE;
  do {
    while (*a != '\0' && fold_char (*a) == '\0')
      a++;
    while (*b != '\0' && fold_char (*b) == '\0')
      b++;
    if (fold_char (*a) != fold_char (*b))
      return FALSE;
  } while (*a++ != '\0' && *b++ != '\0');
  return TRUE;
}

/* "N7-V2" → "N7". */
static char *
strip_revision (const char *text)
{
  const char *dash = strrchr (text, '-');

  if (dash != NULL && dash != text && g_ascii_tolower (dash[1]) == 'v' && g_ascii_isdigit (dash[2]) &&
      strspn (dash + 2, "0123456789") == strlen (dash + 2))
    return g_strndup (text, dash - text);
  return g_strdup (text);
}

static gboolean
match_model (const CulmPrinterModel *model, const char *text)
{
  if (match_words (model->name, text) || match_words (model->short_name, text))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (model->ids) && model->ids[i] != NULL; i++)
    if (match_words (model->ids[i], text))
      return TRUE;
  return FALSE;
}

const CulmPrinterModel *
culm_printer_model_get_all (guint *n_models)
{
  *n_models = G_N_ELEMENTS (models);
  return models;
}

const CulmPrinterModel *
culm_printer_model_find (const char *text)
{
  g_autofree char *plain = NULL;

  if (text == NULL)
    return NULL;
  plain = g_strstrip (strip_revision (text));
  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    if (match_model (&models[i], plain))
      return &models[i];
  return NULL;
}

const CulmPrinterModel *
culm_printer_model_find_by_product_name (const char *product_name)
{
  static const char maker[] = "Bambu Lab ";

  if (product_name != NULL && g_ascii_strncasecmp (product_name, maker, strlen (maker)) == 0)
    product_name += strlen (maker);
  return culm_printer_model_find (product_name);
}

const CulmPrinterModel *
culm_printer_model_find_by_serial (const char *serial)
{
  for (guint i = 0; serial != NULL && i < G_N_ELEMENTS (models); i++)
    if (g_str_has_prefix (serial, models[i].serial_prefix))
      return &models[i];
  return NULL;
}

const CulmPrinterModel *
culm_printer_model_get_unknown (void)
{
  return &unknown;
}

gboolean
culm_printer_model_is_known (const CulmPrinterModel *self)
{
  return self->name != NULL;
}

const char *
culm_printer_model_get_label (const CulmPrinterModel *self)
{
  return self->name != NULL ? self->name : _ ("printer");
}

int
culm_printer_model_get_limit (const CulmPrinterModel *self, CulmHeaterId heater, gboolean mains_220v)
{
  g_return_val_if_fail (self != NULL, 0);

  switch (heater) {
  case CULM_HEATER_NOZZLE: return self->nozzle_max;
  case CULM_HEATER_NOZZLE_LEFT: return self->n_extruders > 1 ? self->nozzle_max : 0;
  case CULM_HEATER_BED: return mains_220v ? self->bed_max : self->bed_max_110v;
  case CULM_HEATER_CHAMBER: return self->chamber_max;
  default: g_return_val_if_reached (0);
  }
}

gboolean
culm_printer_model_needs_signature (const CulmPrinterModel *self, const char *firmware)
{
  if (!self->signs)
    return FALSE;
  return self->signed_since == NULL || (firmware != NULL && culm_firmware_reaches (firmware, self->signed_since));
}

gboolean
culm_printer_model_reports_door (const CulmPrinterModel *self, const char *firmware)
{
  return self->door_sensor && culm_firmware_reaches (firmware, self->door_since);
}

gboolean
culm_firmware_reaches (const char *firmware, const char *since)
{
  if (firmware == NULL || since == NULL)
    return TRUE;
  if (g_str_has_prefix (firmware, "99."))
    firmware = "01.08.02.00";
  while (*since != '\0') {
    char *after_firmware, *after_since;
    guint64 has = g_ascii_strtoull (firmware, &after_firmware, 10);
    guint64 wants = g_ascii_strtoull (since, &after_since, 10);

    if (has != wants)
      return has > wants;
    firmware = after_firmware + (*after_firmware == '.');
    since = after_since + (*after_since == '.');
  }
  return TRUE;
}
