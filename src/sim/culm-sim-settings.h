/* culm-sim-settings.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-model.h"

typedef enum {
  CULM_SIM_DETECTOR_PRINTING_MONITOR,
  CULM_SIM_DETECTOR_SPAGHETTI,
  CULM_SIM_DETECTOR_FIRST_LAYER,
  CULM_SIM_DETECTOR_PLATE_MARKER,
  CULM_SIM_DETECTOR_PILE_UP,
  CULM_SIM_DETECTOR_CLUMP,
  CULM_SIM_DETECTOR_AIR_PRINT,
  CULM_SIM_DETECTOR_PLATE_OFFSET,
  CULM_SIM_DETECTOR_FOREIGN_OBJECT,
  CULM_SIM_DETECTOR_DISPLACEMENT,
} CulmSimDetector;
#define CULM_SIM_N_DETECTORS 10

typedef enum { CULM_SIM_LIGHT_OFF, CULM_SIM_LIGHT_ON, CULM_SIM_LIGHT_FLASHING } CulmSimLight;

/* Switches of a printer that outlive a job. */
typedef struct {
  CulmSimLight chamber_light, chamber_light2, heatbed_light;
  gboolean record, timelapse;
  gboolean full_hd; /* camera at 1080p */
  gboolean detector[CULM_SIM_N_DETECTORS];
  guint sensitivity[CULM_SIM_N_DETECTORS]; /* 0 never halts, 1 low, 2 medium, 3 high */
  gboolean auto_recovery, refill, save_files, sound, tangle, idle_heat_guard;
  gboolean sounds;               /* it can */
  guint air_print, blob, purify; /* 0 off, higher: on, kinds of on */
  guint door_check;              /* 0 off, 1 warn, 2 pause */
  guint storage;                 /* 0 none, 1 fine, 2 faulty, 3 read-only */
  guint speed_level;             /* 1–4 */
} CulmSimSettings;

void culm_sim_settings_init (CulmSimSettings *self, const CulmSimModel *model);

/* Percent of a speed level (reference/mqtt.md §3.3). */
guint culm_sim_settings_get_speed (const CulmSimSettings *self);

/* `module_name` of xcam_control_set, or -1. */
int culm_sim_detector_find (const char *name);

/* The bit fields that are nothing but settings (mqtt.md §3.7 and §3.10). */
guint64 culm_sim_settings_pack_cfg  (const CulmSimSettings *self);
guint   culm_sim_settings_pack_xcam (const CulmSimSettings *self);
guint   culm_sim_settings_pack_home (const CulmSimSettings *self);
