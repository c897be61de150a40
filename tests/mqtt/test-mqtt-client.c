/* test-mqtt-client.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-mqtt-client.h"
#include "culm-test-await.h"
#include "culm-test-broker.h"
#include "culm-test-peer.h"
#include "culm-test-wait.h"
#include <arpa/inet.h>
#include <unistd.h>

/* More would mean that the source spins; a try that fails takes a handful. */
#define A_HANDFUL 15

typedef struct {
  char *folder;
  CulmMqttClient *client;
  guint opened;
  guint messages;
  char *topic;
  GBytes *payload;
  guint closed;
  GError *error;
} Fixture;

typedef struct {
  guint done;
  gboolean ok;
  GError *error;
} Outcome;

static void
on_opened (CulmMqttClient *client G_GNUC_UNUSED, Fixture *self)
{
  self->opened++;
}

static void
on_message (CulmMqttClient *client G_GNUC_UNUSED, const char *topic, GBytes *payload, Fixture *self)
{
  self->messages++;
  g_free (self->topic);
  self->topic = g_strdup (topic);
  g_clear_pointer (&self->payload, g_bytes_unref);
  self->payload = g_bytes_ref (payload);
}

static void
on_closed (CulmMqttClient *client, GError *error, Fixture *self)
{
  g_assert_cmpint (culm_mqtt_client_get_state (client), ==, CULM_MQTT_CLOSED);
  self->closed++;
  g_clear_error (&self->error);
  self->error = g_error_copy (error);
}

static void
set_up (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  self->folder = culm_test_make_folder ();
}

static void
tear_down (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  if (self->client != NULL)
    g_assert_finalize_object (self->client);
  culm_test_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->topic);
  g_clear_pointer (&self->payload, g_bytes_unref);
  g_clear_error (&self->error);
}

static void
make_client (Fixture *self, const CulmMqttEndpoint *endpoint)
{
  self->client = culm_mqtt_client_new (endpoint);
  g_signal_connect (self->client, "opened", G_CALLBACK (on_opened), self);
  g_signal_connect (self->client, "message", G_CALLBACK (on_message), self);
  g_signal_connect (self->client, "closed", G_CALLBACK (on_closed), self);
}

static void
make_plain_client (Fixture *self, guint16 port)
{
  make_client (self, &(CulmMqttEndpoint){ .host = "127.0.0.1", .port = port, .plain = TRUE });
}

static void
open_client (Fixture *self)
{
  guint before = self->opened;

  culm_mqtt_client_connect (self->client);
  culm_test_wait (self->opened > before || self->error != NULL);
  g_assert_no_error (self->error);
  g_assert_cmpint (culm_mqtt_client_get_state (self->client), ==, CULM_MQTT_OPEN);
}

static void
subscribe_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->ok = culm_mqtt_client_subscribe_finish (CULM_MQTT_CLIENT (client), result, &outcome->error);
  outcome->done++;
}

static void
publish_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  g_clear_error (&outcome->error);
  outcome->ok = culm_mqtt_client_publish_finish (CULM_MQTT_CLIENT (client), result, &outcome->error);
  outcome->done++;
}

static void
subscribe (Fixture *self, const char *topic)
{
  Outcome outcome = { 0 };

  culm_mqtt_client_subscribe_async (self->client, topic, 0, NULL, subscribe_cb, &outcome);
  g_assert_cmpuint (outcome.done, ==, 0);
  culm_test_wait (outcome.done > 0);
  g_assert_no_error (outcome.error);
  g_assert_true (outcome.ok);
}

static void
publish (Fixture *self, const char *topic, const char *text, int qos, Outcome *outcome)
{
  g_autoptr (GBytes) payload = g_bytes_new (text, strlen (text));

  culm_mqtt_client_publish_async (self->client, topic, payload, qos, NULL, publish_cb, outcome);
}

/* There and back again through a broker. */
static void
echo (Fixture *self)
{
  for (int qos = 0; qos <= 1; qos++) {
    Outcome outcome = { 0 };
    guint before = self->messages;

    publish (self, "device/S1/report", "{\"print\":{}}", qos, &outcome);
    g_assert_cmpuint (outcome.done, ==, 0); /* never before the call has returned */
    culm_test_wait (outcome.done > 0 && self->messages > before);
    g_assert_no_error (outcome.error);
    g_assert_cmpstr (self->topic, ==, "device/S1/report");
    g_assert_cmpint (g_bytes_get_size (self->payload), ==, 12);
  }
}

static void
test_plain (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestBroker) broker = culm_test_broker_new (self->folder, NULL, NULL, NULL);

  if (broker == NULL)
    return;
  make_plain_client (self, culm_test_broker_get_port (broker));
  open_client (self);
  g_assert_cmpuint (culm_mqtt_client_get_dispatches (self->client), <, A_HANDFUL);
  g_assert_true (culm_mqtt_client_has_address (self->client));
  subscribe (self, "device/S1/report");
  echo (self);

  culm_mqtt_client_close (self->client);
  g_assert_cmpint (culm_mqtt_client_get_state (self->client), ==, CULM_MQTT_CLOSED);
  g_assert_cmpuint (self->closed, ==, 0);

  /* The same object again. */
  open_client (self);
  subscribe (self, "device/S1/report");
  echo (self);
}

static void
test_name_with_several_addresses (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestBroker) broker = culm_test_broker_new (self->folder, NULL, NULL, NULL);

  if (broker == NULL)
    return;
  /* ::1, where nobody listens, is tried first. */
  make_client (self,
               &(CulmMqttEndpoint){ .host = "localhost", .port = culm_test_broker_get_port (broker), .plain = TRUE });
  open_client (self);
}

static void
test_idle (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestBroker) broker = culm_test_broker_new (self->folder, NULL, NULL, NULL);
  guint before;

  if (broker == NULL)
    return;
  make_plain_client (self, culm_test_broker_get_port (broker));
  open_client (self);
  before = culm_mqtt_client_get_dispatches (self->client);
  culm_test_run_for (3000);
  /* One tick a second, so that keepalive works, and nothing else. */
  g_assert_cmpuint (culm_mqtt_client_get_dispatches (self->client) - before, >=, 2);
  g_assert_cmpuint (culm_mqtt_client_get_dispatches (self->client) - before, <=, 6);
}

static void
expect_closed (Fixture *self, CulmError code)
{
  culm_mqtt_client_connect (self->client);
  g_assert_cmpuint (self->closed, ==, 0); /* never before the call has returned */
  culm_test_wait (self->closed > 0);
  g_assert_error (self->error, CULM_ERROR, (int) code);
  g_assert_cmpint (culm_error_get_origin (self->error), ==, CULM_ERROR_ORIGIN_MQTT);
  g_assert_cmpuint (self->closed, ==, 1);
  g_assert_cmpuint (self->opened, ==, 0);
  g_assert_cmpuint (culm_mqtt_client_get_dispatches (self->client), <, A_HANDFUL);
}

static void
test_refused (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  make_plain_client (self, culm_test_find_port ());
  expect_closed (self, CULM_ERROR_OFFLINE);
}

static void
test_refused_tls (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  make_client (self, &(CulmMqttEndpoint){ .host = "127.0.0.1", .port = culm_test_find_port () });
  expect_closed (self, CULM_ERROR_OFFLINE);
}

/* @data: is it TLS? */
static void
test_silent (Fixture *self, gconstpointer data)
{
  g_autoptr (CulmTestPeer) peer = culm_test_peer_new (&(CulmTestPeerScript){ .silent = TRUE });

  make_client (self, &(CulmMqttEndpoint){ .host = "127.0.0.1", .port = peer->port, .plain = data == NULL });
  culm_mqtt_client_set_timeouts (self->client, 1500, 1000);
  expect_closed (self, CULM_ERROR_TIMED_OUT);
  g_assert_cmpuint (peer->connections, ==, 1);
}

/* @data: is it TLS? */
static void
test_hangs_up (Fixture *self, gconstpointer data)
{
  g_autoptr (CulmTestPeer) peer = culm_test_peer_new (&(CulmTestPeerScript){ .hang_up = TRUE });

  make_client (self, &(CulmMqttEndpoint){ .host = "127.0.0.1", .port = peer->port, .plain = data == NULL });
  expect_closed (self, CULM_ERROR_OFFLINE);
}

/* A listener whose queue is full: TCP does not get through, on the loopback either, until there is room. */
static int
listen_with_full_queue (guint16 *port, int *filler)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t length = sizeof address;
  int listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (bind (listener, (struct sockaddr *) &address, length), ==, 0);
  g_assert_cmpint (listen (listener, 0), ==, 0);
  getsockname (listener, (struct sockaddr *) &address, &length);
  *filler = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (connect (*filler, (struct sockaddr *) &address, length), ==, 0);
  *port = ntohs (address.sin_port);
  return listener;
}

static gboolean
on_make_room (gpointer listener)
{
  close (accept (*(int *) listener, NULL, NULL));
  return G_SOURCE_REMOVE;
}

/* While TCP connects, OpenSSL already wants to write, and mosquitto_want_write() says yes from then on. Only a
 * connection that takes its time shows it. @data: does it ever get through? */
static void
test_slow_tcp (Fixture *self, gconstpointer data)
{
  guint16 port;
  int filler;
  int listener = listen_with_full_queue (&port, &filler);

  make_client (self, &(CulmMqttEndpoint){ .host = "127.0.0.1", .port = port });
  culm_mqtt_client_set_timeouts (self->client, 2000, 1000);
  if (data != NULL)
    g_timeout_add (200, on_make_room, &listener);
  expect_closed (self, CULM_ERROR_TIMED_OUT);
  if (data != NULL) {
    int guest = accept4 (listener, NULL, NULL, SOCK_NONBLOCK);
    char hello;

    g_assert_cmpint (recv (guest, &hello, 1, 0), ==, 1); /* TLS had begun */
    close (guest);
  }
  close (filler);
  close (listener);
}

static void
test_wrong_password (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestBroker) broker = culm_test_broker_new (self->folder, NULL, "bblp", "12345678");

  if (broker == NULL)
    return;
  make_client (self, &(CulmMqttEndpoint){ .host = "127.0.0.1",
                                          .port = culm_test_broker_get_port (broker),
                                          .plain = TRUE,
                                          .user = "bblp",
                                          .password = "87654321" });
  expect_closed (self, CULM_ERROR_UNAUTHORISED);
  g_assert_cmpint (culm_error_get_server_code (self->error), ==, 5);
  g_assert_null (strstr (self->error->message, "87654321"));

  g_clear_error (&self->error);
  culm_mqtt_client_set_credentials (self->client, "bblp", "12345678");
  open_client (self);
}

static void
test_refusing_broker (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestPeer) peer = culm_test_peer_new (&(CulmTestPeerScript){ .connack = 3 });

  make_plain_client (self, peer->port);
  expect_closed (self, CULM_ERROR_REFUSED);
  g_assert_cmpint (culm_error_get_server_code (self->error), ==, 3);
}

static void
test_broker_killed (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestBroker) broker = culm_test_broker_new (self->folder, NULL, NULL, NULL);
  Outcome outcome = { 0 };

  if (broker == NULL)
    return;
  make_plain_client (self, culm_test_broker_get_port (broker));
  open_client (self);
  culm_test_broker_kill (broker);
  culm_test_wait (self->closed > 0);
  g_assert_error (self->error, CULM_ERROR, CULM_ERROR_OFFLINE);
  g_assert_cmpuint (culm_mqtt_client_get_dispatches (self->client), <, A_HANDFUL);

  publish (self, "t", "x", 0, &outcome);
  culm_test_wait (outcome.done > 0);
  g_assert_error (outcome.error, CULM_ERROR, CULM_ERROR_OFFLINE);
  g_clear_error (&outcome.error);

  culm_test_broker_start (broker);
  g_clear_error (&self->error);
  open_client (self);
}

/* What cannot be written now waits for the socket, and nobody turns round meanwhile. */
static void
test_peer_does_not_read (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestPeer) peer = culm_test_peer_new (&(CulmTestPeerScript){ .deaf = TRUE });
  g_autoptr (GBytes) payload = g_bytes_new_take (g_malloc0 (50000000), 50000000);
  Outcome outcome = { 0 };

  make_plain_client (self, peer->port);
  culm_mqtt_client_set_timeouts (self->client, 1000, 2000);
  open_client (self);
  culm_mqtt_client_publish_async (self->client, "t", payload, 0, NULL, publish_cb, &outcome);
  culm_test_run_for (1000);
  g_assert_cmpuint (outcome.done, ==, 0);
  culm_test_wait (self->closed > 0);
  g_assert_error (outcome.error, CULM_ERROR, CULM_ERROR_TIMED_OUT);
  g_clear_error (&outcome.error);
  g_assert_cmpuint (culm_mqtt_client_get_dispatches (self->client), <, 60);
}

/* What comes in while something waits to be written is not held up. */
static void
test_large_message (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestBroker) broker = culm_test_broker_new (self->folder, NULL, NULL, NULL);
  g_autoptr (GBytes) payload = g_bytes_new_take (g_malloc0 (20000000), 20000000);
  Outcome outcome = { 0 };

  if (broker == NULL)
    return;
  make_plain_client (self, culm_test_broker_get_port (broker));
  open_client (self);
  subscribe (self, "t");
  culm_mqtt_client_publish_async (self->client, "t", payload, 1, NULL, publish_cb, &outcome);
  culm_test_wait (outcome.done == 1 && self->messages == 1);
  g_assert_no_error (outcome.error);
  g_assert_true (g_bytes_equal (self->payload, payload));
}

/* A name server that never answers, as GResolver shows it. */
typedef GResolver DeadResolver;
typedef GResolverClass DeadResolverClass;
static GType dead_resolver_get_type (void);
G_DEFINE_TYPE (DeadResolver, dead_resolver, G_TYPE_RESOLVER)

static gboolean
on_given_up (GCancellable *cancellable G_GNUC_UNUSED, gpointer task)
{
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

static void
dead_resolver_lookup_async (GResolver *self, const char *name G_GNUC_UNUSED, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GSource) source = g_cancellable_source_new (cancellable);

  g_source_set_callback (source, G_SOURCE_FUNC (on_given_up), task, g_object_unref);
  g_source_attach (source, NULL);
}

static GList *
dead_resolver_lookup_finish (GResolver *self G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
dead_resolver_class_init (DeadResolverClass *klass)
{
  klass->lookup_by_name_async = dead_resolver_lookup_async;
  klass->lookup_by_name_finish = dead_resolver_lookup_finish;
}

static void
dead_resolver_init (DeadResolver *self G_GNUC_UNUSED)
{
}

static gboolean
count_up (gpointer count)
{
  ++*(guint *) count;
  return G_SOURCE_CONTINUE;
}

static void
test_dead_resolver (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GResolver) usual = g_resolver_get_default ();
  g_autoptr (GResolver) dead = g_object_new (dead_resolver_get_type (), NULL);
  guint turns = 0, tick;

  g_resolver_set_default (dead);
  make_client (self, &(CulmMqttEndpoint){ .host = "broker.test", .port = 8883, .plain = TRUE });
  culm_mqtt_client_set_timeouts (self->client, 1000, 1000);
  tick = g_timeout_add (10, count_up, &turns);
  expect_closed (self, CULM_ERROR_TIMED_OUT);
  g_source_remove (tick);
  g_assert_cmpuint (turns, >, 20); /* the loop went on */
  culm_test_run_for (100);
  g_resolver_set_default (usual);
}

static void
test_unknown_name (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  make_client (self, &(CulmMqttEndpoint){ .host = "no such name", .port = 8883, .plain = TRUE });
  expect_closed (self, CULM_ERROR_OFFLINE);
}

static void
test_refused_subscription (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestPeer) peer = culm_test_peer_new (&(CulmTestPeerScript){ .suback = 0x80 });
  Outcome outcome = { 0 };

  make_plain_client (self, peer->port);
  open_client (self);
  culm_mqtt_client_subscribe_async (self->client, "device/S1/report", 0, NULL, subscribe_cb, &outcome);
  culm_test_wait (outcome.done > 0);
  g_assert_error (outcome.error, CULM_ERROR, CULM_ERROR_REFUSED);
  g_clear_error (&outcome.error);
  g_assert_cmpint (culm_mqtt_client_get_state (self->client), ==, CULM_MQTT_OPEN);

  outcome.done = 0;
  culm_mqtt_client_subscribe_async (self->client, "a/#/b", 0, NULL, subscribe_cb, &outcome);
  culm_test_wait (outcome.done > 0);
  g_assert_error (outcome.error, CULM_ERROR, CULM_ERROR_USAGE);
  g_clear_error (&outcome.error);
}

static void
test_publishes_once (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestPeer) peer = culm_test_peer_new (&(CulmTestPeerScript){ .hang_up_on_publish = TRUE });
  Outcome outcome = { 0 };

  make_plain_client (self, peer->port);
  open_client (self);
  publish (self, "device/S1/request", "{}", 1, &outcome);
  culm_test_wait (outcome.done > 0 && self->closed > 0);
  g_assert_error (outcome.error, CULM_ERROR, CULM_ERROR_OFFLINE);
  g_clear_error (&outcome.error);
  g_assert_cmpuint (peer->publishes, ==, 1);

  g_clear_error (&self->error);
  peer->script.hang_up_on_publish = FALSE;
  open_client (self);
  subscribe (self, "t"); /* whatever was to be sent again has been sent before */
  g_assert_cmpuint (peer->publishes, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (peer->client_ids, 0), !=, g_ptr_array_index (peer->client_ids, 1));
  g_assert_true (g_str_has_prefix (g_ptr_array_index (peer->client_ids, 0), "culm-"));
}

static void
test_not_acknowledged (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestPeer) peer = culm_test_peer_new (&(CulmTestPeerScript){ .pingresp = TRUE });
  Outcome late = { 0 }, written = { 0 };

  make_plain_client (self, peer->port);
  culm_mqtt_client_set_timeouts (self->client, 10000, 500);
  open_client (self);
  publish (self, "device/S1/request", "{}", 1, &late);
  publish (self, "device/S1/request", "{}", 0, &written);
  culm_test_wait (late.done > 0 && written.done > 0 && self->closed > 0);
  g_assert_error (late.error, CULM_ERROR, CULM_ERROR_TIMED_OUT);
  g_assert_no_error (written.error);
  g_assert_error (self->error, CULM_ERROR, CULM_ERROR_TIMED_OUT);
  g_clear_error (&late.error);
}

static void
test_ping_not_answered (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestPeer) peer = culm_test_peer_new (&(CulmTestPeerScript){ .pingresp = FALSE });

  make_client (self, &(CulmMqttEndpoint){ .host = "127.0.0.1", .port = peer->port, .plain = TRUE, .keepalive = 5 });
  open_client (self);
  culm_test_wait (self->closed > 0);
  g_assert_cmpuint (peer->pings, ==, 1);
  g_assert_error (self->error, CULM_ERROR, CULM_ERROR_TIMED_OUT);
  g_assert_cmpuint (culm_mqtt_client_get_dispatches (self->client), <, 25);
}

/* Whoever asks need not wait for the keepalive; what the peer says is counted. */
static void
test_ping (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestPeer) peer = culm_test_peer_new (&(CulmTestPeerScript){ .pingresp = TRUE });
  guint64 before;

  make_plain_client (self, peer->port);
  culm_mqtt_client_ping (self->client); /* nothing is open yet */
  g_assert_cmpuint (culm_mqtt_client_get_received (self->client), ==, 0);
  open_client (self);
  before = culm_mqtt_client_get_received (self->client);
  g_assert_cmpuint (before, >, 0); /* CONNACK */
  culm_mqtt_client_ping (self->client);
  culm_test_wait (culm_mqtt_client_get_received (self->client) == before + 2);
  g_assert_cmpuint (peer->pings, ==, 1);
  g_assert_cmpint (culm_mqtt_client_get_state (self->client), ==, CULM_MQTT_OPEN);
}

static void
test_cancelled (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestPeer) peer = culm_test_peer_new (&(CulmTestPeerScript){ .pingresp = TRUE });
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GBytes) payload = g_bytes_new_static ("{}", 2);
  Outcome outcome = { 0 };

  make_plain_client (self, peer->port);
  open_client (self);
  culm_mqtt_client_publish_async (self->client, "t", payload, 1, cancellable, publish_cb, &outcome);
  culm_test_wait (peer->publishes == 1);
  g_cancellable_cancel (cancellable);
  culm_test_wait (outcome.done > 0);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&outcome.error);
  g_assert_cmpint (culm_mqtt_client_get_state (self->client), ==, CULM_MQTT_OPEN);
}

static void
on_message_drop (CulmMqttClient *client G_GNUC_UNUSED, const char *topic, GBytes *payload, Fixture *self)
{
  g_assert_cmpstr (topic, ==, "t");
  g_clear_object (&self->client);
  g_assert_cmpuint (g_bytes_get_size (payload), ==, 5); /* still there */
}

static void
test_handler_drops_the_client (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestPeer) peer = culm_test_peer_new (&(CulmTestPeerScript){ .greeting = "hello" });
  CulmMqttClient *watched;
  Outcome outcome = { 0 };

  make_plain_client (self, peer->port);
  g_object_add_weak_pointer (G_OBJECT (self->client), (gpointer *) &watched);
  watched = self->client;
  g_signal_connect (self->client, "message", G_CALLBACK (on_message_drop), self);
  open_client (self);
  culm_mqtt_client_subscribe_async (self->client, "t", 0, NULL, subscribe_cb, &outcome);
  culm_test_wait (watched == NULL && outcome.done > 0 && peer->guests->len == 0);
  g_assert_cmpuint (self->messages, ==, 1);
  g_assert_cmpuint (self->closed, ==, 0);
  g_clear_error (&outcome.error);
}

static void
on_message_close (CulmMqttClient *client, const char *topic G_GNUC_UNUSED, GBytes *payload G_GNUC_UNUSED,
                  gpointer user_data G_GNUC_UNUSED)
{
  culm_mqtt_client_close (client);
  culm_mqtt_client_connect (client);
}

static void
test_handler_connects_anew (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestPeer) peer = culm_test_peer_new (&(CulmTestPeerScript){ .greeting = "hello" });
  Outcome outcome = { 0 };

  make_plain_client (self, peer->port);
  g_signal_connect (self->client, "message", G_CALLBACK (on_message_close), NULL);
  open_client (self);
  culm_mqtt_client_subscribe_async (self->client, "t", 0, NULL, subscribe_cb, &outcome);
  culm_test_wait (self->opened == 2 && outcome.done == 1);
  g_assert_cmpuint (self->closed, ==, 0);
  g_clear_error (&outcome.error);
}

static void
test_dropped_while_connecting (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestPeer) peer = culm_test_peer_new (&(CulmTestPeerScript){ .silent = TRUE });

  make_client (self, &(CulmMqttEndpoint){ .host = "127.0.0.1", .port = peer->port });
  culm_mqtt_client_connect (self->client);
  g_clear_object (&self->client);
  /* The worker's answer finds nobody. */
  culm_test_run_for (300);
  g_assert_cmpuint (self->closed, ==, 0);
}

static void
test_many_messages (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestBroker) broker = culm_test_broker_new (self->folder, NULL, NULL, NULL);
  g_autoptr (GBytes) payload = g_bytes_new_take (g_malloc0 (1000), 1000);
  Outcome outcome = { 0 };
  gint64 start;

  if (broker == NULL)
    return;
  make_plain_client (self, culm_test_broker_get_port (broker));
  open_client (self);
  subscribe (self, "t");
  start = g_get_monotonic_time ();
  for (guint i = 0; i < 20000; i++)
    culm_mqtt_client_publish_async (self->client, "t", payload, 0, NULL, publish_cb, &outcome);
  culm_test_wait (self->messages == 20000 && outcome.done == 20000);
  g_assert_true (outcome.ok);
  g_test_message ("20000 messages there and back in %.0f ms, %u dispatches", (g_get_monotonic_time () - start) / 1000.0,
                  culm_mqtt_client_get_dispatches (self->client));
}

#define ADD(path, func, data) g_test_add ("/mqtt-client/" path, Fixture, data, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("plain", test_plain, NULL);
  ADD ("name-with-several-addresses", test_name_with_several_addresses, NULL);
  ADD ("idle", test_idle, NULL);
  ADD ("refused", test_refused, NULL);
  ADD ("refused-tls", test_refused_tls, NULL);
  ADD ("silent", test_silent, NULL);
  ADD ("silent-tls", test_silent, "tls");
  ADD ("hangs-up", test_hangs_up, NULL);
  ADD ("hangs-up-tls", test_hangs_up, "tls");
  ADD ("slow-tcp", test_slow_tcp, "through");
  ADD ("tcp-never-through", test_slow_tcp, NULL);
  ADD ("wrong-password", test_wrong_password, NULL);
  ADD ("refusing-broker", test_refusing_broker, NULL);
  ADD ("broker-killed", test_broker_killed, NULL);
  ADD ("peer-does-not-read", test_peer_does_not_read, NULL);
  ADD ("large-message", test_large_message, NULL);
  ADD ("dead-resolver", test_dead_resolver, NULL);
  ADD ("unknown-name", test_unknown_name, NULL);
  ADD ("refused-subscription", test_refused_subscription, NULL);
  ADD ("publishes-once", test_publishes_once, NULL);
  ADD ("not-acknowledged", test_not_acknowledged, NULL);
  ADD ("ping", test_ping, NULL);
  ADD ("ping-not-answered", test_ping_not_answered, NULL);
  ADD ("cancelled", test_cancelled, NULL);
  ADD ("handler-drops-the-client", test_handler_drops_the_client, NULL);
  ADD ("handler-connects-anew", test_handler_connects_anew, NULL);
  ADD ("dropped-while-connecting", test_dropped_while_connecting, NULL);
  ADD ("many-messages", test_many_messages, NULL);
  return g_test_run ();
}
