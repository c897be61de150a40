/* test-setpoint-popover.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-setpoint-popover.h"
#include "culm-test-display.h"
#include "culm-test-fleet.h"
#include "culm-test-scenes.h"

typedef struct {
  CulmPrinter *printer;
  GSettings *settings;
  GtkWidget *button, *popover, *window;
  int chosen;
} Fixture;

static void
on_chosen (CulmSetpointPopover *popover G_GNUC_UNUSED, int celsius, gpointer chosen)
{
  *(int *) chosen = celsius;
}

static void
set_up (Fixture *fixture, gconstpointer scene)
{
  fixture->printer = culm_test_scene_new (scene);
  fixture->settings = g_settings_new_with_path ("io.github.culm.Culm", "/io/github/culm/Culm/test-popover/");
  g_settings_reset (fixture->settings, "own-presets");
  fixture->chosen = -1;
  fixture->button = gtk_menu_button_new ();
  fixture->popover = g_object_new (CULM_TYPE_SETPOINT_POPOVER, NULL);
  g_signal_connect (fixture->popover, "chosen", G_CALLBACK (on_chosen), &fixture->chosen);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (fixture->button), fixture->popover);
  fixture->window = culm_test_show (fixture->button);
}

static void
tear_down (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  g_object_unref (fixture->settings);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (fixture->button));
  culm_test_wait (!gtk_widget_get_visible (fixture->popover));
  culm_test_settle (fixture->window);
  culm_test_assert_finalises (fixture->window, fixture->popover);
  g_assert_finalize_object (fixture->printer);
}

static void
open_for (Fixture *fixture, CulmHeaterId id)
{
  culm_setpoint_popover_set_heater (CULM_SETPOINT_POPOVER (fixture->popover), id, fixture->printer, fixture->settings);
  gtk_menu_button_popup (GTK_MENU_BUTTON (fixture->button));
  culm_test_wait (gtk_widget_get_mapped (fixture->popover));
}

static char *
list_rows (Fixture *fixture)
{
  GtkListBox *list = GTK_LIST_BOX (culm_test_find (fixture->popover, GTK_TYPE_LIST_BOX));
  g_autoptr (GString) rows = g_string_new (NULL);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++) {
    GtkWidget *child = gtk_widget_get_first_child (gtk_list_box_row_get_child (row));

    for (; child != NULL; child = gtk_widget_get_next_sibling (child)) {
      if (GTK_IS_LABEL (child))
        g_string_append_printf (rows, "%s ", gtk_label_get_text (GTK_LABEL (child)));
    }
    g_string_append (rows, "| ");
  }
  return g_string_free (g_steal_pointer (&rows), FALSE);
}

static void
assert_rows (Fixture *fixture, const char *expected)
{
  g_autofree char *rows = list_rows (fixture);

  g_assert_cmpstr (rows, ==, expected);
}

static void
choose (Fixture *fixture, int index)
{
  GtkListBox *list = GTK_LIST_BOX (culm_test_find (fixture->popover, GTK_TYPE_LIST_BOX));

  gtk_widget_activate (GTK_WIDGET (gtk_list_box_get_row_at_index (list, index)));
}

/* Only what this heater of this model can reach is offered. */
static void
test_limits (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  open_for (fixture, CULM_HEATER_NOZZLE);
  assert_rows (fixture, "Off | PLA 220 °C | PETG 250 °C | ABS 260 °C | ");
  g_assert_true (culm_test_says (fixture->popover, "0 to 300 °C"));
  open_for (fixture, CULM_HEATER_BED);
  assert_rows (fixture, "Off | PLA 60 °C | PETG 70 °C | "); /* 80 °C at the most: no ABS */
  g_assert_true (culm_test_says (fixture->popover, "0 to 80 °C"));
}

static void
test_chooses (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  open_for (fixture, CULM_HEATER_NOZZLE);
  choose (fixture, 2);
  g_assert_cmpint (fixture->chosen, ==, 250);
  choose (fixture, 0);
  g_assert_cmpint (fixture->chosen, ==, 0);
}

/* Own ones are kept per heater, for every printer, and can be forgotten. */
static void
test_own (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  culm_test_printer_tell (fixture->printer, "\"nozzle_target_temper\":215");
  open_for (fixture, CULM_HEATER_NOZZLE);
  g_assert_true (culm_test_says (fixture->popover, "Keep 215 °C"));
  g_signal_emit_by_name (gtk_widget_get_next_sibling (culm_test_find (fixture->popover, GTK_TYPE_LIST_BOX)), "clicked");
  assert_rows (fixture, "Off | PLA 220 °C | PETG 250 °C | ABS 260 °C | 215 °C | ");
  g_assert_false (culm_test_says (fixture->popover, "Keep 215 °C"));
  open_for (fixture, CULM_HEATER_BED);
  assert_rows (fixture, "Off | PLA 60 °C | PETG 70 °C | ");
  open_for (fixture, CULM_HEATER_NOZZLE);
  choose (fixture, 4);
  g_assert_cmpint (fixture->chosen, ==, 215);
  gtk_widget_activate_action (fixture->popover, "setpoint.forget", "i", 215);
  assert_rows (fixture, "Off | PLA 220 °C | PETG 250 °C | ABS 260 °C | ");
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add ("/setpoint-popover/limits", Fixture, "small", set_up, test_limits, tear_down);
  g_test_add ("/setpoint-popover/chooses", Fixture, "small", set_up, test_chooses, tear_down);
  g_test_add ("/setpoint-popover/own", Fixture, "small", set_up, test_own, tear_down);
  return g_test_run ();
}
