/* culm-fault-row.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-fault-record.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmFaultRow:
 *
 * One thing that a printer complains of: its severity as a shape, what it is in words, its code, and the way to the
 * page that tells more.
 */
#define CULM_TYPE_FAULT_ROW (culm_fault_row_get_type ())
G_DECLARE_FINAL_TYPE (CulmFaultRow, culm_fault_row, CULM, FAULT_ROW, AdwActionRow)

GtkWidget *culm_fault_row_new (CulmFault *fault);
/* One of the past: with its times. */
GtkWidget *culm_fault_row_new_for_record (CulmFaultRecord *record);

/* Offers the action "faults.dismiss" with the fault's code; the action is the list's. */
void culm_fault_row_offer_dismissal (CulmFaultRow *self);
/* Says it again, in the texts in use now. */
void culm_fault_row_refresh (CulmFaultRow *self);

G_END_DECLS
