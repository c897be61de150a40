/* test-slot-panel.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-command-button.h"
#include "culm-slot-panel.h"
#include "culm-test-display.h"
#include "culm-test-fleet.h"
#include "culm-test-scenes.h"

typedef struct {
  CulmPrinter *printer;
  FakeLink *link;
  GtkWidget *panel, *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer slot)
{
  g_autoptr (CulmAmsUnit) unit = NULL;
  g_autoptr (CulmAmsSlot) item = NULL;
  int index = GPOINTER_TO_INT (slot);

  fixture->printer = culm_test_scene_new ("filament");
  fixture->link = culm_test_give_link (fixture->printer);
  unit = g_list_model_get_item (culm_printer_get_ams (fixture->printer), 0);
  item = index < 4 ? g_list_model_get_item (culm_ams_unit_get_slots (unit), (guint) index)
                   : g_list_model_get_item (culm_printer_get_external (fixture->printer), 0);
  fixture->panel = culm_slot_panel_new (fixture->printer, index < 4 ? 0 : 255, item);
  fixture->window = culm_test_show (fixture->panel);
}

static void
tear_down (Fixture *fixture, gconstpointer slot G_GNUC_UNUSED)
{
  culm_test_end_commands (fixture->printer, -1);
  culm_test_assert_finalises (fixture->window, fixture->panel);
  g_assert_finalize_object (fixture->printer);
}

static gboolean
has_label (GtkWidget *widget, const char *label)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if ((GTK_IS_LABEL (child) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (child)), label) == 0) ||
        has_label (child, label))
      return TRUE;
  }
  return FALSE;
}

static GtkWidget *
find_button (GtkWidget *root, const char *label)
{
  if (GTK_IS_BUTTON (root) && has_label (root, label))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_button (child, label);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static void
press (Fixture *fixture, const char *label)
{
  GtkWidget *button = find_button (fixture->panel, label);

  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static void
answer (const char *response)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (!ADW_IS_MESSAGE_DIALOG (window))
      continue;
    adw_message_dialog_response (ADW_MESSAGE_DIALOG (window), response);
    gtk_window_destroy (GTK_WINDOW (window));
    return;
  }
  g_assert_not_reached ();
}

static void
test_tells (Fixture *fixture, gconstpointer slot G_GNUC_UNUSED)
{
  g_assert_true (culm_test_says (fixture->window, "PLA Basic"));
  g_assert_true (culm_test_says (fixture->window, "Slot A1 · in use · PLA"));
  g_assert_true (culm_test_says (fixture->window, "Orange · #F98C36"));
  g_assert_true (culm_test_says (fixture->window, "62 %"));
  g_assert_true (culm_test_says (fixture->window, "190–240 °C"));
  g_assert_true (culm_test_says (fixture->window, "GFA00"));
  g_assert_true (culm_test_says (fixture->window, "Pulling the filament back"));
}

/* What the tag says is not edited, what is loaded is not loaded. */
static void
test_off (Fixture *fixture, gconstpointer slot G_GNUC_UNUSED)
{
  GtkWidget *edit = find_button (fixture->panel, "Edit…"), *load = find_button (fixture->panel, "Load");

  g_assert_false (gtk_widget_is_sensitive (edit));
  culm_test_assert_described (edit, "The spool’s tag says what it is.");
  g_assert_false (gtk_widget_is_sensitive (load));
  culm_test_assert_named (load, "Load");
  culm_test_assert_described (load, "It is loaded already.");
  g_assert_true (gtk_widget_is_sensitive (find_button (fixture->panel, "Unload")));
}

/* The other slot: it asks, then sends once. */
static void
test_loads (Fixture *fixture, gconstpointer slot G_GNUC_UNUSED)
{
  g_autofree char *last = NULL;

  press (fixture, "Load");
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 0);
  answer ("cancel");
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 0);
  press (fixture, "Load");
  answer ("yes");
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 1);
  last = fake_link_dup_last (fixture->link);
  g_assert_cmpstr (last, ==, "A3");
  g_assert_false (gtk_widget_is_sensitive (find_button (fixture->panel, "Load")));
  culm_test_end_commands (fixture->printer, CULM_ERROR_NOT_CONFIRMED);
  g_assert_true (culm_test_says (fixture->window, "The printer did not react. Check it before you try again."));
}

/* A printer that waits for a hand takes an answer. */
static void
test_waits (Fixture *fixture, gconstpointer slot G_GNUC_UNUSED)
{
  press (fixture, "Retry");
  g_assert_cmpstr (culm_command_get_text (fake_link_get_last (fixture->link)), ==, "resume");
  culm_test_end_commands (fixture->printer, -1);
  press (fixture, "Continue");
  g_assert_cmpstr (culm_command_get_text (fake_link_get_last (fixture->link)), ==, "done");
  culm_test_end_commands (fixture->printer, -1);
  press (fixture, "Abort");
  g_assert_cmpstr (culm_command_get_text (fake_link_get_last (fixture->link)), ==, "abort");
  culm_test_end_commands (fixture->printer, -1);
  culm_test_printer_tell (fixture->printer, "\"print_error\":0,\"ams_status\":768,\"stg_cur\":0");
  g_assert_false (gtk_widget_get_mapped (find_button (fixture->panel, "Retry")));
}

static void
test_empty (Fixture *fixture, gconstpointer slot G_GNUC_UNUSED)
{
  GtkWidget *load = find_button (fixture->panel, "Load");

  g_assert_true (culm_test_says (fixture->window, "Empty"));
  culm_test_assert_described (load, "The slot is empty. Put a spool in first.");
  g_assert_false (gtk_widget_is_sensitive (find_button (fixture->panel, "Read Tag Again")));
}

/* A spool beside the printer has no reader. */
static void
test_external (Fixture *fixture, gconstpointer slot G_GNUC_UNUSED)
{
  g_assert_true (culm_test_says (fixture->window, "External spool · TPU") ||
                 culm_test_says (fixture->window, "External spool"));
  g_assert_false (gtk_widget_get_visible (find_button (fixture->panel, "Read Tag Again")));
  g_assert_true (gtk_widget_is_sensitive (find_button (fixture->panel, "Edit…")));
}

static void
test_refused (Fixture *fixture, gconstpointer slot G_GNUC_UNUSED)
{
  culm_printer_set_control (fixture->printer, CULM_CONTROL_REFUSED);
  g_assert_false (gtk_widget_is_sensitive (find_button (fixture->panel, "Load")));
  g_assert_true (culm_test_says (
      fixture->window, "The printer refuses other programs. Turn on Developer Mode on its screen, or use the screen."));
}

#define ADD(name, slot)                                                                                                \
  g_test_add ("/slot-panel/" #name, Fixture, GINT_TO_POINTER (slot), set_up, test_##name, tear_down)

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  ADD (tells, 0);
  ADD (off, 0);
  ADD (loads, 2);
  ADD (waits, 2);
  ADD (empty, 3);
  ADD (external, 4);
  ADD (refused, 2);
  return g_test_run ();
}
