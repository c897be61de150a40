/* culm-lan-leaf.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* For workers: a connection without TLS, and without a proxy, which no printer is behind. `seconds` bounds each single
 * wait, 0: the cancellable alone does. Returns: (transfer full); NULL with an error of GIO. */
GSocketConnection *culm_lan_leaf_reach (const char *host, guint16 port, guint seconds, GCancellable *cancellable,
                                        GError **error);

/* For workers: connects to one of a printer's TLS ports (reference/lan.md §1), reads its certificate, and hangs up
 * before anything is said there. `serial` (nullable) is sent as SNI; `seconds` as above. `address` (out) (optional)
 * (nullable) (transfer full): the number that took the connection, set on failure as well. Returns: (transfer full):
 * DER; NULL with an error of GIO. */
GBytes *culm_lan_leaf_read (const char *host, guint16 port, const char *serial, guint seconds, char **address,
                            GCancellable *cancellable, GError **error);

/* For workers, where that failed: whether the port takes a connection and ends it without a word, as a printer does
 * that takes no more of them. At most 2 s. */
gboolean culm_lan_leaf_is_dropped (const char *host, guint16 port, GCancellable *cancellable);

G_END_DECLS
