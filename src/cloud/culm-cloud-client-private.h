/* culm-cloud-client-private.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-cloud-client.h"
#include "culm-http.h"

G_BEGIN_DECLS

/* For the layer itself and its tests. */

/* Returns: (transfer none). */
CulmHttp *culm_cloud_client_get_http (CulmCloudClient *self);

/* How long a second of waiting between two tries lasts, in ms. 1000 unless a test is in a hurry. */
void  culm_cloud_client_set_second (CulmCloudClient *self, guint milliseconds);
guint culm_cloud_client_get_second (CulmCloudClient *self);

/* As culm_cloud_client_call_async(), with further headers, and with those of the answer (nullable), which are there
 * also when the answer itself is an error. */
void          culm_cloud_client_talk_async (CulmCloudClient *self, const char *method, const char *path,
                                            const char *query, JsonNode *body, CulmCloudCallFlags flags,
                                            SoupMessageHeaders *headers, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
CulmEnvelope *culm_cloud_client_talk_finish (CulmCloudClient *self, GAsyncResult *result,
                                             SoupMessageHeaders **headers, GError **error);

G_END_DECLS
