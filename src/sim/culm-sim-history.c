/* culm-sim-history.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-history.h"

#define HOUR 3600

void
culm_sim_record_free (CulmSimRecord *self)
{
  g_clear_pointer (&self->listed, json_object_unref);
  g_free (self->title);
  g_free (self);
}

CulmSimRecord *
culm_sim_record_new (const CulmSimJob *job, const CulmSimSpool *spool, guint tray)
{
  CulmSimRecord *self = g_new0 (CulmSimRecord, 1);

  self->id = job->task_id;
  self->title = g_strdup (job->name);
  self->plate = job->plate;
  self->running = culm_sim_job_is_active (job);
  self->failed = job->state == CULM_SIM_JOB_FAILED;
  self->started = job->started;
  self->ended = self->running ? job->started + (gint64) job->total : job->ended;
  self->cost = job->total;
  self->grams = job->grams;
  self->tray = tray;
  if (spool != NULL) {
    CULM_SIM_SPOOL_SET (self, preset, spool->preset);
    CULM_SIM_SPOOL_SET (self, type, spool->type);
    CULM_SIM_SPOOL_SET (self, color, spool->color);
  }
  return self;
}

GPtrArray *
culm_sim_history_draw (GRand *rand, gint64 now)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) culm_sim_record_free);
  guint n = (guint) g_rand_int_range (rand, 5, 12);
  gint64 end = now - g_rand_int_range (rand, 4, 20) * HOUR;

  for (guint i = 0; i < n; i++) {
    CulmSimJob job;
    CulmSimSpool spool;

    culm_sim_job_init (&job, rand);
    culm_sim_spool_draw (&spool, rand, TRUE);
    job.state = g_rand_int_range (rand, 0, 6) == 0 ? CULM_SIM_JOB_FAILED : CULM_SIM_JOB_FINISH;
    job.ended = end;
    job.started = end - (gint64) (job.total * g_rand_double_range (rand, 0.96, 1.1));
    end = job.started - g_rand_int_range (rand, 1, 30) * HOUR;
    g_ptr_array_add (records, culm_sim_record_new (&job, &spool, (guint) g_rand_int_range (rand, 0, 4)));
    culm_sim_job_clear (&job);
  }
  return records;
}
