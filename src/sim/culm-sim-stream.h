/* culm-sim-stream.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
#include <openssl/ssl.h>

/* A connection as a thread of its own sees it: blocking, with a patience in seconds for every step, and ended at once
 * by its cancellable. In clear until culm_sim_stream_start_tls (). */
typedef struct {
  GSocket *socket;
  GCancellable *cancellable;
  SSL *ssl; /* NULL while in clear */
} CulmSimStream;

/* socket: becomes non-blocking. Returns: (transfer full) */
CulmSimStream *culm_sim_stream_new (GSocket *socket, GCancellable *cancellable);

/* The server's side of a handshake.
 * Returns: FALSE when it failed or took too long */
gboolean culm_sim_stream_start_tls (CulmSimStream *self, SSL_CTX *context, double patience);
/* Whether this connection resumed the session of the other. */
gboolean culm_sim_stream_resumes   (CulmSimStream *self, CulmSimStream *other);

/* Waits for at least one byte. Returns: how many came, 0 at the end, -1 for a failure or when patience was over */
gssize   culm_sim_stream_read         (CulmSimStream *self, void *buffer, gsize size, double patience);
gboolean culm_sim_stream_read_exactly (CulmSimStream *self, void *buffer, gsize size, double patience);
/* What there is, without waiting. Returns: as culm_sim_stream_read (), or CULM_SIM_STREAM_AGAIN when that is nothing */
#define CULM_SIM_STREAM_AGAIN (-2)
gssize   culm_sim_stream_try_read     (CulmSimStream *self, void *buffer, gsize size);
/* Waits until one of the two has something to read. Returns: FALSE when cancelled */
gboolean culm_sim_stream_wait_either  (CulmSimStream *self, CulmSimStream *other, gboolean *ours, gboolean *theirs);
/* Whether something has come that was not read yet, or the end has. */
gboolean culm_sim_stream_has_more     (CulmSimStream *self);
/* Writes all of it. */
gboolean culm_sim_stream_write        (CulmSimStream *self, const void *bytes, gsize size);

/* Does nothing for so long. Returns: FALSE when cancelled meanwhile */
gboolean culm_sim_stream_pause (CulmSimStream *self, double seconds);
/* Nothing more will be said: close-notify where there is TLS. */
void     culm_sim_stream_end   (CulmSimStream *self);
/* Waits until the peer has closed as well, or patience is over: closing with something unread would be a reset, which
 * may take from the peer what it has not read. */
void     culm_sim_stream_linger (CulmSimStream *self, double patience);
/* The peer is to see a reset rather than an end. */
void     culm_sim_stream_reset (CulmSimStream *self);

/* Closes the socket, without close-notify. */
void culm_sim_stream_free (CulmSimStream *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmSimStream, culm_sim_stream_free)
