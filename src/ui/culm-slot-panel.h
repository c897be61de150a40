/* culm-slot-panel.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/* One slot of an AMS or an external spool, in full: what is in it, and what can be done with it. It lies in the popover
 * of its cell. */
#define CULM_TYPE_SLOT_PANEL (culm_slot_panel_get_type ())
G_DECLARE_FINAL_TYPE (CulmSlotPanel, culm_slot_panel, CULM, SLOT_PANEL, AdwBin)

/* `unit` as in culm_command_new_ams_load(). */
GtkWidget *culm_slot_panel_new (CulmPrinter *printer, int unit, CulmAmsSlot *slot);

G_END_DECLS
