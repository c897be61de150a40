/* culm-broker-list.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine.h"
#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CulmBrokerList:
 *
 * The brokers that were typed in by hand, each with a way to remove it; nothing where there is none.
 */
#define CULM_TYPE_BROKER_LIST (culm_broker_list_get_type ())
G_DECLARE_FINAL_TYPE (CulmBrokerList, culm_broker_list, CULM, BROKER_LIST, AdwBin)

/* `brokers` (of CulmBroker; nullable) are shown, `engine` (nullable: for a picture) removes them. */
void culm_broker_list_set_brokers (CulmBrokerList *self, CulmEngine *engine, GListModel *brokers);

G_END_DECLS
