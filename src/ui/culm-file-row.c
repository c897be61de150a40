/* culm-file-row.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-file-row.h"
#include "culm-task.h"
#include "culm-text-files.h"
#include "culm-text.h"
#include "culm-ui.h"

#define MAX_PICTURE (4 << 20) /* bytes of a picture that is its own thumbnail */

struct _CulmFileRow {
  AdwBin parent_instance;
  GtkStack *stack;
  GtkImage *icon;
  GtkPicture *picture;
  GtkLabel *name, *details;
  CulmStoredFile *file;
  CulmPrinterFiles *files;
  GHashTable *pictures;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (CulmFileRow, culm_file_row, ADW_TYPE_BIN)

static const char *
choose_icon (CulmStoredFileKind kind)
{
  switch (kind) {
  case CULM_STORED_FILE_FOLDER: return "folder-symbolic";
  case CULM_STORED_FILE_VIDEO: return "video-x-generic-symbolic";
  case CULM_STORED_FILE_PICTURE: return "image-x-generic-symbolic";
  case CULM_STORED_FILE_JOB: return "culm-printer-symbolic";
  case CULM_STORED_FILE_OTHER:
  default: return "text-x-generic-symbolic";
  }
}

/* The printer's own clock, which has no zone: shown as it is. */
static char *
describe (CulmStoredFile *file)
{
  gint64 modified = culm_stored_file_get_modified (file);
  g_autoptr (GDateTime) time = modified > 0 ? g_date_time_new_from_unix_utc (modified) : NULL;
  g_autofree char *when = time != NULL ? g_date_time_format (time, "%-d %b %Y, %H:%M") : NULL;
  g_autofree char *size = culm_text_size (culm_stored_file_get_size (file));

  if (culm_stored_file_is_folder (file))
    return when != NULL ? g_steal_pointer (&when) : g_strdup ("");
  return when != NULL ? g_strdup_printf ("%s · %s", size, when) : g_steal_pointer (&size);
}

static void
show_picture (CulmFileRow *self, GdkTexture *texture)
{
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->picture));
}

static void
decode (GTask *task, gpointer row G_GNUC_UNUSED, gpointer bytes, GCancellable *cancellable G_GNUC_UNUSED)
{
  GError *error = NULL;
  GdkTexture *texture = gdk_texture_new_from_bytes (bytes, &error);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* The picture of what the row showed when it was asked for; a failure is an icon that stays. */
static void
decode_cb (GObject *row, GAsyncResult *result, gpointer user_data)
{
  CulmFileRow *self = CULM_FILE_ROW (row);
  g_autoptr (CulmStoredFile) file = user_data;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), NULL);

  if (texture == NULL)
    return;
  if (self->pictures != NULL)
    g_hash_table_replace (self->pictures, g_strdup (culm_stored_file_get_path (file)), g_object_ref (texture));
  if (self->file == file)
    show_picture (self, texture);
}

typedef struct {
  CulmFileRow *row;
  CulmStoredFile *file;
  CulmPrinterFiles *files;
} Wait;

static void
thumbnail_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autofree Wait *wait = user_data;
  g_autoptr (CulmFileRow) row = wait->row;
  g_autoptr (CulmStoredFile) file = wait->file;
  g_autoptr (CulmPrinterFiles) files = wait->files;
  GBytes *bytes = culm_printer_files_get_thumbnail_finish (files, result, NULL);
  g_autoptr (GTask) task = NULL;

  if (bytes == NULL)
    return;
  task = g_task_new (row, row->cancellable, decode_cb, g_object_ref (file));
  g_task_set_task_data (task, bytes, (GDestroyNotify) g_bytes_unref);
  culm_task_run_in_thread (task, decode);
}

static void
ask_for_picture (CulmFileRow *self)
{
  CulmStoredFileKind kind = culm_stored_file_get_kind (self->file);
  GdkTexture *known =
      self->pictures != NULL ? g_hash_table_lookup (self->pictures, culm_stored_file_get_path (self->file)) : NULL;
  Wait *wait;

  if (known != NULL) {
    show_picture (self, known);
    return;
  }
  if (self->files == NULL || kind == CULM_STORED_FILE_FOLDER || kind == CULM_STORED_FILE_OTHER ||
      (kind == CULM_STORED_FILE_PICTURE && culm_stored_file_get_size (self->file) > MAX_PICTURE))
    return;
  wait = g_new (Wait, 1);
  wait->row = g_object_ref (self);
  wait->file = g_object_ref (self->file);
  wait->files = g_object_ref (self->files);
  self->cancellable = g_cancellable_new ();
  culm_printer_files_get_thumbnail_async (self->files, culm_stored_file_get_path (self->file), self->cancellable,
                                          thumbnail_cb, wait);
}

static void
culm_file_row_dispose (GObject *object)
{
  culm_file_row_set_file (CULM_FILE_ROW (object), NULL, NULL, NULL);
  G_OBJECT_CLASS (culm_file_row_parent_class)->dispose (object);
}

static void
culm_file_row_class_init (CulmFileRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = culm_file_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, CULM_RESOURCE_PATH "/ui/culm-file-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CulmFileRow, stack);
  gtk_widget_class_bind_template_child (widget_class, CulmFileRow, icon);
  gtk_widget_class_bind_template_child (widget_class, CulmFileRow, picture);
  gtk_widget_class_bind_template_child (widget_class, CulmFileRow, name);
  gtk_widget_class_bind_template_child (widget_class, CulmFileRow, details);
}

static void
culm_file_row_init (CulmFileRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
culm_file_row_new (void)
{
  return g_object_new (CULM_TYPE_FILE_ROW, NULL);
}

void
culm_file_row_set_file (CulmFileRow *self, CulmStoredFile *file, CulmPrinterFiles *files, GHashTable *pictures)
{
  g_autofree char *details = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (CULM_IS_FILE_ROW (self));
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_set_object (&self->files, files);
  g_set_object (&self->file, file);
  g_clear_pointer (&self->pictures, g_hash_table_unref);
  self->pictures = pictures != NULL ? g_hash_table_ref (pictures) : NULL;
  if (file == NULL)
    return;
  details = describe (file);
  gtk_image_set_from_icon_name (self->icon, choose_icon (culm_stored_file_get_kind (file)));
  gtk_picture_set_paintable (self->picture, NULL);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->icon));
  name = culm_text_files_name (file);
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->details, details);
  gtk_widget_set_visible (GTK_WIDGET (self->details), *details != '\0');
  culm_ui_set_name (GTK_WIDGET (self), name);
  culm_ui_set_description (GTK_WIDGET (self), details);
  ask_for_picture (self);
}
