/* culm-trust.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-trust.h"
#include "culm-lan-words.h"
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>
#include <string.h>

#define MAX_ROOTS 64
#define MAX_CERTIFICATE 65536 /* bytes */
#define MAX_NAME 64

G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_STORE, X509_STORE_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_STORE_CTX, X509_STORE_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free_all)

static X509 *
parse (GBytes *der)
{
  gsize size;
  const unsigned char *data = der != NULL ? g_bytes_get_data (der, &size) : NULL;
  const unsigned char *end = data;
  X509 *certificate;

  if (data == NULL || size == 0 || size > MAX_CERTIFICATE)
    return NULL;
  OPENSSL_init_crypto (OPENSSL_INIT_NO_ATEXIT, NULL); /* as in culm-mqtt-client.c: whoever is first must say so */
  certificate = d2i_X509 (NULL, &end, (long) size);
  if (certificate != NULL && end == data + size)
    return certificate;
  X509_free (certificate);
  return NULL;
}

/* The CN, when there is exactly one and it is plain text. */
static char *
get_common_name (X509_NAME *name)
{
  int position = name != NULL ? X509_NAME_get_index_by_NID (name, NID_commonName, -1) : -1;
  unsigned char *text = NULL;
  char *common = NULL;
  int length;

  if (position < 0 || X509_NAME_get_index_by_NID (name, NID_commonName, position) >= 0)
    return NULL;
  length = ASN1_STRING_to_UTF8 (&text, X509_NAME_ENTRY_get_data (X509_NAME_get_entry (name, position)));
  if (length > 0 && length <= MAX_NAME && g_utf8_validate ((const char *) text, length, NULL))
    common = g_strndup ((const char *) text, (gsize) length);
  OPENSSL_free (text);
  return common;
}

/* Takes `name` (nullable), and returns it on one line. */
static char *
make_line (char *name)
{
  for (char *c = name; c != NULL && *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      *c = ' ';
  return name;
}

static void
push_all (STACK_OF (X509) * stack, GPtrArray *chain)
{
  for (guint i = 0; chain != NULL && i < chain->len && i < MAX_ROOTS; i++) {
    X509 *certificate = parse (g_ptr_array_index (chain, i));

    if (certificate != NULL && sk_X509_push (stack, certificate) <= 0)
      X509_free (certificate);
  }
}

static gboolean
is_issued_by (X509 *leaf, GPtrArray *chain, GPtrArray *roots)
{
  g_autoptr (X509_STORE) store = X509_STORE_new ();
  g_autoptr (X509_STORE_CTX) context = X509_STORE_CTX_new ();
  STACK_OF (X509) *others = sk_X509_new_null ();
  gboolean good = FALSE;

  for (guint i = 0; i < roots->len && i < MAX_ROOTS; i++) {
    g_autoptr (X509) root = parse (g_ptr_array_index (roots, i));

    if (root != NULL)
      X509_STORE_add_cert (store, root);
  }
  push_all (others, chain);
  if (X509_STORE_CTX_init (context, store, leaf, others) == 1) {
    /* An intermediate alone will do; the leaf has no key usage, and its printer no clock to speak of. */
    X509_STORE_CTX_set_flags (context, X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_NO_CHECK_TIME);
    good = X509_verify_cert (context) == 1;
  }
  sk_X509_pop_free (others, X509_free);
  return good;
}

const char *
culm_trust_get_name (CulmTrust trust)
{
  switch (trust) {
  case CULM_TRUST_GOOD: return "good";
  case CULM_TRUST_UNKNOWN: return "unknown";
  case CULM_TRUST_CHANGED: return "changed";
  case CULM_TRUST_WRONG_PRINTER: return "wrong-printer";
  case CULM_TRUST_MALFORMED:
  default: return "malformed";
  }
}

CulmTrust
culm_trust_check (GBytes *leaf, GPtrArray *chain, const char *serial, const char *pin, GPtrArray *roots)
{
  g_autoptr (X509) certificate = parse (leaf);
  g_autofree char *name = NULL;
  g_autofree char *fingerprint = NULL;

  if (certificate == NULL)
    return CULM_TRUST_MALFORMED;
  name = culm_trust_get_serial (leaf);
  if (name == NULL || (serial != NULL && !g_str_equal (name, serial)))
    return CULM_TRUST_WRONG_PRINTER;
  if (roots != NULL && roots->len > 0 && is_issued_by (certificate, chain, roots))
    return CULM_TRUST_GOOD;
  if (pin == NULL)
    return CULM_TRUST_UNKNOWN;
  fingerprint = culm_trust_get_fingerprint (leaf);
  return g_ascii_strcasecmp (fingerprint, pin) == 0 ? CULM_TRUST_GOOD : CULM_TRUST_CHANGED;
}

char *
culm_trust_get_fingerprint (GBytes *leaf)
{
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, leaf);

  return g_ascii_strup (digest, -1);
}

char *
culm_trust_get_serial (GBytes *leaf)
{
  g_autoptr (X509) certificate = parse (leaf);
  g_autofree char *name = certificate != NULL ? get_common_name (X509_get_subject_name (certificate)) : NULL;

  return name != NULL && culm_lan_is_serial (name) ? g_steal_pointer (&name) : NULL;
}

char *
culm_trust_get_subject (GBytes *certificate)
{
  g_autoptr (X509) parsed = parse (certificate);

  return parsed != NULL ? make_line (get_common_name (X509_get_subject_name (parsed))) : NULL;
}

char *
culm_trust_get_issuer (GBytes *leaf)
{
  g_autoptr (X509) certificate = parse (leaf);

  return certificate != NULL ? make_line (get_common_name (X509_get_issuer_name (certificate))) : NULL;
}

gboolean
culm_trust_get_dates (GBytes *leaf, gint64 *first, gint64 *last)
{
  g_autoptr (X509) certificate = parse (leaf);
  struct tm from, to;

  if (certificate == NULL || ASN1_TIME_to_tm (X509_get0_notBefore (certificate), &from) != 1 ||
      ASN1_TIME_to_tm (X509_get0_notAfter (certificate), &to) != 1)
    return FALSE;
  *first = timegm (&from);
  *last = timegm (&to);
  return TRUE;
}

gboolean
culm_trust_is_issuer (GBytes *certificate)
{
  g_autoptr (X509) parsed = parse (certificate);

  return parsed != NULL && X509_check_ca (parsed) > 0;
}

char *
culm_trust_make_pem (GBytes *certificate)
{
  g_autoptr (X509) parsed = parse (certificate);
  g_autoptr (BIO) text = parsed != NULL ? BIO_new (BIO_s_mem ()) : NULL;
  char *data = NULL;
  long length;

  if (text == NULL || PEM_write_bio_X509 (text, parsed) != 1)
    return NULL;
  length = BIO_get_mem_data (text, &data);
  return g_strndup (data, (gsize) length);
}

GPtrArray *
culm_trust_read_roots (GBytes *pem)
{
  GPtrArray *roots = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  gsize size;
  const void *data = g_bytes_get_data (pem, &size);
  g_autoptr (BIO) file = data != NULL && size <= G_MAXINT ? BIO_new_mem_buf (data, (int) size) : NULL;
  X509 *certificate;

  while (file != NULL && roots->len < MAX_ROOTS &&
         (certificate = PEM_read_bio_X509 (file, NULL, NULL, (void *) "")) != NULL) {
    unsigned char *der = NULL;
    int length = i2d_X509 (certificate, &der);

    if (length > 0)
      g_ptr_array_add (roots, g_bytes_new (der, (gsize) length));
    OPENSSL_free (der);
    X509_free (certificate);
  }
  ERR_clear_error (); /* the end of the file is one */
  return roots;
}
