/* culm-trust.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* The one place where the certificate of a printer is judged (reference/lan.md §3); every connection to a printer asks
 * here before the access code is sent. */

typedef enum {
  CULM_TRUST_MALFORMED,     /* no certificate, or one without a serial in its name */
  CULM_TRUST_WRONG_PRINTER, /* of another printer, or no printer at all: never go on */
  CULM_TRUST_CHANGED,       /* of this printer by its name, but not the one that was accepted: a person must look */
  CULM_TRUST_UNKNOWN,       /* of this printer by its name, by an issuer that is not known: a person must accept it */
  CULM_TRUST_GOOD,          /* the one that was accepted, or by an issuer that is known */
} CulmTrust;

/* "good", "unknown", "changed", "wrong-printer", "malformed": for logs and reports. */
const char *culm_trust_get_name (CulmTrust trust);

/* `leaf` and what else the printer sent, as DER; `chain` is nullable, and of GBytes. `serial` is who it should be; NULL
 * when that is not known yet: then any serial will do. `pin` (nullable) is what culm_trust_get_fingerprint() said of
 * the one that was accepted. `roots` (nullable) are issuers that the person has, of GBytes as DER.
 * A known issuer's certificate is good whatever the pin says: printers renew theirs. Its dates do not count, as the
 * clock of a printer without a network is no clock. */
CulmTrust culm_trust_check (GBytes *leaf, GPtrArray *chain, const char *serial, const char *pin, GPtrArray *roots);

/* SHA-256 of a certificate, 64 hexadecimal digits in upper case. Returns: (transfer full). */
char *culm_trust_get_fingerprint (GBytes *leaf);
/* The serial that it is made out to, its CN: 15 or 16 letters and digits. Returns: (transfer full) (nullable). */
char *culm_trust_get_serial (GBytes *leaf);
/* Whom it is made out to, and who issued it, as a name for a person. Returns: (transfer full) (nullable): valid UTF-8,
 * one line. */
char *culm_trust_get_subject (GBytes *certificate);
char *culm_trust_get_issuer (GBytes *leaf);

/* From when to when it says that it is valid, in unix seconds. FALSE when it cannot be read. */
gboolean culm_trust_get_dates (GBytes *leaf, gint64 *first, gint64 *last);

/* Whether it may issue others (basic constraints), or is so old that it does not say. */
gboolean culm_trust_is_issuer (GBytes *certificate);

/* As PEM. Returns: (transfer full) (nullable): NULL when it cannot be read. */
char *culm_trust_make_pem (GBytes *certificate);

/* The certificates of a PEM file, such as a slicer brings along, at most 64. Returns: (transfer full): of GBytes, at
 * worst empty. Pure: `pem` was read by the caller. */
GPtrArray *culm_trust_read_roots (GBytes *pem);

G_END_DECLS
