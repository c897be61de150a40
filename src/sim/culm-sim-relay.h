/* culm-sim-relay.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-listener.h"

/* A printer's MQTT and RTSPS ports: its TLS, and behind it in clear the printer's own listener of the broker, or its
 * live view (culm-sim-studio.h). stream: in clear still; host: a CulmSimHost */
void culm_sim_relay_serve_mqtt (CulmSimStream *stream, gpointer host);
void culm_sim_relay_serve_rtsp (CulmSimStream *stream, gpointer host);
