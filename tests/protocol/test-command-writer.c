/* test-command-writer.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-command-writer.h"

#include <json-glib/json-glib.h>

#define BIT(n) (G_GUINT64_CONSTANT (1) << (n))

/* What was seen of the printer: bits of `fun`, then the letters of set_context(). */
typedef struct {
  const char *model;
  CulmDialect dialect;
  guint64 fun;
  const char *seen;
  const char *key, *value;
  const char *messages[4]; /* in order; none: UNSUPPORTED. The member "sequence_id" is left out, order is free */
} Row;

/* p paused, d air duct closed for heating, l second light, c part 3 fitted, f part 1 reported, t trays, e an error,
 * 2 `fun2` bit 5, 1 left nozzle active, r what the AMS reads and reckons, n a nozzle. */
static void
set_context (CulmCommandContext *context, const Row *row)
{
  static const CulmCommandTray trays[] = {
    { 0, 0, "ams_2_pro", "PLA", "#F98C36FF", "GFA00", 190, 230, 0 },
    { 0, 1, "ams_2_pro", NULL, NULL, NULL, 0, 0, 0 },
    { 1, 0, "ams", "PETG", "#2A7DE1FF", "GFG99", 220, 270, 0 },
    { 255, 0, NULL, "ABS", "#000000FF", "GFB99", 240, 280, 0 },
  };
  const char *seen = row->seen != NULL ? row->seen : "";

  context->model = row->model != NULL ? culm_printer_model_find (row->model) : NULL;
  context->dialect = row->dialect;
  context->has_fun = row->fun != 0;
  context->fun = row->fun;
  context->has_fun2 = TRUE;
  context->fun2 = strchr (seen, '2') != NULL ? BIT (5) : 0;
  context->paused = strchr (seen, 'p') != NULL;
  context->chamber_heating = strchr (seen, 'd') != NULL;
  context->second_light = strchr (seen, 'l') != NULL;
  context->state.active_extruder = strchr (seen, '1') != NULL;
  context->airduct_parts = (strchr (seen, 'c') != NULL ? 1 << 3 : 0) | (strchr (seen, 'f') != NULL ? 1 << 1 : 0);
  if (strchr (seen, 't') != NULL) {
    context->trays = trays;
    context->n_trays = G_N_ELEMENTS (trays);
    context->filament_loaded = TRUE;
    context->loaded_unit = 1;
  }
  context->ams_reads_startup = context->ams_reckons_remain = strchr (seen, 'r') != NULL;
  if (strchr (seen, 'n') != NULL)
    context->nozzles[0] = (CulmCommandNozzle){ 0.6, "hardened_steel", "high" };
  if (strchr (seen, 'e') != NULL) {
    context->print_error = 0x07008011;
    context->job_id = "77";
    context->subtask_id = "900000014";
  }
}

#define AUTO CULM_DIALECT_AUTO
#define SEED CULM_DIALECT_SEED
#define GCODE CULM_DIALECT_GCODE
#define STRUCT CULM_DIALECT_STRUCT

#define PRINT(members) "{\"print\":{\"command\":" members "}}"
#define LINE(text) PRINT ("\"gcode_line\",\"param\":\"" text "\\n\"")
#define FAN(number, percent) PRINT ("\"set_fan\",\"fan_index\":" #number ",\"speed\":" #percent)
#define DUCT(mode) PRINT ("\"set_airduct\",\"modeId\":" #mode ",\"submode\":-1")
#define CTT(celsius) PRINT ("\"set_ctt\",\"ctt_val\":" #celsius)
#define NOZZLE(index, celsius) PRINT ("\"set_nozzle_temp\",\"extruder_index\":" #index ",\"target_temp\":" #celsius)
#define BED(celsius) PRINT ("\"set_bed_temp\",\"temp\":" #celsius)
#define MOVE(axis, dir, mode) PRINT ("\"xyz_ctrl\",\"axis\":\"" axis "\",\"dir\":" #dir ",\"mode\":" #mode)
#define MACRO(way)                                                                                                     \
  PRINT ("\"gcode_line\",\"param\":\"M211 S\\nM211 X1 Y1 Z1\\nM1002 push_ref_mode\\nG91\\nG1 " way                     \
         "\\nM1002 pop_ref_mode\\nM211 R\\n\"")
#define CHANGE(unit, slot, target, from, to)                                                                           \
  PRINT ("\"ams_change_filament\",\"ams_id\":" #unit ",\"slot_id\":" #slot ",\"target\":" #target                      \
         ",\"curr_temp\":" #from ",\"tar_temp\":" #to)
#define BED_LED(mode)                                                                                                  \
  "{\"system\":{\"command\":\"ledctrl\",\"led_node\":\"heatbed_light\",\"led_mode\":\"" mode "\",\"led_on_time\":0,"   \
  "\"led_off_time\":0,\"loop_times\":0,\"interval_time\":0}}"
#define LED(node, mode)                                                                                                \
  "{\"system\":{\"command\":\"ledctrl\",\"led_node\":\"" node "\",\"led_mode\":\"" mode                                \
  "\",\"led_on_time\":500,\"led_off_time\":500,\"loop_times\":1,\"interval_time\":1000}}"

/* reference/mqtt.md §4.3, one column after the other, typed from there. */
static const Row table[] = {
  /* clang-format off */
  /* P1P, P1S, A1, A1 mini */
  { "P1S", AUTO, 0, "", "pause", "", { PRINT ("\"pause\",\"param\":\"\"") } },
  { "P1S", AUTO, 0, "", "resume", "", { PRINT ("\"resume\",\"param\":\"\"") } },
  { "P1S", AUTO, 0, "", "stop", "", { PRINT ("\"stop\",\"param\":\"\"") } },
  { "P1P", AUTO, 0, "", "nozzle", "220", { LINE ("M104 S220") } },
  { "P1S", AUTO, ~BIT (29), "", "nozzle", "220", { LINE ("M104 S220") } },
  { "A1", AUTO, 0, "", "nozzle", "15", { LINE ("M104 S0") } },
  { "A1mini", AUTO, BIT (39), "", "bed", "60", { LINE ("M140 S60") } },
  { "P1S", AUTO, 0, "", "chamber", "45", { NULL } },
  { "P1S", AUTO, 0, "", "fan", "50", { LINE ("M106 P1 S127") } },
  { "A1", AUTO, 0, "", "fan", "100", { LINE ("M106 P1 S255") } },
  { "P1S", AUTO, 0, "", "aux-fan", "1", { LINE ("M106 P2 S2") } },
  { "P1P", AUTO, 0, "", "aux-fan", "70", { LINE ("M106 P2 S178") } },
  { "A1", AUTO, 0, "", "aux-fan", "50", { NULL } },
  { "A1mini", AUTO, 0, "", "chamber-fan", "50", { NULL } },
  { "P1S", AUTO, 0, "", "chamber-fan", "0", { LINE ("M106 P3 S0") } },
  { "P1S", AUTO, 0, "", "airduct", "cooling", { NULL } },
  { "P1S", AUTO, BIT (32) | BIT (38), "", "home", "", { LINE ("G28") } },
  { "P1S", AUTO, 0, "p", "home", "", { LINE ("G28 X") } },
  { "P1S", AUTO, 0, "", "home", "xy", { LINE ("G28 X Y") } },
  { "P1S", AUTO, BIT (38), "", "jog", "X 10", { MACRO ("X10.0 F3000") } },
  { "P1S", AUTO, 0, "", "jog", "Z -0.5", { MACRO ("Z-0.5 F900") } },
  { "A1", AUTO, 0, "", "jog", "X 10", { MACRO ("X10.0 F3000") } },
  { "A1", AUTO, 0, "", "jog", "Y 10", { MACRO ("Y-10.0 F3000") } },
  { "A1mini", AUTO, 0, "", "jog", "Z -1", { MACRO ("Z1.0 F900") } },
  { "P1S", AUTO, 0, "", "extrude", "10", { PRINT ("\"gcode_line\",\"param\":\"M83\\nG0 E10.0 F900\\n\"") } },
  { "P1S", AUTO, 0, "", "extrude", "-2.5 right", { PRINT ("\"gcode_line\",\"param\":\"M83\\nG0 E-2.5 F900\\n\"") } },
  /* X1, X1C */
  { "X1C", AUTO, 0, "", "nozzle", "220", { LINE ("M104 S220") } },
  { "X1", AUTO, 0, "", "bed", "60", { LINE ("M140 S60") } },
  { "X1C", AUTO, BIT (39), "", "bed", "60", { BED (60) } },
  { "X1C", AUTO, ~BIT (39), "", "bed", "60", { LINE ("M140 S60") } },
  { "X1C", AUTO, 0, "", "chamber", "0", { NULL } },
  { "X1C", AUTO, 0, "f", "fan", "50", { LINE ("M106 P1 S127") } },
  { "X1C", AUTO, 0, "", "aux-fan", "50", { LINE ("M106 P2 S127") } },
  { "X1C", AUTO, 0, "", "chamber-fan", "50", { LINE ("M106 P3 S127") } },
  { "X1C", AUTO, 0, "", "home", "", { LINE ("G28") } },
  { "X1C", AUTO, BIT (32), "", "home", "", { PRINT ("\"back_to_center\"") } },
  { "X1C", AUTO, BIT (32), "", "jog", "X 10", { MACRO ("X10.0 F3000") } },
  { "X1C", AUTO, BIT (38), "", "jog", "X 10", { MOVE ("X", 1, 1) } },
  { "X1C", AUTO, 0, "", "airduct", "heating", { NULL } },
  /* X1E */
  { "X1E", AUTO, 0, "", "nozzle", "320", { LINE ("M104 S320") } },
  { "X1E", AUTO, BIT (39), "", "bed", "110", { BED (110) } },
  { "X1E", AUTO, 0, "", "chamber", "60", { CTT (60) } },
  { "X1E", GCODE, 0, "", "chamber", "60", { LINE ("M141 S60") } },
  { "X1E", AUTO, 0, "", "chamber-fan", "50", { LINE ("M106 P3 S127") } },
  /* A2L */
  { "A2L", AUTO, 0, "", "nozzle", "220", { LINE ("M104 S220") } },
  { "A2L", AUTO, 0, "", "bed", "60", { LINE ("M140 S60") } },
  { "A2L", AUTO, BIT (39), "", "bed", "60", { BED (60) } },
  { "A2L", AUTO, 0, "", "fan", "50", { LINE ("M106 P1 S127") } },
  { "A2L", AUTO, 0, "f", "fan", "50", { FAN (1, 50) } },
  { "A2L", AUTO, 0, "f", "aux-fan", "50", { NULL } },
  { "A2L", AUTO, 0, "", "home", "", { LINE ("G28") } },
  { "A2L", AUTO, BIT (32), "", "home", "", { PRINT ("\"back_to_center\"") } },
  { "A2L", AUTO, 0, "", "jog", "Y 1", { MACRO ("Y-1.0 F3000") } },
  { "A2L", AUTO, BIT (38), "", "jog", "Y 1", { MOVE ("Y", 1, 0) } },
  /* P2S, H2S */
  { "P2S", AUTO, 0, "", "nozzle", "220", { LINE ("M104 S220") } },
  { "H2S", AUTO, BIT (39), "", "nozzle", "350", { LINE ("M104 S350") } },
  { "P2S", AUTO, 0, "", "bed", "60", { LINE ("M140 S60") } },
  { "P2S", AUTO, BIT (39), "", "bed", "60", { BED (60) } },
  { "P2S", AUTO, 0, "", "chamber", "45", { NULL } },
  { "H2S", AUTO, 0, "", "chamber", "39", { CTT (39) } },
  { "H2S", AUTO, 0, "", "chamber", "65", { DUCT (1), CTT (65) } },
  { "P2S", AUTO, 0, "", "fan", "50", { FAN (1, 50) } },
  { "P2S", AUTO, 0, "", "aux-fan", "50", { FAN (2, 50) } },
  { "P2S", AUTO, 0, "", "chamber-fan", "50", { NULL } },
  { "P2S", AUTO, 0, "c", "chamber-fan", "50", { FAN (3, 50) } },
  { "H2S", AUTO, 0, "c", "chamber-fan", "50", { FAN (3, 50) } },
  { "P2S", AUTO, 0, "", "airduct", "full-cooling", { DUCT (3) } },
  { "P2S", AUTO, 0, "", "home", "", { LINE ("G28") } },
  { "P2S", AUTO, BIT (32), "", "home", "", { PRINT ("\"back_to_center\"") } },
  { "P2S", AUTO, BIT (32), "", "home", "Z", { LINE ("G28 Z") } },
  { "P2S", AUTO, BIT (38), "", "jog", "Z -12", { MOVE ("Z", -1, 1), MOVE ("Z", -1, 0), MOVE ("Z", -1, 0) } },
  { "P2S", AUTO, BIT (38), "", "jog", "Z 0.5", { NULL } },
  /* H2D, H2D Pro, H2C, X2D */
  { "H2D", AUTO, 0, "", "nozzle", "220", { NOZZLE (0, 220) } },
  { "H2D", AUTO, 0, "", "nozzle-left", "220", { NOZZLE (1, 220) } },
  { "X2D", AUTO, 0, "", "nozzle", "220", { NOZZLE (0, 220) } },
  { "X2D", AUTO, 0, "", "nozzle-left", "220", { NOZZLE (1, 220) } },
  { "H2D", AUTO, ~BIT (39), "", "bed", "60", { BED (60) } },
  { "H2C", AUTO, 0, "", "bed", "120", { BED (120) } },
  { "H2D", AUTO, 0, "", "chamber", "0", { CTT (0) } },
  { "H2D", AUTO, 0, "", "chamber", "35", { CTT (35) } },
  { "H2D", AUTO, 0, "", "chamber", "40", { DUCT (1), CTT (40) } },
  { "H2DPro", AUTO, 0, "", "chamber", "45", { DUCT (1), CTT (45) } },
  { "X2D", AUTO, 0, "d", "chamber", "45", { CTT (45) } },
  { "H2D", GCODE, 0, "d", "chamber", "45", { LINE ("M141 S45") } },
  { "H2D", GCODE, 0, "", "chamber", "45", { NULL } },
  { "H2D", AUTO, 0, "", "fan", "50", { FAN (1, 50) } },
  { "H2D", AUTO, 0, "", "aux-fan", "50", { FAN (2, 50) } },
  { "H2D", AUTO, 0, "", "aux2-fan", "50", { NULL } },
  { "X2D", AUTO, 0, "", "aux2-fan", "50", { FAN (10, 50) } },
  { "H2C", AUTO, 0, "", "chamber-fan", "50", { FAN (3, 50) } },
  { "H2D", AUTO, 0, "", "airduct", "cooling", { DUCT (0) } },
  { "H2D", AUTO, 0, "", "home", "", { LINE ("G28") } },
  { "H2D", AUTO, BIT (32), "", "home", "", { PRINT ("\"back_to_center\"") } },
  { "H2D", AUTO, BIT (38), "", "jog", "Y -1", { MOVE ("Y", -1, 0) } },
  { "H2D", AUTO, 0, "", "extrude", "10", { PRINT ("\"set_extrusion_length\",\"extruder_index\":0,\"length\":10") } },
  { "H2D", AUTO, 0, "1", "extrude", "-10", { PRINT ("\"set_extrusion_length\",\"extruder_index\":1,\"length\":-10") } },
  { "H2D", AUTO, 0, "", "extrude", "10 left",
    { PRINT ("\"set_extrusion_length\",\"extruder_index\":1,\"length\":10") } },
  { "H2D", AUTO, 0, "", "nozzle", "left", { PRINT ("\"select_extruder\",\"extruder_index\":1") } },
  /* A model not known: G-code within the lowest limits. */
  { NULL, AUTO, ~BIT (29), "", "nozzle", "300", { LINE ("M104 S300") } },
  { NULL, AUTO, 0, "", "chamber", "45", { NULL } },
  { NULL, AUTO, 0, "", "airduct", "cooling", { NULL } },
  { NULL, AUTO, 0, "", "light", "on", { LED ("chamber_light", "on") } },
  /* clang-format on */
};

/* The person's choice beats the table, and what the dialect cannot say is refused. */
static const Row overrides[] = {
  /* clang-format off */
  { "P1S", STRUCT, 0, "", "nozzle", "220", { NOZZLE (0, 220) } },
  { "P1S", STRUCT, 0, "", "bed", "60", { BED (60) } },
  { "P1S", STRUCT, 0, "", "fan", "50", { FAN (1, 50) } },
  { "P1S", STRUCT, 0, "", "home", "", { PRINT ("\"back_to_center\"") } },
  { "P1S", STRUCT, 0, "", "home", "X", { NULL } },
  { "P1S", STRUCT, 0, "", "pause", "", { PRINT ("\"pause\",\"param\":\"\"") } },
  { "H2D", GCODE, 0, "", "nozzle", "220", { LINE ("M104 S220 T0") } },
  { "H2D", GCODE, 0, "", "nozzle-left", "220", { LINE ("M104 S220 T1") } },
  { "H2D", GCODE, 0, "", "bed", "60", { LINE ("M140 S60") } },
  { "X2D", GCODE, 0, "", "aux2-fan", "50", { LINE ("M106 P10 S127") } },
  { "H2D", GCODE, 0, "", "airduct", "cooling", { NULL } },
  { "H2D", GCODE, 0, "", "nozzle", "right", { NULL } },
  { "H2D", GCODE, 0, "", "extrude", "10 left", { NULL } },
  { "H2D", GCODE, 0, "1", "extrude", "10 left", { PRINT ("\"gcode_line\",\"param\":\"M83\\nG0 E10.0 F900\\n\"") } },
  { "H2D", GCODE, 0, "", "stop", "", { PRINT ("\"stop\",\"param\":\"\"") } },
  { "H2D", GCODE, 0, "", "light", "off", { LED ("chamber_light", "off") } },
  { "H2D", SEED, 0, "", "nozzle-left", "220", { NULL } },
  { "X2D", SEED, 0, "", "aux2-fan", "50", { NULL } },
  { "P1S", SEED, 0, "", "chamber", "35", { NULL } },
  { "A1", SEED, 0, "", "aux-fan", "50", { NULL } },
  { "H2D", SEED, 0, "", "airduct", "heating", { NULL } },
  { "P1S", SEED, 0, "", "speed", "sport", { NULL } },
  { "P1S", SEED, 0, "", "light", "on", { NULL } },
  { "P1S", SEED, 0, "", "home", "", { NULL } },
  { "P1S", SEED, 0, "", "gcode", "G28", { NULL } },
  /* clang-format on */
};

/* reference/mqtt.md §4.2. */
static const Row bodies[] = {
  /* clang-format off */
  { "P1S", AUTO, 0, "", "speed", "silent", { PRINT ("\"print_speed\",\"param\":\"1\"") } },
  { "P1S", AUTO, 0, "", "speed", "ludicrous", { PRINT ("\"print_speed\",\"param\":\"4\"") } },
  { "H2D", AUTO, 0, "l", "light", "on", { LED ("chamber_light", "on"), LED ("chamber_light2", "on") } },
  { "P1S", AUTO, 0, "", "light", "off", { LED ("chamber_light", "off") } },
  { "H2D", AUTO, 0, "", "bed-light", "on", { BED_LED ("on") } },
  { "H2S", GCODE, 0, "l", "bed-light", "off", { BED_LED ("off") } },
  { "H2C", SEED, 0, "", "bed-light", "on", { NULL } },
  { "X2D", AUTO, 0, "", "bed-light", "on", { NULL } },
  { "X1C", AUTO, 0, "", "bed-light", "on", { NULL } },
  { "H2D", AUTO, 0, "", "accessory", "0.4 hardened_steel", {
    "{\"system\":{\"command\":\"set_accessories\",\"accessory_type\":\"nozzle\",\"nozzle_diameter\":0.4,"
    "\"nozzle_type\":\"hardened_steel\"}}" } },
  { "X1C", AUTO, BIT (49), "", "skip", "16 24", { PRINT ("\"skip_objects\",\"obj_list\":[16,24]") } },
  { "X1C", AUTO, BIT (1), "", "skip", "16 24", { NULL } },
  { "X1C", AUTO, 0, "", "skip", "16", { PRINT ("\"skip_objects\",\"obj_list\":[16]") } },
  { "P1S", AUTO, 0, "", "skip", "16", { PRINT ("\"skip_objects\",\"obj_list\":[16]") } },
  { "P1S", AUTO, BIT (49), "", "skip", "16", { PRINT ("\"skip_objects\",\"obj_list\":[16]") } },
  { "P1S", AUTO, BIT (1), "", "skip", "16", { NULL } },
  { "P1S", AUTO, 0, "e", "clear", "", {
    PRINT ("\"clean_print_error\",\"subtask_id\":\"900000014\",\"print_error\":117473297"),
    "{\"system\":{\"command\":\"uiop\",\"name\":\"print_error\",\"action\":\"close\",\"source\":1,"
      "\"type\":\"dialog\",\"err\":\"07008011\"}}" } },
  { "P1S", AUTO, 0, "e", "clear", "resume",
    { PRINT ("\"resume\",\"err\":\"117473297\",\"param\":\"reserve\",\"job_id\":\"77\"") } },
  { "P1S", AUTO, 0, "e", "clear", "ignore",
    { PRINT ("\"ignore\",\"err\":\"117473297\",\"param\":\"reserve\",\"job_id\":\"77\"") } },
  { "P1S", AUTO, 0, "e", "clear", "stop",
    { PRINT ("\"stop\",\"err\":\"117473297\",\"param\":\"reserve\",\"job_id\":\"77\"") } },
  { "H2D", STRUCT, 0, "", "gcode", "G28\nM104 S200", { PRINT ("\"gcode_line\",\"param\":\"G28\\nM104 S200\\n\"") } },
  { "P1S", AUTO, 0, "", "load", "B3", { CHANGE (1, 2, 6, -1, -1) } },
  { "P1S", AUTO, 0, "t", "load", "A1", { CHANGE (0, 0, 0, 245, 210) } },
  { "P1S", AUTO, 0, "t", "load", "A2", { CHANGE (0, 1, 1, 245, -1) } },
  { "P1S", AUTO, 0, "", "load", "HT1", { CHANGE (128, 0, 128, -1, -1) } },
  { "P1S", AUTO, 0, "t", "load", "ext", { CHANGE (255, 0, 254, 245, 260) } },
  { "H2D", AUTO, 0, "", "load", "ext-left", { CHANGE (254, 0, 254, -1, -1) } },
  { "P1S", AUTO, 0, "", "unload", "", { CHANGE (255, 255, 255, -1, -1) } },
  { "P1S", AUTO, 0, "t", "unload", "", { CHANGE (1, 255, 255, 245, 245) } },
  { "P1S", AUTO, 0, "", "ams", "abort", { PRINT ("\"ams_control\",\"param\":\"abort\"") } },
  { "P1S", AUTO, 0, "", "tag", "B1", { PRINT ("\"ams_get_rfid\",\"ams_id\":1,\"slot_id\":0") } },
  { "P1S", GCODE, 0, "", "tag", "B1", { LINE ("M620 R4") } },
  { "P1S", AUTO, 0, "", "slot", "A3 --type PETG --color #2a7de1", {
    PRINT ("\"ams_filament_setting\",\"ams_id\":0,\"slot_id\":2,\"tray_id\":2,\"tray_info_idx\":\"GFG99\","
      "\"setting_id\":\"\","
           "\"tray_color\":\"2A7DE1FF\",\"nozzle_temp_min\":220,\"nozzle_temp_max\":270,\"tray_type\":\"PETG\"") } },
  { "P1S", AUTO, 0, "t", "slot", "A1 --color #00FF0080", {
    PRINT ("\"ams_filament_setting\",\"ams_id\":0,\"slot_id\":0,\"tray_id\":0,\"tray_info_idx\":\"GFA00\","
      "\"setting_id\":\"\","
           "\"tray_color\":\"00FF0080\",\"nozzle_temp_min\":190,\"nozzle_temp_max\":230,\"tray_type\":\"PLA\"") } },
  { "P1S", AUTO, 0, "t", "slot", "ext --type PLA --preset GFL00", {
    PRINT ("\"ams_filament_setting\",\"ams_id\":255,\"slot_id\":0,\"tray_id\":254,\"tray_info_idx\":\"GFL00\","
      "\"setting_id\":\"\","
           "\"tray_color\":\"000000FF\",\"nozzle_temp_min\":190,\"nozzle_temp_max\":240,\"tray_type\":\"PLA\"") } },
  { "P1S", AUTO, 0, "t", "slot", "A2 --color #112233", { NULL } },
  { "P1S", AUTO, 0, "", "slot", "A2 --type Cheese", { NULL } },
  { "P1S", AUTO, 0, "t", "dry", "A 55 8", {
    PRINT ("\"ams_filament_drying\",\"ams_id\":0,\"mode\":1,\"filament\":\"PLA\",\"temp\":55,\"duration\":8,"
      "\"humidity\":0,"
           "\"rotate_tray\":false,\"cooling_temp\":60,\"close_power_conflict\":false") } },
  { "P2S", AUTO, 0, "t", "dry", "A 55 8", { NULL } },
  { "P2S", AUTO, 0, "2", "dry", "HT1 85 24", {
    PRINT ("\"ams_filament_drying\",\"ams_id\":128,\"mode\":1,\"filament\":\"\",\"temp\":85,\"duration\":24,"
      "\"humidity\":0,"
           "\"rotate_tray\":false,\"cooling_temp\":60,\"close_power_conflict\":false") } },
  { "P2S", AUTO, 0, "", "dry", "A off", {
    PRINT ("\"ams_filament_drying\",\"ams_id\":0,\"mode\":0,\"filament\":\"\",\"temp\":0,\"duration\":0,\"humidity\":0,"
           "\"rotate_tray\":false,\"cooling_temp\":0,\"close_power_conflict\":false") } },
  { "P1S", AUTO, 0, "t", "dry", "B 55 8", { NULL } },
  { "X1C", AUTO, 0, "", "calibrate", "lidar levelling vibration", { PRINT ("\"calibration\",\"option\":7") } },
  { "P1S", AUTO, 0, "", "option", "auto-recovery on",
    { PRINT ("\"print_option\",\"auto_recovery\":true,\"option\":1") } },
  { "P1S", AUTO, 0, "", "option", "auto-switch-filament off",
    { PRINT ("\"print_option\",\"auto_switch_filament\":false") } },
  { "H2D", AUTO, 0, "", "option", "air-purification 2", { PRINT ("\"print_option\",\"air_purification\":2") } },
  { "H2D", AUTO, 0, "", "option", "nozzle-blob-detect-v2 1",
    { PRINT ("\"print_option\",\"nozzle_blob_detect_v2\":1") } },
  { "H2D", AUTO, 0, "", "option", "idle-heat-protection on",
    { PRINT ("\"set_against_continued_heating_mode\",\"enable\":true") } },
  { "H2D", AUTO, BIT (1), "", "option", "idle-heat-protection on", { NULL } },
  { "H2D", AUTO, 0, "", "option", "door-check pause", { "{\"system\":{\"command\":\"set_door_stat\",\"config\":2}}" } },
  { "H2D", AUTO, 0, "", "option", "save-files off",
    { "{\"system\":{\"command\":\"print_cache_set\",\"config\":false}}" } },
  { "X1C", AUTO, 0, "", "option", "spaghetti-detector off", {
    "{\"xcam\":{\"command\":\"xcam_control_set\",\"module_name\":\"spaghetti_detector\",\"control\":false,"
      "\"enable\":false,\"print_halt\":true}}" } },
  { "X1C", AUTO, 0, "", "option", "printing-monitor never-halt", {
    "{\"xcam\":{\"command\":\"xcam_control_set\",\"module_name\":\"printing_monitor\",\"control\":true,"
      "\"enable\":true,\"print_halt\":true,"
    "\"halt_print_sensitivity\":\"never_halt\"}}" } },
  { "P1S", AUTO, 0, "r", "option", "ams-read-inserted off", {
    PRINT ("\"ams_user_setting\",\"ams_id\":-1,\"startup_read_option\":true,\"tray_read_option\":false,"
      "\"calibrate_remain_flag\":true") } },
  { "P1S", AUTO, 0, "", "option", "ams-remain on", {
    PRINT ("\"ams_user_setting\",\"ams_id\":-1,\"startup_read_option\":false,\"tray_read_option\":false,"
      "\"calibrate_remain_flag\":true") } },
  { "P1S", AUTO, 0, "e", "clear", "ignore-idle", { PRINT ("\"idle_ignore\",\"err\":\"117473297\",\"type\":0") } },
  { "H2D", AUTO, 0, "", "buzzer", "beep", { PRINT ("\"buzzer_ctrl\",\"mode\":2,\"reason\":\"\"") } },
  { "P2S", AUTO, 0, "", "buzzer", "alarm", { NULL } },
  { "P1S", AUTO, 0, "", "resolution", "720p",
    { "{\"camera\":{\"command\":\"ipcam_resolution_set\",\"resolution\":\"720p\"}}" } },
  { "H2D", AUTO, 0, "", "air-filter", "off", { PRINT ("\"close_air_filt\"") } },
  { "P1S", AUTO, 0, "", "air-filter", "off", { NULL } },
  { "X1C", AUTO, 0, "", "accessory", "0.6 hardened_steel", {
    "{\"system\":{\"command\":\"set_accessories\",\"accessory_type\":\"nozzle\",\"nozzle_diameter\":0.6,"
      "\"nozzle_type\":\"hardened_steel\"}}" } },
  { "H2C", AUTO, 0, "", "rack", "refresh", { PRINT ("\"refresh_nozzle\"") } },
  { "H2C", AUTO, 0, "", "rack", "home", { PRINT ("\"nozzle_holder_ctrl\",\"action\":0") } },
  { "H2C", AUTO, 0, "", "rack", "b", { PRINT ("\"nozzle_holder_ctrl\",\"action\":2") } },
  { "H2C", AUTO, 0, "", "rack", "read 17", { PRINT ("\"holder_nozzle_refresh\",\"id\":17") } },
  { "H2C", AUTO, 0, "", "rack", "confirm 21", { PRINT ("\"nozzle_info_confirm\",\"id\":21") } },
  { "H2C", AUTO, 0, "", "rack", "confirm all", { PRINT ("\"nozzle_info_confirm\",\"id\":255") } },
  { "H2C", AUTO, 0, "", "rack", "mapping", { PRINT ("\"get_auto_nozzle_mapping\"") } },
  { "H2D", AUTO, 0, "", "rack", "refresh", { NULL } },
  { "P1S", AUTO, 0, "tn", "pressure", "get A1", {
    PRINT ("\"extrusion_cali_get\",\"filament_id\":\"GFA00\",\"extruder_id\":0,\"nozzle_id\":\"HH01-0.6\","
      "\"nozzle_diameter\":\"0.6\"") } },
  { "P1S", AUTO, 0, "", "pressure", "get A1", {
    PRINT ("\"extrusion_cali_get\",\"filament_id\":\"\",\"extruder_id\":0,\"nozzle_id\":\"HS00-0.4\","
      "\"nozzle_diameter\":\"0.4\"") } },
  { "P1S", AUTO, 0, "t", "pressure", "select B1 3", {
    PRINT ("\"extrusion_cali_sel\",\"cali_idx\":3,\"ams_id\":1,\"slot_id\":0,\"tray_id\":4,"
      "\"filament_id\":\"GFG99\",\"nozzle_diameter\":\"0.4\"") } },
  { "P1S", AUTO, 0, "t", "pressure", "delete ext 2", {
    PRINT ("\"extrusion_cali_del\",\"cali_idx\":2,\"filament_id\":\"GFB99\",\"extruder_id\":0,"
      "\"nozzle_id\":\"HS00-0.4\",\"nozzle_diameter\":\"0.4\"") } },
  { "P1S", AUTO, 0, "t", "pressure", "set A1 0.02 mine", {
    PRINT ("\"extrusion_cali_set\",\"nozzle_diameter\":\"0.4\",\"filaments\":[{\"ams_id\":0,\"slot_id\":0,"
      "\"tray_id\":0,\"filament_id\":\"GFA00\",\"extruder_id\":0,\"nozzle_id\":\"HS00-0.4\","
      "\"nozzle_diameter\":\"0.4\",\"setting_id\":\"\",\"name\":\"mine\",\"k_value\":\"0.020000\","
      "\"n_coef\":\"0.0\"}]") } },
  { "P1S", AUTO, 0, "t", "pressure", "start A1", {
    PRINT ("\"extrusion_cali\",\"nozzle_diameter\":\"0.4\",\"mode\":0,\"filaments\":[{\"ams_id\":0,"
      "\"slot_id\":0,\"tray_id\":0,\"filament_id\":\"GFA00\",\"extruder_id\":0,\"nozzle_id\":\"HS00-0.4\","
      "\"nozzle_diameter\":\"0.4\",\"setting_id\":\"\",\"bed_temp\":60,\"nozzle_temp\":210,"
      "\"max_volumetric_speed\":\"12\"}]") } },
  { "P1S", AUTO, 0, "", "pressure", "start A1", { NULL } },
  { "P1S", AUTO, 0, "", "pressure", "result", { PRINT ("\"extrusion_cali_get_result\",\"nozzle_diameter\":\"0.4\"") } },
  { "P1S", AUTO, 0, "", "flow", "result", { PRINT ("\"flowrate_get_result\",\"nozzle_diameter\":\"0.4\"") } },
  { "X1C", AUTO, 0, "t", "flow", "start B1 15", {
    PRINT ("\"flowrate_cali\",\"nozzle_diameter\":\"0.4\",\"filaments\":[{\"ams_id\":1,\"slot_id\":0,"
      "\"tray_id\":4,\"filament_id\":\"GFG99\",\"extruder_id\":0,\"nozzle_id\":\"HS00-0.4\","
      "\"nozzle_diameter\":\"0.4\",\"setting_id\":\"\",\"bed_temp\":60,\"nozzle_temp\":245,"
      "\"max_volumetric_speed\":\"15\",\"def_flow_ratio\":\"0.98\"}]") } },
  { "P1S", AUTO, 0, "", "print", "cache/box.gcode", { PRINT ("\"gcode_file\",\"param\":\"cache/box.gcode\"") } },
  { "H2D", AUTO, 0, "", "print", "box.gcode", { NULL } },
  { "P1S", AUTO, 0, "", "print", "box.gcode.3mf --url file:///sdcard/box.gcode.3mf --plate 2 --map 0=A3,2=HT1,3=ext", {
    PRINT ("\"project_file\",\"param\":\"Metadata/plate_2.gcode\",\"url\":\"file:///sdcard/box.gcode.3mf\","
      "\"file\":\"box.gcode.3mf\",\"md5\":\"\",\"project_id\":\"0\",\"profile_id\":\"0\",\"task_id\":\"0\","
      "\"subtask_id\":\"0\",\"subtask_name\":\"box\",\"bed_type\":\"auto\",\"bed_leveling\":true,"
      "\"flow_cali\":true,\"vibration_cali\":false,\"layer_inspect\":true,\"timelapse\":false,\"use_ams\":true,"
      "\"auto_bed_leveling\":2,\"extrude_cali_flag\":2,\"nozzle_offset_cali\":2,\"cfg\":\"0\","
      "\"ams_mapping\":[2,-1,128,-1],\"ams_mapping2\":[{\"ams_id\":0,\"slot_id\":2},"
      "{\"ams_id\":255,\"slot_id\":255},{\"ams_id\":128,\"slot_id\":0},{\"ams_id\":255,\"slot_id\":0}]") } },
  { "X2D", AUTO, 0, "", "print", "a.3mf --no-levelling --timelapse --bed textured_plate --title Box", {
    PRINT ("\"project_file\",\"param\":\"Metadata/plate_1.gcode\",\"file\":\"a.3mf\",\"md5\":\"from_sd_card\","
      "\"project_id\":\"0\",\"profile_id\":\"0\",\"task_id\":\"0\",\"subtask_id\":\"0\","
      "\"subtask_name\":\"Box\",\"bed_type\":\"textured_plate\",\"bed_leveling\":false,\"flow_cali\":true,"
      "\"vibration_cali\":false,\"layer_inspect\":true,\"timelapse\":true,\"use_ams\":false,"
      "\"auto_bed_leveling\":0,\"extrude_cali_flag\":2,\"nozzle_offset_cali\":2,\"cfg\":\"0\","
      "\"ams_mapping\":[],\"ams_mapping2\":[]") } },
  { "H2D", AUTO, 0, "", "print", "a.3mf --map 0=ext-left,1=ext --skip 16,24", {
    PRINT ("\"project_file\",\"param\":\"Metadata/plate_1.gcode\",\"file\":\"a.3mf\",\"md5\":\"from_sd_card\","
      "\"project_id\":\"0\",\"profile_id\":\"0\",\"task_id\":\"0\",\"subtask_id\":\"0\","
      "\"subtask_name\":\"a\",\"bed_type\":\"auto\",\"bed_leveling\":true,\"flow_cali\":true,"
      "\"vibration_cali\":false,\"layer_inspect\":true,\"timelapse\":false,\"use_ams\":false,"
      "\"auto_bed_leveling\":2,\"extrude_cali_flag\":2,\"nozzle_offset_cali\":2,\"cfg\":\"0\","
      "\"ams_mapping\":[-1,-1],\"ams_mapping2\":[{\"ams_id\":254,\"slot_id\":0},{\"ams_id\":255,\"slot_id\":0}],"
      "\"skip_objects\":[16,24]") } },
  { "P1S", AUTO, 0, "", "record", "on", { "{\"camera\":{\"command\":\"ipcam_record_set\",\"control\":\"enable\"}}" } },
  { "P1S", AUTO, 0, "", "timelapse", "off",
    { "{\"camera\":{\"command\":\"ipcam_timelapse\",\"control\":\"disable\"}}" } },
  /* clang-format on */
};

/* Takes the number out and checks it against what the message says of itself. */
static void
assert_message (const CulmCommandMessage *message, const char *expected, guint number)
{
  gsize size;
  const char *text = g_bytes_get_data (message->payload, &size);
  g_autofree char *wanted_id = g_strdup_printf ("%u", number);
  g_autofree char *copy = g_strndup (text, size);
  g_autoptr (JsonNode) root = json_from_string (copy, NULL);
  g_autoptr (JsonNode) wanted = json_from_string (expected, NULL);
  JsonObject *body;

  g_test_message ("%s", copy);
  g_assert_null (strstr (copy, "\": "));
  g_assert_nonnull (wanted);
  g_assert_true (json_object_has_member (json_node_get_object (root), message->section));
  body = json_object_get_object_member (json_node_get_object (root), message->section);
  g_assert_cmpstr (json_object_get_string_member (body, "command"), ==, message->name);
  g_assert_cmpstr (json_object_get_string_member (body, "sequence_id"), ==, wanted_id);
  g_assert_cmpstr (message->sequence_id, ==, wanted_id);
  g_assert_cmpint (message->qos, ==, 1);
  json_object_remove_member (body, "sequence_id");
  g_assert_true (json_node_equal (root, wanted));
}

static void
check_row (gconstpointer data)
{
  const Row *row = data;
  CulmCommandContext context = CULM_COMMAND_CONTEXT_INIT;
  g_autoptr (CulmCommand) command = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GError) error = NULL;
  CulmSequence sequence;

  set_context (&context, row);
  culm_sequence_init (&sequence, CULM_SEQUENCE_FIRST);
  command = culm_command_parse (row->key, row->value, &error);
  g_assert_no_error (error);
  messages = culm_command_write (command, &context, &sequence, &error);
  g_assert_cmpint (culm_command_can_write (command, &context, NULL), ==, row->messages[0] != NULL);
  if (row->messages[0] == NULL) {
    g_assert_error (error, CULM_ERROR, CULM_ERROR_UNSUPPORTED);
    g_assert_null (messages);
    return;
  }
  g_assert_no_error (error);
  for (guint i = 0; i < messages->len; i++) {
    g_assert_nonnull (row->messages[i]);
    assert_message (messages->pdata[i], row->messages[i], CULM_SEQUENCE_FIRST + i);
  }
  g_assert_null (row->messages[messages->len]);
}

static const struct {
  const char *model, *key, *value, *bytes;
} seeds[] = {
  { "P1S", "pause", "", "{\"print\":{\"command\":\"pause\"}}" },
  { "P1S", "resume", "", "{\"print\":{\"command\":\"resume\"}}" },
  { "P1S", "stop", "", "{\"print\":{\"command\":\"stop\"}}" },
  { "P1S", "nozzle", "220", "{\"print\":{\"command\":\"set_nozzle_temp\",\"param\":\"220\"}}" },
  { "P1S", "bed", "60", "{\"print\":{\"command\":\"set_bed_temp\",\"param\":\"60\"}}" },
  { "H2D", "chamber", "35", "{\"print\":{\"command\":\"set_chamber_temp\",\"param\":\"35\"}}" },
  { "P1S", "fan", "50", "{\"print\":{\"command\":\"set_fan_speed\",\"param\":\"50\"}}" },
  { "P1S", "aux-fan", "50", "{\"print\":{\"command\":\"set_airduct\",\"param\":\"50\"}}" },
  { "P1S", "chamber-fan", "50", "{\"print\":{\"command\":\"set_ctt\",\"param\":\"50\"}}" },
  { "P1S", "nozzle", "0", "{\"print\":{\"command\":\"set_nozzle_temp\",\"param\":\"0\"}}" },
  { NULL, "bed", "19", "{\"print\":{\"command\":\"set_bed_temp\",\"param\":\"0\"}}" },
};

static void
test_writes_the_seed_to_the_letter (void)
{
  CulmSequence sequence;

  culm_sequence_init (&sequence, CULM_SEQUENCE_FIRST);
  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++) {
    CulmCommandContext context = CULM_COMMAND_CONTEXT_INIT;
    g_autoptr (CulmCommand) command = culm_command_parse (seeds[i].key, seeds[i].value, NULL);
    g_autoptr (GPtrArray) messages = NULL;
    const CulmCommandMessage *message;

    context.model = seeds[i].model != NULL ? culm_printer_model_find (seeds[i].model) : NULL;
    context.seed_by_default = TRUE;
    messages = culm_command_write (command, &context, &sequence, NULL);
    g_assert_nonnull (messages);
    g_assert_cmpuint (messages->len, ==, 1);
    message = messages->pdata[0];
    g_assert_cmpmem (g_bytes_get_data (message->payload, NULL), g_bytes_get_size (message->payload), seeds[i].bytes,
                     strlen (seeds[i].bytes));
    g_assert_null (message->sequence_id);
    g_assert_cmpint (message->qos, ==, 1);
  }
  g_assert_cmpuint (sequence.next, ==, CULM_SEQUENCE_FIRST);
}

/* Every intent of the status page, beyond its limits, on every model and in every dialect: nothing comes out. */
static void
test_writes_nothing_beyond_limits (void)
{
  static const char *const values[][2] = {
    { "nozzle", "351" },
    { "nozzle-left", "351" },
    { "bed", "121" },
    { "chamber", "66" },
    { "fan", "101" },
    { "aux-fan", "101" },
    { "aux2-fan", "-1" },
    { "chamber-fan", "101" },
    { "nozzle", "-1" },
    { "rack", "read 22" },
    { "rack", "confirm 15" },
    { "pressure", "set A1 2.5" },
    { "pressure", "select A1 -1" },
    { "flow", "start A1 500" },
    { "accessory", "0.5 brass" },
    { "accessory", "0.4 cheese" },
    { "print", "a.3mf --plate 0" },
  };
  guint n_models;
  const CulmPrinterModel *models = culm_printer_model_get_all (&n_models);

  for (guint m = 0; m < n_models; m++)
    for (guint v = 0; v < G_N_ELEMENTS (values); v++)
      for (CulmDialect dialect = CULM_DIALECT_AUTO; dialect <= CULM_DIALECT_STRUCT; dialect++) {
        CulmCommandContext context = CULM_COMMAND_CONTEXT_INIT;
        g_autoptr (CulmCommand) command = culm_command_parse (values[v][0], values[v][1], NULL);
        g_autoptr (GError) error = NULL;

        context.model = &models[m];
        context.dialect = dialect;
        context.state.mains_220v = FALSE;
        g_assert_null (culm_command_write (command, &context, NULL, &error));
        g_assert_nonnull (error);
      }
}

/* In the vendor's reference `set_ctt` is a fan, in firmware a temperature. */
static void
test_never_heats_by_a_fan (void)
{
  guint n_models;
  const CulmPrinterModel *models = culm_printer_model_get_all (&n_models);

  for (guint m = 0; m < n_models; m++)
    for (CulmFanId fan = CULM_FAN_PART; fan <= CULM_FAN_HOTEND; fan++)
      for (CulmDialect dialect = CULM_DIALECT_AUTO; dialect <= CULM_DIALECT_STRUCT; dialect++) {
        CulmCommandContext context = CULM_COMMAND_CONTEXT_INIT;
        g_autoptr (CulmCommand) command = culm_command_new_fan (fan, 50);
        g_autoptr (GPtrArray) messages = NULL;

        context.model = &models[m];
        context.dialect = dialect;
        context.airduct_parts = ~0u;
        messages = culm_command_write (command, &context, NULL, NULL);
        for (guint i = 0; messages != NULL && i < messages->len; i++) {
          const CulmCommandMessage *message = messages->pdata[i];

          g_assert_null (
              g_strstr_len (g_bytes_get_data (message->payload, NULL), g_bytes_get_size (message->payload), "ctt_val"));
        }
      }
}

/* What the vendor's own program sent to an H2D: the first step of a trace. Returns: (nullable). */
static JsonNode *
load_capture (const char *file, const char *section)
{
  const char *shared = g_getenv ("CULM_SHARED_DIR");
  g_autofree char *path = g_build_filename (shared != NULL ? shared : "", "fixtures", "h2d", file, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *trace, *step, *request;
  JsonNode *payload;

  if (!json_parser_load_from_file (parser, path, NULL))
    return NULL;
  trace = json_node_get_object (json_parser_get_root (parser));
  step = json_array_get_object_element (json_object_get_array_member (trace, "steps"), 0);
  request = json_object_get_object_member (step, "request");
  payload = json_node_copy (json_object_get_member (request, "payload_json"));
  json_object_remove_member (json_object_get_object_member (json_node_get_object (payload), section), "sequence_id");
  return payload;
}

static void
check_capture (const char *file, const char *section, const char *key, const char *value)
{
  CulmCommandContext context = CULM_COMMAND_CONTEXT_INIT;
  g_autoptr (CulmCommand) command = culm_command_parse (key, value, NULL);
  g_autoptr (JsonNode) captured = load_capture (file, section);
  g_autoptr (JsonNode) ours = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  g_autofree char *text = NULL;
  const CulmCommandMessage *message;

  if (captured == NULL) {
    g_test_skip ("no captures here");
    return;
  }
  context.model = culm_printer_model_find ("H2D");
  messages = culm_command_write (command, &context, NULL, NULL);
  g_assert_cmpuint (messages->len, ==, 1);
  message = messages->pdata[0];
  text = g_strndup (g_bytes_get_data (message->payload, NULL), g_bytes_get_size (message->payload));
  ours = json_from_string (text, NULL);
  g_assert_true (json_node_equal (ours, captured));
}

static void
test_writes_what_was_captured (void)
{
  check_capture ("cmd-bed-temp.json", "print", "bed", "40");
  check_capture ("cmd-chamber-temp.json", "print", "chamber", "35");
  check_capture ("cmd-light.json", "system", "light", "on");
}

static void
add_rows (const char *group, const Row *rows, guint n_rows)
{
  for (guint i = 0; i < n_rows; i++) {
    g_autofree char *path = g_strdup_printf ("/command-writer/%s/%u-%s-%s", group, i,
                                             rows[i].model != NULL ? rows[i].model : "unknown", rows[i].key);

    g_test_add_data_func (path, &rows[i], check_row);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_rows ("table", table, G_N_ELEMENTS (table));
  add_rows ("overrides", overrides, G_N_ELEMENTS (overrides));
  add_rows ("bodies", bodies, G_N_ELEMENTS (bodies));
  g_test_add_func ("/command-writer/seed-to-the-letter", test_writes_the_seed_to_the_letter);
  g_test_add_func ("/command-writer/nothing-beyond-limits", test_writes_nothing_beyond_limits);
  g_test_add_func ("/command-writer/never-heats-by-a-fan", test_never_heats_by_a_fan);
  g_test_add_func ("/command-writer/captured", test_writes_what_was_captured);
  return g_test_run ();
}
