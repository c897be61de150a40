/* culm-tunnel-session.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-tunnel-session.h"
#include "config.h"
#include "culm-error.h"
#include "culm-lan-stream.h"
#include "culm-log.h"
#include <string.h>

#define WHO "file tunnel" /* in errors */
#define PATIENCE 30000    /* ms */
#define SLOWEST 10        /* bytes in a ms: what a frame may take beyond that, by its length */
#define PEER 3            /* a program of a computer */
#define PID_LENGTH 8

struct _CulmTunnelSession {
  CulmLanTarget *target;
  guint patience;
  GIOStream *stream; /* nullable */
  GSocket *socket;   /* of the stream */
  guint32 counter;
  CulmTunnelCommand command; /* under way */
  gint64 sequence;
};

/* An exchange of bytes has until then. */
static gint64
make_deadline (const CulmTunnelSession *self, gsize length)
{
  return g_get_monotonic_time () + ((gint64) self->patience + (gint64) length / SLOWEST) * 1000;
}

static gboolean
fail (CulmTunnelSession *self, const GError *cause, GCancellable *cancellable, GError **error)
{
  culm_tunnel_session_close (self);
  if (g_cancellable_is_cancelled (cancellable))
    culm_error_set (error, CULM_ERROR_ORIGIN_LAN, CULM_ERROR_CANCELLED, "Cancelled");
  else if (cause != NULL)
    culm_lan_stream_set_offline (error, WHO, cause);
  else
    culm_error_set (error, CULM_ERROR_ORIGIN_LAN, CULM_ERROR_OFFLINE, "The file tunnel closed the connection");
  return FALSE;
}

/* Until the socket is ready; FALSE with G_IO_ERROR_TIMED_OUT. */
static gboolean
wait (CulmTunnelSession *self, GIOCondition condition, gint64 deadline, GCancellable *cancellable, GError **error)
{
  gint64 left = deadline - g_get_monotonic_time ();

  if (left > 0)
    return g_socket_condition_timed_wait (self->socket, condition, left, cancellable, error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "it does not answer");
  return FALSE;
}

/* The deadline is one for all of it: a byte now and then makes no progress. */
static gboolean
read_all (CulmTunnelSession *self, guint8 *buffer, gsize size, gint64 deadline, GCancellable *cancellable,
          GError **error)
{
  GPollableInputStream *input = G_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (self->stream));

  while (size > 0) {
    g_autoptr (GError) cause = NULL;
    gssize n = g_pollable_input_stream_read_nonblocking (input, buffer, size, cancellable, &cause);

    if (n > 0) {
      buffer += n;
      size -= (gsize) n;
      continue;
    }
    if (n < 0 && g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK)) {
      g_clear_error (&cause);
      if (wait (self, G_IO_IN, deadline, cancellable, &cause))
        continue;
    }
    return fail (self, cause, cancellable, error);
  }
  return TRUE;
}

static gboolean
write_all (CulmTunnelSession *self, const guint8 *bytes, gsize size, gint64 deadline, GCancellable *cancellable,
           GError **error)
{
  GPollableOutputStream *output = G_POLLABLE_OUTPUT_STREAM (g_io_stream_get_output_stream (self->stream));

  while (size > 0) {
    g_autoptr (GError) cause = NULL;
    gssize n = g_pollable_output_stream_write_nonblocking (output, bytes, size, cancellable, &cause);

    if (n > 0) {
      bytes += n;
      size -= (gsize) n;
      continue;
    }
    if (n < 0 && g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK)) {
      g_clear_error (&cause);
      if (wait (self, G_IO_OUT, deadline, cancellable, &cause))
        continue;
    }
    return fail (self, cause, cancellable, error);
  }
  return TRUE;
}

static gboolean
send_frame (CulmTunnelSession *self, CulmTunnelMagic magic, const guint8 *payload, gsize size,
            GCancellable *cancellable, GError **error)
{
  gint64 deadline = make_deadline (self, size);
  guint8 header[CULM_TUNNEL_HEADER];

  culm_tunnel_frame_write_header (header, magic, size, self->counter++);
  return write_all (self, header, sizeof header, deadline, cancellable, error) &&
         write_all (self, payload, size, deadline, cancellable, error);
}

/* Returns: (transfer full) (nullable). */
static GBytes *
read_frame (CulmTunnelSession *self, CulmTunnelMagic expected, gint64 deadline, GCancellable *cancellable,
            GError **error)
{
  guint8 header[CULM_TUNNEL_HEADER];
  g_autofree guint8 *payload = NULL;
  gsize size;

  if (!read_all (self, header, sizeof header, deadline, cancellable, error))
    return NULL;
  if (!culm_tunnel_frame_read_header (header, expected, &size, error)) {
    culm_tunnel_session_close (self);
    return NULL;
  }
  payload = g_malloc (size);
  if (!read_all (self, payload, size, deadline + (gint64) size / SLOWEST * 1000, cancellable, error))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&payload), size);
}

static gboolean
log_in (CulmTunnelSession *self, GCancellable *cancellable, GError **error)
{
  guint8 login[CULM_TUNNEL_LOGIN];
  g_autoptr (GBytes) welcome = NULL;
  gboolean sent;

  culm_tunnel_frame_write_login (login, self->target->code);
  sent = send_frame (self, CULM_TUNNEL_MAGIC_LOGIN, login, sizeof login, cancellable, error);
  explicit_bzero (login, sizeof login);
  if (sent)
    welcome = read_frame (self, CULM_TUNNEL_MAGIC_WELCOME, make_deadline (self, 0), cancellable, error);
  if (welcome == NULL)
    return FALSE;
  if (culm_tunnel_frame_is_welcome (g_bytes_get_data (welcome, NULL), g_bytes_get_size (welcome)))
    return TRUE;
  culm_tunnel_session_close (self);
  culm_error_set (error, CULM_ERROR_ORIGIN_LAN, CULM_ERROR_UNAUTHORISED, "The file tunnel refused the access code");
  return FALSE;
}

/* The reply to what is under way. */
static CulmTunnelReply *
await_reply (CulmTunnelSession *self, int kind, GCancellable *cancellable, GError **error)
{
  gint64 deadline = make_deadline (self, 0); /* whatever else comes meanwhile */

  for (;;) {
    g_autoptr (GBytes) payload = read_frame (self, CULM_TUNNEL_MAGIC_REPLY, deadline, cancellable, error);
    g_autoptr (CulmTunnelReply) reply = payload != NULL ? culm_tunnel_reply_new (payload, error) : NULL;

    if (reply == NULL) {
      culm_tunnel_session_close (self);
      return NULL;
    }
    if (reply->sequence == self->sequence &&
        (kind == CULM_TUNNEL_SETUP ? reply->kind == kind : reply->command == (gint64) self->command))
      return g_steal_pointer (&reply);
    if (g_get_monotonic_time () < deadline)
      continue;
    culm_tunnel_session_close (self);
    culm_error_set (error, CULM_ERROR_ORIGIN_LAN, CULM_ERROR_TIMED_OUT, "The file tunnel speaks of other things");
    return NULL;
  }
}

static gboolean
say (CulmTunnelSession *self, int kind, JsonObject *request, const guint8 *data, gsize size, GCancellable *cancellable,
     GError **error)
{
  g_autoptr (GBytes) message =
      culm_tunnel_frame_make_message (kind, (int) self->command, self->sequence, request, data, size);

  return send_frame (self, CULM_TUNNEL_MAGIC_COMMAND, g_bytes_get_data (message, NULL), g_bytes_get_size (message),
                     cancellable, error);
}

static gboolean
set_up (CulmTunnelSession *self, GCancellable *cancellable, GError **error)
{
  JsonObject *request = json_object_new ();
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (CulmTunnelReply) reply = NULL;

  id[PID_LENGTH] = '\0';
  json_object_set_int_member (request, "t_av", 1);
  json_object_set_int_member (request, "mtype", CULM_TUNNEL_FILES);
  json_object_set_int_member (request, "peer_t", PEER);
  json_object_set_string_member (request, "pid", id);
  json_object_set_string_member (request, "ver", PACKAGE_VERSION);
  self->sequence = 0;
  if (say (self, CULM_TUNNEL_SETUP, request, NULL, 0, cancellable, error))
    reply = await_reply (self, CULM_TUNNEL_SETUP, cancellable, error);
  if (reply == NULL)
    return FALSE;
  if (reply->result == CULM_TUNNEL_OK)
    return TRUE;
  culm_tunnel_session_close (self);
  g_propagate_error (error, culm_tunnel_make_error (reply->result));
  return FALSE;
}

static gboolean
connect_to (CulmTunnelSession *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) cause = NULL;

  self->stream = culm_lan_stream_open (self->target, WHO, cancellable, &cause);
  if (self->stream == NULL && g_cancellable_is_cancelled (cancellable)) {
    culm_error_set (error, CULM_ERROR_ORIGIN_LAN, CULM_ERROR_CANCELLED, "Cancelled");
    return FALSE;
  }
  if (self->stream == NULL) {
    g_propagate_error (error, g_steal_pointer (&cause));
    return FALSE;
  }
  self->socket = culm_lan_stream_get_socket (self->stream);
  self->counter = g_random_int ();
  return log_in (self, cancellable, error) && set_up (self, cancellable, error);
}

static CulmTunnelReply *
ask (CulmTunnelSession *self, CulmTunnelCommand command, JsonObject *request, GCancellable *cancellable, GError **error)
{
  gint64 sequence = self->sequence + 1;

  if (self->stream == NULL && !connect_to (self, cancellable, error))
    return NULL;
  self->command = command;
  self->sequence = sequence;
  return say (self, CULM_TUNNEL_FILES, json_object_ref (request), NULL, 0, cancellable, error)
             ? await_reply (self, CULM_TUNNEL_FILES, cancellable, error)
             : NULL;
}

CulmTunnelSession *
culm_tunnel_session_new (CulmLanTarget *target)
{
  CulmTunnelSession *self = g_new0 (CulmTunnelSession, 1);

  self->target = culm_lan_target_ref (target);
  self->patience = PATIENCE;
  return self;
}

void
culm_tunnel_session_close (CulmTunnelSession *self)
{
  /* Below TLS: its good-bye would wait for a printer that does not read any more. */
  if (self->socket != NULL)
    g_socket_close (self->socket, NULL);
  self->socket = NULL;
  g_clear_object (&self->stream);
}

void
culm_tunnel_session_free (CulmTunnelSession *self)
{
  culm_tunnel_session_close (self);
  culm_lan_target_unref (self->target);
  g_free (self);
}

void
culm_tunnel_session_set_patience (CulmTunnelSession *self, guint milliseconds)
{
  self->patience = milliseconds;
}

CulmTunnelReply *
culm_tunnel_session_ask (CulmTunnelSession *self, CulmTunnelCommand command, JsonObject *request,
                         GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonObject) held = request;
  gboolean used = self->stream != NULL;
  g_autoptr (GError) failure = NULL;
  CulmTunnelReply *reply = ask (self, command, held, cancellable, &failure);

  if (reply == NULL && used && g_error_matches (failure, CULM_ERROR, CULM_ERROR_OFFLINE)) {
    culm_debug ("The file tunnel hung up meanwhile");
    g_clear_error (&failure);
    reply = ask (self, command, held, cancellable, &failure);
  }
  if (reply == NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return reply;
}

CulmTunnelReply *
culm_tunnel_session_hear (CulmTunnelSession *self, GCancellable *cancellable, GError **error)
{
  return await_reply (self, CULM_TUNNEL_FILES, cancellable, error);
}

gboolean
culm_tunnel_session_say (CulmTunnelSession *self, JsonObject *request, const guint8 *data, gsize size,
                         GCancellable *cancellable, GError **error)
{
  return say (self, CULM_TUNNEL_FILES, request, data, size, cancellable, error);
}

gboolean
culm_tunnel_session_has_news (CulmTunnelSession *self)
{
  return self->stream != NULL &&
         g_pollable_input_stream_is_readable (G_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (self->stream)));
}
