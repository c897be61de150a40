/* culm-sim-rest-uploads.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-exchange.h"

/* Asking for a place for a file, in the form of the contract that is spoken: rest.md §10.2 (seed) and §10.3
 * (service); the other one's form is 405 or 404. world: a CulmSimWorld. */
void culm_sim_rest_uploads_get     (gpointer world, CulmSimExchange *exchange);
void culm_sim_rest_uploads_post    (gpointer world, CulmSimExchange *exchange);
void culm_sim_rest_uploads_confirm (gpointer world, CulmSimExchange *exchange);
