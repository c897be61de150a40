/* test-webhook-client.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-test-certificate.h"
#include "culm-test-https.h"
#include "culm-webhook-client.h"

#define SECRET "It's a Secret to Everybody"

/* ---- A resolver that says what a test wants, and never the same twice ---- */

typedef struct {
  GResolver parent_instance;
  const char *answers[3]; /* of the first look-up, of the second one … ; a blank between addresses */
  guint asked;
} LyingResolver;
typedef GResolverClass LyingResolverClass;
static GType lying_resolver_get_type (void);
G_DEFINE_TYPE (LyingResolver, lying_resolver, G_TYPE_RESOLVER)

static void
lying_resolver_lookup_async (GResolver *resolver, const char *host G_GNUC_UNUSED, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  LyingResolver *self = (LyingResolver *) resolver;
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);
  g_auto (GStrv) words = g_strsplit (self->answers[MIN (self->asked, 2)], " ", -1);
  GList *found = NULL;

  self->asked++;
  for (guint i = 0; words[i] != NULL; i++)
    found = g_list_append (found, g_inet_address_new_from_string (words[i]));
  g_task_return_pointer (task, found, (GDestroyNotify) g_resolver_free_addresses);
}

static GList *
lying_resolver_lookup_finish (GResolver *resolver G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What a connection to a name asks. */
static void
lying_resolver_lookup_flags_async (GResolver *resolver, const char *host, GResolverNameLookupFlags flags,
                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  if (flags != G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY) {
    lying_resolver_lookup_async (resolver, host, cancellable, callback, user_data);
    return;
  }
  g_task_report_new_error (resolver, callback, user_data, NULL, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND,
                           "No such address");
}

static void
lying_resolver_class_init (LyingResolverClass *klass)
{
  klass->lookup_by_name_with_flags_async = lying_resolver_lookup_flags_async;
  klass->lookup_by_name_with_flags_finish = lying_resolver_lookup_finish;
  klass->lookup_by_name_async = lying_resolver_lookup_async;
  klass->lookup_by_name_finish = lying_resolver_lookup_finish;
}

static void
lying_resolver_init (LyingResolver *self G_GNUC_UNUSED)
{
}

/* ---- Posts ---- */

static guint
post (CulmWebhookClient *client, const char *url, guint *retry_after, GError **error)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("Hello, World!", 13);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_webhook_client_post_async (client, url, SECRET, "print.started", "delivery-1", body, NULL, culm_test_keep_result,
                                  &slot);
  result = culm_test_await (&slot, 20);
  return culm_webhook_client_post_finish (client, result, retry_after, error);
}

static void
on_request (CulmTestHttps *https G_GNUC_UNUSED, SoupServerMessage *message, const char *path,
            gpointer user_data G_GNUC_UNUSED)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  if (g_str_equal (path, "/redirect")) {
    soup_server_message_set_redirect (message, 307, "/hook");
  } else if (g_str_equal (path, "/gone")) {
    culm_test_https_answer (message, 410, "text/html", "<h1>Gone</h1>");
  } else if (g_str_equal (path, "/busy")) {
    soup_message_headers_append (soup_server_message_get_response_headers (message), "Retry-After", "77");
    culm_test_https_answer (message, 429, NULL, NULL);
  } else if (g_str_equal (path, "/garbage")) {
    culm_test_https_answer_raw (message, "no HTTP at all\r\n\r\n");
  } else if (g_str_equal (path, "/hang-up")) {
    culm_test_https_answer_raw (message, "");
  } else if (g_str_equal (path, "/silent")) {
    soup_server_message_pause (message);
  } else if (g_str_equal (path, "/signed")) {
    g_assert_cmpstr (soup_message_headers_get_one (headers, "Content-Type"), ==, "application/json");
    g_assert_cmpstr (soup_message_headers_get_one (headers, CULM_WEBHOOK_EVENT), ==, "print.started");
    g_assert_cmpstr (soup_message_headers_get_one (headers, CULM_WEBHOOK_DELIVERY), ==, "delivery-1");
    g_assert_cmpstr (soup_message_headers_get_one (headers, CULM_WEBHOOK_SIGNATURE), ==,
                     "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
    culm_test_https_answer (message, 200, "text/plain", "ok");
  } else {
    culm_test_https_answer (message, 204, NULL, NULL);
  }
}

static void
test_sign (void)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("Hello, World!", 13);
  g_autofree char *signature = culm_webhook_sign (SECRET, body);
  g_autofree char *secret = culm_webhook_make_secret ();
  g_autofree char *other = culm_webhook_make_secret ();

  /* The example of a service that signs the same way. */
  g_assert_cmpstr (signature, ==, "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
  g_assert_cmpuint (strlen (secret), ==, 32);
  g_assert_cmpstr (secret, !=, other);
}

static void
test_https (void)
{
  g_autoptr (CulmTestHttps) https = culm_test_https_new (on_request, NULL);
  g_autoptr (CulmWebhookClient) client = culm_webhook_client_new ();
  g_autoptr (GError) error = NULL;
  guint retry_after = 0;
  const struct {
    const char *path;
    guint status;
  } rows[] = { { "/signed", 200 }, { "/hook", 204 }, { "/redirect", 307 }, { "/gone", 410 }, { "/busy", 429 } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *url = g_strconcat (culm_test_https_get_base (https), rows[i].path, NULL);

    g_assert_cmpuint (post (client, url, &retry_after, &error), ==, rows[i].status);
    g_assert_no_error (error);
  }
  g_assert_cmpuint (retry_after, ==, 77);
  g_assert_cmpuint (culm_test_https_count (https), ==, G_N_ELEMENTS (rows)); /* no redirect was followed */
}

static void
test_authorization (void)
{
  g_autoptr (CulmTestHttps) https = culm_test_https_new (on_request, NULL);
  g_autoptr (CulmWebhookClient) client = culm_webhook_client_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *url =
      g_strdup_printf ("https://na%%40me:pass%%3Aword@%s/hook", culm_test_https_get_base (https) + 8);

  g_assert_cmpuint (post (client, url, NULL, &error), ==, 204);
  g_assert_no_error (error);
  /* "na@me:pass:word" */
  g_assert_nonnull (strstr (culm_test_https_get_log (https), "bearer=Basic bmFAbWU6cGFzczp3b3Jk"));
}

static void
test_bad_manners (void)
{
  static const struct {
    const char *path;
    int code;
  } rows[] = { { "/garbage", CULM_ERROR_OFFLINE },
               { "/hang-up", CULM_ERROR_OFFLINE },
               { "/silent", CULM_ERROR_TIMED_OUT } };
  g_autoptr (CulmTestHttps) https = culm_test_https_new (on_request, NULL);
  g_autoptr (CulmWebhookClient) client = culm_webhook_client_new ();

  culm_webhook_client_set_timeouts (client, 2000, 500);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *url = g_strconcat (culm_test_https_get_base (https), rows[i].path, NULL);
    g_autoptr (GError) error = NULL;

    g_assert_cmpuint (post (client, url, NULL, &error), ==, 0);
    g_assert_error (error, CULM_ERROR, rows[i].code);
    g_assert_null (strstr (error->message, rows[i].path)); /* a path may be a secret */
  }
}

/* ---- Plain peers on a socket: endless heads and bodies ---- */

/* Its threads may outlive the test: it is static. */

typedef struct {
  const char *head, *more; /* what it says once, then without end */
  gint64 written;
  guint guests;
} Flood;

static gboolean
on_flood (GThreadedSocketService *service G_GNUC_UNUSED, GSocketConnection *connection, GObject *source G_GNUC_UNUSED,
          gpointer user_data)
{
  Flood *flood = user_data;
  GOutputStream *stream = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  char request[4096];

  flood->guests++;
  g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), request, sizeof request, NULL, NULL);
  if (!g_output_stream_write_all (stream, flood->head, strlen (flood->head), NULL, NULL, NULL))
    return TRUE;
  while (g_output_stream_write_all (stream, flood->more, strlen (flood->more), NULL, NULL, NULL))
    flood->written += (gint64) strlen (flood->more);
  return TRUE;
}

static GSocketService *
start_flood (Flood *flood, char **url, const char *host)
{
  GSocketService *service = g_threaded_socket_service_new (4);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) given = NULL;
  g_autoptr (GError) error = NULL;

  g_socket_listener_add_address (G_SOCKET_LISTENER (service), wanted, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
                                 &given, &error);
  g_assert_no_error (error);
  g_signal_connect (service, "run", G_CALLBACK (on_flood), flood);
  *url = g_strdup_printf ("http://%s:%u/hook", host, g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (given)));
  return service;
}

static void
stop_flood (GSocketService *service)
{
  g_socket_service_stop (service);
  g_socket_listener_close (G_SOCKET_LISTENER (service));
  g_object_unref (service);
}

static void
test_endless_body (void)
{
  static Flood flood = { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "5\r\nhello\r\n", 0, 0 };
  g_autofree char *url = NULL;
  GSocketService *service = start_flood (&flood, &url, "127.0.0.1");
  g_autoptr (CulmWebhookClient) client = culm_webhook_client_new ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (post (client, url, NULL, &error), ==, 200);
  g_assert_no_error (error);
  stop_flood (service);
}

static void
test_endless_head (void)
{
  static Flood flood = { "HTTP/1.1 200 OK\r\n",
                         "X-More: more and more and more and more and more and more and more\r\n", 0, 0 };
  g_autofree char *url = NULL;
  GSocketService *service = start_flood (&flood, &url, "127.0.0.1");
  g_autoptr (CulmWebhookClient) client = culm_webhook_client_new ();
  g_autoptr (GError) error = NULL;

  culm_webhook_client_set_timeouts (client, 2000, 1000);
  g_assert_cmpuint (post (client, url, NULL, &error), ==, 0);
  g_assert_true (error->code == CULM_ERROR_TIMED_OUT || error->code == CULM_ERROR_OFFLINE);
  g_test_message ("%" G_GINT64_FORMAT " bytes of head were taken", flood.written);
  stop_flood (service);
}

/* A name that leads to a private address when it is looked at, and elsewhere when it is looked up once more: what was
 * looked at is what is connected to, and there is no second time. */
static void
test_rebinding (void)
{
  static Flood flood = { "HTTP/1.1 204 No Content\r\n\r\n", "\r\n", 0, 0 };
  g_autofree char *url = NULL;
  GSocketService *service = start_flood (&flood, &url, "hooks.example");
  g_autoptr (GResolver) honest = g_resolver_get_default ();
  g_autoptr (GResolver) resolver = g_object_new (lying_resolver_get_type (), NULL);
  LyingResolver *liar = (LyingResolver *) resolver;
  g_autoptr (CulmWebhookClient) client = culm_webhook_client_new ();
  g_autoptr (GError) error = NULL;

  g_resolver_set_default (resolver);
  liar->answers[0] = "203.0.113.7 127.0.0.1"; /* the public one is left out */
  liar->answers[1] = liar->answers[2] = "203.0.113.7";
  g_assert_cmpuint (post (client, url, NULL, &error), ==, 204);
  g_assert_no_error (error);
  g_assert_cmpuint (liar->asked, ==, 1);
  g_assert_cmpuint (post (client, url, NULL, &error), ==, 0);
  g_assert_error (error, CULM_ERROR, CULM_ERROR_REFUSED);
  g_assert_cmpuint (flood.guests, ==, 1);
  g_resolver_set_default (honest);
  stop_flood (service);
}

static void
test_second_address (void)
{
  static Flood flood = { "HTTP/1.1 204 No Content\r\n\r\n", "\r\n", 0, 0 };
  g_autofree char *url = NULL;
  GSocketService *service = start_flood (&flood, &url, "hooks.example");
  g_autoptr (GResolver) honest = g_resolver_get_default ();
  g_autoptr (GResolver) resolver = g_object_new (lying_resolver_get_type (), NULL);
  g_autoptr (CulmWebhookClient) client = culm_webhook_client_new ();
  g_autoptr (GError) error = NULL;

  g_resolver_set_default (resolver);
  ((LyingResolver *) resolver)->answers[0] = "::1 127.0.0.77 127.0.0.1"; /* nobody listens at the first ones */
  g_assert_cmpuint (post (client, url, NULL, &error), ==, 204);
  g_assert_no_error (error);
  g_resolver_set_default (honest);
  stop_flood (service);
}

static void
test_nobody_there (void)
{
  g_autoptr (CulmWebhookClient) client = culm_webhook_client_new ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (post (client, "http://127.0.0.1:1/hook", NULL, &error), ==, 0);
  g_assert_error (error, CULM_ERROR, CULM_ERROR_OFFLINE);
}

/* A certificate that nobody vouches for, and one of another host. */
static void
test_wrong_certificate (void)
{
  g_autofree char *folder = culm_test_make_folder ();
  g_autofree char *pem = g_build_filename (folder, "other.pem", NULL);
  g_autofree char *key = g_build_filename (folder, "other.key", NULL);
  g_autoptr (CulmTestHttps) https = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (CulmWebhookClient) client = culm_webhook_client_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;

  culm_test_certificate_write (folder, "other", "Somebody else", NULL, "IP:127.0.0.1", TRUE);
  certificate = g_tls_certificate_new_from_files (pem, key, &error);
  g_assert_no_error (error);
  https = culm_test_https_new_with_certificate (certificate, on_request, NULL);
  url = g_strconcat (culm_test_https_get_base (https), "/KEY", NULL);
  g_assert_cmpuint (post (client, url, NULL, &error), ==, 0);
  g_assert_error (error, CULM_ERROR, CULM_ERROR_UNTRUSTED);
  g_assert_null (strstr (error->message, "KEY"));
}

static void
test_wrong_host (void)
{
  g_autoptr (CulmTestHttps) https = culm_test_https_new (on_request, NULL);
  g_autoptr (GResolver) honest = g_resolver_get_default ();
  g_autoptr (GResolver) resolver = g_object_new (lying_resolver_get_type (), NULL);
  LyingResolver *liar = (LyingResolver *) resolver;
  g_autoptr (CulmWebhookClient) client = culm_webhook_client_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *url =
      g_strdup_printf ("https://hooks.example%s/hook", strrchr (culm_test_https_get_base (https), ':'));

  g_resolver_set_default (resolver);
  liar->answers[0] = liar->answers[1] = liar->answers[2] = "127.0.0.1";
  g_assert_cmpuint (post (client, url, NULL, &error), ==, 0);
  g_assert_error (error, CULM_ERROR, CULM_ERROR_UNTRUSTED);
  g_assert_cmpuint (culm_test_https_count (https), ==, 0);
  g_resolver_set_default (honest);
}

static void
test_cancel (void)
{
  g_autoptr (CulmTestHttps) https = culm_test_https_new (on_request, NULL);
  g_autoptr (CulmWebhookClient) client = culm_webhook_client_new ();
  g_autofree char *url = g_strconcat (culm_test_https_get_base (https), "/silent", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  culm_webhook_client_post_async (client, url, SECRET, "e", "d", body, cancellable, culm_test_keep_result, &slot);
  g_cancellable_cancel (cancellable);
  result = culm_test_await (&slot, 20);
  g_assert_cmpuint (culm_webhook_client_post_finish (client, result, NULL, &error), ==, 0);
  g_assert_error (error, CULM_ERROR, CULM_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  culm_test_https_trust ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/webhook-client/sign", test_sign);
  g_test_add_func ("/webhook-client/https", test_https);
  g_test_add_func ("/webhook-client/authorization", test_authorization);
  g_test_add_func ("/webhook-client/bad-manners", test_bad_manners);
  g_test_add_func ("/webhook-client/endless-body", test_endless_body);
  g_test_add_func ("/webhook-client/endless-head", test_endless_head);
  g_test_add_func ("/webhook-client/rebinding", test_rebinding);
  g_test_add_func ("/webhook-client/second-address", test_second_address);
  g_test_add_func ("/webhook-client/nobody-there", test_nobody_there);
  g_test_add_func ("/webhook-client/wrong-certificate", test_wrong_certificate);
  g_test_add_func ("/webhook-client/wrong-host", test_wrong_host);
  g_test_add_func ("/webhook-client/cancel", test_cancel);
  return g_test_run ();
}
