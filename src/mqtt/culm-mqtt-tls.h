/* culm-mqtt-tls.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
#include "culm-mqtt-endpoint.h"

struct mosquitto;

G_BEGIN_DECLS

/**
 * CulmMqttTls:
 *
 * The TLS of one connection: TLS 1.2 or newer, the peer verified against the system's trust anchors and the endpoint's,
 * its name sent as SNI. libmosquitto would take the number that it connects to for both.
 */
typedef struct _CulmMqttTls CulmMqttTls;

/* Makes it in a worker thread: OpenSSL's start and the trust anchors take tens of milliseconds of disk and parsing the
 * first time. For a plain endpoint the result is NULL. The endpoint must outlive the result, whose trust function it
 * calls. Errors: UNTRUSTED (the anchor cannot be read), G_IO_ERROR_CANCELLED. */
void culm_mqtt_tls_new_async (const CulmMqttEndpoint *endpoint, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);

/* Returns: (transfer full) (nullable): NULL without an error for a plain endpoint. */
CulmMqttTls *culm_mqtt_tls_new_finish (GAsyncResult *result, GError **error);

void culm_mqtt_tls_free (CulmMqttTls *self);

/* Hands it to a new @mosq, which @self must outlive. */
void culm_mqtt_tls_apply (CulmMqttTls *self, struct mosquitto *mosq);

/* Why the peer's certificate was refused, for the log, or NULL if it was not. */
const char *culm_mqtt_tls_get_refusal (CulmMqttTls *self);

/* What the peer did not like, for the log, or NULL. */
const char *culm_mqtt_tls_get_alert (CulmMqttTls *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmMqttTls, culm_mqtt_tls_free)

G_END_DECLS
