/* culm-cloud-firmware.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-cloud-firmware.h"

#include "culm-error.h"
#include "culm-json-read.h"

#include <string.h>

#define VERSION_PATH "/v1/iot-service/api/user/device/version"

/* What is asked for. The data of the task. */
typedef struct {
  char *serial;
  gboolean beta;
} Question;

static void
free_question (Question *question)
{
  g_free (question->serial);
  g_free (question);
}

static JsonObject *
find_row (JsonArray *devices, const char *serial)
{
  for (guint i = 0; devices != NULL && i < json_array_get_length (devices); i++) {
    JsonObject *object = culm_json_read_element (devices, i);
    g_autofree char *row = culm_json_read_word (object, "dev_id", "device_id");

    if (g_strcmp0 (row, serial) == 0)
      return object;
  }
  return NULL;
}

/* "a.b.c" or "a.b.c.d" (reference/errors.md §1). */
static gboolean
is_version (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ".", -1);
  guint n_parts = g_strv_length (parts);

  for (guint i = 0; i < n_parts; i++)
    if (*parts[i] == '\0' || strlen (parts[i]) > 9 || strspn (parts[i], "0123456789") != strlen (parts[i]))
      return FALSE;
  return n_parts == 3 || n_parts == 4;
}

/* The newest that fits. Rows whose version is none are skipped: `bad` tells that there was one. */
static CulmCloudFirmware *
read_firmware (JsonArray *rows, gboolean beta, gboolean *bad)
{
  CulmCloudFirmware *firmware = g_new0 (CulmCloudFirmware, 1);

  for (guint i = 0; rows != NULL && i < json_array_get_length (rows) && firmware->version == NULL; i++) {
    JsonObject *row = culm_json_read_element (rows, i);
    g_autofree char *status = culm_json_read_string (row, "status");
    g_autofree char *version = culm_json_read_string (row, "version");

    if (version == NULL || (!beta && status != NULL && g_ascii_strcasecmp (status, "release") != 0))
      continue;
    if (!is_version (version)) {
      *bad = TRUE;
      continue;
    }
    firmware->version = g_steal_pointer (&version);
    firmware->url = culm_json_read_string (row, "url");
    firmware->description = culm_json_read_string (row, "description");
    firmware->forced = culm_json_read_bool (row, "force_update", FALSE);
  }
  return firmware;
}

static void
load_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Question *question = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CulmEnvelope) envelope = culm_cloud_client_call_finish (CULM_CLOUD_CLIENT (client), result, &error);
  g_autoptr (CulmCloudFirmware) firmware = NULL;
  gboolean bad = FALSE;
  JsonObject *row;

  if (envelope == NULL) {
    g_task_return_error (task, error);
    return;
  }
  row = find_row (culm_envelope_get_list (envelope, "devices"), question->serial);
  if (row == NULL) {
    g_task_return_error (task, culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_NOT_FOUND,
                                               "The service does not speak of this printer"));
    return;
  }
  firmware = read_firmware (culm_json_read_array (row, "firmware"), question->beta, &bad);
  if (bad && firmware->version == NULL) {
    error = culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_MALFORMED, "This is no version of a firmware");
    culm_error_set_err (error, "ERR_UPDATER_INVALID_VERSION");
    g_task_return_error (task, error);
    return;
  }
  g_task_return_pointer (task, g_steal_pointer (&firmware), (GDestroyNotify) culm_cloud_firmware_free);
}

void
culm_cloud_firmware_free (CulmCloudFirmware *self)
{
  g_free (self->version);
  g_free (self->url);
  g_free (self->description);
  g_free (self);
}

void
culm_cloud_firmware_load_async (CulmCloudClient *client, const char *serial, gboolean beta, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (client, NULL, callback, user_data);
  Question *question = g_new0 (Question, 1);
  g_autofree char *escaped = g_uri_escape_string (serial, NULL, FALSE);
  /* Some clients call it device_id; a server reads the one that it knows. */
  g_autofree char *query = g_strdup_printf ("dev_id=%s&device_id=%s", escaped, escaped);

  question->serial = g_strdup (serial);
  question->beta = beta;
  g_task_set_source_tag (task, culm_cloud_firmware_load_async);
  g_task_set_task_data (task, question, (GDestroyNotify) free_question);
  culm_cloud_client_call_async (client, "GET", VERSION_PATH, query, NULL, CULM_CLOUD_CALL_NONE, cancellable, load_cb,
                                task);
}

CulmCloudFirmware *
culm_cloud_firmware_load_finish (CulmCloudClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
