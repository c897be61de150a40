/* culm-sim-farm.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-farm.h"

#define TICK_MS 100

struct _CulmSimFarm {
  GObject parent_instance;
  GPtrArray *printers;
  guint ticker;
  gint64 last; /* µs, monotonic */
};

enum { REPORT, ONLINE_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmSimFarm, culm_sim_farm, G_TYPE_OBJECT)

static gboolean
on_tick (gpointer user_data)
{
  CulmSimFarm *self = user_data;
  gint64 now = g_get_monotonic_time ();
  double seconds = (now - self->last) / (double) G_USEC_PER_SEC;

  self->last = now;
  for (guint i = 0; i < self->printers->len; i++)
    culm_sim_printer_advance (g_ptr_array_index (self->printers, i), seconds);
  return G_SOURCE_CONTINUE;
}

static void
on_report (CulmSimPrinter *printer, GBytes *payload, CulmSimFarm *self)
{
  g_signal_emit (self, signals[REPORT], 0, printer, payload);
}

static void
on_online_changed (CulmSimPrinter *printer, gboolean online, CulmSimFarm *self)
{
  g_signal_emit (self, signals[ONLINE_CHANGED], 0, printer, online);
}

static gboolean
add_printer (CulmSimFarm *self, const CulmSimOptions *options, guint index, GError **error)
{
  const char *text = options->models[index % g_strv_length (options->models)];
  g_auto (GStrv) parts = g_strsplit (text, ":", 2);
  CulmSimPrinterConfig config = {
    .model = parts[0] != NULL ? g_strstrip (parts[0]) : "",
    .state = parts[0] != NULL && parts[1] != NULL ? g_strstrip (parts[1]) : "idle",
    .seed = options->seed,
    .index = index,
    .speed = options->speed,
    .seed_contract = options->seed_contract,
  };
  CulmSimPrinter *printer = culm_sim_printer_new (&config, error);

  if (printer == NULL)
    return FALSE;
  culm_sim_printer_set_address (printer, options->first_address + index);
  g_signal_connect_object (printer, "report", G_CALLBACK (on_report), self, 0);
  g_signal_connect_object (printer, "online-changed", G_CALLBACK (on_online_changed), self, 0);
  g_ptr_array_add (self->printers, printer);
  return TRUE;
}

static void
culm_sim_farm_dispose (GObject *object)
{
  CulmSimFarm *self = CULM_SIM_FARM (object);

  g_clear_handle_id (&self->ticker, g_source_remove);
  g_clear_pointer (&self->printers, g_ptr_array_unref);
  G_OBJECT_CLASS (culm_sim_farm_parent_class)->dispose (object);
}

static void
culm_sim_farm_class_init (CulmSimFarmClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_sim_farm_dispose;
  signals[REPORT] = g_signal_new ("report", CULM_SIM_TYPE_FARM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                  CULM_SIM_TYPE_PRINTER, G_TYPE_BYTES);
  signals[ONLINE_CHANGED] = g_signal_new ("online-changed", CULM_SIM_TYPE_FARM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 2, CULM_SIM_TYPE_PRINTER, G_TYPE_BOOLEAN);
}

static void
culm_sim_farm_init (CulmSimFarm *self)
{
  self->printers = g_ptr_array_new_with_free_func (g_object_unref);
}

CulmSimFarm *
culm_sim_farm_new (const CulmSimOptions *options, GError **error)
{
  g_autoptr (CulmSimFarm) self = g_object_new (CULM_SIM_TYPE_FARM, NULL);

  for (guint i = 0; i < options->printers; i++) {
    if (!add_printer (self, options, i, error))
      return NULL;
  }
  return g_steal_pointer (&self);
}

void
culm_sim_farm_start (CulmSimFarm *self)
{
  self->last = g_get_monotonic_time ();
  self->ticker = g_timeout_add (TICK_MS, on_tick, self);
}

GPtrArray *
culm_sim_farm_get_printers (CulmSimFarm *self)
{
  return self->printers;
}

CulmSimPrinter *
culm_sim_farm_find (CulmSimFarm *self, const char *serial)
{
  for (guint i = 0; i < self->printers->len; i++) {
    CulmSimPrinter *printer = g_ptr_array_index (self->printers, i);

    if (g_strcmp0 (culm_sim_printer_get_serial (printer), serial) == 0)
      return printer;
  }
  return NULL;
}
