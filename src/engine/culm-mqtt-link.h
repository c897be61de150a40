/* culm-mqtt-link.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-command-context.h"
#include "culm-limiter.h"
#include "culm-mqtt-session.h"
#include "culm-printer.h"
#include "culm-reply.h"

G_BEGIN_DECLS

/**
 * CulmMqttLink:
 *
 * The way to one printer over an MQTT session, cloud or LAN (design.md §4): writes an intent in the dialect that fits,
 * publishes it once with QoS 1, and ends when the printer answered (same sequence id) or a report that came after it
 * shows it; in the seed dialect always by the report. 10 s without a sign (AMS: 15 s), or a link that breaks meanwhile,
 * end it as NOT_CONFIRMED; nothing is ever sent a second time.
 *
 * Its messages are counted (reference/rest.md §5): a setting that is too much is refused with LIMITED, and nothing of
 * it is sent; a pause and a stop always go, at once; a question waits.
 */
#define CULM_TYPE_MQTT_LINK (culm_mqtt_link_get_type ())
G_DECLARE_FINAL_TYPE (CulmMqttLink, culm_mqtt_link, CULM, MQTT_LINK, GObject)

/* Borrows the printer: whoever owns both lets the link go first. */
CulmMqttLink *culm_mqtt_link_new (CulmPrinter *printer, CulmMqttSession *session);

/* What the person set for this printer, and what its account says. */
void culm_mqtt_link_set_dialect (CulmMqttLink *self, CulmDialect dialect, gboolean seed_by_default);

/* Who counts the messages; NULL, as it begins: nobody. */
void culm_mqtt_link_set_limiter (CulmMqttLink *self, CulmLimiter *limiter);

/* The owner's part: an answer on the printer's report topic, anybody's; then, after a report was applied. */
void culm_mqtt_link_take_reply (CulmMqttLink *self, const CulmReply *reply);
void culm_mqtt_link_take_report (CulmMqttLink *self);

/* The session lost its connection, or the link goes: what is pending ends. */
void culm_mqtt_link_break (CulmMqttLink *self);

/* Publishes a question that is no steering command ("info", "get_version"), and forgets it; one that still waits for
 * its turn is not asked twice. `rest` (nullable) is put
 * before the closing brace: ",\"version\":1". */
void culm_mqtt_link_ask (CulmMqttLink *self, const char *section, const char *command, const char *rest);

/* For tests: another limit than 10 s, in milliseconds. */
void culm_mqtt_link_set_timeout (CulmMqttLink *self, guint milliseconds);

G_END_DECLS
