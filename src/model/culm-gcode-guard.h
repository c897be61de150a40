/* culm-gcode-guard.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-command.h"

G_BEGIN_DECLS

/* Whether lines of G-code that a person typed may go to a printer (reference/mqtt.md §5). UNSUPPORTED: an emergency
 * stop, a restart or a firmware update, which Culm never sends, or nothing to send; OUT_OF_RANGE: a heater beyond the
 * limits of the model; BUSY: anything but temperatures, fans, speed and lights while `printing`. Words are read as
 * firmware reads them: in any case, with or without blanks, without comments. */
gboolean culm_gcode_guard_check (const char *lines, const CulmPrinterModel *model, gboolean mains_220v,
                                 gboolean printing, GError **error);

G_END_DECLS
