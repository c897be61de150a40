/* test-report-options.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-report-options.h"
#include "report-rig.h"

/* What a report says of each option. Bits of `home_flag` are numbers, `cfg` and `fun` hexadecimal text. */
typedef struct {
  const char *what, *print;
  CulmOption option;
  int value;
} Case;

#define NP(cfg, fun) "\"cfg\":\"" cfg "\",\"fun\":\"" fun "\",\"stat\":\"0\",\"aux\":\"0\""

static const Case cases[] = {
  { "nothing", "\"gcode_state\":\"IDLE\"", CULM_OPTION_AUTO_RECOVERY, -1 },
  { "recovery-on", "\"home_flag\":16", CULM_OPTION_AUTO_RECOVERY, 1 },
  { "recovery-off", "\"home_flag\":0", CULM_OPTION_AUTO_RECOVERY, 0 },
  { "recovery-signed", "\"home_flag\":-1073741808", CULM_OPTION_AUTO_RECOVERY, 1 },
  { "recovery-np", NP ("10000", "0"), CULM_OPTION_AUTO_RECOVERY, 1 },
  { "np-wins", "\"home_flag\":16," NP ("0", "0"), CULM_OPTION_AUTO_RECOVERY, 0 },
  { "refill", "\"home_flag\":1024", CULM_OPTION_AUTO_SWITCH_FILAMENT, 1 },
  { "refill-np", NP ("40000", "0"), CULM_OPTION_AUTO_SWITCH_FILAMENT, 1 },
  { "save", "\"home_flag\":2048", CULM_OPTION_SAVE_FILES, 1 },
  { "save-np", NP ("80000", "0"), CULM_OPTION_SAVE_FILES, 1 },
  { "sound-not-there", "\"home_flag\":131072", CULM_OPTION_SOUND_ENABLE, -1 },
  { "sound-on", "\"home_flag\":393216", CULM_OPTION_SOUND_ENABLE, 1 },
  { "sound-off", "\"home_flag\":262144", CULM_OPTION_SOUND_ENABLE, 0 },
  { "sound-np", NP ("400000", "100"), CULM_OPTION_SOUND_ENABLE, 1 },
  { "sound-np-not-there", NP ("400000", "0"), CULM_OPTION_SOUND_ENABLE, -1 },
  { "tangle", "\"home_flag\":1572864", CULM_OPTION_FILAMENT_TANGLE_DETECT, 1 },
  { "tangle-np", NP ("800000", "200"), CULM_OPTION_FILAMENT_TANGLE_DETECT, 1 },
  { "blob", "\"home_flag\":50331648", CULM_OPTION_NOZZLE_BLOB_DETECT, 1 },
  { "blob-np", NP ("1000000", "2000"), CULM_OPTION_NOZZLE_BLOB_DETECT, 1 },
  { "air-print", "\"home_flag\":805306368", CULM_OPTION_AIR_PRINT_DETECT, 1 },
  { "air-print-not-there", "\"home_flag\":268435456", CULM_OPTION_AIR_PRINT_DETECT, -1 },
  { "door-pause", NP ("200000", "1000"), CULM_OPTION_DOOR_CHECK, 2 },
  { "door-old", "\"home_flag\":0", CULM_OPTION_DOOR_CHECK, -1 },
  { "purify", NP ("2000000000", "0") ",\"fun2\":\"10\"", CULM_OPTION_AIR_PURIFICATION, 2 },
  { "purify-not-there", NP ("2000000000", "0"), CULM_OPTION_AIR_PURIFICATION, -1 },
  { "idle-heat", NP ("100000000", "4000000000000000"), CULM_OPTION_IDLE_HEAT_PROTECTION, 1 },
  { "monitor-old", "\"xcam\":{\"printing_monitor\":true,\"halt_print_sensitivity\":\"medium\"}",
    CULM_OPTION_PRINTING_MONITOR, 4 },
  { "monitor-old-off", "\"xcam\":{\"printing_monitor\":false}", CULM_OPTION_PRINTING_MONITOR, 0 },
  { "monitor-np", NP ("E000", "0"), CULM_OPTION_PRINTING_MONITOR, 5 },
  { "monitor-np-never", NP ("8000", "0"), CULM_OPTION_PRINTING_MONITOR, 2 },
  { "spaghetti-old", "\"xcam\":{\"spaghetti_detector\":true}", CULM_OPTION_SPAGHETTI_DETECTOR, 1 },
  { "spaghetti", "\"xcam\":{\"cfg\":640,\"spaghetti_detector\":false}", CULM_OPTION_SPAGHETTI_DETECTOR, 5 },
  { "first-layer-old", "\"xcam\":{\"first_layer_inspector\":true}", CULM_OPTION_FIRST_LAYER_INSPECTOR, 1 },
  { "first-layer-np", NP ("1000", "0"), CULM_OPTION_FIRST_LAYER_INSPECTOR, 1 },
  { "marker", "\"xcam\":{\"buildplate_marker_detector\":true}", CULM_OPTION_BUILDPLATE_MARKER_DETECTOR, 1 },
  { "pile-up", "\"xcam\":{\"cfg\":1024}", CULM_OPTION_PILEUP_DETECTOR, 3 },
  { "clump", "\"xcam\":{\"cfg\":24576}", CULM_OPTION_CLUMP_DETECTOR, 4 },
  { "air-printing", "\"xcam\":{\"cfg\":65536}", CULM_OPTION_AIRPRINT_DETECTOR, 3 },
  { "plate", "\"xcam\":{\"cfg\":1048576}", CULM_OPTION_PLATE_OFFSET_SWITCH, 1 },
  { "foreign-object", "\"xcam\":{\"cfg\":2097152}", CULM_OPTION_FOD_CHECK, 1 },
  { "movement", "\"xcam\":{\"cfg\":0}", CULM_OPTION_MODEL_MOVEMENT_CHECK, 0 },
  { "ams-inserted", "\"ams\":{\"insert_flag\":true}", CULM_OPTION_AMS_READ_INSERTED, 1 },
  { "ams-startup", "\"ams\":{\"power_on_flag\":false}", CULM_OPTION_AMS_READ_STARTUP, 0 },
  { "ams-remain", "\"ams\":{\"calibrate_remain_flag\":true}", CULM_OPTION_AMS_REMAIN, 1 },
  { "ams-remain-old", "\"home_flag\":128", CULM_OPTION_AMS_REMAIN, 1 },
  { "ams-inserted-np", NP ("1", "0"), CULM_OPTION_AMS_READ_INSERTED, 1 },
  { "ams-remain-np", NP ("20000", "0"), CULM_OPTION_AMS_REMAIN, 1 },
  { "ams-nothing", "\"gcode_state\":\"IDLE\"", CULM_OPTION_AMS_READ_STARTUP, -1 },
  { "wrong-type", "\"xcam\":\"x\",\"home_flag\":{}", CULM_OPTION_CLUMP_DETECTOR, -1 },
};

static void
test_case (gconstpointer data)
{
  const Case *given = data;
  g_auto (ReportRig) rig = { 0 };
  CulmReport *report;

  report_rig_init (&rig, NULL);
  report = report_rig_feed_print (&rig, given->print);
  g_assert_cmpint (culm_report_get_option (report, given->option), ==, given->value);
}

static void
test_shows (void)
{
  g_assert_true (culm_option_shows (0, 0));
  g_assert_true (culm_option_shows (4, 1));
  g_assert_true (culm_option_shows (4, 4));
  g_assert_false (culm_option_shows (4, 5));
  g_assert_false (culm_option_shows (0, 1));
  g_assert_false (culm_option_shows (-1, 0));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/report-options/%s", cases[i].what);

    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/report-options/shows", test_shows);
  return g_test_run ();
}
