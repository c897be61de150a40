/* culm-accounts-dialog.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmAccountsDialog:
 *
 * The accounts with their servers and the end of their sign-in, and the brokers that were typed in by hand; sign out,
 * remove, and add another one ("win.sign-in", "win.add-broker" of the window that it belongs to).
 */
#define CULM_TYPE_ACCOUNTS_DIALOG (culm_accounts_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CulmAccountsDialog, culm_accounts_dialog, CULM, ACCOUNTS_DIALOG, AdwWindow)

/* `parent` and `engine` are nullable; `accounts` is a list of CulmAccount, `brokers` (nullable) of CulmBroker. */
GtkWidget *culm_accounts_dialog_new (GtkWindow *parent, CulmEngine *engine, GListModel *accounts, GListModel *brokers);

G_END_DECLS
