/* culm-report-ams.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-report-ams.h"
#include "culm-report-identity.h"
#include <math.h>
#include <string.h>

#define UNIT_A2L 16
#define UNIT_HT 128
#define UNIT_HT_LAST 135
#define TYPE_HT 4
#define PLACE_EXTERNAL 255
#define PLACE_EXTERNAL_LEFT 254
#define TRAY_NOW_NONE 255
#define TRAY_NOW_EXTERNAL 254

typedef struct {
  const char *prefix, *kind;
  guint type; /* of `info` */
} Kind;

/* reference/mqtt.md §3.8, §3.11 */
static const Kind kinds[] = {
  { "ams/", "ams", 1 },          { "ams_f1/", "ams_lite", 2 }, { "n3f/", "ams_2_pro", 3 },
  { "n3s/", "ams_ht", TYPE_HT }, { NULL, "ams_lite", 5 },
};

static CulmRecord *
get_ams (const CulmReport *report)
{
  return culm_record_get_record (culm_report_get_status (report), CULM_STATUS_AMS);
}

static gboolean
has_module (const CulmReport *report, const char *prefix, int number)
{
  g_autofree char *name = g_strdup_printf ("%s%d", prefix, number);

  return culm_report_find_module (report, name) != NULL;
}

/* The name of its module, else the type in `info`, else what is likely. */
static const char *
find_kind (const CulmReport *report, const CulmPrinterModel *model, CulmRecord *unit, int id)
{
  gint64 info = culm_record_get_int (unit, CULM_UNIT_INFO, 0);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    gboolean ht = kinds[i].type == TYPE_HT;

    /* An AMS HT counts its modules from 0 or from 128. */
    if (kinds[i].prefix == NULL || ht != (id >= UNIT_HT))
      continue;
    if (has_module (report, kinds[i].prefix, id) || (ht && has_module (report, kinds[i].prefix, id - UNIT_HT)))
      return kinds[i].kind;
  }
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if ((info & 0xF) == kinds[i].type)
      return kinds[i].kind;
  }
  if (id >= UNIT_HT)
    return "ams_ht";
  return model->family == CULM_FAMILY_A1 || id == UNIT_A2L ? "ams_lite" : "ams";
}

static gboolean
is_lite (const char *kind)
{
  return g_str_equal (kind, "ams_lite");
}

/* The extruder in bits 8–11 of `info`; one nozzle needs no telling. */
static int
find_nozzle (const CulmReport *report, const CulmPrinterModel *model, CulmRecord *unit)
{
  gint64 extruder = culm_record_get_int (unit, CULM_UNIT_INFO, -1);

  if (!culm_report_is_dual (report, model))
    return 0;
  if (extruder < 0)
    return -1;
  extruder = extruder >> 8 & 0xF;
  return extruder <= 1 ? (int) extruder : -1;
}

/* "F98C36FF" and "F98C36" to "#F98C36FF"; NULL for what is no colour. */
static char *
read_color (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;
  g_autofree char *upper = NULL;

  if (length != 6 && length != 8)
    return NULL;
  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isxdigit (text[i]))
      return NULL;
  }
  upper = g_ascii_strup (text, -1);
  return g_strconcat ("#", upper, length == 6 ? "FF" : NULL, NULL);
}

static char **
read_colors (CulmRecord *tray)
{
  const char *const *cols = culm_record_get_strings (tray, CULM_TRAY_COLS);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  char **colors;

  for (guint i = 0; cols != NULL && cols[i] != NULL; i++) {
    g_autofree char *color = read_color (cols[i]);

    if (color != NULL)
      g_strv_builder_add (builder, color);
  }
  colors = g_strv_builder_end (builder);
  if (colors[0] == NULL) {
    g_autofree char *color = read_color (culm_record_get_string (tray, CULM_TRAY_COLOR));

    if (color != NULL)
      g_strv_builder_add (builder, color);
    g_strfreev (colors);
    colors = g_strv_builder_end (builder);
  }
  return colors;
}

static int
read_limit (CulmRecord *tray, guint field)
{
  gint64 celsius = culm_record_get_int (tray, field, 0);

  return celsius > 0 && celsius < 1000 ? (int) celsius : 0;
}

static gboolean
has_tag (CulmRecord *tray)
{
  const char *uid = culm_record_get_string (tray, CULM_TRAY_TAG_UID);

  return uid != NULL && uid[strspn (uid, "0")] != '\0';
}

static void
read_filament (CulmRecord *tray, gboolean lite, CulmAmsSlotData *data)
{
  gint64 remain = culm_record_get_int (tray, CULM_TRAY_REMAIN, -1);

  data->material = culm_record_get_text (tray, CULM_TRAY_TYPE);
  data->name = culm_record_get_text (tray, CULM_TRAY_SUB_BRANDS);
  data->preset = culm_record_get_text (tray, CULM_TRAY_INFO_IDX);
  data->colors = (const char *const *) read_colors (tray);
  data->nozzle_min = read_limit (tray, CULM_TRAY_NOZZLE_MIN);
  data->nozzle_max = read_limit (tray, CULM_TRAY_NOZZLE_MAX);
  data->tagged = has_tag (tray);
  data->dry_celsius = read_limit (tray, CULM_TRAY_DRYING_TEMP);
  data->dry_hours = read_limit (tray, CULM_TRAY_DRYING_TIME);
  if (!lite && data->tagged && remain >= 0 && remain <= 100)
    data->remain = (int) remain;
}

static gboolean
is_tray_empty (const CulmReport *report, CulmRecord *tray, int unit, int slot)
{
  CulmRecord *ams = get_ams (report);
  int bit = culm_ams_get_tray_bit (unit, slot);
  guint64 bare = (guint64) 1 << CULM_TRAY_ID | (guint64) 1 << CULM_TRAY_STATE;

  if ((culm_record_get_mask (tray) & ~bare) == 0)
    return TRUE;
  return bit >= 0 && culm_ams_are_bits_valid (ams) && !culm_record_get_bit (ams, CULM_AMS_TRAY_EXIST, (guint) bit);
}

static gboolean
decode_snow (gint64 snow, CulmSlotPlace *place)
{
  int high = snow >> 8 & 0xFF, low = snow & 0xFF;

  if (high >= PLACE_EXTERNAL_LEFT) {
    *place = (CulmSlotPlace){ high, 0 };
    return low == 0;
  }
  *place = (CulmSlotPlace){ high, low };
  return low < 4;
}

static gboolean
decode_tray_now (gint64 tray, CulmSlotPlace *place)
{
  if (tray < 0 || tray >= TRAY_NOW_NONE)
    return FALSE;
  if (tray == TRAY_NOW_EXTERNAL) {
    *place = (CulmSlotPlace){ PLACE_EXTERNAL, 0 };
    return TRUE;
  }
  *place = tray >= UNIT_HT ? (CulmSlotPlace){ (int) tray, 0 } : (CulmSlotPlace){ (int) tray / 4, (int) tray % 4 };
  return tray <= UNIT_HT_LAST;
}

gboolean
culm_report_get_active_slot (const CulmReport *report, const CulmPrinterModel *model, CulmSlotPlace *place)
{
  CulmRecord *device = culm_record_get_record (culm_report_get_status (report), CULM_STATUS_DEVICE);
  CulmRecord *extruders = culm_record_get_record (device, CULM_DEVICE_EXTRUDER);
  int active = culm_report_get_active_extruder (report, model);
  CulmRecord *extruder = culm_record_find_item (extruders, CULM_EXTRUDERS_INFO, CULM_EXTRUDER_ID, active);

  if (active < 0)
    return FALSE;
  if (culm_record_has (extruder, CULM_EXTRUDER_SLOT_NOW))
    return decode_snow (culm_record_get_int (extruder, CULM_EXTRUDER_SLOT_NOW, 0), place);
  return decode_tray_now (culm_record_get_int (get_ams (report), CULM_AMS_TRAY_NOW, -1), place);
}

/* Bits 8–15 say what the AMS does, bits 0–7 how far a change of filament is (reference/mqtt.md §3.8). */
CulmFilamentStep
culm_report_get_filament_step (const CulmReport *report)
{
  gint64 status = culm_record_get_int (culm_report_get_status (report), CULM_STATUS_AMS_STATUS, 0);

  if ((status >> 8 & 0xFF) != 1)
    return CULM_FILAMENT_STEP_NONE;
  switch (status & 0xFF) {
  case 2: return CULM_FILAMENT_STEP_HEAT;
  case 3: return CULM_FILAMENT_STEP_FEED;
  case 4: return CULM_FILAMENT_STEP_RETRACT;
  case 5: return CULM_FILAMENT_STEP_CUT;
  case 6: return CULM_FILAMENT_STEP_PUSH;
  case 7: return CULM_FILAMENT_STEP_PURGE;
  default: return CULM_FILAMENT_STEP_OTHER;
  }
}

void
culm_report_read_unit (const CulmReport *report, const CulmPrinterModel *model, CulmRecord *unit, CulmAmsUnitData *data)
{
  int id = (int) culm_record_get_int (unit, CULM_UNIT_ID, 0);
  gint64 level = culm_record_get_int (unit, CULM_UNIT_HUMIDITY, 0);
  gint64 humidity = culm_record_get_int (unit, CULM_UNIT_HUMIDITY_RAW, 0);
  gint64 minutes = culm_record_get_int (unit, CULM_UNIT_DRY_TIME, -1);
  double temperature = culm_record_get_double (unit, CULM_UNIT_TEMP);

  data->kind = find_kind (report, model, unit, id);
  data->humidity_level = level >= 1 && level <= 5 && !is_lite (data->kind) ? (int) level : 0;
  data->humidity = humidity > 0 && humidity <= 100 ? (int) humidity : -1;
  data->temperature = temperature == 0 ? NAN : temperature;
  data->drying = minutes >= 0 && minutes < G_MAXINT / 60 ? (int) minutes * 60 : -1;
  data->nozzle = find_nozzle (report, model, unit);
}

void
culm_report_read_slot (const CulmReport *report, const CulmPrinterModel *model, CulmRecord *unit, CulmRecord *tray,
                       CulmAmsSlotData *data)
{
  int unit_id = (int) culm_record_get_int (unit, CULM_UNIT_ID, 0);
  int id = (int) culm_record_get_int (tray, CULM_TRAY_ID, 0);
  CulmSlotPlace active;

  *data = (CulmAmsSlotData){ .remain = -1, .nozzle = -1 };
  data->empty = is_tray_empty (report, tray, unit_id, id);
  data->active = culm_report_get_active_slot (report, model, &active) && active.unit == unit_id && active.slot == id;
  if (!data->empty)
    read_filament (tray, is_lite (find_kind (report, model, unit, unit_id)), data);
}

void
culm_report_slot_clear (CulmAmsSlotData *data)
{
  g_strfreev ((char **) data->colors);
  data->colors = NULL;
}

guint
culm_report_get_n_external (const CulmReport *report)
{
  CulmRecord *status = culm_report_get_status (report);

  if (culm_record_has (status, CULM_STATUS_VIR_SLOT))
    return culm_record_get_n_items (status, CULM_STATUS_VIR_SLOT);
  return culm_record_get_mask (culm_record_get_record (status, CULM_STATUS_VT_TRAY)) != 0 ? 1 : 0;
}

CulmRecord *
culm_report_get_external (const CulmReport *report, guint i)
{
  CulmRecord *status = culm_report_get_status (report);

  if (culm_record_has (status, CULM_STATUS_VIR_SLOT))
    return culm_record_get_item (status, CULM_STATUS_VIR_SLOT, i);
  return culm_record_get_record (status, CULM_STATUS_VT_TRAY);
}

int
culm_report_get_external_id (CulmRecord *tray)
{
  return (int) culm_record_get_int (tray, CULM_TRAY_ID, PLACE_EXTERNAL_LEFT);
}

void
culm_report_read_external (const CulmReport *report, const CulmPrinterModel *model, CulmRecord *tray,
                           CulmAmsSlotData *data)
{
  int id = culm_report_get_external_id (tray);
  gboolean dual = culm_report_is_dual (report, model);
  CulmSlotPlace active;

  *data = (CulmAmsSlotData){ .remain = -1 };
  data->empty = culm_record_get_text (tray, CULM_TRAY_TYPE) == NULL;
  data->active = culm_report_get_active_slot (report, model, &active) && active.unit >= PLACE_EXTERNAL_LEFT &&
                 (active.unit == id || !dual);
  if (dual)
    data->nozzle = id == PLACE_EXTERNAL_LEFT ? 1 - model->main_extruder : model->main_extruder;
  if (!data->empty)
    read_filament (tray, FALSE, data);
}

int
culm_ams_get_tray_bit (int unit, int slot)
{
  if (slot < 0 || slot > 3)
    return -1;
  if (unit >= 0 && unit <= 3)
    return unit * 4 + slot;
  if (unit == UNIT_A2L)
    return 24 + slot;
  return unit >= UNIT_HT && unit <= UNIT_HT_LAST ? 16 + unit - UNIT_HT : -1;
}

gboolean
culm_ams_are_bits_valid (CulmRecord *ams)
{
  if (!culm_record_has (ams, CULM_AMS_TRAY_EXIST))
    return FALSE;
  return culm_record_get_int (ams, CULM_AMS_TRAY_EXIST, 0) != 0 || !culm_record_has (ams, CULM_AMS_POWER_ON) ||
         culm_record_get_int (ams, CULM_AMS_POWER_ON, 0) != 0;
}
