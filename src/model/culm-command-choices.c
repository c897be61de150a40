/* culm-command-choices.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-command-choices.h"

const CulmChoice culm_choices_switch[] = { { "off", 0 }, { "on", 1 }, { NULL, 0 } };
const CulmChoice culm_choices_speed[] = {
  { "silent", 1 }, { "standard", 2 }, { "sport", 3 }, { "ludicrous", 4 }, { NULL, 0 }
};
const CulmChoice culm_choices_airduct[] = { { "cooling", CULM_AIRDUCT_COOLING },
                                            { "heating", CULM_AIRDUCT_HEATING },
                                            { "exhaust", CULM_AIRDUCT_EXHAUST },
                                            { "full-cooling", CULM_AIRDUCT_FULL_COOLING },
                                            { NULL, 0 } };
const CulmChoice culm_choices_side[] = { { "right", 0 }, { "left", 1 }, { "0", 0 }, { "1", 1 }, { NULL, 0 } };
const CulmChoice culm_choices_ams[] = { { "resume", 0 }, { "reset", 1 }, { "pause", 2 },
                                        { "done", 3 },   { "abort", 4 }, { NULL, 0 } };
const CulmChoice culm_choices_clear[] = { { "dialog", CULM_CLEAR_DIALOG },           { "resume", CULM_CLEAR_RESUME },
                                          { "ignore", CULM_CLEAR_IGNORE },           { "stop", CULM_CLEAR_STOP },
                                          { "ignore-idle", CULM_CLEAR_IGNORE_IDLE }, { NULL, 0 } };
const CulmChoice culm_choices_calibration[] = { { "lidar", CULM_CALIBRATION_LIDAR },
                                                { "levelling", CULM_CALIBRATION_LEVELLING },
                                                { "vibration", CULM_CALIBRATION_VIBRATION },
                                                { "motor-noise", CULM_CALIBRATION_MOTOR_NOISE },
                                                { "nozzle-offset", CULM_CALIBRATION_NOZZLE_OFFSET },
                                                { "hot-bed", CULM_CALIBRATION_HOT_BED },
                                                { "clump-position", CULM_CALIBRATION_CLUMP_POSITION },
                                                { "bed-level", CULM_CALIBRATION_LEVELLING },
                                                { "bed-levelling", CULM_CALIBRATION_LEVELLING },
                                                { "leveling", CULM_CALIBRATION_LEVELLING },
                                                { NULL, 0 } };

static const CulmChoice option_switch[] = { { "off", 0 }, { "on", 1 }, { "0", 0 }, { "1", 1 }, { NULL, 0 } };
static const CulmChoice three_steps[] = { { "0", 0 }, { "off", 0 }, { "1", 1 }, { "on", 1 }, { "2", 2 }, { NULL, 0 } };
static const CulmChoice door_checks[] = { { "off", 0 }, { "warn", 1 }, { "pause", 2 }, { NULL, 0 } };
static const CulmChoice detectors[] = { { "off", 0 },    { "on", 1 },   { "never-halt", 2 }, { "low", 3 },
                                        { "medium", 4 }, { "high", 5 }, { NULL, 0 } };

const CulmChoice *
culm_choices_of_option (CulmOption option)
{
  if (option == CULM_OPTION_NOZZLE_BLOB_DETECT_V2 || option == CULM_OPTION_AIR_PURIFICATION)
    return three_steps;
  if (option == CULM_OPTION_DOOR_CHECK)
    return door_checks;
  return option >= CULM_OPTION_PRINTING_MONITOR ? detectors : option_switch;
}

const char *
culm_choice_get_word (const CulmChoice *choices, int value)
{
  for (guint i = 0; choices[i].word != NULL; i++)
    if (choices[i].value == value)
      return choices[i].word;
  return NULL;
}
