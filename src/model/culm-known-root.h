/* culm-known-root.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulmKnownRoot:
 *
 * An issuer of printers' certificates that the person has, as a slicer brings it along (reference/lan.md §3): what may
 * be shown of it. Public data. Immutable.
 */
#define CULM_TYPE_KNOWN_ROOT (culm_known_root_get_type ())
G_DECLARE_FINAL_TYPE (CulmKnownRoot, culm_known_root, CULM, KNOWN_ROOT, GObject)

/* `name` is its CN (nullable), `fingerprint` its SHA-256 in 64 hexadecimal digits, `first` and `last` are unix
 * seconds. */
CulmKnownRoot *culm_known_root_new (const char *name, const char *fingerprint, gint64 first, gint64 last);

const char *culm_known_root_get_name (CulmKnownRoot *self); /* nullable */
const char *culm_known_root_get_fingerprint (CulmKnownRoot *self);
gint64      culm_known_root_get_first (CulmKnownRoot *self);
gint64      culm_known_root_get_last (CulmKnownRoot *self);

G_END_DECLS
