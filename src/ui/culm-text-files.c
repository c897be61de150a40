/* culm-text-files.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-text-files.h"
#include "culm-printer-files.h"
#include <glib/gi18n-lib.h>
#include <string.h>

static const char *
get_local_sentence (CulmError code)
{
  switch ((int) code) {
  case CULM_ERROR_FULL: return _ ("This computer’s disk is full. Make some room, then try again.");
  case CULM_ERROR_FORBIDDEN: return _ ("This computer does not allow it. Choose another folder.");
  case CULM_ERROR_NOT_FOUND: return _ ("The file or folder on this computer is gone. Choose another one.");
  case CULM_ERROR_INTERRUPTED: return _ ("Culm ended before all of it had arrived. Try again.");
  default: return _ ("The file on this computer cannot be used. Choose another one.");
  }
}

static const char *
get_sentence (CulmError code)
{
  switch ((int) code) {
  case CULM_ERROR_OFFLINE:
    return _ ("The printer’s storage cannot be reached over the network. Check that it is on, and on this network.");
  case CULM_ERROR_TIMED_OUT: return _ ("The printer does not answer. Try again, or restart it.");
  case CULM_ERROR_UNAUTHORISED: return _ ("The printer did not accept the access code. Read it off its screen again.");
  case CULM_ERROR_UNTRUSTED:
    return _ ("The printer could not prove who it is. Nothing was sent to it; look at its connection first.");
  case CULM_ERROR_BUSY: return _ ("Too many programs are connected to the printer. Close one, or wait a minute.");
  case CULM_ERROR_NOT_FOUND: return _ ("The printer has no such file or folder. Check its card or stick.");
  case CULM_ERROR_FULL: return _ ("The printer’s storage is full. Delete something, then try again.");
  case CULM_ERROR_REFUSED:
    return _ ("The printer does not take this. Try a shorter, plainer name, or check its card or stick.");
  case CULM_ERROR_UNSUPPORTED: return _ ("This printer cannot do that.");
  case CULM_ERROR_DAMAGED: return _ ("Not all of the file arrived. Try again.");
  case CULM_ERROR_USAGE: return _ ("A printer cannot be asked for such a name. Try a plainer one.");
  case CULM_ERROR_MALFORMED: return _ ("The printer’s answer cannot be understood. Try again.");
  default: return _ ("The printer’s storage is in trouble. Check its card or stick, then try again.");
  }
}

char *
culm_text_files_error (const GError *error)
{
  CulmError code = error->domain == CULM_ERROR ? (CulmError) error->code : CULM_ERROR_FAILED;

  if (code == CULM_ERROR_UNSUPPORTED && g_strcmp0 (culm_error_get_detail (error), CULM_PRINTER_FILES_INSIDE) == 0)
    return g_strdup (_ ("Files inside the printer have one place and keep their names. Use its stick for that."));
  if (code == CULM_ERROR_NOT_FOUND && culm_error_get_server_code (error) == CULM_PRINTER_FILES_NO_STICK)
    return g_strdup (_ ("There is no stick in the printer. Put one in, or open “Inside the Printer” first."));
  return g_strdup (culm_error_get_origin (error) == CULM_ERROR_ORIGIN_FILE ? get_local_sentence (code)
                                                                           : get_sentence (code));
}

char *
culm_text_files_folder (const char *path)
{
  g_autoptr (CulmStoredFile) folder = NULL;

  if (g_str_equal (path, "/"))
    return g_strdup (_ ("Storage"));
  if (g_str_equal (path, CULM_STORED_FILE_INSIDE))
    return g_strdup (_ ("Inside the Printer"));
  if (g_str_has_prefix (path, CULM_STORED_FILE_INSIDE "/"))
    return g_strdup_printf (_ ("Inside the Printer: %s"), path + strlen (CULM_STORED_FILE_INSIDE "/"));
  folder = culm_stored_file_new_at (path, path, 0, 0); /* whose name is text */
  return g_strdup (culm_stored_file_get_name (folder));
}

char *
culm_text_files_name (CulmStoredFile *file)
{
  if (culm_stored_file_is_folder (file) && g_str_equal (culm_stored_file_get_path (file), CULM_STORED_FILE_INSIDE))
    return culm_text_files_folder (CULM_STORED_FILE_INSIDE);
  return g_strdup (culm_stored_file_get_name (file));
}
