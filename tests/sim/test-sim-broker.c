/* test-sim-broker.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-await.h"
#include "sim-client.h"
#include "sim-mqtt.h"
#include <errno.h>
#include <signal.h>
#include <string.h>

#define PUSHALL "{\"pushing\":{\"sequence_id\":\"1\",\"command\":\"pushall\"}}"
#define NOT_AUTHORISED 5 /* CONNACK */

static void
test_greeting (void)
{
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (NULL);
  g_autofree char *token = sim_sign_in (sim), *report = NULL;
  g_autoptr (SimMqtt) client = sim_mqtt_connect (sim, token);

  g_assert_cmpint (sim_mqtt_get_connack (client), ==, 0);
  sim_mqtt_subscribe (client, culm_test_sim_get_serial (sim, 2)); /* an A1 mini: full only when greeted */
  report = sim_mqtt_wait_report (client, "\"msg\":0");
  g_assert_cmpuint (strlen (report), >, 1000);
}

static void
test_no_greeting (void)
{
  static const char *const args[] = { "--models", "P1S:idle", "--no-greeting", NULL };
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (args);
  g_autofree char *token = sim_sign_in (sim), *report = NULL;
  g_autoptr (SimMqtt) client = sim_mqtt_connect (sim, token);

  sim_mqtt_subscribe (client, culm_test_sim_get_serial (sim, 0));
  sim_mqtt_publish (client, culm_test_sim_get_serial (sim, 0), PUSHALL, 0);
  report = sim_mqtt_wait_report (client, "\"msg\":0");
  g_assert_null (strstr (report, "\"msg\":1"));
}

static void
test_wrong_token (void)
{
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (NULL);
  g_autoptr (SimMqtt) client = sim_mqtt_connect (sim, "nonsense");

  g_assert_cmpint (sim_mqtt_get_connack (client), ==, NOT_AUTHORISED);
}

static JsonNode *
wait_commands (CulmTestSim *sim, const char *path, guint n)
{
  for (guint i = 0; i < 100; i++) {
    g_autoptr (JsonNode) list = culm_test_sim_control (sim, "GET", path, NULL);

    if (sim_get_size (list, "") >= n)
      return g_steal_pointer (&list);
    culm_test_run_for (50);
  }
  g_assert_not_reached ();
}

static void
test_command (void)
{
  static const char *const args[] = { "--models", "X1C:printing", "--printers", "1", NULL };
  const char *pause = "{\"print\":{\"sequence_id\":\"20001\",  \"command\":\"pause\"}}";
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (args);
  const char *serial = culm_test_sim_get_serial (sim, 0);
  g_autofree char *token = sim_sign_in (sim), *echo = NULL, *state = NULL;
  g_autoptr (SimMqtt) client = sim_mqtt_connect (sim, token);
  g_autoptr (JsonNode) steering = NULL;
  g_autoptr (JsonNode) all = NULL;
  g_autoptr (JsonNode) cleared = NULL;
  g_autoptr (JsonNode) none = NULL;

  sim_mqtt_subscribe (client, serial);
  sim_mqtt_publish (client, serial, PUSHALL, 0);
  sim_mqtt_publish (client, serial, pause, 1);
  echo = sim_mqtt_wait_report (client, "20001");
  g_assert_nonnull (strstr (echo, "\"result\""));
  state = sim_mqtt_wait_report (client, "\"PAUSE\"");
  steering = wait_commands (sim, "/commands", 1);
  g_assert_cmpuint (sim_get_size (steering, ""), ==, 1);
  g_assert_cmpstr (sim_get_text (steering, "0.payload"), ==, pause);
  g_assert_cmpstr (sim_get_text (steering, "0.serial"), ==, serial);
  g_assert_cmpint (sim_get_int (steering, "0.qos"), ==, 1);
  g_assert_true (json_node_get_boolean (sim_get (steering, "0.obeyed")));
  all = wait_commands (sim, "/commands?all", 2);
  g_assert_cmpstr (sim_get_text (all, "0.payload"), ==, PUSHALL);
  cleared = culm_test_sim_control (sim, "DELETE", "/commands", NULL);
  none = culm_test_sim_control (sim, "GET", "/commands?all", NULL);
  g_assert_cmpuint (sim_get_size (none, ""), ==, 0);
}

static void
test_foreign_topic (void)
{
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (NULL);
  g_autofree char *token = sim_sign_in (sim);
  g_autoptr (SimMqtt) client = sim_mqtt_connect (sim, token);
  g_autoptr (JsonNode) list = NULL;

  sim_mqtt_publish (client, "01P00A000000000", "{\"print\":{\"command\":\"stop\"}}", 1);
  sim_mqtt_publish (client, culm_test_sim_get_serial (sim, 0), PUSHALL, 1);
  list = wait_commands (sim, "/commands?all", 1);
  g_assert_cmpuint (sim_get_size (list, ""), ==, 1);
}

static void
test_publish (void)
{
  static const char *const args[] = { "--models", "P1S:idle", "--printers", "1", "--no-greeting", NULL };
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (args);
  const char *serial = culm_test_sim_get_serial (sim, 0);
  g_autofree char *token = sim_sign_in (sim), *body = NULL, *told = NULL;
  g_autoptr (SimMqtt) client = sim_mqtt_connect (sim, token);
  g_autoptr (JsonNode) done = NULL;

  sim_mqtt_subscribe (client, serial);
  sim_mqtt_publish (client, serial, PUSHALL, 0);
  told = sim_mqtt_wait_report (client, "push_status"); /* so the subscription holds */
  body = g_strdup_printf ("{\"serial\":\"%s\",\"payload\":\"not JSON at all\"}", serial);
  done = culm_test_sim_control (sim, "POST", "/publish", body);
  g_clear_pointer (&told, g_free);
  told = sim_mqtt_wait_report (client, "not JSON at all");
}

static void
test_offline (void)
{
  static const char *const args[] = { "--models", "X1C:idle", "--printers", "1", NULL };
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (args);
  const char *serial = culm_test_sim_get_serial (sim, 0);
  g_autofree char *token = sim_sign_in (sim), *path = g_strdup_printf ("/printers/%s/do", serial);
  g_autofree char *first = NULL, *gone = NULL, *back = NULL;
  g_autoptr (SimMqtt) client = sim_mqtt_connect (sim, token);
  g_autoptr (JsonNode) off = NULL;
  g_autoptr (JsonNode) on = NULL;

  sim_mqtt_subscribe (client, serial);
  first = sim_mqtt_wait_report (client, "push_status");
  off = culm_test_sim_control (sim, "POST", path, "{\"what\":\"offline\"}");
  gone = sim_mqtt_wait_report (client, "client.disconnected");
  on = culm_test_sim_control (sim, "POST", path, "{\"what\":\"online\"}");
  back = sim_mqtt_wait_report (client, "client.connected");
  g_assert_cmpstr (back, ==, "{\"event\":{\"event\":\"client.connected\"}}");
}

static void
test_expired (void)
{
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (NULL);
  g_autofree char *token = sim_sign_in (sim), *next = NULL;
  g_autoptr (SimMqtt) client = sim_mqtt_connect (sim, token);
  g_autoptr (JsonNode) done = culm_test_sim_control (sim, "POST", "/account", "{\"expire\":true}");
  g_autoptr (SimMqtt) old = NULL;
  g_autoptr (SimMqtt) fresh = NULL;

  sim_mqtt_wait_lost (client);
  old = sim_mqtt_connect (sim, token);
  g_assert_cmpint (sim_mqtt_get_connack (old), ==, NOT_AUTHORISED);
  next = sim_sign_in (sim);
  fresh = sim_mqtt_connect (sim, next);
  g_assert_cmpint (sim_mqtt_get_connack (fresh), ==, 0);
}

/* After trouble of the broker's a client comes back on the same port, and the printers are there. */
static void
check_trouble (const char *order)
{
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (NULL);
  g_autofree char *token = sim_sign_in (sim), *report = NULL;
  g_autoptr (SimMqtt) client = sim_mqtt_connect (sim, token);
  g_autoptr (JsonNode) done = culm_test_sim_control (sim, "POST", "/fault", order);
  g_autoptr (SimMqtt) next = NULL;

  sim_mqtt_wait_lost (client);
  next = sim_mqtt_connect (sim, token);
  g_assert_cmpint (sim_mqtt_get_connack (next), ==, 0);
  sim_mqtt_subscribe (next, culm_test_sim_get_serial (sim, 0));
  report = sim_mqtt_wait_report (next, "push_status");
}

static void
test_reset (void)
{
  check_trouble ("{\"where\":\"mqtt\",\"what\":\"reset\"}");
}

static void
test_restart (void)
{
  check_trouble ("{\"where\":\"mqtt\",\"what\":\"restart\"}");
}

static void
test_refusing (void)
{
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (NULL);
  g_autofree char *token = sim_sign_in (sim);
  g_autoptr (SimMqtt) client = sim_mqtt_connect (sim, token);
  g_autoptr (JsonNode) begun =
      culm_test_sim_control (sim, "POST", "/fault", "{\"where\":\"mqtt\",\"what\":\"status\",\"value\":5}");
  g_autoptr (SimMqtt) refused = NULL;
  g_autoptr (SimMqtt) taken = NULL;
  g_autoptr (JsonNode) over = NULL;

  sim_mqtt_wait_lost (client);
  refused = sim_mqtt_connect (sim, token);
  g_assert_cmpint (sim_mqtt_get_connack (refused), ==, NOT_AUTHORISED);
  over = culm_test_sim_control (sim, "DELETE", "/fault", NULL);
  taken = sim_mqtt_connect (sim, token);
  g_assert_cmpint (sim_mqtt_get_connack (taken), ==, 0);
}

static void
test_delay (void)
{
  static const char *const args[] = { "--models", "X1C:idle", "--printers", "1", NULL };
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (args);
  const char *serial = culm_test_sim_get_serial (sim, 0);
  g_autofree char *token = sim_sign_in (sim), *first = NULL, *late = NULL;
  g_autoptr (SimMqtt) client = sim_mqtt_connect (sim, token);
  g_autoptr (JsonNode) done = NULL;
  gint64 start;

  sim_mqtt_subscribe (client, serial);
  first = sim_mqtt_wait_report (client, "push_status");
  sim_mqtt_forget (client);
  start = g_get_monotonic_time ();
  done = culm_test_sim_control (sim, "POST", "/fault", "{\"where\":\"mqtt\",\"what\":\"delay\",\"value\":0.6}");
  sim_mqtt_publish (client, serial, PUSHALL, 1);
  late = sim_mqtt_wait_report (client, "push_status");
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 600 * 1000);
}

static void
test_broken_reports (void)
{
  static const char *const args[] = { "--models", "X1C:printing", "--printers", "1", NULL };
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (args);
  g_autofree char *token = sim_sign_in (sim), *whole = NULL;
  g_autoptr (SimMqtt) client = sim_mqtt_connect (sim, token);
  g_autoptr (JsonNode) done = NULL;
  gboolean broken = FALSE;

  sim_mqtt_subscribe (client, culm_test_sim_get_serial (sim, 0));
  whole = sim_mqtt_wait_report (client, "push_status");
  sim_mqtt_forget (client);
  done = culm_test_sim_control (sim, "POST", "/fault", "{\"where\":\"mqtt\",\"what\":\"truncate\",\"times\":1}");
  for (guint i = 0; i < 5 && !broken; i++) {
    g_autoptr (GBytes) bytes = sim_mqtt_wait_bytes (client);
    g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    g_autoptr (JsonNode) node = json_from_string (text, NULL);

    broken = node == NULL;
  }
  g_assert_true (broken);
}

/* The broker's process, a child of the simulator's. */
static GPid
find_broker (GPid parent)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/task/%d/children", parent, parent);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return (GPid) g_ascii_strtoll (text, NULL, 10);
}

static gboolean
is_gone (gpointer pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", GPOINTER_TO_INT (pid));
  g_autofree char *text = NULL;

  if (kill (GPOINTER_TO_INT (pid), 0) != 0 && errno == ESRCH)
    return TRUE;
  /* With nobody to collect it, it stays as a name only. */
  return g_file_get_contents (path, &text, NULL, NULL) && strstr (text, ") Z ") != NULL;
}

static void
test_end (void)
{
  CulmTestSim *sim = culm_test_sim_start (NULL);
  GPid broker = find_broker (culm_test_sim_get_pid (sim));

  g_assert_cmpint (broker, >, 0);
  g_assert_false (is_gone (GINT_TO_POINTER (broker)));
  culm_test_sim_free (sim); /* closes its stdin, and waits */
  g_assert_true (is_gone (GINT_TO_POINTER (broker)));
}

/* Clock ticks, a hundred a second, that a process has used. */
static guint64
get_ticks (GPid pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", pid);
  g_autofree char *text = NULL;
  g_auto (GStrv) fields = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  fields = g_strsplit (strrchr (text, ')') + 2, " ", -1);
  return g_ascii_strtoull (fields[11], NULL, 10) + g_ascii_strtoull (fields[12], NULL, 10);
}

static void
test_idle (void)
{
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (NULL);
  guint64 before = get_ticks (culm_test_sim_get_pid (sim));

  culm_test_run_for (1000);
  g_assert_cmpuint (get_ticks (culm_test_sim_get_pid (sim)) - before, <, 30);
}

static void
check_signal (int number)
{
  CulmTestSim *sim = culm_test_sim_start (NULL);
  GPid pid = culm_test_sim_get_pid (sim), broker = find_broker (pid);

  kill (pid, number);
  culm_test_wait_until (is_gone, GINT_TO_POINTER (pid), 5000);
  culm_test_wait_until (is_gone, GINT_TO_POINTER (broker), 5000);
  culm_test_sim_free (sim);
}

static void
test_signals (void)
{
  check_signal (SIGTERM);
  check_signal (SIGINT);
  check_signal (SIGKILL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/broker/greeting", test_greeting);
  g_test_add_func ("/sim/broker/no-greeting", test_no_greeting);
  g_test_add_func ("/sim/broker/wrong-token", test_wrong_token);
  g_test_add_func ("/sim/broker/command", test_command);
  g_test_add_func ("/sim/broker/foreign-topic", test_foreign_topic);
  g_test_add_func ("/sim/broker/publish", test_publish);
  g_test_add_func ("/sim/broker/offline", test_offline);
  g_test_add_func ("/sim/broker/expired", test_expired);
  g_test_add_func ("/sim/broker/reset", test_reset);
  g_test_add_func ("/sim/broker/restart", test_restart);
  g_test_add_func ("/sim/broker/refusing", test_refusing);
  g_test_add_func ("/sim/broker/delay", test_delay);
  g_test_add_func ("/sim/broker/broken-reports", test_broken_reports);
  g_test_add_func ("/sim/broker/idle", test_idle);
  g_test_add_func ("/sim/broker/end", test_end);
  g_test_add_func ("/sim/broker/signals", test_signals);
  return g_test_run ();
}
