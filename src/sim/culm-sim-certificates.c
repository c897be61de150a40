/* culm-sim-certificates.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-certificates.h"
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#define TEN_YEARS (10L * 365 * 24 * 3600)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free_all)

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", what, ERR_reason_error_string (ERR_get_error ()));
  return FALSE;
}

static gboolean
add_extension (X509 *cert, X509 *issuer, int nid, const char *value)
{
  X509V3_CTX context;
  X509_EXTENSION *extension;
  gboolean done;

  X509V3_set_ctx (&context, issuer, cert, NULL, NULL, 0);
  extension = X509V3_EXT_conf_nid (NULL, &context, nid, value);
  done = extension != NULL && X509_add_ext (cert, extension, -1) == 1;
  X509_EXTENSION_free (extension);
  return done;
}

static X509 *
make_certificate (EVP_PKEY *key, const char *name, X509 *issuer)
{
  g_autoptr (X509) cert = X509_new ();
  guint64 serial;
  X509_NAME *subject = X509_get_subject_name (cert);

  if (RAND_bytes ((guint8 *) &serial, sizeof serial) != 1 ||
      ASN1_INTEGER_set_uint64 (X509_get_serialNumber (cert), serial) != 1)
    return NULL;
  X509_set_version (cert, X509_VERSION_3);
  X509_gmtime_adj (X509_getm_notBefore (cert), -24 * 3600);
  X509_gmtime_adj (X509_getm_notAfter (cert), TEN_YEARS);
  X509_NAME_add_entry_by_txt (subject, "O", MBSTRING_UTF8, (const guint8 *) "Culm simulator", -1, -1, 0);
  X509_NAME_add_entry_by_txt (subject, "CN", MBSTRING_UTF8, (const guint8 *) name, -1, -1, 0);
  X509_set_issuer_name (cert, issuer != NULL ? X509_get_subject_name (issuer) : subject);
  X509_set_pubkey (cert, key);
  return g_steal_pointer (&cert);
}

static X509 *
make_authority (EVP_PKEY *key)
{
  g_autoptr (X509) cert = make_certificate (key, "Culm simulator authority", NULL);

  if (cert == NULL || !add_extension (cert, cert, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") ||
      !add_extension (cert, cert, NID_key_usage, "critical,keyCertSign,cRLSign") ||
      !add_extension (cert, cert, NID_subject_key_identifier, "hash") || X509_sign (cert, key, EVP_sha256 ()) == 0)
    return NULL;
  return g_steal_pointer (&cert);
}

static X509 *
make_server (EVP_PKEY *key, X509 *authority, EVP_PKEY *authority_key, const char *address)
{
  g_autoptr (X509) cert = make_certificate (key, "localhost", authority);
  g_autofree char *names = g_strdup_printf ("DNS:localhost,IP:127.0.0.1,IP:::1,IP:%s", address);

  if (cert == NULL || !add_extension (cert, authority, NID_basic_constraints, "critical,CA:FALSE") ||
      !add_extension (cert, authority, NID_key_usage, "critical,digitalSignature") ||
      !add_extension (cert, authority, NID_ext_key_usage, "serverAuth") ||
      !add_extension (cert, authority, NID_subject_key_identifier, "hash") ||
      !add_extension (cert, authority, NID_authority_key_identifier, "keyid") ||
      !add_extension (cert, authority, NID_subject_alt_name, names) ||
      X509_sign (cert, authority_key, EVP_sha256 ()) == 0)
    return NULL;
  return g_steal_pointer (&cert);
}

static gboolean
write_file (const char *path, BIO *bio, int mode, GError **error)
{
  char *text;
  long length = BIO_get_mem_data (bio, &text);

  return g_file_set_contents_full (path, text, length, G_FILE_SET_CONTENTS_CONSISTENT, mode, error);
}

static gboolean
write_certificates (const char *path, X509 *first, X509 *second, GError **error)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());

  if (PEM_write_bio_X509 (bio, first) != 1 || (second != NULL && PEM_write_bio_X509 (bio, second) != 1))
    return fail (error, "Writing a certificate");
  return write_file (path, bio, 0644, error);
}

static gboolean
write_key (const char *path, EVP_PKEY *key, GError **error)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());

  if (PEM_write_bio_PrivateKey (bio, key, NULL, NULL, 0, NULL, NULL) != 1)
    return fail (error, "Writing a key");
  return write_file (path, bio, 0600, error);
}

CulmSimCertificates *
culm_sim_certificates_write (const char *dir, const char *address, GError **error)
{
  g_autoptr (CulmSimCertificates) self = g_new0 (CulmSimCertificates, 1);
  g_autoptr (EVP_PKEY) authority_key = EVP_EC_gen ("P-256");
  g_autoptr (EVP_PKEY) server_key = EVP_EC_gen ("P-256");
  g_autoptr (X509) authority = authority_key != NULL ? make_authority (authority_key) : NULL;
  g_autoptr (X509) server = NULL;

  if (authority != NULL && server_key != NULL)
    server = make_server (server_key, authority, authority_key, address);
  if (server == NULL) {
    fail (error, "Making certificates");
    return NULL;
  }
  self->ca = g_build_filename (dir, "ca.pem", NULL);
  self->server = g_build_filename (dir, "server.pem", NULL);
  self->server_key = g_build_filename (dir, "server.key", NULL);
  if (!write_certificates (self->ca, authority, NULL, error) ||
      !write_certificates (self->server, server, authority, error) || !write_key (self->server_key, server_key, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
culm_sim_certificates_free (CulmSimCertificates *self)
{
  g_free (self->ca);
  g_free (self->server);
  g_free (self->server_key);
  g_free (self);
}
