/* culm-wait.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* Waits on the thread's default main context. finish returns FALSE with G_IO_ERROR_CANCELLED when it was cancelled,
 * which ends it at once. */
void     culm_wait_async (guint milliseconds, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data);
gboolean culm_wait_finish (GAsyncResult *result, GError **error);

G_END_DECLS
