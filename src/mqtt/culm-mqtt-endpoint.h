/* culm-mqtt-endpoint.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-contacts.h"
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulmMqttTrustFunc:
 * @leaf_der: (transfer none): the peer's certificate
 * @chain_ok: a chain leads to a trust anchor, the dates hold, and the name fits
 *
 * Judges the peer's certificate after the chain check, on the main loop, before a user name or password is sent.
 * It must not touch the client. Returns: TRUE to go on.
 */
typedef gboolean (*CulmMqttTrustFunc) (GBytes *leaf_der, gboolean chain_ok, gpointer user_data);

/**
 * CulmMqttEndpoint:
 *
 * Where to connect, and as whom. The caller fills it, with NULL and 0 for what it does not care about; whoever takes it
 * copies the words and takes @trust_data over (@trust_destroy is called once, by the taker). The password is never a
 * property and never in a log.
 */
typedef struct {
  const char *host;             /* name or number */
  guint16 port;
  const char *server_name;      /* name to verify and to send as SNI, also looked for in the subject's CN: the serial of
                                 * a printer (reference/lan.md §3); NULL: host */
  gboolean plain;               /* no TLS: a broker typed in by hand, on request only */
  const char *ca_file;          /* PEM, a trust anchor beside the system's; nullable */
  const char *user, *password;  /* nullable */
  const char *client_id_prefix; /* a random suffix is added for every connection; NULL: "culm-" */
  guint keepalive;              /* seconds, 5 to 65535; 0: 30 */
  CulmContactPurpose purpose;   /* what the host is noted for */
  CulmMqttTrustFunc trust;      /* nullable: then the chain check alone decides */
  gpointer trust_data;
  GDestroyNotify trust_destroy;
} CulmMqttEndpoint;

/* A copy that owns its words and, in place of @endpoint, the trust data. Returns: (transfer full). */
CulmMqttEndpoint *culm_mqtt_endpoint_take (const CulmMqttEndpoint *endpoint);
void              culm_mqtt_endpoint_free (CulmMqttEndpoint *endpoint);

/* Of a copy alone. User and password are nullable. */
void culm_mqtt_endpoint_set_credentials (CulmMqttEndpoint *endpoint, const char *user, const char *password);
void culm_mqtt_endpoint_set_host (CulmMqttEndpoint *endpoint, const char *host);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmMqttEndpoint, culm_mqtt_endpoint_free)

G_END_DECLS
