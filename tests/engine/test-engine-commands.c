/* test-engine-commands.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-test-rig.h"

/* A target is set, confirmed, and went out once, in the form that this contract's printers obey. */
static void
check_target (CulmTestRig *rig, const char *model, const char *key, const char *value, const char *payload)
{
  CulmPrinter *printer = culm_test_rig_get_printer (rig, model);
  g_autoptr (GError) error = NULL;

  culm_test_rig_send (printer, key, value, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (culm_test_rig_count_commands (rig, printer, payload), ==, 1);
}

static void
test_service_forms (void)
{
  const char *args[] = { "--contract", "service", "--auth", "password", NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);

  culm_test_rig_connect (rig);
  check_target (rig, "A1 mini", "nozzle", "210", "M104 S210\\n");
  check_target (rig, "A1 mini", "bed", "55", "M140 S55\\n");
  check_target (rig, "A1 mini", "light", "off", "\"ledctrl\"");
  check_target (rig, "H2D", "nozzle-left", "180", "\"extruder_index\":1");
  check_target (rig, "H2D", "fan", "40", "\"set_fan\"");
  check_target (rig, "X1 Carbon", "speed", "silent", "\"print_speed\"");
  check_target (rig, "X1 Carbon", "pause", NULL, "\"pause\"");
  culm_test_rig_await_state (culm_test_rig_get_printer (rig, "X1 Carbon"), CULM_PRINTER_STATE_PAUSED, 10);
  check_target (rig, "X1 Carbon", "resume", NULL, "\"resume\"");
  culm_test_rig_await_state (culm_test_rig_get_printer (rig, "X1 Carbon"), CULM_PRINTER_STATE_PRINTING, 10);
  check_target (rig, "X1 Carbon", "stop", NULL, "\"stop\"");
  culm_test_rig_await_state (culm_test_rig_get_printer (rig, "X1 Carbon"), CULM_PRINTER_STATE_CANCELLED, 10);
}

static void
test_seed_forms (void)
{
  const char *args[] = { "--contract", "seed", "--auth", "password", NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);

  culm_test_rig_connect (rig);
  check_target (rig, "A1 mini", "nozzle", "210", "{\"print\":{\"command\":\"set_nozzle_temp\",\"param\":\"210\"}}");
  check_target (rig, "A1 mini", "bed", "55", "{\"print\":{\"command\":\"set_bed_temp\",\"param\":\"55\"}}");
  check_target (rig, "A1 mini", "fan", "50", "{\"print\":{\"command\":\"set_fan_speed\",\"param\":\"50\"}}");
  check_target (rig, "H2D", "chamber", "35", "{\"print\":{\"command\":\"set_chamber_temp\",\"param\":\"35\"}}");
  check_target (rig, "X1 Carbon", "pause", NULL, "{\"print\":{\"command\":\"pause\"}}");
}

/* A value that is so already is sent, and confirmed, all the same. */
static void
test_sends_what_is_so (void)
{
  const char *args[] = { "--auth", "password", NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  CulmPrinter *printer;

  culm_test_rig_connect (rig);
  printer = culm_test_rig_get_printer (rig, "A1 mini");
  for (guint i = 1; i <= 2; i++) {
    g_autoptr (GError) error = NULL;

    culm_test_rig_send (printer, "bed", "40", &error);
    g_assert_no_error (error);
    g_assert_cmpuint (culm_test_rig_count_commands (rig, printer, "M140 S40"), ==, i);
  }
}

/* Nothing goes out that is beyond the limits, or that the state forbids. */
static void
test_refuses_before_sending (void)
{
  const char *args[] = { "--auth", "password", NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  g_autoptr (GError) range = NULL;
  g_autoptr (GError) state = NULL;
  g_autoptr (GError) offline = NULL;
  CulmPrinter *printer;

  culm_test_rig_connect (rig);
  printer = culm_test_rig_get_printer (rig, "A1 mini");
  g_assert_false (culm_test_rig_send (printer, "nozzle", "999", &range));
  g_assert_error (range, CULM_ERROR, CULM_ERROR_OUT_OF_RANGE);
  g_assert_false (culm_test_rig_send (printer, "pause", NULL, &state));
  g_assert_error (state, CULM_ERROR, CULM_ERROR_BUSY);
  g_assert_false (culm_test_rig_send (culm_test_rig_get_printer (rig, "P1P"), "bed", "50", &offline));
  g_assert_error (offline, CULM_ERROR, CULM_ERROR_OFFLINE);
  g_assert_cmpuint (culm_test_rig_count_commands (rig, printer, NULL), ==, 0);
  g_assert_cmpuint (culm_test_rig_count_events (rig, CULM_EVENT_COMMAND_REFUSED, NULL), ==, 0);
}

/* Authorization control: the first refusal turns print commands off; the light still obeys. */
static void
test_learns_that_it_may_not (void)
{
  const char *args[] = { "--auth", "password", "--models", "P1S:idle", "--printers", "1", NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;
  CulmPrinter *printer;
  CulmEvent *event;
  guint sent;

  culm_test_rig_connect (rig);
  printer = culm_test_rig_get_printer (rig, "P1S");
  culm_test_rig_do (rig, printer, "refuse-commands", "true");
  culm_printer_set_control (printer, CULM_CONTROL_UNKNOWN); /* as with firmware that does not show the bit */
  g_assert_false (culm_test_rig_send (printer, "bed", "50", &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_FORBIDDEN);
  g_assert_cmpint (culm_printer_get_control (printer), ==, CULM_CONTROL_REFUSED);
  event = culm_test_rig_await_event (rig, CULM_EVENT_COMMAND_REFUSED, printer, 5);
  g_assert_cmpstr (event->command, ==, "bed");
  g_assert_cmpstr (event->refusal, ==, "forbidden");
  sent = culm_test_rig_count_commands (rig, printer, NULL);
  g_assert_false (culm_test_rig_send (printer, "bed", "50", &again));
  g_assert_error (again, CULM_ERROR, CULM_ERROR_FORBIDDEN);
  g_assert_cmpuint (culm_test_rig_count_commands (rig, printer, NULL), ==, sent);
  g_assert_true (culm_test_rig_send (printer, "light", "off", NULL));
  g_assert_cmpuint (culm_test_rig_count_events (rig, CULM_EVENT_COMMAND_REFUSED, NULL), ==, 1);
}

static gboolean
has_commands (gpointer data)
{
  gpointer *pair = data;

  return culm_test_rig_count_commands (pair[0], pair[1], "M140") > 0;
}

static gboolean
is_live (gpointer printer)
{
  return !culm_printer_get_stale (printer) && culm_printer_get_route (printer) == CULM_ROUTE_CLOUD;
}

/* The broker goes while a command is pending: nobody knows whether it was obeyed, and it is not sent again. */
static void
test_never_sends_twice (void)
{
  const char *args[] = { "--auth", "password", "--models", "A1mini:idle", "--printers", "1", NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  g_autoptr (CulmCommand) command = culm_command_new_bed (50);
  g_autoptr (JsonNode) silence = NULL;
  g_autoptr (JsonNode) restart = NULL;
  g_autoptr (JsonNode) end = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  gpointer pair[2];

  culm_test_rig_connect (rig);
  pair[0] = rig;
  pair[1] = culm_test_rig_get_printer (rig, "A1 mini");
  /* Its answers cannot be read, so that the command is still pending. */
  silence = culm_test_sim_control (rig->sim, "POST", "/fault", "{\"where\":\"mqtt\",\"what\":\"truncate\"}");
  culm_printer_send_async (pair[1], command, NULL, culm_test_keep_result, &slot);
  g_assert_true (culm_test_wait_for (has_commands, pair, 5));
  restart = culm_test_sim_control (rig->sim, "POST", "/fault", "{\"where\":\"mqtt\",\"what\":\"restart\"}");
  result = culm_test_await (&slot, 10);
  g_assert_false (culm_printer_send_finish (pair[1], result, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_NOT_CONFIRMED);
  end = culm_test_sim_control (rig->sim, "DELETE", "/fault", NULL);
  g_assert_true (culm_test_wait_for (is_live, pair[1], 30));
  culm_test_run_for (1000);
  g_assert_cmpuint (culm_test_rig_count_commands (rig, pair[1], "M140"), ==, 1);
}

/* Sliders: what waits is replaced; the last value wins. */
static void
test_coalesces (void)
{
  const char *args[] = { "--auth", "password", NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  g_autoptr (GAsyncResult) last = NULL;
  GAsyncResult *slots[10] = { NULL };
  CulmPrinter *printer;

  culm_test_rig_connect (rig);
  printer = culm_test_rig_get_printer (rig, "A1 mini");
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++) {
    g_autoptr (CulmCommand) command = culm_command_new_fan (CULM_FAN_PART, (i + 1) * 10);

    culm_printer_send_async (printer, command, NULL, culm_test_keep_result, &slots[i]);
  }
  last = culm_test_await (&slots[9], 15);
  g_assert_true (culm_printer_send_finish (printer, last, NULL));
  g_assert_cmpuint (culm_test_rig_count_commands (rig, printer, "M106 P1"), ==, 2);
  g_assert_cmpuint (culm_test_rig_count_commands (rig, printer, "M106 P1 S255"), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    g_clear_object (&slots[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine-commands/service-forms", test_service_forms);
  g_test_add_func ("/engine-commands/seed-forms", test_seed_forms);
  g_test_add_func ("/engine-commands/sends-what-is-so", test_sends_what_is_so);
  g_test_add_func ("/engine-commands/refuses-before-sending", test_refuses_before_sending);
  g_test_add_func ("/engine-commands/learns-that-it-may-not", test_learns_that_it_may_not);
  g_test_add_func ("/engine-commands/never-sends-twice", test_never_sends_twice);
  g_test_add_func ("/engine-commands/coalesces", test_coalesces);
  return g_test_run ();
}
