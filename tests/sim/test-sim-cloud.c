/* test-sim-cloud.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-client.h"
#include <string.h>

#define LOGIN "/v1/user-service/user/login"
#define BIND "/v1/iot-service/api/user/bind"
#define VERSION "/v1/iot-service/api/user/device/version?dev_id="
#define TASKS "/v1/user-service/my/tasks"
#define JSON_TYPE "application/json"

/* The seed's payload is one level deeper. */
static const char *
in_data (const char *path, gboolean seed)
{
  g_autofree char *deeper = g_strconcat ("data.", path, NULL);

  return seed ? g_intern_string (deeper) : path;
}

static SimAnswer
log_in (CulmTestSim *sim, const char *member, const char *value)
{
  g_autofree char *body = g_strdup_printf ("{\"account\":\"%s\",\"%s\":\"%s\",\"apiError\":\"\"}",
                                           culm_test_sim_get_account (sim), member, value);

  return sim_request (sim, "POST", LOGIN, NULL, JSON_TYPE, body, NULL);
}

static void
test_ready (void)
{
  static const char *const args[] = { "--models", "P1S:printing,A1 mini", "--printers", "3", NULL };
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (args);
  g_auto (SimAnswer) broker = sim_request (sim, "GET", "/.well-known/culm.json", NULL, NULL, NULL, NULL);
  g_auto (SimAnswer) texts = sim_request (sim, "GET", "/query.php?lang=en", NULL, NULL, NULL, NULL);

  g_assert_true (g_str_has_prefix (culm_test_sim_get_rest (sim), "https://127.0.0.1:"));
  g_assert_cmpuint (culm_test_sim_get_n_printers (sim), ==, 3);
  g_assert_cmpstr (culm_test_sim_get_model (sim, 0), ==, "P1S");
  g_assert_cmpstr (culm_test_sim_get_model (sim, 1), ==, "A1 mini");
  g_assert_cmpstr (culm_test_sim_get_model (sim, 2), ==, "P1S");
  g_assert_cmpuint (strlen (culm_test_sim_get_code (sim)), ==, 6);
  g_assert_cmpuint (strlen (culm_test_sim_get_totp (sim)), ==, 6);
  g_assert_cmpint (sim_get_int (broker.json, "mqtt.port"), ==, culm_test_sim_get_mqtt_port (sim));
  g_assert_cmpuint (sim_get_size (texts.json, "data.device_error.en"), >, 0);
}

static void
test_same_seed (void)
{
  static const char *const first_args[] = { "--seed", "7", NULL };
  static const char *const other_args[] = { "--seed", "8", NULL };
  g_autoptr (CulmTestSim) first = culm_test_sim_start (first_args);
  g_autoptr (CulmTestSim) second = culm_test_sim_start (first_args);
  g_autoptr (CulmTestSim) other = culm_test_sim_start (other_args);

  g_assert_cmpuint (culm_test_sim_get_n_printers (first), ==, 6);
  g_assert_cmpstr (culm_test_sim_get_serial (first, 5), ==, culm_test_sim_get_serial (second, 5));
  g_assert_cmpstr (culm_test_sim_get_password (first), ==, culm_test_sim_get_password (second));
  g_assert_cmpstr (culm_test_sim_get_serial (first, 5), !=, culm_test_sim_get_serial (other, 5));
  g_assert_cmpstr (culm_test_sim_get_password (first), !=, culm_test_sim_get_password (other));
}

static void
check_password (gboolean seed)
{
  const char *const args[] = { "--auth", "password", "--contract", seed ? "seed" : "service", NULL };
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (args);
  g_auto (SimAnswer) wrong = log_in (sim, "password", "no");
  g_auto (SimAnswer) right = log_in (sim, "password", culm_test_sim_get_password (sim));

  g_assert_cmpuint (wrong.status, ==, 400);
  g_assert_cmpuint (right.status, ==, 200);
  g_assert_nonnull (sim_get (right.json, seed ? "message" : "accessToken"));
  g_assert_cmpint (sim_get_int (right.json, in_data ("expiresIn", seed)), ==, 7776000);
  g_assert_cmpuint (strlen (sim_get_text (right.json, in_data ("accessToken", seed))), >, 99);
}

static void
test_password (void)
{
  check_password (FALSE);
  check_password (TRUE);
}

static void
test_code (void)
{
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (NULL);
  g_auto (SimAnswer) first = log_in (sim, "password", culm_test_sim_get_password (sim));
  g_auto (SimAnswer) sent = sim_request (sim, "POST", "/v1/user-service/user/sendemail/code", NULL, JSON_TYPE,
                                         "{\"email\":\"demo@culm.example\",\"type\":\"codeLogin\"}", NULL);
  g_auto (SimAnswer) wrong = log_in (sim, "code", "12");
  g_auto (SimAnswer) right = log_in (sim, "code", culm_test_sim_get_code (sim));

  g_assert_cmpstr (sim_get_text (first.json, "accessToken"), ==, "");
  g_assert_cmpstr (sim_get_text (first.json, "loginType"), ==, "verifyCode");
  g_assert_cmpuint (sent.status, ==, 200);
  g_assert_cmpstr (sent.text, ==, "");
  g_assert_cmpuint (wrong.status, ==, 400);
  g_assert_cmpint (sim_get_int (wrong.json, "code"), ==, 2);
  g_assert_cmpstr (sim_get_text (right.json, "accessToken"), !=, "");
}

static void
test_old_code (void)
{
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (NULL);
  g_autoptr (JsonNode) done = culm_test_sim_control (sim, "POST", "/account", "{\"expire-code\":true}");
  g_auto (SimAnswer) old = log_in (sim, "code", culm_test_sim_get_code (sim));
  g_auto (SimAnswer) sent = sim_request (sim, "POST", "/v1/user-service/user/sendemail/code", NULL, JSON_TYPE,
                                         "{\"email\":\"demo@culm.example\",\"type\":\"codeLogin\"}", NULL);
  g_auto (SimAnswer) right = log_in (sim, "code", culm_test_sim_get_code (sim));

  g_assert_cmpint (sim_get_int (old.json, "code"), ==, 1);
  g_assert_cmpuint (sent.status, ==, 200);
  g_assert_cmpuint (right.status, ==, 200);
}

/* "NAME=VALUE" of a Set-Cookie. Returns: (transfer full) */
static char *
get_cookie (SimAnswer *answer)
{
  const char *cookie =
      soup_message_headers_get_list (soup_message_get_response_headers (answer->message), "Set-Cookie");

  g_assert_nonnull (cookie);
  return g_strndup (cookie, strcspn (cookie, ";"));
}

static SimAnswer
send_tfa (CulmTestSim *sim, const char *key, const char *code, const char *cookie, gboolean double_submit)
{
  g_autofree char *body = g_strdup_printf ("{\"tfaKey\":\"%s\",\"tfaCode\":\"%s\"}", key, code);
  g_autofree char *url = g_strconcat (culm_test_sim_get_rest (sim), "/api/sign-in/tfa", NULL);
  g_autofree char *headers = NULL;

  if (double_submit)
    headers = g_strdup_printf ("Cookie: %s\nx-bbl-csrf-token: %s", cookie, strchr (cookie, '=') + 1);
  else if (cookie != NULL)
    headers = g_strconcat ("Cookie: ", cookie, NULL);
  return sim_request (sim, "POST", url, NULL, JSON_TYPE, body, headers);
}

static void
test_tfa (void)
{
  static const char *const args[] = { "--auth", "tfa", NULL };
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (args);
  g_auto (SimAnswer) first = log_in (sim, "password", culm_test_sim_get_password (sim));
  const char *key = sim_get_text (first.json, "tfaKey");
  g_auto (SimAnswer) bare = send_tfa (sim, key, culm_test_sim_get_totp (sim), NULL, FALSE);
  g_auto (SimAnswer) csrf = sim_request (sim, "GET", "/api/csrf", NULL, NULL, NULL, NULL);
  g_autofree char *pair = get_cookie (&csrf);
  g_auto (SimAnswer) half = send_tfa (sim, key, culm_test_sim_get_totp (sim), pair, FALSE);
  g_auto (SimAnswer) wrong = send_tfa (sim, key, "1", pair, TRUE);
  g_auto (SimAnswer) right = send_tfa (sim, key, culm_test_sim_get_totp (sim), pair, TRUE);
  g_autofree char *token = NULL;
  g_auto (SimAnswer) list = { 0 };

  g_assert_cmpstr (sim_get_text (first.json, "loginType"), ==, "tfa");
  g_assert_cmpuint (bare.status, ==, 403);
  g_assert_cmpstr (sim_get_text (bare.json, "error"), ==, "CSRF error: missing_cookie");
  g_assert_cmpstr (sim_get_text (half.json, "error"), ==, "CSRF error: missing_header");
  g_assert_cmpint (sim_get_int (wrong.json, "code"), ==, 2);
  g_assert_cmpuint (right.status, ==, 200);
  token = get_cookie (&right);
  g_assert_true (g_str_has_prefix (token, "token="));
  list = sim_request (sim, "GET", BIND, token + strlen ("token="), NULL, NULL, NULL);
  g_assert_cmpuint (list.status, ==, 200);
}

static void
check_list (gboolean seed)
{
  const char *const args[] = { "--contract", seed ? "seed" : "service", NULL };
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (args);
  g_autofree char *token = sim_sign_in (sim);
  g_auto (SimAnswer) none = sim_request (sim, "GET", BIND, NULL, NULL, NULL, NULL);
  g_auto (SimAnswer) list = sim_request (sim, "GET", BIND, token, NULL, NULL, NULL);
  g_auto (SimAnswer) prints =
      sim_request (sim, "GET", "/v1/iot-service/api/user/print?force=true", token, NULL, NULL, NULL);
  g_auto (SimAnswer) profile = sim_request (sim, "GET", "/v1/user-service/my/profile", token, NULL, NULL, NULL);
  g_autofree char *version_path = g_strconcat (VERSION, culm_test_sim_get_serial (sim, 0), NULL);
  g_auto (SimAnswer) version = sim_request (sim, "GET", version_path, token, NULL, NULL, NULL);
  g_auto (SimAnswer) foreign = sim_request (sim, "GET", VERSION "NONE", token, NULL, NULL, NULL);
  g_auto (SimAnswer) nowhere = sim_request (sim, "GET", "/v1/nowhere", token, NULL, NULL, NULL);
  g_auto (SimAnswer) wrong = sim_request (sim, "PUT", BIND, token, NULL, NULL, NULL);

  g_assert_cmpuint (none.status, ==, 401);
  g_assert_cmpint (sim_get_int (none.json, "code"), ==, seed ? 1001 : 4);
  g_assert_cmpuint (sim_get_size (list.json, in_data ("devices", seed)), ==, 6);
  g_assert_cmpstr (sim_get_text (list.json, in_data ("devices.1.dev_id", seed)), ==, culm_test_sim_get_serial (sim, 1));
  g_assert_cmpstr (sim_get_text (list.json, "message"), ==, seed ? "Success" : "success");
  g_assert_cmpuint (sim_get_size (prints.json, in_data ("devices", seed)), ==, 6);
  g_assert_cmpstr (sim_get_text (profile.json, in_data ("account", seed)), ==, culm_test_sim_get_account (sim));
  g_assert_cmpstr (sim_get_text (version.json, in_data ("devices.0.version", seed)), !=, "");
  g_assert_cmpuint (foreign.status, ==, seed ? 404 : 403);
  g_assert_cmpint (sim_get_int (foreign.json, "code"), ==, seed ? 1003 : 8);
  g_assert_cmpuint (nowhere.status, ==, 404);
  g_assert_cmpuint (wrong.status, ==, 405);
}

static void
test_list (void)
{
  check_list (FALSE);
  check_list (TRUE);
}

static void
test_pages (void)
{
  static const char *const args[] = { "--contract", "seed", NULL };
  g_autoptr (CulmTestSim) service = culm_test_sim_start (NULL);
  g_autoptr (CulmTestSim) seed = culm_test_sim_start (args);
  g_autofree char *token = sim_sign_in (service), *seed_token = sim_sign_in (seed);
  g_auto (SimAnswer) all = sim_request (service, "GET", TASKS "?limit=100", token, NULL, NULL, NULL);
  g_auto (SimAnswer) second = sim_request (service, "GET", TASKS "?limit=2&offset=2", token, NULL, NULL, NULL);
  g_auto (SimAnswer) page = sim_request (seed, "GET", TASKS "?page=2&limit=2&offset=2", seed_token, NULL, NULL, NULL);
  gint64 total = sim_get_int (all.json, "total");

  g_assert_cmpint (total, >, 4);
  g_assert_cmpuint (sim_get_size (all.json, "hits"), ==, total);
  g_assert_cmpuint (sim_get_size (second.json, "hits"), ==, 2);
  g_assert_cmpint (sim_get_int (second.json, "hits.0.id"), ==, sim_get_int (all.json, "hits.2.id"));
  g_assert_cmpint (sim_get_int (page.json, "data.0.id"), ==, sim_get_int (all.json, "hits.2.id"));
  g_assert_cmpint (sim_get_int (page.json, "pagination.page"), ==, 2);
  g_assert_cmpint (sim_get_int (page.json, "pagination.total"), ==, total);
}

static void
test_cover (void)
{
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (NULL);
  g_autofree char *token = sim_sign_in (sim);
  g_auto (SimAnswer) tasks = sim_request (sim, "GET", TASKS "?limit=1", token, NULL, NULL, NULL);
  const char *cover = sim_get_text (tasks.json, "hits.0.cover");
  g_autofree char *bent = g_strconcat (cover, "0", NULL);
  g_auto (SimAnswer) picture = sim_request (sim, "GET", cover, NULL, NULL, NULL, NULL);
  g_auto (SimAnswer) again = sim_request (sim, "GET", cover, NULL, NULL, NULL, NULL);
  g_auto (SimAnswer) told = sim_request (sim, "GET", cover, token, NULL, NULL, NULL);
  g_auto (SimAnswer) forged = sim_request (sim, "GET", bent, NULL, NULL, NULL, NULL);

  g_assert_cmpuint (picture.status, ==, 200);
  g_assert_cmpmem (picture.text, 4, "\x89PNG", 4);
  g_assert_cmpuint (told.status, ==, 403);
  g_assert_nonnull (strstr (told.text, "SignatureDoesNotMatch"));
  g_assert_cmpuint (forged.status, ==, 403);
}

static void
test_expired (void)
{
  static const char *const args[] = { "--contract", "seed", NULL };
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (args);
  g_autofree char *token = sim_sign_in (sim);
  g_autoptr (JsonNode) done = culm_test_sim_control (sim, "POST", "/account", "{\"expire\":true}");
  g_auto (SimAnswer) dead = sim_request (sim, "GET", BIND, token, NULL, NULL, NULL);
  g_autofree char *next = sim_sign_in (sim);
  g_auto (SimAnswer) living = sim_request (sim, "GET", BIND, next, NULL, NULL, NULL);

  g_assert_cmpint (sim_get_int (dead.json, "code"), ==, 1002);
  g_assert_cmpstr (token, !=, next);
  g_assert_cmpuint (living.status, ==, 200);
}

static void
test_sign_out (void)
{
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (NULL);
  g_autofree char *first = sim_sign_in (sim), *second = sim_sign_in (sim);
  g_auto (SimAnswer) out =
      sim_request (sim, "POST", "/v1/user-service/my/logout", first, JSON_TYPE, "{\"refreshtoken\":\"\"}", NULL);
  g_auto (SimAnswer) shared = sim_request (sim, "GET", BIND, second, NULL, NULL, NULL);
  g_auto (SimAnswer) last =
      sim_request (sim, "POST", "/v1/user-service/my/logout", second, JSON_TYPE, "{\"refreshtoken\":\"\"}", NULL);
  g_auto (SimAnswer) over = sim_request (sim, "GET", BIND, second, NULL, NULL, NULL);

  g_assert_cmpuint (out.status, ==, 200);
  g_assert_cmpstr (out.text, ==, "");
  g_assert_cmpuint (shared.status, ==, 200);
  g_assert_cmpuint (last.status, ==, 200);
  g_assert_cmpuint (over.status, ==, 401);
}

static void
check_refused (const char *option, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_PIPE, &error, g_getenv ("CULM_SIM"), option, value, NULL);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &text, &error));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 2);
  g_assert_true (g_str_has_prefix (text, "culm-sim: "));
  g_assert_true (strchr (text, '\n') == text + strlen (text) - 1);
}

static void
test_options (void)
{
  check_refused ("--unheard-of", NULL);
  check_refused ("--contract", "none");
  check_refused ("--auth", "none");
  check_refused ("--models", "Z9");
  check_refused ("--speed", "0");
  check_refused ("--listen", "localhost");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/cloud/ready", test_ready);
  g_test_add_func ("/sim/cloud/same-seed", test_same_seed);
  g_test_add_func ("/sim/cloud/password", test_password);
  g_test_add_func ("/sim/cloud/code", test_code);
  g_test_add_func ("/sim/cloud/old-code", test_old_code);
  g_test_add_func ("/sim/cloud/tfa", test_tfa);
  g_test_add_func ("/sim/cloud/list", test_list);
  g_test_add_func ("/sim/cloud/pages", test_pages);
  g_test_add_func ("/sim/cloud/cover", test_cover);
  g_test_add_func ("/sim/cloud/expired", test_expired);
  g_test_add_func ("/sim/cloud/sign-out", test_sign_out);
  g_test_add_func ("/sim/cloud/options", test_options);
  return g_test_run ();
}
