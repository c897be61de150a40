/* culm-event-json.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-event.h"
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The event object of contract.md §5, instants as RFC 3339 in UTC. Returns: (transfer full). */
JsonNode *culm_event_to_json (const CulmEvent *event);

G_END_DECLS
