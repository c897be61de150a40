/* culm-test-https.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-https.h"

#include "culm-test-certificate.h"

#include <glib/gstdio.h>

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
static char *folder;

static void
forget_trust (void)
{
  g_autofree char *key = g_build_filename (folder, "ca.key", NULL);

  g_unlink (g_getenv ("CULM_CA_FILE"));
  g_unlink (key);
  g_rmdir (folder);
  g_free (folder);
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
  g_autofree char *certificate_path = NULL;
  g_autofree char *key_path = NULL;
  g_autoptr (GError) error = NULL;

  folder = culm_test_make_folder ();
  certificate_path = g_build_filename (folder, "ca.pem", NULL);
  key_path = g_build_filename (folder, "ca.key", NULL);
  culm_test_certificate_write (folder, "ca", "Culm test", NULL, "IP:127.0.0.1,DNS:localhost", TRUE);
  certificate = g_tls_certificate_new_from_files (certificate_path, key_path, &error);
  g_assert_no_error (error);
  g_setenv ("CULM_CA_FILE", certificate_path, TRUE);
  atexit (forget_trust);
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

GAsyncResult *
culm_test_https_await (GAsyncResult **slot)
{
  *slot = culm_test_await (slot, PATIENCE);
  return *slot;
}
