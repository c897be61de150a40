/* culm-gcode-guard.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-command.h"

G_BEGIN_DECLS

/* Whether lines of G-code that a person typed may go to a printer (reference/mqtt.md §5). UNSUPPORTED: what stops,
 * restarts, tunes or updates the printer behind its back, which Culm never sends, what is no G-code, or nothing at all;
 * OUT_OF_RANGE: a heater beyond the limits of the model, or without a temperature, or a line or text that is too long;
 * BUSY: anything but temperatures, fans, speed and lights while `printing`. Words are read as firmware may read them:
 * in any case, with or without blanks, with a line number and a checksum, several codes on a line. */
gboolean culm_gcode_guard_check (const char *lines, const CulmPrinterModel *model, gboolean mains_220v,
                                 gboolean printing, GError **error);

G_END_DECLS
