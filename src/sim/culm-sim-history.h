/* culm-sim-history.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-job.h"
#include "culm-sim-spool.h"
#include <json-glib/json-glib.h>

/* One print as the service remembers it (reference/rest.md §11). */
typedef struct {
  guint64 id;
  char *title;
  guint plate;
  gboolean failed, running;
  gint64 started, ended; /* UNIX seconds */
  double cost;           /* seconds, estimate */
  double grams;
  char preset[16], type[16], color[9];
  guint tray;
  JsonObject *listed; /* NULL until the service has listed it; kept, for a long list is asked for page by page */
} CulmSimRecord;

void culm_sim_record_free (CulmSimRecord *self);

/* What the job is or was; spool: (nullable).
 * Returns: (transfer full) */
CulmSimRecord *culm_sim_record_new (const CulmSimJob *job, const CulmSimSpool *spool, guint tray);

/* Prints of the days before `now`, newest first, drawn from rand.
 * Returns: (transfer full) (element-type CulmSimRecord) */
GPtrArray *culm_sim_history_draw (GRand *rand, gint64 now);
