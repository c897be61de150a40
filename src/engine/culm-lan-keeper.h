/* culm-lan-keeper.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-lan-session.h"
#include "culm-lan-target.h"
#include "culm-secrets.h"

G_BEGIN_DECLS

/**
 * CulmLanKeeper:
 *
 * The printers of one profile that were added on the LAN, and those that announce themselves there: tries a new one
 * before it is kept, and lets each follow its printer's announcements.
 *
 * Signals: "added" (CulmLanSession): before it starts; "removed" (string serial).
 */
#define CULM_TYPE_LAN_KEEPER (culm_lan_keeper_get_type ())
G_DECLARE_FINAL_TYPE (CulmLanKeeper, culm_lan_keeper, CULM, LAN_KEEPER, GObject)

CulmLanKeeper *culm_lan_keeper_new (const char *profile, CulmSecrets *secrets, CulmPrinterList *printers,
                                    CulmCache *cache, GSettings *settings);

GListModel *culm_lan_keeper_get_list (CulmLanKeeper *self);  /* CulmLanPrinter, (transfer none) */
GListModel *culm_lan_keeper_get_found (CulmLanKeeper *self); /* CulmFoundPrinter, (transfer none) */

/* Listens for announcements, and asks for them now. UNSUPPORTED when there is no way to. */
gboolean culm_lan_keeper_search (CulmLanKeeper *self, GError **error);

/* The issuers that the person has: everything that meets a printer asks them. (transfer none). */
CulmLanRoots *culm_lan_keeper_get_roots (CulmLanKeeper *self);

/* What a service of the printer needs to be reached at `port`, its proof with it: the one way to FTPS, camera and file
 * tunnel. Returns: (transfer full). */
CulmLanTarget *culm_lan_keeper_make_target (CulmLanKeeper *self, const CulmLanRecord *record, guint16 port);

/* All that is known of it: host, ports, code and accepted certificate. Returns: (transfer full) (nullable). */
CulmLanRecord *culm_lan_keeper_dup_record (CulmLanKeeper *self, const char *serial);

/* What the keyring and the cache hold (element-type CulmSecret, CulmRestored); nothing connects yet. */
void culm_lan_keeper_restore (CulmLanKeeper *self, GPtrArray *secrets, GPtrArray *restored, double time_scale);
void culm_lan_keeper_start (CulmLanKeeper *self);
void culm_lan_keeper_stop (CulmLanKeeper *self);

/* Takes the record (transfer full), in place of an older one of this printer. Errors: UNAUTHORISED a wrong code,
 * UNTRUSTED not the printer or the certificate that was accepted, OFFLINE, TIMED_OUT, those of the keyring; then
 * nothing was changed. */
void     culm_lan_keeper_add_async (CulmLanKeeper *self, CulmLanRecord *record, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_lan_keeper_add_finish (CulmLanKeeper *self, GAsyncResult *result, GError **error);

/* Wipes the secret and the printer's cache. NOT_FOUND (origin printer) when there is none. */
void     culm_lan_keeper_remove_async (CulmLanKeeper *self, const char *serial, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_lan_keeper_remove_finish (CulmLanKeeper *self, GAsyncResult *result, GError **error);

/* A person wants it tried at once, whatever the last try gave. Nothing when there is none. */
void culm_lan_keeper_retry (CulmLanKeeper *self, const char *serial);

/* FALSE when there is none. */
gboolean culm_lan_keeper_set_lan_only (CulmLanKeeper *self, const char *serial, gboolean lan_only);

G_END_DECLS
