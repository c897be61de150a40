/* culm-engine-lan.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine.h"
#include "culm-found-printer.h"
#include "culm-lan-printer.h"

G_BEGIN_DECLS

/* Printers on the local network: what of the engine does without an account (reference/lan.md). A printer that an
 * account has as well stays one; commands go by the LAN while it answers. */

/* GListModel of CulmLanPrinter, (transfer none). */
GListModel     *culm_engine_get_lan_printers (CulmEngine *self);
CulmLanPrinter *culm_engine_find_lan_printer (CulmEngine *self, const char *serial); /* (transfer none) (nullable) */

/* Those that announce themselves; filled once somebody searches. GListModel of CulmFoundPrinter, (transfer none). */
GListModel *culm_engine_get_found_printers (CulmEngine *self);
/* Listens from now on, and asks every printer to announce itself. Errors: as of CulmDiscovery. */
gboolean culm_engine_search_printers (CulmEngine *self, GError **error);

/* What answers at an address, without an access code: its certificate at the least. Errors: USAGE no host, OFFLINE,
 * TIMED_OUT, UNTRUSTED no printer. Finish returns (transfer full). */
void              culm_engine_look_at_async (CulmEngine *self, const char *host, const CulmLanPorts *ports,
                                             GCancellable *cancellable, GAsyncReadyCallback callback,
                                             gpointer user_data);
CulmFoundPrinter *culm_engine_look_at_finish (CulmEngine *self, GAsyncResult *result, GError **error);

/* Tries the access code at the printer whose certificate a person accepted, then keeps it, in place of what was known
 * of it, and connects. USAGE for a draft that cannot be; UNAUTHORISED a wrong code, UNTRUSTED another certificate,
 * OFFLINE, TIMED_OUT, and the errors of the keyring. */
void     culm_engine_add_printer_async (CulmEngine *self, const CulmLanDraft *draft, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_engine_add_printer_finish (CulmEngine *self, GAsyncResult *result, GError **error);

/* The same printer with another access code, or with the certificate that it shows now and that a person has accepted;
 * NULL: as it was. NOT_FOUND when there is none of this serial; else as above. */
void     culm_engine_renew_printer_async (CulmEngine *self, const char *serial, const char *code,
                                          const char *fingerprint, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_engine_renew_printer_finish (CulmEngine *self, GAsyncResult *result, GError **error);

/* Forgets what was added; a printer that an account has as well stays in the list. NOT_FOUND. */
void     culm_engine_remove_printer_async (CulmEngine *self, const char *serial, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_engine_remove_printer_finish (CulmEngine *self, GAsyncResult *result, GError **error);

/* Tries to reach the printer at once, in place of waiting for the next try. */
void culm_engine_retry_printer (CulmEngine *self, const char *serial);

/* Whether no vendor host is asked about this printer. FALSE when none was added of this serial. */
gboolean culm_engine_set_lan_only (CulmEngine *self, const char *serial, gboolean lan_only);

G_END_DECLS
