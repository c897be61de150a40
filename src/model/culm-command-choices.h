/* culm-command-choices.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-command.h"

G_BEGIN_DECLS

/* A word of culm_command_parse() and what it means. Rows end with a NULL; of several words for one value the first is
 * the one that is written. */
typedef struct {
  const char *word;
  int value;
} CulmChoice;

extern const CulmChoice culm_choices_switch[];      /* off, on */
extern const CulmChoice culm_choices_speed[];       /* levels 1–4 */
extern const CulmChoice culm_choices_airduct[];     /* CulmAirductMode */
extern const CulmChoice culm_choices_side[];        /* extruder */
extern const CulmChoice culm_choices_ams[];         /* actions of ams_control, in a row from 0 */
extern const CulmChoice culm_choices_clear[];       /* CulmClearAction */
extern const CulmChoice culm_choices_calibration[]; /* CulmCalibration, one bit each */

/* What an option can be set to. */
const CulmChoice *culm_choices_of_option (CulmOption option);

/* Returns: a static string, NULL for a value that none of them means. */
const char *culm_choice_get_word (const CulmChoice *choices, int value);

G_END_DECLS
