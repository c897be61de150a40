/* test-ftps.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-ftps.h"
#include "culm-test-await.h"
#include "culm-test-broker.h"
#include "culm-test-certificate.h"
#include "culm-test-tls.h"
#include "culm-test-vsftpd.h"
#include "culm-trust.h"
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define SERIAL "01P00A000000001"
#define WAIT 30 /* s */

typedef struct {
  char *folder;
  CulmTestVsftpd *server;
  CulmFileStore *storage;
  char *pin;
} Fixture;

typedef struct {
  const char *extra;  /* of the server's configuration */
  const char *code;   /* NULL: the right one */
  const char *serial; /* NULL: the right one */
  gboolean no_pin;
} Case;

static char *
read_pin (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "printer.pem", NULL);
  g_autofree char *text = NULL;
  gsize length;
  g_autoptr (GBytes) pem = NULL;
  g_autoptr (GPtrArray) found = NULL;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  pem = g_bytes_new (text, length);
  found = culm_trust_read_roots (pem);
  return culm_trust_get_fingerprint (g_ptr_array_index (found, 0));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  const Case *c = data;
  g_autoptr (CulmLanTarget) target = NULL;

  f->folder = culm_test_make_folder ();
  culm_test_certificate_write (f->folder, "printer", SERIAL, NULL, NULL, FALSE);
  f->pin = read_pin (f->folder);
  f->server = culm_test_vsftpd_new (f->folder, "printer", c->extra);
  if (f->server == NULL)
    return;
  target =
      culm_lan_target_new ("127.0.0.1", culm_test_vsftpd_get_port (f->server), c->serial != NULL ? c->serial : SERIAL,
                           c->code != NULL ? c->code : CULM_TEST_VSFTPD_CODE, c->no_pin ? NULL : f->pin, NULL);
  f->storage = culm_ftps_new (target, FALSE);
}

static void
tear_down (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  const char *remove[] = { "rm", "-rf", f->folder, NULL };

  g_clear_object (&f->storage);
  g_clear_pointer (&f->server, culm_test_vsftpd_free);
  g_spawn_sync (NULL, (char **) remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_free (f->folder);
  g_free (f->pin);
}

static char *
make_local (Fixture *f, const char *name, gsize size)
{
  char *path = g_build_filename (f->folder, name, NULL);
  g_autofree char *bytes = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    bytes[i] = (char) (i * 31 >> 3);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
  return path;
}

static void
assert_same (const char *path, const char *other)
{
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  gsize size_a, size_b;

  g_assert_true (g_file_get_contents (path, &a, &size_a, NULL));
  g_assert_true (g_file_get_contents (other, &b, &size_b, NULL));
  g_assert_cmpmem (a, size_a, b, size_b);
}

static GPtrArray *
list (Fixture *f, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_file_store_list_async (f->storage, path, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, WAIT);
  return culm_file_store_list_finish (f->storage, result, error);
}

static gboolean
put (Fixture *f, const char *local, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_file_store_put_async (f->storage, local, path, NULL, NULL, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, WAIT);
  return culm_file_store_put_finish (f->storage, result, error);
}

static gboolean
get (Fixture *f, const char *path, const char *local, gboolean resume, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_file_store_get_async (f->storage, path, local, resume, NULL, NULL, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, WAIT);
  return culm_file_store_get_finish (f->storage, result, error);
}

static gboolean delete (Fixture *f, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_file_store_remove_async (f->storage, path, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, WAIT);
  return culm_file_store_remove_finish (f->storage, result, error);
}

static void
test_round (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const names[] = {
    "plain.3mf", "with  two blanks.3mf", "100% [a-z]*?.3mf", "K\xc3\xbcrbis.3mf", "-rf", "a..b"
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *local = NULL;
  g_autofree char *back = NULL;

  if (f->server == NULL)
    return;
  local = make_local (f, "local", 300000);
  back = g_build_filename (f->folder, "back", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_strconcat ("/", names[i], NULL);
    g_autofree char *stored = culm_test_vsftpd_make_path (f->server, names[i]);
    g_autoptr (GPtrArray) files = NULL;
    g_autoptr (GPtrArray) rest = NULL;

    put (f, local, path, &error);
    g_assert_no_error (error);
    assert_same (local, stored);
    files = list (f, "/", &error);
    g_assert_no_error (error);
    g_assert_cmpuint (files->len, ==, 1);
    g_assert_cmpstr (culm_stored_file_get_path (g_ptr_array_index (files, 0)), ==, path);
    g_assert_cmpint (culm_stored_file_get_size (g_ptr_array_index (files, 0)), ==, 300000);
    get (f, path, back, FALSE, &error);
    g_assert_no_error (error);
    assert_same (local, back);
    delete (f, path, &error);
    g_assert_no_error (error);
    rest = list (f, "/", &error);
    g_assert_cmpuint (rest->len, ==, 0);
  }
}

static void
test_folders (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) made = NULL;
  g_autoptr (GAsyncResult) renamed = NULL;
  g_autoptr (GPtrArray) files = NULL;
  GAsyncResult *slot = NULL;
  g_autofree char *local = NULL;

  if (f->server == NULL)
    return;
  local = make_local (f, "local", 10);
  culm_file_store_make_folder_async (f->storage, "/my [odd] folder", NULL, culm_test_keep_result, &slot);
  made = culm_test_await (&slot, WAIT);
  g_assert_true (culm_file_store_make_folder_finish (f->storage, made, &error));
  put (f, local, "/my [odd] folder/one.gcode", &error);
  g_assert_no_error (error);
  culm_file_store_rename_async (f->storage, "/my [odd] folder/one.gcode", "/my [odd] folder/two words.gcode", NULL,
                                culm_test_keep_result, &slot);
  renamed = culm_test_await (&slot, WAIT);
  g_assert_true (culm_file_store_rename_finish (f->storage, renamed, &error));
  files = list (f, "/my [odd] folder", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (files->len, ==, 1);
  g_assert_cmpstr (culm_stored_file_get_name (g_ptr_array_index (files, 0)), ==, "two words.gcode");
  g_assert_true (delete (f, "/my [odd] folder/two words.gcode", NULL));
  delete (f, "/my [odd] folder", &error);
  g_assert_no_error (error);
}

static void
test_missing (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *local = NULL;
  g_autofree char *part = NULL;

  if (f->server == NULL)
    return;
  local = g_build_filename (f->folder, "nothing", NULL);
  part = g_strconcat (local, ".part", NULL);
  g_assert_null (list (f, "/none", &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (get (f, "/none.mp4", local, FALSE, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_NOT_FOUND);
  g_assert_cmpint (culm_error_get_server_code (error), ==, 550);
  g_assert_false (g_file_test (local, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  g_clear_error (&error);
  g_assert_false (get (f, "/", local, FALSE, &error)); /* its list is no file */
  g_assert_error (error, CULM_ERROR, CULM_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (local, G_FILE_TEST_EXISTS));
  g_clear_error (&error);
  g_assert_false (delete (f, "/none", &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (put (f, local, "/x", &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_NOT_FOUND);
  g_assert_cmpint (culm_error_get_origin (error), ==, CULM_ERROR_ORIGIN_FILE);
  g_clear_error (&error);
  g_assert_false (delete (f, "/a\r\nDELE /b", &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_USAGE);
}

static void
test_resume (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *local = NULL;
  g_autofree char *back = NULL;
  g_autofree char *part = NULL;
  g_autofree char *bytes = NULL;

  if (f->server == NULL)
    return;
  local = make_local (f, "local", 300000);
  back = g_build_filename (f->folder, "back", NULL);
  part = g_strconcat (back, ".part", NULL);
  g_assert_true (put (f, local, "/a.mp4", &error));
  g_assert_true (g_file_get_contents (local, &bytes, NULL, NULL));
  g_assert_true (g_file_set_contents (part, bytes, 100000, NULL));
  get (f, "/a.mp4", back, TRUE, &error);
  g_assert_no_error (error);
  assert_same (local, back);
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GError) error = NULL;

  if (f->server == NULL)
    return;
  g_assert_null (list (f, "/", &error));
  if (c->code != NULL) {
    g_assert_error (error, CULM_ERROR, CULM_ERROR_UNAUTHORISED);
    g_assert_cmpint (culm_error_get_server_code (error), ==, 530);
  } else {
    g_assert_error (error, CULM_ERROR, CULM_ERROR_UNTRUSTED);
    g_assert_cmpstr (culm_error_get_detail (error), ==, c->no_pin ? "unknown" : "wrong-printer");
  }
}

/* Reads what the guest says, which is counted. */
static void
on_guest (CulmTestTls *server, GIOStream *stream, guint guest G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED)
{
  guint8 first;

  culm_test_tls_write (server, stream, "220 ready\r\n", 11);
  culm_test_tls_read (server, stream, &first, 1);
}

/* Whoever is not the printer is told nothing, not even a user's name; the last row is the printer. */
static void
test_trust (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmTestTls) impostor = culm_test_tls_new (f->folder, "printer", on_guest, NULL);
  g_autofree char *other = g_strnfill (64, 'A');
  const struct {
    const char *serial, *pin;
  } rows[] = { { "01P00A000000002", f->pin }, { SERIAL, other }, { SERIAL, NULL }, { SERIAL, f->pin } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CulmLanTarget) target = culm_lan_target_new ("127.0.0.1", culm_test_tls_get_port (impostor),
                                                            rows[i].serial, CULM_TEST_VSFTPD_CODE, rows[i].pin, NULL);
    g_autoptr (GError) error = NULL;

    g_clear_object (&f->storage);
    f->storage = culm_ftps_new (target, FALSE);
    g_assert_null (list (f, "/", &error));
    culm_test_run_for (100);
    g_assert_true (g_error_matches (error, CULM_ERROR, CULM_ERROR_UNTRUSTED) == (i < 3));
    g_assert_cmpuint (culm_test_tls_count_bytes (impostor), ==, i < 3 ? 0 : 1);
  }
}

static void
test_space (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  if (f->server == NULL)
    return;
  culm_file_store_get_space_async (f->storage, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, WAIT);
  g_assert_cmpint (culm_file_store_get_space_finish (f->storage, result, &error), ==, -1);
  g_assert_error (error, CULM_ERROR, CULM_ERROR_UNSUPPORTED); /* vsftpd knows no AVBL */
}

static void
on_progress (gint64 done, gint64 total, gpointer data)
{
  gint64 *seen = data;

  seen[0] = done;
  seen[1] = total;
}

static gboolean
has_begun (gpointer data)
{
  const gint64 *seen = data;

  return seen[0] > 0;
}

/* A card that is slow: progress is true, cancelling quick, for what is under way and for what waits. */
static void
test_cancel (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GCancellable) other = g_cancellable_new ();
  g_autofree char *stored = NULL;
  g_autofree char *back = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) waited = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = NULL;
  GAsyncResult *slot = NULL;
  GAsyncResult *second = NULL;
  gint64 seen[2] = { 0, 0 };
  gint64 begin;

  if (f->server == NULL)
    return;
  stored = make_local (f, "card/slow.mp4", 4 << 20);
  back = g_build_filename (f->folder, "back", NULL);
  culm_file_store_get_async (f->storage, "/slow.mp4", back, FALSE, on_progress, seen, cancellable,
                             culm_test_keep_result, &slot);
  culm_file_store_list_async (f->storage, "/", other, culm_test_keep_result, &second);
  g_assert_true (culm_test_wait_for (has_begun, seen, WAIT));
  g_assert_cmpint (seen[1], ==, 4 << 20);
  g_assert_cmpint (seen[0], <, 2 << 20);
  g_cancellable_cancel (other);
  waited = culm_test_await (&second, 2);
  g_assert_null (culm_file_store_list_finish (f->storage, waited, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_CANCELLED);
  g_clear_error (&error);
  begin = g_get_monotonic_time ();
  g_cancellable_cancel (cancellable);
  result = culm_test_await (&slot, WAIT);
  g_assert_false (culm_file_store_get_finish (f->storage, result, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 10 * G_USEC_PER_SEC);
  g_clear_error (&error);
  files = list (f, "/", &error); /* and it goes on */
  g_assert_no_error (error);
  g_assert_cmpuint (files->len, ==, 1);
}

#define TWO_GIB (G_GINT64_CONSTANT (1) << 31)
#define TAIL 5000000
#define SETTLED (64 << 20)
#define MUCH (512 << 20)

/* A film that is longer than 32 bits can say: nothing but its end is on the disk. */
static char *
make_film (Fixture *f)
{
  char *path = make_local (f, "card/film.mp4", TAIL);
  g_autofree char *bytes = NULL;
  FILE *file;

  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  g_assert_cmpint (truncate (path, 0), ==, 0);
  file = fopen (path, "r+");
  g_assert_nonnull (file);
  g_assert_cmpint (fseeko (file, TWO_GIB, SEEK_SET), ==, 0);
  g_assert_cmpuint (fwrite (bytes, 1, TAIL, file), ==, TAIL);
  g_assert_cmpint (fclose (file), ==, 0);
  return path;
}

/* The end of it is fetched to the beginning that is here already. */
static void
test_long_resume (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *film = NULL;
  g_autofree char *back = NULL;
  g_autofree char *part = NULL;
  g_autoptr (GError) error = NULL;
  const char *compare[] = { "cmp", NULL, NULL, NULL };
  int status;

  if (f->server == NULL)
    return;
  film = make_film (f);
  back = g_build_filename (f->folder, "back.mp4", NULL);
  part = g_strconcat (back, ".part", NULL);
  g_assert_true (g_file_set_contents (part, "", 0, NULL));
  g_assert_cmpint (truncate (part, TWO_GIB), ==, 0);
  get (f, "/film.mp4", back, TRUE, &error);
  g_assert_no_error (error);
  compare[1] = film;
  compare[2] = back;
  g_assert_true (
      g_spawn_sync (NULL, (char **) compare, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
}

static double
read_memory (void)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  return (double) g_ascii_strtoull (strchr (text, ' '), NULL, 10) * (double) sysconf (_SC_PAGESIZE) / 1048576;
}

static gboolean
has_settled (gpointer data)
{
  return *(const gint64 *) data >= SETTLED;
}

static gboolean
has_much (gpointer data)
{
  return *(const gint64 *) data >= MUCH;
}

/* However much comes, no more is held. */
static void
test_long_memory (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *film = NULL;
  g_autofree char *back = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  gint64 seen[2] = { 0, 0 };
  double before, growth;

  if (f->server == NULL)
    return;
  film = make_film (f);
  back = g_build_filename (f->folder, "back.mp4", NULL);
  culm_file_store_get_async (f->storage, "/film.mp4", back, FALSE, on_progress, seen, cancellable,
                             culm_test_keep_result, &slot);
  g_assert_true (culm_test_wait_for (has_settled, seen, 2 * WAIT));
  before = read_memory ();
  g_assert_cmpint (seen[1], ==, TWO_GIB + TAIL);
  g_assert_true (culm_test_wait_for (has_much, seen, 8 * WAIT));
  growth = read_memory () - before;
  g_test_message ("%.1f MiB more after half a GiB", growth);
#ifndef __SANITIZE_ADDRESS__ /* which keeps what was freed for a while */
  g_assert_cmpfloat (growth, <, 4);
#endif
  g_cancellable_cancel (cancellable);
  result = culm_test_await (&slot, WAIT);
  g_assert_false (culm_file_store_get_finish (f->storage, result, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_CANCELLED);
  g_assert_false (g_file_test (back, G_FILE_TEST_EXISTS));
}

static void
test_bare (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  test_round (f, data);
  if (f->server != NULL)
    test_resume (f, data);
}

int
main (int argc, char *argv[])
{
  static const Case plain = { .extra = NULL };
  static const Case bare = { .extra = "cmds_denied=REST,MDTM,EPSV,APPE,MLSD" };
  static const Case wrong_code = { .code = "87654321" };
  static const Case wrong_serial = { .serial = "01P00A000000002" };
  static const Case unknown = { .no_pin = TRUE };
  static const Case slow = { .extra = "local_max_rate=200000" };

  g_test_init (&argc, &argv, NULL);
  g_test_add ("/ftps/round", Fixture, &plain, set_up, test_round, tear_down);
  g_test_add ("/ftps/folders", Fixture, &plain, set_up, test_folders, tear_down);
  g_test_add ("/ftps/missing", Fixture, &plain, set_up, test_missing, tear_down);
  g_test_add ("/ftps/resume", Fixture, &plain, set_up, test_resume, tear_down);
  g_test_add ("/ftps/space", Fixture, &plain, set_up, test_space, tear_down);
  g_test_add ("/ftps/few-commands", Fixture, &bare, set_up, test_bare, tear_down);
  g_test_add ("/ftps/wrong-code", Fixture, &wrong_code, set_up, test_refused, tear_down);
  g_test_add ("/ftps/wrong-printer", Fixture, &wrong_serial, set_up, test_refused, tear_down);
  g_test_add ("/ftps/unknown-certificate", Fixture, &unknown, set_up, test_refused, tear_down);
  g_test_add ("/ftps/trust", Fixture, &plain, set_up, test_trust, tear_down);
  g_test_add ("/ftps/long/resume", Fixture, &plain, set_up, test_long_resume, tear_down);
  g_test_add ("/ftps/long/memory", Fixture, &plain, set_up, test_long_memory, tear_down);
  g_test_add ("/ftps/cancel", Fixture, &slow, set_up, test_cancel, tear_down);
  return g_test_run ();
}
