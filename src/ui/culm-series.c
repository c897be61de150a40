/* culm-series.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-series.h"
#include <glib/gi18n-lib.h>
#include <math.h>

void
culm_series_get_color (CulmHeaterId id, GdkRGBA *color)
{
  /* From GNOME's palette: distinct for the common kinds of colour blindness, readable on light and dark cards. */
  static const GdkRGBA colors[CULM_N_HEATERS] = {
    [CULM_HEATER_NOZZLE] = { 0.90f, 0.38f, 0.00f, 1 },
    [CULM_HEATER_NOZZLE_LEFT] = { 0.15f, 0.64f, 0.41f, 1 },
    [CULM_HEATER_BED] = { 0.11f, 0.44f, 0.85f, 1 },
    [CULM_HEATER_CHAMBER] = { 0.57f, 0.25f, 0.67f, 1 },
  };

  *color = colors[id];
}

void
culm_series_draw_shape (CulmHeaterId id, cairo_t *cr, double x, double y, double size)
{
  double r = size / 2;

  cairo_new_path (cr);
  switch (id) {
  case CULM_HEATER_NOZZLE: cairo_arc (cr, x, y, r, 0, 2 * G_PI); break;
  case CULM_HEATER_NOZZLE_LEFT:
    cairo_move_to (cr, x, y - r * 1.15);
    cairo_line_to (cr, x + r * 1.15, y);
    cairo_line_to (cr, x, y + r * 1.15);
    cairo_line_to (cr, x - r * 1.15, y);
    cairo_close_path (cr);
    break;
  case CULM_HEATER_BED: cairo_rectangle (cr, x - r * 0.9, y - r * 0.9, size * 0.9, size * 0.9); break;
  case CULM_HEATER_CHAMBER:
    cairo_move_to (cr, x, y - r);
    cairo_line_to (cr, x + r, y + r * 0.85);
    cairo_line_to (cr, x - r, y + r * 0.85);
    cairo_close_path (cr);
    break;
  default: break;
  }
  cairo_fill (cr);
}

const char *
culm_series_get_title (CulmHeaterId id)
{
  switch (id) {
  case CULM_HEATER_NOZZLE: return _ ("Nozzle");
  case CULM_HEATER_NOZZLE_LEFT: return _ ("Left nozzle");
  case CULM_HEATER_BED: return _ ("Bed");
  case CULM_HEATER_CHAMBER: return _ ("Chamber");
  default: return "";
  }
}
