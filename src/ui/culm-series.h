/* culm-series.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer-model.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How a heater looks in the chart and beside its row: a colour and a shape each, so that neither has to carry the
 * meaning alone. */

void culm_series_get_color (CulmHeaterId id, GdkRGBA *color);

/* Draws the shape of the series around (x, y), `size` pixels wide, in the current source. */
void culm_series_draw_shape (CulmHeaterId id, cairo_t *cr, double x, double y, double size);

/* The heater's name in the interface: "Nozzle", "Left nozzle", "Bed", "Chamber". Returns: a static string. */
const char *culm_series_get_title (CulmHeaterId id);

G_END_DECLS
