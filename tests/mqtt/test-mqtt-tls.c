/* test-mqtt-tls.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-mqtt-client.h"
#include "culm-test-await.h"
#include "culm-test-broker.h"
#include "culm-test-certificate.h"
#include "culm-test-wait.h"
#include <arpa/inet.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <unistd.h>

#define A_HANDFUL 15
#define SERIAL "01P00A000000001"

typedef struct {
  char *folder;
  char *ca_file;
  CulmMqttClient *client;
  guint opened;
  guint closed;
  guint messages;
  GError *error;

  /* What the trust function was asked, and says */
  guint asked;
  gboolean chain_ok;
  gboolean verdict;
  GBytes *leaf;
  guint trust_freed;
} Fixture;

/* A TLS server that takes one connection, notes what was asked of it, and says nothing after the handshake. */
typedef struct {
  int listener;
  guint16 port;
  SSL_CTX *context;
  GThread *thread;
  char *name; /* SNI */
} Server;

static int
on_server_name (SSL *ssl, int *alert G_GNUC_UNUSED, void *user_data)
{
  Server *self = user_data;

  self->name = g_strdup (SSL_get_servername (ssl, TLSEXT_NAMETYPE_host_name));
  return SSL_TLSEXT_ERR_OK;
}

static gpointer
serve (gpointer user_data)
{
  Server *self = user_data;
  int guest = accept (self->listener, NULL, NULL);
  SSL *ssl = SSL_new (self->context);
  char buffer[1024];

  SSL_set_fd (ssl, guest);
  if (SSL_accept (ssl) == 1) {
    while (SSL_read (ssl, buffer, sizeof buffer) > 0)
      ;
  }
  SSL_free (ssl);
  close (guest);
  return NULL;
}

static Server *
start_server (Fixture *fixture, const char *certificate, int newest)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  g_autofree char *leaf = g_strdup_printf ("%s/%s.pem", fixture->folder, certificate);
  g_autofree char *key = g_strdup_printf ("%s/%s.key", fixture->folder, certificate);
  socklen_t length = sizeof address;
  Server *self = g_new0 (Server, 1);

  self->listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (self->listener, (struct sockaddr *) &address, length), ==, 0);
  g_assert_cmpint (listen (self->listener, 1), ==, 0);
  getsockname (self->listener, (struct sockaddr *) &address, &length);
  self->port = ntohs (address.sin_port);
  self->context = SSL_CTX_new (TLS_server_method ());
  SSL_CTX_set_security_level (self->context, 0);
  SSL_CTX_set_min_proto_version (self->context, 0);
  SSL_CTX_set_max_proto_version (self->context, newest);
  g_assert_cmpint (SSL_CTX_use_certificate_file (self->context, leaf, SSL_FILETYPE_PEM), ==, 1);
  g_assert_cmpint (SSL_CTX_use_PrivateKey_file (self->context, key, SSL_FILETYPE_PEM), ==, 1);
  SSL_CTX_set_tlsext_servername_callback (self->context, on_server_name);
  SSL_CTX_set_tlsext_servername_arg (self->context, self);
  self->thread = g_thread_new ("server", serve, self);
  return self;
}

/* Waits for its guest to go. Returns: (transfer full) (nullable): the name that was asked for. */
static char *
end_server (Server *self)
{
  char *name;

  g_thread_join (self->thread);
  name = self->name;
  SSL_CTX_free (self->context);
  close (self->listener);
  g_free (self);
  return name;
}

static void
on_opened (CulmMqttClient *client G_GNUC_UNUSED, Fixture *self)
{
  self->opened++;
}

static void
on_message (CulmMqttClient *client G_GNUC_UNUSED, const char *topic G_GNUC_UNUSED, GBytes *payload G_GNUC_UNUSED,
            Fixture *self)
{
  self->messages++;
}

static void
on_closed (CulmMqttClient *client G_GNUC_UNUSED, GError *error, Fixture *self)
{
  self->closed++;
  g_clear_error (&self->error);
  self->error = g_error_copy (error);
}

static void
set_up (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  self->folder = culm_test_make_folder ();
  culm_test_certificate_write (self->folder, "ca", "Culm test CA", NULL, NULL, TRUE);
  culm_test_certificate_write (self->folder, "other-ca", "Another CA", NULL, NULL, TRUE);
  culm_test_certificate_write (self->folder, "broker", "a broker", "ca", "DNS:broker.test,IP:127.0.0.1", FALSE);
  culm_test_certificate_write (self->folder, "printer", SERIAL, "ca", NULL, FALSE);
  self->ca_file = g_build_filename (self->folder, "ca.pem", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  if (self->client != NULL)
    g_assert_finalize_object (self->client);
  culm_test_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->ca_file);
  g_clear_pointer (&self->leaf, g_bytes_unref);
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

static gboolean
judge (GBytes *leaf, gboolean chain_ok, gpointer user_data)
{
  Fixture *self = user_data;

  self->asked++;
  self->chain_ok = chain_ok;
  g_clear_pointer (&self->leaf, g_bytes_unref);
  self->leaf = g_bytes_ref (leaf);
  return self->verdict;
}

static void
on_trust_freed (gpointer user_data)
{
  ((Fixture *) user_data)->trust_freed++;
}

static void
expect_open (Fixture *self)
{
  culm_mqtt_client_connect (self->client);
  culm_test_wait (self->opened == 1 || self->closed > 0);
  g_assert_no_error (self->error);
  g_assert_cmpuint (culm_mqtt_client_get_dispatches (self->client), <, A_HANDFUL);
}

static void
expect_closed (Fixture *self, CulmError code)
{
  culm_mqtt_client_connect (self->client);
  culm_test_wait (self->closed > 0);
  g_assert_error (self->error, CULM_ERROR, (int) code);
  g_assert_cmpuint (self->closed, ==, 1);
  g_assert_cmpuint (self->opened, ==, 0);
  g_assert_cmpuint (culm_mqtt_client_get_dispatches (self->client), <, A_HANDFUL);
}

/* One row: a broker with this certificate, asked for by this name. */
typedef struct {
  const char *certificate;
  const char *server_name;
  const char *ca; /* nullable */
  gboolean open;
} Row;

static void
test_row (Fixture *self, gconstpointer data)
{
  const Row *row = data;
  g_autoptr (CulmTestBroker) broker = culm_test_broker_new (self->folder, row->certificate, NULL, NULL);
  g_autofree char *ca = row->ca != NULL ? g_strdup_printf ("%s/%s.pem", self->folder, row->ca) : NULL;

  if (broker == NULL)
    return;
  make_client (self, &(CulmMqttEndpoint){ .host = "127.0.0.1",
                                          .port = culm_test_broker_get_port (broker),
                                          .server_name = row->server_name,
                                          .ca_file = ca });
  if (row->open)
    expect_open (self);
  else
    expect_closed (self, CULM_ERROR_UNTRUSTED);
}

static void
test_trust (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestBroker) broker = culm_test_broker_new (self->folder, "printer", NULL, NULL);
  g_autofree char *path = g_build_filename (self->folder, "printer.pem", NULL);
  g_autoptr (GTlsCertificate) expected = g_tls_certificate_new_from_file (path, NULL);
  g_autoptr (GByteArray) der = NULL;

  if (broker == NULL)
    return;
  make_client (self, &(CulmMqttEndpoint){ .host = "127.0.0.1",
                                          .port = culm_test_broker_get_port (broker),
                                          .server_name = SERIAL,
                                          .trust = judge,
                                          .trust_data = self,
                                          .trust_destroy = on_trust_freed });
  self->verdict = TRUE;
  expect_open (self);
  g_assert_cmpuint (self->asked, ==, 1);
  g_assert_false (self->chain_ok);
  if (expected != NULL) { /* where there is a TLS module for GIO */
    g_object_get (expected, "certificate", &der, NULL);
    g_assert_cmpmem (der->data, der->len, g_bytes_get_data (self->leaf, NULL), g_bytes_get_size (self->leaf));
  }

  culm_mqtt_client_close (self->client);
  self->opened = 0;
  self->verdict = FALSE;
  expect_closed (self, CULM_ERROR_UNTRUSTED);
  g_assert_cmpuint (self->asked, ==, 2);
  g_assert_finalize_object (g_steal_pointer (&self->client));
  g_assert_cmpuint (self->trust_freed, ==, 1);
}

/* A good chain does not overrule who asks for more. */
static void
test_trust_refuses (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestBroker) broker = culm_test_broker_new (self->folder, "printer", NULL, NULL);

  if (broker == NULL)
    return;
  make_client (self, &(CulmMqttEndpoint){ .host = "127.0.0.1",
                                          .port = culm_test_broker_get_port (broker),
                                          .server_name = SERIAL,
                                          .ca_file = self->ca_file,
                                          .trust = judge,
                                          .trust_data = self });
  expect_closed (self, CULM_ERROR_UNTRUSTED);
  g_assert_true (self->chain_ok);
}

static void
test_anchor_missing (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  make_client (self, &(CulmMqttEndpoint){ .host = "127.0.0.1", .port = 1, .ca_file = "/nowhere/ca.pem" });
  expect_closed (self, CULM_ERROR_UNTRUSTED);
}

/* A file that changed is read anew. */
static void
test_anchor_replaced (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestBroker) broker = culm_test_broker_new (self->folder, "broker", NULL, NULL);
  g_autofree char *ca_file = g_build_filename (self->folder, "changing.pem", NULL);
  g_autofree char *good = NULL;

  if (broker == NULL)
    return;
  culm_test_certificate_write (self->folder, "changing", "Culm test CA", NULL, NULL, TRUE);
  make_client (
      self, &(CulmMqttEndpoint){ .host = "127.0.0.1", .port = culm_test_broker_get_port (broker), .ca_file = ca_file });
  expect_closed (self, CULM_ERROR_UNTRUSTED);
  g_assert_true (g_file_get_contents (self->ca_file, &good, NULL, NULL));
  g_assert_true (g_file_set_contents (ca_file, good, -1, NULL));
  g_clear_error (&self->error);
  self->closed = 0;
  expect_open (self);
}

static void
test_sends_the_name (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  Server *server = start_server (self, "printer", TLS1_2_VERSION);
  g_autofree char *name = NULL;

  make_client (self, &(CulmMqttEndpoint){
                         .host = "127.0.0.1", .port = server->port, .server_name = SERIAL, .ca_file = self->ca_file });
  culm_mqtt_client_set_timeouts (self->client, 1000, 1000);
  expect_closed (self, CULM_ERROR_TIMED_OUT); /* TLS is done, and no CONNACK comes */
  name = end_server (server);
  g_assert_cmpstr (name, ==, SERIAL);
}

static void
test_sends_no_number (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  Server *server = start_server (self, "broker", 0);
  g_autofree char *name = NULL;

  make_client (self, &(CulmMqttEndpoint){ .host = "127.0.0.1", .port = server->port, .ca_file = self->ca_file });
  culm_mqtt_client_set_timeouts (self->client, 1000, 1000);
  expect_closed (self, CULM_ERROR_TIMED_OUT);
  name = end_server (server);
  g_assert_null (name);
}

static void
test_refuses_old_tls (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  Server *server = start_server (self, "broker", TLS1_1_VERSION);

  make_client (self, &(CulmMqttEndpoint){ .host = "127.0.0.1", .port = server->port, .ca_file = self->ca_file });
  expect_closed (self, CULM_ERROR_OFFLINE);
  g_free (end_server (server));
}

static void
test_broker_killed (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestBroker) broker = culm_test_broker_new (self->folder, "broker", NULL, NULL);

  if (broker == NULL)
    return;
  make_client (self, &(CulmMqttEndpoint){
                         .host = "127.0.0.1", .port = culm_test_broker_get_port (broker), .ca_file = self->ca_file });
  expect_open (self);
  culm_test_broker_kill (broker);
  culm_test_wait (self->closed > 0);
  g_assert_error (self->error, CULM_ERROR, CULM_ERROR_OFFLINE);
  g_assert_cmpuint (culm_mqtt_client_get_dispatches (self->client), <, A_HANDFUL);
}

typedef struct {
  gint64 last;
  gint64 longest;
} Gap;

static gboolean
on_gap_tick (gpointer user_data)
{
  Gap *gap = user_data;
  gint64 now = g_get_monotonic_time ();

  gap->longest = MAX (gap->longest, now - gap->last);
  gap->last = now;
  return G_SOURCE_CONTINUE;
}

static void
test_many_messages (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestBroker) broker = culm_test_broker_new (self->folder, "broker", NULL, NULL);
  g_autoptr (GBytes) payload = g_bytes_new_take (g_malloc0 (11400), 11400);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  Gap gap = { g_get_monotonic_time (), 0 };
  guint sent = 0, tick = g_timeout_add (1, on_gap_tick, &gap);
  gint64 start;

  if (broker == NULL)
    return;
  make_client (self, &(CulmMqttEndpoint){
                         .host = "127.0.0.1", .port = culm_test_broker_get_port (broker), .ca_file = self->ca_file });
  expect_open (self);
  g_test_message ("longest gap while connecting: %.1f ms", gap.longest / 1000.0);
  culm_mqtt_client_subscribe_async (self->client, "t", 0, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 20);
  gap.last = start = g_get_monotonic_time ();
  gap.longest = 0;
  while (sent < 20000) {
    for (guint i = 0; i < 20; i++, sent++)
      culm_mqtt_client_publish_async (self->client, "t", payload, 0, NULL, NULL, NULL);
    culm_test_wait (self->messages + 200 > sent);
  }
  culm_test_wait (self->messages == sent);
  g_test_message ("%u messages of 11.4 kB there and back in %.0f ms, longest gap %.1f ms", sent,
                  (g_get_monotonic_time () - start) / 1000.0, gap.longest / 1000.0);
  g_source_remove (tick);
}

static const Row rows[] = {
  { "broker", NULL, "ca", TRUE },
  { "broker", "broker.test", "ca", TRUE },
  { "broker", "127.0.0.2", "ca", FALSE },
  { "broker", "elsewhere.test", "ca", FALSE },
  { "broker", NULL, "other-ca", FALSE },
  { "broker", NULL, NULL, FALSE },
  { "printer", SERIAL, "ca", TRUE },
  { "printer", "01P00A000000002", "ca", FALSE },
  { "printer", NULL, "ca", FALSE },
  /* A chain may end at what is known, though nothing is known of its issuer. */
  { "printer", SERIAL, "printer", TRUE },
};

#define ADD(path, func) g_test_add ("/mqtt-tls/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/mqtt-tls/name/%s/%s/%s", rows[i].certificate,
                                             rows[i].server_name != NULL ? rows[i].server_name : "number",
                                             rows[i].ca != NULL ? rows[i].ca : "system");

    g_test_add (path, Fixture, &rows[i], set_up, test_row, tear_down);
  }
  ADD ("trust", test_trust);
  ADD ("trust-refuses", test_trust_refuses);
  ADD ("anchor-missing", test_anchor_missing);
  ADD ("anchor-replaced", test_anchor_replaced);
  ADD ("sends-the-name", test_sends_the_name);
  ADD ("sends-no-number", test_sends_no_number);
  ADD ("refuses-old-tls", test_refuses_old_tls);
  ADD ("broker-killed", test_broker_killed);
  ADD ("many-messages", test_many_messages);
  return g_test_run ();
}
