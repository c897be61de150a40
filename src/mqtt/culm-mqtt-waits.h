/* culm-mqtt-waits.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulmMqttWaits:
 *
 * The tasks of one connection that wait for an answer, by MQTT's packet identifier. Each ends once: answered,
 * cancelled, too late, or with the connection.
 */
typedef struct _CulmMqttWaits CulmMqttWaits;

/* @limit: milliseconds that an answer may take. Returns: (transfer full). */
CulmMqttWaits *culm_mqtt_waits_new (guint limit);

/* None may be waiting any more. */
void culm_mqtt_waits_free (CulmMqttWaits *self);

/* @task: (transfer full) */
void culm_mqtt_waits_add (CulmMqttWaits *self, int id, GTask *task);

/* Ends the one that waits for @id, if any: with TRUE, or with @error (transfer full) (nullable). */
void culm_mqtt_waits_end (CulmMqttWaits *self, int id, GError *error);

/* Has the oldest waited too long? The link is then dead. */
gboolean culm_mqtt_waits_is_late (CulmMqttWaits *self);

/* Ends all: with TIMED_OUT who has waited too long, with a copy of @error the others. Their callbacks may run in
 * here. */
void culm_mqtt_waits_end_all (CulmMqttWaits *self, const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmMqttWaits, culm_mqtt_waits_free)

G_END_DECLS
