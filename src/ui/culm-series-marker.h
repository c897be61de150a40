/* culm-series-marker.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-series.h"

G_BEGIN_DECLS

/* The small coloured shape of a series, for the head of its row. */
#define CULM_TYPE_SERIES_MARKER (culm_series_marker_get_type ())
G_DECLARE_FINAL_TYPE (CulmSeriesMarker, culm_series_marker, CULM, SERIES_MARKER, GtkWidget)

void culm_series_marker_set_heater (CulmSeriesMarker *self, CulmHeaterId id);

G_END_DECLS
