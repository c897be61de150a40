/* test-upload.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-cloud-client-private.h"
#include "culm-upload.h"

#include "culm-error.h"
#include "culm-test-upload.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define JSON "application/json"
#define UPLOAD "/v1/iot-service/api/user/upload"
#define CONFIRM "/v1/iot-service/api/user/upload/confirm"
#define MEBIBYTE 1048576

/* What happens when the first bytes of a file have come. */
typedef enum {
  EVENT_NONE,
  EVENT_BREAK,
  EVENT_GROW,
  EVENT_SHRINK,
  EVENT_REPLACE,
  EVENT_REMOVE,
  EVENT_STALL,
  EVENT_ANSWER
} Event;

typedef struct {
  CulmTestUpload up;
  /* How the server is. */
  gboolean knows_seed;
  gboolean knows_service;
  gboolean strict_size; /* refuses a type on the size */
  Event event;
  guint times; /* how often the event happens, or the status is given */
  guint status;
  const char *status_body;
  const char *url;  /* NULL: a good one */
  const char *plan; /* the seed's answer with "@" for the address; NULL: the usual one */
  const char *etag;
  const char *confirmation;
  /* What it saw. */
  GString *headers; /* of the PUTs */
  char *sha256;
  guint64 size;
  guint asked;
  guint put;
  guint confirmed;
  GCancellable *cancellable;
  gint64 cancelled_at;
} Bench;

/* Returns: (transfer full): `text` with the address for its "@". */
static char *
make_plan (const char *text, const char *url)
{
  g_auto (GStrv) parts = g_strsplit (text, "@", 2);

  return g_strconcat (parts[0], url, parts[1], NULL);
}

static void
answer_plan (Bench *bench, SoupServerMessage *message, gboolean seed)
{
  const char *base = culm_test_https_get_base (bench->up.https);
  g_autofree char *url = bench->url != NULL
                             ? g_strdup (bench->url)
                             : g_strdup_printf ("%s/store/file-%u.3mf?Signature=s3cret", base, ++bench->asked);
  g_autofree char *text = NULL;

  if (seed && bench->plan != NULL)
    text = make_plan (bench->plan, url);
  else if (seed)
    text =
        g_strdup_printf ("{\"code\":0,\"message\":\"Success\",\"data\":{\"upload_url\":\"%s\",\"file_id\":\"id-%u\"}}",
                         url, bench->asked);
  else
    text = g_strdup_printf ("{\"message\":\"success\",\"code\":null,\"host\":\"x\",\"urls\":["
                            "{\"type\":\"filename\",\"file\":\"users/1/file-%u.3mf\",\"url\":\"%s\"},"
                            "{\"type\":\"size\",\"url\":\"%s/size?Signature=s3cret\"}]}",
                            bench->asked, url, base);
  culm_test_https_answer (message, 200, JSON, text);
}

static void
answer_put (Bench *bench, SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);

  if (bench->status != 0 && bench->times > 0) {
    bench->times--;
    culm_test_https_answer (message, bench->status, "application/xml", bench->status_body);
    return;
  }
  g_free (bench->sha256);
  bench->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  bench->size = g_bytes_get_size (bytes);
  if (bench->etag != NULL)
    soup_message_headers_append (soup_server_message_get_response_headers (message), "ETag", bench->etag);
  culm_test_https_answer (message, 200, NULL, NULL);
}

static void
on_request (CulmTestHttps *https G_GNUC_UNUSED, SoupServerMessage *message, const char *path, gpointer user_data)
{
  Bench *bench = user_data;
  const char *method = soup_server_message_get_method (message);
  gboolean post = g_str_equal (method, "POST");

  if (g_str_equal (path, UPLOAD)) {
    if (post ? bench->knows_seed : bench->knows_service)
      answer_plan (bench, message, post);
    else
      culm_test_https_answer (message, post ? 405 : 404, "text/plain", "no");
  } else if (g_str_equal (path, CONFIRM)) {
    bench->confirmed++;
    culm_test_https_answer (message, 200, JSON, bench->confirmation != NULL ? bench->confirmation : "{\"code\":0}");
  } else if (g_str_equal (path, "/size")) {
    gboolean typed =
        soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Content-Type") != NULL;

    culm_test_https_answer (message, bench->strict_size && typed ? 403 : 200, "application/xml",
                            "<Error><Code>SignatureDoesNotMatch</Code></Error>");
  } else {
    answer_put (bench, message);
  }
}

static void
change_file (Bench *bench)
{
  g_autofree char *other = g_strconcat (bench->up.path, ".new", NULL);
  FILE *file;

  if (bench->event == EVENT_GROW) {
    file = g_fopen (bench->up.path, "a");
    fputs ("more", file);
    fclose (file);
  } else if (bench->event == EVENT_SHRINK) {
    g_assert_cmpint (truncate (bench->up.path, 10), ==, 0);
  } else if (bench->event == EVENT_REPLACE) {
    g_assert_true (g_file_set_contents (other, "new", 3, NULL));
    g_assert_cmpint (g_rename (other, bench->up.path), ==, 0);
  } else {
    g_assert_cmpint (g_unlink (bench->up.path), ==, 0);
  }
}

static gboolean
on_cancel (gpointer user_data)
{
  Bench *bench = user_data;

  bench->cancelled_at = g_get_monotonic_time ();
  g_cancellable_cancel (bench->cancellable);
  return G_SOURCE_REMOVE;
}

static void
skip_cb (GObject *stream, GAsyncResult *result, gpointer connection)
{
  g_autoptr (GIOStream) open = connection;
  gssize n = g_input_stream_skip_finish (G_INPUT_STREAM (stream), result, NULL);
  gsize skipped = GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (open), "skipped")) + (gsize) MAX (n, 0);

  /* As servers do, so that the answer is not lost with a reset; and as they do, not for ever. */
  g_object_set_data (G_OBJECT (open), "skipped", GSIZE_TO_POINTER (skipped));
  if (n > 0 && skipped < 32 * MEBIBYTE)
    g_input_stream_skip_async (G_INPUT_STREAM (stream), 65536, G_PRIORITY_DEFAULT, NULL, skip_cb,
                               g_steal_pointer (&open));
  else
    g_io_stream_close (open, NULL, NULL);
}

/* Says no before the file has come, and goes on reading for a while. */
static gboolean
on_answer_early (gpointer message)
{
  static const char answer[] =
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 403 Forbidden\r\nContent-Type: application/xml\r\n"
      "Connection: close\r\n\r\n<Error><Code>ExpiredToken</Code></Error>";
  GIOStream *connection = soup_server_message_steal_connection (message);

  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (connection), answer, strlen (answer), NULL,
                                            NULL, NULL));
  g_input_stream_skip_async (g_io_stream_get_input_stream (connection), 65536, G_PRIORITY_DEFAULT, NULL, skip_cb,
                             connection);
  return G_SOURCE_REMOVE;
}

static void
on_chunk (SoupServerMessage *message, GBytes *chunk G_GNUC_UNUSED, Bench *bench)
{
  if (bench->event == EVENT_NONE || bench->times == 0)
    return;
  bench->times--;
  g_signal_handlers_disconnect_by_data (message, bench);
  if (bench->event == EVENT_BREAK) {
    g_socket_shutdown (culm_test_https_get_socket (message), TRUE, TRUE, NULL);
  } else if (bench->event == EVENT_ANSWER) {
    soup_server_message_pause (message);
    g_idle_add_full (G_PRIORITY_DEFAULT, on_answer_early, g_object_ref (message), g_object_unref);
  } else if (bench->event == EVENT_STALL) {
    soup_server_message_pause (message);
    g_timeout_add (100, on_cancel, bench);
  } else {
    change_file (bench);
  }
}

static void
on_early (SoupServer *server G_GNUC_UNUSED, SoupServerMessage *message, const char *path,
          GHashTable *query G_GNUC_UNUSED, gpointer user_data)
{
  Bench *bench = user_data;
  SoupMessageHeadersIter iter;
  const char *name, *value;

  if (!g_str_has_prefix (path, "/store/"))
    return;
  bench->put++;
  soup_message_headers_iter_init (&iter, soup_server_message_get_request_headers (message));
  g_string_append (bench->headers, "|");
  while (soup_message_headers_iter_next (&iter, &name, &value))
    g_string_append_printf (bench->headers, "%s|", name);
  g_signal_connect (message, "got-chunk", G_CALLBACK (on_chunk), bench);
}

static void
write_file (Bench *bench, gsize size)
{
  g_autofree char *bytes = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    bytes[i] = (char) (i * 7 + (i >> 8));
  g_assert_true (g_file_set_contents (bench->up.path, bytes, (gssize) size, NULL));
}

static void
set_up (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  culm_test_upload_set_up (&bench->up, on_request, bench, "v\xc3\xa4se 1&2.3mf", 20);
  soup_server_add_early_handler (culm_test_https_get_server (bench->up.https), NULL, on_early, bench, NULL);
  bench->cancellable = g_cancellable_new ();
  bench->headers = g_string_new (NULL);
  bench->knows_seed = TRUE;
  write_file (bench, 12345);
}

static void
tear_down (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  culm_test_upload_tear_down (&bench->up);
  g_object_unref (bench->cancellable);
  g_free (bench->sha256);
  g_string_free (bench->headers, TRUE);
}

static CulmUploadResult *
run (Bench *bench, GError **error)
{
  g_autoptr (CulmUpload) upload = culm_upload_new (bench->up.client, bench->up.path);
  g_autoptr (GAsyncResult) result = NULL;
  CulmUploadResult *sent;

  culm_upload_run_async (upload, bench->cancellable, culm_test_keep_result, &result);
  sent = culm_upload_run_finish (upload, culm_test_https_await (&result), error);
  if (sent != NULL) {
    g_assert_cmpuint (culm_upload_get_sent (upload), ==, sent->size);
    g_assert_cmpstr (sent->sha256, ==, bench->sha256);
    g_assert_cmpuint (sent->size, ==, bench->size);
  } else if (error != NULL) {
    g_assert_null (strstr ((*error)->message, "s3cret"));
  }
  return sent;
}

static void
assert_fails (Bench *bench, CulmErrorOrigin origin, CulmError code, const char *err)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (run (bench, &error));
  g_assert_error (error, CULM_ERROR, (int) code);
  g_assert_cmpint (culm_error_get_origin (error), ==, origin);
  g_assert_cmpstr (culm_error_get_err (error), ==, err);
  g_assert_cmpuint (bench->confirmed, ==, 0);
}

static void
test_seed_form (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmUploadResult) sent = run (bench, &error);

  g_assert_no_error (error);
  g_assert_cmpint (sent->contract, ==, CULM_CONTRACT_SEED);
  g_assert_cmpstr (sent->file_id, ==, "id-1");
  g_assert_cmpuint (bench->confirmed, ==, 1);
  g_assert_nonnull (strstr (culm_test_https_get_log (bench->up.https),
                            "POST " UPLOAD
                            " bearer=Bearer tok body={\"filename\":\"v\xc3\xa4se 1&2.3mf\",\"size\":12345}\n"));
  g_assert_true (g_str_has_suffix (culm_test_https_get_log (bench->up.https),
                                   "POST " CONFIRM " bearer=Bearer tok body={\"file_id\":\"id-1\"}\n"));
  g_assert_nonnull (strstr (bench->headers->str, "|Content-Type|"));
  g_assert_nonnull (strstr (bench->headers->str, "|Content-Length|"));
  g_assert_null (strstr (bench->headers->str, "|Authorization|"));
}

static void
test_service_form (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const unwanted[] = { "|Content-Type|", "|Authorization|", "|Expect|", "|Transfer-Encoding|",
                                          "|Accept-Encoding|" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmUploadResult) sent = NULL;
  g_autoptr (CulmUploadResult) again = NULL;
  const char *log = NULL;

  bench->knows_seed = FALSE;
  bench->knows_service = TRUE;
  bench->strict_size = TRUE;
  sent = run (bench, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sent->contract, ==, CULM_CONTRACT_SERVICE);
  g_assert_cmpstr (sent->file_id, ==, "file-1.3mf");
  for (gsize i = 0; i < G_N_ELEMENTS (unwanted); i++)
    g_assert_null (strstr (bench->headers->str, unwanted[i]));
  log = culm_test_https_get_log (bench->up.https);
  g_assert_true (g_str_has_prefix (log, "POST " UPLOAD)); /* no vendor's host: the seed's form first */
  g_assert_nonnull (strstr (log, "GET " UPLOAD "?filename=v%C3%A4se%201%262.3mf&size=12345 bearer=Bearer tok"));
  g_assert_true (g_str_has_suffix (log, "PUT /size?Signature=s3cret bearer= body=12345\n"
                                        "PUT /size?Signature=s3cret bearer= body=12345\n"));
  g_assert_cmpuint (bench->confirmed, ==, 0);
  bench->strict_size = FALSE;
  again = run (bench, &error); /* the form is remembered */
  g_assert_no_error (error);
  g_assert_null (strstr (culm_test_https_get_log (bench->up.https) + strlen ("POST"), "POST"));
}

static void
test_file_id (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  static const struct {
    const char *plan;
    const char *id;
  } rows[] = {
    { "{\"upload_url\":\"@\",\"file_id\":\"top\"}", "top" },
    { "{\"code\":0,\"data\":{\"upload_url\":\"@\",\"file_id\":17}}", "17" },
    { "{\"code\":0,\"data\":{\"upload_url\":\"@\"}}", "file-3.3mf" },
    { "{\"upload_url\":\"@\",\"file_id\":null}", "file-4.3mf" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CulmUploadResult) sent = NULL;
    g_autofree char *body = g_strdup_printf ("body={\"file_id\":\"%s\"}\n", rows[i].id);

    bench->plan = rows[i].plan;
    sent = run (bench, &error);
    g_assert_no_error (error);
    g_assert_cmpstr (sent->file_id, ==, rows[i].id);
    g_assert_true (g_str_has_suffix (culm_test_https_get_log (bench->up.https), body));
  }
}

static void
test_given_form (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmUpload) upload = culm_upload_new (bench->up.client, bench->up.path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmUploadResult) sent = NULL;

  bench->knows_service = TRUE;
  culm_upload_set_contract (upload, CULM_CONTRACT_SERVICE);
  culm_upload_run_async (upload, NULL, culm_test_keep_result, &result);
  sent = culm_upload_run_finish (upload, culm_test_https_await (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (sent->contract, ==, CULM_CONTRACT_SERVICE);
  g_assert_true (g_str_has_prefix (culm_test_https_get_log (bench->up.https), "GET "));
}

static void
test_no_form (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  bench->knows_seed = FALSE;
  assert_fails (bench, CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_UNSUPPORTED, NULL);
  g_assert_cmpuint (culm_test_https_count (bench->up.https), ==, 2);
}

static void
test_broken (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmUploadResult) sent = NULL;

  write_file (bench, 8 * MEBIBYTE);
  bench->event = EVENT_BREAK;
  bench->times = 2;
  sent = run (bench, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sent->file_id, ==, "id-3"); /* a new address each time */
  g_assert_cmpuint (bench->put, ==, 3);
  g_assert_cmpuint (bench->confirmed, ==, 1);
}

static void
test_broken_for_good (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  write_file (bench, 8 * MEBIBYTE);
  bench->event = EVENT_BREAK;
  bench->times = 99;
  assert_fails (bench, CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_OFFLINE, "ERR_NETWORK");
  g_assert_cmpuint (bench->put, ==, 3);
}

static void
test_statuses (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  static const struct {
    guint status;
    const char *body;
    guint times;
    guint puts;
    gboolean good;
  } rows[] = {
    { 400, "<Error/>", 9, 1, FALSE },
    { 413, "", 9, 1, FALSE },
    { 403, "<Error><Code>Other</Code></Error>", 9, 1, FALSE },
    { 403, CULM_TEST_EXPIRED, 1, 2, TRUE },
    { 403, CULM_TEST_EXPIRED, 9, 2, FALSE },
    { 503, "", 2, 3, TRUE },
    { 500, "", 9, 3, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CulmUploadResult) sent = NULL;

    g_test_message ("row %u", (guint) i);
    bench->status = rows[i].status;
    bench->status_body = rows[i].body;
    bench->times = rows[i].times;
    bench->put = 0;
    bench->confirmed = 0;
    sent = run (bench, &error);
    g_assert_true ((sent != NULL) == rows[i].good);
    g_assert_cmpuint (bench->put, ==, rows[i].puts);
    g_assert_cmpuint (bench->confirmed, ==, rows[i].good ? 1 : 0);
  }
}

static void
test_early_answer (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmUploadResult) sent = NULL;

  write_file (bench, 128 * MEBIBYTE);
  bench->event = EVENT_ANSWER;
  bench->times = 1;
  sent = run (bench, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bench->put, ==, 2); /* an address that had expired */
  bench->times = 2;
  bench->put = 0;
  g_assert_null (run (bench, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_FORBIDDEN);
  g_assert_cmpuint (bench->put, ==, 2);
}

static void
test_changes (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  static const Event events[] = { EVENT_GROW, EVENT_SHRINK, EVENT_REPLACE, EVENT_REMOVE };
  static const gsize sizes[] = { 32 * MEBIBYTE, 12345 }; /* beyond what was read ahead, and within */

  for (gsize i = 0; i < G_N_ELEMENTS (events) * G_N_ELEMENTS (sizes); i++) {
    g_test_message ("event %u", (guint) i);
    write_file (bench, sizes[i % G_N_ELEMENTS (sizes)]);
    bench->event = events[i / G_N_ELEMENTS (sizes)];
    bench->times = 1;
    bench->put = 0;
    assert_fails (bench, CULM_ERROR_ORIGIN_FILE, CULM_ERROR_DAMAGED, "ERR_CHECKSUM_MISMATCH");
    g_assert_cmpuint (bench->put, ==, 1);
  }
}

static void
test_cancel (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  write_file (bench, 32 * MEBIBYTE);
  bench->event = EVENT_STALL;
  for (guint i = 0; i < 5; i++) { /* a goodbye to a server that does not listen hangs now and then */
    bench->times = 1;
    bench->cancelled_at = 0;
    g_cancellable_reset (bench->cancellable);
    assert_fails (bench, CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_CANCELLED, "ERR_CANCELED");
    g_assert_cmpint (bench->cancelled_at, >, 0);
    g_assert_cmpint (g_get_monotonic_time () - bench->cancelled_at, <, G_USEC_PER_SEC);
  }
}

static void
test_cancel_while_waiting (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  culm_cloud_client_set_second (bench->up.client, 60000);
  bench->status = 503;
  bench->times = 9;
  g_timeout_add (300, on_cancel, bench);
  assert_fails (bench, CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_CANCELLED, "ERR_CANCELED");
  g_assert_cmpint (g_get_monotonic_time () - bench->cancelled_at, <, G_USEC_PER_SEC);
}

static void
test_checksums (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *bytes = NULL;
  gsize length = 0;
  g_autofree char *md5 = NULL;
  g_autofree char *etag = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmUploadResult) sent = NULL;

  g_assert_true (g_file_get_contents (bench->up.path, &bytes, &length, NULL));
  md5 = g_compute_checksum_for_data (G_CHECKSUM_MD5, (guchar *) bytes, length);
  etag = g_strdup_printf ("\"%s\"", md5);
  bench->etag = etag;
  sent = run (bench, &error);
  g_assert_no_error (error);
  bench->confirmed = 0;
  bench->put = 0;
  bench->etag = "\"00112233445566778899aabbccddeeff\"";
  assert_fails (bench, CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_DAMAGED, "ERR_CHECKSUM_MISMATCH");
  g_assert_cmpuint (bench->put, ==, 2); /* once again, then stop */
}

static void
test_confirmed_checksum (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  bench->confirmation = "{\"code\":0,\"data\":{\"sha256\":"
                        "\"0011223344556677001122334455667700112233445566770011223344556677\"}}";
  g_assert_null (run (bench, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_DAMAGED);
  g_assert_cmpuint (bench->put, ==, 2);
}

static void
test_bad_address (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  bench->url = "http://127.0.0.1:1/file";
  assert_fails (bench, CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_MALFORMED, "ERR_INVALID_URL");
  g_assert_cmpuint (culm_test_https_count (bench->up.https), ==, 1);
}

static void
test_signed_out (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  culm_cloud_client_set_token (bench->up.client, NULL);
  assert_fails (bench, CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_UNAUTHORISED, NULL);
}

static void
on_sent (CulmUpload *upload, GParamSpec *pspec G_GNUC_UNUSED, GArray *seen)
{
  guint64 sent = culm_upload_get_sent (upload);

  g_assert_true (g_main_context_is_owner (g_main_context_default ()));
  g_assert_cmpuint (sent, <=, culm_upload_get_size (upload));
  g_array_append_val (seen, sent);
}

static void
test_progress (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmUpload) upload = culm_upload_new (bench->up.client, bench->up.path);
  g_autoptr (GArray) seen = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmUploadResult) sent = NULL;

  write_file (bench, 64 * MEBIBYTE);
  g_signal_connect (upload, "notify::sent", G_CALLBACK (on_sent), seen);
  culm_upload_run_async (upload, NULL, culm_test_keep_result, &result);
  sent = culm_upload_run_finish (upload, culm_test_https_await (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sent->sha256, ==, bench->sha256);
  g_assert_cmpuint (seen->len, >, 0);
  for (guint i = 1; i < seen->len; i++)
    g_assert_cmpuint (g_array_index (seen, guint64, i), >, g_array_index (seen, guint64, i - 1));
  g_assert_cmpuint (g_array_index (seen, guint64, seen->len - 1), ==, 64 * MEBIBYTE);
  g_assert_cmpint (culm_upload_get_phase (upload), ==, CULM_UPLOAD_CONFIRMING);
}

static void
test_file_refused (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  write_file (bench, 0);
  assert_fails (bench, CULM_ERROR_ORIGIN_FILE, CULM_ERROR_MALFORMED, NULL);
  g_assert_cmpuint (culm_test_https_count (bench->up.https), ==, 0);
}

int
main (int argc, char *argv[])
{
  static const struct {
    const char *name;
    void (*run) (Bench *bench, gconstpointer data);
  } tests[] = {
    { "/upload/seed-form", test_seed_form },
    { "/upload/service-form", test_service_form },
    { "/upload/file-id", test_file_id },
    { "/upload/given-form", test_given_form },
    { "/upload/no-form", test_no_form },
    { "/upload/broken", test_broken },
    { "/upload/broken-for-good", test_broken_for_good },
    { "/upload/statuses", test_statuses },
    { "/upload/early-answer", test_early_answer },
    { "/upload/changes", test_changes },
    { "/upload/cancel", test_cancel },
    { "/upload/cancel-while-waiting", test_cancel_while_waiting },
    { "/upload/checksums", test_checksums },
    { "/upload/confirmed-checksum", test_confirmed_checksum },
    { "/upload/bad-address", test_bad_address },
    { "/upload/signed-out", test_signed_out },
    { "/upload/progress", test_progress },
    { "/upload/file-refused", test_file_refused },
  };

  g_test_init (&argc, &argv, NULL);
  culm_test_https_trust ();
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Bench, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
