/* test-file-targets.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-file-targets.h"
#include "culm-stored-file.h"
#include "culm-test-await.h"
#include "culm-text-files.h"
#include "culm-transfer.h"
#include <glib/gstdio.h>
#include <unistd.h>

static GPtrArray *
choose (GFile *folder, GPtrArray *files, GListModel *transfers, gboolean reuse)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  GPtrArray *targets;

  culm_file_targets_choose_async (folder, files, transfers, reuse, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 30);
  targets = culm_file_targets_choose_finish (result, NULL);
  g_assert_cmpuint (targets->len, ==, files->len);
  return targets;
}

static void
assert_name (GPtrArray *targets, guint index, GFile *folder, const char *name)
{
  g_autofree char *base = g_file_get_basename (g_ptr_array_index (targets, index));

  g_assert_true (g_file_has_parent (g_ptr_array_index (targets, index), folder));
  g_assert_cmpstr (base, ==, name);
}

static GPtrArray *
make_files (const char *const *paths)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);

  for (; *paths != NULL; paths++)
    g_ptr_array_add (files, culm_stored_file_new_at ("/x", *paths, 5, 0));
  return files;
}

/* Never out of the folder, and no two in one place. */
static void
test_names (void)
{
  static const char *const names[] = { "../../etc/passwd", "..",  "/etc/passwd",    "a\nb.mp4", "a b.mp4",
                                       "a b.mp4",          "-rf", "100%.gcode.3mf", NULL };
  g_autofree char *path = culm_test_make_folder ();
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GPtrArray) files = make_files (names);
  g_autoptr (GPtrArray) targets = choose (folder, files, NULL, FALSE);

  assert_name (targets, 0, folder, "passwd");
  assert_name (targets, 1, folder, "__");
  assert_name (targets, 2, folder, "passwd (2)");
  assert_name (targets, 3, folder, "a b.mp4");
  assert_name (targets, 4, folder, "a b (2).mp4");
  assert_name (targets, 5, folder, "a b (3).mp4");
  assert_name (targets, 6, folder, "-rf");
  assert_name (targets, 7, folder, "100%.gcode.3mf");
  g_rmdir (path);
}

/* Neither over what is there, be it a link to nothing, nor over what is on its way. */
static void
test_taken (void)
{
  static const char *const names[] = { "here.mp4", "link.mp4", "coming.mp4", "other.mp4", NULL };
  g_autofree char *path = culm_test_make_folder ();
  g_autofree char *here = g_build_filename (path, "here.mp4", NULL);
  g_autofree char *link = g_build_filename (path, "link.mp4", NULL);
  g_autofree char *other = g_build_filename (path, "other.mp4", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GFile) coming = g_file_get_child (folder, "coming.mp4");
  g_autoptr (CulmTransfer) transfer = culm_transfer_new ("1", coming, "coming.mp4", 5, "01P00A000000001");
  g_autoptr (GListStore) transfers = g_list_store_new (CULM_TYPE_TRANSFER);
  g_autoptr (GPtrArray) files = make_files (names);
  g_autoptr (GPtrArray) targets = NULL;
  g_autoptr (GPtrArray) again = NULL;

  g_assert_true (g_file_set_contents (here, "12345", 5, NULL));
  g_assert_true (g_file_set_contents (other, "123456", 6, NULL));
  g_assert_cmpint (symlink ("/nowhere/at/all", link), ==, 0);
  g_list_store_append (transfers, transfer);
  targets = choose (folder, files, G_LIST_MODEL (transfers), FALSE);
  assert_name (targets, 0, folder, "here (2).mp4");
  assert_name (targets, 1, folder, "link (2).mp4");
  assert_name (targets, 2, folder, "coming (2).mp4");
  assert_name (targets, 3, folder, "other (2).mp4");
  again = choose (folder, files, G_LIST_MODEL (transfers), TRUE);
  assert_name (again, 0, folder, "here.mp4");
  assert_name (again, 3, folder, "other (2).mp4"); /* of another size */
  for (guint i = 0; i < again->len; i++)
    g_assert_cmpint (culm_file_target_is_here (g_ptr_array_index (again, i)), ==, i == 0);
  g_unlink (here);
  g_unlink (link);
  g_unlink (other);
  g_rmdir (path);
}

static void
test_words (void)
{
  g_autofree char *top = culm_text_files_folder ("/");
  g_autofree char *inside = culm_text_files_folder ("/internal");
  g_autofree char *films = culm_text_files_folder ("/internal/timelapse");
  g_autofree char *odd = culm_text_files_folder ("/K\xfcrbis\n");

  g_assert_cmpstr (top, ==, "Storage");
  g_assert_cmpstr (inside, ==, "Inside the Printer");
  g_assert_cmpstr (films, ==, "Inside the Printer: timelapse");
  g_assert_cmpstr (odd, ==, "/K\xef\xbf\xbdrbis ");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/file-targets/names", test_names);
  g_test_add_func ("/file-targets/taken", test_taken);
  g_test_add_func ("/file-targets/words", test_words);
  return g_test_run ();
}
