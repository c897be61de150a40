/* test-cache.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-cache.h"
#include "culm-test-await.h"
#include <glib/gstdio.h>
#include <sqlite3.h>

static CulmCacheContents *
load_from (CulmCache *cache)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CulmCacheContents *contents;
  GAsyncResult *slot = NULL;

  culm_cache_load_async (cache, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 10);
  contents = culm_cache_load_finish (cache, result, &error);
  g_assert_no_error (error);
  return contents;
}

static CulmCacheContents *
load (const char *profile)
{
  g_autoptr (CulmCache) cache = culm_cache_new (profile);

  return load_from (cache);
}

/* Everything that was asked for before is done. */
static void
drain (CulmCache *cache)
{
  g_autoptr (CulmCacheContents) contents = load_from (cache);

  g_assert_false (contents->others); /* it is no other itself */
}

static void
save_printer (CulmCache *cache, const char *serial, const char *account, const char *name)
{
  g_autoptr (CulmCachedPrinter) printer = culm_cached_printer_new (serial, account);

  printer->name = g_strdup (name);
  culm_cache_save_printer (cache, printer);
}

static char *
get_path (const char *profile)
{
  return g_build_filename (g_get_user_data_dir (), "culm", profile, "culm.sqlite", NULL);
}

static void
test_remembers_printers (void)
{
  CulmCache *cache = culm_cache_new ("printers");
  g_autoptr (GBytes) report = g_bytes_new_static ("a\0b", 3);
  g_autoptr (CulmCacheContents) contents = NULL;
  const CulmCachedPrinter *printer;

  save_printer (cache, "S1", "1@global", "Old");
  culm_cache_save_report (cache, "S1", report, 1700000000);
  culm_cache_save_offline_since (cache, "S1", 1700000001);
  culm_cache_save_stopped_task (cache, "S1", "77");
  culm_cache_save_control (cache, "S1", 2);
  save_printer (cache, "S1", "1@global", "<b>&\"");
  save_printer (cache, "S2", "2@china", "Gone");
  culm_cache_forget_account (cache, "2@china");
  culm_cache_save_strategy (cache, "https://x", "seed");
  g_object_unref (cache); /* what was asked for is still written */

  contents = load ("printers");
  g_assert_cmpuint (contents->printers->len, ==, 1);
  printer = g_ptr_array_index (contents->printers, 0);
  g_assert_cmpstr (printer->name, ==, "<b>&\"");
  g_assert_true (g_bytes_equal (printer->report, report));
  g_assert_cmpint (printer->report_at, ==, 1700000000);
  g_assert_cmpint (printer->offline_since, ==, 1700000001);
  g_assert_cmpstr (printer->stopped_task, ==, "77");
  g_assert_cmpint (printer->control, ==, 2);
  g_assert_cmpstr (g_hash_table_lookup (contents->strategies, "https://x"), ==, "seed");
}

/* Others may still hold it. */
static void
test_closes (void)
{
  g_autoptr (CulmCache) cache = culm_cache_new ("closed");
  g_autoptr (CulmCacheContents) contents = NULL;

  for (guint i = 0; i < 200; i++) {
    g_autofree char *serial = g_strdup_printf ("S%u", i);

    save_printer (cache, serial, "1@global", "Lab");
  }
  culm_cache_close (cache);
  contents = load ("closed");
  g_assert_cmpuint (contents->printers->len, ==, 200);
  save_printer (cache, "late", "1@global", "Lab");
  culm_cache_close (cache);
}

static void
test_keeps_fifty_uploads (void)
{
  CulmCache *cache = culm_cache_new ("transfers");
  g_autoptr (CulmCacheContents) contents = NULL;
  const CulmCachedTransfer *newest;

  for (int i = 0; i < 60; i++) {
    g_autofree char *id = g_strdup_printf ("t%d", i);
    CulmCachedTransfer transfer = { .id = id,
                                    .path = (char *) "/x",
                                    .file_name = (char *) "x",
                                    .remote = (char *) "/y",
                                    .direction = 2,
                                    .error_origin = 3,
                                    .plate = 4,
                                    .removes = TRUE,
                                    .size = i,
                                    .ended = 1000 + i };

    culm_cache_save_transfer (cache, &transfer);
  }
  culm_cache_forget_transfer (cache, "t30");
  g_object_unref (cache);
  contents = load ("transfers");
  g_assert_cmpuint (contents->transfers->len, ==, 49);
  newest = g_ptr_array_index (contents->transfers, 0);
  g_assert_cmpstr (newest->id, ==, "t59");
  g_assert_null (newest->printer);
  g_assert_cmpstr (newest->remote, ==, "/y");
  g_assert_cmpint (newest->direction, ==, 2);
  g_assert_cmpint (newest->error_origin, ==, 3);
  g_assert_cmpint (newest->plate, ==, 4);
  g_assert_true (newest->removes);
}

static gboolean
finds_others (void)
{
  g_autoptr (CulmCacheContents) contents = load ("claim");

  g_assert_cmpuint (contents->transfers->len, >, 0);
  return contents->others;
}

/* Another program of the profile hears of what is under way until it ends, or its program does. */
static void
test_tells_what_is_under_way (void)
{
  CulmCachedTransfer transfer = {
    .id = (char *) "a", .path = (char *) "/x", .file_name = (char *) "x", .under_way = TRUE, .ended = 1
  };
  CulmCache *cache = culm_cache_new ("claim");

  culm_cache_save_transfer (cache, &transfer);
  transfer.id = (char *) "b";
  culm_cache_save_transfer (cache, &transfer);
  drain (cache);
  g_assert_true (finds_others ());
  transfer.under_way = FALSE;
  culm_cache_save_transfer (cache, &transfer);
  drain (cache);
  g_assert_true (finds_others ());
  transfer.id = (char *) "a";
  culm_cache_save_transfer (cache, &transfer);
  drain (cache);
  g_assert_false (finds_others ());
  transfer.under_way = TRUE;
  culm_cache_save_transfer (cache, &transfer);
  drain (cache);
  g_assert_true (finds_others ());
  g_object_unref (cache);
  g_assert_false (finds_others ());
}

static void
test_sets_a_broken_file_aside (void)
{
  g_autofree char *path = get_path ("broken");
  g_autofree char *aside = g_strconcat (path, ".old", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (CulmCacheContents) contents = NULL;
  g_autoptr (CulmCache) cache = NULL;

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (path, "this is no database, but it is long enough", -1, NULL));
  contents = load ("broken");
  g_assert_cmpuint (contents->printers->len, ==, 0);
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  cache = culm_cache_new ("broken");
  save_printer (cache, "S1", "1@global", "New");
  g_clear_object (&cache);
  g_clear_pointer (&contents, culm_cache_contents_free);
  contents = load ("broken");
  g_assert_cmpuint (contents->printers->len, ==, 1);
}

static void
test_sets_a_newer_file_aside (void)
{
  g_autofree char *path = get_path ("newer");
  g_autofree char *aside = g_strconcat (path, ".old", NULL);
  g_autoptr (CulmCacheContents) contents = load ("newer");
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, "PRAGMA user_version = 999", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (database);
  g_clear_pointer (&contents, culm_cache_contents_free);
  contents = load ("newer");
  g_assert_cmpuint (contents->printers->len, ==, 0);
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
}

static void
test_goes_on_without_a_disk (void)
{
  g_autofree char *path = get_path ("nodisk");
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *parent = g_path_get_dirname (folder);
  g_autoptr (CulmCacheContents) contents = NULL;
  CulmCache *cache = culm_cache_new ("nodisk");

  g_mkdir_with_parents (parent, 0700);
  g_assert_true (g_file_set_contents (folder, "a file where a folder should be", -1, NULL));
  save_printer (cache, "S1", "1@global", "New");
  g_object_unref (cache);
  contents = load ("nodisk");
  g_assert_cmpuint (contents->printers->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_autofree char *home = culm_test_make_folder ();

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cache/remembers-printers", test_remembers_printers);
  g_test_add_func ("/cache/closes", test_closes);
  g_test_add_func ("/cache/keeps-fifty-uploads", test_keeps_fifty_uploads);
  g_test_add_func ("/cache/tells-what-is-under-way", test_tells_what_is_under_way);
  g_test_add_func ("/cache/sets-a-broken-file-aside", test_sets_a_broken_file_aside);
  g_test_add_func ("/cache/sets-a-newer-file-aside", test_sets_a_newer_file_aside);
  g_test_add_func ("/cache/goes-on-without-a-disk", test_goes_on_without_a_disk);
  return g_test_run ();
}
