/* test-fault-answers.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-fault-answers.h"
#include "culm-command-button.h"
#include "culm-test-display.h"
#include "culm-test-fleet.h"
#include "culm-test-scenes.h"

typedef struct {
  CulmPrinter *printer;
  FakeLink *link;
  GtkWidget *answers, *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer scene)
{
  GtkWidget *box;

  fixture->printer = culm_test_scene_new (scene);
  fixture->link = culm_test_give_link (fixture->printer);
  fixture->answers = g_object_new (CULM_TYPE_FAULT_ANSWERS, NULL);
  culm_fault_answers_set_printer (CULM_FAULT_ANSWERS (fixture->answers), fixture->printer);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (box), gtk_button_new_with_label ("beside it"));
  gtk_box_append (GTK_BOX (box), fixture->answers);
  fixture->window = culm_test_show (box);
}

static void
tear_down (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  culm_test_end_commands (fixture->printer, -1);
  culm_test_assert_finalises (fixture->window, fixture->answers);
  g_assert_finalize_object (fixture->printer);
}

/* Only those that fit; the first one is pressed. */
static void
test_fits (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  GtkWidget *retry = culm_test_find (fixture->answers, CULM_TYPE_COMMAND_BUTTON);

  g_assert_true (culm_test_says (fixture->window, "Retry"));
  g_assert_true (culm_test_says (fixture->window, "Stop…"));
  g_assert_false (culm_test_says (fixture->window, "Done"));
  g_assert_false (culm_test_says (fixture->window, "Ignore"));
  culm_test_assert_named (retry, "Retry");
  g_signal_emit_by_name (retry, "clicked");
  g_assert_cmpstr (culm_command_get_text (fake_link_get_last (fixture->link)), ==, "resume");
  culm_test_end_commands (fixture->printer, CULM_ERROR_REFUSED);
  g_assert_true (culm_test_says (fixture->window, "The printer said no. Its screen may tell why."));
}

static void
test_goes (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  g_assert_true (gtk_widget_get_visible (fixture->answers));
  culm_test_printer_tell (fixture->printer, "\"print_error\":0");
  g_assert_false (gtk_widget_get_visible (fixture->answers));
  culm_test_printer_tell (fixture->printer, "\"print_error\":50364419");
  g_assert_true (culm_test_says (fixture->window, "Ignore"));
  g_assert_true (culm_test_says (fixture->window, "Resume"));
}

static void
test_none (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  g_assert_false (gtk_widget_get_visible (fixture->answers));
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add ("/fault-answers/fits", Fixture, "filament", set_up, test_fits, tear_down);
  g_test_add ("/fault-answers/goes", Fixture, "filament", set_up, test_goes, tear_down);
  g_test_add ("/fault-answers/none", Fixture, "one-ams", set_up, test_none, tear_down);
  return g_test_run ();
}
