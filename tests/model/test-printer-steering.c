/* test-printer-steering.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-printer.h"
#include "fake-link.h"

typedef struct {
  CulmPrinter *printer;
  FakeLink *link;
  CulmRecord *status; /* what the printer says next */
  CulmReport *report;
  gint64 now;
  GString *changes; /* keys of "run-changed" */
} Fixture;

/* The end of one send. */
typedef struct {
  gboolean ended;
  GError *error;
} End;

static void
clear_end (End *end)
{
  g_clear_error (&end->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (End, clear_end)

static void
on_run_changed (CulmPrinter *printer G_GNUC_UNUSED, const char *key, gpointer changes)
{
  g_string_append_printf (changes, "%s ", key);
}

/* The printer says what `status` holds. */
static void
report (Fixture *fixture)
{
  CulmReport *next = culm_report_new (culm_record_copy (fixture->status), NULL, TRUE, CULM_SWITCH_UNKNOWN);

  fixture->now += G_USEC_PER_SEC;
  culm_printer_apply (fixture->printer, next, fixture->now, fixture->now / G_USEC_PER_SEC);
  g_clear_pointer (&fixture->report, culm_report_unref);
  fixture->report = next;
}

static void
report_state (Fixture *fixture, const char *state)
{
  culm_record_set_string (fixture->status, CULM_STATUS_STATE, state);
  report (fixture);
}

static void
set_up (Fixture *fixture, gconstpointer model)
{
  fixture->printer = culm_printer_new ("TEST");
  fixture->link = fake_link_new ();
  fixture->status = culm_record_new (&culm_status_schema);
  fixture->now = G_USEC_PER_SEC;
  fixture->changes = g_string_new (NULL);
  culm_printer_set_identity (fixture->printer, "Workshop", model != NULL ? model : "P1S", NULL);
  culm_printer_set_link (fixture->printer, CULM_PRINTER_LINK (fixture->link), CULM_ROUTE_CLOUD);
  culm_printer_set_online (fixture->printer, TRUE, 1);
  report_state (fixture, "RUNNING");
  g_signal_connect (fixture->printer, "run-changed", G_CALLBACK (on_run_changed), fixture->changes);
}

static void
tear_down (Fixture *fixture, gconstpointer model G_GNUC_UNUSED)
{
  while (fake_link_get_n_open (fixture->link) > 0)
    fake_link_end (fixture->link, NULL);
  g_clear_pointer (&fixture->report, culm_report_unref);
  g_clear_pointer (&fixture->status, culm_record_unref);
  g_string_free (fixture->changes, TRUE);
  g_assert_finalize_object (fixture->printer);
  g_assert_finalize_object (fixture->link);
}

static void
send_cb (GObject *printer, GAsyncResult *result, gpointer user_data)
{
  End *end = user_data;

  culm_printer_send_finish (CULM_PRINTER (printer), result, &end->error);
  end->ended = TRUE;
}

/* Takes the command. */
static void
give (Fixture *fixture, CulmCommand *command, End *end)
{
  g_autoptr (CulmCommand) owned = command;

  culm_printer_send_async (fixture->printer, owned, NULL, send_cb, end);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
check_refused (Fixture *fixture, CulmCommand *command, CulmError code)
{
  g_auto (End) end = { 0 };

  give (fixture, command, &end);
  g_assert_true (end.ended);
  g_assert_error (end.error, CULM_ERROR, (int) code);
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 0);
}

static CulmObstacle
get_obstacle (Fixture *fixture, CulmCommand *command)
{
  g_autoptr (CulmCommand) owned = command;

  return culm_printer_get_obstacle (fixture->printer, owned);
}

static GError *
fail (CulmError code)
{
  return culm_error_new (CULM_ERROR_ORIGIN_PRINTER, code, "No");
}

static void
test_confirms (Fixture *fixture, gconstpointer model G_GNUC_UNUSED)
{
  g_auto (End) end = { 0 };
  CulmCommandRun *run;

  give (fixture, culm_command_new_bed (60), &end);
  run = culm_printer_get_run (fixture->printer, "bed");
  g_assert_cmpint (culm_command_run_get_state (run), ==, CULM_RUN_PENDING);
  g_assert_true (culm_command_run_get_holds (run));
  g_assert_false (end.ended);
  fake_link_end (fixture->link, NULL);
  g_assert_true (end.ended);
  g_assert_no_error (end.error);
  g_assert_cmpint (culm_command_run_get_state (run), ==, CULM_RUN_CONFIRMED);
  g_assert_true (culm_command_run_get_holds (run)); /* the report still shows the old target */
  culm_record_set_double (fixture->status, CULM_STATUS_BED_TARGET, 60);
  report (fixture);
  g_assert_false (culm_command_run_get_holds (run));
  g_assert_cmpstr (fixture->changes->str, ==, "bed bed bed ");
}

static void
test_lets_go_after_three_seconds (Fixture *fixture, gconstpointer model G_GNUC_UNUSED)
{
  g_auto (End) end = { 0 };

  culm_record_set_double (fixture->status, CULM_STATUS_BED_TARGET, 0);
  give (fixture, culm_command_new_bed (60), &end);
  fake_link_end (fixture->link, NULL);
  for (guint i = 0; i < 3; i++) {
    report (fixture);
    g_assert_true (culm_command_run_get_holds (culm_printer_get_run (fixture->printer, "bed")));
  }
  report (fixture);
  g_assert_false (culm_command_run_get_holds (culm_printer_get_run (fixture->printer, "bed")));
}

static void
test_refused (Fixture *fixture, gconstpointer model G_GNUC_UNUSED)
{
  g_auto (End) end = { 0 };
  CulmCommandRun *run;

  give (fixture, culm_command_new_bed (60), &end);
  fake_link_end (fixture->link, fail (CULM_ERROR_REFUSED));
  run = culm_printer_get_run (fixture->printer, "bed");
  g_assert_error (end.error, CULM_ERROR, CULM_ERROR_REFUSED);
  g_assert_cmpint (culm_command_run_get_state (run), ==, CULM_RUN_REFUSED);
  g_assert_false (culm_command_run_get_holds (run));
  g_assert_cmpint (culm_printer_get_control (fixture->printer), ==, CULM_CONTROL_UNKNOWN);
}

static void
test_not_confirmed (Fixture *fixture, gconstpointer model G_GNUC_UNUSED)
{
  g_auto (End) end = { 0 };

  give (fixture, culm_command_new_bed (60), &end);
  fake_link_end (fixture->link, fail (CULM_ERROR_NOT_CONFIRMED));
  g_assert_cmpint (culm_command_run_get_state (culm_printer_get_run (fixture->printer, "bed")), ==,
                   CULM_RUN_NOT_CONFIRMED);
}

static void
test_last_value_wins (Fixture *fixture, gconstpointer model G_GNUC_UNUSED)
{
  End ends[4] = { 0 };
  g_autofree char *last = NULL;

  for (guint i = 0; i < 4; i++)
    give (fixture, culm_command_new_bed (40 + 10 * i), &ends[i]);
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 1);
  g_assert_false (ends[0].ended);
  g_assert_error (ends[1].error, CULM_ERROR, CULM_ERROR_CANCELLED);
  g_assert_error (ends[2].error, CULM_ERROR, CULM_ERROR_CANCELLED);
  g_assert_false (ends[3].ended);
  g_assert_cmpfloat (
      culm_command_get_number (culm_command_run_get_command (culm_printer_get_run (fixture->printer, "bed"))), ==, 70);
  fake_link_end (fixture->link, NULL);
  g_assert_true (ends[0].ended);
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 2);
  last = fake_link_dup_last (fixture->link);
  g_assert_cmpstr (last, ==, "70");
  fake_link_end (fixture->link, NULL);
  g_assert_true (ends[3].ended);
  g_assert_no_error (ends[3].error);
  for (guint i = 0; i < 4; i++)
    clear_end (&ends[i]);
}

static void
test_keys_do_not_wait_for_each_other (Fixture *fixture, gconstpointer model G_GNUC_UNUSED)
{
  g_auto (End) bed = { 0 }, nozzle = { 0 };

  give (fixture, culm_command_new_bed (60), &bed);
  give (fixture, culm_command_new_nozzle (0, 200), &nozzle);
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 2);
}

static void
test_waiting_is_checked_again (Fixture *fixture, gconstpointer model G_GNUC_UNUSED)
{
  g_auto (End) first = { 0 }, second = { 0 };

  give (fixture, culm_command_new_bed (60), &first);
  give (fixture, culm_command_new_bed (70), &second);
  culm_printer_set_online (fixture->printer, FALSE, 9);
  fake_link_end (fixture->link, fail (CULM_ERROR_OFFLINE));
  g_assert_error (second.error, CULM_ERROR, CULM_ERROR_OFFLINE);
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 1);
}

static void
test_limits (Fixture *fixture, gconstpointer model G_GNUC_UNUSED)
{
  check_refused (fixture, culm_command_new_nozzle (0, 301), CULM_ERROR_OUT_OF_RANGE);
  check_refused (fixture, culm_command_new_bed (101), CULM_ERROR_OUT_OF_RANGE);
  check_refused (fixture, culm_command_new_chamber (40), CULM_ERROR_UNSUPPORTED);
}

static void
test_state (Fixture *fixture, gconstpointer model G_GNUC_UNUSED)
{
  check_refused (fixture, culm_command_new_resume (), CULM_ERROR_BUSY);
  g_assert_cmpint (culm_command_run_get_state (culm_printer_get_run (fixture->printer, "resume")), ==,
                   CULM_RUN_REFUSED);
  report_state (fixture, "IDLE");
  check_refused (fixture, culm_command_new_pause (), CULM_ERROR_BUSY);
  check_refused (fixture, culm_command_new_stop (), CULM_ERROR_BUSY);
  check_refused (fixture, culm_command_new_speed (3), CULM_ERROR_BUSY);
}

static void
test_offline (Fixture *fixture, gconstpointer model G_GNUC_UNUSED)
{
  culm_printer_set_online (fixture->printer, FALSE, 9);
  g_assert_cmpint (culm_printer_get_offline_since (fixture->printer), ==, 9);
  g_assert_cmpint (culm_printer_get_state (fixture->printer), ==, CULM_PRINTER_STATE_OFFLINE);
  check_refused (fixture, culm_command_new_bed (60), CULM_ERROR_OFFLINE);
  culm_printer_set_online (fixture->printer, TRUE, 10);
  g_assert_cmpint (culm_printer_get_state (fixture->printer), ==, CULM_PRINTER_STATE_PRINTING);
  culm_printer_set_link (fixture->printer, NULL, CULM_ROUTE_NONE);
  check_refused (fixture, culm_command_new_bed (60), CULM_ERROR_OFFLINE);
}

static void
test_forbidden_is_remembered (Fixture *fixture, gconstpointer model G_GNUC_UNUSED)
{
  g_auto (End) bed = { 0 }, light = { 0 }, again = { 0 };

  give (fixture, culm_command_new_bed (60), &bed);
  fake_link_end (fixture->link, fail (CULM_ERROR_FORBIDDEN));
  g_assert_cmpint (culm_printer_get_control (fixture->printer), ==, CULM_CONTROL_REFUSED);
  give (fixture, culm_command_new_bed (60), &again);
  g_assert_error (again.error, CULM_ERROR, CULM_ERROR_FORBIDDEN);
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 1);
  give (fixture, culm_command_new_light (TRUE), &light);
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 2); /* the light needs no signature */
  fake_link_end (fixture->link, NULL);
  g_assert_cmpint (culm_printer_get_control (fixture->printer), ==, CULM_CONTROL_REFUSED);
}

static void
test_obeyed_is_allowed (Fixture *fixture, gconstpointer model G_GNUC_UNUSED)
{
  g_auto (End) light = { 0 }, bed = { 0 };

  give (fixture, culm_command_new_light (TRUE), &light);
  fake_link_end (fixture->link, NULL);
  g_assert_cmpint (culm_printer_get_control (fixture->printer), ==, CULM_CONTROL_UNKNOWN);
  give (fixture, culm_command_new_bed (60), &bed);
  fake_link_end (fixture->link, NULL);
  g_assert_cmpint (culm_printer_get_control (fixture->printer), ==, CULM_CONTROL_ALLOWED);
}

static void
test_bit_decides (Fixture *fixture, gconstpointer model G_GNUC_UNUSED)
{
  culm_printer_set_control (fixture->printer, CULM_CONTROL_ALLOWED);
  culm_record_set_int (fixture->status, CULM_STATUS_FUN, 0x20000000);
  report (fixture);
  g_assert_cmpint (culm_printer_get_control (fixture->printer), ==, CULM_CONTROL_REFUSED);
  check_refused (fixture, culm_command_new_bed (60), CULM_ERROR_FORBIDDEN);
  culm_printer_set_control (fixture->printer, CULM_CONTROL_REFUSED);
  culm_record_set_int (fixture->status, CULM_STATUS_FUN, 0);
  report (fixture); /* Developer Mode was turned on: the refusal is past */
  g_assert_cmpint (culm_printer_get_control (fixture->printer), ==, CULM_CONTROL_ALLOWED);
}

/* What became of a command says something of the way that it went, and nothing of the other. */
static void
test_control_of_a_route (Fixture *fixture, gconstpointer model G_GNUC_UNUSED)
{
  CulmPrinterLink *link = CULM_PRINTER_LINK (fixture->link);

  culm_printer_set_control (fixture->printer, CULM_CONTROL_REFUSED);
  check_refused (fixture, culm_command_new_bed (60), CULM_ERROR_FORBIDDEN);
  culm_printer_set_link (fixture->printer, NULL, CULM_ROUTE_NONE);
  g_assert_cmpint (culm_printer_get_control (fixture->printer), ==, CULM_CONTROL_REFUSED);
  culm_printer_set_link (fixture->printer, link, CULM_ROUTE_LAN);
  g_assert_cmpint (culm_printer_get_control (fixture->printer), ==, CULM_CONTROL_UNKNOWN);
  g_assert_cmpint (get_obstacle (fixture, culm_command_new_pause ()), ==, CULM_OBSTACLE_NONE);
  culm_printer_set_control (fixture->printer, CULM_CONTROL_ALLOWED);
  culm_printer_set_link (fixture->printer, link, CULM_ROUTE_CLOUD);
  g_assert_cmpint (culm_printer_get_control (fixture->printer), ==, CULM_CONTROL_REFUSED);
  culm_printer_set_link (fixture->printer, link, CULM_ROUTE_LAN);
  g_assert_cmpint (culm_printer_get_control (fixture->printer), ==, CULM_CONTROL_ALLOWED);
}

static void
test_obstacles (Fixture *fixture, gconstpointer model G_GNUC_UNUSED)
{
  g_assert_cmpint (get_obstacle (fixture, culm_command_new_pause ()), ==, CULM_OBSTACLE_NONE);
  g_assert_cmpint (get_obstacle (fixture, culm_command_new_resume ()), ==, CULM_OBSTACLE_NOT_NOW);
  g_assert_cmpint (get_obstacle (fixture, culm_command_new_chamber (40)), ==, CULM_OBSTACLE_MODEL);
  g_assert_cmpint (get_obstacle (fixture, culm_command_new_bed (9999)), ==, CULM_OBSTACLE_NONE);
  fake_link_set_unwritable (fixture->link, "light");
  g_assert_cmpint (get_obstacle (fixture, culm_command_new_light (TRUE)), ==, CULM_OBSTACLE_DIALECT);
  culm_printer_set_control (fixture->printer, CULM_CONTROL_REFUSED);
  g_assert_cmpint (get_obstacle (fixture, culm_command_new_pause ()), ==, CULM_OBSTACLE_NOT_ALLOWED);
  culm_printer_set_stale (fixture->printer, TRUE);
  g_assert_cmpint (get_obstacle (fixture, culm_command_new_pause ()), ==, CULM_OBSTACLE_OFFLINE);
}

/* What moves waits for the end of a print; paused, only X can be homed. */
static void
test_moves (Fixture *fixture, gconstpointer model G_GNUC_UNUSED)
{
  static const struct {
    const char *state;
    CulmObstacle jog, home, home_x, home_z, calibrate;
  } rows[] = {
    { "RUNNING", CULM_OBSTACLE_PRINTING, CULM_OBSTACLE_PRINTING, CULM_OBSTACLE_PRINTING, CULM_OBSTACLE_PRINTING,
      CULM_OBSTACLE_PRINTING },
    { "PREPARE", CULM_OBSTACLE_PRINTING, CULM_OBSTACLE_PRINTING, CULM_OBSTACLE_PRINTING, CULM_OBSTACLE_PRINTING,
      CULM_OBSTACLE_PRINTING },
    { "PAUSE", CULM_OBSTACLE_NONE, CULM_OBSTACLE_NONE, CULM_OBSTACLE_NONE, CULM_OBSTACLE_PRINTING,
      CULM_OBSTACLE_PRINTING },
    { "IDLE", CULM_OBSTACLE_NONE, CULM_OBSTACLE_NONE, CULM_OBSTACLE_NONE, CULM_OBSTACLE_NONE, CULM_OBSTACLE_NONE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    report_state (fixture, rows[i].state);
    g_assert_cmpint (get_obstacle (fixture, culm_command_new_jog ('Z', 10)), ==, (int) rows[i].jog);
    g_assert_cmpint (get_obstacle (fixture, culm_command_new_home (NULL)), ==, (int) rows[i].home);
    g_assert_cmpint (get_obstacle (fixture, culm_command_new_home ("X")), ==, (int) rows[i].home_x);
    g_assert_cmpint (get_obstacle (fixture, culm_command_new_home ("Z")), ==, (int) rows[i].home_z);
    g_assert_cmpint (get_obstacle (fixture, culm_command_new_calibrate (CULM_CALIBRATION_LEVELLING)), ==,
                     (int) rows[i].calibrate);
  }
  report_state (fixture, "PAUSE");
  check_refused (fixture, culm_command_new_home ("Z"), CULM_ERROR_BUSY);
}

/* Filament is not pushed through a cold nozzle. */
static void
test_cold (Fixture *fixture, gconstpointer model G_GNUC_UNUSED)
{
  g_autoptr (CulmCommand) extrude = culm_command_new_extrude (0, 10);
  g_autoptr (GError) error = NULL;

  culm_record_set_double (fixture->status, CULM_STATUS_NOZZLE, 169);
  report_state (fixture, "IDLE");
  g_assert_cmpint (culm_printer_get_obstacle (fixture->printer, extrude), ==, CULM_OBSTACLE_COLD);
  g_assert_false (culm_printer_check (fixture->printer, extrude, &error));
  g_assert_cmpstr (error->message, ==, "Heat the nozzle to 170 °C first.");
  check_refused (fixture, culm_command_new_extrude (0, 10), CULM_ERROR_BUSY);
  culm_record_set_double (fixture->status, CULM_STATUS_NOZZLE, 170);
  report_state (fixture, "IDLE");
  g_assert_cmpint (culm_printer_get_obstacle (fixture->printer, extrude), ==, CULM_OBSTACLE_NONE);
}

static void
test_can (Fixture *fixture, gconstpointer model G_GNUC_UNUSED)
{
  static const struct {
    const char *state;
    gboolean pause, resume, stop;
  } cases[] = {
    { "IDLE", FALSE, FALSE, FALSE }, { "PREPARE", FALSE, FALSE, TRUE }, { "RUNNING", TRUE, FALSE, TRUE },
    { "PAUSE", FALSE, TRUE, TRUE },  { "FINISH", FALSE, FALSE, FALSE }, { "FAILED", FALSE, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gboolean pause, resume, stop;

    report_state (fixture, cases[i].state);
    g_object_get (fixture->printer, "can-pause", &pause, "can-resume", &resume, "can-stop", &stop, NULL);
    g_assert_cmpint (pause, ==, cases[i].pause);
    g_assert_cmpint (resume, ==, cases[i].resume);
    g_assert_cmpint (stop, ==, cases[i].stop);
  }
}

static void
test_stop_means_cancelled (Fixture *fixture, gconstpointer model G_GNUC_UNUSED)
{
  g_auto (End) end = { 0 };

  give (fixture, culm_command_new_stop (), &end);
  report_state (fixture, "FAILED"); /* before the answer came */
  g_assert_cmpint (culm_printer_get_state (fixture->printer), ==, CULM_PRINTER_STATE_CANCELLED);
  fake_link_end (fixture->link, NULL);
  report_state (fixture, "RUNNING");
  report_state (fixture, "FAILED");
  g_assert_cmpint (culm_printer_get_state (fixture->printer), ==, CULM_PRINTER_STATE_FAILED);
}

static void
test_refused_stop_does_not (Fixture *fixture, gconstpointer model G_GNUC_UNUSED)
{
  g_auto (End) end = { 0 };

  give (fixture, culm_command_new_stop (), &end);
  fake_link_end (fixture->link, fail (CULM_ERROR_REFUSED));
  report_state (fixture, "FAILED");
  g_assert_cmpint (culm_printer_get_state (fixture->printer), ==, CULM_PRINTER_STATE_FAILED);
}

static void
test_remembered_stop (Fixture *fixture, gconstpointer model G_GNUC_UNUSED)
{
  report_state (fixture, "FAILED");
  culm_printer_note_stop (fixture->printer);
  g_assert_cmpint (culm_printer_get_state (fixture->printer), ==, CULM_PRINTER_STATE_CANCELLED);
}

static gboolean
shows (Fixture *fixture, CulmCommand *command)
{
  g_autoptr (CulmCommand) owned = command;

  return culm_printer_shows (fixture->printer, owned);
}

static void
test_shows_values (Fixture *fixture, gconstpointer model G_GNUC_UNUSED)
{
  g_assert_false (shows (fixture, culm_command_new_bed (60)));
  culm_record_set_double (fixture->status, CULM_STATUS_BED_TARGET, 60);
  culm_record_set_double (fixture->status, CULM_STATUS_NOZZLE_TARGET, 220);
  culm_record_set_int (fixture->status, CULM_STATUS_FAN_PART, 8); /* 53 % */
  culm_record_set_int (fixture->status, CULM_STATUS_SPEED_LEVEL, 3);
  report (fixture);
  g_assert_true (shows (fixture, culm_command_new_bed (60)));
  g_assert_false (shows (fixture, culm_command_new_bed (61)));
  g_assert_true (shows (fixture, culm_command_new_nozzle (0, 220)));
  g_assert_false (shows (fixture, culm_command_new_nozzle (1, 220)));
  g_assert_true (shows (fixture, culm_command_new_fan (CULM_FAN_PART, 60)));
  g_assert_true (shows (fixture, culm_command_new_fan (CULM_FAN_PART, 46)));
  g_assert_false (shows (fixture, culm_command_new_fan (CULM_FAN_PART, 61)));
  g_assert_false (shows (fixture, culm_command_new_fan (CULM_FAN_AUX, 0))); /* never reported */
  g_assert_true (shows (fixture, culm_command_new_speed (3)));
  g_assert_false (shows (fixture, culm_command_new_light (FALSE)));
}

static void
test_shows_states (Fixture *fixture, gconstpointer model G_GNUC_UNUSED)
{
  static const struct {
    const char *state;
    gboolean pause, resume, stop;
  } cases[] = {
    { "IDLE", FALSE, FALSE, TRUE },  { "PREPARE", FALSE, TRUE, FALSE }, { "RUNNING", FALSE, TRUE, FALSE },
    { "PAUSE", TRUE, FALSE, FALSE }, { "FINISH", FALSE, FALSE, TRUE },  { "FAILED", FALSE, FALSE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    report_state (fixture, cases[i].state);
    g_assert_cmpint (shows (fixture, culm_command_new_pause ()), ==, cases[i].pause);
    g_assert_cmpint (shows (fixture, culm_command_new_resume ()), ==, cases[i].resume);
    g_assert_cmpint (shows (fixture, culm_command_new_stop ()), ==, cases[i].stop);
  }
}

/* What a person does in the answer to one command does not get lost. */
static void
on_run_send_more (CulmPrinter *printer, const char *key G_GNUC_UNUSED, gpointer user_data)
{
  guint *left = user_data;
  g_autoptr (CulmCommand) command = culm_command_new_bed (80);

  if (*left > 0 && culm_command_run_get_state (culm_printer_get_run (printer, "bed")) != CULM_RUN_PENDING) {
    (*left)--;
    culm_printer_send_async (printer, command, NULL, NULL, NULL);
  }
}

static void
test_sends_from_its_own_signal (Fixture *fixture, gconstpointer model G_GNUC_UNUSED)
{
  g_auto (End) end = { 0 };
  guint left = 1;
  gulong id = g_signal_connect (fixture->printer, "run-changed", G_CALLBACK (on_run_send_more), &left);

  give (fixture, culm_command_new_bed (60), &end);
  fake_link_end (fixture->link, NULL);
  g_assert_cmpuint (fake_link_get_n_sent (fixture->link), ==, 2);
  g_signal_handler_disconnect (fixture->printer, id);
}

#define ADD(name, function) g_test_add ("/printer-steering/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("confirms", test_confirms);
  ADD ("lets-go-after-three-seconds", test_lets_go_after_three_seconds);
  ADD ("refused", test_refused);
  ADD ("not-confirmed", test_not_confirmed);
  ADD ("last-value-wins", test_last_value_wins);
  ADD ("keys-do-not-wait-for-each-other", test_keys_do_not_wait_for_each_other);
  ADD ("waiting-is-checked-again", test_waiting_is_checked_again);
  ADD ("limits", test_limits);
  ADD ("state", test_state);
  ADD ("offline", test_offline);
  ADD ("forbidden-is-remembered", test_forbidden_is_remembered);
  ADD ("obeyed-is-allowed", test_obeyed_is_allowed);
  ADD ("bit-decides", test_bit_decides);
  ADD ("control-of-a-route", test_control_of_a_route);
  ADD ("obstacles", test_obstacles);
  ADD ("moves", test_moves);
  ADD ("cold", test_cold);
  ADD ("can", test_can);
  ADD ("stop-means-cancelled", test_stop_means_cancelled);
  ADD ("refused-stop-does-not", test_refused_stop_does_not);
  ADD ("remembered-stop", test_remembered_stop);
  ADD ("shows-values", test_shows_values);
  ADD ("shows-states", test_shows_states);
  ADD ("sends-from-its-own-signal", test_sends_from_its_own_signal);
  return g_test_run ();
}
