/* culm-sim-authority.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
#include <openssl/ssl.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SSL_CTX, SSL_CTX_free)

/* Who signs the printers' certificates, which is not who signed the cloud's (reference/lan.md §3): an authority called
 * "BBL CA" that no printer sends, and for each printer a leaf of which the CN is its serial, without a name beside it
 * and without a word on its use. Both are kept in the state folder, so that a printer is the same after a restart. */
typedef struct _CulmSimAuthority CulmSimAuthority;

/* Reads DIR/printer-ca.pem and its key, or makes them. Returns: (transfer full) (nullable) */
CulmSimAuthority *culm_sim_authority_new (const char *dir, GError **error);

/* Returns: (transfer none): path of the authority's certificate */
const char *culm_sim_authority_get_path (CulmSimAuthority *self);

/* What a printer's servers answer TLS with: version 1.2 only, the leaf alone.
 * name: (nullable): with a new key and certificate of that CN, else with those of DIR/printers/SERIAL, which are made
 * when they are not there. Returns: (transfer full) (nullable) */
SSL_CTX *culm_sim_authority_open (CulmSimAuthority *self, const char *serial, const char *name, GError **error);

void culm_sim_authority_free (CulmSimAuthority *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmSimAuthority, culm_sim_authority_free)
