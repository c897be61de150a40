/* culm-sim-ftp-data.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-ftp-data.h"
#include <string.h>
#include <unistd.h>

#define PATIENCE 30 /* s */
#define LINGER 0.5  /* s: a client that waits for 226 first is not kept longer */
#define BUFFER 65536
#define PACED_BUFFER 4096

void
culm_sim_ftp_data_clear (CulmSimFtpData *self)
{
  g_clear_pointer (&self->stream, culm_sim_stream_free);
  g_clear_object (&self->passive);
}

guint
culm_sim_ftp_data_listen (CulmSimFtpData *self)
{
  g_autofree char *address = culm_sim_host_dup_address (self->host);
  g_autoptr (GSocketAddress) place = g_inet_socket_address_new_from_string (address, 0);
  g_autoptr (GSocketAddress) bound = NULL;

  culm_sim_ftp_data_clear (self);
  self->passive = g_socket_new (g_socket_address_get_family (place), G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  if (self->passive == NULL || !g_socket_bind (self->passive, place, TRUE, NULL) ||
      !g_socket_listen (self->passive, NULL))
    return 0;
  g_socket_set_blocking (self->passive, FALSE);
  bound = g_socket_get_local_address (self->passive, NULL);
  return bound != NULL ? g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)) : 0;
}

gboolean
culm_sim_ftp_data_accept (CulmSimFtpData *self)
{
  g_autoptr (GSocket) socket = NULL;

  if (self->passive == NULL || !g_socket_condition_timed_wait (self->passive, G_IO_IN, PATIENCE * G_USEC_PER_SEC,
                                                               self->control->cancellable, NULL))
    return FALSE;
  socket = g_socket_accept (self->passive, NULL, NULL);
  g_clear_object (&self->passive);
  if (socket == NULL)
    return FALSE;
  self->stream = culm_sim_stream_new (socket, self->control->cancellable);
  return TRUE;
}

const char *
culm_sim_ftp_data_secure (CulmSimFtpData *self, const CulmSimFtpTrouble *trouble)
{
  if (!self->protect)
    return NULL;
  if (trouble->due[CULM_SIM_FTP_NO_TLS] || !culm_sim_host_start_tls (self->host, self->stream))
    return "425 Unable to build data connection: TLS failed.";
  if (!culm_sim_stream_resumes (self->stream, self->control))
    return "522 SSL connection failed; session reuse required.";
  return NULL;
}

/* Waits as long as so many bytes take at the ordered pace. */
static void
keep_pace (CulmSimFtpData *self, gsize bytes, const CulmSimFtpTrouble *trouble)
{
  if (trouble->pace > 0)
    culm_sim_stream_pause (self->stream, (double) bytes / trouble->pace);
}

/* How much of `size` may still pass after `done`. */
static gsize
bound (gsize size, gint64 done, const CulmSimFtpTrouble *trouble)
{
  return trouble->cut < 0 ? size : MIN (size, (gsize) MAX (trouble->cut - done, 0));
}

/* Rests where `done` has come to the place of the order, having been before it. */
static void
meet_halt (CulmSimFtpData *self, gint64 before, gint64 done, const CulmSimFtpTrouble *trouble)
{
  if (trouble->halt >= 0 && before <= trouble->halt && done > trouble->halt)
    culm_sim_stream_pause (self->stream, trouble->rest);
}

/* Returns: FALSE for a reset, after which nothing is said any more */
static gboolean
meet_cut (CulmSimFtpData *self, gint64 done, const CulmSimFtpTrouble *trouble)
{
  if (trouble->cut < 0 || done < trouble->cut || !trouble->due[CULM_SIM_FTP_RESET])
    return TRUE;
  culm_sim_stream_reset (self->stream);
  culm_sim_stream_reset (self->control);
  g_cancellable_cancel (self->control->cancellable);
  return FALSE;
}

static gsize
read_source (int file, const char *text, gint64 done, guint8 *buffer, gsize size)
{
  gsize left;
  gssize n;

  if (text == NULL) {
    n = read (file, buffer, size);
    return n > 0 ? (gsize) n : 0;
  }
  left = strlen (text) - (gsize) done;
  memcpy (buffer, text + done, MIN (left, size));
  return MIN (left, size);
}

gint64
culm_sim_ftp_data_send (CulmSimFtpData *self, int file, const char *text, const CulmSimFtpTrouble *trouble)
{
  g_autofree guint8 *buffer = g_malloc (BUFFER);
  gint64 done = 0;

  for (;;) {
    gsize room = bound (trouble->pace > 0 ? PACED_BUFFER : BUFFER, done, trouble);
    gsize n = read_source (file, text, done, buffer, room);

    if (n == 0)
      break;
    if (!culm_sim_stream_write (self->stream, buffer, n))
      return -1;
    done += (gint64) n;
    meet_halt (self, done - (gint64) n, done, trouble);
    keep_pace (self, n, trouble);
  }
  return meet_cut (self, done, trouble) ? done : -1;
}

gint64
culm_sim_ftp_data_receive (CulmSimFtpData *self, int file, GChecksum *sum, const CulmSimFtpTrouble *trouble)
{
  g_autofree guint8 *buffer = g_malloc (BUFFER);
  gint64 done = 0;
  gssize n;

  while ((n = culm_sim_stream_read (self->stream, buffer, trouble->pace > 0 ? PACED_BUFFER : BUFFER, PATIENCE)) > 0) {
    gsize kept = bound ((gsize) n, done, trouble); /* what a lying card drops is still taken from the wire */

    if (write (file, buffer, kept) != (gssize) kept)
      return -1;
    g_checksum_update (sum, buffer, (gssize) kept);
    done += (gint64) kept;
    meet_halt (self, done - (gint64) kept, done, trouble);
    if (!meet_cut (self, done, trouble))
      return -1;
    keep_pace (self, (gsize) n, trouble);
  }
  return n < 0 ? -1 : done;
}

void
culm_sim_ftp_data_finish (CulmSimFtpData *self, gboolean upload, const CulmSimFtpTrouble *trouble)
{
  gboolean notify = !trouble->due[CULM_SIM_FTP_NO_NOTIFY] && (!upload || self->polite);

  if (self->stream == NULL)
    return;
  if (notify)
    culm_sim_stream_end (self->stream);
  if (notify && !upload)
    culm_sim_stream_linger (self->stream, LINGER);
  g_clear_pointer (&self->stream, culm_sim_stream_free);
}
