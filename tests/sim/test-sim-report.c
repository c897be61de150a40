/* test-sim-report.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-model.h"
#include "culm-sim-probe.h"

#include <string.h>

static guint
count_status (CulmSimProbe *probe)
{
  guint n = 0;

  for (guint i = 0; i < probe->reports->len; i++)
    n += json_object_has_member (g_ptr_array_index (probe->reports, i), "print");
  return n;
}

static void
test_every_model_reports (void)
{
  static const char *const states[] = { "idle", "printing", "paused", "runout", "finished", "failed" };
  static const char *const words[] = { "IDLE", "RUNNING", "PAUSE", "PAUSE", "FINISH", "FAILED" };
  static const char *const members[] = { "nozzle_temper",
                                         "bed_target_temper",
                                         "gcode_state",
                                         "mc_percent",
                                         "stg_cur",
                                         "spd_lvl",
                                         "print_error",
                                         "hms",
                                         "home_flag",
                                         "wifi_signal",
                                         "net.info.0.ip",
                                         "ams.ams.0.tray.0.id",
                                         "ams.tray_exist_bits",
                                         "lights_report.0.mode",
                                         "ipcam.ipcam_record",
                                         "upgrade_state.status",
                                         "fan_gear",
                                         "sequence_id" };
  guint n;
  const CulmSimModel *models = culm_sim_model_list (&n);

  g_assert_cmpuint (n, ==, 14);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < G_N_ELEMENTS (states); j++) {
      g_autoptr (CulmSimProbe) probe = culm_sim_probe_new (models[i].name, states[j]);
      gboolean new = models[i].style == CULM_SIM_STYLE_NEW;

      g_assert_cmpstr (culm_sim_probe_get_string (probe, "gcode_state"), ==, words[j]);
      g_assert_cmpint (culm_sim_probe_get_int (probe, "msg"), ==, 0);
      for (guint k = 0; k < G_N_ELEMENTS (members); k++)
        g_assert_true (culm_sim_probe_has (probe, members[k]));
      g_assert_true (culm_sim_probe_has (probe, "device") == new);
      g_assert_true (culm_sim_probe_has (probe, "fun") == new);
      g_assert_true (culm_sim_probe_has (probe, "device.extruder.info.1") == (models[i].nozzles > 1));
      g_assert_cmpuint (strlen (culm_sim_printer_get_serial (probe->printer)), ==, 15);
      g_assert_true (g_str_has_prefix (culm_sim_printer_get_serial (probe->printer), models[i].prefix));
      g_assert_cmpuint (strlen (culm_sim_printer_get_access_code (probe->printer)), ==, 8);
    }
}

static void
test_deltas_carry_changes_only (void)
{
  g_autoptr (CulmSimProbe) probe = culm_sim_probe_new ("P1S", "idle");
  JsonObject *delta;

  g_assert_true (culm_sim_probe_send (probe, "{'print':{'command':'gcode_line','param':'M140 S60\\n'}}"));
  culm_sim_probe_wait (probe, 1);
  delta = culm_sim_probe_get_last (probe, "print");
  g_assert_cmpint (json_object_get_int_member (delta, "msg"), ==, 1);
  g_assert_true (json_object_has_member (delta, "bed_target_temper"));
  g_assert_false (json_object_has_member (delta, "nozzle_target_temper"));
  g_assert_false (json_object_has_member (delta, "ams"));
  g_assert_cmpuint (json_object_get_size (delta), <, 8);
  culm_sim_probe_send (probe, "{'pushing':{'command':'pushall','sequence_id':'1'}}");
  g_assert_cmpint (json_object_get_int_member (culm_sim_probe_get_last (probe, "print"), "msg"), ==, 0);
  g_assert_cmpuint (json_object_get_size (culm_sim_probe_get_last (probe, "print")), >, 50);
}

static void
test_deltas_add_up (void)
{
  CulmSimPrinterConfig config = { .model = "A1", .state = "printing", .seed = 6, .speed = 60 };
  g_autoptr (CulmSimProbe) probe = culm_sim_probe_new_with (&config);
  g_autoptr (JsonNode) merged = NULL, full = NULL;

  culm_sim_probe_wait (probe, 3);
  g_assert_true (culm_sim_probe_do (probe, "runout", NULL, NULL));
  culm_sim_probe_wait (probe, 0.1);
  merged = json_node_init_object (json_node_alloc (), probe->status);
  culm_sim_printer_greet (probe->printer);
  full = json_node_init_object (json_node_alloc (), probe->status);
  json_object_remove_member (json_node_get_object (merged), "sequence_id");
  json_object_remove_member (json_node_get_object (merged), "wifi_signal");
  json_object_remove_member (json_node_get_object (merged), "msg");
  json_object_remove_member (json_node_get_object (full), "sequence_id");
  json_object_remove_member (json_node_get_object (full), "wifi_signal");
  json_object_remove_member (json_node_get_object (full), "msg");
  /* the emptied slot keeps its members in a merge that does not know of slots */
  json_object_remove_member (json_node_get_object (merged), "ams");
  json_object_remove_member (json_node_get_object (full), "ams");
  g_assert_true (json_node_equal (merged, full));
}

static void
test_keeps_its_pace (void)
{
  CulmSimPrinterConfig config = { .model = "P1S", .state = "idle", .seed = 1, .speed = 50 };
  g_autoptr (CulmSimProbe) idle = culm_sim_probe_new_with (&config), printing = NULL;

  config.state = "paused";
  printing = culm_sim_probe_new_with (&config);
  culm_sim_probe_wait (idle, 30.05);
  culm_sim_probe_wait (printing, 30.05);
  g_assert_cmpuint (count_status (idle), ==, 1 + 6);
  g_assert_cmpuint (count_status (printing), ==, 1 + 30);
}

static void
test_packs_the_new_protocol (void)
{
  g_autoptr (CulmSimProbe) probe = culm_sim_probe_new ("H2D", "idle");
  gint64 packed;

  g_assert_true (
      culm_sim_probe_send (probe, "{'print':{'command':'set_nozzle_temp','extruder_index':1,'target_temp':200}}"));
  culm_sim_probe_wait (probe, 120);
  packed = culm_sim_probe_get_int (probe, "device.extruder.info.1.temp");
  g_assert_cmpint (packed >> 16, ==, 200);
  g_assert_cmpint (packed & 0xffff, ==, 200);
  g_assert_cmpint (culm_sim_probe_get_int (probe, "device.extruder.info.0.temp") >> 16, ==, 0);
  g_assert_cmpint (culm_sim_probe_get_int (probe, "device.extruder.state") & 0xf, ==, 2);
  g_assert_false (g_ascii_strtoull (culm_sim_probe_get_string (probe, "fun"), NULL, 16) & (1 << 29));
  g_assert_cmpint (culm_sim_probe_get_int (probe, "device.airduct.parts.0.id"), ==, 16);
}

static void
test_hides_what_the_model_lacks (void)
{
  g_autoptr (CulmSimProbe) p1 = culm_sim_probe_new ("P1P", "idle"), rack = culm_sim_probe_new ("H2C", "idle");

  g_assert_cmpint (culm_sim_probe_get_int (p1, "chamber_temper"), ==, 5);
  g_assert_false (culm_sim_probe_has (p1, "ipcam.rtsp_url"));
  g_assert_cmpstr (culm_sim_probe_get_string (p1, "vt_tray.id"), ==, "254");
  g_assert_cmpint (culm_sim_probe_get_int (rack, "device.nozzle.info.2.id"), ==, 16);
  g_assert_cmpstr (culm_sim_probe_get_string (rack, "vir_slot.1.id"), ==, "255");
}

static void
test_is_about_as_big_as_a_real_one (void)
{
  g_autoptr (CulmSimProbe) probe = culm_sim_probe_new ("X1C", "printing");
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), probe->status);
  g_autofree char *text = json_to_string (node, FALSE);

  g_assert_cmpuint (strlen (text), >, 8000);
  g_assert_cmpuint (strlen (text), <, 11000);
}

static void
test_tells_versions_and_address (void)
{
  g_autoptr (CulmSimProbe) probe = culm_sim_probe_new ("P1S", "idle");
  JsonObject *reply, *module;
  JsonArray *modules;

  g_assert_true (culm_sim_probe_send (probe, "{'info':{'command':'get_version','sequence_id':7}}"));
  reply = culm_sim_probe_get_last (probe, "info");
  modules = json_object_get_array_member (reply, "module");
  module = json_array_get_object_element (modules, 0);
  g_assert_cmpint (json_object_get_int_member (reply, "sequence_id"), ==, 7);
  g_assert_cmpstr (json_object_get_string_member (module, "name"), ==, "ota");
  g_assert_cmpstr (json_object_get_string_member (module, "product_name"), ==, "Bambu Lab P1S");
  g_assert_cmpstr (json_object_get_string_member (module, "sn"), ==, culm_sim_printer_get_serial (probe->printer));
  module = json_array_get_object_element (modules, json_array_get_length (modules) - 1);
  g_assert_cmpstr (json_object_get_string_member (module, "name"), ==, "ams/0");
  culm_sim_printer_set_address (probe->printer, 0xc000020a);
  culm_sim_printer_greet (probe->printer);
  g_assert_cmpint (culm_sim_probe_get_int (probe, "net.info.0.ip"), ==, 167903424); /* mqtt.md §3.10 */
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/report/every-model-reports", test_every_model_reports);
  g_test_add_func ("/sim/report/deltas-carry-changes-only", test_deltas_carry_changes_only);
  g_test_add_func ("/sim/report/deltas-add-up", test_deltas_add_up);
  g_test_add_func ("/sim/report/keeps-its-pace", test_keeps_its_pace);
  g_test_add_func ("/sim/report/packs-the-new-protocol", test_packs_the_new_protocol);
  g_test_add_func ("/sim/report/hides-what-the-model-lacks", test_hides_what_the_model_lacks);
  g_test_add_func ("/sim/report/is-about-as-big-as-a-real-one", test_is_about_as_big_as_a_real_one);
  g_test_add_func ("/sim/report/tells-versions-and-address", test_tells_versions_and_address);
  return g_test_run ();
}
