/* culm-tls-database.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulmTlsDatabase:
 *
 * The system's trust anchors and, beside them, those of the file that CULM_CA_FILE names (contract.md §2). A chain is
 * good when one of the two says so. Any thread may use it.
 */
#define CULM_TYPE_TLS_DATABASE (culm_tls_database_get_type ())
G_DECLARE_FINAL_TYPE (CulmTlsDatabase, culm_tls_database, CULM, TLS_DATABASE, GTlsDatabase)

/* Reads the anchors in a worker thread: the TLS module and the system's file alone take 25 ms and more. From then on
 * this is the default of the process. A process that ends meanwhile waits for that.
 * finish returns (transfer full), or NULL with CULM_ERROR_USAGE when CULM_CA_FILE names no readable certificate. */
void          culm_tls_database_load_async (GCancellable *cancellable, GAsyncReadyCallback callback,
                                            gpointer user_data);
GTlsDatabase *culm_tls_database_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
