/* sim-mqtt.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-test-sim.h"

/* A plain MQTT client for the simulator's own tests; it is driven by hand, and shares nothing with the product's. */
typedef struct _SimMqtt SimMqtt;

/* Connects as the account with this token and waits for the broker's answer.
 * Returns: (transfer full) */
SimMqtt *sim_mqtt_connect (CulmTestSim *sim, const char *token);
void     sim_mqtt_free    (SimMqtt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimMqtt, sim_mqtt_free)

int  sim_mqtt_get_connack (SimMqtt *self);
/* Waits (5 s) for the loss of the connection. */
void sim_mqtt_wait_lost   (SimMqtt *self);

void sim_mqtt_subscribe (SimMqtt *self, const char *serial);
/* Waits until the message is out, with QoS 1 until the broker has it. */
void sim_mqtt_publish   (SimMqtt *self, const char *serial, const char *payload, int qos);

/* Waits (8 s) for a report that holds this text. Returns: (transfer full) */
char *sim_mqtt_wait_report (SimMqtt *self, const char *text);
/* The next message, whatever it is. Returns: (transfer full) */
GBytes *sim_mqtt_wait_bytes (SimMqtt *self);
/* Forgets what came; reads for so long; says how much came. */
void  sim_mqtt_forget (SimMqtt *self);
guint sim_mqtt_listen (SimMqtt *self, guint ms);
