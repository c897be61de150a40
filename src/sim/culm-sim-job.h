/* culm-sim-job.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-model.h"

typedef enum {
  CULM_SIM_JOB_IDLE,
  CULM_SIM_JOB_PREPARE,
  CULM_SIM_JOB_RUNNING,
  CULM_SIM_JOB_PAUSE,
  CULM_SIM_JOB_FINISH,
  CULM_SIM_JOB_FAILED,
} CulmSimJobState;

/* Stages that the simulator itself enters (reference/mqtt.md §3.4). */
enum {
  CULM_SIM_STAGE_IDLE = -1,
  CULM_SIM_STAGE_PRINTING = 0,
  CULM_SIM_STAGE_LEVELLING = 1,
  CULM_SIM_STAGE_BED = 2,
  CULM_SIM_STAGE_RUNOUT = 6,
  CULM_SIM_STAGE_NOZZLE = 7,
  CULM_SIM_STAGE_HOMING = 13,
  CULM_SIM_STAGE_CLEANING = 14,
  CULM_SIM_STAGE_PAUSED = 16,
};

/* One print, from its download to its end. Times are seconds of the printer's own world. */
typedef struct {
  CulmSimJobState state;
  char *name, *file;
  gboolean from_cloud;
  guint64 task_id; /* 0 on LAN */
  guint plate, layers;
  double total;    /* estimate at standard speed */
  double elapsed;
  double prepared; /* `elapsed` when printing began; negative before */
  double grams;
  int nozzle_target, bed_target;
  int stage;        /* one of mqtt.md §3.4 */
  int layer_offset; /* what a merged fragment added to the layer */
  guint step, n_steps;
  double step_elapsed;
  int steps[8];
  GArray *skipped; /* int: objects left out */
  gint64 started, ended; /* UNIX seconds */
} CulmSimJob;

/* A new job waits idle, with the title, size and temperatures of one drawn from rand. */
void culm_sim_job_init  (CulmSimJob *self, GRand *rand);
void culm_sim_job_clear (CulmSimJob *self);

/* Draws the next title, size and temperatures; the job must not be active. */
void culm_sim_job_draw (CulmSimJob *self, GRand *rand);

void culm_sim_job_set_name (CulmSimJob *self, const char *name);
void culm_sim_job_set_file (CulmSimJob *self, const char *file);

/* Starts at the download of the file. */
void culm_sim_job_begin (CulmSimJob *self, const CulmSimModel *model, gint64 now);
void culm_sim_job_end   (CulmSimJob *self, CulmSimJobState state, gint64 now);
void culm_sim_job_pause (CulmSimJob *self, int stage);
void culm_sim_job_resume (CulmSimJob *self);

/* Puts an active job at that part of its printing, 0–1, its preparation behind it. */
void culm_sim_job_seek (CulmSimJob *self, double fraction);

/* percent: print speed. bed_ready, nozzle_ready: heating stages wait for them, for half of the job at most.
 * Returns: whether the last layer is down. */
gboolean culm_sim_job_advance (CulmSimJob *self, double seconds, double percent, gboolean bed_ready,
                               gboolean nozzle_ready);

gboolean culm_sim_job_is_active  (const CulmSimJob *self);
double   culm_sim_job_get_fraction (const CulmSimJob *self); /* of the printing */
guint    culm_sim_job_get_percent  (const CulmSimJob *self);
guint    culm_sim_job_get_layer    (const CulmSimJob *self);
guint    culm_sim_job_get_prepare  (const CulmSimJob *self); /* percent of the download */
double   culm_sim_job_get_left     (const CulmSimJob *self, double percent); /* seconds at that print speed */
