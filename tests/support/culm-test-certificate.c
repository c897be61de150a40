/* culm-test-certificate.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-certificate.h"
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#define DAY (24 * 60 * 60)

static FILE *
open_file (const char *folder, const char *name, const char *suffix, const char *mode)
{
  g_autofree char *path = g_strconcat (folder, "/", name, suffix, NULL);
  FILE *file = fopen (path, mode);

  g_assert_nonnull (file);
  return file;
}

static X509 *
read_certificate (const char *folder, const char *name)
{
  FILE *file = open_file (folder, name, ".pem", "r");
  X509 *certificate = PEM_read_X509 (file, NULL, NULL, NULL);

  fclose (file);
  return certificate;
}

static EVP_PKEY *
read_key (const char *folder, const char *name)
{
  FILE *file = open_file (folder, name, ".key", "r");
  EVP_PKEY *key = PEM_read_PrivateKey (file, NULL, NULL, NULL);

  fclose (file);
  return key;
}

static void
add_extension (X509 *certificate, int id, const char *value)
{
  X509_EXTENSION *extension = X509V3_EXT_conf_nid (NULL, NULL, id, value);

  g_assert_nonnull (extension);
  X509_add_ext (certificate, extension, -1);
  X509_EXTENSION_free (extension);
}

static X509 *
make_certificate (EVP_PKEY *key, const char *subject, const char *names, gboolean authority)
{
  X509 *certificate = X509_new ();

  X509_set_version (certificate, 2);
  ASN1_INTEGER_set (X509_get_serialNumber (certificate), g_random_int_range (1, G_MAXINT));
  X509_gmtime_adj (X509_getm_notBefore (certificate), -DAY);
  X509_gmtime_adj (X509_getm_notAfter (certificate), 30 * DAY);
  X509_set_pubkey (certificate, key);
  X509_NAME_add_entry_by_txt (X509_get_subject_name (certificate), "CN", MBSTRING_UTF8, (const unsigned char *) subject,
                              -1, -1, 0);
  if (authority)
    add_extension (certificate, NID_basic_constraints, "critical,CA:TRUE");
  if (names != NULL)
    add_extension (certificate, NID_subject_alt_name, names);
  return certificate;
}

void
culm_test_certificate_write (const char *folder, const char *name, const char *subject, const char *issuer,
                             const char *names, gboolean authority)
{
  EVP_PKEY *key = EVP_EC_gen ("P-256");
  X509 *certificate = make_certificate (key, subject, names, authority);
  X509 *by = issuer != NULL ? read_certificate (folder, issuer) : certificate;
  EVP_PKEY *with = issuer != NULL ? read_key (folder, issuer) : key;
  FILE *file;

  X509_set_issuer_name (certificate, X509_get_subject_name (by));
  g_assert_cmpint (X509_sign (certificate, with, EVP_sha256 ()), >, 0);
  file = open_file (folder, name, ".pem", "w");
  PEM_write_X509 (file, certificate);
  fclose (file);
  file = open_file (folder, name, ".key", "w");
  PEM_write_PrivateKey (file, key, NULL, NULL, 0, NULL, NULL);
  fclose (file);
  if (issuer != NULL) {
    X509_free (by);
    EVP_PKEY_free (with);
  }
  X509_free (certificate);
  EVP_PKEY_free (key);
}
