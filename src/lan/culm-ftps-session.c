/* culm-ftps-session.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ftps-session.h"
#include "culm-contacts.h"
#include "culm-error.h"
#include "culm-ftps-error.h"
#include "culm-log.h"
#include <curl/curl.h>
#include <net/if.h>
#include <openssl/ssl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define CONNECT_TIMEOUT 10L  /* s */
#define PATIENCE 60          /* s without a byte, or a reply, as the last one of a slow card (reference/lan.md §4) */
#define TURN 250             /* ms between two looks at the cancellable, at most */
#define BUFFER (256L * 1024) /* bytes at once */
#define CROWDED_WAIT 5       /* s before the second try of a printer that has too many guests */
#define MAX_WORDS 512
#define REFUSED_FOR (60 * G_USEC_PER_SEC)

struct _CulmFtpsSession {
  CulmLanTarget *target;
  gboolean open_data;
  guint patience; /* s */
  CURLM *multi;
  CURL *easy;
  GError *refusal; /* of the certificate */
  GError *denial;  /* of the access code */
  gint64 denied_at;
  GMutex mutex;
  GArray *sockets; /* int: those that are open, for who cancels */
};

/* An exchange while libcurl drives it. */
typedef struct {
  CulmFtpsSession *session;
  CulmFtpsExchange *exchange;
  GError *error; /* of a stream */
  char message[CURL_ERROR_SIZE];
} Drive;

static gpointer
initialize (gpointer data G_GNUC_UNUSED)
{
  /* A thread may outlive the main loop, and must not find OpenSSL cleaned up. The first call decides. */
  OPENSSL_init_crypto (OPENSSL_INIT_NO_ATEXIT, NULL);
  /* Without libcurl's own handling of signals nobody else sees to this one; GSocket does the same. */
  g_type_class_unref (g_type_class_ref (G_TYPE_SOCKET));
  return GINT_TO_POINTER (curl_global_init (CURL_GLOBAL_DEFAULT) == CURLE_OK);
}

static GBytes *
get_der (X509 *certificate)
{
  unsigned char *der = NULL;
  int length = certificate != NULL ? i2d_X509 (certificate, &der) : -1;
  GBytes *bytes = length > 0 ? g_bytes_new (der, (gsize) length) : NULL;

  OPENSSL_free (der);
  return bytes;
}

/* In place of OpenSSL's own: the one judge of certificates decides, before a name or a code is sent. */
static int
on_verify (X509_STORE_CTX *context, void *user_data)
{
  CulmFtpsSession *self = user_data;
  STACK_OF (X509) *sent = X509_STORE_CTX_get0_untrusted (context);
  g_autoptr (GBytes) leaf = get_der (X509_STORE_CTX_get0_cert (context));
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  gboolean good;

  for (int i = 0; i < sk_X509_num (sent); i++) {
    GBytes *der = get_der (sk_X509_value (sent, i));

    if (der != NULL)
      g_ptr_array_add (chain, der);
  }
  g_clear_error (&self->refusal);
  good = culm_lan_target_check (self->target, leaf, chain, &self->refusal);
  X509_STORE_CTX_set_error (context, good ? X509_V_OK : X509_V_ERR_APPLICATION_VERIFICATION);
  return good;
}

/* libcurl would write the name in lower case. */
static void
on_info (const SSL *ssl, int where, int value G_GNUC_UNUSED)
{
  const CulmFtpsSession *self = SSL_CTX_get_app_data (SSL_get_SSL_CTX (ssl));

  if ((where & SSL_CB_HANDSHAKE_START) != 0)
    SSL_set_tlsext_host_name ((SSL *) ssl, self->target->serial);
}

static CURLcode
on_tls_context (CURL *easy G_GNUC_UNUSED, void *context, void *self)
{
  SSL_CTX_set_verify (context, SSL_VERIFY_PEER, NULL);
  SSL_CTX_set_cert_verify_callback (context, on_verify, self);
  SSL_CTX_set_app_data (context, self);
  SSL_CTX_set_info_callback (context, on_info);
  /* libcurl goes without tickets; but what a server keeps itself of a session is gone once one of its data connections
   * ended without close-notify, as at the end of uploads. */
  SSL_CTX_clear_options (context, SSL_OP_NO_TICKET);
  /* Printers hang up without a word; the size tells what is missing. */
  SSL_CTX_set_options (context, SSL_OP_IGNORE_UNEXPECTED_EOF);
  return CURLE_OK;
}

static size_t
on_read (char *buffer, size_t size, size_t count, void *data)
{
  Drive *drive = data;
  gssize n =
      g_input_stream_read (drive->exchange->source, buffer, size * count, drive->exchange->cancellable, &drive->error);

  if (n < 0)
    return CURL_READFUNC_ABORT;
  drive->exchange->moved += n;
  return (size_t) n;
}

static size_t
on_write (char *bytes, size_t size, size_t count, void *data)
{
  Drive *drive = data;
  CulmFtpsExchange *exchange = drive->exchange;
  gsize length = size * count;

  if (exchange->sink != NULL) {
    if (!g_output_stream_write_all (exchange->sink, bytes, length, NULL, exchange->cancellable, &drive->error))
      return 0;
  } else if (exchange->bytes != NULL) {
    if (exchange->bytes->len + length > exchange->most)
      return 0;
    g_byte_array_append (exchange->bytes, (const guint8 *) bytes, (guint) length);
  }
  exchange->moved += (gint64) length;
  return length;
}

/* Each line of the control connection; only the last line of a reply has a blank after the number. */
static size_t
on_reply (char *line, size_t size, size_t count, void *data)
{
  Drive *drive = data;
  gsize length = size * count;

  if (length >= 4 && g_ascii_isdigit (line[0]) && line[3] == ' ') {
    g_autofree char *words = g_strndup (line + 4, MIN (length - 4, MAX_WORDS));

    g_free (drive->exchange->words);
    drive->exchange->words = g_utf8_make_valid (g_strchomp (words), -1);
    if (g_str_has_prefix (line, "150") || g_str_has_prefix (line, "125"))
      drive->exchange->begun = TRUE;
  }
  return length;
}

static int
on_progress (void *data, curl_off_t down_total G_GNUC_UNUSED, curl_off_t down, curl_off_t up_total G_GNUC_UNUSED,
             curl_off_t up)
{
  Drive *drive = data;
  CulmFtpsExchange *exchange = drive->exchange;

  if (exchange->meter != NULL && exchange->source != NULL)
    culm_file_store_meter_set (exchange->meter, up, exchange->size);
  else if (exchange->meter != NULL && down > 0)
    culm_file_store_meter_set (exchange->meter, exchange->offset + down,
                               exchange->size >= exchange->offset + down ? exchange->size : -1);
  return g_cancellable_is_cancelled (exchange->cancellable);
}

static curl_socket_t
on_open_socket (void *data, curlsocktype purpose G_GNUC_UNUSED, struct curl_sockaddr *address)
{
  CulmFtpsSession *self = data;
  int fd = socket (address->family, address->socktype | SOCK_CLOEXEC, address->protocol);

  g_mutex_lock (&self->mutex);
  if (fd >= 0)
    g_array_append_val (self->sockets, fd);
  g_mutex_unlock (&self->mutex);
  return fd >= 0 ? fd : CURL_SOCKET_BAD;
}

static int
on_close_socket (void *data, curl_socket_t fd)
{
  CulmFtpsSession *self = data;

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->sockets->len; i++)
    if (g_array_index (self->sockets, int, i) == fd)
      g_array_remove_index_fast (self->sockets, i--);
  g_mutex_unlock (&self->mutex);
  return close (fd);
}

/* For the last reply libcurl waits a second at a time, deaf to all but its socket. */
static void
on_cancelled (GCancellable *cancellable G_GNUC_UNUSED, CulmFtpsSession *self)
{
  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->sockets->len; i++)
    shutdown (g_array_index (self->sockets, int, i), SHUT_RDWR);
  g_mutex_unlock (&self->mutex);
  curl_multi_wakeup (self->multi);
}

/* The number of the interface that fe80::1%eth0 or fe80::1%2 speaks of; 0: of none, or of one that is not there. */
static long
find_scope (const char *host)
{
  const char *scope = strchr (host, '%');

  if (scope == NULL)
    return 0;
  return g_ascii_isdigit (scope[1]) ? (long) g_ascii_strtoull (scope + 1, NULL, 10) : (long) if_nametoindex (scope + 1);
}

/* Who is there, and how to prove it. */
static void
set_peer (CulmFtpsSession *self, CURL *easy, const char *path, struct curl_slist **connect_to)
{
  const CulmLanTarget *target = self->target;
  g_autofree char *escaped = g_uri_escape_string (path, NULL, FALSE);
  g_autofree char *address = g_strdup_printf ("ftps://%s/%s", target->serial, escaped);
  gboolean colons = strchr (target->host, ':') != NULL;
  g_autofree char *redirect = g_strdup_printf (colons ? "::[%s]:%u" : "::%s:%u", target->host, target->port);

  *connect_to = curl_slist_append (NULL, redirect);
  curl_easy_setopt (easy, CURLOPT_URL, address);
  curl_easy_setopt (easy, CURLOPT_CONNECT_TO, *connect_to);
  /* For a data connection libcurl takes the number of the other end alone. */
  curl_easy_setopt (easy, CURLOPT_ADDRESS_SCOPE, find_scope (target->host));
  curl_easy_setopt (easy, CURLOPT_PROTOCOLS_STR, "ftps");
  curl_easy_setopt (easy, CURLOPT_PROXY, "");
  curl_easy_setopt (easy, CURLOPT_USERNAME, "bblp");
  curl_easy_setopt (easy, CURLOPT_PASSWORD, target->code);
  curl_easy_setopt (easy, CURLOPT_SSLVERSION, (long) CURL_SSLVERSION_TLSv1_2 | (long) CURL_SSLVERSION_MAX_TLSv1_2);
  curl_easy_setopt (easy, CURLOPT_CAINFO, NULL);
  curl_easy_setopt (easy, CURLOPT_CAPATH, NULL);
  curl_easy_setopt (easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt (easy, CURLOPT_SSL_VERIFYHOST, 0L); /* the judge compares the serial */
  curl_easy_setopt (easy, CURLOPT_SSL_CTX_FUNCTION, on_tls_context);
  curl_easy_setopt (easy, CURLOPT_SSL_CTX_DATA, self);
  curl_easy_setopt (easy, CURLOPT_USE_SSL, (long) (self->open_data ? CURLUSESSL_CONTROL : CURLUSESSL_ALL));
  curl_easy_setopt (easy, CURLOPT_FTP_SKIP_PASV_IP, 1L);
  curl_easy_setopt (easy, CURLOPT_OPENSOCKETFUNCTION, on_open_socket);
  curl_easy_setopt (easy, CURLOPT_OPENSOCKETDATA, self);
  curl_easy_setopt (easy, CURLOPT_CLOSESOCKETFUNCTION, on_close_socket);
  curl_easy_setopt (easy, CURLOPT_CLOSESOCKETDATA, self);
}

static void
set_behaviour (CURL *easy, Drive *drive)
{
  curl_easy_setopt (easy, CURLOPT_ERRORBUFFER, drive->message);
  curl_easy_setopt (easy, CURLOPT_WRITEFUNCTION, on_write);
  curl_easy_setopt (easy, CURLOPT_WRITEDATA, drive);
  curl_easy_setopt (easy, CURLOPT_HEADERFUNCTION, on_reply);
  curl_easy_setopt (easy, CURLOPT_HEADERDATA, drive);
  curl_easy_setopt (easy, CURLOPT_XFERINFOFUNCTION, on_progress);
  curl_easy_setopt (easy, CURLOPT_XFERINFODATA, drive);
  curl_easy_setopt (easy, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt (easy, CURLOPT_CONNECTTIMEOUT, CONNECT_TIMEOUT);
  curl_easy_setopt (easy, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long) drive->session->patience);
  curl_easy_setopt (easy, CURLOPT_LOW_SPEED_TIME, (long) drive->session->patience);
  curl_easy_setopt (easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt (easy, CURLOPT_BUFFERSIZE, BUFFER);
  curl_easy_setopt (easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (easy, CURLOPT_QUICK_EXIT, 1L);
}

/* libcurl would ask for the size first, and then cut off what is beyond it; printers lie. So it may not ask, and then
 * it leaves out REST as well, which follows TYPE here. */
static void
set_reading (CURL *easy, const CulmFtpsExchange *exchange, struct curl_slist **last_commands)
{
  g_autofree char *rest = g_strdup_printf ("REST %" G_GINT64_FORMAT, exchange->offset);

  if (exchange->offset > 0)
    *last_commands = curl_slist_append (NULL, rest);
  curl_easy_setopt (easy, CURLOPT_IGNORE_CONTENT_LENGTH, 1L);
  curl_easy_setopt (easy, CURLOPT_PREQUOTE, *last_commands);
}

static void
set_task (CURL *easy, Drive *drive, struct curl_slist **commands, struct curl_slist **last_commands)
{
  CulmFtpsExchange *exchange = drive->exchange;
  gboolean reads = exchange->sink != NULL || exchange->bytes != NULL;

  for (guint i = 0; exchange->commands != NULL && exchange->commands[i] != NULL; i++)
    *commands = curl_slist_append (*commands, exchange->commands[i]);
  curl_easy_setopt (easy, CURLOPT_QUOTE, *commands);
  /* A folder is entered, for the path of LIST would be a pattern; a file is named whole. */
  curl_easy_setopt (easy, CURLOPT_FTP_FILEMETHOD,
                    (long) (g_str_has_suffix (exchange->path, "/") ? CURLFTPMETHOD_SINGLECWD : CURLFTPMETHOD_NOCWD));
  if (exchange->source != NULL) {
    curl_easy_setopt (easy, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt (easy, CURLOPT_UPLOAD_BUFFERSIZE, BUFFER);
    curl_easy_setopt (easy, CURLOPT_INFILESIZE_LARGE, (curl_off_t) exchange->size);
    curl_easy_setopt (easy, CURLOPT_READFUNCTION, on_read);
    curl_easy_setopt (easy, CURLOPT_READDATA, drive);
  } else if (reads) {
    set_reading (easy, exchange, last_commands);
  } else {
    curl_easy_setopt (easy, CURLOPT_NOBODY, 1L);
  }
}

static CURLcode
drive_to_end (CulmFtpsSession *self, GCancellable *cancellable)
{
  gulong id = cancellable != NULL ? g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), self, NULL) : 0;
  int running = 1;
  int left;
  CURLMsg *message = NULL;
  CURLcode code;

  culm_contacts_note (CULM_CONTACT_PRINTER, self->target->host);
  curl_multi_add_handle (self->multi, self->easy);
  while (!g_cancellable_is_cancelled (cancellable) && curl_multi_perform (self->multi, &running) == CURLM_OK &&
         running > 0)
    curl_multi_poll (self->multi, NULL, 0, TURN, NULL);
  if (running == 0)
    message = curl_multi_info_read (self->multi, &left);
  code = message != NULL ? message->data.result : CURLE_ABORTED_BY_CALLBACK;
  curl_multi_remove_handle (self->multi, self->easy);
  g_cancellable_disconnect (cancellable, id); /* takes NULL */
  return code;
}

static gboolean
open_session (CulmFtpsSession *self, GError **error)
{
  static GOnce once = G_ONCE_INIT;

  if (g_once (&once, initialize, NULL) != NULL && self->multi == NULL) {
    self->multi = curl_multi_init ();
    self->easy = curl_easy_init ();
  }
  if (self->multi != NULL && self->easy != NULL)
    return TRUE;
  culm_error_set (error, CULM_ERROR_ORIGIN_LAN, CULM_ERROR_FAILED, "libcurl cannot be used");
  return FALSE;
}

static CURLcode
run_once (CulmFtpsSession *self, Drive *drive)
{
  CulmFtpsExchange *exchange = drive->exchange;
  struct curl_slist *connect_to = NULL;
  struct curl_slist *commands = NULL;
  struct curl_slist *last_commands = NULL;
  CURLcode code;
  long reply = 0;
  curl_off_t size = -1;

  g_clear_error (&self->refusal);
  *drive->message = '\0';
  curl_easy_reset (self->easy); /* keeps the connection and its TLS session */
  set_peer (self, self->easy, exchange->path, &connect_to);
  set_behaviour (self->easy, drive);
  set_task (self->easy, drive, &commands, &last_commands);
  code = drive_to_end (self, exchange->cancellable);
  curl_easy_getinfo (self->easy, CURLINFO_RESPONSE_CODE, &reply);
  exchange->reply = (int) reply;
  /* What a printer says that cannot do TLS there: libcurl does not read it, and may try another passive mode first. */
  if (exchange->begun && (code == CURLE_SSL_CONNECT_ERROR || code == CURLE_FTP_WEIRD_PASV_REPLY))
    exchange->reply = 425;
  if (exchange->ask_size) {
    curl_easy_getinfo (self->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &size);
    exchange->size = size;
  }
  curl_slist_free_all (connect_to);
  curl_slist_free_all (commands);
  curl_slist_free_all (last_commands);
  return code;
}

static void
wait_for_room (CulmFtpsSession *self, GCancellable *cancellable)
{
  int wait = (int) MIN (self->patience, CROWDED_WAIT) * 1000;
  GPollFD fd;

  if (g_cancellable_make_pollfd (cancellable, &fd)) {
    g_poll (&fd, 1, wait);
    g_cancellable_release_fd (cancellable);
  } else {
    g_usleep ((gulong) wait * 1000);
  }
}

CulmFtpsSession *
culm_ftps_session_new (CulmLanTarget *target, gboolean open_data)
{
  CulmFtpsSession *self = g_new0 (CulmFtpsSession, 1);

  self->target = culm_lan_target_ref (target);
  self->open_data = open_data;
  self->patience = PATIENCE;
  self->sockets = g_array_new (FALSE, FALSE, sizeof (int));
  g_mutex_init (&self->mutex);
  return self;
}

void
culm_ftps_session_set_patience (CulmFtpsSession *self, guint seconds)
{
  self->patience = seconds;
}

void
culm_ftps_session_close (CulmFtpsSession *self)
{
  g_clear_pointer (&self->easy, curl_easy_cleanup);
  g_clear_pointer (&self->multi, curl_multi_cleanup);
}

void
culm_ftps_session_free (CulmFtpsSession *self)
{
  culm_ftps_session_close (self);
  g_array_unref (self->sockets);
  g_mutex_clear (&self->mutex);
  g_clear_error (&self->refusal);
  g_clear_error (&self->denial);
  culm_lan_target_unref (self->target);
  g_free (self);
}

void
culm_ftps_exchange_clear (CulmFtpsExchange *self)
{
  g_clear_pointer (&self->words, g_free);
  g_clear_pointer (&self->bytes, g_byte_array_unref);
}

/* Whether the printer is to be left alone because of the access code. */
static gboolean
is_denied (CulmFtpsSession *self)
{
  if (self->denial != NULL && g_get_monotonic_time () - self->denied_at >= REFUSED_FOR)
    g_clear_error (&self->denial);
  return self->denial != NULL;
}

gboolean
culm_ftps_session_run (CulmFtpsSession *self, CulmFtpsExchange *exchange, GError **error)
{
  Drive drive = { .session = self, .exchange = exchange };
  CURLcode code;

  if (is_denied (self)) {
    g_propagate_error (error, g_error_copy (self->denial));
    return FALSE;
  }
  if (!open_session (self, error))
    return FALSE;
  code = run_once (self, &drive);
  /* Too many guests, or thrown out after a long silence: once more, in a while (reference/errors.md §5). */
  if (code != CURLE_OK && exchange->reply == 421 && exchange->moved == 0 && drive.error == NULL) {
    culm_debug ("The printer has too many guests");
    culm_ftps_session_close (self);
    wait_for_room (self, exchange->cancellable);
    if (!open_session (self, error))
      return FALSE;
    code = run_once (self, &drive);
  }
  if (drive.error == NULL && code == CURLE_OK)
    return TRUE;
  if (drive.error == NULL && self->refusal != NULL)
    drive.error = g_steal_pointer (&self->refusal);
  if (drive.error == NULL || g_cancellable_is_cancelled (exchange->cancellable)) {
    g_clear_error (&drive.error);
    drive.error = culm_ftps_make_error (code, exchange->reply, exchange->words, drive.message,
                                        g_cancellable_is_cancelled (exchange->cancellable));
    if (g_error_matches (drive.error, CULM_ERROR, CULM_ERROR_UNAUTHORISED)) {
      g_clear_error (&self->denial);
      self->denial = g_error_copy (drive.error);
      self->denied_at = g_get_monotonic_time ();
    }
  }
  g_propagate_error (error, drive.error);
  return FALSE;
}
