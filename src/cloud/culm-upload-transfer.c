/* culm-upload-transfer.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-upload-transfer.h"

#include "culm-envelope.h"
#include "culm-error.h"
#include "culm-http.h"
#include "culm-upload-checksum.h"
#include "culm-upload-early.h"
#include "culm-upload-source.h"
#include "culm-wipe.h"

#include <string.h>

#define CONNECT_TIMEOUT 10 /* s */
#define IDLE_TIMEOUT 60    /* s */
#define TICK 200           /* ms */
#define LOOK 65536         /* bytes between two looks for an early answer */
#define MAX_ANSWER 65536

/* One transfer, known to both threads. The data of its task. */
typedef struct {
  char *url;
  char *content_type;
  char *path;
  char *text;
  guint64 size;
  GTlsDatabase *database;

  GMutex mutex;
  CulmUploadSource *source; /* under the mutex, as the next three */
  GSocket *socket;
  gboolean connected;
  gboolean timed_out;

  /* The worker's side alone. */
  CulmUploadEarly *early;
  guint64 written;
  guint64 looked;
  gboolean answered_early;

  /* The caller's side alone. */
  GCancellable *stop; /* the worker's: cancelled by the caller or by a timeout */
  GCancellable *outer;
  gulong outer_id;
  GSource *tick;
  gint64 started;
  guint64 reported;
  GFileProgressCallback progress;
  gpointer progress_data;
} Transfer;

static void
free_transfer (Transfer *transfer)
{
  g_cancellable_disconnect (transfer->outer, transfer->outer_id); /* takes NULL */
  g_clear_object (&transfer->outer);
  g_clear_object (&transfer->stop);
  g_clear_object (&transfer->source);
  g_clear_object (&transfer->socket);
  g_clear_object (&transfer->database);
  g_clear_pointer (&transfer->tick, g_source_unref);
  g_clear_pointer (&transfer->early, culm_upload_early_free);
  g_mutex_clear (&transfer->mutex);
  culm_wipe (transfer->url);
  g_free (transfer->content_type);
  g_free (transfer->path);
  g_free (transfer->text);
  g_free (transfer);
}

static void
set_source (Transfer *transfer, CulmUploadSource *source)
{
  g_mutex_lock (&transfer->mutex);
  g_set_object (&transfer->source, source);
  g_mutex_unlock (&transfer->mutex);
}

static void
set_socket (Transfer *transfer, GSocket *socket)
{
  g_mutex_lock (&transfer->mutex);
  g_set_object (&transfer->socket, socket);
  g_mutex_unlock (&transfer->mutex);
}

/* Closing a TLS connection says goodbye first, which takes as long as the idle timeout when the server reads no more.
 * */
static void
hang_up (Transfer *transfer)
{
  g_mutex_lock (&transfer->mutex);
  if (transfer->socket != NULL)
    g_socket_shutdown (transfer->socket, TRUE, TRUE, NULL);
  g_mutex_unlock (&transfer->mutex);
}

/* The worker. libsoup 3.2 has no call for this: HTTP/2 halves the rate of an upload. */
static void
on_network_event (SoupMessage *message G_GNUC_UNUSED, GSocketClientEvent event, GIOStream *connection,
                  Transfer *transfer)
{
  static const char *const protocols[] = { "http/1.1", NULL };

  if (event == G_SOCKET_CLIENT_CONNECTED && G_IS_SOCKET_CONNECTION (connection))
    set_socket (transfer, g_socket_connection_get_socket (G_SOCKET_CONNECTION (connection)));
  if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING && G_IS_TLS_CONNECTION (connection))
    g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (connection), protocols);
  if (event == G_SOCKET_CLIENT_TLS_HANDSHAKED && G_IS_TLS_CONNECTION (connection)) {
    g_clear_pointer (&transfer->early, culm_upload_early_free);
    transfer->early = culm_upload_early_new (connection);
  }
  if (event == G_SOCKET_CLIENT_COMPLETE) {
    g_mutex_lock (&transfer->mutex);
    transfer->connected = TRUE;
    g_mutex_unlock (&transfer->mutex);
  }
}

/* Between two writes of the worker. The last byte out, the answer is libsoup's. */
static void
on_wrote (SoupMessage *message G_GNUC_UNUSED, guint count, Transfer *transfer)
{
  transfer->written += count;
  if (transfer->early == NULL || transfer->answered_early || transfer->written >= transfer->size ||
      transfer->written - transfer->looked < LOOK)
    return;
  transfer->looked = transfer->written;
  transfer->answered_early = culm_upload_early_look (transfer->early);
  if (transfer->answered_early) {
    culm_upload_source_stop (transfer->source);
    hang_up (transfer);
  }
}

static SoupMessage *
make_message (Transfer *transfer, GUri *uri, GError **error)
{
  g_autoptr (SoupMessage) message = soup_message_new_from_uri ("PUT", uri);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  g_signal_connect (message, "network-event", G_CALLBACK (on_network_event), transfer);
  if (transfer->path != NULL) {
    g_autoptr (CulmUploadSource) source = culm_upload_source_open (transfer->path, transfer->size, error);

    if (source == NULL)
      return NULL;
    set_source (transfer, source);
    transfer->written = transfer->looked = 0;
    transfer->answered_early = FALSE;
    g_signal_connect (message, "wrote-body-data", G_CALLBACK (on_wrote), transfer);
    soup_message_set_request_body (message, transfer->content_type, G_INPUT_STREAM (source), (gssize) transfer->size);
  } else {
    g_autoptr (GBytes) bytes = g_bytes_new (transfer->text, strlen (transfer->text));

    soup_message_set_request_body_from_bytes (message, transfer->content_type, bytes);
  }
  return g_steal_pointer (&message);
}

/* What came back, in time or early. */
typedef struct {
  guint status;
  SoupMessageHeaders *headers;
  GBytes *body; /* its beginning */
} Answer;

static void
clear_answer (Answer *answer)
{
  g_clear_pointer (&answer->headers, soup_message_headers_unref);
  g_clear_pointer (&answer->body, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, clear_answer)

static gboolean
read_answer (SoupMessage *message, GInputStream *stream, GCancellable *cancellable, Answer *answer, GError **error)
{
  g_autofree char *bytes = g_malloc (MAX_ANSWER);
  gsize length = 0;

  if (!g_input_stream_read_all (stream, bytes, MAX_ANSWER, &length, cancellable, error))
    return FALSE;
  answer->status = soup_message_get_status (message);
  answer->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  answer->body = g_bytes_new (bytes, length);
  return TRUE;
}

static gboolean
exchange (Transfer *transfer, SoupSession *session, SoupMessage *message, Answer *answer, GError **error)
{
  g_autoptr (GInputStream) stream = soup_session_send (session, message, transfer->stop, error);

  if (stream != NULL)
    return read_answer (message, stream, transfer->stop, answer, error);
  if (!transfer->answered_early || SOUP_STATUS_IS_SUCCESSFUL (culm_upload_early_get_status (transfer->early)))
    return FALSE;
  g_clear_error (error);
  answer->status = culm_upload_early_get_status (transfer->early);
  answer->headers = soup_message_headers_ref (culm_upload_early_get_headers (transfer->early));
  answer->body = g_bytes_ref (culm_upload_early_get_body (transfer->early));
  return TRUE;
}

/* A status outside 2xx as an error. */
static gboolean
judge_status (const Answer *answer, GError **error)
{
  CulmEnvelopeHead head = {
    .status = answer->status,
    .content_type = soup_message_headers_get_content_type (answer->headers, NULL),
    .retry_after = culm_http_read_retry_after (answer->headers),
  };
  g_autoptr (CulmEnvelope) envelope = NULL;

  if (SOUP_STATUS_IS_SUCCESSFUL (head.status))
    return TRUE;
  envelope = culm_envelope_new (&head, answer->body, error);
  return FALSE;
}

/* What the server says of the file against what the file is. */
static gboolean
judge_checksum (Transfer *transfer, const Answer *answer, GError **error)
{
  g_auto (CulmUploadChecksum) checksum = { NULL, NULL };
  CulmEnvelopeHead head = { .status = SOUP_STATUS_OK };
  g_autoptr (CulmEnvelope) document =
      culm_envelope_new (&head, answer->body, NULL); /* most stores say nothing, or XML */
  g_autofree char *sha256 = NULL;
  g_autofree char *md5 = NULL;

  if (!culm_upload_source_check (transfer->source, error))
    return FALSE;
  culm_upload_checksum_read (&checksum, answer->headers, document != NULL ? culm_envelope_get_object (document) : NULL);
  sha256 = culm_upload_source_get_sha256 (transfer->source);
  if (checksum.md5 != NULL) {
    /* Two digests in one pass would slow every transfer down for the few that need the second. */
    md5 = culm_upload_source_compute_md5 (transfer->source, transfer->stop, error);
    if (md5 == NULL)
      return FALSE;
  }
  return culm_upload_checksum_compare (&checksum, sha256, md5, error);
}

static gboolean
is_redirect (guint status)
{
  return status == 301 || status == 302 || status == 307 || status == 308;
}

/* Puts once. Sets `next` (transfer full) when it must be put elsewhere. */
static gboolean
put (Transfer *transfer, SoupSession *session, GUri *uri, GUri **next, GError **error)
{
  g_autoptr (SoupMessage) message = make_message (transfer, uri, error);
  g_auto (Answer) answer = { 0, NULL, NULL };

  if (message == NULL || !exchange (transfer, session, message, &answer, error))
    return FALSE;
  if (is_redirect (answer.status)) {
    *next = culm_http_resolve_redirect (uri, answer.headers, error);
    return *next != NULL;
  }
  return judge_status (&answer, error) && (transfer->path == NULL || judge_checksum (transfer, &answer, error));
}

static gboolean
put_and_follow (Transfer *transfer, SoupSession *session, GError **error)
{
  g_autoptr (GUri) uri = culm_http_parse_url (transfer->url, error);

  for (guint i = 0; uri != NULL && i <= CULM_HTTP_MAX_REDIRECTS; i++) {
    g_autoptr (GUri) next = NULL;

    if (!put (transfer, session, uri, &next, error))
      return FALSE;
    if (next == NULL)
      return TRUE;
    g_uri_unref (uri);
    uri = g_steal_pointer (&next);
  }
  if (uri != NULL) {
    GError *loop = culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_FAILED, "Too many redirects");

    culm_error_set_err (loop, "ERR_FR_TOO_MANY_REDIRECTS");
    g_propagate_error (error, loop);
  }
  return FALSE;
}

static void
transfer_in_thread (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable G_GNUC_UNUSED)
{
  Transfer *transfer = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  SoupSession *session;
  GError *error = NULL;
  gboolean done;

  g_main_context_push_thread_default (context);
  session = soup_session_new_with_options ("user-agent", culm_http_get_user_agent (), "tls-database",
                                           transfer->database, "timeout", IDLE_TIMEOUT, NULL);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER); /* no Accept-Encoding */
  done = put_and_follow (transfer, session, &error);
  set_socket (transfer, NULL);
  soup_session_abort (session);
  g_object_unref (session);
  g_main_context_pop_thread_default (context);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
stop (Transfer *transfer)
{
  g_cancellable_cancel (transfer->stop);
  hang_up (transfer);
}

static gboolean
on_tick (gpointer user_data)
{
  Transfer *transfer = user_data;
  gint64 now = g_get_monotonic_time ();
  guint64 sent = 0;
  gboolean late;

  g_mutex_lock (&transfer->mutex);
  if (transfer->source != NULL)
    sent = culm_upload_source_get_position (transfer->source);
  late = !transfer->connected && now - transfer->started > CONNECT_TIMEOUT * G_USEC_PER_SEC;
  transfer->timed_out = transfer->timed_out || late;
  g_mutex_unlock (&transfer->mutex);
  if (late)
    stop (transfer);
  if (sent != transfer->reported && transfer->progress != NULL) {
    transfer->reported = sent;
    transfer->progress ((goffset) sent, (goffset) transfer->size, transfer->progress_data);
  }
  return G_SOURCE_CONTINUE;
}

static void
on_cancelled (GCancellable *outer G_GNUC_UNUSED, Transfer *transfer)
{
  stop (transfer);
}

/* The worker has ended; from here on its data is the caller's. */
static void
transfer_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Transfer *transfer = g_task_get_task_data (task);
  GError *error = NULL;

  g_source_destroy (transfer->tick);
  if (g_task_propagate_boolean (G_TASK (result), &error)) {
    if (transfer->progress != NULL)
      transfer->progress ((goffset) transfer->size, (goffset) transfer->size, transfer->progress_data);
    g_task_return_pointer (task, transfer->path != NULL ? culm_upload_source_get_sha256 (transfer->source) : NULL,
                           g_free);
  } else if (error->domain == CULM_ERROR && !g_cancellable_is_cancelled (transfer->outer)) {
    g_task_return_error (task, error);
  } else {
    g_task_return_error (
        task, culm_http_convert_error (error, g_cancellable_is_cancelled (transfer->outer), transfer->timed_out));
  }
}

void
culm_upload_transfer_async (const CulmUploadOrder *order, GCancellable *cancellable, GFileProgressCallback progress,
                            gpointer progress_data, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  g_autoptr (GTask) worker = NULL;
  Transfer *transfer = g_new0 (Transfer, 1);

  g_task_set_source_tag (task, culm_upload_transfer_async);
  g_task_set_task_data (task, transfer, (GDestroyNotify) free_transfer);
  g_mutex_init (&transfer->mutex);
  transfer->url = g_strdup (order->url);
  transfer->content_type = g_strdup (order->content_type);
  transfer->path = g_strdup (order->path);
  transfer->text = g_strdup (order->text);
  transfer->size = order->size;
  transfer->database = g_object_ref (order->database);
  transfer->progress = progress;
  transfer->progress_data = progress_data;
  transfer->started = g_get_monotonic_time ();
  transfer->stop = g_cancellable_new ();
  if (cancellable != NULL) {
    transfer->outer = g_object_ref (cancellable);
    transfer->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), transfer, NULL);
  }
  transfer->tick = g_timeout_source_new (TICK);
  g_source_set_callback (transfer->tick, on_tick, transfer, NULL);
  g_source_attach (transfer->tick, g_main_context_get_thread_default ());
  worker = g_task_new (NULL, NULL, transfer_cb, task);
  g_task_set_source_tag (worker, transfer_in_thread);
  g_task_set_task_data (worker, transfer, NULL);
  g_task_run_in_thread (worker, transfer_in_thread);
}

gboolean
culm_upload_transfer_finish (GAsyncResult *result, char **sha256, GError **error)
{
  GError *failure = NULL;
  char *sum = g_task_propagate_pointer (G_TASK (result), &failure);

  if (failure != NULL) {
    g_propagate_error (error, failure);
    return FALSE;
  }
  if (sha256 != NULL)
    *sha256 = sum;
  else
    g_free (sum);
  return TRUE;
}
