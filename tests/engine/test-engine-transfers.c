/* test-engine-transfers.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-engine-files.h"
#include "culm-engine-lan.h"
#include "culm-error.h"
#include "culm-test-rig.h"
#include <glib/gstdio.h>
#include <unistd.h>

/* Transfers outlive the program: those with a printer as those with the account, and also a program that is killed. */

#define SIZE 3000000
#define WAIT 90 /* s */
#define SLOW "{\"where\":\"ftps\",\"what\":\"slow\",\"value\":200000}"
#define CROWDED                                                                                                        \
  "{\"where\":\"ftps\",\"what\":\"status\",\"command\":\"USER\",\"times\":1,"                                          \
  "\"value\":{\"status\":421,\"body\":\"Full.\"}}"

static char *
make_file (CulmTestRig *rig, const char *name)
{
  char *path = g_build_filename (rig->home, name, NULL);
  g_autofree char *bytes = g_malloc (SIZE);

  for (gsize i = 0; i < SIZE; i++)
    bytes[i] = (char) (i * 2654435761u >> 13);
  g_assert_true (g_file_set_contents (path, bytes, SIZE, NULL));
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

static char *
hash_file (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, size);
}

static void
add_printer (CulmTestRig *rig, guint index)
{
  CulmLanPorts ports = CULM_LAN_PORTS_INIT;
  const char *host = culm_test_sim_get_address (rig->sim, index);
  g_autoptr (GAsyncResult) looked = NULL;
  g_autoptr (GAsyncResult) added = NULL;
  g_autoptr (CulmFoundPrinter) found = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  CulmLanDraft draft;

  ports.mqtt = culm_test_sim_get_port (rig->sim, index, "mqtt");
  ports.detect = culm_test_sim_get_port (rig->sim, index, "detect");
  ports.ftps = culm_test_sim_get_port (rig->sim, index, "ftps");
  culm_engine_look_at_async (rig->engine, host, &ports, NULL, culm_test_keep_result, &slot);
  looked = culm_test_await (&slot, WAIT);
  found = culm_engine_look_at_finish (rig->engine, looked, &error);
  g_assert_no_error (error);
  draft = (CulmLanDraft){ .host = host,
                          .serial = culm_test_sim_get_serial (rig->sim, index),
                          .fingerprint = culm_found_printer_get_fingerprint (found),
                          .code = culm_test_sim_get_access_code (rig->sim, index),
                          .name = culm_found_printer_get_name (found),
                          .model = culm_found_printer_get_model_id (found),
                          .ports = ports };
  culm_engine_add_printer_async (rig->engine, &draft, NULL, culm_test_keep_result, &slot);
  added = culm_test_await (&slot, WAIT);
  culm_engine_add_printer_finish (rig->engine, added, &error);
  g_assert_no_error (error);
}

static CulmTestRig *
make_rig (void)
{
  g_autofree char *address = g_strdup_printf ("127.%d.%d.5", 1 + getpid () / 256 % 200, getpid () % 256);
  const char *args[] = { "--lan", "--auth",    "password", "--models", "P1S:idle",    "--printers",
                         "1",     "--address", address,    "--ssdp",   "127.0.0.1:9", NULL };
  CulmTestRig *rig = culm_test_rig_new (args);

  add_printer (rig, 0);
  return rig;
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

/* The only one. Returns: (transfer full). */
static CulmTransfer *
get_listed (CulmTestRig *rig)
{
  GListModel *all = culm_engine_get_transfers (rig->engine);

  g_assert_cmpuint (g_list_model_get_n_items (all), ==, 1);
  return g_list_model_get_item (all, 0);
}

static void
set_slow (CulmTestRig *rig, gboolean slow)
{
  json_node_unref (slow ? culm_test_sim_control (rig->sim, "POST", "/fault", SLOW)
                        : culm_test_sim_control (rig->sim, "DELETE", "/fault", NULL));
}

static CulmTransfer *
send_file (CulmTestRig *rig, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  CulmTransfer *transfer =
      culm_engine_send_file (rig->engine, culm_test_sim_get_serial (rig->sim, 0), file, "/", &error);

  g_assert_no_error (error);
  return transfer;
}

/* The transfer of before, tried again: it arrives, and its event has the sum of the file. */
static void
assert_arrives (CulmTestRig *rig, CulmTransfer *transfer, const char *path)
{
  g_autofree char *sum = hash_file (path);
  CulmEvent *event;

  g_assert_true (culm_test_wait_for (has_ended, transfer, WAIT));
  g_assert_no_error ((GError *) culm_transfer_get_error (transfer));
  g_assert_cmpint (culm_transfer_get_state (transfer), ==, CULM_TRANSFER_DONE);
  g_assert_cmpstr (culm_transfer_get_sha256 (transfer), ==, sum);
  event = culm_test_rig_await_event (rig, CULM_EVENT_UPLOAD_COMPLETED, NULL, 5);
  g_assert_cmpstr (event->sha256, ==, sum);
  g_assert_cmpint (event->size, ==, SIZE);
  g_assert_cmpuint (culm_test_rig_count_events (rig, CULM_EVENT_UPLOAD_FAILED, NULL), ==, 0);
}

static void
assert_interrupted (CulmTransfer *transfer)
{
  g_assert_cmpint (culm_transfer_get_state (transfer), ==, CULM_TRANSFER_FAILED);
  g_assert_error ((GError *) culm_transfer_get_error (transfer), CULM_ERROR, CULM_ERROR_INTERRUPTED);
}

static void
test_sends (void)
{
  g_autoptr (CulmTestRig) rig = make_rig ();
  g_autofree char *path = make_file (rig, "vase 100%.gcode.3mf");
  g_autofree char *sum = hash_file (path);
  g_autoptr (CulmTransfer) transfer = send_file (rig, path);

  assert_arrives (rig, transfer, path);
  g_clear_object (&transfer);
  culm_test_rig_drop_engine (rig);
  culm_test_rig_start_engine (rig);
  transfer = get_listed (rig);
  g_assert_cmpint (culm_transfer_get_state (transfer), ==, CULM_TRANSFER_DONE);
  g_assert_cmpint (culm_transfer_get_direction (transfer), ==, CULM_TRANSFER_TO_PRINTER);
  g_assert_cmpstr (culm_transfer_get_sha256 (transfer), ==, sum);
  g_assert_cmpstr (culm_transfer_get_remote (transfer), ==, "/vase 100%.gcode.3mf");
}

static void
test_sends_again (void)
{
  g_autoptr (CulmTestRig) rig = make_rig ();
  g_autofree char *path = make_file (rig, "vase.gcode.3mf");
  g_autoptr (CulmTransfer) transfer = NULL;

  set_slow (rig, TRUE);
  transfer = send_file (rig, path);
  g_assert_true (culm_test_wait_for (moves, transfer, WAIT));
  g_clear_object (&transfer);
  culm_test_rig_drop_engine (rig);
  set_slow (rig, FALSE);
  culm_test_rig_start_engine (rig);
  transfer = get_listed (rig);
  assert_interrupted (transfer);
  culm_engine_retry_transfer (rig->engine, transfer);
  assert_arrives (rig, transfer, path);
}

static CulmPrinterFiles *
open_files (CulmTestRig *rig)
{
  g_autoptr (GError) error = NULL;
  CulmPrinterFiles *files = culm_engine_open_files (rig->engine, culm_test_sim_get_serial (rig->sim, 0), &error);

  g_assert_no_error (error);
  return files;
}

static gboolean
is_there (CulmTestRig *rig, const char *path)
{
  g_autoptr (CulmPrinterFiles) files = open_files (rig);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  culm_printer_files_list_async (files, "/", NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, WAIT);
  found = culm_printer_files_list_finish (files, result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    if (g_str_equal (culm_stored_file_get_path (g_ptr_array_index (found, i)), path))
      return TRUE;
  return FALSE;
}

/* A program that ends in the middle leaves nothing half written behind. */
static void
test_quits (void)
{
  g_autoptr (CulmTestRig) rig = make_rig ();
  g_autofree char *path = make_file (rig, "vase.gcode.3mf");
  g_autoptr (CulmTransfer) transfer = NULL;

  g_assert_true (culm_engine_settle_files (rig->engine, 0)); /* nothing to wait for */
  set_slow (rig, TRUE);
  transfer = send_file (rig, path);
  g_assert_true (culm_test_wait_for (moves, transfer, WAIT));
  g_clear_object (&transfer);
  culm_engine_stop (rig->engine);
  g_assert_true (culm_engine_settle_files (rig->engine, WAIT * 1000));
  culm_test_rig_drop_engine (rig);
  set_slow (rig, FALSE);
  culm_test_rig_start_engine (rig);
  g_assert_false (is_there (rig, "/vase.gcode.3mf"));
  transfer = get_listed (rig);
  assert_interrupted (transfer);
}

/* A printer that lets nobody in for some seconds does not keep it from ending. */
static void
test_quits_in_time (void)
{
  g_autoptr (CulmTestRig) rig = make_rig ();
  g_autofree char *path = make_file (rig, "vase.gcode.3mf");
  g_autoptr (CulmTransfer) transfer = NULL;
  g_autoptr (CulmPrinterFiles) files = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  set_slow (rig, TRUE);
  transfer = send_file (rig, path);
  g_assert_true (culm_test_wait_for (moves, transfer, WAIT));
  g_clear_object (&transfer);
  files = open_files (rig);
  json_node_unref (culm_test_sim_control (rig->sim, "POST", "/fault", CROWDED));
  culm_engine_stop (rig->engine);
  g_assert_false (culm_engine_settle_files (rig->engine, 100));
  culm_printer_files_settle_async (files, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, WAIT);
}

static void
test_fetches_again (void)
{
  g_autoptr (CulmTestRig) rig = make_rig ();
  g_autofree char *path = make_file (rig, "video.mp4");
  g_autofree char *back = g_build_filename (rig->home, "back.mp4", NULL);
  g_autoptr (GFile) target = g_file_new_for_path (back);
  g_autoptr (CulmStoredFile) stored = culm_stored_file_new ("/", "video.mp4", FALSE, SIZE, 0);
  g_autoptr (CulmTransfer) transfer = send_file (rig, path);

  assert_arrives (rig, transfer, path);
  culm_engine_forget_transfer (rig->engine, transfer);
  g_clear_object (&transfer);
  set_slow (rig, TRUE);
  transfer = culm_engine_fetch_file (rig->engine, culm_test_sim_get_serial (rig->sim, 0), stored, target, TRUE, NULL);
  g_assert_true (culm_test_wait_for (moves, transfer, WAIT));
  g_clear_object (&transfer);
  culm_test_rig_drop_engine (rig);
  g_assert_false (g_file_test (back, G_FILE_TEST_EXISTS));
  set_slow (rig, FALSE);
  culm_test_rig_start_engine (rig);
  transfer = get_listed (rig);
  assert_interrupted (transfer);
  g_assert_true (culm_transfer_get_removes (transfer));
  culm_engine_retry_transfer (rig->engine, transfer);
  g_assert_true (culm_test_wait_for (has_ended, transfer, WAIT));
  g_assert_cmpint (culm_transfer_get_state (transfer), ==, CULM_TRANSFER_DONE);
  assert_same (path, back);
}

/* A program that only looks, while another one sends, takes nothing of that for interrupted. */
static void
look_beside (CulmTestRig *rig)
{
  culm_test_rig_start_engine (rig);
  g_assert_cmpuint (g_list_model_get_n_items (culm_engine_get_transfers (rig->engine)), ==, 0);
  culm_test_rig_drop_engine (rig);
}

/* Starts this program again, as one that sends and is killed in the middle of it. */
static void
run_victim (CulmTestRig *rig, const char *kind, const char *path)
{
  g_autofree char *profile = g_path_get_basename (rig->home);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) victim =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "/proc/self/exe", "--victim", profile, kind,
                        culm_test_sim_get_serial (rig->sim, 0), path, NULL);
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *line = NULL;
  GAsyncResult *slot = NULL;

  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (victim));
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, WAIT);
  line = g_data_input_stream_read_line_finish (lines, result, NULL, NULL);
  g_assert_cmpstr (line, ==, "moves");
  look_beside (rig);
  g_subprocess_force_exit (victim);
  g_subprocess_wait (victim, NULL, NULL);
}

static void
test_killed (gconstpointer kind)
{
  gboolean cloud = g_str_equal (kind, "cloud");
  g_autoptr (CulmTestRig) rig = make_rig ();
  g_autoptr (CulmSignIn) sign_in = cloud ? culm_test_rig_sign_in (rig) : NULL;
  g_autofree char *path = make_file (rig, "vase.gcode.3mf");
  g_autoptr (CulmTransfer) transfer = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_object (&sign_in);
  culm_test_rig_drop_engine (rig);
  set_slow (rig, TRUE);
  json_node_unref (culm_test_sim_control (rig->sim, "POST", "/fault",
                                          "{\"where\":\"upload\",\"what\":\"delay\",\"value\":60,\"times\":1}"));
  run_victim (rig, kind, path);
  set_slow (rig, FALSE);
  culm_test_rig_start_engine (rig);
  transfer = get_listed (rig);
  assert_interrupted (transfer);
  g_assert_cmpstr (culm_transfer_get_file_name (transfer), ==, "vase.gcode.3mf");
  g_assert_cmpint (culm_transfer_get_direction (transfer), ==,
                   cloud ? CULM_TRANSFER_TO_CLOUD : CULM_TRANSFER_TO_PRINTER);
  culm_engine_retry_transfer (rig->engine, transfer);
  assert_arrives (rig, transfer, path);
}

static gboolean
is_live (gpointer data)
{
  CulmPrinter *printer = data;

  return culm_printer_get_complete (printer) && !culm_printer_get_stale (printer) && culm_printer_get_online (printer);
}

static gboolean
is_at_work (gpointer data)
{
  CulmPrinterState state = culm_printer_get_state (data);

  return state == CULM_PRINTER_STATE_PREPARING || state == CULM_PRINTER_STATE_PRINTING;
}

/* Sends a package over the LAN, and starts it there: on each kind of printer. */
static void
test_prints (void)
{
  g_autofree char *address = g_strdup_printf ("127.%d.%d.7", 1 + getpid () / 256 % 200, getpid () % 256);
  const char *args[] = {
    "--lan",      "--models", "P1S:idle,A1mini:idle,X1C:idle,X1E:idle,P2S:idle,H2S:idle,H2D:idle,X2D:idle",
    "--printers", "8",        "--address",
    address,      "--ssdp",   "127.0.0.1:9",
    NULL
  };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  g_autofree char *path = make_file (rig, "vase one.gcode.3mf");
  g_autoptr (GFile) file = g_file_new_for_path (path);

  for (guint i = 0; i < culm_test_sim_get_n_printers (rig->sim); i++) {
    const char *serial = culm_test_sim_get_serial (rig->sim, i);
    g_auto (CulmPrintRequest) request = CULM_PRINT_REQUEST_INIT;
    g_autoptr (CulmTransfer) transfer = NULL;
    g_autoptr (CulmCommand) command = NULL;
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;
    GAsyncResult *slot = NULL;
    CulmPrinter *printer;

    g_test_message ("%s", culm_test_sim_get_model (rig->sim, i));
    add_printer (rig, i);
    printer = culm_engine_find_printer (rig->engine, serial);
    g_assert_true (culm_test_wait_for (is_live, printer, WAIT));
    transfer = culm_engine_send_file (rig->engine, serial, file, "/", &error);
    g_assert_no_error (error);
    g_assert_true (culm_test_wait_for (has_ended, transfer, WAIT));
    g_assert_cmpint (culm_transfer_get_state (transfer), ==, CULM_TRANSFER_DONE);
    request.file = g_strdup (culm_transfer_get_file_name (transfer));
    request.url =
        culm_print_request_make_url (culm_printer_get_printer_model (printer), culm_transfer_get_remote (transfer), 0);
    g_assert_cmpstr (request.url, ==, "ftp:///vase one.gcode.3mf");
    command = culm_command_new_print (&request);
    culm_printer_send_async (printer, command, NULL, culm_test_keep_result, &slot);
    result = culm_test_await (&slot, WAIT);
    culm_printer_send_finish (printer, result, &error);
    g_assert_no_error (error);
    g_assert_true (culm_test_wait_for (is_at_work, printer, WAIT));
    g_assert_cmpuint (culm_test_rig_count_commands (rig, printer, "ftp:///vase one.gcode.3mf"), ==, 1);
  }
}

static void
upload_cb (GObject *engine, GAsyncResult *result, gpointer transfer)
{
  *(CulmTransfer **) transfer = culm_engine_upload_finish (CULM_ENGINE (engine), result, NULL);
}

/* The one that is killed. */
static void G_GNUC_NORETURN
be_victim (char **words)
{
  g_autoptr (CulmEngine) engine = culm_engine_new (words[0]);
  g_autoptr (GFile) file = g_file_new_for_path (words[3]);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) started = NULL;
  CulmTransfer *transfer = NULL;

  culm_engine_start_async (engine, NULL, culm_test_keep_result, &slot);
  started = culm_test_await (&slot, WAIT);
  if (g_str_equal (words[1], "cloud"))
    culm_engine_upload_async (engine, file, NULL, NULL, upload_cb, &transfer);
  else
    transfer = culm_engine_send_file (engine, words[2], file, "/", NULL);
  while (transfer == NULL || !moves (transfer))
    g_main_context_iteration (NULL, TRUE);
  g_print ("moves\n");
  for (;;)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char *argv[])
{
  if (argc == 6 && g_str_equal (argv[1], "--victim"))
    be_victim (argv + 2);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine-transfers/sends", test_sends);
  g_test_add_func ("/engine-transfers/sends-again", test_sends_again);
  g_test_add_func ("/engine-transfers/quits", test_quits);
  g_test_add_func ("/engine-transfers/quits-in-time", test_quits_in_time);
  g_test_add_func ("/engine-transfers/fetches-again", test_fetches_again);
  g_test_add_func ("/engine-transfers/prints", test_prints);
  g_test_add_data_func ("/engine-transfers/killed/printer", "printer", test_killed);
  g_test_add_data_func ("/engine-transfers/killed/cloud", "cloud", test_killed);
  return g_test_run ();
}
