/* culm-report-reader.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-reply.h"
#include "culm-report.h"

G_BEGIN_DECLS

/* Reads a message of the report topic (reference/mqtt.md §2, §3): status, versions, and whether the broker says that
 * the printer came or went. Tolerant: a value of the wrong type is passed over, the rest counts; an unknown section is
 * no error. Echoes of commands are no part of the status: they come out as `replies` (out) (optional) (transfer full)
 * (element-type CulmReply): never NULL on success, often empty. Fails with MALFORMED for what is no JSON object, too
 * long or nested too deeply. Returns: (transfer full). */
CulmReport *culm_report_new_from_bytes (GBytes *message, GError **error);
CulmReport *culm_report_new_from_message (GBytes *message, GPtrArray **replies, GError **error);

/* What is known once `news` has come (reference/mqtt.md §3.2): objects deeply, AMS units, slots and lights by their id,
 * other lists whole; a full message drops units, slots and lights that it does not name. Neither is altered; what did
 * not change is shared. `known` NULL: nothing yet. Returns: (transfer full). */
CulmReport *culm_report_merge (const CulmReport *known, const CulmReport *news);

G_END_DECLS
