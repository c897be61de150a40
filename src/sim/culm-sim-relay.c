/* culm-sim-relay.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-relay.h"
#include "culm-sim-host.h"
#include <gio/gunixsocketaddress.h>

#define BUFFER 16384

/* Returns: (transfer full) (nullable) */
static CulmSimStream *
reach (GSocketAddress *address, GCancellable *cancellable)
{
  g_autoptr (GSocket) socket =
      g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, NULL);

  if (socket == NULL || !g_socket_connect (socket, address, cancellable, NULL))
    return NULL;
  return culm_sim_stream_new (socket, cancellable);
}

/* Passes on what is there. Returns: FALSE at the end of either side */
static gboolean
pass (CulmSimStream *from, CulmSimStream *to)
{
  guint8 buffer[BUFFER];
  gssize n = culm_sim_stream_try_read (from, buffer, sizeof buffer);

  return n == CULM_SIM_STREAM_AGAIN || (n > 0 && culm_sim_stream_write (to, buffer, (gsize) n));
}

/* Until one of the two sides ends. */
static void
pass_all (CulmSimStream *stream, GSocketAddress *address)
{
  CulmSimStream *inner = reach (address, stream->cancellable);
  gboolean open = inner != NULL;

  while (open) {
    gboolean ours, theirs;

    open = culm_sim_stream_wait_either (stream, inner, &ours, &theirs);
    if (open && ours)
      open = pass (stream, inner);
    if (open && theirs)
      open = pass (inner, stream);
  }
  culm_sim_stream_end (stream);
  g_clear_pointer (&inner, culm_sim_stream_free);
}

void
culm_sim_relay_serve_mqtt (CulmSimStream *stream, gpointer host)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (culm_sim_host_get_broker_path (host));

  if (culm_sim_host_start_tls (host, stream))
    pass_all (stream, address);
}

void
culm_sim_relay_serve_rtsp (CulmSimStream *stream, gpointer host)
{
  guint port = culm_sim_host_start_tls (host, stream) ? culm_sim_host_wait_live (host, stream->cancellable) : 0;
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", port);

  if (port != 0)
    pass_all (stream, address);
}
