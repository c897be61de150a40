/* culm-mqtt-client.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-mqtt-client.h"
#include "culm-error.h"
#include "culm-log.h"
#include "culm-mqtt-inbox.h"
#include "culm-mqtt-source.h"
#include "culm-mqtt-timer.h"
#include "culm-mqtt-tls.h"
#include "culm-mqtt-waits.h"
#include <errno.h>
#include <mosquitto.h>
#include <openssl/crypto.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

/* All of a try and an answer (in ms); TCP with one of several addresses (in µs). */
#define CONNECT_LIMIT 10000
#define ANSWER_LIMIT 10000
#define ADDRESS_LIMIT (3 * G_USEC_PER_SEC)

/* Messages are handed out this long (in µs) before others have their turn. */
#define DELIVERY_BUDGET 3000

struct _CulmMqttClient {
  GObject parent_instance;
  CulmMqttEndpoint *endpoint;
  guint connect_limit;
  guint answer_limit;
  CulmMqttState state;

  /* Of one try to connect */
  GCancellable *starting;
  GSource *deadline;
  GSource *next_address;
  GQueue addresses; /* char: numbers still to be tried */
  CulmMqttTls *tls;

  /* Of one connection */
  struct mosquitto *mosq;
  GSource *source;
  CulmMqttWaits *waits;
  CulmMqttInbox *inbox;
  gboolean reached; /* TCP was connected */

  guint dispatches;
};

typedef enum { PROP_STATE = 1 } CulmMqttClientProp;
static GParamSpec *props[PROP_STATE + 1];

enum { SIGNAL_OPENED, SIGNAL_MESSAGE, SIGNAL_CLOSED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmMqttClient, culm_mqtt_client, G_TYPE_OBJECT)

static void
set_state (CulmMqttClient *self, CulmMqttState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

/* Frees the connection and what its callbacks left. */
static void
drop_connection (CulmMqttClient *self)
{
  if (self->source != NULL)
    self->dispatches += culm_mqtt_source_get_dispatches (self->source);
  culm_mqtt_timer_clear (&self->source);
  g_clear_pointer (&self->mosq, mosquitto_destroy);
  culm_mqtt_inbox_clear (self->inbox);
}

/* Frees the connection and what belongs to the try. Returns: (transfer full) (nullable): who waited for an answer. */
static CulmMqttWaits *
drop_all (CulmMqttClient *self)
{
  if (self->starting != NULL)
    g_cancellable_cancel (self->starting);
  g_clear_object (&self->starting);
  culm_mqtt_timer_clear (&self->deadline);
  culm_mqtt_timer_clear (&self->next_address);
  g_queue_clear_full (&self->addresses, g_free);
  drop_connection (self);
  g_clear_pointer (&self->tls, culm_mqtt_tls_free);
  return g_steal_pointer (&self->waits);
}

/* Ends the connection or the try. @error: (transfer full). */
static void
fail (CulmMqttClient *self, GError *error)
{
  g_autoptr (CulmMqttClient) guard = g_object_ref (self);
  g_autoptr (CulmMqttWaits) waits = drop_all (self);
  g_autoptr (GError) owned = error;
  g_autoptr (GError) lost = culm_error_new (CULM_ERROR_ORIGIN_MQTT, CULM_ERROR_OFFLINE, "The connection was lost");

  culm_debug ("mqtt: %s:%u: %s", self->endpoint->host, self->endpoint->port, error->message);
  set_state (self, CULM_MQTT_CLOSED);
  if (waits != NULL)
    culm_mqtt_waits_end_all (waits, lost);
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0, owned);
}

static GError *
make_connack_error (int connack)
{
  CulmError code = connack == 4 || connack == 5 ? CULM_ERROR_UNAUTHORISED : CULM_ERROR_REFUSED;
  GError *error = culm_error_new (CULM_ERROR_ORIGIN_MQTT, code, "The broker refused the connection: %s",
                                  mosquitto_connack_string (connack));

  culm_error_set_server_code (error, connack);
  return error;
}

static GError *
make_error (CulmMqttClient *self, int rc, int code)
{
  const char *refusal = self->tls != NULL ? culm_mqtt_tls_get_refusal (self->tls) : NULL;
  const char *alert = self->tls != NULL ? culm_mqtt_tls_get_alert (self->tls) : NULL;
  int connack = culm_mqtt_inbox_get_connack (self->inbox);

  if (refusal != NULL)
    return culm_error_new (CULM_ERROR_ORIGIN_MQTT, CULM_ERROR_UNTRUSTED, "The certificate was refused: %s", refusal);
  if (connack > 0)
    return make_connack_error (connack);
  if (rc == MOSQ_ERR_KEEPALIVE)
    return culm_error_new (CULM_ERROR_ORIGIN_MQTT, CULM_ERROR_TIMED_OUT, "The broker did not answer a ping");
  return culm_error_new (CULM_ERROR_ORIGIN_MQTT, CULM_ERROR_OFFLINE, "The connection ended: %s%s%s",
                         code != 0 ? g_strerror (code) : mosquitto_strerror (rc), alert != NULL ? "; TLS: " : "",
                         alert != NULL ? alert : "");
}

/* Each of the following hands out what the callbacks left. Returns: FALSE when a handler ended this connection. */

static gboolean
take_connack (CulmMqttClient *self, GSource *source)
{
  if (self->state != CULM_MQTT_CONNECTING || culm_mqtt_inbox_get_connack (self->inbox) != 0)
    return TRUE;
  culm_mqtt_timer_clear (&self->deadline);
  culm_mqtt_timer_clear (&self->next_address);
  set_state (self, CULM_MQTT_OPEN);
  if (self->source == source)
    g_signal_emit (self, signals[SIGNAL_OPENED], 0);
  return self->source == source;
}

static gboolean
take_answers (CulmMqttClient *self, GSource *source)
{
  gboolean refused;
  int id;

  while (self->source == source && culm_mqtt_inbox_take_answer (self->inbox, &id, &refused)) {
    GError *error =
        refused ? culm_error_new (CULM_ERROR_ORIGIN_MQTT, CULM_ERROR_REFUSED, "The subscription was refused") : NULL;

    culm_mqtt_waits_end (self->waits, id, error);
  }
  return self->source == source;
}

static gboolean
take_messages (CulmMqttClient *self, GSource *source)
{
  gint64 end = g_get_monotonic_time () + DELIVERY_BUDGET;

  while (self->source == source && g_get_monotonic_time () < end) {
    g_autofree char *topic = NULL;
    g_autoptr (GBytes) payload = NULL;

    if (!culm_mqtt_inbox_take_message (self->inbox, &topic, &payload))
      break;
    g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, topic, payload);
  }
  return self->source == source;
}

/* The callback of the source. */
static gboolean
on_step (int rc, int code, gpointer user_data)
{
  g_autoptr (CulmMqttClient) self = g_object_ref (user_data);
  GSource *source = self->source;
  gboolean late;

  self->reached = self->reached || culm_mqtt_source_is_connected (source);
  if (!take_connack (self, source) || !take_answers (self, source) || !take_messages (self, source))
    return FALSE;
  late = rc == MOSQ_ERR_SUCCESS && culm_mqtt_waits_is_late (self->waits);
  if (late) {
    fail (self, culm_error_new (CULM_ERROR_ORIGIN_MQTT, CULM_ERROR_TIMED_OUT, "The broker did not acknowledge"));
  } else if (rc != MOSQ_ERR_SUCCESS && !culm_mqtt_source_is_connected (source) && self->addresses.length > 0) {
    drop_connection (self);
    culm_mqtt_timer_set (self->next_address, 0);
  } else if (rc != MOSQ_ERR_SUCCESS) {
    fail (self, make_error (self, rc, code));
  }
  return culm_mqtt_inbox_has_messages (self->inbox);
}

/* A new one for every connection: an old one would send what was not acknowledged again. The suffix keeps two programs,
 * and a connection that the broker has not yet missed, from pushing each other out (reference/mqtt.md §1). */
static struct mosquitto *
make_mosquitto (CulmMqttClient *self)
{
  g_autofree char *id = g_strdup_printf ("%s%08x%04x", self->endpoint->client_id_prefix, g_random_int (),
                                         g_random_int_range (0, 0x10000));
  struct mosquitto *mosq = culm_mqtt_inbox_make_mosquitto (self->inbox, id);

  if (mosq == NULL)
    return NULL;
  mosquitto_int_option (mosq, MOSQ_OPT_TCP_NODELAY, 1);
  mosquitto_max_inflight_messages_set (mosq, 0); /* what waits here would be sent after its sender gave up */
  if (self->tls != NULL)
    culm_mqtt_tls_apply (self->tls, mosq);
  if (self->endpoint->user != NULL)
    mosquitto_username_pw_set (mosq, self->endpoint->user, self->endpoint->password);
  return mosq;
}

static gboolean
on_next_address (gpointer user_data)
{
  CulmMqttClient *self = user_data;
  g_autofree char *number = NULL;
  int rc = MOSQ_ERR_INVAL;
  int code;

  if (self->source != NULL && culm_mqtt_source_is_connected (self->source))
    return G_SOURCE_CONTINUE;
  drop_connection (self);
  number = g_queue_pop_head (&self->addresses);
  self->mosq = make_mosquitto (self);
  errno = 0;
  if (self->mosq != NULL)
    rc = mosquitto_connect_async (self->mosq, number, self->endpoint->port, self->endpoint->keepalive);
  code = rc == MOSQ_ERR_ERRNO ? errno : 0;
  if (rc == MOSQ_ERR_SUCCESS && mosquitto_socket (self->mosq) == -1)
    rc = MOSQ_ERR_CONN_LOST;
  if (rc == MOSQ_ERR_SUCCESS) {
    self->source = culm_mqtt_source_new (self->mosq, on_step, self);
    g_source_attach (self->source, g_main_context_get_thread_default ());
    if (self->addresses.length > 0)
      culm_mqtt_timer_set (self->next_address, ADDRESS_LIMIT);
  } else if (self->addresses.length > 0) {
    culm_mqtt_timer_set (self->next_address, 0);
  } else {
    fail (self, make_error (self, rc, code));
  }
  return G_SOURCE_CONTINUE;
}

static gboolean
on_deadline (gpointer user_data)
{
  CulmMqttClient *self = user_data;

  fail (self, culm_error_new (CULM_ERROR_ORIGIN_MQTT, CULM_ERROR_TIMED_OUT, "No connection after %u ms",
                              self->connect_limit));
  return G_SOURCE_REMOVE;
}

/* After a cancellation the client may be gone: only without one it is touched. */
static void
resolve_cb (GObject *resolver, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GList *found = g_resolver_lookup_by_name_finish (G_RESOLVER (resolver), result, &error);
  CulmMqttClient *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (found == NULL) {
    fail (self, culm_error_new (CULM_ERROR_ORIGIN_MQTT, CULM_ERROR_OFFLINE, "No address is known of %s: %s",
                                self->endpoint->host, error->message));
    return;
  }
  for (GList *link = found; link != NULL; link = link->next)
    g_queue_push_tail (&self->addresses, g_inet_address_to_string (link->data));
  g_resolver_free_addresses (found);
  culm_mqtt_timer_set (self->next_address, 0);
}

static void
make_tls_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  CulmMqttTls *tls = culm_mqtt_tls_new_finish (result, &error);
  g_autoptr (GResolver) resolver = NULL;
  CulmMqttClient *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL) {
    fail (self, g_steal_pointer (&error));
    return;
  }
  self->tls = tls;
  if (g_hostname_is_ip_address (self->endpoint->host)) {
    g_queue_push_tail (&self->addresses, g_strdup (self->endpoint->host));
    culm_mqtt_timer_set (self->next_address, 0);
    return;
  }
  /* libmosquitto's own look-up would hold the loop for seconds. */
  resolver = g_resolver_get_default ();
  g_resolver_lookup_by_name_async (resolver, self->endpoint->host, self->starting, resolve_cb, self);
}

static void
culm_mqtt_client_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((CulmMqttClientProp) id) {
  case PROP_STATE: g_value_set_int (value, CULM_MQTT_CLIENT (object)->state); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_mqtt_client_dispose (GObject *object)
{
  culm_mqtt_client_close (CULM_MQTT_CLIENT (object));
  G_OBJECT_CLASS (culm_mqtt_client_parent_class)->dispose (object);
}

static void
culm_mqtt_client_finalize (GObject *object)
{
  CulmMqttClient *self = CULM_MQTT_CLIENT (object);

  g_clear_pointer (&self->endpoint, culm_mqtt_endpoint_free);
  g_clear_pointer (&self->inbox, culm_mqtt_inbox_free);
  G_OBJECT_CLASS (culm_mqtt_client_parent_class)->finalize (object);
}

static void
culm_mqtt_client_class_init (CulmMqttClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = culm_mqtt_client_get_property;
  object_class->dispose = culm_mqtt_client_dispose;
  object_class->finalize = culm_mqtt_client_finalize;
  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, CULM_MQTT_CLOSED, CULM_MQTT_OPEN, CULM_MQTT_CLOSED,
                                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
  signals[SIGNAL_OPENED] =
      g_signal_new ("opened", CULM_TYPE_MQTT_CLIENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_MESSAGE] =
      g_signal_new ("message", CULM_TYPE_MQTT_CLIENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                    G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE, G_TYPE_BYTES | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[SIGNAL_CLOSED] = g_signal_new ("closed", CULM_TYPE_MQTT_CLIENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);

  /* OpenSSL stays whole until the process is gone: a program that ends while a thread still reads certificates must not
   * have them taken from under its feet. This counts only before OpenSSL is used for the first time. */
  OPENSSL_init_crypto (OPENSSL_INIT_NO_ATEXIT, NULL);
  mosquitto_lib_init ();
  /* libmosquitto writes with write(), and a broker that goes away would end the program. GSocket does the same. */
  signal (SIGPIPE, SIG_IGN);
}

static void
culm_mqtt_client_init (CulmMqttClient *self)
{
  self->connect_limit = CONNECT_LIMIT;
  self->answer_limit = ANSWER_LIMIT;
  g_queue_init (&self->addresses);
  self->inbox = culm_mqtt_inbox_new ();
}

CulmMqttClient *
culm_mqtt_client_new (const CulmMqttEndpoint *endpoint)
{
  CulmMqttClient *self;

  g_return_val_if_fail (endpoint != NULL && endpoint->host != NULL && endpoint->port != 0, NULL);
  self = g_object_new (CULM_TYPE_MQTT_CLIENT, NULL);
  self->endpoint = culm_mqtt_endpoint_take (endpoint);
  return self;
}

void
culm_mqtt_client_set_credentials (CulmMqttClient *self, const char *user, const char *password)
{
  g_return_if_fail (CULM_IS_MQTT_CLIENT (self));
  culm_mqtt_endpoint_set_credentials (self->endpoint, user, password);
}

void
culm_mqtt_client_set_host (CulmMqttClient *self, const char *host)
{
  g_return_if_fail (CULM_IS_MQTT_CLIENT (self));
  culm_mqtt_endpoint_set_host (self->endpoint, host);
}

void
culm_mqtt_client_connect (CulmMqttClient *self)
{
  g_return_if_fail (CULM_IS_MQTT_CLIENT (self));
  if (self->state != CULM_MQTT_CLOSED)
    return;
  self->reached = FALSE;
  culm_contacts_note (self->endpoint->purpose, self->endpoint->host);
  self->starting = g_cancellable_new ();
  self->waits = culm_mqtt_waits_new (self->answer_limit);
  self->next_address = culm_mqtt_timer_new (on_next_address, self);
  self->deadline = culm_mqtt_timer_new (on_deadline, self);
  culm_mqtt_timer_set (self->deadline, self->connect_limit * G_TIME_SPAN_MILLISECOND);
  culm_mqtt_tls_new_async (self->endpoint, self->starting, make_tls_cb, self);
  set_state (self, CULM_MQTT_CONNECTING);
}

void
culm_mqtt_client_close (CulmMqttClient *self)
{
  g_autoptr (CulmMqttWaits) waits = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (CULM_IS_MQTT_CLIENT (self));
  if (self->state == CULM_MQTT_OPEN)
    mosquitto_disconnect (self->mosq);
  waits = drop_all (self);
  if (waits != NULL) {
    error = culm_error_new (CULM_ERROR_ORIGIN_MQTT, CULM_ERROR_OFFLINE, "The connection was closed");
    culm_mqtt_waits_end_all (waits, error);
  }
  set_state (self, CULM_MQTT_CLOSED);
}

CulmMqttState
culm_mqtt_client_get_state (CulmMqttClient *self)
{
  g_return_val_if_fail (CULM_IS_MQTT_CLIENT (self), CULM_MQTT_CLOSED);
  return self->state;
}

gboolean
culm_mqtt_client_was_reached (CulmMqttClient *self)
{
  g_return_val_if_fail (CULM_IS_MQTT_CLIENT (self), FALSE);
  return self->reached;
}

gboolean
culm_mqtt_client_has_address (CulmMqttClient *self)
{
  struct sockaddr_storage address;
  socklen_t length = sizeof address;
  gboolean has = TRUE;
  int probe;

  g_return_val_if_fail (CULM_IS_MQTT_CLIENT (self), TRUE);
  if (self->mosq == NULL || getsockname (mosquitto_socket (self->mosq), (struct sockaddr *) &address, &length) != 0)
    return TRUE;
  probe = socket (address.ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (probe == -1)
    return TRUE;
  if (bind (probe, (struct sockaddr *) &address, length) != 0)
    has = errno != EADDRNOTAVAIL;
  close (probe);
  return has;
}

void
culm_mqtt_client_ping (CulmMqttClient *self)
{
  g_return_if_fail (CULM_IS_MQTT_CLIENT (self));
  if (self->state == CULM_MQTT_OPEN)
    culm_mqtt_source_ping (self->source);
}

guint64
culm_mqtt_client_get_received (CulmMqttClient *self)
{
  g_return_val_if_fail (CULM_IS_MQTT_CLIENT (self), 0);
  return self->state == CULM_MQTT_OPEN ? culm_mqtt_source_get_received (self->source) : 0;
}

/* Ends or registers what has just been handed to libmosquitto. It may have written at once and called on_publish before
 * it returned: the answer then lies in the inbox already, and is taken at the next step. */
static void
finish_request (CulmMqttClient *self, GTask *task, int rc, int id)
{
  switch (rc) {
  case MOSQ_ERR_SUCCESS: culm_mqtt_waits_add (self->waits, id, g_object_ref (task)); break;
  case MOSQ_ERR_INVAL:
  case MOSQ_ERR_MALFORMED_UTF8:
  case MOSQ_ERR_PAYLOAD_SIZE:
  case MOSQ_ERR_OVERSIZE_PACKET:
    g_task_return_error (task, culm_error_new (CULM_ERROR_ORIGIN_MQTT, CULM_ERROR_USAGE, "Not a message for MQTT: %s",
                                               mosquitto_strerror (rc)));
    return;
  default:
    g_task_return_error (task, culm_error_new (CULM_ERROR_ORIGIN_MQTT, CULM_ERROR_OFFLINE, "The connection is lost: %s",
                                               mosquitto_strerror (rc)));
    culm_mqtt_source_wake (self->source, rc, 0);
    return;
  }
  culm_mqtt_source_update (self->source);
  if (culm_mqtt_inbox_has_answers (self->inbox))
    culm_mqtt_source_wake (self->source, MOSQ_ERR_SUCCESS, 0);
}

/* Returns: whether @task may go on. */
static gboolean
check_open (CulmMqttClient *self, GTask *task)
{
  if (g_task_return_error_if_cancelled (task))
    return FALSE;
  if (self->state == CULM_MQTT_OPEN)
    return TRUE;
  g_task_return_error (task, culm_error_new (CULM_ERROR_ORIGIN_MQTT, CULM_ERROR_OFFLINE, "Not connected"));
  return FALSE;
}

void
culm_mqtt_client_subscribe_async (CulmMqttClient *self, const char *topic, int qos, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  int id = 0;
  int rc;

  g_task_set_source_tag (task, culm_mqtt_client_subscribe_async);
  if (!check_open (self, task))
    return;
  rc = mosquitto_subscribe (self->mosq, &id, topic, qos);
  finish_request (self, task, rc, id);
}

gboolean
culm_mqtt_client_subscribe_finish (CulmMqttClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
culm_mqtt_client_unsubscribe (CulmMqttClient *self, const char *topic)
{
  g_return_if_fail (CULM_IS_MQTT_CLIENT (self));
  if (self->state != CULM_MQTT_OPEN)
    return;
  mosquitto_unsubscribe (self->mosq, NULL, topic);
  culm_mqtt_source_update (self->source);
}

void
culm_mqtt_client_publish_async (CulmMqttClient *self, const char *topic, GBytes *payload, int qos,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  gsize size;
  gconstpointer data = g_bytes_get_data (payload, &size);
  int id = 0;
  int rc;

  g_task_set_source_tag (task, culm_mqtt_client_publish_async);
  if (!check_open (self, task))
    return;
  rc = size <= G_MAXINT ? mosquitto_publish (self->mosq, &id, topic, (int) size, data, qos, false)
                        : MOSQ_ERR_PAYLOAD_SIZE;
  finish_request (self, task, rc, id);
}

gboolean
culm_mqtt_client_publish_finish (CulmMqttClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
culm_mqtt_client_set_timeouts (CulmMqttClient *self, guint connect, guint answer)
{
  g_return_if_fail (CULM_IS_MQTT_CLIENT (self));
  self->connect_limit = connect;
  self->answer_limit = answer;
}

guint
culm_mqtt_client_get_dispatches (CulmMqttClient *self)
{
  g_return_val_if_fail (CULM_IS_MQTT_CLIENT (self), 0);
  return self->dispatches + (self->source != NULL ? culm_mqtt_source_get_dispatches (self->source) : 0);
}
