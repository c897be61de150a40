/* test-secrets-keyring.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-secrets.h"
#include "culm-test-await.h"
#include <signal.h>

static GPtrArray *
load (CulmSecrets *secrets, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_secrets_load_async (secrets, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 30);
  return culm_secrets_load_finish (secrets, result, error);
}

/* A keyring of its own: an unlocked gnome-keyring on the private bus, below a private home. */
static GSubprocess *
start_keyring (const char *home)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr (GError) error = NULL;
  GSubprocess *keyring;

  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", home, TRUE);
  g_subprocess_launcher_unsetenv (launcher, "LD_PRELOAD");
  keyring = g_subprocess_launcher_spawn (launcher, &error, "gnome-keyring-daemon", "--foreground", "--unlock",
                                         "--components=secrets", NULL);
  g_assert_no_error (error);
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (keyring), "test\n", 5, NULL, NULL, NULL);
  g_output_stream_close (g_subprocess_get_stdin_pipe (keyring), NULL, NULL);
  return keyring;
}

static gboolean
has_owner (gpointer unused G_GNUC_UNUSED)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
      bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner",
      g_variant_new ("(s)", "org.freedesktop.secrets"), NULL, G_DBUS_CALL_FLAGS_NONE, 1000, NULL, NULL);
  gboolean owned = FALSE;

  if (answer != NULL)
    g_variant_get (answer, "(b)", &owned);
  return owned;
}

static void
check_round (CulmSecrets *secrets)
{
  g_autoptr (CulmSecret) secret = culm_secret_new (CULM_SECRET_ACCOUNT, "7@global");
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GAsyncResult) erased = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) after = NULL;
  GAsyncResult *slot = NULL;
  g_autoptr (GError) error = NULL;

  culm_secret_set (secret, "token", "AQB-secret");
  culm_secrets_save_async (secrets, secret, NULL, culm_test_keep_result, &slot);
  saved = culm_test_await (&slot, 30);
  g_assert_true (culm_secrets_save_finish (secrets, saved, &error));
  g_assert_no_error (error);
  found = load (secrets, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (culm_secret_get (g_ptr_array_index (found, 0), "token"), ==, "AQB-secret");
  g_assert_cmpstr (culm_secret_get_id (g_ptr_array_index (found, 0)), ==, "7@global");
  culm_secrets_erase_async (secrets, CULM_SECRET_ACCOUNT, "7@global", NULL, culm_test_keep_result, &slot);
  erased = culm_test_await (&slot, 30);
  g_assert_true (culm_secrets_erase_finish (secrets, erased, &error));
  after = load (secrets, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (after->len, ==, 0);
}

static void
test_says_that_there_is_no_service (void)
{
  g_autoptr (CulmSecrets) secrets = culm_secrets_new ("default", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (load (secrets, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_UNSUPPORTED);
}

static void
test_keyring (void)
{
  g_autofree char *program = g_find_program_in_path ("gnome-keyring-daemon");
  g_autofree char *home = culm_test_make_folder ();
  g_autoptr (CulmSecrets) secrets = culm_secrets_new ("default", NULL);
  g_autoptr (GSubprocess) keyring = NULL;

  if (program == NULL) {
    g_test_skip ("gnome-keyring-daemon is not installed");
    return;
  }
  keyring = start_keyring (home);
  g_assert_true (culm_test_wait_for (has_owner, NULL, 20));
  check_round (secrets);
  g_subprocess_send_signal (keyring, SIGTERM);
  g_subprocess_wait (keyring, NULL, NULL);
}

int
main (int argc, char *argv[])
{
  GTestDBus *bus; /* never freed: it would wait for the connection that libsecret keeps */
  int status;

  g_test_init (&argc, &argv, NULL);
  g_unsetenv ("CULM_SECRETS");
  g_unsetenv ("DISPLAY");
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  g_test_add_func ("/secrets-keyring/says-that-there-is-no-service", test_says_that_there_is_no_service);
  g_test_add_func ("/secrets-keyring/keyring", test_keyring);
  status = g_test_run ();
  g_test_dbus_stop (bus);
  return status;
}
