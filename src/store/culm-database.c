/* culm-database.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-database.h"
#include "culm-error.h"
#include "culm-log.h"
#include <glib/gstdio.h>

/* How long to wait for another program of the same profile. */
#define BUSY_MS 3000

static gboolean
exec_quietly (sqlite3 *database, const char *sql)
{
  return sqlite3_exec (database, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* Returns: the number of migrations that the file has seen, or -1 when it cannot be read. */
static int
read_version (sqlite3 *database)
{
  sqlite3_stmt *row = NULL;
  int version = -1;

  if (sqlite3_prepare_v2 (database, "PRAGMA user_version", -1, &row, NULL) == SQLITE_OK &&
      sqlite3_step (row) == SQLITE_ROW)
    version = sqlite3_column_int (row, 0);
  sqlite3_finalize (row);
  return version;
}

static gboolean
is_whole (sqlite3 *database)
{
  sqlite3_stmt *row = NULL;
  gboolean whole = FALSE;

  if (sqlite3_prepare_v2 (database, "PRAGMA quick_check (1)", -1, &row, NULL) == SQLITE_OK &&
      sqlite3_step (row) == SQLITE_ROW)
    whole = g_strcmp0 ((const char *) sqlite3_column_text (row, 0), "ok") == 0;
  sqlite3_finalize (row);
  return whole;
}

static gboolean
migrate (sqlite3 *database, const char *const *migrations)
{
  int count = (int) g_strv_length ((char **) migrations);
  int version;
  gboolean good = exec_quietly (database, "BEGIN IMMEDIATE");

  version = good ? read_version (database) : -1;
  good = good && version >= 0 && version <= count;
  for (int i = version; good && i < count; i++)
    good = exec_quietly (database, migrations[i]);
  if (good && version < count) {
    g_autofree char *sql = g_strdup_printf ("PRAGMA user_version = %d", count);

    good = exec_quietly (database, sql);
  }
  if (good)
    return exec_quietly (database, "COMMIT");
  exec_quietly (database, "ROLLBACK");
  return FALSE;
}

static sqlite3 *
open_once (const char *path, const char *const *migrations, int *trouble)
{
  sqlite3 *database = NULL;

  *trouble =
      sqlite3_open_v2 (path, &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX, NULL);
  if (*trouble == SQLITE_OK) {
    sqlite3_busy_timeout (database, BUSY_MS);
    /* What is deleted is overwritten: whoever signs out leaves nothing behind. */
    exec_quietly (database, "PRAGMA secure_delete = ON; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                            " PRAGMA foreign_keys = ON");
    if (is_whole (database) && migrate (database, migrations))
      return database;
    *trouble = sqlite3_errcode (database);
  }
  sqlite3_close (database);
  return NULL;
}

static void
set_aside (const char *path)
{
  static const char *const parts[] = { "", "-wal", "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autofree char *from = g_strconcat (path, parts[i], NULL);
    g_autofree char *to = g_strconcat (path, ".old", parts[i], NULL);

    if (g_rename (from, to) != 0)
      g_unlink (from);
  }
}

sqlite3 *
culm_database_open (const char *path, const char *const *migrations, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  sqlite3 *database;
  int trouble = SQLITE_OK;

  g_mkdir_with_parents (folder, 0700);
  database = open_once (path, migrations, &trouble);
  /* Trouble with the disk or with another program is none of the file's; everything else is. */
  if (database == NULL && trouble != SQLITE_FULL && trouble != SQLITE_BUSY && trouble != SQLITE_LOCKED &&
      trouble != SQLITE_CANTOPEN && trouble != SQLITE_IOERR && trouble != SQLITE_READONLY) {
    culm_info ("The database is damaged or from a newer version; it is set aside");
    set_aside (path);
    database = open_once (path, migrations, &trouble);
  }
  if (database == NULL)
    culm_error_set (error, CULM_ERROR_ORIGIN_FILE, trouble == SQLITE_FULL ? CULM_ERROR_FULL : CULM_ERROR_FAILED,
                    "The database cannot be opened: %s", sqlite3_errstr (trouble));
  return database;
}

static void
bind_bytes (sqlite3_stmt *statement, int column, GBytes *bytes)
{
  gsize size;
  gconstpointer data;

  if (bytes == NULL)
    return;
  data = g_bytes_get_data (bytes, &size);
  sqlite3_bind_blob64 (statement, column, data != NULL ? data : "", size, SQLITE_TRANSIENT);
}

static sqlite3_stmt *
prepare_va (sqlite3 *database, const char *sql, const char *types, va_list values)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (database, sql, -1, &statement, NULL) != SQLITE_OK) {
    culm_info ("A statement of the database failed: %s", sqlite3_errmsg (database));
    return NULL;
  }
  for (int i = 0; types[i] != '\0'; i++) {
    switch (types[i]) {
    case 's': sqlite3_bind_text (statement, i + 1, va_arg (values, const char *), -1, SQLITE_TRANSIENT); break;
    case 'i': sqlite3_bind_int64 (statement, i + 1, va_arg (values, gint64)); break;
    case 'b': bind_bytes (statement, i + 1, va_arg (values, GBytes *)); break;
    default: g_assert_not_reached ();
    }
  }
  return statement;
}

sqlite3_stmt *
culm_database_prepare (sqlite3 *database, const char *sql, const char *types, ...)
{
  sqlite3_stmt *statement;
  va_list values;

  va_start (values, types);
  statement = prepare_va (database, sql, types, values);
  va_end (values);
  return statement;
}

gboolean
culm_database_run (sqlite3 *database, const char *sql, const char *types, ...)
{
  sqlite3_stmt *statement;
  va_list values;
  int step = SQLITE_ERROR;

  va_start (values, types);
  statement = prepare_va (database, sql, types, values);
  va_end (values);
  if (statement == NULL)
    return FALSE;
  do
    step = sqlite3_step (statement);
  while (step == SQLITE_ROW);
  if (step != SQLITE_DONE)
    culm_info ("The database did not take a change: %s", sqlite3_errmsg (database));
  sqlite3_finalize (statement);
  return step == SQLITE_DONE;
}

char *
culm_database_dup_text (sqlite3_stmt *row, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (row, column));
}

GBytes *
culm_database_dup_bytes (sqlite3_stmt *row, int column)
{
  gconstpointer data = sqlite3_column_blob (row, column);

  return data != NULL ? g_bytes_new (data, (gsize) sqlite3_column_bytes (row, column)) : NULL;
}
