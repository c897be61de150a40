/* test-skip-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-command-button.h"
#include "culm-plate-object.h"
#include "culm-skip-page.h"
#include "culm-test-display.h"
#include "culm-test-fleet.h"
#include "culm-test-scenes.h"
#include <string.h>

typedef struct {
  CulmPrinter *printer;
  FakeLink *link;
  GtkWidget *page, *window, *button;
  GtkEditable *numbers;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer scene)
{
  fixture->printer = culm_test_scene_new (scene);
  fixture->link = culm_test_give_link (fixture->printer);
  fixture->page = culm_skip_page_new (fixture->printer, NULL);
  fixture->window = culm_test_show (fixture->page);
  fixture->button = culm_test_find (fixture->page, CULM_TYPE_COMMAND_BUTTON);
  fixture->numbers = GTK_EDITABLE (culm_test_find (fixture->page, ADW_TYPE_ENTRY_ROW));
}

static void
tear_down (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  culm_test_end_commands (fixture->printer, -1);
  culm_test_assert_finalises (fixture->window, fixture->page);
  g_assert_finalize_object (fixture->printer);
}

static AdwMessageDialog *
find_question (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (ADW_IS_MESSAGE_DIALOG (window))
      return ADW_MESSAGE_DIALOG (window);
  }
  return NULL;
}

static void
test_parse (void)
{
  static const struct {
    const char *text;
    guint n; /* G_MAXUINT: refused */
  } cases[] = {
    { "", 0 },          { "16", 1 },         { "16, 24 31", 3 },           { "16,16", 1 },       { "16;24", 2 },
    { "0", G_MAXUINT }, { "-3", G_MAXUINT }, { "99999999999", G_MAXUINT }, { "cat", G_MAXUINT }, { "1.5", G_MAXUINT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GArray) numbers = culm_skip_page_parse (cases[i].text);

    g_assert_cmpuint (numbers != NULL ? numbers->len : G_MAXUINT, ==, cases[i].n);
  }
}

/* It asks with the printer's name and what is lost; all numbers go at once, without those that are skipped already. */
static void
test_skips (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  AdwMessageDialog *question;
  const int *ids;
  guint n;

  culm_test_printer_tell (fixture->printer, "\"s_obj\":[16]");
  g_assert_true (culm_test_says (fixture->window, "16"));
  g_assert_false (gtk_widget_is_sensitive (fixture->button));
  gtk_editable_set_text (fixture->numbers, "16, 24, 31");
  g_assert_true (gtk_widget_is_sensitive (fixture->button));
  g_signal_emit_by_name (fixture->button, "clicked");
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 0);
  question = find_question ();
  g_assert_cmpstr (adw_message_dialog_get_heading (question), ==, "Skip 2 Objects on Workshop X1?");
  g_assert_cmpstr (adw_message_dialog_get_default_response (question), ==, "cancel");
  adw_message_dialog_response (question, "yes");
  gtk_window_destroy (GTK_WINDOW (question));
  ids = culm_command_get_ids (fake_link_get_last (fixture->link), &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (ids[0], ==, 24);
  g_assert_cmpint (ids[1], ==, 31);
  culm_test_end_commands (fixture->printer, -1);
  culm_test_printer_tell (fixture->printer, "\"s_obj\":[16,24,31]");
  g_assert_cmpstr (gtk_editable_get_text (fixture->numbers), ==, "");
  g_assert_true (culm_test_says (fixture->window, "16, 24, 31"));
}

static void
test_faults (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  g_autoptr (GString) many = g_string_new (NULL);

  gtk_editable_set_text (fixture->numbers, "cat");
  g_assert_false (gtk_widget_is_sensitive (fixture->button));
  g_assert_true (culm_test_says (fixture->window, "Type whole numbers with commas between them."));
  for (int i = 1; i <= 65; i++)
    g_string_append_printf (many, "%d ", i);
  gtk_editable_set_text (fixture->numbers, many->str);
  g_assert_false (gtk_widget_is_sensitive (fixture->button));
  g_assert_true (culm_test_says (fixture->window, "At most 64 objects can be skipped."));
}

/* What was typed for one print does not hit the next. */
static void
test_same_job (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  gtk_editable_set_text (fixture->numbers, "24");
  culm_test_printer_tell (fixture->printer, "\"subtask_name\":\"Next\",\"task_id\":\"8\",\"mc_percent\":0");
  g_assert_false (gtk_widget_is_sensitive (fixture->button));
  g_assert_true (culm_test_says (fixture->window, "The print that this was about is over."));
}

static void
test_idle (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  gtk_editable_set_text (fixture->numbers, "24");
  g_assert_false (gtk_widget_is_sensitive (fixture->button));
  culm_test_assert_described (fixture->button, "Not possible in what the printer is doing now.");
}

/* A firmware that says what it can, and not this. */
static void
test_firmware (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  culm_test_printer_tell (fixture->printer, "\"fun\":\"0\"");
  gtk_editable_set_text (fixture->numbers, "24");
  culm_test_assert_described (fixture->button, "This firmware does not know it. A newer one may.");
}

/* The row of an object, by its number, in the order of the plate. */
static GtkCheckButton *
find_check (GtkWidget *root, const char *name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkCheckButton *found = find_check (child, name);

    if (found != NULL)
      return found;
    if (GTK_IS_CHECK_BUTTON (child)) {
      GtkWidget *row = gtk_widget_get_ancestor (child, ADW_TYPE_ACTION_ROW);

      if (g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), name) == 0)
        return GTK_CHECK_BUTTON (child);
    }
  }
  return NULL;
}

/* What is checked is typed, and the other way round; what is skipped cannot be taken back. Names are no markup. */
static void
test_objects (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func ((GDestroyNotify) culm_plate_object_free);
  AdwMessageDialog *question;
  GtkCheckButton *cup, *lid;

  culm_test_printer_tell (fixture->printer, "\"s_obj\":[16]");
  g_ptr_array_add (objects, culm_plate_object_new (16, "<b>Plate & more"));
  g_ptr_array_add (objects, culm_plate_object_new (24, "Cup"));
  g_ptr_array_add (objects, culm_plate_object_new (31, "Lid"));
  culm_skip_page_set_objects (CULM_SKIP_PAGE (fixture->page), objects, "tea.gcode.3mf");
  cup = find_check (fixture->page, "Cup");
  lid = find_check (fixture->page, "Lid");
  g_assert_true (
      culm_test_says (fixture->window, "As tea.gcode.3mf lists them, the file of this name that Culm knows."));
  g_assert_true (culm_test_says (fixture->window, "Object 16, skipped already"));
  g_assert_true (gtk_check_button_get_active (find_check (fixture->page, "<b>Plate & more")));
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (find_check (fixture->page, "<b>Plate & more"))));
  gtk_check_button_set_active (lid, TRUE);
  gtk_check_button_set_active (cup, TRUE);
  g_assert_cmpstr (gtk_editable_get_text (fixture->numbers), ==, "31, 24");
  g_assert_true (gtk_widget_is_sensitive (fixture->button));
  gtk_check_button_set_active (lid, FALSE);
  g_assert_cmpstr (gtk_editable_get_text (fixture->numbers), ==, "24");
  gtk_editable_set_text (fixture->numbers, "31");
  g_assert_true (gtk_check_button_get_active (lid));
  g_assert_false (gtk_check_button_get_active (cup));
  gtk_editable_set_text (fixture->numbers, "31, 5");
  g_signal_emit_by_name (fixture->button, "clicked");
  question = find_question ();
  g_assert_nonnull (strstr (adw_message_dialog_get_body (question), "“Lid” (31), 5 for good"));
  gtk_window_destroy (GTK_WINDOW (question));
  culm_test_printer_tell (fixture->printer, "\"s_obj\":[16,31]");
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (lid)));
  g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (cup)));
}

#define ADD(name, scene) g_test_add ("/skip-page/" #name, Fixture, scene, set_up, test_##name, tear_down)

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add_func ("/skip-page/parse", test_parse);
  ADD (skips, "one-ams");
  ADD (faults, "one-ams");
  ADD (same_job, "one-ams");
  ADD (objects, "one-ams");
  ADD (idle, "idle");
  ADD (firmware, "one-ams");
  return g_test_run ();
}
