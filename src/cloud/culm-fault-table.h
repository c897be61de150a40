/* culm-fault-table.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-cloud-client.h"
#include "culm-fault-book.h"

G_BEGIN_DECLS

/* The vendor's public table of fault texts (reference/hms.md §2, reference/rest.md §16): about a megabyte, without a
 * bearer, from the region's look-up host. `language` is a two-letter code; English comes where the table has none of
 * it. finish returns the book (transfer full), fetched now, or NULL with an error of culm_cloud_client_call_finish();
 * MALFORMED when no text is in the answer. */
void           culm_fault_table_fetch_async (CulmCloudClient *client, const char *language, GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);
CulmFaultBook *culm_fault_table_fetch_finish (CulmCloudClient *client, GAsyncResult *result, GError **error);

/* The same of a document that is here already; pure, for a worker thread. `document` is the answer's `data`. Returns:
 * (transfer full) (nullable). */
CulmFaultBook *culm_fault_table_read (JsonObject *document, const char *language, gint64 fetched);

G_END_DECLS
