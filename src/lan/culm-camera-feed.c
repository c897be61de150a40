/* culm-camera-feed.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-camera-feed.h"
#include "culm-error.h"
#include <stdlib.h>

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

/* The libraries that the threads use, of TLS above all, clean up when the program ends: by then no thread may run. */
#define END_LIMIT (2 * G_TIME_SPAN_SECOND)
static GMutex threads_lock;
static GCond threads_cond;
static GList *threads; /* (element-type GCancellable): one of each thread that runs */

static gpointer
copy_ref (gconstpointer cancellable, gpointer unused G_GNUC_UNUSED)
{
  return g_object_ref ((gpointer) cancellable);
}

static void
end_threads (void)
{
  gint64 deadline = g_get_monotonic_time () + END_LIMIT;
  GList *cancellables;

  g_mutex_lock (&threads_lock);
  cancellables = g_list_copy_deep (threads, copy_ref, NULL);
  g_mutex_unlock (&threads_lock);
  for (GList *item = cancellables; item != NULL; item = item->next)
    g_cancellable_cancel (item->data);
  g_list_free_full (cancellables, g_object_unref);
  g_mutex_lock (&threads_lock);
  while (threads != NULL && g_cond_wait_until (&threads_cond, &threads_lock, deadline))
    ;
  g_mutex_unlock (&threads_lock);
}

static void
count_thread (GCancellable *cancellable)
{
  static gsize registered = 0;

  if (g_once_init_enter (&registered))
    g_once_init_leave (&registered, atexit (end_threads) == 0 ? 1 : 2);
  g_mutex_lock (&threads_lock);
  threads = g_list_prepend (threads, g_object_ref (cancellable));
  g_mutex_unlock (&threads_lock);
}

static void
uncount_thread (GCancellable *cancellable)
{
  g_mutex_lock (&threads_lock);
  threads = g_list_remove (threads, cancellable);
  g_cond_broadcast (&threads_cond);
  g_mutex_unlock (&threads_lock);
  g_object_unref (cancellable);
}

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
  GCancellable *cancellable = self->cancellable;
  g_autoptr (GError) error = NULL;

  self->run (self->target, self, self->cancellable, &error);
  g_mutex_lock (&self->lock);
  self->error = g_steal_pointer (&error);
  if (self->error == NULL)
    self->error = culm_error_new (CULM_ERROR_ORIGIN_LAN, CULM_ERROR_OFFLINE, "The camera ended its stream");
  wake (self);
  g_mutex_unlock (&self->lock);
  unref_feed (self);
  uncount_thread (cancellable);
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
  count_thread (self->cancellable);
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
