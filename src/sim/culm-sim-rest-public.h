/* culm-sim-rest-public.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-exchange.h"

/* What is asked without a bearer: the broker of a free server (contract.md §3) and the error texts (hms.md §2).
 * world: a CulmSimWorld. */
void culm_sim_rest_public_well_known (gpointer world, CulmSimExchange *exchange);
void culm_sim_rest_public_query      (gpointer world, CulmSimExchange *exchange);
