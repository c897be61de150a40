/* test-console-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-console-page.h"
#include "culm-console.h"
#include "culm-test-display.h"
#include "culm-test-fleet.h"
#include "culm-test-question.h"
#include "culm-test-scenes.h"

typedef struct {
  CulmPrinter *printer;
  FakeLink *link;
  CulmConsole *console;
  GtkWidget *page, *window, *entry;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer scene)
{
  fixture->printer = culm_test_scene_new (scene);
  fixture->link = culm_test_give_link (fixture->printer);
  fixture->console = culm_console_of (fixture->printer);
  fixture->page = culm_console_page_new (fixture->printer);
  fixture->window = culm_test_show (fixture->page);
  fixture->entry = culm_test_find (fixture->page, GTK_TYPE_ENTRY);
}

static void
tear_down (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  culm_test_end_commands (fixture->printer, -1);
  culm_test_assert_finalises (fixture->window, fixture->page);
  g_assert_finalize_object (fixture->printer);
}

static void
enter (Fixture *fixture, const char *line)
{
  gtk_editable_set_text (GTK_EDITABLE (fixture->entry), line);
  g_signal_emit_by_name (fixture->entry, "activate");
}

static const char *
get_line (Fixture *fixture)
{
  return gtk_editable_get_text (GTK_EDITABLE (fixture->entry));
}

static void
assert_log (Fixture *fixture, const char *expected)
{
  GtkTextBuffer *buffer = culm_console_get_buffer (fixture->console);
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  g_assert_cmpstr (text, ==, expected);
}

/* The first line asks; then each goes when the one before has ended, and its answer stands below it. */
static void
test_sends (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  enter (fixture, "M106 P1 S10");
  culm_test_answer ("cancel");
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 0);
  g_assert_cmpstr (get_line (fixture), ==, "M106 P1 S10");
  culm_test_click (culm_test_find_button (fixture->page, "Send"));
  culm_test_answer ("yes");
  g_assert_cmpstr (get_line (fixture), ==, "");
  enter (fixture, "G28");
  g_assert_null (culm_test_find_question ());
  assert_log (fixture, "> M106 P1 S10\n");
  fake_link_end (fixture->link, NULL);
  assert_log (fixture, "> M106 P1 S10\n< Done\n> G28\n");
  culm_test_end_commands (fixture->printer, CULM_ERROR_REFUSED);
  assert_log (fixture, "> M106 P1 S10\n< Done\n> G28\n! The printer said no. Its screen may tell why.\n");
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 2);
}

/* What Culm does not send stays in the field, with the reason below it, and is not logged as sent. */
static void
test_refuses (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  static const char *const lines[] = { "M112", "M104 S999", "m 140 s999", "" };

  culm_console_set_warned (fixture->console);
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++) {
    enter (fixture, lines[i]);
    g_assert_cmpstr (get_line (fixture), ==, lines[i]);
    g_assert_true (gtk_widget_has_css_class (fixture->entry, "error") == (*lines[i] != '\0'));
  }
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 0);
  assert_log (fixture, "");
  g_assert_null (culm_console_get_typed (fixture->console, 0));
  enter (fixture, "M104 S999");
  g_assert_true (culm_test_says (fixture->window, "This line can set 0 to 300 °C on the X1 Carbon."));
  culm_test_assert_described (fixture->entry, "This line can set 0 to 300 °C on the X1 Carbon.");
  gtk_editable_set_text (GTK_EDITABLE (fixture->entry), "M104 S20");
  g_assert_false (gtk_widget_has_css_class (fixture->entry, "error"));
}

/* While it prints: fans and temperatures, no moves. */
static void
test_printing (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  culm_console_set_warned (fixture->console);
  g_assert_true (gtk_widget_is_sensitive (fixture->entry));
  enter (fixture, "G28");
  g_assert_true (gtk_widget_has_css_class (fixture->entry, "error"));
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 0);
  enter (fixture, "M106 P1 S10");
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 1);
}

static gboolean
press (Fixture *fixture, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (fixture->entry);
  gboolean handled = FALSE;

  for (guint i = 0; !handled && i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_EVENT_CONTROLLER_KEY (controller) &&
        gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
      g_signal_emit_by_name (controller, "key-pressed", key, 9u, (GdkModifierType) 0, &handled);
  }
  return handled;
}

/* Up and Down walk through what was typed; what is being typed is not lost. The window may close in between. */
static void
test_history (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  static const char *const typed[] = { "M106 P1 S10", "M106 P1 S20", "M106 P1 S20", "M106 P1 S30" };
  static const struct {
    guint key;
    const char *shown;
  } steps[] = {
    { GDK_KEY_Up, "M106 P1 S30" },   { GDK_KEY_Up, "M106 P1 S20" },   { GDK_KEY_Up, "M106 P1 S10" },
    { GDK_KEY_Up, "M106 P1 S10" },   { GDK_KEY_Down, "M106 P1 S20" }, { GDK_KEY_Down, "M106 P1 S30" },
    { GDK_KEY_Down, "M107 unsent" }, { GDK_KEY_Down, "M107 unsent" },
  };

  culm_console_set_warned (fixture->console);
  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++) {
    enter (fixture, typed[i]);
    culm_test_end_commands (fixture->printer, -1);
  }
  culm_test_assert_finalises (fixture->window, fixture->page);
  fixture->page = culm_console_page_new (fixture->printer);
  fixture->window = culm_test_show (fixture->page);
  fixture->entry = culm_test_find (fixture->page, GTK_TYPE_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (fixture->entry), "M107 unsent");
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_assert_true (press (fixture, steps[i].key));
    g_assert_cmpstr (get_line (fixture), ==, steps[i].shown);
  }
}

static void
test_off (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  culm_printer_set_control (fixture->printer, CULM_CONTROL_REFUSED);
  g_assert_false (gtk_widget_is_sensitive (fixture->entry));
  culm_test_assert_described (culm_test_find_button (fixture->page, "Send"),
                              "The printer refuses other programs. Turn on Developer Mode on its screen, or use the "
                              "screen.");
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add ("/console-page/sends", Fixture, "ready", set_up, test_sends, tear_down);
  g_test_add ("/console-page/refuses", Fixture, "ready", set_up, test_refuses, tear_down);
  g_test_add ("/console-page/printing", Fixture, "one-ams", set_up, test_printing, tear_down);
  g_test_add ("/console-page/history", Fixture, "ready", set_up, test_history, tear_down);
  g_test_add ("/console-page/off", Fixture, "ready", set_up, test_off, tear_down);
  return g_test_run ();
}
