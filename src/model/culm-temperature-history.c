/* culm-temperature-history.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-temperature-history.h"
#include <math.h>
#include <string.h>

#define HISTORY_KEY "culm-temperature-history"

/* A report comes with its own jitter: 0.9 s apart still counts as the next second. */
#define SAMPLE_INTERVAL (9 * G_USEC_PER_SEC / 10)

struct _CulmTemperatureHistory {
  GObject parent_instance;
  GArray *samples; /* CulmTemperatureSample */
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (CulmTemperatureHistory, culm_temperature_history, G_TYPE_OBJECT)

static void
drop_old (CulmTemperatureHistory *self, gint64 now)
{
  guint n = 0;

  while (n < self->samples->len &&
         g_array_index (self->samples, CulmTemperatureSample, n).time < now - CULM_TEMPERATURE_HISTORY_SPAN)
    n++;
  if (n > 0)
    g_array_remove_range (self->samples, 0, n);
}

static void
on_reported (CulmPrinter *printer, gpointer user_data)
{
  CulmTemperatureHistory *self = user_data;
  CulmTemperatureSample sample = { .time = culm_printer_get_report_time (printer) };
  guint n = self->samples->len;

  if (n > 0 && sample.time - g_array_index (self->samples, CulmTemperatureSample, n - 1).time < SAMPLE_INTERVAL)
    return;
  for (int id = 0; id < CULM_N_HEATERS; id++) {
    CulmHeater *heater = culm_printer_get_heater (printer, (CulmHeaterId) id);
    gboolean present = heater != NULL && culm_heater_get_present (heater);

    sample.current[id] = present ? (float) culm_heater_get_current (heater) : NAN;
    sample.target[id] = present ? (float) culm_heater_get_target (heater) : NAN;
  }
  drop_old (self, sample.time);
  g_array_append_val (self->samples, sample);
  g_signal_emit (self, changed_signal, 0);
}

static void
culm_temperature_history_finalize (GObject *object)
{
  g_array_unref (CULM_TEMPERATURE_HISTORY (object)->samples);
  G_OBJECT_CLASS (culm_temperature_history_parent_class)->finalize (object);
}

static void
culm_temperature_history_class_init (CulmTemperatureHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culm_temperature_history_finalize;
  changed_signal =
      g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
culm_temperature_history_init (CulmTemperatureHistory *self)
{
  self->samples = g_array_new (FALSE, FALSE, sizeof (CulmTemperatureSample));
}

CulmTemperatureHistory *
culm_temperature_history_of (CulmPrinter *printer)
{
  CulmTemperatureHistory *self = g_object_get_data (G_OBJECT (printer), HISTORY_KEY);

  if (self == NULL) {
    self = g_object_new (CULM_TYPE_TEMPERATURE_HISTORY, NULL);
    g_signal_connect_object (printer, "reported", G_CALLBACK (on_reported), self, 0);
    g_object_set_data_full (G_OBJECT (printer), HISTORY_KEY, self, g_object_unref);
    if (culm_printer_get_report_time (printer) > 0)
      on_reported (printer, self);
  }
  return self;
}

const CulmTemperatureSample *
culm_temperature_history_get_samples (CulmTemperatureHistory *self, guint *n_samples)
{
  *n_samples = self->samples->len;
  return (const CulmTemperatureSample *) (gpointer) self->samples->data;
}
