/* culm-job.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulmJob:
 *
 * What a printer prints, or printed last (reference/mqtt.md §3.3; rules in state.md). A new task is a new object.
 *
 * Properties (readable, notify): "name" (string, nullable), "file" (string, nullable), "plate" (int, -1 not known),
 * "progress" (int, 0–100, -1 not known), "remaining" (int, seconds, -1 not known), "layer" and "layers" (int, -1 not
 * known), "task-id" (string, "0" when none), "source" (string, nullable: "cloud", "local"), "prepare" (int, %, -1 not
 * known), "skipped" (GArray of int as a boxed value, possibly empty), "started" (gint64, unix seconds, 0 not known: as
 * seen by Culm or told by the printer), "ended" (gint64, likewise).
 */
#define CULM_TYPE_JOB (culm_job_get_type ())
G_DECLARE_FINAL_TYPE (CulmJob, culm_job, CULM, JOB, GObject)

typedef struct {
  const char *name, *file, *task_id, *source; /* nullable */
  int plate, progress, remaining, layer, layers, prepare;
  const int *skipped;
  guint n_skipped;
} CulmJobData;

CulmJob    *culm_job_new (void);
const char *culm_job_get_name (CulmJob *self);
const char *culm_job_get_file (CulmJob *self);
const char *culm_job_get_task_id (CulmJob *self);
const char *culm_job_get_source (CulmJob *self);
int         culm_job_get_plate (CulmJob *self);
int         culm_job_get_progress (CulmJob *self);
int         culm_job_get_remaining (CulmJob *self);
int         culm_job_get_layer (CulmJob *self);
int         culm_job_get_layers (CulmJob *self);
int         culm_job_get_prepare (CulmJob *self);
const int  *culm_job_get_skipped (CulmJob *self, guint *n_skipped);
gint64      culm_job_get_started (CulmJob *self);
gint64      culm_job_get_ended (CulmJob *self);

/* The name, else the file's base name, else NULL: what a title shows. */
const char *culm_job_get_title (CulmJob *self);

/* For the printer and the engine. */
void culm_job_update (CulmJob *self, const CulmJobData *data);
void culm_job_set_started (CulmJob *self, gint64 started);
void culm_job_set_ended (CulmJob *self, gint64 ended);

G_END_DECLS
