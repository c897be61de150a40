/* culm-report-options.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-report-options.h"
#include "culm-report-machine.h"

/* Sensitivities in the numbers of CulmOption. */
#define ON 1
#define NEVER_HALT 2
#define LOW 3

/* Where an option is told: bit numbers and fields plus one, AT (…); 0: not there. */
typedef struct {
  guint8 cfg, cfg_width; /* bits of `cfg` */
  guint8 home, home_has; /* bit of `home_flag`, and the one that says that the printer has it */
  guint8 fun, fun2;      /* the bit that says so with the new protocol */
  guint8 xcam;           /* bit of `xcam.cfg` */
  guint8 xcam_level;     /* its sensitivity there, two bits: low, medium, high */
  guint8 xcam_field;     /* CulmReportXcamField */
} Place;

#define AT(place) ((place) + 1)
#define OLD(bit) .home = AT (bit)
#define NEW(bit, width) .cfg = AT (bit), .cfg_width = (width)

static const Place places[CULM_N_OPTIONS] = {
  [CULM_OPTION_AUTO_RECOVERY] = { NEW (16, 1), OLD (4) },
  [CULM_OPTION_AUTO_SWITCH_FILAMENT] = { NEW (18, 1), OLD (10) },
  [CULM_OPTION_AIR_PRINT_DETECT] = { OLD (28), .home_has = AT (29) },
  [CULM_OPTION_SOUND_ENABLE] = { NEW (22, 1), OLD (17), .home_has = AT (18), .fun = AT (8) },
  [CULM_OPTION_FILAMENT_TANGLE_DETECT] = { NEW (23, 1), OLD (20), .home_has = AT (19), .fun = AT (9) },
  [CULM_OPTION_NOZZLE_BLOB_DETECT] = { NEW (24, 1), OLD (24), .home_has = AT (25), .fun = AT (13) },
  [CULM_OPTION_NOZZLE_BLOB_DETECT_V2] = { 0 },
  [CULM_OPTION_AIR_PURIFICATION] = { NEW (36, 2), .fun2 = AT (4) },
  [CULM_OPTION_IDLE_HEAT_PROTECTION] = { NEW (32, 2), .fun = AT (62) },
  [CULM_OPTION_DOOR_CHECK] = { NEW (20, 2), .fun = AT (12) },
  [CULM_OPTION_SAVE_FILES] = { NEW (19, 1), OLD (11) },
  [CULM_OPTION_PRINTING_MONITOR] = { NEW (15, 1), .xcam_field = AT (CULM_XCAM_MONITOR) },
  [CULM_OPTION_SPAGHETTI_DETECTOR] = { .xcam = AT (7), .xcam_level = AT (8), .xcam_field = AT (CULM_XCAM_SPAGHETTI) },
  [CULM_OPTION_FIRST_LAYER_INSPECTOR] = { NEW (12, 1), .xcam_field = AT (CULM_XCAM_FIRST_LAYER) },
  [CULM_OPTION_BUILDPLATE_MARKER_DETECTOR] = { .xcam_field = AT (CULM_XCAM_PLATE_MARKER) },
  [CULM_OPTION_PILEUP_DETECTOR] = { .xcam = AT (10), .xcam_level = AT (11) },
  [CULM_OPTION_CLUMP_DETECTOR] = { .xcam = AT (13), .xcam_level = AT (14) },
  [CULM_OPTION_AIRPRINT_DETECTOR] = { .xcam = AT (16), .xcam_level = AT (17) },
  [CULM_OPTION_PLATE_OFFSET_SWITCH] = { .xcam = AT (20) },
  [CULM_OPTION_FOD_CHECK] = { .xcam = AT (21) },
  [CULM_OPTION_MODEL_MOVEMENT_CHECK] = { .xcam = AT (22) },
};

static int
get_bits (CulmRecord *record, guint field, guint lowest, guint width)
{
  return (int) (((guint64) culm_record_get_int (record, field, 0) >> lowest) & ((1u << width) - 1));
}

/* The vendor's words, as old firmware tells one sensitivity for the monitor. */
static int
find_level (const char *word)
{
  static const char *const words[] = { "never_halt", "low", "medium", "high" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    if (g_strcmp0 (word, words[i]) == 0)
      return NEVER_HALT + (int) i;
  }
  return ON;
}

static int
read_cfg (CulmRecord *status, CulmOption option, const Place *place)
{
  int value = get_bits (status, CULM_STATUS_CFG, place->cfg - 1u, place->cfg_width);

  if (place->fun != 0 && !culm_record_get_bit (status, CULM_STATUS_FUN, place->fun - 1u))
    return -1;
  if (place->fun2 != 0 && !culm_record_get_bit (status, CULM_STATUS_FUN2, place->fun2 - 1u))
    return -1;
  if (option == CULM_OPTION_PRINTING_MONITOR && value != 0)
    return NEVER_HALT + get_bits (status, CULM_STATUS_CFG, 13, 2);
  if (option == CULM_OPTION_IDLE_HEAT_PROTECTION)
    return value != 0;
  return value <= 2 ? value : -1;
}

static int
read_home (CulmRecord *status, const Place *place)
{
  if (!culm_record_has (status, CULM_STATUS_HOME_FLAG) ||
      (place->home_has != 0 && !culm_record_get_bit (status, CULM_STATUS_HOME_FLAG, place->home_has - 1u)))
    return -1;
  return culm_record_get_bit (status, CULM_STATUS_HOME_FLAG, place->home - 1u);
}

static int
read_detector (CulmRecord *xcam, CulmOption option, const Place *place)
{
  int level;

  if (place->xcam != 0 && culm_record_has (xcam, CULM_XCAM_CFG)) {
    if (!culm_record_get_bit (xcam, CULM_XCAM_CFG, place->xcam - 1u))
      return 0;
    level = place->xcam_level != 0 ? get_bits (xcam, CULM_XCAM_CFG, place->xcam_level - 1u, 2) : -1;
    return level >= 0 && level <= 2 ? LOW + level : ON;
  }
  if (place->xcam_field == 0 || !culm_record_has (xcam, place->xcam_field - 1u))
    return -1;
  if (!culm_record_get_bit (xcam, place->xcam_field - 1u, 0))
    return 0;
  return option == CULM_OPTION_PRINTING_MONITOR ? find_level (culm_record_get_string (xcam, CULM_XCAM_SENSITIVITY))
                                                : ON;
}

/* One setting for every AMS: in `cfg`, or among the flags of `ams`. */
static int
read_ams (CulmRecord *status, CulmOption option)
{
  CulmRecord *ams = culm_record_get_record (status, CULM_STATUS_AMS);
  guint field = CULM_AMS_REMAIN_FLAG, bit = 17;

  if (option == CULM_OPTION_AMS_READ_INSERTED) {
    field = CULM_AMS_INSERT_FLAG;
    bit = 0;
  } else if (option == CULM_OPTION_AMS_READ_STARTUP) {
    field = CULM_AMS_POWER_ON;
    bit = 1;
  }
  if (culm_record_has (status, CULM_STATUS_CFG))
    return culm_record_get_bit (status, CULM_STATUS_CFG, bit);
  if (culm_record_has (ams, field))
    return culm_record_get_int (ams, field, 0) != 0;
  if (field == CULM_AMS_REMAIN_FLAG && culm_record_has (status, CULM_STATUS_HOME_FLAG))
    return culm_record_get_bit (status, CULM_STATUS_HOME_FLAG, 7);
  return -1;
}

int
culm_report_get_option (const CulmReport *report, CulmOption option)
{
  CulmRecord *status = culm_report_get_status (report);
  const Place *place;

  g_return_val_if_fail ((guint) option < CULM_N_OPTIONS, -1);
  if (option >= CULM_OPTION_AMS_READ_INSERTED && option <= CULM_OPTION_AMS_REMAIN)
    return read_ams (status, option);
  place = &places[option];
  if (place->cfg != 0 && culm_report_is_new_protocol (report))
    return read_cfg (status, option, place);
  if (place->home != 0)
    return read_home (status, place);
  return read_detector (culm_record_get_record (status, CULM_STATUS_XCAM), option, place);
}

gboolean
culm_option_shows (int shown, int wanted)
{
  return shown == wanted || (wanted == ON && shown > ON);
}
