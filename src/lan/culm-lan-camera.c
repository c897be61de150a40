/* culm-lan-camera.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-lan-camera.h"
#include "culm-error.h"
#include "culm-log.h"

/* In seconds (reference/lan.md §8.1). */
#define FRAME_LIMIT 15
#define FIRST_DELAY 5
#define LAST_DELAY 60

typedef struct {
  CulmLanTarget *target; /* nullable */
  CulmCameraFeed *feed;  /* nullable */
  double time_scale;
  guint delay;
  guint timer;     /* for the next frame, or for the next try */
  gint64 newest;   /* monotonic µs */
  gboolean proven; /* this target gave a frame: its code is right */
} CulmLanCameraPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CulmLanCamera, culm_lan_camera, CULM_TYPE_CAMERA)

#define PRIV(self) ((CulmLanCameraPrivate *) culm_lan_camera_get_instance_private (self))

static void
set_timer (CulmLanCamera *self, guint seconds, GSourceFunc func)
{
  CulmLanCameraPrivate *priv = PRIV (self);
  GSource *source = g_timeout_source_new ((guint) (seconds * 1000 * priv->time_scale));

  g_clear_handle_id (&priv->timer, g_source_remove);
  g_source_set_callback (source, func, self, NULL);
  priv->timer = g_source_attach (source, NULL);
  g_source_unref (source);
}

static void
disconnect (CulmLanCamera *self)
{
  CulmLanCameraPrivate *priv = PRIV (self);

  g_clear_handle_id (&priv->timer, g_source_remove);
  g_clear_pointer (&priv->feed, culm_camera_feed_stop);
}

static gboolean
is_final (const GError *error)
{
  return g_error_matches (error, CULM_ERROR, CULM_ERROR_UNAUTHORISED) ||
         g_error_matches (error, CULM_ERROR, CULM_ERROR_UNTRUSTED) ||
         g_error_matches (error, CULM_ERROR, CULM_ERROR_UNSUPPORTED);
}

static gboolean
on_retry_due (gpointer user_data)
{
  PRIV (user_data)->timer = 0;
  culm_camera_retry (user_data);
  return G_SOURCE_REMOVE;
}

static void
fail (CulmLanCamera *self, const GError *reason)
{
  CulmLanCameraPrivate *priv = PRIV (self);
  g_autoptr (GError) error = g_error_copy (reason);
  gboolean final;

  /* A printer that closes without a word says so about a wrong code and about another viewer alike. */
  if (priv->proven && g_error_matches (error, CULM_ERROR, CULM_ERROR_UNAUTHORISED)) {
    g_clear_error (&error);
    error = culm_error_new (CULM_ERROR_ORIGIN_LAN, CULM_ERROR_BUSY, "The camera closed: somebody else may look");
  }
  final = is_final (error);
  culm_debug ("The camera of a printer: %s", error->message);
  disconnect (self);
  if (!final) {
    set_timer (self, priv->delay, on_retry_due);
    priv->delay = MIN (2 * priv->delay, LAST_DELAY);
  }
  culm_camera_set_state (CULM_CAMERA (self), final ? CULM_CAMERA_FAILED : CULM_CAMERA_WAITING, error);
}

static gboolean
on_frame_late (gpointer user_data)
{
  CulmLanCamera *self = user_data;
  CulmLanCameraPrivate *priv = PRIV (self);
  gint64 limit = (gint64) (FRAME_LIMIT * G_USEC_PER_SEC * priv->time_scale);
  gint64 left = priv->newest + limit - g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  priv->timer = 0;
  if (left > 0) { /* one timer for all frames: set again for what is left */
    priv->timer = g_timeout_add ((guint) (left / 1000) + 1, on_frame_late, self);
    return G_SOURCE_REMOVE;
  }
  error = culm_error_new (CULM_ERROR_ORIGIN_LAN, CULM_ERROR_TIMED_OUT, "The camera sends no pictures");
  fail (self, error);
  return G_SOURCE_REMOVE;
}

static void
on_feed (CulmCameraFeed *feed, const GError *error, gpointer user_data)
{
  CulmLanCamera *self = user_data;
  CulmLanCameraPrivate *priv = PRIV (self);
  g_autoptr (CulmFrame) frame = error == NULL ? culm_camera_feed_steal_frame (feed) : NULL;

  if (error != NULL) {
    fail (self, error);
  } else if (frame != NULL) {
    priv->proven = TRUE;
    priv->delay = FIRST_DELAY;
    priv->newest = frame->at;
    culm_camera_take_frame (CULM_CAMERA (self), frame);
  }
}

static void
culm_lan_camera_start (CulmCamera *camera)
{
  CulmLanCamera *self = CULM_LAN_CAMERA (camera);
  CulmLanCameraPrivate *priv = PRIV (self);
  g_autoptr (GError) error = NULL;

  if (culm_camera_get_state (camera) == CULM_CAMERA_FAILED)
    return; /* said once */
  if (priv->target == NULL) {
    error = culm_error_new (CULM_ERROR_ORIGIN_LAN, CULM_ERROR_OFFLINE, "No way to this camera is known");
    culm_camera_set_state (camera, CULM_CAMERA_WAITING, error);
    return;
  }
  priv->newest = g_get_monotonic_time ();
  priv->feed = culm_camera_feed_new (priv->target, CULM_LAN_CAMERA_GET_CLASS (self)->run, on_feed, self);
  set_timer (self, FRAME_LIMIT, on_frame_late);
  culm_camera_set_state (camera, CULM_CAMERA_CONNECTING, NULL);
}

static void
culm_lan_camera_stop (CulmCamera *camera)
{
  disconnect (CULM_LAN_CAMERA (camera));
}

static void
culm_lan_camera_dispose (GObject *object)
{
  CulmLanCamera *self = CULM_LAN_CAMERA (object);

  disconnect (self);
  g_clear_pointer (&PRIV (self)->target, culm_lan_target_unref);
  G_OBJECT_CLASS (culm_lan_camera_parent_class)->dispose (object);
}

static void
culm_lan_camera_class_init (CulmLanCameraClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_lan_camera_dispose;
  CULM_CAMERA_CLASS (klass)->start = culm_lan_camera_start;
  CULM_CAMERA_CLASS (klass)->stop = culm_lan_camera_stop;
}

static void
culm_lan_camera_init (CulmLanCamera *self)
{
  PRIV (self)->time_scale = 1;
  PRIV (self)->delay = FIRST_DELAY;
}

static gboolean
is_same (const CulmLanTarget *a, const CulmLanTarget *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return g_strcmp0 (a->host, b->host) == 0 && a->port == b->port && g_strcmp0 (a->serial, b->serial) == 0 &&
         g_strcmp0 (a->code, b->code) == 0 && g_strcmp0 (a->pin, b->pin) == 0 && a->roots == b->roots;
}

void
culm_lan_camera_set_target (CulmLanCamera *self, CulmLanTarget *target)
{
  CulmLanCameraPrivate *priv = PRIV (self);

  g_return_if_fail (CULM_IS_LAN_CAMERA (self));
  if (is_same (priv->target, target))
    return;
  disconnect (self);
  g_clear_pointer (&priv->target, culm_lan_target_unref);
  priv->target = target != NULL ? culm_lan_target_ref (target) : NULL;
  priv->proven = FALSE;
  priv->delay = FIRST_DELAY;
  culm_camera_set_state (CULM_CAMERA (self), CULM_CAMERA_OFF, NULL);
  if (culm_camera_is_held (CULM_CAMERA (self)))
    culm_lan_camera_start (CULM_CAMERA (self));
}

void
culm_lan_camera_set_time_scale (CulmLanCamera *self, double time_scale)
{
  g_return_if_fail (CULM_IS_LAN_CAMERA (self));
  PRIV (self)->time_scale = time_scale;
}
