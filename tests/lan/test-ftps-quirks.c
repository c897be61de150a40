/* test-ftps-quirks.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-ftps.h"
#include "culm-test-await.h"
#include "culm-test-pin.h"
#include "culm-test-sim.h"
#include <glib/gstdio.h>
#include <unistd.h>

/* What printers do that servers do not (reference/lan.md §4), ordered from the simulator: each ends with the file
 * whole, or with one error and nothing half done on either side. */

#define SIZE 400000
#define SMALL 1000
#define WAIT 120 /* s */
#define FINE (-1)
#define GONE (-2) /* the connection, or a part of the file that was all on its way */
#define FAULT(words) "{\"where\":\"ftps\"," words "}"
#define REPLY(command, number)                                                                                         \
  FAULT ("\"what\":\"status\",\"command\":\"" command "\",\"value\":{\"status\":" #number ",\"body\":\"No.\"}")

typedef struct {
  CulmTestSim *sim;
  CulmFileStore *store;
  char *folder, *local, *back;
} Fixture;

typedef struct {
  const char *name;
  const char *faults[3];
  int error;          /* a CulmError, or FINE */
  int reply;          /* the server code; 0: any */
  gboolean open_data; /* a person allowed it */
  gboolean begins;    /* the printer has begun to write: nothing stays of it */
  guint patience;     /* s; 0: as for printers */
} Case;

static const Case uploads[] = {
  { "plain", { NULL }, FINE, 0, FALSE, FALSE, 0 },
  { "no-notify", { FAULT ("\"what\":\"no-notify\"") }, FINE, 0, FALSE, FALSE, 0 },
  { "late-226", { FAULT ("\"what\":\"delay\",\"command\":\"STOR\",\"value\":1.2") }, FINE, 0, FALSE, FALSE, 0 },
  { "426", { REPLY ("STOR", 426) }, FINE, 0, FALSE, FALSE, 0 },
  { "451", { REPLY ("STOR", 451) }, CULM_ERROR_FAILED, 451, FALSE, TRUE, 0 },
  { "421-once",
    { FAULT ("\"what\":\"status\",\"command\":\"USER\",\"times\":1,\"value\":{\"status\":421,\"body\":\"Full.\"}") },
    FINE,
    0,
    FALSE,
    FALSE,
    0 },
  { "421", { REPLY ("USER", 421) }, CULM_ERROR_BUSY, 421, FALSE, FALSE, 3 },
  { "550", { REPLY ("STOR", 550) }, CULM_ERROR_NOT_FOUND, 550, FALSE, FALSE, 0 },
  { "552", { REPLY ("STOR", 552) }, CULM_ERROR_FULL, 552, FALSE, FALSE, 0 },
  { "553", { REPLY ("STOR", 553) }, CULM_ERROR_REFUSED, 553, FALSE, FALSE, 0 },
  { "short", { FAULT ("\"what\":\"truncate\",\"after\":1000") }, CULM_ERROR_DAMAGED, 0, FALSE, TRUE, 0 },
  { "cut",
    { FAULT ("\"what\":\"reset\",\"command\":\"STOR\",\"after\":100000,\"times\":1") },
    GONE,
    0,
    FALSE,
    TRUE,
    0 },
  { "stall", { FAULT ("\"what\":\"stall\",\"after\":100000,\"value\":1") }, FINE, 0, FALSE, FALSE, 0 },
  { "slow", { FAULT ("\"what\":\"slow\",\"value\":800000") }, FINE, 0, FALSE, FALSE, 0 },
  { "size-too-small", { FAULT ("\"what\":\"size\",\"value\":7") }, FINE, 0, FALSE, FALSE, 0 },
  { "size-too-big", { FAULT ("\"what\":\"size\",\"value\":99999999") }, FINE, 0, FALSE, FALSE, 0 },
  { "size-unknown", { REPLY ("SIZE", 502) }, FINE, 0, FALSE, FALSE, 0 },
  { "size-refused", { REPLY ("SIZE", 550) }, FINE, 0, FALSE, FALSE, 0 },
  { "short-size-unknown",
    { FAULT ("\"what\":\"truncate\",\"after\":1000"), REPLY ("SIZE", 502) },
    CULM_ERROR_DAMAGED,
    0,
    FALSE,
    TRUE,
    0 },
  { "no-tls", { FAULT ("\"what\":\"no-tls\"") }, CULM_ERROR_REFUSED, 425, FALSE, FALSE, 0 },
  { "no-tls-allowed", { FAULT ("\"what\":\"no-tls\"") }, FINE, 0, TRUE, FALSE, 0 },
  { "no-226", { FAULT ("\"what\":\"delay\",\"command\":\"STOR\",\"value\":600") }, FINE, 0, FALSE, FALSE, 3 },
};

static const Case downloads[] = {
  { "plain", { NULL }, FINE, 0, FALSE, FALSE, 0 },
  { "no-notify", { FAULT ("\"what\":\"no-notify\"") }, FINE, 0, FALSE, FALSE, 0 },
  { "late-226", { FAULT ("\"what\":\"delay\",\"command\":\"RETR\",\"value\":1.2") }, FINE, 0, FALSE, FALSE, 0 },
  { "426", { REPLY ("RETR", 426) }, FINE, 0, FALSE, FALSE, 0 },
  { "451", { REPLY ("RETR", 451) }, CULM_ERROR_FAILED, 451, FALSE, FALSE, 0 },
  { "550", { REPLY ("RETR", 550) }, CULM_ERROR_NOT_FOUND, 550, FALSE, FALSE, 0 },
  { "short",
    { FAULT ("\"what\":\"truncate\",\"command\":\"RETR\",\"after\":1000") },
    CULM_ERROR_DAMAGED,
    0,
    FALSE,
    FALSE,
    0 },
  { "cut",
    { FAULT ("\"what\":\"reset\",\"command\":\"RETR\",\"after\":100000,\"times\":1") },
    CULM_ERROR_OFFLINE,
    0,
    FALSE,
    FALSE,
    0 },
  { "stall", { FAULT ("\"what\":\"stall\",\"after\":100000,\"value\":1") }, FINE, 0, FALSE, FALSE, 0 },
  { "slow", { FAULT ("\"what\":\"slow\",\"value\":800000") }, FINE, 0, FALSE, FALSE, 0 },
  { "size-too-small", { FAULT ("\"what\":\"size\",\"value\":7") }, FINE, 0, FALSE, FALSE, 0 },
  { "size-too-big", { FAULT ("\"what\":\"size\",\"value\":99999999") }, FINE, 0, FALSE, FALSE, 0 },
  { "size-unknown", { REPLY ("SIZE", 502) }, FINE, 0, FALSE, FALSE, 0 },
  { "size-refused", { REPLY ("SIZE", 550) }, FINE, 0, FALSE, FALSE, 0 },
  { "short-size-unknown",
    { FAULT ("\"what\":\"truncate\",\"command\":\"RETR\",\"after\":1000"), REPLY ("SIZE", 502) },
    CULM_ERROR_DAMAGED,
    0,
    FALSE,
    FALSE,
    0 },
  { "no-tls", { FAULT ("\"what\":\"no-tls\"") }, CULM_ERROR_REFUSED, 425, FALSE, FALSE, 0 },
  { "no-tls-allowed", { FAULT ("\"what\":\"no-tls\"") }, FINE, 0, TRUE, FALSE, 0 },
  { "dead", { FAULT ("\"what\":\"stall\",\"after\":100000,\"value\":600") }, CULM_ERROR_TIMED_OUT, 0, FALSE, FALSE, 3 },
};

static CulmFileStore *
open_store (Fixture *f, const char *code, gboolean open_data)
{
  g_autofree char *folder =
      g_build_filename (culm_test_sim_get_state_dir (f->sim), "printers", culm_test_sim_get_serial (f->sim, 0), NULL);
  g_autofree char *pin = culm_test_make_pin (folder, "certificate");
  g_autoptr (CulmLanTarget) target = culm_lan_target_new (
      culm_test_sim_get_address (f->sim, 0), culm_test_sim_get_port (f->sim, 0, "ftps"),
      culm_test_sim_get_serial (f->sim, 0), code != NULL ? code : culm_test_sim_get_access_code (f->sim, 0), pin, NULL);

  return culm_ftps_new (target, open_data);
}

static void
write_local (const char *path, gsize size)
{
  g_autofree char *bytes = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    bytes[i] = (char) (i * 31 >> 3);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
}

static void
set_up (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *address = g_strdup_printf ("127.%d.%d.3", 1 + getpid () / 256 % 200, getpid () % 256);
  const char *const arguments[] = { "--lan",     "--printers", "1",      "--models",    "P1S:idle",
                                    "--address", address,      "--ssdp", "127.0.0.1:9", NULL };

  f->sim = culm_test_sim_start (arguments);
  f->folder = culm_test_make_folder ();
  f->local = g_build_filename (f->folder, "local", NULL);
  f->back = g_build_filename (f->folder, "back", NULL);
  write_local (f->local, SIZE);
  f->store = open_store (f, NULL, FALSE);
}

static void
settle (CulmFileStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_file_store_settle_async (store, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, WAIT);
  culm_file_store_settle_finish (store, result);
}

static void
tear_down (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  const char *remove[] = { "rm", "-rf", f->folder, NULL };

  settle (f->store);
  g_clear_object (&f->store);
  culm_test_sim_free (f->sim);
  g_spawn_sync (NULL, (char **) remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_free (f->folder);
  g_free (f->local);
  g_free (f->back);
}

static void
set_faults (Fixture *f, const char *const faults[3])
{
  for (guint i = 0; i < 3 && faults[i] != NULL; i++)
    json_node_unref (culm_test_sim_control (f->sim, "POST", "/fault", faults[i]));
}

static void
clear_faults (Fixture *f)
{
  json_node_unref (culm_test_sim_control (f->sim, "DELETE", "/fault", NULL));
}

static gboolean
put (CulmFileStore *store, const char *local, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_file_store_put_async (store, local, path, NULL, NULL, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, WAIT);
  return culm_file_store_put_finish (store, result, error);
}

static gboolean
get (CulmFileStore *store, const char *path, const char *local, gboolean resume, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_file_store_get_async (store, path, local, resume, NULL, NULL, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, WAIT);
  return culm_file_store_get_finish (store, result, error);
}

static GPtrArray *
list (CulmFileStore *store, const char *path, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_file_store_list_async (store, path, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, WAIT);
  return culm_file_store_list_finish (store, result, error);
}

/* -1: it is not there. */
static gint64
find_size (Fixture *f, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = list (f->store, "/", &error);

  g_assert_no_error (error);
  for (guint i = 0; i < files->len; i++)
    if (g_str_equal (culm_stored_file_get_path (g_ptr_array_index (files, i)), path))
      return culm_stored_file_get_size (g_ptr_array_index (files, i));
  return -1;
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

static void
assert_outcome (const Case *c, const GError *error)
{
  int wanted = c->error == GONE ? CULM_ERROR_OFFLINE : c->error;

  if (c->error == FINE) {
    g_assert_no_error (error);
    return;
  }
  if (c->error == GONE && g_error_matches (error, CULM_ERROR, CULM_ERROR_DAMAGED))
    return;
  g_assert_error ((GError *) error, CULM_ERROR, wanted);
  if (c->reply != 0)
    g_assert_cmpint (culm_error_get_server_code (error), ==, c->reply);
}

/* Printers have two seats at most, and the last case keeps one. */
static void
renew_store (Fixture *f)
{
  g_clear_object (&f->store);
  f->store = open_store (f, NULL, FALSE);
}

/* Every second one, so that two runs share them. */
static void
test_uploads (Fixture *f, gconstpointer odd)
{
  g_autofree char *small = g_build_filename (f->folder, "small", NULL);

  write_local (small, SMALL);
  for (guint i = odd ? 1 : 0; i < G_N_ELEMENTS (uploads); i += 2) {
    const Case *c = &uploads[i];
    g_autoptr (CulmFileStore) store = open_store (f, NULL, c->open_data);
    g_autoptr (GError) error = NULL;

    g_test_message ("upload: %s", c->name);
    g_assert_true (put (f->store, small, "/x.3mf", NULL)); /* of before */
    renew_store (f);
    set_faults (f, c->faults);
    if (c->patience > 0)
      culm_ftps_set_patience (store, c->patience);
    put (store, f->local, "/x.3mf", &error);
    assert_outcome (c, error);
    settle (store);
    g_clear_object (&store);
    clear_faults (f);
    if (c->error == FINE) {
      g_assert_cmpint (find_size (f, "/x.3mf"), ==, SIZE);
      g_assert_true (get (f->store, "/x.3mf", f->back, FALSE, NULL));
      assert_same (f->local, f->back);
    } else if (c->begins) {
      g_assert_cmpint (find_size (f, "/x.3mf"), ==, -1);
    } else if (c->reply != 425) { /* which is said to a file that was opened */
      g_assert_cmpint (find_size (f, "/x.3mf"), ==, SMALL);
    }
  }
}

static void
test_downloads (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *part = g_strconcat (f->back, ".part", NULL);

  g_assert_true (put (f->store, f->local, "/x.mp4", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (downloads); i++) {
    const Case *c = &downloads[i];
    g_autoptr (CulmFileStore) store = open_store (f, NULL, c->open_data);
    g_autoptr (GError) error = NULL;

    g_test_message ("download: %s", c->name);
    g_unlink (f->back);
    renew_store (f);
    set_faults (f, c->faults);
    if (c->patience > 0)
      culm_ftps_set_patience (store, c->patience);
    get (store, "/x.mp4", f->back, FALSE, &error);
    assert_outcome (c, error);
    g_clear_object (&store);
    clear_faults (f);
    g_assert_true (g_file_test (f->back, G_FILE_TEST_EXISTS) == (c->error == FINE));
    /* What came is no hindrance to another try, on a printer that cannot go on either. */
    g_clear_error (&error);
    get (f->store, "/x.mp4", f->back, TRUE, &error);
    g_assert_no_error (error);
    assert_same (f->local, f->back);
    g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  }
}

static gint64
count_visits (Fixture *f)
{
  g_autofree char *path = g_strdup_printf ("/printers/%s", culm_test_sim_get_serial (f->sim, 0));
  g_autoptr (JsonNode) state = culm_test_sim_control (f->sim, "GET", path, NULL);

  return json_object_get_int_member (json_object_get_object_member (json_node_get_object (state), "visits"), "ftps");
}

/* Printers lock out who guesses: one refusal is enough for everything that was asked for. */
static void
test_wrong_code (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmFileStore) store = open_store (f, "00000000", FALSE);
  gint64 before = count_visits (f);

  for (guint i = 0; i < 20; i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (list (store, "/", &error));
    g_assert_error (error, CULM_ERROR, CULM_ERROR_UNAUTHORISED);
    g_assert_cmpint (culm_error_get_server_code (error), ==, 530);
  }
  g_assert_cmpint (count_visits (f), ==, before + 1);
}

static void
test_names (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const good[] = {
    "/ a  b .3mf", "/100%.3mf", "/%41%2F%0A.3mf", "/a..b", "/.hidden", "/-rf *", "/K\xc3\xbcrbis \xe2\x9c\x93.3mf",
    "/#?;&=+.3mf"
  };
  static const char *const bad[] = { "/a\nDELE x", "/a\r", "x", "/tab\tname" };
  static const char *const nowhere[] = { "/../x", "/cache/../../x", "/.." };
  g_autofree char *long_name = g_strnfill (300, 'n');
  g_autofree char *long_path = g_strconcat ("/", long_name, NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++) {
    put (f->store, f->local, good[i], &error);
    g_assert_no_error (error);
    g_assert_cmpint (find_size (f, good[i]), ==, SIZE);
    get (f->store, good[i], f->back, FALSE, &error);
    g_assert_no_error (error);
    assert_same (f->local, f->back);
  }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_assert_false (put (f->store, f->local, bad[i], &error));
    g_assert_error (error, CULM_ERROR, CULM_ERROR_USAGE);
    g_clear_error (&error);
    g_assert_false (get (f->store, bad[i], f->back, FALSE, &error));
    g_assert_error (error, CULM_ERROR, CULM_ERROR_USAGE);
    g_clear_error (&error);
  }
  for (guint i = 0; i < G_N_ELEMENTS (nowhere); i++) {
    g_assert_false (get (f->store, nowhere[i], f->back, FALSE, &error));
    g_assert_error (error, CULM_ERROR, CULM_ERROR_NOT_FOUND);
    g_clear_error (&error);
  }
  g_assert_false (put (f->store, f->local, long_path, &error)); /* no card can hold it */
  g_assert_error (error, CULM_ERROR, CULM_ERROR_REFUSED);
  g_assert_cmpint (culm_error_get_server_code (error), ==, 553);
  g_clear_error (&error);
  g_assert_false (get (f->store, long_path, f->back, FALSE, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_NOT_FOUND);
}

typedef struct {
  gint64 done, total, most;
  gboolean backwards;
} Progress;

static void
on_progress (gint64 done, gint64 total, gpointer data)
{
  Progress *progress = data;

  progress->backwards = progress->backwards || done < progress->done;
  progress->done = done;
  progress->total = total;
}

static gboolean
has_moved (gpointer data)
{
  const Progress *progress = data;

  return progress->done >= 100000;
}

/* A card of 100 KB/s: what is shown is what has moved; cancelling is quick, and takes away what was written. */
static void
test_slow_card (Fixture *f, gconstpointer upload)
{
  const char *fault[3] = { FAULT ("\"what\":\"slow\",\"value\":100000") };
  g_autofree char *big = g_build_filename (f->folder, "big", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  Progress progress = { 0 };
  gint64 begin;

  write_local (big, 8 << 20);
  if (!upload)
    g_assert_true (put (f->store, big, "/big.mp4", NULL));
  set_faults (f, fault);
  begin = g_get_monotonic_time ();
  if (upload)
    culm_file_store_put_async (f->store, big, "/big.mp4", on_progress, &progress, cancellable, culm_test_keep_result,
                               &slot);
  else
    culm_file_store_get_async (f->store, "/big.mp4", f->back, FALSE, on_progress, &progress, cancellable,
                               culm_test_keep_result, &slot);
  g_assert_true (culm_test_wait_for (has_moved, &progress, WAIT));
  g_assert_cmpint (progress.total, ==, 8 << 20);
  g_assert_false (progress.backwards);
  /* The sockets in between hold some megabytes at most, and TLS one block. */
  g_assert_cmpint (progress.done, <, (g_get_monotonic_time () - begin) / 10 + (upload ? 7 << 20 : 1 << 20));
  begin = g_get_monotonic_time ();
  g_cancellable_cancel (cancellable);
  result = culm_test_await (&slot, WAIT);
  g_test_message ("cancelled after %.0f ms", (double) (g_get_monotonic_time () - begin) / 1000);
  g_assert_false (upload ? culm_file_store_put_finish (f->store, result, &error)
                         : culm_file_store_get_finish (f->store, result, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_CANCELLED);
  settle (f->store);
  clear_faults (f);
  g_assert_false (g_file_test (f->back, G_FILE_TEST_EXISTS));
  if (upload)
    g_assert_cmpint (find_size (f, "/big.mp4"), ==, -1);
}

static gboolean
is_sent (gpointer data)
{
  const Progress *progress = data;

  return progress->done == SIZE;
}

/* All bytes are there, and the card is busy: cancelling does not wait for its last word. */
static void
test_cancel_late (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  const char *fault[3] = { FAULT ("\"what\":\"delay\",\"command\":\"STOR\",\"value\":20,\"times\":1") };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  Progress progress = { 0 };
  gint64 begin;

  set_faults (f, fault);
  culm_file_store_put_async (f->store, f->local, "/late.3mf", on_progress, &progress, cancellable,
                             culm_test_keep_result, &slot);
  g_assert_true (culm_test_wait_for (is_sent, &progress, WAIT));
  begin = g_get_monotonic_time ();
  g_cancellable_cancel (cancellable);
  result = culm_test_await (&slot, WAIT);
  g_test_message ("cancelled after %.0f ms", (double) (g_get_monotonic_time () - begin) / 1000);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 10 * G_USEC_PER_SEC); /* of the twenty */
  g_assert_false (culm_file_store_put_finish (f->store, result, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_CANCELLED);
  settle (f->store);
  g_assert_cmpint (find_size (f, "/late.3mf"), ==, -1);
}

/* The printer was off and on again between two questions; the connection of before is dead. */
static void
test_restart (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = g_strdup_printf ("/printers/%s/do", culm_test_sim_get_serial (f->sim, 0));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = list (f->store, "/", &error);
  g_autoptr (GPtrArray) again = NULL;

  g_assert_no_error (error);
  json_node_unref (culm_test_sim_control (f->sim, "POST", path, "{\"what\":\"offline\"}"));
  g_assert_null (list (f->store, "/", &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_OFFLINE);
  g_clear_error (&error);
  json_node_unref (culm_test_sim_control (f->sim, "POST", path, "{\"what\":\"online\"}"));
  again = list (f->store, "/", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->len, ==, files->len);
}

/* A printer that takes one guest, who leaves: the next one gets in. */
static void
test_one_guest (Fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = g_strdup_printf ("/printers/%s/do", culm_test_sim_get_serial (f->sim, 0));
  g_autoptr (CulmFileStore) other = open_store (f, NULL, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GPtrArray) again = NULL;

  json_node_unref (culm_test_sim_control (f->sim, "POST", path, "{\"what\":\"one-session\",\"value\":\"refuse\"}"));
  files = list (f->store, "/", &error);
  g_assert_no_error (error);
  g_assert_null (list (other, "/", &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_OFFLINE);
  g_clear_error (&error);
  g_clear_object (&f->store);
  f->store = g_object_ref (other);
  again = list (other, "/", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->len, ==, files->len);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, data, function) g_test_add ("/ftps-quirks/" name, Fixture, data, set_up, function, tear_down)
  ADD ("uploads/even", NULL, test_uploads);
  ADD ("uploads/odd", GINT_TO_POINTER (TRUE), test_uploads);
  ADD ("downloads", NULL, test_downloads);
  ADD ("others/wrong-code", NULL, test_wrong_code);
  ADD ("others/names", NULL, test_names);
  ADD ("others/slow-card-upload", GINT_TO_POINTER (TRUE), test_slow_card);
  ADD ("others/slow-card-download", NULL, test_slow_card);
  ADD ("others/cancel-late", NULL, test_cancel_late);
  ADD ("others/restart", NULL, test_restart);
  ADD ("others/one-guest", NULL, test_one_guest);
#undef ADD
  return g_test_run ();
}
