/* culm-sim-heater.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

/* A heated body: first-order curve towards its target, and back to its surroundings. °C and seconds. */
typedef struct {
  double current;
  double target;
  double ambient; /* what it falls to */
  double rise;    /* time constant while heating */
  double fall;    /* time constant while cooling */
} CulmSimHeater;

void culm_sim_heater_init    (CulmSimHeater *self, double ambient, double rise, double fall);
void culm_sim_heater_advance (CulmSimHeater *self, double seconds);

/* Whether it is within 2 °C of its target or above it. */
gboolean culm_sim_heater_is_ready (const CulmSimHeater *self);

/* low 16 bits measured, high 16 bits target (reference/mqtt.md §3.5) */
guint32 culm_sim_heater_pack (const CulmSimHeater *self);
