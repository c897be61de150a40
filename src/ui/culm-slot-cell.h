/* culm-slot-cell.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-ams-slot.h"
#include <adwaita.h>

G_BEGIN_DECLS

/* A slot of an AMS, or an external spool: its disc, material and what remains. */
#define CULM_TYPE_SLOT_CELL (culm_slot_cell_get_type ())
G_DECLARE_FINAL_TYPE (CulmSlotCell, culm_slot_cell, CULM, SLOT_CELL, AdwBin)

GtkWidget *culm_slot_cell_new (CulmAmsSlot *slot);

G_END_DECLS
