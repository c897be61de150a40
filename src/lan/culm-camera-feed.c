/* culm-camera-feed.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-camera-feed.h"
#include "culm-error.h"

struct _CulmCameraFeed {
  gatomicrefcount refs;
  CulmLanTarget *target;
  CulmCameraRun run;
  GCancellable *cancellable;
  GMainContext *context;

  /* Of the main context alone */
  CulmCameraFeedFunc func; /* NULL once stopped */
  gpointer user_data;

  GMutex lock;
  CulmFrame *frame; /* waits to be fetched */
  GError *error;    /* the end */
  gboolean posted;  /* a dispatch is on its way */
};

static void
unref_feed (CulmCameraFeed *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  culm_lan_target_unref (self->target);
  g_object_unref (self->cancellable);
  g_main_context_unref (self->context);
  g_clear_pointer (&self->frame, culm_frame_unref);
  g_clear_error (&self->error);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static CulmCameraFeed *
ref_feed (CulmCameraFeed *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

static gboolean
on_posted (gpointer user_data)
{
  CulmCameraFeed *self = user_data;
  gboolean has_frame;
  const GError *error;

  g_mutex_lock (&self->lock);
  self->posted = FALSE;
  has_frame = self->frame != NULL;
  error = self->error;
  g_mutex_unlock (&self->lock);
  if (has_frame && self->func != NULL)
    self->func (self, NULL, self->user_data);
  if (error != NULL && self->func != NULL)
    self->func (self, error, self->user_data);
  return G_SOURCE_REMOVE;
}

/* With the lock. */
static void
wake (CulmCameraFeed *self)
{
  GSource *source;

  if (self->posted)
    return;
  self->posted = TRUE;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_posted, ref_feed (self), (GDestroyNotify) unref_feed);
  g_source_attach (source, self->context);
  g_source_unref (source);
}

static gpointer
run_thread (gpointer user_data)
{
  CulmCameraFeed *self = user_data;
  g_autoptr (GError) error = NULL;

  self->run (self->target, self, self->cancellable, &error);
  g_mutex_lock (&self->lock);
  self->error = g_steal_pointer (&error);
  if (self->error == NULL)
    self->error = culm_error_new (CULM_ERROR_ORIGIN_LAN, CULM_ERROR_OFFLINE, "The camera ended its stream");
  wake (self);
  g_mutex_unlock (&self->lock);
  unref_feed (self);
  return NULL;
}

CulmCameraFeed *
culm_camera_feed_new (const CulmLanTarget *target, CulmCameraRun run, CulmCameraFeedFunc func, gpointer user_data)
{
  CulmCameraFeed *self = g_new0 (CulmCameraFeed, 1);

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->lock);
  self->target = culm_lan_target_ref ((CulmLanTarget *) target);
  self->run = run;
  self->func = func;
  self->user_data = user_data;
  self->cancellable = g_cancellable_new ();
  self->context = g_main_context_ref_thread_default ();
  g_thread_unref (g_thread_new ("camera", run_thread, ref_feed (self)));
  return self;
}

void
culm_camera_feed_stop (CulmCameraFeed *self)
{
  self->func = NULL;
  g_cancellable_cancel (self->cancellable);
  unref_feed (self);
}

CulmFrame *
culm_camera_feed_steal_frame (CulmCameraFeed *self)
{
  CulmFrame *frame;

  g_mutex_lock (&self->lock);
  frame = g_steal_pointer (&self->frame);
  g_mutex_unlock (&self->lock);
  return frame;
}

void
culm_camera_feed_post (CulmCameraFeed *self, CulmFrame *frame)
{
  CulmFrame *late;

  g_mutex_lock (&self->lock);
  late = self->frame;
  self->frame = frame;
  wake (self);
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&late, culm_frame_unref);
}
