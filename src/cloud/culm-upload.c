/* culm-upload.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-upload.h"

#include "culm-cloud-client-private.h"
#include "culm-error.h"
#include "culm-json-read.h"
#include "culm-log.h"
#include "culm-upload-checksum.h"
#include "culm-upload-plan.h"
#include "culm-upload-project.h"
#include "culm-upload-transfer.h"
#include "culm-wait.h"

#include <string.h>

#define UPLOAD_PATH "/v1/iot-service/api/user/upload"
#define CONFIRM_PATH "/v1/iot-service/api/user/upload/confirm"
#define MAX_TRIES 3

/* What an upload does at a time, and next. */
typedef enum {
  NEXT_END,
  NEXT_CHECK,
  NEXT_OPEN, /* makes the project */
  NEXT_ASK,
  NEXT_SEND,
  NEXT_SEND_SIZE,
  NEXT_CONFIRM,
  NEXT_WAIT
} Next;

struct _CulmUpload {
  GObject parent_instance;
  CulmCloudClient *client;
  char *path;
  char *config; /* of the project; NULL: the simple form */
  guint plate;
  CulmContract contract; /* asked for in this form */
  guint64 size;
  guint64 sent;
  CulmUploadPhase phase;

  GCancellable *cancellable;
  Next doing;
  CulmUploadProject *project; /* NULL in the simple form, and until it is made */
  CulmUploadPlan *plan;
  char *sha256;
  char *md5; /* in the project form alone */
  guint tries;
  gboolean tried_other_form;
  gboolean bare_size; /* its type was refused, so it goes without */
  gboolean renewed;   /* an address had expired once */
  gboolean repeated;  /* a checksum had differed once */
  gboolean arrived;   /* only the confirmation is missing */
};

typedef enum { PROP_SENT = 1, PROP_SIZE, PROP_PHASE } CulmUploadProp;
static GParamSpec *props[PROP_PHASE + 1];

G_DEFINE_FINAL_TYPE (CulmUpload, culm_upload, G_TYPE_OBJECT)

/* Which form a server took, by its base, for as long as the program runs. */
static GMutex forms_mutex;
static GHashTable *forms;

static CulmContract
recall_form (const char *base)
{
  CulmContract form;

  g_mutex_lock (&forms_mutex);
  form = forms != NULL ? GPOINTER_TO_INT (g_hash_table_lookup (forms, base)) : CULM_CONTRACT_UNKNOWN;
  g_mutex_unlock (&forms_mutex);
  return form;
}

static void
remember_form (const char *base, CulmContract form)
{
  g_mutex_lock (&forms_mutex);
  if (forms == NULL)
    forms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_insert (forms, g_strdup (base), GINT_TO_POINTER (form));
  g_mutex_unlock (&forms_mutex);
}

static const char *
get_base (CulmUpload *self)
{
  return culm_region_get_api_base (culm_cloud_client_get_region (self->client));
}

static void
set_phase (CulmUpload *self, CulmUploadPhase phase)
{
  if (self->phase == phase)
    return;
  self->phase = phase;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PHASE]);
}

static void
set_sent (CulmUpload *self, guint64 sent)
{
  if (self->sent == sent)
    return;
  self->sent = sent;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SENT]);
}

static void
on_progress (goffset sent, goffset size G_GNUC_UNUSED, gpointer user_data)
{
  set_sent (CULM_UPLOAD (user_data), (guint64) sent);
}

/* Does the server not know this form of upload? */
static gboolean
is_unknown_path (const GError *error)
{
  guint status = culm_error_get_http_status (error);
  gint64 code = culm_error_get_server_code (error);

  return status == 404 || status == 405 || code == 404 || code == 405;
}

/* An address that is too old, or whose signature the store does not take (reference/errors.md §2). */
static gboolean
is_expired_address (const GError *error)
{
  static const char *const words[] = { "SignatureDoesNotMatch", "AccessDenied", "ExpiredToken", "Request has expired" };
  guint status = culm_error_get_http_status (error);
  const char *detail = culm_error_get_detail (error);

  for (gsize i = 0; i < G_N_ELEMENTS (words) && detail != NULL && (status == 400 || status == 403); i++) {
    if (strstr (detail, words[i]) != NULL)
      return TRUE;
  }
  return FALSE;
}

/* Whether another try may help (reference/errors.md §1 and §2). Uses up the chances that exist once. */
static gboolean
may_try_again (CulmUpload *self, const GError *error)
{
  guint status = culm_error_get_http_status (error);

  if (self->tries >= MAX_TRIES || error->domain != CULM_ERROR ||
      culm_error_get_origin (error) != CULM_ERROR_ORIGIN_CLOUD)
    return FALSE;
  if (is_expired_address (error)) {
    gboolean first = !self->renewed;

    self->renewed = TRUE;
    return first;
  }
  if (error->code == CULM_ERROR_DAMAGED) {
    gboolean first = !self->repeated;

    self->repeated = TRUE;
    return first;
  }
  if (culm_error_get_server_code (error) == 1006 || status >= 500)
    return error->code != CULM_ERROR_BLOCKED;
  return status == 0 && (error->code == CULM_ERROR_OFFLINE || error->code == CULM_ERROR_TIMED_OUT);
}

static void
return_result (GTask *task)
{
  CulmUpload *self = g_task_get_source_object (task);
  CulmUploadResult *result = g_new0 (CulmUploadResult, 1);

  result->size = self->size;
  result->sha256 = g_strdup (self->sha256);
  result->file_id = g_strdup (self->plan->file_id);
  result->contract = self->plan->contract;
  result->project_id = self->project != NULL ? g_strdup (culm_upload_project_get_id (self->project)) : NULL;
  remember_form (get_base (self), self->plan->contract);
  g_task_return_pointer (task, result, (GDestroyNotify) culm_upload_result_free);
}

/* `error` (transfer full) ended this try. */
static Next
take_failure (GTask *task, GError *error)
{
  CulmUpload *self = g_task_get_source_object (task);

  if (!may_try_again (self, error)) {
    g_task_return_error (task, error);
    return NEXT_END;
  }
  if (culm_error_get_server_code (error) == 1006 || error->code == CULM_ERROR_DAMAGED)
    self->arrived = FALSE;
  culm_debug ("Upload broke off (try %u of %u): %s", self->tries, MAX_TRIES, error->message);
  g_error_free (error);
  return NEXT_WAIT;
}

static Next
take_check (GTask *task, GAsyncResult *result)
{
  CulmUpload *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->size = culm_upload_file_check_finish (result, &error);
  if (self->size == 0) {
    if (error->domain != CULM_ERROR)
      error = culm_http_convert_error (error, TRUE, FALSE);
    g_task_return_error (task, error);
    return NEXT_END;
  }
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SIZE]);
  return self->config != NULL ? NEXT_OPEN : NEXT_ASK;
}

/* A server that knows no projects takes the file alone. */
static Next
take_project (GTask *task, GAsyncResult *result)
{
  CulmUpload *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (culm_upload_project_open_finish (self->project, result, &error))
    return NEXT_ASK;
  if (culm_upload_project_get_id (self->project) == NULL && is_unknown_path (error)) {
    g_clear_pointer (&self->config, g_free);
    g_clear_object (&self->project);
    g_error_free (error);
    return NEXT_ASK;
  }
  g_clear_object (&self->project); /* its address came with it: the next try makes another */
  return take_failure (task, error);
}

/* The place of a package in its project. */
static Next
take_place (GTask *task, GAsyncResult *result)
{
  CulmUpload *self = g_task_get_source_object (task);
  GError *error = NULL;

  g_clear_pointer (&self->plan, culm_upload_plan_free);
  self->plan = culm_upload_project_ask_finish (self->project, result, &error);
  return self->plan != NULL ? NEXT_SEND : take_failure (task, error);
}

static Next
take_plan (GTask *task, GAsyncResult *result)
{
  CulmUpload *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (CulmEnvelope) answer = culm_cloud_client_call_finish (self->client, result, &error);

  if (answer == NULL && is_unknown_path (error)) {
    if (self->tried_other_form) {
      error->code = CULM_ERROR_UNSUPPORTED;
      g_task_return_error (task, error);
      return NEXT_END;
    }
    g_error_free (error);
    self->tried_other_form = TRUE;
    self->contract = self->contract == CULM_CONTRACT_SEED ? CULM_CONTRACT_SERVICE : CULM_CONTRACT_SEED;
    return NEXT_ASK;
  }
  g_clear_pointer (&self->plan, culm_upload_plan_free);
  if (answer != NULL)
    self->plan = culm_upload_plan_new (answer, &error);
  return self->plan != NULL ? NEXT_SEND : take_failure (task, error);
}

static Next
take_transfer (GTask *task, GAsyncResult *result)
{
  CulmUpload *self = g_task_get_source_object (task);
  GError *error = NULL;

  g_clear_pointer (&self->sha256, g_free);
  g_clear_pointer (&self->md5, g_free);
  if (!culm_upload_transfer_finish (result, &self->sha256, &self->md5, &error))
    return take_failure (task, error);
  set_phase (self, CULM_UPLOAD_CONFIRMING);
  if (self->project != NULL || self->plan->contract == CULM_CONTRACT_SEED) {
    self->arrived = TRUE;
    return NEXT_CONFIRM;
  }
  if (self->plan->size_url != NULL)
    return NEXT_SEND_SIZE;
  return_result (task);
  return NEXT_END;
}

static Next
take_size (GTask *task, GAsyncResult *result)
{
  CulmUpload *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (culm_upload_transfer_finish (result, NULL, NULL, &error)) {
    return_result (task);
    return NEXT_END;
  }
  if (is_expired_address (error) && !self->bare_size) {
    /* The signature may not know of the type. */
    g_error_free (error);
    self->bare_size = TRUE;
    return NEXT_SEND_SIZE;
  }
  return take_failure (task, error);
}

static Next
take_confirmation (GTask *task, GAsyncResult *result)
{
  CulmUpload *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (CulmEnvelope) answer = culm_cloud_client_call_finish (self->client, result, &error);
  g_auto (CulmUploadChecksum) checksum = { NULL, NULL };

  if (answer == NULL)
    return take_failure (task, error);
  culm_upload_checksum_read (&checksum, NULL, culm_envelope_get_object (answer));
  if (!culm_upload_checksum_compare (&checksum, self->sha256, NULL, &error))
    return take_failure (task, error);
  return_result (task);
  return NEXT_END;
}

static Next
take_closed_project (GTask *task, GAsyncResult *result)
{
  CulmUpload *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!culm_upload_project_close_finish (self->project, result, &error))
    return take_failure (task, error);
  return_result (task);
  return NEXT_END;
}

static Next
take_wait (GTask *task, GAsyncResult *result)
{
  CulmUpload *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!culm_wait_finish (result, &error)) {
    g_task_return_error (task, culm_http_convert_error (error, TRUE, FALSE));
    return NEXT_END;
  }
  self->tries++;
  if (self->arrived)
    return NEXT_CONFIRM;
  return self->config != NULL && self->project == NULL ? NEXT_OPEN : NEXT_ASK;
}

/* What a person calls the job: the file without its type. Returns: (transfer full). */
static char *
make_job_name (CulmUpload *self)
{
  static const char *const suffixes[] = { ".gcode.3mf", ".3mf" };
  g_autofree char *base = g_path_get_basename (self->path);
  char *name = g_utf8_make_valid (base, -1);
  gsize length = strlen (name);

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    gsize suffix = strlen (suffixes[i]);

    if (length > suffix && g_ascii_strcasecmp (name + length - suffix, suffixes[i]) == 0) {
      name[length - suffix] = '\0';
      break;
    }
  }
  return name;
}

static void
open_project (CulmUpload *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *name = make_job_name (self);

  set_phase (self, CULM_UPLOAD_ASKING);
  self->project = culm_upload_project_new (self->client, name, self->config, self->plate);
  culm_upload_project_open_async (self->project, self->cancellable, callback, user_data);
}

static void
ask (CulmUpload *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *name = g_path_get_basename (self->path);
  g_autofree char *valid = g_utf8_make_valid (name, -1);

  set_phase (self, CULM_UPLOAD_ASKING);
  if (self->project != NULL) {
    culm_upload_project_ask_async (self->project, self->cancellable, callback, user_data);
  } else if (self->contract == CULM_CONTRACT_SERVICE) {
    g_autofree char *escaped = g_uri_escape_string (valid, NULL, FALSE);
    g_autofree char *query = g_strdup_printf ("filename=%s&size=%" G_GUINT64_FORMAT, escaped, self->size);

    culm_cloud_client_call_async (self->client, "GET", UPLOAD_PATH, query, NULL, CULM_CLOUD_CALL_NONE,
                                  self->cancellable, callback, user_data);
  } else {
    g_autoptr (JsonNode) body = json_node_new (JSON_NODE_OBJECT);
    JsonObject *object = json_object_new ();

    json_object_set_string_member (object, "filename", valid);
    json_object_set_int_member (object, "size", (gint64) self->size);
    json_node_take_object (body, object);
    culm_cloud_client_call_async (self->client, "POST", UPLOAD_PATH, NULL, body, CULM_CLOUD_CALL_NONE,
                                  self->cancellable, callback, user_data);
  }
}

static void
send_file (CulmUpload *self, GAsyncReadyCallback callback, gpointer user_data)
{
  CulmUploadOrder order = {
    .url = self->plan->url,
    .content_type = self->plan->contract == CULM_CONTRACT_SEED ? "application/octet-stream" : NULL,
    .path = self->path,
    .size = self->size,
    .wants_md5 = self->project != NULL,
  };

  set_sent (self, 0);
  set_phase (self, CULM_UPLOAD_SENDING);
  culm_upload_transfer_async (&order, self->cancellable, on_progress, self, callback, user_data);
}

static void
send_size (CulmUpload *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, self->size);
  CulmUploadOrder order = {
    .url = self->plan->size_url,
    .content_type = self->bare_size ? NULL : "text/plain",
    .text = text,
  };

  culm_upload_transfer_async (&order, self->cancellable, NULL, NULL, callback, user_data);
}

static void
confirm (CulmUpload *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (JsonNode) body = NULL;
  JsonObject *object;

  if (self->project != NULL) {
    set_phase (self, CULM_UPLOAD_CONFIRMING);
    culm_upload_project_close_async (self->project, self->plan->url, self->md5, self->cancellable, callback, user_data);
    return;
  }
  body = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  json_object_set_string_member (object, "file_id", self->plan->file_id != NULL ? self->plan->file_id : "");
  json_node_take_object (body, object);
  set_phase (self, CULM_UPLOAD_CONFIRMING);
  culm_cloud_client_call_async (self->client, "POST", CONFIRM_PATH, NULL, body, CULM_CLOUD_CALL_URGENT,
                                self->cancellable, callback, user_data);
}

static void
wait_a_little (CulmUpload *self, GAsyncReadyCallback callback, gpointer user_data)
{
  guint seconds = self->tries == 1 ? 2 : 5;

  set_phase (self, CULM_UPLOAD_WAITING);
  culm_wait_async (seconds * culm_cloud_client_get_second (self->client), self->cancellable, callback, user_data);
}

static Next
take_result (GTask *task, GAsyncResult *result)
{
  CulmUpload *self = g_task_get_source_object (task);

  switch (self->doing) {
  case NEXT_CHECK: return take_check (task, result);
  case NEXT_OPEN: return take_project (task, result);
  case NEXT_ASK: return self->project != NULL ? take_place (task, result) : take_plan (task, result);
  case NEXT_SEND: return take_transfer (task, result);
  case NEXT_SEND_SIZE: return take_size (task, result);
  case NEXT_CONFIRM:
    return self->project != NULL ? take_closed_project (task, result) : take_confirmation (task, result);
  case NEXT_WAIT: return take_wait (task, result);
  case NEXT_END: break;
  }
  g_return_val_if_reached (NEXT_END);
}

static void
step_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmUpload *self = g_task_get_source_object (task);

  self->doing = take_result (task, result);
  switch (self->doing) {
  case NEXT_OPEN: open_project (self, step_cb, g_steal_pointer (&task)); break;
  case NEXT_ASK: ask (self, step_cb, g_steal_pointer (&task)); break;
  case NEXT_SEND: send_file (self, step_cb, g_steal_pointer (&task)); break;
  case NEXT_SEND_SIZE: send_size (self, step_cb, g_steal_pointer (&task)); break;
  case NEXT_CONFIRM: confirm (self, step_cb, g_steal_pointer (&task)); break;
  case NEXT_WAIT: wait_a_little (self, step_cb, g_steal_pointer (&task)); break;
  case NEXT_CHECK:
  case NEXT_END: break;
  }
}

static void
culm_upload_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CulmUpload *self = CULM_UPLOAD (object);

  switch ((CulmUploadProp) id) {
  case PROP_SENT: g_value_set_uint64 (value, self->sent); break;
  case PROP_SIZE: g_value_set_uint64 (value, self->size); break;
  case PROP_PHASE: g_value_set_int (value, (int) self->phase); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_upload_finalize (GObject *object)
{
  CulmUpload *self = CULM_UPLOAD (object);

  g_clear_object (&self->client);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->plan, culm_upload_plan_free);
  g_clear_object (&self->project);
  g_free (self->path);
  g_free (self->config);
  g_free (self->sha256);
  g_free (self->md5);
  G_OBJECT_CLASS (culm_upload_parent_class)->finalize (object);
}

static void
culm_upload_class_init (CulmUploadClass *klass)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->get_property = culm_upload_get_property;
  G_OBJECT_CLASS (klass)->finalize = culm_upload_finalize;
  props[PROP_SENT] = g_param_spec_uint64 ("sent", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  props[PROP_SIZE] = g_param_spec_uint64 ("size", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  props[PROP_PHASE] =
      g_param_spec_int ("phase", NULL, NULL, CULM_UPLOAD_ASKING, CULM_UPLOAD_CONFIRMING, CULM_UPLOAD_ASKING, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (props), props);
}

static void
culm_upload_init (CulmUpload *self)
{
  self->tries = 1;
}

void
culm_upload_result_free (CulmUploadResult *self)
{
  g_free (self->sha256);
  g_free (self->file_id);
  g_free (self->project_id);
  g_free (self);
}

CulmUpload *
culm_upload_new (CulmCloudClient *client, const char *path)
{
  CulmUpload *self = g_object_new (CULM_TYPE_UPLOAD, NULL);

  self->client = g_object_ref (client);
  self->path = g_strdup (path);
  self->contract = recall_form (get_base (self));
  if (self->contract == CULM_CONTRACT_UNKNOWN)
    self->contract = culm_region_get_upload_contract (culm_cloud_client_get_region (client));
  return self;
}

void
culm_upload_set_contract (CulmUpload *self, CulmContract contract)
{
  if (contract != CULM_CONTRACT_UNKNOWN)
    self->contract = contract;
}

void
culm_upload_set_project (CulmUpload *self, const char *config, guint plate)
{
  g_free (self->config);
  self->config = g_strdup (config);
  self->plate = plate;
}

guint64
culm_upload_get_sent (CulmUpload *self)
{
  return self->sent;
}

guint64
culm_upload_get_size (CulmUpload *self)
{
  return self->size;
}

CulmUploadPhase
culm_upload_get_phase (CulmUpload *self)
{
  return self->phase;
}

void
culm_upload_run_async (CulmUpload *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (self->doing == NEXT_END);
  g_task_set_source_tag (task, culm_upload_run_async);
  g_set_object (&self->cancellable, cancellable);
  self->doing = NEXT_CHECK;
  culm_upload_file_check_async (self->path, cancellable, step_cb, task);
}

CulmUploadResult *
culm_upload_run_finish (CulmUpload *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
