/* culm-limits.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-limiter.h"

G_BEGIN_DECLS

/**
 * CulmLimits:
 *
 * The ceilings of all accounts of a profile (reference/rest.md §5), shared with every other program of that profile,
 * and what is done when one is reached: a window waits and shows until when; a program of one command is refused, and
 * says when. A request waits for up to a second without a word.
 */
#define CULM_TYPE_LIMITS (culm_limits_get_type ())
G_DECLARE_FINAL_TYPE (CulmLimits, culm_limits, CULM, LIMITS, GObject)

/* Unix µs. */
typedef gint64 (*CulmLimitsClock) (gpointer data);

CulmLimits *culm_limits_new (const char *profile);

/* Whether requests and uploads wait (TRUE, as it begins) or are refused. */
void     culm_limits_set_patient (CulmLimits *self, gboolean patient);
gboolean culm_limits_get_patient (CulmLimits *self);

/* Whether uploads are counted, but never held up (FALSE, as it begins): a person's "now" for all of them. */
void     culm_limits_set_upload_now (CulmLimits *self, gboolean upload_now);
gboolean culm_limits_get_upload_now (CulmLimits *self);

/* Another clock than the system's. Calling it again tells that the clock has moved. */
void   culm_limits_set_clock (CulmLimits *self, CulmLimitsClock clock, gpointer data);
gint64 culm_limits_get_time (CulmLimits *self);

/* Everybody who waits is sent away: CANCELLED. */
void culm_limits_stop (CulmLimits *self);

/* Waits until what was counted is on the disk; then nothing is limited any more. */
void culm_limits_close (CulmLimits *self);

G_END_DECLS
