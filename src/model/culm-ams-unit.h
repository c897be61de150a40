/* culm-ams-unit.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-ams-slot.h"

G_BEGIN_DECLS

/**
 * CulmAmsUnit:
 *
 * One AMS (reference/mqtt.md §3.8). Properties (readable, notify): "id" (int: 0–3, HT 128–135, A2L 16), "kind" (string:
 * "ams", "ams_lite", "ams_2_pro", "ams_ht"), "humidity-level" (int: 1 wet … 5 dry, 0 not known), "humidity" (int: %, -1
 * not known), "temperature" (double: °C, NAN not known), "drying" (int: seconds left, 0 not drying, -1 never
 * reported), "nozzle" (int: nozzle id that it feeds, -1 undecided), "slots" (GListModel of CulmAmsSlot).
 */
#define CULM_TYPE_AMS_UNIT (culm_ams_unit_get_type ())
G_DECLARE_FINAL_TYPE (CulmAmsUnit, culm_ams_unit, CULM, AMS_UNIT, GObject)

typedef struct {
  const char *kind;
  int humidity_level, humidity, drying, nozzle;
  double temperature;
} CulmAmsUnitData;

CulmAmsUnit *culm_ams_unit_new (int id);
int          culm_ams_unit_get_id (CulmAmsUnit *self);
const char  *culm_ams_unit_get_kind (CulmAmsUnit *self);
int          culm_ams_unit_get_humidity_level (CulmAmsUnit *self);
int          culm_ams_unit_get_humidity (CulmAmsUnit *self);
double       culm_ams_unit_get_temperature (CulmAmsUnit *self);
int          culm_ams_unit_get_drying (CulmAmsUnit *self);
int          culm_ams_unit_get_nozzle (CulmAmsUnit *self);
GListModel  *culm_ams_unit_get_slots (CulmAmsUnit *self); /* (transfer none) */

/* For the printer. */
void         culm_ams_unit_update (CulmAmsUnit *self, const CulmAmsUnitData *data);
CulmAmsSlot *culm_ams_unit_ensure_slot (CulmAmsUnit *self, int id); /* (transfer none) */
void         culm_ams_unit_keep_slots (CulmAmsUnit *self, guint32 mask); /* drops the slots whose bit is clear */

G_END_DECLS
