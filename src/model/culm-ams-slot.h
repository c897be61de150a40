/* culm-ams-slot.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulmAmsSlot:
 *
 * One slot of an AMS unit, or an external spool (reference/mqtt.md §3.8; rules in state.md).
 *
 * Properties (readable, notify): "id" (int: 0–3, external 254 or 255), "label" (string: "A1" … "D4", "HT1", "Ext",
 * "Ext L"; construct), "empty" (boolean), "active" (boolean: feeds the active nozzle now), "material" (string,
 * nullable: "PLA"), "name" (string, nullable: "PLA Basic"), "colors" (string array of "#RRGGBBAA", possibly empty),
 * "remain" (int: percent, -1 not known), "nozzle-min" and "nozzle-max" (int, °C, 0 not known), "preset" (string,
 * nullable: "GFA00"), "nozzle" (int: the nozzle that an external spool feeds, -1 not known), "tagged" (boolean: its
 * data come from a tag), "dry-celsius" and "dry-hours" (int: how its maker says to dry it, 0 not known).
 */
#define CULM_TYPE_AMS_SLOT (culm_ams_slot_get_type ())
G_DECLARE_FINAL_TYPE (CulmAmsSlot, culm_ams_slot, CULM, AMS_SLOT, GObject)

typedef struct {
  gboolean empty, active, tagged;
  const char *material, *name, *preset; /* nullable */
  const char *const *colors;            /* NULL-terminated, nullable */
  int remain, nozzle_min, nozzle_max, nozzle, dry_celsius, dry_hours;
} CulmAmsSlotData;

CulmAmsSlot       *culm_ams_slot_new (int id, const char *label);
int                culm_ams_slot_get_id (CulmAmsSlot *self);
const char        *culm_ams_slot_get_label (CulmAmsSlot *self);
gboolean           culm_ams_slot_get_empty (CulmAmsSlot *self);
gboolean           culm_ams_slot_get_active (CulmAmsSlot *self);
const char        *culm_ams_slot_get_material (CulmAmsSlot *self);
const char        *culm_ams_slot_get_name (CulmAmsSlot *self);
const char        *culm_ams_slot_get_preset (CulmAmsSlot *self);
const char        *culm_ams_slot_get_color (CulmAmsSlot *self); /* the first one, nullable */
const char *const *culm_ams_slot_get_colors (CulmAmsSlot *self); /* never NULL */
int                culm_ams_slot_get_remain (CulmAmsSlot *self);
int                culm_ams_slot_get_nozzle_min (CulmAmsSlot *self);
int                culm_ams_slot_get_nozzle_max (CulmAmsSlot *self);
int                culm_ams_slot_get_nozzle (CulmAmsSlot *self);
gboolean           culm_ams_slot_get_tagged (CulmAmsSlot *self);
int                culm_ams_slot_get_dry_celsius (CulmAmsSlot *self);
int                culm_ams_slot_get_dry_hours (CulmAmsSlot *self);

/* For the printer: copies what differs, and notifies once for each difference. */
void culm_ams_slot_update (CulmAmsSlot *self, const CulmAmsSlotData *data);

G_END_DECLS
