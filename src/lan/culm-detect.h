/* culm-detect.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* What answers at an address, found out without the access code (reference/lan.md §6). Nothing in it but the
 * certificate can be proven, and that only once the connection is made. */
typedef struct {
  char *serial;      /* of the certificate; never NULL */
  GBytes *leaf;      /* the certificate, as DER; never NULL */
  char *fingerprint; /* of the certificate, as culm_trust_get_fingerprint() says it; never NULL */
  char *issuer;      /* nullable */
  char *model_id, *name, *firmware; /* of the detect frame; nullable */
  char *address;     /* the number that answered; never NULL */
  gboolean lan_only; /* it has left the cloud */
} CulmDetected;

void culm_detected_free (CulmDetected *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmDetected, culm_detected_free)

/* Asks `detect_port` of `host` (a name or a number, IPv4 or IPv6), then reads the certificate at `tls_port` and hangs
 * up before anything is said there. A closed or silent detect port is no matter. At most 12 s. Errors: OFFLINE,
 * TIMED_OUT, UNTRUSTED (a certificate that is no printer's, or of another one than the detect frame names),
 * CANCELLED. */
void          culm_detect_async (const char *host, guint16 detect_port, guint16 tls_port, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
CulmDetected *culm_detect_finish (GAsyncResult *result, GError **error); /* (transfer full) */

/* The question. Returns: (transfer full). */
GBytes *culm_detect_make_question (void);

/* How long the frame is that begins like this: 0 when that is not known yet, -1 when it is none. */
gssize culm_detect_measure (const guint8 *data, gsize size);

/* Reads a whole frame. Fills all but what the certificate says; FALSE when it is no answer of a printer. Pure. */
gboolean culm_detect_read (const guint8 *data, gsize size, CulmDetected *detected);

G_END_DECLS
