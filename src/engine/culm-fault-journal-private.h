/* culm-fault-journal-private.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-fault-journal.h"

G_BEGIN_DECLS

typedef struct _CulmCache CulmCache;
struct _CulmCacheContents;

/* For the engine. */

/* `cache` (nullable) keeps it. Returns: (transfer full). */
CulmFaultJournal *culm_fault_journal_new (CulmCache *cache);
/* What the cache held. */
void culm_fault_journal_restore (CulmFaultJournal *self, const struct _CulmCacheContents *contents);
/* Follows a printer from now on, or no more; what it had stays. */
void culm_fault_journal_watch (CulmFaultJournal *self, CulmPrinter *printer);
void culm_fault_journal_leave (CulmFaultJournal *self, CulmPrinter *printer);

G_END_DECLS
