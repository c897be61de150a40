/* culm-account.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-limit.h"

G_BEGIN_DECLS

typedef enum {
  CULM_ACCOUNT_CONNECTING, /* asking the service, or waiting for the network */
  CULM_ACCOUNT_ONLINE,     /* the list of printers came, and the broker took us */
  CULM_ACCOUNT_OFFLINE,    /* no way to the service now; tries go on by themselves */
  CULM_ACCOUNT_RESTING,    /* left alone: a person keeps every printer off the cloud */
  CULM_ACCOUNT_EXPIRED,    /* the token is dead: a person must sign in again */
} CulmAccountState;

/**
 * CulmAccount:
 *
 * A signed-in account. Its token is not here: it lives in the keyring. The account text (an e-mail address or a phone
 * number) is private: shown to its owner, never logged.
 *
 * Properties (readable, notify): "account" (string), "region" (string: "global", "china", … or a URL), "uid" (string),
 * "name" (string, nullable), "expires" (gint64, unix seconds, 0 not known), "state" (int: CulmAccountState), "error"
 * (GError, nullable: why it is offline or expired), "resumes" (gint64, unix seconds: requests are held up by a limit
 * until then; 0: none is).
 */
#define CULM_TYPE_ACCOUNT (culm_account_get_type ())
G_DECLARE_FINAL_TYPE (CulmAccount, culm_account, CULM, ACCOUNT, GObject)

CulmAccount     *culm_account_new (const char *account, const char *region, const char *uid, const char *name,
                                   gint64 expires);
const char      *culm_account_get_account (CulmAccount *self);
const char      *culm_account_get_region (CulmAccount *self);
const char      *culm_account_get_uid (CulmAccount *self);
const char      *culm_account_get_name (CulmAccount *self);
gint64           culm_account_get_expires (CulmAccount *self);
CulmAccountState culm_account_get_state (CulmAccount *self);
const GError    *culm_account_get_error (CulmAccount *self);

gint64           culm_account_get_resumes (CulmAccount *self);
CulmLimit        culm_account_get_limit (CulmAccount *self); /* which it is; says something only beside "resumes" */

/* Whether these words name it: its account text (case aside), its uid, or UID@REGION. */
gboolean culm_account_answers_to (CulmAccount *self, const char *words);

/* For the engine. */
void culm_account_set_state (CulmAccount *self, CulmAccountState state, const GError *error);
void culm_account_set_expires (CulmAccount *self, gint64 expires);
void culm_account_set_resumes (CulmAccount *self, CulmLimit limit, gint64 unix_seconds);

G_END_DECLS
