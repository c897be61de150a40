/* culm-heater.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer-model.h"
#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CulmHeater:
 *
 * A nozzle, the bed or the chamber: what it measures, what it aims at, and how far it may go. °C, NAN when not known.
 * It lives as long as its printer; the printer alone writes it.
 *
 * Properties (all readable, all notify): "id" (CulmHeaterId, construct), "current" (double), "target" (double; NAN
 * without a heater), "maximum" (double; 0: cannot be set), "present" (boolean: this printer has it).
 */
#define CULM_TYPE_HEATER (culm_heater_get_type ())
G_DECLARE_FINAL_TYPE (CulmHeater, culm_heater, CULM, HEATER, GObject)

CulmHeater  *culm_heater_new (CulmHeaterId id);
CulmHeaterId culm_heater_get_id (CulmHeater *self);
double       culm_heater_get_current (CulmHeater *self);
double       culm_heater_get_target (CulmHeater *self);
double       culm_heater_get_maximum (CulmHeater *self);
gboolean     culm_heater_get_present (CulmHeater *self);

/* For the printer. Each compares before it notifies. */
void culm_heater_set_temperatures (CulmHeater *self, double current, double target);
void culm_heater_set_maximum (CulmHeater *self, double maximum);
void culm_heater_set_present (CulmHeater *self, gboolean present);

G_END_DECLS
