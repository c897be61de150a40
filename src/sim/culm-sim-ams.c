/* culm-sim-ams.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-ams.h"

#include <math.h>

#define ROOM 25.0 /* °C */

/* A change of filament, in seconds: heat, cut, pull back, feed, push, purge (mqtt.md §3.8, `ams_status`). */
static const struct {
  guint step;
  double until;
} change_steps[] = { { 2, 12 }, { 5, 15 }, { 4, 23 }, { 3, 31 }, { 6, 35 }, { 7, 45 } };

static void
init_unit (CulmSimUnit *self, char kind, guint nozzle, guint id, GRand *rand)
{
  self->id = id;
  self->kind = kind;
  self->nozzle = nozzle;
  self->n_spools = kind == 'T' ? 1 : 4;
  self->humidity = g_rand_int_range (rand, 8, 34);
  culm_sim_heater_init (&self->heater, ROOM + g_rand_double_range (rand, 0, 3), 240, 600);
  for (guint i = 0; i < self->n_spools; i++) {
    gboolean empty = i > 0 && g_rand_int_range (rand, 0, 6) == 0;

    culm_sim_spool_draw (&self->spools[i], rand, g_rand_int_range (rand, 0, 5) > 0 || i == 0);
    if (empty)
      culm_sim_spool_clear (&self->spools[i]);
  }
}

static void
advance_unit (CulmSimUnit *self, double seconds)
{
  culm_sim_heater_advance (&self->heater, seconds);
  for (guint i = 0; i < self->n_spools; i++)
    self->spools[i].reading = MAX (self->spools[i].reading - seconds, 0);
  if (self->dry_state == CULM_SIM_DRY_RUNNING) {
    self->dry_left -= seconds;
    self->humidity = 6 + (self->humidity - 6) * exp (-seconds / 5400);
    if (self->dry_left <= 0)
      culm_sim_unit_dry (self, 0, 0, "");
  } else if (self->dry_state == CULM_SIM_DRY_COOLING && self->heater.current < 45) {
    self->dry_state = CULM_SIM_DRY_OFF;
  }
}

static void
advance_change (CulmSimAms *self, double seconds)
{
  CulmSimChange *change = &self->change;

  if (!change->running || change->paused)
    return;
  change->elapsed += seconds;
  if (change->elapsed < change_steps[G_N_ELEMENTS (change_steps) - 1].until)
    return;
  self->previous[change->nozzle] = self->now[change->nozzle];
  self->now[change->nozzle] = change->slot;
  change->running = FALSE;
}

void
culm_sim_ams_init (CulmSimAms *self, const CulmSimModel *model, GRand *rand)
{
  guint four = 0, single = 128;

  *self = (CulmSimAms){ .now = { CULM_SIM_SLOT_NONE, CULM_SIM_SLOT_NONE },
                        .previous = { CULM_SIM_SLOT_NONE, CULM_SIM_SLOT_NONE },
                        .n_external = model->nozzles,
                        .read_on_insert = TRUE,
                        .track_remain = TRUE,
                        .version = (guint) g_rand_int_range (rand, 10, 900) };
  for (const char *unit = model->ams; *unit != '\0'; unit += 2) {
    guint id = unit[0] == 'T' ? single++ : unit[0] == 'M' ? 16 : four++;

    init_unit (&self->units[self->n_units++], unit[0], (guint) (unit[1] - '0'), id, rand);
  }
  culm_sim_spool_clear (&self->external[0]);
  culm_sim_spool_clear (&self->external[1]);
  if (g_rand_boolean (rand))
    culm_sim_spool_draw (&self->external[0], rand, FALSE);
}

void
culm_sim_ams_advance (CulmSimAms *self, double seconds)
{
  for (guint i = 0; i < self->n_units; i++)
    advance_unit (&self->units[i], seconds);
  advance_change (self, seconds);
}

CulmSimUnit *
culm_sim_ams_find_unit (CulmSimAms *self, guint id)
{
  for (guint i = 0; i < self->n_units; i++)
    if (self->units[i].id == id)
      return &self->units[i];
  return NULL;
}

CulmSimSpool *
culm_sim_ams_find_spool (CulmSimAms *self, int slot)
{
  CulmSimUnit *unit = culm_sim_ams_find_unit (self, (guint) slot >> 8);
  guint place = (guint) slot & 0xff;

  if (slot == CULM_SIM_SLOT_EXTERNAL)
    return &self->external[0];
  if (slot == CULM_SIM_SLOT_EXTERNAL_LEFT)
    return self->n_external > 1 ? &self->external[1] : NULL;
  return unit != NULL && place < unit->n_spools ? &unit->spools[place] : NULL;
}

int
culm_sim_ams_pick (CulmSimAms *self, guint nozzle)
{
  for (guint i = 0; i < self->n_units; i++)
    for (guint j = 0; self->units[i].nozzle == nozzle && j < self->units[i].n_spools; j++)
      if (self->units[i].spools[j].present && self->units[i].spools[j].remain != 0)
        return (int) CULM_SIM_SLOT (self->units[i].id, j);
  return CULM_SIM_SLOT_NONE;
}

gboolean
culm_sim_ams_begin_change (CulmSimAms *self, guint nozzle, int slot)
{
  if (self->change.running)
    return FALSE;
  self->change = (CulmSimChange){ .running = TRUE, .nozzle = nozzle, .slot = slot };
  return TRUE;
}

gboolean
culm_sim_unit_dry (CulmSimUnit *self, int celsius, int hours, const char *filament)
{
  int hottest = self->kind == 'T' ? 85 : self->kind == 'P' ? 65 : 0;

  if (hours <= 0) {
    self->dry_state = self->dry_state == CULM_SIM_DRY_OFF ? CULM_SIM_DRY_OFF : CULM_SIM_DRY_COOLING;
    self->dry_left = self->heater.target = self->dry_temp = self->dry_hours = 0;
    self->dry_filament[0] = '\0';
    return hottest > 0;
  }
  if (celsius < 45 || celsius > hottest || hours > 24)
    return FALSE;
  self->dry_state = CULM_SIM_DRY_RUNNING;
  self->dry_left = hours * 3600.0;
  self->dry_temp = celsius;
  self->dry_hours = hours;
  self->heater.target = celsius;
  culm_sim_spool_copy (self->dry_filament, sizeof self->dry_filament, filament);
  return TRUE;
}

guint
culm_sim_unit_get_humidity_level (const CulmSimUnit *self)
{
  static const double bounds[] = { 20, 30, 40, 55 };
  guint level = 5;

  if (self->kind == 'T') /* an AMS HT gives the percentage alone */
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (bounds) && self->humidity >= bounds[i]; i++)
    level--;
  return level;
}

guint
culm_sim_unit_pack_info (const CulmSimUnit *self)
{
  guint type = self->kind == 'A' ? 1 : self->kind == 'L' ? 2 : self->kind == 'P' ? 3 : self->kind == 'T' ? 4 : 5;
  gboolean drying = self->dry_state == CULM_SIM_DRY_RUNNING;

  /* bits 18–21: both fans run; 22–25: 1 heating, 2 taking the moisture out */
  return type | self->dry_state << 4 | self->nozzle << 8 | 1 << 12 |
         (drying ? 1 << 18 | 1 << 20 | (culm_sim_heater_is_ready (&self->heater) ? 2 : 1) << 22 : 0);
}

guint
culm_sim_ams_get_status (const CulmSimAms *self)
{
  if (self->change.running)
    for (guint i = 0; i < G_N_ELEMENTS (change_steps); i++)
      if (self->change.elapsed < change_steps[i].until)
        return 0x100 | change_steps[i].step;
  return self->printing ? 0x300 : 0;
}

guint
culm_sim_ams_get_tray_number (int slot)
{
  guint ams = (guint) slot >> 8;

  if (slot == CULM_SIM_SLOT_NONE)
    return 255;
  if (slot == CULM_SIM_SLOT_EXTERNAL || slot == CULM_SIM_SLOT_EXTERNAL_LEFT)
    return 254;
  return ams >= 128 ? ams : ams * 4 + ((guint) slot & 0xff);
}

guint
culm_sim_unit_get_bit (const CulmSimUnit *self)
{
  return self->id >= 128 ? self->id - 124 : self->id;
}

guint
culm_sim_unit_get_tray_bit (const CulmSimUnit *self, guint slot)
{
  return self->id >= 128 ? self->id - 112 : self->id == 16 ? 24 + slot : self->id * 4 + slot;
}
