/* test-engine-live.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-engine-private.h"
#include "culm-error.h"
#include "culm-test-rig.h"
#include <signal.h>

static gboolean
has_moved (gpointer data)
{
  CulmHeater *bed = culm_printer_get_heater (data, CULM_HEATER_BED);

  return culm_heater_get_current (bed) > 30;
}

static gboolean
has_firmware (gpointer printer)
{
  return culm_printer_get_firmware (printer) != NULL;
}

/* All printers on one session: full reports come, then what changes. */
static void
test_shows_what_printers_report (gconstpointer contract)
{
  const char *args[] = { "--contract", contract, "--auth", "password", "--speed", "60", NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  CulmPrinter *idle;

  culm_test_rig_connect (rig);
  g_assert_cmpint (culm_printer_get_state (culm_test_rig_get_printer (rig, "X1 Carbon")), ==,
                   CULM_PRINTER_STATE_PRINTING);
  g_assert_cmpint (culm_printer_get_state (culm_test_rig_get_printer (rig, "P1S")), ==, CULM_PRINTER_STATE_PAUSED);
  g_assert_cmpint (culm_printer_get_state (culm_test_rig_get_printer (rig, "H2D")), ==, CULM_PRINTER_STATE_FINISHED);
  g_assert_cmpint (culm_printer_get_state (culm_test_rig_get_printer (rig, "P2S")), ==, CULM_PRINTER_STATE_FAILED);
  g_assert_cmpint (culm_printer_get_state (culm_test_rig_get_printer (rig, "P1P")), ==, CULM_PRINTER_STATE_OFFLINE);
  idle = culm_test_rig_get_printer (rig, "A1 mini");
  g_assert_cmpint (culm_printer_get_state (idle), ==, CULM_PRINTER_STATE_IDLE);
  g_assert_cmpint (culm_printer_get_route (idle), ==, CULM_ROUTE_CLOUD);
  g_assert_true (culm_test_wait_for (has_firmware, idle, 10));
  g_assert_true (culm_test_rig_send (idle, "bed", "60", NULL));
  g_assert_true (culm_test_wait_for (has_moved, idle, 30));
}

/* Printers in need come first, and move when their state does. */
static void
test_sorts_by_need (void)
{
  const char *args[] = { "--auth", "password", NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  GListModel *printers = culm_engine_get_printers (rig->engine);
  g_autoptr (CulmPrinter) first = NULL;
  g_autoptr (CulmPrinter) later = NULL;
  CulmPrinter *idle;

  culm_test_rig_connect (rig);
  for (guint i = 1; i < g_list_model_get_n_items (printers); i++) {
    g_autoptr (CulmPrinter) upper = g_list_model_get_item (printers, i - 1);
    g_autoptr (CulmPrinter) lower = g_list_model_get_item (printers, i);

    g_assert_cmpint (culm_printer_compare (upper, lower), <=, 0);
  }
  idle = culm_test_rig_get_printer (rig, "A1 mini");
  culm_test_rig_do (rig, idle, "start-print", NULL);
  culm_test_rig_do (rig, idle, "fail", NULL);
  culm_test_rig_await_state (idle, CULM_PRINTER_STATE_FAILED, 20);
  for (guint i = 1; i < g_list_model_get_n_items (printers); i++) {
    g_autoptr (CulmPrinter) upper = g_list_model_get_item (printers, i - 1);
    g_autoptr (CulmPrinter) lower = g_list_model_get_item (printers, i);

    g_assert_cmpint (culm_printer_compare (upper, lower), <=, 0);
  }
}

static gboolean
is_offline (gpointer printer)
{
  return !culm_printer_get_online (printer);
}

static gboolean
is_live (gpointer printer)
{
  return culm_printer_get_online (printer) && !culm_printer_get_stale (printer);
}

static void
test_sees_printers_come_and_go (void)
{
  const char *args[] = { "--auth", "password", "--models", "P1S:idle", "--printers", "1", NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  CulmPrinter *printer;

  culm_test_rig_connect (rig);
  printer = culm_test_rig_get_printer (rig, "P1S");
  culm_test_rig_do (rig, printer, "offline", NULL);
  g_assert_true (culm_test_wait_for (is_offline, printer, 10));
  g_assert_cmpint (culm_printer_get_offline_since (printer), >, 0);
  culm_test_rig_await_event (rig, CULM_EVENT_DEVICE_OFFLINE, printer, 5);
  culm_test_rig_do (rig, printer, "online", NULL);
  g_assert_true (culm_test_wait_for (is_live, printer, 20));
  culm_test_rig_await_event (rig, CULM_EVENT_DEVICE_ONLINE, printer, 5);
  g_assert_cmpuint (culm_test_rig_count_events (rig, CULM_EVENT_DEVICE_OFFLINE, printer), ==, 1);
  g_assert_cmpuint (culm_test_rig_count_events (rig, CULM_EVENT_DEVICE_ONLINE, printer), ==, 1);
}

/* A token dies in the middle: the printers stay, old; after a new sign-in everything goes on, with the same objects. */
static void
test_goes_on_after_a_new_sign_in (void)
{
  const char *args[] = { "--auth", "password", NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (CulmSignIn) sign_in = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  CulmPrinter *printer;
  guint n;

  culm_test_rig_connect (rig);
  printer = culm_test_rig_get_printer (rig, "A1 mini");
  n = g_list_model_get_n_items (culm_engine_get_printers (rig->engine));
  answer = culm_test_sim_control (rig->sim, "POST", "/account", "{\"expire\":true}");
  culm_engine_refresh_async (rig->engine, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 20);
  g_assert_false (culm_engine_refresh_finish (rig->engine, result, NULL));
  g_clear_object (&result);
  culm_test_rig_await_account (rig, CULM_ACCOUNT_EXPIRED, 10);
  g_assert_false (culm_engine_can_upload (rig->engine));
  g_assert_cmpuint (g_list_model_get_n_items (culm_engine_get_printers (rig->engine)), ==, n);
  g_assert_true (culm_printer_get_stale (printer));
  g_assert_cmpint (culm_printer_get_route (printer), ==, CULM_ROUTE_NONE);

  sign_in = culm_test_rig_sign_in (rig);
  g_assert_cmpuint (g_list_model_get_n_items (culm_engine_get_accounts (rig->engine)), ==, 1);
  culm_test_rig_await_account (rig, CULM_ACCOUNT_ONLINE, 20);
  g_assert_true (culm_test_wait_for (is_live, printer, 20));
  g_assert_true (culm_engine_find_printer (rig->engine, culm_printer_get_serial (printer)) == printer);
  g_assert_true (culm_engine_can_upload (rig->engine));
}

/* What was known is there at the next start, old, before the network answers; and is no news. */
static void
test_remembers_reports (void)
{
  const char *args[] = { "--auth", "password", NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  g_autofree char *serial = NULL;
  CulmPrinter *printer;

  culm_test_rig_connect (rig);
  serial = g_strdup (culm_printer_get_serial (culm_test_rig_get_printer (rig, "H2D")));
  culm_test_rig_drop_engine (rig);
  culm_test_rig_start_engine (rig);
  printer = culm_engine_find_printer (rig->engine, serial);
  g_assert_true (culm_printer_get_stale (printer));
  g_assert_cmpint (culm_printer_get_state (printer), ==, CULM_PRINTER_STATE_FINISHED);
  g_assert_cmpint (culm_printer_get_report_time (printer), ==, 0);
  g_assert_true (culm_test_wait_for (is_live, printer, 20));
  g_assert_cmpint (culm_printer_get_report_time (printer), >, 0);
  g_assert_cmpuint (culm_test_rig_count_events (rig, CULM_EVENT_PRINT_COMPLETED, NULL), ==, 0);
  g_assert_cmpuint (culm_test_rig_count_events (rig, CULM_EVENT_DEVICE_OFFLINE, NULL), ==, 0);
  g_assert_cmpuint (culm_test_rig_count_events (rig, CULM_EVENT_DEVICE_ONLINE, NULL), ==, 0);
}

/* The broker takes the token no longer; the service has not said so yet to somebody who asks for the list. */
static void
test_learns_from_the_broker_that_it_expired (void)
{
  const char *args[] = { "--auth", "password", NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  g_autoptr (JsonNode) expired = NULL;
  g_autoptr (JsonNode) restart = NULL;
  g_autoptr (JsonNode) slow = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  culm_test_rig_connect (rig);
  slow = culm_test_sim_control (rig->sim, "POST", "/fault",
                                "{\"where\":\"rest\",\"what\":\"delay\",\"value\":60,"
                                "\"path\":\"/v1/iot-service/api/user/bind\"}");
  culm_engine_refresh_async (rig->engine, NULL, culm_test_keep_result, &slot);
  expired = culm_test_sim_control (rig->sim, "POST", "/account", "{\"expire\":true}");
  restart = culm_test_sim_control (rig->sim, "POST", "/fault", "{\"where\":\"mqtt\",\"what\":\"restart\"}");
  culm_test_rig_await_account (rig, CULM_ACCOUNT_EXPIRED, 20);
  result = culm_test_await (&slot, 5);
  g_assert_false (culm_engine_refresh_finish (rig->engine, result, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_UNAUTHORISED);
}

/* A printer falls silent: it is asked to speak, then it is offline; its next report brings it back. */
static void
test_watches_over_silence (void)
{
  const char *args[] = { "--auth", "password", "--models", "P1S:idle", "--printers", "1", NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  g_autoptr (JsonNode) silence = NULL;
  g_autoptr (JsonNode) end = NULL;
  g_autoptr (JsonNode) asked = NULL;
  g_autofree char *text = NULL;
  CulmPrinter *printer;

  culm_engine_set_time_scale (rig->engine, 0.08); /* 90 s: 7.2 s; it reports every five */
  culm_test_rig_connect (rig);
  printer = culm_test_rig_get_printer (rig, "P1S");
  silence = culm_test_sim_control (rig->sim, "POST", "/fault", "{\"where\":\"mqtt\",\"what\":\"truncate\"}");
  g_assert_true (culm_test_wait_for (is_offline, printer, 20));
  g_assert_cmpint (culm_printer_get_offline_since (printer), >, 0);
  asked = culm_test_sim_control (rig->sim, "GET", "/commands?all", NULL);
  text = json_to_string (asked, FALSE);
  g_assert_nonnull (strstr (text, "\\\"pushing\\\""));
  g_assert_nonnull (strstr (text, "\\\"start\\\""));
  end = culm_test_sim_control (rig->sim, "DELETE", "/fault", NULL);
  g_assert_true (culm_test_wait_for (is_live, printer, 20));
}

/* Versions and everything are asked for once a connection, and never of a printer that is away. */
static void
test_asks_sparingly (void)
{
  const char *args[] = { "--auth", "password", "--models", "P1S:idle,A1:offline", "--printers", "2", NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  g_autoptr (JsonNode) asked = NULL;
  const char *away;
  JsonArray *all;
  guint pushalls = 0;

  culm_test_rig_connect (rig);
  away = culm_printer_get_serial (culm_test_rig_get_printer (rig, "A1"));
  culm_test_run_for (5000);
  asked = culm_test_sim_control (rig->sim, "GET", "/commands?all", NULL);
  all = json_node_get_array (asked);
  for (guint i = 0; i < json_array_get_length (all); i++) {
    JsonObject *one = json_array_get_object_element (all, i);

    g_assert_cmpstr (json_object_get_string_member (one, "serial"), !=, away);
    if (strstr (json_object_get_string_member (one, "payload"), "pushall") != NULL)
      pushalls++;
  }
  g_assert_cmpuint (pushalls, <=, 1);
}

static void
test_starts_without_the_service (void)
{
  const char *args[] = { "--auth", "password", NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  guint n;

  culm_test_rig_connect (rig);
  n = g_list_model_get_n_items (culm_engine_get_printers (rig->engine));
  culm_test_rig_drop_engine (rig);
  kill (culm_test_sim_get_pid (rig->sim), SIGSTOP); /* it answers nothing, as a dead network does */
  culm_test_rig_start_engine (rig);
  g_assert_cmpuint (g_list_model_get_n_items (culm_engine_get_printers (rig->engine)), ==, n);
  g_assert_true (culm_printer_get_stale (culm_test_rig_get_printer (rig, "P1S")));
  g_assert_cmpint (culm_account_get_state (culm_test_rig_get_account (rig)), ==, CULM_ACCOUNT_CONNECTING);
  kill (culm_test_sim_get_pid (rig->sim), SIGCONT);
  culm_test_rig_await_account (rig, CULM_ACCOUNT_ONLINE, 30);
  g_assert_true (culm_test_wait_for (is_live, culm_test_rig_get_printer (rig, "P1S"), 20));
}

static void
test_finds_the_picture (void)
{
  const char *args[] = { "--auth", "password", NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) refused = NULL;
  g_autoptr (GBytes) picture = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  culm_test_rig_connect (rig);
  culm_engine_load_cover_async (rig->engine, culm_test_rig_get_printer (rig, "X1 Carbon"), NULL, culm_test_keep_result,
                                &slot);
  result = culm_test_await (&slot, 20);
  picture = culm_engine_load_cover_finish (rig->engine, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (picture), >, 100);
  culm_engine_load_cover_async (rig->engine, culm_test_rig_get_printer (rig, "A1 mini"), NULL, culm_test_keep_result,
                                &slot);
  refused = culm_test_await (&slot, 20);
  g_assert_null (culm_engine_load_cover_finish (rig->engine, refused, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_NOT_FOUND);
  g_clear_object (&result);
  g_clear_object (&refused);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/engine-live/shows-what-printers-report/service", "service", test_shows_what_printers_report);
  g_test_add_data_func ("/engine-live/shows-what-printers-report/seed", "seed", test_shows_what_printers_report);
  g_test_add_func ("/engine-live/sorts-by-need", test_sorts_by_need);
  g_test_add_func ("/engine-live/sees-printers-come-and-go", test_sees_printers_come_and_go);
  g_test_add_func ("/engine-live/goes-on-after-a-new-sign-in", test_goes_on_after_a_new_sign_in);
  g_test_add_func ("/engine-live/remembers-reports", test_remembers_reports);
  g_test_add_func ("/engine-live/learns-from-the-broker-that-it-expired", test_learns_from_the_broker_that_it_expired);
  g_test_add_func ("/engine-live/watches-over-silence", test_watches_over_silence);
  g_test_add_func ("/engine-live/asks-sparingly", test_asks_sparingly);
  g_test_add_func ("/engine-live/starts-without-the-service", test_starts_without_the_service);
  g_test_add_func ("/engine-live/finds-the-picture", test_finds_the_picture);
  return g_test_run ();
}
