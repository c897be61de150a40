/* test-ams-group.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ams-group.h"
#include "culm-slot-cell.h"
#include "culm-test-display.h"
#include "culm-test-fleet.h"
#include "culm-test-scenes.h"

static GtkWidget *
show_unit (CulmPrinter *printer, guint index, GtkWidget **window)
{
  g_autoptr (CulmAmsUnit) unit = g_list_model_get_item (culm_printer_get_ams (printer), index);
  GtkWidget *group = culm_ams_group_new (printer, unit);

  *window = culm_test_show (group);
  return group;
}

static GtkWidget *
get_cell (GtkWidget *group, guint index)
{
  GtkWidget *cell = culm_test_find (group, CULM_TYPE_SLOT_CELL);

  while (index-- > 0)
    cell = gtk_widget_get_next_sibling (cell);
  return culm_test_find (cell, GTK_TYPE_TOGGLE_BUTTON);
}

/* All that a disc shows by colour is there in words. */
static void
test_words (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("one-ams");
  GtkWidget *window, *group = show_unit (printer, 0, &window);

  g_assert_true (culm_test_says (window, "AMS A"));
  culm_test_assert_named (group, "AMS A");
  culm_test_assert_described (group, "Humidity 24 % · 26 °C");
  culm_test_assert_named (get_cell (group, 0), "Slot A1");
  culm_test_assert_described (get_cell (group, 0), "PLA, Orange, 62 % left, in use");
  culm_test_assert_described (get_cell (group, 2), "PETG-CF, White, 30 % left");
  culm_test_assert_described (get_cell (group, 3), "Empty");
  culm_test_assert_finalises (window, group);
}

static void
test_follows (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("one-ams");
  GtkWidget *window, *group = show_unit (printer, 0, &window), *cell = get_cell (group, 0);

  culm_test_printer_tell (printer,
                          "\"ams\":{\"tray_now\":\"1\",\"ams\":[{\"id\":\"0\",\"humidity_raw\":\"41\",\"tray\":["
                          "{\"id\":\"0\",\"remain\":58}]}]}");
  g_assert_true (get_cell (group, 0) == cell);
  culm_test_assert_described (cell, "PLA, Orange, 58 % left");
  culm_test_assert_described (get_cell (group, 1), "PLA, Black, 91 % left, in use");
  culm_test_assert_described (group, "Humidity 41 % · 26 °C");
  culm_test_settle (window);
  culm_test_assert_finalises (window, group);
}

/* On two nozzles it says which one it feeds. */
static void
test_nozzle (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("dual");
  GtkWidget *window, *group = show_unit (printer, 0, &window);

  g_assert_true (culm_test_says (window, "AMS A, right"));
  culm_test_assert_finalises (window, group);
}

static void
test_drying (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("two-ams-ht");
  GtkWidget *window, *group = show_unit (printer, 2, &window);

  g_assert_true (culm_test_says (window, "AMS HT 1"));
  g_assert_true (culm_test_says (window, "Drying…"));
  culm_test_assert_described (group, "Humidity 9 % · 64 °C · drying, 5 h 12 min left");
  culm_test_assert_finalises (window, group);
}

static void
test_external (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("two-ams-ht");
  GtkWidget *group = culm_ams_group_new_external (printer);
  GtkWidget *window = culm_test_show (group);

  g_assert_true (culm_test_says (window, "External spool"));
  g_assert_true (culm_test_says (window, "TPU"));
  culm_test_assert_finalises (window, group);
}

static void
send_cb (GObject *printer, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  culm_printer_send_finish (CULM_PRINTER (printer), result, NULL);
}

/* A change of filament shows on its unit: that it was asked for, how far it is, how it failed. */
static void
test_change (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("ready");
  g_autoptr (CulmCommand) load = culm_command_new_ams_load (0, 1);
  GtkWidget *window, *group = show_unit (printer, 0, &window);

  culm_test_give_link (printer);
  culm_printer_send_async (printer, load, NULL, send_cb, NULL);
  g_assert_true (culm_test_says (window, "Loading…"));
  culm_test_printer_tell (printer, "\"ams_status\":259");
  g_assert_true (culm_test_says (window, "Feeding the filament"));
  culm_test_printer_tell (printer, "\"ams_status\":0");
  culm_test_end_commands (printer, CULM_ERROR_REFUSED);
  g_assert_true (culm_test_says (window, "The printer said no. Its screen may tell why."));
  culm_test_assert_finalises (window, group);
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add_func ("/ams-group/words", test_words);
  g_test_add_func ("/ams-group/follows", test_follows);
  g_test_add_func ("/ams-group/nozzle", test_nozzle);
  g_test_add_func ("/ams-group/drying", test_drying);
  g_test_add_func ("/ams-group/external", test_external);
  g_test_add_func ("/ams-group/change", test_change);
  return g_test_run ();
}
