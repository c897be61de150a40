/* culm-ams-group.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-ams-unit.h"
#include <adwaita.h>

G_BEGIN_DECLS

/* One AMS unit: its name, its humidity, and its slots side by side. */
#define CULM_TYPE_AMS_GROUP (culm_ams_group_get_type ())
G_DECLARE_FINAL_TYPE (CulmAmsGroup, culm_ams_group, CULM, AMS_GROUP, AdwBin)

/* `dual`: the printer has two nozzles, and the title tells which one the unit feeds. */
GtkWidget *culm_ams_group_new (CulmAmsUnit *unit, gboolean dual);

/* The external spools of a printer (GListModel of CulmAmsSlot). */
GtkWidget *culm_ams_group_new_external (GListModel *spools);

G_END_DECLS
