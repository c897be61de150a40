/* test-upload-project.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-upload.h"

#include "culm-error.h"
#include "culm-test-upload.h"

#include <glib/gstdio.h>
#include <string.h>

#define JSON "application/json"
#define API "/v1/iot-service/api/user"

/* The service in its project form, and how it is. */
typedef struct {
  CulmTestUpload up;
  char *config;
  gboolean knows_projects;
  guint reads;           /* how often it still says that it reads */
  const char *verdict;   /* what it says then */
  guint config_expired;  /* how often the address of the config is too old */
  guint package_expired; /* and that of the package */
  guint patch_status;    /* of the first PATCH */
  GString *steps;
  char *patch; /* the last one's body */
} Bench;

static void
put_file (Bench *bench, SoupServerMessage *message, const char *what, guint *expired)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (message));
  gboolean late = *expired > 0;

  g_assert_null (soup_message_headers_get_one (headers, "Content-Type"));
  g_assert_null (soup_message_headers_get_one (headers, "Authorization"));
  g_string_append_printf (bench->steps, "%s%s:%.*s\n", late ? "old " : "", what, (int) g_bytes_get_size (bytes),
                          (const char *) g_bytes_get_data (bytes, NULL));
  *expired -= late ? 1 : 0;
  culm_test_https_answer (message, late ? 403 : 200, "application/xml", late ? CULM_TEST_EXPIRED : "");
}

static void
create_project (Bench *bench, SoupServerMessage *message)
{
  g_autofree char *text = NULL;

  g_string_append (bench->steps, "create\n");
  text = g_strdup_printf ("{\"message\":\"success\",\"code\":null,\"project_id\":\"899\",\"model_id\":\"US01\","
                          "\"profile_id\":874,\"upload_url\":\"%s/store/config?Signature=s3cret\","
                          "\"upload_ticket\":\"up/1 2\"}",
                          culm_test_https_get_base (bench->up.https));
  culm_test_https_answer (message, bench->knows_projects ? 200 : 405, JSON, bench->knows_projects ? text : "{}");
}

static void
poll_notification (Bench *bench, SoupServerMessage *message)
{
  g_autofree char *text = NULL;

  g_assert_cmpstr (g_uri_get_query (soup_server_message_get_uri (message)), ==, "action=upload&ticket=up%2F1%202");
  text = g_strdup_printf ("{\"message\":\"%s\",\"code\":null}", bench->reads > 0 ? "running" : bench->verdict);
  bench->reads -= bench->reads > 0 ? 1 : 0;
  g_string_append (bench->steps, "poll\n");
  culm_test_https_answer (message, 200, JSON, text);
}

static void
offer_place (Bench *bench, SoupServerMessage *message)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));
  const char *base = culm_test_https_get_base (bench->up.https);
  g_autofree char *text =
      g_strdup_printf ("{\"urls\":[{\"type\":\"model\",\"url\":\"%s/store/US01_874_2.3mf?Signature=s3cret\"}]}", base);

  g_string_append_printf (bench->steps, "ask %s\n", query);
  culm_test_https_answer (message, 200, JSON, text);
}

static void
patch_project (Bench *bench, SoupServerMessage *message)
{
  g_autoptr (GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (message));
  guint status = bench->patch_status != 0 ? bench->patch_status : 200;

  g_free (bench->patch);
  bench->patch = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  bench->patch_status = 0;
  g_string_append (bench->steps, "patch\n");
  culm_test_https_answer (message, status, JSON, "{}");
}

static void
on_request (CulmTestHttps *https G_GNUC_UNUSED, SoupServerMessage *message, const char *path, gpointer user_data)
{
  Bench *bench = user_data;
  const char *method = soup_server_message_get_method (message);

  if (g_str_equal (path, API "/project")) {
    create_project (bench, message);
  } else if (g_str_equal (path, "/store/config")) {
    put_file (bench, message, "config", &bench->config_expired);
  } else if (g_str_equal (path, "/store/US01_874_2.3mf")) {
    put_file (bench, message, "package", &bench->package_expired);
  } else if (g_str_equal (path, API "/notification") && g_str_equal (method, "PUT")) {
    g_string_append (bench->steps, "notify\n");
    culm_test_https_answer (message, 200, JSON, "{\"message\":\"success\"}");
  } else if (g_str_equal (path, API "/notification")) {
    poll_notification (bench, message);
  } else if (g_str_equal (path, API "/upload") && bench->knows_projects) {
    offer_place (bench, message);
  } else if (g_str_equal (path, API "/project/899") && g_str_equal (method, "PATCH")) {
    patch_project (bench, message);
  } else {
    g_string_append_printf (bench->steps, "%s %s\n", method, strrchr (path, '/'));
    culm_test_https_answer (message, 404, "text/plain", "404 page not found");
  }
}

static void
set_up (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  culm_test_upload_set_up (&bench->up, on_request, bench, "vase.gcode.3mf", 5);
  bench->steps = g_string_new (NULL);
  bench->config = g_build_filename (bench->up.folder, "config.3mf", NULL);
  bench->knows_projects = TRUE;
  bench->verdict = "success";
  g_assert_true (g_file_set_contents (bench->up.path, "whole", -1, NULL));
  g_assert_true (g_file_set_contents (bench->config, "part", -1, NULL));
}

static void
tear_down (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_unlink (bench->config);
  culm_test_upload_tear_down (&bench->up);
  g_free (bench->config);
  g_free (bench->patch);
  g_string_free (bench->steps, TRUE);
}

static CulmUploadResult *
run (Bench *bench, GError **error)
{
  g_autoptr (CulmUpload) upload = culm_upload_new (bench->up.client, bench->up.path);
  g_autoptr (GAsyncResult) result = NULL;

  culm_upload_set_project (upload, bench->config, 2);
  culm_upload_run_async (upload, NULL, culm_test_keep_result, &result);
  return culm_upload_run_finish (upload, culm_test_https_await (&result), error);
}

static CulmUploadResult *
run_well (Bench *bench)
{
  g_autoptr (GError) error = NULL;
  CulmUploadResult *sent = run (bench, &error);

  g_assert_no_error (error);
  return sent;
}

static void
test_steps (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmUploadResult) sent = NULL;
  g_autofree char *md5 = g_compute_checksum_for_string (G_CHECKSUM_MD5, "whole", -1);
  g_autofree char *upper = g_ascii_strup (md5, -1);
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "whole", -1);
  g_autofree char *patch =
      g_strdup_printf ("{\"profile_id\":\"874\",\"profile_print_3mf\":[{\"md5\":\"%s\",\"plate_idx\":2,\"url\":"
                       "\"%s/store/US01_874_2.3mf?Signature=s3cret\"}]}",
                       upper, culm_test_https_get_base (bench->up.https));
  const char *log;

  bench->reads = 2;
  sent = run_well (bench);
  g_assert_cmpstr (bench->steps->str, ==,
                   "create\nconfig:part\nnotify\npoll\npoll\npoll\nask models=US01_874_2.3mf\npackage:whole\npatch\n");
  g_assert_cmpstr (bench->patch, ==, patch);
  log = culm_test_https_get_log (bench->up.https);
  g_assert_nonnull (strstr (log, "bearer=Bearer tok body={\"name\":\"vase\"}\n"));
  g_assert_nonnull (
      strstr (log, "body={\"upload\":{\"origin_file_name\":\".899.2_config.3mf\",\"ticket\":\"up/1 2\"}}"));
  g_assert_cmpint (sent->contract, ==, CULM_CONTRACT_SERVICE);
  g_assert_cmpstr (sent->project_id, ==, "899");
  g_assert_cmpstr (sent->file_id, ==, "US01_874_2.3mf");
  g_assert_cmpstr (sent->sha256, ==, sha256);
  g_assert_cmpuint (sent->size, ==, 5);
}

/* The place in the project is asked for again, once; the project stays. */
static void
test_expired (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmUploadResult) sent = NULL;

  bench->package_expired = 1;
  sent = run_well (bench);
  g_assert_cmpstr (bench->steps->str, ==,
                   "create\nconfig:part\nnotify\npoll\nask models=US01_874_2.3mf\nold package:whole\n"
                   "ask models=US01_874_2.3mf\npackage:whole\npatch\n");
  bench->package_expired = 9;
  g_assert_null (run (bench, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_FORBIDDEN);
  g_assert_cmpuint (bench->package_expired, ==, 7);
}

/* The address of the config comes with a project, and another with another. */
static void
test_expired_config (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmUploadResult) sent = NULL;

  bench->config_expired = 1;
  sent = run_well (bench);
  g_assert_true (g_str_has_prefix (bench->steps->str, "create\nold config:part\ncreate\nconfig:part\nnotify\n"));
}

static void
test_refused (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) unread = NULL;
  g_autoptr (GError) silent = NULL;

  bench->verdict = "failed";
  g_assert_null (run (bench, &unread));
  g_assert_error (unread, CULM_ERROR, CULM_ERROR_FAILED);
  g_assert_null (strstr (bench->steps->str, "package"));
  bench->reads = 1000;
  g_assert_null (run (bench, &silent));
  g_assert_error (silent, CULM_ERROR, CULM_ERROR_TIMED_OUT);
  g_assert_null (strstr (bench->steps->str, "package"));
}

/* What has arrived is not sent again because its registration failed. */
static void
test_broken_registration (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmUploadResult) sent = NULL;

  bench->patch_status = 503;
  sent = run_well (bench);
  g_assert_true (g_str_has_suffix (bench->steps->str, "package:whole\npatch\npatch\n"));
}

static void
test_no_projects (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  bench->knows_projects = FALSE;
  g_assert_null (run (bench, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_UNSUPPORTED);
  g_assert_cmpstr (bench->steps->str, ==, "create\nPOST /upload\nGET /upload\n"); /* the two simple forms */
}

int
main (int argc, char *argv[])
{
  static const struct {
    const char *name;
    void (*run) (Bench *bench, gconstpointer data);
  } tests[] = {
    { "/upload-project/steps", test_steps },
    { "/upload-project/expired", test_expired },
    { "/upload-project/expired-config", test_expired_config },
    { "/upload-project/refused", test_refused },
    { "/upload-project/broken-registration", test_broken_registration },
    { "/upload-project/no-projects", test_no_projects },
  };

  g_test_init (&argc, &argv, NULL);
  culm_test_https_trust ();
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Bench, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
