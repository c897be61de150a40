/* culm-job.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-job.h"
#include "culm-set.h"
#include <string.h>

struct _CulmJob {
  GObject parent_instance;
  char *name, *file, *task_id, *source;
  int plate, progress, remaining, layer, layers, prepare;
  GArray *skipped; /* of int, replaced when it differs, never written to */
  gint64 started, ended;
};

typedef enum {
  PROP_NAME = 1,
  PROP_FILE,
  PROP_PLATE,
  PROP_PROGRESS,
  PROP_REMAINING,
  PROP_LAYER,
  PROP_LAYERS,
  PROP_TASK_ID,
  PROP_SOURCE,
  PROP_PREPARE,
  PROP_SKIPPED,
  PROP_STARTED,
  PROP_ENDED,
} CulmJobProp;
static GParamSpec *props[PROP_ENDED + 1];

G_DEFINE_FINAL_TYPE (CulmJob, culm_job, G_TYPE_OBJECT)

static gboolean
replace_skipped (CulmJob *self, const int *skipped, guint n_skipped)
{
  if (self->skipped->len == n_skipped &&
      (n_skipped == 0 || memcmp (self->skipped->data, skipped, n_skipped * sizeof (int)) == 0))
    return FALSE;
  g_array_unref (self->skipped);
  self->skipped = g_array_sized_new (FALSE, FALSE, sizeof (int), n_skipped);
  if (n_skipped > 0)
    g_array_append_vals (self->skipped, skipped, n_skipped);
  return TRUE;
}

static void
culm_job_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CulmJob *self = CULM_JOB (object);

  switch ((CulmJobProp) id) {
  case PROP_NAME: g_value_set_string (value, self->name); break;
  case PROP_FILE: g_value_set_string (value, self->file); break;
  case PROP_PLATE: g_value_set_int (value, self->plate); break;
  case PROP_PROGRESS: g_value_set_int (value, self->progress); break;
  case PROP_REMAINING: g_value_set_int (value, self->remaining); break;
  case PROP_LAYER: g_value_set_int (value, self->layer); break;
  case PROP_LAYERS: g_value_set_int (value, self->layers); break;
  case PROP_TASK_ID: g_value_set_string (value, self->task_id); break;
  case PROP_SOURCE: g_value_set_string (value, self->source); break;
  case PROP_PREPARE: g_value_set_int (value, self->prepare); break;
  case PROP_SKIPPED: g_value_set_boxed (value, self->skipped); break;
  case PROP_STARTED: g_value_set_int64 (value, self->started); break;
  case PROP_ENDED: g_value_set_int64 (value, self->ended); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_job_finalize (GObject *object)
{
  CulmJob *self = CULM_JOB (object);

  g_free (self->name);
  g_free (self->file);
  g_free (self->task_id);
  g_free (self->source);
  g_array_unref (self->skipped);
  G_OBJECT_CLASS (culm_job_parent_class)->finalize (object);
}

static void
culm_job_class_init (CulmJobClass *klass)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->get_property = culm_job_get_property;
  G_OBJECT_CLASS (klass)->finalize = culm_job_finalize;
  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  props[PROP_FILE] = g_param_spec_string ("file", NULL, NULL, NULL, flags);
  props[PROP_PLATE] = g_param_spec_int ("plate", NULL, NULL, -1, G_MAXINT, -1, flags);
  props[PROP_PROGRESS] = g_param_spec_int ("progress", NULL, NULL, -1, 100, -1, flags);
  props[PROP_REMAINING] = g_param_spec_int ("remaining", NULL, NULL, -1, G_MAXINT, -1, flags);
  props[PROP_LAYER] = g_param_spec_int ("layer", NULL, NULL, -1, G_MAXINT, -1, flags);
  props[PROP_LAYERS] = g_param_spec_int ("layers", NULL, NULL, -1, G_MAXINT, -1, flags);
  props[PROP_TASK_ID] = g_param_spec_string ("task-id", NULL, NULL, "0", flags);
  props[PROP_SOURCE] = g_param_spec_string ("source", NULL, NULL, NULL, flags);
  props[PROP_PREPARE] = g_param_spec_int ("prepare", NULL, NULL, -1, 100, -1, flags);
  props[PROP_SKIPPED] = g_param_spec_boxed ("skipped", NULL, NULL, G_TYPE_ARRAY, flags);
  props[PROP_STARTED] = g_param_spec_int64 ("started", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_ENDED] = g_param_spec_int64 ("ended", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (props), props);
}

static void
culm_job_init (CulmJob *self)
{
  self->task_id = g_strdup ("0");
  self->plate = self->progress = self->remaining = self->layer = self->layers = self->prepare = -1;
  self->skipped = g_array_new (FALSE, FALSE, sizeof (int));
}

CulmJob *
culm_job_new (void)
{
  return g_object_new (CULM_TYPE_JOB, NULL);
}

const char *
culm_job_get_name (CulmJob *self)
{
  g_return_val_if_fail (CULM_IS_JOB (self), NULL);
  return self->name;
}

const char *
culm_job_get_file (CulmJob *self)
{
  g_return_val_if_fail (CULM_IS_JOB (self), NULL);
  return self->file;
}

const char *
culm_job_get_task_id (CulmJob *self)
{
  g_return_val_if_fail (CULM_IS_JOB (self), "0");
  return self->task_id;
}

const char *
culm_job_get_source (CulmJob *self)
{
  g_return_val_if_fail (CULM_IS_JOB (self), NULL);
  return self->source;
}

int
culm_job_get_plate (CulmJob *self)
{
  g_return_val_if_fail (CULM_IS_JOB (self), -1);
  return self->plate;
}

int
culm_job_get_progress (CulmJob *self)
{
  g_return_val_if_fail (CULM_IS_JOB (self), -1);
  return self->progress;
}

int
culm_job_get_remaining (CulmJob *self)
{
  g_return_val_if_fail (CULM_IS_JOB (self), -1);
  return self->remaining;
}

int
culm_job_get_layer (CulmJob *self)
{
  g_return_val_if_fail (CULM_IS_JOB (self), -1);
  return self->layer;
}

int
culm_job_get_layers (CulmJob *self)
{
  g_return_val_if_fail (CULM_IS_JOB (self), -1);
  return self->layers;
}

int
culm_job_get_prepare (CulmJob *self)
{
  g_return_val_if_fail (CULM_IS_JOB (self), -1);
  return self->prepare;
}

const int *
culm_job_get_skipped (CulmJob *self, guint *n_skipped)
{
  g_return_val_if_fail (CULM_IS_JOB (self), NULL);
  *n_skipped = self->skipped->len;
  return (const int *) (gpointer) self->skipped->data;
}

gint64
culm_job_get_started (CulmJob *self)
{
  g_return_val_if_fail (CULM_IS_JOB (self), 0);
  return self->started;
}

gint64
culm_job_get_ended (CulmJob *self)
{
  g_return_val_if_fail (CULM_IS_JOB (self), 0);
  return self->ended;
}

const char *
culm_job_get_title (CulmJob *self)
{
  const char *slash;

  g_return_val_if_fail (CULM_IS_JOB (self), NULL);
  if (self->name != NULL || self->file == NULL)
    return self->name;
  slash = strrchr (self->file, '/');
  return slash != NULL ? slash + 1 : self->file;
}

void
culm_job_update (CulmJob *self, const CulmJobData *data)
{
  GObject *object = G_OBJECT (self);

  g_return_if_fail (CULM_IS_JOB (self));
  g_object_freeze_notify (object);
  if (culm_set_string (&self->name, data->name))
    g_object_notify_by_pspec (object, props[PROP_NAME]);
  if (culm_set_string (&self->file, data->file))
    g_object_notify_by_pspec (object, props[PROP_FILE]);
  if (culm_set_string (&self->task_id, data->task_id != NULL ? data->task_id : "0"))
    g_object_notify_by_pspec (object, props[PROP_TASK_ID]);
  if (culm_set_string (&self->source, data->source))
    g_object_notify_by_pspec (object, props[PROP_SOURCE]);
  if (culm_set_int (&self->plate, data->plate))
    g_object_notify_by_pspec (object, props[PROP_PLATE]);
  if (culm_set_int (&self->progress, data->progress))
    g_object_notify_by_pspec (object, props[PROP_PROGRESS]);
  if (culm_set_int (&self->remaining, data->remaining))
    g_object_notify_by_pspec (object, props[PROP_REMAINING]);
  if (culm_set_int (&self->layer, data->layer))
    g_object_notify_by_pspec (object, props[PROP_LAYER]);
  if (culm_set_int (&self->layers, data->layers))
    g_object_notify_by_pspec (object, props[PROP_LAYERS]);
  if (culm_set_int (&self->prepare, data->prepare))
    g_object_notify_by_pspec (object, props[PROP_PREPARE]);
  if (replace_skipped (self, data->skipped, data->n_skipped))
    g_object_notify_by_pspec (object, props[PROP_SKIPPED]);
  g_object_thaw_notify (object);
}

void
culm_job_set_started (CulmJob *self, gint64 started)
{
  g_return_if_fail (CULM_IS_JOB (self));
  if (culm_set_int64 (&self->started, started))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STARTED]);
}

void
culm_job_set_ended (CulmJob *self, gint64 ended)
{
  g_return_if_fail (CULM_IS_JOB (self));
  if (culm_set_int64 (&self->ended, ended))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ENDED]);
}
