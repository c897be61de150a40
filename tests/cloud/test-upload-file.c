/* test-upload-file.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-upload-file.h"

#include "culm-error.h"
#include "culm-test-await.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

static void
test_types (void)
{
  static const struct {
    const char *path;
    gboolean good;
  } rows[] = {
    { "/a/vase.3mf", TRUE },
    { "vase.GCODE.3MF", TRUE },
    { "a.gcode", TRUE },
    { "a b.Stl", TRUE },
    { "\xf0\x9f\x8c\xb7.step", TRUE },
    { "a.stp", FALSE },
    { "a.3mf.zip", FALSE },
    { "3mf", FALSE },
    { "/a/.3mf", FALSE },
    { ".stl", FALSE },
    { "", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_true (culm_upload_file_has_type (rows[i].path) == rows[i].good);
}

static void
assert_refused (const char *folder, const char *name, CulmError code)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  guint64 size = 0;

  g_assert_false (culm_upload_file_check (path, &size, &error));
  g_assert_error (error, CULM_ERROR, (int) code);
  g_assert_cmpint (culm_error_get_origin (error), ==, CULM_ERROR_ORIGIN_FILE);
}

static void
write_file (const char *folder, const char *name, goffset size)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  int descriptor = g_open (path, O_CREAT | O_WRONLY | O_CLOEXEC, 0644);

  g_assert_cmpint (descriptor, >=, 0);
  g_assert_cmpint (ftruncate (descriptor, size), ==, 0);
  g_close (descriptor, NULL);
}

static void
remove_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
test_checks (void)
{
  g_autofree char *folder = culm_test_make_folder ();
  g_autofree char *sub = g_build_filename (folder, "folder.3mf", NULL);
  g_autofree char *pipe_path = g_build_filename (folder, "pipe.3mf", NULL);
  g_autofree char *closed = g_build_filename (folder, "closed.3mf", NULL);
  g_autofree char *good = g_build_filename (folder, "largest.3mf", NULL);
  g_autoptr (GError) error = NULL;
  guint64 size = 0;

  g_assert_cmpint (g_mkdir (sub, 0755), ==, 0);
  g_assert_cmpint (mkfifo (pipe_path, 0600), ==, 0);
  write_file (folder, "empty.stl", 0);
  write_file (folder, "wrong.txt", 5);
  write_file (folder, "large.gcode", CULM_UPLOAD_MAX_BYTES + 1);
  write_file (folder, "largest.3mf", CULM_UPLOAD_MAX_BYTES);
  write_file (folder, "closed.3mf", 5);
  g_assert_cmpint (g_chmod (closed, 0), ==, 0);

  assert_refused (folder, "nowhere.3mf", CULM_ERROR_NOT_FOUND);
  assert_refused (folder, "wrong.txt/a.3mf", CULM_ERROR_NOT_FOUND);
  assert_refused (folder, "folder.3mf", CULM_ERROR_REFUSED);
  assert_refused (folder, "pipe.3mf", CULM_ERROR_REFUSED);
  assert_refused (folder, "empty.stl", CULM_ERROR_MALFORMED);
  assert_refused (folder, "wrong.txt", CULM_ERROR_UNSUPPORTED);
  assert_refused (folder, "large.gcode", CULM_ERROR_OUT_OF_RANGE);
  if (geteuid () != 0) /* root reads everything */
    assert_refused (folder, "closed.3mf", CULM_ERROR_FORBIDDEN);
  g_assert_true (culm_upload_file_check (good, &size, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (size, ==, CULM_UPLOAD_MAX_BYTES);

  remove_file (folder, "empty.stl");
  remove_file (folder, "wrong.txt");
  remove_file (folder, "large.gcode");
  remove_file (folder, "largest.3mf");
  remove_file (folder, "closed.3mf");
  remove_file (folder, "pipe.3mf");
  remove_file (folder, "folder.3mf");
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/upload-file/types", test_types);
  g_test_add_func ("/upload-file/checks", test_checks);
  return g_test_run ();
}
