/* culm-slot-cell.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/* A slot of an AMS, or an external spool: its disc, material and what remains. A press opens all that can be done with
 * it. */
#define CULM_TYPE_SLOT_CELL (culm_slot_cell_get_type ())
G_DECLARE_FINAL_TYPE (CulmSlotCell, culm_slot_cell, CULM, SLOT_CELL, AdwBin)

/* `unit` as in culm_command_new_ams_load(). */
GtkWidget *culm_slot_cell_new (CulmPrinter *printer, int unit, CulmAmsSlot *slot);

G_END_DECLS
