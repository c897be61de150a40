/* culm-mqtt-session.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
#include "culm-mqtt-endpoint.h"

G_BEGIN_DECLS

typedef enum {
  CULM_MQTT_SESSION_STOPPED,    /* not started */
  CULM_MQTT_SESSION_CONNECTING, /* until every wanted topic is subscribed */
  CULM_MQTT_SESSION_READY,
  CULM_MQTT_SESSION_WAITING,    /* until retry-at */
  CULM_MQTT_SESSION_HALTED,     /* the peer or we must not be trusted: until new credentials or a retry */
} CulmMqttSessionState;

/**
 * CulmMqttSession:
 *
 * Keeps a CulmMqttClient open: subscribes the wanted topics after each opening, and connects again after 1, 2, 5, 10,
 * 30, 60, 60 … s, ±20 % (reference/mqtt.md §1); at once after a sleep of the machine or a change of the network. It
 * stops after CONNACK 4 or 5 and after a certificate that was not trusted. Nothing is published twice.
 *
 * Signals:
 * `ready ()`: every wanted topic is subscribed; after each opening.
 * `subscribed (const char *topic)`: this topic is; after each opening, before ::ready.
 * `refused (const char *topic, GError *error)`: SUBACK 0x80: the topic is wanted no longer.
 * `message (const char *topic, GBytes *payload)`
 * `lost (GError *error)`: a connection or a try ended; the errors of CulmMqttClient::closed. `state` and `retry-at`
 *   already say what follows.
 *
 * Properties: `state` (int, a CulmMqttSessionState; readable), `retry-at` (int64, microseconds of the monotonic clock
 * when the next try comes, or 0; readable), `network-monitor` (GNetworkMonitor; construct only, the default one when
 * not given), `time-scale` (double; 1; a factor for every wait, for tests; writable).
 */
#define CULM_TYPE_MQTT_SESSION (culm_mqtt_session_get_type ())
G_DECLARE_FINAL_TYPE (CulmMqttSession, culm_mqtt_session, CULM, MQTT_SESSION, GObject)

/* Both clocks in microseconds: what g_get_monotonic_time() says, and the one that goes on while the machine sleeps. */
typedef void (*CulmMqttClockFunc) (gint64 *monotonic, gint64 *boottime, gpointer user_data);

/* Returns: a number from 0 to below 1. */
typedef double (*CulmMqttRandomFunc) (gpointer user_data);

/* @endpoint is taken as culm_mqtt_endpoint_take() says; @monitor is nullable. Returns: (transfer full). */
CulmMqttSession *culm_mqtt_session_new (const CulmMqttEndpoint *endpoint, GNetworkMonitor *monitor);

/* Stop it before dropping it: who still publishes holds a reference. */
void culm_mqtt_session_start (CulmMqttSession *self);
void culm_mqtt_session_stop  (CulmMqttSession *self);

/* Tries at once, from any state but STOPPED; an open connection is given up first. */
void culm_mqtt_session_retry (CulmMqttSession *self);

/* For the connections from now on. Both nullable. A halted session tries at once. */
void culm_mqtt_session_set_credentials (CulmMqttSession *self, const char *user, const char *password);

/* Where the same peer is to be found from the next try on; what is open stays. */
void culm_mqtt_session_set_host (CulmMqttSession *self, const char *host);

/* The set of wanted topics; subscribed at once when open. */
void culm_mqtt_session_add_topic    (CulmMqttSession *self, const char *topic, int qos);
void culm_mqtt_session_remove_topic (CulmMqttSession *self, const char *topic);

CulmMqttSessionState culm_mqtt_session_get_state    (CulmMqttSession *self);
gint64               culm_mqtt_session_get_retry_at (CulmMqttSession *self);
gboolean             culm_mqtt_session_was_reached  (CulmMqttSession *self); /* as of CulmMqttClient */

/* As of CulmMqttClient. */
void    culm_mqtt_session_ping         (CulmMqttSession *self);
guint64 culm_mqtt_session_get_received (CulmMqttSession *self);

/* As of CulmMqttClient; OFFLINE at once unless a connection is open. */
void     culm_mqtt_session_publish_async  (CulmMqttSession *self, const char *topic, GBytes *payload, int qos,
                                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_mqtt_session_publish_finish (CulmMqttSession *self, GAsyncResult *result, GError **error);

/* For tests. */
void culm_mqtt_session_set_clock  (CulmMqttSession *self, CulmMqttClockFunc clock, gpointer user_data);
void culm_mqtt_session_set_random (CulmMqttSession *self, CulmMqttRandomFunc random, gpointer user_data);

G_END_DECLS
