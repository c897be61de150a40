/* culm-upload-gate.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-upload-gate.h"
#include "culm-error.h"

/* Other programs of the profile upload, too, and a machine may sleep: no wait is trusted for longer. */
#define LONGEST_NAP 30

struct _CulmUploadGate {
  GObject parent_instance;
  CulmLimits *limits;
  CulmLimiter *limiter; /* who was asked last */
  GCancellable *cancellable;
  gboolean asking, spare;
  guint nap;
};

enum { OPEN, HELD, SHUT, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmUploadGate, culm_upload_gate, G_TYPE_OBJECT)

static gboolean
on_nap_over (gpointer data)
{
  CulmUploadGate *self = data;

  self->nap = 0;
  culm_upload_gate_ask (self, self->limiter, FALSE);
  return G_SOURCE_REMOVE;
}

static void
hold (CulmUploadGate *self, CulmLimit limit, guint seconds)
{
  gint64 now = culm_limits_get_time (self->limits) / G_USEC_PER_SEC;

  self->nap = g_timeout_add_seconds (CLAMP (seconds, 1, LONGEST_NAP), on_nap_over, self);
  g_signal_emit (self, signals[HELD], 0, (int) limit, now + seconds);
}

static void
take_cb (GObject *limiter, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmUploadGate) self = user_data;
  g_autoptr (GError) error = NULL;
  CulmLimit limit;

  self->asking = FALSE;
  if (culm_limiter_take_finish (CULM_LIMITER (limiter), result, &error)) {
    g_signal_emit (self, signals[OPEN], 0);
  } else if (!g_cancellable_is_cancelled (self->cancellable)) {
    if (culm_limits_get_patient (self->limits) && culm_limit_of_error (error, &limit))
      hold (self, limit, culm_error_get_retry_after (error));
    else
      g_signal_emit (self, signals[SHUT], 0, error);
  }
}

static void
culm_upload_gate_dispose (GObject *object)
{
  CulmUploadGate *self = CULM_UPLOAD_GATE (object);

  culm_upload_gate_stop (self);
  g_clear_object (&self->limiter);
  g_clear_object (&self->limits);
  G_OBJECT_CLASS (culm_upload_gate_parent_class)->dispose (object);
}

static void
culm_upload_gate_finalize (GObject *object)
{
  g_object_unref (CULM_UPLOAD_GATE (object)->cancellable);
  G_OBJECT_CLASS (culm_upload_gate_parent_class)->finalize (object);
}

static void
culm_upload_gate_class_init (CulmUploadGateClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_upload_gate_dispose;
  G_OBJECT_CLASS (klass)->finalize = culm_upload_gate_finalize;
  signals[OPEN] = g_signal_new ("open", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[HELD] =
      g_signal_new ("held", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT64);
  signals[SHUT] = g_signal_new ("shut", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
culm_upload_gate_init (CulmUploadGate *self)
{
  self->cancellable = g_cancellable_new ();
}

CulmUploadGate *
culm_upload_gate_new (CulmLimits *limits)
{
  CulmUploadGate *self = g_object_new (CULM_TYPE_UPLOAD_GATE, NULL);

  self->limits = g_object_ref (limits);
  return self;
}

void
culm_upload_gate_ask (CulmUploadGate *self, CulmLimiter *limiter, gboolean hurried)
{
  gboolean urgent = hurried || self->spare || culm_limits_get_upload_now (self->limits);
  guint count = self->spare ? 0 : 1;

  if (self->asking || g_cancellable_is_cancelled (self->cancellable))
    return;
  g_clear_handle_id (&self->nap, g_source_remove);
  g_set_object (&self->limiter, limiter);
  self->asking = TRUE;
  self->spare = FALSE;
  culm_limiter_take_async (limiter, CULM_LIMIT_UPLOADS, NULL, count, urgent ? CULM_NEED_URGENT : CULM_NEED_NORMAL,
                           self->cancellable, take_cb, g_object_ref (self));
}

void
culm_upload_gate_keep (CulmUploadGate *self)
{
  self->spare = TRUE;
}

void
culm_upload_gate_stop (CulmUploadGate *self)
{
  g_clear_handle_id (&self->nap, g_source_remove);
  g_cancellable_cancel (self->cancellable);
}
