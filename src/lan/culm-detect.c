/* culm-detect.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-detect.h"
#include "culm-error.h"
#include "culm-lan-leaf.h"
#include "culm-lan-words.h"
#include "culm-trust.h"
#include <json-glib/json-glib.h>
#include <string.h>

#define ASK_SECONDS 3
#define TLS_SECONDS 6
#define ALL_SECONDS 12 /* a peer that says a byte now and then gets no further */
#define HEAD 4
#define TAIL 2
#define MAX_FRAME 4096 /* a real one has about 250 bytes; and no nesting in it can be deep */
#define QUESTION "{\"login\":{\"command\":\"detect\",\"sequence_id\":\"20000\"}}"

typedef struct {
  char *host;
  guint16 detect_port, tls_port;
  GCancellable *stop; /* the person's wish, or the end of the time */
  GCancellable *wish; /* nullable */
  gulong wished;
  guint deadline;
  gboolean too_late;
} Detect;

void
culm_detected_free (CulmDetected *self)
{
  g_free (self->serial);
  g_clear_pointer (&self->leaf, g_bytes_unref);
  g_free (self->fingerprint);
  g_free (self->issuer);
  g_free (self->model_id);
  g_free (self->name);
  g_free (self->firmware);
  g_free (self->address);
  g_free (self);
}

static void
free_detect (gpointer data)
{
  Detect *detect = data;

  g_free (detect->host);
  g_object_unref (detect->stop);
  g_clear_object (&detect->wish);
  g_free (detect);
}

/* ---- The frame ---- */

GBytes *
culm_detect_make_question (void)
{
  gsize length = strlen (QUESTION), all = HEAD + length + TAIL;
  guint8 *frame = g_malloc (all);

  frame[0] = frame[1] = 0xa5;
  frame[2] = all & 0xff;
  frame[3] = (guint8) (all >> 8);
  memcpy (frame + HEAD, QUESTION, length);
  frame[all - 2] = frame[all - 1] = 0xa7;
  return g_bytes_new_take (frame, all);
}

gssize
culm_detect_measure (const guint8 *data, gsize size)
{
  gssize all;

  if ((size > 0 && data[0] != 0xa5) || (size > 1 && data[1] != 0xa5))
    return -1;
  if (size < HEAD)
    return 0;
  all = data[2] | data[3] << 8;
  return all > HEAD + TAIL && all <= MAX_FRAME ? all : -1;
}

/* A member that is text, else NULL. */
static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static char *
dup_word (JsonObject *object, const char *name)
{
  const char *text = get_text (object, name);

  return text != NULL && culm_lan_is_word (text) ? g_strdup (text) : NULL;
}

gboolean
culm_detect_read (const guint8 *data, gsize size, CulmDetected *detected)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root;
  JsonObject *login;
  const char *serial, *name;

  if (culm_detect_measure (data, size) != (gssize) size || data[size - 1] != 0xa7 || data[size - 2] != 0xa7 ||
      !g_utf8_validate_len ((const char *) data + HEAD, size - HEAD - TAIL, NULL) ||
      !json_parser_load_from_data (parser, (const char *) data + HEAD, (gssize) (size - HEAD - TAIL), NULL))
    return FALSE;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return FALSE;
  root = json_object_get_member (json_node_get_object (root), "login");
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return FALSE;
  login = json_node_get_object (root);
  serial = get_text (login, "id");
  if (g_strcmp0 (get_text (login, "command"), "detect") != 0 || serial == NULL || !culm_lan_is_serial (serial))
    return FALSE;
  name = get_text (login, "name");
  detected->serial = g_strdup (serial);
  detected->name = name != NULL ? culm_lan_tidy_name (name) : NULL;
  detected->model_id = dup_word (login, "model");
  detected->firmware = dup_word (login, "version");
  detected->lan_only = g_strcmp0 (get_text (login, "connect"), "lan") == 0;
  return TRUE;
}

/* ---- In the worker ---- */

/* What it says is a help, not more: whatever goes wrong here says nothing of the printer. */
static void
ask (Detect *detect, CulmDetected *detected)
{
  g_autoptr (GSocketConnection) connection =
      culm_lan_leaf_reach (detect->host, detect->detect_port, ASK_SECONDS, detect->stop, NULL);
  g_autoptr (GBytes) question = culm_detect_make_question ();
  g_autoptr (GByteArray) answer = g_byte_array_new ();
  guint8 some[512];
  gssize wanted = 0, came;

  if (connection == NULL || !g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                                                        g_bytes_get_data (question, NULL), g_bytes_get_size (question),
                                                        NULL, detect->stop, NULL))
    return;
  while (wanted >= 0 && (wanted == 0 || (gssize) answer->len < wanted)) {
    came = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), some, sizeof some,
                                detect->stop, NULL);
    if (came <= 0)
      return;
    g_byte_array_append (answer, some, (guint) came);
    wanted = culm_detect_measure (answer->data, answer->len);
  }
  if (wanted > 0)
    culm_detect_read (answer->data, (gsize) wanted, detected);
}

static GError *
word_failure (Detect *detect, const GError *error)
{
  if (detect->too_late || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return culm_error_new (CULM_ERROR_ORIGIN_LAN, CULM_ERROR_TIMED_OUT, "Nothing answers at this address in time");
  if (g_cancellable_is_cancelled (detect->stop))
    return culm_error_new (CULM_ERROR_ORIGIN_LAN, CULM_ERROR_CANCELLED, "Cancelled");
  return culm_error_new (CULM_ERROR_ORIGIN_LAN, CULM_ERROR_OFFLINE, "Nothing to be read at this address: %s",
                         error->message);
}

static void
detect_in_worker (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable G_GNUC_UNUSED)
{
  Detect *detect = data;
  g_autoptr (CulmDetected) detected = g_new0 (CulmDetected, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) leaf = NULL;
  g_autofree char *serial = NULL;

  ask (detect, detected);
  leaf = culm_lan_leaf_read (detect->host, detect->tls_port, detected->serial, TLS_SECONDS, &detected->address,
                             detect->stop, &error);
  if (leaf == NULL) {
    g_task_return_error (task, word_failure (detect, error));
    return;
  }
  serial = culm_trust_get_serial (leaf);
  if (serial == NULL || (detected->serial != NULL && !g_str_equal (serial, detected->serial))) {
    g_task_return_error (task, culm_error_new (CULM_ERROR_ORIGIN_LAN, CULM_ERROR_UNTRUSTED,
                                               serial == NULL ? "The certificate is no printer's"
                                                              : "The certificate is another printer's"));
    return;
  }
  g_free (detected->serial);
  detected->serial = g_steal_pointer (&serial);
  detected->fingerprint = culm_trust_get_fingerprint (leaf);
  detected->issuer = culm_trust_get_issuer (leaf);
  detected->leaf = g_steal_pointer (&leaf);
  if (detected->address == NULL)
    detected->address = g_strdup (detect->host);
  g_task_return_pointer (task, g_steal_pointer (&detected), (GDestroyNotify) culm_detected_free);
}

/* ---- On the main loop ---- */

static gboolean
on_deadline (gpointer data)
{
  Detect *detect = data;

  detect->deadline = 0;
  detect->too_late = TRUE;
  g_cancellable_cancel (detect->stop);
  return G_SOURCE_REMOVE;
}

static void
on_wish (GCancellable *wish G_GNUC_UNUSED, GCancellable *stop)
{
  g_cancellable_cancel (stop);
}

static void
worked_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Detect *detect = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  CulmDetected *detected = g_task_propagate_pointer (G_TASK (result), &error);

  g_clear_handle_id (&detect->deadline, g_source_remove);
  if (detect->wish != NULL)
    g_cancellable_disconnect (detect->wish, detect->wished);
  if (detected != NULL)
    g_task_return_pointer (task, detected, (GDestroyNotify) culm_detected_free);
  else
    g_task_return_error (task, error);
}

void
culm_detect_async (const char *host, guint16 detect_port, guint16 tls_port, GCancellable *cancellable,
                   GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  g_autoptr (GTask) work = g_task_new (NULL, NULL, worked_cb, task);
  Detect *detect = g_new0 (Detect, 1);

  detect->host = g_strdup (host);
  detect->detect_port = detect_port;
  detect->tls_port = tls_port;
  detect->stop = g_cancellable_new ();
  g_task_set_task_data (work, detect, free_detect);
  detect->deadline = g_timeout_add_seconds (ALL_SECONDS, on_deadline, detect);
  if (cancellable != NULL) {
    detect->wish = g_object_ref (cancellable);
    detect->wished = g_cancellable_connect (cancellable, G_CALLBACK (on_wish), detect->stop, NULL);
  }
  g_task_run_in_thread (work, detect_in_worker);
}

CulmDetected *
culm_detect_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
