/* culm-transfer-row.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-transfer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmTransferRow:
 *
 * An upload: its file, how far it is, and what can be done with it. Its buttons activate "win.upload-now",
 * "win.cancel-transfer", "win.retry-transfer" and "win.forget-transfer" with the transfer's id.
 */
#define CULM_TYPE_TRANSFER_ROW (culm_transfer_row_get_type ())
G_DECLARE_FINAL_TYPE (CulmTransferRow, culm_transfer_row, CULM, TRANSFER_ROW, GtkListBoxRow)

GtkWidget    *culm_transfer_row_new (CulmTransfer *transfer);
CulmTransfer *culm_transfer_row_get_transfer (CulmTransferRow *self); /* (transfer none) */

G_END_DECLS
