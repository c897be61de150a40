/* culm-webhook-client.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-webhook-client.h"

#include "culm-contacts.h"
#include "culm-error.h"
#include "culm-http.h"
#include "culm-patience.h"
#include "culm-tls-database.h"
#include "culm-webhook-address.h"
#include "culm-wipe.h"

#include <errno.h>
#include <sys/random.h>

#define CONNECT_TIMEOUT 10000
#define ANSWER_TIMEOUT 30000
#define SECRET_BYTES 16

struct _CulmWebhookClient {
  GObject parent_instance;
  GTlsDatabase *database; /* NULL until the first message */
  guint connect_timeout, answer_timeout;
};

/* One message on its way: the data of its task. */
typedef struct {
  GUri *uri;
  char *signature, *event, *delivery;
  GBytes *body;
  GPtrArray *addresses; /* GInetAddress: those that plain http may connect to; NULL with https */
  guint next;           /* of them */
  SoupSession *session;
  SoupMessage *message;
  CulmPatience patience;
  gboolean connected;
} Post;

typedef struct {
  guint status, retry_after;
} Answer;

G_DEFINE_FINAL_TYPE (CulmWebhookClient, culm_webhook_client, G_TYPE_OBJECT)

char *
culm_webhook_sign (const char *secret, GBytes *body)
{
  g_autoptr (GBytes) key = g_bytes_new_static (secret, strlen (secret));
  g_autofree char *digits = g_compute_hmac_for_bytes (G_CHECKSUM_SHA256, key, body);

  return g_strconcat ("sha256=", digits, NULL);
}

char *
culm_webhook_make_secret (void)
{
  guint8 bytes[SECRET_BYTES];
  GString *text = g_string_sized_new (2 * SECRET_BYTES + 1);

  while (getrandom (bytes, sizeof bytes, 0) != (gssize) sizeof bytes)
    g_assert (errno == EINTR); /* so few bytes come whole, or not at all */
  for (guint i = 0; i < SECRET_BYTES; i++)
    g_string_append_printf (text, "%02x", bytes[i]);
  explicit_bzero (bytes, sizeof bytes);
  return g_string_free (text, FALSE);
}

/* What was not read of an answer ends with its connection. */
static void
drop_session (Post *post)
{
  if (post->session != NULL)
    soup_session_abort (post->session);
  g_clear_object (&post->message);
  g_clear_object (&post->session);
}

static void
free_post (Post *post)
{
  culm_patience_clear (&post->patience);
  drop_session (post);
  g_clear_pointer (&post->addresses, g_ptr_array_unref);
  g_clear_pointer (&post->uri, g_uri_unref);
  g_bytes_unref (post->body);
  g_free (post->signature);
  g_free (post->event);
  g_free (post->delivery);
  g_free (post);
}

static void
on_network_event (SoupMessage *message G_GNUC_UNUSED, GSocketClientEvent event, GIOStream *connection G_GNUC_UNUSED,
                  GTask *task)
{
  Post *post = g_task_get_task_data (task);
  CulmWebhookClient *self = g_task_get_source_object (task);

  if (event == G_SOCKET_CLIENT_CONNECTED || event == G_SOCKET_CLIENT_COMPLETE)
    post->connected = TRUE;
  if (event == G_SOCKET_CLIENT_COMPLETE)
    culm_patience_push (&post->patience, self->answer_timeout);
}

/* A name and password in front of the host go as a header: libsoup would wait to be asked for them. */
static void
add_authorization (Post *post, SoupMessageHeaders *headers)
{
  g_autofree char *user = g_uri_unescape_string (g_uri_get_user (post->uri), NULL);
  g_autofree char *password =
      g_uri_get_password (post->uri) != NULL ? g_uri_unescape_string (g_uri_get_password (post->uri), NULL) : NULL;
  char *words = g_strdup_printf ("%s:%s", user != NULL ? user : "", password != NULL ? password : "");
  char *encoded = g_base64_encode ((const guchar *) words, strlen (words));
  char *line = g_strconcat ("Basic ", encoded, NULL);

  soup_message_headers_append (headers, "Authorization", line);
  culm_wipe (words);
  culm_wipe (encoded);
  culm_wipe (line);
}

static SoupMessage *
make_message (Post *post)
{
  g_autoptr (GUri) bare = soup_uri_copy (post->uri, SOUP_URI_USER, NULL, SOUP_URI_PASSWORD, NULL, SOUP_URI_NONE);
  SoupMessage *message = soup_message_new_from_uri ("POST", bare);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_set_request_body_from_bytes (message, "application/json", post->body);
  soup_message_headers_append (headers, CULM_WEBHOOK_SIGNATURE, post->signature);
  soup_message_headers_append (headers, CULM_WEBHOOK_EVENT, post->event);
  soup_message_headers_append (headers, CULM_WEBHOOK_DELIVERY, post->delivery);
  if (g_uri_get_user (post->uri) != NULL)
    add_authorization (post, headers);
  return message;
}

/* The session knows nothing but this one message. Plain http: no other address than the one that was looked at, and no
 * proxy, which would look the name up once more. */
static SoupSession *
make_session (CulmWebhookClient *self, Post *post)
{
  g_autoptr (GSocketAddress) place = NULL;
  SoupSession *session;

  culm_contacts_note (CULM_CONTACT_WEBHOOK, g_uri_get_host (post->uri));
  if (post->addresses == NULL) {
    session = soup_session_new_with_options ("tls-database", self->database, NULL);
  } else {
    place = g_inet_socket_address_new (g_ptr_array_index (post->addresses, post->next++),
                                       (guint16) g_uri_get_port (post->uri));
    session = soup_session_new_with_options ("remote-connectable", place, "proxy-resolver", NULL, NULL);
  }
  g_object_set (session, "user-agent", culm_http_get_user_agent (), "timeout", 0, NULL);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER); /* nothing is read */
  return session;
}

static void
return_failure (GTask *task, GError *error)
{
  Post *post = g_task_get_task_data (task);

  drop_session (post);
  g_task_return_error (
      task, culm_http_convert_error (error, culm_patience_is_cancelled (&post->patience), post->patience.timed_out));
}

/* The next message to send, watched by `task`. */
static void
prepare_message (GTask *task)
{
  Post *post = g_task_get_task_data (task);
  CulmWebhookClient *self = g_task_get_source_object (task);

  culm_patience_push (&post->patience, self->connect_timeout);
  post->session = make_session (self, post);
  post->message = make_message (post);
  g_signal_connect (post->message, "network-event", G_CALLBACK (on_network_event), task);
}

static void
send_cb (GObject *session, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Post *post = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GInputStream) stream = soup_session_send_finish (SOUP_SESSION (session), result, &error);
  Answer *answer;

  g_signal_handlers_disconnect_by_data (post->message, task);
  if (stream == NULL && !post->connected && !g_cancellable_is_cancelled (post->patience.stop) &&
      post->addresses != NULL && post->next < post->addresses->len) {
    g_error_free (error);
    drop_session (post);
    prepare_message (task); /* nobody listens at that one */
    soup_session_send_async (post->session, post->message, G_PRIORITY_DEFAULT, post->patience.stop, send_cb,
                             g_steal_pointer (&task));
    return;
  }
  if (stream == NULL) {
    return_failure (task, error);
    return;
  }
  answer = g_new0 (Answer, 1);
  answer->status = soup_message_get_status (post->message);
  answer->retry_after = culm_http_read_retry_after (soup_message_get_response_headers (post->message));
  g_cancellable_cancel (post->patience.stop);
  drop_session (post);
  g_task_return_pointer (task, answer, g_free);
}

static void
send_message (GTask *task)
{
  Post *post = g_task_get_task_data (task);

  prepare_message (task);
  soup_session_send_async (post->session, post->message, G_PRIORITY_DEFAULT, post->patience.stop, send_cb, task);
}

static void
resolve_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Post *post = g_task_get_task_data (task);
  GError *error = NULL;

  post->addresses = culm_webhook_address_resolve_finish (result, &error);
  if (post->addresses != NULL)
    send_message (g_steal_pointer (&task));
  else if (post->patience.timed_out)
    return_failure (task, error);
  else
    g_task_return_error (task, error);
}

static void
database_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmWebhookClient *self = g_task_get_source_object (task);
  g_autoptr (GTlsDatabase) database = NULL;
  GError *error = NULL;

  database = culm_tls_database_load_finish (result, &error);
  if (database == NULL) {
    return_failure (task, error);
    return;
  }
  g_set_object (&self->database, database);
  send_message (g_steal_pointer (&task));
}

static Post *
make_post (GUri *uri, const char *secret, const char *event, const char *delivery, GBytes *body,
           GCancellable *cancellable)
{
  Post *post = g_new0 (Post, 1);

  post->uri = uri;
  post->signature = culm_webhook_sign (secret, body);
  post->event = g_strdup (event);
  post->delivery = g_strdup (delivery);
  post->body = g_bytes_ref (body);
  culm_patience_init (&post->patience, cancellable);
  return post;
}

static void
culm_webhook_client_dispose (GObject *object)
{
  g_clear_object (&CULM_WEBHOOK_CLIENT (object)->database);
  G_OBJECT_CLASS (culm_webhook_client_parent_class)->dispose (object);
}

static void
culm_webhook_client_class_init (CulmWebhookClientClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_webhook_client_dispose;
}

static void
culm_webhook_client_init (CulmWebhookClient *self)
{
  self->connect_timeout = CONNECT_TIMEOUT;
  self->answer_timeout = ANSWER_TIMEOUT;
}

CulmWebhookClient *
culm_webhook_client_new (void)
{
  return g_object_new (CULM_TYPE_WEBHOOK_CLIENT, NULL);
}

void
culm_webhook_client_set_timeouts (CulmWebhookClient *self, guint connect, guint answer)
{
  self->connect_timeout = connect;
  self->answer_timeout = answer;
}

void
culm_webhook_client_post_async (CulmWebhookClient *self, const char *url, const char *secret, const char *event,
                                const char *delivery, GBytes *body, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GError *error = NULL;
  GUri *uri = culm_webhook_address_parse (url, &error);
  Post *post;

  g_task_set_source_tag (task, culm_webhook_client_post_async);
  if (uri == NULL) {
    g_task_return_error (task, error);
    return;
  }
  post = make_post (uri, secret, event, delivery, body, cancellable);
  g_task_set_task_data (task, post, (GDestroyNotify) free_post);
  culm_patience_push (&post->patience, self->connect_timeout);
  if (culm_webhook_address_is_plain (uri))
    culm_webhook_address_resolve_async (uri, post->patience.stop, resolve_cb, g_steal_pointer (&task));
  else if (self->database == NULL)
    culm_tls_database_load_async (post->patience.stop, database_cb, g_steal_pointer (&task));
  else
    send_message (g_steal_pointer (&task));
}

guint
culm_webhook_client_post_finish (CulmWebhookClient *self, GAsyncResult *result, guint *retry_after, GError **error)
{
  g_autofree Answer *answer = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);
  answer = g_task_propagate_pointer (G_TASK (result), error);
  if (answer == NULL)
    return 0;
  if (retry_after != NULL)
    *retry_after = answer->retry_after;
  return answer->status;
}
