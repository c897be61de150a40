/* culm-sim-air.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-air.h"

/* Percent per second with which a fan follows. */
#define FOLLOW_RATE 40.0

static const int numbers[CULM_SIM_N_FANS] = {
  [CULM_SIM_FAN_PART] = 1,  [CULM_SIM_FAN_AUX] = 2,    [CULM_SIM_FAN_CHAMBER] = 3,
  [CULM_SIM_FAN_AUX2] = 10, [CULM_SIM_FAN_HOTEND] = 4, [CULM_SIM_FAN_LOOP] = 6,
};

/* While a chamber is heated its air goes round: the ways in and out are shut (models.md §2). */
static gboolean
is_forced_off (const CulmSimAir *self, CulmSimFan fan)
{
  gboolean heating = self->mode == 1;

  if (!culm_sim_model_has (self->model, CULM_SIM_HAS_LIGHT2)) /* P2S and X2D: every part stays settable */
    return FALSE;
  return heating ? fan == CULM_SIM_FAN_AUX || fan == CULM_SIM_FAN_CHAMBER : fan == CULM_SIM_FAN_LOOP;
}

void
culm_sim_air_init (CulmSimAir *self, const CulmSimModel *model)
{
  *self = (CulmSimAir){ .model = model };
}

void
culm_sim_air_advance (CulmSimAir *self, double seconds)
{
  double step = FOLLOW_RATE * seconds;

  for (guint i = 0; i < CULM_SIM_N_FANS; i++) {
    double goal = is_forced_off (self, i) ? 0 : self->target[i];

    self->current[i] += CLAMP (goal - self->current[i], -step, step);
  }
}

gboolean
culm_sim_air_has_fan (const CulmSimAir *self, CulmSimFan fan)
{
  switch (fan) {
  case CULM_SIM_FAN_PART:
  case CULM_SIM_FAN_HOTEND: return TRUE;
  case CULM_SIM_FAN_AUX: return culm_sim_model_has (self->model, CULM_SIM_HAS_AUX_FAN);
  case CULM_SIM_FAN_CHAMBER: return culm_sim_model_has (self->model, CULM_SIM_HAS_CHAMBER_FAN);
  case CULM_SIM_FAN_AUX2: return culm_sim_model_has (self->model, CULM_SIM_HAS_AUX2_FAN);
  case CULM_SIM_FAN_LOOP: return culm_sim_model_has (self->model, CULM_SIM_HAS_LIGHT2);
  default: return FALSE;
  }
}

void
culm_sim_air_set (CulmSimAir *self, CulmSimFan fan, double percent)
{
  self->target[fan] = CLAMP (percent, 0, 100);
}

gboolean
culm_sim_air_set_mode (CulmSimAir *self, int mode, int sub_mode)
{
  int last = culm_sim_model_has (self->model, CULM_SIM_HAS_LIGHT2) ? 2 : 1;

  if (!culm_sim_model_has (self->model, CULM_SIM_HAS_AIR_MODES) || mode < 0 || mode > last)
    return FALSE;
  self->mode = mode;
  if (sub_mode >= 0)
    self->sub_mode = sub_mode;
  culm_sim_air_set (self, CULM_SIM_FAN_LOOP, mode == 1 ? 100 : 0);
  return TRUE;
}

int
culm_sim_air_get_number (CulmSimFan fan)
{
  return numbers[fan];
}

int
culm_sim_air_find_fan (int number)
{
  for (guint i = 0; i < CULM_SIM_N_FANS; i++)
    if (numbers[i] == number && i != CULM_SIM_FAN_HOTEND)
      return (int) i;
  return -1;
}
