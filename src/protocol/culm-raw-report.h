/* culm-raw-report.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What messages of a printer come to, unknown keys kept: objects deeply, AMS units, slots and lights by their id, other
 * lists whole (reference/mqtt.md §3.2). For a person to look at: slow, not for the main loop. `messages`
 * (element-type GBytes) in order; what is no JSON is passed over. Returns: (transfer full): an object, empty when there
 * was nothing. */
JsonNode *culm_raw_report_new (GPtrArray *messages);

/* Makes it fit to be shown to others: no access code, password, token, address, serial or account stays in it.
 * `serial` (nullable) of the printer is taken out wherever it stands. */
void culm_raw_report_redact (JsonNode *report, const char *serial);

G_END_DECLS
