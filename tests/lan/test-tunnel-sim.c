/* test-tunnel-sim.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-lan-leaf.h"
#include "culm-test-await.h"
#include "culm-test-sim.h"
#include "culm-trust.h"
#include "culm-tunnel.h"
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define WAIT 90 /* s */
#define FILM "/internal/timelapse/film.mp4"
#define SIZE 3000001
#define HUGE_SIZE (1LL << 30)

typedef struct {
  CulmTestSim *sim;
  CulmFileStore *store;
  char *folder, *local, *inside;
  gint64 done, total;
} Fixture;

static char *
make_bytes (gsize size)
{
  char *bytes = g_malloc (size + 1);

  for (gsize i = 0; i < size; i++)
    bytes[i] = (char) g_random_int ();
  return bytes;
}

static void
write_file (const char *path, gsize size)
{
  g_autofree char *bytes = make_bytes (size);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, bytes, (gssize) size, &error);
  g_assert_no_error (error);
}

static void
assert_same (const char *one, const char *other)
{
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  gsize m, n;

  g_assert_true (g_file_get_contents (one, &a, &m, NULL));
  g_assert_true (g_file_get_contents (other, &b, &n, NULL));
  g_assert_cmpmem (a, m, b, n);
}

static GPtrArray *
list (Fixture *f, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_file_store_list_async (f->store, path, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, WAIT);
  return culm_file_store_list_finish (f->store, result, error);
}

static void
on_progress (gint64 done, gint64 total, gpointer user_data)
{
  Fixture *f = user_data;

  g_assert_cmpint (done, >=, f->done);
  f->done = done;
  f->total = total;
}

static gboolean
get (Fixture *f, const char *path, gboolean resume, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_file_store_get_async (f->store, path, f->local, resume, NULL, NULL, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, WAIT);
  return culm_file_store_get_finish (f->store, result, error);
}

static gboolean
put (Fixture *f, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_file_store_put_async (f->store, f->local, path, NULL, NULL, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, WAIT);
  return culm_file_store_put_finish (f->store, result, error);
}

static gboolean
erase (Fixture *f, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_file_store_remove_async (f->store, path, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, WAIT);
  return culm_file_store_remove_finish (f->store, result, error);
}

static CulmLanTarget *
make_target (CulmTestSim *sim)
{
  g_autoptr (GError) error = NULL;
  const char *host = culm_test_sim_get_address (sim, 0);
  guint16 port = culm_test_sim_get_port (sim, 0, "tunnel");
  g_autoptr (GBytes) leaf = culm_lan_leaf_read (host, port, culm_test_sim_get_serial (sim, 0), 0, NULL, NULL, &error);
  g_autofree char *pin = NULL;

  g_assert_no_error (error);
  pin = culm_trust_get_fingerprint (leaf);
  return culm_lan_target_new (host, port, culm_test_sim_get_serial (sim, 0), culm_test_sim_get_access_code (sim, 0),
                              pin, NULL);
}

static void
set_up (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *address = g_strdup_printf ("127.%d.%d.1", 1 + getpid () / 256 % 200, getpid () % 256);
  const char *args[] = { "--lan",       "--seed",   "4713",     "--address",  address, "--ssdp",
                         "127.0.0.1:9", "--models", "H2D:idle", "--printers", "1",     NULL };
  g_autoptr (CulmLanTarget) target = NULL;
  g_autoptr (GPtrArray) top = NULL;
  g_autoptr (GError) error = NULL;

  f->sim = culm_test_sim_start (args);
  f->folder = culm_test_make_folder ();
  f->local = g_build_filename (f->folder, "local", NULL);
  f->inside = g_build_filename (culm_test_sim_get_state_dir (f->sim), "printers", culm_test_sim_get_serial (f->sim, 0),
                                "emmc", NULL);
  target = make_target (f->sim);
  f->store = culm_tunnel_new (target);
  top = list (f, "/internal", &error); /* there is something inside once somebody has looked */
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  const char *remove[] = { "rm", "-rf", f->folder, NULL };

  g_clear_object (&f->store);
  culm_test_sim_free (f->sim);
  g_assert_true (g_spawn_sync (NULL, (char **) remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
  g_free (f->folder);
  g_free (f->local);
  g_free (f->inside);
}

/* Returns: (transfer full): where it lies. */
static char *
make_film (Fixture *f)
{
  char *path = g_build_filename (f->inside, "timelapse", "film.mp4", NULL);

  write_file (path, SIZE);
  return path;
}

static CulmStoredFile *
find (GPtrArray *files, const char *path)
{
  for (guint i = 0; i < files->len; i++)
    if (g_str_equal (culm_stored_file_get_path (g_ptr_array_index (files, i)), path))
      return g_ptr_array_index (files, i);
  return NULL;
}

static void
test_lists (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const folders[] = { "/", "/internal", "/timelapse", "/internal/timelapse", "/cache" };
  g_autofree char *film = make_film (f);

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) files = list (f, folders[i], &error);

    g_assert_no_error (error);
    g_assert_cmpuint (files->len, >, 0);
    g_assert_cmpint (find (files, "/internal") != NULL, ==, i == 0);
    g_assert_cmpint (find (files, FILM) != NULL, ==, i == 3);
    for (guint j = 0; j < files->len; j++) {
      CulmStoredFile *file = g_ptr_array_index (files, j);
      g_autofree char *folder = g_path_get_dirname (culm_stored_file_get_path (file));

      g_assert_cmpstr (folder, ==, folders[i]);
      if (culm_stored_file_is_folder (file))
        continue;
      g_assert_true (get (f, culm_stored_file_get_path (file), FALSE, &error));
      g_assert_cmpint (culm_stored_file_get_modified (file), >, 0);
    }
  }
}

static void
test_pictures (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GPtrArray) films = list (f, "/internal/timelapse", NULL);
  const char *paths[] = { culm_stored_file_get_path (g_ptr_array_index (films, 0)), "/internal/Gear set.gcode.3mf",
                          FILM };
  g_autofree char *film = make_film (f); /* nobody made a picture of it */

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) picture = NULL;
    GAsyncResult *slot = NULL;

    culm_file_store_get_thumbnail_async (f->store, paths[i], NULL, culm_test_keep_result, &slot);
    result = culm_test_await (&slot, WAIT);
    picture = culm_file_store_get_thumbnail_finish (f->store, result, &error);
    g_assert_cmpint (picture != NULL, ==, i < 2);
    if (picture != NULL)
      g_assert_true (memcmp (g_bytes_get_data (picture, NULL), i == 0 ? "\xff\xd8\xff" : "\x89PN", 3) == 0);
    else
      g_assert_error (error, CULM_ERROR, CULM_ERROR_NOT_FOUND);
  }
}

static void
test_round (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const names[] = { "a b.gcode.3mf", "100%25 %s.3mf", "..b..3mf", "K\xc3\xbcrbis.gcode", "-rf" };
  g_autofree char *sent = g_build_filename (f->folder, "sent", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint inside = 0; inside < 2; inside++) {
      g_autofree char *path = g_strconcat (inside ? "/internal/" : "/", names[i], NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) files = NULL;
      gsize size = i == 1 ? 0 : i == 2 ? 255 * 1024 : 700000 + i; /* nothing, one piece, several */

      write_file (f->local, size);
      put (f, path, &error);
      g_assert_no_error (error);
      g_assert_true (put (f, path, &error)); /* and over itself */
      g_assert_no_error (error);
      g_assert_cmpint (g_rename (f->local, sent), ==, 0);
      files = list (f, inside ? "/internal" : "/", &error);
      g_assert_nonnull (find (files, path));
      g_assert_cmpint (culm_stored_file_get_size (find (files, path)), ==, size);
      get (f, path, FALSE, &error);
      g_assert_no_error (error);
      assert_same (f->local, sent);
      g_assert_true (erase (f, path, &error));
      g_assert_false (erase (f, path, &error));
      g_assert_error (error, CULM_ERROR, CULM_ERROR_NOT_FOUND);
    }
}

/* What it cannot, and what nobody can. */
static void
test_refused (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *long_name = g_strnfill (300, 'n');
  g_autofree char *long_path = g_strconcat ("/internal/", long_name, NULL);
  const struct {
    const char *path;
    CulmError code;
  } rows[] = { { long_path, CULM_ERROR_REFUSED },
               { "/internal/..", CULM_ERROR_USAGE },
               { "/internal/a\nb", CULM_ERROR_USAGE },
               { "/internal/", CULM_ERROR_USAGE },
               { "/internal/\xff", CULM_ERROR_USAGE },
               { "/cache/a.3mf", CULM_ERROR_UNSUPPORTED },
               { "/internal/mine/a", CULM_ERROR_UNSUPPORTED } };
  g_autoptr (GAsyncResult) renamed = NULL;
  g_autoptr (GAsyncResult) space = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  write_file (f->local, 10);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("row %zu", i);
    g_assert_false (put (f, rows[i].path, &error));
    g_assert_error (error, CULM_ERROR, (int) rows[i].code);
    g_clear_error (&error);
  }
  g_assert_false (get (f, "/internal/../../certificate.key", FALSE, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_NOT_FOUND);
  g_clear_error (&error);
  culm_file_store_rename_async (f->store, FILM, "/internal/b", NULL, culm_test_keep_result, &slot);
  renamed = culm_test_await (&slot, WAIT);
  g_assert_false (culm_file_store_rename_finish (f->store, renamed, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  culm_file_store_get_space_async (f->store, NULL, culm_test_keep_result, &slot);
  space = culm_test_await (&slot, WAIT);
  g_assert_cmpint (culm_file_store_get_space_finish (f->store, space, &error), ==, -1);
  g_assert_error (error, CULM_ERROR, CULM_ERROR_UNSUPPORTED);
}

static void
test_resume (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  static const gsize halves[] = { 1, 65536, 1000000, SIZE };
  g_autofree char *film = make_film (f);
  g_autofree char *part = g_strconcat (f->local, ".part", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (film, &bytes, NULL, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (halves); i++) {
    g_assert_true (g_file_set_contents (part, bytes, (gssize) halves[i], NULL));
    get (f, FILM, TRUE, &error);
    g_assert_no_error (error);
    assert_same (f->local, film);
    g_unlink (f->local);
  }
  write_file (part, 1000000); /* of another film */
  g_assert_false (get (f, FILM, TRUE, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_DAMAGED);
  g_assert_false (g_file_test (f->local, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  g_clear_error (&error);
  write_file (part, SIZE + 1000); /* of a longer one */
  get (f, FILM, TRUE, &error);
  g_assert_no_error (error);
  assert_same (f->local, film);
}

static gboolean
has_begun (gpointer data)
{
  return ((Fixture *) data)->done > 0;
}

static void
test_cancel (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *film = make_film (f);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) films = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  g_assert_cmpint (truncate (film, HUGE_SIZE), ==, 0);
  culm_file_store_get_async (f->store, FILM, f->local, FALSE, on_progress, f, cancellable, culm_test_keep_result,
                             &slot);
  g_assert_true (culm_test_wait_for (has_begun, f, WAIT));
  g_assert_cmpint (f->total, ==, HUGE_SIZE);
  g_cancellable_cancel (cancellable);
  result = culm_test_await (&slot, 10);
  g_assert_false (culm_file_store_get_finish (f->store, result, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_CANCELLED);
  g_assert_false (g_file_test (f->local, G_FILE_TEST_EXISTS));
  g_assert_cmpint (f->done, <, HUGE_SIZE);
  g_clear_error (&error);
  films = list (f, "/internal/timelapse", &error); /* and it goes on */
  g_assert_no_error (error);
  g_assert_nonnull (find (films, FILM));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/tunnel-sim/lists", Fixture, NULL, set_up, test_lists, tear_down);
  g_test_add ("/tunnel-sim/pictures", Fixture, NULL, set_up, test_pictures, tear_down);
  g_test_add ("/tunnel-sim/round", Fixture, NULL, set_up, test_round, tear_down);
  g_test_add ("/tunnel-sim/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/tunnel-sim/resume", Fixture, NULL, set_up, test_resume, tear_down);
  g_test_add ("/tunnel-sim/cancel", Fixture, NULL, set_up, test_cancel, tear_down);
  return g_test_run ();
}
