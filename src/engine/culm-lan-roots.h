/* culm-lan-roots.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-known-root.h"

G_BEGIN_DECLS

/**
 * CulmLanRoots:
 *
 * The issuers of printers' certificates that the person has, of one profile (reference/lan.md §3): the one owner, whom
 * everything asks that meets a printer. Kept as PEM in the profile's folder, for they are public. All of the disk is
 * for workers.
 *
 * Signal "changed" ().
 */
#define CULM_TYPE_LAN_ROOTS (culm_lan_roots_get_type ())
G_DECLARE_FINAL_TYPE (CulmLanRoots, culm_lan_roots, CULM, LAN_ROOTS, GObject)

CulmLanRoots *culm_lan_roots_new (const char *profile);

/* For culm_trust_check() and CulmLanTarget: of GBytes (DER), never changed once it was handed out. Returns: (transfer
 * none) (nullable): NULL while there are none. */
GPtrArray *culm_lan_roots_get (CulmLanRoots *self);

/* GListModel of CulmKnownRoot, (transfer none). */
GListModel *culm_lan_roots_get_list (CulmLanRoots *self);

/* Reads what the profile keeps; a file that is missing or damaged means none, and those whose time is over vouch for
 * nobody. Errors: CANCELLED alone (of GIO). */
void     culm_lan_roots_load_async (CulmLanRoots *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean culm_lan_roots_load_finish (CulmLanRoots *self, GAsyncResult *result, GError **error);

/* Adds those of a file. Errors: as of culm_trust_bundle_read() and culm_trust_bundle_write(), FULL (over 64), BUSY
 * (another change is under way). Finish: how many are new; -1 on error. */
void culm_lan_roots_add_async (CulmLanRoots *self, const char *path, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
int  culm_lan_roots_add_finish (CulmLanRoots *self, GAsyncResult *result, GError **error);

/* Forgets the one of this fingerprint. Errors: NOT_FOUND, BUSY, those of the disk. */
void     culm_lan_roots_remove_async (CulmLanRoots *self, const char *fingerprint, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_lan_roots_remove_finish (CulmLanRoots *self, GAsyncResult *result, GError **error);

G_END_DECLS
