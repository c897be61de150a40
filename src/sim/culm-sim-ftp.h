/* culm-sim-ftp.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-listener.h"

/* A printer's FTPS server (reference/lan.md §4): implicit TLS, passive mode only, data connections that resume the
 * control connection's session and begin TLS after the 150 reply; no MLSD, REST and APPE. Files lie on the printer's
 * card (culm-sim-card.h). host: a CulmSimHost */
void culm_sim_ftp_serve (CulmSimStream *stream, gpointer host);
