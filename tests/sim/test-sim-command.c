/* test-sim-command.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-probe.h"

#define NOZZLE_SEED "{'print':{'command':'set_nozzle_temp','param':'220'}}"

static CulmSimProbe *
make_probe (const char *model, const char *state, gboolean seed_contract)
{
  CulmSimPrinterConfig config = {
    .model = model, .state = state, .seed = 1, .speed = 1, .seed_contract = seed_contract
  };

  return culm_sim_probe_new_with (&config);
}

static void
test_echoes (void)
{
  g_autoptr (CulmSimProbe) probe = make_probe ("H2D", "idle", FALSE);
  JsonObject *reply;

  g_assert_true (culm_sim_probe_send (probe, "{'print':{'command':'set_bed_temp','temp':40,'sequence_id':'20092'}}"));
  reply = culm_sim_probe_get_last (probe, "print");
  g_assert_cmpstr (json_object_get_string_member (reply, "command"), ==, "set_bed_temp");
  g_assert_cmpstr (json_object_get_string_member (reply, "sequence_id"), ==, "20092");
  g_assert_cmpint (json_object_get_int_member (reply, "temp"), ==, 40);
  g_assert_cmpstr (json_object_get_string_member (reply, "result"), ==, "success");
  g_assert_true (culm_sim_probe_send (probe, "{'print':{'command':'set_bed_temp','temp':45,'sequence_id':93}}"));
  g_assert_cmpint (json_object_get_int_member (culm_sim_probe_get_last (probe, "print"), "sequence_id"), ==, 93);
  g_assert_true (culm_sim_probe_send (probe, "{'print':{'command':'set_bed_temp','temp':50}}"));
  g_assert_false (json_object_has_member (culm_sim_probe_get_last (probe, "print"), "sequence_id"));
  g_assert_false (culm_sim_probe_send (probe, "{'print':{'command':'resume','sequence_id':'1'}}"));
  g_assert_cmpstr (json_object_get_string_member (culm_sim_probe_get_last (probe, "print"), "result"), ==, "fail");
}

static void
test_takes_several_sections (void)
{
  g_autoptr (CulmSimProbe) probe = make_probe ("X1C", "idle", FALSE);

  g_assert_true (culm_sim_probe_send (probe, "{'info':{'command':'get_version'},'pushing':{'command':'pushall'},"
                                             "'system':{'command':'ledctrl','led_node':'chamber_light',"
                                             "'led_mode':'off','led_on_time':500,'led_off_time':500,'loop_times':1,"
                                             "'interval_time':1000}}"));
  g_assert_nonnull (culm_sim_probe_get_last (probe, "info"));
  g_assert_nonnull (culm_sim_probe_get_last (probe, "system"));
  culm_sim_probe_wait (probe, 0.1);
  g_assert_cmpstr (culm_sim_probe_get_string (probe, "lights_report.0.mode"), ==, "off");
}

/* Some clients say who asks, beside the sections. */
static void
test_passes_over_what_is_no_section (void)
{
  g_autoptr (CulmSimProbe) probe = make_probe ("P1S", "printing", FALSE);

  g_assert_true (culm_sim_probe_send (probe, "{'print':{'command':'pause','sequence_id':'1'},'user_id':'1234'}"));
  g_assert_true (culm_sim_probe_send (probe, "{'user_id':1234,'print':{'command':'resume','sequence_id':'2'}}"));
  g_assert_false (culm_sim_probe_send (probe, "{'user_id':'1234'}"));
}

static void
test_ignores_garbage (void)
{
  static const char *const garbage[] = { "",
                                         "{}",
                                         "[]",
                                         "null",
                                         "{'print':1}",
                                         "{'print':{}}",
                                         "not json",
                                         "\xff\xfe",
                                         "{'print':{'command':7}}",
                                         "{'print':{'command':'fly'}}",
                                         "{'x':{'command':'stop'}}" };
  g_autoptr (CulmSimProbe) probe = make_probe ("P1S", "printing", FALSE);
  guint before = probe->reports->len;

  for (guint i = 0; i < G_N_ELEMENTS (garbage); i++)
    g_assert_false (culm_sim_probe_send (probe, garbage[i]));
  g_assert_cmpuint (probe->reports->len, ==, before);
}

static void
test_knows_its_own_dialect_only (void)
{
  static const struct {
    const char *model, *request;
    gboolean obeyed;
  } cases[] = {
    { "P1S", "{'print':{'command':'set_nozzle_temp','extruder_index':0,'target_temp':220}}", FALSE },
    { "P1S", "{'print':{'command':'gcode_line','param':'M104 S220\\n'}}", TRUE },
    { "P1S", "{'print':{'command':'gcode_line','param':'M106 P3 S127\\n'}}", TRUE },
    { "P1S", "{'print':{'command':'gcode_line','param':'M141 S45\\n'}}", FALSE },
    { "P1S", "{'print':{'command':'set_fan','fan_index':1,'speed':50}}", FALSE },
    { "P1S", "{'print':{'command':'back_to_center'}}", FALSE },
    { "A1", "{'print':{'command':'gcode_line','param':'M106 P2 S127\\n'}}", FALSE },
    { "A1", "{'print':{'command':'gcode_line','param':'M106 P1 S127\\n'}}", TRUE },
    { "X1C", "{'print':{'command':'set_bed_temp','temp':60}}", FALSE },
    { "X1C", "{'print':{'command':'set_ctt','ctt_val':45}}", FALSE },
    { "X1C", "{'print':{'command':'back_to_center'}}", TRUE },
    { "X1C", "{'print':{'command':'xyz_ctrl','axis':'X','dir':1,'mode':1}}", FALSE },
    { "X1E", "{'print':{'command':'set_ctt','ctt_val':45}}", TRUE },
    { "P2S", "{'print':{'command':'set_bed_temp','temp':60}}", TRUE },
    { "P2S", "{'print':{'command':'set_ctt','ctt_val':45}}", FALSE },
    { "P2S", "{'print':{'command':'set_fan','fan_index':3,'speed':50}}", FALSE },
    { "P2S", "{'print':{'command':'set_airduct','modeId':1,'submode':-1}}", TRUE },
    { "H2D", "{'print':{'command':'set_ctt','ctt_val':45}}", TRUE },
    { "H2D", "{'print':{'command':'set_fan','fan_index':3,'speed':50}}", TRUE },
    { "H2D", "{'print':{'command':'select_extruder','extruder_index':1}}", TRUE },
    { "H2S", "{'print':{'command':'select_extruder','extruder_index':1}}", FALSE },
    { "X2D", "{'print':{'command':'set_fan','fan_index':10,'speed':50}}", TRUE },
    { "H2C", "{'print':{'command':'nozzle_holder_ctrl','action':1}}", TRUE },
    { "H2D", "{'print':{'command':'nozzle_holder_ctrl','action':1}}", FALSE },
    { "P1S", "{'print':{'command':'gcode_line','param':'N3 M104 S220*71\\n; N4\\nM960 S5 P1\\n'}}", TRUE },
    { "P1S", "{'print':{'command':'gcode_line','param':'N3\\n'}}", FALSE },
    { "P1P", "{'print':{'command':'ams_get_rfid','ams_id':0,'slot_id':0}}", FALSE }, /* its firmware is older */
    { "P1S", "{'print':{'command':'ams_get_rfid','ams_id':0,'slot_id':0}}", TRUE },
    { "P1S", "{'print':{'command':'calibration','option':1}}", FALSE },
    { "X1C", "{'print':{'command':'calibration','option':1}}", TRUE },
    { "X1C", "{'print':{'command':'calibration','option':16}}", FALSE },
    { "H2D", "{'print':{'command':'calibration','option':16}}", TRUE },
    { "P1S", "{'print':{'command':'calibration','option':10}}", TRUE },
    { "P1S", "{'print':{'command':'calibration','option':128}}", FALSE },
    { "P1S", "{'print':{'command':'print_option','sound_enable':false}}", FALSE },
    { "A1", "{'print':{'command':'print_option','sound_enable':false}}", TRUE },
    { "A1", "{'print':{'command':'print_option','air_purification':1}}", FALSE },
    { "H2S", "{'print':{'command':'print_option','air_purification':1}}", TRUE },
    { "H2D", "{'print':{'command':'set_against_continued_heating_mode','enable':true}}", FALSE },
    { "P2S", "{'print':{'command':'set_against_continued_heating_mode','enable':true}}", TRUE },
    { "P1S", "{'print':{'command':'skip_objects','obj_list':[1]}}", FALSE }, /* nothing is printed */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CulmSimProbe) probe = make_probe (cases[i].model, "idle", FALSE);

    g_test_message ("%s %s", cases[i].model, cases[i].request);
    g_assert_true (culm_sim_probe_send (probe, cases[i].request) == cases[i].obeyed);
  }
}

static void
test_seed_forms_only_by_contract (void)
{
  static const char *const forms[] = {
    "{'print':{'command':'pause'}}",
    "{'print':{'command':'resume'}}",
    NOZZLE_SEED,
    "{ 'print' : {'param':'60', 'command':'set_bed_temp'} }",
    "{'print':{'command':'set_chamber_temp','param':'35'}}",
    "{'print':{'command':'set_fan_speed','param':'50'}}",
    "{'print':{'command':'set_airduct','param':'50'}}",
    "{'print':{'command':'set_ctt','param':'50'}}",
    "{'print':{'command':'stop'}}",
  };
  static const char *const others[] = {
    "{'print':{'command':'set_nozzle_temp','extruder_index':0,'target_temp':220}}",
    "{'print':{'command':'set_bed_temp','temp':60}}",
    "{'print':{'command':'gcode_line','param':'M104 S220\\n'}}",
    "{'print':{'command':'print_speed','param':'3'}}",
    "{'print':{'command':'pause','param':''}}",
    "{'print':{'command':'set_fan_speed','param':50}}",
    "{'system':{'command':'ledctrl','led_node':'chamber_light','led_mode':'off'}}",
    "{'camera':{'command':'ipcam_timelapse','control':'enable'}}",
  };
  g_autoptr (CulmSimProbe) probe = make_probe ("H2D", "printing", TRUE);
  g_autoptr (CulmSimProbe) service = make_probe ("H2D", "printing", FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (culm_sim_probe_send (probe, others[i]));
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++) {
    g_assert_true (culm_sim_probe_send (probe, forms[i]));
    g_assert_true (culm_sim_probe_send (service, forms[i]) == (i < 2 || i == 8)); /* pause, resume, stop are real */
    if (i == 7) {
      culm_sim_probe_wait (probe, 3);
      g_assert_cmpfloat (culm_sim_probe_get_double (probe, "bed_target_temper"), ==, 60);
      g_assert_cmpint (culm_sim_probe_get_int (probe, "device.extruder.info.0.temp") >> 16, ==, 220);
      g_assert_cmpint (culm_sim_probe_get_int (probe, "device.ctc.info.temp") >> 16, ==, 35);
      g_assert_cmpint (culm_sim_probe_get_int (probe, "device.airduct.parts.0.state"), ==, 50);
      g_assert_cmpint (culm_sim_probe_get_int (probe, "device.airduct.parts.1.state"), ==, 50);
      g_assert_cmpint (culm_sim_probe_get_int (probe, "device.airduct.parts.2.state"), ==, 50);
    }
  }
  g_assert_true (culm_sim_probe_send (probe, "{'pushing':{'command':'pushall'}}"));
  g_assert_true (culm_sim_probe_send (probe, "{'info':{'command':'get_version'}}"));
}

static void
test_refuses_unsigned_commands (void)
{
  g_autoptr (CulmSimProbe) probe = make_probe ("P2S", "printing", FALSE);
  JsonObject *reply;

  g_assert_true (culm_sim_probe_do (probe, "refuse-commands", "true", NULL));
  g_assert_false (culm_sim_probe_send (probe, "{'print':{'command':'pause','sequence_id':'5'}}"));
  reply = culm_sim_probe_get_last (probe, "print");
  g_assert_cmpint (json_object_get_int_member (reply, "err_code"), ==, 84033543);
  g_assert_cmpstr (json_object_get_string_member (reply, "sequence_id"), ==, "5");
  g_assert_cmpstr (json_object_get_string_member (reply, "reason"), ==, "mqtt message verify failed");
  culm_sim_probe_wait (probe, 2);
  g_assert_cmpstr (culm_sim_probe_get_string (probe, "gcode_state"), ==, "RUNNING");
  g_assert_true (g_ascii_strtoull (culm_sim_probe_get_string (probe, "fun"), NULL, 16) & (1 << 29));
  g_assert_true (
      culm_sim_probe_send (probe, "{'system':{'command':'ledctrl','led_node':'chamber_light','led_mode':'off'}}"));
  g_assert_true (culm_sim_probe_send (probe, "{'camera':{'command':'ipcam_timelapse','control':'enable'}}"));
  g_assert_true (culm_sim_probe_do (probe, "refuse-commands", "false", NULL));
  g_assert_true (culm_sim_probe_send (probe, "{'print':{'command':'pause'}}"));
}

static void
test_fans_and_heaters_follow (void)
{
  g_autoptr (CulmSimProbe) probe = make_probe ("P1S", "idle", FALSE);

  g_assert_true (culm_sim_probe_send (
      probe, "{'print':{'command':'gcode_line','param':'M104 S220\\nM140 S60\\nM106 P1 S127\\n'}}"));
  culm_sim_probe_wait (probe, 6);
  g_assert_cmpfloat (culm_sim_probe_get_double (probe, "nozzle_temper"), >, 30);
  g_assert_cmpfloat (culm_sim_probe_get_double (probe, "nozzle_temper"), <, 200);
  g_assert_cmpint (culm_sim_probe_get_int (probe, "fan_gear"), ==, 127);
  g_assert_cmpstr (culm_sim_probe_get_string (probe, "cooling_fan_speed"), ==, "7");
  culm_sim_probe_wait (probe, 200);
  g_assert_cmpfloat_with_epsilon (culm_sim_probe_get_double (probe, "nozzle_temper"), 220, 0.5);
  g_assert_cmpfloat_with_epsilon (culm_sim_probe_get_double (probe, "bed_temper"), 60, 1);
  g_assert_true (culm_sim_probe_send (probe, "{'print':{'command':'gcode_line','param':'M104 S999\\n'}}"));
  culm_sim_probe_wait (probe, 1);
  g_assert_cmpfloat (culm_sim_probe_get_double (probe, "nozzle_target_temper"), ==, 300);
}

static void
test_heats_the_chamber_in_its_mode (void)
{
  g_autoptr (CulmSimProbe) probe = make_probe ("H2S", "idle", FALSE);

  g_assert_true (culm_sim_probe_send (probe, "{'print':{'command':'set_ctt','ctt_val':60}}"));
  culm_sim_probe_wait (probe, 600);
  g_assert_cmpint (culm_sim_probe_get_int (probe, "device.ctc.info.temp") & 0xffff, <, 35);
  g_assert_true (culm_sim_probe_send (probe, "{'print':{'command':'set_airduct','modeId':1,'submode':-1}}"));
  culm_sim_probe_wait (probe, 900);
  g_assert_cmpint (culm_sim_probe_get_int (probe, "device.ctc.info.temp") & 0xffff, >, 55);
  g_assert_cmpint (culm_sim_probe_get_int (probe, "device.airduct.modeCur"), ==, 1);
}

static void
test_handles_filament (void)
{
  CulmSimPrinterConfig config = { .model = "P2S", .seed = 1, .speed = 10 };
  g_autoptr (CulmSimProbe) probe = culm_sim_probe_new_with (&config);

  g_assert_true (culm_sim_probe_send (probe, "{'print':{'command':'ams_change_filament','ams_id':0,'slot_id':0,"
                                             "'target':0,'curr_temp':220,'tar_temp':220}}"));
  culm_sim_probe_wait (probe, 1);
  g_assert_cmpint (culm_sim_probe_get_int (probe, "ams_status") >> 8, ==, 1);
  culm_sim_probe_wait (probe, 10);
  g_assert_cmpint (culm_sim_probe_get_int (probe, "device.extruder.info.0.snow"), ==, 0);
  g_assert_cmpstr (culm_sim_probe_get_string (probe, "ams.tray_now"), ==, "0");
  g_assert_true (culm_sim_probe_send (probe, "{'print':{'command':'ams_filament_setting','ams_id':0,'slot_id':0,"
                                             "'tray_id':0,'tray_type':'PETG','tray_color':'12345678',"
                                             "'tray_info_idx':'GFG99','nozzle_temp_min':220,'nozzle_temp_max':270}}"));
  g_assert_true (culm_sim_probe_send (probe, "{'print':{'command':'ams_filament_drying','ams_id':0,'mode':1,"
                                             "'filament':'PETG','temp':65,'duration':2}}"));
  culm_sim_probe_wait (probe, 11);
  g_assert_cmpstr (culm_sim_probe_get_string (probe, "ams.ams.0.tray.0.tray_type"), ==, "PETG");
  g_assert_cmpstr (culm_sim_probe_get_string (probe, "ams.ams.0.tray.0.tray_color"), ==, "12345678");
  g_assert_cmpint (culm_sim_probe_get_int (probe, "ams.ams.0.dry_time"), ==, 119); /* ten times as fast */
  g_assert_true (culm_sim_probe_send (probe, "{'print':{'command':'ams_filament_drying','ams_id':0,'mode':0}}"));
  culm_sim_probe_wait (probe, 6);
  g_assert_cmpint (culm_sim_probe_get_int (probe, "ams.ams.0.dry_time"), ==, 0);
}

/* mqtt.md §4.2: the answer to an error names it, and one that is gone is not answered. */
static void
test_answers_name_the_error (void)
{
  g_autoptr (CulmSimProbe) probe = make_probe ("P1S", "runout", FALSE);
  gint64 error = culm_sim_probe_get_int (probe, "print_error");
  g_autofree char *resume =
      g_strdup_printf ("{'print':{'command':'resume','err':'%" G_GINT64_FORMAT "','param':'reserve'}}", error);

  g_assert_cmpint (error, !=, 0);
  g_assert_false (culm_sim_probe_send (probe, "{'print':{'command':'resume','err':'12345','param':'reserve'}}"));
  g_assert_false (culm_sim_probe_send (probe, "{'print':{'command':'stop','err':'0300800A','param':'reserve'}}"));
  g_assert_false (culm_sim_probe_send (probe, "{'system':{'command':'uiop','name':'print_error','action':'close',"
                                              "'source':1,'type':'dialog','err':'0300800A'}}"));
  g_assert_true (culm_sim_probe_send (probe, resume));
  g_assert_false (culm_sim_probe_send (probe, resume));
}

static void
expect_heat (CulmSimProbe *probe, const char *request, int number)
{
  JsonObject *reply;

  g_assert_false (culm_sim_probe_send (probe, request));
  reply = culm_sim_probe_get_last (probe, "print");
  g_assert_cmpint (json_object_get_int_member (reply, "errno"), ==, number);
  g_assert_cmpint (json_object_get_int_member (reply, "soft_temp"), ==, 45);
}

static void
test_keeps_soft_filament_back (void)
{
  static const char load[] = "{'print':{'command':'ams_change_filament','ams_id':0,'slot_id':0,'target':0,"
                             "'curr_temp':220,'tar_temp':220}}";
  static const char pla[] = "{'print':{'command':'ams_filament_setting','ams_id':0,'slot_id':0,'tray_id':0,"
                            "'tray_type':'PLA','tray_color':'12345678','tray_info_idx':'GFL99'}}";
  CulmSimPrinterConfig config = { .model = "H2S", .seed = 1, .speed = 60 };
  g_autoptr (CulmSimProbe) probe = culm_sim_probe_new_with (&config);

  g_assert_true (culm_sim_probe_send (probe, pla));
  g_assert_true (culm_sim_probe_send (probe, "{'print':{'command':'set_airduct','modeId':1,'submode':-1}}"));
  g_assert_true (culm_sim_probe_send (probe, "{'print':{'command':'set_ctt','ctt_val':60}}"));
  culm_sim_probe_wait (probe, 1);
  expect_heat (probe, load, -2);
  g_assert_true (culm_sim_probe_send (probe, "{'print':{'command':'set_ctt','ctt_val':0}}"));
  g_assert_true (culm_sim_probe_send (probe, "{'print':{'command':'ams_filament_drying','ams_id':0,'mode':1,"
                                             "'filament':'PLA','temp':55,'duration':4}}"));
  culm_sim_probe_wait (probe, 30);
  expect_heat (probe, load, -4);
  g_assert_true (culm_sim_probe_send (probe, "{'print':{'command':'ams_filament_drying','ams_id':0,'mode':0}}"));
  culm_sim_probe_wait (probe, 60);
  g_assert_true (culm_sim_probe_send (probe, load));
}

/* A spool outside feeds the nozzle of its side. */
static void
test_feeds_the_side_of_the_holder (void)
{
  static const struct {
    const char *model;
    int left_nozzle;
  } cases[] = { { "H2D", 1 }, { "X2D", 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    CulmSimPrinterConfig config = { .model = cases[i].model, .seed = 1, .speed = 60 };
    g_autoptr (CulmSimProbe) probe = culm_sim_probe_new_with (&config);
    g_autofree char *path = g_strdup_printf ("device.extruder.info.%d.snow", cases[i].left_nozzle);

    g_assert_true (culm_sim_probe_send (probe, "{'print':{'command':'ams_filament_setting','ams_id':254,'slot_id':0,"
                                               "'tray_id':254,'tray_type':'ABS','tray_info_idx':'GFB99'}}"));
    g_assert_true (culm_sim_probe_send (probe, "{'print':{'command':'ams_change_filament','ams_id':254,'slot_id':0,"
                                               "'target':254,'curr_temp':-1,'tar_temp':-1}}"));
    culm_sim_probe_wait (probe, 6); /* it reports every five seconds */
    g_assert_cmpint (culm_sim_probe_get_int (probe, path), ==, 0xfe00);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/command/echoes", test_echoes);
  g_test_add_func ("/sim/command/takes-several-sections", test_takes_several_sections);
  g_test_add_func ("/sim/command/passes-over-what-is-no-section", test_passes_over_what_is_no_section);
  g_test_add_func ("/sim/command/ignores-garbage", test_ignores_garbage);
  g_test_add_func ("/sim/command/knows-its-own-dialect-only", test_knows_its_own_dialect_only);
  g_test_add_func ("/sim/command/seed-forms-only-by-contract", test_seed_forms_only_by_contract);
  g_test_add_func ("/sim/command/refuses-unsigned-commands", test_refuses_unsigned_commands);
  g_test_add_func ("/sim/command/fans-and-heaters-follow", test_fans_and_heaters_follow);
  g_test_add_func ("/sim/command/heats-the-chamber-in-its-mode", test_heats_the_chamber_in_its_mode);
  g_test_add_func ("/sim/command/handles-filament", test_handles_filament);
  g_test_add_func ("/sim/command/answers-name-the-error", test_answers_name_the_error);
  g_test_add_func ("/sim/command/keeps-soft-filament-back", test_keeps_soft_filament_back);
  g_test_add_func ("/sim/command/feeds-the-side-of-the-holder", test_feeds_the_side_of_the_holder);
  return g_test_run ();
}
