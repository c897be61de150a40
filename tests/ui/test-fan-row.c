/* test-fan-row.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-fan-row.h"
#include "culm-test-display.h"
#include "culm-test-fleet.h"
#include "culm-test-scenes.h"

typedef struct {
  CulmPrinter *printer;
  FakeLink *link;
  GtkWidget *row, *window;
  GtkRange *slider;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer scene)
{
  GtkWidget *list = gtk_list_box_new ();

  fixture->printer = culm_test_scene_new (scene);
  fixture->link = culm_test_give_link (fixture->printer);
  fixture->row = culm_fan_row_new (CULM_FAN_PART, NULL);
  gtk_list_box_append (GTK_LIST_BOX (list), fixture->row);
  fixture->window = culm_test_show (list);
  culm_fan_row_set_printer (CULM_FAN_ROW (fixture->row), fixture->printer);
  culm_test_settle (fixture->window);
  fixture->slider = GTK_RANGE (culm_test_find (fixture->row, GTK_TYPE_SCALE));
}

static void
tear_down (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  culm_test_end_commands (fixture->printer, -1);
  culm_test_assert_finalises (fixture->window, fixture->row);
  g_assert_finalize_object (fixture->printer);
}

static void
test_follows (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  g_assert_cmpfloat (gtk_range_get_value (fixture->slider), ==, 80);
  culm_test_assert_named (fixture->slider, "Part fan");
  culm_test_assert_described (fixture->slider, "80 %");
  culm_test_printer_tell (fixture->printer, "\"cooling_fan_speed\":\"3\"");
  g_assert_cmpfloat (gtk_range_get_value (fixture->slider), ==, 20);
  g_assert_true (culm_test_says (fixture->window, "20 %"));
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 0);
}

/* A slider that is drawn along sends its first value and its last one; reports in between do not pull it back. */
static void
test_drags (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  g_autofree char *last = NULL;

  for (int percent = 80; percent >= 10; percent--) {
    gtk_range_set_value (fixture->slider, percent);
    culm_test_printer_tell (fixture->printer, "\"cooling_fan_speed\":\"12\",\"nozzle_temper\":220.1");
    g_assert_cmpfloat (gtk_range_get_value (fixture->slider), ==, percent);
  }
  g_assert_true (culm_test_says (fixture->window, "80 %")); /* what is measured stands beside what is wanted */
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 1);
  culm_test_end_commands (fixture->printer, -1);
  culm_test_wait (fake_link_get_n_sent (fixture->link) > 1);
  last = fake_link_dup_last (fixture->link);
  g_assert_cmpstr (last, ==, "10");
  culm_test_end_commands (fixture->printer, -1);
  culm_test_printer_tell (fixture->printer, "\"cooling_fan_speed\":\"12\"");
  g_assert_cmpfloat (gtk_range_get_value (fixture->slider), ==, 10);
  culm_test_printer_tell (fixture->printer, "\"cooling_fan_speed\":\"2\"");
  g_assert_cmpfloat (gtk_range_get_value (fixture->slider), ==, 13);
}

static void
test_not_confirmed (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  gtk_range_set_value (fixture->slider, 10);
  culm_test_wait (fake_link_get_n_sent (fixture->link) > 0);
  culm_test_end_commands (fixture->printer, CULM_ERROR_NOT_CONFIRMED);
  g_assert_cmpfloat (gtk_range_get_value (fixture->slider), ==, 80);
  g_assert_true (culm_test_says (fixture->window, "The printer did not react. Check it before you try again."));
}

/* The row is as high before and while a command is on its way, and the slider as long. */
static void
test_keeps_its_place (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  int width = gtk_widget_get_width (GTK_WIDGET (fixture->slider)), height = gtk_widget_get_height (fixture->row);

  gtk_range_set_value (fixture->slider, 10);
  culm_test_settle (fixture->window);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->slider)), ==, width);
  g_assert_cmpint (gtk_widget_get_height (fixture->row), ==, height);
}

/* A printer without this fan has no row. */
static void
test_hides (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  GtkWidget *row = culm_fan_row_new (CULM_FAN_CHAMBER, NULL);

  gtk_list_box_append (GTK_LIST_BOX (gtk_widget_get_parent (fixture->row)), row);
  culm_fan_row_set_printer (CULM_FAN_ROW (row), fixture->printer);
  g_assert_false (gtk_widget_get_visible (row));
  g_assert_true (gtk_widget_get_visible (fixture->row));
}

static void
test_off (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  culm_printer_set_control (fixture->printer, CULM_CONTROL_REFUSED);
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (fixture->slider)));
  culm_test_assert_described (fixture->slider,
                              "80 %. The printer refuses other programs. Turn on Developer Mode on its "
                              "screen, or use the screen.");
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add ("/fan-row/follows", Fixture, "one-ams", set_up, test_follows, tear_down);
  g_test_add ("/fan-row/drags", Fixture, "one-ams", set_up, test_drags, tear_down);
  g_test_add ("/fan-row/not-confirmed", Fixture, "one-ams", set_up, test_not_confirmed, tear_down);
  g_test_add ("/fan-row/keeps-its-place", Fixture, "one-ams", set_up, test_keeps_its_place, tear_down);
  g_test_add ("/fan-row/hides", Fixture, "small", set_up, test_hides, tear_down);
  g_test_add ("/fan-row/off", Fixture, "one-ams", set_up, test_off, tear_down);
  return g_test_run ();
}
