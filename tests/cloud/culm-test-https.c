/* culm-test-https.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-https.h"

#include <glib/gstdio.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#define PATIENCE 20

struct _CulmTestHttps {
  SoupServer *server;
  CulmTestHandler handler;
  gpointer user_data;
  char *base;
  GString *log;
  guint count;
};

static GTlsCertificate *certificate;
static char *ca_path;

static void
add_extension (X509 *x509, int nid, const char *value)
{
  X509V3_CTX context;
  X509_EXTENSION *extension;

  X509V3_set_ctx_nodb (&context);
  X509V3_set_ctx (&context, x509, x509, NULL, NULL, 0);
  extension = X509V3_EXT_conf_nid (NULL, &context, nid, value);
  g_assert_nonnull (extension);
  X509_add_ext (x509, extension, -1);
  X509_EXTENSION_free (extension);
}

static char *
make_pem (void)
{
  EVP_PKEY *key = EVP_EC_gen ("P-256");
  X509 *x509 = X509_new ();
  BIO *bio = BIO_new (BIO_s_mem ());
  X509_NAME *name = X509_get_subject_name (x509);
  char *bytes = NULL;
  char *pem;
  long length;

  X509_set_version (x509, 2);
  ASN1_INTEGER_set (X509_get_serialNumber (x509), 1);
  X509_gmtime_adj (X509_getm_notBefore (x509), -3600);
  X509_gmtime_adj (X509_getm_notAfter (x509), 3600);
  X509_set_pubkey (x509, key);
  X509_NAME_add_entry_by_txt (name, "CN", MBSTRING_ASC, (const guchar *) "Culm test", -1, -1, 0);
  X509_set_issuer_name (x509, name);
  add_extension (x509, NID_basic_constraints, "critical,CA:TRUE");
  add_extension (x509, NID_subject_alt_name, "IP:127.0.0.1,DNS:localhost");
  X509_sign (x509, key, EVP_sha256 ());
  PEM_write_bio_X509 (bio, x509);
  PEM_write_bio_PrivateKey (bio, key, NULL, NULL, 0, NULL, NULL);
  length = BIO_get_mem_data (bio, &bytes);
  pem = g_strndup (bytes, (gsize) length);
  BIO_free (bio);
  X509_free (x509);
  EVP_PKEY_free (key);
  return pem;
}

static void
remove_ca (void)
{
  g_remove (ca_path);
  g_free (ca_path);
  g_clear_object (&certificate);
}

static void
on_request (SoupServer *server G_GNUC_UNUSED, SoupServerMessage *message, const char *path,
            GHashTable *query G_GNUC_UNUSED, gpointer user_data)
{
  CulmTestHttps *self = user_data;
  const char *bearer =
      soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization");
  const char *text = g_uri_get_query (soup_server_message_get_uri (message));
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  self->count++;
  if (self->log->len < 65536)
    g_string_append_printf (self->log, "%s %s%s%s bearer=%s body=%.*s\n", soup_server_message_get_method (message),
                            path, text != NULL ? "?" : "", text != NULL ? text : "", bearer != NULL ? bearer : "",
                            (int) MIN (body->length, 200), body->data != NULL ? body->data : "");
  self->handler (self, message, path, self->user_data);
}

void
culm_test_https_trust (void)
{
  g_autofree char *pem = make_pem ();
  g_autoptr (GError) error = NULL;
  int descriptor = g_file_open_tmp ("culm-ca-XXXXXX.pem", &ca_path, &error);

  g_assert_no_error (error);
  g_close (descriptor, NULL);
  g_assert_true (g_file_set_contents (ca_path, pem, -1, NULL));
  certificate = g_tls_certificate_new_from_pem (pem, -1, &error);
  g_assert_no_error (error);
  g_setenv ("CULM_CA_FILE", ca_path, TRUE);
  atexit (remove_ca);
}

CulmTestHttps *
culm_test_https_new (CulmTestHandler handler, gpointer user_data)
{
  CulmTestHttps *self = g_new0 (CulmTestHttps, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  self->handler = handler;
  self->user_data = user_data;
  self->log = g_string_new (NULL);
  self->server = soup_server_new ("tls-certificate", certificate, NULL);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->base = g_strdup_printf ("https://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return self;
}

void
culm_test_https_free (CulmTestHttps *self)
{
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_string_free (self->log, TRUE);
  g_free (self->base);
  g_free (self);
}

const char *
culm_test_https_get_base (CulmTestHttps *self)
{
  return self->base;
}

SoupServer *
culm_test_https_get_server (CulmTestHttps *self)
{
  return self->server;
}

const char *
culm_test_https_get_log (CulmTestHttps *self)
{
  return self->log->str;
}

guint
culm_test_https_count (CulmTestHttps *self)
{
  return self->count;
}

void
culm_test_https_answer (SoupServerMessage *message, guint status, const char *type, const char *body)
{
  soup_server_message_set_status (message, status, NULL);
  if (body != NULL)
    soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, body, strlen (body));
}

void
culm_test_https_answer_raw (SoupServerMessage *message, const char *bytes)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), bytes, strlen (bytes), NULL, NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

void
culm_test_store_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer slot)
{
  g_set_object ((GAsyncResult **) slot, result);
}

static gboolean
on_no_patience (gpointer user_data G_GNUC_UNUSED)
{
  g_error ("It never ended");
  return G_SOURCE_REMOVE;
}

GAsyncResult *
culm_test_await (GAsyncResult **slot)
{
  guint guard = g_timeout_add_seconds (PATIENCE, on_no_patience, NULL);

  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (guard);
  return *slot;
}

void
culm_test_await_flag (const gboolean *flag)
{
  guint guard = g_timeout_add_seconds (PATIENCE, on_no_patience, NULL);

  while (!*flag)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (guard);
}
