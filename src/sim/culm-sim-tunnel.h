/* culm-sim-tunnel.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-listener.h"

/* The file tunnel of P2S, X2D and H2 printers on port 6000 (reference/lan.md §7): framing, login, and one command after
 * the other; what the commands do is culm-sim-tunnel-files.c's. host: a CulmSimHost */
void culm_sim_tunnel_serve (CulmSimStream *stream, gpointer host);
