/* culm-package-objects.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-plate-object.h"
#include <gio/gio.h>

G_BEGIN_DECLS

/* The package must be as it was: so many bytes (0: any), and not written to after `unchanged_since` (unix seconds, 0:
 * ever). `plate` counts from 1; 0: the only one that has objects.
 * Reads in a worker thread what stands on the plate (reference/files.md §3, `slice_info.config`). finish returns
 * (transfer full) (element-type CulmPlateObject), or NULL with a CULM_ERROR of origin file: NOT_FOUND no such file or
 * plate, or nothing on it; DAMAGED it was changed, or holds more than a package may; UNSUPPORTED it is no sliced
 * package, or was sliced without labels, so that nothing of it can be skipped; CANCELLED. */
void       culm_package_objects_read_async  (const char *path, int plate, gint64 size, gint64 unchanged_since,
                                             GCancellable *cancellable, GAsyncReadyCallback callback,
                                             gpointer user_data);
GPtrArray *culm_package_objects_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
