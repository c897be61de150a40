/* culm-cloud-client.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-cloud-client-private.h"

#include "culm-error.h"
#include "culm-json-read.h"
#include "culm-log.h"
#include "culm-wait.h"
#include "culm-wipe.h"

#include <string.h>

#define MAX_TRIES 3
#define MAX_LIMITED_WAIT 10      /* s of a Retry-After that a call waits for by itself */
#define FIRST_LIMITED_WAIT 30    /* s, doubled each time (reference/errors.md §2) */
#define LONGEST_LIMITED_WAIT 900 /* s */
#define DEFAULT_MQTT_PORT 8883
#define MAX_COVER_BYTES (8 * 1024 * 1024)

struct _CulmCloudClient {
  GObject parent_instance;
  CulmRegion *region;
  CulmHttp *http;
  CulmLimiter *limiter;
  char *token;
  gboolean token_is_dead;
  guint limited_in_row;
  guint second; /* ms */
};

enum { SIGNAL_TOKEN_DIED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* One call with its tries. The data of its task. */
typedef struct {
  CulmHttpRequest *request;
  CulmHttpAnswer *answer; /* the latest */
  CulmEnvelopeHead head;
  char *content_type;
  CulmCloudCallFlags flags;
  char *device;  /* whose state is asked for; NULL: nobody's */
  guint permits; /* of the limiter, for this try */
  guint tries;
} Call;

G_DEFINE_FINAL_TYPE (CulmCloudClient, culm_cloud_client, G_TYPE_OBJECT)

static void
free_call (Call *call)
{
  culm_http_request_free (call->request);
  g_clear_pointer (&call->answer, culm_http_answer_free);
  g_free (call->content_type);
  g_free (call->device);
  g_free (call);
}

/* The service's word that the bearer of this call is no good any more. */
static void
note_dead_token (CulmCloudClient *self, const Call *call)
{
  const char *bearer = call->request->bearer;

  if (bearer == NULL || g_strcmp0 (bearer, self->token) != 0 || self->token_is_dead || call->answer->elsewhere ||
      (call->flags & CULM_CLOUD_CALL_TRIAL))
    return;
  self->token_is_dead = TRUE;
  g_signal_emit (self, signals[SIGNAL_TOKEN_DIED], 0);
}

/* How long the service wants to be left alone, said or not. */
static void
note_limit (CulmCloudClient *self, const Call *call, GError *error)
{
  guint wait = FIRST_LIMITED_WAIT << MIN (self->limited_in_row, 5);
  gboolean said = culm_error_get_retry_after (error) > 0;

  if (!said) {
    culm_error_set_retry_after (error, MIN (wait, LONGEST_LIMITED_WAIT));
    self->limited_in_row++;
  }
  if (self->limiter != NULL && call->request->bearer != NULL && !call->answer->elsewhere)
    culm_limiter_pause (self->limiter, culm_error_get_retry_after (error), said);
}

/* Whether to try again, and after how many seconds. `broken`: the connection failed under the call. */
static gboolean
plan_next_try (const Call *call, const GError *error, gboolean broken, guint *seconds)
{
  guint retry_after = culm_error_get_retry_after (error);

  if (!g_str_equal (call->request->method, "GET") || call->tries >= MAX_TRIES)
    return FALSE;
  if (g_error_matches (error, CULM_ERROR, CULM_ERROR_LIMITED)) {
    *seconds = retry_after;
    return call->head.retry_after > 0 && retry_after <= MAX_LIMITED_WAIT;
  }
  *seconds = culm_error_get_http_status (error) == 401 ? 0 : 1 << (call->tries - 1);
  if (culm_error_get_http_status (error) == 401 && call->tries > 1)
    return FALSE;
  if (broken || culm_envelope_error_is_passing (error))
    return TRUE;
  /* A document that is broken may come whole the next time; a page of a gateway will not become one. */
  return call->answer != NULL && g_error_matches (error, CULM_ERROR, CULM_ERROR_MALFORMED) &&
         g_strcmp0 (call->content_type, "text/html") != 0;
}

static void
decode_in_thread (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable G_GNUC_UNUSED)
{
  Call *call = data;
  GError *error = NULL;
  CulmEnvelope *envelope = culm_envelope_new (&call->head, call->answer->body, &error);

  if (envelope != NULL)
    g_task_return_pointer (task, envelope, (GDestroyNotify) culm_envelope_unref);
  else
    g_task_return_error (task, error);
}

static void
read_head (Call *call)
{
  SoupMessageHeaders *headers = call->answer->headers;

  g_free (call->content_type);
  call->content_type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  call->head.status = call->answer->status;
  call->head.content_type = call->content_type;
  call->head.filter_header = soup_message_headers_get_one (headers, "cf-mitigated") != NULL;
  call->head.filter_ray = soup_message_headers_get_one (headers, "cf-ray") != NULL;
  call->head.retry_after = culm_http_read_retry_after (headers);
}

/* What an event of a call leads to next. */
typedef enum { NEXT_END, NEXT_DECODE, NEXT_WAIT, NEXT_ASK, NEXT_SEND } Next;

/* `error` (transfer full) ended this try. */
static Next
take_failure (GTask *task, GError *error, gboolean broken, guint *milliseconds)
{
  CulmCloudClient *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  guint seconds = 0;

  if (culm_envelope_error_is_dead_token (error) && call->answer != NULL)
    note_dead_token (self, call);
  if (g_error_matches (error, CULM_ERROR, CULM_ERROR_LIMITED))
    note_limit (self, call, error);
  if (!plan_next_try (call, error, broken, &seconds)) {
    g_task_return_error (task, error);
    return NEXT_END;
  }
  culm_debug ("%s again in %u s: %s", call->request->method, seconds, error->message);
  g_error_free (error);
  *milliseconds = seconds * self->second;
  return NEXT_WAIT;
}

static Next
take_answer (GTask *task, GAsyncResult *result, guint *milliseconds)
{
  CulmCloudClient *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  gboolean broken = FALSE;
  GError *error = NULL;

  g_clear_pointer (&call->answer, culm_http_answer_free);
  call->answer = culm_http_send_finish (self->http, result, &broken, &error);
  if (call->answer == NULL)
    return take_failure (task, error, broken, milliseconds);
  read_head (call);
  return NEXT_DECODE;
}

static Next
take_envelope (GTask *task, GAsyncResult *result, guint *milliseconds)
{
  CulmCloudClient *self = g_task_get_source_object (task);
  GError *error = NULL;
  CulmEnvelope *envelope = g_task_propagate_pointer (G_TASK (result), &error);

  if (envelope == NULL)
    return take_failure (task, error, FALSE, milliseconds);
  self->limited_in_row = 0;
  g_task_return_pointer (task, envelope, (GDestroyNotify) culm_envelope_unref);
  return NEXT_END;
}

static Next
take_wait (GTask *task, GAsyncResult *result)
{
  GError *error = NULL;

  if (culm_wait_finish (result, &error))
    return NEXT_ASK;
  g_task_return_error (task, culm_http_convert_error (error, TRUE, FALSE));
  return NEXT_END;
}

static Next
take_permit (GTask *task, GAsyncResult *result)
{
  CulmCloudClient *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;

  if (culm_limiter_take_finish (self->limiter, result, &error)) {
    call->permits++;
    return NEXT_SEND;
  }
  g_task_return_error (task, error);
  return NEXT_END;
}

/* Takes the task: asks for what the try still needs, then sends. `next` is step_cb(). */
static void
send_call (GTask *task, GAsyncReadyCallback next)
{
  CulmCloudClient *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  CulmNeed need = call->flags & CULM_CLOUD_CALL_URGENT ? CULM_NEED_URGENT : CULM_NEED_NORMAL;
  gboolean counted = self->limiter != NULL && call->request->bearer != NULL;

  if (counted && call->permits == 0)
    culm_limiter_take_async (self->limiter, CULM_LIMIT_REQUESTS, NULL, 1, need, cancellable, next, task);
  else if (counted && call->permits == 1 && call->device != NULL)
    culm_limiter_take_async (self->limiter, CULM_LIMIT_DEVICE, call->device, 1, need, cancellable, next, task);
  else
    culm_http_send_async (self->http, culm_http_request_copy (call->request), cancellable, next, task);
}

/* Asks, sends, decodes and waits in turn, until the call has an end. */
static void
step_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  guint milliseconds = 0;
  Next next;

  if (CULM_IS_HTTP (source))
    next = take_answer (task, result, &milliseconds);
  else if (CULM_IS_LIMITER (source))
    next = take_permit (task, result);
  else if (g_async_result_is_tagged (result, decode_in_thread))
    next = take_envelope (task, result, &milliseconds);
  else
    next = take_wait (task, result);
  if (next == NEXT_DECODE) {
    g_autoptr (GTask) decode = g_task_new (NULL, NULL, step_cb, g_steal_pointer (&task));

    g_task_set_source_tag (decode, decode_in_thread);
    g_task_set_task_data (decode, call, NULL);
    g_task_run_in_thread (decode, decode_in_thread);
  } else if (next == NEXT_WAIT) {
    culm_wait_async (milliseconds, cancellable, step_cb, g_steal_pointer (&task));
  } else if (next == NEXT_ASK) {
    call->tries++;
    call->permits = 0;
    send_call (g_steal_pointer (&task), step_cb);
  } else if (next == NEXT_SEND) {
    send_call (g_steal_pointer (&task), step_cb);
  }
}

/* The device whose state this asks for (reference/rest.md §5). Returns: (transfer full) (nullable). */
static char *
find_device (const char *path, const char *query)
{
  g_autoptr (GHashTable) fields = query != NULL ? g_uri_parse_params (query, -1, "&", G_URI_PARAMS_NONE, NULL) : NULL;
  const char *device = NULL;

  if (fields != NULL && g_str_has_prefix (path, "/v1/iot-service/api/user/device/"))
    device = g_hash_table_lookup (fields, g_hash_table_contains (fields, "dev_id") ? "dev_id" : "device_id");
  return g_strdup (device);
}

/* The bytes of a body may hold a password. */
static void
wipe_body (gpointer text)
{
  culm_wipe (text);
}

static const char *
get_base (CulmCloudClient *self, CulmCloudCallFlags flags)
{
  if (flags & CULM_CLOUD_CALL_LOOKUP)
    return culm_region_get_lookup_base (self->region);
  return flags & CULM_CLOUD_CALL_WEB ? culm_region_get_web_base (self->region)
                                     : culm_region_get_api_base (self->region);
}

static CulmHttpRequest *
make_request (CulmCloudClient *self, const char *method, const char *path, const char *query, JsonNode *body,
              CulmCloudCallFlags flags)
{
  g_autofree char *url = g_strconcat (get_base (self, flags), path, query != NULL ? "?" : NULL, query, NULL);
  CulmHttpRequest *request = culm_http_request_new (method, url, CULM_ENVELOPE_MAX_BYTES);

  if (body != NULL) {
    char *text = json_to_string (body, FALSE);

    request->json = g_bytes_new_with_free_func (text, strlen (text), wipe_body, text);
  }
  if (!(flags & CULM_CLOUD_CALL_ANONYMOUS))
    request->bearer = g_strdup (self->token);
  if (flags & CULM_CLOUD_CALL_LOOKUP)
    request->purpose = CULM_CONTACT_FAULT_TEXTS;
  return request;
}

static void
well_known_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmCloudClient *self = CULM_CLOUD_CLIENT (client);
  GError *error = NULL;
  g_autoptr (CulmEnvelope) envelope = culm_cloud_client_call_finish (self, result, &error);
  g_autoptr (GUri) base = g_uri_parse (culm_region_get_api_base (self->region), G_URI_FLAGS_NONE, NULL);
  guint status = culm_error_get_http_status (error);
  JsonObject *mqtt;
  char *host;
  gint64 port;

  /* A server that answers, and has no such page, keeps its broker beside itself. */
  if (envelope == NULL && (status == 0 || status >= 500 || g_error_matches (error, CULM_ERROR, CULM_ERROR_BLOCKED))) {
    g_task_return_error (task, error);
    return;
  }
  g_clear_error (&error);
  mqtt = envelope != NULL ? culm_json_read_object (culm_envelope_get_object (envelope), "mqtt") : NULL;
  host = culm_json_read_string (mqtt, "host");
  port = culm_json_read_int (mqtt, "port", DEFAULT_MQTT_PORT);
  if (host == NULL || strpbrk (host, "/ \t\r\n") != NULL || port < 1 || port > 65535) {
    g_free (host);
    host = g_strdup (g_uri_get_host (base));
    port = DEFAULT_MQTT_PORT;
  }
  g_object_set_data (G_OBJECT (task), "port", GUINT_TO_POINTER ((guint) port));
  g_task_return_pointer (task, host, g_free);
}

static void
cover_cb (GObject *http, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (CulmHttpAnswer) answer = culm_http_send_finish (CULM_HTTP (http), result, NULL, &error);
  const char *type = answer != NULL ? soup_message_headers_get_content_type (answer->headers, NULL) : NULL;

  if (answer == NULL) {
    g_task_return_error (task, error);
  } else if (answer->status != 200) {
    error =
        culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_NOT_FOUND, "No picture there (HTTP %u)", answer->status);
    culm_error_set_http_status (error, answer->status);
    g_task_return_error (task, error);
  } else if (type == NULL || !g_str_has_prefix (type, "image/") || g_bytes_get_size (answer->body) == 0) {
    error = culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_MALFORMED, "This is no picture");
    culm_error_set_err (error, "ERR_BAD_RESPONSE");
    g_task_return_error (task, error);
  } else {
    g_task_return_pointer (task, g_bytes_ref (answer->body), (GDestroyNotify) g_bytes_unref);
  }
}

static void
culm_cloud_client_finalize (GObject *object)
{
  CulmCloudClient *self = CULM_CLOUD_CLIENT (object);

  g_clear_object (&self->http);
  g_clear_object (&self->limiter);
  g_clear_pointer (&self->region, culm_region_unref);
  g_clear_pointer (&self->token, culm_wipe);
  G_OBJECT_CLASS (culm_cloud_client_parent_class)->finalize (object);
}

static void
culm_cloud_client_class_init (CulmCloudClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culm_cloud_client_finalize;
  signals[SIGNAL_TOKEN_DIED] =
      g_signal_new ("token-died", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
culm_cloud_client_init (CulmCloudClient *self)
{
  self->http = culm_http_new ();
  self->second = 1000;
}

CulmCloudClient *
culm_cloud_client_new (CulmRegion *region)
{
  CulmCloudClient *self = g_object_new (CULM_TYPE_CLOUD_CLIENT, NULL);

  self->region = culm_region_ref (region);
  return self;
}

CulmRegion *
culm_cloud_client_get_region (CulmCloudClient *self)
{
  return self->region;
}

void
culm_cloud_client_set_token (CulmCloudClient *self, const char *token)
{
  if (g_strcmp0 (self->token, token) == 0)
    return;
  culm_wipe (self->token);
  self->token = g_strdup (token);
  self->token_is_dead = FALSE;
}

const char *
culm_cloud_client_get_token (CulmCloudClient *self)
{
  return self->token;
}

gboolean
culm_cloud_client_is_signed_in (CulmCloudClient *self)
{
  return self->token != NULL && !self->token_is_dead;
}

void
culm_cloud_client_set_limiter (CulmCloudClient *self, CulmLimiter *limiter)
{
  g_set_object (&self->limiter, limiter);
}

CulmLimiter *
culm_cloud_client_get_limiter (CulmCloudClient *self)
{
  return self->limiter;
}

CulmHttp *
culm_cloud_client_get_http (CulmCloudClient *self)
{
  return self->http;
}

void
culm_cloud_client_set_second (CulmCloudClient *self, guint milliseconds)
{
  self->second = milliseconds;
}

guint
culm_cloud_client_get_second (CulmCloudClient *self)
{
  return self->second;
}

void
culm_cloud_client_talk_async (CulmCloudClient *self, const char *method, const char *path, const char *query,
                              JsonNode *body, CulmCloudCallFlags flags, SoupMessageHeaders *headers,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Call *call;

  g_return_if_fail (CULM_IS_CLOUD_CLIENT (self));
  g_return_if_fail (path != NULL && *path == '/');
  g_task_set_source_tag (task, culm_cloud_client_talk_async);
  g_task_set_check_cancellable (task, FALSE); /* CulmHttp says it in our words */
  if ((flags & CULM_CLOUD_CALL_WEB) && culm_region_get_web_base (self->region) == NULL) {
    g_task_return_error (
        task, culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_UNSUPPORTED, "No web host is known for this region"));
    return;
  }
  if (!(flags & CULM_CLOUD_CALL_ANONYMOUS) && self->token == NULL) {
    g_task_return_error (task,
                         culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_UNAUTHORISED, "Nobody is signed in"));
    return;
  }
  call = g_new0 (Call, 1);
  call->request = make_request (self, method, path, query, body, flags);
  call->request->headers = headers != NULL ? soup_message_headers_ref (headers) : NULL;
  call->flags = flags;
  call->device = g_str_equal (method, "GET") ? find_device (path, query) : NULL;
  call->tries = 1;
  g_task_set_task_data (task, call, (GDestroyNotify) free_call);
  send_call (g_steal_pointer (&task), step_cb);
}

CulmEnvelope *
culm_cloud_client_talk_finish (CulmCloudClient *self, GAsyncResult *result, SoupMessageHeaders **headers,
                               GError **error)
{
  Call *call;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  call = g_task_get_task_data (G_TASK (result));
  if (headers != NULL)
    *headers = call != NULL && call->answer != NULL ? soup_message_headers_ref (call->answer->headers) : NULL;
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
culm_cloud_client_call_async (CulmCloudClient *self, const char *method, const char *path, const char *query,
                              JsonNode *body, CulmCloudCallFlags flags, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  culm_cloud_client_talk_async (self, method, path, query, body, flags, NULL, cancellable, callback, user_data);
}

CulmEnvelope *
culm_cloud_client_call_finish (CulmCloudClient *self, GAsyncResult *result, GError **error)
{
  return culm_cloud_client_talk_finish (self, result, NULL, error);
}

void
culm_cloud_client_find_broker_async (CulmCloudClient *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const char *host = culm_region_get_mqtt_host (self->region);

  g_task_set_source_tag (task, culm_cloud_client_find_broker_async);
  g_task_set_check_cancellable (task, FALSE);
  if (host != NULL) {
    g_object_set_data (G_OBJECT (task), "port", GUINT_TO_POINTER ((guint) culm_region_get_mqtt_port (self->region)));
    g_task_return_pointer (task, g_strdup (host), g_free);
  } else if (!culm_region_is_free (self->region)) {
    g_task_return_error (
        task, culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_UNSUPPORTED, "No broker is known for this region"));
  } else {
    culm_cloud_client_call_async (self, "GET", "/.well-known/culm.json", NULL, NULL, CULM_CLOUD_CALL_ANONYMOUS,
                                  cancellable, well_known_cb, g_steal_pointer (&task));
  }
}

char *
culm_cloud_client_find_broker_finish (CulmCloudClient *self, GAsyncResult *result, guint16 *port, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  *port = (guint16) GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (result), "port"));
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
culm_cloud_client_fetch_cover_async (CulmCloudClient *self, const char *url, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  CulmHttpRequest *request = culm_http_request_new ("GET", url, MAX_COVER_BYTES);

  g_task_set_source_tag (task, culm_cloud_client_fetch_cover_async);
  g_task_set_check_cancellable (task, FALSE);
  request->purpose = CULM_CONTACT_PICTURE;
  request->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  soup_message_headers_append (request->headers, "Accept", "image/*");
  culm_http_send_async (self->http, request, cancellable, cover_cb, task);
}

GBytes *
culm_cloud_client_fetch_cover_finish (CulmCloudClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
