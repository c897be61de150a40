/* culm-sim-job.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-job.h"

/* Preparation takes a tenth of the job and four minutes at the most; an eighth of that is the download. */
#define PREPARATION_SHARE 0.1
#define PREPARATION_LIMIT 240.0
#define DOWNLOAD_SHARE 0.125

static const struct {
  const char *name;
  int minutes, layers, grams, nozzle, bed;
} designs[] = {
  { "Desk organiser", 142, 210, 86, 220, 60 },
  { "Cable clips", 38, 40, 14, 220, 60 },
  { "Plant pot", 205, 300, 118, 220, 60 },
  { "Gear set", 96, 120, 42, 250, 70 },
  { "Lamp shade", 264, 410, 97, 220, 60 },
  { "Phone stand", 71, 165, 33, 220, 60 },
  { "Drawer handle", 54, 90, 21, 250, 70 },
  { "Bird feeder", 318, 380, 176, 250, 75 },
  { "Hose adapter", 63, 145, 28, 260, 90 },
  { "Wall hook", 47, 110, 19, 250, 70 },
  { "Spool holder", 187, 260, 104, 220, 60 },
  { "Camera bracket", 88, 130, 37, 260, 90 },
  { "Vase \342\200\223 twisted", 156, 520, 64, 220, 60 },
  { "Box with lid", 121, 175, 72, 220, 60 },
};

static double
get_preparation (const CulmSimJob *self)
{
  return MIN (self->total * PREPARATION_SHARE, PREPARATION_LIMIT);
}

static double
get_step_length (const CulmSimJob *self)
{
  return get_preparation (self) * (1 - DOWNLOAD_SHARE) / MAX (self->n_steps, 1);
}

static void
enter_step (CulmSimJob *self, guint step)
{
  self->step = step;
  self->step_elapsed = 0;
  self->stage = step < self->n_steps ? self->steps[step] : CULM_SIM_STAGE_PRINTING;
  if (step >= self->n_steps)
    self->prepared = self->elapsed;
}

static gboolean
is_step_over (const CulmSimJob *self, gboolean bed_ready, gboolean nozzle_ready)
{
  gboolean waits =
      (self->stage == CULM_SIM_STAGE_BED && !bed_ready) || (self->stage == CULM_SIM_STAGE_NOZZLE && !nozzle_ready);

  return self->step_elapsed >= get_step_length (self) && (!waits || self->elapsed >= self->total / 2);
}

void
culm_sim_job_init (CulmSimJob *self, GRand *rand)
{
  *self = (CulmSimJob){ .stage = CULM_SIM_STAGE_IDLE, .prepared = -1, .plate = 1 };
  self->skipped = g_array_new (FALSE, FALSE, sizeof (int));
  culm_sim_job_draw (self, rand);
}

void
culm_sim_job_clear (CulmSimJob *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->file, g_free);
  g_clear_pointer (&self->skipped, g_array_unref);
}

void
culm_sim_job_draw (CulmSimJob *self, GRand *rand)
{
  guint design = (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (designs));
  g_autofree char *file = g_strconcat (designs[design].name, ".gcode.3mf", NULL);

  culm_sim_job_set_name (self, designs[design].name);
  culm_sim_job_set_file (self, file);
  self->plate = (guint) g_rand_int_range (rand, 1, 4);
  self->layers = (guint) designs[design].layers;
  self->total = designs[design].minutes * 60;
  self->grams = designs[design].grams;
  self->nozzle_target = designs[design].nozzle;
  self->bed_target = designs[design].bed;
  self->from_cloud = g_rand_boolean (rand);
  self->task_id = (guint64) g_rand_int_range (rand, 900000000, 999999999);
}

void
culm_sim_job_set_name (CulmSimJob *self, const char *name)
{
  g_autofree char *copy = g_utf8_make_valid (name, -1);

  g_free (self->name);
  self->name = g_steal_pointer (&copy);
}

void
culm_sim_job_set_file (CulmSimJob *self, const char *file)
{
  g_autofree char *copy = g_utf8_make_valid (file, -1);

  g_free (self->file);
  self->file = g_steal_pointer (&copy);
}

void
culm_sim_job_begin (CulmSimJob *self, const CulmSimModel *model, gint64 now)
{
  int stages[G_N_ELEMENTS (self->steps)], n = 0;

  stages[n++] = CULM_SIM_STAGE_HOMING;
  stages[n++] = CULM_SIM_STAGE_BED;
  stages[n++] = CULM_SIM_STAGE_LEVELLING;
  stages[n++] = CULM_SIM_STAGE_CLEANING;
  stages[n++] = CULM_SIM_STAGE_NOZZLE;
  if (model->nozzles > 1)
    stages[n++] = 39; /* nozzle offset */
  if (culm_sim_model_has (model, CULM_SIM_HAS_LIDAR))
    stages[n++] = 8; /* calibrating extrusion */
  self->n_steps = (guint) n;
  for (int i = 0; i < n; i++)
    self->steps[i] = stages[i];
  self->state = CULM_SIM_JOB_PREPARE;
  self->stage = CULM_SIM_STAGE_PRINTING;
  self->elapsed = self->step_elapsed = 0;
  self->prepared = -1;
  self->layer_offset = 0;
  self->step = 0;
  self->started = now;
  self->ended = 0;
  g_array_set_size (self->skipped, 0);
}

void
culm_sim_job_end (CulmSimJob *self, CulmSimJobState state, gint64 now)
{
  self->state = state;
  self->stage = CULM_SIM_STAGE_IDLE;
  self->ended = now;
  if (state == CULM_SIM_JOB_FINISH) {
    self->elapsed = self->total;
    self->layer_offset = 0;
    if (self->prepared < 0)
      self->prepared = 0;
  }
}

void
culm_sim_job_pause (CulmSimJob *self, int stage)
{
  self->state = CULM_SIM_JOB_PAUSE;
  self->stage = stage;
}

void
culm_sim_job_resume (CulmSimJob *self)
{
  self->state = CULM_SIM_JOB_RUNNING;
  self->stage = self->step < self->n_steps ? self->steps[self->step] : CULM_SIM_STAGE_PRINTING;
}

void
culm_sim_job_seek (CulmSimJob *self, double fraction)
{
  if (self->prepared < 0) {
    self->elapsed = get_preparation (self);
    enter_step (self, self->n_steps);
  }
  if (self->state == CULM_SIM_JOB_PREPARE)
    self->state = CULM_SIM_JOB_RUNNING;
  self->layer_offset = 0;
  self->elapsed = self->prepared + CLAMP (fraction, 0, 1) * (self->total - self->prepared);
}

gboolean
culm_sim_job_advance (CulmSimJob *self, double seconds, double percent, gboolean bed_ready, gboolean nozzle_ready)
{
  if (self->state == CULM_SIM_JOB_PREPARE) {
    self->elapsed += seconds;
    if (culm_sim_job_get_prepare (self) < 100)
      return FALSE;
    self->state = CULM_SIM_JOB_RUNNING;
    enter_step (self, 0);
    return FALSE;
  }
  if (self->state != CULM_SIM_JOB_RUNNING)
    return FALSE;
  if (self->step < self->n_steps) {
    self->elapsed += seconds;
    self->step_elapsed += seconds;
    if (is_step_over (self, bed_ready, nozzle_ready))
      enter_step (self, self->step + 1);
    return FALSE;
  }
  self->elapsed += seconds * percent / 100;
  return self->elapsed >= self->total;
}

gboolean
culm_sim_job_is_active (const CulmSimJob *self)
{
  return self->state == CULM_SIM_JOB_PREPARE || self->state == CULM_SIM_JOB_RUNNING ||
         self->state == CULM_SIM_JOB_PAUSE;
}

double
culm_sim_job_get_fraction (const CulmSimJob *self)
{
  if (self->state == CULM_SIM_JOB_IDLE || self->prepared < 0)
    return 0;
  return CLAMP ((self->elapsed - self->prepared) / MAX (self->total - self->prepared, 1e-3), 0, 1);
}

guint
culm_sim_job_get_percent (const CulmSimJob *self)
{
  return (guint) (culm_sim_job_get_fraction (self) * 100 + 1e-6);
}

guint
culm_sim_job_get_layer (const CulmSimJob *self)
{
  int layer;

  if (self->state == CULM_SIM_JOB_IDLE || self->prepared < 0 || self->layers == 0)
    return 0;
  layer = 1 + (int) (culm_sim_job_get_fraction (self) * self->layers) + self->layer_offset;
  return (guint) CLAMP (layer, 0, (int) self->layers);
}

guint
culm_sim_job_get_prepare (const CulmSimJob *self)
{
  double length = get_preparation (self) * DOWNLOAD_SHARE;

  if (self->state == CULM_SIM_JOB_IDLE)
    return 0;
  return self->state != CULM_SIM_JOB_PREPARE ? 100 : (guint) MIN (100 * self->elapsed / MAX (length, 1e-3), 100);
}

double
culm_sim_job_get_left (const CulmSimJob *self, double percent)
{
  double pace = self->prepared < 0 ? 100 : percent;

  return culm_sim_job_is_active (self) ? MAX (self->total - self->elapsed, 0) * 100 / pace : 0;
}
