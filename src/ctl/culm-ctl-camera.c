/* culm-ctl-camera.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ctl-text.h"
#include "culm-ctl.h"
#include "culm-engine-camera.h"
#include <glib/gi18n-lib.h>

#define LIMIT 20 /* seconds */

static const char *
get_sentence (const GError *error)
{
  switch ((int) error->code) {
  case CULM_ERROR_UNAUTHORISED:
    return _ ("The printer does not accept the access code, or somebody else is looking. Compare the code with the one "
              "on the printer’s screen.");
  case CULM_ERROR_UNTRUSTED: return _ ("The certificate is not the one of this printer. The access code was not sent.");
  case CULM_ERROR_BUSY: return _ ("Somebody else is looking. Try again later.");
  case CULM_ERROR_REFUSED: return _ ("The camera is off. Turn on LAN live view on the printer’s screen.");
  case CULM_ERROR_TIMED_OUT: return _ ("The camera sends no pictures. The printer may be busy.");
  case CULM_ERROR_MALFORMED: return _ ("The camera sends something that is no picture.");
  case CULM_ERROR_UNSUPPORTED: return _ ("This printer has no camera that Culm can show.");
  default: return _ ("The camera does not answer. Check that the printer is on and in this network.");
  }
}

/* For a person. Takes and gives the error. */
static GError *
word_error (GError *error)
{
  const char *package = culm_error_get_detail (error);
  GError *worded;

  if (error->domain != CULM_ERROR)
    return error;
  if (error->code == CULM_ERROR_UNSUPPORTED && package != NULL)
    worded = culm_error_new (CULM_ERROR_ORIGIN_LAN, CULM_ERROR_UNSUPPORTED,
                             _ ("This camera needs %s. Install it, then try again."), package);
  else
    worded = culm_error_new (CULM_ERROR_ORIGIN_LAN, (CulmError) error->code, "%s", get_sentence (error));
  culm_error_set_detail (worded, package);
  g_error_free (error);
  return worded;
}

static gboolean
on_late (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

/* Returns: (transfer full) (nullable). */
static GBytes *
take_still (CulmCtl *self, CulmCamera *camera, GError **error)
{
  g_autoptr (GCancellable) late = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) cause = NULL;
  GAsyncResult *slot = NULL;
  GBytes *picture = NULL;
  guint timer = g_timeout_add_seconds (LIMIT, on_late, late);

  culm_camera_take_still_async (camera, late, culm_ctl_ready_cb, &slot);
  result = culm_ctl_wait (self, &slot, error);
  if (result != NULL)
    picture = culm_camera_take_still_finish (camera, result, &cause);
  if (g_cancellable_is_cancelled (late))
    g_propagate_error (error, word_error (culm_error_new (CULM_ERROR_ORIGIN_LAN, CULM_ERROR_TIMED_OUT, "Too late")));
  else
    g_source_remove (timer);
  if (cause != NULL && !g_cancellable_is_cancelled (late))
    g_propagate_error (error, word_error (g_steal_pointer (&cause)));
  return picture;
}

/* Whole or not at all. */
static gboolean
write_picture (const char *path, GBytes *picture, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autofree char *local = g_file_get_path (file);
  g_autoptr (GError) cause = NULL;
  gsize size;
  const char *bytes = g_bytes_get_data (picture, &size);

  if (local == NULL) {
    culm_error_set (error, CULM_ERROR_ORIGIN_FILE, CULM_ERROR_UNSUPPORTED, _ ("%s is no file of this computer."), path);
    return FALSE;
  }
  if (g_file_set_contents_full (local, bytes, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT, 0666, &cause))
    return TRUE;
  if (g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    culm_error_set (error, CULM_ERROR_ORIGIN_FILE, CULM_ERROR_FULL,
                    _ ("There is no space left on the disk. Make some, and try again."));
  else
    culm_error_set (error, CULM_ERROR_ORIGIN_FILE, CULM_ERROR_FAILED,
                    _ ("%s cannot be written. Choose another folder. (%s)"), path, cause->message);
  return FALSE;
}

static void
print_document (CulmPrinter *printer, const char *path, GBytes *picture)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "serial");
  json_builder_add_string_value (builder, culm_printer_get_serial (printer));
  json_builder_set_member_name (builder, "file");
  json_builder_add_string_value (builder, path);
  json_builder_set_member_name (builder, "size");
  json_builder_add_int_value (builder, (gint64) g_bytes_get_size (picture));
  json_builder_end_object (builder);
  culm_ctl_print_json (json_builder_get_root (builder));
}

static int
run_snapshot (CulmCtl *self, int argc, char *argv[], GError **error)
{
  g_autoptr (GBytes) picture = NULL;
  CulmPrinter *printer;
  CulmCamera *camera;

  if (!culm_ctl_check_words (&argc, argv, 2, 2, error) || !culm_ctl_connect (self, error))
    return -1;
  printer = culm_ctl_find_printer (self, argv[1], error);
  if (printer == NULL)
    return -1;
  camera = culm_engine_get_camera (self->engine, printer);
  if (camera == NULL) {
    culm_error_set (error, CULM_ERROR_ORIGIN_LAN, CULM_ERROR_UNSUPPORTED,
                    _ ("Pictures come over the local network alone. Add the printer with culmctl add HOST."));
    return -1;
  }
  picture = take_still (self, camera, error);
  if (picture == NULL || !write_picture (argv[2], picture, error))
    return -1;
  if (self->json)
    print_document (printer, argv[2], picture);
  return CULM_EXIT_DONE;
}

const CulmCtlCommand culm_ctl_camera_commands[] = {
  { "snapshot", "PRINTER OUT.jpg", N_ ("Save a picture of the printer’s camera"),
    N_ ("The printer must have been added on the local network."), run_snapshot },
  { NULL, NULL, NULL, NULL, NULL },
};
