/* culm-stop-dialog.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/* Asks whether to stop the print: names the printer, the job and what is lost, with "Keep Printing" as the default.
 * Stops it when the person says so and the same job still runs. */
void culm_stop_dialog_present (GtkWindow *parent, CulmPrinter *printer);

/* What it asks: "Stop “Vase” on Workshop?", and what is lost. (transfer full). */
char *culm_stop_dialog_get_heading (CulmPrinter *printer);
char *culm_stop_dialog_describe_loss (CulmPrinter *printer);

G_END_DECLS
