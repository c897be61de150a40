/* culm-upload-put.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-upload-put.h"

#include "culm-contacts.h"
#include "culm-error.h"
#include "culm-http.h"

#include <curl/curl.h>
#include <openssl/ssl.h>
#include <string.h>

#define CONNECT_TIMEOUT 10L  /* s */
#define IDLE_TIMEOUT 60L     /* s */
#define ANSWER_TIME 60       /* s */
#define EARLY_TIME 1         /* s, for the rest of an early answer */
#define TURN 250             /* ms between two looks at the clock, at most */
#define BUFFER (256L * 1024) /* bytes that libcurl takes at once */
#define MAX_HEAD 65536
#define MAX_ANSWER 65536

/* One exchange. libcurl calls back in the thread that drives it. */
typedef struct {
  CURLM *multi;
  CURL *easy;
  struct curl_slist *headers;
  char message[CURL_ERROR_SIZE];
  GInputStream *source;
  guint64 size;
  guint64 given;
  GCancellable *cancellable;
  GError *error; /* of the source */

  GString *head;
  GByteArray *body;
  guint status; /* 0: no whole head of a final answer yet */
  SoupMessageHeaders *fields;
  gint64 deadline; /* 0: no byte of a final answer yet */
  gboolean full;   /* the answer is longer than anybody reads */
} Exchange;

static gpointer
initialize (gpointer data G_GNUC_UNUSED)
{
  /* A thread may outlive the main loop, and must not find OpenSSL cleaned up. The first call decides. */
  OPENSSL_init_crypto (OPENSSL_INIT_NO_ATEXIT, NULL);
  /* Without libcurl's own handling of signals nobody else sees to this one; GSocket does the same. */
  g_type_class_unref (g_type_class_ref (G_TYPE_SOCKET));
  return GINT_TO_POINTER (curl_global_init (CURL_GLOBAL_DEFAULT) == CURLE_OK);
}

/* Has the server said no before it had everything? */
static gboolean
is_early_refusal (const Exchange *exchange)
{
  return exchange->status >= 300 && exchange->given < exchange->size;
}

static size_t
on_read (char *buffer, size_t size, size_t count, void *data)
{
  Exchange *exchange = data;
  gssize n;

  if (is_early_refusal (exchange))
    return CURL_READFUNC_PAUSE; /* the rest of the answer is still read */
  n = g_input_stream_read (exchange->source, buffer, size * count, exchange->cancellable, &exchange->error);
  if (n < 0)
    return CURL_READFUNC_ABORT;
  exchange->given += (guint64) n;
  return (size_t) n;
}

static void
take_head (Exchange *exchange)
{
  g_clear_pointer (&exchange->fields, soup_message_headers_unref);
  exchange->fields = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  if (!soup_headers_parse_response (exchange->head->str, (int) exchange->head->len, exchange->fields, NULL,
                                    &exchange->status, NULL))
    exchange->status = SOUP_STATUS_BAD_GATEWAY;
  if (is_early_refusal (exchange))
    exchange->deadline = g_get_monotonic_time () + EARLY_TIME * G_USEC_PER_SEC;
}

/* One line at a time, of any number of heads, and of a trailer. */
static size_t
on_head (char *line, size_t size, size_t count, void *data)
{
  static const char protocol[] = "HTTP/1.1 ";
  Exchange *exchange = data;
  size_t length = size * count;

  if (exchange->status != 0)
    return length;
  if (length >= strlen (protocol) && g_ascii_strncasecmp (line, protocol, strlen ("HTTP/")) == 0) {
    g_string_truncate (exchange->head, 0);
    if (length > strlen (protocol) && line[strlen (protocol)] != '1') /* not 100 Continue and its kin */
      exchange->deadline = g_get_monotonic_time () + ANSWER_TIME * G_USEC_PER_SEC;
  }
  if (exchange->deadline == 0)
    return length;
  if (length > 2) {
    g_string_append_len (exchange->head, line, (gssize) length);
    return exchange->head->len <= MAX_HEAD ? length : 0;
  }
  take_head (exchange);
  return length;
}

static size_t
on_body (char *bytes, size_t size, size_t count, void *data)
{
  Exchange *exchange = data;
  size_t length = size * count;
  size_t room = MAX_ANSWER - exchange->body->len;

  g_byte_array_append (exchange->body, (const guint8 *) bytes, (guint) MIN (length, room));
  exchange->full = length >= room;
  return length;
}

static CURLcode
on_tls_context (CURL *easy G_GNUC_UNUSED, void *context, void *path)
{
  return X509_STORE_load_file (SSL_CTX_get_cert_store (context), path) == 1 ? CURLE_OK : CURLE_SSL_CACERT_BADFILE;
}

static void
on_cancelled (GCancellable *cancellable G_GNUC_UNUSED, gpointer multi)
{
  curl_multi_wakeup (multi);
}

/* As the desktop has it, in libcurl's words. It is asked for the host alone: the rest of the address is a secret.
 * Returns: (transfer full), "" for none. */
static char *
find_proxy (GUri *uri, GCancellable *cancellable)
{
  g_autofree char *address =
      g_uri_join (G_URI_FLAGS_NONE, "https", NULL, g_uri_get_host (uri), g_uri_get_port (uri), "/", NULL, NULL);
  g_auto (GStrv) found = g_proxy_resolver_lookup (g_proxy_resolver_get_default (), address, cancellable, NULL);
  const char *first = found != NULL && found[0] != NULL ? found[0] : "direct://";

  if (g_str_has_prefix (first, "direct:"))
    return g_strdup ("");
  /* These look the name up at the proxy, as GIO does. */
  if (g_str_has_prefix (first, "socks://") || g_str_has_prefix (first, "socks5://"))
    return g_strconcat ("socks5h", strstr (first, "://"), NULL);
  return g_strdup (first);
}

static void
set_address (Exchange *exchange, GUri *uri)
{
  g_autofree char *address = g_uri_to_string (uri);
  g_autofree char *proxy = find_proxy (uri, exchange->cancellable);
  char *anchors = (char *) g_getenv ("CULM_CA_FILE");

  curl_easy_setopt (exchange->easy, CURLOPT_URL, address);
  curl_easy_setopt (exchange->easy, CURLOPT_PATH_AS_IS, 1L); /* it is signed */
  curl_easy_setopt (exchange->easy, CURLOPT_PROTOCOLS_STR, "https");
  curl_easy_setopt (exchange->easy, CURLOPT_PROXY, proxy);
  curl_easy_setopt (exchange->easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  curl_easy_setopt (exchange->easy, CURLOPT_SSLVERSION, (long) CURL_SSLVERSION_TLSv1_2);
  if (anchors != NULL && *anchors != '\0') {
    curl_easy_setopt (exchange->easy, CURLOPT_SSL_CTX_FUNCTION, on_tls_context);
    curl_easy_setopt (exchange->easy, CURLOPT_SSL_CTX_DATA, anchors);
  }
}

static void
set_request (Exchange *exchange, const char *content_type)
{
  g_autofree char *type =
      g_strdup_printf ("Content-Type:%s%s", content_type != NULL ? " " : "", content_type != NULL ? content_type : "");

  /* A name without a value takes away what libcurl would add. */
  exchange->headers = curl_slist_append (NULL, type);
  exchange->headers = curl_slist_append (exchange->headers, "Accept:");
  exchange->headers = curl_slist_append (exchange->headers, "Expect:");
  curl_easy_setopt (exchange->easy, CURLOPT_HTTPHEADER, exchange->headers);
  curl_easy_setopt (exchange->easy, CURLOPT_USERAGENT, culm_http_get_user_agent ());
  curl_easy_setopt (exchange->easy, CURLOPT_HTTP_VERSION, (long) CURL_HTTP_VERSION_1_1);
  curl_easy_setopt (exchange->easy, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt (exchange->easy, CURLOPT_UPLOAD_BUFFERSIZE, BUFFER);
  curl_easy_setopt (exchange->easy, CURLOPT_INFILESIZE_LARGE, (curl_off_t) exchange->size);
}

static void
set_behaviour (Exchange *exchange)
{
  curl_easy_setopt (exchange->easy, CURLOPT_READFUNCTION, on_read);
  curl_easy_setopt (exchange->easy, CURLOPT_READDATA, exchange);
  curl_easy_setopt (exchange->easy, CURLOPT_HEADERFUNCTION, on_head);
  curl_easy_setopt (exchange->easy, CURLOPT_HEADERDATA, exchange);
  curl_easy_setopt (exchange->easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt (exchange->easy, CURLOPT_WRITEDATA, exchange);
  curl_easy_setopt (exchange->easy, CURLOPT_ERRORBUFFER, exchange->message);
  curl_easy_setopt (exchange->easy, CURLOPT_CONNECTTIMEOUT, CONNECT_TIMEOUT);
  curl_easy_setopt (exchange->easy, CURLOPT_LOW_SPEED_TIME, IDLE_TIMEOUT);
  curl_easy_setopt (exchange->easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt (exchange->easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (exchange->easy, CURLOPT_QUICK_EXIT, 1L); /* do not wait for a name that nobody wants any more */
}

/* Is there no more to wait for, though libcurl would? */
static gboolean
has_enough (const Exchange *exchange)
{
  return exchange->full ||
         (is_early_refusal (exchange) &&
          soup_message_headers_get_encoding (exchange->fields) == SOUP_ENCODING_CONTENT_LENGTH &&
          exchange->body->len >= (guint64) soup_message_headers_get_content_length (exchange->fields));
}

static CURLcode
drive (Exchange *exchange)
{
  int running = 1;
  int left;
  CURLMsg *message;

  while (curl_multi_perform (exchange->multi, &running) == CURLM_OK && running > 0) {
    if (g_cancellable_is_cancelled (exchange->cancellable))
      return CURLE_ABORTED_BY_CALLBACK;
    if (has_enough (exchange))
      return CURLE_OK;
    if (exchange->deadline != 0 && g_get_monotonic_time () > exchange->deadline)
      return CURLE_OPERATION_TIMEDOUT;
    curl_multi_poll (exchange->multi, NULL, 0, TURN, NULL);
  }
  message = curl_multi_info_read (exchange->multi, &left);
  return message != NULL ? message->data.result : CURLE_FAILED_INIT;
}

static GError *
make_error (const Exchange *exchange, CURLcode code)
{
  const char *message = *exchange->message != '\0' ? exchange->message : curl_easy_strerror (code);
  const char *err = "ERR_NETWORK";
  CulmError kind = CULM_ERROR_OFFLINE;
  GError *error;

  if (g_cancellable_is_cancelled (exchange->cancellable)) {
    kind = CULM_ERROR_CANCELLED;
    err = "ERR_CANCELED";
  } else if (code == CURLE_OPERATION_TIMEDOUT) {
    kind = CULM_ERROR_TIMED_OUT;
    message = "No answer in time";
  } else if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE) {
    kind = CULM_ERROR_UNTRUSTED;
  } else if (code == CURLE_WEIRD_SERVER_REPLY || code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_WRITE_ERROR) {
    kind = CULM_ERROR_MALFORMED;
    err = "ERR_BAD_RESPONSE";
  } else if (code == CURLE_OK) {
    message = "The server answered before it had the whole file";
  }
  error = culm_error_new (CULM_ERROR_ORIGIN_CLOUD, kind, "%s", message);
  culm_error_set_err (error, err);
  return error;
}

/* A refusal counts whatever became of the connection behind it; anything else must have gone well to its end. */
static gboolean
judge (Exchange *exchange, CURLcode code, CulmUploadAnswer *answer, GError **error)
{
  GError *failure = NULL;

  if (exchange->error != NULL)
    failure = g_steal_pointer (&exchange->error);
  else if (exchange->status < 300 && (code != CURLE_OK || exchange->given < exchange->size))
    failure = make_error (exchange, code);
  if (failure != NULL) {
    g_propagate_error (error, failure);
    return FALSE;
  }
  answer->status = exchange->status;
  answer->headers = g_steal_pointer (&exchange->fields);
  answer->body = g_byte_array_free_to_bytes (g_steal_pointer (&exchange->body));
  return TRUE;
}

static void
clear_exchange (Exchange *exchange)
{
  curl_easy_cleanup (exchange->easy);
  curl_multi_cleanup (exchange->multi);
  curl_slist_free_all (exchange->headers);
  g_string_free (exchange->head, TRUE);
  g_clear_pointer (&exchange->body, g_byte_array_unref);
  g_clear_pointer (&exchange->fields, soup_message_headers_unref);
  g_clear_error (&exchange->error);
}

void
culm_upload_answer_clear (CulmUploadAnswer *self)
{
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
}

gboolean
culm_upload_put (GUri *uri, const char *content_type, GInputStream *body, guint64 size, GCancellable *cancellable,
                 CulmUploadAnswer *answer, GError **error)
{
  static GOnce once = G_ONCE_INIT;
  Exchange exchange = { .source = body, .size = size, .cancellable = cancellable };
  CURLcode code = CURLE_FAILED_INIT;
  gboolean done;

  exchange.head = g_string_new (NULL);
  exchange.body = g_byte_array_new ();
  if (g_once (&once, initialize, NULL) != NULL) {
    exchange.multi = curl_multi_init ();
    exchange.easy = curl_easy_init ();
  }
  if (exchange.multi != NULL && exchange.easy != NULL) {
    gulong id =
        cancellable != NULL ? g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), exchange.multi, NULL) : 0;

    set_address (&exchange, uri);
    set_request (&exchange, content_type);
    set_behaviour (&exchange);
    culm_contacts_note (CULM_CONTACT_UPLOAD, g_uri_get_host (uri));
    curl_multi_add_handle (exchange.multi, exchange.easy);
    code = drive (&exchange);
    g_cancellable_disconnect (cancellable, id); /* takes NULL */
    curl_multi_remove_handle (exchange.multi, exchange.easy);
  }
  done = judge (&exchange, code, answer, error);
  clear_exchange (&exchange);
  return done;
}
