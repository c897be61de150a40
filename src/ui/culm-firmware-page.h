/* culm-firmware-page.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine.h"
#include <adwaita.h>

G_BEGIN_DECLS

/* The firmware of a printer, to read only: what is installed, what is on offer, how an update goes, and its modules. */
#define CULM_TYPE_FIRMWARE_PAGE (culm_firmware_page_get_type ())
G_DECLARE_FINAL_TYPE (CulmFirmwarePage, culm_firmware_page, CULM, FIRMWARE_PAGE, AdwBin)

/* `engine` (nullable) asks the service what is on offer, and what is new in it. */
GtkWidget *culm_firmware_page_new (CulmPrinter *printer, CulmEngine *engine);

/* What the service has on offer: a version, NULL for none, and what is new in it (nullable; plain text of others). */
void culm_firmware_page_set_offer (CulmFirmwarePage *self, const char *version, const char *notes);

G_END_DECLS
