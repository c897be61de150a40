/* culm-restored.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-cache.h"
#include "culm-raw-log.h"

G_BEGIN_DECLS

/* What the cache held of one printer, read. */
typedef struct {
  const CulmCachedPrinter *cached; /* not owned */
  CulmRawLog raw;
  CulmReport *report; /* NULL when there was none that could be read */
} CulmRestored;

/* Reads the reports of all printers of the cache, in a worker: `contents` must stay until the end.
 * Returns: (transfer full) (element-type CulmRestored), in the order of contents->printers. */
void       culm_restored_read_async (const CulmCacheContents *contents, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *culm_restored_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
