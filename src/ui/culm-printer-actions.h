/* culm-printer-actions.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine.h"
#include "culm-fault-journal.h"
#include "culm-steering.h"

G_BEGIN_DECLS

/**
 * CulmPrinterActions:
 *
 * The actions of a printer page: on where the printer can do them, off where something is in the way or the same is on
 * its way already.
 *
 * It is a GActionGroup, to be inserted as "printer": "pause", "resume", "stop" (asks first), "light" (boolean state),
 * "cool-down", "copy-serial", "copy-address"; and those that open a window: "faults", "skip-objects", "options",
 * "firmware", "developer-mode", "diagnostics".
 */
#define CULM_TYPE_PRINTER_ACTIONS (culm_printer_actions_get_type ())
G_DECLARE_FINAL_TYPE (CulmPrinterActions, culm_printer_actions, CULM, PRINTER_ACTIONS, GObject)

/* `page` is where dialogs and the clipboard belong; it inserts the group and must outlive it. How a command ends is
 * told by the control that follows its run. */
CulmPrinterActions *culm_printer_actions_new (GtkWidget *page);
GActionGroup       *culm_printer_actions_get_group (CulmPrinterActions *self); /* (transfer none) */
void                culm_printer_actions_set_printer (CulmPrinterActions *self, CulmPrinter *printer); /* nullable */

/* Whom "firmware" asks what is on offer; nullable: then only the printer tells. */
void culm_printer_actions_set_engine (CulmPrinterActions *self, CulmEngine *engine);

/* What "faults" shows; nullable: then it is off. */
void culm_printer_actions_set_journal (CulmPrinterActions *self, CulmFaultJournal *journal);

/* Where "diagnostics" keeps what a person chooses; nullable. */
void culm_printer_actions_set_settings (CulmPrinterActions *self, GSettings *settings);

/* The light's: what is wanted, and how it ended. (transfer none). */
CulmSteering *culm_printer_actions_get_light (CulmPrinterActions *self);

G_END_DECLS
