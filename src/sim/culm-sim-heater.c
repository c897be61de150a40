/* culm-sim-heater.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-heater.h"

#include <math.h>

void
culm_sim_heater_init (CulmSimHeater *self, double ambient, double rise, double fall)
{
  *self = (CulmSimHeater){ .current = ambient, .ambient = ambient, .rise = rise, .fall = fall };
}

void
culm_sim_heater_advance (CulmSimHeater *self, double seconds)
{
  double goal = MAX (self->target, self->ambient);
  double constant = goal > self->current ? self->rise : self->fall;

  self->current = goal + (self->current - goal) * exp (-seconds / constant);
  if (fabs (self->current - goal) < 0.05)
    self->current = goal;
}

gboolean
culm_sim_heater_is_ready (const CulmSimHeater *self)
{
  return self->current >= self->target - 2;
}

guint32
culm_sim_heater_pack (const CulmSimHeater *self)
{
  return ((guint32) lround (MAX (self->target, 0)) << 16) | (guint16) lround (MAX (self->current, 0));
}
