/* culm-sim-detect.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-listener.h"

/* A printer's port 3000: frames of JSON in clear, of which it answers "detect" (reference/lan.md §6).
 * host: a CulmSimHost */
void culm_sim_detect_serve (CulmSimStream *stream, gpointer host);
