/* test-trust.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-certificate.h"
#include "culm-trust.h"
#include <glib/gstdio.h>

#define SERIAL "01P00A000000001"

typedef struct {
  char *folder;
  GBytes *leaf, *other_leaf, *foreign_leaf, *nameless;
  GPtrArray *roots, *other_roots;
} Scene;

static GPtrArray *
read_pem (Scene *scene, const char *name)
{
  g_autofree char *path = g_strdup_printf ("%s/%s.pem", scene->folder, name);
  g_autoptr (GBytes) pem = NULL;
  char *text;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  pem = g_bytes_new_take (text, length);
  return culm_trust_read_roots (pem);
}

static GBytes *
read_one (Scene *scene, const char *name)
{
  g_autoptr (GPtrArray) found = read_pem (scene, name);

  g_assert_cmpuint (found->len, ==, 1);
  return g_bytes_ref (g_ptr_array_index (found, 0));
}

static void
set_up (Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
  scene->folder = g_dir_make_tmp ("culm-trust-XXXXXX", NULL);
  culm_test_certificate_write (scene->folder, "root", "BBL CA", NULL, NULL, TRUE);
  culm_test_certificate_write (scene->folder, "other", "Other CA", NULL, NULL, TRUE);
  culm_test_certificate_write (scene->folder, "leaf", SERIAL, "root", NULL, FALSE);
  culm_test_certificate_write (scene->folder, "renewed", SERIAL, "root", NULL, FALSE);
  culm_test_certificate_write (scene->folder, "foreign", "01P00A000000002", "root", NULL, FALSE);
  culm_test_certificate_write (scene->folder, "nameless", "printer.example.org", "root", NULL, FALSE);
  scene->leaf = read_one (scene, "leaf");
  scene->other_leaf = read_one (scene, "renewed");
  scene->foreign_leaf = read_one (scene, "foreign");
  scene->nameless = read_one (scene, "nameless");
  scene->roots = read_pem (scene, "root");
  scene->other_roots = read_pem (scene, "other");
}

static void
tear_down (Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GDir) folder = g_dir_open (scene->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *path = g_build_filename (scene->folder, name, NULL);

    g_unlink (path);
  }
  g_rmdir (scene->folder);
  g_free (scene->folder);
  g_bytes_unref (scene->leaf);
  g_bytes_unref (scene->other_leaf);
  g_bytes_unref (scene->foreign_leaf);
  g_bytes_unref (scene->nameless);
  g_ptr_array_unref (scene->roots);
  g_ptr_array_unref (scene->other_roots);
}

/* The whole table: who it is made out to, what was accepted, what issuers are known. */
static void
test_table (Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *pin = culm_trust_get_fingerprint (scene->leaf);
  g_autofree char *low = g_ascii_strdown (pin, -1);
  g_autoptr (GBytes) garbage = g_bytes_new_static ("0\x82\xff\xff garbage", 12);
  const struct {
    GBytes *leaf;
    const char *serial, *pin;
    GPtrArray *roots;
    CulmTrust trust;
  } rows[] = {
    { scene->leaf, SERIAL, NULL, NULL, CULM_TRUST_UNKNOWN },
    { scene->leaf, NULL, NULL, NULL, CULM_TRUST_UNKNOWN },
    { scene->leaf, SERIAL, pin, NULL, CULM_TRUST_GOOD },
    { scene->leaf, SERIAL, low, NULL, CULM_TRUST_GOOD },
    { scene->other_leaf, SERIAL, pin, NULL, CULM_TRUST_CHANGED },
    { scene->other_leaf, SERIAL, pin, scene->other_roots, CULM_TRUST_CHANGED },
    { scene->other_leaf, SERIAL, pin, scene->roots, CULM_TRUST_GOOD },
    { scene->leaf, SERIAL, NULL, scene->roots, CULM_TRUST_GOOD },
    { scene->leaf, SERIAL, NULL, scene->other_roots, CULM_TRUST_UNKNOWN },
    { scene->foreign_leaf, SERIAL, NULL, scene->roots, CULM_TRUST_WRONG_PRINTER },
    { scene->foreign_leaf, SERIAL, pin, NULL, CULM_TRUST_WRONG_PRINTER },
    { scene->nameless, SERIAL, NULL, scene->roots, CULM_TRUST_WRONG_PRINTER },
    { scene->nameless, NULL, NULL, scene->roots, CULM_TRUST_WRONG_PRINTER },
    { garbage, SERIAL, pin, scene->roots, CULM_TRUST_MALFORMED },
    { NULL, SERIAL, pin, scene->roots, CULM_TRUST_MALFORMED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    CulmTrust trust = culm_trust_check (rows[i].leaf, NULL, rows[i].serial, rows[i].pin, rows[i].roots);

    if (trust != rows[i].trust)
      g_error ("row %" G_GSIZE_FORMAT ": %s", i, culm_trust_get_name (trust));
  }
}

static void
test_words (Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *serial = culm_trust_get_serial (scene->leaf);
  g_autofree char *issuer = culm_trust_get_issuer (scene->leaf);
  g_autofree char *fingerprint = culm_trust_get_fingerprint (scene->leaf);

  g_assert_cmpstr (serial, ==, SERIAL);
  g_assert_cmpstr (issuer, ==, "BBL CA");
  g_assert_cmpuint (strlen (fingerprint), ==, 64);
  g_assert_null (culm_trust_get_serial (scene->nameless));
}

/* A leaf whose every byte was changed in turn is never good, and never the end. */
static void
test_bent (Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *pin = culm_trust_get_fingerprint (scene->leaf);
  gsize size;
  const guint8 *der = g_bytes_get_data (scene->leaf, &size);

  for (gsize i = 0; i < size; i++) {
    g_autofree guint8 *bent = g_memdup2 (der, size);
    g_autoptr (GBytes) leaf = NULL;

    bent[i] ^= 0x41;
    leaf = g_bytes_new (bent, size);
    g_assert_cmpint (culm_trust_check (leaf, NULL, SERIAL, pin, scene->roots), !=, CULM_TRUST_GOOD);
    g_clear_pointer (&leaf, g_bytes_unref);
    leaf = g_bytes_new (der, i);
    g_assert_cmpint (culm_trust_check (leaf, NULL, SERIAL, pin, scene->roots), ==, CULM_TRUST_MALFORMED);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/trust/table", Scene, NULL, set_up, test_table, tear_down);
  g_test_add ("/trust/words", Scene, NULL, set_up, test_words, tear_down);
  g_test_add ("/trust/bent", Scene, NULL, set_up, test_bent, tear_down);
  return g_test_run ();
}
