/* culm-columns.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CulmColumns:
 *
 * Two children side by side where there is room for both, else one below the other. The second is as wide as it likes
 * up to a limit, the first takes the rest.
 *
 * In a template: two children, in order.
 */
#define CULM_TYPE_COLUMNS (culm_columns_get_type ())
G_DECLARE_FINAL_TYPE (CulmColumns, culm_columns, CULM, COLUMNS, GtkWidget)

G_END_DECLS
