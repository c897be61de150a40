/* culm-account-limiter.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-limits.h"

G_BEGIN_DECLS

/**
 * CulmAccountLimiter:
 *
 * The CulmLimiter of one account. Of MQTT messages it keeps half from questions and a tenth from settings, so that
 * there is always something left for a stop.
 *
 * Signal "waiting" (CulmLimit as int, gint64 unix µs): a request is held up until then; 0: none is any more.
 */
#define CULM_TYPE_ACCOUNT_LIMITER (culm_account_limiter_get_type ())
G_DECLARE_FINAL_TYPE (CulmAccountLimiter, culm_account_limiter, CULM, ACCOUNT_LIMITER, GObject)

/* When the limits are gone, nothing is limited any more. */
CulmAccountLimiter *culm_account_limiter_new (CulmLimits *limits, const char *account);

/* The clock has moved. */
void culm_account_limiter_wake (CulmAccountLimiter *self);
/* Everybody who waits is sent away: CANCELLED. */
void culm_account_limiter_stop (CulmAccountLimiter *self);

G_END_DECLS
