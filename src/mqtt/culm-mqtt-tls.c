/* culm-mqtt-tls.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-mqtt-tls.h"
#include "culm-error.h"
#include <glib/gstdio.h>
#include <mosquitto.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

/* Where most systems, and Flatpak runtimes, keep all anchors in one file. OpenSSL as Debian builds it looks for another
 * name, then reads single files from a folder in the middle of a handshake. */
#define SYSTEM_BUNDLE "/etc/ssl/certs/ca-certificates.crt"

struct _CulmMqttTls {
  SSL_CTX *context;
  char *server_name;
  gboolean by_subject;
  char *ca_file;
  CulmMqttTrustFunc trust;
  gpointer trust_data;
  const char *refusal;
  const char *alert;
};

typedef struct {
  X509_STORE *store;
  char *stamp;
} Anchors;

/* The anchors by extra file ("" for none), read anew when a file has changed. */
static GMutex anchors_mutex;
static GHashTable *anchors_by_file;

static void
free_anchors (gpointer data)
{
  Anchors *anchors = data;

  X509_STORE_free (anchors->store);
  g_free (anchors->stamp);
  g_free (anchors);
}

static const char *
choose_system_bundle (void)
{
  const char *file = g_getenv (X509_get_default_cert_file_env ());

  if (file == NULL)
    file = X509_get_default_cert_file ();
  return g_file_test (file, G_FILE_TEST_EXISTS) ? file : SYSTEM_BUNDLE;
}

static void
append_stamp (GString *stamp, const char *file)
{
  GStatBuf info;

  if (g_stat (file, &info) == 0)
    g_string_append_printf (stamp, "%" G_GINT64_FORMAT ".%09ld %" G_GINT64_FORMAT ";", (gint64) info.st_mtim.tv_sec,
                            info.st_mtim.tv_nsec, (gint64) info.st_size);
}

static X509_STORE *
read_anchors (const char *bundle, const char *ca_file, GError **error)
{
  X509_STORE *store = X509_STORE_new ();

  /* A system without a file or a folder is no error: then nothing is trusted. */
  X509_STORE_set_default_paths (store);
  if (g_str_equal (bundle, SYSTEM_BUNDLE))
    X509_STORE_load_file (store, bundle);
  if (*ca_file != '\0' && X509_STORE_load_file (store, ca_file) != 1) {
    culm_error_set (error, CULM_ERROR_ORIGIN_MQTT, CULM_ERROR_UNTRUSTED, "No certificate can be read from %s", ca_file);
    g_clear_pointer (&store, X509_STORE_free);
  }
  ERR_clear_error ();
  return store;
}

/* Returns: (transfer full). */
static X509_STORE *
get_anchors (const char *ca_file, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&anchors_mutex);
  g_autoptr (GString) stamp = g_string_new (NULL);
  const char *bundle = choose_system_bundle ();
  Anchors *anchors;

  if (anchors_by_file == NULL)
    anchors_by_file = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_anchors);
  append_stamp (stamp, bundle);
  append_stamp (stamp, ca_file);
  anchors = g_hash_table_lookup (anchors_by_file, ca_file);
  if (anchors == NULL || !g_str_equal (anchors->stamp, stamp->str)) {
    X509_STORE *store = read_anchors (bundle, ca_file, error);

    if (store == NULL)
      return NULL;
    anchors = g_new (Anchors, 1);
    anchors->store = store;
    anchors->stamp = g_strdup (stamp->str);
    g_hash_table_replace (anchors_by_file, g_strdup (ca_file), anchors);
  }
  X509_STORE_up_ref (anchors->store);
  return anchors->store;
}

static gboolean
ask_trust (CulmMqttTls *self, X509_STORE_CTX *context, gboolean chain_ok)
{
  unsigned char *der = NULL;
  int length = i2d_X509 (X509_STORE_CTX_get0_cert (context), &der);
  g_autoptr (GBytes) leaf = NULL;

  if (length < 0)
    return FALSE;
  leaf = g_bytes_new (der, length);
  OPENSSL_free (der);
  return self->trust (leaf, chain_ok, self->trust_data);
}

/* In place of OpenSSL's own: one verdict for the whole chain and the name. */
static int
on_verify (X509_STORE_CTX *context, void *user_data)
{
  CulmMqttTls *self = user_data;
  gboolean chain_ok = X509_verify_cert (context) == 1;
  gboolean trusted = self->trust != NULL ? ask_trust (self, context, chain_ok) : chain_ok;

  if (trusted)
    X509_STORE_CTX_set_error (context, X509_V_OK);
  else if (chain_ok)
    X509_STORE_CTX_set_error (context, X509_V_ERR_APPLICATION_VERIFICATION);
  self->refusal = trusted ? NULL : X509_verify_cert_error_string (X509_STORE_CTX_get_error (context));
  return trusted;
}

/* libmosquitto sets the number that it connects to as SNI just before; a number must not be sent (RFC 6066 §3). */
static void
on_info (const SSL *ssl, int where, int value)
{
  CulmMqttTls *self = SSL_CTX_get_app_data (SSL_get_SSL_CTX (ssl));

  if ((where & SSL_CB_HANDSHAKE_START) != 0)
    SSL_set_tlsext_host_name ((SSL *) ssl, g_hostname_is_ip_address (self->server_name) ? NULL : self->server_name);
  if ((where & SSL_CB_READ_ALERT) == SSL_CB_READ_ALERT)
    self->alert = SSL_alert_desc_string_long (value);
}

void
culm_mqtt_tls_free (CulmMqttTls *self)
{
  g_clear_pointer (&self->context, SSL_CTX_free);
  g_free (self->server_name);
  g_free (self->ca_file);
  g_free (self);
}

static gboolean
set_name (CulmMqttTls *self)
{
  X509_VERIFY_PARAM *param = SSL_CTX_get0_param (self->context);

  /* An anchor need not be self-signed: a printer sends its leaf alone, and its issuer is what can be known. */
  X509_VERIFY_PARAM_set_flags (param, X509_V_FLAG_PARTIAL_CHAIN);
  if (g_hostname_is_ip_address (self->server_name))
    return X509_VERIFY_PARAM_set1_ip_asc (param, self->server_name) == 1;
  X509_VERIFY_PARAM_set_hostflags (param, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS |
                                              (self->by_subject ? X509_CHECK_FLAG_ALWAYS_CHECK_SUBJECT : 0));
  return X509_VERIFY_PARAM_set1_host (param, self->server_name, 0) == 1;
}

static void
make_in_thread (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable G_GNUC_UNUSED)
{
  CulmMqttTls *self = data;
  GError *error = NULL;
  X509_STORE *store = get_anchors (self->ca_file, &error);

  if (store == NULL) {
    culm_mqtt_tls_free (self);
    g_task_return_error (task, error);
    return;
  }
  self->context = SSL_CTX_new (TLS_client_method ());
  SSL_CTX_set_min_proto_version (self->context, TLS1_2_VERSION);
  SSL_CTX_set_cert_store (self->context, store);
  SSL_CTX_set_verify (self->context, SSL_VERIFY_PEER, NULL);
  /* Else each record costs two reads. CulmMqttSource goes on until a read would block. */
  SSL_CTX_set_read_ahead (self->context, 1);
  SSL_CTX_set_cert_verify_callback (self->context, on_verify, self);
  SSL_CTX_set_app_data (self->context, self);
  SSL_CTX_set_info_callback (self->context, on_info);
  if (!set_name (self)) {
    error = culm_error_new (CULM_ERROR_ORIGIN_MQTT, CULM_ERROR_UNTRUSTED, "%s is no name that a certificate can prove",
                            self->server_name);
    culm_mqtt_tls_free (self);
    g_task_return_error (task, error);
    return;
  }
  g_task_return_pointer (task, self, (GDestroyNotify) culm_mqtt_tls_free);
}

void
culm_mqtt_tls_new_async (const CulmMqttEndpoint *endpoint, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  const char *name = endpoint->server_name != NULL ? endpoint->server_name : endpoint->host;
  CulmMqttTls *self;

  g_task_set_source_tag (task, culm_mqtt_tls_new_async);
  if (endpoint->plain) {
    g_task_return_pointer (task, NULL, NULL);
    return;
  }
  self = g_new0 (CulmMqttTls, 1);
  self->server_name = g_hostname_is_non_ascii (name) ? g_hostname_to_ascii (name) : g_strdup (name);
  if (self->server_name == NULL)
    self->server_name = g_strdup (name); /* nothing that a certificate could prove */
  self->by_subject = endpoint->server_name != NULL;
  self->ca_file = g_strdup (endpoint->ca_file != NULL ? endpoint->ca_file : "");
  self->trust = endpoint->trust;
  self->trust_data = endpoint->trust_data;
  g_task_set_task_data (task, self, NULL); /* the thread always runs, and hands it back or frees it */
  g_task_run_in_thread (task, make_in_thread);
}

CulmMqttTls *
culm_mqtt_tls_new_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
culm_mqtt_tls_apply (CulmMqttTls *self, struct mosquitto *mosq)
{
  mosquitto_void_option (mosq, MOSQ_OPT_SSL_CTX, self->context);
  mosquitto_int_option (mosq, MOSQ_OPT_SSL_CTX_WITH_DEFAULTS, 0);
}

const char *
culm_mqtt_tls_get_refusal (CulmMqttTls *self)
{
  return self->refusal;
}

const char *
culm_mqtt_tls_get_alert (CulmMqttTls *self)
{
  return self->alert;
}
