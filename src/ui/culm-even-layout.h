/* culm-even-layout.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CulmEvenLayout:
 *
 * Children of one width side by side; where there is no room for all of them, half as many in a row, and so on, so that
 * no text is cut off.
 */
#define CULM_TYPE_EVEN_LAYOUT (culm_even_layout_get_type ())
G_DECLARE_FINAL_TYPE (CulmEvenLayout, culm_even_layout, CULM, EVEN_LAYOUT, GtkLayoutManager)

G_END_DECLS
