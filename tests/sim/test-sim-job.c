/* test-sim-job.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-probe.h"

#define CANCELLED 0x0300400c

/* Adds a word to the story when it differs from the last one. */
static void
note (GPtrArray *story, const char *word)
{
  if (story->len == 0 || !g_str_equal (g_ptr_array_index (story, story->len - 1), word))
    g_ptr_array_add (story, g_strdup (word));
}

static void
check_story (GPtrArray *story, const char *expected)
{
  g_autofree char *joined = NULL;

  g_ptr_array_add (story, NULL);
  joined = g_strjoinv (" ", (char **) story->pdata);
  g_assert_cmpstr (joined, ==, expected);
}

static void
test_whole_job (void)
{
  CulmSimPrinterConfig config = { .model = "P1S", .seed = 4, .speed = 20 };
  g_autoptr (CulmSimProbe) probe = culm_sim_probe_new_with (&config);
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) stages = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  gint64 percent = 0, layer = 0, remain = culm_sim_probe_get_int (probe, "ams.ams.0.tray.0.remain");
  double took = 0;

  culm_sim_probe_do (probe, "start-print", "{'name':'Boat','minutes':40,'layers':100}", &error);
  g_assert_no_error (error);
  while (took < 200) {
    g_autofree char *stage = NULL;

    culm_sim_probe_wait (probe, 0.1);
    took += 0.1;
    stage = g_strdup_printf ("%" G_GINT64_FORMAT, culm_sim_probe_get_int (probe, "stg_cur"));
    note (states, culm_sim_probe_get_string (probe, "gcode_state"));
    note (stages, stage);
    g_assert_cmpint (culm_sim_probe_get_int (probe, "mc_percent"), >=, percent);
    g_assert_cmpint (culm_sim_probe_get_int (probe, "layer_num"), >=, layer);
    percent = culm_sim_probe_get_int (probe, "mc_percent");
    layer = culm_sim_probe_get_int (probe, "layer_num");
    if (g_str_equal (culm_sim_probe_get_string (probe, "gcode_state"), "FINISH"))
      break;
  }
  g_assert_cmpfloat_with_epsilon (took, 40 * 60 / 20.0, 1.5);
  check_story (states, "PREPARE RUNNING FINISH");
  check_story (stages, "0 13 2 1 14 7 0 255");
  g_assert_cmpint (percent, ==, 100);
  g_assert_cmpint (layer, ==, 100);
  g_assert_cmpstr (culm_sim_probe_get_string (probe, "subtask_name"), ==, "Boat");
  g_assert_cmpint (culm_sim_probe_get_int (probe, "mc_remaining_time"), ==, 0);
  g_assert_cmpint (culm_sim_probe_get_int (probe, "ams.ams.0.tray.0.remain"), <, remain);
  g_assert_cmpfloat (culm_sim_probe_get_double (probe, "nozzle_target_temper"), ==, 0);
}

static void
test_stop_shows_cancel_twice (void)
{
  g_autoptr (CulmSimProbe) probe = culm_sim_probe_new ("X1C", "printing");
  guint shown = 0, first;

  g_assert_true (culm_sim_probe_send (probe, "{'print':{'command':'stop','param':'','sequence_id':'20001'}}"));
  first = probe->reports->len;
  culm_sim_probe_wait (probe, 4);
  g_assert_cmpuint (probe->reports->len, >=, first + 3);
  for (guint i = first; i < probe->reports->len; i++) {
    JsonObject *report = json_object_get_object_member (g_ptr_array_index (probe->reports, i), "print");

    g_assert_cmpstr (json_object_get_string_member (report, "gcode_state"), ==, "FAILED");
    shown += json_object_get_int_member (report, "print_error") == CANCELLED;
    g_assert_true (json_object_get_int_member (report, "print_error") == (i < first + 2 ? CANCELLED : 0));
  }
  g_assert_cmpuint (shown, ==, 2);
  g_assert_cmpstr (culm_sim_probe_get_string (probe, "fail_reason"), ==, "50348044");
}

static void
test_pauses_and_resumes (void)
{
  CulmSimPrinterConfig config = { .model = "A1mini", .state = "printing", .seed = 2, .speed = 10 };
  g_autoptr (CulmSimProbe) probe = culm_sim_probe_new_with (&config);
  gint64 left;

  g_assert_true (culm_sim_probe_send (probe, "{'print':{'command':'pause'}}"));
  culm_sim_probe_wait (probe, 2);
  g_assert_cmpstr (culm_sim_probe_get_string (probe, "gcode_state"), ==, "PAUSE");
  g_assert_cmpint (culm_sim_probe_get_int (probe, "stg_cur"), ==, 16);
  left = culm_sim_probe_get_int (probe, "mc_remaining_time");
  g_assert_false (culm_sim_probe_send (probe, "{'print':{'command':'pause'}}"));
  culm_sim_probe_wait (probe, 30);
  g_assert_cmpint (culm_sim_probe_get_int (probe, "mc_remaining_time"), ==, left);
  g_assert_true (culm_sim_probe_send (probe, "{'print':{'command':'resume','param':''}}"));
  culm_sim_probe_wait (probe, 30);
  g_assert_cmpstr (culm_sim_probe_get_string (probe, "gcode_state"), ==, "RUNNING");
  g_assert_cmpint (culm_sim_probe_get_int (probe, "mc_remaining_time"), <, left);
}

static void
test_runs_out (void)
{
  g_autoptr (CulmSimProbe) probe = culm_sim_probe_new ("P1S", "runout");

  g_assert_cmpstr (culm_sim_probe_get_string (probe, "gcode_state"), ==, "PAUSE");
  g_assert_cmpint (culm_sim_probe_get_int (probe, "stg_cur"), ==, 6);
  g_assert_cmpint (culm_sim_probe_get_int (probe, "print_error"), ==, 0x03008004);
  g_assert_cmpint (culm_sim_probe_get_int (probe, "hms.0.attr"), ==, 0x07002000);
  g_assert_cmpint (culm_sim_probe_get_int (probe, "hms.0.code"), ==, 0x00020001);
  g_assert_false (culm_sim_probe_has (probe, "ams.ams.0.tray.0.tray_type"));
  g_assert_true (culm_sim_probe_send (probe, "{'print':{'command':'resume','param':''}}"));
  culm_sim_probe_wait (probe, 1);
  g_assert_cmpint (culm_sim_probe_get_int (probe, "print_error"), ==, 0);
  g_assert_false (culm_sim_probe_has (probe, "hms.0"));
  g_assert_cmpint (culm_sim_probe_get_int (probe, "ams.ams.0.tray.0.remain"), ==, 100);
}

static void
test_changes_filament_in_a_pause (void)
{
  CulmSimPrinterConfig config = { .model = "P2S", .state = "paused", .seed = 2, .speed = 10 };
  g_autoptr (CulmSimProbe) probe = culm_sim_probe_new_with (&config);
  static const char unload[] = "{'print':{'command':'ams_change_filament','ams_id':0,'slot_id':255,'target':255}}";

  g_assert_true (culm_sim_probe_send (probe, unload));
  culm_sim_probe_wait (probe, 6);
  g_assert_cmpstr (culm_sim_probe_get_string (probe, "ams.tray_now"), ==, "255");
  g_assert_true (culm_sim_probe_send (probe, "{'print':{'command':'resume'}}"));
  g_assert_false (culm_sim_probe_send (probe, unload));
  culm_sim_probe_wait (probe, 1);
  g_assert_cmpstr (culm_sim_probe_get_string (probe, "ams.tray_now"), ==, "0");
}

static void
test_speed_changes_the_pace (void)
{
  CulmSimPrinterConfig config = { .model = "X1C", .state = "printing", .seed = 1, .speed = 10 };
  g_autoptr (CulmSimProbe) slow = culm_sim_probe_new_with (&config);
  g_autoptr (CulmSimProbe) fast = culm_sim_probe_new_with (&config);

  g_assert_true (culm_sim_probe_send (slow, "{'print':{'command':'print_speed','param':'1'}}"));
  g_assert_true (culm_sim_probe_send (fast, "{'print':{'command':'print_speed','param':'4'}}"));
  culm_sim_probe_wait (slow, 60);
  culm_sim_probe_wait (fast, 60);
  g_assert_cmpint (culm_sim_probe_get_int (slow, "spd_mag"), ==, 50);
  g_assert_cmpint (culm_sim_probe_get_int (fast, "spd_mag"), ==, 166);
  g_assert_cmpint (culm_sim_probe_get_int (fast, "mc_percent"), >, culm_sim_probe_get_int (slow, "mc_percent"));
}

static void
test_starts_a_file (void)
{
  static const char request[] =
      "{'print':{'command':'project_file','sequence_id':'20005','param':'Metadata/plate_2.gcode',"
      "'url':'ftp:///Boat.gcode.3mf','subtask_name':'Boat','ams_mapping':[0],'use_ams':true}}";
  g_autoptr (CulmSimProbe) probe = culm_sim_probe_new ("P2S", "idle");

  g_assert_true (culm_sim_probe_send (probe, request));
  culm_sim_probe_wait (probe, 1);
  g_assert_cmpstr (culm_sim_probe_get_string (probe, "gcode_state"), ==, "PREPARE");
  g_assert_cmpstr (culm_sim_probe_get_string (probe, "gcode_file"), ==, "/data/Metadata/plate_2.gcode");
  g_assert_cmpint (culm_sim_probe_get_int (probe, "plate_idx"), ==, 2);
  g_assert_cmpstr (culm_sim_probe_get_string (probe, "print_type"), ==, "local");
  g_assert_false (culm_sim_probe_send (probe, request)); /* the number was used before */
  g_assert_true (culm_sim_probe_send (probe, "{'print':{'command':'stop'}}"));
  g_assert_true (culm_sim_probe_send (probe, "{'print':{'command':'gcode_file','param':'cube.gcode'}}"));
  culm_sim_probe_wait (probe, 1);
  g_assert_cmpstr (culm_sim_probe_get_string (probe, "subtask_name"), ==, "cube.gcode");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/job/whole-job", test_whole_job);
  g_test_add_func ("/sim/job/stop-shows-cancel-twice", test_stop_shows_cancel_twice);
  g_test_add_func ("/sim/job/pauses-and-resumes", test_pauses_and_resumes);
  g_test_add_func ("/sim/job/runs-out", test_runs_out);
  g_test_add_func ("/sim/job/changes-filament-in-a-pause", test_changes_filament_in_a_pause);
  g_test_add_func ("/sim/job/speed-changes-the-pace", test_speed_changes_the_pace);
  g_test_add_func ("/sim/job/starts-a-file", test_starts_a_file);
  return g_test_run ();
}
