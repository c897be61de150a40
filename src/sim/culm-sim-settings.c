/* culm-sim-settings.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-settings.h"

static const char *const detector_names[CULM_SIM_N_DETECTORS] = {
  "printing_monitor", "spaghetti_detector",   "first_layer_inspector", "buildplate_marker_detector",
  "pileup_detector",  "clump_detector",       "airprint_detector",     "plate_offset_switch",
  "fod_check",        "model_movement_check",
};

static guint64
set_bits (guint64 value, guint lowest)
{
  return value << lowest;
}

void
culm_sim_settings_init (CulmSimSettings *self, const CulmSimModel *model)
{
  *self = (CulmSimSettings){ .chamber_light = CULM_SIM_LIGHT_ON,
                             .record = TRUE,
                             .full_hd = TRUE,
                             .auto_recovery = TRUE,
                             .refill = TRUE,
                             .save_files = TRUE,
                             .storage = 1,
                             .speed_level = 2 };
  self->sound = self->sounds = culm_sim_model_has (model, CULM_SIM_HAS_SOUND);
  self->chamber_light2 = culm_sim_model_has (model, CULM_SIM_HAS_LIGHT2) ? CULM_SIM_LIGHT_ON : CULM_SIM_LIGHT_OFF;
  self->door_check = culm_sim_model_has (model, CULM_SIM_HAS_AIR_MODES) ? 1 : 0;
  for (guint i = 0; i < CULM_SIM_N_DETECTORS; i++) {
    self->detector[i] = i <= CULM_SIM_DETECTOR_PLATE_MARKER;
    self->sensitivity[i] = 2;
  }
}

guint
culm_sim_settings_get_speed (const CulmSimSettings *self)
{
  static const guint percents[] = { 100, 50, 100, 124, 166 };

  return percents[self->speed_level < G_N_ELEMENTS (percents) ? self->speed_level : 0];
}

int
culm_sim_detector_find (const char *name)
{
  for (guint i = 0; i < CULM_SIM_N_DETECTORS; i++)
    if (g_strcmp0 (name, detector_names[i]) == 0)
      return (int) i;
  return -1;
}

guint64
culm_sim_settings_pack_cfg (const CulmSimSettings *self)
{
  return set_bits (self->record, 3) | set_bits (self->full_hd, 4) | set_bits (self->timelapse, 5) | set_bits (1, 6) |
         set_bits (self->chamber_light != CULM_SIM_LIGHT_OFF, 7) | set_bits (self->speed_level, 8) |
         set_bits (self->detector[CULM_SIM_DETECTOR_FIRST_LAYER], 12) |
         set_bits (self->sensitivity[CULM_SIM_DETECTOR_PRINTING_MONITOR], 13) |
         set_bits (self->detector[CULM_SIM_DETECTOR_PRINTING_MONITOR], 15) | set_bits (self->auto_recovery, 16) |
         set_bits (1, 17) | set_bits (self->refill, 18) | set_bits (self->save_files, 19) |
         set_bits (self->door_check, 20) | set_bits (self->sound, 22) | set_bits (self->tangle, 23) |
         set_bits (self->blob != 0, 24) | set_bits (self->idle_heat_guard, 32) | set_bits (self->purify, 36);
}

guint
culm_sim_settings_pack_xcam (const CulmSimSettings *self)
{
  static const struct {
    CulmSimDetector detector;
    guint lowest;
  } places[] = { { CULM_SIM_DETECTOR_SPAGHETTI, 7 },
                 { CULM_SIM_DETECTOR_PILE_UP, 10 },
                 { CULM_SIM_DETECTOR_CLUMP, 13 },
                 { CULM_SIM_DETECTOR_AIR_PRINT, 16 } };
  guint64 packed = set_bits (self->detector[CULM_SIM_DETECTOR_PLATE_OFFSET], 20) |
                   set_bits (self->detector[CULM_SIM_DETECTOR_FOREIGN_OBJECT], 21) |
                   set_bits (self->detector[CULM_SIM_DETECTOR_DISPLACEMENT], 22);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++) { /* here 0 is low, so "never halts" has no place of its own */
    guint sensitivity = self->sensitivity[places[i].detector];

    packed |= set_bits (self->detector[places[i].detector], places[i].lowest) |
              set_bits (sensitivity > 0 ? sensitivity - 1 : 0, places[i].lowest + 1);
  }
  return (guint) packed;
}

guint
culm_sim_settings_pack_home (const CulmSimSettings *self)
{
  return (guint) (set_bits (self->auto_recovery, 4) | set_bits (1, 7) | set_bits (self->storage, 8) |
                  set_bits (self->refill, 10) | set_bits (self->save_files, 11) | set_bits (1, 15) | set_bits (1, 16) |
                  set_bits (self->sound, 17) | set_bits (self->sounds, 18) | set_bits (1, 19) |
                  set_bits (self->tangle, 20) | set_bits (self->blob != 0, 24) | set_bits (self->air_print != 0, 28) |
                  set_bits (1, 29));
}
