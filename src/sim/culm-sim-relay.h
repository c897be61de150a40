/* culm-sim-relay.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-listener.h"

/* A printer's MQTT port: its TLS, and behind it the printer's own listener of the broker.
 * stream: in clear still; host: a CulmSimHost */
void culm_sim_relay_serve (CulmSimStream *stream, gpointer host);
