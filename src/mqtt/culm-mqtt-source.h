/* culm-mqtt-source.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

struct mosquitto;

G_BEGIN_DECLS

/**
 * CulmMqttSource:
 *
 * A GSource that drives one connection of libmosquitto: TCP, then TLS if there is any, then packets. One source for one
 * `struct mosquitto` and one descriptor: who reconnects makes both anew. Destroy the source before the struct.
 */

/**
 * CulmMqttSourceFunc:
 * @rc: what libmosquitto returned; anything but MOSQ_ERR_SUCCESS means that the connection is over. The return codes
 *   are the truth: on_disconnect is not called in every case
 * @code: an errno that belongs to @rc, or 0
 *
 * Called after each step, outside of libmosquitto, which may be destroyed here if the source is as well. The source
 * removes itself when the connection is over.
 * Returns: TRUE to be called again before more is read.
 */
typedef gboolean (*CulmMqttSourceFunc) (int rc, int code, gpointer user_data);

/* For a @mosq whose mosquitto_connect_async() has just succeeded; it calls @func, g_source_set_callback() is not used.
 * The priority is that of GTK's redraw, so that neither a flood of messages nor a busy window starves the other.
 * Returns: (transfer full). */
GSource *culm_mqtt_source_new (struct mosquitto *mosq, CulmMqttSourceFunc func, gpointer user_data);

/* Something was published or subscribed: look again whether the descriptor must be written. */
void culm_mqtt_source_update (GSource *source);

/* Calls the callback soon, with @rc and @code, without an event on the descriptor. */
void culm_mqtt_source_wake (GSource *source, int rc, int code);

/* Is TCP connected? */
gboolean culm_mqtt_source_is_connected (GSource *source);

/* Asks the broker for a sign of life, once packets go: a PINGREQ of our own, for libmosquitto's come after five seconds
 * of silence at the earliest. */
void culm_mqtt_source_ping (GSource *source);

/* How many bytes TCP has brought so far; 0: not known. */
guint64 culm_mqtt_source_get_received (GSource *source);

/* How often it was dispatched. For tests. */
guint culm_mqtt_source_get_dispatches (GSource *source);

G_END_DECLS
