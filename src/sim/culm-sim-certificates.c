/* culm-sim-certificates.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-certificates.h"
#include "culm-sim-x509.h"

#define ORGANISATION "Culm simulator"

static X509 *
make_authority (EVP_PKEY *key)
{
  g_autoptr (X509) cert = culm_sim_x509_new (key, ORGANISATION, "Culm simulator authority", NULL);

  if (cert == NULL || !culm_sim_x509_extend (cert, cert, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") ||
      !culm_sim_x509_extend (cert, cert, NID_key_usage, "critical,keyCertSign,cRLSign") ||
      !culm_sim_x509_extend (cert, cert, NID_subject_key_identifier, "hash") ||
      X509_sign (cert, key, EVP_sha256 ()) == 0)
    return NULL;
  return g_steal_pointer (&cert);
}

static X509 *
make_server (EVP_PKEY *key, X509 *authority, EVP_PKEY *authority_key, const char *address)
{
  g_autoptr (X509) cert = culm_sim_x509_new (key, ORGANISATION, "localhost", authority);
  g_autofree char *names = g_strdup_printf ("DNS:localhost,IP:127.0.0.1,IP:::1,IP:%s", address);

  if (cert == NULL || !culm_sim_x509_extend (cert, authority, NID_basic_constraints, "critical,CA:FALSE") ||
      !culm_sim_x509_extend (cert, authority, NID_key_usage, "critical,digitalSignature") ||
      !culm_sim_x509_extend (cert, authority, NID_ext_key_usage, "serverAuth") ||
      !culm_sim_x509_extend (cert, authority, NID_subject_key_identifier, "hash") ||
      !culm_sim_x509_extend (cert, authority, NID_authority_key_identifier, "keyid") ||
      !culm_sim_x509_extend (cert, authority, NID_subject_alt_name, names) ||
      X509_sign (cert, authority_key, EVP_sha256 ()) == 0)
    return NULL;
  return g_steal_pointer (&cert);
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
    culm_sim_x509_fail (error, "Making certificates");
    return NULL;
  }
  self->ca = g_build_filename (dir, "ca.pem", NULL);
  self->server = g_build_filename (dir, "server.pem", NULL);
  self->server_key = g_build_filename (dir, "server.key", NULL);
  if (!culm_sim_x509_write (self->ca, authority, NULL, error) ||
      !culm_sim_x509_write (self->server, server, authority, error) ||
      !culm_sim_x509_write_key (self->server_key, server_key, error))
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
