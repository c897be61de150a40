/* test-secrets.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-secrets.h"
#include "culm-test-await.h"
#include <glib/gstdio.h>
#include <sys/stat.h>

static GPtrArray *
load (CulmSecrets *secrets, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_secrets_load_async (secrets, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 10);
  return culm_secrets_load_finish (secrets, result, error);
}

static gboolean
save (CulmSecrets *secrets, const char *id, const char *token, GError **error)
{
  g_autoptr (CulmSecret) secret = culm_secret_new (CULM_SECRET_ACCOUNT, id);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_secret_set (secret, "token", token);
  culm_secret_set_int (secret, "expires", G_GINT64_CONSTANT (9999999999));
  culm_secrets_save_async (secrets, secret, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 10);
  return culm_secrets_save_finish (secrets, result, error);
}

static gboolean
erase (CulmSecrets *secrets, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_secrets_erase_async (secrets, CULM_SECRET_ACCOUNT, id, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 10);
  return culm_secrets_erase_finish (secrets, result, error);
}

/* One round that every place of secrets must pass. */
static void
check_round (CulmSecrets *secrets)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) before = load (secrets, &error);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) after = NULL;
  const CulmSecret *secret;

  g_assert_no_error (error);
  g_assert_cmpuint (before->len, ==, 0);
  g_assert_true (save (secrets, "1@global", "old", &error));
  g_assert_true (save (secrets, "1@global", "n\"e\nw", &error));
  g_assert_true (save (secrets, "2@https://127.0.0.1:1/x", "two", &error));
  found = load (secrets, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 2);
  secret = g_ptr_array_index (found, 0);
  if (!g_str_equal (culm_secret_get_id (secret), "1@global"))
    secret = g_ptr_array_index (found, 1);
  g_assert_cmpstr (culm_secret_get_kind (secret), ==, CULM_SECRET_ACCOUNT);
  g_assert_cmpstr (culm_secret_get (secret, "token"), ==, "n\"e\nw");
  g_assert_cmpint (culm_secret_get_int (secret, "expires"), ==, G_GINT64_CONSTANT (9999999999));
  g_assert_null (culm_secret_get (secret, "name"));
  g_assert_true (erase (secrets, "1@global", &error));
  g_assert_true (erase (secrets, "1@global", &error));
  after = load (secrets, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (after->len, ==, 1);
}

static CulmSecrets *
open_file (const char *path, const char *profile)
{
  g_autofree char *choice = g_strconcat ("file:", path, NULL);
  g_autoptr (GError) error = NULL;
  CulmSecrets *secrets;

  g_setenv ("CULM_SECRETS", choice, TRUE);
  secrets = culm_secrets_new (profile, &error);
  g_assert_no_error (error);
  return secrets;
}

static void
test_memory (void)
{
  g_autoptr (CulmSecrets) secrets = NULL;

  g_setenv ("CULM_SECRETS", "memory", TRUE);
  secrets = culm_secrets_new ("default", NULL);
  check_round (secrets);
}

static void
test_file (void)
{
  g_autofree char *folder = culm_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "deep", "secrets.json", NULL);
  g_autoptr (CulmSecrets) secrets = open_file (path, "default");
  struct stat info;

  check_round (secrets);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static void
test_file_keeps_other_profiles (void)
{
  g_autofree char *folder = culm_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "secrets.json", NULL);
  g_autoptr (CulmSecrets) first = open_file (path, "default");
  g_autoptr (CulmSecrets) second = open_file (path, "garage");
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *text = NULL;

  g_assert_true (save (first, "1@global", "one", NULL));
  g_assert_true (save (second, "2@china", "two", NULL));
  found = load (first, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\"garage\""));
}

static void
test_file_that_others_may_read (void)
{
  g_autofree char *folder = culm_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "secrets.json", NULL);
  g_autoptr (CulmSecrets) secrets = open_file (path, "default");
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "{}", -1, NULL));
  g_assert_cmpint (g_chmod (path, 0640), ==, 0);
  g_assert_null (load (secrets, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_FORBIDDEN);
  g_clear_error (&error);
  g_assert_false (save (secrets, "1@global", "one", &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_FORBIDDEN);
}

static void
test_file_that_is_broken (void)
{
  g_autofree char *folder = culm_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "secrets.json", NULL);
  g_autoptr (CulmSecrets) secrets = open_file (path, "default");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents_full (path, "{\"default\": tok", -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  g_assert_false (save (secrets, "1@global", "one", &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_MALFORMED);
  g_assert_null (strstr (error->message, "tok"));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "{\"default\": tok");
}

static void
test_refuses_other_places (void)
{
  g_autoptr (GError) error = NULL;

  g_setenv ("CULM_SECRETS", "nowhere", TRUE);
  g_assert_null (culm_secrets_new ("default", &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_USAGE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/secrets/memory", test_memory);
  g_test_add_func ("/secrets/file", test_file);
  g_test_add_func ("/secrets/file-keeps-other-profiles", test_file_keeps_other_profiles);
  g_test_add_func ("/secrets/file-that-others-may-read", test_file_that_others_may_read);
  g_test_add_func ("/secrets/file-that-is-broken", test_file_that_is_broken);
  g_test_add_func ("/secrets/refuses-other-places", test_refuses_other_places);
  return g_test_run ();
}
