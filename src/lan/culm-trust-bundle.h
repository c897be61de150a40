/* culm-trust-bundle.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-trust.h"

G_BEGIN_DECLS

/* Files of issuers that printers' certificates may lead to (reference/lan.md §3), as slicers bring them along. They are
 * read and written by workers: all of it waits for the disk. */

/* The issuers of a PEM file: what is no certificate, may issue none, or is not valid at `now` (unix seconds) is left
 * out. Returns: (transfer full): of GBytes (DER), each once, at least one and at most 64. Errors (origin file):
 * NOT_FOUND, FORBIDDEN, MALFORMED (no plain file, over 256 KiB, or no such certificate in it), UNTRUSTED (there are
 * some, and the time of each is over). */
GPtrArray *culm_trust_bundle_read (const char *path, gint64 now, GError **error);

/* Replaces the file as a whole, its folder made when it is not there. FULL, FORBIDDEN, FAILED. */
gboolean culm_trust_bundle_write (const char *path, GPtrArray *roots, GError **error);

/* Those of Bambu Studio and OrcaSlicer that lie where these are installed, by hand or as a Flatpak. Returns: (transfer
 * full): of paths, the likeliest first; at worst empty. */
GPtrArray *culm_trust_bundle_find (void);

G_END_DECLS
