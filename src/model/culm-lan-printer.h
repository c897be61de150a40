/* culm-lan-printer.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-lan-ports.h"

G_BEGIN_DECLS

typedef enum {
  CULM_LAN_CONNECTING,
  CULM_LAN_ONLINE,        /* it took the access code, and its reports come */
  CULM_LAN_OFFLINE,       /* does not answer; tries go on by themselves */
  CULM_LAN_WRONG_CODE,    /* a person must give the code again */
  CULM_LAN_CHANGED,       /* shows another certificate than the one that was accepted: a person must look at it */
  CULM_LAN_TAKEN,         /* answers, and closes each connection at once: others may have its few places */
  CULM_LAN_WRONG_PRINTER, /* another one answers at its address; it is looked for by its announcements */
} CulmLanState;

/**
 * CulmLanPrinter:
 *
 * How a printer that was added on the local network is reached (reference/lan.md). Its access code is not here: it
 * lives in the keyring.
 *
 * Properties (readable, notify): "serial", "host" (strings), "state" (int: CulmLanState), "error" (GError, nullable:
 * why it is not online), "fingerprint" (string: of the certificate that was accepted), "new-fingerprint" (string,
 * nullable: of the one that it shows now), "lan-only" (boolean: no vendor host is asked about it).
 */
#define CULM_TYPE_LAN_PRINTER (culm_lan_printer_get_type ())
G_DECLARE_FINAL_TYPE (CulmLanPrinter, culm_lan_printer, CULM, LAN_PRINTER, GObject)

/* The user that every printer knows (reference/lan.md §1). */
#define CULM_LAN_USER "bblp"

/* What answers at an address, before it is added. Borrowed texts. */
typedef struct {
  const char *host, *serial, *fingerprint, *code; /* never NULL */
  const char *name, *model;                       /* nullable */
  CulmLanPorts ports;
} CulmLanDraft;

CulmLanPrinter *culm_lan_printer_new (const char *serial, const char *host, const char *fingerprint,
                                      gboolean lan_only);
const char     *culm_lan_printer_get_serial (CulmLanPrinter *self);
const char     *culm_lan_printer_get_host (CulmLanPrinter *self);
const char     *culm_lan_printer_get_fingerprint (CulmLanPrinter *self);
const char     *culm_lan_printer_get_new_fingerprint (CulmLanPrinter *self); /* nullable */
CulmLanState    culm_lan_printer_get_state (CulmLanPrinter *self);
const GError   *culm_lan_printer_get_error (CulmLanPrinter *self);
gboolean        culm_lan_printer_get_lan_only (CulmLanPrinter *self);

/* For the engine. `new_fingerprint` and `error` are nullable. */
void culm_lan_printer_set_state (CulmLanPrinter *self, CulmLanState state, const GError *error,
                                 const char *new_fingerprint);
void culm_lan_printer_set_fingerprint (CulmLanPrinter *self, const char *fingerprint);
void culm_lan_printer_set_host (CulmLanPrinter *self, const char *host);
void culm_lan_printer_set_lan_only (CulmLanPrinter *self, gboolean lan_only);

G_END_DECLS
