/* test-command.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-command.h"

static CulmCommand *
parse (const char *key, const char *value)
{
  g_autoptr (GError) error = NULL;
  CulmCommand *command = culm_command_parse (key, value, &error);

  g_assert_no_error (error);
  g_assert_nonnull (command);
  return command;
}

static void
assert_equal_and_free (CulmCommand *a, CulmCommand *b)
{
  g_assert_true (culm_command_equal (a, b));
  g_assert_cmpstr (culm_command_get_key (a), ==, culm_command_get_key (b));
  culm_command_unref (a);
  culm_command_unref (b);
}

static void
test_reads_set_keys (void)
{
  assert_equal_and_free (parse ("nozzle", "220"), culm_command_new_nozzle (0, 220));
  assert_equal_and_free (parse ("nozzle", " 220.4 "), culm_command_new_heater (CULM_HEATER_NOZZLE, 220));
  assert_equal_and_free (parse ("nozzle-left", "220"), culm_command_new_nozzle (1, 220));
  assert_equal_and_free (parse ("bed", "0"), culm_command_new_heater (CULM_HEATER_BED, 0));
  assert_equal_and_free (parse ("chamber", "45"), culm_command_new_heater (CULM_HEATER_CHAMBER, 45));
  assert_equal_and_free (parse ("fan", "50"), culm_command_new_fan (CULM_FAN_PART, 50));
  assert_equal_and_free (parse ("aux-fan", "50"), culm_command_new_fan (CULM_FAN_AUX, 50));
  assert_equal_and_free (parse ("aux2-fan", "50"), culm_command_new_fan (CULM_FAN_AUX2, 50));
  assert_equal_and_free (parse ("chamber-fan", "50"), culm_command_new_fan (CULM_FAN_CHAMBER, 50));
  assert_equal_and_free (parse ("airduct", "full-cooling"), culm_command_new_airduct (CULM_AIRDUCT_FULL_COOLING));
  assert_equal_and_free (parse ("speed", "Ludicrous"), culm_command_new_speed (4));
  assert_equal_and_free (parse ("light", "off"), culm_command_new_light (FALSE));
  assert_equal_and_free (parse ("bed-light", "on"), culm_command_new_bed_light (TRUE));
  assert_equal_and_free (parse ("pause", NULL), culm_command_new_pause ());
  assert_equal_and_free (parse ("resume", ""), culm_command_new_resume ());
  assert_equal_and_free (parse ("stop", NULL), culm_command_new_stop ());
}

static void
test_reads_machine_commands (void)
{
  static const int ids[] = { 16, 24 };
  const CulmSpool spool = { .material = "PETG", .color = "#2A7DE1", .preset = "GFG99" };

  assert_equal_and_free (parse ("home", NULL), culm_command_new_home (""));
  assert_equal_and_free (parse ("home", "xy"), culm_command_new_home ("XY"));
  assert_equal_and_free (parse ("jog", "z -0.5"), culm_command_new_jog ('Z', -0.5));
  assert_equal_and_free (parse ("extrude", "10"), culm_command_new_extrude (-1, 10));
  assert_equal_and_free (parse ("extrude", "-5 --nozzle left"), culm_command_new_extrude (1, -5));
  assert_equal_and_free (parse ("nozzle", "left"), culm_command_new_select_nozzle (1));
  assert_equal_and_free (parse ("load", "B3"), culm_command_new_ams_load (1, 2));
  assert_equal_and_free (parse ("load", "ext-left"), culm_command_new_ams_load (254, 0));
  assert_equal_and_free (parse ("unload", NULL), culm_command_new_ams_unload ());
  assert_equal_and_free (parse ("ams", "DONE"), culm_command_new_ams_control ("done"));
  assert_equal_and_free (parse ("slot", "ht1 --color #2A7DE1 --type PETG --preset GFG99"),
                         culm_command_new_ams_slot (128, 0, &spool));
  assert_equal_and_free (parse ("tag", "D4"), culm_command_new_ams_tag (3, 3));
  assert_equal_and_free (parse ("dry", "A 55 8"), culm_command_new_ams_dry (0, 55, 8));
  assert_equal_and_free (parse ("dry", "HT2 off"), culm_command_new_ams_dry (129, 0, 0));
  assert_equal_and_free (parse ("dry", "128 80 2"), culm_command_new_ams_dry (128, 80, 2));
  assert_equal_and_free (parse ("calibrate", "levelling vibration"),
                         culm_command_new_calibrate (CULM_CALIBRATION_LEVELLING | CULM_CALIBRATION_VIBRATION));
  assert_equal_and_free (parse ("skip", "16 24"), culm_command_new_skip (ids, 2));
  assert_equal_and_free (parse ("option", "auto_recovery on"), culm_command_new_option (CULM_OPTION_AUTO_RECOVERY, 1));
  assert_equal_and_free (parse ("option", "door-check pause"), culm_command_new_option (CULM_OPTION_DOOR_CHECK, 2));
  assert_equal_and_free (parse ("record", "on"), culm_command_new_record (TRUE));
  assert_equal_and_free (parse ("timelapse", "off"), culm_command_new_timelapse (FALSE));
  assert_equal_and_free (parse ("clear", NULL), culm_command_new_clear (CULM_CLEAR_DIALOG));
  assert_equal_and_free (parse ("clear", "stop"), culm_command_new_clear (CULM_CLEAR_STOP));
  assert_equal_and_free (parse ("gcode", "M104 S200"), culm_command_new_gcode ("M104 S200\n"));
}

static void
test_refuses_words (void)
{
  static const char *const wrong[][2] = {
    { "nozzle", "hot" },
    { "nozzle", "" },
    { "nozzle", "220 230" },
    { "nozzle", "nan" },
    { "nozzle", "inf" },
    { "nozzle", "0x10" },
    { "nozzle", "1e2" },
    { "nozzle", "2 2 0" },
    { "nozzle", "--5" },
    { "nozzle", "5-" },
    { "nozzle", "." },
    { "bed", "60°" },
    { "fan", "50%" },
    { "speed", "warp" },
    { "speed", "2" },
    { "light", "yes" },
    { "airduct", "ice" },
    { "airduct", NULL },
    { "pause", "now" },
    { "hotend-fan", "5" },
    { "unknown", "5" },
    { "", "" },
    { "jog", "W 1" },
    { "jog", "X" },
    { "load", "E1" },
    { "load", "A5" },
    { "load", "HT9" },
    { "load", "A" },
    { "dry", "E 50 1" },
    { "dry", "A 50" },
    { "skip", "x" },
    { "skip", "99999999999" },
    { "calibrate", "" },
    { "option", "x on" },
    { "gcode", "" },
    { "slot", "A1 --color red" },
    { "slot", "A1 --color #12" },
    { "slot", "A1 --type" },
    { "clear", "twice" },
    { "home", "W" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (culm_command_parse (wrong[i][0], wrong[i][1], &error));
    g_assert_error (error, CULM_ERROR, CULM_ERROR_USAGE);
    g_assert_cmpint (culm_error_get_origin (error), ==, CULM_ERROR_ORIGIN_USAGE);
  }
}

static void
test_rounds (void)
{
  static const double steps[][2] = {
    { 1, 0 }, { 19, 0 }, { 19.9, 0 }, { 20, 20 }, { 219.6, 220 }, { 0, 0 }, { -5, -5 }
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autoptr (CulmCommand) command = culm_command_new_bed (steps[i][0]);

    g_assert_cmpfloat (culm_command_get_number (command), ==, steps[i][1]);
  }
}

typedef struct {
  const char *model, *key, *value;
  int code; /* -1: fine */
  const char *message;
} CheckRow;

static const CheckRow checks[] = {
  /* clang-format off */
  { "P1S", "nozzle", "300", -1, NULL },
  { "P1S", "nozzle", "301", CULM_ERROR_OUT_OF_RANGE, "Nozzle of the P1S: 0 to 300 °C" },
  { "P1S", "nozzle", "300.5", CULM_ERROR_OUT_OF_RANGE, NULL },
  { "P1S", "nozzle", "-5", CULM_ERROR_OUT_OF_RANGE, "Nozzle of the P1S: 0 to 300 °C" },
  { "P1S", "nozzle", "999", CULM_ERROR_OUT_OF_RANGE, NULL },
  { "P1S", "nozzle-left", "200", CULM_ERROR_UNSUPPORTED, NULL },
  { "P1S", "bed", "100", -1, NULL },
  { "P1S", "bed", "101", CULM_ERROR_OUT_OF_RANGE, "Bed of the P1S: 0 to 100 °C" },
  { "P1S", "chamber", "0", CULM_ERROR_UNSUPPORTED, "The P1S has no chamber heater." },
  { "P1S", "airduct", "cooling", CULM_ERROR_UNSUPPORTED, NULL },
  { "P1S", "aux2-fan", "0", CULM_ERROR_UNSUPPORTED, NULL },
  { "P1P", "aux-fan", "50", -1, NULL },
  { "A1", "aux-fan", "50", CULM_ERROR_UNSUPPORTED, NULL },
  { "A1 mini", "bed", "81", CULM_ERROR_OUT_OF_RANGE, "Bed of the A1 mini: 0 to 80 °C" },
  { "X1E", "nozzle", "320", -1, NULL },
  { "X1E", "chamber", "60", -1, NULL },
  { "X1E", "chamber", "61", CULM_ERROR_OUT_OF_RANGE, "Chamber of the X1E: 0 to 60 °C" },
  { "P2S", "chamber", "40", CULM_ERROR_UNSUPPORTED, NULL },
  { "H2D", "nozzle-left", "350", -1, NULL },
  { "H2D", "nozzle-left", "351", CULM_ERROR_OUT_OF_RANGE, "Left nozzle of the H2D: 0 to 350 °C" },
  { "H2D", "bed", "120", -1, NULL },
  { "H2D", "chamber", "66", CULM_ERROR_OUT_OF_RANGE, NULL },
  { "X2D", "aux2-fan", "100", -1, NULL },
  { "X2D", "fan", "101", CULM_ERROR_OUT_OF_RANGE, NULL },
  { "X2D", "fan", "-1", CULM_ERROR_OUT_OF_RANGE, NULL },
  { NULL, "nozzle", "300", -1, NULL },
  { NULL, "bed", "81", CULM_ERROR_OUT_OF_RANGE, "Bed of the printer: 0 to 80 °C" },
  { NULL, "chamber", "30", CULM_ERROR_UNSUPPORTED, NULL },
  { "P1S", "home", "", -1, NULL },
  { "P1S", "jog", "X 1000", CULM_ERROR_OUT_OF_RANGE, NULL },
  { "P1S", "jog", "X 0", CULM_ERROR_OUT_OF_RANGE, NULL },
  { "P1S", "extrude", "10 left", CULM_ERROR_UNSUPPORTED, NULL },
  { "P1S", "extrude", "10", -1, NULL },
  { "P1S", "nozzle", "left", CULM_ERROR_UNSUPPORTED, NULL },
  { "H2D", "nozzle", "left", -1, NULL },
  { "P1S", "load", "ext", -1, NULL },
  { "P1S", "load", "ext-left", CULM_ERROR_UNSUPPORTED, NULL },
  { "P1S", "tag", "ext", CULM_ERROR_UNSUPPORTED, NULL },
  { "A2L", "load", "HT1", CULM_ERROR_UNSUPPORTED, NULL },
  { "P1S", "dry", "A 65 24", -1, NULL },
  { "P1S", "dry", "A 66 24", CULM_ERROR_OUT_OF_RANGE, NULL },
  { "P1S", "dry", "A 44 1", CULM_ERROR_OUT_OF_RANGE, NULL },
  { "P1S", "dry", "HT1 85 24", -1, NULL },
  { "P1S", "dry", "HT1 85 25", CULM_ERROR_OUT_OF_RANGE, NULL },
  { "P1S", "dry", "A off", -1, NULL },
  { "P1S", "calibrate", "lidar", CULM_ERROR_UNSUPPORTED, NULL },
  { "X1C", "calibrate", "lidar levelling", -1, NULL },
  { "X1C", "calibrate", "nozzle-offset", CULM_ERROR_UNSUPPORTED, NULL },
  { "A1", "option", "spaghetti-detector on", CULM_ERROR_UNSUPPORTED, NULL },
  { "X1C", "option", "spaghetti-detector high", -1, NULL },
  { "P1S", "option", "door-check warn", CULM_ERROR_UNSUPPORTED, NULL },
  { "P1S", "gcode", "M104 S301", CULM_ERROR_OUT_OF_RANGE, NULL },
  { "P1S", "gcode", "M112", CULM_ERROR_UNSUPPORTED, NULL },
  /* clang-format on */
};

static void
test_keeps_limits (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++) {
    const CheckRow *row = &checks[i];
    const CulmPrinterModel *model =
        row->model != NULL ? culm_printer_model_find (row->model) : culm_printer_model_get_unknown ();
    g_autoptr (CulmCommand) command = parse (row->key, row->value);
    g_autoptr (GError) error = NULL;
    gboolean fine = culm_command_check (command, model, NULL, &error);

    g_test_message ("%s: %s %s", row->model, row->key, row->value);
    if (row->code < 0)
      g_assert_no_error (error);
    else
      g_assert_error (error, CULM_ERROR, row->code);
    g_assert_cmpint (fine, ==, row->code < 0);
    if (row->message != NULL)
      g_assert_cmpstr (error->message, ==, row->message);
  }
}

static void
test_refuses_no_numbers (void)
{
  const CulmPrinterModel *model = culm_printer_model_find ("H2D");
  const double values[] = { NAN, INFINITY, -INFINITY };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++) {
    CulmCommand *commands[] = {
      culm_command_new_nozzle (0, values[i]),    culm_command_new_bed (values[i]),
      culm_command_new_chamber (values[i]),      culm_command_new_fan (CULM_FAN_PART, values[i]),
      culm_command_new_jog ('X', values[i]),     culm_command_new_extrude (0, values[i]),
      culm_command_new_ams_dry (0, values[i], 1)
    };

    for (guint j = 0; j < G_N_ELEMENTS (commands); j++) {
      g_autoptr (GError) error = NULL;

      g_assert_false (culm_command_check (commands[j], model, NULL, &error));
      g_assert_error (error, CULM_ERROR, CULM_ERROR_OUT_OF_RANGE);
      culm_command_unref (commands[j]);
    }
  }
}

static void
test_minds_the_state (void)
{
  const CulmPrinterModel *x1c = culm_printer_model_find ("X1C"), *p1s = culm_printer_model_find ("P1S");
  const CulmPrinterModel *h2d = culm_printer_model_find ("H2D");
  g_autoptr (CulmCommand) left = culm_command_new_extrude (1, 10);
  CulmCommandState state = CULM_COMMAND_STATE_INIT;
  g_autoptr (CulmCommand) bed = culm_command_new_bed (115);
  g_autoptr (CulmCommand) extrude = culm_command_new_extrude (-1, 10);
  g_autoptr (CulmCommand) tag = culm_command_new_ams_tag (0, 0);

  g_assert_false (culm_command_check (bed, x1c, &state, NULL));
  state.mains_220v = FALSE;
  g_assert_true (culm_command_check (bed, x1c, &state, NULL));
  g_assert_true (culm_command_check (extrude, p1s, &state, NULL));
  state.nozzles[0] = 169;
  g_assert_false (culm_command_check (extrude, p1s, &state, NULL));
  state.nozzles[0] = 170;
  g_assert_true (culm_command_check (extrude, p1s, &state, NULL));
  g_assert_true (culm_command_check (left, h2d, &state, NULL)); /* not known */
  state.nozzles[1] = 30;
  g_assert_false (culm_command_check (left, h2d, &state, NULL));
  g_assert_true (culm_command_check (extrude, h2d, &state, NULL));
  state.active_extruder = 1;
  g_assert_false (culm_command_check (extrude, h2d, &state, NULL));
  state.firmware = "01.08.00.00";
  g_assert_false (culm_command_check (tag, p1s, &state, NULL));
  state.firmware = "01.08.01.00";
  g_assert_true (culm_command_check (tag, p1s, &state, NULL));
}

static void
test_names_itself (void)
{
  static const char *const rows[][4] = {
    { "nozzle", "220", "nozzle", "220" },
    { "nozzle-left", "0", "nozzle-left", "0" },
    { "aux-fan", "30", "aux-fan", "30" },
    { "speed", "sport", "speed", "sport" },
    { "light", "on", "light", "on" },
    { "bed-light", "off", "bed-light", "off" },
    { "airduct", "heating", "airduct", "heating" },
    { "nozzle", "left", "select-nozzle", "left" },
    { "load", "ht3", "load", "HT3" },
    { "pause", "", "pause", NULL },
    { "jog", "x -2.5", "jog", "X -2.5" },
    { "option", "sound_enable off", "sound-enable", "sound-enable off" },
    { "option", "door-check warn", "door-check", "door-check warn" },
    { "option", "nozzle-blob-detect-v2 on", "nozzle-blob-detect-v2", "nozzle-blob-detect-v2 1" },
    { "dry", "b 55 8", "dry", "B 55 8" },
    { "dry", "ht2 off", "dry", "HT2 off" },
    { "calibrate", "vibration levelling", "calibrate", "levelling vibration" },
    { "calibrate", "bed-level", "calibrate", "levelling" },
    { "option", "save-files 0", "save-files", "save-files off" },
    { "skip", "16 24", "skip", "16 24" },
    { "clear", "ignore", "clear", "ignore" },
    { "clear", NULL, "clear", NULL },
    { "home", "xy", "home", "XY" },
    { "home", NULL, "home", NULL },
    { "gcode", "G28\nM104 S220", "gcode", "G28\nM104 S220" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CulmCommand) command = parse (rows[i][0], rows[i][1]);
    g_autofree char *value = culm_command_dup_value (command);

    g_assert_cmpstr (culm_command_get_key (command), ==, rows[i][2]);
    g_assert_cmpstr (value, ==, rows[i][3]);
  }
}

static void
test_knows_what_is_signed (void)
{
  static const char *const open[][2] = {
    { "light", "on" },
    { "record", "on" },
    { "timelapse", "off" },
    { "option", "spaghetti-detector on" },
    { "option", "save-files on" },
  };
  static const char *const closed[][2] = {
    { "pause", NULL },  { "nozzle", "200" }, { "speed", "sport" }, { "option", "sound-enable on" },
    { "gcode", "G28" }, { "clear", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (open); i++) {
    g_autoptr (CulmCommand) command = parse (open[i][0], open[i][1]);

    g_assert_false (culm_command_needs_authorisation (command));
  }
  for (guint i = 0; i < G_N_ELEMENTS (closed); i++) {
    g_autoptr (CulmCommand) command = parse (closed[i][0], closed[i][1]);

    g_assert_true (culm_command_needs_authorisation (command));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/command/reads-set-keys", test_reads_set_keys);
  g_test_add_func ("/command/reads-machine-commands", test_reads_machine_commands);
  g_test_add_func ("/command/refuses-words", test_refuses_words);
  g_test_add_func ("/command/rounds", test_rounds);
  g_test_add_func ("/command/keeps-limits", test_keeps_limits);
  g_test_add_func ("/command/refuses-no-numbers", test_refuses_no_numbers);
  g_test_add_func ("/command/minds-the-state", test_minds_the_state);
  g_test_add_func ("/command/names-itself", test_names_itself);
  g_test_add_func ("/command/knows-what-is-signed", test_knows_what_is_signed);
  return g_test_run ();
}
