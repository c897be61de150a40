/* test-sim-upload.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-client.h"
#include <string.h>

#define UPLOAD "/v1/iot-service/api/user/upload"
#define USER "/v1/iot-service/api/user"
#define CONFIRM UPLOAD "/confirm"
#define JSON_TYPE "application/json"
#define FILE_SIZE (3 * 1024 * 1024)

static char *
make_file (void)
{
  char *file = g_malloc (FILE_SIZE + 1);

  for (gsize i = 0; i < FILE_SIZE; i++)
    file[i] = (char) ('a' + i % 23);
  file[FILE_SIZE] = '\0';
  return file;
}

static void
check_listed (CulmTestSim *sim, const char *file, const char *name, gboolean confirmed)
{
  g_autoptr (JsonNode) list = culm_test_sim_control (sim, "GET", "/uploads", NULL);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, file, -1);

  g_assert_cmpuint (sim_get_size (list, ""), ==, 1);
  g_assert_cmpstr (sim_get_text (list, "0.name"), ==, name);
  g_assert_cmpint (sim_get_int (list, "0.size"), ==, FILE_SIZE);
  g_assert_cmpstr (sim_get_text (list, "0.sha256"), ==, sum);
  g_assert_cmpint (json_node_get_boolean (sim_get (list, "0.confirmed")), ==, confirmed);
}

static void
test_service (void)
{
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (NULL);
  g_autofree char *token = sim_sign_in (sim), *file = make_file ();
  g_auto (SimAnswer) other = sim_request (sim, "POST", UPLOAD, token, NULL, NULL, NULL);
  g_auto (SimAnswer) confirm = sim_request (sim, "POST", CONFIRM, token, JSON_TYPE, "{}", NULL);
  g_auto (SimAnswer) bare = sim_request (sim, "GET", UPLOAD, token, NULL, NULL, NULL);
  g_auto (SimAnswer) place =
      sim_request (sim, "GET", UPLOAD "?filename=a%20vase.3mf&size=3145728", token, NULL, NULL, NULL);
  const char *url = sim_get_text (place.json, "urls.0.url"), *size_url = sim_get_text (place.json, "urls.1.url");
  g_auto (SimAnswer) early = sim_request (sim, "PUT", size_url, NULL, "text/plain", "3145728", NULL);
  g_auto (SimAnswer) put = sim_request (sim, "PUT", url, NULL, NULL, file, NULL);
  g_auto (SimAnswer) size = { 0 };

  g_assert_cmpuint (other.status, ==, 405);
  g_assert_cmpuint (confirm.status, ==, 404);
  g_assert_cmpuint (bare.status, ==, 400);
  g_assert_cmpstr (sim_get_text (place.json, "urls.0.type"), ==, "filename");
  g_assert_cmpstr (sim_get_text (place.json, "urls.1.type"), ==, "size");
  g_assert_cmpuint (early.status, ==, 400);
  g_assert_cmpuint (put.status, ==, 200);
  check_listed (sim, file, "a vase.3mf", FALSE);
  size = sim_request (sim, "PUT", size_url, NULL, "text/plain", "3145728", NULL);
  g_assert_cmpuint (size.status, ==, 200);
  check_listed (sim, file, "a vase.3mf", TRUE);
}

static void
test_seed (void)
{
  static const char *const args[] = { "--contract", "seed", NULL };
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (args);
  g_autofree char *token = sim_sign_in (sim), *file = make_file (), *body = NULL;
  g_auto (SimAnswer) other = sim_request (sim, "GET", UPLOAD "?filename=a&size=1", token, NULL, NULL, NULL);
  g_auto (SimAnswer) place =
      sim_request (sim, "POST", UPLOAD, token, JSON_TYPE, "{\"filename\":\"vase.gcode\",\"size\":3145728}", NULL);
  const char *url = sim_get_text (place.json, "data.upload_url"), *id = sim_get_text (place.json, "data.file_id");
  g_auto (SimAnswer) early = { 0 }, put = { 0 }, confirm = { 0 };

  g_assert_cmpuint (other.status, ==, 405);
  body = g_strdup_printf ("{\"file_id\":\"%s\"}", id);
  early = sim_request (sim, "POST", CONFIRM, token, JSON_TYPE, body, NULL);
  g_assert_cmpint (sim_get_int (early.json, "code"), ==, 1006);
  put = sim_request (sim, "PUT", url, NULL, "application/octet-stream", file, NULL);
  g_assert_cmpuint (put.status, ==, 200);
  check_listed (sim, file, "vase.gcode", FALSE);
  confirm = sim_request (sim, "POST", CONFIRM, token, JSON_TYPE, body, NULL);
  g_assert_cmpuint (confirm.status, ==, 200);
  g_assert_cmpint (sim_get_int (confirm.json, "code"), ==, 0);
  check_listed (sim, file, "vase.gcode", TRUE);
}

/* The whole way of a package into a project; each step refuses what comes too early. */
static void
test_project (void)
{
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (NULL);
  g_autofree char *token = sim_sign_in (sim), *tell = NULL, *poll = NULL, *ask = NULL, *patch = NULL;
  g_autofree char *md5 = g_compute_checksum_for_string (G_CHECKSUM_MD5, "whole", -1);
  g_autofree char *upper = g_ascii_strup (md5, -1), *project = NULL;
  g_auto (SimAnswer) made = sim_request (sim, "POST", USER "/project", token, JSON_TYPE, "{\"name\":\"vase\"}", NULL);
  g_auto (SimAnswer) nameless = sim_request (sim, "POST", USER "/project", token, JSON_TYPE, "{}", NULL);
  const char *model = sim_get_text (made.json, "model_id"), *ticket = sim_get_text (made.json, "upload_ticket");
  const char *profile = sim_get_text (made.json, "profile_id");
  g_auto (SimAnswer) untold = { 0 }, put = { 0 }, told = { 0 }, unread = { 0 }, reads = { 0 }, read = { 0 };
  g_auto (SimAnswer) place = { 0 }, wrong = { 0 }, whole = { 0 }, done = { 0 };
  g_autoptr (JsonNode) list = NULL;

  g_assert_cmpuint (made.status, ==, 200);
  g_assert_cmpuint (nameless.status, ==, 400);
  project = g_strconcat (USER "/project/", sim_get_text (made.json, "project_id"), NULL);
  tell = g_strdup_printf ("{\"upload\":{\"origin_file_name\":\".1.1_config.3mf\",\"ticket\":\"%s\"}}", ticket);
  poll = g_strconcat (USER "/notification?action=upload&ticket=", ticket, NULL);
  ask = g_strdup_printf (UPLOAD "?models=%s_%s_1.3mf", model, profile);
  untold = sim_request (sim, "PUT", USER "/notification", token, JSON_TYPE, tell, NULL);
  g_assert_cmpint (sim_get_int (untold.json, "code"), !=, 0);
  put = sim_request (sim, "PUT", sim_get_text (made.json, "upload_url"), NULL, NULL, "part", NULL);
  g_assert_cmpuint (put.status, ==, 200);
  told = sim_request (sim, "PUT", USER "/notification", token, JSON_TYPE, tell, NULL);
  g_assert_cmpuint (told.status, ==, 200);
  unread = sim_request (sim, "GET", ask, token, NULL, NULL, NULL);
  g_assert_cmpuint (unread.status, ==, 400);
  reads = sim_request (sim, "GET", poll, token, NULL, NULL, NULL);
  g_assert_cmpstr (sim_get_text (reads.json, "message"), ==, "running");
  read = sim_request (sim, "GET", poll, token, NULL, NULL, NULL);
  g_assert_cmpstr (sim_get_text (read.json, "message"), ==, "success");
  place = sim_request (sim, "GET", ask, token, NULL, NULL, NULL);
  patch = g_strdup_printf ("{\"profile_id\":\"%s\",\"profile_print_3mf\":[{\"md5\":\"%s\",\"plate_idx\":1,\"url\":"
                           "\"%s\"}]}",
                           profile, upper, sim_get_text (place.json, "urls.0.url"));
  wrong = sim_request (sim, "PATCH", project, token, JSON_TYPE, patch, NULL); /* before the package came */
  g_assert_cmpint (sim_get_int (wrong.json, "code"), !=, 0);
  whole = sim_request (sim, "PUT", sim_get_text (place.json, "urls.0.url"), NULL, NULL, "whole", NULL);
  g_assert_cmpuint (whole.status, ==, 200);
  done = sim_request (sim, "PATCH", project, token, JSON_TYPE, patch, NULL);
  g_assert_cmpuint (done.status, ==, 200);
  list = culm_test_sim_control (sim, "GET", "/uploads", NULL);
  g_assert_cmpuint (sim_get_size (list, ""), ==, 2);
  g_assert_cmpstr (sim_get_text (list, "0.name"), ==, "vase_config.3mf");
  g_assert_true (json_node_get_boolean (sim_get (list, "1.confirmed")));
}

static void
check_refused (CulmTestSim *sim, const char *url, const char *token, const char *type)
{
  g_auto (SimAnswer) put = sim_request (sim, "PUT", url, token, type, "abc", NULL);

  g_assert_cmpuint (put.status, ==, 403);
  g_assert_nonnull (strstr (put.text, "<Code>SignatureDoesNotMatch</Code>"));
}

static void
test_signature (void)
{
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (NULL);
  g_autofree char *token = sim_sign_in (sim), *bent = NULL;
  g_auto (SimAnswer) place = sim_request (sim, "GET", UPLOAD "?filename=a&size=3", token, NULL, NULL, NULL);
  const char *url = sim_get_text (place.json, "urls.0.url");
  g_autoptr (JsonNode) list = NULL;

  bent = g_strconcat (url, "0", NULL);
  check_refused (sim, url, token, NULL);
  check_refused (sim, url, NULL, "application/octet-stream");
  check_refused (sim, bent, NULL, NULL);
  list = culm_test_sim_control (sim, "GET", "/uploads", NULL);
  g_assert_cmpuint (sim_get_size (list, ""), ==, 0);
}

static void
test_reset (void)
{
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (NULL);
  g_autofree char *token = sim_sign_in (sim), *file = make_file ();
  g_auto (SimAnswer) place = sim_request (sim, "GET", UPLOAD "?filename=a.stl&size=3145728", token, NULL, NULL, NULL);
  const char *url = sim_get_text (place.json, "urls.0.url");
  g_autoptr (JsonNode) begun = culm_test_sim_control (
      sim, "POST", "/fault", "{\"where\":\"upload\",\"what\":\"reset\",\"after\":1000000,\"times\":1}");
  g_auto (SimAnswer) broken = sim_request (sim, "PUT", url, NULL, NULL, file, NULL);
  g_autoptr (JsonNode) none = culm_test_sim_control (sim, "GET", "/uploads", NULL);
  g_auto (SimAnswer) whole = sim_request (sim, "PUT", url, NULL, NULL, file, NULL);

  g_assert_cmpuint (broken.status, ==, 0);
  g_assert_cmpuint (sim_get_size (none, ""), ==, 0);
  g_assert_cmpuint (whole.status, ==, 200);
  check_listed (sim, file, "a.stl", FALSE);
}

static void
test_status (void)
{
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (NULL);
  g_autofree char *token = sim_sign_in (sim);
  g_auto (SimAnswer) place = sim_request (sim, "GET", UPLOAD "?filename=a.stl&size=3", token, NULL, NULL, NULL);
  const char *url = sim_get_text (place.json, "urls.0.url");
  g_autoptr (JsonNode) begun = culm_test_sim_control (sim, "POST", "/fault",
                                                      "{\"where\":\"upload\",\"what\":\"status\",\"value\":{\"status\":"
                                                      "403,\"body\":\"<Error>Request has expired</Error>\"}}");
  g_auto (SimAnswer) first = sim_request (sim, "PUT", url, NULL, NULL, "abc", NULL);
  g_auto (SimAnswer) second = sim_request (sim, "PUT", url, NULL, NULL, "abc", NULL);
  g_autoptr (JsonNode) over = culm_test_sim_control (sim, "DELETE", "/fault", NULL);
  g_auto (SimAnswer) third = sim_request (sim, "PUT", url, NULL, NULL, "abc", NULL);

  g_assert_cmpuint (first.status, ==, 403);
  g_assert_nonnull (strstr (first.text, "expired"));
  g_assert_cmpuint (second.status, ==, 403);
  g_assert_cmpuint (third.status, ==, 200);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/upload/service", test_service);
  g_test_add_func ("/sim/upload/seed", test_seed);
  g_test_add_func ("/sim/upload/project", test_project);
  g_test_add_func ("/sim/upload/signature", test_signature);
  g_test_add_func ("/sim/upload/reset", test_reset);
  g_test_add_func ("/sim/upload/status", test_status);
  return g_test_run ();
}
