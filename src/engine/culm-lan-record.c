/* culm-lan-record.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-lan-record.h"
#include "culm-broker.h"

#define KEEPALIVE 15 /* s: a network away is noticed early, and a printer has few guests */

static void
replace (char **place, const char *value)
{
  char *old = *place;

  *place = g_strdup (value);
  g_free (old);
}

CulmLanRecord *
culm_lan_record_new (const CulmLanDraft *draft)
{
  CulmLanRecord *self = g_new0 (CulmLanRecord, 1);

  self->serial = g_strdup (draft->serial);
  self->host = g_strdup (draft->host);
  self->code = g_strdup (draft->code);
  self->pin = g_strdup (draft->fingerprint);
  self->name = g_strdup (draft->name);
  self->model = g_strdup (draft->model);
  self->ports = draft->ports;
  return self;
}

CulmLanRecord *
culm_lan_record_copy (const CulmLanRecord *self)
{
  CulmLanDraft draft = { .host = self->host,
                         .serial = self->serial,
                         .fingerprint = self->pin,
                         .code = self->code,
                         .name = self->name,
                         .model = self->model,
                         .ports = self->ports };
  CulmLanRecord *copy = culm_lan_record_new (&draft);

  copy->lan_only = self->lan_only;
  return copy;
}

void
culm_lan_record_free (CulmLanRecord *self)
{
  g_free (self->serial);
  g_free (self->host);
  culm_secret_wipe (self->code);
  g_free (self->pin);
  g_free (self->name);
  g_free (self->model);
  g_free (self);
}

void
culm_lan_record_set_code (CulmLanRecord *self, const char *code)
{
  char *old = self->code;

  self->code = g_strdup (code);
  culm_secret_wipe (old);
}

void
culm_lan_record_set_pin (CulmLanRecord *self, const char *pin)
{
  replace (&self->pin, pin);
}

void
culm_lan_record_set_host (CulmLanRecord *self, const char *host)
{
  replace (&self->host, host);
}

CulmSecret *
culm_lan_record_to_secret (const CulmLanRecord *self)
{
  CulmSecret *secret = culm_secret_new (CULM_SECRET_PRINTER, self->serial);
  g_autofree char *ports = culm_lan_ports_to_string (&self->ports);

  culm_secret_set (secret, "host", self->host);
  culm_secret_set (secret, "access-code", self->code);
  culm_secret_set (secret, "fingerprint", self->pin);
  culm_secret_set (secret, "name", self->name);
  culm_secret_set (secret, "model", self->model);
  culm_secret_set (secret, "ports", *ports != '\0' ? ports : NULL);
  culm_secret_set (secret, "lan-only", self->lan_only ? "yes" : NULL);
  return secret;
}

CulmLanRecord *
culm_lan_record_new_from_secret (const CulmSecret *secret)
{
  const char *ports = culm_secret_get (secret, "ports");
  CulmLanDraft draft = { .serial = culm_secret_get_id (secret),
                         .host = culm_secret_get (secret, "host"),
                         .code = culm_secret_get (secret, "access-code"),
                         .fingerprint = culm_secret_get (secret, "fingerprint"),
                         .name = culm_secret_get (secret, "name"),
                         .model = culm_secret_get (secret, "model"),
                         .ports = CULM_LAN_PORTS_INIT };
  CulmLanRecord *self;

  if (!g_str_equal (culm_secret_get_kind (secret), CULM_SECRET_PRINTER) || !culm_broker_is_serial (draft.serial) ||
      draft.host == NULL || draft.code == NULL || draft.fingerprint == NULL ||
      (ports != NULL && !culm_lan_ports_parse (&draft.ports, ports, NULL)))
    return NULL;
  self = culm_lan_record_new (&draft);
  self->lan_only = g_strcmp0 (culm_secret_get (secret, "lan-only"), "yes") == 0;
  return self;
}

CulmLanPrinter *
culm_lan_record_make_printer (const CulmLanRecord *self)
{
  return culm_lan_printer_new (self->serial, self->host, self->pin, self->lan_only);
}

CulmMqttEndpoint
culm_lan_record_get_endpoint (const CulmLanRecord *self)
{
  CulmMqttEndpoint endpoint = { .host = self->host,
                                .port = self->ports.mqtt,
                                .purpose = CULM_CONTACT_PRINTER,
                                .server_name = self->serial,
                                .user = CULM_LAN_USER,
                                .password = self->code,
                                .keepalive = KEEPALIVE };

  return endpoint;
}
