/* culm-printer-files.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-printer-files-private.h"

struct _CulmPrinterFiles {
  GObject parent_instance;
  CulmFileStore *storage;
};

G_DEFINE_FINAL_TYPE (CulmPrinterFiles, culm_printer_files, G_TYPE_OBJECT)

static void
culm_printer_files_dispose (GObject *object)
{
  g_clear_object (&CULM_PRINTER_FILES (object)->storage);
  G_OBJECT_CLASS (culm_printer_files_parent_class)->dispose (object);
}

static void
culm_printer_files_class_init (CulmPrinterFilesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_printer_files_dispose;
}

static void
culm_printer_files_init (CulmPrinterFiles *self G_GNUC_UNUSED)
{
}

CulmPrinterFiles *
culm_printer_files_new (CulmFileStore *storage)
{
  CulmPrinterFiles *self = g_object_new (CULM_TYPE_PRINTER_FILES, NULL);

  self->storage = storage;
  return self;
}

void
culm_printer_files_list_async (CulmPrinterFiles *self, const char *path, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  culm_file_store_list_async (self->storage, path, cancellable, callback, user_data);
}

GPtrArray *
culm_printer_files_list_finish (CulmPrinterFiles *self, GAsyncResult *result, GError **error)
{
  return culm_file_store_list_finish (self->storage, result, error);
}

void
culm_printer_files_get_async (CulmPrinterFiles *self, const char *path, const char *local, gboolean resume,
                              CulmFilesProgressFunc progress, gpointer progress_data, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  culm_file_store_get_async (self->storage, path, local, resume, progress, progress_data, cancellable, callback,
                             user_data);
}

gboolean
culm_printer_files_get_finish (CulmPrinterFiles *self, GAsyncResult *result, GError **error)
{
  return culm_file_store_get_finish (self->storage, result, error);
}

void
culm_printer_files_put_async (CulmPrinterFiles *self, const char *local, const char *path,
                              CulmFilesProgressFunc progress, gpointer progress_data, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  culm_file_store_put_async (self->storage, local, path, progress, progress_data, cancellable, callback, user_data);
}

gboolean
culm_printer_files_put_finish (CulmPrinterFiles *self, GAsyncResult *result, GError **error)
{
  return culm_file_store_put_finish (self->storage, result, error);
}

char *
culm_printer_files_dup_sha256 (CulmPrinterFiles *self, GAsyncResult *result)
{
  return culm_file_store_dup_sha256 (self->storage, result);
}

void
culm_printer_files_settle_async (CulmPrinterFiles *self, GAsyncReadyCallback callback, gpointer user_data)
{
  culm_file_store_settle_async (self->storage, callback, user_data);
}

void
culm_printer_files_remove_async (CulmPrinterFiles *self, const char *path, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  culm_file_store_remove_async (self->storage, path, cancellable, callback, user_data);
}

void
culm_printer_files_rename_async (CulmPrinterFiles *self, const char *path, const char *to, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  culm_file_store_rename_async (self->storage, path, to, cancellable, callback, user_data);
}

void
culm_printer_files_make_folder_async (CulmPrinterFiles *self, const char *path, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data)
{
  culm_file_store_make_folder_async (self->storage, path, cancellable, callback, user_data);
}

gboolean
culm_printer_files_change_finish (CulmPrinterFiles *self, GAsyncResult *result, GError **error)
{
  return culm_file_store_remove_finish (self->storage, result, error);
}

void
culm_printer_files_get_space_async (CulmPrinterFiles *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  culm_file_store_get_space_async (self->storage, cancellable, callback, user_data);
}

gint64
culm_printer_files_get_space_finish (CulmPrinterFiles *self, GAsyncResult *result, GError **error)
{
  return culm_file_store_get_space_finish (self->storage, result, error);
}

void
culm_printer_files_get_thumbnail_async (CulmPrinterFiles *self, const char *path, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data)
{
  culm_file_store_get_thumbnail_async (self->storage, path, cancellable, callback, user_data);
}

GBytes *
culm_printer_files_get_thumbnail_finish (CulmPrinterFiles *self, GAsyncResult *result, GError **error)
{
  return culm_file_store_get_thumbnail_finish (self->storage, result, error);
}
