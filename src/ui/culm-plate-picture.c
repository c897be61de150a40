/* culm-plate-picture.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-plate-picture.h"
#include "culm-error.h"
#include "culm-follow.h"
#include "culm-log.h"
#include "culm-task.h"
#include "culm-ui.h"
#include <glib/gi18n-lib.h>

/* A picture that could not be had is asked for again after this time, when the next report comes. */
#define RETRY_AFTER (30 * G_USEC_PER_SEC)

struct _CulmPlatePicture {
  AdwBin parent_instance;
  GtkStack *stack;
  GtkPicture *picture;
  CulmEngine *engine;
  CulmPrinter *printer;
  GSignalGroup *signals;
  GCancellable *cancellable;
  char *key; /* the job whose picture is shown or on its way */
  gint64 failed_at;
};

G_DEFINE_FINAL_TYPE (CulmPlatePicture, culm_plate_picture, ADW_TYPE_BIN)

static void
decode_in_thread (GTask *task, gpointer source G_GNUC_UNUSED, gpointer bytes, GCancellable *cancellable G_GNUC_UNUSED)
{
  GError *error = NULL;
  GdkTexture *texture = gdk_texture_new_from_bytes (bytes, &error);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
decode_cb (GObject *object, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  CulmPlatePicture *self = CULM_PLATE_PICTURE (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (texture != NULL)
    culm_plate_picture_set_paintable (self, GDK_PAINTABLE (texture));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    culm_debug ("The picture of a plate cannot be read: %s", error->message);
}

static void
load_cb (GObject *engine, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmPlatePicture) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = culm_engine_load_cover_finish (CULM_ENGINE (engine), result, &error);
  g_autoptr (GTask) task = NULL;

  if (G_IS_TASK (result) && g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return; /* of a job that has gone */
  if (bytes == NULL) {
    if (!g_error_matches (error, CULM_ERROR, CULM_ERROR_NOT_FOUND))
      self->failed_at = g_get_monotonic_time ();
    return;
  }
  task = g_task_new (self, self->cancellable, decode_cb, NULL);
  g_task_set_source_tag (task, decode_in_thread);
  g_task_set_task_data (task, g_steal_pointer (&bytes), (GDestroyNotify) g_bytes_unref);
  culm_task_run_in_thread (task, decode_in_thread);
}

static char *
make_key (CulmPrinter *printer)
{
  CulmJob *job = printer != NULL ? culm_printer_get_job (printer) : NULL;

  if (job == NULL)
    return NULL;
  return g_strdup_printf ("%s/%s/%d", culm_job_get_task_id (job),
                          culm_job_get_title (job) != NULL ? culm_job_get_title (job) : "", culm_job_get_plate (job));
}

static void
load_picture (CulmPlatePicture *self)
{
  if (self->engine == NULL || self->key == NULL)
    return;
  self->failed_at = 0;
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  culm_engine_load_cover_async (self->engine, self->printer, self->cancellable, load_cb, g_object_ref (self));
}

static void
follow_job (CulmPlatePicture *self)
{
  g_autofree char *key = make_key (self->printer);
  gboolean stale = self->printer != NULL && (culm_printer_get_stale (self->printer) ||
                                             culm_printer_get_state (self->printer) == CULM_PRINTER_STATE_OFFLINE);

  if (stale)
    gtk_widget_add_css_class (GTK_WIDGET (self), "stale");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "stale");
  if (g_strcmp0 (key, self->key) == 0) {
    if (self->failed_at != 0 && g_get_monotonic_time () - self->failed_at > RETRY_AFTER)
      load_picture (self);
    return;
  }
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_free (self->key);
  self->key = g_steal_pointer (&key);
  culm_plate_picture_set_paintable (self, NULL);
  load_picture (self);
}

static void
culm_plate_picture_dispose (GObject *object)
{
  CulmPlatePicture *self = CULM_PLATE_PICTURE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->signals);
  g_clear_object (&self->printer);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->key, g_free);
  G_OBJECT_CLASS (culm_plate_picture_parent_class)->dispose (object);
}

static void
culm_plate_picture_class_init (CulmPlatePictureClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_plate_picture_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "platepicture");
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               CULM_RESOURCE_PATH "/ui/culm-plate-picture.ui");
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), CulmPlatePicture, stack);
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), CulmPlatePicture, picture);
}

static void
culm_plate_picture_init (CulmPlatePicture *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->signals = culm_follow_printer (G_CALLBACK (follow_job), self);
  culm_plate_picture_set_paintable (self, NULL);
}

GtkWidget *
culm_plate_picture_new (void)
{
  return g_object_new (CULM_TYPE_PLATE_PICTURE, NULL);
}

void
culm_plate_picture_set_printer (CulmPlatePicture *self, CulmEngine *engine, CulmPrinter *printer)
{
  g_return_if_fail (CULM_IS_PLATE_PICTURE (self));
  g_set_object (&self->engine, engine);
  g_set_object (&self->printer, printer);
  g_signal_group_set_target (self->signals, printer);
  follow_job (self);
}

void
culm_plate_picture_set_paintable (CulmPlatePicture *self, GdkPaintable *paintable)
{
  g_return_if_fail (CULM_IS_PLATE_PICTURE (self));
  gtk_picture_set_paintable (self->picture, paintable);
  culm_ui_show_page (self->stack, paintable != NULL ? "picture" : "none");
  if (paintable != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "empty");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "empty");
}
