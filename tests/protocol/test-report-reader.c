/* test-report-reader.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-rig.h"
#include <math.h>
#include <string.h>

/* A message with every kind of thing that a report may hold. */
static const char rich[] =
    "{\"print\":{\"command\":\"push_status\",\"msg\":0,\"gcode_state\":\"RUNNING\",\"nozzle_temper\":219.8,"
    "\"subtask_name\":\"v\\u00e4se \\ud83d\\ude00\",\"s_obj\":[1,2],\"home_flag\":-1067070064,\"fun\":\"11A30F9CFB\","
    "\"hms\":[{\"attr\":83887616,\"code\":131184}],\"lights_report\":[{\"node\":\"chamber_light\",\"mode\":\"on\"}],"
    "\"ams\":{\"tray_exist_bits\":\"1\",\"ams\":[{\"id\":\"0\",\"tray\":[{\"id\":\"0\",\"tray_type\":\"PLA\","
    "\"cols\":[\"FF0000FF\"]}]}]},\"device\":{\"extruder\":{\"state\":1,\"info\":[{\"id\":0,\"temp\":3276900}]},"
    "\"airduct\":{\"modeCur\":0,\"modeList\":[{\"modeId\":0,\"ctrl\":[16]}],\"parts\":[{\"id\":16,\"state\":50}]}},"
    "\"vt_tray\":{\"id\":\"254\",\"tray_type\":\"PETG\"},\"net\":{\"info\":[{\"ip\":167903424}]}},"
    "\"info\":{\"command\":\"get_version\",\"module\":[{\"name\":\"ota\",\"sw_ver\":\"01.02\"}]},"
    "\"event\":{\"event\":\"client.connected\"}}";

static CulmReport *
read_message (const char *text, gsize length, GPtrArray **replies, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);

  return culm_report_new_from_message (bytes, replies, error);
}

static CulmReport *
read_print (const char *members)
{
  g_autofree char *text = g_strdup_printf ("{\"print\":{%s}}", members);
  g_autoptr (GError) error = NULL;
  CulmReport *report = read_message (text, strlen (text), NULL, &error);

  g_assert_no_error (error);
  return report;
}

/* Whatever comes of it, it must be a report or an error, and a printer must swallow it. */
static void
digest (const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmReport) report = read_message (text, length, NULL, &error);
  g_autoptr (CulmReport) first = NULL, second = NULL;
  g_autoptr (CulmPrinter) printer = NULL;

  if (report == NULL) {
    g_assert_error (error, CULM_ERROR, CULM_ERROR_MALFORMED);
    return;
  }
  printer = culm_printer_new (NULL);
  first = culm_report_merge (NULL, report);
  second = culm_report_merge (first, report);
  culm_printer_apply (printer, first, 1, 1);
  culm_printer_apply (printer, second, 2, 2);
}

static void
test_reads_all (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmReport) report = read_message (rich, strlen (rich), NULL, &error);
  CulmRecord *status = culm_report_get_status (report);
  guint n;

  g_assert_no_error (error);
  g_assert_true (culm_report_is_full (report));
  g_assert_false (culm_report_is_empty (report));
  g_assert_cmpint (culm_report_get_presence (report), ==, CULM_SWITCH_ON);
  g_assert_cmpfloat (culm_record_get_double (status, CULM_STATUS_NOZZLE), ==, 219.8);
  g_assert_cmpstr (culm_record_get_string (status, CULM_STATUS_SUBTASK_NAME), ==, "v\xc3\xa4se \xf0\x9f\x98\x80");
  g_assert_cmpint (culm_record_get_int (status, CULM_STATUS_HOME_FLAG, 0), ==, 3227897232);
  g_assert_cmpint (culm_record_get_int (status, CULM_STATUS_FUN, 0), ==, 0x11A30F9CFB);
  g_assert_cmpint (culm_record_get_ints (status, CULM_STATUS_SKIPPED, &n)[1], ==, 2);
  g_assert_cmpint (culm_record_get_n_items (culm_report_get_info (report), CULM_INFO_MODULES), ==, 1);
}

static void
test_forms_of_numbers (void)
{
  g_autoptr (CulmReport) report =
      read_print ("\"mc_percent\":\" 62 \",\"percent\":62.9,\"layer_num\":true,\"nozzle_temper\":\"219.8\","
                  "\"task_id\":6456,\"sdcard\":\"true\",\"stat\":\"46A58008\",\"aux\":\"0x2801004\",\"cfg\":\"ff\","
                  "\"fan_gear\":\"4294967295\",\"print_error\":-1,\"gcode_start_time\":\"1.5e3\"");
  CulmRecord *status = culm_report_get_status (report);

  g_assert_cmpint (culm_record_get_int (status, CULM_STATUS_MC_PERCENT, -1), ==, 62);
  g_assert_cmpint (culm_record_get_int (status, CULM_STATUS_PERCENT, -1), ==, 62);
  g_assert_cmpint (culm_record_get_int (status, CULM_STATUS_LAYER, -1), ==, 1);
  g_assert_cmpfloat (culm_record_get_double (status, CULM_STATUS_NOZZLE), ==, 219.8);
  g_assert_cmpstr (culm_record_get_string (status, CULM_STATUS_TASK_ID), ==, "6456");
  g_assert_cmpint (culm_record_get_int (status, CULM_STATUS_SDCARD, -1), ==, 1);
  g_assert_cmpint (culm_record_get_int (status, CULM_STATUS_STAT, -1), ==, 0x46A58008);
  g_assert_cmpint (culm_record_get_int (status, CULM_STATUS_AUX, -1), ==, 0x2801004);
  g_assert_cmpint (culm_record_get_int (status, CULM_STATUS_CFG, -1), ==, 0xFF);
  g_assert_cmpint (culm_record_get_int (status, CULM_STATUS_FAN_GEAR, -1), ==, G_MAXUINT32);
  g_assert_cmpint (culm_record_get_int (status, CULM_STATUS_ERROR, -1), ==, G_MAXUINT32);
  g_assert_cmpint (culm_record_get_int (status, CULM_STATUS_START_TIME, -1), ==, 1500);
}

static void
test_passes_over_wrong_types (void)
{
  g_autoptr (CulmReport) report =
      read_print ("\"mc_percent\":\"many\",\"percent\":null,\"nozzle_temper\":NaN,\"bed_temper\":1e999,"
                  "\"chamber_temper\":\"\",\"ams\":[],\"hms\":{},\"device\":\"none\",\"s_obj\":\"1\",\"stat\":\"xyz\","
                  "\"gcode_state\":[\"RUNNING\"],\"lights_report\":[1,null,{\"node\":\"chamber_light\",\"mode\":7}],"
                  "\"vt_tray\":null,\"fan_gear\":99999999999,\"spd_lvl\":2");
  CulmRecord *status = culm_report_get_status (report);

  g_assert_cmpint (culm_record_get_mask (status), ==,
                   G_GUINT64_CONSTANT (1) << CULM_STATUS_LIGHTS | G_GUINT64_CONSTANT (1) << CULM_STATUS_SPEED_LEVEL);
  g_assert_cmpint (culm_record_get_n_items (status, CULM_STATUS_LIGHTS), ==, 1);
  g_assert_true (isnan (culm_record_get_double (status, CULM_STATUS_NOZZLE)));
}

static void
test_full_or_delta (void)
{
  g_autoptr (CulmReport) full = read_print ("\"msg\":0"), text = read_print ("\"msg\":\"0\"");
  g_autoptr (CulmReport) delta = read_print ("\"msg\":1"), few = read_print ("\"mc_percent\":1");
  g_autoptr (GString) members = g_string_new ("\"k0\":0");
  g_autoptr (CulmReport) twenty = NULL, more = NULL;

  for (guint i = 1; i < 20; i++)
    g_string_append_printf (members, ",\"k%u\":0", i);
  twenty = read_print (members->str);
  g_string_append (members, ",\"last\":0");
  more = read_print (members->str);
  g_assert_true (culm_report_is_full (full));
  g_assert_true (culm_report_is_full (text));
  g_assert_false (culm_report_is_full (delta));
  g_assert_false (culm_report_is_full (few));
  g_assert_false (culm_report_is_full (twenty));
  g_assert_true (culm_report_is_full (more));
}

static void
test_sections (void)
{
  static const struct {
    const char *message, *reply;
    CulmSwitch presence;
  } cases[] = {
    { "{\"event\":{\"event\":\"client.connected\"}}", NULL, CULM_SWITCH_ON },
    { "{\"event\":{\"event\":\"client.disconnected\"}}", NULL, CULM_SWITCH_OFF },
    { "{\"event\":{\"event\":7},\"t_utc\":5,\"print\":7}", NULL, CULM_SWITCH_UNKNOWN },
    { "{\"print\":{\"command\":\"gcode_line\",\"param\":\"M104 S220\\n\",\"sequence_id\":\"20001\"}}", "gcode_line",
      0 },
    { "{\"system\":{\"command\":\"ledctrl\",\"led_mode\":\"on\",\"sequence_id\":\"20001\"}}", "ledctrl", 0 },
    { "{\"camera\":{\"command\":\"ipcam_record_set\",\"control\":\"enable\",\"result\":0}}", "ipcam_record_set", 0 },
    { "{\"xcam\":{\"command\":\"xcam_control_set\",\"result\":\"success\"}}", "xcam_control_set", 0 },
    { "{\"upgrade\":{\"command\":\"get_history\",\"result\":\"success\"}}", "get_history", 0 },
    { "{}", NULL, CULM_SWITCH_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) replies = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (CulmReport) report = read_message (cases[i].message, strlen (cases[i].message), &replies, &error);

    g_assert_no_error (error);
    g_assert_true (culm_report_is_empty (report));
    g_assert_cmpint (culm_report_get_presence (report), ==, cases[i].presence);
    g_assert_cmpint (replies->len, ==, cases[i].reply != NULL ? 1 : 0);
    if (cases[i].reply != NULL)
      g_assert_cmpstr (((CulmReply *) g_ptr_array_index (replies, 0))->name, ==, cases[i].reply);
  }
}

static void
test_refuses (void)
{
  static const char *const messages[] = { "", "[]", "7", "null", "\"print\"", "{\"print\":{", "\x01\x02" };

  for (guint i = 0; i < G_N_ELEMENTS (messages); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (read_message (messages[i], strlen (messages[i]), NULL, &error));
    g_assert_error (error, CULM_ERROR, CULM_ERROR_MALFORMED);
  }
}

static void
test_too_long (void)
{
  g_autofree char *padding = g_strnfill (300 * 1024, ' ');
  g_autofree char *text = g_strconcat ("{\"print\":{\"mc_percent\":1}}", padding, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (read_message (text, strlen (text), NULL, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_MALFORMED);
}

static void
test_cut_anywhere (void)
{
  for (gsize length = 0; length < strlen (rich); length++)
    digest (rich, length);
}

/* Every byte of it replaced by what a parser may stumble over. */
static void
test_bytes_changed (void)
{
  static const char noise[] = "\"{}[]0-x\\,:\xff";
  g_autofree char *text = g_strdup (rich);

  for (gsize at = 0; at < strlen (rich); at++) {
    for (gsize i = 0; i < strlen (noise); i++) {
      text[at] = noise[i];
      digest (text, strlen (rich));
    }
    text[at] = rich[at];
  }
}

/* Each value by one of another type, wherever it stands. */
static void
test_types_changed (void)
{
  static const char *const values[] = { "null",  "true", "-1",    "1e30", "\"\"",
                                        "\"-\"", "[]",   "[[1]]", "{}",   "{\"id\":{}}" };
  const char *colon = rich;

  while ((colon = strchr (colon + 1, ':')) != NULL) {
    gsize head = (gsize) (colon - rich) + 1, length = strcspn (rich + head, ",]}");

    for (guint i = 0; i < G_N_ELEMENTS (values); i++) {
      g_autofree char *start = g_strndup (rich, head);
      g_autofree char *text = g_strconcat (start, values[i], rich + head + length, NULL);

      digest (text, strlen (text));
    }
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report-reader/reads-all", test_reads_all);
  g_test_add_func ("/report-reader/forms-of-numbers", test_forms_of_numbers);
  g_test_add_func ("/report-reader/passes-over-wrong-types", test_passes_over_wrong_types);
  g_test_add_func ("/report-reader/full-or-delta", test_full_or_delta);
  g_test_add_func ("/report-reader/sections", test_sections);
  g_test_add_func ("/report-reader/refuses", test_refuses);
  g_test_add_func ("/report-reader/too-long", test_too_long);
  g_test_add_func ("/report-reader/cut-anywhere", test_cut_anywhere);
  g_test_add_func ("/report-reader/bytes-changed", test_bytes_changed);
  g_test_add_func ("/report-reader/types-changed", test_types_changed);
  return g_test_run ();
}
