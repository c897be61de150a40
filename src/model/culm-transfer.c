/* culm-transfer.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-transfer.h"
#include "culm-set.h"
#include <math.h>

/* A step of the rate counts by its length against this time constant. */
#define SMOOTHING_SECONDS 3.0

struct _CulmTransfer {
  GObject parent_instance;
  char *id, *file_name, *printer;
  GFile *file;
  gint64 size, sent, ended, resumes;
  CulmLimit limit;
  CulmTransferDirection direction;
  double rate;
  int time_left, state;
  GError *error;
  char *sha256, *file_id, *contract, *remote;
  gboolean removes;
  gint64 sampled_at, sampled_sent; /* the last point of the rate; 0: none since sending began */
};

typedef enum {
  PROP_ID = 1,
  PROP_FILE,
  PROP_FILE_NAME,
  PROP_SIZE,
  PROP_SENT,
  PROP_FRACTION,
  PROP_RATE,
  PROP_TIME_LEFT,
  PROP_STATE,
  PROP_ERROR,
  PROP_PRINTER,
  PROP_SHA256,
  PROP_FILE_ID,
  PROP_CONTRACT,
  PROP_ENDED,
  PROP_ACTIVE,
  PROP_RESUMES,
} CulmTransferProp;
static GParamSpec *props[PROP_RESUMES + 1];

G_DEFINE_FINAL_TYPE (CulmTransfer, culm_transfer, G_TYPE_OBJECT)

static gboolean
is_active (int state)
{
  return state != CULM_TRANSFER_DONE && state != CULM_TRANSFER_FAILED && state != CULM_TRANSFER_CANCELLED;
}

static void
notify_if (CulmTransfer *self, gboolean differs, CulmTransferProp prop)
{
  if (differs)
    g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

static void
set_rate (CulmTransfer *self, double rate)
{
  int time_left = rate > 0 ? (int) ceil (MIN ((double) (self->size - self->sent) / rate, G_MAXINT / 2)) : -1;

  notify_if (self, culm_set_double (&self->rate, rate), PROP_RATE);
  notify_if (self, culm_set_int (&self->time_left, MAX (time_left, -1)), PROP_TIME_LEFT);
}

/* An exponential mean over time: a burst does not make it jump, a stall shows within seconds. */
static void
sample_rate (CulmTransfer *self, gint64 monotonic)
{
  double seconds = (double) (monotonic - self->sampled_at) / G_USEC_PER_SEC;
  double rate, weight;

  if (self->sampled_at == 0 || self->sent < self->sampled_sent) {
    self->sampled_at = monotonic;
    self->sampled_sent = self->sent;
    return;
  }
  if (seconds < 0.2)
    return;
  rate = (double) (self->sent - self->sampled_sent) / seconds;
  weight = self->rate > 0 ? 1 - exp (-seconds / SMOOTHING_SECONDS) : 1;
  self->sampled_at = monotonic;
  self->sampled_sent = self->sent;
  set_rate (self, self->rate + weight * (rate - self->rate));
}

static void
culm_transfer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CulmTransfer *self = CULM_TRANSFER (object);

  switch ((CulmTransferProp) id) {
  case PROP_ID: g_value_set_string (value, self->id); break;
  case PROP_FILE: g_value_set_object (value, self->file); break;
  case PROP_FILE_NAME: g_value_set_string (value, self->file_name); break;
  case PROP_SIZE: g_value_set_int64 (value, self->size); break;
  case PROP_SENT: g_value_set_int64 (value, self->sent); break;
  case PROP_FRACTION: g_value_set_double (value, culm_transfer_get_fraction (self)); break;
  case PROP_RATE: g_value_set_double (value, self->rate); break;
  case PROP_TIME_LEFT: g_value_set_int (value, self->time_left); break;
  case PROP_STATE: g_value_set_int (value, self->state); break;
  case PROP_ERROR: g_value_set_boxed (value, self->error); break;
  case PROP_PRINTER: g_value_set_string (value, self->printer); break;
  case PROP_SHA256: g_value_set_string (value, self->sha256); break;
  case PROP_FILE_ID: g_value_set_string (value, self->file_id); break;
  case PROP_CONTRACT: g_value_set_string (value, self->contract); break;
  case PROP_ENDED: g_value_set_int64 (value, self->ended); break;
  case PROP_ACTIVE: g_value_set_boolean (value, is_active (self->state)); break;
  case PROP_RESUMES: g_value_set_int64 (value, self->resumes); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_transfer_dispose (GObject *object)
{
  g_clear_object (&CULM_TRANSFER (object)->file);
  G_OBJECT_CLASS (culm_transfer_parent_class)->dispose (object);
}

static void
culm_transfer_finalize (GObject *object)
{
  CulmTransfer *self = CULM_TRANSFER (object);

  g_free (self->id);
  g_free (self->file_name);
  g_free (self->printer);
  g_free (self->sha256);
  g_free (self->file_id);
  g_free (self->contract);
  g_free (self->remote);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (culm_transfer_parent_class)->finalize (object);
}

static void
culm_transfer_class_init (CulmTransferClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = culm_transfer_get_property;
  object_class->dispose = culm_transfer_dispose;
  object_class->finalize = culm_transfer_finalize;
  props[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  props[PROP_FILE] = g_param_spec_object ("file", NULL, NULL, G_TYPE_FILE, flags);
  props[PROP_FILE_NAME] = g_param_spec_string ("file-name", NULL, NULL, NULL, flags);
  props[PROP_SIZE] = g_param_spec_int64 ("size", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_SENT] = g_param_spec_int64 ("sent", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, flags);
  props[PROP_RATE] = g_param_spec_double ("rate", NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
  props[PROP_TIME_LEFT] = g_param_spec_int ("time-left", NULL, NULL, -1, G_MAXINT, -1, flags);
  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, G_MAXINT, 0, flags);
  props[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  props[PROP_PRINTER] = g_param_spec_string ("printer", NULL, NULL, NULL, flags);
  props[PROP_SHA256] = g_param_spec_string ("sha256", NULL, NULL, NULL, flags);
  props[PROP_FILE_ID] = g_param_spec_string ("file-id", NULL, NULL, NULL, flags);
  props[PROP_CONTRACT] = g_param_spec_string ("contract", NULL, NULL, NULL, flags);
  props[PROP_ENDED] = g_param_spec_int64 ("ended", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, TRUE, flags);
  props[PROP_RESUMES] = g_param_spec_int64 ("resumes", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
culm_transfer_init (CulmTransfer *self)
{
  self->time_left = -1;
}

CulmTransfer *
culm_transfer_new (const char *id, GFile *file, const char *file_name, gint64 size, const char *printer)
{
  CulmTransfer *self = g_object_new (CULM_TYPE_TRANSFER, NULL);

  self->id = g_strdup (id);
  self->file = g_object_ref (file);
  self->file_name = g_strdup (file_name);
  self->size = MAX (size, 0);
  self->printer = g_strdup (printer);
  return self;
}

const char *
culm_transfer_get_id (CulmTransfer *self)
{
  g_return_val_if_fail (CULM_IS_TRANSFER (self), NULL);
  return self->id;
}

GFile *
culm_transfer_get_file (CulmTransfer *self)
{
  g_return_val_if_fail (CULM_IS_TRANSFER (self), NULL);
  return self->file;
}

const char *
culm_transfer_get_file_name (CulmTransfer *self)
{
  g_return_val_if_fail (CULM_IS_TRANSFER (self), NULL);
  return self->file_name;
}

gint64
culm_transfer_get_size (CulmTransfer *self)
{
  g_return_val_if_fail (CULM_IS_TRANSFER (self), 0);
  return self->size;
}

gint64
culm_transfer_get_sent (CulmTransfer *self)
{
  g_return_val_if_fail (CULM_IS_TRANSFER (self), 0);
  return self->sent;
}

double
culm_transfer_get_fraction (CulmTransfer *self)
{
  g_return_val_if_fail (CULM_IS_TRANSFER (self), 0);
  if (self->state == CULM_TRANSFER_DONE)
    return 1;
  return self->size > 0 ? MIN (1, (double) self->sent / (double) self->size) : 0;
}

double
culm_transfer_get_rate (CulmTransfer *self)
{
  g_return_val_if_fail (CULM_IS_TRANSFER (self), 0);
  return self->rate;
}

int
culm_transfer_get_time_left (CulmTransfer *self)
{
  g_return_val_if_fail (CULM_IS_TRANSFER (self), -1);
  return self->time_left;
}

CulmTransferState
culm_transfer_get_state (CulmTransfer *self)
{
  g_return_val_if_fail (CULM_IS_TRANSFER (self), CULM_TRANSFER_FAILED);
  return (CulmTransferState) self->state;
}

const GError *
culm_transfer_get_error (CulmTransfer *self)
{
  g_return_val_if_fail (CULM_IS_TRANSFER (self), NULL);
  return self->error;
}

const char *
culm_transfer_get_printer (CulmTransfer *self)
{
  g_return_val_if_fail (CULM_IS_TRANSFER (self), NULL);
  return self->printer;
}

const char *
culm_transfer_get_sha256 (CulmTransfer *self)
{
  g_return_val_if_fail (CULM_IS_TRANSFER (self), NULL);
  return self->sha256;
}

const char *
culm_transfer_get_file_id (CulmTransfer *self)
{
  g_return_val_if_fail (CULM_IS_TRANSFER (self), NULL);
  return self->file_id;
}

const char *
culm_transfer_get_contract (CulmTransfer *self)
{
  g_return_val_if_fail (CULM_IS_TRANSFER (self), NULL);
  return self->contract;
}

gint64
culm_transfer_get_ended (CulmTransfer *self)
{
  g_return_val_if_fail (CULM_IS_TRANSFER (self), 0);
  return self->ended;
}

gboolean
culm_transfer_get_active (CulmTransfer *self)
{
  g_return_val_if_fail (CULM_IS_TRANSFER (self), FALSE);
  return is_active (self->state);
}

void
culm_transfer_set_size (CulmTransfer *self, gint64 size)
{
  g_return_if_fail (CULM_IS_TRANSFER (self));
  if (!culm_set_int64 (&self->size, MAX (size, 0)))
    return;
  notify_if (self, TRUE, PROP_SIZE);
  notify_if (self, TRUE, PROP_FRACTION);
}

void
culm_transfer_set_sent (CulmTransfer *self, gint64 sent, gint64 monotonic)
{
  g_return_if_fail (CULM_IS_TRANSFER (self));
  g_object_freeze_notify (G_OBJECT (self));
  if (culm_set_int64 (&self->sent, MAX (sent, 0))) {
    notify_if (self, TRUE, PROP_SENT);
    notify_if (self, TRUE, PROP_FRACTION);
  }
  sample_rate (self, monotonic);
  g_object_thaw_notify (G_OBJECT (self));
}

void
culm_transfer_set_state (CulmTransfer *self, CulmTransferState state, const GError *error, gint64 unix_seconds)
{
  gboolean was_active;
  g_autoptr (GError) old = NULL;

  g_return_if_fail (CULM_IS_TRANSFER (self));
  was_active = is_active (self->state);
  g_object_freeze_notify (G_OBJECT (self));
  if (culm_set_int (&self->state, (int) state)) {
    notify_if (self, TRUE, PROP_STATE);
    notify_if (self, TRUE, PROP_FRACTION);
    notify_if (self, was_active != is_active (self->state), PROP_ACTIVE);
    notify_if (self, culm_set_int64 (&self->ended, is_active (self->state) ? 0 : unix_seconds), PROP_ENDED);
    self->sampled_at = 0;
    set_rate (self, 0);
  }
  if (self->error != NULL || error != NULL) {
    old = g_steal_pointer (&self->error);
    self->error = error != NULL ? g_error_copy (error) : NULL;
    notify_if (self, TRUE, PROP_ERROR);
  }
  g_object_thaw_notify (G_OBJECT (self));
}

void
culm_transfer_set_result (CulmTransfer *self, const char *sha256, const char *file_id, const char *contract)
{
  g_return_if_fail (CULM_IS_TRANSFER (self));
  notify_if (self, culm_set_string (&self->sha256, sha256), PROP_SHA256);
  notify_if (self, culm_set_string (&self->file_id, file_id), PROP_FILE_ID);
  notify_if (self, culm_set_string (&self->contract, contract), PROP_CONTRACT);
}

void
culm_transfer_set_remote (CulmTransfer *self, const char *remote, gboolean removes)
{
  g_return_if_fail (CULM_IS_TRANSFER (self));
  culm_set_string (&self->remote, remote);
  self->removes = removes;
}

const char *
culm_transfer_get_remote (CulmTransfer *self)
{
  g_return_val_if_fail (CULM_IS_TRANSFER (self), NULL);
  return self->remote;
}

gboolean
culm_transfer_get_removes (CulmTransfer *self)
{
  g_return_val_if_fail (CULM_IS_TRANSFER (self), FALSE);
  return self->removes;
}

gint64
culm_transfer_get_resumes (CulmTransfer *self)
{
  g_return_val_if_fail (CULM_IS_TRANSFER (self), 0);
  return self->resumes;
}

CulmLimit
culm_transfer_get_limit (CulmTransfer *self)
{
  g_return_val_if_fail (CULM_IS_TRANSFER (self), CULM_LIMIT_UPLOADS);
  return self->limit;
}

void
culm_transfer_set_resumes (CulmTransfer *self, CulmLimit limit, gint64 unix_seconds)
{
  g_return_if_fail (CULM_IS_TRANSFER (self));
  if (self->resumes == unix_seconds && self->limit == limit)
    return;
  self->limit = limit;
  self->resumes = unix_seconds;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RESUMES]);
}

CulmTransferDirection
culm_transfer_get_direction (CulmTransfer *self)
{
  g_return_val_if_fail (CULM_IS_TRANSFER (self), CULM_TRANSFER_TO_CLOUD);
  return self->direction;
}

void
culm_transfer_set_direction (CulmTransfer *self, CulmTransferDirection direction)
{
  g_return_if_fail (CULM_IS_TRANSFER (self));
  self->direction = direction;
}
