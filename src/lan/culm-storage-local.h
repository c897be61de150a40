/* culm-storage-local.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-storage.h"

G_BEGIN_DECLS

/* The side of this computer of culm_storage_get_async() and culm_storage_put_async(). Both block: for a worker. */
gboolean culm_storage_local_get (CulmStorage *storage, const char *path, const char *local, gboolean resume,
                                 CulmStorageMeter *meter, GCancellable *cancellable, GError **error);
gboolean culm_storage_local_put (CulmStorage *storage, const char *local, const char *path, CulmStorageMeter *meter,
                                 GCancellable *cancellable, GError **error);

G_END_DECLS
