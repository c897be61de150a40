/* culm-fault-row.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-fault.h"
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

G_END_DECLS
