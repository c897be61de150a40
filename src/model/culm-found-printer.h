/* culm-found-printer.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulmFoundPrinter:
 *
 * A printer of this network that announces itself, or that answers at an address which a person typed. Immutable: a
 * change makes a new one. None of it is proven but the fingerprint, once that was accepted.
 */
#define CULM_TYPE_FOUND_PRINTER (culm_found_printer_get_type ())
G_DECLARE_FINAL_TYPE (CulmFoundPrinter, culm_found_printer, CULM, FOUND_PRINTER, GObject)

/* Name, model id, firmware and fingerprint are nullable. */
CulmFoundPrinter *culm_found_printer_new (const char *serial, const char *host, const char *name, const char *model_id,
                                          const char *firmware, const char *fingerprint, gboolean lan_only);

const char *culm_found_printer_get_serial (CulmFoundPrinter *self);
const char *culm_found_printer_get_host (CulmFoundPrinter *self);
const char *culm_found_printer_get_name (CulmFoundPrinter *self);     /* the serial when it says none */
const char *culm_found_printer_get_model_id (CulmFoundPrinter *self); /* nullable */
const char *culm_found_printer_get_firmware (CulmFoundPrinter *self); /* nullable */
const char *culm_found_printer_get_fingerprint (CulmFoundPrinter *self); /* nullable: it was only heard */
gboolean    culm_found_printer_get_lan_only (CulmFoundPrinter *self); /* it has left the cloud */

/* The known issuer that vouches for its certificate, by name: there is nothing to ask about the fingerprint then. NULL:
 * none does. */
const char *culm_found_printer_get_issuer (CulmFoundPrinter *self);

/* For the engine, before anybody else has it. */
void culm_found_printer_set_issuer (CulmFoundPrinter *self, const char *issuer);

/* The product's name where it is known ("P1S"), else the id. Nullable. */
const char *culm_found_printer_get_model (CulmFoundPrinter *self);

G_END_DECLS
