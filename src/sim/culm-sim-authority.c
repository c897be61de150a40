/* culm-sim-authority.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-authority.h"
#include "culm-sim-x509.h"
#include <glib/gstdio.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#define NAME "BBL CA"
#define ORGANISATION "Culm simulator"

struct _CulmSimAuthority {
  char *dir, *path;
  EVP_PKEY *key;
  X509 *cert;
};

static gboolean
read_pair (const char *cert_path, const char *key_path, X509 **cert, EVP_PKEY **key)
{
  g_autoptr (BIO) cert_file = BIO_new_file (cert_path, "r");
  g_autoptr (BIO) key_file = BIO_new_file (key_path, "r");

  if (cert_file == NULL || key_file == NULL)
    return FALSE;
  *cert = PEM_read_bio_X509 (cert_file, NULL, NULL, NULL);
  *key = PEM_read_bio_PrivateKey (key_file, NULL, NULL, NULL);
  return *cert != NULL && *key != NULL;
}

static gboolean
make_authority (CulmSimAuthority *self, const char *key_path, GError **error)
{
  self->key = EVP_EC_gen ("P-256");
  self->cert = self->key != NULL ? culm_sim_x509_new (self->key, ORGANISATION, NAME, NULL) : NULL;
  if (self->cert == NULL || !culm_sim_x509_extend (self->cert, self->cert, NID_basic_constraints, "critical,CA:TRUE") ||
      X509_sign (self->cert, self->key, EVP_sha256 ()) == 0)
    return culm_sim_x509_fail (error, "Making the printers' authority");
  return culm_sim_x509_write (self->path, self->cert, NULL, error) &&
         culm_sim_x509_write_key (key_path, self->key, error);
}

static gboolean
make_leaf (CulmSimAuthority *self, const char *name, X509 **cert, EVP_PKEY **key, GError **error)
{
  *key = EVP_EC_gen ("P-256");
  *cert = *key != NULL ? culm_sim_x509_new (*key, NULL, name, self->cert) : NULL;
  if (*cert == NULL || X509_sign (*cert, self->key, EVP_sha256 ()) == 0)
    return culm_sim_x509_fail (error, "Making a printer's certificate");
  return TRUE;
}

static SSL_CTX *
make_context (const char *serial, X509 *cert, EVP_PKEY *key, GError **error)
{
  g_autoptr (SSL_CTX) context = SSL_CTX_new (TLS_server_method ());
  gsize length = MIN (strlen (serial), SSL_MAX_SID_CTX_LENGTH);

  if (context == NULL || SSL_CTX_set_min_proto_version (context, TLS1_2_VERSION) != 1 ||
      SSL_CTX_set_max_proto_version (context, TLS1_2_VERSION) != 1 || SSL_CTX_use_certificate (context, cert) != 1 ||
      SSL_CTX_use_PrivateKey (context, key) != 1 ||
      SSL_CTX_set_session_id_context (context, (const guint8 *) serial, (guint) length) != 1) {
    culm_sim_x509_fail (error, "Setting up TLS");
    return NULL;
  }
  SSL_CTX_set_session_cache_mode (context, SSL_SESS_CACHE_SERVER);
  SSL_CTX_set_options (context, SSL_OP_NO_RENEGOTIATION | SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_mode (context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  return g_steal_pointer (&context);
}

CulmSimAuthority *
culm_sim_authority_new (const char *dir, GError **error)
{
  g_autoptr (CulmSimAuthority) self = g_new0 (CulmSimAuthority, 1);
  g_autofree char *key_path = g_build_filename (dir, "printer-ca.key", NULL);

  self->dir = g_strdup (dir);
  self->path = g_build_filename (dir, "printer-ca.pem", NULL);
  if (!read_pair (self->path, key_path, &self->cert, &self->key) && !make_authority (self, key_path, error))
    return NULL;
  return g_steal_pointer (&self);
}

const char *
culm_sim_authority_get_path (CulmSimAuthority *self)
{
  return self->path;
}

SSL_CTX *
culm_sim_authority_open (CulmSimAuthority *self, const char *serial, const char *name, GError **error)
{
  g_autofree char *folder = g_build_filename (self->dir, "printers", serial, NULL);
  g_autofree char *cert_path = g_build_filename (folder, "certificate.pem", NULL);
  g_autofree char *key_path = g_build_filename (folder, "certificate.key", NULL);
  g_autoptr (X509) cert = NULL;
  g_autoptr (EVP_PKEY) key = NULL;

  if (name != NULL || !read_pair (cert_path, key_path, &cert, &key)) {
    g_clear_pointer (&cert, X509_free);
    g_clear_pointer (&key, EVP_PKEY_free);
    g_mkdir_with_parents (folder, 0700);
    if (!make_leaf (self, name != NULL ? name : serial, &cert, &key, error) ||
        !culm_sim_x509_write (cert_path, cert, NULL, error) || !culm_sim_x509_write_key (key_path, key, error))
      return NULL;
  }
  return make_context (serial, cert, key, error);
}

void
culm_sim_authority_free (CulmSimAuthority *self)
{
  EVP_PKEY_free (self->key);
  X509_free (self->cert);
  g_free (self->dir);
  g_free (self->path);
  g_free (self);
}
