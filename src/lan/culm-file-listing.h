/* culm-file-listing.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-stored-file.h"

G_BEGIN_DECLS

/* What a printer answers to LIST: lines as `ls -l` writes them (reference/lan.md §4),
 * `-rwxr-xr-x 1 1002 1002 825312 Jul 14 09:38 name with spaces`, with a year in place of the time for old files. Lines
 * that are nothing of the kind, names that lead out of the folder, and links are left out; at most 20 000 entries.
 *
 * `now` (seconds, UTC) tells the year of a line that has none: the last one in which it is not more than a day ahead of
 * us. Returns: (transfer full): of CulmStoredFile. */
GPtrArray *culm_file_listing_parse (const char *text, gsize length, const char *folder, gint64 now);

G_END_DECLS
