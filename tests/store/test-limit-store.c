/* test-limit-store.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-limit-store.h"
#include "culm-test-await.h"
#include <glib/gstdio.h>
#include <sqlite3.h>

#define SECOND ((gint64) G_USEC_PER_SEC)
#define START (1000000 * SECOND)

/* A profile that no other test has: g_get_user_data_dir() is read once a process. */
static char *
make_profile (void)
{
  g_autofree char *folder = culm_test_make_folder ();

  return g_path_get_basename (folder);
}

static char *
make_path (const char *profile)
{
  return g_build_filename (g_get_user_data_dir (), "culm", profile, "limits.sqlite", NULL);
}

static gint64
take (CulmLimitStore *store, CulmLimit limit, const char *key, gint64 now, guint count)
{
  CulmLimitTake wish = { .account = "1@global", .limit = limit, .key = key, .count = count, .now = now };
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_limit_store_take_async (store, &wish, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 20);
  return culm_limit_store_take_finish (result, NULL);
}

/* Two programs of a profile draw from one bucket; what they took is still gone after both have ended. */
static void
test_shared (void)
{
  g_autofree char *profile = make_profile ();

  {
    g_autoptr (CulmLimitStore) window = culm_limit_store_new (profile);
    g_autoptr (CulmLimitStore) terminal = culm_limit_store_new (profile);

    for (int i = 0; i < 5; i++) {
      g_assert_cmpint (take (window, CULM_LIMIT_UPLOADS, NULL, START, 1), ==, 0);
      g_assert_cmpint (take (terminal, CULM_LIMIT_UPLOADS, NULL, START, 1), ==, 0);
    }
    g_assert_cmpint (take (window, CULM_LIMIT_UPLOADS, NULL, START, 1), ==, START + 360 * SECOND);
  }
  {
    g_autoptr (CulmLimitStore) later = culm_limit_store_new (profile);

    g_assert_cmpint (take (later, CULM_LIMIT_UPLOADS, NULL, START + SECOND, 1), >, 0);
    /* Other limits, other devices and other accounts have their own. */
    g_assert_cmpint (take (later, CULM_LIMIT_REQUESTS, NULL, START, 1), ==, 0);
    g_assert_cmpint (take (later, CULM_LIMIT_DEVICE, "A", START, 10), ==, 0);
    g_assert_cmpint (take (later, CULM_LIMIT_DEVICE, "A", START, 1), >, 0);
    g_assert_cmpint (take (later, CULM_LIMIT_DEVICE, "B", START, 10), ==, 0);
    culm_limit_store_forget (later, "1@global");
    g_assert_cmpint (take (later, CULM_LIMIT_UPLOADS, NULL, START, 10), ==, 0);
  }
}

static void
test_pause (void)
{
  g_autofree char *profile = make_profile ();
  g_autoptr (CulmLimitStore) window = culm_limit_store_new (profile);
  g_autoptr (CulmLimitStore) terminal = culm_limit_store_new (profile);

  g_assert_cmpint (take (terminal, CULM_LIMIT_REQUESTS, NULL, START, 1), ==, 0);
  culm_limit_store_pause (window, "1@global", START + 60 * SECOND);
  culm_limit_store_close (window);
  g_assert_cmpint (take (terminal, CULM_LIMIT_REQUESTS, NULL, START, 1), ==, START + 60 * SECOND);
  g_assert_cmpint (take (terminal, CULM_LIMIT_UPLOADS, NULL, START, 1), ==, START + 60 * SECOND);
  g_assert_cmpint (take (terminal, CULM_LIMIT_MESSAGES, NULL, START, 1), ==, 0);
  g_assert_cmpint (take (terminal, CULM_LIMIT_REQUESTS, NULL, START + 60 * SECOND, 1), ==, 0);
  /* No server may ask for more than a day: this clock went back. */
  culm_limit_store_pause (terminal, "1@global", START + 3 * 24 * 3600 * SECOND);
  g_assert_cmpint (take (terminal, CULM_LIMIT_REQUESTS, NULL, START, 1), ==, 0);
}

/* Whatever the file is: the limits hold, if only in this program. */
static void
check_memory (const char *profile)
{
  g_autoptr (CulmLimitStore) store = culm_limit_store_new (profile);

  g_assert_cmpint (take (store, CULM_LIMIT_UPLOADS, NULL, START, 10), ==, 0);
  g_assert_cmpint (take (store, CULM_LIMIT_UPLOADS, NULL, START, 1), >, 0);
  culm_limit_store_pause (store, "1@global", START + SECOND);
  g_assert_cmpint (take (store, CULM_LIMIT_REQUESTS, NULL, START, 1), ==, START + SECOND);
}

static void
test_bad_file (void)
{
  g_autofree char *damaged = make_profile ();
  g_autofree char *damaged_path = make_path (damaged);
  g_autofree char *damaged_folder = g_path_get_dirname (damaged_path);
  g_autofree char *blocked = make_profile ();
  g_autofree char *blocked_path = make_path (blocked);
  g_autofree char *strange = make_profile ();
  g_autofree char *strange_path = make_path (strange);
  g_autofree char *strange_folder = g_path_get_dirname (strange_path);
  sqlite3 *database;

  g_mkdir_with_parents (damaged_folder, 0700);
  g_assert_true (g_file_set_contents (damaged_path, "SQLite format 3\0nonsense behind it, and more of it", 50, NULL));
  check_memory (damaged);
  /* A folder in the place of the file: nothing can be written, not even by root. */
  g_mkdir_with_parents (blocked_path, 0700);
  check_memory (blocked);
  /* A table of another shape, as if from this version. */
  g_mkdir_with_parents (strange_folder, 0700);
  g_assert_cmpint (sqlite3_open (strange_path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, "CREATE TABLE bucket (x); PRAGMA user_version = 1", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  sqlite3_close (database);
  check_memory (strange);
}

/* Another program holds the file for good: this one goes on without it. */
static void
test_locked_file (void)
{
  g_autofree char *profile = make_profile ();
  g_autofree char *path = make_path (profile);
  g_autoptr (CulmLimitStore) store = culm_limit_store_new (profile);
  sqlite3 *database;

  g_assert_cmpint (take (store, CULM_LIMIT_UPLOADS, NULL, START, 1), ==, 0);
  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, "BEGIN EXCLUSIVE", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (take (store, CULM_LIMIT_UPLOADS, NULL, START, 1), ==, 0);
  sqlite3_exec (database, "ROLLBACK", NULL, NULL, NULL);
  sqlite3_close (database);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/limit-store/shared", test_shared);
  g_test_add_func ("/limit-store/pause", test_pause);
  g_test_add_func ("/limit-store/bad-file", test_bad_file);
  g_test_add_func ("/limit-store/locked-file", test_locked_file);
  return g_test_run ();
}
