/* test-cloud-bad-input.c  SPDX-License-Identifier: GPL-3.0-or-later */
/* Servers that are not what they should be: one clear error each, and a program that goes on. */
#include "culm-cloud-client-private.h"
#include "culm-cloud-devices.h"
#include "culm-cloud-tasks.h"

#include "culm-error.h"
#include "culm-json-read.h"
#include "culm-test-https.h"

#include <string.h>
#include <time.h>

#define JSON "application/json"
#define STALL_MS 8

typedef struct {
  CulmTestHttps *https;
  CulmTestHttps *other; /* another host */
  CulmCloudClient *client;
  GBytes *body; /* of the next answer */
  const char *type;
  const char *encoding;
  guint status;
  gboolean served;
} Bench;

static void
answer_redirect (SoupServerMessage *message, const char *base, const char *path)
{
  g_autofree char *target = g_strconcat (base, path, NULL);

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Location", target);
  culm_test_https_answer (message, 302, "text/plain", "over there");
}

static void
on_finished (SoupServerMessage *message G_GNUC_UNUSED, Bench *bench)
{
  bench->served = TRUE;
}

static void
on_request (CulmTestHttps *https G_GNUC_UNUSED, SoupServerMessage *message, const char *path, gpointer user_data)
{
  Bench *bench = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  if (g_str_equal (path, "/far")) {
    answer_redirect (message, culm_test_https_get_base (bench->other), "/here");
  } else if (g_str_equal (path, "/loop")) {
    answer_redirect (message, culm_test_https_get_base (bench->https), "/pool");
  } else if (g_str_equal (path, "/pool")) {
    answer_redirect (message, culm_test_https_get_base (bench->https), "/loop");
  } else {
    if (bench->encoding != NULL)
      soup_message_headers_replace (headers, "Content-Encoding", bench->encoding);
    soup_message_headers_replace (headers, "Content-Type", bench->type);
    soup_server_message_set_status (message, bench->status, NULL);
    if (g_bytes_get_size (bench->body) > 0)
      soup_message_body_append_bytes (soup_server_message_get_response_body (message), bench->body);
    g_signal_connect (message, "finished", G_CALLBACK (on_finished), bench);
  }
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
  culm_cloud_client_set_second (bench->client, 1);
  bench->type = JSON;
  bench->status = 200;
}

static void
tear_down (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_finalize_object (bench->client);
  culm_test_https_free (bench->https);
  culm_test_https_free (bench->other);
  g_clear_pointer (&bench->body, g_bytes_unref);
}

static void
set_body (Bench *bench, const char *text)
{
  g_clear_pointer (&bench->body, g_bytes_unref);
  bench->body = g_bytes_new (text, strlen (text));
}

static CulmEnvelope *
call (Bench *bench, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  culm_cloud_client_call_async (bench->client, "GET", path, NULL, NULL, CULM_CLOUD_CALL_NONE, NULL,
                                culm_test_keep_result, &result);
  return culm_cloud_client_call_finish (bench->client, culm_test_https_await (&result), error);
}

static void
assert_fails (Bench *bench, const char *path, CulmError code, const char *err)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmEnvelope) envelope = call (bench, path, &error);

  g_assert_null (envelope);
  g_assert_error (error, CULM_ERROR, (int) code);
  g_assert_cmpint (culm_error_get_origin (error), ==, CULM_ERROR_ORIGIN_CLOUD);
  g_assert_cmpstr (culm_error_get_err (error), ==, err);
}

/* After all of it the same client talks to a good server. */
static void
assert_goes_on (Bench *bench)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmEnvelope) envelope = NULL;

  bench->type = JSON;
  bench->encoding = NULL;
  bench->status = 200;
  set_body (bench, "{\"uid\":7}");
  envelope = call (bench, "/ok", &error);
  g_assert_no_error (error);
  g_assert_cmpint (culm_json_read_int (culm_envelope_get_object (envelope), "uid", 0), ==, 7);
}

/* What is no document, or not the one that was asked for. */
static void
test_documents (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  static const struct {
    const char *name, *type, *body;
    guint status;
    CulmError code;
    const char *err;
  } rows[] = {
    { "html", "text/html", "<!DOCTYPE html><html><body>Welcome to the airport</body></html>", 200, CULM_ERROR_MALFORMED,
      "ERR_BAD_RESPONSE" },
    { "html that says it is JSON", JSON, " <html><body>Welcome</body></html>", 200, CULM_ERROR_MALFORMED,
      "ERR_BAD_RESPONSE" },
    { "html of a gateway", "text/html", "<html>502</html>", 502, CULM_ERROR_FAILED, "ERR_BAD_RESPONSE" },
    { "words", "text/plain", "hello", 200, CULM_ERROR_MALFORMED, "ERR_BAD_RESPONSE" },
    { "cut in a string", JSON, "{\"uid\":7,\"name\":\"An", 200, CULM_ERROR_MALFORMED, "ERR_BAD_RESPONSE" },
    { "cut after a colon", JSON, "{\"uid\":", 200, CULM_ERROR_MALFORMED, "ERR_BAD_RESPONSE" },
    { "two documents", JSON, "{\"uid\":7}{\"uid\":8}", 200, CULM_ERROR_MALFORMED, "ERR_BAD_RESPONSE" },
    { "NaN", JSON, "{\"uid\":NaN}", 200, CULM_ERROR_MALFORMED, "ERR_BAD_RESPONSE" },
    { "Infinity", JSON, "{\"uid\":-Infinity}", 200, CULM_ERROR_MALFORMED, "ERR_BAD_RESPONSE" },
    { "half a letter", JSON, "{\"uid\":7,\"escape\":\"\\ud800\"}", 200, CULM_ERROR_MALFORMED, "ERR_BAD_RESPONSE" },
    { "a comment", JSON, "{\"uid\":7/* seven */}", 200, CULM_ERROR_MALFORMED, "ERR_BAD_RESPONSE" },
    { "other quotes", JSON, "{'uid':7}", 200, CULM_ERROR_MALFORMED, "ERR_BAD_RESPONSE" },
    { "a program", JSON, "var x = {\"uid\":7};", 200, CULM_ERROR_MALFORMED, "ERR_BAD_RESPONSE" },
    { "a comma too many", JSON, "{\"uid\":7,}", 200, CULM_ERROR_MALFORMED, "ERR_BAD_RESPONSE" },
    { "zeros", JSON, "\x01\x02\x03", 200, CULM_ERROR_MALFORMED, "ERR_BAD_RESPONSE" },
    { "an error code", JSON, "{\"code\":1003,\"message\":\"No such device\"}", 200, CULM_ERROR_NOT_FOUND, NULL },
    { "an error code of HTTP", JSON, "{\"code\":500,\"message\":\"Oops\"}", 200, CULM_ERROR_FAILED,
      "ERR_BAD_RESPONSE" },
    { "a code that is no number", JSON, "{\"code\":\"bad\"}", 200, CULM_ERROR_REFUSED, "ERR_BAD_REQUEST" },
    { "a code that is a list", JSON, "{\"code\":[1]}", 200, CULM_ERROR_REFUSED, "ERR_BAD_REQUEST" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("%s", rows[i].name);
    bench->type = rows[i].type;
    bench->status = rows[i].status;
    set_body (bench, rows[i].body);
    assert_fails (bench, "/document", rows[i].code, rows[i].err);
  }
  assert_goes_on (bench);
}

/* Odd, and good enough: of two members of one name the last counts, numbers that are none are not there. */
static void
test_odd_documents (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const rows[] = {
    "{\"uid\":1,\"uid\":7}",
    "\xef\xbb\xbf{\"uid\":\"7\"}",
    "{\"uid\":7,\"name\":\"\xff\xfe\"}",
    "{\"uid\":7.0,\"huge\":1e999,\"big\":99999999999999999999999}",
    "  \n{\"uid\":7}\n ",
    "{\"data\":{\"uid\":7},\"code\":null,\"message\":null}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CulmEnvelope) envelope = NULL;
    g_autofree char *shown = g_strescape (rows[i], NULL);

    g_test_message ("%s", shown);
    set_body (bench, rows[i]);
    envelope = call (bench, "/document", &error);
    g_assert_no_error (error);
    g_assert_cmpint (culm_json_read_int (culm_envelope_get_object (envelope), "uid", 0), ==, 7);
    g_assert_cmpfloat (culm_json_read_double (culm_envelope_get_object (envelope), "huge", 1), ==, 1);
  }
}

static char *
nest (guint depth)
{
  g_autoptr (GString) text = g_string_new ("{\"uid\":7,\"a\":");

  for (guint i = 1; i < depth; i++)
    g_string_append_c (text, '[');
  for (guint i = 1; i < depth; i++)
    g_string_append_c (text, ']');
  g_string_append_c (text, '}');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Judged before any parser sees it: a million brackets would be the end of its stack. */
static void
test_depth (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  static const guint depths[] = { 65, 1000, 1000000 };
  g_autofree char *deep = nest (64);
  g_autofree char *open = g_strnfill (1000000, '[');
  /* Brackets where a parser that is too kind finds them, and a check that is too simple does not. */
  g_autofree char *quoted = g_strconcat ("{'\"':", open, NULL);
  g_autofree char *commented = g_strconcat ("{\"a\":/*\"*/", open, NULL);
  g_autoptr (CulmEnvelope) envelope = NULL;
  g_autoptr (GError) error = NULL;

  set_body (bench, deep);
  envelope = call (bench, "/document", &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (depths); i++) {
    g_autofree char *text = nest (depths[i]);

    set_body (bench, text);
    assert_fails (bench, "/document", CULM_ERROR_MALFORMED, "ERR_BAD_RESPONSE");
  }
  set_body (bench, open);
  assert_fails (bench, "/document", CULM_ERROR_MALFORMED, "ERR_BAD_RESPONSE");
  set_body (bench, quoted);
  assert_fails (bench, "/document", CULM_ERROR_MALFORMED, "ERR_BAD_RESPONSE");
  set_body (bench, commented);
  assert_fails (bench, "/document", CULM_ERROR_MALFORMED, "ERR_BAD_RESPONSE");
  assert_goes_on (bench);
}

/* A document of this many bytes that is good in all else. */
static void
set_size (Bench *bench, gsize size)
{
  char *text = g_malloc (size);

  memset (text, ' ', size);
  memcpy (text, "{\"uid\":7}", 9);
  g_clear_pointer (&bench->body, g_bytes_unref);
  bench->body = g_bytes_new_take (text, size);
}

static void
test_size (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmEnvelope) envelope = NULL;
  g_autoptr (GError) error = NULL;

  set_size (bench, CULM_ENVELOPE_MAX_BYTES);
  envelope = call (bench, "/document", &error);
  g_assert_no_error (error);
  set_size (bench, CULM_ENVELOPE_MAX_BYTES + 1);
  assert_fails (bench, "/document", CULM_ERROR_MALFORMED, "ERR_BAD_RESPONSE");
  assert_goes_on (bench);
}

/* A hundred kilobytes that swell to a hundred megabytes: what counts is what comes out. */
static void
test_gzip_bomb (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (compressor));
  static char spaces[1048576];

  memset (spaces, ' ', sizeof spaces);
  for (int i = 0; i < 100; i++)
    g_assert_true (g_output_stream_write_all (stream, spaces, sizeof spaces, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  bench->body = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  g_assert_cmpuint (g_bytes_get_size (bench->body), <, 200000);
  bench->encoding = "gzip";
  assert_fails (bench, "/document", CULM_ERROR_MALFORMED, "ERR_BAD_RESPONSE");
  set_body (bench, "this is not compressed");
  assert_fails (bench, "/document", CULM_ERROR_MALFORMED, "ERR_BAD_RESPONSE");
  assert_goes_on (bench);
}

static void
test_redirects (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmEnvelope) envelope = NULL;
  g_autoptr (GError) error = NULL;

  set_body (bench, "{\"uid\":7}");
  envelope = call (bench, "/far", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (culm_test_https_get_log (bench->other), ==, "GET /here bearer= body=\n");
  assert_fails (bench, "/loop", CULM_ERROR_FAILED, "ERR_FR_TOO_MANY_REDIRECTS");
  g_assert_cmpuint (culm_test_https_count (bench->https), ==, 7);
  assert_goes_on (bench);
}

/* An empty answer does not say that there is nothing; no list is taken for an empty one. */
static void
test_empty_lists (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const bodies[] = { "", " \n", "true", "null" };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autoptr (GAsyncResult) devices = NULL;
    g_autoptr (GAsyncResult) tasks = NULL;
    g_autoptr (GError) error = NULL;

    set_body (bench, bodies[i]);
    culm_cloud_devices_list_async (bench->client, NULL, culm_test_keep_result, &devices);
    g_assert_null (culm_cloud_devices_list_finish (bench->client, culm_test_https_await (&devices), &error));
    g_assert_error (error, CULM_ERROR, CULM_ERROR_MALFORMED);
    g_assert_cmpstr (culm_error_get_err (error), ==, "ERR_BAD_RESPONSE");
    g_clear_error (&error);
    culm_cloud_tasks_list_async (bench->client, NULL, 10, NULL, culm_test_keep_result, &tasks);
    g_assert_null (culm_cloud_tasks_list_finish (bench->client, culm_test_https_await (&tasks), &error));
    g_assert_error (error, CULM_ERROR, CULM_ERROR_MALFORMED);
  }
}

/* How long one turn of the main loop keeps the processor; what other programs take from it does not count. */
typedef struct {
  gint64 last, longest; /* ns */
  guint turns;
} Pulse;

static gint64
read_thread_clock (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_GINT64_CONSTANT (1000000000) + now.tv_nsec;
}

static gboolean
on_pulse (gpointer data)
{
  Pulse *pulse = data;
  gint64 now = read_thread_clock ();

  if (pulse->last != 0)
    pulse->longest = MAX (pulse->longest, now - pulse->last);
  pulse->last = now;
  pulse->turns++;
  return G_SOURCE_CONTINUE;
}

static gboolean
is_served (gpointer bench)
{
  return ((Bench *) bench)->served;
}

/* Thirty megabytes of JSON are read and let go of while the main loop goes on. */
static void
test_no_stall (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GString) text = g_string_new ("{\"uid\":7,\"rows\":[0");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CulmEnvelope *envelope;
  Pulse pulse = { 0 };
  guint timer;

  while (text->len < 30 * 1000 * 1000)
    g_string_append (text, ",{\"id\":1090332016,\"title\":\"box\",\"flags\":[1,2,3],\"nothing\":null}");
  g_string_append (text, "]}");
  bench->body = g_string_free_to_bytes (g_steal_pointer (&text));
  culm_cloud_client_call_async (bench->client, "GET", "/document", NULL, NULL, CULM_CLOUD_CALL_NONE, NULL,
                                culm_test_keep_result, &result);
  /* The server writes in this loop, too; from here on it is the client's. */
  g_assert_true (culm_test_wait_for (is_served, bench, 20));
  timer = g_timeout_add (1, on_pulse, &pulse);
  envelope = culm_cloud_client_call_finish (bench->client, culm_test_https_await (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (culm_json_read_int (culm_envelope_get_object (envelope), "uid", 0), ==, 7);
  g_assert_cmpuint (pulse.turns, >, 10);
  culm_envelope_unref (envelope);
  culm_test_run_for (100);
  g_source_remove (timer);
  g_test_message ("%u turns, the longest %.2f ms", pulse.turns, (double) pulse.longest / 1e6);
  g_assert_cmpint (pulse.longest, <, STALL_MS * 1000000);
}

int
main (int argc, char *argv[])
{
  static const struct {
    const char *name;
    void (*run) (Bench *bench, gconstpointer data);
  } tests[] = {
    { "/cloud-bad-input/documents", test_documents },
    { "/cloud-bad-input/odd-documents", test_odd_documents },
    { "/cloud-bad-input/depth", test_depth },
    { "/cloud-bad-input/size", test_size },
    { "/cloud-bad-input/gzip-bomb", test_gzip_bomb },
    { "/cloud-bad-input/redirects", test_redirects },
    { "/cloud-bad-input/empty-lists", test_empty_lists },
    { "/cloud-bad-input/no-stall", test_no_stall },
  };

  g_test_init (&argc, &argv, NULL);
  culm_test_https_trust ();
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Bench, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
