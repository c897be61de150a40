/* culm-sim-x509.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-x509.h"
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#define TEN_YEARS (10L * 365 * 24 * 3600)

gboolean
culm_sim_x509_fail (GError **error, const char *what)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", what, ERR_reason_error_string (ERR_get_error ()));
  return FALSE;
}

gboolean
culm_sim_x509_extend (X509 *cert, X509 *issuer, int nid, const char *value)
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

X509 *
culm_sim_x509_new (EVP_PKEY *key, const char *organisation, const char *name, X509 *issuer)
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
  if (organisation != NULL)
    X509_NAME_add_entry_by_txt (subject, "O", MBSTRING_UTF8, (const guint8 *) organisation, -1, -1, 0);
  X509_NAME_add_entry_by_txt (subject, "CN", MBSTRING_UTF8, (const guint8 *) name, -1, -1, 0);
  X509_set_issuer_name (cert, issuer != NULL ? X509_get_subject_name (issuer) : subject);
  X509_set_pubkey (cert, key);
  return g_steal_pointer (&cert);
}

static gboolean
write_file (const char *path, BIO *bio, int mode, GError **error)
{
  char *text;
  long length = BIO_get_mem_data (bio, &text);

  return g_file_set_contents_full (path, text, length, G_FILE_SET_CONTENTS_CONSISTENT, mode, error);
}

gboolean
culm_sim_x509_write (const char *path, X509 *first, X509 *second, GError **error)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());

  if (PEM_write_bio_X509 (bio, first) != 1 || (second != NULL && PEM_write_bio_X509 (bio, second) != 1))
    return culm_sim_x509_fail (error, "Writing a certificate");
  return write_file (path, bio, 0644, error);
}

gboolean
culm_sim_x509_write_key (const char *path, EVP_PKEY *key, GError **error)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());

  if (PEM_write_bio_PrivateKey (bio, key, NULL, NULL, 0, NULL, NULL) != 1)
    return culm_sim_x509_fail (error, "Writing a key");
  return write_file (path, bio, 0600, error);
}
