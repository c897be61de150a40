/* culm-printer-files-private.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer-files.h"
#include "culm-file-store.h"

G_BEGIN_DECLS

/* Takes the storage. Returns: (transfer full). */
CulmPrinterFiles *culm_printer_files_new (CulmFileStore *storage);

G_END_DECLS
