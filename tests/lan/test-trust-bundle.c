/* test-trust-bundle.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-test-certificate.h"
#include "culm-trust-bundle.h"
#include <glib/gstdio.h>
#include <sys/stat.h>

#define DAY (24 * 60 * 60)

typedef struct {
  char *folder;
  gint64 now;
} Scene;

static char *
get_path (Scene *scene, const char *name)
{
  return g_build_filename (scene->folder, name, NULL);
}

static char *
read_pem (Scene *scene, const char *name)
{
  g_autofree char *path = get_path (scene, name);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
write_file (Scene *scene, const char *name, const char *data, gssize length)
{
  g_autofree char *path = get_path (scene, name);

  g_assert_true (g_file_set_contents (path, data, length, NULL));
}

static void
set_up (Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
  scene->folder = g_dir_make_tmp ("culm-bundle-XXXXXX", NULL);
  scene->now = g_get_real_time () / G_USEC_PER_SEC;
  culm_test_certificate_write (scene->folder, "root", "BBL CA", NULL, NULL, TRUE);
  culm_test_certificate_write (scene->folder, "root2", "BBL CA2 RSA", NULL, NULL, TRUE);
  culm_test_certificate_write (scene->folder, "leaf", "01P00A000000001", "root", NULL, FALSE);
}

static void
tear_down (Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GDir) folder = g_dir_open (scene->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *path = get_path (scene, name);

    if (g_unlink (path) != 0)
      g_rmdir (path);
  }
  g_rmdir (scene->folder);
  g_free (scene->folder);
}

static GPtrArray *
read_bundle (Scene *scene, const char *name, gint64 now, GError **error)
{
  g_autofree char *path = get_path (scene, name);

  return culm_trust_bundle_read (path, now, error);
}

/* Leaves, keys, remarks and doubles between them are left out; what was read survives being written. */
static void
test_mixed (Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *root = read_pem (scene, "root.pem"), *other = read_pem (scene, "root2.pem");
  g_autofree char *leaf = read_pem (scene, "leaf.pem"), *key = read_pem (scene, "root.key");
  g_autofree char *all = g_strconcat ("# remark\n", leaf, key, root, "\n\n", other, root, NULL);
  g_autofree char *copy = get_path (scene, "sub/copy.pem");
  g_autofree char *sub = get_path (scene, "sub");
  g_autofree char *name = NULL;
  g_autoptr (GPtrArray) roots = NULL, again = NULL;
  g_autoptr (GError) error = NULL;

  write_file (scene, "all.pem", all, -1);
  roots = read_bundle (scene, "all.pem", scene->now, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (roots->len, ==, 2);
  name = culm_trust_get_subject (g_ptr_array_index (roots, 1));
  g_assert_cmpstr (name, ==, "BBL CA2 RSA");
  g_assert_true (culm_trust_bundle_write (copy, roots, &error));
  again = culm_trust_bundle_read (copy, scene->now, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_true (g_bytes_equal (g_ptr_array_index (roots, i), g_ptr_array_index (again, i)));
  g_unlink (copy);
  g_rmdir (sub);
}

static void
test_der (Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GPtrArray) roots = read_bundle (scene, "root.pem", scene->now, NULL);
  GBytes *der = g_ptr_array_index (roots, 0);
  g_autoptr (GPtrArray) again = NULL;

  write_file (scene, "root.der", g_bytes_get_data (der, NULL), (gssize) g_bytes_get_size (der));
  again = read_bundle (scene, "root.der", scene->now, NULL);
  g_assert_nonnull (again);
  g_assert_true (g_bytes_equal (g_ptr_array_index (again, 0), der));
}

/* Certificates of the test live from yesterday for 30 days. */
static void
test_dates (Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
  const gint64 others[] = { scene->now + 40 * DAY, scene->now - 3 * DAY };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (read_bundle (scene, "root.pem", others[i], &error));
    g_assert_error (error, CULM_ERROR, CULM_ERROR_UNTRUSTED);
  }
}

static void
refuse (Scene *scene, const char *name, CulmError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_bundle (scene, name, scene->now, &error));
  g_assert_error (error, CULM_ERROR, (int) code);
}

static void
test_hostile (Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *root = read_pem (scene, "root.pem");
  g_autofree char *broken = g_strndup (root, strlen (root) / 2);
  g_autofree char *huge = g_malloc0 (300 * 1024);
  g_autofree char *folder = get_path (scene, "folder"), *pipe = get_path (scene, "pipe");

  write_file (scene, "empty", "", 0);
  write_file (scene, "garbage", "-----BEGIN CERTIFICATE-----\n!!!!\xff\xfe\n-----END CERTIFICATE-----\n", -1);
  write_file (scene, "broken", broken, -1);
  memcpy (huge, root, strlen (root)); /* a good one at its head is no excuse */
  write_file (scene, "huge", huge, 300 * 1024);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  refuse (scene, "empty", CULM_ERROR_MALFORMED);
  refuse (scene, "garbage", CULM_ERROR_MALFORMED);
  refuse (scene, "broken", CULM_ERROR_MALFORMED);
  refuse (scene, "huge", CULM_ERROR_MALFORMED);
  refuse (scene, "leaf.pem", CULM_ERROR_MALFORMED);
  refuse (scene, "root.key", CULM_ERROR_MALFORMED);
  refuse (scene, "folder", CULM_ERROR_MALFORMED);
  refuse (scene, "pipe", CULM_ERROR_MALFORMED);
  refuse (scene, "nowhere", CULM_ERROR_NOT_FOUND);
}

/* Every byte bent in turn: at worst nothing is read, and never another root than the true one by mistake. */
static void
test_bent (Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *root = read_pem (scene, "root.pem");
  gsize length = strlen (root);

  for (gsize i = 0; i < length; i += 3) {
    char kept = root[i];
    g_autoptr (GPtrArray) roots = NULL;

    root[i] = (char) (kept ^ 0x15);
    write_file (scene, "bent", root, (gssize) length);
    roots = read_bundle (scene, "bent", scene->now, NULL);
    root[i] = kept;
    g_assert_true (roots == NULL || roots->len == 1);
  }
}

int
main (int argc, char *argv[])
{
  static const struct {
    const char *path;
    void (*run) (Scene *, gconstpointer);
  } tests[] = {
    { "/trust-bundle/mixed", test_mixed }, { "/trust-bundle/der", test_der },
    { "/trust-bundle/dates", test_dates }, { "/trust-bundle/hostile", test_hostile },
    { "/trust-bundle/bent", test_bent },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Scene, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
