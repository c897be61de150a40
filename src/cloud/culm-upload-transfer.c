/* culm-upload-transfer.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-upload-transfer.h"

#include "culm-envelope.h"
#include "culm-error.h"
#include "culm-file-source.h"
#include "culm-http.h"
#include "culm-upload-checksum.h"
#include "culm-upload-put.h"
#include "culm-wipe.h"

#include <string.h>

#define TICK 200 /* ms */

/* One transfer, known to both threads. The data of its task. */
typedef struct {
  char *url;
  char *content_type;
  char *path;
  char *text;
  guint64 size;
  gboolean wants_md5;
  GCancellable *cancellable; /* may be NULL */

  GMutex mutex;
  CulmFileSource *source; /* under the mutex */
  char *md5;              /* the worker's, until it has ended */

  /* The caller's side alone. */
  GSource *tick;
  guint64 reported;
  GFileProgressCallback progress;
  gpointer progress_data;
} Transfer;

static void
free_transfer (Transfer *transfer)
{
  g_clear_object (&transfer->cancellable);
  g_clear_object (&transfer->source);
  g_clear_pointer (&transfer->tick, g_source_unref);
  g_mutex_clear (&transfer->mutex);
  culm_wipe (transfer->url);
  g_free (transfer->content_type);
  g_free (transfer->path);
  g_free (transfer->text);
  g_free (transfer->md5);
  g_free (transfer);
}

static void
set_source (Transfer *transfer, CulmFileSource *source)
{
  g_mutex_lock (&transfer->mutex);
  g_set_object (&transfer->source, source);
  g_mutex_unlock (&transfer->mutex);
}

/* A status outside 2xx as an error. */
static gboolean
judge_status (const CulmUploadAnswer *answer, GError **error)
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
judge_checksum (Transfer *transfer, const CulmUploadAnswer *answer, GError **error)
{
  g_auto (CulmUploadChecksum) checksum = { NULL, NULL };
  CulmEnvelopeHead head = { .status = SOUP_STATUS_OK };
  g_autoptr (CulmEnvelope) document =
      culm_envelope_new (&head, answer->body, NULL); /* most stores say nothing, or XML */
  g_autofree char *sha256 = NULL;

  if (!culm_file_source_check (transfer->source, error))
    return FALSE;
  culm_upload_checksum_read (&checksum, answer->headers, document != NULL ? culm_envelope_get_object (document) : NULL);
  sha256 = culm_file_source_get_sha256 (transfer->source);
  if (checksum.md5 != NULL || transfer->wants_md5) {
    /* Two digests in one pass would slow every transfer down for the few that need the second. */
    g_clear_pointer (&transfer->md5, g_free);
    transfer->md5 = culm_file_source_compute_md5 (transfer->source, transfer->cancellable, error);
    if (transfer->md5 == NULL)
      return FALSE;
  }
  return culm_upload_checksum_compare (&checksum, sha256, transfer->md5, error);
}

static gboolean
is_redirect (guint status)
{
  return status == 301 || status == 302 || status == 307 || status == 308;
}

/* The body of one try. Returns: (transfer full), or NULL with an error. */
static GInputStream *
open_body (Transfer *transfer, GError **error)
{
  g_autoptr (CulmFileSource) source = NULL;

  if (transfer->path == NULL)
    return g_memory_input_stream_new_from_data (transfer->text, (gssize) transfer->size, NULL);
  source = culm_file_source_open (transfer->path, transfer->size, error);
  set_source (transfer, source);
  return (GInputStream *) g_steal_pointer (&source);
}

/* Puts once. Sets `next` (transfer full) when it must be put elsewhere. */
static gboolean
put (Transfer *transfer, GUri *uri, GUri **next, GError **error)
{
  g_autoptr (GInputStream) body = open_body (transfer, error);
  g_auto (CulmUploadAnswer) answer = { 0, NULL, NULL };
  gboolean done;

  if (body == NULL)
    return FALSE;
  done = culm_upload_put (uri, transfer->content_type, body, transfer->size, transfer->cancellable, &answer, error);
  if (done && is_redirect (answer.status)) {
    *next = culm_http_resolve_redirect (uri, answer.headers, error);
    done = *next != NULL;
  } else if (done) {
    done = judge_status (&answer, error) && (transfer->path == NULL || judge_checksum (transfer, &answer, error));
  }
  g_input_stream_close (body, NULL, NULL);
  return done;
}

static gboolean
put_and_follow (Transfer *transfer, GError **error)
{
  g_autoptr (GUri) uri = culm_http_parse_url (transfer->url, error);

  for (guint i = 0; uri != NULL && i <= CULM_HTTP_MAX_REDIRECTS; i++) {
    g_autoptr (GUri) next = NULL;

    if (!put (transfer, uri, &next, error))
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
  GError *error = NULL;

  if (put_and_follow (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
on_tick (gpointer user_data)
{
  Transfer *transfer = user_data;
  guint64 sent = transfer->reported;

  g_mutex_lock (&transfer->mutex);
  if (transfer->source != NULL)
    sent = culm_file_source_get_position (transfer->source);
  g_mutex_unlock (&transfer->mutex);
  if (sent != transfer->reported && transfer->progress != NULL) {
    transfer->reported = sent;
    transfer->progress ((goffset) sent, (goffset) transfer->size, transfer->progress_data);
  }
  return G_SOURCE_CONTINUE;
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
    g_task_return_pointer (task, transfer->path != NULL ? culm_file_source_get_sha256 (transfer->source) : NULL,
                           g_free);
  } else if (g_cancellable_is_cancelled (transfer->cancellable)) {
    g_task_return_error (task, culm_http_convert_error (error, TRUE, FALSE));
  } else {
    g_task_return_error (task, error);
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
  transfer->wants_md5 = order->wants_md5;
  transfer->size = order->text != NULL ? strlen (order->text) : order->size;
  transfer->progress = progress;
  transfer->progress_data = progress_data;
  g_set_object (&transfer->cancellable, cancellable);
  transfer->tick = g_timeout_source_new (TICK);
  g_source_set_callback (transfer->tick, on_tick, transfer, NULL);
  g_source_attach (transfer->tick, g_main_context_get_thread_default ());
  worker = g_task_new (NULL, NULL, transfer_cb, task);
  g_task_set_source_tag (worker, transfer_in_thread);
  g_task_set_task_data (worker, transfer, NULL);
  g_task_run_in_thread (worker, transfer_in_thread);
}

gboolean
culm_upload_transfer_finish (GAsyncResult *result, char **sha256, char **md5, GError **error)
{
  Transfer *transfer = g_task_get_task_data (G_TASK (result));
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
  if (md5 != NULL)
    *md5 = g_strdup (transfer->md5);
  return TRUE;
}
