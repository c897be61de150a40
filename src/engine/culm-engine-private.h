/* culm-engine-private.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine.h"

G_BEGIN_DECLS

/* For tests, before the start: a factor for the waits of the printers' watch (60 s of silence …). */
void culm_engine_set_time_scale (CulmEngine *self, double time_scale);

typedef struct _CulmBrokers CulmBrokers;
/* For culm-engine-brokers.c. (transfer none). */
CulmBrokers *culm_engine_get_broker_keeper (CulmEngine *self);

typedef struct _CulmLanKeeper CulmLanKeeper;
/* For culm-engine-lan.c. (transfer none). */
CulmLanKeeper *culm_engine_get_lan_keeper (CulmEngine *self);
/* Takes the printer off the accounts' connections, or back on them. */
void culm_engine_bar_from_cloud (CulmEngine *self, const char *serial, gboolean barred);

typedef struct _CulmCloudClient CulmCloudClient;
/* How the service is asked about this printer. (transfer none) (nullable): no account has it. */
CulmCloudClient *culm_engine_find_client_of (CulmEngine *self, CulmPrinter *printer);

G_END_DECLS
