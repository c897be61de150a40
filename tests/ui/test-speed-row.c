/* test-speed-row.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-speed-row.h"
#include "culm-test-display.h"
#include "culm-test-fleet.h"
#include "culm-test-scenes.h"

typedef struct {
  CulmPrinter *printer;
  FakeLink *link;
  GtkWidget *row, *window, *buttons[4];
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer scene)
{
  GtkWidget *button;

  fixture->printer = culm_test_scene_new (scene);
  fixture->link = culm_test_give_link (fixture->printer);
  fixture->row = g_object_new (CULM_TYPE_SPEED_ROW, NULL);
  fixture->window = culm_test_show (fixture->row);
  culm_speed_row_set_printer (CULM_SPEED_ROW (fixture->row), fixture->printer);
  culm_test_settle (fixture->window);
  button = culm_test_find (fixture->row, GTK_TYPE_TOGGLE_BUTTON);
  for (gsize i = 0; i < G_N_ELEMENTS (fixture->buttons); i++, button = gtk_widget_get_next_sibling (button))
    fixture->buttons[i] = button;
}

static void
tear_down (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  culm_test_end_commands (fixture->printer, -1);
  culm_test_assert_finalises (fixture->window, fixture->row);
  g_assert_finalize_object (fixture->printer);
}

static gboolean
is_active (Fixture *fixture, int level)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (fixture->buttons[level - 1]));
}

static void
press (Fixture *fixture, int level)
{
  GtkToggleButton *button = GTK_TOGGLE_BUTTON (fixture->buttons[level - 1]);

  gtk_toggle_button_set_active (button, !gtk_toggle_button_get_active (button));
}

static void
test_follows (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  g_assert_true (is_active (fixture, 2));
  culm_test_printer_tell (fixture->printer, "\"spd_lvl\":4,\"spd_mag\":166");
  g_assert_false (is_active (fixture, 2));
  g_assert_true (is_active (fixture, 4));
  culm_test_assert_described (gtk_widget_get_parent (fixture->buttons[0]), "Ludicrous, 166 %");
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 0);
}

/* The pressed button is the printer's, until the printer has the wanted one. */
static void
test_chooses (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  g_autofree char *last = NULL;

  press (fixture, 3);
  last = fake_link_dup_last (fixture->link);
  g_assert_cmpstr (last, ==, "sport");
  g_assert_true (is_active (fixture, 2));
  g_assert_false (is_active (fixture, 3));
  g_assert_true (gtk_widget_has_css_class (fixture->buttons[2], "pending"));
  culm_test_end_commands (fixture->printer, -1);
  culm_test_printer_tell (fixture->printer, "\"spd_lvl\":3,\"spd_mag\":124");
  g_assert_true (is_active (fixture, 3));
  g_assert_false (gtk_widget_has_css_class (fixture->buttons[2], "pending"));
}

/* What is so already is not sent again. */
static void
test_pressed_again (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  press (fixture, 2);
  g_assert_true (is_active (fixture, 2));
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 0);
}

static void
test_refused (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  press (fixture, 1);
  culm_test_end_commands (fixture->printer, CULM_ERROR_REFUSED);
  g_assert_true (is_active (fixture, 2));
  g_assert_false (gtk_widget_has_css_class (fixture->buttons[0], "pending"));
  g_assert_true (culm_test_says (fixture->window, "The printer said no. Its screen may tell why."));
}

/* Speed is for a print that runs. */
static void
test_idle (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  g_assert_false (gtk_widget_is_sensitive (fixture->buttons[0]));
  culm_test_assert_described (fixture->buttons[0], "Not possible in what the printer is doing now.");
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add ("/speed-row/follows", Fixture, "one-ams", set_up, test_follows, tear_down);
  g_test_add ("/speed-row/chooses", Fixture, "one-ams", set_up, test_chooses, tear_down);
  g_test_add ("/speed-row/pressed-again", Fixture, "one-ams", set_up, test_pressed_again, tear_down);
  g_test_add ("/speed-row/refused", Fixture, "one-ams", set_up, test_refused, tear_down);
  g_test_add ("/speed-row/idle", Fixture, "idle", set_up, test_idle, tear_down);
  return g_test_run ();
}
