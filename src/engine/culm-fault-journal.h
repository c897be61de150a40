/* culm-fault-journal.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-fault-record.h"
#include "culm-printer.h"

G_BEGIN_DECLS

/**
 * CulmFaultJournal:
 *
 * What the printers complained of, and when: their print errors and HMS entries, the newest 200 of each, kept over a
 * restart. A stop by a person is no fault. A fault that ends while nobody watches ends when that is seen.
 *
 * Signal "changed" (CulmPrinter): a fault of this printer was raised, cleared or dismissed.
 */
#define CULM_TYPE_FAULT_JOURNAL (culm_fault_journal_get_type ())
G_DECLARE_FINAL_TYPE (CulmFaultJournal, culm_fault_journal, CULM, FAULT_JOURNAL, GObject)

/* Of a printer, newest first. Returns: (transfer none): a GListModel of CulmFaultRecord, which follows. */
GListModel *culm_fault_journal_get_records (CulmFaultJournal *self, CulmPrinter *printer);

/* Puts a fault that the printer has out of sight, here alone, until it is raised again. */
void     culm_fault_journal_dismiss (CulmFaultJournal *self, CulmPrinter *printer, CulmFault *fault);
gboolean culm_fault_journal_is_dismissed (CulmFaultJournal *self, CulmPrinter *printer, CulmFault *fault);

G_END_DECLS
