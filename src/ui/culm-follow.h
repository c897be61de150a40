/* culm-follow.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"

G_BEGIN_DECLS

/* A signal group that calls `changed (widget)` whenever what a list shows of a printer may have changed: after a
 * report, and when its name, route, state or age changes. The caller sets the target, and drops the group in
 * dispose. Returns: (transfer full). */
GSignalGroup *culm_follow_printer (GCallback changed, gpointer widget);

/* Whether a search text fits a printer: its name, model or serial holds it, in any case. An empty text fits all. */
gboolean culm_printer_matches (CulmPrinter *printer, const char *search);

G_END_DECLS
