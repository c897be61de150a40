/* culm-tunnel-session.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-lan-target.h"
#include "culm-tunnel-frame.h"

G_BEGIN_DECLS

/* One connection to the file tunnel of a printer, for a worker: everything here blocks, and one command goes on at a
 * time. It is opened when it is needed, and closed by whatever goes wrong, so that nothing that was left over can be
 * taken for an answer. */
typedef struct _CulmTunnelSession CulmTunnelSession;

CulmTunnelSession *culm_tunnel_session_new (CulmLanTarget *target);
void               culm_tunnel_session_free (CulmTunnelSession *self);
void               culm_tunnel_session_close (CulmTunnelSession *self);

/* For how long the printer may be silent; 30 s unless a test cannot wait. */
void culm_tunnel_session_set_patience (CulmTunnelSession *self, guint milliseconds);

/* Begins a command, and returns its first reply; connects before, and anew when the printer has hung up meanwhile.
 * Takes `request`. OFFLINE, TIMED_OUT, UNTRUSTED, UNAUTHORISED, MALFORMED, CANCELLED; what its result means is the
 * caller's. Returns: (transfer full). */
CulmTunnelReply *culm_tunnel_session_ask (CulmTunnelSession *self, CulmTunnelCommand command, JsonObject *request,
                                          GCancellable *cancellable, GError **error);

/* The next reply to the same command; replies to others, which were given up, are passed over. */
CulmTunnelReply *culm_tunnel_session_hear (CulmTunnelSession *self, GCancellable *cancellable, GError **error);

/* More for the printer of the same command, without waiting for a reply. Takes `request`. */
gboolean culm_tunnel_session_say (CulmTunnelSession *self, JsonObject *request, const guint8 *data, gsize size,
                                  GCancellable *cancellable, GError **error);

/* Whether a reply has begun to come. */
gboolean culm_tunnel_session_has_news (CulmTunnelSession *self);

G_END_DECLS
