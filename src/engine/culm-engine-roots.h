/* culm-engine-roots.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-engine.h"
#include "culm-known-root.h"

G_BEGIN_DECLS

/* The issuers of printers' certificates that the person has (reference/lan.md §3): a certificate by one of them, made
 * out to the printer's serial, needs no question. Public data, of one profile. */

/* GListModel of CulmKnownRoot, (transfer none). */
GListModel *culm_engine_get_known_roots (CulmEngine *self);

/* Looks for the files of slicers on this computer. Finish: (transfer full) (element-type filename): paths, at worst
 * none; NULL with CANCELLED. */
void       culm_engine_find_root_files_async (CulmEngine *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                              gpointer user_data);
GPtrArray *culm_engine_find_root_files_finish (CulmEngine *self, GAsyncResult *result, GError **error);

/* Takes the issuers of a file. Finish: how many of them are new; -1 with NOT_FOUND, FORBIDDEN, MALFORMED (no
 * certificate of an issuer in it), UNTRUSTED (their time is over), FULL, BUSY, or an error of the disk. */
void culm_engine_add_roots_async (CulmEngine *self, const char *path, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
int  culm_engine_add_roots_finish (CulmEngine *self, GAsyncResult *result, GError **error);

/* Forgets one. NOT_FOUND, BUSY, or an error of the disk. */
void     culm_engine_remove_root_async (CulmEngine *self, const char *fingerprint, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
gboolean culm_engine_remove_root_finish (CulmEngine *self, GAsyncResult *result, GError **error);

G_END_DECLS
