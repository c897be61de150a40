/* culm-sim-probe.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-printer.h"

/* A virtual printer with everything that it said: for tests. */
typedef struct {
  CulmSimPrinter *printer;
  GPtrArray *reports; /* JsonObject: whole messages, oldest first */
  JsonObject *status; /* the status as a subscriber knows it, deltas merged */
} CulmSimProbe;

/* Returns: (transfer full). state: (nullable): idle */
CulmSimProbe *culm_sim_probe_new      (const char *model, const char *state);
CulmSimProbe *culm_sim_probe_new_with (const CulmSimPrinterConfig *config);
void          culm_sim_probe_free     (CulmSimProbe *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmSimProbe, culm_sim_probe_free)

/* Sends one request; returns whether it was obeyed. ' stands for ". */
gboolean culm_sim_probe_send (CulmSimProbe *self, const char *request);

/* Lets time pass in steps of a tenth of a second. */
void culm_sim_probe_wait (CulmSimProbe *self, double seconds);

/* What the control interface asks; value: (nullable): JSON with ' for ". */
gboolean culm_sim_probe_do (CulmSimProbe *self, const char *what, const char *value, GError **error);

/* The newest message with that section, its content. Returns: (transfer none) (nullable) */
JsonObject *culm_sim_probe_get_last (CulmSimProbe *self, const char *section);

/* A member of the merged status; dots lead deeper, numbers into arrays: "ams.ams.0.tray.1.remain". Fails the test when
 * there is none. */
gint64      culm_sim_probe_get_int    (CulmSimProbe *self, const char *path);
double      culm_sim_probe_get_double (CulmSimProbe *self, const char *path);
const char *culm_sim_probe_get_string (CulmSimProbe *self, const char *path);
gboolean    culm_sim_probe_has        (CulmSimProbe *self, const char *path);
