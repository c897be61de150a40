/* test-file-listing.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-file-listing.h"
#include <string.h>

#define NOW 1784160000 /* 2026-07-16 */

static GPtrArray *
parse (const char *text)
{
  return culm_file_listing_parse (text, strlen (text), "/timelapse", NOW);
}

static void
assert_file (GPtrArray *files, guint index, const char *name, gint64 size, const char *modified)
{
  CulmStoredFile *file = g_ptr_array_index (files, index);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (culm_stored_file_get_modified (file));
  g_autofree char *text = g_date_time_format (time, "%Y-%m-%d %H:%M");

  g_assert_cmpstr (culm_stored_file_get_name (file), ==, name);
  g_assert_cmpint (culm_stored_file_get_size (file), ==, size);
  g_assert_cmpstr (text, ==, modified);
}

static void
test_lines (void)
{
  g_autoptr (GPtrArray) files = parse ("total 12\r\n"
                                       "-rwxr-xr-x 1 1002 1002 825312 Jul 14 09:38 name with  spaces.mp4\r\n"
                                       "-rw-r--r--    1 0        0        2147483648 Dec 31 23:59  lead\r\n"
                                       "drwxr-xr-x   2 0 0 4096 Jan 02 2023 thumbnail\n"
                                       "-rw-r--r-- 1 0 0 7 Feb 29 10:00 leap\n"
                                       "-rw-r--r-- 1 0 0 0 Jul 16 20:30 100%.3mf");

  g_assert_cmpuint (files->len, ==, 5);
  assert_file (files, 0, "name with  spaces.mp4", 825312, "2026-07-14 09:38");
  assert_file (files, 1, " lead", 2147483648, "2025-12-31 23:59");
  assert_file (files, 2, "thumbnail", 0, "2023-01-02 00:00");
  assert_file (files, 3, "leap", 7, "2024-02-29 10:00");
  assert_file (files, 4, "100%.3mf", 0, "2026-07-16 20:30"); /* its clock may be ahead by a zone */
  g_assert_true (culm_stored_file_is_folder (g_ptr_array_index (files, 2)));
  g_assert_cmpint (culm_stored_file_get_kind (g_ptr_array_index (files, 0)), ==, CULM_STORED_FILE_VIDEO);
  g_assert_cmpstr (culm_stored_file_get_path (g_ptr_array_index (files, 0)), ==, "/timelapse/name with  spaces.mp4");
}

static void
test_hostile (void)
{
  static const char nul[] = "-rw-r--r-- 1 0 0 7 Jul 14 09:38 a\0b\n";
  static const char *const lines[] = {
    "",
    "\n\n\r\n",
    "-",
    "-rw-r--r--",
    "-rw-r--r-- 1 0 0 7 Jul 14 09:38",
    "-rw-r--r-- 1 0 0 7 Jul 14 09:38 ",
    "-rw-r--r-- 1 0 0 7 Jul 14 09:38 .",
    "-rw-r--r-- 1 0 0 7 Jul 14 09:38 ..",
    "-rw-r--r-- 1 0 0 7 Jul 14 09:38 ../../etc/passwd",
    "-rw-r--r-- 1 0 0 7 Jul 14 09:38 a\x1b[2Jb",
    "-rw-r--r-- 1 0 0 -7 Jul 14 09:38 negative",
    "-rw-r--r-- 1 0 0 99999999999999999999 Jul 14 09:38 large",
    "-rw-r--r-- 1 0 0 7 Jul 14 25:38 hour",
    "-rw-r--r-- 1 0 0 7 Jly 14 09:38 month",
    "-rw-r--r-- 1 0 0 7 aug 99 09:38 day",
    "lrwxrwxrwx 1 0 0 7 Jul 14 09:38 link -> /etc/passwd",
    "07-14-26 09:38AM 825312 dos.txt",
  };
  g_autoptr (GPtrArray) with_nul = culm_file_listing_parse (nul, sizeof nul - 1, "/", NOW);
  g_autoptr (GPtrArray) bytes = parse ("-rw-r--r-- 1 0 0 7 Jul 14 09:38 K\xfcrbis.3mf\n");

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_autoptr (GPtrArray) files = parse (lines[i]);

    g_test_message ("%u", i);
    g_assert_cmpuint (files->len, ==, 0);
  }
  g_assert_cmpuint (with_nul->len, ==, 0);
  g_assert_cmpuint (bytes->len, ==, 1);
  g_assert_cmpstr (culm_stored_file_get_path (g_ptr_array_index (bytes, 0)), ==, "/timelapse/K\xfcrbis.3mf");
  g_assert_true (g_utf8_validate (culm_stored_file_get_name (g_ptr_array_index (bytes, 0)), -1, NULL));
}

static void
assert_local (const char *path, const char *name)
{
  g_autofree char *local = culm_stored_file_make_local_name (path);

  g_assert_cmpstr (local, ==, name);
}

static void
test_local_names (void)
{
  g_autofree char *x300 = g_strnfill (300, 'x');
  g_autofree char *path = g_strconcat ("/", x300, ".mp4", NULL);
  g_autofree char *local = culm_stored_file_make_local_name (path);

  assert_local ("/timelapse/a b.mp4", "a b.mp4");
  assert_local ("..", "__");
  assert_local ("/a/../..", "__");
  assert_local ("/.bashrc", "_bashrc");
  assert_local ("/", "file");
  assert_local ("a\nb", "a b");
  assert_local ("a\xe2\x80\xae"
                "4pm.exe",
                "a 4pm.exe"); /* would read "aexe.mp4" */
  assert_local ("a\xc2\x85"
                "b\xe2\x80\xa8"
                "c\xe2\x81\xa6"
                "d",
                "a b c d");
  g_assert_cmpuint (strlen (local), <=, 200);
  g_assert_true (g_str_has_suffix (local, "x.mp4"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/file-listing/lines", test_lines);
  g_test_add_func ("/file-listing/hostile", test_hostile);
  g_test_add_func ("/file-listing/local-names", test_local_names);
  return g_test_run ();
}
