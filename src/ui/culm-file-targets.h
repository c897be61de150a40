/* culm-file-targets.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* Where in a folder of this computer files of a printer (of CulmStoredFile) are kept: never over one that is there, nor
 * over one that is on its way (`transfers`, of CulmTransfer, nullable), nor two in one place. With `reuse`, one that
 * is there already, by its name and size, stays where it is, and culm_file_target_is_here(). Looks at the disk in a
 * worker. Finish returns (transfer full): of GFile, in their order. */
void       culm_file_targets_choose_async  (GFile *folder, GPtrArray *files, GListModel *transfers, gboolean reuse,
                                            GCancellable *cancellable, GAsyncReadyCallback callback,
                                            gpointer user_data);
GPtrArray *culm_file_targets_choose_finish (GAsyncResult *result, GError **error);

gboolean culm_file_target_is_here (GFile *target);

G_END_DECLS
