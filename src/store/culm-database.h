/* culm-database.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* SQLite as the store uses it: from one worker thread, never from the main loop. */

/* Opens the file, making it and its folder when missing, and brings it up to date: `migrations` (NULL-terminated) are
 * run from the version that the file has on. A file that is damaged, no database, or from a newer program is set aside
 * as PATH.old, and an empty one takes its place. Returns: (transfer full), or NULL with FULL or FAILED. */
sqlite3 *culm_database_open (const char *path, const char *const *migrations, GError **error);

/* A statement with its values: `types` has a letter for each of them, 's' const char * (nullable), 'i' gint64, 'b'
 * GBytes * (nullable). Returns: (transfer full), or NULL after saying so in the log. */
sqlite3_stmt *culm_database_prepare (sqlite3 *database, const char *sql, const char *types, ...);

/* Steps it to its end, and frees it. An error is logged and FALSE. */
gboolean culm_database_run (sqlite3 *database, const char *sql, const char *types, ...);

/* Columns of the current row. Returns: (transfer full) (nullable). */
char   *culm_database_dup_text (sqlite3_stmt *row, int column);
GBytes *culm_database_dup_bytes (sqlite3_stmt *row, int column);

G_END_DECLS
