/* culm-printer-model.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* What can be heated. Extruder 0 is the right or only one, extruder 1 the left one (contract.md §3). */
typedef enum {
  CULM_HEATER_NOZZLE,
  CULM_HEATER_NOZZLE_LEFT,
  CULM_HEATER_BED,
  CULM_HEATER_CHAMBER,
} CulmHeaterId;
#define CULM_N_HEATERS (CULM_HEATER_CHAMBER + 1)

typedef enum {
  CULM_FAN_PART,
  CULM_FAN_AUX,
  CULM_FAN_CHAMBER,
  CULM_FAN_AUX2,
  CULM_FAN_HOTEND, /* measured, never set */
} CulmFanId;
#define CULM_N_FANS (CULM_FAN_HOTEND + 1)

typedef enum {
  CULM_FAMILY_UNKNOWN,
  CULM_FAMILY_P1,  /* P1P, P1S */
  CULM_FAMILY_A1,  /* A1, A1 mini */
  CULM_FAMILY_A2L,
  CULM_FAMILY_X1,  /* X1, X1 Carbon */
  CULM_FAMILY_X1E,
  CULM_FAMILY_P2S,
  CULM_FAMILY_X2D,
  CULM_FAMILY_H2S,
  CULM_FAMILY_H2D, /* H2D, H2D Pro, H2C */
} CulmFamily;

/* Whether a printer has a part. */
typedef enum {
  CULM_FIT_NO,
  CULM_FIT_YES,
  CULM_FIT_OPTION,   /* an accessory that no report names: as reported, or as the person says */
  CULM_FIT_BY_PARTS, /* only when `device.airduct.parts` lists it */
} CulmFit;

typedef enum {
  CULM_STREAM_DELTA, /* changed leaves only; pushall at most once in five minutes */
  CULM_STREAM_FULL,  /* the whole object every one or two seconds */
} CulmStream;

typedef enum {
  CULM_CAMERA_KIND_UNKNOWN,
  CULM_CAMERA_KIND_JPEG,  /* frames on port 6000 */
  CULM_CAMERA_KIND_RTSPS, /* port 322 */
} CulmCameraKind;

typedef enum {
  CULM_MEDIUM_UNKNOWN,
  CULM_MEDIUM_SD,
  CULM_MEDIUM_USB, /* and a storage tunnel on port 6000 */
} CulmMedium;

typedef enum {
  CULM_LIGHTS_CHAMBER = 1 << 0,
  CULM_LIGHTS_CHAMBER2 = 1 << 1,
  CULM_LIGHTS_WORK = 1 << 2, /* a status lamp, not to be set */
  CULM_LIGHTS_HEATBED = 1 << 3,
  CULM_LIGHTS_COLUMN = 1 << 4,
} CulmLights;

typedef enum {
  CULM_AMS_FITS_FIRST = 1 << 0,
  CULM_AMS_FITS_LITE = 1 << 1,
  CULM_AMS_FITS_2_PRO = 1 << 2,
  CULM_AMS_FITS_HT = 1 << 3,
} CulmAmsFits;

/**
 * CulmPrinterModel:
 *
 * What a model of printer is and may (reference/models.md), a row of a constant table: never freed. Strings are NULL
 * where nothing is known. Firmware versions are the first that has it: NULL means every one.
 */
typedef struct {
  const char *name;            /* "X1 Carbon"; NULL for the unknown model */
  const char *short_name;      /* "X1C"; NULL for the unknown model */
  const char *ids[4];          /* "BL-P001", then the names that SSDP uses; NULL-terminated */
  const char *serial_prefix;   /* "00M" */
  CulmFamily family;
  guint8 n_extruders;          /* 1 or 2 */
  guint8 main_extruder;        /* 0; on the X2D 1, where extruder 0 is the auxiliary one */
  guint8 n_rack;               /* hotends in the rack of an H2C, else 0 */
  gint16 nozzle_max;           /* °C, lower bound 0 */
  gint16 bed_max;              /* °C on 220 V, or whatever the mains when they are equal */
  gint16 bed_max_110v;         /* °C on 110 V */
  gint16 chamber_max;          /* °C; 0 without a heater */
  gboolean chamber_sensor;
  CulmFit fans[CULM_N_FANS];
  gboolean airduct;            /* has modes that can be set */
  gint16 heating_from;         /* chamber target in °C from which the air duct must be in heating mode; 0 never */
  gboolean door_sensor;
  const char *door_since;      /* firmware of the door sensor */
  gboolean bed_slinger;        /* the bed moves along Y */
  CulmStream stream;
  CulmCameraKind camera;
  gboolean internal_timelapse;
  CulmMedium medium;
  CulmLights lights;
  CulmAmsFits ams;
  gboolean lidar;
  CulmFit detectors;           /* AI; OPTION: some of them */
  CulmFit skip_objects;        /* OPTION: as `fun` bit 49 says, allowed while that was not seen */
  gboolean sound;              /* has a buzzer that can be silenced */
  gboolean fire_buzzer;
  gboolean signs;              /* firmware from signed_since on wants signatures (reference/mqtt.md §2.1) */
  const char *signed_since;
  const char *load_since;      /* firmware of `ams_change_filament` (reference/models.md §3) */
  const char *tag_since;       /* of `ams_get_rfid` */
  const char *drying_since;    /* of AMS humidity in percent and drying */
} CulmPrinterModel;

/* The whole table, in the order of reference/models.md. */
const CulmPrinterModel *culm_printer_model_get_all (guint *n_models);

/* A model by what a person or the service calls it: product column, any id, or short form ("X1C", "A1mini", "H2D Pro"),
 * in any case, with or without blanks and dashes, with or without a revision "-V2". Returns: (nullable): NULL when the
 * table has none. */
const CulmPrinterModel *culm_printer_model_find (const char *text);

/* A model by `product_name` of get_version or of REST, with or without "Bambu Lab ". Returns: (nullable). */
const CulmPrinterModel *culm_printer_model_find_by_product_name (const char *product_name);

/* A model by the first three characters of a serial. The least trusted way. Returns: (nullable). */
const CulmPrinterModel *culm_printer_model_find_by_serial (const char *serial);

/* What to believe of a printer that the table does not have: the limits of the lowest class (nozzle 300, bed 80, no
 * chamber), fans as reported. */
const CulmPrinterModel *culm_printer_model_get_unknown (void);

/* Whether this is a row of the table. */
gboolean culm_printer_model_is_known (const CulmPrinterModel *self);

/* How the model is called in a sentence: its name, or "printer" ("Bed of the printer: 0 to 80 °C"). */
const char *culm_printer_model_get_label (const CulmPrinterModel *self);

/* The highest target in °C; 0 when the model has no such heater. `mains_220v`: bit 3 of `home_flag` or bit 2 of `fun`;
 * TRUE, the lower limit, while neither was seen. */
int culm_printer_model_get_limit (const CulmPrinterModel *self, CulmHeaterId heater, gboolean mains_220v);

/* Whether `firmware` (nullable: not known) of this model obeys print commands only when they are signed, unless
 * Developer Mode is on. FALSE while it is not known. */
gboolean culm_printer_model_needs_signature (const CulmPrinterModel *self, const char *firmware);

/* Whether the door is reported by `firmware` (nullable: not known, taken as new). */
gboolean culm_printer_model_reports_door (const CulmPrinterModel *self, const char *firmware);

/* Whether `firmware` (nullable: not known, taken as new) is at or above `since` (nullable: every one). Compared part by
 * part as numbers; third-party firmware "99.…" counts as 01.08.02.00 (reference/models.md §3). */
gboolean culm_firmware_reaches (const char *firmware, const char *since);

G_END_DECLS
