/* test-calibration-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-calibration-page.h"
#include "culm-test-display.h"
#include "culm-test-fleet.h"
#include "culm-test-question.h"
#include "culm-test-scenes.h"

typedef struct {
  CulmPrinter *printer;
  FakeLink *link;
  GtkWidget *page, *window, *start;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer scene)
{
  fixture->printer = culm_test_scene_new (scene);
  fixture->link = culm_test_give_link (fixture->printer);
  fixture->page = culm_calibration_page_new (fixture->printer);
  fixture->window = culm_test_show (fixture->page);
  fixture->start = culm_test_find_button (fixture->page, "Calibrate…");
}

static void
tear_down (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  culm_test_end_commands (fixture->printer, -1);
  culm_test_assert_finalises (fixture->window, fixture->page);
  g_assert_finalize_object (fixture->printer);
}

static GtkCheckButton *
find_check (Fixture *fixture, const char *title)
{
  GtkWidget *row = gtk_widget_get_first_child (culm_test_find (fixture->page, GTK_TYPE_LIST_BOX));

  while (g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title) != 0)
    row = gtk_widget_get_next_sibling (row);
  g_assert_true (gtk_widget_get_visible (row));
  return GTK_CHECK_BUTTON (culm_test_find (row, GTK_TYPE_CHECK_BUTTON));
}

static char *
list_parts (Fixture *fixture)
{
  g_autoptr (GString) titles = g_string_new (NULL);

  for (GtkWidget *row = gtk_widget_get_first_child (culm_test_find (fixture->page, GTK_TYPE_LIST_BOX)); row != NULL;
       row = gtk_widget_get_next_sibling (row)) {
    if (gtk_widget_get_visible (row))
      g_string_append_printf (titles, "%s|", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  }
  return g_string_free (g_steal_pointer (&titles), FALSE);
}

/* Only what the model has. */
static void
test_offers (Fixture *fixture, gconstpointer scene)
{
  g_autofree char *titles = list_parts (fixture);
  gboolean dual = g_str_equal (scene, "dual-ready");

  g_assert_cmpstr (titles, ==,
                   dual ? "Bed levelling|Vibration compensation|Nozzle offset|Hot bed levelling|Clump detection|"
                        : "Lidar|Bed levelling|Vibration compensation|");
  culm_test_printer_tell (fixture->printer, "\"home_flag\":2097152");
  find_check (fixture, "Motor noise");
}

/* It asks, and sends all that is chosen at once. */
static void
test_starts (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  g_autofree char *sent = NULL;

  g_assert_true (culm_test_says (fixture->window, "About 5 min"));
  gtk_check_button_set_active (find_check (fixture, "Vibration compensation"), TRUE);
  g_assert_true (culm_test_says (fixture->window, "About 10 min"));
  culm_test_click (fixture->start);
  culm_test_answer ("cancel");
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 0);
  culm_test_click (fixture->start);
  culm_test_answer ("yes");
  sent = fake_link_dup_last (fixture->link);
  g_assert_cmpstr (sent, ==, "levelling vibration");
  culm_test_end_commands (fixture->printer, CULM_ERROR_REFUSED);
  g_assert_true (culm_test_says (fixture->window, "The printer said no. Its screen may tell why."));
}

static void
test_nothing_chosen (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  gtk_check_button_set_active (find_check (fixture, "Bed levelling"), FALSE);
  g_assert_false (gtk_widget_is_sensitive (fixture->start));
  g_assert_true (culm_test_says (fixture->window, "Choose what to calibrate."));
}

static void
test_printing (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  const char *sentence = "Not while a print is under way. Wait for its end.";

  g_assert_false (gtk_widget_is_sensitive (fixture->start));
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (find_check (fixture, "Lidar"))));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (fixture->start), ==, sentence);
  culm_test_assert_described (fixture->start, "Printing. Not while a print is under way. Wait for its end.");
  culm_test_settle (fixture->window);
  g_assert_true (culm_test_says (fixture->window, sentence));
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add ("/calibration-page/offers", Fixture, "ready", set_up, test_offers, tear_down);
  g_test_add ("/calibration-page/offers-dual", Fixture, "dual-ready", set_up, test_offers, tear_down);
  g_test_add ("/calibration-page/starts", Fixture, "ready", set_up, test_starts, tear_down);
  g_test_add ("/calibration-page/nothing-chosen", Fixture, "ready", set_up, test_nothing_chosen, tear_down);
  g_test_add ("/calibration-page/printing", Fixture, "one-ams", set_up, test_printing, tear_down);
  return g_test_run ();
}
