/* test-sim-nonsense.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-probe.h"

/* Random requests, wishes and fragments: the printer must live, and each report must be JSON (the probe checks). */
static const char *const models[] = { "X1C",    "X1", "X1E", "P1P", "P1S",    "P2S", "X2D",
                                      "A1mini", "A1", "A2L", "H2D", "H2DPro", "H2S", "H2C" };
static const char *const states[] = { "idle", "printing", "paused", "runout", "finished", "failed" };
static const char *const sections[] = { "print", "print", "print", "system", "camera", "xcam", "upgrade", "pushing" };
static const char *const commands[] = {
  "pause",
  "resume",
  "stop",
  "ignore",
  "print_speed",
  "skip_objects",
  "project_file",
  "gcode_file",
  "gcode_line",
  "set_nozzle_temp",
  "set_bed_temp",
  "set_ctt",
  "set_fan",
  "set_airduct",
  "xyz_ctrl",
  "set_extrusion_length",
  "select_extruder",
  "ams_change_filament",
  "ams_control",
  "ams_filament_setting",
  "ams_filament_drying",
  "extrusion_cali_sel",
  "print_option",
  "ledctrl",
  "set_accessories",
  "xcam_control_set",
  "start",
  "pushall",
};
static const char *const members[] = {
  "param",       "sequence_id", "target_temp", "extruder_index", "temp",     "ctt_val", "fan_index", "speed",
  "modeId",      "axis",        "dir",         "length",         "ams_id",   "slot_id", "tray_id",   "target",
  "tray_type",   "tray_color",  "nozzle_type", "accessory_type", "duration", "mode",    "version",   "url",
  "ams_mapping", "obj_list",    "led_node",    "led_mode",
};
static const char *const values[] = {
  "0",
  "1",
  "-1",
  "255",
  "254",
  "128",
  "1e300",
  "-1e300",
  "9223372036854775807",
  "'nan'",
  "'inf'",
  "''",
  "'X'",
  "'%s%n'",
  "'Metadata/plate_1.gcode'",
  "'ftp:///a.3mf'",
  "'a.gcode'",
  "[]",
  "[0,1,null,'x',{},1e99]",
  "{}",
  "null",
  "true",
  "'chamber_light'",
  "'on'",
  "'M104 Snan\\nM106 P1e9 S1e9\\nG1 X1e300\\nM620 R-5\\n'",
  "'nozzle'",
  "65",
};
static const char *const fragment_members[] = { "gcode_state",   "mc_percent", "mc_remaining_time",
                                                "layer_num",     "hms",        "nozzle_temper",
                                                "lights_report", "device",     "ams",
                                                "spd_lvl",       "foo" };
static const char *const fragment_values[] = {
  "'RUNNING'",
  "'PAUSE'",
  "'FINISH'",
  "'IDLE'",
  "[{'attr':1,'code':2},4,{'node':'chamber_light'}]",
  "{'ams':[{'id':'0','temp':'1e300','tray':[{'id':'0'},{'id':1,'remain':1e300,'tray_color':'x'},3]},7]}",
  "{'bed':{'info':{'temp':-5}},'ctc':{'info':7}}",
  "1e300",
  "-7",
};
static const char *const wishes[] = { "start-print", "finish", "fail",    "runout",          "hms",
                                      "door",        "online", "offline", "refuse-commands", "dance" };

#define PICK(array) array[g_test_rand_int_range (0, G_N_ELEMENTS (array))]

static char *
make_request (void)
{
  GString *text = g_string_new (NULL);

  g_string_printf (text, "{'%s':{'command':'%s'", PICK (sections), PICK (commands));
  for (int i = g_test_rand_int_range (0, 7); i > 0; i--)
    g_string_append_printf (text, ",'%s':%s", PICK (members), PICK (values));
  g_string_append (text, "}}");
  if (g_test_rand_int_range (0, 12) == 0) /* and once in a while not even JSON */
    text->str[g_test_rand_int_range (0, (int) text->len)] = (char) g_test_rand_int_range (1, 256);
  return g_string_free (text, FALSE);
}

static void
merge_nonsense (CulmSimProbe *probe)
{
  g_autofree char *text = g_strdup_printf ("{'x':1,'%s':%s}", PICK (fragment_members),
                                           g_test_rand_bit () ? PICK (values) : PICK (fragment_values));
  g_autoptr (JsonNode) node = json_from_string (g_strdelimit (text, "'", '"'), NULL);

  g_assert_true (culm_sim_printer_merge (probe->printer, json_node_get_object (node), NULL));
}

static void
test_survives (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (models) * 2; i++) {
    CulmSimPrinterConfig config = { .model = models[i / 2], .state = PICK (states), .seed = i, .speed = 100 };
    g_autoptr (CulmSimProbe) probe = culm_sim_probe_new_with (&config);

    for (guint j = 0; j < 150; j++) {
      g_autofree char *request = make_request ();

      culm_sim_probe_send (probe, request);
      if (j % 10 == 0)
        culm_sim_probe_do (probe, PICK (wishes), PICK (values), NULL);
      if (j % 15 == 0)
        merge_nonsense (probe);
      culm_sim_printer_advance (probe->printer, g_test_rand_double_range (0, 3));
    }
    json_object_unref (culm_sim_printer_dup_state (probe->printer));
    json_object_unref (culm_sim_printer_dup_rest_print (probe->printer));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/nonsense/survives", test_survives);
  return g_test_run ();
}
