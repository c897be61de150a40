/* culm-lan-record.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-lan-printer.h"
#include "culm-mqtt-endpoint.h"
#include "culm-secret.h"

G_BEGIN_DECLS

/* What is known of a printer that was added on the LAN, access code and all: one entry of the keyring, so that nobody
 * can change the accepted certificate without the person who owns the code. */
typedef struct {
  char *serial, *host, *code, *pin; /* never NULL; `pin` is the fingerprint of the accepted certificate */
  char *name, *model;               /* nullable */
  CulmLanPorts ports;
  gboolean lan_only;
} CulmLanRecord;

/* Texts are copied. Returns: (transfer full). */
CulmLanRecord *culm_lan_record_new (const CulmLanDraft *draft);
CulmLanRecord *culm_lan_record_copy (const CulmLanRecord *self);
void           culm_lan_record_free (CulmLanRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmLanRecord, culm_lan_record_free)

void culm_lan_record_set_code (CulmLanRecord *self, const char *code);
void culm_lan_record_set_pin (CulmLanRecord *self, const char *pin);
void culm_lan_record_set_host (CulmLanRecord *self, const char *host);

/* To the keyring and back. Returns: (transfer full); from a secret NULL when it is no printer, or not whole. */
CulmSecret    *culm_lan_record_to_secret (const CulmLanRecord *self);
CulmLanRecord *culm_lan_record_new_from_secret (const CulmSecret *secret);

/* What may be shown of it. Returns: (transfer full). */
CulmLanPrinter *culm_lan_record_make_printer (const CulmLanRecord *self);

/* How to connect; whom to trust is the caller's to add. Borrows the record's texts. */
CulmMqttEndpoint culm_lan_record_get_endpoint (const CulmLanRecord *self);

G_END_DECLS
