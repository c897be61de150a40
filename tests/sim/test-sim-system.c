/* test-sim-system.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-probe.h"

static guint64
read_hex (CulmSimProbe *probe, const char *path)
{
  return g_ascii_strtoull (culm_sim_probe_get_string (probe, path), NULL, 16);
}

static void
test_lights (void)
{
  g_autoptr (CulmSimProbe) h2d = culm_sim_probe_new ("H2D", "idle"), p1s = culm_sim_probe_new ("P1S", "idle");

  g_assert_true (
      culm_sim_probe_send (h2d, "{'system':{'command':'ledctrl','led_node':'chamber_light2','led_mode':'off'}}"));
  g_assert_false (
      culm_sim_probe_send (p1s, "{'system':{'command':'ledctrl','led_node':'chamber_light2','led_mode':'off'}}"));
  g_assert_false (
      culm_sim_probe_send (h2d, "{'system':{'command':'ledctrl','led_node':'chamber_light','led_mode':'dim'}}"));
  culm_sim_probe_wait (h2d, 0.1);
  g_assert_cmpstr (culm_sim_probe_get_string (h2d, "lights_report.0.mode"), ==, "on");
  g_assert_cmpstr (culm_sim_probe_get_string (h2d, "lights_report.2.mode"), ==, "off");
}

static void
test_switches_show_in_bits (void)
{
  g_autoptr (CulmSimProbe) probe = culm_sim_probe_new ("X2D", "idle");

  g_assert_true (read_hex (probe, "cfg") & (1 << 22));
  g_assert_true (culm_sim_probe_send (probe, "{'print':{'command':'print_option','sound_enable':false}}"));
  g_assert_true (culm_sim_probe_send (probe, "{'system':{'command':'set_door_stat','config':2}}"));
  g_assert_true (culm_sim_probe_send (probe, "{'xcam':{'command':'xcam_control_set','module_name':'pileup_detector',"
                                             "'control':true,'enable':true,'halt_print_sensitivity':'high'}}"));
  g_assert_true (culm_sim_probe_send (probe, "{'camera':{'command':'ipcam_record_set','control':'disable'}}"));
  g_assert_true (culm_sim_probe_send (probe, "{'camera':{'command':'ipcam_resolution_set','resolution':'720p'}}"));
  g_assert_false (culm_sim_probe_send (probe, "{'print':{'command':'print_option','warp_drive':true}}"));
  culm_sim_probe_wait (probe, 0.1);
  g_assert_false (read_hex (probe, "cfg") & (1 << 22));
  g_assert_cmpuint (read_hex (probe, "cfg") >> 20 & 3, ==, 2);
  g_assert_cmpint (culm_sim_probe_get_int (probe, "xcam.cfg") >> 10 & 7, ==, 1 | 2 << 1);
  g_assert_cmpstr (culm_sim_probe_get_string (probe, "ipcam.ipcam_record"), ==, "disable");
  g_assert_cmpstr (culm_sim_probe_get_string (probe, "ipcam.resolution"), ==, "720p");
}

static void
test_open_door_pauses_if_asked (void)
{
  g_autoptr (CulmSimProbe) probe = culm_sim_probe_new ("P2S", "printing");

  g_assert_true (culm_sim_probe_do (probe, "door", "true", NULL)); /* the default is to warn */
  culm_sim_probe_wait (probe, 0.1);
  g_assert_true (read_hex (probe, "stat") & (1 << 23));
  g_assert_cmpint (culm_sim_probe_get_int (probe, "hms.0.attr"), ==, 0x05000400);
  g_assert_cmpstr (culm_sim_probe_get_string (probe, "gcode_state"), ==, "RUNNING");
  g_assert_true (culm_sim_probe_do (probe, "door", "false", NULL));
  g_assert_true (culm_sim_probe_send (probe, "{'system':{'command':'set_door_stat','config':2}}"));
  g_assert_true (culm_sim_probe_do (probe, "door", "true", NULL));
  culm_sim_probe_wait (probe, 0.1);
  g_assert_cmpstr (culm_sim_probe_get_string (probe, "gcode_state"), ==, "PAUSE");
}

static void
test_installs_firmware (void)
{
  CulmSimPrinterConfig config = { .model = "P1S", .seed = 1, .speed = 10 };
  g_autoptr (CulmSimProbe) probe = culm_sim_probe_new_with (&config);
  JsonObject *module;

  g_assert_false (culm_sim_probe_send (probe, "{'upgrade':{'command':'start','version':'no version'}}"));
  g_assert_true (culm_sim_probe_send (
      probe, "{'upgrade':{'command':'start','module':'ota','version':'01.09.00.00','url':'','src_id':1}}"));
  g_assert_false (culm_sim_probe_do (probe, "start-print", NULL, NULL));
  culm_sim_probe_wait (probe, 3);
  g_assert_cmpstr (culm_sim_probe_get_string (probe, "upgrade_state.status"), ==, "DOWNLOADING");
  culm_sim_probe_wait (probe, 20);
  g_assert_cmpstr (culm_sim_probe_get_string (probe, "upgrade_state.status"), ==, "UPGRADE_SUCCESS");
  g_assert_true (culm_sim_probe_send (probe, "{'info':{'command':'get_version'}}"));
  module = json_array_get_object_element (
      json_object_get_array_member (culm_sim_probe_get_last (probe, "info"), "module"), 0);
  g_assert_cmpstr (json_object_get_string_member (module, "sw_ver"), ==, "01.09.00.00");
}

static void
test_skips_objects_and_calibrates (void)
{
  g_autoptr (CulmSimProbe) printing = culm_sim_probe_new ("X1C", "printing"), idle = culm_sim_probe_new ("X1C", NULL);

  g_assert_true (culm_sim_probe_send (printing, "{'print':{'command':'skip_objects','obj_list':[108,120]}}"));
  g_assert_false (culm_sim_probe_send (idle, "{'print':{'command':'skip_objects','obj_list':[108]}}"));
  g_assert_false (culm_sim_probe_send (printing, "{'print':{'command':'calibration','option':2}}"));
  g_assert_true (culm_sim_probe_send (idle, "{'print':{'command':'calibration','option':2}}"));
  culm_sim_probe_wait (printing, 0.1);
  culm_sim_probe_wait (idle, 0.1);
  g_assert_cmpint (culm_sim_probe_get_int (printing, "s_obj.1"), ==, 120);
  g_assert_cmpint (culm_sim_probe_get_int (idle, "stg_cur"), ==, 1);
  culm_sim_probe_wait (idle, 66);
  g_assert_cmpint (culm_sim_probe_get_int (idle, "stg_cur"), ==, -1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/system/lights", test_lights);
  g_test_add_func ("/sim/system/switches-show-in-bits", test_switches_show_in_bits);
  g_test_add_func ("/sim/system/open-door-pauses-if-asked", test_open_door_pauses_if_asked);
  g_test_add_func ("/sim/system/installs-firmware", test_installs_firmware);
  g_test_add_func ("/sim/system/skips-objects-and-calibrates", test_skips_objects_and_calibrates);
  return g_test_run ();
}
