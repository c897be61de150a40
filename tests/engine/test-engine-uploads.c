/* test-engine-uploads.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-test-rig.h"
#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>

static GFile *
make_file (CulmTestRig *rig, const char *name, gsize size)
{
  g_autofree char *path = g_build_filename (rig->home, name, NULL);
  g_autofree char *bytes = g_malloc (size + 1);

  for (gsize i = 0; i < size; i++)
    bytes[i] = (char) (i * 2654435761u >> 13);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
  return g_file_new_for_path (path);
}

static CulmTransfer *
upload (CulmTestRig *rig, GFile *file, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_engine_upload_async (rig->engine, file, NULL, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 10);
  return culm_engine_upload_finish (rig->engine, result, error);
}

static gboolean
has_ended (gpointer transfer)
{
  return !culm_transfer_get_active (transfer);
}

static gboolean
moves (gpointer transfer)
{
  return culm_transfer_get_sent (transfer) > 0;
}

static char *
hash_file (GFile *file)
{
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_load_contents (file, NULL, &bytes, &size, NULL, NULL));
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, size);
}

static void
test_arrives_whole (gconstpointer contract)
{
  const char *args[] = { "--contract", contract, "--auth", "password", NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  g_autoptr (CulmSignIn) sign_in = culm_test_rig_sign_in (rig);
  g_autoptr (GFile) file = make_file (rig, "Ä vase <b>.gcode.3mf", 3000000);
  g_autofree char *hash = hash_file (file);
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmTransfer) transfer = upload (rig, file, &error);
  g_autoptr (JsonNode) seen = NULL;
  JsonObject *first;
  CulmEvent *event;

  g_assert_no_error (error);
  g_assert_true (culm_test_wait_for (has_ended, transfer, 30));
  g_assert_cmpint (culm_transfer_get_state (transfer), ==, CULM_TRANSFER_DONE);
  g_assert_cmpstr (culm_transfer_get_sha256 (transfer), ==, hash);
  g_assert_cmpstr (culm_transfer_get_contract (transfer), ==, contract);
  g_assert_cmpfloat (culm_transfer_get_fraction (transfer), ==, 1);
  seen = culm_test_sim_control (rig->sim, "GET", "/uploads", NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (seen)), ==, 1);
  first = json_array_get_object_element (json_node_get_array (seen), 0);
  g_assert_cmpstr (json_object_get_string_member (first, "sha256"), ==, hash);
  g_assert_true (json_object_get_boolean_member (first, "confirmed"));
  event = culm_test_rig_await_event (rig, CULM_EVENT_UPLOAD_COMPLETED, NULL, 5);
  g_assert_cmpstr (event->sha256, ==, hash);
  g_assert_cmpint (event->size, ==, 3000000);

  /* It is still listed after a new start. */
  g_clear_object (&transfer);
  culm_test_rig_drop_engine (rig);
  g_clear_object (&sign_in);
  culm_test_rig_start_engine (rig);
  g_assert_cmpuint (g_list_model_get_n_items (culm_engine_get_transfers (rig->engine)), ==, 1);
  transfer = g_list_model_get_item (culm_engine_get_transfers (rig->engine), 0);
  g_assert_cmpstr (culm_transfer_get_sha256 (transfer), ==, hash);
}

/* A package with one sliced plate. */
static GFile *
make_package (CulmTestRig *rig)
{
  static const char *const names[] = { "Metadata/plate_1.png", "Metadata/plate_1.gcode", NULL };
  g_autofree char *path = g_build_filename (rig->home, "vase.gcode.3mf", NULL);
  struct archive *out = archive_write_new ();

  archive_write_set_format_zip (out);
  g_assert_cmpint (archive_write_open_filename (out, path), ==, ARCHIVE_OK);
  for (gsize i = 0; names[i] != NULL; i++) {
    struct archive_entry *entry = archive_entry_new ();

    archive_entry_set_pathname (entry, names[i]);
    archive_entry_set_filetype (entry, AE_IFREG);
    archive_entry_set_size (entry, (gint64) strlen (names[i]));
    g_assert_cmpint (archive_write_header (out, entry), ==, ARCHIVE_OK);
    g_assert_cmpint (archive_write_data (out, names[i], strlen (names[i])), ==, strlen (names[i]));
    archive_entry_free (entry);
  }
  g_assert_cmpint (archive_write_close (out), ==, ARCHIVE_OK);
  archive_write_free (out);
  return g_file_new_for_path (path);
}

static CulmTransfer *
upload_project (CulmTestRig *rig, GFile *file)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  CulmTransfer *transfer;

  culm_engine_upload_project_async (rig->engine, file, 0, NULL, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 20);
  transfer = culm_engine_upload_finish (rig->engine, result, &error);
  g_assert_no_error (error);
  g_assert_true (culm_test_wait_for (has_ended, transfer, 30));
  return transfer;
}

/* The service keeps it as a project; the seed's server knows none, and takes the file alone. */
static void
test_project (gconstpointer contract)
{
  const char *args[] = { "--contract", contract, "--auth", "password", NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  g_autoptr (CulmSignIn) sign_in = culm_test_rig_sign_in (rig);
  g_autoptr (GFile) file = make_package (rig);
  g_autoptr (GFile) unsliced = make_file (rig, "text.gcode.3mf", 1000);
  g_autofree char *hash = hash_file (file);
  g_autoptr (CulmTransfer) transfer = upload_project (rig, file);
  g_autoptr (CulmTransfer) failed = NULL;
  g_autoptr (JsonNode) seen = NULL;
  JsonArray *list;
  JsonObject *last;
  guint n = g_str_equal (contract, "seed") ? 1 : 2; /* the config as well */

  g_assert_cmpint (culm_transfer_get_state (transfer), ==, CULM_TRANSFER_DONE);
  g_assert_cmpstr (culm_transfer_get_sha256 (transfer), ==, hash);
  g_assert_cmpstr (culm_transfer_get_contract (transfer), ==, contract);
  g_assert_true (g_str_has_prefix (culm_transfer_get_file_id (transfer), "US") == (n == 2));
  seen = culm_test_sim_control (rig->sim, "GET", "/uploads", NULL);
  list = json_node_get_array (seen);
  g_assert_cmpuint (json_array_get_length (list), ==, n);
  last = json_array_get_object_element (list, n - 1);
  g_assert_cmpstr (json_object_get_string_member (last, "sha256"), ==, hash);
  g_assert_true (json_object_get_boolean_member (last, "confirmed"));
  failed = upload_project (rig, unsliced);
  g_assert_cmpint (culm_transfer_get_state (failed), ==, CULM_TRANSFER_FAILED);
  g_assert_error ((GError *) culm_transfer_get_error (failed), CULM_ERROR, CULM_ERROR_UNSUPPORTED);
}

static void
expect_refusal (CulmTestRig *rig, const char *name, int code)
{
  g_autofree char *path = g_build_filename (rig->home, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_null (upload (rig, file, &error));
  g_assert_error (error, CULM_ERROR, code);
}

static void
test_refuses_what_cannot_be_sent (void)
{
  const char *args[] = { "--auth", "password", NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  g_autofree char *folder = g_build_filename (rig->home, "folder.3mf", NULL);
  g_autoptr (GFile) empty = make_file (rig, "empty.stl", 0);
  g_autoptr (GFile) text = make_file (rig, "notes.txt", 10);
  g_autoptr (GFile) good = make_file (rig, "good.3mf", 1000);
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmSignIn) sign_in = NULL;

  g_assert_null (upload (rig, good, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_UNAUTHORISED);
  sign_in = culm_test_rig_sign_in (rig);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  expect_refusal (rig, "folder.3mf", CULM_ERROR_REFUSED);
  expect_refusal (rig, "empty.stl", CULM_ERROR_MALFORMED);
  expect_refusal (rig, "notes.txt", CULM_ERROR_UNSUPPORTED);
  expect_refusal (rig, "missing.3mf", CULM_ERROR_NOT_FOUND);
  g_assert_cmpuint (g_list_model_get_n_items (culm_engine_get_transfers (rig->engine)), ==, 0);
  g_assert_cmpuint (culm_test_rig_count_events (rig, CULM_EVENT_UPLOAD_FAILED, NULL), ==, 0);
}

/* Several wait for each other; one that waits and one under way are cancelled; then it is tried again. */
static void
test_queue (void)
{
  const char *args[] = { "--auth", "password", NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  g_autoptr (CulmSignIn) sign_in = culm_test_rig_sign_in (rig);
  g_autoptr (GFile) big = make_file (rig, "big.gcode", 40000000);
  g_autoptr (GFile) small = make_file (rig, "small.gcode", 1000);
  g_autoptr (JsonNode) slow = culm_test_sim_control (
      rig->sim, "POST", "/fault", "{\"where\":\"upload\",\"what\":\"delay\",\"value\":20,\"times\":1}");
  g_autoptr (JsonNode) end = NULL;
  g_autoptr (CulmTransfer) first = upload (rig, big, NULL);
  g_autoptr (CulmTransfer) second = upload (rig, small, NULL);
  g_autoptr (GError) error = NULL;
  gint64 begun;

  g_assert_null (upload (rig, small, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_BUSY);
  g_assert_cmpint (culm_transfer_get_state (second), ==, CULM_TRANSFER_QUEUED);
  g_assert_true (culm_test_wait_for (moves, first, 10));
  culm_engine_cancel_transfer (rig->engine, second);
  g_assert_cmpint (culm_transfer_get_state (second), ==, CULM_TRANSFER_CANCELLED);
  begun = g_get_monotonic_time ();
  culm_engine_cancel_transfer (rig->engine, first);
  g_assert_true (culm_test_wait_for (has_ended, first, 5));
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 10 * G_USEC_PER_SEC); /* of the twenty */
  g_assert_cmpint (culm_transfer_get_state (first), ==, CULM_TRANSFER_CANCELLED);
  end = culm_test_sim_control (rig->sim, "DELETE", "/fault", NULL);
  g_assert_nonnull (end);
  culm_engine_retry_transfer (rig->engine, second);
  g_assert_true (culm_test_wait_for (has_ended, second, 20));
  g_assert_cmpint (culm_transfer_get_state (second), ==, CULM_TRANSFER_DONE);
  culm_engine_forget_transfer (rig->engine, first);
  g_assert_cmpuint (g_list_model_get_n_items (culm_engine_get_transfers (rig->engine)), ==, 1);
  g_assert_cmpuint (culm_test_rig_count_events (rig, CULM_EVENT_UPLOAD_COMPLETED, NULL), ==, 1);
  g_assert_cmpuint (culm_test_rig_count_events (rig, CULM_EVENT_UPLOAD_FAILED, NULL), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/upload-flow-file-types/arrives-whole/service", "service", test_arrives_whole);
  g_test_add_data_func ("/upload-flow-file-types/arrives-whole/seed", "seed", test_arrives_whole);
  g_test_add_data_func ("/upload-flow-file-types/project/service", "service", test_project);
  g_test_add_data_func ("/upload-flow-file-types/project/seed", "seed", test_project);
  g_test_add_func ("/engine-uploads/refuses-what-cannot-be-sent", test_refuses_what_cannot_be_sent);
  g_test_add_func ("/engine-uploads/queue", test_queue);
  return g_test_run ();
}
