/* culm-imported-printer-private.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-imported-printer.h"

G_BEGIN_DECLS

/* A secret; nullable. */
const char *culm_imported_printer_get_code (CulmImportedPrinter *self);
const char *culm_imported_printer_get_model_id (CulmImportedPrinter *self); /* nullable */

G_END_DECLS
