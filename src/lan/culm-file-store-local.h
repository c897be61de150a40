/* culm-file-store-local.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-file-store.h"

G_BEGIN_DECLS

/* The side of this computer of culm_file_store_get_async() and culm_file_store_put_async(). Both block: a worker's.
 * `sha256` is set when the file was sent, (transfer full). */
gboolean culm_file_store_local_get (CulmFileStore *store, const char *path, const char *local, gboolean resume,
                                    CulmFileStoreMeter *meter, GCancellable *cancellable, GError **error);
gboolean culm_file_store_local_put (CulmFileStore *store, const char *local, const char *path,
                                    CulmFileStoreMeter *meter, char **sha256, GCancellable *cancellable,
                                    GError **error);

G_END_DECLS
