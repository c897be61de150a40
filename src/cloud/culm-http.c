/* culm-http.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-http.h"

#include "culm-error.h"
#include "culm-patience.h"
#include "culm-tls-database.h"

#define CONNECT_TIMEOUT 10000
#define IDLE_TIMEOUT 30000
#define TOTAL_TIMEOUT 60000
#define CHUNK 65536
#define MAX_CONNECTIONS 6
#define KEEP_CONNECTION 60

struct _CulmHttp {
  GObject parent_instance;
  SoupSession *session; /* NULL until the trust anchors are there */
  GTlsDatabase *database;
  guint connect_timeout;
  guint idle_timeout;
  guint total_timeout;
};

/* One message on its way, with what its redirects made of it. The data of its task. */
typedef struct {
  CulmHttpRequest *request;
  GUri *uri;
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *body;
  CulmPatience patience; /* its deadline is the answer's, from its head on */
  guint redirects;
  gboolean elsewhere;
  gboolean connected;
} Exchange;

G_DEFINE_FINAL_TYPE (CulmHttp, culm_http, G_TYPE_OBJECT)

static void
free_exchange (Exchange *exchange)
{
  culm_patience_clear (&exchange->patience);
  g_clear_object (&exchange->message);
  g_clear_object (&exchange->stream);
  g_clear_pointer (&exchange->body, g_byte_array_unref);
  g_clear_pointer (&exchange->uri, g_uri_unref);
  culm_http_request_free (exchange->request);
  g_free (exchange);
}

static void
on_network_event (SoupMessage *message G_GNUC_UNUSED, GSocketClientEvent event, GIOStream *connection G_GNUC_UNUSED,
                  GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);
  CulmHttp *self = g_task_get_source_object (task);

  if (event == G_SOCKET_CLIENT_RESOLVING) {
    culm_patience_push (&exchange->patience, self->connect_timeout);
  } else if (event == G_SOCKET_CLIENT_COMPLETE) {
    exchange->connected = TRUE;
    culm_patience_push (&exchange->patience, self->idle_timeout);
  }
}

static void
on_starting (SoupMessage *message G_GNUC_UNUSED, GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);
  CulmHttp *self = g_task_get_source_object (task);

  exchange->connected = TRUE;
  culm_patience_push (&exchange->patience, self->idle_timeout);
}

static void
return_failure (GTask *task, GError *error)
{
  Exchange *exchange = g_task_get_task_data (task);

  g_task_return_error (task, culm_http_convert_error (error, culm_patience_is_cancelled (&exchange->patience),
                                                      exchange->patience.timed_out));
}

static void
return_answer (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);
  CulmHttpAnswer *answer = g_new0 (CulmHttpAnswer, 1);

  answer->status = soup_message_get_status (exchange->message);
  answer->headers = soup_message_headers_ref (soup_message_get_response_headers (exchange->message));
  answer->body = g_byte_array_free_to_bytes (g_steal_pointer (&exchange->body));
  answer->elsewhere = exchange->elsewhere;
  g_task_return_pointer (task, answer, (GDestroyNotify) culm_http_answer_free);
}

/* The rest of the answer must not be taken for the next one, so its connection goes, and with it the session: messages
 * on their way hold the old one until they end. */
static void
return_overflow (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);
  CulmHttp *self = g_task_get_source_object (task);
  GError *error = culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_MALFORMED,
                                  "The answer is larger than %" G_GSIZE_FORMAT " bytes", exchange->request->limit);

  culm_error_set_err (error, "ERR_BAD_RESPONSE");
  g_cancellable_cancel (exchange->patience.stop);
  g_clear_object (&self->session);
  exchange->connected = FALSE;
  g_task_return_error (task, error);
}

static gboolean
is_redirect (guint status)
{
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

static GError *
make_refusal (const char *err, const char *message)
{
  GError *error = culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_FAILED, "%s", message);

  culm_error_set_err (error, err);
  return error;
}

/* Turns the request into what the redirect asks for. */
static gboolean
follow_redirect (Exchange *exchange, GError **error)
{
  guint status = soup_message_get_status (exchange->message);
  CulmHttpRequest *request = exchange->request;
  g_autoptr (GUri) target =
      culm_http_resolve_redirect (exchange->uri, soup_message_get_response_headers (exchange->message), error);
  GError *refusal = NULL;

  if (target == NULL)
    return FALSE;
  if (status == 303 || ((status == 301 || status == 302) && g_str_equal (request->method, "POST"))) {
    request->method = "GET";
    g_clear_pointer (&request->json, g_bytes_unref);
  }
  exchange->elsewhere = exchange->elsewhere || !culm_http_is_same_origin (exchange->uri, target);
  if (++exchange->redirects > CULM_HTTP_MAX_REDIRECTS)
    refusal = make_refusal ("ERR_FR_TOO_MANY_REDIRECTS", "Too many redirects");
  else if (exchange->elsewhere && !g_str_equal (request->method, "GET"))
    refusal = make_refusal ("ERR_BAD_RESPONSE", "A redirect would send data to another host");
  if (refusal != NULL) {
    g_propagate_error (error, refusal);
    return FALSE;
  }
  g_uri_unref (exchange->uri);
  exchange->uri = g_steal_pointer (&target);
  return TRUE;
}

/* The message for where the exchange stands now, watched by `task`. */
static void
prepare_message (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);
  CulmHttpRequest *request = exchange->request;
  SoupMessage *message = soup_message_new_from_uri (request->method, exchange->uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_append (headers, "Accept", "application/json");
  if (request->json != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", request->json);
  if (!exchange->elsewhere) { /* neither the bearer nor a cookie of ours is for another host */
    SoupMessageHeadersIter iter;
    const char *name, *value;

    if (request->bearer != NULL) {
      g_autofree char *bearer = g_strdup_printf ("Bearer %s", request->bearer);

      soup_message_headers_append (headers, "Authorization", bearer);
    }
    if (request->headers != NULL) {
      soup_message_headers_iter_init (&iter, request->headers);
      while (soup_message_headers_iter_next (&iter, &name, &value))
        soup_message_headers_replace (headers, name, value);
    }
  }
  g_signal_connect (message, "network-event", G_CALLBACK (on_network_event), task);
  g_signal_connect (message, "starting", G_CALLBACK (on_starting), task);
  culm_contacts_note (exchange->request->purpose, g_uri_get_host (soup_message_get_uri (message)));
  g_clear_object (&exchange->message);
  exchange->message = message;
}

static SoupSession *
ensure_session (CulmHttp *self)
{
  /* Timeouts are the exchange's: libsoup has one for connecting and reading together. */
  if (self->session == NULL)
    self->session = soup_session_new_with_options ("user-agent", culm_http_get_user_agent (), "tls-database",
                                                   self->database, "timeout", 0, "idle-timeout", KEEP_CONNECTION,
                                                   "max-conns-per-host", MAX_CONNECTIONS, NULL);
  return self->session;
}

/* What an exchange does next. */
typedef enum { NEXT_END, NEXT_READ, NEXT_SEND } Next;

static Next
take_head (GTask *task, SoupSession *session, GAsyncResult *result)
{
  Exchange *exchange = g_task_get_task_data (task);
  CulmHttp *self = g_task_get_source_object (task);
  GError *error = NULL;

  g_clear_object (&exchange->stream);
  exchange->stream = soup_session_send_finish (session, result, &error);
  g_signal_handlers_disconnect_by_data (exchange->message, task);
  if (exchange->stream == NULL) {
    return_failure (task, error);
    return NEXT_END;
  }
  g_byte_array_set_size (exchange->body, 0);
  exchange->patience.deadline = g_get_monotonic_time () + self->total_timeout * (gint64) 1000;
  culm_patience_push (&exchange->patience, self->idle_timeout);
  return NEXT_READ;
}

/* A redirect is read to its end like any answer, so that its connection can serve again. */
static Next
take_chunk (GTask *task, GInputStream *stream, GAsyncResult *result)
{
  Exchange *exchange = g_task_get_task_data (task);
  CulmHttp *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GBytes) chunk = g_input_stream_read_bytes_finish (stream, result, &error);
  gsize size = chunk != NULL ? g_bytes_get_size (chunk) : 0;

  if (chunk == NULL) {
    return_failure (task, error);
  } else if (exchange->body->len + size > exchange->request->limit) {
    return_overflow (task);
  } else if (size > 0) {
    g_byte_array_append (exchange->body, g_bytes_get_data (chunk, NULL), (guint) size);
    culm_patience_push (&exchange->patience, self->idle_timeout);
    return NEXT_READ;
  } else if (!is_redirect (soup_message_get_status (exchange->message))) {
    return_answer (task);
  } else if (!follow_redirect (exchange, &error)) {
    exchange->connected = FALSE;
    g_task_return_error (task, error);
  } else {
    return NEXT_SEND;
  }
  return NEXT_END;
}

static void
step_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *exchange = g_task_get_task_data (task);
  Next next = SOUP_IS_SESSION (source) ? take_head (task, SOUP_SESSION (source), result)
                                       : take_chunk (task, G_INPUT_STREAM (source), result);

  if (next == NEXT_READ) {
    g_input_stream_read_bytes_async (exchange->stream, CHUNK, G_PRIORITY_DEFAULT, exchange->patience.stop, step_cb,
                                     g_steal_pointer (&task));
  } else if (next == NEXT_SEND) {
    SoupSession *session = ensure_session (g_task_get_source_object (task));

    exchange->patience.deadline = G_MAXINT64;
    prepare_message (task);
    soup_session_send_async (session, exchange->message, G_PRIORITY_DEFAULT, exchange->patience.stop, step_cb,
                             g_steal_pointer (&task));
  }
}

static void
start_message (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);
  CulmHttp *self = g_task_get_source_object (task);

  culm_patience_push (&exchange->patience, self->idle_timeout);
  prepare_message (task);
  soup_session_send_async (ensure_session (self), exchange->message, G_PRIORITY_DEFAULT, exchange->patience.stop,
                           step_cb, task);
}

static void
load_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmHttp *self = g_task_get_source_object (task);
  g_autoptr (GTlsDatabase) database = NULL;
  GError *error = NULL;

  database = culm_tls_database_load_finish (result, &error);
  if (database == NULL) {
    if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      error = culm_http_convert_error (error, TRUE, FALSE);
    g_task_return_error (task, error);
    return;
  }
  if (self->database == NULL) /* two first messages load twice */
    self->database = g_steal_pointer (&database);
  start_message (g_steal_pointer (&task));
}

static Exchange *
make_exchange (CulmHttpRequest *request, GUri *uri, GCancellable *cancellable)
{
  Exchange *exchange = g_new0 (Exchange, 1);

  exchange->request = request;
  exchange->uri = uri;
  exchange->body = g_byte_array_new ();
  culm_patience_init (&exchange->patience, cancellable);
  return exchange;
}

static void
culm_http_dispose (GObject *object)
{
  CulmHttp *self = CULM_HTTP (object);

  g_clear_object (&self->session);
  g_clear_object (&self->database);
  G_OBJECT_CLASS (culm_http_parent_class)->dispose (object);
}

static void
culm_http_class_init (CulmHttpClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_http_dispose;
}

static void
culm_http_init (CulmHttp *self)
{
  self->connect_timeout = CONNECT_TIMEOUT;
  self->idle_timeout = IDLE_TIMEOUT;
  self->total_timeout = TOTAL_TIMEOUT;
}

CulmHttp *
culm_http_new (void)
{
  return g_object_new (CULM_TYPE_HTTP, NULL);
}

void
culm_http_set_timeouts (CulmHttp *self, guint connect, guint idle, guint total)
{
  self->connect_timeout = connect;
  self->idle_timeout = idle;
  self->total_timeout = total;
}

void
culm_http_send_async (CulmHttp *self, CulmHttpRequest *request, GCancellable *cancellable, GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GError *error = NULL;
  GUri *uri = culm_http_parse_url (request->url, &error);

  g_task_set_source_tag (task, culm_http_send_async);
  if (uri == NULL) {
    culm_http_request_free (request);
    g_task_return_error (task, error);
    return;
  }
  g_task_set_task_data (task, make_exchange (request, uri, cancellable), (GDestroyNotify) free_exchange);
  if (self->database != NULL)
    start_message (g_steal_pointer (&task));
  else
    culm_tls_database_load_async (cancellable, load_cb, g_steal_pointer (&task));
}

CulmHttpAnswer *
culm_http_send_finish (CulmHttp *self, GAsyncResult *result, gboolean *broken, GError **error)
{
  Exchange *exchange = g_task_get_task_data (G_TASK (result));
  CulmHttpAnswer *answer;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  answer = g_task_propagate_pointer (G_TASK (result), error);
  if (broken != NULL)
    *broken = answer == NULL && exchange != NULL && exchange->connected && !exchange->patience.timed_out &&
              !culm_patience_is_cancelled (&exchange->patience);
  return answer;
}
