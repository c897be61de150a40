/* test-slot-editor.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-command-button.h"
#include "culm-slot-editor.h"
#include "culm-test-display.h"
#include "culm-test-fleet.h"
#include "culm-test-scenes.h"

typedef struct {
  CulmPrinter *printer;
  FakeLink *link;
  GtkWidget *editor, *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmAmsUnit) unit = NULL;
  g_autoptr (CulmAmsSlot) slot = NULL;

  fixture->printer = culm_test_scene_new ("filament");
  fixture->link = culm_test_give_link (fixture->printer);
  unit = g_list_model_get_item (culm_printer_get_ams (fixture->printer), 0);
  slot = g_list_model_get_item (culm_ams_unit_get_slots (unit), 2);
  fixture->editor = culm_slot_editor_new (fixture->printer, 0, slot);
  fixture->window = culm_test_show (fixture->editor);
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  culm_test_end_commands (fixture->printer, -1);
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  culm_test_wait (fixture->window == NULL);
  g_assert_finalize_object (fixture->printer);
}

static const CulmSpool *
get_sent (Fixture *fixture)
{
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 1);
  return culm_command_get_spool (fake_link_get_last (fixture->link));
}

static void
save (Fixture *fixture)
{
  GtkWidget *button = culm_test_find (fixture->editor, CULM_TYPE_COMMAND_BUTTON);

  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

/* It begins with what is there; the window goes once the printer has taken it. */
static void
test_saves (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const CulmSpool *spool;

  save (fixture);
  spool = get_sent (fixture);
  g_assert_cmpstr (spool->material, ==, "PETG");
  g_assert_cmpstr (spool->preset, ==, "GFG99");
  g_assert_cmpstr (spool->color, ==, "#2A7DE1FF");
  g_assert_cmpint (spool->nozzle_min, ==, 220);
  g_assert_cmpint (spool->nozzle_max, ==, 270);
  g_assert_nonnull (fixture->window);
  culm_test_end_commands (fixture->printer, -1);
  culm_test_wait (fixture->window == NULL);
}

/* Another material brings its preset and its temperatures along. */
static void
test_material (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AdwComboRow *material = ADW_COMBO_ROW (culm_test_find (fixture->editor, ADW_TYPE_COMBO_ROW));
  const CulmSpool *spool;

  adw_combo_row_set_selected (material, 2);
  save (fixture);
  spool = get_sent (fixture);
  g_assert_cmpstr (spool->material, ==, "ABS");
  g_assert_cmpstr (spool->preset, ==, "GFB99");
  g_assert_cmpint (spool->nozzle_max, ==, 280);
}

static void
test_stays_when_refused (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  save (fixture);
  culm_test_end_commands (fixture->printer, CULM_ERROR_REFUSED);
  culm_test_settle (fixture->window);
  g_assert_true (culm_test_says (fixture->window, "The printer said no. Its screen may tell why."));
}

static void
test_faults (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GtkWidget *button = culm_test_find (fixture->editor, CULM_TYPE_COMMAND_BUTTON);
  GtkWidget *low = culm_test_find (fixture->editor, GTK_TYPE_SPIN_BUTTON);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (low), 290);
  g_assert_false (gtk_widget_is_sensitive (button));
  g_assert_true (culm_test_says (fixture->window, "The lowest temperature is above the highest."));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (low), 230);
  g_assert_true (gtk_widget_is_sensitive (button));
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add ("/slot-editor/saves", Fixture, NULL, set_up, test_saves, tear_down);
  g_test_add ("/slot-editor/material", Fixture, NULL, set_up, test_material, tear_down);
  g_test_add ("/slot-editor/stays-when-refused", Fixture, NULL, set_up, test_stays_when_refused, tear_down);
  g_test_add ("/slot-editor/faults", Fixture, NULL, set_up, test_faults, tear_down);
  return g_test_run ();
}
