/* culm-sim-ftp.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-ftp.h"
#include "culm-sim-card.h"
#include "culm-sim-ftp-data.h"
#include "culm-sim-world.h"
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define IDLE 300 /* s */
#define LONGEST_LINE 1024
#define TRIES 3 /* wrong codes on one connection */

typedef struct {
  CulmSimHost *host;
  CulmSimStream *stream;
  CulmSimFtpData data;
  CulmSimFtpTrouble trouble; /* of the command at hand */
  char *user, *folder, *renamed;
  gboolean admitted, over;
  guint tries;
  char buffer[LONGEST_LINE];
  gsize buffered;
} Session;

typedef struct {
  const char *name;
  void (*handler) (Session *self, const char *argument);
  gboolean open;  /* before signing in, too */
  gboolean names; /* its argument is a file */
} Command;

static void
reply (Session *self, const char *text)
{
  g_autofree char *line = g_strconcat (text, "\r\n", NULL);

  if (g_cancellable_is_cancelled (self->stream->cancellable) ||
      !culm_sim_stream_write (self->stream, line, strlen (line)))
    self->over = TRUE;
}

static char *
locate (Session *self, const char *name)
{
  g_autofree char *path = culm_sim_card_resolve (self->folder, name);

  return culm_sim_card_locate (culm_sim_host_get_card (self->host), path);
}

static void
take_user (Session *self, const char *argument)
{
  g_free (self->user);
  self->user = g_strdup (argument);
  self->admitted = FALSE;
  reply (self, "331 Please specify the password.");
}

static void
take_password (Session *self, const char *argument)
{
  self->admitted = self->user != NULL && culm_sim_host_admits (self->host, self->user, argument);
  reply (self, self->admitted ? "230 Login successful." : "530 Login incorrect.");
  self->over = self->over || (!self->admitted && ++self->tries == TRIES);
}

static void
take_type (Session *self, const char *argument)
{
  reply (self, g_ascii_strncasecmp (argument, "I", 1) == 0   ? "200 Switching to Binary mode."
               : g_ascii_strncasecmp (argument, "A", 1) == 0 ? "200 Switching to ASCII mode."
                                                             : "500 Unrecognised TYPE command.");
}

static void
take_protection (Session *self, const char *argument)
{
  self->data.protect = g_ascii_strcasecmp (argument, "P") == 0;
  reply (self, self->data.protect                        ? "200 PROT now Private."
               : g_ascii_strcasecmp (argument, "C") == 0 ? "200 PROT now Clear."
                                                         : "504 PROT not supported.");
}

static void
open_passive (Session *self, const char *argument G_GNUC_UNUSED)
{
  g_autofree char *address = g_strdelimit (culm_sim_host_dup_address (self->host), ".", ',');
  gboolean possible = strchr (address, ':') == NULL; /* its answer has room for four bytes */
  guint port = possible ? culm_sim_ftp_data_listen (&self->data) : 0;
  g_autofree char *text = g_strdup_printf ("227 Entering Passive Mode (%s,%u,%u).", address, port / 256, port % 256);

  reply (self, port != 0 ? text : possible ? "425 No port is free." : "425 Use EPSV over IPv6.");
}

static void
open_extended (Session *self, const char *argument G_GNUC_UNUSED)
{
  guint port = culm_sim_ftp_data_listen (&self->data);
  g_autofree char *text = g_strdup_printf ("229 Entering Extended Passive Mode (|||%u|)", port);

  reply (self, port != 0 ? text : "425 No port is free.");
}

/* Whether a trouble of this kind happens only once the bytes have passed. */
static gboolean
comes_late (const CulmSimFtpTrouble *trouble)
{
  return trouble->status == 426 || trouble->status == 451;
}

/* Everything up to the first byte: the client has come, 150 was said, and TLS stands. */
static gboolean
begin_transfer (Session *self)
{
  const char *fault;

  if (!culm_sim_ftp_data_accept (&self->data)) {
    reply (self, "425 Use PORT or PASV first.");
    return FALSE;
  }
  reply (self, "150 Ok to send data.");
  fault = culm_sim_ftp_data_secure (&self->data, &self->trouble);
  if (fault == NULL)
    return TRUE;
  culm_sim_ftp_data_clear (&self->data);
  reply (self, fault);
  return FALSE;
}

static void
end_transfer (Session *self, gboolean upload, gint64 done)
{
  g_autofree char *ordered = g_strdup_printf ("%u %s", self->trouble.status, self->trouble.text);

  culm_sim_ftp_data_finish (&self->data, upload, &self->trouble);
  if (self->trouble.delay > 0)
    culm_sim_stream_pause (self->stream, self->trouble.delay);
  if (done < 0)
    reply (self, "426 Failure reading or writing network stream.");
  else
    reply (self, self->trouble.status != 0 ? ordered : upload ? "226 File receive OK." : "226 Transfer complete.");
}

static void
send_listing (Session *self, const char *argument, gboolean bare)
{
  const char *name = *argument == '-' ? strchr (argument, ' ') : argument; /* options of `ls` mean nothing here */
  g_autofree char *path = culm_sim_card_resolve (self->folder, name != NULL ? name + strspn (name, " ") : "");
  g_autofree char *prefix = g_str_equal (path, "/") ? g_strdup ("/") : g_strconcat (path, "/", NULL);
  g_autofree char *text = culm_sim_card_list (culm_sim_host_get_card (self->host), path, bare,
                                              culm_sim_host_lists_paths (self->host) ? prefix : NULL);

  if (!culm_sim_host_has_card (self->host))
    g_clear_pointer (&text, g_free);
  if (begin_transfer (self)) /* a folder that is not there is an empty one */
    end_transfer (self, FALSE, culm_sim_ftp_data_send (&self->data, -1, text != NULL ? text : "", &self->trouble));
}

static void
list (Session *self, const char *argument)
{
  send_listing (self, argument, FALSE);
}

static void
list_names (Session *self, const char *argument)
{
  send_listing (self, argument, TRUE);
}

static void
retrieve (Session *self, const char *argument)
{
  g_autofree char *file = locate (self, argument);
  int fd = g_file_test (file, G_FILE_TEST_IS_REGULAR) ? g_open (file, O_RDONLY | O_CLOEXEC, 0) : -1;

  if (fd < 0) {
    reply (self, "550 Failed to open file.");
    return;
  }
  if (begin_transfer (self))
    end_transfer (self, FALSE, culm_sim_ftp_data_send (&self->data, fd, NULL, &self->trouble));
  g_close (fd, NULL);
}

static void
store (Session *self, const char *argument)
{
  g_autofree char *path = culm_sim_card_resolve (self->folder, argument);
  g_autofree char *file = culm_sim_card_locate (culm_sim_host_get_card (self->host), path);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  int fd = culm_sim_host_has_card (self->host) ? g_open (file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
  gint64 done;

  if (fd < 0) {
    reply (self, "553 Could not create file.");
    return;
  }
  if (begin_transfer (self)) {
    done = culm_sim_ftp_data_receive (&self->data, fd, sum, &self->trouble);
    if (done >= 0)
      culm_sim_host_note_upload (self->host, path, done, g_checksum_get_string (sum));
    end_transfer (self, TRUE, done);
  }
  g_close (fd, NULL);
}

static void
tell_size (Session *self, const char *argument)
{
  g_autofree char *file = locate (self, argument);
  g_autofree char *text = NULL;
  GStatBuf info;

  if (g_stat (file, &info) != 0 || !S_ISREG (info.st_mode)) {
    reply (self, "550 Could not get file size.");
    return;
  }
  text = g_strdup_printf ("213 %" G_GINT64_FORMAT,
                          self->trouble.due[CULM_SIM_FTP_SIZE] ? self->trouble.size : (gint64) info.st_size);
  reply (self, text);
}

static void
tell_time (Session *self, const char *argument)
{
  g_autofree char *file = locate (self, argument);
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *text = NULL;
  GStatBuf info;

  if (g_stat (file, &info) != 0) {
    reply (self, "550 Could not get file modification time.");
    return;
  }
  time = g_date_time_new_from_unix_utc (info.st_mtime);
  text = g_date_time_format (time, "213 %Y%m%d%H%M%S");
  reply (self, text);
}

static void
tell_room (Session *self, const char *argument G_GNUC_UNUSED)
{
  g_autofree char *text = NULL;
  struct statvfs room;

  if (!culm_sim_host_tells_room (self->host) || statvfs (culm_sim_host_get_card (self->host), &room) != 0) {
    reply (self, "502 Command not implemented.");
    return;
  }
  text = g_strdup_printf ("213 %" G_GUINT64_FORMAT, (guint64) room.f_bavail * room.f_frsize);
  reply (self, text);
}

static void delete (Session *self, const char *argument)
{
  g_autofree char *file = locate (self, argument);

  reply (self, !g_file_test (file, G_FILE_TEST_IS_DIR) && g_unlink (file) == 0 ? "250 Delete operation successful."
                                                                               : "550 Delete operation failed.");
}

static void
make_folder (Session *self, const char *argument)
{
  g_autofree char *path = culm_sim_card_resolve (self->folder, argument);
  g_autofree char *file = locate (self, argument);
  g_autofree char *text = g_strdup_printf ("257 \"%s\" created", path);

  reply (self, g_mkdir (file, 0700) == 0 ? text : "550 Create directory operation failed.");
}

static void
remove_folder (Session *self, const char *argument)
{
  g_autofree char *path = culm_sim_card_resolve (self->folder, argument);
  g_autofree char *file = locate (self, argument);

  reply (self, !g_str_equal (path, "/") && g_rmdir (file) == 0 ? "250 Remove directory operation successful."
                                                               : "550 Remove directory operation failed.");
}

static void
rename_from (Session *self, const char *argument)
{
  g_free (self->renamed);
  self->renamed = locate (self, argument);
  if (g_file_test (self->renamed, G_FILE_TEST_EXISTS)) {
    reply (self, "350 Ready for RNTO.");
    return;
  }
  g_clear_pointer (&self->renamed, g_free);
  reply (self, "550 RNFR command failed.");
}

static void
rename_to (Session *self, const char *argument)
{
  g_autofree char *from = g_steal_pointer (&self->renamed);
  g_autofree char *to = locate (self, argument);

  if (from == NULL)
    reply (self, "503 RNFR required first.");
  else
    reply (self, g_rename (from, to) == 0 ? "250 Rename successful." : "550 Rename failed.");
}

static void
change_folder (Session *self, const char *argument)
{
  g_autofree char *file = locate (self, argument);
  char *path;

  if (!g_file_test (file, G_FILE_TEST_IS_DIR)) {
    reply (self, "550 Failed to change directory.");
    return;
  }
  path = culm_sim_card_resolve (self->folder, argument);
  g_free (self->folder);
  self->folder = path;
  reply (self, "250 Directory successfully changed.");
}

static void
change_up (Session *self, const char *argument G_GNUC_UNUSED)
{
  change_folder (self, "..");
}

static void
tell_folder (Session *self, const char *argument G_GNUC_UNUSED)
{
  g_autofree char *text = g_strdup_printf ("257 \"%s\" is the current directory", self->folder);

  reply (self, text);
}

static void
tell_features (Session *self, const char *argument G_GNUC_UNUSED)
{
  reply (self, "211-Features:\r\n EPSV\r\n MDTM\r\n PASV\r\n PBSZ\r\n PROT\r\n SIZE\r\n UTF8\r\n211 End");
}

static void
tell_system (Session *self, const char *argument G_GNUC_UNUSED)
{
  reply (self, "215 UNIX Type: L8");
}

static void
agree (Session *self, const char *argument G_GNUC_UNUSED)
{
  reply (self, "200 OK.");
}

static void
abort_nothing (Session *self, const char *argument G_GNUC_UNUSED)
{
  reply (self, "225 No transfer to ABOR.");
}

static void
refuse (Session *self, const char *argument G_GNUC_UNUSED)
{
  reply (self, "502 Command not implemented.");
}

static void
quit (Session *self, const char *argument G_GNUC_UNUSED)
{
  reply (self, "221 Goodbye.");
  self->over = TRUE;
}

static const Command commands[] = {
  { "USER", take_user, TRUE, FALSE },     { "PASS", take_password, TRUE, FALSE },
  { "QUIT", quit, TRUE, FALSE },          { "FEAT", tell_features, TRUE, FALSE },
  { "PBSZ", agree, TRUE, FALSE },         { "PROT", take_protection, TRUE, FALSE },
  { "OPTS", agree, TRUE, FALSE },         { "NOOP", agree, FALSE, FALSE },
  { "SYST", tell_system, FALSE, FALSE },  { "TYPE", take_type, FALSE, FALSE },
  { "MODE", agree, FALSE, FALSE },        { "STRU", agree, FALSE, FALSE },
  { "PASV", open_passive, FALSE, FALSE }, { "EPSV", open_extended, FALSE, FALSE },
  { "LIST", list, FALSE, TRUE },          { "NLST", list_names, FALSE, TRUE },
  { "RETR", retrieve, FALSE, TRUE },      { "STOR", store, FALSE, TRUE },
  { "SIZE", tell_size, FALSE, TRUE },     { "MDTM", tell_time, FALSE, TRUE },
  { "AVBL", tell_room, FALSE, FALSE },    { "DELE", delete, FALSE, TRUE },
  { "MKD", make_folder, FALSE, TRUE },    { "RMD", remove_folder, FALSE, TRUE },
  { "RNFR", rename_from, FALSE, TRUE },   { "RNTO", rename_to, FALSE, TRUE },
  { "CWD", change_folder, FALSE, TRUE },  { "CDUP", change_up, FALSE, FALSE },
  { "PWD", tell_folder, FALSE, FALSE },   { "ABOR", abort_nothing, FALSE, FALSE },
  { "MLSD", refuse, FALSE, FALSE },       { "MLST", refuse, FALSE, FALSE },
  { "REST", refuse, FALSE, FALSE },       { "APPE", refuse, FALSE, FALSE },
  { "PORT", refuse, FALSE, FALSE },       { "EPRT", refuse, FALSE, FALSE },
  { "AUTH", refuse, TRUE, FALSE },
};

static const Command *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_ascii_strcasecmp (commands[i].name, name) == 0)
      return &commands[i];
  return NULL;
}

static void
run (Session *self, const Command *command, const char *argument)
{
  g_autofree char *path = command->names ? culm_sim_card_resolve (self->folder, argument) : NULL;
  gboolean lists = command->handler == list || command->handler == list_names;
  g_autofree char *ordered = NULL;

  culm_sim_host_take_ftp_trouble (self->host, command->name, path, &self->trouble);
  ordered = g_strdup_printf ("%u %s", self->trouble.status, self->trouble.text);
  if (self->trouble.status != 0 && !comes_late (&self->trouble))
    reply (self, ordered);
  else if (command->names && !lists && !culm_sim_host_has_card (self->host))
    reply (self, "550 No such file or directory.");
  else
    command->handler (self, argument);
  culm_sim_ftp_trouble_clear (&self->trouble);
}

static void
obey (Session *self, char *line)
{
  char *argument = strchr (line, ' ');
  const Command *command;

  if (argument != NULL)
    *argument++ = '\0';
  command = find_command (line);
  if (command == NULL)
    reply (self, self->admitted ? "500 Unknown command." : "530 Please login with USER and PASS.");
  else if (!self->admitted && !command->open)
    reply (self, "530 Please login with USER and PASS.");
  else
    run (self, command, argument != NULL ? argument : "");
}

/* Returns: (transfer full) (nullable): the next line, without its end */
static char *
read_line (Session *self)
{
  for (;;) {
    char *end = memchr (self->buffer, '\n', self->buffered);
    gssize n;

    if (end != NULL) {
      gsize length = (gsize) (end - self->buffer);
      char *line = g_strndup (self->buffer, length);

      self->buffered -= length + 1;
      memmove (self->buffer, end + 1, self->buffered);
      return g_strchomp (line);
    }
    if (self->buffered == sizeof self->buffer)
      return NULL;
    n = culm_sim_stream_read (self->stream, self->buffer + self->buffered, sizeof self->buffer - self->buffered, IDLE);
    if (n <= 0)
      return NULL;
    self->buffered += (gsize) n;
  }
}

void
culm_sim_ftp_serve (CulmSimStream *stream, gpointer host)
{
  Session self = { .host = host, .stream = stream, .folder = g_strdup ("/") };

  self.data.host = host;
  self.data.control = stream;
  self.data.polite = culm_sim_host_ends_politely (host);
  if (culm_sim_host_start_tls (host, stream)) {
    reply (&self, "220 (vsFTPd 3.0.3)");
    while (!self.over) {
      g_autofree char *line = read_line (&self);

      if (line == NULL)
        break;
      obey (&self, line);
    }
    culm_sim_stream_end (stream);
  }
  culm_sim_ftp_data_clear (&self.data);
  g_free (self.user);
  g_free (self.folder);
  g_free (self.renamed);
}
