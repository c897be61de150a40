/* culm-command.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-error.h"
#include "culm-print-request.h"
#include "culm-printer-model.h"
#include "culm-upkeep.h"
#include <glib-object.h>
#include <math.h>

G_BEGIN_DECLS

typedef enum {
  CULM_COMMAND_PAUSE,
  CULM_COMMAND_RESUME,
  CULM_COMMAND_STOP,
  CULM_COMMAND_NOZZLE,  /* number: °C, index: extruder */
  CULM_COMMAND_BED,     /* number: °C */
  CULM_COMMAND_CHAMBER, /* number: °C */
  CULM_COMMAND_FAN,     /* number: %, index: CulmFanId */
  CULM_COMMAND_AIRDUCT, /* choice: CulmAirductMode */
  CULM_COMMAND_SPEED,   /* choice: level 1–4 */
  CULM_COMMAND_LIGHT,   /* choice: 0 off, 1 on, index: CulmLamp */

  CULM_COMMAND_HOME,          /* text: axes ("XY"), empty for all */
  CULM_COMMAND_JOG,           /* number: mm, index: 'X', 'Y' or 'Z' */
  CULM_COMMAND_EXTRUDE,       /* number: mm, index: extruder or -1 for the active one */
  CULM_COMMAND_SELECT_NOZZLE, /* index: extruder */
  CULM_COMMAND_AMS_LOAD,      /* index: unit, slot */
  CULM_COMMAND_AMS_UNLOAD,
  CULM_COMMAND_AMS_CONTROL, /* text: resume, reset, pause, done, abort */
  CULM_COMMAND_AMS_SLOT,    /* index: unit, slot, spool */
  CULM_COMMAND_AMS_TAG,     /* index: unit, slot */
  CULM_COMMAND_AMS_DRY,     /* index: unit, number: °C, 0 to end it, choice: hours */
  CULM_COMMAND_CALIBRATE,   /* choice: the bits of CulmCalibration */
  CULM_COMMAND_SKIP,        /* ids */
  CULM_COMMAND_OPTION,      /* index: CulmOption, choice: its value */
  CULM_COMMAND_RECORD,      /* choice: 0 off, 1 on */
  CULM_COMMAND_TIMELAPSE,   /* choice: 0 off, 1 on */
  CULM_COMMAND_CLEAR,       /* choice: CulmClearAction */
  CULM_COMMAND_GCODE,       /* text: lines, each ended by a line break */
  CULM_COMMAND_UPKEEP,      /* upkeep */
  CULM_COMMAND_PRINT,       /* request */
} CulmCommandKind;

/* The lamps that can be switched (reference/mqtt.md §3.7, §4.2). */
typedef enum {
  CULM_LAMP_CHAMBER, /* all of them in the chamber */
  CULM_LAMP_BED,     /* of the H2 series: no report tells whether it is on */
} CulmLamp;

/* Modes of the air duct, with the numbers of reference/mqtt.md §3.6. */
typedef enum {
  CULM_AIRDUCT_COOLING = 0,
  CULM_AIRDUCT_HEATING = 1,
  CULM_AIRDUCT_EXHAUST = 2,
  CULM_AIRDUCT_FULL_COOLING = 3,
} CulmAirductMode;

/* What `calibration` can do, with the bits of reference/mqtt.md §4.2. */
typedef enum {
  CULM_CALIBRATION_LIDAR = 1 << 0,
  CULM_CALIBRATION_LEVELLING = 1 << 1,
  CULM_CALIBRATION_VIBRATION = 1 << 2,
  CULM_CALIBRATION_MOTOR_NOISE = 1 << 3,
  CULM_CALIBRATION_NOZZLE_OFFSET = 1 << 4,
  CULM_CALIBRATION_HOT_BED = 1 << 5,
  CULM_CALIBRATION_CLUMP_POSITION = 1 << 6,
} CulmCalibration;

/* Settings of a printer that outlive a job. Values: 0 off, 1 on, unless said otherwise. */
typedef enum {
  /* print.print_option */
  CULM_OPTION_AUTO_RECOVERY,
  CULM_OPTION_AUTO_SWITCH_FILAMENT,
  CULM_OPTION_AIR_PRINT_DETECT,
  CULM_OPTION_SOUND_ENABLE,
  CULM_OPTION_FILAMENT_TANGLE_DETECT,
  CULM_OPTION_NOZZLE_BLOB_DETECT,
  CULM_OPTION_NOZZLE_BLOB_DETECT_V2, /* 0, 1, 2 */
  CULM_OPTION_AIR_PURIFICATION,      /* 0, 1, 2 */
  /* print.ams_user_setting */
  CULM_OPTION_AMS_READ_INSERTED, /* the tag of a spool that is put in */
  CULM_OPTION_AMS_READ_STARTUP,  /* the tags of all at start-up */
  CULM_OPTION_AMS_REMAIN,        /* reckon what is left on a spool */
  /* print.set_against_continued_heating_mode */
  CULM_OPTION_IDLE_HEAT_PROTECTION,
  /* system.set_door_stat, system.print_cache_set */
  CULM_OPTION_DOOR_CHECK, /* 0 off, 1 warn, 2 pause */
  CULM_OPTION_SAVE_FILES,
  /* xcam.xcam_control_set: 0 off, 1 on; and on with a sensitivity: 2 never halt, 3 low, 4 medium, 5 high */
  CULM_OPTION_PRINTING_MONITOR,
  CULM_OPTION_SPAGHETTI_DETECTOR,
  CULM_OPTION_FIRST_LAYER_INSPECTOR,
  CULM_OPTION_BUILDPLATE_MARKER_DETECTOR,
  CULM_OPTION_PILEUP_DETECTOR,
  CULM_OPTION_CLUMP_DETECTOR,
  CULM_OPTION_AIRPRINT_DETECTOR,
  CULM_OPTION_PLATE_OFFSET_SWITCH,
  CULM_OPTION_FOD_CHECK,
  CULM_OPTION_MODEL_MOVEMENT_CHECK,
} CulmOption;
#define CULM_N_OPTIONS (CULM_OPTION_MODEL_MOVEMENT_CHECK + 1)

typedef enum {
  CULM_CLEAR_DIALOG, /* acknowledge it, nothing more */
  CULM_CLEAR_RESUME,
  CULM_CLEAR_IGNORE,
  CULM_CLEAR_STOP,
  CULM_CLEAR_IGNORE_IDLE, /* of a question while nothing prints */
} CulmClearAction;

/* What a person says about the spool in a slot. NULL and 0: as it is known already. */
typedef struct {
  const char *material;       /* "PETG" */
  const char *color;          /* "#RRGGBB" or "#RRGGBBAA" */
  const char *preset;         /* filament id, "GFG99" */
  const char *setting;        /* id of the setting, nullable */
  int nozzle_min, nozzle_max; /* °C */
} CulmSpool;

/**
 * CulmCommand:
 *
 * What a person wants of a printer: an intent, free of JSON and of dialects (design.md §4). Immutable, shared by
 * reference. Constructors take any value: culm_command_check() says what a model makes of it.
 */
typedef struct _CulmCommand CulmCommand;

#define CULM_TYPE_COMMAND (culm_command_get_type ())
GType        culm_command_get_type (void);
CulmCommand *culm_command_ref (CulmCommand *self);
void         culm_command_unref (CulmCommand *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmCommand, culm_command_unref)

/* All (transfer full). Targets are whole °C: a value over 0 and under 20 is 0, off (reference/models.md §2). Fans are
 * whole percents. Extruder 0 is the right or only one. */
CulmCommand *culm_command_new_pause (void);
CulmCommand *culm_command_new_resume (void);
CulmCommand *culm_command_new_stop (void);
CulmCommand *culm_command_new_nozzle (int extruder, double celsius);
CulmCommand *culm_command_new_bed (double celsius);
CulmCommand *culm_command_new_chamber (double celsius);
CulmCommand *culm_command_new_heater (CulmHeaterId heater, double celsius);
CulmCommand *culm_command_new_fan (CulmFanId fan, double percent);
CulmCommand *culm_command_new_airduct (CulmAirductMode mode);
CulmCommand *culm_command_new_speed (int level);
CulmCommand *culm_command_new_light (gboolean on);
CulmCommand *culm_command_new_bed_light (gboolean on);

/* Units are 0–3 (A–D), 16 and 128–135 (HT); an external spool is unit 255 (of the right, main or only nozzle) or 254
 * (of the left one), slot 0. */
CulmCommand *culm_command_new_home (const char *axes); /* NULL or empty: all */
CulmCommand *culm_command_new_jog (char axis, double mm);
CulmCommand *culm_command_new_extrude (int extruder, double mm); /* extruder -1: the active one */
CulmCommand *culm_command_new_select_nozzle (int extruder);
CulmCommand *culm_command_new_ams_load (int unit, int slot);
CulmCommand *culm_command_new_ams_unload (void);
CulmCommand *culm_command_new_ams_control (const char *action);
CulmCommand *culm_command_new_ams_slot (int unit, int slot, const CulmSpool *spool);
CulmCommand *culm_command_new_ams_tag (int unit, int slot);
CulmCommand *culm_command_new_ams_dry (int unit, double celsius, int hours); /* 0 °C: end it */
CulmCommand *culm_command_new_calibrate (CulmCalibration parts);
CulmCommand *culm_command_new_skip (const int *ids, guint n_ids);
CulmCommand *culm_command_new_option (CulmOption option, int value);
CulmCommand *culm_command_new_record (gboolean on);
CulmCommand *culm_command_new_timelapse (gboolean on);
CulmCommand *culm_command_new_clear (CulmClearAction action);
CulmCommand *culm_command_new_gcode (const char *lines); /* a missing last line break is added */
CulmCommand *culm_command_new_upkeep (const CulmUpkeep *upkeep);
CulmCommand *culm_command_new_print (const CulmPrintRequest *request);

/* A command in words: `key` is a KEY of `culmctl set` or the name of a command of contract.md §3, `value` (nullable)
 * the words after it, parted by blanks ("220", "sport", "X -10", "A1 --type PETG", "16 24"). Fails with USAGE
 * for an unknown key or word and for what is no number; a number beyond every limit is not looked at here.
 * Returns: (transfer full). */
CulmCommand *culm_command_parse (const char *key, const char *value, GError **error);

CulmCommandKind culm_command_get_kind (const CulmCommand *self);

/* The KEY of contract.md §3 ("nozzle", "nozzle-left", "aux-fan" …) or the name of the command ("pause", "jog"), one
 * pending run each; "select-nozzle" for the choice of a nozzle. Returns: an interned string. */
const char *culm_command_get_key (const CulmCommand *self);

/* The word that culm_command_parse() takes for it, as scripts see it: get_key(), but "nozzle" for the choice of a
 * nozzle and "option" for every option. Returns: a static string. */
const char *culm_command_get_name (const CulmCommand *self);

/* See the list of kinds for what they mean; 0, -1 or NULL where the kind has none. */
double           culm_command_get_number (const CulmCommand *self); /* as it goes out: rounded, 1–19 °C → 0 */
int              culm_command_get_choice (const CulmCommand *self);
int              culm_command_get_index (const CulmCommand *self);
int              culm_command_get_slot (const CulmCommand *self);
const char      *culm_command_get_text (const CulmCommand *self);
const int       *culm_command_get_ids (const CulmCommand *self, guint *n_ids);
const CulmSpool *culm_command_get_spool (const CulmCommand *self);

const CulmUpkeep       *culm_command_get_upkeep (const CulmCommand *self);
const CulmPrintRequest *culm_command_get_request (const CulmCommand *self);

/* Which heater a nozzle, bed or chamber command means, which fan a fan command means. FALSE for other kinds. */
gboolean culm_command_get_heater (const CulmCommand *self, CulmHeaterId *heater);
gboolean culm_command_get_fan (const CulmCommand *self, CulmFanId *fan);

/* The value in the words that culm_command_parse() takes: "220", "sport", "on", "X -10", "A1", "HT1 80 8", "16 24",
 * "door-check warn"; of a spool the slot alone; NULL without one. Returns: (transfer full). */
char *culm_command_dup_value (const CulmCommand *self);

/* Whether that value is a number, so that JSON shows 220 and not "220". */
gboolean culm_command_is_numeric (const CulmCommand *self);

/* Whether both want the same of the same part. */
gboolean culm_command_equal (const CulmCommand *a, const CulmCommand *b);

/* Whether firmware that checks signatures refuses it (reference/mqtt.md §2.1): every `print.*`; not `system`, `camera`
 * and `xcam`. */
gboolean culm_command_needs_authorisation (const CulmCommand *self);

/* What the check may know of the printer beside its model. */
typedef struct {
  gboolean mains_220v;    /* TRUE, the lower limit of the bed, while not known */
  gboolean printing;      /* a job runs: a free line of G-code may only do what cannot spoil it */
  double nozzles[2];      /* °C now by extruder, NAN while not known */
  int active_extruder;    /* the one that a command means which names none */
  const char *firmware;   /* NULL while not known */
} CulmCommandState;

#define CULM_COMMAND_STATE_INIT { .mains_220v = TRUE, .nozzles = { NAN, NAN } }

/* Whether this model can do it, and within its limits. UNSUPPORTED: no such part, or not with this firmware.
 * OUT_OF_RANGE: the message names the range ("Nozzle of the P1S: 0 to 300 °C"); NAN and infinity never pass. BUSY: a
 * line of G-code that would spoil the running job. `state` (nullable: nothing known). Messages are
 * sentences for people. */
gboolean culm_command_check (const CulmCommand *self, const CulmPrinterModel *model, const CulmCommandState *state,
                             GError **error);

/* Words of contract.md §3 and §4. Returns: a static string, NULL when there is none. */
const char *culm_airduct_mode_get_name (int mode); /* "cooling" */
const char *culm_speed_level_get_name (int level); /* "standard" */

/* The vendor's name with dashes: "auto-recovery". The finder takes dashes and underscores, -1: no such option. */
const char *culm_option_get_name (CulmOption option);
int         culm_option_find (const char *name);

/* "A1" … "D4", "HT1" … "HT8", "ext", "ext-left", in any case, to unit and slot. */
gboolean culm_slot_parse (const char *text, int *unit, int *slot);

G_END_DECLS
