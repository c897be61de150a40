/* culm-printer-json.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The printer object of contract.md §4, every key present, in the order printed there. `now` in monotonic µs gives the
 * age of the report. Returns: (transfer full). */
JsonNode *culm_printer_to_json (CulmPrinter *printer, gint64 now);

G_END_DECLS
