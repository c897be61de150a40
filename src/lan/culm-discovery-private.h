/* culm-discovery-private.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-discovery.h"

G_BEGIN_DECLS

/* What each datagram goes through, from `source` (a number). For tests as well: a flood is nothing for a network that
 * others use. */
void culm_discovery_take (CulmDiscovery *self, const char *data, gsize size, const char *source);

G_END_DECLS
