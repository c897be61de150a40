/* culm-broker-record.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-broker.h"
#include "culm-mqtt-endpoint.h"
#include "culm-secret.h"

G_BEGIN_DECLS

/* What is known of a broker that was typed in by hand, password and all: one entry of the keyring. */
typedef struct {
  char *serial, *host, *user, *password; /* never NULL */
  char *model;   /* as CulmPrinterModel finds it; nullable */
  char *ca_file; /* the certificate that the broker's chain must lead to; NULL: as for every server */
  guint16 port;
  gboolean plain;
} CulmBrokerRecord;

/* Texts are copied; `port` 0 is the usual one. Returns: (transfer full). */
CulmBrokerRecord *culm_broker_record_new (const char *serial, const char *host, guint16 port, gboolean plain,
                                          const char *user, const char *password, const char *model,
                                          const char *ca_file);
CulmBrokerRecord *culm_broker_record_copy (const CulmBrokerRecord *self);
void              culm_broker_record_set_password (CulmBrokerRecord *self, const char *password);
void              culm_broker_record_free (CulmBrokerRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmBrokerRecord, culm_broker_record_free)

/* To the keyring and back. Returns: (transfer full); from a secret NULL when it is no broker, or not whole. */
CulmSecret       *culm_broker_record_to_secret (const CulmBrokerRecord *self);
CulmBrokerRecord *culm_broker_record_new_from_secret (const CulmSecret *secret);

/* What may be shown of it. Returns: (transfer full). */
CulmBroker *culm_broker_record_make_broker (const CulmBrokerRecord *self);

/* How to connect. Borrows the record's texts. */
CulmMqttEndpoint culm_broker_record_get_endpoint (const CulmBrokerRecord *self);

G_END_DECLS
