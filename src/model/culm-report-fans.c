/* culm-report-fans.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-report-fans.h"
#include "culm-command.h"
#include <math.h>

/* Bits 0–3 of a part's id: what it is. */
#define PART_IS_FAN 0

static CulmRecord *
get_airduct (const CulmReport *report)
{
  CulmRecord *device = culm_record_get_record (culm_report_get_status (report), CULM_STATUS_DEVICE);

  return culm_record_get_record (device, CULM_DEVICE_AIRDUCT);
}

/* The number of a fan among the parts; -1 for one that is never there. */
static int
get_part_number (CulmFanId fan)
{
  switch (fan) {
  case CULM_FAN_PART: return 1;
  case CULM_FAN_AUX: return 2;
  case CULM_FAN_CHAMBER: return 3;
  case CULM_FAN_AUX2: return 10;
  case CULM_FAN_HOTEND:
  default: return -1;
  }
}

static CulmRecord *
find_part (CulmRecord *airduct, CulmFanId fan)
{
  int number = get_part_number (fan);

  return number > 0
             ? culm_record_find_item (airduct, CULM_AIRDUCT_PARTS, CULM_AIRDUCT_PART_ID, number << 4 | PART_IS_FAN)
             : NULL;
}

static int
get_field (CulmFanId fan)
{
  switch (fan) {
  case CULM_FAN_PART: return CULM_STATUS_FAN_PART;
  case CULM_FAN_AUX: return CULM_STATUS_FAN_AUX;
  case CULM_FAN_CHAMBER: return CULM_STATUS_FAN_CHAMBER;
  case CULM_FAN_HOTEND: return CULM_STATUS_FAN_HOTEND;
  case CULM_FAN_AUX2:
  default: return -1;
  }
}

/* A step of 0–15 in percent. */
static int
read_step (const CulmReport *report, CulmFanId fan)
{
  int field = get_field (fan);
  gint64 step = field >= 0 ? culm_record_get_int (culm_report_get_status (report), (guint) field, -1) : -1;

  return step >= 0 && step <= 15 ? (int) round ((double) step * 100 / 15) : -1;
}

/* `fan_gear` is not to be trusted while it is 0 and a step is not. */
static gboolean
has_gear (const CulmReport *report)
{
  CulmRecord *status = culm_report_get_status (report);

  if (!culm_record_has (status, CULM_STATUS_FAN_GEAR))
    return FALSE;
  return culm_record_get_int (status, CULM_STATUS_FAN_GEAR, 0) != 0 ||
         (culm_record_get_int (status, CULM_STATUS_FAN_PART, 0) <= 0 &&
          culm_record_get_int (status, CULM_STATUS_FAN_AUX, 0) <= 0 &&
          culm_record_get_int (status, CULM_STATUS_FAN_CHAMBER, 0) <= 0);
}

static int
read_gear (const CulmReport *report, CulmFanId fan)
{
  gint64 gear = culm_record_get_int (culm_report_get_status (report), CULM_STATUS_FAN_GEAR, 0);

  return (int) round ((double) (gear >> (8 * (get_part_number (fan) - 1)) & 0xFF) * 100 / 255);
}

/* What the air duct's mode says of the parts. (nullable) */
static CulmRecord *
get_mode (const CulmReport *report)
{
  CulmRecord *airduct = get_airduct (report);
  gint64 current = culm_record_get_int (airduct, CULM_AIRDUCT_MODE, -1);

  return culm_record_find_item (airduct, CULM_AIRDUCT_MODES, CULM_AIRDUCT_MODE_ID, current);
}

static gboolean
lists (CulmRecord *mode, guint field, CulmFanId fan)
{
  guint n;
  const int *parts = culm_record_get_ints (mode, field, &n);

  for (guint i = 0; i < n; i++) {
    if (parts[i] >> 4 == get_part_number (fan))
      return TRUE;
  }
  return FALSE;
}

int
culm_report_get_fan (const CulmReport *report, const CulmPrinterModel *model, CulmFanId fan)
{
  CulmRecord *airduct = get_airduct (report);
  CulmRecord *part = find_part (airduct, fan);
  gboolean has_parts = culm_record_get_n_items (airduct, CULM_AIRDUCT_PARTS) > 0;
  gint64 state;

  if (fan == CULM_FAN_HOTEND)
    return read_step (report, fan);
  if (culm_printer_model_is_known (model)) {
    if (model->fans[fan] == CULM_FIT_NO || (model->fans[fan] == CULM_FIT_BY_PARTS && part == NULL))
      return -1;
  }
  if (has_parts) {
    state = culm_record_get_int (part, CULM_AIRDUCT_PART_STATE, -1);
    return state >= 0 ? (int) MIN (state & 0xFF, 100) : -1;
  }
  if (fan != CULM_FAN_AUX2 && has_gear (report))
    return read_gear (report, fan);
  return read_step (report, fan);
}

gboolean
culm_report_is_fan_settable (const CulmReport *report, CulmFanId fan)
{
  CulmRecord *mode = get_mode (report);

  if (get_part_number (fan) < 0)
    return FALSE;
  return !culm_record_has (mode, CULM_AIRDUCT_MODE_SETTABLE) || lists (mode, CULM_AIRDUCT_MODE_SETTABLE, fan);
}

gboolean
culm_report_is_fan_forced_off (const CulmReport *report, CulmFanId fan)
{
  return lists (get_mode (report), CULM_AIRDUCT_MODE_OFF, fan);
}

guint
culm_report_get_airduct_modes (const CulmReport *report, const CulmPrinterModel *model)
{
  CulmRecord *airduct = get_airduct (report);
  gint64 current = culm_record_get_int (airduct, CULM_AIRDUCT_MODE, -1);
  gboolean h2 = model->family == CULM_FAMILY_H2S || model->family == CULM_FAMILY_H2D;
  guint n = culm_record_get_n_items (airduct, CULM_AIRDUCT_MODES), modes = 0;

  for (guint i = 0; i < n; i++) {
    gint64 mode = culm_record_get_int (culm_record_get_item (airduct, CULM_AIRDUCT_MODES, i), CULM_AIRDUCT_MODE_ID, -1);

    if (mode < 0 || mode > CULM_AIRDUCT_FULL_COOLING || (h2 && mode == CULM_AIRDUCT_EXHAUST && mode != current))
      continue;
    modes |= 1u << mode;
  }
  return modes;
}

const char *
culm_report_get_airduct (const CulmReport *report)
{
  CulmRecord *airduct = get_airduct (report);
  gint64 mode = culm_record_get_int (airduct, CULM_AIRDUCT_MODE, -1);

  if (culm_record_has (airduct, CULM_AIRDUCT_MODES) && culm_record_get_n_items (airduct, CULM_AIRDUCT_MODES) == 0)
    return NULL;
  return mode >= 0 && mode < 255 ? culm_airduct_mode_get_name ((int) mode) : NULL;
}
