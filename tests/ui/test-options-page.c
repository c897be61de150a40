/* test-options-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-command-button.h"
#include "culm-option-row.h"
#include "culm-options-page.h"
#include "culm-test-display.h"
#include "culm-test-fleet.h"
#include "culm-test-scenes.h"

typedef struct {
  CulmPrinter *printer;
  FakeLink *link;
  GtkWidget *page, *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer scene)
{
  fixture->printer = culm_test_scene_new (scene);
  fixture->link = culm_test_give_link (fixture->printer);
  fixture->page = culm_options_page_new (fixture->printer);
  fixture->window = culm_test_show (fixture->page);
}

static void
tear_down (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  culm_test_end_commands (fixture->printer, -1);
  culm_test_assert_finalises (fixture->window, fixture->page);
  g_assert_finalize_object (fixture->printer);
}

static GtkWidget *
find_row (GtkWidget *root, const char *title)
{
  if (CULM_IS_OPTION_ROW (root) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_row (child, title);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static GtkWidget *
find_switch (Fixture *fixture, const char *title)
{
  return culm_test_find (find_row (fixture->page, title), GTK_TYPE_SWITCH);
}

static void
test_follows (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  GtkSwitch *sounds = GTK_SWITCH (find_switch (fixture, "Sounds"));
  GtkWidget *door = culm_test_find (find_row (fixture->page, "Open door"), GTK_TYPE_DROP_DOWN);
  guint before = gtk_drop_down_get_selected (GTK_DROP_DOWN (door));

  culm_test_assert_named (sounds, "Sounds");
  g_assert_false (gtk_switch_get_active (sounds));
  culm_test_printer_tell (fixture->printer, "\"cfg\":\"600000\"");
  g_assert_true (gtk_switch_get_active (sounds));
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (door)), ==, 2);
  g_assert_cmpuint (before, !=, 2);
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 0);
}

/* What is wanted shows until it is so, or until it failed. */
static void
test_sets (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  GtkSwitch *sounds = GTK_SWITCH (find_switch (fixture, "Sounds"));
  CulmCommand *sent;

  gtk_switch_set_active (sounds, TRUE);
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 1);
  sent = fake_link_get_last (fixture->link);
  g_assert_cmpint (culm_command_get_index (sent), ==, CULM_OPTION_SOUND_ENABLE);
  g_assert_cmpint (culm_command_get_choice (sent), ==, 1);
  g_assert_true (gtk_switch_get_active (sounds));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (sounds), "pending"));
  culm_test_end_commands (fixture->printer, CULM_ERROR_NOT_CONFIRMED);
  g_assert_false (gtk_switch_get_active (sounds));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (sounds), "pending"));
  g_assert_true (culm_test_says (fixture->window, "The printer did not react. Check it before you try again."));
}

/* Two options at once are two commands. */
static void
test_two (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  GtkWidget *level = culm_test_find (find_row (fixture->page, "Pile-up"), GTK_TYPE_DROP_DOWN);

  gtk_switch_set_active (GTK_SWITCH (find_switch (fixture, "Sounds")), TRUE);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (level), 4);
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 2);
  g_assert_cmpint (culm_command_get_index (fake_link_get_last (fixture->link)), ==, CULM_OPTION_PILEUP_DETECTOR);
  g_assert_cmpint (culm_command_get_choice (fake_link_get_last (fixture->link)), ==, 5);
}

static void
test_camera (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  GtkSwitch *timelapse = GTK_SWITCH (find_switch (fixture, "Timelapse"));

  g_assert_false (gtk_switch_get_active (timelapse));
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (find_switch (fixture, "Recording"))));
  gtk_switch_set_active (timelapse, TRUE);
  g_assert_cmpint (culm_command_get_kind (fake_link_get_last (fixture->link)), ==, CULM_COMMAND_TIMELAPSE);
  culm_test_end_commands (fixture->printer, -1);
  culm_test_printer_tell (fixture->printer, "\"ipcam\":{\"timelapse\":\"enable\"}");
  g_assert_true (gtk_switch_get_active (timelapse));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (timelapse), "pending"));
}

/* Developer Mode off: what needs no signature goes on. */
static void
test_refused (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  culm_printer_set_control (fixture->printer, CULM_CONTROL_REFUSED);
  g_assert_false (gtk_widget_is_sensitive (find_switch (fixture, "Refill")));
  g_assert_true (gtk_widget_is_sensitive (find_switch (fixture, "First layer")));
  g_assert_true (gtk_widget_is_sensitive (find_switch (fixture, "Timelapse")));
}

/* A printer without any of it. */
static void
test_hides (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  g_assert_false (gtk_widget_get_mapped (find_row (fixture->page, "Spaghetti")));
  g_assert_false (gtk_widget_get_mapped (find_row (fixture->page, "Open door")));
  g_assert_true (culm_test_says (fixture->window, "This printer reports no options."));
}

static void
find_buttons (GtkWidget *root, GPtrArray *found)
{
  if (CULM_IS_COMMAND_BUTTON (root))
    g_ptr_array_add (found, root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    find_buttons (child, found);
}

/* No report tells of this lamp: it is turned on and off by buttons, and only where the model has it. */
static void
test_lamp (Fixture *fixture, gconstpointer scene)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();
  gboolean has_lamp = g_str_equal (scene, "dual");
  CulmCommand *sent;

  find_buttons (fixture->page, buttons);
  g_assert_cmpuint (buttons->len, ==, 2);
  g_assert_cmpint (culm_test_says (fixture->window, "Light at the bed"), ==, has_lamp);
  if (!has_lamp)
    return;
  culm_test_assert_named (buttons->pdata[1], "Turn the light at the bed on");
  g_signal_emit_by_name (buttons->pdata[1], "clicked");
  sent = fake_link_get_last (fixture->link);
  g_assert_cmpstr (culm_command_get_key (sent), ==, "bed-light");
  g_assert_cmpint (culm_command_get_choice (sent), ==, 1);
  g_assert_false (gtk_widget_is_sensitive (buttons->pdata[0]));
}

#define ADD(name, scene) g_test_add ("/options-page/" #name, Fixture, scene, set_up, test_##name, tear_down)

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  ADD (follows, "options");
  ADD (sets, "options");
  ADD (two, "options");
  ADD (camera, "options");
  ADD (refused, "options");
  ADD (hides, "small");
  ADD (lamp, "options");
  g_test_add ("/options-page/lamp-of-its-own", Fixture, "dual", set_up, test_lamp, tear_down);
  return g_test_run ();
}
