/* culm-fan.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer-model.h"
#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CulmFan:
 *
 * One fan of a printer. Properties (readable, notify): "id" (CulmFanId, construct), "percent" (int; 0–100, -1 not
 * known), "present" (boolean: this printer has it), "settable" (boolean: a person may set it).
 */
#define CULM_TYPE_FAN (culm_fan_get_type ())
G_DECLARE_FINAL_TYPE (CulmFan, culm_fan, CULM, FAN, GObject)

CulmFan  *culm_fan_new (CulmFanId id);
CulmFanId culm_fan_get_id (CulmFan *self);
int       culm_fan_get_percent (CulmFan *self);
gboolean  culm_fan_get_present (CulmFan *self);
gboolean  culm_fan_get_settable (CulmFan *self);

/* For the printer. Each compares before it notifies. */
void culm_fan_set_percent (CulmFan *self, int percent);
void culm_fan_set_present (CulmFan *self, gboolean present, gboolean settable);

G_END_DECLS
