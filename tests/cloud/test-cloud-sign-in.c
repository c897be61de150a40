/* test-cloud-sign-in.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-cloud-client-private.h"
#include "culm-cloud-sign-in.h"

#include "culm-error.h"
#include "culm-test-https.h"

#include <string.h>

#define JSON "application/json"
#define GOOD "{\"accessToken\":\"AQAtok\",\"refreshToken\":\"AQAref\",\"expiresIn\":7776000,\"loginType\":\"\"}"

typedef struct {
  CulmTestHttps *https;
  CulmCloudClient *client;
  CulmCloudSignIn *sign_in;
  /* What the server answers. */
  guint login_status;
  const char *login;
  const char *preference;
  const char *profile;
  const char *tfa_cookie;
  guint tfa_status;
  guint died;
} Bench;

static void
on_tfa (Bench *bench, SoupServerMessage *message)
{
  SoupMessageHeaders *request = soup_server_message_get_request_headers (message);
  const char *cookie = soup_message_headers_get_one (request, "Cookie");
  const char *header = soup_message_headers_get_one (request, "x-bbl-csrf-token");

  if (g_strcmp0 (cookie, "bbl_csrf_token=abc%3D") != 0 || g_strcmp0 (header, "abc%3D") != 0) {
    culm_test_https_answer (message, 403, JSON, "{\"error\":\"CSRF error: missing_cookie\"}");
    return;
  }
  if (bench->tfa_cookie != NULL)
    soup_message_headers_append (soup_server_message_get_response_headers (message), "Set-Cookie", bench->tfa_cookie);
  culm_test_https_answer (message, bench->tfa_status, "text/html", "<html>ok</html>");
}

static void
on_request (CulmTestHttps *https G_GNUC_UNUSED, SoupServerMessage *message, const char *path, gpointer user_data)
{
  Bench *bench = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  if (g_str_has_suffix (path, "/user/login") || strstr (path, "/user/ticket/") != NULL) {
    culm_test_https_answer (message, bench->login_status, JSON, bench->login);
  } else if (g_str_has_suffix (path, "/my/preference")) {
    culm_test_https_answer (message, bench->preference != NULL ? 200 : 401, JSON,
                            bench->preference != NULL ? bench->preference : "{\"code\":4,\"error\":\"Please login.\"}");
  } else if (g_str_has_suffix (path, "/my/profile")) {
    culm_test_https_answer (message, bench->profile != NULL ? 200 : 404, JSON,
                            bench->profile != NULL ? bench->profile : "{}");
  } else if (g_str_equal (path, "/api/csrf")) {
    soup_message_headers_append (headers, "Set-Cookie", "other=1; Path=/");
    soup_message_headers_append (headers, "Set-Cookie", "bbl_csrf_token=abc%3D; Path=/; Secure");
    culm_test_https_answer (message, 200, "text/plain", "ok");
  } else if (g_str_equal (path, "/api/sign-in/tfa")) {
    on_tfa (bench, message);
  } else if (g_str_has_suffix (path, "/refreshtoken")) {
    culm_test_https_answer (message, bench->login_status, JSON, bench->login);
  } else {
    culm_test_https_answer (message, 200, JSON, "");
  }
}

static void
on_token_died (CulmCloudClient *client G_GNUC_UNUSED, Bench *bench)
{
  bench->died++;
}

static void
set_up (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmRegion) region = NULL;

  bench->https = culm_test_https_new (on_request, bench);
  region = culm_region_new (culm_test_https_get_base (bench->https), NULL);
  bench->client = culm_cloud_client_new (region);
  culm_cloud_client_set_second (bench->client, 5);
  g_signal_connect (bench->client, "token-died", G_CALLBACK (on_token_died), bench);
  bench->sign_in = culm_cloud_sign_in_new (bench->client);
  bench->login_status = 200;
  bench->login = GOOD;
  bench->preference = "{\"uid\":1234567890123,\"name\":\"Ann\"}";
  bench->tfa_status = 200;
}

static void
tear_down (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_cmpuint (bench->died, ==, 0);
  g_assert_finalize_object (bench->sign_in);
  g_assert_finalize_object (bench->client);
  culm_test_https_free (bench->https);
}

static CulmCloudSignInStep
finish (Bench *bench, GAsyncResult **result, CulmCredentials **credentials, GError **error)
{
  CulmCloudSignInStep step =
      culm_cloud_sign_in_finish (bench->sign_in, culm_test_https_await (result), credentials, error);

  g_clear_object (result);
  return step;
}

static CulmCloudSignInStep
sign_in (Bench *bench, CulmCredentials **credentials, GError **error)
{
  GAsyncResult *result = NULL;

  culm_cloud_sign_in_password_async (bench->sign_in, " ann@example.org ", "word", NULL, culm_test_keep_result, &result);
  return finish (bench, &result, credentials, error);
}

static void
test_password (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmCredentials) found = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  g_assert_cmpint (sign_in (bench, &found, &error), ==, CULM_CLOUD_SIGN_IN_DONE);
  g_assert_no_error (error);
  g_assert_cmpstr (found->token, ==, "AQAtok");
  g_assert_cmpstr (found->refresh_token, ==, "AQAref");
  g_assert_cmpstr (found->uid, ==, "1234567890123");
  g_assert_cmpstr (found->account, ==, "ann@example.org");
  g_assert_cmpstr (found->name, ==, "Ann");
  g_assert_cmpint (found->expires - now, >=, 7776000);
  g_assert_cmpint (found->expires - now, <, 7776000 + 60);
  g_assert_false (found->seed);
  g_assert_cmpstr (culm_cloud_client_get_token (bench->client), ==, "AQAtok");
  g_assert_cmpstr (culm_test_https_get_log (bench->https), ==,
                   "POST /v1/user-service/user/login bearer= "
                   "body={\"account\":\"ann@example.org\",\"password\":\"word\",\"apiError\":\"\"}\n"
                   "GET /v1/design-user-service/my/preference bearer=Bearer AQAtok body=\n");
}

static void
test_seed_envelope (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmCredentials) found = NULL;
  g_autoptr (GError) error = NULL;

  bench->login = "{\"code\":0,\"message\":\"Success\",\"data\":" GOOD "}";
  bench->preference = "{\"code\":0,\"message\":\"Success\",\"data\":{}}";
  bench->profile = "{\"code\":0,\"data\":{\"uid\":0,\"uidStr\":\"77\",\"name\":\"Bob\"}}";
  g_assert_cmpint (sign_in (bench, &found, &error), ==, CULM_CLOUD_SIGN_IN_DONE);
  g_assert_no_error (error);
  g_assert_cmpstr (found->uid, ==, "77");
  g_assert_cmpstr (found->name, ==, "Bob");
  g_assert_true (found->seed);
}

static void
test_refusals (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  static const struct {
    gboolean by_code;
    guint status;
    const char *body;
    CulmError code;
  } rows[] = {
    { FALSE, 400, "{\"message\":\"wrong\"}", CULM_ERROR_UNAUTHORISED },
    { FALSE, 400, "{\"code\":2,\"message\":\"wrong\"}", CULM_ERROR_UNAUTHORISED },
    { FALSE, 401, "{\"code\":4}", CULM_ERROR_UNAUTHORISED },
    { FALSE, 200, "{\"code\":1001}", CULM_ERROR_UNAUTHORISED },
    { FALSE, 200, "{\"code\":400}", CULM_ERROR_UNAUTHORISED },
    { TRUE, 400, "{\"code\":1}", CULM_ERROR_EXPIRED_CODE },
    { TRUE, 400, "{\"code\":2}", CULM_ERROR_WRONG_CODE },
    { TRUE, 200, "{\"code\":2}", CULM_ERROR_WRONG_CODE },
    { TRUE, 400, "{}", CULM_ERROR_UNAUTHORISED },
    { FALSE, 403, "<html>", CULM_ERROR_BLOCKED },
    { FALSE, 429, "{}", CULM_ERROR_LIMITED },
    { FALSE, 500, "{}", CULM_ERROR_FAILED },
    { FALSE, 200, "{\"accessToken\":\"\",\"loginType\":\"palm\"}", CULM_ERROR_UNSUPPORTED },
    { FALSE, 200, "{\"accessToken\":null}", CULM_ERROR_UNSUPPORTED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    GAsyncResult *result = NULL;
    g_autoptr (GError) error = NULL;

    bench->login_status = rows[i].status;
    bench->login = rows[i].body;
    g_test_message ("row %u", (guint) i);
    if (rows[i].by_code)
      culm_cloud_sign_in_code_async (bench->sign_in, "a@b.c", "1", NULL, culm_test_keep_result, &result);
    else
      culm_cloud_sign_in_password_async (bench->sign_in, "a@b.c", "1", NULL, culm_test_keep_result, &result);
    g_assert_cmpint (finish (bench, &result, NULL, &error), ==, CULM_CLOUD_SIGN_IN_FAILED);
    g_assert_error (error, CULM_ERROR, (int) rows[i].code);
    g_assert_null (culm_cloud_client_get_token (bench->client));
  }
}

static void
test_code (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  GAsyncResult *result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmCredentials) found = NULL;

  bench->login = "{\"accessToken\":\"\",\"loginType\":\"verifyCode\"}";
  g_assert_cmpint (sign_in (bench, NULL, &error), ==, CULM_CLOUD_SIGN_IN_NEEDS_CODE);
  culm_cloud_sign_in_request_code_async (bench->sign_in, "ann@example.org", NULL, culm_test_keep_result, &result);
  g_assert_cmpint (finish (bench, &result, NULL, &error), ==, CULM_CLOUD_SIGN_IN_NEEDS_CODE);
  bench->login = GOOD;
  culm_cloud_sign_in_code_async (bench->sign_in, "ann@example.org", " 123456\n", NULL, culm_test_keep_result, &result);
  g_assert_cmpint (finish (bench, &result, &found, &error), ==, CULM_CLOUD_SIGN_IN_DONE);
  g_assert_no_error (error);
  culm_cloud_sign_in_request_code_async (bench->sign_in, "+86 138 0000 0000", NULL, culm_test_keep_result, &result);
  g_assert_cmpint (finish (bench, &result, NULL, &error), ==, CULM_CLOUD_SIGN_IN_NEEDS_CODE);
  g_assert_nonnull (strstr (culm_test_https_get_log (bench->https),
                            "POST /v1/user-service/user/sendemail/code bearer= "
                            "body={\"email\":\"ann@example.org\",\"type\":\"codeLogin\"}\n"));
  g_assert_nonnull (strstr (culm_test_https_get_log (bench->https),
                            "POST /v1/user-service/user/login bearer= "
                            "body={\"account\":\"ann@example.org\",\"code\":\"123456\"}\n"));
  g_assert_nonnull (strstr (culm_test_https_get_log (bench->https),
                            "POST /api/v1/user-service/user/sendsmscode bearer= "
                            "body={\"phone\":\"+86 138 0000 0000\",\"type\":\"codeLogin\"}\n"));
}

static void
test_sms_region (Bench *bench G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmRegion) global = culm_region_new ("global", NULL);
  g_autoptr (CulmCloudClient) client = culm_cloud_client_new (global);
  g_autoptr (CulmCloudSignIn) elsewhere = culm_cloud_sign_in_new (client);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  culm_cloud_sign_in_request_code_async (elsewhere, "13800000000", NULL, culm_test_keep_result, &result);
  g_assert_cmpint (culm_cloud_sign_in_finish (elsewhere, culm_test_https_await (&result), NULL, &error), ==,
                   CULM_CLOUD_SIGN_IN_FAILED);
  g_assert_error (error, CULM_ERROR, CULM_ERROR_USAGE);
}

static CulmCloudSignInStep
send_tfa (Bench *bench, CulmCredentials **credentials, GError **error)
{
  GAsyncResult *result = NULL;

  culm_cloud_sign_in_tfa_async (bench->sign_in, "654321", NULL, culm_test_keep_result, &result);
  return finish (bench, &result, credentials, error);
}

static void
test_tfa (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmCredentials) found = NULL;
  g_autoptr (GError) error = NULL;

  bench->login = "{\"code\":0,\"data\":{\"accessToken\":\"\",\"loginType\":\"tfa\",\"tfaKey\":\"key\"}}";
  g_assert_cmpint (sign_in (bench, NULL, &error), ==, CULM_CLOUD_SIGN_IN_NEEDS_TFA);
  bench->tfa_status = 400;
  g_assert_cmpint (send_tfa (bench, NULL, &error), ==, CULM_CLOUD_SIGN_IN_FAILED);
  g_assert_error (error, CULM_ERROR, CULM_ERROR_WRONG_CODE);
  g_clear_error (&error);
  bench->tfa_status = 200;
  bench->tfa_cookie = "token=AQBcookie; Path=/; HttpOnly; Max-Age=1000";
  g_assert_cmpint (send_tfa (bench, &found, &error), ==, CULM_CLOUD_SIGN_IN_DONE);
  g_assert_no_error (error);
  g_assert_cmpstr (found->token, ==, "AQBcookie");
  g_assert_cmpstr (found->account, ==, "ann@example.org");
  g_assert_cmpint (found->expires, >, g_get_real_time () / G_USEC_PER_SEC + 900);
  g_assert_true (found->seed);
  g_assert_nonnull (strstr (culm_test_https_get_log (bench->https),
                            "POST /api/sign-in/tfa bearer= body={\"tfaKey\":\"key\",\"tfaCode\":\"654321\"}\n"));
}

static void
test_token (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  GAsyncResult *result = NULL;
  g_autoptr (CulmCredentials) found = NULL;
  g_autoptr (GError) error = NULL;

  bench->profile = "{\"uidStr\":\"55\",\"account\":\"ann@example.org\"}";
  culm_cloud_sign_in_token_async (bench->sign_in, " Bearer AQApasted\n", NULL, culm_test_keep_result, &result);
  g_assert_cmpint (finish (bench, &result, &found, &error), ==, CULM_CLOUD_SIGN_IN_DONE);
  g_assert_no_error (error);
  g_assert_cmpstr (found->token, ==, "AQApasted");
  g_assert_cmpstr (found->account, ==, "ann@example.org");
  g_assert_cmpstr (found->uid, ==, "1234567890123");
  g_assert_cmpint (found->expires, ==, 0);
  bench->preference = NULL;
  culm_cloud_sign_in_token_async (bench->sign_in, "AQAwrong", NULL, culm_test_keep_result, &result);
  g_assert_cmpint (finish (bench, &result, NULL, &error), ==, CULM_CLOUD_SIGN_IN_FAILED);
  g_assert_error (error, CULM_ERROR, CULM_ERROR_UNAUTHORISED);
  g_assert_cmpstr (culm_cloud_client_get_token (bench->client), ==, "AQApasted");
  g_clear_error (&error);
  culm_cloud_sign_in_token_async (bench->sign_in, "two words", NULL, culm_test_keep_result, &result);
  g_assert_cmpint (finish (bench, &result, NULL, &error), ==, CULM_CLOUD_SIGN_IN_FAILED);
  g_assert_error (error, CULM_ERROR, CULM_ERROR_UNAUTHORISED);
}

static void
test_ticket (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  GAsyncResult *result = NULL;
  g_autoptr (CulmCredentials) found = NULL;
  g_autoptr (GError) error = NULL;

  culm_cloud_sign_in_ticket_async (bench->sign_in, "A/R7H7", NULL, culm_test_keep_result, &result);
  g_assert_cmpint (finish (bench, &result, &found, &error), ==, CULM_CLOUD_SIGN_IN_DONE);
  g_assert_cmpstr (found->uid, ==, "1234567890123");
  g_assert_nonnull (strstr (culm_test_https_get_log (bench->https), " bearer= body={\"ticket\":\"A/R7H7\"}\n"));
}

static CulmCredentials *
refresh (Bench *bench, const CulmCredentials *known, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  culm_cloud_sign_in_refresh_async (bench->sign_in, known, NULL, culm_test_keep_result, &result);
  return culm_cloud_sign_in_refresh_finish (bench->sign_in, culm_test_https_await (&result), error);
}

static void
test_refresh_and_sign_out (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CulmCredentials) found = NULL;
  g_autoptr (CulmCredentials) renewed = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sign_in (bench, &found, &error), ==, CULM_CLOUD_SIGN_IN_DONE);
  bench->login = "{\"accessToken\":\"AQAnew\",\"expiresIn\":100}";
  renewed = refresh (bench, found, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (renewed->token, ==, "AQAnew");
  g_assert_cmpstr (renewed->uid, ==, found->uid);
  g_assert_cmpstr (culm_cloud_client_get_token (bench->client), ==, "AQAnew");
  bench->login_status = 401;
  bench->login = "{\"code\":4}";
  g_assert_null (refresh (bench, renewed, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_UNSUPPORTED);
  g_assert_true (culm_cloud_client_is_signed_in (bench->client));
  g_clear_error (&error);
  culm_cloud_sign_in_sign_out_async (bench->sign_in, NULL, culm_test_keep_result, &result);
  g_assert_true (culm_cloud_sign_in_sign_out_finish (bench->sign_in, culm_test_https_await (&result), &error));
  g_assert_null (culm_cloud_client_get_token (bench->client));
  g_assert_true (
      g_str_has_suffix (culm_test_https_get_log (bench->https),
                        "POST /v1/user-service/my/logout bearer=Bearer AQAnew body={\"refreshtoken\":\"\"}\n"));
}

static void
test_jwt (Bench *bench G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
  static const char payload[] = "{\"username\":\"u_4711\",\"exp\":1893456000,\"x\":\"\303\277?>\"}";
  g_autofree char *middle = g_base64_encode ((const guchar *) payload, strlen (payload));
  g_autofree char *token = NULL;
  g_autofree char *uid = NULL;
  g_autofree char *none = NULL;
  gint64 expires = 0;

  *strchrnul (middle, '=') = '\0';
  g_strdelimit (g_strdelimit (middle, "+", '-'), "/", '_');
  token = g_strdup_printf ("eyJhbGciOiJSUzI1NiJ9.%s.c2ln", middle);
  g_assert_true (culm_credentials_read_jwt (token, &uid, &expires));
  g_assert_cmpstr (uid, ==, "4711");
  g_assert_cmpint (expires, ==, 1893456000);
  g_assert_false (culm_credentials_read_jwt ("AQAopaque", &none, &expires));
  g_assert_cmpint (expires, ==, 0);
  g_assert_false (culm_credentials_read_jwt ("a.b.c", &none, &expires));
  g_assert_false (culm_credentials_read_jwt ("..", &none, &expires));
  g_assert_null (none);
}

int
main (int argc, char *argv[])
{
  static const struct {
    const char *name;
    void (*run) (Bench *bench, gconstpointer data);
  } tests[] = {
    { "/cloud-sign-in/password", test_password },
    { "/cloud-sign-in/seed-envelope", test_seed_envelope },
    { "/cloud-sign-in/refusals", test_refusals },
    { "/cloud-sign-in/code", test_code },
    { "/cloud-sign-in/sms-region", test_sms_region },
    { "/cloud-sign-in/tfa", test_tfa },
    { "/cloud-sign-in/token", test_token },
    { "/cloud-sign-in/ticket", test_ticket },
    { "/cloud-sign-in/refresh-and-sign-out", test_refresh_and_sign_out },
    { "/cloud-sign-in/jwt", test_jwt },
  };

  g_test_init (&argc, &argv, NULL);
  culm_test_https_trust ();
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Bench, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
