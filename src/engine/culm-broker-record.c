/* culm-broker-record.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-broker-record.h"

#define KEEPALIVE 30 /* s: between a printer's and the cloud's (reference/mqtt.md §1) */

CulmBrokerRecord *
culm_broker_record_new (const char *serial, const char *host, guint16 port, gboolean plain, const char *user,
                        const char *password, const char *model, const char *ca_file)
{
  CulmBrokerRecord *self = g_new0 (CulmBrokerRecord, 1);

  self->serial = g_strdup (serial);
  self->host = g_strdup (host);
  self->port = port != 0 ? port : plain ? CULM_BROKER_PORT_PLAIN : CULM_BROKER_PORT;
  self->plain = plain;
  self->user = g_strdup (user);
  self->password = g_strdup (password);
  self->model = g_strdup (model);
  self->ca_file = g_strdup (ca_file);
  return self;
}

CulmBrokerRecord *
culm_broker_record_copy (const CulmBrokerRecord *self)
{
  return culm_broker_record_new (self->serial, self->host, self->port, self->plain, self->user, self->password,
                                 self->model, self->ca_file);
}

void
culm_broker_record_set_password (CulmBrokerRecord *self, const char *password)
{
  culm_secret_wipe (self->password);
  self->password = g_strdup (password);
}

void
culm_broker_record_free (CulmBrokerRecord *self)
{
  g_free (self->serial);
  g_free (self->host);
  g_free (self->user);
  culm_secret_wipe (self->password);
  g_free (self->model);
  g_free (self->ca_file);
  g_free (self);
}

CulmSecret *
culm_broker_record_to_secret (const CulmBrokerRecord *self)
{
  CulmSecret *secret = culm_secret_new (CULM_SECRET_BROKER, self->serial);

  culm_secret_set (secret, "host", self->host);
  culm_secret_set_int (secret, "port", self->port);
  culm_secret_set (secret, "tls", self->plain ? "no" : "yes");
  culm_secret_set (secret, "user", self->user);
  culm_secret_set (secret, "password", self->password);
  culm_secret_set (secret, "model", self->model);
  culm_secret_set (secret, "ca-file", self->ca_file);
  return secret;
}

CulmBrokerRecord *
culm_broker_record_new_from_secret (const CulmSecret *secret)
{
  const char *serial = culm_secret_get_id (secret), *host = culm_secret_get (secret, "host");
  gint64 port = culm_secret_get_int (secret, "port");

  if (!g_str_equal (culm_secret_get_kind (secret), CULM_SECRET_BROKER) || !culm_broker_is_serial (serial) ||
      host == NULL || port < 1 || port > G_MAXUINT16 || culm_secret_get (secret, "user") == NULL ||
      culm_secret_get (secret, "password") == NULL)
    return NULL;
  /* Whatever else it says: only a plain "no" does without TLS. */
  return culm_broker_record_new (serial, host, (guint16) port, g_strcmp0 (culm_secret_get (secret, "tls"), "no") == 0,
                                 culm_secret_get (secret, "user"), culm_secret_get (secret, "password"),
                                 culm_secret_get (secret, "model"), culm_secret_get (secret, "ca-file"));
}

CulmBroker *
culm_broker_record_make_broker (const CulmBrokerRecord *self)
{
  return culm_broker_new (self->serial, self->host, self->port, self->plain, self->user, self->model);
}

CulmMqttEndpoint
culm_broker_record_get_endpoint (const CulmBrokerRecord *self)
{
  CulmMqttEndpoint endpoint = { .host = self->host,
                                .port = self->port,
                                .purpose = CULM_CONTACT_BROKER,
                                .plain = self->plain,
                                .ca_file = self->ca_file != NULL ? self->ca_file : g_getenv ("CULM_CA_FILE"),
                                .user = self->user,
                                .password = self->password,
                                .keepalive = KEEPALIVE };

  return endpoint;
}
