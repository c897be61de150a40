/* test-mqtt-session.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-mqtt-client.h"
#include "culm-mqtt-session.h"
#include "culm-test-await.h"
#include "culm-test-broker.h"
#include "culm-test-certificate.h"
#include "culm-test-peer.h"
#include "culm-test-wait.h"

/* A network that changes when the test says so. */
typedef struct {
  GObject parent_instance;
  gboolean available;
} TestMonitor;
typedef GObjectClass TestMonitorClass;

static gboolean
test_monitor_initable_init (GInitable *self G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED,
                            GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

static void
test_monitor_init_initable (GInitableIface *iface)
{
  iface->init = test_monitor_initable_init;
}

static void
test_monitor_init_monitor (GNetworkMonitorInterface *iface G_GNUC_UNUSED)
{
}

static GType test_monitor_get_type (void);
G_DEFINE_TYPE_WITH_CODE (TestMonitor, test_monitor, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, test_monitor_init_initable)
                             G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR, test_monitor_init_monitor))

static void
test_monitor_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec G_GNUC_UNUSED)
{
  switch (id) {
  case 1: g_value_set_boolean (value, ((TestMonitor *) object)->available); break;
  case 2: g_value_set_boolean (value, FALSE); break;
  default: g_value_set_enum (value, G_NETWORK_CONNECTIVITY_FULL);
  }
}

static void
test_monitor_class_init (TestMonitorClass *klass)
{
  klass->get_property = test_monitor_get_property;
  g_object_class_override_property (klass, 1, "network-available");
  g_object_class_override_property (klass, 2, "network-metered");
  g_object_class_override_property (klass, 3, "connectivity");
}

static void
test_monitor_init (TestMonitor *self)
{
  self->available = TRUE;
}

static void
change_network (TestMonitor *self, gboolean available)
{
  self->available = available;
  g_signal_emit_by_name (self, "network-changed", available);
}

typedef struct {
  char *folder;
  TestMonitor *monitor;
  CulmMqttSession *session;
  guint ready;
  guint subscribed;
  guint messages;
  GPtrArray *refused; /* char */
  guint lost;
  GError *error;
  GArray *delays; /* gint64: what each loss said of the next try */
  gint64 monotonic, boottime;
  double random;
} Fixture;

static void
read_clocks (gint64 *monotonic, gint64 *boottime, gpointer user_data)
{
  Fixture *self = user_data;

  *monotonic = self->monotonic;
  *boottime = self->boottime;
}

static double
draw_random (gpointer user_data)
{
  return ((Fixture *) user_data)->random;
}

static void
on_ready (CulmMqttSession *session, Fixture *self)
{
  g_assert_cmpint (culm_mqtt_session_get_state (session), ==, CULM_MQTT_SESSION_READY);
  self->ready++;
}

static void
on_subscribed (CulmMqttSession *session G_GNUC_UNUSED, const char *topic G_GNUC_UNUSED, Fixture *self)
{
  self->subscribed++;
}

static void
on_refused (CulmMqttSession *session G_GNUC_UNUSED, const char *topic, GError *error, Fixture *self)
{
  g_assert_error (error, CULM_ERROR, CULM_ERROR_REFUSED);
  g_ptr_array_add (self->refused, g_strdup (topic));
}

static void
on_message (CulmMqttSession *session G_GNUC_UNUSED, const char *topic G_GNUC_UNUSED, GBytes *payload G_GNUC_UNUSED,
            Fixture *self)
{
  self->messages++;
}

static void
on_lost (CulmMqttSession *session, GError *error, Fixture *self)
{
  gint64 retry_at = culm_mqtt_session_get_retry_at (session);
  gint64 delay = retry_at != 0 ? retry_at - self->monotonic : 0;

  g_array_append_val (self->delays, delay);
  g_clear_error (&self->error);
  self->error = g_error_copy (error);
  self->lost++;
}

static void
set_up (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  self->folder = culm_test_make_folder ();
  self->monitor = g_object_new (test_monitor_get_type (), NULL);
  self->refused = g_ptr_array_new_with_free_func (g_free);
  self->delays = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->monotonic = self->boottime = 1000 * G_USEC_PER_SEC;
  self->random = 0.5;
}

static void
tear_down (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  if (self->session != NULL)
    g_assert_finalize_object (self->session);
  g_assert_finalize_object (self->monitor);
  culm_test_remove_folder (self->folder);
  g_free (self->folder);
  g_ptr_array_unref (self->refused);
  g_array_unref (self->delays);
  g_clear_error (&self->error);
}

static void
make_session (Fixture *self, const CulmMqttEndpoint *endpoint, double time_scale)
{
  self->session = culm_mqtt_session_new (endpoint, G_NETWORK_MONITOR (self->monitor));
  g_object_set (self->session, "time-scale", time_scale, NULL);
  culm_mqtt_session_set_clock (self->session, read_clocks, self);
  culm_mqtt_session_set_random (self->session, draw_random, self);
  g_signal_connect (self->session, "ready", G_CALLBACK (on_ready), self);
  g_signal_connect (self->session, "subscribed", G_CALLBACK (on_subscribed), self);
  g_signal_connect (self->session, "refused", G_CALLBACK (on_refused), self);
  g_signal_connect (self->session, "message", G_CALLBACK (on_message), self);
  g_signal_connect (self->session, "lost", G_CALLBACK (on_lost), self);
}

static void
make_plain_session (Fixture *self, guint16 port, double time_scale)
{
  make_session (self, &(CulmMqttEndpoint){ .host = "127.0.0.1", .port = port, .plain = TRUE }, time_scale);
}

/* Returns: whether it was acknowledged. */
static gboolean
publish (Fixture *self, const char *topic)
{
  g_autoptr (GBytes) payload = g_bytes_new_static ("{}", 2);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_mqtt_session_publish_async (self->session, topic, payload, 1, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 20);
  return culm_mqtt_session_publish_finish (self->session, result, NULL);
}

static void
test_comes_back (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestBroker) broker = culm_test_broker_new (self->folder, NULL, NULL, NULL);

  if (broker == NULL)
    return;
  make_plain_session (self, culm_test_broker_get_port (broker), 0.05);
  culm_mqtt_session_add_topic (self->session, "device/S1/report", 0);
  culm_mqtt_session_add_topic (self->session, "device/S2/report", 0);
  culm_mqtt_session_start (self->session);
  g_assert_cmpint (culm_mqtt_session_get_state (self->session), ==, CULM_MQTT_SESSION_CONNECTING);
  culm_test_wait (self->ready == 1);
  g_assert_cmpuint (self->subscribed, ==, 2);

  culm_test_broker_kill (broker);
  culm_test_wait (self->lost > 0);
  g_assert_error (self->error, CULM_ERROR, CULM_ERROR_OFFLINE);
  g_assert_cmpint (culm_mqtt_session_get_state (self->session), ==, CULM_MQTT_SESSION_WAITING);
  culm_test_broker_start (broker);
  culm_test_wait (self->ready == 2);
  g_assert_cmpuint (self->subscribed, ==, 4);
  g_assert_cmpint (culm_mqtt_session_get_retry_at (self->session), ==, 0);

  g_assert_true (publish (self, "device/S2/report"));
  culm_test_wait (self->messages == 1);
}

static void
test_waits_longer (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const gint64 seconds[] = { 1, 2, 5, 10, 30, 60, 60 };

  make_plain_session (self, culm_test_find_port (), 0.001);
  culm_mqtt_session_start (self->session);
  culm_test_wait (self->lost >= G_N_ELEMENTS (seconds));
  for (guint i = 0; i < G_N_ELEMENTS (seconds); i++)
    g_assert_cmpint (g_array_index (self->delays, gint64, i), ==, seconds[i] * 1000);
}

static void
test_jitter (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  make_plain_session (self, culm_test_find_port (), 0.01);
  self->random = 0;
  culm_mqtt_session_start (self->session);
  culm_test_wait (self->lost == 1);
  g_assert_cmpint (g_array_index (self->delays, gint64, 0), ==, 8000);
  self->random = 1;
  culm_test_wait (self->lost == 2);
  g_assert_cmpint (g_array_index (self->delays, gint64, 1), ==, 24000);
}

static void
test_a_good_life_is_remembered (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestPeer) peer = culm_test_peer_new (&(CulmTestPeerScript){ .connack = 3 });

  make_plain_session (self, peer->port, 0.001);
  culm_mqtt_session_start (self->session);
  culm_test_wait (self->lost == 3);
  peer->script.connack = 0;
  culm_test_wait (self->ready == 1);
  culm_test_peer_hang_up (peer); /* at once: no better than being refused */
  culm_test_wait (self->ready == 2);
  self->monotonic += 40 * G_TIME_SPAN_MILLISECOND;
  self->boottime += 40 * G_TIME_SPAN_MILLISECOND;
  culm_test_peer_hang_up (peer);
  culm_test_wait (self->ready == 3);
  g_assert_cmpint (g_array_index (self->delays, gint64, 2), ==, 5000);
  g_assert_cmpint (g_array_index (self->delays, gint64, 3), ==, 10000);
  g_assert_cmpint (g_array_index (self->delays, gint64, 4), ==, 1000);
}

/* @data: the code. */
static void
test_stops_when_refused (Fixture *self, gconstpointer data)
{
  g_autoptr (CulmTestPeer) peer =
      culm_test_peer_new (&(CulmTestPeerScript){ .connack = (guint8) GPOINTER_TO_UINT (data) });

  make_plain_session (self, peer->port, 0.001);
  culm_mqtt_session_start (self->session);
  culm_test_wait (self->lost == 1);
  g_assert_error (self->error, CULM_ERROR, CULM_ERROR_UNAUTHORISED);
  g_assert_cmpint (culm_error_get_server_code (self->error), ==, GPOINTER_TO_INT (data));
  g_assert_cmpint (culm_mqtt_session_get_state (self->session), ==, CULM_MQTT_SESSION_HALTED);
  g_assert_cmpint (culm_mqtt_session_get_retry_at (self->session), ==, 0);
  change_network (self->monitor, FALSE);
  change_network (self->monitor, TRUE);
  self->boottime += 60 * G_USEC_PER_SEC;
  culm_test_run_for (1500);
  g_assert_cmpuint (peer->connects, ==, 1);

  culm_mqtt_session_retry (self->session);
  culm_test_wait (self->lost == 2);
  g_assert_cmpuint (peer->connects, ==, 2);
  peer->script.connack = 0;
  culm_mqtt_session_set_credentials (self->session, "u_1", "token");
  culm_test_wait (self->ready == 1);
}

static void
test_stops_when_untrusted (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestBroker) broker = NULL;

  culm_test_certificate_write (self->folder, "broker", "127.0.0.1", NULL, "IP:127.0.0.1", TRUE);
  broker = culm_test_broker_new (self->folder, "broker", NULL, NULL);
  if (broker == NULL)
    return;
  make_session (self, &(CulmMqttEndpoint){ .host = "127.0.0.1", .port = culm_test_broker_get_port (broker) }, 0.001);
  culm_mqtt_session_start (self->session);
  culm_test_wait (self->lost == 1);
  g_assert_error (self->error, CULM_ERROR, CULM_ERROR_UNTRUSTED);
  g_assert_cmpint (culm_mqtt_session_get_state (self->session), ==, CULM_MQTT_SESSION_HALTED);
}

static void
test_topic_refused (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestPeer) peer = culm_test_peer_new (&(CulmTestPeerScript){ .suback = 0x80 });

  make_plain_session (self, peer->port, 0.001);
  culm_mqtt_session_add_topic (self->session, "device/S1/report", 0);
  culm_mqtt_session_start (self->session);
  culm_test_wait (self->ready == 1);
  g_assert_cmpuint (self->refused->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (self->refused, 0), ==, "device/S1/report");
  g_assert_cmpuint (self->subscribed, ==, 0);

  /* It is not wanted any more after the next opening. */
  culm_mqtt_session_retry (self->session);
  culm_test_wait (self->ready == 2);
  g_assert_cmpuint (peer->subscribes, ==, 1);
}

static void
on_greeting (CulmMqttSession *session G_GNUC_UNUSED, const char *topic G_GNUC_UNUSED, GBytes *payload G_GNUC_UNUSED,
             Fixture *self)
{
  g_assert_cmpuint (self->subscribed, ==, 1);
}

/* Who listens from ::subscribed on misses nothing: a message tells of the subscription before the broker says so. */
static void
test_speaks_before_it_answers (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestPeer) peer =
      culm_test_peer_new (&(CulmTestPeerScript){ .greeting = "hello", .greets_first = TRUE });

  make_plain_session (self, peer->port, 0.001);
  g_signal_connect (self->session, "message", G_CALLBACK (on_greeting), self);
  culm_mqtt_session_add_topic (self->session, "t", 0);
  culm_mqtt_session_start (self->session);
  culm_test_wait (self->ready == 1 && self->messages == 1);
  g_assert_cmpuint (self->subscribed, ==, 1);
}

static void
test_topics_come_and_go (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestPeer) peer = culm_test_peer_new (&(CulmTestPeerScript){ .greeting = "hello" });

  make_plain_session (self, peer->port, 0.001);
  culm_mqtt_session_start (self->session);
  culm_test_wait (self->ready == 1);
  culm_mqtt_session_add_topic (self->session, "a", 0);
  culm_mqtt_session_add_topic (self->session, "a", 0);
  culm_mqtt_session_add_topic (self->session, "b", 0);
  culm_mqtt_session_remove_topic (self->session, "b");
  culm_test_wait (self->subscribed == 1 && self->messages == 2);
  g_assert_cmpuint (peer->subscribes, ==, 2);
  culm_mqtt_session_retry (self->session);
  culm_test_wait (self->ready == 2);
  g_assert_cmpuint (peer->subscribes, ==, 3);
  g_assert_cmpuint (self->ready, ==, 2);
}

static void
test_publishes_once (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestPeer) peer = culm_test_peer_new (&(CulmTestPeerScript){ .hang_up_on_publish = TRUE });

  make_plain_session (self, peer->port, 0.001);
  culm_mqtt_session_add_topic (self->session, "device/S1/report", 0);
  culm_mqtt_session_start (self->session);
  culm_test_wait (self->ready == 1);
  g_assert_false (publish (self, "device/S1/request"));
  culm_test_wait (self->ready == 2);
  g_assert_cmpuint (peer->publishes, ==, 1);
}

static void
test_sleep (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestPeer) peer = culm_test_peer_new (&(CulmTestPeerScript){ .pingresp = TRUE });

  make_plain_session (self, peer->port, 100);
  culm_mqtt_session_start (self->session);
  culm_test_wait (self->ready == 1);
  self->boottime += 4 * G_USEC_PER_SEC; /* clocks drift apart a little */
  culm_test_run_for (1500);
  g_assert_cmpuint (peer->connects, ==, 1);
  self->boottime += 60 * G_USEC_PER_SEC;
  culm_test_wait (self->ready == 2);
  g_assert_error (self->error, CULM_ERROR, CULM_ERROR_OFFLINE);

  /* Nor is a wait from before the sleep waited out. */
  peer->script.connack = 3;
  culm_mqtt_session_retry (self->session);
  culm_test_wait (culm_mqtt_session_get_state (self->session) == CULM_MQTT_SESSION_WAITING);
  peer->script.connack = 0;
  self->boottime += 60 * G_USEC_PER_SEC;
  culm_test_wait (self->ready == 3);
}

static void
test_network (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestPeer) peer = culm_test_peer_new (&(CulmTestPeerScript){ .connack = 3 });

  make_plain_session (self, peer->port, 1000);
  culm_mqtt_session_start (self->session);
  culm_test_wait (culm_mqtt_session_get_state (self->session) == CULM_MQTT_SESSION_WAITING);
  peer->script.connack = 0;
  g_object_set (self->session, "time-scale", 0.001, NULL);
  change_network (self->monitor, TRUE);
  culm_test_wait (self->ready == 1);

  /* An open connection stays while its address is there, and goes with a network that went and came. */
  change_network (self->monitor, TRUE);
  change_network (self->monitor, FALSE);
  g_assert_cmpint (culm_mqtt_session_get_state (self->session), ==, CULM_MQTT_SESSION_READY);
  change_network (self->monitor, TRUE);
  g_assert_cmpint (culm_mqtt_session_get_state (self->session), ==, CULM_MQTT_SESSION_CONNECTING);
  culm_test_wait (self->ready == 2);
  g_assert_cmpuint (peer->connects, ==, 3);
}

static void
test_stop (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestPeer) peer = culm_test_peer_new (&(CulmTestPeerScript){ .pingresp = TRUE });

  make_plain_session (self, peer->port, 0.001);
  culm_mqtt_session_start (self->session);
  culm_test_wait (self->ready == 1);
  culm_mqtt_session_stop (self->session);
  g_assert_cmpint (culm_mqtt_session_get_state (self->session), ==, CULM_MQTT_SESSION_STOPPED);
  culm_test_wait (peer->disconnects == 1);
  culm_mqtt_session_retry (self->session);
  culm_test_run_for (200);
  g_assert_cmpuint (peer->connects, ==, 1);
  g_assert_cmpuint (self->lost, ==, 0);
  culm_mqtt_session_start (self->session);
  culm_test_wait (self->ready == 2);
}

static void
on_lost_drop (CulmMqttSession *session G_GNUC_UNUSED, GError *error G_GNUC_UNUSED, Fixture *self)
{
  g_clear_object (&self->session);
}

static void
test_handler_drops_the_session (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  CulmMqttSession *watched;

  make_plain_session (self, culm_test_find_port (), 0.001);
  watched = self->session;
  g_object_add_weak_pointer (G_OBJECT (self->session), (gpointer *) &watched);
  g_signal_connect (self->session, "lost", G_CALLBACK (on_lost_drop), self);
  culm_mqtt_session_start (self->session);
  culm_test_wait (watched == NULL);
}

#define ADD(path, func, data) g_test_add ("/mqtt-session/" path, Fixture, data, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("comes-back", test_comes_back, NULL);
  ADD ("waits-longer", test_waits_longer, NULL);
  ADD ("jitter", test_jitter, NULL);
  ADD ("a-good-life-is-remembered", test_a_good_life_is_remembered, NULL);
  ADD ("stops-when-refused-4", test_stops_when_refused, GUINT_TO_POINTER (4));
  ADD ("stops-when-refused-5", test_stops_when_refused, GUINT_TO_POINTER (5));
  ADD ("stops-when-untrusted", test_stops_when_untrusted, NULL);
  ADD ("topic-refused", test_topic_refused, NULL);
  ADD ("speaks-before-it-answers", test_speaks_before_it_answers, NULL);
  ADD ("topics-come-and-go", test_topics_come_and_go, NULL);
  ADD ("publishes-once", test_publishes_once, NULL);
  ADD ("sleep", test_sleep, NULL);
  ADD ("network", test_network, NULL);
  ADD ("stop", test_stop, NULL);
  ADD ("handler-drops-the-session", test_handler_drops_the_session, NULL);
  return g_test_run ();
}
