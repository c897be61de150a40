/* culm-sim-rest-devices.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-exchange.h"

/* The account's printers and what they printed: rest.md §9 and §11. world: a CulmSimWorld. */
void culm_sim_rest_devices_bind    (gpointer world, CulmSimExchange *exchange);
void culm_sim_rest_devices_print   (gpointer world, CulmSimExchange *exchange);
void culm_sim_rest_devices_version (gpointer world, CulmSimExchange *exchange);
void culm_sim_rest_devices_rename  (gpointer world, CulmSimExchange *exchange);
void culm_sim_rest_devices_tasks   (gpointer world, CulmSimExchange *exchange);
void culm_sim_rest_devices_task    (gpointer world, CulmSimExchange *exchange);
