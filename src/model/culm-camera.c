/* culm-camera.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-camera.h"
#include "culm-task.h"

#define CANCEL_SOURCE "culm-cancel-source"
#define CAMERA_KEY "culm-camera"

typedef struct {
  guint n_holders;
  CulmCameraState state;
  GError *error;
  CulmFrame *frame;
} CulmCameraPrivate;

enum { FRAME, CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CulmCamera, culm_camera, G_TYPE_OBJECT)

#define PRIV(self) ((CulmCameraPrivate *) culm_camera_get_instance_private (self))

static void
encode_in_thread (GTask *task, gpointer source, gpointer frame, GCancellable *cancellable G_GNUC_UNUSED)
{
  GError *error = NULL;
  GBytes *bytes = CULM_CAMERA_GET_CLASS (source)->encode (source, frame, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
drop_source (gpointer source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

static gboolean
detach (GTask *task)
{
  CulmCamera *self = g_task_get_source_object (task);

  if (g_signal_handlers_disconnect_by_data (self, task) == 0)
    return FALSE; /* it has ended */
  g_object_set_data (G_OBJECT (task), CANCEL_SOURCE, NULL);
  culm_camera_release (self);
  return TRUE;
}

static void
on_still_frame (CulmCamera *self, CulmFrame *frame, GTask *task)
{
  g_autoptr (GTask) owned = g_object_ref (task);

  if (!detach (task))
    return;
  g_object_unref (task);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (frame->format == CULM_FRAME_JPEG) {
    g_task_return_pointer (task, g_bytes_ref (frame->bytes), (GDestroyNotify) g_bytes_unref);
  } else if (CULM_CAMERA_GET_CLASS (self)->encode == NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "This camera writes no files");
  } else {
    g_task_set_task_data (task, culm_frame_ref (frame), (GDestroyNotify) culm_frame_unref);
    culm_task_run_in_thread (task, encode_in_thread);
  }
}

static void
on_still_changed (CulmCamera *self, GTask *task)
{
  g_autoptr (GTask) owned = g_object_ref (task);
  const GError *error = PRIV (self)->error;
  g_autoptr (GError) copy = error != NULL ? g_error_copy (error) : NULL;

  if (copy == NULL || !detach (task))
    return;
  g_object_unref (task);
  g_task_return_error (task, g_steal_pointer (&copy));
}

static gboolean
cancel_cb (GCancellable *cancellable G_GNUC_UNUSED, gpointer user_data)
{
  g_autoptr (GTask) owned = g_object_ref (user_data);

  if (detach (owned)) {
    g_object_unref (owned);
    g_task_return_error_if_cancelled (owned);
  }
  return G_SOURCE_REMOVE;
}

static void
culm_camera_finalize (GObject *object)
{
  CulmCameraPrivate *priv = PRIV (CULM_CAMERA (object));

  g_clear_error (&priv->error);
  g_clear_pointer (&priv->frame, culm_frame_unref);
  G_OBJECT_CLASS (culm_camera_parent_class)->finalize (object);
}

static void
culm_camera_class_init (CulmCameraClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culm_camera_finalize;
  signals[FRAME] =
      g_signal_new ("frame", CULM_TYPE_CAMERA, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, CULM_TYPE_FRAME);
  signals[CHANGED] = g_signal_new ("changed", CULM_TYPE_CAMERA, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
culm_camera_init (CulmCamera *self G_GNUC_UNUSED)
{
}

void
culm_camera_hold (CulmCamera *self)
{
  g_return_if_fail (CULM_IS_CAMERA (self));
  if (PRIV (self)->n_holders++ == 0)
    CULM_CAMERA_GET_CLASS (self)->start (self);
}

void
culm_camera_release (CulmCamera *self)
{
  CulmCameraPrivate *priv = PRIV (self);

  g_return_if_fail (CULM_IS_CAMERA (self) && priv->n_holders > 0);
  if (--priv->n_holders > 0)
    return;
  CULM_CAMERA_GET_CLASS (self)->stop (self);
  if (priv->frame != NULL && priv->frame->format != CULM_FRAME_JPEG)
    g_clear_pointer (&priv->frame, culm_frame_unref); /* pixels are megabytes */
  if (priv->state != CULM_CAMERA_FAILED)
    culm_camera_set_state (self, CULM_CAMERA_OFF, NULL);
}

CulmCameraState
culm_camera_get_state (CulmCamera *self)
{
  g_return_val_if_fail (CULM_IS_CAMERA (self), CULM_CAMERA_OFF);
  return PRIV (self)->state;
}

const GError *
culm_camera_get_error (CulmCamera *self)
{
  g_return_val_if_fail (CULM_IS_CAMERA (self), NULL);
  return PRIV (self)->error;
}

CulmFrame *
culm_camera_get_frame (CulmCamera *self)
{
  g_return_val_if_fail (CULM_IS_CAMERA (self), NULL);
  return PRIV (self)->frame;
}

void
culm_camera_retry (CulmCamera *self)
{
  CulmCameraPrivate *priv = PRIV (self);

  g_return_if_fail (CULM_IS_CAMERA (self));
  if (priv->state != CULM_CAMERA_WAITING && priv->state != CULM_CAMERA_FAILED)
    return;
  if (priv->n_holders > 0)
    CULM_CAMERA_GET_CLASS (self)->stop (self);
  culm_camera_set_state (self, CULM_CAMERA_OFF, NULL);
  if (priv->n_holders > 0)
    CULM_CAMERA_GET_CLASS (self)->start (self);
}

void
culm_camera_take_still_async (CulmCamera *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  const GError *error;

  g_task_set_source_tag (task, culm_camera_take_still_async);
  culm_camera_hold (self);
  error = PRIV (self)->error;
  if (PRIV (self)->state == CULM_CAMERA_FAILED) {
    g_task_return_error (task, g_error_copy (error));
    culm_camera_release (self);
    g_object_unref (task);
    return;
  }
  /* The task lives until one of these ends it. */
  g_signal_connect (self, "frame", G_CALLBACK (on_still_frame), task);
  g_signal_connect (self, "changed", G_CALLBACK (on_still_changed), task);
  if (cancellable != NULL) {
    GSource *source = g_cancellable_source_new (cancellable);

    g_source_set_callback (source, G_SOURCE_FUNC (cancel_cb), task, NULL);
    g_source_attach (source, g_task_get_context (task));
    g_object_set_data_full (G_OBJECT (task), CANCEL_SOURCE, source, drop_source);
  }
}

GBytes *
culm_camera_take_still_finish (CulmCamera *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

CulmCamera *
culm_camera_of (CulmPrinter *printer)
{
  return g_object_get_data (G_OBJECT (printer), CAMERA_KEY);
}

void
culm_camera_attach (CulmPrinter *printer, CulmCamera *camera)
{
  g_object_set_data_full (G_OBJECT (printer), CAMERA_KEY, camera != NULL ? g_object_ref (camera) : NULL,
                          g_object_unref);
}

gboolean
culm_camera_is_held (CulmCamera *self)
{
  g_return_val_if_fail (CULM_IS_CAMERA (self), FALSE);
  return PRIV (self)->n_holders > 0;
}

void
culm_camera_set_state (CulmCamera *self, CulmCameraState state, const GError *error)
{
  CulmCameraPrivate *priv = PRIV (self);

  g_return_if_fail (CULM_IS_CAMERA (self));
  if (priv->state == state && priv->error == NULL && error == NULL)
    return;
  priv->state = state;
  g_clear_error (&priv->error);
  priv->error = error != NULL ? g_error_copy (error) : NULL;
  g_signal_emit (self, signals[CHANGED], 0);
}

void
culm_camera_take_frame (CulmCamera *self, CulmFrame *frame)
{
  CulmCameraPrivate *priv = PRIV (self);

  g_return_if_fail (CULM_IS_CAMERA (self));
  g_clear_pointer (&priv->frame, culm_frame_unref);
  priv->frame = culm_frame_ref (frame);
  culm_camera_set_state (self, CULM_CAMERA_LIVE, NULL);
  g_signal_emit (self, signals[FRAME], 0, frame);
}
