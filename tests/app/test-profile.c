/* test-profile.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-profile.h"
#include <glib/gstdio.h>

static void
assert_id (const char *profile, const char *wanted)
{
  g_autofree char *id = culm_profile_dup_application_id (profile);

  g_assert_cmpstr (id, ==, wanted);
  g_assert_true (wanted == NULL || g_application_id_is_valid (id));
}

static void
test_application_id (void)
{
  assert_id ("default", "io.github.culm.Culm");
  assert_id ("demo", "io.github.culm.Culm.demo");
  assert_id ("my-farm_2", "io.github.culm.Culm.my-farm_2");
  assert_id ("2nd", "io.github.culm.Culm._2nd");
  assert_id ("", NULL);
  assert_id ("a/b", NULL);
  assert_id ("..", NULL);
  assert_id ("Büro", NULL);
}

/* What an earlier run of the demo left is gone; other profiles keep theirs. */
static void
test_empty (void)
{
  g_autofree char *mine = g_build_filename (g_get_user_data_dir (), "culm", "demo", "cache.db", NULL);
  g_autofree char *other = g_build_filename (g_get_user_data_dir (), "culm", "other", "cache.db", NULL);
  const char *paths[] = { mine, other };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autofree char *folder = g_path_get_dirname (paths[i]);

    g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
    g_assert_true (g_file_set_contents (paths[i], "x", 1, NULL));
  }
  culm_profile_empty ("demo");
  g_assert_false (g_file_test (mine, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (other, G_FILE_TEST_EXISTS));
  g_assert_cmpstr (g_getenv ("CULM_SECRETS"), ==, "memory");
  g_assert_cmpint (g_unlink (other), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autofree char *folder = g_path_get_dirname (paths[i]);

    g_assert_cmpint (g_rmdir (folder), ==, 0);
  }
}

/* Not G_TEST_OPTION_ISOLATE_DIRS: GLib loses the folders of one case when the next gets its own. */
int
main (int argc, char *argv[])
{
  g_autofree char *home = g_dir_make_tmp ("culm-XXXXXX", NULL);
  g_autofree char *culm = g_build_filename (home, "culm", NULL);
  int result;

  g_assert_nonnull (home);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_CACHE_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/profile/application-id", test_application_id);
  g_test_add_func ("/profile/empty", test_empty);
  result = g_test_run ();
  g_rmdir (culm);
  g_rmdir (home);
  return result;
}
