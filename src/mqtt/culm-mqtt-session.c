/* culm-mqtt-session.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-mqtt-session.h"
#include "culm-error.h"
#include "culm-log.h"
#include "culm-mqtt-client.h"
#include "culm-mqtt-timer.h"
#include <time.h>

/* reference/mqtt.md §1, in seconds; the last one again and again. */
static const guint backoff[] = { 1, 2, 5, 10, 30, 60 };
#define JITTER 0.2

/* A connection that lived this long (in µs) was a good one: the next loss begins with the shortest wait. */
#define GOOD_LIFE (30 * G_USEC_PER_SEC)

/* Networks change in bursts: tries that they cause are this far apart (in µs). */
#define BURST G_USEC_PER_SEC

/* The machine slept if the clock that counts sleep gains more than this (in µs) from one tick to the next. */
#define SLEEP_JUMP (5 * G_USEC_PER_SEC)

struct _CulmMqttSession {
  GObject parent_instance;
  CulmMqttClient *client;
  GHashTable *topics; /* char → Topic */
  guint generation;   /* of the connection that a SUBACK belongs to */
  CulmMqttSessionState state;
  guint tries;
  gint64 tried_at;
  gint64 opened_at; /* 0: not */
  gint64 retry_at;
  GSource *retry;
  GSource *tick;
  GNetworkMonitor *monitor;
  gboolean network_available;
  gint64 slept; /* how far the clock that counts sleep is ahead */
  double time_scale;
  CulmMqttClockFunc clock;
  gpointer clock_data;
  CulmMqttRandomFunc random;
  gpointer random_data;
};

typedef struct {
  int qos;
  gboolean subscribed;
} Topic;

typedef struct {
  GWeakRef session;
  char *topic;
  guint generation;
} Subscription;

typedef enum { PROP_NETWORK_MONITOR = 1, PROP_RETRY_AT, PROP_STATE, PROP_TIME_SCALE } CulmMqttSessionProp;
static GParamSpec *props[PROP_TIME_SCALE + 1];

enum { SIGNAL_READY, SIGNAL_SUBSCRIBED, SIGNAL_REFUSED, SIGNAL_MESSAGE, SIGNAL_LOST, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmMqttSession, culm_mqtt_session, G_TYPE_OBJECT)

static void
read_clocks (gint64 *monotonic, gint64 *boottime, gpointer user_data G_GNUC_UNUSED)
{
  struct timespec now;

  *monotonic = g_get_monotonic_time ();
  clock_gettime (CLOCK_BOOTTIME, &now);
  *boottime = now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static double
draw_random (gpointer user_data G_GNUC_UNUSED)
{
  return g_random_double ();
}

static gint64
get_now (CulmMqttSession *self)
{
  gint64 monotonic, boottime;

  self->clock (&monotonic, &boottime, self->clock_data);
  return monotonic;
}

/* Returns: the time that the machine has slept since the last call (in µs). */
static gint64
measure_sleep (CulmMqttSession *self)
{
  gint64 monotonic, boottime, before = self->slept;

  self->clock (&monotonic, &boottime, self->clock_data);
  self->slept = boottime - monotonic;
  return self->slept - before;
}

static void
set_state (CulmMqttSession *self, CulmMqttSessionState state, gint64 retry_at)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (self->retry_at != retry_at) {
    self->retry_at = retry_at;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RETRY_AT]);
  }
  if (self->state != state) {
    self->state = state;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
  }
  g_object_thaw_notify (G_OBJECT (self));
}

/* A wait, as long as the test that runs likes it. */
static gint64
scale (CulmMqttSession *self, double microseconds)
{
  return (gint64) (microseconds * self->time_scale);
}

static void
wait_for_retry (CulmMqttSession *self, gint64 delay)
{
  culm_mqtt_timer_set (self->retry, delay);
  set_state (self, CULM_MQTT_SESSION_WAITING, get_now (self) + delay);
}

static void
forget_subscriptions (CulmMqttSession *self)
{
  GHashTableIter iter;
  gpointer topic;

  self->generation++;
  self->opened_at = 0;
  g_hash_table_iter_init (&iter, self->topics);
  while (g_hash_table_iter_next (&iter, NULL, &topic))
    ((Topic *) topic)->subscribed = FALSE;
}

static void
connect_now (CulmMqttSession *self)
{
  culm_mqtt_timer_set (self->retry, -1);
  self->tried_at = get_now (self);
  culm_mqtt_client_connect (self->client);
  set_state (self, CULM_MQTT_SESSION_CONNECTING, 0);
}

/* Gives up what there is, and tries at once. */
static void
reconnect (CulmMqttSession *self, const char *reason)
{
  g_autoptr (CulmMqttSession) guard = g_object_ref (self);
  gboolean was_open = self->opened_at != 0;

  culm_debug ("mqtt: connecting anew: %s", reason);
  self->tries = 0;
  forget_subscriptions (self);
  culm_mqtt_client_close (self->client);
  connect_now (self);
  if (was_open) {
    g_autoptr (GError) error = culm_error_new (CULM_ERROR_ORIGIN_MQTT, CULM_ERROR_OFFLINE, "Given up: %s", reason);

    g_signal_emit (self, signals[SIGNAL_LOST], 0, error);
  }
}

static gboolean
has_all_topics (CulmMqttSession *self)
{
  GHashTableIter iter;
  gpointer topic;

  g_hash_table_iter_init (&iter, self->topics);
  while (g_hash_table_iter_next (&iter, NULL, &topic)) {
    if (!((Topic *) topic)->subscribed)
      return FALSE;
  }
  return TRUE;
}

static void
check_ready (CulmMqttSession *self)
{
  if (self->state != CULM_MQTT_SESSION_CONNECTING || self->opened_at == 0 || !has_all_topics (self))
    return;
  set_state (self, CULM_MQTT_SESSION_READY, 0);
  if (self->state == CULM_MQTT_SESSION_READY)
    g_signal_emit (self, signals[SIGNAL_READY], 0);
}

static void
note_subscribed (CulmMqttSession *self, const char *name, Topic *topic)
{
  if (topic->subscribed)
    return;
  topic->subscribed = TRUE;
  g_signal_emit (self, signals[SIGNAL_SUBSCRIBED], 0, name);
}

static void
finish_subscription (CulmMqttSession *self, const char *name, const GError *error)
{
  Topic *topic = g_hash_table_lookup (self->topics, name);

  if (topic == NULL) { /* not wanted any more */
    culm_mqtt_client_unsubscribe (self->client, name);
  } else if (error == NULL) {
    note_subscribed (self, name, topic);
  } else if (culm_mqtt_client_get_state (self->client) == CULM_MQTT_OPEN) {
    g_hash_table_remove (self->topics, name);
    g_signal_emit (self, signals[SIGNAL_REFUSED], 0, name, error);
  }
  check_ready (self);
}

static void
subscribe_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  Subscription *subscription = user_data;
  g_autoptr (CulmMqttSession) self = g_weak_ref_get (&subscription->session);
  g_autoptr (GError) error = NULL;

  culm_mqtt_client_subscribe_finish (CULM_MQTT_CLIENT (client), result, &error);
  if (self != NULL && subscription->generation == self->generation)
    finish_subscription (self, subscription->topic, error);
  g_weak_ref_clear (&subscription->session);
  g_free (subscription->topic);
  g_free (subscription);
}

static void
subscribe (CulmMqttSession *self, const char *name, int qos)
{
  Subscription *subscription = g_new0 (Subscription, 1);

  g_weak_ref_init (&subscription->session, self);
  subscription->topic = g_strdup (name);
  subscription->generation = self->generation;
  culm_mqtt_client_subscribe_async (self->client, name, qos, NULL, subscribe_cb, subscription);
}

static void
on_opened (CulmMqttSession *self)
{
  GHashTableIter iter;
  gpointer name, topic;

  self->opened_at = get_now (self);
  g_hash_table_iter_init (&iter, self->topics);
  while (g_hash_table_iter_next (&iter, &name, &topic))
    subscribe (self, name, ((Topic *) topic)->qos);
  check_ready (self);
}

static void
on_message (CulmMqttSession *self, const char *topic, GBytes *payload)
{
  g_autoptr (CulmMqttSession) held = g_object_ref (self);
  Topic *wanted = g_hash_table_lookup (self->topics, topic);

  /* A broker may send it before it answers the SUBSCRIBE (MQTT 3.1.1 §3.8.4), and the answer may still be on its way
   * through the main loop. */
  if (wanted != NULL)
    note_subscribed (self, topic, wanted);
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, topic, payload);
}

static void
on_closed (CulmMqttSession *self, const GError *error)
{
  if (self->opened_at != 0 && get_now (self) - self->opened_at >= scale (self, GOOD_LIFE))
    self->tries = 0;
  forget_subscriptions (self);
  if (g_error_matches (error, CULM_ERROR, CULM_ERROR_UNAUTHORISED) ||
      g_error_matches (error, CULM_ERROR, CULM_ERROR_UNTRUSTED)) {
    set_state (self, CULM_MQTT_SESSION_HALTED, 0);
  } else {
    guint seconds = backoff[MIN (self->tries, G_N_ELEMENTS (backoff) - 1)];
    double factor = 1 - JITTER + 2 * JITTER * self->random (self->random_data);

    self->tries++;
    wait_for_retry (self, scale (self, factor * seconds * G_USEC_PER_SEC));
  }
  g_signal_emit (self, signals[SIGNAL_LOST], 0, error);
}

static gboolean
on_retry (gpointer user_data)
{
  connect_now (user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_tick (gpointer user_data)
{
  CulmMqttSession *self = user_data;

  if (measure_sleep (self) > SLEEP_JUMP && self->state != CULM_MQTT_SESSION_HALTED)
    reconnect (self, "the machine slept");
  return G_SOURCE_CONTINUE;
}

/* Whether there is a network says nothing for sure: a broker on this machine needs none. It only makes a try worth
 * while; and a connection whose address has gone is dead, though TCP will not notice for minutes. */
static void
on_network_changed (CulmMqttSession *self, gboolean available)
{
  gboolean back = available && !self->network_available;

  self->network_available = available;
  if (self->state == CULM_MQTT_SESSION_WAITING) {
    gint64 delay = MAX (0, self->tried_at + scale (self, BURST) - get_now (self));

    self->tries = 0;
    if (get_now (self) + delay < self->retry_at)
      wait_for_retry (self, delay);
  } else if (self->state == CULM_MQTT_SESSION_READY || self->state == CULM_MQTT_SESSION_CONNECTING) {
    if (back || !culm_mqtt_client_has_address (self->client))
      reconnect (self, "the network changed");
  }
}

static void
culm_mqtt_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CulmMqttSession *self = CULM_MQTT_SESSION (object);

  switch ((CulmMqttSessionProp) id) {
  case PROP_NETWORK_MONITOR: g_value_set_object (value, self->monitor); break;
  case PROP_RETRY_AT: g_value_set_int64 (value, self->retry_at); break;
  case PROP_STATE: g_value_set_int (value, self->state); break;
  case PROP_TIME_SCALE: g_value_set_double (value, self->time_scale); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_mqtt_session_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CulmMqttSession *self = CULM_MQTT_SESSION (object);

  switch ((CulmMqttSessionProp) id) {
  case PROP_NETWORK_MONITOR: self->monitor = g_value_dup_object (value); break;
  case PROP_TIME_SCALE:
    if (self->time_scale != g_value_get_double (value)) {
      self->time_scale = g_value_get_double (value);
      g_object_notify_by_pspec (object, pspec);
    }
    break;
  case PROP_RETRY_AT:
  case PROP_STATE:
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_mqtt_session_constructed (GObject *object)
{
  CulmMqttSession *self = CULM_MQTT_SESSION (object);

  G_OBJECT_CLASS (culm_mqtt_session_parent_class)->constructed (object);
  if (self->monitor == NULL)
    self->monitor = g_object_ref (g_network_monitor_get_default ());
  self->network_available = g_network_monitor_get_network_available (self->monitor);
  g_signal_connect_object (self->monitor, "network-changed", G_CALLBACK (on_network_changed), self, G_CONNECT_SWAPPED);
}

static void
culm_mqtt_session_dispose (GObject *object)
{
  CulmMqttSession *self = CULM_MQTT_SESSION (object);

  culm_mqtt_timer_clear (&self->retry);
  culm_mqtt_timer_clear (&self->tick);
  if (self->monitor != NULL)
    g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_clear_object (&self->monitor);
  if (self->client != NULL)
    culm_mqtt_client_close (self->client);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (culm_mqtt_session_parent_class)->dispose (object);
}

static void
culm_mqtt_session_finalize (GObject *object)
{
  g_hash_table_unref (CULM_MQTT_SESSION (object)->topics);
  G_OBJECT_CLASS (culm_mqtt_session_parent_class)->finalize (object);
}

static void
install_signals (void)
{
  GType topic = G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE;
  GType error = G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE;
  GType payload = G_TYPE_BYTES | G_SIGNAL_TYPE_STATIC_SCOPE;

  signals[SIGNAL_READY] =
      g_signal_new ("ready", CULM_TYPE_MQTT_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SUBSCRIBED] = g_signal_new ("subscribed", CULM_TYPE_MQTT_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                             NULL, G_TYPE_NONE, 1, topic);
  signals[SIGNAL_REFUSED] = g_signal_new ("refused", CULM_TYPE_MQTT_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 2, topic, error);
  signals[SIGNAL_MESSAGE] = g_signal_new ("message", CULM_TYPE_MQTT_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 2, topic, payload);
  signals[SIGNAL_LOST] =
      g_signal_new ("lost", CULM_TYPE_MQTT_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, error);
}

static void
culm_mqtt_session_class_init (CulmMqttSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = culm_mqtt_session_get_property;
  object_class->set_property = culm_mqtt_session_set_property;
  object_class->constructed = culm_mqtt_session_constructed;
  object_class->dispose = culm_mqtt_session_dispose;
  object_class->finalize = culm_mqtt_session_finalize;
  props[PROP_NETWORK_MONITOR] =
      g_param_spec_object ("network-monitor", NULL, NULL, G_TYPE_NETWORK_MONITOR,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_RETRY_AT] =
      g_param_spec_int64 ("retry-at", NULL, NULL, 0, G_MAXINT64, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, CULM_MQTT_SESSION_STOPPED, CULM_MQTT_SESSION_HALTED,
                                        CULM_MQTT_SESSION_STOPPED, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_TIME_SCALE] = g_param_spec_double ("time-scale", NULL, NULL, 0, 1000, 1,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
  install_signals ();
}

static void
culm_mqtt_session_init (CulmMqttSession *self)
{
  self->topics = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->time_scale = 1;
  self->clock = read_clocks;
  self->random = draw_random;
}

CulmMqttSession *
culm_mqtt_session_new (const CulmMqttEndpoint *endpoint, GNetworkMonitor *monitor)
{
  CulmMqttSession *self = g_object_new (CULM_TYPE_MQTT_SESSION, "network-monitor", monitor, NULL);

  self->client = culm_mqtt_client_new (endpoint);
  g_signal_connect_object (self->client, "opened", G_CALLBACK (on_opened), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->client, "message", G_CALLBACK (on_message), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->client, "closed", G_CALLBACK (on_closed), self, G_CONNECT_SWAPPED);
  return self;
}

void
culm_mqtt_session_start (CulmMqttSession *self)
{
  g_return_if_fail (CULM_IS_MQTT_SESSION (self));
  if (self->state != CULM_MQTT_SESSION_STOPPED)
    return;
  self->retry = culm_mqtt_timer_new (on_retry, self);
  self->tick = g_timeout_source_new_seconds (1);
  g_source_set_callback (self->tick, on_tick, self, NULL);
  g_source_attach (self->tick, g_main_context_get_thread_default ());
  measure_sleep (self);
  self->tries = 0;
  connect_now (self);
}

void
culm_mqtt_session_stop (CulmMqttSession *self)
{
  g_return_if_fail (CULM_IS_MQTT_SESSION (self));
  culm_mqtt_timer_clear (&self->retry);
  culm_mqtt_timer_clear (&self->tick);
  forget_subscriptions (self);
  culm_mqtt_client_close (self->client);
  set_state (self, CULM_MQTT_SESSION_STOPPED, 0);
}

void
culm_mqtt_session_retry (CulmMqttSession *self)
{
  g_return_if_fail (CULM_IS_MQTT_SESSION (self));
  if (self->state != CULM_MQTT_SESSION_STOPPED)
    reconnect (self, "asked for");
}

void
culm_mqtt_session_set_credentials (CulmMqttSession *self, const char *user, const char *password)
{
  g_return_if_fail (CULM_IS_MQTT_SESSION (self));
  culm_mqtt_client_set_credentials (self->client, user, password);
  if (self->state == CULM_MQTT_SESSION_HALTED)
    reconnect (self, "other credentials");
}

void
culm_mqtt_session_set_host (CulmMqttSession *self, const char *host)
{
  g_return_if_fail (CULM_IS_MQTT_SESSION (self));
  culm_mqtt_client_set_host (self->client, host);
}

void
culm_mqtt_session_add_topic (CulmMqttSession *self, const char *topic, int qos)
{
  Topic *wanted;

  g_return_if_fail (CULM_IS_MQTT_SESSION (self) && topic != NULL);
  if (g_hash_table_contains (self->topics, topic))
    return;
  wanted = g_new0 (Topic, 1);
  wanted->qos = qos;
  g_hash_table_insert (self->topics, g_strdup (topic), wanted);
  if (self->opened_at != 0)
    subscribe (self, topic, qos);
}

void
culm_mqtt_session_remove_topic (CulmMqttSession *self, const char *topic)
{
  g_return_if_fail (CULM_IS_MQTT_SESSION (self) && topic != NULL);
  if (!g_hash_table_remove (self->topics, topic))
    return;
  culm_mqtt_client_unsubscribe (self->client, topic);
  check_ready (self);
}

CulmMqttSessionState
culm_mqtt_session_get_state (CulmMqttSession *self)
{
  g_return_val_if_fail (CULM_IS_MQTT_SESSION (self), CULM_MQTT_SESSION_STOPPED);
  return self->state;
}

gint64
culm_mqtt_session_get_retry_at (CulmMqttSession *self)
{
  g_return_val_if_fail (CULM_IS_MQTT_SESSION (self), 0);
  return self->retry_at;
}

gboolean
culm_mqtt_session_was_reached (CulmMqttSession *self)
{
  g_return_val_if_fail (CULM_IS_MQTT_SESSION (self), FALSE);
  return culm_mqtt_client_was_reached (self->client);
}

void
culm_mqtt_session_ping (CulmMqttSession *self)
{
  g_return_if_fail (CULM_IS_MQTT_SESSION (self));
  culm_mqtt_client_ping (self->client);
}

guint64
culm_mqtt_session_get_received (CulmMqttSession *self)
{
  g_return_val_if_fail (CULM_IS_MQTT_SESSION (self), 0);
  return culm_mqtt_client_get_received (self->client);
}

static void
publish_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (culm_mqtt_client_publish_finish (CULM_MQTT_CLIENT (client), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
culm_mqtt_session_publish_async (CulmMqttSession *self, const char *topic, GBytes *payload, int qos,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, culm_mqtt_session_publish_async);
  g_task_set_check_cancellable (task, FALSE); /* the client has looked */
  culm_mqtt_client_publish_async (self->client, topic, payload, qos, cancellable, publish_cb, g_steal_pointer (&task));
}

gboolean
culm_mqtt_session_publish_finish (CulmMqttSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
culm_mqtt_session_set_clock (CulmMqttSession *self, CulmMqttClockFunc clock, gpointer user_data)
{
  g_return_if_fail (CULM_IS_MQTT_SESSION (self) && clock != NULL);
  self->clock = clock;
  self->clock_data = user_data;
}

void
culm_mqtt_session_set_random (CulmMqttSession *self, CulmMqttRandomFunc random, gpointer user_data)
{
  g_return_if_fail (CULM_IS_MQTT_SESSION (self) && random != NULL);
  self->random = random;
  self->random_data = user_data;
}
