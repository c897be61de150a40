/* culm-file.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-file.h"
#include "culm-error.h"
#include <glib/gstdio.h>
#include <sys/stat.h>

static void
set_error (GError **error, const GError *cause)
{
  CulmError code = g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOENT)   ? CULM_ERROR_NOT_FOUND
                   : g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOSPC) ? CULM_ERROR_FULL
                   : g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_ACCES) ? CULM_ERROR_FORBIDDEN
                                                                               : CULM_ERROR_FAILED;

  culm_error_set (error, CULM_ERROR_ORIGIN_FILE, code, "%s", cause->message);
}

GBytes *
culm_file_read (const char *path, gsize most, GError **error)
{
  g_autoptr (GError) cause = NULL;
  char *data = NULL;
  gsize length = 0;
  GStatBuf info;

  if (g_stat (path, &info) == 0 && (!S_ISREG (info.st_mode) || info.st_size < 0 || (gsize) info.st_size > most)) {
    culm_error_set (error, CULM_ERROR_ORIGIN_FILE, CULM_ERROR_MALFORMED,
                    "%s is no plain file of at most %" G_GSIZE_FORMAT " bytes", path, most);
    return NULL;
  }
  if (!g_file_get_contents (path, &data, &length, &cause)) {
    set_error (error, cause);
    return NULL;
  }
  return g_bytes_new_take (data, length);
}

gboolean
culm_file_write (const char *path, const char *data, gssize length, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) cause = NULL;

  g_mkdir_with_parents (folder, 0700);
  if (g_file_set_contents_full (path, data, length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &cause))
    return TRUE;
  set_error (error, cause);
  return FALSE;
}
