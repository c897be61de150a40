/* culm-mqtt-client.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
#include "culm-mqtt-endpoint.h"

G_BEGIN_DECLS

typedef enum { CULM_MQTT_CLOSED, CULM_MQTT_CONNECTING, CULM_MQTT_OPEN } CulmMqttState;

/**
 * CulmMqttClient:
 *
 * One connection at a time to an MQTT 3.1.1 broker, with a clean session (reference/mqtt.md §1), on the main context
 * that is the thread's default when it connects. It never reconnects and never sends a message twice: that it was lost
 * is told, and what follows is up to the caller (CulmMqttSession). All errors are of CULM_ERROR, origin mqtt.
 *
 * Signals:
 * `opened ()`: the broker accepted the connection.
 * `message (const char *topic, GBytes *payload)`: in the order of arrival. A handler may close the client, connect it
 *   anew or drop its last reference.
 * `closed (GError *error)`: a connection or a try ended that culm_mqtt_client_close() did not end. OFFLINE: refused,
 *   lost, no such name; UNTRUSTED: the certificate; UNAUTHORISED: CONNACK 4 or 5; REFUSED: any other CONNACK (both with
 *   its number as server code); TIMED_OUT: no CONNACK in 10 s, no PINGRESP in a keepalive, no PUBACK or SUBACK in 10 s.
 *   The client may connect again, from the handler on.
 *
 * Properties: `state` (int, a CulmMqttState; readable).
 */
#define CULM_TYPE_MQTT_CLIENT (culm_mqtt_client_get_type ())
G_DECLARE_FINAL_TYPE (CulmMqttClient, culm_mqtt_client, CULM, MQTT_CLIENT, GObject)

/* @endpoint is taken as culm_mqtt_endpoint_take() says. Returns: (transfer full). */
CulmMqttClient *culm_mqtt_client_new (const CulmMqttEndpoint *endpoint);

/* For the next connection. Both nullable. */
void culm_mqtt_client_set_credentials (CulmMqttClient *self, const char *user, const char *password);
/* Where the same peer is to be found, for the next connection. */
void culm_mqtt_client_set_host (CulmMqttClient *self, const char *host);

/* Starts to connect; name, TCP, TLS and CONNACK have 10 s in all. Nothing happens unless the state is CLOSED. No signal
 * but notify::state comes before it returns. */
void culm_mqtt_client_connect (CulmMqttClient *self);

/* Says DISCONNECT, if open, and frees the connection. What is under way ends with OFFLINE; ::closed is not emitted. */
void culm_mqtt_client_close (CulmMqttClient *self);

CulmMqttState culm_mqtt_client_get_state (CulmMqttClient *self);

/* Did the last connection, or try, find somebody: was TCP connected? */
gboolean culm_mqtt_client_was_reached (CulmMqttClient *self);

/* Is the local address of the open connection still one of this machine's? TRUE unless it surely is not. */
gboolean culm_mqtt_client_has_address (CulmMqttClient *self);

/* Asks the broker for a sign of life, in between the pings of the keepalive. Does nothing unless open. */
void culm_mqtt_client_ping (CulmMqttClient *self);
/* How many bytes the open connection has brought, of whatever kind; 0: not open, or not known. */
guint64 culm_mqtt_client_get_received (CulmMqttClient *self);

/* Ends with the SUBACK. Errors: OFFLINE (not open, or lost meanwhile), REFUSED (SUBACK 0x80), TIMED_OUT (10 s; the
 * connection is then given up), USAGE (no topic that MQTT knows), G_IO_ERROR_CANCELLED. */
void     culm_mqtt_client_subscribe_async  (CulmMqttClient *self, const char *topic, int qos, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_mqtt_client_subscribe_finish (CulmMqttClient *self, GAsyncResult *result, GError **error);

/* Does nothing unless open. */
void culm_mqtt_client_unsubscribe (CulmMqttClient *self, const char *topic);

/* Publishes once, never retained. Ends when written (QoS 0) or acknowledged (QoS 1): errors as above. A cancelled
 * message may have been sent all the same. */
void     culm_mqtt_client_publish_async  (CulmMqttClient *self, const char *topic, GBytes *payload, int qos,
                                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_mqtt_client_publish_finish (CulmMqttClient *self, GAsyncResult *result, GError **error);

/* For tests: other limits than 10 s, in milliseconds, and how often the sources of this client were dispatched. */
void  culm_mqtt_client_set_timeouts   (CulmMqttClient *self, guint connect, guint answer);
guint culm_mqtt_client_get_dispatches (CulmMqttClient *self);

G_END_DECLS
