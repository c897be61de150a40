/* culm-mqtt-inbox.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

struct mosquitto;

G_BEGIN_DECLS

/**
 * CulmMqttInbox:
 *
 * What the callbacks of libmosquitto leave for the time after: in them nothing may be published, closed or destroyed,
 * so they only write down what came.
 */
typedef struct _CulmMqttInbox CulmMqttInbox;

CulmMqttInbox *culm_mqtt_inbox_new  (void);
void           culm_mqtt_inbox_free (CulmMqttInbox *self);

/* A new struct for one connection, its callbacks set, or NULL. @self must outlive it. */
struct mosquitto *culm_mqtt_inbox_make_mosquitto (CulmMqttInbox *self, const char *client_id);

/* Forgets what came. */
void culm_mqtt_inbox_clear (CulmMqttInbox *self);

/* Returns: the code of the CONNACK, or -1 before it came. */
int culm_mqtt_inbox_get_connack (CulmMqttInbox *self);

gboolean culm_mqtt_inbox_has_answers  (CulmMqttInbox *self);
gboolean culm_mqtt_inbox_has_messages (CulmMqttInbox *self);

/* Takes the oldest answer: @id was written (QoS 0), acknowledged, or refused. Returns: FALSE when there is none. */
gboolean culm_mqtt_inbox_take_answer (CulmMqttInbox *self, int *id, gboolean *refused);

/* Takes the oldest message, both parts (transfer full). Returns: FALSE when there is none. */
gboolean culm_mqtt_inbox_take_message (CulmMqttInbox *self, char **topic, GBytes **payload);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmMqttInbox, culm_mqtt_inbox_free)

G_END_DECLS
