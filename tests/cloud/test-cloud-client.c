/* test-cloud-client.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-cloud-client-private.h"

#include "culm-error.h"
#include "culm-json-read.h"
#include "culm-test-https.h"

#include <string.h>

#define JSON "application/json"

typedef struct {
  CulmTestHttps *https;
  CulmTestHttps *other; /* another host */
  CulmCloudClient *client;
  guint times; /* how often "/flaky" still fails */
  guint died;
  GIOStream *dripping;
  guint drip;
} Bench;

static void
serve_endless (SoupServerMessage *message, gpointer user_data G_GNUC_UNUSED)
{
  static char chunk[262144];

  memset (chunk, ' ', sizeof chunk);
  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC, chunk, sizeof chunk);
}

/* A byte now and then, so that the answer neither ends nor falls silent. */
static gboolean
on_drip (gpointer user_data)
{
  Bench *bench = user_data;

  g_output_stream_write_all (g_io_stream_get_output_stream (bench->dripping), " ", 1, NULL, NULL, NULL);
  return G_SOURCE_CONTINUE;
}

static void
answer_dripping (Bench *bench, SoupServerMessage *message)
{
  static const char head[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n";

  bench->dripping = soup_server_message_steal_connection (message);
  g_output_stream_write_all (g_io_stream_get_output_stream (bench->dripping), head, strlen (head), NULL, NULL, NULL);
  bench->drip = g_timeout_add (20, on_drip, bench);
}

static void
answer_redirect (SoupServerMessage *message, const char *base, const char *path)
{
  g_autofree char *target = g_strconcat (base, path, NULL);

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Location", target);
  culm_test_https_answer (message, 302, "text/plain", "over there");
}

static void
on_flaky (Bench *bench, SoupServerMessage *message, const char *path)
{
  if (bench->times-- == 0) {
    bench->times = 0;
    culm_test_https_answer (message, 200, JSON, "{\"uid\":7}");
  } else if (g_str_has_suffix (path, "/503")) {
    culm_test_https_answer (message, 503, JSON, "{}");
  } else if (g_str_has_suffix (path, "/401")) {
    culm_test_https_answer (message, 401, JSON, "{\"message\":\"trouble\"}");
  } else if (g_str_has_suffix (path, "/429")) {
    soup_message_headers_replace (soup_server_message_get_response_headers (message), "Retry-After", "1");
    culm_test_https_answer (message, 429, JSON, "{}");
  } else if (g_str_has_suffix (path, "/bad")) {
    culm_test_https_answer (message, 200, JSON, "{\"uid\":");
  } else {
    culm_test_https_answer_raw (message, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"uid\":");
  }
}

static void
on_request (CulmTestHttps *https G_GNUC_UNUSED, SoupServerMessage *message, const char *path, gpointer user_data)
{
  Bench *bench = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  if (g_str_has_prefix (path, "/flaky")) {
    on_flaky (bench, message, path);
  } else if (g_str_equal (path, "/ok")) {
    culm_test_https_answer (message, 200, JSON, "{\"code\":0,\"message\":\"Success\",\"data\":{\"uid\":7}}");
  } else if (g_str_equal (path, "/dead")) {
    culm_test_https_answer (message, 401, JSON, "{\"code\":4,\"error\":\"Please login.\"}");
  } else if (g_str_equal (path, "/near")) {
    answer_redirect (message, culm_test_https_get_base (bench->https), "/ok");
  } else if (g_str_equal (path, "/far")) {
    answer_redirect (message, culm_test_https_get_base (bench->other), "/ok");
  } else if (g_str_equal (path, "/far-dead")) {
    answer_redirect (message, culm_test_https_get_base (bench->other), "/dead");
  } else if (g_str_equal (path, "/loop")) {
    answer_redirect (message, culm_test_https_get_base (bench->https), "/loop");
  } else if (g_str_equal (path, "/plain")) {
    answer_redirect (message, "http://127.0.0.1:1", "/ok");
  } else if (g_str_equal (path, "/blocked")) {
    culm_test_https_answer (message, 503, "text/html", "<html>Just a moment...</html>");
  } else if (g_str_equal (path, "/endless")) {
    soup_server_message_set_status (message, 200, NULL);
    soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
    soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
    g_signal_connect (message, "wrote-chunk", G_CALLBACK (serve_endless), NULL);
    serve_endless (message, NULL);
  } else if (g_str_equal (path, "/silent")) {
    soup_server_message_pause (message);
    g_object_set_data_full (G_OBJECT (bench->client), "silent", g_object_ref (message), g_object_unref);
  } else if (g_str_equal (path, "/dripping")) {
    answer_dripping (bench, message);
  } else if (g_str_equal (path, "/cover.png")) {
    culm_test_https_answer (message, 200, "image/png", "not really");
  } else if (g_str_equal (path, "/.well-known/culm.json")) {
    culm_test_https_answer (message, bench->times == 0 ? 200 : 404, JSON,
                            "{\"mqtt\":{\"host\":\"broker.example\",\"port\":\"1234\"}}");
  } else {
    culm_test_https_answer (message, 404, "text/plain", "404 page not found");
  }
}

static void
on_token_died (CulmCloudClient *client, Bench *bench)
{
  g_assert_false (culm_cloud_client_is_signed_in (client));
  bench->died++;
}

static void
set_up (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmRegion) region = NULL;

  bench->https = culm_test_https_new (on_request, bench);
  bench->other = culm_test_https_new (on_request, bench);
  region = culm_region_new (culm_test_https_get_base (bench->https), NULL);
  bench->client = culm_cloud_client_new (region);
  culm_cloud_client_set_token (bench->client, "tok");
  culm_cloud_client_set_second (bench->client, 5);
  g_signal_connect (bench->client, "token-died", G_CALLBACK (on_token_died), bench);
}

static void
tear_down (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_object_set_data (G_OBJECT (bench->client), "silent", NULL);
  g_clear_handle_id (&bench->drip, g_source_remove);
  g_clear_object (&bench->dripping);
  g_assert_finalize_object (bench->client);
  culm_test_https_free (bench->https);
  culm_test_https_free (bench->other);
}

static CulmEnvelope *
call (Bench *bench, const char *method, const char *path, JsonNode *body, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  culm_cloud_client_call_async (bench->client, method, path, NULL, body, CULM_CLOUD_CALL_NONE, NULL,
                                culm_test_keep_result, &result);
  return culm_cloud_client_call_finish (bench->client, culm_test_https_await (&result), error);
}

static void
assert_fails (Bench *bench, const char *path, CulmError code, const char *err)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (call (bench, "GET", path, NULL, &error));
  g_assert_error (error, CULM_ERROR, (int) code);
  g_assert_cmpint (culm_error_get_origin (error), ==, CULM_ERROR_ORIGIN_CLOUD);
  g_assert_cmpstr (culm_error_get_err (error), ==, err);
}

static void
test_bearer (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) body = json_from_string ("{\"a\":1}", NULL);
  g_autoptr (CulmEnvelope) envelope = call (bench, "POST", "/ok", body, &error);
  g_autoptr (CulmEnvelope) redirected = NULL;
  g_autoptr (CulmEnvelope) elsewhere = NULL;

  g_assert_no_error (error);
  g_assert_true (culm_envelope_is_seed (envelope));
  g_assert_cmpint (culm_json_read_int (culm_envelope_get_object (envelope), "uid", 0), ==, 7);
  g_assert_cmpstr (culm_test_https_get_log (bench->https), ==, "POST /ok bearer=Bearer tok body={\"a\":1}\n");
  redirected = call (bench, "GET", "/near", NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (culm_test_https_get_log (bench->https), "GET /ok bearer=Bearer tok body=\n"));
  elsewhere = call (bench, "GET", "/far", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (culm_test_https_get_log (bench->other), ==, "GET /ok bearer= body=\n");
}

static void
test_redirects (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) body = json_from_string ("{\"password\":\"s3cret\"}", NULL);

  assert_fails (bench, "/loop", CULM_ERROR_FAILED, "ERR_FR_TOO_MANY_REDIRECTS");
  g_assert_cmpuint (culm_test_https_count (bench->https), ==, 6);
  assert_fails (bench, "/plain", CULM_ERROR_FAILED, "ERR_BAD_RESPONSE");
  g_assert_null (call (bench, "PUT", "/far", body, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_FAILED);
  g_assert_cmpuint (culm_test_https_count (bench->other), ==, 0);
}

static void
test_retries (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  static const struct {
    const char *path;
    guint failures;
    gboolean good;
    guint requests;
  } rows[] = {
    { "/flaky/503", 2, TRUE, 3 },       { "/flaky/503", 5, FALSE, 3 }, { "/flaky/401", 1, TRUE, 2 },
    { "/flaky/401", 5, FALSE, 2 },      { "/flaky/429", 1, TRUE, 2 },  { "/flaky/bad", 1, TRUE, 2 },
    { "/flaky/truncated", 2, TRUE, 3 }, { "/nowhere", 0, FALSE, 1 },   { "/blocked", 0, FALSE, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    guint before = culm_test_https_count (bench->https);
    g_autoptr (GError) error = NULL;
    g_autoptr (CulmEnvelope) envelope = NULL;

    g_test_message ("%s", rows[i].path);
    bench->times = rows[i].failures;
    envelope = call (bench, "GET", rows[i].path, NULL, &error);
    g_assert_true ((envelope != NULL) == rows[i].good);
    g_assert_cmpuint (culm_test_https_count (bench->https) - before, ==, rows[i].requests);
  }
  g_assert_cmpuint (bench->died, ==, 0);
}

static void
test_repeats_no_post (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  bench->times = 1;
  g_assert_null (call (bench, "POST", "/flaky/503", NULL, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_FAILED);
  g_assert_cmpuint (culm_test_https_count (bench->https), ==, 1);
}

static void
test_dead_token (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  assert_fails (bench, "/far-dead", CULM_ERROR_UNAUTHORISED, NULL);
  g_assert_cmpuint (bench->died, ==, 0); /* not our host's word */
  assert_fails (bench, "/dead", CULM_ERROR_UNAUTHORISED, NULL);
  assert_fails (bench, "/dead", CULM_ERROR_UNAUTHORISED, NULL);
  g_assert_cmpuint (bench->died, ==, 1);
  culm_cloud_client_set_token (bench->client, "new");
  g_assert_true (culm_cloud_client_is_signed_in (bench->client));
  assert_fails (bench, "/dead", CULM_ERROR_UNAUTHORISED, NULL);
  g_assert_cmpuint (bench->died, ==, 2);
  culm_cloud_client_set_token (bench->client, NULL);
  assert_fails (bench, "/ok", CULM_ERROR_UNAUTHORISED, NULL);
  g_assert_cmpuint (culm_test_https_count (bench->https), ==, 4);
}

static gboolean
is_set (gpointer flag)
{
  return *(gboolean *) flag;
}

static void
on_aborted (SoupServer *server G_GNUC_UNUSED, SoupServerMessage *message G_GNUC_UNUSED, gboolean *aborted)
{
  *aborted = TRUE;
}

static void
test_limit (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmEnvelope) after = NULL;
  gboolean aborted = FALSE;

  g_signal_connect (culm_test_https_get_server (bench->https), "request-aborted", G_CALLBACK (on_aborted), &aborted);
  assert_fails (bench, "/endless", CULM_ERROR_MALFORMED, "ERR_BAD_RESPONSE");
  g_assert_cmpuint (culm_test_https_count (bench->https), ==, 1);
  g_assert_true (culm_test_wait_for (is_set, &aborted, 10)); /* the connection is closed, not drained */
  after = call (bench, "GET", "/ok", NULL, &error);
  g_assert_no_error (error);
}

static void
test_silence (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  culm_http_set_timeouts (culm_cloud_client_get_http (bench->client), 10000, 200, 60000);
  assert_fails (bench, "/silent", CULM_ERROR_TIMED_OUT, "ERR_NETWORK");
}

static void
test_dripping (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  gint64 begun = g_get_monotonic_time ();

  culm_http_set_timeouts (culm_cloud_client_get_http (bench->client), 10000, 5000, 500);
  assert_fails (bench, "/dripping", CULM_ERROR_TIMED_OUT, "ERR_NETWORK");
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 20 * G_USEC_PER_SEC);
  g_assert_cmpuint (culm_test_https_count (bench->https), ==, 1); /* and it is not asked again */
}

static void
test_cancel (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  culm_cloud_client_call_async (bench->client, "GET", "/silent", NULL, NULL, CULM_CLOUD_CALL_NONE, cancellable,
                                culm_test_keep_result, &result);
  while (culm_test_https_count (bench->https) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  g_assert_null (culm_cloud_client_call_finish (bench->client, culm_test_https_await (&result), &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_CANCELLED);
  g_assert_cmpstr (culm_error_get_err (error), ==, "ERR_CANCELED");
}

static void
test_refused_connection (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  culm_test_https_close (bench->https);
  assert_fails (bench, "/ok", CULM_ERROR_OFFLINE, "ERR_NETWORK");
}

static void
test_untrusted (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = g_strdup (g_getenv ("CULM_CA_FILE"));

  g_unsetenv ("CULM_CA_FILE");
  assert_fails (bench, "/ok", CULM_ERROR_UNTRUSTED, "ERR_NETWORK");
  g_setenv ("CULM_CA_FILE", path, TRUE);
}

static void
test_missing_ca_file (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = g_strdup (g_getenv ("CULM_CA_FILE"));
  g_autoptr (GError) error = NULL;

  g_setenv ("CULM_CA_FILE", "nowhere.pem", TRUE);
  g_assert_null (call (bench, "GET", "/ok", NULL, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_USAGE);
  g_setenv ("CULM_CA_FILE", path, TRUE);
}

static char *
find_broker (CulmCloudClient *client, guint16 *port, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  culm_cloud_client_find_broker_async (client, NULL, culm_test_keep_result, &result);
  return culm_cloud_client_find_broker_finish (client, culm_test_https_await (&result), port, error);
}

static void
test_broker (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmRegion) dev = culm_region_new ("dev", NULL);
  g_autoptr (CulmRegion) china = culm_region_new ("china", NULL);
  g_autoptr (CulmCloudClient) dev_client = culm_cloud_client_new (dev);
  g_autoptr (CulmCloudClient) china_client = culm_cloud_client_new (china);
  g_autofree char *said = NULL;
  g_autofree char *guessed = NULL;
  g_autofree char *listed = NULL;
  guint16 port = 0;

  said = find_broker (bench->client, &port, &error);
  g_assert_cmpstr (said, ==, "broker.example");
  g_assert_cmpuint (port, ==, 1234);
  g_assert_cmpstr (culm_test_https_get_log (bench->https), ==, "GET /.well-known/culm.json bearer= body=\n");
  bench->times = 1;
  guessed = find_broker (bench->client, &port, &error);
  g_assert_cmpstr (guessed, ==, "127.0.0.1");
  g_assert_cmpuint (port, ==, 8883);
  listed = find_broker (china_client, &port, &error);
  g_assert_cmpstr (listed, ==, "cn.mqtt.bambulab.com");
  g_assert_cmpuint (port, ==, 8883);
  g_assert_no_error (error);
  g_assert_null (find_broker (dev_client, &port, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_UNSUPPORTED);
}

static GBytes *
fetch (Bench *bench, const char *path, GError **error)
{
  g_autofree char *url = g_strconcat (culm_test_https_get_base (bench->https), path, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  culm_cloud_client_fetch_cover_async (bench->client, url, NULL, culm_test_keep_result, &result);
  return culm_cloud_client_fetch_cover_finish (bench->client, culm_test_https_await (&result), error);
}

static void
test_cover (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) picture = fetch (bench, "/cover.png", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (picture), ==, strlen ("not really"));
  g_assert_cmpstr (culm_test_https_get_log (bench->https), ==, "GET /cover.png bearer= body=\n");
  g_assert_null (fetch (bench, "/ok", &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_MALFORMED);
  g_clear_error (&error);
  g_assert_null (fetch (bench, "/nowhere", &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  static const struct {
    const char *name;
    void (*run) (Bench *bench, gconstpointer data);
  } tests[] = {
    { "/cloud-client/bearer", test_bearer },         { "/cloud-client/redirects", test_redirects },
    { "/cloud-client/retries", test_retries },       { "/cloud-client/repeats-no-post", test_repeats_no_post },
    { "/cloud-client/dead-token", test_dead_token }, { "/cloud-client/limit", test_limit },
    { "/cloud-client/silence", test_silence },       { "/cloud-client/dripping", test_dripping },
    { "/cloud-client/cancel", test_cancel },         { "/cloud-client/refused-connection", test_refused_connection },
    { "/cloud-client/untrusted", test_untrusted },   { "/cloud-client/missing-ca-file", test_missing_ca_file },
    { "/cloud-client/broker", test_broker },         { "/cloud-client/cover", test_cover },
  };

  g_test_init (&argc, &argv, NULL);
  culm_test_https_trust ();
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Bench, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
