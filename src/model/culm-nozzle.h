/* culm-nozzle.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-heater.h"

G_BEGIN_DECLS

/**
 * CulmNozzle:
 *
 * An extruder's nozzle (reference/mqtt.md §3.9). Properties (readable, notify): "id" (int: extruder id, 0 = right,
 * main or only one), "heater" (CulmHeater), "diameter" (double, mm, 0 not known), "kind" and "flow" (string, nullable,
 * the words of state.md), "active" (boolean).
 */
#define CULM_TYPE_NOZZLE (culm_nozzle_get_type ())
G_DECLARE_FINAL_TYPE (CulmNozzle, culm_nozzle, CULM, NOZZLE, GObject)

CulmNozzle *culm_nozzle_new (int id);
int         culm_nozzle_get_id (CulmNozzle *self);
CulmHeater *culm_nozzle_get_heater (CulmNozzle *self); /* (transfer none) */
double      culm_nozzle_get_diameter (CulmNozzle *self);
const char *culm_nozzle_get_kind (CulmNozzle *self);
const char *culm_nozzle_get_flow (CulmNozzle *self);
gboolean    culm_nozzle_get_active (CulmNozzle *self);

/* For the printer. */
void culm_nozzle_update (CulmNozzle *self, double diameter, const char *kind, const char *flow, gboolean active);

G_END_DECLS
