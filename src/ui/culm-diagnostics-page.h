/* culm-diagnostics-page.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-diagnostics.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmDiagnosticsPage:
 *
 * What a printer said to the letter, what was counted, and in which form commands go out to it, which a person may
 * choose. It is read once when the page comes on the screen, and again when somebody asks.
 */
#define CULM_TYPE_DIAGNOSTICS_PAGE (culm_diagnostics_page_get_type ())
G_DECLARE_FINAL_TYPE (CulmDiagnosticsPage, culm_diagnostics_page, CULM, DIAGNOSTICS_PAGE, AdwBin)

/* `settings` (nullable) keep the form of commands. */
GtkWidget *culm_diagnostics_page_new (CulmPrinter *printer, GSettings *settings);

/* Shows this, as if it had been read. */
void culm_diagnostics_page_set_facts (CulmDiagnosticsPage *self, const CulmDiagnostics *facts);

G_END_DECLS
