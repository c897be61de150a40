/* culm-sim-trouble.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-exchange.h"
#include "culm-sim-faults.h"

/* Lets ordered trouble happen to one HTTP exchange. */

/* Before it is answered. Returns: whether the trouble is the answer, so that nobody else gives one */
gboolean culm_sim_trouble_replace (const CulmSimFault *fault, CulmSimExchange *exchange);
/* After it was answered: cuts the body short, or breaks its JSON. */
void     culm_sim_trouble_spoil   (const CulmSimFault *fault, CulmSimExchange *exchange);
