/* test-sim-control.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-client.h"
#include <string.h>

#define TEXTS "/query.php"

static void
order (CulmTestSim *sim, const char *fault)
{
  g_autoptr (JsonNode) done = culm_test_sim_control (sim, "POST", "/fault", fault);
}

static void
check_status (CulmTestSim *sim, const char *method, const char *path, const char *body, guint wanted)
{
  guint status = culm_test_sim_control_status (sim, method, path, body, NULL);

  if (status != wanted)
    g_error ("%s %s %s: %u instead of %u", method, path, body != NULL ? body : "", status, wanted);
}

static void
test_statuses (void)
{
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (NULL);
  g_autofree char *printer = g_strconcat ("/printers/", culm_test_sim_get_serial (sim, 2), NULL); /* idle */
  g_autofree char *act = g_strconcat (printer, "/do", NULL), *state = g_strconcat (printer, "/state", NULL);

  check_status (sim, "GET", printer, NULL, 200);
  check_status (sim, "GET", "/printers/NONE", NULL, 404);
  check_status (sim, "POST", "/printers/NONE/do", "{\"what\":\"finish\"}", 404);
  check_status (sim, "POST", act, "{\"what\":\"dance\"}", 400);
  check_status (sim, "POST", act, "nonsense", 400);
  check_status (sim, "POST", act, "{\"what\":\"finish\"}", 409);
  check_status (sim, "POST", act, "{\"what\":\"start-print\"}", 200);
  check_status (sim, "POST", state, "{\"print\":{\"wifi_signal\":\"-50dBm\"}}", 200);
  check_status (sim, "POST", state, "[]", 400);
  check_status (sim, "POST", "/fault", "{\"where\":\"moon\",\"what\":\"reset\"}", 400);
  check_status (sim, "POST", "/fault", "{\"where\":\"rest\",\"what\":\"restart\"}", 400);
  check_status (sim, "POST", "/fault", "{\"where\":\"rest\",\"what\":\"delay\"}", 400);
  check_status (sim, "POST", "/fault", "{\"where\":\"rest\",\"what\":\"status\",\"value\":{}}", 400);
  check_status (sim, "POST", "/publish", "{\"serial\":\"NONE\",\"payload\":\"\"}", 404);
  check_status (sim, "POST", "/account", "{}", 400);
  check_status (sim, "GET", "/nothing", NULL, 404);
  check_status (sim, "PUT", "/fault", "{}", 405);
}

static void
test_requests (void)
{
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (NULL);
  g_auto (SimAnswer) first = sim_request (sim, "GET", TEXTS "?lang=en", NULL, NULL, NULL, NULL);
  g_auto (SimAnswer) second = sim_request (sim, "GET", "/nowhere", NULL, NULL, NULL, NULL);
  g_autoptr (JsonNode) list = culm_test_sim_control (sim, "GET", "/requests", NULL);
  g_autoptr (JsonNode) done = culm_test_sim_control (sim, "DELETE", "/requests", NULL);
  g_autoptr (JsonNode) none = culm_test_sim_control (sim, "GET", "/requests", NULL);

  g_assert_cmpuint (first.status, ==, 200);
  g_assert_cmpuint (second.status, ==, 404);
  g_assert_cmpuint (sim_get_size (list, ""), ==, 2);
  g_assert_cmpstr (sim_get_text (list, "0.method"), ==, "GET");
  g_assert_cmpstr (sim_get_text (list, "0.path"), ==, TEXTS);
  g_assert_cmpstr (sim_get_text (list, "0.query"), ==, "lang=en");
  g_assert_cmpint (sim_get_int (list, "0.status"), ==, 200);
  g_assert_cmpint (sim_get_int (list, "1.status"), ==, 404);
  g_assert_cmpuint (sim_get_size (none, ""), ==, 0);
}

static void
test_status (void)
{
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (NULL);
  g_auto (SimAnswer) before = { 0 }, during = { 0 }, elsewhere = { 0 }, after = { 0 };

  order (sim, "{\"where\":\"rest\",\"what\":\"status\",\"path\":\"/query\",\"after\":1,\"times\":1,"
              "\"value\":{\"status\":429,\"body\":{\"code\":429},\"headers\":{\"Retry-After\":\"3\"}}}");
  before = sim_request (sim, "GET", TEXTS, NULL, NULL, NULL, NULL);
  elsewhere = sim_request (sim, "GET", "/.well-known/culm.json", NULL, NULL, NULL, NULL);
  during = sim_request (sim, "GET", TEXTS, NULL, NULL, NULL, NULL);
  after = sim_request (sim, "GET", TEXTS, NULL, NULL, NULL, NULL);
  g_assert_cmpuint (before.status, ==, 200);
  g_assert_cmpuint (elsewhere.status, ==, 200);
  g_assert_cmpuint (during.status, ==, 429);
  g_assert_cmpint (sim_get_int (during.json, "code"), ==, 429);
  g_assert_cmpstr (soup_message_headers_get_one (soup_message_get_response_headers (during.message), "Retry-After"), ==,
                   "3");
  g_assert_cmpuint (after.status, ==, 200);
}

static void
test_broken_answers (void)
{
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (NULL);
  g_auto (SimAnswer) bad = { 0 }, cut = { 0 }, reset = { 0 }, whole = { 0 };

  order (sim, "{\"where\":\"rest\",\"what\":\"bad-json\",\"times\":1}");
  bad = sim_request (sim, "GET", TEXTS, NULL, NULL, NULL, NULL);
  order (sim, "{\"where\":\"rest\",\"what\":\"truncate\",\"after\":20,\"times\":1}");
  cut = sim_request (sim, "GET", TEXTS, NULL, NULL, NULL, NULL);
  order (sim, "{\"where\":\"rest\",\"what\":\"reset\",\"times\":2}"); /* libsoup itself tries a reset GET again */
  reset = sim_request (sim, "GET", TEXTS, NULL, NULL, NULL, NULL);
  culm_test_sim_control_status (sim, "DELETE", "/fault", NULL, NULL);
  whole = sim_request (sim, "GET", TEXTS, NULL, NULL, NULL, NULL);
  g_assert_cmpuint (bad.status, ==, 200);
  g_assert_null (bad.json);
  g_assert_cmpuint (cut.status, ==, 0);
  g_assert_cmpuint (reset.status, ==, 0);
  g_assert_cmpuint (whole.status, ==, 200);
}

static void
test_delay (void)
{
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (NULL);
  gint64 start = g_get_monotonic_time ();
  g_auto (SimAnswer) slow = { 0 };

  order (sim, "{\"where\":\"rest\",\"what\":\"delay\",\"value\":0.4,\"times\":1}");
  slow = sim_request (sim, "GET", TEXTS, NULL, NULL, NULL, NULL);
  g_assert_cmpuint (slow.status, ==, 200);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 400 * 1000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/control/statuses", test_statuses);
  g_test_add_func ("/sim/control/requests", test_requests);
  g_test_add_func ("/sim/control/status", test_status);
  g_test_add_func ("/sim/control/broken-answers", test_broken_answers);
  g_test_add_func ("/sim/control/delay", test_delay);
  return g_test_run ();
}
