/* culm-temperature-chart.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-temperature-history.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CulmTemperatureChart:
 *
 * The temperatures of the last minutes: a line for each heater, its target dashed, the newest value marked by the shape
 * of its series. A gap in the reports is a gap in the line. Time runs to the right in both directions of text, as on
 * every chart.
 */
#define CULM_TYPE_TEMPERATURE_CHART (culm_temperature_chart_get_type ())
G_DECLARE_FINAL_TYPE (CulmTemperatureChart, culm_temperature_chart, CULM, TEMPERATURE_CHART, GtkWidget)

/* `history` nullable: an empty chart. */
void culm_temperature_chart_set_history (CulmTemperatureChart *self, CulmTemperatureHistory *history);

G_END_DECLS
