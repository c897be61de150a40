/* test-file-store-local.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-test-await.h"
#include "culm-test-store.h"
#include <glib/gstdio.h>

#define WAIT 30 /* s */

static gboolean
get (CulmTestStore *store, const char *local, gboolean resume, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_file_store_get_async (CULM_FILE_STORE (store), "/a", local, resume, NULL, NULL, NULL, culm_test_keep_result,
                             &slot);
  result = culm_test_await (&slot, WAIT);
  return culm_file_store_get_finish (CULM_FILE_STORE (store), result, error);
}

/* What this computer says, in words of ours; never half a file under its name, and nothing of an older one lost. */
static void
test_trouble (void)
{
  static const struct {
    int code;
    CulmError ours;
  } rows[] = { { G_IO_ERROR_NO_SPACE, CULM_ERROR_FULL },
               { G_IO_ERROR_PERMISSION_DENIED, CULM_ERROR_FORBIDDEN },
               { G_IO_ERROR_FAILED, CULM_ERROR_FAILED } };
  g_autofree char *folder = culm_test_make_folder ();
  g_autofree char *local = g_build_filename (folder, "local", NULL);
  g_autofree char *part = g_build_filename (folder, "local.part", NULL);
  g_autoptr (CulmTestStore) store = culm_test_store_new ("one");

  store->moves = 4;
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) told = g_error_new_literal (G_IO_ERROR, rows[i].code, "As it was told");
    g_autoptr (GError) error = NULL;
    g_autofree char *text = NULL;
    g_autofree char *rest = NULL;

    store->error = told;
    g_assert_false (get (store, local, FALSE, &error));
    g_assert_error (error, CULM_ERROR, (int) rows[i].ours);
    g_assert_cmpint (culm_error_get_origin (error), ==, CULM_ERROR_ORIGIN_FILE);
    g_assert_false (g_file_test (local, G_FILE_TEST_EXISTS));
    g_assert_true (g_file_get_contents (part, &rest, NULL, NULL)); /* to go on with, once there is room */
    g_assert_cmpstr (rest, ==, "0123");
    g_assert_true (g_file_set_contents (local, "older", -1, NULL));
    g_clear_error (&error);
    g_assert_false (get (store, local, FALSE, &error));
    g_assert_true (g_file_get_contents (local, &text, NULL, NULL));
    g_assert_cmpstr (text, ==, "older");
    g_unlink (local);
    store->error = NULL;
  }
  g_assert_true (get (store, local, TRUE, NULL));
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  g_unlink (local);
  g_rmdir (folder);
}

/* A folder that is not there, and one in place of the file. */
static void
test_no_place (void)
{
  g_autofree char *folder = culm_test_make_folder ();
  g_autofree char *nowhere = g_build_filename (folder, "none", "local", NULL);
  g_autofree char *part = g_strconcat (folder, ".part", NULL);
  g_autoptr (CulmTestStore) store = culm_test_store_new ("one");
  g_autoptr (GError) error = NULL;

  g_assert_false (get (store, nowhere, FALSE, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_NOT_FOUND);
  g_assert_cmpint (culm_error_get_origin (error), ==, CULM_ERROR_ORIGIN_FILE);
  g_assert_cmpuint (store->asked, ==, 0);
  g_clear_error (&error);
  g_assert_false (get (store, folder, FALSE, &error));
  g_assert_cmpint (culm_error_get_origin (error), ==, CULM_ERROR_ORIGIN_FILE);
  g_assert_true (g_file_test (folder, G_FILE_TEST_IS_DIR));
  g_unlink (part);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/file-store-local/trouble", test_trouble);
  g_test_add_func ("/file-store-local/no-place", test_no_place);
  return g_test_run ();
}
