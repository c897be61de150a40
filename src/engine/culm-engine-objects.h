/* culm-engine-objects.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine.h"
#include "culm-plate-object.h"

G_BEGIN_DECLS

/* What stands on the plate that a printer prints. No printer tells it: it is read out of the package when that went
 * from this computer to the account or the printer, or came from the printer, is still here as it was, and the job
 * bears its name. `file_name` (transfer full): of that package. Returns: (transfer full) (element-type
 * CulmPlateObject), or NULL with NOT_FOUND when no such package is known, and with the errors of
 * culm_package_objects_read_async(). */
void       culm_engine_load_objects_async  (CulmEngine *self, CulmPrinter *printer, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *culm_engine_load_objects_finish (CulmEngine *self, GAsyncResult *result, char **file_name, GError **error);

G_END_DECLS
