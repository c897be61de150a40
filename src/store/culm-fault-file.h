/* culm-fault-file.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-fault-book.h"

G_BEGIN_DECLS

/* The vendor's fault texts as they were last fetched, one file a language in $XDG_CACHE_HOME/culm, for every profile.
 * All of it runs in a worker. */

/* finish returns the book (transfer full), or NULL with NOT_FOUND when there is none, MALFORMED when the file is
 * damaged or larger than 16 MiB (it is fetched again then), FORBIDDEN, FAILED. */
void           culm_fault_file_load_async (const char *language, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
CulmFaultBook *culm_fault_file_load_finish (GAsyncResult *result, GError **error);

/* Replaces the file of the book's language as a whole. FULL, FORBIDDEN, FAILED. */
void     culm_fault_file_save_async (CulmFaultBook *book, GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean culm_fault_file_save_finish (GAsyncResult *result, GError **error);

G_END_DECLS
