/* culm-ams-group.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include <adwaita.h>

G_BEGIN_DECLS

/* One AMS unit: its name, its humidity, and its slots side by side; what is on its way to them, and how it failed. */
#define CULM_TYPE_AMS_GROUP (culm_ams_group_get_type ())
G_DECLARE_FINAL_TYPE (CulmAmsGroup, culm_ams_group, CULM, AMS_GROUP, AdwBin)

/* With two nozzles the title tells which one the unit feeds. */
GtkWidget *culm_ams_group_new (CulmPrinter *printer, CulmAmsUnit *unit);

/* The external spools of a printer. */
GtkWidget *culm_ams_group_new_external (CulmPrinter *printer);

G_END_DECLS
