/* culm-engine-private.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine.h"

G_BEGIN_DECLS

/* For tests, before the start: a factor for the waits of the printers' watch (60 s of silence …). */
void culm_engine_set_time_scale (CulmEngine *self, double time_scale);

G_END_DECLS
