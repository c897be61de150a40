/* culm-account-banner.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-account.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmAccountBanner:
 *
 * One line above the pages while something is wrong with an account: somebody must sign in again (or soon), or there is
 * no way to the service. Its button activates "win.sign-in" or "win.refresh". Hidden while all is well.
 */
#define CULM_TYPE_ACCOUNT_BANNER (culm_account_banner_get_type ())
G_DECLARE_FINAL_TYPE (CulmAccountBanner, culm_account_banner, CULM, ACCOUNT_BANNER, AdwBin)

void culm_account_banner_set_accounts (CulmAccountBanner *self, GListModel *accounts); /* CulmAccount; nullable */

/* The account that needs a person: expired, or soon to expire. (transfer none) (nullable). */
CulmAccount *culm_account_banner_get_expired (CulmAccountBanner *self);

G_END_DECLS
