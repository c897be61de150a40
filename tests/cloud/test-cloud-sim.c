/* test-cloud-sim.c  SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole layer against the simulator, which shares no code with it. */
#include "culm-cloud-client-private.h"
#include "culm-cloud-devices.h"
#include "culm-cloud-sign-in.h"
#include "culm-cloud-tasks.h"
#include "culm-upload.h"

#include "culm-error.h"
#include "culm-test-await.h"
#include "culm-test-sim.h"

#include <glib/gstdio.h>
#include <string.h>

#define PATIENCE 30
#define MEBIBYTE 1048576
#define DEFAULT_MODELS "X1C:printing,P1S:runout,A1mini:idle,H2D:finished,P2S:failed,P1P:offline"

typedef struct {
  const char *contract;
  const char *auth;
  const char *printers; /* how many; NULL: as the simulator begins */
} Kind;

typedef struct {
  CulmTestSim *sim;
  CulmCloudClient *client;
  CulmCloudSignIn *sign_in;
  char *path;
  guint died;
} Bench;

static void
on_token_died (CulmCloudClient *client G_GNUC_UNUSED, Bench *bench)
{
  bench->died++;
}

static void
set_up (Bench *bench, gconstpointer data)
{
  const Kind *kind = data;
  const char *const args[] = { "--contract", kind->contract,
                               "--auth",     kind->auth,
                               "--models",   kind->printers != NULL ? "P1S:idle" : DEFAULT_MODELS,
                               "--printers", kind->printers != NULL ? kind->printers : "6",
                               NULL };
  g_autoptr (CulmRegion) region = NULL;
  g_autofree char *folder = culm_test_make_folder ();

  bench->sim = culm_test_sim_start (args);
  g_setenv ("CULM_CA_FILE", culm_test_sim_get_ca (bench->sim), TRUE);
  region = culm_region_new (culm_test_sim_get_rest (bench->sim), NULL);
  bench->client = culm_cloud_client_new (region);
  culm_cloud_client_set_second (bench->client, 20);
  g_signal_connect (bench->client, "token-died", G_CALLBACK (on_token_died), bench);
  bench->sign_in = culm_cloud_sign_in_new (bench->client);
  bench->path = g_build_filename (folder, "vase.gcode.3mf", NULL);
}

static void
tear_down (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *folder = g_path_get_dirname (bench->path);

  g_assert_finalize_object (bench->sign_in);
  g_assert_finalize_object (bench->client);
  g_clear_pointer (&bench->sim, culm_test_sim_free);
  g_unlink (bench->path);
  g_rmdir (folder);
  g_free (bench->path);
}

static CulmCloudSignInStep
finish (Bench *bench, GAsyncResult **slot, CulmCredentials **found, GError **error)
{
  g_autoptr (GAsyncResult) result = culm_test_await (slot, PATIENCE);

  return culm_cloud_sign_in_finish (bench->sign_in, result, found, error);
}

static CulmCloudSignInStep
send_password (Bench *bench, const char *password, CulmCredentials **found, GError **error)
{
  GAsyncResult *slot = NULL;

  culm_cloud_sign_in_password_async (bench->sign_in, culm_test_sim_get_account (bench->sim), password, NULL,
                                     culm_test_keep_result, &slot);
  return finish (bench, &slot, found, error);
}

static CulmCloudSignInStep
send_code (Bench *bench, const Kind *kind, const char *code, CulmCredentials **found, GError **error)
{
  GAsyncResult *slot = NULL;

  if (g_str_equal (kind->auth, "tfa"))
    culm_cloud_sign_in_tfa_async (bench->sign_in, code, NULL, culm_test_keep_result, &slot);
  else
    culm_cloud_sign_in_code_async (bench->sign_in, culm_test_sim_get_account (bench->sim), code, NULL,
                                   culm_test_keep_result, &slot);
  return finish (bench, &slot, found, error);
}

/* Signs in as a person would, with a mistake at each step. */
static CulmCredentials *
sign_in (Bench *bench, const Kind *kind)
{
  const char *password = culm_test_sim_get_password (bench->sim);
  CulmCredentials *found = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  g_assert_cmpint (send_password (bench, "wrong", NULL, &error), ==, CULM_CLOUD_SIGN_IN_FAILED);
  g_assert_error (error, CULM_ERROR, CULM_ERROR_UNAUTHORISED);
  g_clear_error (&error);
  if (g_str_equal (kind->auth, "password")) {
    g_assert_cmpint (send_password (bench, password, &found, &error), ==, CULM_CLOUD_SIGN_IN_DONE);
  } else if (g_str_equal (kind->auth, "code")) {
    g_assert_cmpint (send_password (bench, password, NULL, &error), ==, CULM_CLOUD_SIGN_IN_NEEDS_CODE);
    culm_cloud_sign_in_request_code_async (bench->sign_in, culm_test_sim_get_account (bench->sim), NULL,
                                           culm_test_keep_result, &slot);
    g_assert_cmpint (finish (bench, &slot, NULL, &error), ==, CULM_CLOUD_SIGN_IN_NEEDS_CODE);
    g_assert_cmpint (send_code (bench, kind, "000000", NULL, &error), ==, CULM_CLOUD_SIGN_IN_FAILED);
    g_assert_error (error, CULM_ERROR, CULM_ERROR_WRONG_CODE);
    g_clear_error (&error);
    g_assert_cmpint (send_code (bench, kind, culm_test_sim_get_code (bench->sim), &found, &error), ==,
                     CULM_CLOUD_SIGN_IN_DONE);
  } else {
    g_assert_cmpint (send_password (bench, password, NULL, &error), ==, CULM_CLOUD_SIGN_IN_NEEDS_TFA);
    g_assert_cmpint (send_code (bench, kind, "000000", NULL, &error), ==, CULM_CLOUD_SIGN_IN_FAILED);
    g_assert_error (error, CULM_ERROR, CULM_ERROR_WRONG_CODE);
    g_clear_error (&error);
    g_assert_cmpint (send_code (bench, kind, culm_test_sim_get_totp (bench->sim), &found, &error), ==,
                     CULM_CLOUD_SIGN_IN_DONE);
  }
  g_assert_no_error (error);
  return found;
}

static void
test_sign_in (Bench *bench, gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr (CulmCredentials) found = sign_in (bench, kind);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *host = NULL;
  guint16 port = 0;

  g_assert_nonnull (found->uid);
  g_assert_cmpstr (found->account, ==, culm_test_sim_get_account (bench->sim));
  g_assert_cmpint (found->seed, ==, g_str_equal (kind->contract, "seed"));
  g_assert_cmpint (found->expires, >, g_get_real_time () / G_USEC_PER_SEC + 86400);
  culm_cloud_client_find_broker_async (bench->client, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, PATIENCE);
  host = culm_cloud_client_find_broker_finish (bench->client, result, &port, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (host, ==, culm_test_sim_get_mqtt_host (bench->sim));
  g_assert_cmpuint (port, ==, culm_test_sim_get_mqtt_port (bench->sim));
}

static GPtrArray *
list (Bench *bench, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  culm_cloud_devices_list_async (bench->client, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, PATIENCE);
  return culm_cloud_devices_list_finish (bench->client, result, error);
}

static const CulmCloudDevice *
find_device (GPtrArray *devices, const char *serial)
{
  for (guint i = 0; i < devices->len; i++) {
    const CulmCloudDevice *device = devices->pdata[i];

    if (g_str_equal (device->serial, serial))
      return device;
  }
  return NULL;
}

static void
test_devices (Bench *bench, gconstpointer data)
{
  g_autoptr (CulmCredentials) found = sign_in (bench, data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) devices = list (bench, &error);
  guint online = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (devices->len, ==, culm_test_sim_get_n_printers (bench->sim));
  for (guint i = 0; i < devices->len; i++) {
    const CulmCloudDevice *device = find_device (devices, culm_test_sim_get_serial (bench->sim, i));

    g_assert_nonnull (device);
    g_assert_cmpstr (device->name, ==, culm_test_sim_get_name (bench->sim, i));
    g_assert_cmpstr (device->access_code, ==, culm_test_sim_get_access_code (bench->sim, i));
    g_assert_nonnull (device->model_id);
    online += device->online ? 1 : 0;
  }
  g_assert_cmpuint (online, >, 0);
  g_assert_cmpuint (online, <, devices->len);
}

static void
test_cover (Bench *bench, gconstpointer data)
{
  g_autoptr (CulmCredentials) found = sign_in (bench, data);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) newest = NULL;
  g_autoptr (GAsyncResult) fetched = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmCloudTask) task = NULL;
  g_autoptr (GBytes) picture = NULL;

  culm_cloud_tasks_newest_async (bench->client, culm_test_sim_get_serial (bench->sim, 0), NULL, culm_test_keep_result,
                                 &slot);
  newest = culm_test_await (&slot, PATIENCE);
  task = culm_cloud_tasks_newest_finish (bench->client, newest, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (task->serial, ==, culm_test_sim_get_serial (bench->sim, 0));
  g_assert_nonnull (task->cover);
  culm_cloud_client_fetch_cover_async (bench->client, task->cover, NULL, culm_test_keep_result, &slot);
  fetched = culm_test_await (&slot, PATIENCE);
  picture = culm_cloud_client_fetch_cover_finish (bench->client, fetched, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (picture), >, 32);
}

static CulmUploadResult *
upload (Bench *bench, gsize size, GError **error)
{
  g_autofree char *bytes = g_malloc (size);
  g_autoptr (CulmUpload) job = culm_upload_new (bench->client, bench->path);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  for (gsize i = 0; i < size; i++)
    bytes[i] = (char) (i * 7 + (i >> 9));
  g_assert_true (g_file_set_contents (bench->path, bytes, (gssize) size, NULL));
  culm_upload_run_async (job, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, PATIENCE);
  return culm_upload_run_finish (job, result, error);
}

static void
test_upload (Bench *bench, gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr (CulmCredentials) found = sign_in (bench, kind);
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmUploadResult) sent = upload (bench, 16 * MEBIBYTE + 5, &error);
  g_autoptr (JsonNode) seen = NULL;
  JsonObject *row;

  g_assert_no_error (error);
  g_assert_cmpstr (culm_contract_get_name (sent->contract), ==, kind->contract);
  g_assert_nonnull (sent->file_id);
  seen = culm_test_sim_control (bench->sim, "GET", "/uploads", NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (seen)), ==, 1);
  row = json_array_get_object_element (json_node_get_array (seen), 0);
  g_assert_cmpstr (json_object_get_string_member (row, "name"), ==, "vase.gcode.3mf");
  g_assert_cmpint (json_object_get_int_member (row, "size"), ==, 16 * MEBIBYTE + 5);
  g_assert_cmpstr (json_object_get_string_member (row, "sha256"), ==, sent->sha256);
  g_assert_true (json_object_get_boolean_member (row, "confirmed"));
}

static void
set_fault (Bench *bench, const char *json)
{
  g_autoptr (JsonNode) answer = culm_test_sim_control (bench->sim, "POST", "/fault", json);

  g_assert_nonnull (answer);
}

static guint
count_uploads (Bench *bench)
{
  g_autoptr (JsonNode) seen = culm_test_sim_control (bench->sim, "GET", "/uploads", NULL);

  return json_array_get_length (json_node_get_array (seen));
}

static void
test_upload_trouble (Bench *bench, gconstpointer data)
{
  g_autoptr (CulmCredentials) found = sign_in (bench, data);
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmUploadResult) sent = NULL;

  set_fault (bench, "{\"where\":\"upload\",\"what\":\"reset\",\"after\":1000000,\"times\":2}");
  sent = upload (bench, 8 * MEBIBYTE, &error);
  g_assert_no_error (error);
  g_assert_nonnull (sent);
  set_fault (bench, "{\"where\":\"upload\",\"what\":\"reset\",\"after\":1000000,\"times\":9}");
  g_assert_null (upload (bench, 8 * MEBIBYTE, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_OFFLINE);
  g_assert_cmpuint (count_uploads (bench), ==, 1);
}

static void
test_rest_trouble (Bench *bench, gconstpointer data)
{
  g_autoptr (CulmCredentials) found = sign_in (bench, data);
  static const char *const faults[] = {
    "{\"where\":\"rest\",\"what\":\"status\",\"path\":\"/v1/iot-service/api/user/bind\",\"times\":1,"
    "\"value\":{\"status\":502,\"body\":\"\"}}",
    "{\"where\":\"rest\",\"what\":\"bad-json\",\"path\":\"/v1/iot-service/api/user/bind\",\"times\":1}",
    "{\"where\":\"rest\",\"what\":\"truncate\",\"path\":\"/v1/iot-service/api/user/bind\",\"after\":20,\"times\":1}",
    "{\"where\":\"rest\",\"what\":\"reset\",\"path\":\"/v1/iot-service/api/user/bind\",\"times\":1}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) devices = NULL;

    g_test_message ("fault %u", (guint) i);
    set_fault (bench, faults[i]);
    devices = list (bench, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (devices->len, ==, culm_test_sim_get_n_printers (bench->sim));
  }
}

static void
test_token_death (Bench *bench, gconstpointer data)
{
  g_autoptr (CulmCredentials) found = sign_in (bench, data);
  g_autoptr (GError) error = NULL;

  culm_cloud_client_set_token (bench->client, "not-a-token");
  g_assert_null (list (bench, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_UNAUTHORISED);
  g_assert_cmpuint (bench->died, ==, 1);
}

static guint
count_requests (Bench *bench, const char *path)
{
  g_autoptr (JsonNode) seen = culm_test_sim_control (bench->sim, "GET", "/requests", NULL);
  JsonArray *requests = json_node_get_array (seen);
  guint found = 0;

  for (guint i = 0; i < json_array_get_length (requests); i++)
    if (g_str_equal (json_object_get_string_member (json_array_get_object_element (requests, i), "path"), path))
      found++;
  return found;
}

/* A list of a thousand and more: no gap, no double, newest first, and no more requests than it has pages. */
static void
test_thousand_tasks (Bench *bench, gconstpointer data)
{
  g_autoptr (CulmCredentials) found = sign_in (bench, data);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) serials = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) tasks = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  culm_cloud_tasks_list_async (bench->client, NULL, 5000, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, PATIENCE);
  tasks = culm_cloud_tasks_list_finish (bench->client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tasks->len, >=, 1000);
  for (guint i = 0; i < tasks->len; i++) {
    const CulmCloudTask *task = tasks->pdata[i];

    g_assert_true (g_hash_table_add (ids, task->id));
    g_hash_table_add (serials, task->serial);
    if (i > 0)
      g_assert_cmpstr (task->started, <=, ((const CulmCloudTask *) tasks->pdata[i - 1])->started);
  }
  g_assert_cmpuint (g_hash_table_size (serials), ==, culm_test_sim_get_n_printers (bench->sim));
  g_assert_cmpuint (count_requests (bench, "/v1/user-service/my/tasks"), <=, tasks->len / 20 + 2);
}

int
main (int argc, char *argv[])
{
  static const Kind kinds[] = {
    { "seed", "password", NULL }, { "service", "password", NULL }, { "seed", "code", NULL },
    { "service", "code", NULL },  { "seed", "tfa", NULL },         { "service", "tfa", NULL },
  };
  static const Kind large[] = { { "seed", "password", "160" }, { "service", "password", "160" } };
  static const struct {
    const char *row, *name; /* of the vendor's reference */
    void (*run) (Bench *bench, gconstpointer kind);
  } tests[] = {
    { "cloud-sim", "devices", test_devices },
    { "cloud-sim", "cover", test_cover },
    { "upload-flow-file-types", "upload", test_upload },
    { "upload-flow-file-types", "upload-trouble", test_upload_trouble },
    { "err-names", "rest-trouble", test_rest_trouble },
    { "codes-and-error-format", "token-death", test_token_death },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *name =
        g_strdup_printf ("/base-urls-test-environments/%s/free-url-by-%s", kinds[i].contract, kinds[i].auth);

    g_test_add (name, Bench, &kinds[i], set_up, test_sign_in, tear_down);
  }
  for (gsize i = 0; i < 2 * G_N_ELEMENTS (tests); i++) {
    const Kind *kind = &kinds[i % 2];
    g_autofree char *name = g_strdup_printf ("/%s/%s/%s", tests[i / 2].row, kind->contract, tests[i / 2].name);

    g_test_add (name, Bench, kind, set_up, tests[i / 2].run, tear_down);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (large); i++) {
    g_autofree char *name = g_strdup_printf ("/response-format-pagination/%s/thousand-tasks", large[i].contract);

    g_test_add (name, Bench, &large[i], set_up, test_thousand_tasks, tear_down);
  }
  return g_test_run ();
}
