/* culm-fault-list.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-fault-journal.h"
#include "culm-fault-library.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmFaultList:
 *
 * What a printer complains of now: its print error first, then the entries of its health system, the gravest first. It
 * hides when there is nothing. What the person dismissed is left out until it comes back. Under a code that Culm has no
 * sentence for it asks, once, whether the manufacturer's texts may be fetched.
 */
#define CULM_TYPE_FAULT_LIST (culm_fault_list_get_type ())
G_DECLARE_FINAL_TYPE (CulmFaultList, culm_fault_list, CULM, FAULT_LIST, AdwBin)

/* Before the printer; both nullable. Without a journal nothing can be dismissed, without a library nothing is asked. */
void culm_fault_list_set_sources (CulmFaultList *self, CulmFaultJournal *journal, CulmFaultLibrary *library);
void culm_fault_list_set_printer (CulmFaultList *self, CulmPrinter *printer); /* nullable */

/* Whether the printer complains of anything: then the list says why it stopped. */
gboolean culm_fault_list_is_needed (CulmPrinter *printer);

G_END_DECLS
