/* test-package-objects.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-package-objects.h"

#include "culm-error.h"
#include "culm-test-await.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <string.h>

#define PATIENCE 30
#define INFO "Metadata/slice_info.config"
#define LABELLED "<metadata key=\"label_object_enabled\" value=\"true\"/>"
#define PLATE_1                                                                                                        \
  "<plate><metadata key=\"index\" value=\"1\"/>" LABELLED                                                              \
  "<object identify_id=\"108\" name=\"box20.stl\" skipped=\"false\"/><filament id=\"1\" type=\"PETG\"/></plate>"
#define PLATE_2                                                                                                        \
  "<plate><object identify_id=\"7\" name=\"&lt;b&gt;V\xc3\xa4se\"/><object identify_id=\"9\" name=\"\"/>"              \
  "<object identify_id=\"0\" name=\"no id\"/><object identify_id=\"x\" name=\"none\"/><object/>"                       \
  "<metadata key=\"index\" value=\"2\"/>" LABELLED "</plate>"
#define CONFIG(plates) "<?xml version=\"1.0\" encoding=\"UTF-8\"?><config><header/>" plates "</config>"

typedef struct {
  char *folder, *path;
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

static void
write_package (Bench *bench, const char *name, const char *text)
{
  const char *const entries[][2] = { { "3D/3dmodel.model", "<model/>" }, { name, text } };
  struct archive *out = archive_write_new ();

  archive_write_set_format_zip (out);
  g_assert_cmpint (archive_write_open_filename (out, bench->path), ==, ARCHIVE_OK);
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++) {
    struct archive_entry *entry = archive_entry_new ();

    archive_entry_set_pathname (entry, entries[i][0]);
    archive_entry_set_filetype (entry, AE_IFREG);
    archive_entry_set_perm (entry, 0644);
    archive_entry_set_size (entry, (gint64) strlen (entries[i][1]));
    g_assert_cmpint (archive_write_header (out, entry), ==, ARCHIVE_OK);
    g_assert_cmpint (archive_write_data (out, entries[i][1], strlen (entries[i][1])), ==, strlen (entries[i][1]));
    archive_entry_free (entry);
  }
  g_assert_cmpint (archive_write_close (out), ==, ARCHIVE_OK);
  archive_write_free (out);
}

static GPtrArray *
read_package (Bench *bench, int plate, gint64 size, gint64 since, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_package_objects_read_async (bench->path, plate, size, since, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, PATIENCE);
  return culm_package_objects_read_finish (result, error);
}

static void
assert_object (GPtrArray *objects, guint i, int id, const char *name)
{
  const CulmPlateObject *object = objects->pdata[i];

  g_assert_cmpint (object->id, ==, id);
  g_assert_cmpstr (object->name, ==, name);
}

static void
test_plates (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) first = NULL, second = NULL;

  write_package (bench, INFO, CONFIG (PLATE_1 PLATE_2));
  first = read_package (bench, 1, 0, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (first->len, ==, 1);
  assert_object (first, 0, 108, "box20.stl");
  second = read_package (bench, 2, 0, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (second->len, ==, 2); /* without those that have no number */
  assert_object (second, 0, 7, "<b>V\xc3\xa4se");
  assert_object (second, 1, 9, "");
}

/* Of several plates none is guessed. */
static void
test_plate_not_known (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) only = NULL;

  write_package (bench, INFO, CONFIG (PLATE_1));
  only = read_package (bench, 0, 0, 0, &error);
  g_assert_no_error (error);
  assert_object (only, 0, 108, "box20.stl");
  write_package (bench, INFO, CONFIG (PLATE_1 PLATE_2));
  g_assert_null (read_package (bench, 0, 0, 0, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_NOT_FOUND);
}

static void
test_refuses (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *long_one = g_strnfill (5 * 1024 * 1024, ' ');
  const struct {
    const char *entry, *text;
    CulmError code;
  } cases[] = {
    { INFO, CONFIG ("<plate><metadata key=\"index\" value=\"1\"/><object identify_id=\"1\" name=\"a\"/></plate>"),
      CULM_ERROR_UNSUPPORTED }, /* no labels */
    { INFO, CONFIG (PLATE_2), CULM_ERROR_NOT_FOUND },
    { INFO, CONFIG (""), CULM_ERROR_NOT_FOUND },
    { INFO, "<config><plate>", CULM_ERROR_DAMAGED },
    { INFO, "not XML \xff\xfe", CULM_ERROR_DAMAGED },
    { INFO, "", CULM_ERROR_DAMAGED },
    { INFO, long_one, CULM_ERROR_DAMAGED },
    { "Metadata/other.config", CONFIG (PLATE_1), CULM_ERROR_UNSUPPORTED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("case %u", (guint) i);
    write_package (bench, cases[i].entry, cases[i].text);
    g_assert_null (read_package (bench, 1, 0, 0, &error));
    g_assert_error (error, CULM_ERROR, (int) cases[i].code);
  }
}

/* What was written to since is another package. */
static void
test_changed (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) same = NULL;
  GStatBuf about;

  write_package (bench, INFO, CONFIG (PLATE_1));
  g_assert_cmpint (g_stat (bench->path, &about), ==, 0);
  same = read_package (bench, 1, about.st_size, about.st_mtime, &error);
  g_assert_no_error (error);
  g_assert_null (read_package (bench, 1, about.st_size + 1, 0, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_null (read_package (bench, 1, 0, about.st_mtime - 1, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (bench->path, "solid cube", -1, NULL));
  g_assert_null (read_package (bench, 1, 0, 0, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_assert_cmpint (g_unlink (bench->path), ==, 0);
  g_assert_null (read_package (bench, 1, 0, 0, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_NOT_FOUND);
}

/* What never ends, as a pipe that somebody put in the place of the package, keeps nobody waiting. */
static void
test_pipe (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  g_unlink (bench->path);
  g_assert_cmpint (mkfifo (bench->path, 0600), ==, 0);
  g_assert_null (read_package (bench, 1, 0, 0, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/package-objects/plates", Bench, NULL, set_up, test_plates, tear_down);
  g_test_add ("/package-objects/plate-not-known", Bench, NULL, set_up, test_plate_not_known, tear_down);
  g_test_add ("/package-objects/refuses", Bench, NULL, set_up, test_refuses, tear_down);
  g_test_add ("/package-objects/changed", Bench, NULL, set_up, test_changed, tear_down);
  g_test_add ("/package-objects/pipe", Bench, NULL, set_up, test_pipe, tear_down);
  return g_test_run ();
}
