/* culm-patience.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-patience.h"

static gboolean
on_stop (gpointer stop)
{
  g_cancellable_cancel (stop);
  return G_SOURCE_REMOVE;
}

/* Only once all that has come is taken in: libsoup (3.6.5 at least) frees a message twice that is cancelled between the
 * arrival of its answer and the call that tells of it. */
static void
stop_soon (CulmPatience *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT + 1);
  g_source_set_callback (source, on_stop, g_object_ref (self->stop), g_object_unref);
  g_source_attach (source, g_source_get_context (self->timer));
}

static gboolean
on_timeout (gpointer user_data)
{
  CulmPatience *self = user_data;

  self->timed_out = TRUE;
  stop_soon (self);
  return G_SOURCE_REMOVE;
}

static void
on_cancelled (GCancellable *outer G_GNUC_UNUSED, CulmPatience *self)
{
  stop_soon (self);
}

void
culm_patience_init (CulmPatience *self, GCancellable *cancellable)
{
  self->deadline = G_MAXINT64;
  self->stop = g_cancellable_new ();
  self->timer = g_timeout_source_new (G_MAXINT);
  g_source_set_callback (self->timer, on_timeout, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
  if (cancellable != NULL) {
    self->outer = g_object_ref (cancellable);
    if (g_cancellable_is_cancelled (cancellable))
      g_cancellable_cancel (self->stop); /* before anything is sent */
    else
      self->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), self, NULL);
  }
}

void
culm_patience_clear (CulmPatience *self)
{
  g_cancellable_disconnect (self->outer, self->outer_id); /* takes NULL */
  g_clear_object (&self->outer);
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
  g_clear_object (&self->stop);
}

void
culm_patience_push (CulmPatience *self, guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * (gint64) 1000;

  g_source_set_ready_time (self->timer, MIN (end, self->deadline));
}

gboolean
culm_patience_is_cancelled (const CulmPatience *self)
{
  return g_cancellable_is_cancelled (self->outer);
}
