/* culm-file-store-local.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-file-store-local.h"
#include "culm-error.h"
#include "culm-file-source.h"
#include <glib/gstdio.h>

/* Of this computer, in our own words; an error of the printer stays as it is. */
static void
propagate (GError **error, GError *failure)
{
  CulmError code = CULM_ERROR_FAILED;

  if (failure->domain != G_IO_ERROR) {
    g_propagate_error (error, failure);
    return;
  }
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    code = CULM_ERROR_FULL;
  else if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    code = CULM_ERROR_NOT_FOUND;
  else if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) ||
           g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_READ_ONLY))
    code = CULM_ERROR_FORBIDDEN;
  else if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    code = CULM_ERROR_CANCELLED;
  g_propagate_error (error, culm_error_new (CULM_ERROR_ORIGIN_FILE, code, "%s", failure->message));
  g_error_free (failure);
}

/* A printer that can only begin anew says so before the first byte. */
static gboolean
receive (CulmFileStore *storage, const char *path, GFile *part, gint64 offset, CulmFileStoreMeter *meter,
         GCancellable *cancellable, GError **error)
{
  for (;;) {
    gint64 begin = offset;
    g_autoptr (GFileOutputStream) sink =
        offset > 0 ? g_file_append_to (part, G_FILE_CREATE_PRIVATE, cancellable, error)
                   : g_file_replace (part, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, cancellable, error);
    g_autoptr (GError) failure = NULL;

    if (sink == NULL)
      return FALSE;
    if (CULM_FILE_STORE_GET_CLASS (storage)->get (storage, path, &offset, G_OUTPUT_STREAM (sink), meter, cancellable,
                                                  &failure))
      return g_output_stream_close (G_OUTPUT_STREAM (sink), NULL, error);
    /* What came is kept for another try. */
    g_output_stream_close (G_OUTPUT_STREAM (sink), NULL, NULL);
    if (begin == 0 || offset != 0) {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  }
}

/* What is damaged is not kept: nothing good could follow it. */
static gboolean
check (CulmFileStore *storage, GFile *part, GCancellable *cancellable, GError **error)
{
  CulmFileStoreClass *klass = CULM_FILE_STORE_GET_CLASS (storage);
  g_autoptr (GFileInputStream) whole = klass->check != NULL ? g_file_read (part, cancellable, error) : NULL;
  g_autoptr (GError) failure = NULL;

  if (klass->check == NULL || (whole != NULL && klass->check (storage, G_INPUT_STREAM (whole), cancellable, &failure)))
    return TRUE;
  if (g_error_matches (failure, CULM_ERROR, CULM_ERROR_DAMAGED))
    g_unlink (g_file_peek_path (part));
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
culm_file_store_local_get (CulmFileStore *storage, const char *path, const char *local, gboolean resume,
                           CulmFileStoreMeter *meter, GCancellable *cancellable, GError **error)
{
  g_autofree char *part_path = g_strconcat (local, ".part", NULL);
  g_autoptr (GFile) part = g_file_new_for_path (part_path);
  g_autoptr (GFile) target = g_file_new_for_path (local);
  GError *failure = NULL;
  GStatBuf info;
  gint64 offset = resume && g_stat (part_path, &info) == 0 && S_ISREG (info.st_mode) ? (gint64) info.st_size : 0;

  if (receive (storage, path, part, offset, meter, cancellable, &failure) &&
      check (storage, part, cancellable, &failure) &&
      g_file_move (part, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &failure))
    return TRUE;
  /* Nothing to go on with is nothing to keep. */
  if (g_stat (part_path, &info) == 0 && info.st_size == 0)
    g_unlink (part_path);
  propagate (error, failure);
  return FALSE;
}

gboolean
culm_file_store_local_put (CulmFileStore *storage, const char *local, const char *path, CulmFileStoreMeter *meter,
                           char **sha256, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (local);
  GError *failure = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info (
      file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE, 0, cancellable, &failure);
  g_autoptr (CulmFileSource) source = NULL;
  gboolean sent;

  if (info != NULL && g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR) {
    culm_error_set (error, CULM_ERROR_ORIGIN_FILE, CULM_ERROR_REFUSED, "This is no file");
    return FALSE;
  }
  source = info != NULL ? culm_file_source_open (local, (guint64) g_file_info_get_size (info), &failure) : NULL;
  if (source == NULL) {
    propagate (error, failure);
    return FALSE;
  }
  sent = CULM_FILE_STORE_GET_CLASS (storage)->put (storage, G_INPUT_STREAM (source), g_file_info_get_size (info), path,
                                                   meter, cancellable, &failure);
  g_input_stream_close (G_INPUT_STREAM (source), NULL, NULL);
  if (sent)
    *sha256 = culm_file_source_get_sha256 (source);
  else
    propagate (error, failure);
  return sent;
}
