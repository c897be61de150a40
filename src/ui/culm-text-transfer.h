/* culm-text-transfer.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-transfer.h"

G_BEGIN_DECLS

/* Where an upload stands, or where the file is now and what can be done with it: "61 of 127 MB · 9.4 MB/s · 7 s left".
 * Translated plain text. Returns: (transfer full). */
char *culm_text_transfer_line (CulmTransfer *transfer);

G_END_DECLS
