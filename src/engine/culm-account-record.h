/* culm-account-record.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-account.h"
#include "culm-credentials.h"
#include "culm-secret.h"

G_BEGIN_DECLS

/* What is known of an account, tokens and all: one entry of the keyring. Private like the credentials in it. */
typedef struct {
  char *id;     /* "UID@REGION": unique in a profile, and the id of the keyring's entry */
  char *region; /* as CulmRegion takes it */
  char *broker; /* "HOST:PORT" that a person typed in; nullable */
  CulmCredentials *credentials;
} CulmAccountRecord;

/* Takes the credentials (transfer full). Returns: (transfer full). */
CulmAccountRecord *culm_account_record_new (const char *region, const char *broker, CulmCredentials *credentials);
CulmAccountRecord *culm_account_record_copy (const CulmAccountRecord *self);
void               culm_account_record_free (CulmAccountRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmAccountRecord, culm_account_record_free)

/* To the keyring and back. Returns: (transfer full); from a secret NULL when it is no account, or not whole. */
CulmSecret        *culm_account_record_to_secret (const CulmAccountRecord *self);
CulmAccountRecord *culm_account_record_new_from_secret (const CulmSecret *secret);

/* What may be shown of it. Returns: (transfer full). */
CulmAccount *culm_account_record_make_account (const CulmAccountRecord *self);

/* "HOST:PORT", the host a name, an IPv4 number or an IPv6 number in brackets. Returns: (transfer full) the host, or
 * NULL with USAGE and ERR_INVALID_URL. */
char *culm_account_record_parse_broker (const char *broker, guint16 *port, GError **error);

G_END_DECLS
