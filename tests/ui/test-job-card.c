/* test-job-card.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-job-card.h"
#include "culm-printer-actions.h"
#include "culm-test-display.h"
#include "culm-test-fleet.h"
#include "culm-test-scenes.h"

typedef struct {
  CulmPrinter *printer;
  FakeLink *link;
  GtkWidget *card, *window;
  CulmPrinterActions *actions;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer scene)
{
  fixture->printer = culm_test_scene_new (scene);
  fixture->link = culm_test_give_link (fixture->printer);
  fixture->card = g_object_new (CULM_TYPE_JOB_CARD, NULL);
  fixture->actions = culm_printer_actions_new (fixture->card);
  culm_printer_actions_set_printer (fixture->actions, fixture->printer);
  gtk_widget_insert_action_group (fixture->card, "printer", culm_printer_actions_get_group (fixture->actions));
  fixture->window = culm_test_show (fixture->card);
  culm_job_card_set_printer (CULM_JOB_CARD (fixture->card), fixture->printer);
  culm_test_settle (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  culm_test_end_commands (fixture->printer, -1);
  gtk_widget_insert_action_group (fixture->card, "printer", NULL);
  g_assert_finalize_object (fixture->actions);
  culm_test_assert_finalises (fixture->window, fixture->card);
  g_assert_finalize_object (fixture->printer);
}

static gboolean
says (Fixture *fixture, const char *text)
{
  return culm_test_says (fixture->window, text);
}

static void
test_follows (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  g_assert_true (says (fixture, "Voronoi vase"));
  g_assert_true (says (fixture, "62 %"));
  g_assert_true (says (fixture, "124 / 201"));
  g_assert_true (says (fixture, "1 h 12 min"));
  g_assert_true (says (fixture, "Done at"));
  culm_test_printer_tell (fixture->printer, "\"mc_percent\":63,\"layer_num\":126,\"mc_remaining_time\":70");
  g_assert_true (says (fixture, "63 %"));
  g_assert_true (says (fixture, "126 / 201"));
  g_assert_true (says (fixture, "1 h 10 min"));
  culm_test_printer_tell (fixture->printer, "\"gcode_state\":\"FINISH\",\"mc_percent\":100,\"mc_remaining_time\":0");
  g_assert_true (says (fixture, "Finished · sent through the cloud"));
  g_assert_true (says (fixture, "Ended"));
  g_assert_false (says (fixture, "Time left"));
  g_assert_false (says (fixture, "Stop…"));
}

static void
test_no_job (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  g_assert_true (says (fixture, "No print"));
  g_assert_true (says (fixture, "Ready"));
  g_assert_false (says (fixture, "Layer"));
  g_assert_false (says (fixture, "Pause"));
}

/* Pause is on its way, then Resume takes its place. */
static void
test_pauses (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  GActionGroup *group = culm_printer_actions_get_group (fixture->actions);

  g_action_group_activate_action (group, "pause", NULL);
  g_assert_true (says (fixture, "Pausing…"));
  g_assert_false (g_action_group_get_action_enabled (group, "pause"));
  g_action_group_activate_action (group, "pause", NULL);
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 1);
  culm_test_end_commands (fixture->printer, -1);
  culm_test_printer_tell (fixture->printer, "\"gcode_state\":\"PAUSE\"");
  g_assert_true (says (fixture, "Resume"));
  g_assert_false (says (fixture, "Pause"));
  g_assert_true (g_action_group_get_action_enabled (group, "resume"));
  g_action_group_activate_action (group, "resume", NULL);
  culm_test_end_commands (fixture->printer, -1);
  culm_test_printer_tell (fixture->printer, "\"gcode_state\":\"RUNNING\"");
  g_assert_true (says (fixture, "Pause"));
}

static void
test_refused (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  GActionGroup *group = culm_printer_actions_get_group (fixture->actions);

  g_action_group_activate_action (group, "pause", NULL);
  culm_test_end_commands (fixture->printer, CULM_ERROR_REFUSED);
  g_assert_true (says (fixture, "Pause"));
  g_assert_true (says (fixture, "The printer said no. Its screen may tell why."));
  g_assert_true (g_action_group_get_action_enabled (group, "pause"));
}

/* The list of faults says why; without one the card does. */
static void
test_why_it_stopped (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  g_assert_true (says (fixture, "Paused: filament runout"));
  culm_test_printer_tell (fixture->printer, "\"hms\":[],\"print_error\":0");
  g_assert_true (says (fixture, "Paused — filament runout"));
}

/* Long names and markup are shown as they are, and nothing gets wider for them. */
static void
test_hard_names (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  int minimum;

  g_assert_true (says (fixture, culm_job_get_title (culm_printer_get_job (fixture->printer))));
  gtk_widget_measure (fixture->card, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 336);
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add ("/job-card/follows", Fixture, "one-ams", set_up, test_follows, tear_down);
  g_test_add ("/job-card/no-job", Fixture, "idle", set_up, test_no_job, tear_down);
  g_test_add ("/job-card/pauses", Fixture, "one-ams", set_up, test_pauses, tear_down);
  g_test_add ("/job-card/refused", Fixture, "one-ams", set_up, test_refused, tear_down);
  g_test_add ("/job-card/why-it-stopped", Fixture, "faults", set_up, test_why_it_stopped, tear_down);
  g_test_add ("/job-card/hard-names", Fixture, "hard-names", set_up, test_hard_names, tear_down);
  return g_test_run ();
}
