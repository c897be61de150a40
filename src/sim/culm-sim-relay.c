/* culm-sim-relay.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-relay.h"
#include "culm-sim-host.h"
#include <gio/gunixsocketaddress.h>

#define BUFFER 16384

/* Returns: (transfer full) (nullable) */
static CulmSimStream *
reach_broker (CulmSimHost *host, GCancellable *cancellable)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (culm_sim_host_get_broker_path (host));
  g_autoptr (GSocket) socket =
      g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, NULL);

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

void
culm_sim_relay_serve (CulmSimStream *stream, gpointer host)
{
  CulmSimStream *broker = NULL;
  gboolean open = culm_sim_host_start_tls (host, stream);

  if (open)
    broker = reach_broker (host, stream->cancellable);
  open = broker != NULL;
  while (open) {
    gboolean ours, theirs;

    open = culm_sim_stream_wait_either (stream, broker, &ours, &theirs);
    if (open && ours)
      open = pass (stream, broker);
    if (open && theirs)
      open = pass (broker, stream);
  }
  culm_sim_stream_end (stream);
  g_clear_pointer (&broker, culm_sim_stream_free);
}
