/* test-event-watcher.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-event-watcher.h"
#include "culm-report-reader.h"
#include "culm-test-await.h"

/* A printer that is fed by hand, and what is told of it: names parted by blanks. */
typedef struct {
  CulmPrinter *printer;
  CulmReport *report;
  CulmEventWatcher *watcher;
  GString *told;
} Fixture;

static void
on_event (CulmEventWatcher *watcher G_GNUC_UNUSED, CulmEvent *event, Fixture *fixture)
{
  g_string_append_printf (fixture->told, "%s%s", fixture->told->len > 0 ? " " : "",
                          culm_event_kind_get_name (event->kind));
  if (event->kind == CULM_EVENT_PRINT_PROGRESS)
    g_string_append_printf (fixture->told, ":%d", event->progress);
  if (event->slot != NULL)
    g_string_append_printf (fixture->told, ":%s", event->slot);
  if (event->error_code != NULL)
    g_string_append_printf (fixture->told, ":%s", event->error_code);
}

static void
set_up (Fixture *fixture, gconstpointer unused G_GNUC_UNUSED)
{
  fixture->told = g_string_new (NULL);
  fixture->printer = culm_printer_new ("01P00A000000001");
  culm_printer_set_online (fixture->printer, TRUE, 0);
  culm_printer_set_stale (fixture->printer, FALSE);
  fixture->watcher = culm_event_watcher_new (fixture->printer);
  g_signal_connect (fixture->watcher, "event", G_CALLBACK (on_event), fixture);
  culm_event_watcher_begin (fixture->watcher);
}

static void
tear_down (Fixture *fixture, gconstpointer unused G_GNUC_UNUSED)
{
  g_clear_object (&fixture->watcher);
  g_clear_object (&fixture->printer);
  g_clear_pointer (&fixture->report, culm_report_unref);
  g_string_free (fixture->told, TRUE);
}

/* `members` of a status message; a full one with `full`. */
static void
report (Fixture *fixture, gboolean full, const char *members)
{
  g_autofree char *text =
      g_strdup_printf ("{\"print\":{\"command\":\"push_status\",\"msg\":%d,%s}}", full ? 0 : 1, members);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmReport) news = culm_report_new_from_bytes (bytes, &error);
  CulmReport *merged;

  g_assert_no_error (error);
  merged = culm_report_merge (fixture->report, news);
  g_clear_pointer (&fixture->report, culm_report_unref);
  fixture->report = merged;
  culm_printer_apply (fixture->printer, merged, g_get_monotonic_time (), g_get_real_time () / G_USEC_PER_SEC);
}

static void
expect (Fixture *fixture, const char *told)
{
  g_assert_cmpstr (fixture->told->str, ==, told);
  g_string_truncate (fixture->told, 0);
}

#define IDLE "\"gcode_state\":\"IDLE\",\"task_id\":\"0\",\"subtask_name\":\"\",\"mc_percent\":0,\"bed_temper\":25"
#define RUNNING                                                                                                        \
  "\"gcode_state\":\"RUNNING\",\"task_id\":\"7\",\"subtask_name\":\"vase\",\"mc_percent\":10,\"layer_num\":1,"         \
  "\"total_layer_num\":90,\"bed_temper\":60,\"print_error\":0"

static void
test_what_was_so (Fixture *fixture, gconstpointer unused G_GNUC_UNUSED)
{
  report (fixture, FALSE, "\"gcode_state\":\"PAUSE\"");
  report (fixture, TRUE, RUNNING ",\"hms\":[{\"attr\":50331904,\"code\":65544}]");
  expect (fixture, "");
  report (fixture, FALSE, "\"mc_percent\":24,\"layer_num\":1");
  expect (fixture, "");
  report (fixture, FALSE, "\"mc_percent\":25,\"layer_num\":2");
  expect (fixture, "print.progress:25 print.first_layer");
  report (fixture, FALSE, "\"mc_percent\":25,\"layer_num\":2");
  expect (fixture, "");
}

static void
test_short_print (Fixture *fixture, gconstpointer unused G_GNUC_UNUSED)
{
  report (fixture, TRUE, IDLE);
  report (fixture, FALSE, RUNNING);
  expect (fixture, "print.started");
  report (fixture, FALSE, "\"gcode_state\":\"FINISH\",\"mc_percent\":100,\"layer_num\":90");
  expect (fixture, "print.progress:25 print.progress:50 print.progress:75 print.first_layer print.completed");
  report (fixture, FALSE, "\"bed_temper\":36");
  expect (fixture, "");
  report (fixture, FALSE, "\"bed_temper\":34.5");
  expect (fixture, "bed.cool");
  report (fixture, FALSE, "\"bed_temper\":36");
  report (fixture, FALSE, "\"bed_temper\":34");
  expect (fixture, "");
}

/* The bed is cool already when the end is told. */
static void
test_cools_before_the_end_is_told (Fixture *fixture, gconstpointer unused G_GNUC_UNUSED)
{
  report (fixture, TRUE, RUNNING);
  report (fixture, FALSE, "\"gcode_state\":\"FAILED\",\"print_error\":50348036,\"bed_temper\":30");
  expect (fixture, "print.failed:0300-4004 bed.cool");
}

static void
test_between_two_reports (Fixture *fixture, gconstpointer unused G_GNUC_UNUSED)
{
  report (fixture, TRUE, "\"gcode_state\":\"FINISH\",\"task_id\":\"7\",\"mc_percent\":100");
  report (fixture, FALSE, "\"gcode_state\":\"FAILED\",\"task_id\":\"8\",\"mc_percent\":3,\"print_error\":50348036");
  expect (fixture, "print.started print.failed:0300-4004");
}

/* The number of a job may come after its state. */
static void
test_number_comes_late (Fixture *fixture, gconstpointer unused G_GNUC_UNUSED)
{
  report (fixture, TRUE, "\"gcode_state\":\"FINISH\",\"task_id\":\"7\",\"mc_percent\":100");
  report (fixture, FALSE, "\"gcode_state\":\"PREPARE\",\"mc_percent\":0");
  report (fixture, FALSE, "\"task_id\":\"8\"");
  report (fixture, FALSE, "\"gcode_state\":\"RUNNING\"");
  expect (fixture, "print.started");
}

static void
test_cancelled_alone (Fixture *fixture, gconstpointer unused G_GNUC_UNUSED)
{
  report (fixture, TRUE, RUNNING);
  report (fixture, FALSE, "\"gcode_state\":\"FAILED\",\"print_error\":50348044");
  report (fixture, FALSE, "\"print_error\":0");
  expect (fixture, "print.cancelled");
}

/* The code of a stop may come after the failure. */
static void
test_cause_comes_late (Fixture *fixture, gconstpointer unused G_GNUC_UNUSED)
{
  report (fixture, TRUE, RUNNING);
  report (fixture, FALSE, "\"gcode_state\":\"FAILED\"");
  expect (fixture, "");
  report (fixture, FALSE, "\"print_error\":50348044");
  expect (fixture, "print.cancelled");
  culm_test_run_for (3500);
  expect (fixture, "");
}

static gboolean
has_told (gpointer data)
{
  return ((Fixture *) data)->told->len > 0;
}

static void
test_cause_never_comes (Fixture *fixture, gconstpointer unused G_GNUC_UNUSED)
{
  report (fixture, TRUE, RUNNING);
  report (fixture, FALSE, "\"gcode_state\":\"FAILED\"");
  g_assert_true (culm_test_wait_for (has_told, fixture, 10));
  expect (fixture, "print.failed");
}

static void
test_runout (Fixture *fixture, gconstpointer unused G_GNUC_UNUSED)
{
  report (fixture, TRUE, RUNNING);
  report (fixture, FALSE,
          "\"gcode_state\":\"PAUSE\",\"print_error\":50364420,\"hms\":[{\"attr\":117514752,\"code\":131073}]");
  expect (fixture, "hms.raised print.paused:0300-8004 filament.runout:B3");
  report (fixture, FALSE, "\"gcode_state\":\"RUNNING\",\"print_error\":0,\"hms\":[]");
  expect (fixture, "hms.cleared print.resumed");
}

/* A printer that goes and comes back with its job done: told once, in the order of what a person saw. */
static void
test_while_it_was_away (Fixture *fixture, gconstpointer unused G_GNUC_UNUSED)
{
  report (fixture, TRUE, RUNNING);
  culm_printer_set_online (fixture->printer, FALSE, 1700000000);
  expect (fixture, "device.offline");
  culm_printer_set_stale (fixture->printer, TRUE);
  report (fixture, TRUE, "\"gcode_state\":\"FINISH\",\"mc_percent\":100,\"task_id\":\"7\"");
  expect (fixture, "");
  culm_printer_set_stale (fixture->printer, FALSE);
  culm_printer_set_online (fixture->printer, TRUE, 1700000100);
  expect (fixture, "device.online print.progress:25 print.progress:50 print.progress:75 print.completed");
  report (fixture, TRUE, "\"gcode_state\":\"FINISH\",\"mc_percent\":100,\"task_id\":\"7\"");
  expect (fixture, "");
}

#define ADD(path, test) g_test_add ("/event-watcher/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("what-was-so", test_what_was_so);
  ADD ("short-print", test_short_print);
  ADD ("cools-before-the-end-is-told", test_cools_before_the_end_is_told);
  ADD ("between-two-reports", test_between_two_reports);
  ADD ("number-comes-late", test_number_comes_late);
  ADD ("cancelled-alone", test_cancelled_alone);
  ADD ("cause-comes-late", test_cause_comes_late);
  ADD ("cause-never-comes", test_cause_never_comes);
  ADD ("runout", test_runout);
  ADD ("while-it-was-away", test_while_it_was_away);
  return g_test_run ();
}
