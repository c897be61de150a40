/* culm-sim-farm.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-options.h"
#include "culm-sim-printer.h"

/* The virtual printers and the one clock that drives them, ten times a second.
 * Signals, both told of any printer:
 *   ::report (CulmSimPrinter *printer, GBytes *payload)
 *   ::online-changed (CulmSimPrinter *printer, gboolean online) */
#define CULM_SIM_TYPE_FARM (culm_sim_farm_get_type ())
G_DECLARE_FINAL_TYPE (CulmSimFarm, culm_sim_farm, CULM_SIM, FARM, GObject)

/* Returns: (transfer full) (nullable): NULL with G_IO_ERROR_INVALID_ARGUMENT for an unknown model or state. */
CulmSimFarm *culm_sim_farm_new (const CulmSimOptions *options, GError **error);

/* Starts the clock; the printers stand still before. */
void culm_sim_farm_start (CulmSimFarm *self);

/* Returns: (transfer none): CulmSimPrinter in the order of the command line */
GPtrArray      *culm_sim_farm_get_printers (CulmSimFarm *self);
/* Returns: (transfer none) (nullable): serials are case-sensitive */
CulmSimPrinter *culm_sim_farm_find         (CulmSimFarm *self, const char *serial);
