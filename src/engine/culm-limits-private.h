/* culm-limits-private.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-account-limiter.h"
#include "culm-limit-store.h"
#include "culm-limits.h"

G_BEGIN_DECLS

/* For the limiters of the accounts, and for sessions. Both (transfer none). */
CulmLimitStore     *culm_limits_get_store (CulmLimits *self);
CulmAccountLimiter *culm_limits_get_account (CulmLimits *self, const char *account);

/* The account has gone. */
void culm_limits_forget (CulmLimits *self, const char *account);

G_END_DECLS
