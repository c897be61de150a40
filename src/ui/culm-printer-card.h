/* culm-printer-card.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmPrinterCard:
 *
 * A printer on the page of all printers: the picture of its plate with the temperatures, its name, progress, what it
 * does and when it will be done. Pressed, it activates "win.show-printer" with its serial.
 */
#define CULM_TYPE_PRINTER_CARD (culm_printer_card_get_type ())
G_DECLARE_FINAL_TYPE (CulmPrinterCard, culm_printer_card, CULM, PRINTER_CARD, GtkButton)

/* `engine` (nullable) gives the picture. */
GtkWidget   *culm_printer_card_new (CulmEngine *engine, CulmPrinter *printer);
CulmPrinter *culm_printer_card_get_printer (CulmPrinterCard *self); /* (transfer none) */

/* Time went by: ages and days may read differently. */
void culm_printer_card_refresh (CulmPrinterCard *self);

G_END_DECLS
