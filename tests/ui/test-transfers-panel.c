/* test-transfers-panel.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-display.h"
#include "culm-test-fleet.h"
#include "culm-transfer-row.h"
#include "culm-transfers-panel.h"

static void
test_follows (void)
{
  g_autoptr (GListModel) transfers = culm_test_transfers_new ();
  g_autoptr (CulmTransfer) sending = g_list_model_get_item (transfers, 0);
  GtkWidget *panel = culm_transfers_panel_new ();
  GtkWidget *window;

  g_assert_false (gtk_widget_get_visible (panel));
  culm_transfers_panel_set_model (CULM_TRANSFERS_PANEL (panel), transfers);
  window = culm_test_show (panel);
  g_assert_true (culm_test_says (window, "vase_large.3mf"));
  g_assert_false (culm_test_says (window, "gear box.gcode")); /* of another day */
  g_list_store_remove (G_LIST_STORE (transfers), 0);
  culm_transfer_set_state (sending, CULM_TRANSFER_DONE, NULL, 1);
  g_list_store_append (G_LIST_STORE (transfers), sending);
  culm_test_settle (window);
  g_assert_true (culm_test_says (window, "In your account. Start it from the manufacturer’s app."));
  culm_test_assert_finalises (window, panel);
}

static void
test_shows_all (void)
{
  g_autoptr (GListModel) transfers = culm_test_transfers_new ();
  GtkWidget *panel = culm_transfers_panel_new ();
  GtkWidget *window;

  culm_transfers_panel_set_model (CULM_TRANSFERS_PANEL (panel), transfers);
  window = culm_test_show (panel);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (culm_test_find (panel, GTK_TYPE_TOGGLE_BUTTON)), TRUE);
  culm_test_settle (window);
  g_assert_true (culm_test_says (window, "gear box.gcode"));
  g_list_store_remove_all (G_LIST_STORE (transfers));
  g_assert_false (gtk_widget_get_visible (panel));
  culm_test_assert_finalises (window, panel);
}

/* One that a limit holds up says until when, and may go past it. */
static void
test_limit (void)
{
  g_autoptr (GListStore) transfers = g_list_store_new (CULM_TYPE_TRANSFER);
  g_autoptr (GFile) file = g_file_new_for_path ("/tmp/vase.3mf");
  g_autoptr (CulmTransfer) transfer = culm_transfer_new ("a", file, "vase.3mf", 1000, NULL);
  g_autoptr (GDateTime) until = g_date_time_new_now_local ();
  g_autofree char *clock = g_date_time_format (until, "%H:%M");
  g_autofree char *line = g_strdup_printf ("Waiting until %s: 10 uploads an hour", clock);
  GtkWidget *panel = culm_transfers_panel_new ();
  GtkWidget *window, *now;

  g_list_store_append (transfers, transfer);
  culm_transfers_panel_set_model (CULM_TRANSFERS_PANEL (panel), G_LIST_MODEL (transfers));
  window = culm_test_show (panel);
  now = culm_test_find (culm_test_find (panel, CULM_TYPE_TRANSFER_ROW), GTK_TYPE_BUTTON);
  g_assert_false (gtk_widget_get_mapped (now));
  culm_transfer_set_resumes (transfer, CULM_LIMIT_UPLOADS, g_date_time_to_unix (until));
  culm_test_settle (window);
  g_assert_true (culm_test_says (window, line));
  g_assert_true (gtk_widget_get_mapped (now));
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (now)), ==, "win.upload-now");
  culm_transfer_set_resumes (transfer, CULM_LIMIT_UPLOADS, 0);
  culm_transfer_set_state (transfer, CULM_TRANSFER_SENDING, NULL, 0);
  culm_test_settle (window);
  g_assert_false (gtk_widget_get_mapped (now));
  culm_test_assert_finalises (window, panel);
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add_func ("/transfers-panel/follows", test_follows);
  g_test_add_func ("/transfers-panel/shows-all", test_shows_all);
  g_test_add_func ("/transfers-panel/limit", test_limit);
  return g_test_run ();
}
