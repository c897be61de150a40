/* test-tls-database.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-tls-database.h"

#include "culm-error.h"
#include "culm-test-await.h"
#include "culm-test-certificate.h"

#include <glib/gstdio.h>
#include <unistd.h>

#define PATIENCE 20

static GTlsDatabase *
load (const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_setenv ("CULM_CA_FILE", path, TRUE);
  culm_tls_database_load_async (NULL, culm_test_keep_result, &result);
  result = culm_test_await (&result, PATIENCE);
  return culm_tls_database_load_finish (result, error);
}

/* An authority of that name. Returns: (transfer full), the path of its certificate. */
static char *
make_authority (const char *folder, const char *name, GTlsCertificate **certificate)
{
  g_autofree char *file = g_strconcat (name, ".pem", NULL);
  g_autofree char *key = g_strconcat (name, ".key", NULL);
  g_autofree char *key_path = g_build_filename (folder, key, NULL);
  char *path = g_build_filename (folder, file, NULL);
  g_autoptr (GError) error = NULL;

  culm_test_certificate_write (folder, name, name, NULL, "IP:127.0.0.1", TRUE);
  *certificate = g_tls_certificate_new_from_file (path, &error);
  g_assert_no_error (error);
  g_unlink (key_path);
  return path;
}

static gboolean
trusts (GTlsDatabase *database, GTlsCertificate *certificate)
{
  g_autoptr (GSocketConnectable) identity = g_network_address_new ("127.0.0.1", 443);

  return g_tls_database_verify_chain (database, certificate, G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER, identity, NULL,
                                      G_TLS_DATABASE_VERIFY_NONE, NULL, NULL) == 0;
}

static void
test_anchors (void)
{
  g_autofree char *folder = culm_test_make_folder ();
  g_autoptr (GTlsCertificate) a = NULL;
  g_autoptr (GTlsCertificate) b = NULL;
  g_autofree char *path_a = make_authority (folder, "a", &a);
  g_autofree char *path_b = make_authority (folder, "b", &b);
  g_autoptr (GTlsDatabase) first = load (path_a, NULL);
  g_autoptr (GTlsDatabase) second = load (path_b, NULL);
  g_autoptr (GTlsDatabase) ours = g_tls_backend_get_default_database (g_tls_backend_get_default ());
  g_autoptr (GTlsDatabase) none = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (trusts (first, a));
  g_assert_false (trusts (first, b));
  g_assert_true (trusts (second, b));
  g_assert_false (trusts (second, a)); /* it does not ask the one before it */
  g_assert_true (ours == second);      /* or each connection would read the system's anchors again */
  none = load ("/nowhere.pem", &error);
  g_assert_null (none);
  g_assert_error (error, CULM_ERROR, CULM_ERROR_USAGE);
  g_unlink (path_a);
  g_unlink (path_b);
  g_rmdir (folder);
}

/* At the end of the process, after what it asked for itself to be done then. */
static void
see_whether_loaded (void)
{
  g_autoptr (GTlsDatabase) now = g_tls_backend_get_default_database (g_tls_backend_get_default ());

  if (!CULM_IS_TLS_DATABASE (now))
    _exit (3);
}

/* Modules that are still being loaded while the C library takes the others down crash the process. */
static void
test_end_while_loading (void)
{
  if (g_test_subprocess ()) {
    g_unsetenv ("CULM_CA_FILE");
    atexit (see_whether_loaded);
    culm_tls_database_load_async (NULL, NULL, NULL);
    exit (0);
  }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tls-database/anchors", test_anchors);
  g_test_add_func ("/tls-database/end-while-loading", test_end_while_loading);
  return g_test_run ();
}
