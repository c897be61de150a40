/* culm-covers.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-cloud-client.h"
#include "culm-printer.h"

G_BEGIN_DECLS

/**
 * CulmCovers:
 *
 * The pictures of the plates that are printed, from the cloud (reference/rest.md §11 `cover`, §9 `thumbnail`): the last
 * sixteen are kept in memory, by printer and job.
 */
#define CULM_TYPE_COVERS (culm_covers_get_type ())
G_DECLARE_FINAL_TYPE (CulmCovers, culm_covers, CULM, COVERS, GObject)

CulmCovers *culm_covers_new (void);

/* `thumbnail` (nullable) is tried when the service has no picture of the printer's newest job. NOT_FOUND when there is
 * none. Finish returns (transfer full). */
void    culm_covers_load_async (CulmCovers *self, CulmCloudClient *client, CulmPrinter *printer, const char *thumbnail,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GBytes *culm_covers_load_finish (CulmCovers *self, GAsyncResult *result, GError **error);

G_END_DECLS
