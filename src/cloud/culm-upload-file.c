/* culm-upload-file.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-upload-file.h"

#include "culm-error.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static gboolean
refuse (GError **error, CulmError code, const char *message)
{
  culm_error_set (error, CULM_ERROR_ORIGIN_FILE, code, "%s", message);
  return FALSE;
}

static gboolean
refuse_errno (GError **error, int number)
{
  switch (number) {
  case ENOENT:
  case ENOTDIR: return refuse (error, CULM_ERROR_NOT_FOUND, "The file is not there");
  case EACCES:
  case EPERM: return refuse (error, CULM_ERROR_FORBIDDEN, "The file may not be read");
  default: break;
  }
  culm_error_set (error, CULM_ERROR_ORIGIN_FILE, CULM_ERROR_FAILED, "The file cannot be read: %s", g_strerror (number));
  return FALSE;
}

static void
check_in_thread (GTask *task, gpointer source G_GNUC_UNUSED, gpointer path, GCancellable *cancellable G_GNUC_UNUSED)
{
  guint64 size = 0;
  GError *error = NULL;

  if (culm_upload_file_check (path, &size, &error))
    g_task_return_int (task, (gssize) size);
  else
    g_task_return_error (task, error);
}

gboolean
culm_upload_file_has_type (const char *path)
{
  static const char *const suffixes[] = { ".3mf", ".gcode", ".stl", ".step" };
  gsize length = strlen (path);

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    gsize suffix = strlen (suffixes[i]);

    /* A name that is nothing but the suffix is a hidden file without a type. */
    if (length > suffix && path[length - suffix - 1] != G_DIR_SEPARATOR &&
        g_ascii_strcasecmp (path + length - suffix, suffixes[i]) == 0)
      return TRUE;
  }
  return FALSE;
}

gboolean
culm_upload_file_check (const char *path, guint64 *size, GError **error)
{
  GStatBuf about;

  if (g_stat (path, &about) != 0)
    return refuse_errno (error, errno);
  if (!S_ISREG (about.st_mode))
    return refuse (error, CULM_ERROR_REFUSED, S_ISDIR (about.st_mode) ? "This is a folder" : "This is no plain file");
  if (!culm_upload_file_has_type (path))
    return refuse (error, CULM_ERROR_UNSUPPORTED, "The service takes .3mf, .gcode, .stl and .step");
  if (about.st_size == 0)
    return refuse (error, CULM_ERROR_MALFORMED, "The file is empty");
  if ((guint64) about.st_size > CULM_UPLOAD_MAX_BYTES)
    return refuse (error, CULM_ERROR_OUT_OF_RANGE, "The file is larger than 1 GB");
  if (g_access (path, R_OK) != 0)
    return refuse_errno (error, errno);
  *size = (guint64) about.st_size;
  return TRUE;
}

void
culm_upload_file_check_async (const char *path, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, culm_upload_file_check_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, check_in_thread);
}

guint64
culm_upload_file_check_finish (GAsyncResult *result, GError **error)
{
  gssize size = g_task_propagate_int (G_TASK (result), error);

  return size > 0 ? (guint64) size : 0;
}
