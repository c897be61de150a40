/* culm-sim-machine.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-machine.h"

#include "culm-sim-run.h"

#include <math.h>

#define ROOM 24.0         /* °C */
#define LONGEST_SLICE 2.0 /* seconds of the printer's time in one go, so that no stage is jumped over … */
#define MOST_SLICES 400.0 /* … unless that would be too many */
#define CALIBRATION_STEP 60.0
#define DEFAULT_ADDRESS 0xc000020a /* 192.0.2.10 */

static const char *const places[] = {
  "Workshop", "Bench", "Studio", "Attic", "Garage", "Office", "Cellar", "Library", "Loft", "Lab", "Shed", "Corner",
};

static const char *
get_short_name (const CulmSimModel *model)
{
  return g_str_equal (model->name, "X1 Carbon") ? "X1" : model->name;
}

static void
draw_identity (CulmSimMachine *self, guint index)
{
  guint n = G_N_ELEMENTS (places), first = (guint) g_rand_int_range (self->rand, 0, 1000000);

  self->serial = g_strdup_printf ("%s00A%06u%03u", self->model->prefix, first, (index + 1) % 1000);
  self->access_code = g_strdup_printf ("%08d", g_rand_int_range (self->rand, 10000000, 100000000));
  self->name = index < n ? g_strdup_printf ("%s %s", places[index], get_short_name (self->model))
                         : g_strdup_printf ("%s %s %u", places[index % n], get_short_name (self->model), index / n + 1);
  self->wifi = -g_rand_int_range (self->rand, 38, 72);
}

static void
init_heaters (CulmSimMachine *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->nozzles); i++) {
    culm_sim_heater_init (&self->nozzles[i], ROOM + g_rand_double_range (self->rand, 0, 2), 14, 70);
    self->diameters[i] = 0.4;
    CULM_SIM_SPOOL_SET (self, nozzle_types[i], self->model->bed_slinger ? "stainless_steel" : "hardened_steel");
  }
  culm_sim_heater_init (&self->bed, ROOM + g_rand_double_range (self->rand, -1, 1), 45, 420);
  culm_sim_heater_init (&self->chamber, ROOM + g_rand_double_range (self->rand, 1, 3), 180, 900);
}

/* The second part counted up: "01.08.02.00" is followed by "01.09.00.00". */
static char *
name_next_version (const char *version)
{
  g_auto (GStrv) parts = g_strsplit (version, ".", -1);

  return g_strdup_printf ("%s.%02u.00.00", parts[0], (guint) g_ascii_strtoull (parts[1], NULL, 10) + 1);
}

static guint64
mix_seed (guint64 seed, guint index)
{
  guint64 x = seed + G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) * (index + 1);

  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return x ^ (x >> 31);
}

static void
advance_heaters (CulmSimMachine *self, double seconds)
{
  gboolean by_mode = culm_sim_model_has (self->model, CULM_SIM_HAS_AIR_MODES) && !self->heats_plainly;
  gboolean heats = by_mode ? self->air.mode == 1 && self->chamber_wish >= 40 : self->chamber_wish > 0;

  for (guint i = 0; i < self->model->nozzles; i++)
    culm_sim_heater_advance (&self->nozzles[i], seconds);
  culm_sim_heater_advance (&self->bed, seconds);
  /* a warm bed warms what is around it, less so with the exhaust on */
  self->chamber.ambient =
      ROOM + 2 + (self->bed.current - ROOM) * (0.3 - 0.15 * self->air.current[CULM_SIM_FAN_CHAMBER] / 100);
  self->chamber.target = heats ? self->chamber_wish : 0;
  culm_sim_heater_advance (&self->chamber, seconds);
}

static gboolean
is_hot (CulmSimMachine *self)
{
  return self->nozzles[self->active_nozzle].current > 50;
}

CulmSimMachine *
culm_sim_machine_new (const CulmSimModel *model, guint64 seed, guint index, double speed)
{
  CulmSimMachine *self = g_new0 (CulmSimMachine, 1);
  guint64 mixed = mix_seed (seed, index);
  const guint32 words[] = { (guint32) mixed, (guint32) (mixed >> 32) };
  g_autofree char *offered = NULL;

  self->model = model;
  self->rand = g_rand_new_with_seed_array (words, G_N_ELEMENTS (words));
  self->speed = speed > 0 ? speed : 1;
  self->online = TRUE;
  self->address = DEFAULT_ADDRESS;
  self->hms = g_array_new (FALSE, FALSE, sizeof (CulmSimHms));
  self->active_nozzle = model->main_nozzle;
  draw_identity (self, index);
  init_heaters (self);
  culm_sim_air_init (&self->air, model);
  culm_sim_ams_init (&self->ams, model, self->rand);
  culm_sim_settings_init (&self->settings, model);
  culm_sim_job_init (&self->job, self->rand);
  self->wanted_slot = CULM_SIM_SLOT_NONE;
  self->history = culm_sim_history_draw (self->rand, culm_sim_machine_get_now (self));
  offered = name_next_version (model->firmware);
  culm_sim_upgrade_init (&self->upgrade, model->firmware, g_rand_int_range (self->rand, 0, 3) == 0 ? offered : NULL);
  return self;
}

void
culm_sim_machine_free (CulmSimMachine *self)
{
  culm_sim_upgrade_clear (&self->upgrade);
  culm_sim_job_clear (&self->job);
  g_ptr_array_unref (self->history);
  g_array_unref (self->hms);
  g_rand_free (self->rand);
  g_free (self->serial);
  g_free (self->name);
  g_free (self->access_code);
  g_free (self);
}

void
culm_sim_machine_advance (CulmSimMachine *self, double seconds)
{
  double left = seconds * self->speed, slice = MAX (LONGEST_SLICE, left / MOST_SLICES);

  while (left > 0) {
    double part = MIN (left, slice);

    advance_heaters (self, part);
    culm_sim_ams_advance (&self->ams, part);
    culm_sim_upgrade_advance (&self->upgrade, part);
    culm_sim_run_advance (self, part);
    self->calibrating = MAX (self->calibrating - part, 0);
    left -= part;
  }
  culm_sim_air_set (&self->air, CULM_SIM_FAN_HOTEND, is_hot (self) ? 100 : 0);
  culm_sim_air_advance (&self->air, seconds);
}

gint64
culm_sim_machine_get_now (CulmSimMachine *self)
{
  return self->now != 0 ? self->now : g_get_real_time () / G_USEC_PER_SEC;
}

gboolean
culm_sim_machine_is_busy (CulmSimMachine *self)
{
  return culm_sim_job_is_active (&self->job) || self->calibrating > 0 || self->ams.change.running ||
         culm_sim_upgrade_is_running (&self->upgrade);
}

void
culm_sim_machine_heat_nozzle (CulmSimMachine *self, guint nozzle, double celsius)
{
  self->nozzles[nozzle].target = CLAMP (celsius, 0, self->model->nozzle_max);
}

void
culm_sim_machine_heat_bed (CulmSimMachine *self, double celsius)
{
  self->bed.target = CLAMP (celsius, 0, self->model->bed_max);
}

void
culm_sim_machine_heat_chamber (CulmSimMachine *self, double celsius)
{
  self->chamber_wish = CLAMP (celsius, 0, self->model->chamber_max);
}

void
culm_sim_machine_raise_hms (CulmSimMachine *self, guint32 attr, guint32 code)
{
  CulmSimHms entry = { attr, code };

  for (guint i = 0; i < self->hms->len; i++) {
    CulmSimHms *known = &g_array_index (self->hms, CulmSimHms, i);

    if (known->attr == attr && known->code == code)
      return;
  }
  g_array_append_val (self->hms, entry);
}

void
culm_sim_machine_clear_hms (CulmSimMachine *self)
{
  g_array_set_size (self->hms, 0);
}

/* The bits of mqtt.md §4.2 that this firmware has a use for: the lidar's where there is one, the offset's between two
 * nozzles; motor noise where `fun` says so, or is not there yet. */
static guint
get_calibrations (const CulmSimModel *model)
{
  guint bits = 1 << 1 | 1 << 2 | 1 << 5 | 1 << 6;

  if (culm_sim_model_has (model, CULM_SIM_HAS_LIDAR))
    bits |= 1 << 0;
  if (model->fun == 0 || (model->fun & CULM_SIM_FUN_MOTOR_NOISE) != 0)
    bits |= 1 << 3;
  return model->nozzles > 1 ? bits | 1 << 4 : bits;
}

gboolean
culm_sim_machine_calibrate (CulmSimMachine *self, guint option)
{
  static const int stages[] = { 12, 1, 3, 25, 39, 40, 65 }; /* bit by bit (mqtt.md §3.4 and §4.2) */
  guint bits = option & get_calibrations (self->model), n = 0;

  if (bits == 0 || culm_sim_machine_is_busy (self))
    return FALSE;
  for (guint i = G_N_ELEMENTS (stages); i-- > 0;) {
    if ((bits & (1u << i)) == 0)
      continue;
    self->calibration_stage = stages[i];
    n++;
  }
  self->calibrating = n * CALIBRATION_STEP;
  self->homed = 7;
  return TRUE;
}
