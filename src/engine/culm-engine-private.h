/* culm-engine-private.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine.h"

G_BEGIN_DECLS

/* For tests, before the start: a factor for the waits of the printers' watch (60 s of silence …). */
void culm_engine_set_time_scale (CulmEngine *self, double time_scale);

typedef struct _CulmBrokers CulmBrokers;
/* For culm-engine-brokers.c. (transfer none). */
CulmBrokers *culm_engine_get_broker_keeper (CulmEngine *self);

G_END_DECLS
