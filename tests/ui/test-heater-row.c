/* test-heater-row.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-heater-row.h"
#include "culm-test-display.h"
#include "culm-test-fleet.h"
#include "culm-test-scenes.h"
#include "culm-ui.h"

typedef struct {
  CulmPrinter *printer;
  FakeLink *link;
  GtkWidget *row, *window;
  GtkSpinButton *field;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer scene)
{
  GtkWidget *list = gtk_list_box_new ();

  fixture->printer = culm_test_scene_new (scene);
  fixture->link = culm_test_give_link (fixture->printer);
  fixture->row = culm_heater_row_new (CULM_HEATER_BED, NULL);
  gtk_list_box_append (GTK_LIST_BOX (list), fixture->row);
  fixture->window = culm_test_show (list);
  culm_heater_row_set_printer (CULM_HEATER_ROW (fixture->row), fixture->printer, NULL);
  culm_test_settle (fixture->window);
  fixture->field = GTK_SPIN_BUTTON (culm_test_find (fixture->row, GTK_TYPE_SPIN_BUTTON));
}

static void
tear_down (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  culm_test_end_commands (fixture->printer, -1);
  culm_test_assert_finalises (fixture->window, fixture->row);
  g_assert_finalize_object (fixture->printer);
}

static const char *
get_text (Fixture *fixture)
{
  return gtk_editable_get_text (GTK_EDITABLE (fixture->field));
}

static void
type (Fixture *fixture, const char *text)
{
  gtk_widget_grab_focus (GTK_WIDGET (fixture->field));
  gtk_editable_set_text (GTK_EDITABLE (fixture->field), text);
}

static void
commit (Fixture *fixture)
{
  gtk_spin_button_update (fixture->field);
}

static void
assert_sends (Fixture *fixture, const char *celsius)
{
  g_autofree char *sent = NULL;

  culm_test_wait (fake_link_get_n_sent (fixture->link) > 0);
  sent = fake_link_dup_last (fixture->link);
  g_assert_cmpstr (sent, ==, celsius);
}

/* What is measured is the description, what is wanted the value. */
static void
test_follows (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  g_assert_true (culm_test_says (fixture->window, "60.1 °C"));
  g_assert_cmpstr (get_text (fixture), ==, "60");
  culm_test_assert_named (fixture->field, "Bed target");
  culm_test_assert_named (culm_ui_get_face (GTK_MENU_BUTTON (culm_test_find (fixture->window, GTK_TYPE_MENU_BUTTON))),
                          "Bed presets");
  culm_test_assert_described (fixture->field, "60.1 °C");
  culm_test_printer_tell (fixture->printer, "\"bed_temper\":61.4,\"bed_target_temper\":75");
  g_assert_true (culm_test_says (fixture->window, "61.4 °C"));
  g_assert_cmpstr (get_text (fixture), ==, "75");
  culm_test_assert_described (fixture->field, "61.4 °C");
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 0);
}

/* A target that was never told is no zero. */
static void
test_unknown (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  g_assert_cmpstr (get_text (fixture), ==, "");
  culm_test_printer_tell (fixture->printer, "\"bed_temper\":22,\"bed_target_temper\":0");
  g_assert_cmpstr (get_text (fixture), ==, "0");
}

static void
test_types (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  type (fixture, "80");
  culm_test_printer_tell (fixture->printer, "\"bed_temper\":61.4,\"bed_target_temper\":65");
  g_assert_cmpstr (get_text (fixture), ==, "80"); /* a report does not wipe it out */
  commit (fixture);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (fixture->field), "pending"));
  assert_sends (fixture, "80");
  culm_test_printer_tell (fixture->printer, "\"bed_temper\":61.5,\"bed_target_temper\":65");
  g_assert_cmpstr (get_text (fixture), ==, "80");
  culm_test_end_commands (fixture->printer, -1);
  culm_test_printer_tell (fixture->printer, "\"bed_target_temper\":80");
  g_assert_cmpstr (get_text (fixture), ==, "80");
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (fixture->field), "pending"));
}

/* Ends at the limits of the model, and what is no temperature changes nothing. */
static void
test_limits (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  static const struct {
    const char *typed, *becomes;
  } entries[] = { { "999", "110" }, { "", "60" }, { "15", "0" }, { "19", "0" }, { "20", "20" } };
  double maximum = culm_heater_get_maximum (culm_printer_get_heater (fixture->printer, CULM_HEATER_BED));
  g_autofree char *highest = g_strdup_printf ("%.0f", maximum);

  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++) {
    gtk_spin_button_set_value (fixture->field, 60);
    type (fixture, entries[i].typed);
    commit (fixture);
    g_assert_cmpstr (get_text (fixture), ==, i == 0 ? highest : entries[i].becomes);
  }
}

/* One step up from off heats; it does not count as off again. */
static void
test_first_step (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  g_assert_cmpstr (get_text (fixture), ==, "0");
  gtk_spin_button_spin (fixture->field, GTK_SPIN_STEP_FORWARD, 0);
  g_assert_cmpstr (get_text (fixture), ==, "20");
  gtk_spin_button_spin (fixture->field, GTK_SPIN_STEP_FORWARD, 0);
  g_assert_cmpstr (get_text (fixture), ==, "25");
  gtk_spin_button_spin (fixture->field, GTK_SPIN_STEP_BACKWARD, 0);
  gtk_spin_button_spin (fixture->field, GTK_SPIN_STEP_BACKWARD, 0);
  g_assert_cmpstr (get_text (fixture), ==, "0");
  assert_sends (fixture, "20");
  culm_test_end_commands (fixture->printer, -1);
  culm_test_wait (fake_link_get_n_sent (fixture->link) > 1);
  assert_sends (fixture, "0");
}

/* A value that is set, as assistive technology does it, is no step: 1–19 °C are off. */
static void
test_set (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  for (int celsius = 1; celsius < 20; celsius++) {
    gtk_spin_button_set_value (fixture->field, celsius);
    g_assert_cmpstr (get_text (fixture), ==, "0");
  }
  gtk_spin_button_set_value (fixture->field, 20);
  g_assert_cmpstr (get_text (fixture), ==, "20");
}

/* Refused: the value of the printer comes back, and a sentence says why. */
static void
test_refused (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  const char *sentence = "The printer said no. Its screen may tell why.";

  type (fixture, "80");
  commit (fixture);
  assert_sends (fixture, "80");
  culm_test_end_commands (fixture->printer, CULM_ERROR_REFUSED);
  g_assert_cmpstr (get_text (fixture), ==, "60");
  g_assert_true (culm_test_says (fixture->window, sentence));
  culm_test_assert_described (fixture->field, "60.1 °C. The printer said no. Its screen may tell why.");
}

static void
test_off (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  culm_printer_set_online (fixture->printer, FALSE, 1);
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (fixture->field)));
  culm_test_assert_described (fixture->field, "60.1 °C. The printer cannot be reached now.");
  culm_printer_set_online (fixture->printer, TRUE, 2);
  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (fixture->field)));
}

static GtkEventController *
find_key_controller (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_EVENT_CONTROLLER_KEY (controller) &&
        gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
      return controller;
  }
  return NULL;
}

static gboolean
press_escape (Fixture *fixture)
{
  gboolean handled = FALSE;

  g_signal_emit_by_name (find_key_controller (GTK_WIDGET (fixture->field)), "key-pressed", GDK_KEY_Escape, 9u,
                         (GdkModifierType) 0, &handled);
  return handled;
}

static void
test_escape (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  type (fixture, "8");
  g_assert_true (press_escape (fixture));
  g_assert_cmpstr (get_text (fixture), ==, "60");
  g_assert_false (press_escape (fixture)); /* nothing to take back: it is somebody else's */
  culm_test_settle (fixture->window);
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 0);
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add ("/heater-row/follows", Fixture, "one-ams", set_up, test_follows, tear_down);
  g_test_add ("/heater-row/unknown", Fixture, "unknown", set_up, test_unknown, tear_down);
  g_test_add ("/heater-row/types", Fixture, "one-ams", set_up, test_types, tear_down);
  g_test_add ("/heater-row/limits", Fixture, "one-ams", set_up, test_limits, tear_down);
  g_test_add ("/heater-row/first-step", Fixture, "idle", set_up, test_first_step, tear_down);
  g_test_add ("/heater-row/set", Fixture, "idle", set_up, test_set, tear_down);
  g_test_add ("/heater-row/refused", Fixture, "one-ams", set_up, test_refused, tear_down);
  g_test_add ("/heater-row/off", Fixture, "one-ams", set_up, test_off, tear_down);
  g_test_add ("/heater-row/escape", Fixture, "one-ams", set_up, test_escape, tear_down);
  return g_test_run ();
}
