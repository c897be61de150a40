/* culm-sim-x509.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free_all)

/* Making certificates with OpenSSL, and keeping them as PEM files. */

/* Sets what OpenSSL says went wrong while doing `what`. Returns: FALSE */
gboolean culm_sim_x509_fail (GError **error, const char *what);

/* A certificate good for ten years, not signed yet.
 * organisation: (nullable); name: its CN; issuer: (nullable): NULL is itself.
 * Returns: (transfer full) (nullable) */
X509 *culm_sim_x509_new (EVP_PKEY *key, const char *organisation, const char *name, X509 *issuer);

/* value: as in openssl.cnf */
gboolean culm_sim_x509_extend (X509 *cert, X509 *issuer, int nid, const char *value);

/* second: (nullable): follows in the same file. A key's file is readable by the owner alone. */
gboolean culm_sim_x509_write     (const char *path, X509 *first, X509 *second, GError **error);
gboolean culm_sim_x509_write_key (const char *path, EVP_PKEY *key, GError **error);
