/* test-cloud-limits.c  SPDX-License-Identifier: GPL-3.0-or-later */
/* What the client asks its limiter for, and what it tells it: the limiter here writes it down. */
#include "culm-cloud-client-private.h"

#include "culm-error.h"
#include "culm-test-https.h"

#define JSON "application/json"
#define FAKE_TYPE_LIMITER (fake_limiter_get_type ())
G_DECLARE_FINAL_TYPE (FakeLimiter, fake_limiter, FAKE, LIMITER, GObject)
struct _FakeLimiter {
  GObject parent_instance;
  GString *log;
  gboolean refuses;
};

static void
fake_limiter_take_async (CulmLimiter *limiter, CulmLimit limit, const char *key, guint count, CulmNeed need,
                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  FakeLimiter *self = FAKE_LIMITER (limiter);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_string_append_printf (self->log, "%s%s%s %u%s\n", culm_limit_get_name (limit), key != NULL ? " " : "",
                          key != NULL ? key : "", count, need == CULM_NEED_URGENT ? " urgent" : "");
  if (self->refuses && need != CULM_NEED_URGENT)
    g_task_return_error (task, culm_limit_error_new (limit, 90 * G_USEC_PER_SEC));
  else
    g_task_return_boolean (task, TRUE);
}

static gboolean
fake_limiter_take_finish (CulmLimiter *self G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
fake_limiter_pause (CulmLimiter *limiter, guint seconds, gboolean said)
{
  g_string_append_printf (FAKE_LIMITER (limiter)->log, "pause %u%s\n", seconds, said ? " said" : "");
}

static void
fake_limiter_iface_init (CulmLimiterInterface *iface)
{
  iface->take_async = fake_limiter_take_async;
  iface->take_finish = fake_limiter_take_finish;
  iface->pause = fake_limiter_pause;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeLimiter, fake_limiter, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CULM_TYPE_LIMITER, fake_limiter_iface_init))

static void
fake_limiter_finalize (GObject *object)
{
  g_string_free (FAKE_LIMITER (object)->log, TRUE);
  G_OBJECT_CLASS (fake_limiter_parent_class)->finalize (object);
}

static void
fake_limiter_class_init (FakeLimiterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_limiter_finalize;
}

static void
fake_limiter_init (FakeLimiter *self)
{
  self->log = g_string_new (NULL);
}

typedef struct {
  CulmTestHttps *https;
  CulmCloudClient *client;
  FakeLimiter *limiter;
  guint status;
  const char *retry_after;
  guint times; /* how often it still says so */
} Bench;

static void
on_request (CulmTestHttps *https G_GNUC_UNUSED, SoupServerMessage *message, const char *path G_GNUC_UNUSED,
            gpointer user_data)
{
  Bench *bench = user_data;
  guint status = bench->times > 0 ? bench->status : 200;

  if (bench->times > 0)
    bench->times--;
  if (status == 429 && bench->retry_after != NULL)
    soup_message_headers_replace (soup_server_message_get_response_headers (message), "Retry-After",
                                  bench->retry_after);
  culm_test_https_answer (message, status, JSON, "{\"devices\":[]}");
}

static void
set_up (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmRegion) region = NULL;

  bench->https = culm_test_https_new (on_request, bench);
  region = culm_region_new (culm_test_https_get_base (bench->https), NULL);
  bench->client = culm_cloud_client_new (region);
  bench->limiter = g_object_new (FAKE_TYPE_LIMITER, NULL);
  culm_cloud_client_set_token (bench->client, "tok");
  culm_cloud_client_set_second (bench->client, 1);
  culm_cloud_client_set_limiter (bench->client, CULM_LIMITER (bench->limiter));
}

static void
tear_down (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_finalize_object (bench->client);
  g_assert_finalize_object (bench->limiter);
  culm_test_https_free (bench->https);
}

static void
call (Bench *bench, const char *method, const char *query, CulmCloudCallFlags flags, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CulmEnvelope) envelope = NULL;

  culm_cloud_client_call_async (bench->client, method, "/v1/iot-service/api/user/device/version", query, NULL, flags,
                                NULL, culm_test_keep_result, &result);
  envelope = culm_cloud_client_call_finish (bench->client, culm_test_https_await (&result), error);
}

static void
expect_log (Bench *bench, const char *wanted)
{
  g_assert_cmpstr (bench->limiter->log->str, ==, wanted);
  g_string_truncate (bench->limiter->log, 0);
}

/* Each request with the bearer, each try of it, and the state of each device by itself. */
static void
test_counts (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  call (bench, "GET", "dev_id=01P&device_id=01P", CULM_CLOUD_CALL_NONE, &error);
  expect_log (bench, "requests 1\ndevice-status 01P 1\n");
  call (bench, "GET", "device_id=02X", CULM_CLOUD_CALL_NONE, &error);
  expect_log (bench, "requests 1\ndevice-status 02X 1\n");
  call (bench, "POST", "device_id=02X", CULM_CLOUD_CALL_NONE, &error);
  expect_log (bench, "requests 1\n");
  call (bench, "POST", NULL, CULM_CLOUD_CALL_URGENT, &error);
  expect_log (bench, "requests 1 urgent\n");
  call (bench, "GET", NULL, CULM_CLOUD_CALL_ANONYMOUS, &error);
  expect_log (bench, "");
  g_assert_no_error (error);
  bench->status = 503;
  bench->times = 2;
  call (bench, "GET", NULL, CULM_CLOUD_CALL_NONE, &error);
  g_assert_no_error (error);
  expect_log (bench, "requests 1\nrequests 1\nrequests 1\n");
}

/* What the limiter refuses never leaves the machine. */
static void
test_refused (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  CulmLimit limit;

  bench->limiter->refuses = TRUE;
  call (bench, "GET", NULL, CULM_CLOUD_CALL_NONE, &error);
  g_assert_error (error, CULM_ERROR, CULM_ERROR_LIMITED);
  g_assert_true (culm_limit_of_error (error, &limit));
  g_assert_cmpuint (culm_error_get_retry_after (error), ==, 90);
  g_assert_cmpuint (culm_test_https_count (bench->https), ==, 0);
}

/* 429: by the server's number, else 30 s and twice that each time, up to a quarter of an hour; a success ends that. */
static void
test_pauses (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  static const guint guesses[] = { 30, 60, 120, 240, 480, 900, 900 };

  bench->status = 429;
  for (gsize i = 0; i < G_N_ELEMENTS (guesses); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *wanted = g_strdup_printf ("requests 1\npause %u\n", guesses[i]);

    bench->times = 1;
    call (bench, "GET", NULL, CULM_CLOUD_CALL_NONE, &error);
    g_assert_error (error, CULM_ERROR, CULM_ERROR_LIMITED);
    g_assert_cmpuint (culm_error_get_retry_after (error), ==, guesses[i]);
    expect_log (bench, wanted);
  }
  call (bench, "GET", NULL, CULM_CLOUD_CALL_NONE, NULL);
  expect_log (bench, "requests 1\n");
  bench->times = 1;
  call (bench, "GET", NULL, CULM_CLOUD_CALL_NONE, NULL);
  expect_log (bench, "requests 1\npause 30\n");
  bench->times = 1;
  bench->retry_after = "77";
  call (bench, "GET", NULL, CULM_CLOUD_CALL_NONE, NULL);
  expect_log (bench, "requests 1\npause 77 said\n");
  bench->times = 1;
  bench->retry_after = "2";
  call (bench, "GET", NULL, CULM_CLOUD_CALL_NONE, NULL); /* so little is waited for */
  expect_log (bench, "requests 1\npause 2 said\nrequests 1\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  culm_test_https_trust ();
  g_test_add ("/cloud-limits/counts", Bench, NULL, set_up, test_counts, tear_down);
  g_test_add ("/cloud-limits/refused", Bench, NULL, set_up, test_refused, tear_down);
  g_test_add ("/cloud-limits/pauses", Bench, NULL, set_up, test_pauses, tear_down);
  return g_test_run ();
}
