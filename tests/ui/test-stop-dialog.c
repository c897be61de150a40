/* test-stop-dialog.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-stop-dialog.h"
#include "culm-test-display.h"
#include "culm-test-fleet.h"
#include "culm-test-scenes.h"

typedef struct {
  CulmPrinter *printer;
  FakeLink *link;
  GtkWidget *window;
  AdwMessageDialog *dialog;
} Fixture;

static AdwMessageDialog *
find_dialog (void)
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
set_up (Fixture *fixture, gconstpointer scene)
{
  fixture->printer = culm_test_scene_new (scene);
  fixture->link = culm_test_give_link (fixture->printer);
  fixture->window = culm_test_show (gtk_label_new ("page"));
  culm_stop_dialog_present (GTK_WINDOW (fixture->window), fixture->printer);
  fixture->dialog = find_dialog ();
  g_assert_nonnull (fixture->dialog);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  culm_test_wait (gtk_widget_get_mapped (GTK_WIDGET (fixture->dialog)));
}

static void
tear_down (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  culm_test_end_commands (fixture->printer, -1);
  culm_test_wait (fixture->dialog == NULL);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->printer);
}

/* As its buttons do. */
static void
answer (Fixture *fixture, const char *response)
{
  adw_message_dialog_response (fixture->dialog, response);
  gtk_window_destroy (GTK_WINDOW (fixture->dialog));
}

/* Names the printer, the job and what is lost; Return keeps printing. */
static void
test_asks (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  g_assert_cmpstr (adw_message_dialog_get_heading (fixture->dialog), ==, "Stop “Voronoi vase” on Workshop X1?");
  g_assert_cmpstr (adw_message_dialog_get_body (fixture->dialog), ==,
                   "62 % is done. A stopped print cannot be continued.");
  g_assert_cmpstr (adw_message_dialog_get_default_response (fixture->dialog), ==, "keep");
  g_assert_cmpstr (adw_message_dialog_get_response_label (fixture->dialog, "keep"), ==, "Keep Printing");
  g_assert_cmpstr (adw_message_dialog_get_response_label (fixture->dialog, "stop"), ==, "Stop Print");
  gtk_window_close (GTK_WINDOW (fixture->dialog));
  culm_test_wait (fixture->dialog == NULL);
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 0);
}

static void
test_keeps (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  answer (fixture, "keep");
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 0);
}

static void
test_stops (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  answer (fixture, "stop");
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 1);
}

/* The question was about a job that is over: it goes, and the next job is not hit. */
static void
test_same_job (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  culm_test_printer_tell (fixture->printer, "\"subtask_name\":\"Next\",\"task_id\":\"8\",\"mc_percent\":0");
  culm_test_wait (fixture->dialog == NULL);
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 0);
}

static void
test_finished (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  culm_test_printer_tell (fixture->printer, "\"gcode_state\":\"FINISH\",\"mc_percent\":100");
  culm_test_wait (fixture->dialog == NULL);
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 0);
}

/* Progress and pauses leave the question open. */
static void
test_stays (Fixture *fixture, gconstpointer scene G_GNUC_UNUSED)
{
  culm_test_printer_tell (fixture->printer, "\"gcode_state\":\"PAUSE\",\"mc_percent\":63");
  culm_test_settle (fixture->window);
  g_assert_nonnull (fixture->dialog);
  answer (fixture, "stop");
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 1);
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add ("/stop-dialog/asks", Fixture, "one-ams", set_up, test_asks, tear_down);
  g_test_add ("/stop-dialog/keeps", Fixture, "one-ams", set_up, test_keeps, tear_down);
  g_test_add ("/stop-dialog/stops", Fixture, "one-ams", set_up, test_stops, tear_down);
  g_test_add ("/stop-dialog/same-job", Fixture, "one-ams", set_up, test_same_job, tear_down);
  g_test_add ("/stop-dialog/finished", Fixture, "one-ams", set_up, test_finished, tear_down);
  g_test_add ("/stop-dialog/stays", Fixture, "one-ams", set_up, test_stays, tear_down);
  return g_test_run ();
}
