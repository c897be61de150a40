/* culm-sim-rest-projects.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-exchange.h"

/* The project form of an upload, rest.md §10.4 steps 1, 3, 4, 5 and 7; the seed knows none of it. What comes too early
 * is refused. world: a CulmSimWorld. */
void culm_sim_rest_projects_create (gpointer world, CulmSimExchange *exchange);
void culm_sim_rest_projects_tell   (gpointer world, CulmSimExchange *exchange);
void culm_sim_rest_projects_poll   (gpointer world, CulmSimExchange *exchange);
/* GET …/upload with `models`. */
void culm_sim_rest_projects_place  (gpointer world, CulmSimExchange *exchange);
void culm_sim_rest_projects_patch  (gpointer world, CulmSimExchange *exchange);
