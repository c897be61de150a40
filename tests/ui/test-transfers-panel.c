/* test-transfers-panel.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-display.h"
#include "culm-test-fleet.h"
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
  g_assert_true (culm_test_says (window, "In your account. Start it from the vendor's app."));
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

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add_func ("/transfers-panel/follows", test_follows);
  g_test_add_func ("/transfers-panel/shows-all", test_shows_all);
  return g_test_run ();
}
