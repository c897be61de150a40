/* test-report-merge.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-rig.h"

#define FULL "\"msg\":0,"
#define DELTA "\"msg\":1,"
#define TRAY(id, type) "{\"id\":\"" id "\",\"tray_type\":\"" type "\",\"tray_color\":\"FF0000FF\"}"
#define UNIT(id, more) "{\"id\":\"" id "\"" more "}"
#define AMS(units) "\"ams\":{\"ams\":[" units "]}"

/* What is known after these messages; parted by line breaks. */
typedef struct {
  const char *name, *messages, *path, *expected;
} Case;

static const Case cases[] = {
  { "delta-keeps-the-rest",
    FULL "\"mc_percent\":1,\"gcode_state\":\"RUNNING\",\"layer_num\":5,\"total_layer_num\":9\n" DELTA
         "\"mc_percent\":2",
    "job.layer", "5" },
  { "delta-replaces", FULL "\"gcode_state\":\"RUNNING\",\"mc_percent\":1\n" DELTA "\"mc_percent\":2", "job.progress",
    "2" },
  { "null-is-no-news", FULL "\"bed_temper\":60\n" DELTA "\"bed_temper\":null", "bed.current", "60" },
  { "objects-deeply",
    FULL "\"device\":{\"bed\":{\"info\":{\"temp\":60}},\"ctc\":{\"info\":{\"temp\":30}}}\n" DELTA
         "\"device\":{\"bed\":{\"info\":{\"temp\":61}}}",
    "chamber.current", "30" },
  { "objects-deeply-new",
    FULL "\"device\":{\"bed\":{\"info\":{\"temp\":60}}}\n" DELTA "\"device\":{\"bed\":{\"info\":{\"temp\":61}}}",
    "bed.current", "61" },
  { "state-beside-list",
    FULL "\"device\":{\"extruder\":{\"state\":2,\"info\":[{\"id\":0,\"temp\":9},{\"id\":1,\"temp\":8}]}}\n" DELTA
         "\"device\":{\"extruder\":{\"state\":274}}",
    "nozzles.1.current", "8" },
  { "list-of-device-whole",
    FULL "\"device\":{\"nozzle\":{\"info\":[{\"id\":0,\"diameter\":0.4},{\"id\":16,\"diameter\":0.2}]}}\n" DELTA
         "\"device\":{\"nozzle\":{\"info\":[{\"id\":0,\"type\":\"HS01\"}]}}",
    "nozzles.0.diameter", "null" },
  { "hms-whole", FULL "\"hms\":[{\"attr\":83887616,\"code\":131184}]\n" DELTA "\"hms\":[]", "hms", "[]" },
  { "skipped-whole", FULL "\"gcode_state\":\"RUNNING\",\"s_obj\":[1,2]\n" DELTA "\"s_obj\":[3]", "job.skipped", "[3]" },
  { "lights-by-node",
    FULL
    "\"lights_report\":[{\"node\":\"chamber_light\",\"mode\":\"on\"},{\"node\":\"work_light\",\"mode\":\"on\"}]\n" DELTA
    "\"lights_report\":[{\"node\":\"work_light\",\"mode\":\"off\"}]",
    "lights", "{\"chamber_light\":\"on\",\"work_light\":\"off\"}" },
  { "lights-full-drops",
    FULL
    "\"lights_report\":[{\"node\":\"chamber_light\",\"mode\":\"on\"},{\"node\":\"work_light\",\"mode\":\"on\"}]\n" FULL
    "\"lights_report\":[{\"node\":\"chamber_light\",\"mode\":\"on\"}]",
    "lights", "{\"chamber_light\":\"on\"}" },
  { "units-by-id",
    FULL AMS (UNIT ("0", ",\"humidity\":\"3\"") "," UNIT ("1", ",\"humidity\":\"4\"")) "\n" DELTA AMS (
        UNIT ("1", ",\"humidity\":\"5\"")),
    "ams.0.humidity_level", "3" },
  { "units-by-id-new", FULL AMS (UNIT ("0", ",\"humidity\":\"3\"")) "\n" DELTA AMS (UNIT ("1", ",\"humidity\":\"5\"")),
    "ams.1.humidity_level", "5" },
  { "units-full-drops", FULL AMS (UNIT ("0", "") "," UNIT ("1", "")) "\n" FULL AMS (UNIT ("1", "")), "ams.0.id", "1" },
  { "units-delta-keeps", FULL AMS (UNIT ("0", "") "," UNIT ("1", "")) "\n" DELTA AMS (UNIT ("1", "")), "ams.0.id",
    "0" },
  { "units-full-without-ams", FULL AMS (UNIT ("0", "")) "\n" FULL "\"mc_percent\":1", "ams.0.id", "0" },
  { "unit-number-for-text",
    FULL AMS (UNIT ("0", ",\"humidity\":\"3\"")) "\n" DELTA "\"ams\":{\"ams\":[{\"id\":0,\"temp\":\"20\"}]}",
    "ams.0.humidity_level", "3" },
  { "trays-by-id",
    FULL AMS (UNIT ("0", ",\"tray\":[" TRAY ("0", "PLA") "," TRAY ("1", "PETG") "]")) "\n" DELTA AMS (
        UNIT ("0", ",\"tray\":[{\"id\":\"1\",\"tray_sub_brands\":\"PETG HF\",\"remain\":3}]")),
    "ams.0.slots.1.type", "\"PETG\"" },
  { "tray-bare-clears",
    FULL AMS (UNIT ("0", ",\"tray\":[" TRAY ("0", "PLA") "]")) "\n" DELTA AMS (
        UNIT ("0", ",\"tray\":[{\"id\":\"0\",\"state\":10}]")),
    "ams.0.slots.0.type", "null" },
  { "tray-id-alone-clears",
    FULL AMS (UNIT ("0", ",\"tray\":[" TRAY ("0", "PLA") "]")) "\n" DELTA AMS (
        UNIT ("0", ",\"tray\":[{\"id\":\"0\"}]")),
    "ams.0.slots.0.empty", "true" },
  { "tray-with-unknown-key-is-not-bare",
    FULL AMS (UNIT ("0", ",\"tray\":[" TRAY ("0", "PLA") "]")) "\n" DELTA AMS (
        UNIT ("0", ",\"tray\":[{\"id\":\"0\",\"xcam_info\":\"00\"}]")),
    "ams.0.slots.0.type", "\"PLA\"" },
  { "tray-full-drops",
    FULL AMS (UNIT ("0", ",\"tray\":[" TRAY ("0", "PLA") "," TRAY ("1", "PETG") "]")) "\n" FULL AMS (
        UNIT ("0", ",\"tray\":[" TRAY ("1", "PETG") "]")),
    "ams.0.slots.0.id", "1" },
  { "bit-clears-for-good",
    FULL AMS (UNIT ("0", ",\"tray\":[" TRAY ("0", "PLA") "," TRAY (
                             "1", "PETG") "]")) "\n" DELTA "\"ams\":{\"tray_exist_bits\":\"2\"}\n" DELTA
                                                "\"ams\":{\"tray_exist_bits\":\"3\"}",
    "ams.0.slots.0.type", "null" },
  { "bit-set-keeps",
    FULL AMS (UNIT ("0", ",\"tray\":[" TRAY ("0", "PLA") "," TRAY (
                             "1", "PETG") "]")) "\n" DELTA "\"ams\":{\"tray_exist_bits\":\"2\"}",
    "ams.0.slots.1.type", "\"PETG\"" },
  { "no-bits-without-power",
    FULL AMS (UNIT ("0", ",\"tray\":[" TRAY (
                             "0", "PLA") "]")) "\n" DELTA "\"ams\":{\"tray_exist_bits\":\"0\",\"power_on_flag\":false}",
    "ams.0.slots.0.type", "\"PLA\"" },
  { "external-whole", FULL "\"vir_slot\":[{\"id\":\"254\"},{\"id\":\"255\"}]\n" DELTA "\"vir_slot\":[{\"id\":\"255\"}]",
    "external.0.id", "255" },
  { "external-old-deeply",
    FULL "\"vt_tray\":{\"id\":\"254\",\"tray_type\":\"PLA\",\"tray_color\":\"FF0000FF\"}\n" DELTA
         "\"vt_tray\":{\"tray_color\":\"00FF00FF\"}",
    "external.0.type", "\"PLA\"" },
};

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_auto (GStrv) messages = g_strsplit (test->messages, "\n", -1);
  g_auto (ReportRig) rig = { 0 };
  g_autofree char *value = NULL;

  report_rig_init (&rig, "H2D");
  for (guint i = 0; messages[i] != NULL; i++)
    report_rig_feed_print (&rig, messages[i]);
  value = report_rig_get (&rig, test->path);
  g_assert_cmpstr (value, ==, test->expected);
}

static void
test_says_what_changed (void)
{
  static const struct {
    const char *delta;
    guint32 changed;
  } deltas[] = {
    { "\"nozzle_temper\":200", 0 },
    { "\"nozzle_temper\":201", CULM_REPORT_HEAT },
    { "\"mc_percent\":2,\"spd_lvl\":1", CULM_REPORT_JOB | CULM_REPORT_SPEED },
    { "\"device\":{\"airduct\":{\"modeCur\":1}}", CULM_REPORT_FANS },
    { "\"device\":{\"bed\":{\"info\":{\"temp\":70}}}", CULM_REPORT_HEAT },
    { AMS (UNIT ("0", ",\"tray\":[" TRAY ("0", "PLA") "]")), 0 },
    { AMS (UNIT ("0", ",\"temp\":\"31\"")), CULM_REPORT_AMS },
    { "\"unheard_of\":1", 0 },
  };
  g_auto (ReportRig) rig = { 0 };

  report_rig_init (&rig, NULL);
  report_rig_feed_print (&rig, FULL "\"nozzle_temper\":200,\"mc_percent\":1,\"spd_lvl\":2,"
                                    "\"device\":{\"airduct\":{\"modeCur\":0},\"bed\":{\"info\":{\"temp\":60}}}," AMS (
                                        UNIT ("0", ",\"tray\":[" TRAY ("0", "PLA") "]")));
  for (guint i = 0; i < G_N_ELEMENTS (deltas); i++) {
    g_autofree char *members = g_strconcat (DELTA, deltas[i].delta, NULL);

    g_assert_cmphex (culm_report_get_changed (report_rig_feed_print (&rig, members)), ==, deltas[i].changed);
  }
}

/* Neither is altered, and what did not change is the same object. */
static void
test_shares (void)
{
  g_auto (ReportRig) rig = { 0 };
  g_autoptr (CulmReport) before = NULL;
  CulmRecord *old_ams, *new_ams;

  report_rig_init (&rig, NULL);
  report_rig_feed_print (&rig, FULL "\"nozzle_temper\":200," AMS (UNIT ("0", ",\"tray\":[" TRAY ("0", "PLA") "]")));
  before = culm_report_ref (rig.known);
  report_rig_feed_print (&rig, DELTA "\"nozzle_temper\":201");
  old_ams = culm_record_get_record (culm_report_get_status (before), CULM_STATUS_AMS);
  new_ams = culm_record_get_record (culm_report_get_status (rig.known), CULM_STATUS_AMS);
  g_assert_true (old_ams == new_ams);
  g_assert_cmpfloat (culm_record_get_double (culm_report_get_status (before), CULM_STATUS_NOZZLE), ==, 200);
  report_rig_feed_print (&rig, DELTA AMS (UNIT ("0", ",\"temp\":\"31\"")));
  g_assert_false (culm_record_has (culm_record_get_item (old_ams, CULM_AMS_UNITS, 0), CULM_UNIT_TEMP));
}

static void
test_follows (void)
{
  g_auto (ReportRig) rig = { 0 };
  g_autoptr (CulmReport) first = NULL, second = NULL;

  report_rig_init (&rig, NULL);
  first = culm_report_ref (report_rig_feed_print (&rig, FULL "\"mc_percent\":1"));
  second = culm_report_ref (report_rig_feed_print (&rig, DELTA "\"mc_percent\":2"));
  report_rig_feed_print (&rig, DELTA "\"mc_percent\":3");
  g_assert_true (culm_report_follows (first, NULL));
  g_assert_true (culm_report_follows (second, first));
  g_assert_false (culm_report_follows (rig.known, first));
}

/* A printer that missed a report looks at everything. */
static void
test_missed_report (void)
{
  g_auto (ReportRig) rig = { 0 };
  g_autoptr (CulmPrinter) late = culm_printer_new (NULL);

  report_rig_init (&rig, NULL);
  culm_printer_apply (late, report_rig_feed_print (&rig, FULL "\"spd_lvl\":2"), 1, 1);
  report_rig_feed_print (&rig, DELTA "\"spd_lvl\":3");
  culm_printer_apply (late, report_rig_feed_print (&rig, DELTA "\"mc_percent\":3"), 2, 2);
  g_assert_cmpint (culm_printer_get_speed_level (late), ==, 3);
}

static void
test_stays_complete (void)
{
  g_auto (ReportRig) rig = { 0 };

  report_rig_init (&rig, NULL);
  report_rig_feed_print (&rig, DELTA "\"mc_percent\":1");
  g_assert_false (culm_printer_get_complete (rig.printer));
  report_rig_feed_print (&rig, FULL "\"mc_percent\":1");
  report_rig_feed_print (&rig, DELTA "\"mc_percent\":2");
  g_assert_true (culm_printer_get_complete (rig.printer));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/report-merge/%s", cases[i].name);

    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/report-merge/says-what-changed", test_says_what_changed);
  g_test_add_func ("/report-merge/shares", test_shares);
  g_test_add_func ("/report-merge/follows", test_follows);
  g_test_add_func ("/report-merge/missed-report", test_missed_report);
  g_test_add_func ("/report-merge/stays-complete", test_stays_complete);
  return g_test_run ();
}
