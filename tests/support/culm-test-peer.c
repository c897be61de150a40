/* culm-test-peer.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-peer.h"
#include <string.h>

typedef struct {
  CulmTestPeer *peer;
  GSocketConnection *connection;
  GSource *source;
  GByteArray *input;
} Guest;

enum { CONNECT = 1, CONNACK, PUBLISH, PUBACK, SUBSCRIBE = 8, SUBACK, PINGREQ = 12, PINGRESP, DISCONNECT };

static void
free_guest (gpointer data)
{
  Guest *guest = data;

  if (guest->source != NULL) {
    g_source_destroy (guest->source);
    g_source_unref (guest->source);
  }
  g_io_stream_close (G_IO_STREAM (guest->connection), NULL, NULL);
  g_object_unref (guest->connection);
  g_byte_array_unref (guest->input);
  g_free (guest);
}

static void
answer (Guest *guest, const guint8 *packet, gsize size)
{
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (guest->connection));

  g_output_stream_write_all (output, packet, size, NULL, NULL, NULL);
}

static void
greet (Guest *guest, const char *payload)
{
  gsize size = strlen (payload);
  guint8 packet[128] = { PUBLISH << 4, (guint8) (size + 3), 0, 1, 't' };

  g_assert_cmpuint (size, <, 100);
  memcpy (packet + 5, payload, size);
  answer (guest, packet, size + 5);
}

/* Returns: FALSE when the guest is to go. @body follows the fixed header. */
static gboolean
on_packet (Guest *guest, guint8 first, const guint8 *body)
{
  CulmTestPeer *peer = guest->peer;
  const CulmTestPeerScript *script = &peer->script;

  switch (first >> 4) {
  case CONNECT:
    peer->connects++;
    g_ptr_array_add (peer->client_ids, g_strndup ((const char *) body + 12, body[10] << 8 | body[11]));
    answer (guest, (guint8[]){ CONNACK << 4, 2, 0, script->connack }, 4);
    return script->connack == 0;
  case SUBSCRIBE:
    peer->subscribes++;
    if (script->greeting != NULL && script->greets_first)
      greet (guest, script->greeting);
    answer (guest, (guint8[]){ SUBACK << 4, 3, body[0], body[1], script->suback }, 5);
    if (script->greeting != NULL && !script->greets_first)
      greet (guest, script->greeting);
    return TRUE;
  case PUBLISH: {
    gsize id = 2 + (body[0] << 8 | body[1]);

    peer->publishes++;
    if (script->puback && (first & 0x06) != 0)
      answer (guest, (guint8[]){ PUBACK << 4, 2, body[id], body[id + 1] }, 4);
    return !script->hang_up_on_publish;
  }
  case PINGREQ:
    peer->pings++;
    if (script->pingresp)
      answer (guest, (guint8[]){ PINGRESP << 4, 0 }, 2);
    return TRUE;
  case DISCONNECT: peer->disconnects++; return FALSE;
  default: return TRUE;
  }
}

/* Takes whole packets off the input. Returns: FALSE when the guest is to go. */
static gboolean
parse (Guest *guest)
{
  for (;;) {
    const guint8 *data = guest->input->data;
    gsize length = 0;
    guint at = 1;

    do {
      if (at >= guest->input->len)
        return TRUE;
      length |= (gsize) (data[at] & 0x7f) << (7 * (at - 1));
    } while ((data[at++] & 0x80) != 0);
    if (guest->input->len < at + length)
      return TRUE;
    if (!on_packet (guest, data[0], data + at))
      return FALSE;
    g_byte_array_remove_range (guest->input, 0, at + length);
  }
}

static gboolean
on_readable (GObject *stream, gpointer user_data)
{
  Guest *guest = user_data;
  guint8 buffer[4096];
  gssize size =
      g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (stream), buffer, sizeof buffer, NULL, NULL);

  if (size > 0 && guest->peer->script.silent)
    return G_SOURCE_CONTINUE;
  if (size > 0 && !guest->peer->script.hang_up) {
    g_byte_array_append (guest->input, buffer, size);
    if (parse (guest))
      return guest->peer->script.deaf ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
  }
  g_ptr_array_remove_fast (guest->peer->guests, guest);
  return G_SOURCE_REMOVE;
}

static void
accept_cb (GObject *listener, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection = g_socket_listener_accept_finish (G_SOCKET_LISTENER (listener), result, NULL, &error);
  CulmTestPeer *self = user_data;
  GInputStream *input;
  Guest *guest;

  if (connection == NULL)
    return; /* cancelled: the peer may be gone */
  self->connections++;
  guest = g_new0 (Guest, 1);
  guest->peer = self;
  guest->connection = connection;
  guest->input = g_byte_array_new ();
  g_ptr_array_add (self->guests, guest);
  input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  guest->source = g_pollable_input_stream_create_source (G_POLLABLE_INPUT_STREAM (input), NULL);
  g_source_set_callback (guest->source, G_SOURCE_FUNC (on_readable), guest, NULL);
  g_source_attach (guest->source, NULL);
  g_socket_listener_accept_async (self->listener, self->cancellable, accept_cb, self);
}

CulmTestPeer *
culm_test_peer_new (const CulmTestPeerScript *script)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  CulmTestPeer *self = g_new0 (CulmTestPeer, 1);

  self->script = *script;
  self->client_ids = g_ptr_array_new_with_free_func (g_free);
  self->guests = g_ptr_array_new_with_free_func (free_guest);
  self->cancellable = g_cancellable_new ();
  self->listener = g_socket_listener_new ();
  g_assert_true (g_socket_listener_add_address (self->listener, any, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
                                                &bound, NULL));
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  g_socket_listener_accept_async (self->listener, self->cancellable, accept_cb, self);
  return self;
}

void
culm_test_peer_free (CulmTestPeer *self)
{
  g_cancellable_cancel (self->cancellable);
  g_socket_listener_close (self->listener);
  g_object_unref (self->listener);
  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->guests);
  g_ptr_array_unref (self->client_ids);
  g_free (self);
}

void
culm_test_peer_hang_up (CulmTestPeer *self)
{
  g_ptr_array_set_size (self->guests, 0);
}
