/* test-cloud-devices.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-cloud-client-private.h"
#include "culm-cloud-devices.h"
#include "culm-cloud-firmware.h"
#include "culm-cloud-tasks.h"

#include "culm-error.h"
#include "culm-test-https.h"

#include <string.h>

#define JSON "application/json"

static const char bound[] =
    "{\"message\":\"success\",\"code\":null,\"error\":null,\"devices\":["
    "{\"dev_id\":\"01P\",\"name\":\"<b>&\\\"\",\"online\":true,\"print_status\":\"RUNNING\",\"dev_model_name\":\"C12\","
    "\"dev_product_name\":\"P1S\",\"dev_access_code\":\"12345678\\n\",\"nozzle_diameter\":0.4,\"print_job\":null},"
    "{\"dev_id\":\"02X\",\"name\":\"Two\",\"online\":\"false\",\"dev_model_name\":\"BL-P001\",\"dev_access_code\":null}"
    ","
    "{\"name\":\"no serial\"},null,7]}";
static const char printing[] =
    "{\"devices\":[{\"dev_id\":\"01P\",\"dev_name\":\"Other\",\"dev_online\":true,\"task_id\":1090332016999,"
    "\"task_name\":\"vase\",\"thumbnail\":\"https://store.example/a.png\",\"start_time\":\"2026-07-14T20:35:02Z\","
    "\"prediction\":\"4320\",\"progress\":\"62\"},{\"dev_id\":\"03A\",\"dev_name\":\"Three\"}]}";
static const char version[] =
    "{\"data\":{\"devices\":[{\"dev_id\":\"01P\",\"version\":\"01.08.02.00\",\"firmware\":["
    "{\"version\":\"01.10.00.00\",\"status\":\"beta\"},"
    "{\"version\":\"01.09.00.00\",\"force_update\":1,\"url\":\"https://cdn.example/f\",\"description\":\"Better\","
    "\"status\":\"release\"}]},{\"dev_id\":\"02X\",\"firmware\":[]},"
    "{\"dev_id\":\"03B\",\"firmware\":[{\"version\":\"soon\"},{\"version\":\"1.2\"},{\"version\":\"1..2.3\"},"
    "{\"version\":\"1.2.3.4.5\"}]}]}}";

typedef struct {
  CulmTestHttps *https;
  CulmCloudClient *client;
  guint tasks;
  guint claim; /* the total that it claims; 0: the truth */
  guint print_status;
} Bench;

static void
answer_tasks (Bench *bench, SoupServerMessage *message)
{
  g_autoptr (GHashTable) query =
      g_uri_parse_params (g_uri_get_query (soup_server_message_get_uri (message)), -1, "&", G_URI_PARAMS_NONE, NULL);
  guint offset = (guint) atoi (g_hash_table_lookup (query, "offset"));
  guint limit = (guint) atoi (g_hash_table_lookup (query, "limit"));
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "{\"total\":%u,\"hits\":[", bench->claim != 0 ? bench->claim : bench->tasks);
  for (guint i = offset; i < bench->tasks && i < offset + limit; i++)
    g_string_append_printf (
        text,
        "%s{\"id\":%u,\"title\":\"box\",\"cover\":\"https://store.example/c\",\"status\":4,"
        "\"deviceId\":\"%s\",\"plateIndex\":2,\"length\":188,\"weight\":\"5.65\",\"costTime\":1940}",
        i > offset ? "," : "", 5000 - i, (char *) g_hash_table_lookup (query, "deviceId"));
  g_string_append (text, "]}");
  culm_test_https_answer (message, 200, JSON, text->str);
}

static void
on_request (CulmTestHttps *https G_GNUC_UNUSED, SoupServerMessage *message, const char *path, gpointer user_data)
{
  Bench *bench = user_data;

  if (g_str_has_suffix (path, "/user/bind"))
    culm_test_https_answer (message, 200, JSON, bound);
  else if (g_str_has_suffix (path, "/user/print"))
    culm_test_https_answer (message, bench->print_status, JSON, printing);
  else if (g_str_has_suffix (path, "/device/version"))
    culm_test_https_answer (message, 200, JSON, version);
  else
    answer_tasks (bench, message);
}

static void
set_up (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmRegion) region = NULL;

  bench->https = culm_test_https_new (on_request, bench);
  bench->print_status = 200;
  region = culm_region_new (culm_test_https_get_base (bench->https), NULL);
  bench->client = culm_cloud_client_new (region);
  culm_cloud_client_set_second (bench->client, 5);
  culm_cloud_client_set_token (bench->client, "tok");
}

static void
tear_down (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_finalize_object (bench->client);
  culm_test_https_free (bench->https);
}

static GPtrArray *
list (Bench *bench, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  culm_cloud_devices_list_async (bench->client, NULL, culm_test_keep_result, &result);
  return culm_cloud_devices_list_finish (bench->client, culm_test_https_await (&result), error);
}

static void
test_merges (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) devices = list (bench, &error);
  const CulmCloudDevice *device;
  g_autoptr (CulmCloudDevice) copy = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (devices->len, ==, 3);
  copy = culm_cloud_device_copy (devices->pdata[0]);
  device = copy;
  g_assert_cmpstr (device->serial, ==, "01P");
  g_assert_cmpstr (device->name, ==, "<b>&\"");
  g_assert_cmpstr (device->model_id, ==, "C12");
  g_assert_cmpstr (device->product_name, ==, "P1S");
  g_assert_cmpstr (device->access_code, ==, "12345678");
  g_assert_cmpstr (device->print_status, ==, "RUNNING");
  g_assert_cmpstr (device->task_id, ==, "1090332016999");
  g_assert_cmpstr (device->task_name, ==, "vase");
  g_assert_cmpstr (device->thumbnail, ==, "https://store.example/a.png");
  g_assert_cmpint (device->start_time, ==, 1784061302);
  g_assert_cmpint (device->prediction, ==, 4320);
  g_assert_cmpfloat (device->progress, ==, 62);
  g_assert_true (device->online);
  device = devices->pdata[1];
  g_assert_cmpstr (device->serial, ==, "02X");
  g_assert_null (device->access_code);
  g_assert_false (device->online);
  g_assert_cmpfloat (device->progress, ==, -1);
  device = devices->pdata[2];
  g_assert_cmpstr (device->name, ==, "Three");
}

static void
test_survives_second_list (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) devices = NULL;

  bench->print_status = 502;
  devices = list (bench, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (devices->len, ==, 2);
  g_clear_pointer (&devices, g_ptr_array_unref);
  culm_cloud_client_set_token (bench->client, NULL);
  g_assert_null (list (bench, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_UNAUTHORISED);
}

static CulmCloudFirmware *
load_firmware (Bench *bench, const char *serial, gboolean beta, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  culm_cloud_firmware_load_async (bench->client, serial, beta, NULL, culm_test_keep_result, &result);
  return culm_cloud_firmware_load_finish (bench->client, culm_test_https_await (&result), error);
}

static void
test_firmware (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmCloudFirmware) release = load_firmware (bench, "01P", FALSE, &error);
  g_autoptr (CulmCloudFirmware) beta = load_firmware (bench, "01P", TRUE, &error);
  g_autoptr (CulmCloudFirmware) none = load_firmware (bench, "02X", FALSE, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (release->version, ==, "01.09.00.00");
  g_assert_cmpstr (release->description, ==, "Better");
  g_assert_true (release->forced);
  g_assert_cmpstr (beta->version, ==, "01.10.00.00");
  g_assert_null (none->version);
  g_assert_null (load_firmware (bench, "03B", FALSE, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_MALFORMED);
  g_assert_cmpstr (culm_error_get_err (error), ==, "ERR_UPDATER_INVALID_VERSION");
  g_clear_error (&error);
  g_assert_null (load_firmware (bench, "04Z", FALSE, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_NOT_FOUND);
}

static void
test_tasks (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tasks = NULL;
  const CulmCloudTask *first;

  bench->tasks = 45;
  culm_cloud_tasks_list_async (bench->client, "01P", 100, NULL, culm_test_keep_result, &result);
  tasks = culm_cloud_tasks_list_finish (bench->client, culm_test_https_await (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tasks->len, ==, 45);
  g_assert_cmpuint (culm_test_https_count (bench->https), ==, 3);
  first = tasks->pdata[0];
  g_assert_cmpstr (first->id, ==, "5000");
  g_assert_cmpstr (first->serial, ==, "01P");
  g_assert_cmpint (first->status, ==, 4);
  g_assert_cmpint (first->plate, ==, 2);
  g_assert_cmpint (first->duration, ==, 1940);
  g_assert_cmpfloat_with_epsilon (first->weight, 5.65, 1e-9);
  g_assert_cmpfloat_with_epsilon (first->length, 1.88, 1e-9);
}

/* A thousand of them, whatever the server says of their number. */
static void
test_thousand_tasks_of_a_liar (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  static const guint claims[] = { 1000, 20, 1, 999, 1000000 };

  bench->tasks = 1000;
  for (gsize i = 0; i < G_N_ELEMENTS (claims); i++) {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) tasks = NULL;
    guint before = culm_test_https_count (bench->https);

    bench->claim = claims[i];
    culm_cloud_tasks_list_async (bench->client, "01P", 5000, NULL, culm_test_keep_result, &result);
    tasks = culm_cloud_tasks_list_finish (bench->client, culm_test_https_await (&result), &error);
    g_assert_no_error (error);
    g_assert_cmpuint (tasks->len, ==, 1000);
    for (guint row = 0; row < tasks->len; row++)
      g_assert_cmpint (atoi (((const CulmCloudTask *) tasks->pdata[row])->id), ==, 5000 - (int) row);
    g_assert_cmpuint (culm_test_https_count (bench->https) - before, <=, 51);
  }
}

static CulmCloudTask *
load_newest (Bench *bench, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  culm_cloud_tasks_newest_async (bench->client, "01P", NULL, culm_test_keep_result, &result);
  return culm_cloud_tasks_newest_finish (bench->client, culm_test_https_await (&result), error);
}

static void
test_newest_task (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmCloudTask) newest = NULL;

  g_assert_null (load_newest (bench, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_NOT_FOUND);
  g_clear_error (&error);
  bench->tasks = 45;
  newest = load_newest (bench, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (newest->cover, ==, "https://store.example/c");
  g_assert_true (g_str_has_suffix (culm_test_https_get_log (bench->https),
                                   "?deviceId=01P&limit=1&offset=0 bearer=Bearer tok body=\n"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  culm_test_https_trust ();
  g_test_add ("/cloud-devices/merges", Bench, NULL, set_up, test_merges, tear_down);
  g_test_add ("/cloud-devices/survives-second-list", Bench, NULL, set_up, test_survives_second_list, tear_down);
  g_test_add ("/cloud-firmware/rows", Bench, NULL, set_up, test_firmware, tear_down);
  g_test_add ("/cloud-tasks/list", Bench, NULL, set_up, test_tasks, tear_down);
  g_test_add ("/cloud-tasks/thousand-of-a-liar", Bench, NULL, set_up, test_thousand_tasks_of_a_liar, tear_down);
  g_test_add ("/cloud-tasks/newest", Bench, NULL, set_up, test_newest_task, tear_down);
  return g_test_run ();
}
