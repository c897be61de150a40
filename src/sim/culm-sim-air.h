/* culm-sim-air.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-model.h"

typedef enum {
  CULM_SIM_FAN_PART,
  CULM_SIM_FAN_AUX,
  CULM_SIM_FAN_CHAMBER,
  CULM_SIM_FAN_AUX2,
  CULM_SIM_FAN_HOTEND,
  CULM_SIM_FAN_LOOP, /* inner circulation of the H2 */
} CulmSimFan;
#define CULM_SIM_N_FANS 6

/* The fans of a printer, in percent, and the mode of its air duct. */
typedef struct {
  const CulmSimModel *model;
  double current[CULM_SIM_N_FANS];
  double target[CULM_SIM_N_FANS];
  int mode;     /* 0 cooling, 1 heating, 2 exhaust (reference/mqtt.md §3.6) */
  int sub_mode; /* -1, 0 filter off, 1 filter on */
} CulmSimAir;

void culm_sim_air_init    (CulmSimAir *self, const CulmSimModel *model);
void culm_sim_air_advance (CulmSimAir *self, double seconds);

/* Whether this printer has that fan. */
gboolean culm_sim_air_has_fan (const CulmSimAir *self, CulmSimFan fan);
void     culm_sim_air_set     (CulmSimAir *self, CulmSimFan fan, double percent);

/* FALSE for a mode that the model does not have. */
gboolean culm_sim_air_set_mode (CulmSimAir *self, int mode, int sub_mode);

/* Number of the fan in set_fan and, times 16, in device.airduct; the fan of a number, or -1. */
int culm_sim_air_get_number (CulmSimFan fan);
int culm_sim_air_find_fan   (int number);
