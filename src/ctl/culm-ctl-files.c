/* culm-ctl-files.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ctl-files.h"
#include "culm-ctl-terminal.h"
#include "culm-ctl-text.h"
#include "culm-engine-files.h"
#include <glib/gi18n-lib.h>
#include <unistd.h>

#define SETTLE_LIMIT 10 /* s */

/* One command at work. */
typedef struct {
  CulmCtl *ctl;
  CulmPrinterFiles *files;
  JsonArray *done;
  GError *first; /* of several words, the first that failed */
  const char *folder;
  gboolean resume;
} Desk;

typedef gboolean (*WordFunc) (Desk *desk, const char *word, GError **error);

/* Paths of a printer begin at its top. Returns: (transfer full). */
static char *
make_path (const char *word)
{
  return g_str_has_prefix (word, "/") ? g_strdup (word) : g_strconcat ("/", word, NULL);
}

static void
add_text (JsonObject *object, const char *name, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  json_object_set_string_member (object, name, valid);
}

static void
add_time (JsonObject *object, gint64 modified)
{
  g_autoptr (GDateTime) time = modified > 0 ? g_date_time_new_from_unix_utc (modified) : NULL;
  /* The printer's own clock, which has no zone. */
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%S") : NULL;

  if (text != NULL)
    json_object_set_string_member (object, "modified", text);
  else
    json_object_set_null_member (object, "modified");
}

static void
on_progress (gint64 done, gint64 total, gpointer user_data G_GNUC_UNUSED)
{
  g_autofree char *moved = g_format_size ((guint64) done);
  g_autofree char *whole = total >= 0 ? g_format_size ((guint64) total) : NULL;
  g_autofree char *line = whole != NULL ? g_strdup_printf (_ ("%s of %s"), moved, whole) : g_strdup (moved);

  culm_ctl_say_progress (line);
}

static void
wipe_progress (void)
{
  if (isatty (STDERR_FILENO))
    culm_ctl_say_progress (NULL);
}

static CulmFilesProgressFunc
choose_progress (void)
{
  return isatty (STDERR_FILENO) ? on_progress : NULL;
}

/* What the codes mean of the files of a printer (reference/errors.md §5). */
static const char *
get_sentence (const GError *error)
{
  switch ((int) error->code) {
  case CULM_ERROR_OFFLINE:
    return _ ("The printer’s storage cannot be reached over the network. Check that it is on, "
              "and that culmctl add has been told of it.");
  case CULM_ERROR_UNAUTHORISED:
    return _ ("The printer did not accept the access code. Read it off the printer’s "
              "screen, then use culmctl add again.");
  case CULM_ERROR_BUSY: return _ ("Too many programs are connected to the printer. Close one, or wait a minute.");
  case CULM_ERROR_NOT_FOUND:
    return _ ("The printer has no such file or folder, or no card or stick. See culmctl "
              "files PRINTER list.");
  case CULM_ERROR_FULL: return _ ("The printer’s storage is full. Delete something with culmctl files PRINTER rm.");
  case CULM_ERROR_REFUSED: return _ ("The printer does not take this. Try a shorter, plainer name, or check its card.");
  case CULM_ERROR_DAMAGED: return _ ("Not all of the file arrived. Try again.");
  case CULM_ERROR_UNSUPPORTED: return _ ("This printer cannot do that.");
  case CULM_ERROR_USAGE: return _ ("A printer cannot be asked for such a name.");
  case CULM_ERROR_FAILED: return _ ("The printer’s storage is in trouble. Check its card or stick.");
  case CULM_ERROR_MALFORMED: return _ ("The printer’s answer cannot be understood. Try again.");
  default: return NULL;
  }
}

/* Of this computer. */
static void
set_local_words (GError *error)
{
  const char *sentence = NULL;

  if (g_error_matches (error, CULM_ERROR, CULM_ERROR_FULL))
    sentence = _ ("There is no space left on the disk. Make some, and try again with --resume.");
  else if (g_error_matches (error, CULM_ERROR, CULM_ERROR_FORBIDDEN))
    sentence = _ ("Nothing can be written there. Choose another folder with --into.");
  if (sentence == NULL)
    return;
  g_free (error->message);
  error->message = g_strdup (sentence);
}

/* Takes the error, and gives it back with words for a person. */
static GError *
word_error (GError *error, const char *word)
{
  const char *sentence = culm_error_get_origin (error) == CULM_ERROR_ORIGIN_LAN && error->domain == CULM_ERROR
                             ? get_sentence (error)
                             : NULL;

  if (g_error_matches (error, CULM_ERROR, CULM_ERROR_UNSUPPORTED) &&
      g_strcmp0 (culm_error_get_detail (error), CULM_PRINTER_FILES_INSIDE) == 0)
    sentence = _ ("Files inside the printer have one place and keep their names. Use its stick for that.");
  if (g_error_matches (error, CULM_ERROR, CULM_ERROR_NOT_FOUND) &&
      culm_error_get_server_code (error) == CULM_PRINTER_FILES_NO_STICK)
    sentence = _ ("There is no stick in the printer. Put one in, or send it inside the printer with --into /internal.");
  if (sentence != NULL) {
    g_free (error->message);
    error->message = g_strdup (sentence);
  } else if (culm_error_get_origin (error) == CULM_ERROR_ORIGIN_FILE) {
    set_local_words (error);
    culm_error_set_detail (error, word);
  }
  return error;
}

static gboolean
open_files (Desk *desk, const char *words, GError **error)
{
  CulmPrinter *printer;
  GError *failure = NULL;

  if (!culm_ctl_connect (desk->ctl, error))
    return FALSE;
  printer = culm_ctl_find_printer (desk->ctl, words, error);
  if (printer == NULL)
    return FALSE;
  desk->files = culm_engine_open_files (desk->ctl->engine, culm_printer_get_serial (printer), &failure);
  if (desk->files == NULL)
    g_propagate_error (error, word_error (failure, words));
  return desk->files != NULL;
}

static void
print_file (Desk *desk, CulmStoredFile *file)
{
  g_autofree char *size = g_format_size ((guint64) culm_stored_file_get_size (file));
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (culm_stored_file_get_modified (file));
  g_autofree char *when =
      culm_stored_file_get_modified (file) > 0 ? g_date_time_format (time, "%Y-%m-%d %H:%M") : g_strdup ("");
  JsonObject *object;

  if (!desk->ctl->json) {
    culm_ctl_print ("%10s  %16s  %s%s", culm_stored_file_is_folder (file) ? "" : size, when,
                    culm_stored_file_get_name (file), culm_stored_file_is_folder (file) ? "/" : "");
    return;
  }
  object = json_object_new ();
  add_text (object, "name", culm_stored_file_get_name (file));
  add_text (object, "path", culm_stored_file_get_path (file));
  add_text (object, "kind", culm_stored_file_get_kind_name (file));
  json_object_set_int_member (object, "size", culm_stored_file_get_size (file));
  add_time (object, culm_stored_file_get_modified (file));
  json_array_add_object_element (desk->done, object);
}

static gboolean
list_word (Desk *desk, const char *word, GError **error)
{
  g_autofree char *path = make_path (word);
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_printer_files_list_async (desk->files, path, desk->ctl->interrupt, culm_ctl_ready_cb, &slot);
  result = culm_ctl_wait (desk->ctl, &slot, error);
  files = result != NULL ? culm_printer_files_list_finish (desk->files, result, error) : NULL;
  for (guint i = 0; files != NULL && i < files->len; i++)
    print_file (desk, g_ptr_array_index (files, i));
  return files != NULL;
}

static gboolean
get_word (Desk *desk, const char *word, GError **error)
{
  g_autofree char *path = make_path (word);
  g_autofree char *name = culm_stored_file_make_local_name (path);
  g_autofree char *local = g_build_filename (desk->folder != NULL ? desk->folder : ".", name, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  JsonObject *object;

  culm_printer_files_get_async (desk->files, path, local, desk->resume, choose_progress (), NULL, desk->ctl->interrupt,
                                culm_ctl_ready_cb, &slot);
  result = culm_ctl_wait (desk->ctl, &slot, error);
  wipe_progress ();
  if (result == NULL || !culm_printer_files_get_finish (desk->files, result, error))
    return FALSE;
  object = json_object_new ();
  add_text (object, "path", path);
  add_text (object, "file", local);
  json_array_add_object_element (desk->done, object);
  if (!desk->ctl->json)
    culm_ctl_print ("%s", local);
  return TRUE;
}

static gboolean
set_over (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_REMOVE;
}

static void
settled_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result G_GNUC_UNUSED, gpointer settled)
{
  set_over (settled);
}

/* What is half written at the printer goes before this program does, if that does not take long. */
static void
settle (Desk *desk)
{
  static gboolean settled, over; /* whoever writes to them may come later */
  guint timer = g_timeout_add_seconds (SETTLE_LIMIT, set_over, &over);

  settled = over = FALSE;
  culm_printer_files_settle_async (desk->files, settled_cb, &settled);
  while (!settled && !over)
    g_main_context_iteration (desk->ctl->context, TRUE);
  if (!over)
    g_source_remove (timer);
}

static void
add_sent (Desk *desk, const char *local, const char *path, const char *sha256)
{
  g_autofree char *name = g_path_get_basename (local);
  g_autoptr (GFile) file = g_file_new_for_path (local);
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, 0, NULL, NULL);
  JsonObject *object = json_object_new ();

  add_text (object, "file", name);
  json_object_set_int_member (object, "size", info != NULL ? g_file_info_get_size (info) : 0);
  json_object_set_string_member (object, "sha256", sha256);
  json_object_set_null_member (object, "file_id"); /* an upload to the account has these */
  json_object_set_null_member (object, "contract");
  add_text (object, "path", path);
  json_array_add_object_element (desk->done, object);
}

static gboolean
put_word (Desk *desk, const char *word, GError **error)
{
  g_autofree char *name = g_path_get_basename (word);
  g_autofree char *folder = make_path (desk->folder != NULL ? desk->folder : "/");
  g_autofree char *path = g_strconcat (folder, g_str_has_suffix (folder, "/") ? "" : "/", name, NULL);
  g_autofree char *sha256 = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GError *failure = NULL;
  GAsyncResult *slot = NULL;

  culm_printer_files_put_async (desk->files, word, path, choose_progress (), NULL, desk->ctl->interrupt,
                                culm_ctl_ready_cb, &slot);
  result = culm_ctl_wait (desk->ctl, &slot, error);
  wipe_progress ();
  if (result == NULL || !culm_printer_files_put_finish (desk->files, result, &failure)) {
    if (failure != NULL)
      g_propagate_error (error, culm_ctl_word_file_error (failure));
    settle (desk);
    return FALSE;
  }
  sha256 = culm_printer_files_dup_sha256 (desk->files, result);
  if (desk->ctl->json)
    add_sent (desk, word, path, sha256);
  else
    culm_ctl_print (_ ("%s is on the printer, as %s."), name, path);
  return TRUE;
}

static gboolean
remove_word (Desk *desk, const char *word, GError **error)
{
  g_autofree char *path = make_path (word);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  JsonObject *object;

  culm_printer_files_remove_async (desk->files, path, desk->ctl->interrupt, culm_ctl_ready_cb, &slot);
  result = culm_ctl_wait (desk->ctl, &slot, error);
  if (result == NULL || !culm_printer_files_change_finish (desk->files, result, error))
    return FALSE;
  object = json_object_new ();
  add_text (object, "path", path);
  json_array_add_object_element (desk->done, object);
  if (!desk->ctl->json)
    culm_ctl_print (_ ("%s was deleted."), path);
  return TRUE;
}

/* Each word in its turn; the others go on when one fails. Returns: the exit code, or -1 with the first failure. */
static int
run_words (Desk *desk, char **words, WordFunc run, GError **error)
{
  gboolean several = words[0] != NULL && words[1] != NULL;

  desk->done = json_array_new ();
  for (; *words != NULL && !g_cancellable_is_cancelled (desk->ctl->interrupt); words++) {
    g_autoptr (GError) failure = NULL;

    if (run (desk, *words, &failure))
      continue;
    failure = word_error (failure, *words);
    if (several) {
      g_autofree char *sentence = culm_ctl_describe_error (failure);

      culm_ctl_say ("%s: %s", *words, sentence);
    }
    if (desk->first == NULL)
      desk->first = g_steal_pointer (&failure);
  }
  g_clear_object (&desk->files);
  if (desk->first == NULL && culm_ctl_check_interrupt (desk->ctl, &desk->first) && desk->ctl->json)
    culm_ctl_print_json (json_node_init_array (json_node_alloc (), desk->done));
  json_array_unref (desk->done);
  if (desk->first == NULL)
    return CULM_EXIT_DONE;
  g_propagate_error (error, g_steal_pointer (&desk->first));
  return -1;
}

int
culm_ctl_send_to_printer (CulmCtl *self, const char *printer, char **paths, GError **error)
{
  Desk desk = { .ctl = self };

  return open_files (&desk, printer, error) ? run_words (&desk, paths, put_word, error) : -1;
}

static gboolean
ask_before_remove (Desk *desk, char **words, GError **error)
{
  g_autofree char *question =
      words[1] == NULL ? g_strdup_printf (_ ("Delete %s from the printer?"), words[0])
                       : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Delete %u file from the printer?",
                                                       "Delete %u files from the printer?", g_strv_length (words)),
                                          g_strv_length (words));

  return desk->ctl->yes || culm_ctl_confirm (question, desk->ctl->interrupt, error);
}

static int
run_files (CulmCtl *self, int argc, char *argv[], GError **error)
{
  static const struct {
    const char *name;
    WordFunc run;
  } acts[] = { { "list", list_word }, { "get", get_word }, { "put", put_word }, { "rm", remove_word } };
  static char root[] = "/";
  char *top[] = { root, NULL };
  Desk desk = { .ctl = self, .resume = culm_ctl_take_flag (&argc, argv, "--resume") };
  WordFunc run = NULL;
  char **words;

  if (!culm_ctl_take_option (&argc, argv, "--into", &desk.folder, error) ||
      !culm_ctl_check_words (&argc, argv, 2, -1, error))
    return -1;
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (argv[2], acts[i].name))
      run = acts[i].run;
  words = argc > 3 ? argv + 3 : top;
  if (run == NULL || (run != list_word && argc < 4)) {
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE,
                    _ ("Say what to do: culmctl files PRINTER list, get, put or rm, and with which files."));
    return -1;
  }
  if (!open_files (&desk, argv[1], error))
    return -1;
  if (run == remove_word && !ask_before_remove (&desk, words, error)) {
    g_clear_object (&desk.files);
    return -1;
  }
  return run_words (&desk, words, run, error);
}

const CulmCtlCommand culm_ctl_files_commands[] = {
  { "files", "PRINTER list [FOLDER…] | get PATH… | put FILE… | rm PATH… [--into FOLDER] [--resume]",
    N_ ("List, fetch, send and delete the files that a printer holds"),
    N_ ("Over the local network; add the printer first. Paths begin at the top of its storage, such as\n"
        "/timelapse/video.mp4; what newer models hold inside is below /internal. What is fetched goes into this\n"
        "folder, what is sent to the top of the storage, unless --into names another. --resume goes on where an\n"
        "earlier get was broken off. rm asks on a terminal."),
    run_files },
  { NULL, NULL, NULL, NULL, NULL },
};
