/* culm-ratio-layout.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CulmRatioLayout:
 *
 * One child that likes to be as high as its width asks for, 16 to 9, within limits, and shrinks before a page has to
 * scroll: a picture.
 */
#define CULM_TYPE_RATIO_LAYOUT (culm_ratio_layout_get_type ())
G_DECLARE_FINAL_TYPE (CulmRatioLayout, culm_ratio_layout, CULM, RATIO_LAYOUT, GtkLayoutManager)

G_END_DECLS
