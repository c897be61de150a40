/* culm-test-relay.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-relay.h"
#include <string.h>

struct _CulmTestRelay {
  char *host;
  guint16 port, target;
  GSocketService *service;
  GCancellable *cancellable;
  GMutex lock;
  GCond changed;
  gboolean frozen, ended;
  guint guests, running;
  GByteArray *said;
};

/* One direction of one connection, or a guest for whom the other end is yet to be found. */
typedef struct {
  CulmTestRelay *relay;
  GSocketConnection *from, *to;
  gboolean records;
} Pump;

static gboolean
wait_for_thaw (CulmTestRelay *self)
{
  gboolean ended;

  g_mutex_lock (&self->lock);
  while (self->frozen && !self->ended)
    g_cond_wait (&self->changed, &self->lock);
  ended = self->ended;
  g_mutex_unlock (&self->lock);
  return !ended;
}

static void
write_down (CulmTestRelay *self, const guint8 *bytes, gsize size)
{
  g_mutex_lock (&self->lock);
  g_byte_array_append (self->said, bytes, (guint) size);
  g_mutex_unlock (&self->lock);
}

static void
end_pump (Pump *pump)
{
  CulmTestRelay *self = pump->relay;

  g_clear_object (&pump->from);
  g_clear_object (&pump->to);
  g_free (pump);
  g_mutex_lock (&self->lock);
  self->running--;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

static gpointer
run_pump (gpointer data)
{
  Pump *pump = data;
  CulmTestRelay *self = pump->relay;
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (pump->from));
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (pump->to));
  guint8 bytes[16384];
  gssize n;

  while ((n = g_input_stream_read (in, bytes, sizeof bytes, self->cancellable, NULL)) > 0) {
    if (pump->records)
      write_down (self, bytes, (gsize) n);
    if (!wait_for_thaw (self) || !g_output_stream_write_all (out, bytes, (gsize) n, NULL, self->cancellable, NULL))
      break;
  }
  g_socket_shutdown (g_socket_connection_get_socket (pump->to), FALSE, TRUE, NULL);
  end_pump (pump);
  return NULL;
}

static void
start_pump (CulmTestRelay *self, GSocketConnection *from, GSocketConnection *to, gboolean records)
{
  Pump *pump = g_new0 (Pump, 1);

  pump->relay = self;
  pump->from = g_object_ref (from);
  pump->to = g_object_ref (to);
  pump->records = records;
  g_mutex_lock (&self->lock);
  self->running++;
  g_mutex_unlock (&self->lock);
  g_thread_unref (g_thread_new ("pump", run_pump, pump));
}

/* A thread of its own; it ends before the relay does. */
static gpointer
run_visit (gpointer data)
{
  Pump *visit = data;
  CulmTestRelay *self = visit->relay;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) server = NULL;

  if (wait_for_thaw (self))
    server = g_socket_client_connect_to_host (client, self->host, self->target, self->cancellable, NULL);
  if (server != NULL) {
    start_pump (self, visit->from, server, TRUE);
    start_pump (self, server, visit->from, FALSE);
  }
  end_pump (visit);
  return NULL;
}

static gboolean
on_incoming (GSocketService *service G_GNUC_UNUSED, GSocketConnection *guest, GObject *source G_GNUC_UNUSED,
             CulmTestRelay *self)
{
  Pump *visit = g_new0 (Pump, 1);

  visit->relay = self;
  visit->from = g_object_ref (guest);
  g_mutex_lock (&self->lock);
  self->guests++;
  self->running++;
  g_mutex_unlock (&self->lock);
  g_thread_unref (g_thread_new ("visit", run_visit, visit));
  return TRUE;
}

CulmTestRelay *
culm_test_relay_new (const char *host, guint16 port)
{
  CulmTestRelay *self = g_new0 (CulmTestRelay, 1);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string (host, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->host = g_strdup (host);
  self->target = port;
  self->cancellable = g_cancellable_new ();
  self->said = g_byte_array_new ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->service = g_socket_service_new ();
  g_signal_connect (self->service, "incoming", G_CALLBACK (on_incoming), self);
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), any, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error))
    g_error ("No relay: %s", error->message);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  return self;
}

void
culm_test_relay_free (CulmTestRelay *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_mutex_lock (&self->lock);
  self->ended = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  g_cancellable_cancel (self->cancellable);
  g_mutex_lock (&self->lock);
  while (self->running > 0)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);
  g_object_unref (self->service);
  g_object_unref (self->cancellable);
  g_byte_array_unref (self->said);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self->host);
  g_free (self);
}

guint16
culm_test_relay_get_port (CulmTestRelay *self)
{
  return self->port;
}

void
culm_test_relay_set_frozen (CulmTestRelay *self, gboolean frozen)
{
  g_mutex_lock (&self->lock);
  self->frozen = frozen;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

guint
culm_test_relay_count (CulmTestRelay *self)
{
  guint guests;

  g_mutex_lock (&self->lock);
  guests = self->guests;
  g_mutex_unlock (&self->lock);
  return guests;
}

GBytes *
culm_test_relay_dup_said (CulmTestRelay *self)
{
  GBytes *said;

  g_mutex_lock (&self->lock);
  said = g_bytes_new (self->said->data, self->said->len);
  g_mutex_unlock (&self->lock);
  return said;
}

gboolean
culm_test_relay_said (CulmTestRelay *self, const char *text)
{
  g_autoptr (GBytes) said = culm_test_relay_dup_said (self);
  gsize size;
  gconstpointer data = g_bytes_get_data (said, &size);

  return size > 0 && memmem (data, size, text, strlen (text)) != NULL;
}
