/* test-text-codes.c  SPDX-License-Identifier: GPL-3.0-or-later */
/* Each answer of the service that is a no: one error, one sentence (reference/errors.md §2). */
#include "culm-envelope.h"
#include "culm-error.h"
#include "culm-text-error.h"
#include <string.h>

#define JSON "application/json"
#define SIGN_IN "The sign-in has expired. Sign in again."
#define TROUBLE "The service is in trouble. Try again later."
#define NOT_ALLOWED "The account is not allowed to do this."
#define UNKNOWN "The service does not know it. Reload the list of printers."

/* What is done about it: nothing, the same once more after a while, a sign-in. */
typedef enum { TELL, AGAIN, SIGN_IN_AGAIN } Act;

static const struct {
  const char *name;
  guint status;
  const char *type, *body;
  CulmError code;
  gint64 server_code;
  const char *err, *detail;
  Act act;
  const char *sentence;
} rows[] = {
  { "400", 400, JSON, "{\"message\":\"field x is not set\"}", CULM_ERROR_REFUSED, 0, "ERR_BAD_REQUEST",
    "field x is not set", TELL, "The service refused: field x is not set" },
  { "400 in plain words", 400, "text/plain", "field \"version\" is not set", CULM_ERROR_REFUSED, 0, "ERR_BAD_REQUEST",
    "field \"version\" is not set", TELL, "The service refused: field \"version\" is not set" },
  { "401 of a dead token", 401, JSON, "{\"code\":4,\"error\":\"Please login.\",\"message\":\"\"}",
    CULM_ERROR_UNAUTHORISED, 4, NULL, "Please login.", SIGN_IN_AGAIN, SIGN_IN },
  { "401 of passing trouble", 401, JSON, "{}", CULM_ERROR_REFUSED, 0, "ERR_BAD_REQUEST", NULL, AGAIN,
    "The service refused. Check what you gave it." },
  { "403", 403, JSON, "{\"message\":\"permission denied\",\"code\":8,\"error\":\"Resource forbidden\"}",
    CULM_ERROR_FORBIDDEN, 8, NULL, "permission denied", TELL, NOT_ALLOWED },
  { "403 without a word", 403, JSON, "", CULM_ERROR_FORBIDDEN, 0, NULL, NULL, TELL, NOT_ALLOWED },
  { "403 of a bot filter", 403, "text/html", "<html>Just a moment...</html>", CULM_ERROR_BLOCKED, 0, NULL, NULL, TELL,
    "The service takes Culm for a robot. Try again later, or sign in with a token." },
  { "404", 404, "text/plain", "404 page not found", CULM_ERROR_NOT_FOUND, 0, NULL, "404 page not found", TELL,
    UNKNOWN },
  { "405", 405, JSON, "{}", CULM_ERROR_UNSUPPORTED, 0, "ERR_BAD_REQUEST", NULL, TELL, "This server cannot do it." },
  { "422", 422, JSON, "{\"detail\":\"Invalid input parameters\"}", CULM_ERROR_REFUSED, 0, "ERR_BAD_REQUEST",
    "Invalid input parameters", TELL, "The service refused: Invalid input parameters" },
  { "429", 429, JSON, "{}", CULM_ERROR_LIMITED, 0, NULL, NULL, TELL,
    "The service asks for a pause. Try again in a few minutes." },
  { "500", 500, JSON, "{}", CULM_ERROR_FAILED, 0, "ERR_BAD_RESPONSE", NULL, AGAIN, TROUBLE },
  { "502", 502, "text/html", "<html>Bad Gateway</html>", CULM_ERROR_FAILED, 0, "ERR_BAD_RESPONSE", NULL, AGAIN,
    TROUBLE },
  { "code 400", 200, JSON, "{\"code\":400,\"message\":\"Bad\"}", CULM_ERROR_REFUSED, 400, "ERR_BAD_REQUEST", "Bad",
    TELL, "The service refused: Bad" },
  { "code 401", 200, JSON, "{\"code\":401,\"message\":\"No\"}", CULM_ERROR_REFUSED, 401, "ERR_BAD_REQUEST", "No", AGAIN,
    "The service refused: No" },
  { "code 403", 200, JSON, "{\"code\":403,\"message\":\"No\"}", CULM_ERROR_FORBIDDEN, 403, NULL, "No", TELL,
    NOT_ALLOWED },
  { "code 404", 200, JSON, "{\"code\":404,\"message\":\"No\"}", CULM_ERROR_NOT_FOUND, 404, NULL, "No", TELL, UNKNOWN },
  { "code 429", 200, JSON, "{\"code\":429,\"message\":\"No\"}", CULM_ERROR_LIMITED, 429, NULL, "No", TELL,
    "The service asks for a pause. Try again in a few minutes." },
  { "code 500", 200, JSON, "{\"code\":500,\"message\":\"No\"}", CULM_ERROR_FAILED, 500, "ERR_BAD_RESPONSE", "No", AGAIN,
    TROUBLE },
  { "1001", 401, JSON,
    "{\"code\":1001,\"message\":\"Invalid token\",\"error\":\"TOKEN_INVALID\","
    "\"details\":{\"reason\":\"Token signature verification failed\"}}",
    CULM_ERROR_UNAUTHORISED, 1001, NULL, "Invalid token: Token signature verification failed", SIGN_IN_AGAIN, SIGN_IN },
  { "1002", 200, JSON, "{\"code\":1002,\"message\":\"Token expired\"}", CULM_ERROR_UNAUTHORISED, 1002, NULL,
    "Token expired", SIGN_IN_AGAIN, SIGN_IN },
  { "1003", 404, JSON, "{\"code\":1003,\"message\":\"Device not found\"}", CULM_ERROR_NOT_FOUND, 1003, NULL,
    "Device not found", TELL, "The service does not know this printer. Reload the list of printers." },
  { "1004", 200, JSON, "{\"code\":1004,\"message\":\"Device offline\"}", CULM_ERROR_OFFLINE, 1004, NULL,
    "Device offline", TELL, "The service cannot reach the printer. Check that it is on and connected." },
  { "1005", 200, JSON, "{\"code\":1005,\"message\":\"Print job failed\"}", CULM_ERROR_FAILED, 1005, NULL,
    "Print job failed", TELL, "The print job failed. The printer’s screen may tell why." },
  { "1006", 200, JSON, "{\"code\":1006,\"message\":\"File upload failed\"}", CULM_ERROR_FAILED, 1006, NULL,
    "File upload failed", TELL, "The service lost the file. Send it again." },
  { "14", 400, JSON, "{\"code\":14,\"message\":\"quota\"}", CULM_ERROR_FULL, 14, NULL, "quota", TELL,
    "There is no space left." },
};

static void
test_codes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    CulmEnvelopeHead head = { .status = rows[i].status, .content_type = rows[i].type };
    g_autoptr (GBytes) body = g_bytes_new_static (rows[i].body, strlen (rows[i].body));
    g_autoptr (GError) error = NULL;
    g_autofree char *sentence = NULL;

    g_test_message ("%s", rows[i].name);
    g_assert_null (culm_envelope_new (&head, body, &error));
    g_assert_error (error, CULM_ERROR, (int) rows[i].code);
    g_assert_cmpint (culm_error_get_origin (error), ==, CULM_ERROR_ORIGIN_CLOUD);
    g_assert_cmpuint (culm_error_get_http_status (error), ==, rows[i].status);
    g_assert_cmpint (culm_error_get_server_code (error), ==, rows[i].server_code);
    g_assert_cmpstr (culm_error_get_err (error), ==, rows[i].err);
    g_assert_cmpstr (culm_error_get_detail (error), ==, rows[i].detail);
    g_assert_cmpint (culm_envelope_error_is_passing (error), ==, rows[i].act == AGAIN);
    g_assert_cmpint (culm_envelope_error_is_dead_token (error), ==, rows[i].act == SIGN_IN_AGAIN);
    sentence = culm_text_error (error);
    g_assert_cmpstr (sentence, ==, rows[i].sentence);
  }
}

/* 0, null and no code at all are a success, whatever the message says. */
static void
test_success (void)
{
  static const char *const bodies[] = { "{\"code\":0,\"message\":\"Success\",\"data\":{}}",
                                        "{\"message\":\"success\",\"code\":null,\"error\":null}", "{\"uid\":7}", "{}",
                                        "" };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++) {
    CulmEnvelopeHead head = { .status = 200, .content_type = JSON };
    g_autoptr (GBytes) body = g_bytes_new_static (bodies[i], strlen (bodies[i]));
    g_autoptr (GError) error = NULL;
    g_autoptr (CulmEnvelope) envelope = culm_envelope_new (&head, body, &error);

    g_assert_no_error (error);
    g_assert_nonnull (envelope);
  }
}

static void
assert_details (const char *err, guint status, gint64 code, const char *words, const char *wanted)
{
  g_autoptr (GError) error = culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_FAILED, "for the log");
  g_autofree char *details = NULL;

  culm_error_set_err (error, err);
  culm_error_set_http_status (error, status);
  culm_error_set_server_code (error, code);
  culm_error_set_detail (error, words);
  details = culm_text_error_details (error);
  g_assert_cmpstr (details, ==, wanted);
}

static void
test_details (void)
{
  g_autoptr (GError) limit = culm_limit_error_new (CULM_LIMIT_UPLOADS, 1);

  assert_details (NULL, 0, 0, NULL, NULL);
  assert_details ("ERR_NETWORK", 0, 0, NULL, "ERR_NETWORK");
  assert_details ("ERR_BAD_RESPONSE", 503, 0, NULL, "ERR_BAD_RESPONSE · HTTP 503");
  assert_details (NULL, 200, 1006, "File\nupload failed", "HTTP 200 · 1006 · File upload failed");
  g_assert_null (culm_text_error_details (limit));
  g_assert_null (culm_text_error_details (NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-codes/codes", test_codes);
  g_test_add_func ("/text-codes/success", test_success);
  g_test_add_func ("/text-codes/details", test_details);
  return g_test_run ();
}
