/* culm-camera-picture.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-camera-picture.h"
#include "culm-log.h"

#define MOST_ZOOM 8
#define STEP 1.25
#define N_DECODERS 2
#define FUNC_KEY "culm-camera-func"
#define CARD_WIDTH 320 /* pixels, for a card that has no size yet */

struct _CulmCameraPicture {
  GtkWidget parent_instance;
  CulmCamera *camera;
  GSignalGroup *signals;
  gboolean running, held;
  GdkSurface *surface; /* while mapped */

  CulmFrame *next; /* waits while another one is decoded */
  gboolean decoding;
  GdkTexture *texture;
  gint64 shown, begun; /* monotonic µs */
  guint interval;      /* ms */

  double zoom, x, y; /* the middle of what is shown, in parts of the picture */
  double zoom_before, x_before, y_before;
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmCameraPicture, culm_camera_picture, GTK_TYPE_WIDGET)

/* What a thread is told. */
typedef struct {
  CulmFrame *frame;
  CulmCamera *camera; /* only compared */
  int width, height;  /* no larger than this; 0: whole */
} Work;

static void
free_work (gpointer data)
{
  Work *work = data;

  culm_frame_unref (work->frame);
  g_object_unref (work->camera);
  g_free (work);
}

static GdkTexture *
decode_jpeg (const Work *work, GError **error)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GdkPixbuf) pixbuf = NULL;

  if (work->width == 0)
    return gdk_texture_new_from_bytes (work->frame->bytes, error);
  stream = g_memory_input_stream_new_from_bytes (work->frame->bytes);
  pixbuf = gdk_pixbuf_new_from_stream_at_scale (stream, work->width, work->height, TRUE, NULL, error);
  return pixbuf != NULL ? gdk_texture_new_for_pixbuf (pixbuf) : NULL;
}

static void
decode_in_thread (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable G_GNUC_UNUSED)
{
  const Work *work = data;
  const CulmFrame *frame = work->frame;
  GError *error = NULL;
  GdkTexture *texture;

  if (frame->format == CULM_FRAME_JPEG)
    texture = decode_jpeg (work, &error);
  else
    texture = gdk_memory_texture_new (frame->width, frame->height, GDK_MEMORY_B8G8R8A8_PREMULTIPLIED, frame->bytes,
                                      frame->stride);
  if (texture == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, texture, g_object_unref);
}

static void
decode_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  CulmCameraPicture *self = CULM_CAMERA_PICTURE (object);
  const Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (CulmFrame) next = g_steal_pointer (&self->next);
  gboolean first = self->shown == 0;
  void (*again) (CulmCameraPicture *, CulmFrame *) = user_data;

  self->decoding = FALSE;
  if (texture == NULL)
    culm_debug ("A picture of a camera cannot be read: %s", error->message);
  if (texture != NULL && work->camera == self->camera) {
    g_set_object (&self->texture, texture);
    self->shown = work->frame->at;
    gtk_widget_queue_draw (GTK_WIDGET (self));
    if (first)
      g_signal_emit (self, signals[CHANGED], 0);
  }
  if (next != NULL && self->held)
    again (self, next);
}

static void
run_one (gpointer data, gpointer user_data G_GNUC_UNUSED)
{
  g_autoptr (GTask) task = data;
  GTaskThreadFunc func = (GTaskThreadFunc) g_object_get_data (G_OBJECT (task), FUNC_KEY);

  func (task, g_task_get_source_object (task), g_task_get_task_data (task), g_task_get_cancellable (task));
}

void
culm_camera_picture_run_in_thread (GTask *task, GTaskThreadFunc func)
{
  static GThreadPool *pool;

  if (pool == NULL)
    pool = g_thread_pool_new (run_one, NULL, N_DECODERS, TRUE, NULL);
  g_object_set_data (G_OBJECT (task), FUNC_KEY, (gpointer) func);
  g_thread_pool_push (pool, g_object_ref (task), NULL);
}

static void
begin_decode (CulmCameraPicture *self, CulmFrame *frame)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, decode_cb, begin_decode);
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  Work *work = g_new0 (Work, 1);

  work->frame = culm_frame_ref (frame);
  work->camera = g_object_ref (self->camera);
  if (self->interval > 0) {
    work->width = scale * MAX (gtk_widget_get_width (GTK_WIDGET (self)), CARD_WIDTH);
    work->height = scale * MAX (gtk_widget_get_height (GTK_WIDGET (self)), CARD_WIDTH);
  }
  self->decoding = TRUE;
  self->begun = g_get_monotonic_time ();
  g_task_set_source_tag (task, begin_decode);
  g_task_set_task_data (task, work, free_work);
  culm_camera_picture_run_in_thread (task, decode_in_thread);
}

static void
on_frame (CulmCameraPicture *self, CulmFrame *frame)
{
  if (!self->held || g_get_monotonic_time () - self->begun < (gint64) self->interval * 1000)
    return;
  if (!self->decoding) {
    begin_decode (self, frame);
    return;
  }
  g_clear_pointer (&self->next, culm_frame_unref);
  self->next = culm_frame_ref (frame);
}

static void
on_camera_changed (CulmCameraPicture *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
update_hold (CulmCameraPicture *self)
{
  gboolean seen = gtk_widget_get_mapped (GTK_WIDGET (self)) &&
                  !(GDK_IS_TOPLEVEL (self->surface) &&
                    (gdk_toplevel_get_state (GDK_TOPLEVEL (self->surface)) & GDK_TOPLEVEL_STATE_MINIMIZED));
  gboolean held = seen && self->running && self->camera != NULL;

  if (held == self->held)
    return;
  self->held = held;
  g_clear_pointer (&self->next, culm_frame_unref);
  if (held)
    culm_camera_hold (self->camera);
  else
    culm_camera_release (self->camera);
}

static void
culm_camera_picture_map (GtkWidget *widget)
{
  CulmCameraPicture *self = CULM_CAMERA_PICTURE (widget);

  GTK_WIDGET_CLASS (culm_camera_picture_parent_class)->map (widget);
  self->surface = gtk_native_get_surface (gtk_widget_get_native (widget));
  if (GDK_IS_TOPLEVEL (self->surface))
    g_signal_connect_object (self->surface, "notify::state", G_CALLBACK (update_hold), self, G_CONNECT_SWAPPED);
  update_hold (self);
}

static void
culm_camera_picture_unmap (GtkWidget *widget)
{
  CulmCameraPicture *self = CULM_CAMERA_PICTURE (widget);

  GTK_WIDGET_CLASS (culm_camera_picture_parent_class)->unmap (widget);
  if (self->surface != NULL)
    g_signal_handlers_disconnect_by_data (self->surface, self);
  self->surface = NULL;
  update_hold (self);
}

/* The size at which the picture just fits; on a card it fills, and what does not fit is cut off. */
static void
fit (CulmCameraPicture *self, double *width, double *height)
{
  double ratio = gdk_paintable_get_intrinsic_aspect_ratio (GDK_PAINTABLE (self->texture));

  *width = gtk_widget_get_width (GTK_WIDGET (self));
  *height = gtk_widget_get_height (GTK_WIDGET (self));
  if (ratio > 0 && (*width > *height * ratio) == (self->interval == 0))
    *width = *height * ratio;
  else if (ratio > 0)
    *height = *width / ratio;
}

static void
culm_camera_picture_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CulmCameraPicture *self = CULM_CAMERA_PICTURE (widget);
  double width, height;
  graphene_rect_t area;

  if (self->texture == NULL)
    return;
  fit (self, &width, &height);
  width *= self->zoom;
  height *= self->zoom;
  graphene_rect_init (&area, (float) (gtk_widget_get_width (widget) / 2.0 - self->x * width),
                      (float) (gtk_widget_get_height (widget) / 2.0 - self->y * height), (float) width, (float) height);
  gtk_snapshot_append_texture (snapshot, self->texture, &area);
}

static void
look_at (CulmCameraPicture *self, double zoom, double x, double y)
{
  double margin;

  self->zoom = CLAMP (zoom, 1, MOST_ZOOM);
  margin = 0.5 / self->zoom;
  self->x = CLAMP (x, margin, 1 - margin);
  self->y = CLAMP (y, margin, 1 - margin);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
on_scroll (GtkEventController *controller G_GNUC_UNUSED, double dx G_GNUC_UNUSED, double dy, gpointer user_data)
{
  CulmCameraPicture *self = user_data;

  look_at (self, dy < 0 ? self->zoom * STEP : self->zoom / STEP, self->x, self->y);
  return GDK_EVENT_STOP;
}

static void
on_gesture_begin (CulmCameraPicture *self)
{
  self->zoom_before = self->zoom;
  self->x_before = self->x;
  self->y_before = self->y;
}

static void
on_pinch (GtkGestureZoom *gesture G_GNUC_UNUSED, double factor, gpointer user_data)
{
  CulmCameraPicture *self = user_data;

  look_at (self, self->zoom_before * factor, self->x, self->y);
}

static void
on_drag (GtkGestureDrag *gesture G_GNUC_UNUSED, double dx, double dy, gpointer user_data)
{
  CulmCameraPicture *self = user_data;
  double width, height;

  if (self->texture == NULL)
    return;
  fit (self, &width, &height);
  look_at (self, self->zoom, self->x_before - dx / MAX (width * self->zoom, 1),
           self->y_before - dy / MAX (height * self->zoom, 1));
}

static gboolean
on_key (GtkEventController *controller G_GNUC_UNUSED, guint key, guint code G_GNUC_UNUSED,
        GdkModifierType modifiers G_GNUC_UNUSED, gpointer user_data)
{
  CulmCameraPicture *self = user_data;
  double step = 0.1 / self->zoom;

  switch (key) {
  case GDK_KEY_plus:
  case GDK_KEY_KP_Add: look_at (self, self->zoom * STEP, self->x, self->y); break;
  case GDK_KEY_minus:
  case GDK_KEY_KP_Subtract: look_at (self, self->zoom / STEP, self->x, self->y); break;
  case GDK_KEY_0:
  case GDK_KEY_KP_0: look_at (self, 1, 0.5, 0.5); break;
  case GDK_KEY_Left: look_at (self, self->zoom, self->x - step, self->y); break;
  case GDK_KEY_Right: look_at (self, self->zoom, self->x + step, self->y); break;
  case GDK_KEY_Up: look_at (self, self->zoom, self->x, self->y - step); break;
  case GDK_KEY_Down: look_at (self, self->zoom, self->x, self->y + step); break;
  default: return GDK_EVENT_PROPAGATE;
  }
  return GDK_EVENT_STOP;
}

static void
culm_camera_picture_dispose (GObject *object)
{
  CulmCameraPicture *self = CULM_CAMERA_PICTURE (object);

  culm_camera_picture_set_camera (self, NULL);
  g_clear_object (&self->signals);
  G_OBJECT_CLASS (culm_camera_picture_parent_class)->dispose (object);
}

static void
culm_camera_picture_class_init (CulmCameraPictureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_camera_picture_dispose;
  widget_class->map = culm_camera_picture_map;
  widget_class->unmap = culm_camera_picture_unmap;
  widget_class->snapshot = culm_camera_picture_snapshot;
  gtk_widget_class_set_css_name (widget_class, "camerapicture");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  signals[CHANGED] =
      g_signal_new ("changed", CULM_TYPE_CAMERA_PICTURE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
culm_camera_picture_init (CulmCameraPicture *self)
{
  self->running = TRUE;
  self->zoom = 1;
  self->x = self->y = 0.5;
  self->signals = g_signal_group_new (CULM_TYPE_CAMERA);
  g_signal_group_connect_swapped (self->signals, "frame", G_CALLBACK (on_frame), self);
  g_signal_group_connect_swapped (self->signals, "changed", G_CALLBACK (on_camera_changed), self);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
culm_camera_picture_new (void)
{
  return g_object_new (CULM_TYPE_CAMERA_PICTURE, NULL);
}

void
culm_camera_picture_set_camera (CulmCameraPicture *self, CulmCamera *camera)
{
  g_return_if_fail (CULM_IS_CAMERA_PICTURE (self));
  if (camera == self->camera)
    return;
  g_signal_group_set_target (self->signals, NULL);
  if (self->held)
    culm_camera_release (self->camera);
  self->held = FALSE;
  self->shown = self->begun = 0;
  g_clear_pointer (&self->next, culm_frame_unref);
  g_clear_object (&self->texture);
  g_set_object (&self->camera, camera);
  g_signal_group_set_target (self->signals, camera);
  update_hold (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

CulmCamera *
culm_camera_picture_get_camera (CulmCameraPicture *self)
{
  g_return_val_if_fail (CULM_IS_CAMERA_PICTURE (self), NULL);
  return self->camera;
}

void
culm_camera_picture_set_running (CulmCameraPicture *self, gboolean running)
{
  g_return_if_fail (CULM_IS_CAMERA_PICTURE (self));
  self->running = running;
  update_hold (self);
}

void
culm_camera_picture_set_interval (CulmCameraPicture *self, guint milliseconds)
{
  g_return_if_fail (CULM_IS_CAMERA_PICTURE (self));
  self->interval = milliseconds;
}

void
culm_camera_picture_make_zoomable (CulmCameraPicture *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *scroll, *key;
  GtkGesture *pinch, *drag;

  g_return_if_fail (CULM_IS_CAMERA_PICTURE (self));
  gtk_widget_set_focusable (widget, TRUE);
  scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), self);
  gtk_widget_add_controller (widget, scroll);
  key = gtk_event_controller_key_new ();
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (widget, key);
  pinch = gtk_gesture_zoom_new ();
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (on_gesture_begin), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (on_pinch), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
  drag = gtk_gesture_drag_new ();
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_gesture_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
}

gint64
culm_camera_picture_get_time (CulmCameraPicture *self)
{
  g_return_val_if_fail (CULM_IS_CAMERA_PICTURE (self), 0);
  return self->shown;
}
