/* test-ams-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ams-page.h"
#include "culm-command-button.h"
#include "culm-test-display.h"
#include "culm-test-fleet.h"
#include "culm-test-scenes.h"

typedef struct {
  CulmPrinter *printer;
  FakeLink *link;
  GtkWidget *page, *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer index)
{
  g_autoptr (CulmAmsUnit) unit = NULL;

  fixture->printer = culm_test_scene_new ("two-ams-ht");
  fixture->link = culm_test_give_link (fixture->printer);
  unit = g_list_model_get_item (culm_printer_get_ams (fixture->printer), GPOINTER_TO_UINT (index));
  fixture->page = culm_ams_page_new (fixture->printer, unit);
  fixture->window = culm_test_show (fixture->page);
}

static void
tear_down (Fixture *fixture, gconstpointer index G_GNUC_UNUSED)
{
  culm_test_end_commands (fixture->printer, -1);
  culm_test_assert_finalises (fixture->window, fixture->page);
  g_assert_finalize_object (fixture->printer);
}

static GtkWidget *
get_shown_button (Fixture *fixture)
{
  GtkWidget *start = culm_test_find (fixture->page, CULM_TYPE_COMMAND_BUTTON);

  return gtk_widget_get_visible (start) ? start : gtk_widget_get_next_sibling (start);
}

/* It begins with how the first spool is dried. */
static void
test_starts (Fixture *fixture, gconstpointer index G_GNUC_UNUSED)
{
  CulmCommand *sent;

  g_assert_true (culm_test_says (fixture->window, "24 %"));
  g_signal_emit_by_name (get_shown_button (fixture), "clicked");
  sent = fake_link_get_last (fixture->link);
  g_assert_cmpint (culm_command_get_kind (sent), ==, CULM_COMMAND_AMS_DRY);
  g_assert_cmpint (culm_command_get_index (sent), ==, 0);
  g_assert_cmpfloat (culm_command_get_number (sent), ==, 45);
  g_assert_cmpint (culm_command_get_choice (sent), ==, 12);
}

static void
test_recipe (Fixture *fixture, gconstpointer index G_GNUC_UNUSED)
{
  AdwComboRow *recipe = ADW_COMBO_ROW (culm_test_find (fixture->page, ADW_TYPE_COMBO_ROW));
  GtkSpinButton *celsius = GTK_SPIN_BUTTON (culm_test_find (fixture->page, GTK_TYPE_SPIN_BUTTON));

  adw_combo_row_set_selected (recipe, 1); /* PETG */
  g_assert_cmpfloat (gtk_spin_button_get_value (celsius), ==, 65);
  gtk_spin_button_set_value (celsius, 90);
  g_assert_cmpfloat (gtk_spin_button_get_value (celsius), ==, 65); /* the unit goes no higher */
}

static void
test_stops (Fixture *fixture, gconstpointer index G_GNUC_UNUSED)
{
  g_assert_true (culm_test_says (fixture->window, "5 h 12 min left"));
  g_signal_emit_by_name (get_shown_button (fixture), "clicked");
  g_assert_cmpfloat (culm_command_get_number (fake_link_get_last (fixture->link)), ==, 0);
  g_assert_cmpint (culm_command_get_index (fake_link_get_last (fixture->link)), ==, 128);
}

/* A newer model whose firmware does not announce it. */
static void
test_firmware (Fixture *fixture, gconstpointer index G_GNUC_UNUSED)
{
  culm_test_printer_tell (fixture->printer, "\"fun2\":\"0\"");
  g_assert_false (gtk_widget_is_sensitive (get_shown_button (fixture)));
  g_assert_true (culm_test_says (fixture->window, "This firmware does not know it. A newer one may."));
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add ("/ams-page/starts", Fixture, GUINT_TO_POINTER (0), set_up, test_starts, tear_down);
  g_test_add ("/ams-page/recipe", Fixture, GUINT_TO_POINTER (0), set_up, test_recipe, tear_down);
  g_test_add ("/ams-page/stops", Fixture, GUINT_TO_POINTER (2), set_up, test_stops, tear_down);
  g_test_add ("/ams-page/firmware", Fixture, GUINT_TO_POINTER (0), set_up, test_firmware, tear_down);
  return g_test_run ();
}
