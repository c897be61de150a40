/* culm-accounts.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-cloud-session.h"
#include "culm-secrets.h"
#include "culm-sign-in.h"

G_BEGIN_DECLS

/**
 * CulmAccounts:
 *
 * The accounts of one profile: signs in and out, keeps the tokens in the keyring, and knows which of them has a
 * printer and which one uploads and look-ups go by.
 *
 * Signals: "added" (CulmCloudSession): before it starts; "client-changed" (): look at culm_accounts_get_client().
 */
#define CULM_TYPE_ACCOUNTS (culm_accounts_get_type ())
G_DECLARE_FINAL_TYPE (CulmAccounts, culm_accounts, CULM, ACCOUNTS, GObject)

CulmAccounts *culm_accounts_new (CulmSecrets *secrets, CulmLimits *limits, CulmPrinterList *printers, CulmCache *cache,
                                 GSettings *settings);

GListModel *culm_accounts_get_list (CulmAccounts *self); /* CulmAccount, (transfer none) */

/* For tests: of the accounts that come from now on, the waits of the printers' watch. */
void culm_accounts_set_time_scale (CulmAccounts *self, double time_scale);

/* Before the restoring: of those in the keyring only the ones that culm_account_answers_to() this. NULL: all. */
void culm_accounts_choose (CulmAccounts *self, const char *words);
/* What the keyring and the cache hold (element-type CulmSecret, CulmRestored); nothing connects yet. */
void culm_accounts_restore (CulmAccounts *self, GPtrArray *secrets, GPtrArray *restored);
void culm_accounts_start (CulmAccounts *self);
/* Whether the service is asked nothing by itself; a new sign-in is a wish of its own. */
void culm_accounts_set_resting (CulmAccounts *self, gboolean resting);
void culm_accounts_stop (CulmAccounts *self);

/* How the service is asked: the first account whose token lives. (transfer none) (nullable). */
CulmCloudClient *culm_accounts_get_client (CulmAccounts *self);
/* The one that has this printer and may be asked about it: none for a printer that is wanted on the LAN alone.
 * (transfer none) (nullable). */
CulmCloudSession *culm_accounts_find_session_of (CulmAccounts *self, CulmPrinter *printer);

/* The printer is another's from now on: of a broker that was typed in. */
void culm_accounts_drop_printer (CulmAccounts *self, const char *serial);
/* Takes the printer off the accounts' connections, or back on them. */
void culm_accounts_set_lan_only (CulmAccounts *self, const char *serial, gboolean lan_only);
/* From now on asks this printer alone; NULL: none yet. */
void culm_accounts_set_focus (CulmAccounts *self, CulmPrinter *printer);

/* Asks for the lists of printers again; while they rest that is done at once. UNAUTHORISED when there is no account. */
void     culm_accounts_refresh_async (CulmAccounts *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean culm_accounts_refresh_finish (CulmAccounts *self, GAsyncResult *result, GError **error);
/* The same for news that nobody waits for. */
void culm_accounts_look_again (CulmAccounts *self);

/* A new sign-in; when it is done the account is among these. (transfer full). */
CulmSignIn *culm_accounts_begin_sign_in (CulmAccounts *self);
/* Tells the service, then wipes what is known of the account, even when the service does not answer. NOT_FOUND; errors
 * of the keyring. */
void     culm_accounts_sign_out_async (CulmAccounts *self, CulmAccount *account, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_accounts_sign_out_finish (CulmAccounts *self, GAsyncResult *result, GError **error);

G_END_DECLS
