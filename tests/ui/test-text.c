/* test-text.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-test-fleet.h"
#include "culm-text-error.h"
#include "culm-text-printer.h"
#include "culm-text-transfer.h"
#include "culm-text.h"
#include <math.h>

/* Wednesday 4 November 2026, 15:30:00 UTC; the tests run in UTC. */
#define NOW G_GINT64_CONSTANT (1793806200)
#define HOUR 3600
#define DAY (24 * HOUR)

static void
assert_text (char *text, const char *wanted)
{
  g_assert_cmpstr (text, ==, wanted);
  g_free (text);
}

static void
test_duration (void)
{
  assert_text (culm_text_duration (-1), "—");
  assert_text (culm_text_duration (0), "under 1 min");
  assert_text (culm_text_duration (59), "under 1 min");
  assert_text (culm_text_duration (60), "1 min");
  assert_text (culm_text_duration (72 * 60), "1 h 12 min");
  assert_text (culm_text_duration (4 * HOUR + 3 * 60), "4 h 03 min");
  assert_text (culm_text_duration (2 * HOUR), "2 h");
  assert_text (culm_text_duration (DAY + 59), "1 d");
  assert_text (culm_text_duration (2 * DAY + 3 * HOUR), "2 d 3 h");
}

static void
test_clock (void)
{
  assert_text (culm_text_clock (0, NOW), "—");
  assert_text (culm_text_clock (NOW + HOUR, NOW), "16:30");
  assert_text (culm_text_clock (NOW + 9 * HOUR, NOW), "Thu 00:30");
  assert_text (culm_text_clock (NOW + 6 * DAY, NOW), "Tue 15:30");
  assert_text (culm_text_clock (NOW + 7 * DAY, NOW), "11 Nov 15:30");
}

static void
test_since (void)
{
  assert_text (culm_text_since (0, NOW), "—");
  assert_text (culm_text_since (NOW - HOUR, NOW), "14:30");
  assert_text (culm_text_since (NOW - 16 * HOUR, NOW), "yesterday");
  assert_text (culm_text_since (NOW - 2 * DAY, NOW), "Monday");
  assert_text (culm_text_since (NOW - 30 * DAY, NOW), "5 October");
  assert_text (culm_text_since (NOW - 365 * DAY, NOW), "4 November 2025");
}

static void
test_numbers (void)
{
  assert_text (culm_text_temperature (219.84), "219.8 °C");
  assert_text (culm_text_temperature (NAN), "—");
  assert_text (culm_text_temperature_short (219.84), "220°");
  assert_text (culm_text_percent (62), "62 %");
  assert_text (culm_text_percent (-1), "—");
  assert_text (culm_text_layers (124, 201), "124 / 201");
  assert_text (culm_text_layers (3, 0), "—");
  assert_text (culm_text_age (2), "just now");
  assert_text (culm_text_age (40), "40 s ago");
  assert_text (culm_text_age (3 * DAY), "3 days ago");
  assert_text (culm_text_size_of (61200000, 127000000), "61 of 127 MB");
  assert_text (culm_text_size_of (0, 900), "0 of 1 kB");
}

static void
test_one_line (void)
{
  assert_text (culm_text_one_line ("a\nb\tc", 0), "a b c");
  assert_text (culm_text_one_line ("  ab\xff ", 0), "ab\xef\xbf\xbd");
  assert_text (culm_text_one_line ("0123456789", 5), "01…89");
  assert_text (culm_text_one_line ("مزهرية", 6), "مزهرية");
  assert_text (culm_text_one_line (NULL, 6), "");
}

static void
test_state_line (void)
{
  g_autoptr (CulmPrinter) printer =
      culm_test_printer_new ("00M00A000000001", "Workshop", "X1 Carbon",
                             "\"gcode_state\":\"RUNNING\",\"mc_percent\":62,\"mc_remaining_time\":72,\"subtask_name\":"
                             "\"vase\",\"task_id\":\"1\"");
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  assert_text (culm_text_state_line (printer, now, g_get_monotonic_time ()), "Printing · 62 % · 1 h 12 min left");
  culm_printer_set_stale (printer, TRUE);
  assert_text (culm_text_state_line (printer, now, g_get_monotonic_time () + 200 * G_USEC_PER_SEC),
               "Printing · 62 % · 3 min ago");
  culm_printer_set_stale (printer, FALSE);
  culm_test_printer_tell (printer, "\"gcode_state\":\"PAUSE\",\"stg_cur\":6");
  assert_text (culm_text_state_line (printer, now, 0), "Paused — filament runout");
  culm_test_printer_tell (printer, "\"gcode_state\":\"FINISH\",\"stg_cur\":-1,\"mc_percent\":100");
  assert_text (culm_text_state_line (printer, now, 0), "Finished “vase”");
  culm_printer_set_online (printer, FALSE, NOW - 16 * HOUR);
  assert_text (culm_text_state_line (printer, NOW, 0), "Offline since yesterday");
}

/* What was never reported is not known, and not 0. */
static void
test_first_delta (void)
{
  g_autoptr (CulmPrinter) printer = culm_test_printer_new ("01P00A000000003", "Lab", "P1S", NULL);

  culm_printer_set_online (printer, TRUE, NOW);
  assert_text (culm_text_state_line (printer, NOW, 0), "Waiting for its report");
  assert_text (culm_text_temperatures (printer), "Nozzle — · Bed —");
}

static void
test_errors (void)
{
  for (int code = CULM_ERROR_FAILED; code <= CULM_ERROR_CANCELLED; code++) {
    g_autoptr (GError) error = culm_error_new (CULM_ERROR_ORIGIN_CLOUD, code, "words for the log");
    g_autofree char *general = culm_text_error (error);
    g_autofree char *sign_in = culm_text_sign_in_error (error);
    g_autofree char *upload = culm_text_upload_error (error, "vase.3mf");

    g_assert_null (strstr (general, "log"));
    g_assert_true (g_str_has_suffix (general, "."));
    g_assert_true (g_str_has_suffix (sign_in, "."));
    g_assert_nonnull (strstr (upload, "vase.3mf"));
  }
}

/* A refusal with a code was worded where it was read; one without says little. */
static void
test_refusals (void)
{
  g_autoptr (GError) error = culm_error_new (CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_REFUSED, "The chamber is too hot.");

  assert_text (culm_text_command_error (error), "The printer said no. Its screen may tell why.");
  culm_error_set_server_code (error, -2);
  assert_text (culm_text_command_error (error), "The chamber is too hot.");
}

static void
test_transfer (void)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/tmp/vase.3mf");
  g_autoptr (CulmTransfer) transfer = culm_transfer_new ("1", file, "vase.3mf", 127000000, NULL);
  g_autofree char *sending = NULL;

  assert_text (culm_text_transfer_line (transfer), "Waits for its turn · 127.0\xc2\xa0MB");
  culm_transfer_set_state (transfer, CULM_TRANSFER_SENDING, NULL, NOW);
  culm_transfer_set_sent (transfer, 61000000, 0);
  sending = culm_text_transfer_line (transfer);
  g_assert_true (g_str_has_prefix (sending, "61 of 127 MB"));
}

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/duration", test_duration);
  g_test_add_func ("/text/clock", test_clock);
  g_test_add_func ("/text/since", test_since);
  g_test_add_func ("/text/numbers", test_numbers);
  g_test_add_func ("/text/one-line", test_one_line);
  g_test_add_func ("/text/state-line", test_state_line);
  g_test_add_func ("/text/first-delta", test_first_delta);
  g_test_add_func ("/text/errors", test_errors);
  g_test_add_func ("/text/refusals", test_refusals);
  g_test_add_func ("/text/transfer", test_transfer);
  return g_test_run ();
}
