/* culm-transfer-record.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-cache.h"
#include "culm-transfer.h"

G_BEGIN_DECLS

/* A transfer as the cache keeps it. `plate` is that of a project, -1: none. */
void culm_transfer_record_save (CulmTransfer *transfer, int plate, CulmCache *cache);

/* One of an earlier run. What was under way then has failed with INTERRUPTED. Returns: (transfer full). */
CulmTransfer *culm_transfer_record_restore (const CulmCachedTransfer *cached);

G_END_DECLS
