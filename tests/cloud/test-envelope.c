/* test-envelope.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-envelope.h"

#include "culm-error.h"
#include "culm-json-read.h"

#include <string.h>

#define JSON "application/json"

static CulmEnvelope *
decode (guint status, const char *type, const char *body, GError **error)
{
  CulmEnvelopeHead head = { .status = status, .content_type = type };
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

  return culm_envelope_new (&head, bytes, error);
}

static void
test_shapes (void)
{
  static const struct {
    guint status;
    const char *body;
    gboolean seed;
    gint64 uid; /* of the payload; 0: no payload; -1: a list */
  } rows[] = {
    { 200, "{\"code\":0,\"message\":\"Success\",\"data\":{\"uid\":7}}", TRUE, 7 },
    { 200, "{\"code\":\"0\",\"message\":\"Success\",\"data\":{\"uid\":\"7\"}}", TRUE, 7 },
    { 200, "{\"code\":0,\"message\":\"Success\",\"data\":[1],\"pagination\":{}}", TRUE, -1 },
    { 200, "{\"code\":0,\"message\":\"Success\",\"data\":null,\"uid\":7}", TRUE, 7 },
    { 200, "{\"message\":\"success\",\"code\":null,\"error\":null,\"uid\":7}", FALSE, 7 },
    { 200, "{\"uid\":7}", FALSE, 7 },
    { 200, "\xef\xbb\xbf {\"uid\":7}", FALSE, 7 },
    { 200, "{\"uid\":7,\"name\":\"\xff\"}", FALSE, 7 },
    { 200, "[{\"uid\":7}]", FALSE, -1 },
    { 200, "{}", FALSE, 0 },
    { 201, "", FALSE, 0 },
    { 204, " \n", FALSE, 0 },
    { 200, "null", FALSE, 0 },
    { 200, "true", FALSE, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CulmEnvelope) envelope = decode (rows[i].status, JSON, rows[i].body, &error);

    g_test_message ("row %u", (guint) i);
    g_assert_no_error (error);
    g_assert_cmpint (culm_envelope_is_seed (envelope), ==, rows[i].seed);
    if (rows[i].uid < 0)
      g_assert_nonnull (culm_envelope_get_list (envelope, "none"));
    else
      g_assert_cmpint (culm_json_read_int (culm_envelope_get_object (envelope), "uid", 0), ==, rows[i].uid);
  }
}

/* A row for each code and status of reference/rest.md §4 and reference/errors.md §2. */
static const struct {
  guint status;
  const char *type;
  const char *body;
  CulmError code;
  gint64 server_code;
  const char *err;
  const char *detail;
} failures[] = {
  { 200, JSON,
    "{\"code\":1001,\"message\":\"Invalid token\",\"error\":\"TOKEN_INVALID\",\"details\":{\"reason\":\"bad\"}}",
    CULM_ERROR_UNAUTHORISED, 1001, NULL, "Invalid token: bad" },
  { 401, JSON, "{\"code\":\"1002\",\"message\":\"Token expired\"}", CULM_ERROR_UNAUTHORISED, 1002, NULL,
    "Token expired" },
  { 401, JSON, "{\"code\":4,\"error\":\"Please login.\",\"message\":\"\"}", CULM_ERROR_UNAUTHORISED, 4, NULL,
    "Please login." },
  { 401, JSON, "{\"message\":\"trouble\"}", CULM_ERROR_REFUSED, 0, "ERR_BAD_REQUEST", "trouble" },
  { 401, NULL, "", CULM_ERROR_REFUSED, 0, "ERR_BAD_REQUEST", NULL },
  { 400, JSON, "{\"code\":4,\"message\":\"no\"}", CULM_ERROR_REFUSED, 4, "ERR_BAD_REQUEST", "no" },
  { 400, JSON, "{\"code\":1,\"message\":\"expired\"}", CULM_ERROR_REFUSED, 1, "ERR_BAD_REQUEST", "expired" },
  { 400, JSON, "{\"code\":2,\"message\":\"wrong\"}", CULM_ERROR_REFUSED, 2, "ERR_BAD_REQUEST", "wrong" },
  { 400, "text/plain", "field \"version\" is not set", CULM_ERROR_REFUSED, 0, "ERR_BAD_REQUEST",
    "field \"version\" is not set" },
  { 200, JSON, "{\"code\":1003,\"message\":\"Device not found\"}", CULM_ERROR_NOT_FOUND, 1003, NULL,
    "Device not found" },
  { 200, JSON, "{\"code\":1004,\"message\":\"Device offline\"}", CULM_ERROR_OFFLINE, 1004, NULL, "Device offline" },
  { 200, JSON, "{\"code\":1005}", CULM_ERROR_FAILED, 1005, NULL, NULL },
  { 200, JSON, "{\"code\":1006}", CULM_ERROR_FAILED, 1006, NULL, NULL },
  { 200, JSON, "{\"code\":14}", CULM_ERROR_FULL, 14, NULL, NULL },
  { 200, JSON, "{\"code\":400}", CULM_ERROR_REFUSED, 400, "ERR_BAD_REQUEST", NULL },
  { 200, JSON, "{\"code\":401}", CULM_ERROR_REFUSED, 401, "ERR_BAD_REQUEST", NULL },
  { 200, JSON, "{\"code\":403}", CULM_ERROR_FORBIDDEN, 403, NULL, NULL },
  { 200, JSON, "{\"code\":404}", CULM_ERROR_NOT_FOUND, 404, NULL, NULL },
  { 200, JSON, "{\"code\":429}", CULM_ERROR_LIMITED, 429, NULL, NULL },
  { 200, JSON, "{\"code\":500}", CULM_ERROR_FAILED, 500, "ERR_BAD_RESPONSE", NULL },
  { 200, JSON, "{\"code\":77,\"message\":\"other\"}", CULM_ERROR_REFUSED, 77, "ERR_BAD_REQUEST", "other" },
  { 200, JSON, "{\"code\":\"NO\"}", CULM_ERROR_REFUSED, 0, "ERR_BAD_REQUEST", NULL },
  { 403, JSON, "{\"message\":\"permission denied\",\"code\":8,\"error\":\"Resource forbidden\"}", CULM_ERROR_FORBIDDEN,
    8, NULL, "permission denied" },
  { 403, NULL, "", CULM_ERROR_FORBIDDEN, 0, NULL, NULL },
  { 403, JSON, "{\"error\":\"CSRF error: missing_cookie\"}", CULM_ERROR_FORBIDDEN, 0, NULL,
    "CSRF error: missing_cookie" },
  { 403, NULL, "<html>no</html>", CULM_ERROR_BLOCKED, 0, NULL, NULL },
  { 403, "text/html", "<p>no</p>", CULM_ERROR_BLOCKED, 0, NULL, NULL },
  { 503, "text/html", "<html><title>Just a moment...</title></html>", CULM_ERROR_BLOCKED, 0, NULL, NULL },
  { 429, NULL, "<!DOCTYPE html><title>Attention Required! | Cloudflare</title>", CULM_ERROR_BLOCKED, 0, NULL, NULL },
  { 503, "text/html", "<html>Service Unavailable</html>", CULM_ERROR_FAILED, 0, "ERR_BAD_RESPONSE", NULL },
  { 403, "application/xml", "<?xml version=\"1.0\"?><Error><Code>SignatureDoesNotMatch</Code></Error>",
    CULM_ERROR_FORBIDDEN, 0, NULL, "SignatureDoesNotMatch" },
  { 404, "text/plain", "404 page not found", CULM_ERROR_NOT_FOUND, 0, NULL, "404 page not found" },
  { 405, NULL, "", CULM_ERROR_UNSUPPORTED, 0, "ERR_BAD_REQUEST", NULL },
  { 422, JSON, "{\"detail\":\"Invalid input parameters\"}", CULM_ERROR_REFUSED, 0, "ERR_BAD_REQUEST",
    "Invalid input parameters" },
  { 408, NULL, "", CULM_ERROR_TIMED_OUT, 0, NULL, NULL },
  { 429, JSON, "{\"message\":\"slow down\"}", CULM_ERROR_LIMITED, 0, NULL, "slow down" },
  { 500, JSON, "{}", CULM_ERROR_FAILED, 0, "ERR_BAD_RESPONSE", NULL },
  { 502, "text/html", "<html>Bad Gateway</html>", CULM_ERROR_FAILED, 0, "ERR_BAD_RESPONSE", NULL },
  { 504, NULL, "", CULM_ERROR_FAILED, 0, "ERR_BAD_RESPONSE", NULL },
  { 302, NULL, "", CULM_ERROR_REFUSED, 0, "ERR_BAD_REQUEST", NULL },
  { 200, "text/html", "<html>Hotel Wi-Fi</html>", CULM_ERROR_MALFORMED, 0, "ERR_BAD_RESPONSE", NULL },
  { 200, JSON, "{\"devices\":[{\"dev_id\":", CULM_ERROR_MALFORMED, 0, "ERR_BAD_RESPONSE", NULL },
};

static void
test_failures (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("row %u: %u %s", (guint) i, failures[i].status, failures[i].body);
    g_assert_null (decode (failures[i].status, failures[i].type, failures[i].body, &error));
    g_assert_error (error, CULM_ERROR, (int) failures[i].code);
    g_assert_cmpint (culm_error_get_origin (error), ==, CULM_ERROR_ORIGIN_CLOUD);
    g_assert_cmpuint (culm_error_get_http_status (error), ==, failures[i].status);
    g_assert_cmpint (culm_error_get_server_code (error), ==, failures[i].server_code);
    g_assert_cmpstr (culm_error_get_err (error), ==, failures[i].err);
    g_assert_cmpstr (culm_error_get_detail (error), ==, failures[i].detail);
  }
}

static void
test_filter_headers (void)
{
  CulmEnvelopeHead mitigated = { .status = 200, .content_type = JSON, .filter_header = TRUE };
  CulmEnvelopeHead ray = { .status = 503, .content_type = "text/html", .filter_ray = TRUE };
  CulmEnvelopeHead plain = { .status = 503, .content_type = JSON, .filter_ray = TRUE, .retry_after = 9 };
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  g_autoptr (GError) first = NULL;
  g_autoptr (GError) second = NULL;
  g_autoptr (GError) third = NULL;

  g_assert_null (culm_envelope_new (&mitigated, body, &first));
  g_assert_error (first, CULM_ERROR, CULM_ERROR_BLOCKED);
  g_assert_null (culm_envelope_new (&ray, body, &second));
  g_assert_error (second, CULM_ERROR, CULM_ERROR_BLOCKED);
  g_assert_null (culm_envelope_new (&plain, body, &third));
  g_assert_error (third, CULM_ERROR, CULM_ERROR_FAILED);
  g_assert_cmpuint (culm_error_get_retry_after (third), ==, 9);
}

static void
test_depth (void)
{
  for (guint depth = CULM_ENVELOPE_MAX_DEPTH; depth <= CULM_ENVELOPE_MAX_DEPTH + 1; depth++) {
    g_autoptr (GString) body = g_string_new (NULL);
    g_autoptr (GError) error = NULL;
    g_autoptr (CulmEnvelope) envelope = NULL;

    g_string_append (body, "{\"a\":\"\\\"[[[\",\"b\":");
    for (guint i = 1; i < depth; i++)
      g_string_append_c (body, '[');
    for (guint i = 1; i < depth; i++)
      g_string_append_c (body, ']');
    g_string_append_c (body, '}');
    envelope = decode (200, JSON, body->str, &error);
    if (depth <= CULM_ENVELOPE_MAX_DEPTH)
      g_assert_no_error (error);
    else
      g_assert_error (error, CULM_ERROR, CULM_ERROR_MALFORMED);
  }
}

static void
test_noise (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  static const char letters[] = "{}[]\",:0123456789.eE+-truefalsn\\u \n<>\xff\xc3";

  for (guint round = 0; round < 20000; round++) {
    char noise[48];
    g_autoptr (GError) error = NULL;
    g_autoptr (CulmEnvelope) envelope = NULL;
    guint length = (guint) g_rand_int_range (random, 0, sizeof noise - 1);

    for (guint i = 0; i < length; i++)
      noise[i] = letters[g_rand_int_range (random, 0, sizeof letters - 1)];
    noise[length] = '\0';
    envelope = decode (200, JSON, noise, &error);
    g_assert_true ((envelope != NULL) == (error == NULL));
  }
}

static void
test_keeps_secrets (void)
{
  static const char *const bodies[] = {
    "{\"code\":9,\"message\":\"see https://store.example/a?Signature=s3cret&x=1 now\"}",
    "{\"code\":9,\"message\":\"no account s3cret@example.org\"}",
    "{\"code\":9,\"message\":\"token AQAs3cretAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA is bad\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (decode (400, JSON, bodies[i], &error));
    g_assert_null (strstr (culm_error_get_detail (error), "s3cret"));
    g_assert_null (strstr (error->message, "s3cret"));
  }
}

static void
test_judges_errors (void)
{
  static const struct {
    guint status;
    const char *body;
    gboolean dead;
    gboolean passing;
  } rows[] = {
    { 401, "{\"code\":4}", TRUE, FALSE },
    { 200, "{\"code\":1001}", TRUE, FALSE },
    { 401, "", FALSE, TRUE },
    { 200, "{\"code\":502}", FALSE, TRUE },
    { 503, "", FALSE, TRUE },
    { 501, "", FALSE, FALSE },
    { 404, "", FALSE, FALSE },
    { 429, "", FALSE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (decode (rows[i].status, JSON, rows[i].body, &error));
    g_assert_cmpint (culm_envelope_error_is_dead_token (error), ==, rows[i].dead);
    g_assert_cmpint (culm_envelope_error_is_passing (error), ==, rows[i].passing);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/response-format-pagination/shapes", test_shapes);
  g_test_add_func ("/codes-and-error-format/failures", test_failures);
  g_test_add_func ("/envelope/filter-headers", test_filter_headers);
  g_test_add_func ("/envelope/depth", test_depth);
  g_test_add_func ("/envelope/noise", test_noise);
  g_test_add_func ("/envelope/keeps-secrets", test_keeps_secrets);
  g_test_add_func ("/envelope/judges-errors", test_judges_errors);
  return g_test_run ();
}
