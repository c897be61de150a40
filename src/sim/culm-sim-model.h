/* culm-sim-model.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

/* How a firmware words its status (reference/mqtt.md §3): P1 is flat and terse, X1 flat and long, NEW adds cfg, fun,
 * aux, stat and `device` with packed temperatures. */
typedef enum { CULM_SIM_STYLE_P1, CULM_SIM_STYLE_X1, CULM_SIM_STYLE_NEW } CulmSimStyle;

/* What a model is fitted with and which typed commands its firmware knows (models.md §2 and §3, mqtt.md §4.3). */
typedef enum {
  CULM_SIM_HAS_AUX_FAN = 1 << 0,
  CULM_SIM_HAS_CHAMBER_FAN = 1 << 1,
  CULM_SIM_HAS_AUX2_FAN = 1 << 2,
  CULM_SIM_HAS_DOOR = 1 << 3,
  CULM_SIM_HAS_CHAMBER_SENSOR = 1 << 4,
  CULM_SIM_HAS_CHAMBER_HEATER = 1 << 5,
  CULM_SIM_HAS_AIR_PARTS = 1 << 6, /* device.airduct names the fans; set_fan */
  CULM_SIM_HAS_AIR_MODES = 1 << 7, /* set_airduct */
  CULM_SIM_HAS_RTSP = 1 << 8,
  CULM_SIM_HAS_LIGHT2 = 1 << 9,
  CULM_SIM_HAS_RACK = 1 << 10,
  CULM_SIM_HAS_BUZZER = 1 << 11,
  CULM_SIM_HAS_LIDAR = 1 << 12,
  CULM_SIM_HAS_DETECTORS = 1 << 13,
  CULM_SIM_SENDS_DELTAS = 1 << 14,
  CULM_SIM_TAKES_TYPED = 1 << 15,     /* set_nozzle_temp {target_temp}, set_extrusion_length */
  CULM_SIM_TAKES_TYPED_BED = 1 << 16, /* set_bed_temp {temp} */
  CULM_SIM_HIDES_LIVE_VIEW = 1 << 17, /* RTSP is off until the person turns it on */
  CULM_SIM_HAS_SOUND = 1 << 18,       /* tones that can be turned off */
} CulmSimTraits;

/* `fun` bits that commands depend on (mqtt.md §3.10). */
#define CULM_SIM_FUN_MOTOR_NOISE (G_GUINT64_CONSTANT (1) << 10)
#define CULM_SIM_FUN_SIGNED (G_GUINT64_CONSTANT (1) << 29)
#define CULM_SIM_FUN_HOMING (G_GUINT64_CONSTANT (1) << 32)
#define CULM_SIM_FUN_JOG (G_GUINT64_CONSTANT (1) << 38)
#define CULM_SIM_FUN_SKIP (G_GUINT64_CONSTANT (1) << 49)
#define CULM_SIM_FUN_IDLE_HEAT (G_GUINT64_CONSTANT (1) << 62)

typedef struct {
  const char *name;         /* "P1S": first column of models.md §1 */
  const char *product_name; /* as in get_version */
  const char *id;           /* "C12" */
  const char *aliases;      /* further names, without blanks, separated by spaces */
  const char *prefix;       /* of the serial */
  const char *firmware;
  CulmSimStyle style;
  guint traits;       /* CulmSimTraits */
  guint nozzles;      /* 1 or 2 */
  guint main_nozzle;  /* extruder id of the main one */
  int nozzle_max;     /* °C */
  int bed_max;        /* °C */
  int chamber_max;    /* °C, 0 without a heater */
  guint64 fun, fun2;  /* 0 where the firmware does not report them */
  const char *ams;    /* units: kind A AMS, L Lite, M Lite of the A2L, P 2 Pro, T HT; then the nozzle that it feeds */
  gboolean bed_slinger;
} CulmSimModel;

/* name: product name, id or alias; case, blanks and hyphens do not matter.
 * Returns: (transfer none) (nullable) */
const CulmSimModel *culm_sim_model_find (const char *name);

/* Returns: (transfer none): all models; n_models: (out) */
const CulmSimModel *culm_sim_model_list (guint *n_models);

static inline gboolean
culm_sim_model_has (const CulmSimModel *self, CulmSimTraits trait)
{
  return (self->traits & trait) != 0;
}
