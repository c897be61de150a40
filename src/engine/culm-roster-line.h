/* culm-roster-line.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-roster.h"

G_BEGIN_DECLS

/**
 * CulmRosterLine:
 *
 * The connection of one roster: gives it the session, what comes on it and its ticks, and has it save when the
 * connection is lost.
 *
 * Signals, each after the roster has heard of it: "ready" (): every topic is subscribed; "heard" (): a message came;
 * "refused" (GError): SUBACK 0x80 for a topic; "lost" (GError): a connection or a try ended.
 */
#define CULM_TYPE_ROSTER_LINE (culm_roster_line_get_type ())
G_DECLARE_FINAL_TYPE (CulmRosterLine, culm_roster_line, CULM, ROSTER_LINE, GObject)

/* `time_scale` is 1; tests shorten the ticks by it. */
CulmRosterLine *culm_roster_line_new (CulmRoster *roster, double time_scale);

/* Nothing when there is a session already. */
void culm_roster_line_start (CulmRosterLine *self, const CulmMqttEndpoint *endpoint);
/* What is shown gets old. Idempotent. */
void culm_roster_line_stop (CulmRosterLine *self);

/* (transfer none) (nullable): while it is stopped. */
CulmMqttSession *culm_roster_line_get_session (CulmRosterLine *self);

G_END_DECLS
