/* culm-faults-dialog.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-fault-journal.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmFaultsDialog:
 *
 * What a printer complained of, the newest first, with its times.
 */
#define CULM_TYPE_FAULTS_DIALOG (culm_faults_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CulmFaultsDialog, culm_faults_dialog, CULM, FAULTS_DIALOG, AdwWindow)

/* `parent` is nullable. */
GtkWidget *culm_faults_dialog_new (GtkWindow *parent, CulmFaultJournal *journal, CulmPrinter *printer);

G_END_DECLS
