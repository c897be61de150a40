/* culm-preset-list.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmPresetList:
 *
 * The set-points of the setting "presets", to be changed, added and removed.
 */
#define CULM_TYPE_PRESET_LIST (culm_preset_list_get_type ())
G_DECLARE_FINAL_TYPE (CulmPresetList, culm_preset_list, CULM, PRESET_LIST, AdwBin)

GtkWidget *culm_preset_list_new (GSettings *settings);

G_END_DECLS
