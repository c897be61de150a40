/* culm-transfers.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-cache.h"
#include "culm-cloud-client.h"
#include "culm-event.h"
#include "culm-limits.h"
#include "culm-transfer.h"

G_BEGIN_DECLS

/**
 * CulmTransfers:
 *
 * The uploads of a profile, one at a time: a GListModel of CulmTransfer, active ones first in their order, then the
 * last 50 that ended, newest first. They are kept from one run to the next; what was under way when the program ended
 * has failed with INTERRUPTED at the next start, and can be tried again. Each that ends for good is told by the signal
 * "event" (CulmEvent): upload.completed or upload.failed; one that a person cancels is not.
 *
 * Each is counted by the limiter of the client (reference/rest.md §5) before it begins. Where that says no, the row
 * waits, and each in it shows until when ("resumes"); an impatient program has it fail with LIMITED.
 */
#define CULM_TYPE_TRANSFERS (culm_transfers_get_type ())
G_DECLARE_FINAL_TYPE (CulmTransfers, culm_transfers, CULM, TRANSFERS, GObject)

CulmTransfers *culm_transfers_new (CulmCache *cache, CulmLimits *limits);

/* Where uploads go; NULL: nowhere now, and those that wait go on waiting. */
void culm_transfers_set_client (CulmTransfers *self, CulmCloudClient *client);

/* From the last run. */
void culm_transfers_restore (CulmTransfers *self, const CulmCacheContents *contents);

#define CULM_TRANSFERS_NO_PROJECT (-1)

/* culm_engine_upload_async() and its fellows. `serial` and `name` (nullable) are of the printer it was dropped on.
 * `plate` makes a project of it, as culm_engine_upload_project_async() has it. */
void          culm_transfers_add_async (CulmTransfers *self, GFile *file, const char *serial, int plate,
                                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
CulmTransfer *culm_transfers_add_finish (CulmTransfers *self, GAsyncResult *result, GError **error);
void          culm_transfers_cancel (CulmTransfers *self, CulmTransfer *transfer);
/* Past the limit, and next: counted, not held up. */
void          culm_transfers_upload_now (CulmTransfers *self, CulmTransfer *transfer);
void          culm_transfers_retry (CulmTransfers *self, CulmTransfer *transfer);
void          culm_transfers_forget (CulmTransfers *self, CulmTransfer *transfer);

/* One between this computer and a printer: it stands in the list, and whoever brought it moves its bytes. Once more
 * after it has ended: it begins anew. Its object data CULM_TRANSFERS_CANCELLABLE is cancelled when all ends. */
#define CULM_TRANSFERS_CANCELLABLE "culm-transfer-cancellable"
void culm_transfers_take (CulmTransfers *self, CulmTransfer *transfer);
/* It is over. `error` is nullable. */
void culm_transfers_end (CulmTransfers *self, CulmTransfer *transfer, const GError *error);

/* Ends what is under way; nothing starts again. */
void culm_transfers_stop (CulmTransfers *self);

G_END_DECLS
