/* culm-limit-store.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-limit.h"

G_BEGIN_DECLS

/* One wish to take. */
typedef struct {
  const char *account; /* the id of its keyring entry */
  CulmLimit limit;
  const char *key; /* which bucket of this limit; nullable */
  guint count, reserve;
  gboolean anyway; /* whatever there is */
  gint64 now;      /* unix µs */
} CulmLimitTake;

/**
 * CulmLimitStore:
 *
 * The buckets of a profile, in a file that all its programs share: each take is a transaction of its own. SQLite in
 * $XDG_DATA_HOME/culm/PROFILE, in a worker thread, in the order of the calls. A file that is damaged, busy or cannot be
 * written stops nobody: then the buckets live in memory. Its results have no source object.
 */
#define CULM_TYPE_LIMIT_STORE (culm_limit_store_get_type ())
G_DECLARE_FINAL_TYPE (CulmLimitStore, culm_limit_store, CULM, LIMIT_STORE, GObject)

CulmLimitStore *culm_limit_store_new (const char *profile);

/* As culm_bucket_take(); requests and uploads wait for the end of a pause, too. finish returns 0, or the instant (unix
 * µs) when it can be had, and sets `limit` to what is in the way: the pause, or what was asked for. */
void   culm_limit_store_take_async (CulmLimitStore *self, const CulmLimitTake *take, GAsyncReadyCallback callback,
                                    gpointer user_data);
gint64 culm_limit_store_take_finish (GAsyncResult *result, CulmLimit *limit);

/* No requests before this instant (unix µs). */
void culm_limit_store_pause (CulmLimitStore *self, const char *account, gint64 until);
/* Wipes what is kept of an account. */
void culm_limit_store_forget (CulmLimitStore *self, const char *account);

/* Waits until everything asked for is on the disk. Whoever drops the last reference closes, too. */
void culm_limit_store_close (CulmLimitStore *self);

G_END_DECLS
