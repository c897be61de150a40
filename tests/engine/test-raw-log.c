/* test-raw-log.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-raw-log.h"
#include "culm-printer.h"

static GBytes *
make (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static void
test_comes_back (void)
{
  g_autoptr (GBytes) full =
      make ("{\"print\":{\"command\":\"push_status\",\"msg\":0,\"bed_temper\":40,\"spd_lvl\":2}}");
  g_autoptr (GBytes) delta = make ("{\"print\":{\"command\":\"push_status\",\"msg\":1,\"bed_temper\":55}}");
  g_autoptr (GBytes) version =
      make ("{\"info\":{\"command\":\"get_version\",\"module\":[{\"name\":\"ota\",\"sw_ver\":\"1\"}]}}");
  g_autoptr (GBytes) packed = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (CulmReport) report = NULL;
  g_autoptr (CulmPrinter) printer = culm_printer_new ("01P00A000000001");
  CulmRawLog log, copy;

  culm_raw_log_init (&log);
  culm_raw_log_init (&copy);
  g_assert_null (culm_raw_log_pack (&log));
  culm_raw_log_add_full (&log, full);
  culm_raw_log_add_delta (&log, delta);
  culm_raw_log_add_version (&log, version);
  packed = culm_raw_log_pack (&log);
  g_assert_true (culm_raw_log_unpack (&copy, packed, &report));
  again = culm_raw_log_pack (&copy);
  g_assert_true (g_bytes_equal (packed, again));
  culm_printer_apply (printer, report, 0, 0);
  g_assert_cmpfloat (culm_heater_get_current (culm_printer_get_heater (printer, CULM_HEATER_BED)), ==, 55);
  g_assert_cmpint (culm_printer_get_speed_level (printer), ==, 2);
  g_assert_cmpstr (culm_printer_get_firmware (printer), ==, "1");
  culm_raw_log_clear (&log);
  culm_raw_log_clear (&copy);
}

static void
test_keeps_the_newest (void)
{
  g_autoptr (GBytes) full = make ("{\"print\":{\"msg\":0,\"command\":\"push_status\"}}");
  g_autofree char *padding = g_strnfill (1000, 'x');
  CulmRawLog log;

  culm_raw_log_init (&log);
  culm_raw_log_add_full (&log, full);
  for (int i = 0; i < 200; i++) {
    g_autofree char *text = g_strdup_printf ("{\"print\":{\"msg\":1,\"n\":%d,\"x\":\"%s\"}}", i, padding);
    g_autoptr (GBytes) delta = make (text);

    culm_raw_log_add_delta (&log, delta);
  }
  g_assert_cmpuint (log.size, <=, 64 * 1024);
  g_assert_cmpuint (log.deltas.length, >, 50);
  g_assert_nonnull (strstr (g_bytes_get_data (log.deltas.tail->data, NULL), "\"n\":199"));
  culm_raw_log_add_full (&log, full);
  g_assert_cmpuint (log.deltas.length, ==, 0);
  g_assert_cmpuint (log.size, ==, 0);
  culm_raw_log_clear (&log);
}

static void
test_refuses_noise (void)
{
  g_autoptr (GBytes) noise = make ("\x80\x01 this is no block of messages");
  CulmReport *report = NULL;
  CulmRawLog log;

  culm_raw_log_init (&log);
  g_assert_false (culm_raw_log_unpack (&log, noise, &report));
  g_assert_null (report);
  g_assert_null (culm_raw_log_pack (&log));
  culm_raw_log_clear (&log);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/raw-log/comes-back", test_comes_back);
  g_test_add_func ("/raw-log/keeps-the-newest", test_keeps_the_newest);
  g_test_add_func ("/raw-log/refuses-noise", test_refuses_noise);
  return g_test_run ();
}
