/* test-engine-limits.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-test-rig.h"

static gint64 now; /* unix µs; stands until it is moved */

static gint64
read_clock (gpointer data G_GNUC_UNUSED)
{
  return now;
}

/* Before anything is counted: what comes back by itself in the course of a test would only blur it. */
static CulmTestRig *
make_rig (const char *contract)
{
  const char *args[] = { "--auth",     "password", "--contract", contract, "--models", "P1S:printing,X1C:idle",
                         "--printers", "2",        NULL };
  CulmTestRig *rig = culm_test_rig_new (args);

  now = g_get_real_time ();
  culm_limits_set_clock (culm_engine_get_limits (rig->engine), read_clock, NULL);
  return rig;
}

static void
move_clock (CulmTestRig *rig, int seconds)
{
  now += seconds * (gint64) G_USEC_PER_SEC;
  culm_limits_set_clock (culm_engine_get_limits (rig->engine), read_clock, NULL);
}

/* However long somebody plays with a slider: it is refused in time, with nothing sent, and a stop goes through. */
static void
test_sliders_leave_a_stop (void)
{
  g_autoptr (CulmTestRig) rig = make_rig ("service");
  g_autoptr (GError) error = NULL;
  CulmPrinter *printer;
  guint sent = 0;

  culm_test_rig_connect (rig);
  printer = culm_test_rig_get_printer (rig, "P1S");
  while (sent < 100 && culm_test_rig_send (printer, "light", sent % 2 == 0 ? "off" : "on", &error))
    sent++;
  g_assert_error (error, CULM_ERROR, CULM_ERROR_LIMITED);
  g_assert_cmpint (culm_error_get_origin (error), ==, CULM_ERROR_ORIGIN_MQTT);
  g_clear_error (&error);
  g_assert_cmpuint (sent, >=, 40);
  g_assert_cmpuint (sent, <=, 90);
  g_assert_cmpuint (culm_test_rig_count_commands (rig, printer, "ledctrl"), ==, sent);
  culm_test_rig_send (printer, "stop", NULL, &error);
  g_assert_no_error (error);
  culm_test_rig_await_state (printer, CULM_PRINTER_STATE_CANCELLED, 10);
  move_clock (rig, 5);
  g_assert_true (culm_test_rig_send (printer, "light", "on", &error));
}

static CulmTransfer *
upload (CulmTestRig *rig, guint number)
{
  g_autofree char *name = g_strdup_printf ("part%u.gcode", number);
  g_autofree char *path = g_build_filename (rig->home, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  CulmTransfer *transfer;

  g_assert_true (g_file_set_contents (path, "G28\n", -1, NULL));
  culm_engine_upload_async (rig->engine, file, NULL, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 10);
  transfer = culm_engine_upload_finish (rig->engine, result, &error);
  g_assert_no_error (error);
  return transfer;
}

static gboolean
has_ended (gpointer transfer)
{
  return !culm_transfer_get_active (transfer);
}

static gboolean
is_held_up (gpointer transfer)
{
  return culm_transfer_get_resumes (transfer) > 0;
}

static void
await_done (CulmTransfer *transfer)
{
  g_assert_true (culm_test_wait_for (has_ended, transfer, 20));
  g_assert_cmpint (culm_transfer_get_state (transfer), ==, CULM_TRANSFER_DONE);
  g_assert_cmpint (culm_transfer_get_resumes (transfer), ==, 0);
}

/* The eleventh of an hour waits, and so do those behind it; one goes past the limit; the rest goes when its time comes,
 * or not at all. */
static void
test_uploads_wait (gconstpointer contract)
{
  g_autoptr (CulmTestRig) rig = make_rig (contract);
  g_autoptr (CulmSignIn) sign_in = culm_test_rig_sign_in (rig);
  g_autoptr (CulmTransfer) first = NULL;
  g_autoptr (CulmTransfer) second = NULL;
  g_autoptr (CulmTransfer) third = NULL;

  for (guint i = 0; i < 10; i++) {
    g_autoptr (CulmTransfer) transfer = upload (rig, i);

    await_done (transfer);
  }
  first = upload (rig, 10);
  second = upload (rig, 11);
  g_assert_true (culm_test_wait_for (is_held_up, first, 10));
  g_assert_cmpint (culm_transfer_get_state (first), ==, CULM_TRANSFER_QUEUED);
  g_assert_cmpint (culm_transfer_get_limit (first), ==, CULM_LIMIT_UPLOADS);
  g_assert_cmpint (ABS (culm_transfer_get_resumes (first) - now / G_USEC_PER_SEC - 360), <=, 1);
  culm_engine_upload_now (rig->engine, second);
  await_done (second);
  g_assert_true (culm_test_wait_for (is_held_up, first, 10));
  culm_engine_cancel_transfer (rig->engine, first);
  g_assert_cmpint (culm_transfer_get_state (first), ==, CULM_TRANSFER_CANCELLED);
  g_assert_cmpint (culm_transfer_get_resumes (first), ==, 0);
  move_clock (rig, 721);
  third = upload (rig, 12);
  await_done (third);
}

static gboolean
waits (gpointer account)
{
  return culm_account_get_resumes (account) > 0;
}

/* The service wants a pause: nothing is asked for meanwhile, the account says until when, and it goes on by itself. */
static void
test_pause (gconstpointer contract)
{
  g_autoptr (CulmTestRig) rig = make_rig (contract);
  g_autoptr (JsonNode) fault = NULL;
  g_autoptr (JsonNode) end = NULL;
  g_autoptr (JsonNode) emptied = NULL;
  g_autoptr (JsonNode) seen = NULL;
  CulmAccount *account;

  culm_test_rig_connect (rig);
  account = culm_test_rig_get_account (rig);
  fault = culm_test_sim_control (rig->sim, "POST", "/fault",
                                 "{\"where\":\"rest\",\"what\":\"status\",\"path\":\"/v1/iot-service\","
                                 "\"value\":{\"status\":429}}");
  culm_engine_refresh_async (rig->engine, NULL, NULL, NULL);
  culm_test_rig_await_account (rig, CULM_ACCOUNT_OFFLINE, 10);
  end = culm_test_sim_control (rig->sim, "DELETE", "/fault", NULL);
  emptied = culm_test_sim_control (rig->sim, "DELETE", "/requests", NULL);
  culm_engine_refresh_async (rig->engine, NULL, NULL, NULL);
  g_assert_true (culm_test_wait_for (waits, account, 10));
  g_assert_cmpint (culm_account_get_limit (account), ==, CULM_LIMIT_PAUSE);
  move_clock (rig, 25);
  culm_test_run_for (100);
  seen = culm_test_sim_control (rig->sim, "GET", "/requests", NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (seen)), ==, 0);
  move_clock (rig, 60);
  culm_test_rig_await_account (rig, CULM_ACCOUNT_ONLINE, 10);
  g_assert_cmpint (culm_account_get_resumes (account), ==, 0);
}

static gboolean
load_firmware (CulmTestRig *rig, CulmPrinter *printer, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *version = NULL, *notes = NULL;
  GAsyncResult *slot = NULL;

  culm_engine_load_firmware_async (rig->engine, printer, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 30);
  return culm_engine_load_firmware_finish (rig->engine, result, &version, &notes, error);
}

/* Ten questions a minute about each printer, whatever is asked about the others. */
static void
test_device_status (gconstpointer contract)
{
  g_autoptr (CulmTestRig) rig = make_rig (contract);
  g_autoptr (GError) error = NULL;
  CulmPrinter *printer;

  culm_test_rig_connect (rig);
  culm_limits_set_patient (culm_engine_get_limits (rig->engine), FALSE);
  printer = culm_test_rig_get_printer (rig, "P1S");
  for (guint i = 0; i < 10; i++) {
    load_firmware (rig, printer, &error);
    g_assert_no_error (error);
  }
  g_assert_false (load_firmware (rig, printer, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_LIMITED);
  g_clear_error (&error);
  g_assert_true (load_firmware (rig, culm_test_rig_get_printer (rig, "X1 Carbon"), &error));
  move_clock (rig, 7);
  g_assert_true (load_firmware (rig, printer, &error));
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rate-limits/sliders-leave-a-stop", test_sliders_leave_a_stop);
  g_test_add_data_func ("/rate-limits/uploads-wait/service", "service", test_uploads_wait);
  g_test_add_data_func ("/rate-limits/uploads-wait/seed", "seed", test_uploads_wait);
  g_test_add_data_func ("/rate-limits/pause/service", "service", test_pause);
  g_test_add_data_func ("/rate-limits/pause/seed", "seed", test_pause);
  g_test_add_data_func ("/rate-limits/device-status/service", "service", test_device_status);
  g_test_add_data_func ("/rate-limits/device-status/seed", "seed", test_device_status);
  return g_test_run ();
}
