/* culm-broker-trial.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-broker-record.h"

G_BEGIN_DECLS

/* Connects once, asks for the printer's reports, and goes: whether a broker takes what a person typed in. Errors are
 * those of CulmMqttClient: UNAUTHORISED for a wrong user or password, UNTRUSTED, OFFLINE, TIMED_OUT, REFUSED. */
void     culm_broker_trial_async (const CulmBrokerRecord *record, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
/* The same for any endpoint (taken as culm_mqtt_endpoint_take() says) that the reports of `serial` come from. */
void     culm_broker_trial_endpoint_async (const CulmMqttEndpoint *endpoint, const char *serial,
                                           GCancellable *cancellable, GAsyncReadyCallback callback,
                                           gpointer user_data);
gboolean culm_broker_trial_finish (GAsyncResult *result, GError **error);

G_END_DECLS
