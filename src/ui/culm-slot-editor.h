/* culm-slot-editor.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/* What a person says about a spool without a tag: material, colour, preset, temperatures of the nozzle. It closes its
 * window once the printer has taken it. */
#define CULM_TYPE_SLOT_EDITOR (culm_slot_editor_get_type ())
G_DECLARE_FINAL_TYPE (CulmSlotEditor, culm_slot_editor, CULM, SLOT_EDITOR, AdwBin)

/* `unit` as in culm_command_new_ams_load(). */
GtkWidget *culm_slot_editor_new (CulmPrinter *printer, int unit, CulmAmsSlot *slot);

G_END_DECLS
