/* culm-sim-stream.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-stream.h"
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <string.h>

#define WRITE_PATIENCE 120 /* s: a peer that stopped reading is given up */

typedef enum { STEP_ACCEPT, STEP_READ, STEP_WRITE } Step;

static gint64
get_deadline (double patience)
{
  return g_get_monotonic_time () + (gint64) (patience * G_USEC_PER_SEC);
}

static gboolean
wait_for (CulmSimStream *self, GIOCondition condition, gint64 deadline)
{
  gint64 left = deadline - g_get_monotonic_time ();

  return left > 0 && g_socket_condition_timed_wait (self->socket, condition, left, self->cancellable, NULL);
}

/* One step in clear. Returns: as read () and write () do */
static gssize
step_plainly (CulmSimStream *self, Step step, void *buffer, gsize size, GIOCondition *wanted)
{
  int fd = g_socket_get_fd (self->socket);
  gssize n = step == STEP_READ ? recv (fd, buffer, size, 0) : send (fd, buffer, size, MSG_NOSIGNAL);

  *wanted = 0;
  if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
    *wanted = step == STEP_READ ? G_IO_IN : G_IO_OUT;
  return n;
}

static gssize
step_securely (CulmSimStream *self, Step step, void *buffer, gsize size, GIOCondition *wanted)
{
  int n, fault;

  ERR_clear_error ();
  if (step == STEP_ACCEPT)
    n = SSL_accept (self->ssl);
  else if (step == STEP_READ)
    n = SSL_read (self->ssl, buffer, (int) MIN (size, G_MAXINT));
  else
    n = SSL_write (self->ssl, buffer, (int) MIN (size, G_MAXINT));
  *wanted = 0;
  if (n > 0)
    return n;
  fault = SSL_get_error (self->ssl, n);
  if (fault == SSL_ERROR_WANT_READ)
    *wanted = G_IO_IN;
  else if (fault == SSL_ERROR_WANT_WRITE)
    *wanted = G_IO_OUT;
  return fault == SSL_ERROR_ZERO_RETURN ? 0 : -1;
}

static gssize
take_step (CulmSimStream *self, Step step, void *buffer, gsize size, double patience)
{
  gint64 deadline = get_deadline (patience);

  for (;;) {
    GIOCondition wanted;
    gssize n = self->ssl != NULL ? step_securely (self, step, buffer, size, &wanted)
                                 : step_plainly (self, step, buffer, size, &wanted);

    if (n >= 0 || wanted == 0)
      return n;
    if (!wait_for (self, wanted, deadline))
      return -1;
  }
}

CulmSimStream *
culm_sim_stream_new (GSocket *socket, GCancellable *cancellable)
{
  CulmSimStream *self = g_new0 (CulmSimStream, 1);

  self->socket = g_object_ref (socket);
  self->cancellable = g_object_ref (cancellable);
  g_socket_set_blocking (socket, FALSE);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  return self;
}

gboolean
culm_sim_stream_start_tls (CulmSimStream *self, SSL_CTX *context, double patience)
{
  self->ssl = SSL_new (context);
  SSL_set_fd (self->ssl, g_socket_get_fd (self->socket));
  return take_step (self, STEP_ACCEPT, NULL, 0, patience) > 0;
}

gboolean
culm_sim_stream_resumes (CulmSimStream *self, CulmSimStream *other)
{
  guint8 ours[SSL_MAX_MASTER_KEY_LENGTH], theirs[SSL_MAX_MASTER_KEY_LENGTH];
  gsize length;

  if (self->ssl == NULL || other->ssl == NULL || !SSL_session_reused (self->ssl))
    return FALSE;
  length = SSL_SESSION_get_master_key (SSL_get_session (self->ssl), ours, sizeof ours);
  return length == SSL_SESSION_get_master_key (SSL_get_session (other->ssl), theirs, sizeof theirs) &&
         memcmp (ours, theirs, length) == 0;
}

gssize
culm_sim_stream_read (CulmSimStream *self, void *buffer, gsize size, double patience)
{
  return take_step (self, STEP_READ, buffer, size, patience);
}

gboolean
culm_sim_stream_read_exactly (CulmSimStream *self, void *buffer, gsize size, double patience)
{
  for (gsize done = 0; done < size;) {
    gssize n = culm_sim_stream_read (self, (guint8 *) buffer + done, size - done, patience);

    if (n <= 0)
      return FALSE;
    done += (gsize) n;
  }
  return TRUE;
}

gssize
culm_sim_stream_try_read (CulmSimStream *self, void *buffer, gsize size)
{
  GIOCondition wanted;
  gssize n = self->ssl != NULL ? step_securely (self, STEP_READ, buffer, size, &wanted)
                               : step_plainly (self, STEP_READ, buffer, size, &wanted);

  return n < 0 && wanted != 0 ? CULM_SIM_STREAM_AGAIN : n;
}

gboolean
culm_sim_stream_wait_either (CulmSimStream *self, CulmSimStream *other, gboolean *ours, gboolean *theirs)
{
  GPollFD fds[] = {
    { .fd = g_socket_get_fd (self->socket), .events = G_IO_IN },
    { .fd = g_socket_get_fd (other->socket), .events = G_IO_IN },
    { .fd = -1 },
  };
  gboolean buffered = self->ssl != NULL && SSL_pending (self->ssl) > 0;

  if (!g_cancellable_make_pollfd (self->cancellable, &fds[2]))
    return FALSE;
  g_poll (fds, G_N_ELEMENTS (fds), buffered ? 0 : -1);
  g_cancellable_release_fd (self->cancellable);
  *ours = buffered || fds[0].revents != 0;
  *theirs = fds[1].revents != 0;
  return !g_cancellable_is_cancelled (self->cancellable);
}

gboolean
culm_sim_stream_has_more (CulmSimStream *self)
{
  return (self->ssl != NULL && SSL_pending (self->ssl) > 0) || g_socket_condition_check (self->socket, G_IO_IN) != 0;
}

gboolean
culm_sim_stream_write (CulmSimStream *self, const void *bytes, gsize size)
{
  for (gsize done = 0; done < size;) {
    gssize n = take_step (self, STEP_WRITE, (guint8 *) bytes + done, size - done, WRITE_PATIENCE);

    if (n <= 0)
      return FALSE;
    done += (gsize) n;
  }
  return TRUE;
}

gboolean
culm_sim_stream_pause (CulmSimStream *self, double seconds)
{
  GPollFD poll_fd;

  if (g_cancellable_make_pollfd (self->cancellable, &poll_fd)) {
    g_poll (&poll_fd, 1, (int) (seconds * 1000));
    g_cancellable_release_fd (self->cancellable);
  }
  return !g_cancellable_is_cancelled (self->cancellable);
}

void
culm_sim_stream_end (CulmSimStream *self)
{
  if (self->ssl != NULL)
    SSL_shutdown (self->ssl);
  ERR_clear_error ();
  g_socket_shutdown (self->socket, FALSE, TRUE, NULL);
}

void
culm_sim_stream_linger (CulmSimStream *self, double patience)
{
  gint64 deadline = get_deadline (patience);
  guint8 noise[4096];

  while (wait_for (self, G_IO_IN, deadline))
    if (recv (g_socket_get_fd (self->socket), noise, sizeof noise, 0) <= 0)
      return;
}

void
culm_sim_stream_reset (CulmSimStream *self)
{
  const struct linger at_once = { .l_onoff = 1, .l_linger = 0 };

  setsockopt (g_socket_get_fd (self->socket), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

void
culm_sim_stream_free (CulmSimStream *self)
{
  g_clear_pointer (&self->ssl, SSL_free);
  g_socket_close (self->socket, NULL);
  g_object_unref (self->socket);
  g_object_unref (self->cancellable);
  g_free (self);
}
