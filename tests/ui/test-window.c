/* test-window.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-printer-row.h"
#include "culm-sidebar.h"
#include "culm-test-display.h"
#include "culm-test-fixture.h"

static const char *const args[] = { "--auth", "code", "--speed", "60", NULL };

static void
sign_in (CulmTestFixture *f)
{
  g_autoptr (CulmDemo) demo = culm_demo_new (culm_test_sim_get_rest (f->sim), culm_test_sim_get_account (f->sim),
                                             culm_test_sim_get_password (f->sim), culm_test_sim_get_code (f->sim));

  culm_window_set_demo (CULM_WINDOW (f->window), demo);
  culm_window_run_demo (CULM_WINDOW (f->window));
  culm_test_wait (g_list_model_get_n_items (culm_engine_get_printers (f->engine)) == 6);
  culm_test_settle (f->window);
}

/* First start, sign-in with a code that is asked for, the list of printers, one of them. */
static void
test_first_start (CulmTestFixture *f, gconstpointer user_data G_GNUC_UNUSED)
{
  const char *serial = culm_test_sim_get_serial (f->sim, 1);
  g_autofree char *selected = NULL;
  CulmSidebar *sidebar;

  culm_test_settle (f->window);
  g_assert_true (culm_test_says (f->window, "Welcome to Culm"));
  sign_in (f);
  for (guint i = 0; i < culm_test_sim_get_n_printers (f->sim); i++)
    g_assert_true (culm_test_says (f->window, culm_test_sim_get_name (f->sim, i)));
  culm_window_show_printer (CULM_WINDOW (f->window), serial);
  sidebar = CULM_SIDEBAR (culm_test_find (f->window, CULM_TYPE_SIDEBAR));
  g_assert_cmpstr (culm_printer_get_serial (culm_sidebar_get_printer (sidebar)), ==, serial);
  selected = g_settings_get_string (culm_engine_get_settings (f->engine), "selected-printer");
  g_assert_cmpstr (selected, ==, serial);
  culm_window_show_printer (CULM_WINDOW (f->window), "");
  g_assert_null (culm_sidebar_get_printer (sidebar));
}

/* A window that is closed while an upload goes on asks first. */
static void
test_asks_before_close (CulmTestFixture *f, gconstpointer user_data G_GNUC_UNUSED)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "culm-window.3mf", NULL);
  g_autofree char *content = g_malloc0 (64 << 20);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GListModel *transfers = culm_engine_get_transfers (f->engine);
  g_autoptr (CulmTransfer) transfer = NULL;

  g_assert_true (g_file_set_contents (path, content, 64 << 20, NULL));
  sign_in (f);
  json_node_unref (culm_test_sim_control (f->sim, "POST", "/fault",
                                          "{\"where\":\"upload\",\"what\":\"delay\",\"value\":20,\"times\":1}"));
  g_list_store_append (files, file);
  culm_window_upload (CULM_WINDOW (f->window), G_LIST_MODEL (files));
  culm_test_wait (g_list_model_get_n_items (transfers) == 1);
  transfer = g_list_model_get_item (transfers, 0);
  g_assert_true (culm_transfer_get_active (transfer));
  gtk_window_close (GTK_WINDOW (f->window));
  g_assert_nonnull (culm_test_find_window (ADW_TYPE_MESSAGE_DIALOG));
  g_assert_true (gtk_widget_get_visible (f->window));
  culm_engine_cancel_transfer (f->engine, transfer);
  culm_test_wait (!culm_transfer_get_active (transfer));
  g_file_delete (file, NULL, NULL);
}

int
main (int argc, char *argv[])
{
  culm_test_fixture_init (&argc, &argv);
  g_test_add ("/window/first-start", CulmTestFixture, args, culm_test_fixture_set_up, test_first_start,
              culm_test_fixture_tear_down);
  g_test_add ("/window/asks-before-close", CulmTestFixture, args, culm_test_fixture_set_up, test_asks_before_close,
              culm_test_fixture_tear_down);
  return g_test_run ();
}
