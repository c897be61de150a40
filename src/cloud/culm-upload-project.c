/* culm-upload-project.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-upload-project.h"

#include "culm-cloud-client-private.h"
#include "culm-error.h"
#include "culm-http.h"
#include "culm-json-read.h"
#include "culm-upload-file.h"
#include "culm-upload-transfer.h"
#include "culm-wait.h"
#include "culm-wipe.h"

#include <string.h>

#define PROJECT_PATH "/v1/iot-service/api/user/project"
#define NOTIFICATION_PATH "/v1/iot-service/api/user/notification"
#define UPLOAD_PATH "/v1/iot-service/api/user/upload"
#define MAX_POLLS 60 /* one a second */

/* What opening does at a time. */
typedef enum { STEP_CREATE, STEP_LOOK, STEP_SEND, STEP_NOTIFY, STEP_POLL, STEP_WAIT, STEP_DONE } Step;

struct _CulmUploadProject {
  GObject parent_instance;
  CulmCloudClient *client;
  char *name;
  char *config;
  guint plate;
  char *id;
  char *model;
  char *profile;
  char *url; /* of the config; a secret */
  char *ticket;
  Step doing;
  guint64 size; /* of the config */
  guint polls;
};

G_DEFINE_FINAL_TYPE (CulmUploadProject, culm_upload_project, G_TYPE_OBJECT)

/* `object` (transfer full) as the body of a call. */
static JsonNode *
make_body (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

static gboolean
refuse_answer (GError **error, CulmError code, const char *message)
{
  GError *refusal = culm_error_new (CULM_ERROR_ORIGIN_CLOUD, code, "%s", message);

  culm_error_set_err (refusal, "ERR_BAD_RESPONSE");
  g_propagate_error (error, refusal);
  return FALSE;
}

static gboolean
take_project (CulmUploadProject *self, CulmEnvelope *answer, GError **error)
{
  JsonObject *object = culm_envelope_get_object (answer);
  GUri *uri;

  self->id = culm_json_read_word (object, "project_id", "projectId");
  self->model = culm_json_read_word (object, "model_id", "modelId");
  self->profile = culm_json_read_word (object, "profile_id", "profileId");
  self->url = culm_json_read_word (object, "upload_url", "uploadUrl");
  self->ticket = culm_json_read_word (object, "upload_ticket", "uploadTicket");
  if (self->id == NULL || self->model == NULL || self->profile == NULL || self->url == NULL || self->ticket == NULL)
    return refuse_answer (error, CULM_ERROR_MALFORMED, "The answer names no project");
  uri = culm_http_parse_url (self->url, NULL);
  if (uri == NULL)
    return refuse_answer (error, CULM_ERROR_MALFORMED, "The answer names no upload address");
  g_uri_unref (uri);
  return TRUE;
}

/* The service is done, is still reading, or says no; the last is an error. */
static gboolean
take_poll (CulmUploadProject *self, CulmEnvelope *answer, gboolean *ready, GError **error)
{
  g_autofree char *message = culm_json_read_word (culm_envelope_get_object (answer), "message", "status");

  *ready = message == NULL || g_ascii_strcasecmp (message, "success") == 0;
  if (*ready)
    return TRUE;
  if (g_ascii_strcasecmp (message, "running") != 0)
    return refuse_answer (error, CULM_ERROR_FAILED, "The service could not read the project");
  if (++self->polls < MAX_POLLS)
    return TRUE;
  g_propagate_error (error, culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_TIMED_OUT,
                                            "The service did not read the project in time"));
  return FALSE;
}

static void
create (CulmUploadProject *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) body = make_body (object);

  json_object_set_string_member (object, "name", self->name);
  culm_cloud_client_call_async (self->client, "POST", PROJECT_PATH, NULL, body, CULM_CLOUD_CALL_NONE, cancellable,
                                callback, user_data);
}

static void
send_config (CulmUploadProject *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  CulmUploadOrder order = { .url = self->url, .path = self->config, .size = self->size };

  culm_upload_transfer_async (&order, cancellable, NULL, NULL, callback, user_data);
}

static void
notify (CulmUploadProject *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *name = g_strdup_printf (".%s.%u_config.3mf", self->id, self->plate);
  JsonObject *upload = json_object_new ();
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) body = make_body (object);

  json_object_set_string_member (upload, "origin_file_name", name);
  json_object_set_string_member (upload, "ticket", self->ticket);
  json_object_set_object_member (object, "upload", upload);
  culm_cloud_client_call_async (self->client, "PUT", NOTIFICATION_PATH, NULL, body, CULM_CLOUD_CALL_URGENT, cancellable,
                                callback, user_data);
}

static void
poll_service (CulmUploadProject *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *ticket = g_uri_escape_string (self->ticket, NULL, FALSE);
  g_autofree char *query = g_strconcat ("action=upload&ticket=", ticket, NULL);

  culm_cloud_client_call_async (self->client, "GET", NOTIFICATION_PATH, query, NULL, CULM_CLOUD_CALL_URGENT,
                                cancellable, callback, user_data);
}

static gboolean
take_call (CulmUploadProject *self, GAsyncResult *result, GError **error)
{
  g_autoptr (CulmEnvelope) answer = culm_cloud_client_call_finish (self->client, result, error);
  gboolean ready = FALSE;

  if (answer == NULL)
    return FALSE;
  if (self->doing == STEP_CREATE) {
    self->doing = STEP_LOOK;
    return take_project (self, answer, error);
  }
  if (self->doing == STEP_NOTIFY) {
    self->doing = STEP_POLL;
    return TRUE;
  }
  if (!take_poll (self, answer, &ready, error))
    return FALSE;
  self->doing = ready ? STEP_DONE : STEP_WAIT;
  return TRUE;
}

/* What came of the step that is over; names the next. */
static gboolean
take_step (CulmUploadProject *self, GAsyncResult *result, GError **error)
{
  switch (self->doing) {
  case STEP_LOOK:
    self->doing = STEP_SEND;
    self->size = culm_upload_file_check_finish (result, error);
    return self->size > 0;
  case STEP_SEND: self->doing = STEP_NOTIFY; return culm_upload_transfer_finish (result, NULL, NULL, error);
  case STEP_WAIT: self->doing = STEP_POLL; return culm_wait_finish (result, error);
  case STEP_CREATE:
  case STEP_NOTIFY:
  case STEP_POLL: return take_call (self, result, error);
  case STEP_DONE: break;
  }
  g_return_val_if_reached (FALSE);
}

static void
step_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmUploadProject *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  if (!take_step (self, result, &error)) {
    if (error->domain != CULM_ERROR)
      error = culm_http_convert_error (error, TRUE, FALSE);
    g_task_return_error (task, error);
    return;
  }
  switch (self->doing) {
  case STEP_LOOK: culm_upload_file_check_async (self->config, cancellable, step_cb, g_steal_pointer (&task)); break;
  case STEP_SEND: send_config (self, cancellable, step_cb, g_steal_pointer (&task)); break;
  case STEP_NOTIFY: notify (self, cancellable, step_cb, g_steal_pointer (&task)); break;
  case STEP_POLL: poll_service (self, cancellable, step_cb, g_steal_pointer (&task)); break;
  case STEP_WAIT:
    culm_wait_async (culm_cloud_client_get_second (self->client), cancellable, step_cb, g_steal_pointer (&task));
    break;
  case STEP_DONE: g_task_return_boolean (task, TRUE); break;
  case STEP_CREATE: g_return_if_reached ();
  }
}

static void
ask_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (CulmEnvelope) answer = culm_cloud_client_call_finish (CULM_CLOUD_CLIENT (client), result, &error);
  CulmUploadPlan *plan = answer != NULL ? culm_upload_plan_new (answer, &error) : NULL;

  if (plan != NULL)
    g_task_return_pointer (task, plan, (GDestroyNotify) culm_upload_plan_free);
  else
    g_task_return_error (task, error);
}

static void
close_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (CulmEnvelope) answer = culm_cloud_client_call_finish (CULM_CLOUD_CLIENT (client), result, &error);

  if (answer != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
culm_upload_project_finalize (GObject *object)
{
  CulmUploadProject *self = CULM_UPLOAD_PROJECT (object);

  g_clear_object (&self->client);
  culm_wipe (self->url);
  g_free (self->name);
  g_free (self->config);
  g_free (self->id);
  g_free (self->model);
  g_free (self->profile);
  g_free (self->ticket);
  G_OBJECT_CLASS (culm_upload_project_parent_class)->finalize (object);
}

static void
culm_upload_project_class_init (CulmUploadProjectClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culm_upload_project_finalize;
}

static void
culm_upload_project_init (CulmUploadProject *self G_GNUC_UNUSED)
{
}

CulmUploadProject *
culm_upload_project_new (CulmCloudClient *client, const char *name, const char *config, guint plate)
{
  CulmUploadProject *self = g_object_new (CULM_TYPE_UPLOAD_PROJECT, NULL);

  self->client = g_object_ref (client);
  self->name = g_strdup (name);
  self->config = g_strdup (config);
  self->plate = plate;
  return self;
}

void
culm_upload_project_open_async (CulmUploadProject *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (self->id == NULL);
  g_task_set_source_tag (task, culm_upload_project_open_async);
  g_task_set_check_cancellable (task, FALSE);
  self->doing = STEP_CREATE;
  create (self, cancellable, step_cb, task);
}

gboolean
culm_upload_project_open_finish (CulmUploadProject *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
culm_upload_project_ask_async (CulmUploadProject *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *name = g_strdup_printf ("%s_%s_%u.3mf", self->model, self->profile, self->plate);
  g_autofree char *escaped = g_uri_escape_string (name, NULL, FALSE);
  g_autofree char *query = g_strconcat ("models=", escaped, NULL);

  g_task_set_source_tag (task, culm_upload_project_ask_async);
  g_task_set_check_cancellable (task, FALSE);
  culm_cloud_client_call_async (self->client, "GET", UPLOAD_PATH, query, NULL, CULM_CLOUD_CALL_NONE, cancellable,
                                ask_cb, task);
}

CulmUploadPlan *
culm_upload_project_ask_finish (CulmUploadProject *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
culm_upload_project_close_async (CulmUploadProject *self, const char *url, const char *md5, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *escaped = g_uri_escape_string (self->id, NULL, FALSE);
  g_autofree char *path = g_strconcat (PROJECT_PATH "/", escaped, NULL);
  g_autofree char *upper = g_ascii_strup (md5, -1);
  JsonArray *plates = json_array_new ();
  JsonObject *plate = json_object_new ();
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) body = make_body (object);

  json_object_set_string_member (plate, "md5", upper);
  json_object_set_int_member (plate, "plate_idx", self->plate);
  json_object_set_string_member (plate, "url", url);
  json_array_add_object_element (plates, plate);
  json_object_set_string_member (object, "profile_id", self->profile);
  json_object_set_array_member (object, "profile_print_3mf", plates);
  g_task_set_source_tag (task, culm_upload_project_close_async);
  g_task_set_check_cancellable (task, FALSE);
  culm_cloud_client_call_async (self->client, "PATCH", path, NULL, body, CULM_CLOUD_CALL_URGENT, cancellable, close_cb,
                                task);
}

gboolean
culm_upload_project_close_finish (CulmUploadProject *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

const char *
culm_upload_project_get_id (CulmUploadProject *self)
{
  return self->id;
}
