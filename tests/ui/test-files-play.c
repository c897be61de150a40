/* test-files-play.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-engine-lan.h"
#include "culm-files-view.h"
#include "culm-stored-file.h"
#include "culm-test-await.h"
#include "culm-test-display.h"
#include "culm-test-sim.h"
#include "culm-transfer.h"
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define WAIT 60 /* s */

typedef struct {
  CulmTestSim *sim;
  CulmEngine *engine;
  GtkWidget *window, *view;
  GListModel *rows;
} Fixture;

static void
write_text (const char *path, const char *text, int mode)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, mode, NULL));
}

/* The player of this desktop: a program that writes down what it was given. */
static void
install_player (void)
{
  const char *home = g_get_home_dir ();
  g_autofree char *program = g_build_filename (home, "player", NULL);
  g_autofree char *desktop = g_build_filename (g_get_user_data_dir (), "applications", "player.desktop", NULL);
  g_autofree char *defaults = g_build_filename (g_get_user_config_dir (), "mimeapps.list", NULL);
  g_autofree char *folders = g_build_filename (g_get_user_config_dir (), "user-dirs.dirs", NULL);
  g_autofree char *downloads = g_build_filename (home, "Downloads", NULL);
  g_autofree char *script = g_strdup_printf ("#!/bin/sh\nprintf '%%s\\n' \"$1\" >>'%s/played'\n", home);
  g_autofree char *entry =
      g_strdup_printf ("[Desktop Entry]\nType=Application\nName=Player\nExec=%s %%f\nMimeType=video/mp4;\n", program);

  write_text (program, script, 0700);
  write_text (desktop, entry, 0600);
  write_text (defaults, "[Default Applications]\nvideo/mp4=player.desktop\n", 0600);
  write_text (folders, "XDG_DOWNLOAD_DIR=\"$HOME/Downloads\"\n", 0600);
  g_assert_cmpint (g_mkdir_with_parents (downloads, 0700), ==, 0);
  g_reload_user_special_dirs_cache ();
}

/* Returns: (transfer full): what was played so far. */
static char **
read_played (void)
{
  g_autofree char *path = g_build_filename (g_get_home_dir (), "played", NULL);
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? g_strsplit (text, "\n", -1) : g_strsplit ("", "\n", -1);
}

static gboolean
has_played (gpointer number)
{
  g_auto (GStrv) lines = read_played ();

  return g_strv_length (lines) > GPOINTER_TO_UINT (number); /* the last one is empty */
}

static void
started_cb (GObject *engine, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  g_assert_true (culm_engine_start_finish (CULM_ENGINE (engine), result, NULL));
}

static CulmLanPorts
get_ports (Fixture *f, guint index)
{
  CulmLanPorts ports = CULM_LAN_PORTS_INIT;

  ports.mqtt = culm_test_sim_get_port (f->sim, index, "mqtt");
  ports.detect = culm_test_sim_get_port (f->sim, index, "detect");
  ports.ftps = culm_test_sim_get_port (f->sim, index, "ftps");
  ports.tunnel = culm_test_sim_get_port (f->sim, index, "tunnel");
  return ports;
}

static void
add_printer (Fixture *f, guint index)
{
  const char *host = culm_test_sim_get_address (f->sim, index);
  CulmLanPorts ports = get_ports (f, index);
  CulmLanDraft draft = { .host = host, .code = culm_test_sim_get_access_code (f->sim, index), .ports = ports };
  g_autoptr (GAsyncResult) looked = NULL;
  g_autoptr (GAsyncResult) added = NULL;
  g_autoptr (CulmFoundPrinter) found = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  culm_engine_look_at_async (f->engine, host, &ports, NULL, culm_test_keep_result, &slot);
  looked = culm_test_await (&slot, WAIT);
  found = culm_engine_look_at_finish (f->engine, looked, &error);
  g_assert_no_error (error);
  draft.serial = culm_found_printer_get_serial (found);
  draft.fingerprint = culm_found_printer_get_fingerprint (found);
  draft.model = culm_found_printer_get_model_id (found);
  culm_engine_add_printer_async (f->engine, &draft, NULL, culm_test_keep_result, &slot);
  added = culm_test_await (&slot, WAIT);
  culm_engine_add_printer_finish (f->engine, added, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *f, gconstpointer model)
{
  g_autofree char *address = g_strdup_printf ("127.%d.%d.1", 1 + getpid () / 256 % 200, getpid () % 256);
  const char *args[] = { "--lan",       "--seed",   "4714", "--address",  address, "--ssdp",
                         "127.0.0.1:9", "--models", model,  "--printers", "1",     NULL };
  GtkWidget *list;

  f->sim = culm_test_sim_start (args);
  f->engine = culm_engine_new ("test-files-play");
  culm_engine_start_async (f->engine, NULL, started_cb, NULL);
  culm_test_wait (culm_engine_get_ready (f->engine));
  add_printer (f, 0);
  f->view = g_object_new (CULM_TYPE_FILES_VIEW, NULL);
  culm_files_view_set_printer (CULM_FILES_VIEW (f->view), f->engine, culm_test_sim_get_serial (f->sim, 0));
  f->window = culm_test_show (f->view);
  list = culm_test_find (f->view, GTK_TYPE_LIST_VIEW);
  f->rows = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
}

static void
tear_down (Fixture *f, gconstpointer model G_GNUC_UNUSED)
{
  gpointer weak = f->engine;

  culm_test_assert_finalises (f->window, f->view);
  culm_engine_stop (f->engine);
  g_object_add_weak_pointer (G_OBJECT (f->engine), &weak);
  g_object_unref (f->engine);
  culm_test_wait (weak == NULL);
  culm_test_sim_free (f->sim);
}

typedef struct {
  Fixture *fixture;
  const char *path; /* NULL: any video */
  guint position;
} Search;

static gboolean
is_listed (gpointer data)
{
  Search *search = data;

  for (search->position = 0; search->position < g_list_model_get_n_items (search->fixture->rows); search->position++) {
    g_autoptr (CulmStoredFile) file = g_list_model_get_item (search->fixture->rows, search->position);

    if (search->path != NULL ? g_str_equal (culm_stored_file_get_path (file), search->path)
                             : culm_stored_file_get_kind (file) == CULM_STORED_FILE_VIDEO)
      return TRUE;
  }
  return FALSE;
}

static void
activate (Fixture *f, const char *path)
{
  Search search = { f, path, 0 };

  g_assert_true (culm_test_wait_for (is_listed, &search, WAIT));
  g_signal_emit_by_name (culm_test_find (f->view, GTK_TYPE_LIST_VIEW), "activate", search.position);
}

static void
test_plays (Fixture *f, gconstpointer model)
{
  gboolean inside = g_str_has_prefix (model, "H2D");
  g_auto (GStrv) before = read_played ();
  g_auto (GStrv) lines = NULL;
  g_autoptr (CulmStoredFile) film = NULL;
  Search search = { f, NULL, 0 };
  guint n = g_strv_length (before) > 0 ? g_strv_length (before) - 1 : 0;
  GListModel *transfers = culm_engine_get_transfers (f->engine);
  guint old = g_list_model_get_n_items (transfers); /* the last run's */
  g_autofree char *name = NULL;
  g_autofree char *here = NULL;
  GStatBuf info;

  if (inside)
    activate (f, CULM_STORED_FILE_INSIDE);
  activate (f, inside ? CULM_STORED_FILE_INSIDE "/timelapse" : "/timelapse");
  g_assert_true (culm_test_wait_for (is_listed, &search, WAIT));
  film = g_list_model_get_item (f->rows, search.position);
  activate (f, culm_stored_file_get_path (film));
  g_assert_true (culm_test_wait_for (has_played, GUINT_TO_POINTER (n + 1), WAIT));
  lines = read_played ();
  name = g_path_get_basename (lines[n]);
  here = g_build_filename (g_get_home_dir (), "Downloads", name, NULL);
  g_assert_cmpstr (lines[n], ==, here);
  g_assert_cmpstr (name, ==, culm_stored_file_get_name (film));
  g_assert_cmpint (g_stat (here, &info), ==, 0);
  g_assert_cmpint (info.st_size, ==, culm_stored_file_get_size (film));
  g_assert_cmpuint (g_list_model_get_n_items (transfers), ==, old + 1);
  activate (f, culm_stored_file_get_path (film)); /* what is here is not fetched again */
  g_assert_true (culm_test_wait_for (has_played, GUINT_TO_POINTER (n + 2), WAIT));
  g_assert_cmpuint (g_list_model_get_n_items (transfers), ==, old + 1);
  g_unlink (here);
}

int
main (int argc, char *argv[])
{
  g_setenv ("CULM_SECRETS", "memory", TRUE);
  install_player ();
  culm_test_display_init (&argc, &argv);
  g_test_add ("/files-play/inside", Fixture, "H2D:idle", set_up, test_plays, tear_down);
  g_test_add ("/files-play/card", Fixture, "X1C:idle", set_up, test_plays, tear_down);
  return g_test_run ();
}
