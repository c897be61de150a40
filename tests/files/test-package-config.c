/* test-package-config.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-package-config.h"

#include "culm-error.h"
#include "culm-test-await.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#define PATIENCE 20

typedef struct {
  char *folder;
  char *path;
} Bench;

static void
set_up (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  bench->folder = culm_test_make_folder ();
  bench->path = g_build_filename (bench->folder, "v\xc3\xa4se.gcode.3mf", NULL);
}

static void
tear_down (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_unlink (bench->path);
  g_rmdir (bench->folder);
  g_free (bench->path);
  g_free (bench->folder);
}

/* A package whose entries hold their own names. */
static void
write_package (Bench *bench, const char *const *names)
{
  struct archive *out = archive_write_new ();

  archive_write_set_format_zip (out);
  archive_write_set_options (out, "zip:hdrcharset=UTF-8");
  g_assert_cmpint (archive_write_open_filename (out, bench->path), ==, ARCHIVE_OK);
  for (gsize i = 0; names[i] != NULL; i++) {
    struct archive_entry *entry = archive_entry_new ();

    archive_entry_set_pathname_utf8 (entry, names[i]);
    archive_entry_set_filetype (entry, AE_IFREG);
    archive_entry_set_perm (entry, 0644);
    archive_entry_set_size (entry, (gint64) strlen (names[i]));
    g_assert_cmpint (archive_write_header (out, entry), ==, ARCHIVE_OK);
    g_assert_cmpint (archive_write_data (out, names[i], strlen (names[i])), ==, strlen (names[i]));
    archive_entry_free (entry);
  }
  g_assert_cmpint (archive_write_close (out), ==, ARCHIVE_OK);
  archive_write_free (out);
}

static char *
make (Bench *bench, guint wanted, guint *plate, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_package_config_make_async (bench->path, wanted, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, PATIENCE);
  return culm_package_config_make_finish (result, plate, error);
}

/* The names in a package, each with a line to itself; and each holds itself. */
static char *
list (const char *path)
{
  struct archive *in = archive_read_new ();
  struct archive_entry *entry;
  GString *text = g_string_new (NULL);

  archive_read_support_format_zip (in);
  g_assert_cmpint (archive_read_open_filename (in, path, 4096), ==, ARCHIVE_OK);
  while (archive_read_next_header (in, &entry) == ARCHIVE_OK) {
    char bytes[256] = "";

    g_assert_cmpint (archive_read_data (in, bytes, sizeof bytes - 1), >, 0);
    g_assert_cmpstr (bytes, ==, archive_entry_pathname_utf8 (entry));
    g_string_append_printf (text, "%s\n", bytes);
  }
  archive_read_free (in);
  return g_string_free (text, FALSE);
}

static void
test_leaves_the_job_out (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const names[] = { "[Content_Types].xml",
                                       "_rels/.rels",
                                       "3D/3dmodel.model",
                                       "Metadata/plate_2.gcode",
                                       "Metadata/plate_2.gcode.md5",
                                       "Metadata/plate_1.png",
                                       "Metadata/plate_1.gcode",
                                       "Metadata/plate_x.gcode",
                                       "Metadata/_rels/model_settings.config.rels",
                                       "Metadata/model_settings.config",
                                       "Auxiliaries/K\xc3\xb6rper.txt",
                                       NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autofree char *second = NULL;
  guint plate = 0;

  write_package (bench, names);
  path = make (bench, 0, &plate, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plate, ==, 1);
  g_assert_true (g_str_has_suffix (path, ".3mf"));
  text = list (path);
  g_assert_cmpstr (text, ==,
                   "[Content_Types].xml\n_rels/.rels\n3D/3dmodel.model\nMetadata/plate_1.png\nMetadata/plate_x.gcode\n"
                   "Metadata/model_settings.config\nAuxiliaries/K\xc3\xb6rper.txt\n");
  g_unlink (path);
  second = make (bench, 2, &plate, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plate, ==, 2);
  g_unlink (second);
  g_assert_null (make (bench, 3, &plate, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_UNSUPPORTED);
  g_assert_cmpint (culm_error_get_origin (error), ==, CULM_ERROR_ORIGIN_FILE);
}

static void
test_refuses (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const unsliced[] = { "3D/3dmodel.model", NULL };
  static const char *const outside[] = { "Metadata/plate_1.gcode", "../evil", NULL };
  g_autoptr (GError) none = NULL;
  g_autoptr (GError) noise = NULL;
  g_autoptr (GError) plain = NULL;
  g_autoptr (GError) evil = NULL;
  guint plate = 0;

  g_assert_null (make (bench, 0, &plate, &none));
  g_assert_error (none, CULM_ERROR, CULM_ERROR_UNSUPPORTED);
  g_assert_true (g_file_set_contents (bench->path, "G28\nG1 X10\n", -1, NULL));
  g_assert_null (make (bench, 0, &plate, &noise));
  g_assert_error (noise, CULM_ERROR, CULM_ERROR_UNSUPPORTED);
  write_package (bench, unsliced);
  g_assert_null (make (bench, 0, &plate, &plain));
  g_assert_error (plain, CULM_ERROR, CULM_ERROR_UNSUPPORTED);
  write_package (bench, outside);
  g_assert_null (make (bench, 0, &plate, &evil));
  g_assert_error (evil, CULM_ERROR, CULM_ERROR_DAMAGED);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8"); /* for libarchive on this side; the layer sees to itself */
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/package-config/leaves-the-job-out", Bench, NULL, set_up, test_leaves_the_job_out, tear_down);
  g_test_add ("/package-config/refuses", Bench, NULL, set_up, test_refuses, tear_down);
  return g_test_run ();
}
