/* test-diagnostics-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-diagnostics-page.h"
#include "culm-printer-actions.h"
#include "culm-test-display.h"
#include "culm-test-fleet.h"
#include "culm-test-scenes.h"
#include <string.h>

static const CulmDiagnostics facts = {
  .report = (char *) "{\n \"print\": {\n  \"gcode_state\": \"RUNNING\",\n  \"gcode_file\": \"a.gcode\"\n }\n}",
  .messages = 1204,
  .malformed = 3,
  .full_at = 1700000000,
  .route = CULM_ROUTE_CLOUD,
  .control = CULM_CONTROL_REFUSED,
  .has_fun = TRUE,
  .fun = 0x20000005,
  .reason = CULM_FORM_BY_MODEL,
  .forms = (char *) "nozzle gcode, bed struct",
};

static void
test_tells (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("options");
  GtkWidget *page = culm_diagnostics_page_new (printer, NULL), *window = culm_test_show (page);

  culm_diagnostics_page_set_facts (CULM_DIAGNOSTICS_PAGE (page), &facts);
  culm_test_settle (window);
  g_assert_true (culm_test_says (window, "The printer refuses: Developer Mode is off."));
  g_assert_true (culm_test_says (window, "fun 20000005\n0, 2, 29"));
  g_assert_true (culm_test_says (window, "As the model and its firmware want it"));
  g_assert_true (culm_test_says (window, "nozzle gcode, bed struct"));
  g_assert_true (culm_test_says (window, "P2S 01.01.50.40 · Cloud"));
  g_assert_false (gtk_widget_get_sensitive (culm_test_find (page, ADW_TYPE_COMBO_ROW)));
  culm_test_assert_finalises (window, page);
}

static char *
get_selection (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;

  g_assert_true (gtk_text_buffer_get_selection_bounds (buffer, &start, &end));
  return g_strdup_printf ("%d-%d", gtk_text_iter_get_offset (&start), gtk_text_iter_get_offset (&end));
}

static void
test_searches (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("options");
  GtkWidget *page = culm_diagnostics_page_new (printer, NULL), *window = culm_test_show (page);
  GtkWidget *search = culm_test_find (page, GTK_TYPE_SEARCH_ENTRY);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (culm_test_find (page, GTK_TYPE_TEXT_VIEW)));
  g_autofree char *first = NULL, *second = NULL, *third = NULL;

  culm_diagnostics_page_set_facts (CULM_DIAGNOSTICS_PAGE (page), &facts);
  gtk_editable_set_text (GTK_EDITABLE (search), "GCODE_");
  g_signal_emit_by_name (search, "search-changed");
  g_assert_true (culm_test_says (window, "2 places"));
  first = get_selection (buffer);
  g_signal_emit_by_name (search, "activate");
  second = get_selection (buffer);
  g_signal_emit_by_name (search, "activate");
  third = get_selection (buffer);
  g_assert_cmpstr (first, !=, second);
  g_assert_cmpstr (first, ==, third);
  gtk_editable_set_text (GTK_EDITABLE (search), "cheese");
  g_signal_emit_by_name (search, "search-changed");
  g_assert_true (culm_test_says (window, "Nothing was found."));
  culm_test_assert_finalises (window, page);
}

static void
read_cb (GObject *clipboard, GAsyncResult *result, gpointer text)
{
  *(char **) text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

/* All of it, in one go. */
static void
test_copies (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("options");
  GtkWidget *page = culm_diagnostics_page_new (printer, NULL), *window = culm_test_show (page);
  g_autofree char *text = NULL;

  culm_diagnostics_page_set_facts (CULM_DIAGNOSTICS_PAGE (page), &facts);
  g_signal_emit_by_name (gtk_widget_get_template_child (page, CULM_TYPE_DIAGNOSTICS_PAGE, "copy"), "clicked");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (page), NULL, read_cb, &text);
  culm_test_wait (text != NULL);
  g_assert_nonnull (strstr (text, "\nMessages: 1204 messages"));
  g_assert_nonnull (strstr (text, "Form of Commands: As the model and its firmware want it"));
  g_assert_nonnull (strstr (text, "\"gcode_state\": \"RUNNING\""));
  culm_test_assert_finalises (window, page);
}

/* What a person chooses is kept by serial, and shown. */
static void
test_chooses (void)
{
  g_autoptr (GSettings) settings = g_settings_new_with_path ("io.github.culm.Culm", "/io/github/culm/Culm/test/");
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("options");
  GtkWidget *page = culm_diagnostics_page_new (printer, settings), *window = culm_test_show (page);
  AdwComboRow *row = ADW_COMBO_ROW (culm_test_find (page, ADW_TYPE_COMBO_ROW));

  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 0);
  adw_combo_row_set_selected (row, 2);
  g_assert_cmpstr (culm_diagnostics_get_dialect (settings, printer), ==, "gcode");
  culm_test_assert_finalises (window, page);
  page = culm_diagnostics_page_new (printer, settings);
  window = culm_test_show (page);
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (culm_test_find (page, ADW_TYPE_COMBO_ROW))), ==, 2);
  culm_test_assert_finalises (window, page);
}

/* The window that the menu of a printer opens; NULL when there is none. */
static GtkWindow *
find_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (g_strcmp0 (gtk_window_get_title (window), "Diagnostics") == 0)
      return window;
  }
  return NULL;
}

static void
test_opens (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_scene_new ("options");
  GtkWidget *page = gtk_label_new ("page"), *window = culm_test_show (page);
  g_autoptr (CulmPrinterActions) actions = culm_printer_actions_new (page);
  GActionGroup *group = culm_printer_actions_get_group (actions);

  g_assert_false (g_action_group_get_action_enabled (group, "diagnostics"));
  culm_printer_actions_set_printer (actions, printer);
  g_assert_true (g_action_group_get_action_enabled (group, "diagnostics"));
  g_assert_null (find_window ());
  g_action_group_activate_action (group, "diagnostics", NULL);
  culm_test_settle (GTK_WIDGET (find_window ()));
  g_assert_nonnull (culm_test_find (GTK_WIDGET (find_window ()), CULM_TYPE_DIAGNOSTICS_PAGE));
  gtk_window_destroy (find_window ());
  culm_printer_actions_set_printer (actions, NULL);
  culm_test_assert_finalises (window, page);
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add_func ("/diagnostics-page/tells", test_tells);
  g_test_add_func ("/diagnostics-page/searches", test_searches);
  g_test_add_func ("/diagnostics-page/copies", test_copies);
  g_test_add_func ("/diagnostics-page/chooses", test_chooses);
  g_test_add_func ("/diagnostics-page/opens", test_opens);
  return g_test_run ();
}
