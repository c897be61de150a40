/* culm-found-row.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-found-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/* A row of a list that says which printer was found where, and leads on. `remark` (nullable) stands behind its place.
 * Returns: (transfer floating): an activatable AdwActionRow. */
GtkWidget *culm_found_row_new (CulmFoundPrinter *found, const char *remark);

G_END_DECLS
