/* test-file-store-pair.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-file-store-pair.h"
#include "culm-test-await.h"
#include "culm-test-store.h"
#include <glib/gstdio.h>

#define WAIT 30 /* s */

typedef struct {
  CulmTestStore *first, *second;
  CulmFileStore *pair;
  char *folder, *local;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  f->first = culm_test_store_new ("one");
  f->second = culm_test_store_new ("two");
  f->pair = culm_file_store_pair_new (CULM_FILE_STORE (f->first), CULM_FILE_STORE (f->second), "/internal");
  f->folder = culm_test_make_folder ();
  f->local = g_build_filename (f->folder, "local", NULL);
}

static void
tear_down (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *part = g_strconcat (f->local, ".part", NULL);

  g_clear_object (&f->pair);
  g_unlink (f->local);
  g_unlink (part);
  g_rmdir (f->folder);
  g_free (f->folder);
  g_free (f->local);
}

static GError *
make_error (CulmError code)
{
  return culm_error_new (CULM_ERROR_ORIGIN_LAN, code, "As it was told");
}

static GPtrArray *
list (Fixture *f, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_file_store_list_async (f->pair, path, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, WAIT);
  return culm_file_store_list_finish (f->pair, result, error);
}

static gboolean
erase (Fixture *f, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_file_store_remove_async (f->pair, path, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, WAIT);
  return culm_file_store_remove_finish (f->pair, result, error);
}

static gboolean
get (Fixture *f, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_file_store_get_async (f->pair, path, f->local, FALSE, NULL, NULL, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, WAIT);
  return culm_file_store_get_finish (f->pair, result, error);
}

static gboolean
put (Fixture *f, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  g_assert_true (g_file_set_contents (f->local, CULM_TEST_STORE_DATA, -1, NULL));
  culm_file_store_put_async (f->pair, f->local, path, NULL, NULL, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, WAIT);
  return culm_file_store_put_finish (f->pair, result, error);
}

static void
assert_names (GPtrArray *files, const char *names)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < files->len; i++)
    g_string_append_printf (all, "%s ", culm_stored_file_get_name (g_ptr_array_index (files, i)));
  g_assert_cmpstr (all->str, ==, names);
}

/* The top is what both tell of; every other folder is what one does. */
static void
test_top (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) top = list (f, "/", &error);
  g_autoptr (GPtrArray) folder = list (f, "/timelapse", &error);
  g_autoptr (GPtrArray) own = list (f, "/internal", &error);

  g_assert_no_error (error);
  assert_names (top, "one both two ");
  assert_names (folder, "one both ");
  assert_names (own, "one both ");
  g_assert_cmpuint (f->second->asked, ==, 1);
}

/* Which failures of the first are the second's chance. */
static void
test_second_chance (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  static const struct {
    CulmError code;
    gint64 server_code;
    gboolean chance;
  } rows[] = {
    { CULM_ERROR_OFFLINE, 0, TRUE },    { CULM_ERROR_TIMED_OUT, 0, TRUE },     { CULM_ERROR_UNSUPPORTED, 0, TRUE },
    { CULM_ERROR_MALFORMED, 0, TRUE },  { CULM_ERROR_NOT_FOUND, 0, TRUE },     { CULM_ERROR_NOT_FOUND, 10, FALSE },
    { CULM_ERROR_UNTRUSTED, 0, FALSE }, { CULM_ERROR_UNAUTHORISED, 0, FALSE }, { CULM_ERROR_CANCELLED, 0, FALSE },
    { CULM_ERROR_FULL, 20, FALSE },     { CULM_ERROR_BUSY, 5, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) told = make_error (rows[i].code);
    g_autoptr (GError) error = NULL;

    g_test_message ("row %zu", i);
    f->first->error = NULL; /* it is there again */
    g_assert_true (erase (f, "/internal/a", NULL));
    culm_error_set_server_code (told, rows[i].server_code);
    f->first->error = told;
    f->second->asked = 0;
    g_assert_cmpint (erase (f, "/a", &error), ==, rows[i].chance);
    g_assert_cmpuint (f->second->asked, ==, rows[i].chance);
    g_assert_true (rows[i].chance || g_error_matches (error, CULM_ERROR, (int) rows[i].code));
    g_clear_error (&error);
    g_assert_false (erase (f, "/internal/a", &error)); /* no chance for what it does not reach */
    g_assert_error (error, CULM_ERROR, (int) rows[i].code);
    f->first->error = NULL;
  }
}

/* A way that was not there is not waited for each time; what the first said is told where the second is not there. */
static void
test_shut (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) offline = make_error (CULM_ERROR_OFFLINE);
  g_autoptr (GError) unsupported = make_error (CULM_ERROR_UNSUPPORTED);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) top = NULL;

  f->second->error = offline;
  top = list (f, "/", &error);
  assert_names (top, "one both ");
  f->first->error = unsupported;
  g_assert_false (erase (f, "/a", &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  f->first->error = offline;
  f->second->error = NULL;
  f->first->asked = 0;
  g_assert_true (erase (f, "/a", &error));
  g_assert_true (erase (f, "/b", &error));
  g_assert_cmpuint (f->first->asked, ==, 1);
  f->second->error = offline;
  g_assert_false (erase (f, "/a", &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_OFFLINE);
}

/* What has begun to move is not begun anew by the other one. */
static void
test_moved (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) offline = make_error (CULM_ERROR_OFFLINE);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  f->first->error = offline;
  f->first->moves = 4;
  g_assert_false (get (f, "/a", &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_OFFLINE);
  g_assert_cmpuint (f->second->asked, ==, 0);
  g_assert_false (g_file_test (f->local, G_FILE_TEST_EXISTS));
  g_clear_error (&error);
  f->first->error = NULL;
  g_assert_true (get (f, "/internal/a", &error));
  g_assert_cmpuint (f->first->checked, ==, 1);
  f->first->error = offline;
  f->first->moves = 0;
  g_assert_true (get (f, "/a", &error));
  g_assert_cmpuint (f->second->checked, ==, 1); /* who got it, judges it */
  g_assert_true (g_file_get_contents (f->local, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, CULM_TEST_STORE_DATA);
}

/* The other one would send the rest as if it were the whole. */
static void
test_sent (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) offline = make_error (CULM_ERROR_OFFLINE);
  g_autoptr (GError) error = NULL;

  f->first->error = offline;
  f->first->moves = 4;
  g_assert_false (put (f, "/a", &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_OFFLINE);
  g_assert_cmpuint (f->second->asked, ==, 0);
  g_clear_error (&error);
  f->first->error = NULL;
  g_assert_true (put (f, "/internal/a", &error)); /* it is there again */
  f->first->error = offline;
  f->first->moves = 0;
  g_assert_true (put (f, "/a", &error));
  g_assert_cmpuint (f->second->asked, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/file-store-pair/top", Fixture, NULL, set_up, test_top, tear_down);
  g_test_add ("/file-store-pair/second-chance", Fixture, NULL, set_up, test_second_chance, tear_down);
  g_test_add ("/file-store-pair/shut", Fixture, NULL, set_up, test_shut, tear_down);
  g_test_add ("/file-store-pair/moved", Fixture, NULL, set_up, test_moved, tear_down);
  g_test_add ("/file-store-pair/sent", Fixture, NULL, set_up, test_sent, tear_down);
  return g_test_run ();
}
