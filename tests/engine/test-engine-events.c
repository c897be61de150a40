/* test-engine-events.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-rig.h"

static const char *const one_idle[] = { "--auth", "password", "--models", "P1S:idle", "--printers",
                                        "1",      "--speed",  "1000",     NULL };

static void
expect_once (CulmTestRig *rig, CulmEventKind kind, CulmPrinter *printer)
{
  guint n;

  culm_test_rig_await_event (rig, kind, printer, 60);
  n = culm_test_rig_count_events (rig, kind, printer);
  if (n != 1)
    g_error ("%u times %s", n, culm_event_kind_get_name (kind));
}

/* A whole print from start to cool bed. */
static void
test_whole_print (void)
{
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (one_idle);
  CulmPrinter *printer;
  CulmEvent *event;
  int last = 0;

  culm_test_rig_connect (rig);
  g_assert_cmpuint (rig->events->len, ==, 0);
  printer = culm_test_rig_get_printer (rig, "P1S");
  culm_test_rig_do (rig, printer, "start-print", NULL);
  expect_once (rig, CULM_EVENT_PRINT_STARTED, printer);
  culm_test_rig_await_event (rig, CULM_EVENT_PRINT_COMPLETED, printer, 100);
  expect_once (rig, CULM_EVENT_PRINT_COMPLETED, printer);
  expect_once (rig, CULM_EVENT_PRINT_STARTED, printer);
  expect_once (rig, CULM_EVENT_PRINT_FIRST_LAYER, printer);
  g_assert_cmpuint (culm_test_rig_count_events (rig, CULM_EVENT_PRINT_PROGRESS, printer), ==, 3);
  for (guint i = 0; i < rig->events->len; i++) {
    event = g_ptr_array_index (rig->events, i);
    if (event->kind != CULM_EVENT_PRINT_PROGRESS)
      continue;
    g_assert_cmpint (event->progress, ==, last + 25);
    last = event->progress;
  }
  event = culm_test_rig_await_event (rig, CULM_EVENT_PRINT_COMPLETED, printer, 1);
  g_assert_nonnull (event->job);
  g_assert_cmpint (event->progress, ==, 100);
  expect_once (rig, CULM_EVENT_BED_COOL, printer);
  g_assert_cmpuint (culm_test_rig_count_events (rig, CULM_EVENT_PRINT_FAILED, NULL), ==, 0);
  g_assert_cmpuint (culm_test_rig_count_events (rig, CULM_EVENT_PRINT_CANCELLED, NULL), ==, 0);
}

static void
test_runout_and_resume (void)
{
  const char *args[] = { "--auth", "password", "--models", "P1S:printing", "--printers", "1", NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  CulmPrinter *printer;
  CulmEvent *event;

  culm_test_rig_connect (rig);
  printer = culm_test_rig_get_printer (rig, "P1S");
  culm_test_rig_do (rig, printer, "runout", NULL);
  expect_once (rig, CULM_EVENT_PRINT_PAUSED, printer);
  event = culm_test_rig_await_event (rig, CULM_EVENT_PRINT_PAUSED, printer, 1);
  g_assert_nonnull (event->reason);
  expect_once (rig, CULM_EVENT_FILAMENT_RUNOUT, printer);
  event = culm_test_rig_await_event (rig, CULM_EVENT_FILAMENT_RUNOUT, printer, 1);
  g_assert_nonnull (event->slot);
  g_assert_true (culm_test_rig_send (printer, "resume", NULL, NULL));
  expect_once (rig, CULM_EVENT_PRINT_RESUMED, printer);
}

static void
test_stop_is_cancelled_alone (void)
{
  const char *args[] = { "--auth", "password", "--models", "X1C:printing,P1S:printing", "--printers", "2", NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);

  culm_test_rig_connect (rig);
  g_assert_true (culm_test_rig_send (culm_test_rig_get_printer (rig, "X1 Carbon"), "stop", NULL, NULL));
  g_assert_true (culm_test_rig_send (culm_test_rig_get_printer (rig, "P1S"), "stop", NULL, NULL));
  expect_once (rig, CULM_EVENT_PRINT_CANCELLED, culm_test_rig_get_printer (rig, "X1 Carbon"));
  expect_once (rig, CULM_EVENT_PRINT_CANCELLED, culm_test_rig_get_printer (rig, "P1S"));
  culm_test_run_for (4000); /* longer than a failure waits for its cause */
  g_assert_cmpuint (culm_test_rig_count_events (rig, CULM_EVENT_PRINT_FAILED, NULL), ==, 0);
  g_assert_cmpuint (culm_test_rig_count_events (rig, CULM_EVENT_PRINT_CANCELLED, NULL), ==, 2);
}

static void
test_failure_has_a_cause (void)
{
  const char *args[] = { "--auth", "password", "--models", "P1S:printing", "--printers", "1", NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  CulmPrinter *printer;
  CulmEvent *event;

  culm_test_rig_connect (rig);
  printer = culm_test_rig_get_printer (rig, "P1S");
  culm_test_rig_do (rig, printer, "fail", NULL);
  expect_once (rig, CULM_EVENT_PRINT_FAILED, printer);
  event = culm_test_rig_await_event (rig, CULM_EVENT_PRINT_FAILED, printer, 1);
  g_assert_nonnull (event->error_code);
}

static void
test_hms (void)
{
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (one_idle);
  CulmPrinter *printer;
  CulmEvent *event;

  culm_test_rig_connect (rig);
  printer = culm_test_rig_get_printer (rig, "P1S");
  culm_test_rig_do (rig, printer, "hms", "{\"attr\":50331904,\"code\":65544}");
  expect_once (rig, CULM_EVENT_HMS_RAISED, printer);
  event = culm_test_rig_await_event (rig, CULM_EVENT_HMS_RAISED, printer, 1);
  g_assert_cmpstr (event->hms_code, ==, "0300-0100-0001-0008");
  g_assert_cmpstr (event->hms_severity, ==, "fatal");
  culm_test_rig_do (rig, printer, "hms", "null");
  expect_once (rig, CULM_EVENT_HMS_CLEARED, printer);
}

static gboolean
is_live (gpointer printer)
{
  return !culm_printer_get_stale (printer) && culm_printer_get_route (printer) == CULM_ROUTE_CLOUD;
}

static gboolean
is_stale (gpointer printer)
{
  return culm_printer_get_stale (printer);
}

/* A broker that restarts is no news, and what is told was told once. */
static void
test_reconnect_is_no_news (void)
{
  const char *args[] = { "--auth", "password", NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  g_autoptr (JsonNode) restart = NULL;
  CulmPrinter *printer;

  culm_test_rig_connect (rig);
  printer = culm_test_rig_get_printer (rig, "A1 mini");
  restart = culm_test_sim_control (rig->sim, "POST", "/fault", "{\"where\":\"mqtt\",\"what\":\"restart\"}");
  g_assert_true (culm_test_wait_for (is_stale, printer, 10));
  g_assert_true (culm_test_wait_for (is_live, printer, 30));
  culm_test_run_for (3000);
  for (guint i = 0; i < rig->events->len; i++) {
    const CulmEvent *event = g_ptr_array_index (rig->events, i);

    /* The one that prints goes on printing. */
    if (event->kind != CULM_EVENT_PRINT_PROGRESS && event->kind != CULM_EVENT_PRINT_FIRST_LAYER)
      g_error ("%s of %s", culm_event_kind_get_name (event->kind), event->serial);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine-events/whole-print", test_whole_print);
  g_test_add_func ("/engine-events/runout-and-resume", test_runout_and_resume);
  g_test_add_func ("/engine-events/stop-is-cancelled-alone", test_stop_is_cancelled_alone);
  g_test_add_func ("/engine-events/failure-has-a-cause", test_failure_has_a_cause);
  g_test_add_func ("/engine-events/hms", test_hms);
  g_test_add_func ("/engine-events/reconnect-is-no-news", test_reconnect_is_no_news);
  return g_test_run ();
}
