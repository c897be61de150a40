/* culm-limiter.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-limit.h"

G_BEGIN_DECLS

typedef enum {
  CULM_NEED_QUESTION, /* can wait, and leaves half of what there is to those who cannot */
  CULM_NEED_NORMAL,   /* waits or is refused, as the limiter was told; leaves what a stop needs */
  CULM_NEED_URGENT,   /* a stop, a person's "now": is counted, and never held up */
} CulmNeed;

/**
 * CulmLimiter:
 *
 * Whoever is about to use up some of what an account may do asks here first (reference/rest.md §5). Implemented by
 * `engine`, which keeps the numbers for all programs of a profile; by tests with a fake.
 */
#define CULM_TYPE_LIMITER (culm_limiter_get_type ())
G_DECLARE_INTERFACE (CulmLimiter, culm_limiter, CULM, LIMITER, GObject)

struct _CulmLimiterInterface {
  GTypeInterface parent;

  void     (*take_async)  (CulmLimiter *self, CulmLimit limit, const char *key, guint count, CulmNeed need,
                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  gboolean (*take_finish) (CulmLimiter *self, GAsyncResult *result, GError **error);
  void     (*pause)       (CulmLimiter *self, guint seconds, gboolean said);
};

/* Takes `count` of a limit; `key` (nullable) tells its buckets apart, the serial for CULM_LIMIT_DEVICE. Those who ask
 * first are served first. Ends with TRUE: go on; FALSE: LIMITED as culm_limit_error_new() makes it, nothing was taken;
 * or CANCELLED. */
void     culm_limiter_take_async (CulmLimiter *self, CulmLimit limit, const char *key, guint count, CulmNeed need,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_limiter_take_finish (CulmLimiter *self, GAsyncResult *result, GError **error);

/* The service wants no request for so long. `said`: by its own number, which then holds for every program of the
 * profile; else a guess, which holds for this one. */
void culm_limiter_pause (CulmLimiter *self, guint seconds, gboolean said);

G_END_DECLS
