/* culm-patience.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* How long something on its way is waited for: until its caller, its owner or the clock cancels `stop`. Lies in the
 * struct of its owner, and must not move. For the thread-default main context. */
typedef struct {
  GCancellable *stop; /* for the calls to be ended */
  gint64 deadline;    /* monotonic time (µs) that nothing pushes away; G_MAXINT64: none */
  gboolean timed_out; /* it was the clock */
  GCancellable *outer;
  gulong outer_id;
  GSource *timer;
} CulmPatience;

/* `cancellable` is the caller's, nullable. The clock stands until the first push. */
void culm_patience_init (CulmPatience *self, GCancellable *cancellable);
void culm_patience_clear (CulmPatience *self);

/* A sign of life: the end is so many ms from now, and never behind the deadline. */
void culm_patience_push (CulmPatience *self, guint milliseconds);

/* Whether it was the caller. */
gboolean culm_patience_is_cancelled (const CulmPatience *self);

G_END_DECLS
