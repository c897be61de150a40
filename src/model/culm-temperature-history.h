/* culm-temperature-history.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"

G_BEGIN_DECLS

/* One sample: °C by CulmHeaterId, NAN where not known. `time` is monotonic µs. */
typedef struct {
  gint64 time;
  float current[CULM_N_HEATERS];
  float target[CULM_N_HEATERS];
} CulmTemperatureSample;

/**
 * CulmTemperatureHistory:
 *
 * The temperatures of a printer over the last minutes, one sample a second at the most. It belongs to its printer and
 * records from the moment on when somebody first asked for it.
 *
 * Signal: "changed" (): a sample came, or old ones went.
 */
#define CULM_TYPE_TEMPERATURE_HISTORY (culm_temperature_history_get_type ())
G_DECLARE_FINAL_TYPE (CulmTemperatureHistory, culm_temperature_history, CULM, TEMPERATURE_HISTORY, GObject)

/* How far back it reaches. */
#define CULM_TEMPERATURE_HISTORY_SPAN (10 * 60 * G_USEC_PER_SEC)

/* The history of this printer, begun when there is none yet. (transfer none). */
CulmTemperatureHistory *culm_temperature_history_of (CulmPrinter *printer);

/* Oldest first. The array is valid until the next sample. */
const CulmTemperatureSample *culm_temperature_history_get_samples (CulmTemperatureHistory *self, guint *n_samples);

G_END_DECLS
