/* culm-decoder.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"

G_BEGIN_DECLS

/* Reads what was kept of a printer's report topic: one message, a JSON array of them, or one a line, in order. What is
 * no message of a printer is passed over, and the line on which it begins, from 1, added to `refused` (nullable)
 * (element-type guint). `model` (nullable) beats what the messages say. Fails with MALFORMED, origin FILE, when nothing
 * in it can be used, with the place of the fault where it is no JSON. Returns: (transfer full): a printer that is known
 * from these messages alone. */
CulmPrinter *culm_decode_messages (GBytes *text, const CulmPrinterModel *model, GArray *refused, GError **error);

G_END_DECLS
