/* test-raw-report.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-decoder.h"
#include "culm-json.h"
#include "culm-printer-json.h"
#include "culm-raw-report.h"
#include <string.h>

/* Messages parted by line breaks. (transfer full) */
static JsonNode *
merge (const char *messages)
{
  g_auto (GStrv) lines = g_strsplit (messages, "\n", -1);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; lines[i] != NULL; i++)
    g_ptr_array_add (list, g_bytes_new (lines[i], strlen (lines[i])));
  return culm_raw_report_new (list);
}

static const struct {
  const char *messages, *expected;
} merges[] = {
  { "", "{}" },
  { "noise\n[1]", "{}" },
  { "{\"print\":{\"a\":1,\"new_thing\":{\"x\":[1,2]}}}\n{\"print\":{\"a\":2,\"new_thing\":{\"y\":3}},\"t_utc\":7}",
    "{\"print\":{\"a\":2,\"new_thing\":{\"x\":[1,2],\"y\":3}},\"t_utc\":7}" },
  { "{\"print\":{\"hms\":[{\"a\":1}],\"s_obj\":[1,2]}}\n{\"print\":{\"hms\":[],\"s_obj\":[3]}}",
    "{\"print\":{\"hms\":[],\"s_obj\":[3]}}" },
  { "{\"print\":{\"ams\":{\"ams\":[{\"id\":\"0\",\"k\":1},{\"id\":\"1\"}]}}}\n"
    "{\"print\":{\"ams\":{\"ams\":[{\"id\":1,\"temp\":\"20\"},{\"id\":\"128\"}]}}}",
    "{\"print\":{\"ams\":{\"ams\":[{\"id\":\"0\",\"k\":1},{\"id\":1,\"temp\":\"20\"},{\"id\":\"128\"}]}}}" },
  { "{\"print\":{\"ams\":{\"ams\":[{\"id\":\"0\"},{\"id\":\"1\"}]}}}\n"
    "{\"print\":{\"msg\":0,\"ams\":{\"ams\":[{\"id\":\"1\"}]}}}",
    "{\"print\":{\"ams\":{\"ams\":[{\"id\":\"1\"}]},\"msg\":0}}" },
  { "{\"print\":{\"tray\":[{\"id\":\"0\",\"tray_type\":\"PLA\"}]}}\n{\"print\":{\"tray\":[{\"id\":\"0\",\"state\":10}]}"
    "}",
    "{\"print\":{\"tray\":[{\"id\":\"0\",\"state\":10}]}}" },
  { "{\"print\":{\"lights_report\":[{\"node\":\"a\",\"mode\":\"on\"},{\"node\":\"b\",\"mode\":\"on\"}]}}\n"
    "{\"print\":{\"lights_report\":[{\"node\":\"b\",\"mode\":\"off\"},7,{\"mode\":\"on\"}]}}",
    "{\"print\":{\"lights_report\":[{\"node\":\"a\",\"mode\":\"on\"},{\"node\":\"b\",\"mode\":\"off\"},7,"
    "{\"mode\":\"on\"}]}}" },
  { "{\"print\":{\"ams\":{\"ams\":5}}}\n{\"print\":{\"ams\":[1]}}\n{\"print\":{\"ams\":[{\"id\":0}]}}",
    "{\"print\":{\"ams\":[1,{\"id\":0}]}}" },
};

static void
test_merges (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (merges); i++) {
    g_autoptr (JsonNode) report = merge (merges[i].messages);
    g_autofree char *text = culm_json_print (report);

    g_assert_cmpstr (text, ==, merges[i].expected);
  }
}

static const struct {
  const char *report, *expected;
} secrets[] = {
  { "{\"system\":{\"access_code\":\"12345678\"}}", "{\"system\":{\"access_code\":\"**REDACTED**\"}}" },
  { "{\"net\":{\"info\":[{\"ip\":167903424,\"mask\":1},{\"ip\":0}]}}",
    "{\"net\":{\"info\":[{\"ip\":\"**REDACTED**\",\"mask\":\"**REDACTED**\"},{\"ip\":0}]}}" },
  { "{\"ipcam\":{\"rtsp_url\":\"rtsps://bblp:12345678@192.0.2.10/x\",\"tutk_server\":\"disable\"}}",
    "{\"ipcam\":{\"rtsp_url\":\"**REDACTED**\",\"tutk_server\":\"disable\"}}" },
  { "{\"ipcam\":{\"rtsp_url\":\"disable\"}}", "{\"ipcam\":{\"rtsp_url\":\"disable\"}}" },
  { "{\"upload\":{\"oss_url\":\"https://host/a?Signature=abc\"}}",
    "{\"upload\":{\"oss_url\":\"https://**REDACTED**\"}}" },
  { "{\"module\":[{\"name\":\"ota\",\"sn\":\"01P00A000000001\"},{\"name\":\"ams/0\",\"sn\":\"\"}]}",
    "{\"module\":[{\"name\":\"ota\",\"sn\":\"01P**REDACTED**\"},{\"name\":\"ams/0\",\"sn\":\"\"}]}" },
  { "{\"new_thing\":{\"topic\":\"device/01P00A000000001/report\",\"n\":[\"01P00A000000001\",2]}}",
    "{\"new_thing\":{\"topic\":\"device/01P**REDACTED**/report\",\"n\":[\"01P**REDACTED**\",2]}}" },
  { "{\"passwd\":true,\"token\":5,\"gcode_state\":\"IDLE\",\"tray_uuid\":\"0\"}",
    "{\"passwd\":\"**REDACTED**\",\"token\":\"**REDACTED**\",\"gcode_state\":\"IDLE\",\"tray_uuid\":\"0\"}" },
};

static void
test_redacts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++) {
    g_autoptr (JsonNode) report = merge (secrets[i].report);
    g_autofree char *text = NULL;

    culm_raw_report_redact (report, "01P00A000000001");
    text = culm_json_print (report);
    g_assert_cmpstr (text, ==, secrets[i].expected);
  }
}

/* What is shown can be decoded again. */
static void
test_decodes (void)
{
  g_autoptr (JsonNode) report = merge (
      "{\"info\":{\"command\":\"get_version\",\"module\":[{\"name\":\"ota\",\"product_name\":\"Bambu Lab H2D\"}]}}\n"
      "{\"print\":{\"command\":\"push_status\",\"msg\":0,\"gcode_state\":\"RUNNING\",\"mc_percent\":1}}\n"
      "{\"print\":{\"command\":\"push_status\",\"msg\":0,\"mc_percent\":44,\"bed_temper\":60.3}}");
  g_autofree char *text = culm_json_print_lines (report);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (CulmPrinter) printer = culm_decode_messages (bytes, NULL, NULL, NULL);

  g_assert_cmpstr (culm_printer_get_model (printer), ==, "H2D");
  g_assert_cmpint (culm_job_get_progress (culm_printer_get_job (printer)), ==, 44);
  g_assert_nonnull (strstr (text, "\n  \"bed_temper\": 60.3"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/raw-report/merges", test_merges);
  g_test_add_func ("/raw-report/redacts", test_redacts);
  g_test_add_func ("/raw-report/decodes", test_decodes);
  return g_test_run ();
}
