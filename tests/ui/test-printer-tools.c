/* test-printer-tools.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-printer-tools.h"
#include "culm-test-display.h"
#include "culm-test-scenes.h"
#include "culm-tool-window.h"

typedef struct {
  CulmPrinter *printer;
  CulmPrinterTools *tools;
  GtkWidget *page, *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer user_data G_GNUC_UNUSED)
{
  fixture->printer = culm_test_scene_new ("ready");
  fixture->page = gtk_label_new ("page");
  fixture->tools = culm_printer_tools_new (fixture->page);
  gtk_widget_insert_action_group (fixture->page, "tool", culm_printer_tools_get_group (fixture->tools));
  fixture->window = culm_test_show (fixture->page);
  culm_printer_tools_set_printer (fixture->tools, fixture->printer);
}

static guint
count_windows (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    n += CULM_IS_TOOL_WINDOW (window);
  }
  return n;
}

/* Nothing keeps the printer once tools and page are gone. */
static void
tear_down (Fixture *fixture, gconstpointer user_data G_GNUC_UNUSED)
{
  gtk_widget_insert_action_group (fixture->page, "tool", NULL);
  g_assert_finalize_object (fixture->tools);
  culm_test_wait (count_windows () == 0);
  culm_test_assert_finalises (fixture->window, fixture->page);
  g_assert_finalize_object (fixture->printer);
}

/* One window of each kind, however often it is asked for. */
static void
test_opens (Fixture *fixture, gconstpointer user_data G_GNUC_UNUSED)
{
  static const char *const actions[] = { "tool.move", "tool.calibrate", "tool.console" };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++) {
    g_assert_true (gtk_widget_activate_action (fixture->page, actions[i], NULL));
    g_assert_true (gtk_widget_activate_action (fixture->page, actions[i], NULL));
    g_assert_cmpuint (count_windows (), ==, i + 1);
  }
  culm_test_settle (fixture->window);
}

/* A page that turns to another printer takes no tool along: nobody moves the wrong one. */
static void
test_closes (Fixture *fixture, gconstpointer user_data G_GNUC_UNUSED)
{
  g_autoptr (CulmPrinter) other = culm_test_scene_new ("ready");

  gtk_widget_activate_action (fixture->page, "tool.move", NULL);
  culm_printer_tools_set_printer (fixture->tools, fixture->printer);
  g_assert_cmpuint (count_windows (), ==, 1);
  culm_printer_tools_set_printer (fixture->tools, other);
  culm_test_wait (count_windows () == 0);
  culm_printer_tools_set_printer (fixture->tools, NULL);
  g_assert_false (g_action_group_get_action_enabled (culm_printer_tools_get_group (fixture->tools), "move"));
}

/* Closed by hand, it opens again. */
static void
test_opens_again (Fixture *fixture, gconstpointer user_data G_GNUC_UNUSED)
{
  g_autoptr (GtkWindow) window = NULL;
  GListModel *windows = gtk_window_get_toplevels ();

  gtk_widget_activate_action (fixture->page, "tool.move", NULL);
  for (guint i = 0; window == NULL; i++) {
    g_autoptr (GtkWindow) item = g_list_model_get_item (windows, i);

    if (CULM_IS_TOOL_WINDOW (item))
      window = g_object_ref (item);
  }
  gtk_window_close (window);
  g_clear_object (&window);
  culm_test_wait (count_windows () == 0);
  gtk_widget_activate_action (fixture->page, "tool.move", NULL);
  g_assert_cmpuint (count_windows (), ==, 1);
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add ("/printer-tools/opens", Fixture, NULL, set_up, test_opens, tear_down);
  g_test_add ("/printer-tools/closes", Fixture, NULL, set_up, test_closes, tear_down);
  g_test_add ("/printer-tools/opens-again", Fixture, NULL, set_up, test_opens_again, tear_down);
  return g_test_run ();
}
