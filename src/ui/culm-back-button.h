/* culm-back-button.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmBackButton:
 *
 * Stands at the start of a page's header bar; seen only while the leaflet around the page is folded, and activates
 * "win.back". It also tells the header bar whose window buttons to show at the start.
 */
#define CULM_TYPE_BACK_BUTTON (culm_back_button_get_type ())
G_DECLARE_FINAL_TYPE (CulmBackButton, culm_back_button, CULM, BACK_BUTTON, AdwBin)

G_END_DECLS
