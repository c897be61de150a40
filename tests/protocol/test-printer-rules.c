/* test-printer-rules.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-rig.h"
#include "culm-report-fans.h"
#include "culm-report-machine.h"
#include <string.h>

/* Every rule of state.md: what a printer of this model that sent these messages is said to be. Messages are the members
 * of `print`, parted by a line break; one that begins with a brace is whole. */
typedef struct {
  const char *rule, *model, *messages, *path, *expected;
} Rule;

#define FULL "\"msg\":0"
#define MODULE(name, more) "{\"info\":{\"command\":\"get_version\",\"module\":[{\"name\":\"" name "\"" more "}]}}"
#define STATE(state) "\"gcode_state\":\"" state "\"," FULL
#define DUAL(state)                                                                                                    \
  "\"device\":{\"extruder\":{\"state\":" state                                                                         \
  ",\"info\":[{\"id\":0,\"temp\":14352636,\"snow\":1},{\"id\":1,\"temp\":40,\"snow\":65279}]}}"
#define UNIT(more) "\"ams\":{\"ams\":[{\"id\":\"0\"" more "}]}"
#define TRAY                                                                                                           \
  "{\"id\":\"0\",\"tray_type\":\"PLA\",\"tray_color\":\"F98C36FF\",\"remain\":62,"                                     \
  "\"tag_uid\":\"A000000100000100\",\"nozzle_temp_min\":\"190\",\"nozzle_temp_max\":240,"                              \
  "\"tray_info_idx\":\"GFA00\",\"tray_sub_brands\":\"PLA Basic\"}"
#define NP "\"cfg\":\"0\",\"fun\":\"0\""

static const Rule identity_rules[] = {
  { "serial-of-ota", NULL, MODULE ("ota", ",\"sn\":\"01P00A000000001\""), "serial", "\"01P00A000000001\"" },
  { "serial-that-is-none", NULL, MODULE ("ota", ",\"sn\":\"MOCK-A1\""), "serial", "null" },
  { "name", NULL, "", "name", "null" },
  { "route", NULL, "", "route", "null" },
  { "online", NULL, "", "online", "false" },
  { "model-by-serial", NULL, MODULE ("ota", ",\"sn\":\"01P00A000000001\""), "model", "\"P1S\"" },
  { "model-by-product", NULL, MODULE ("ota", ",\"product_name\":\"Bambu Lab X1-Carbon\""), "model", "\"X1 Carbon\"" },
  { "model-id", NULL, MODULE ("ota", ",\"product_name\":\"Bambu Lab H2D Pro\""), "model_id", "\"O1E\"" },
  { "model-id-h2c", NULL, MODULE ("ota", ",\"product_name\":\"Bambu Lab H2C\""), "model_id", "\"O1C\"" },
  { "model-by-project", NULL, MODULE ("mc", ",\"project_name\":\"N2S\""), "model", "\"A1\"" },
  { "product-before-told", "P1S", MODULE ("ota", ",\"product_name\":\"Bambu Lab P2S\""), "model", "\"P2S\"" },
  { "told-before-serial", "P1P", MODULE ("ota", ",\"sn\":\"01P00A000000001\""), "model", "\"P1P\"" },
  { "model-not-known", NULL, MODULE ("ota", ",\"product_name\":\"Bambu Lab Z9\""), "model", "null" },
  { "firmware", NULL, MODULE ("ota", ",\"sw_ver\":\"01.02.03.04\""), "firmware", "\"01.02.03.04\"" },
  { "firmware-old-p1", NULL, MODULE ("esp32", ",\"sw_ver\":\"00.01\""), "firmware", "\"00.01\"" },
  { "firmware-old-x1", NULL, MODULE ("rv1126", ",\"sw_ver\":\"00.02\""), "firmware", "\"00.02\"" },
  { "firmware-none", NULL, MODULE ("mc", ",\"sw_ver\":\"00.02\""), "firmware", "null" },
  { "modules", NULL, MODULE ("mc", ",\"sw_ver\":\"00.02\""), "modules", "[{\"name\":\"mc\",\"version\":\"00.02\"}]" },
  { "modules-without-version", NULL, MODULE ("mc", ""), "modules", "[]" },
  { "control-refused", NULL, "\"fun\":\"20000000\"", "control", "\"refused\"" },
  { "control-allowed", NULL, "\"fun\":\"11A10F9CFB\"", "control", "\"refused\"" },
  { "control-clear", NULL, "\"fun\":\"1180f9cfb\"", "control", "\"allowed\"" },
  { "control-unknown", NULL, FULL, "control", "\"unknown\"" },
};

static const Rule state_rules[] = {
  { "idle", NULL, STATE ("IDLE"), "state", "\"idle\"" },
  { "init", NULL, STATE ("INIT"), "state", "\"preparing\"" },
  { "prepare", NULL, STATE ("PREPARE"), "state", "\"preparing\"" },
  { "slicing", NULL, STATE ("SLICING"), "state", "\"preparing\"" },
  { "running", NULL, STATE ("RUNNING"), "state", "\"printing\"" },
  { "pause", NULL, STATE ("PAUSE"), "state", "\"paused\"" },
  { "finish", NULL, STATE ("FINISH"), "state", "\"finished\"" },
  { "failed", NULL, STATE ("FAILED"), "state", "\"failed\"" },
  { "offline", NULL, STATE ("OFFLINE"), "state", "\"offline\"" },
  { "strange", NULL, STATE ("DANCING"), "state", "\"unknown\"" },
  { "empty", NULL, STATE (""), "state", "\"unknown\"" },
  { "never", NULL, "", "state", "\"unknown\"" },
  { "cancelled-by-error", NULL, STATE ("RUNNING") "\n\"print_error\":50348044\n\"print_error\":0\n" STATE ("FAILED"),
    "state", "\"cancelled\"" },
  { "cancelled-by-other-error", NULL, STATE ("FAILED") ",\"print_error\":83902478", "state", "\"cancelled\"" },
  { "cancelled-by-reason", NULL, STATE ("FAILED") ",\"fail_reason\":\"50348044\"", "state", "\"cancelled\"" },
  { "failed-after-cancelled-job", NULL,
    STATE ("FAILED") ",\"print_error\":50348044,\"fail_reason\":\"50348044\"\n\"gcode_state\":\"RUNNING\"\n"
                     "\"print_error\":0\n\"gcode_state\":\"FAILED\"",
    "state", "\"failed\"" },
  { "cancelled-twice", NULL,
    STATE ("FAILED") ",\"print_error\":50348044\n\"gcode_state\":\"RUNNING\"\n\"print_error\":0\n"
                     "\"print_error\":50348044,\"gcode_state\":\"FAILED\"",
    "state", "\"cancelled\"" },
  { "finished-is-not-cancelled", NULL, STATE ("FINISH") ",\"print_error\":50348044", "state", "\"finished\"" },
  { "stage", NULL, STATE ("RUNNING") ",\"stg_cur\":1", "stage", "{\"code\":1,\"name\":\"bed levelling\"}" },
  { "stage-printing", NULL, STATE ("RUNNING") ",\"stg_cur\":0", "stage", "{\"code\":0,\"name\":\"printing\"}" },
  { "stage-paused", NULL, STATE ("PAUSE") ",\"stg_cur\":\"0\"", "stage.name", "\"printing\"" },
  { "stage-idle-p1", "P1S", STATE ("IDLE") ",\"stg_cur\":255", "stage", "{\"code\":-1,\"name\":\"idle\"}" },
  { "stage-idle-x1", "X1C", STATE ("RUNNING") ",\"stg_cur\":-1", "stage", "{\"code\":-1,\"name\":\"idle\"}" },
  { "stage-idle-0", "A1", STATE ("FINISH") ",\"stg_cur\":0", "stage", "{\"code\":-1,\"name\":\"idle\"}" },
  { "stage-follows-state", NULL, STATE ("RUNNING") ",\"stg_cur\":0\n\"gcode_state\":\"FINISH\"", "stage.code", "-1" },
  { "stage-unknown-code", NULL, STATE ("RUNNING") ",\"stg_cur\":99", "stage", "{\"code\":99,\"name\":null}" },
};

static const Rule job_rules[] = {
  { "none-before-full", NULL, "\"subtask_name\":\"vase\"", "job", "null" },
  { "none-when-idle", NULL, STATE ("IDLE") ",\"subtask_name\":\"\",\"gcode_file\":\"\",\"task_id\":\"0\"", "job",
    "null" },
  { "id-is-enough", NULL, STATE ("IDLE") ",\"task_id\":\"77\"", "job.task_id", "\"77\"" },
  { "state-is-enough", NULL, STATE ("FINISH"), "job.task_id", "\"0\"" },
  { "name-trimmed", NULL, STATE ("RUNNING") ",\"subtask_name\":\" vase \"", "job.name", "\"vase\"" },
  { "name-blank", NULL, STATE ("RUNNING") ",\"subtask_name\":\"  \"", "job.name", "null" },
  { "file-3mf", NULL, STATE ("RUNNING") ",\"gcode_file\":\"/cache/vase.gcode.3mf\"", "job.file",
    "\"/cache/vase.gcode.3mf\"" },
  { "file-gcode", NULL, STATE ("RUNNING") ",\"gcode_file\":\"vase.gcode\"", "job.file", "\"vase.gcode\"" },
  { "file-inside", NULL, STATE ("RUNNING") ",\"gcode_file\":\"/data/Metadata/plate_2.gcode\"", "job.file", "null" },
  { "file-strange", NULL, STATE ("RUNNING") ",\"gcode_file\":\"vase\"", "job.file", "null" },
  { "plate", NULL, STATE ("RUNNING") ",\"plate_idx\":\"3\",\"gcode_file\":\"plate_2.gcode\"", "job.plate", "3" },
  { "plate-of-file", NULL, STATE ("RUNNING") ",\"gcode_file\":\"/data/Metadata/plate_2.gcode\"", "job.plate", "2" },
  { "plate-none", NULL, STATE ("RUNNING") ",\"gcode_file\":\"plate_x.gcode\"", "job.plate", "null" },
  { "task-id-empty", NULL, STATE ("RUNNING") ",\"task_id\":\"\"", "job.task_id", "\"0\"" },
  { "task-id-number", NULL, STATE ("RUNNING") ",\"task_id\":6456", "job.task_id", "\"6456\"" },
  { "source-cloud", NULL, STATE ("RUNNING") ",\"print_type\":\"cloud\"", "job.source", "\"cloud\"" },
  { "source-local", NULL, STATE ("RUNNING") ",\"print_type\":\"local\"", "job.source", "\"local\"" },
  { "source-else", NULL, STATE ("RUNNING") ",\"print_type\":\"system\"", "job.source", "null" },
  { "remaining", NULL, STATE ("RUNNING") ",\"mc_remaining_time\":72", "job.remaining", "4320" },
  { "remaining-newer", NULL, STATE ("RUNNING") ",\"remain_time\":\"2\"", "job.remaining", "120" },
  { "remaining-paused", NULL, STATE ("PAUSE") ",\"mc_remaining_time\":1", "job.remaining", "60" },
  { "remaining-finished", NULL, STATE ("FINISH") ",\"mc_remaining_time\":72", "job.remaining", "null" },
  { "remaining-after-end", NULL, STATE ("RUNNING") ",\"mc_remaining_time\":72\n\"gcode_state\":\"FAILED\"",
    "job.remaining", "null" },
  { "progress", NULL, STATE ("RUNNING") ",\"mc_percent\":62", "job.progress", "62" },
  { "progress-newer", NULL, STATE ("RUNNING") ",\"percent\":\"63\"", "job.progress", "63" },
  { "progress-impossible", NULL, STATE ("RUNNING") ",\"mc_percent\":162", "job.progress", "null" },
  { "layers", NULL, STATE ("RUNNING") ",\"layer_num\":124,\"total_layer_num\":201", "job.layer", "124" },
  { "layers-total-0", NULL, STATE ("RUNNING") ",\"layer_num\":0,\"total_layer_num\":0", "job.layer", "null" },
  { "layers-none", NULL, STATE ("RUNNING") ",\"total_layer_num\":0", "job.layers", "null" },
  { "layers-3d", NULL, STATE ("RUNNING") ",\"3D\":{\"layer_num\":5,\"total_layer_num\":9}", "job.layers", "9" },
  { "prepare", NULL, STATE ("PREPARE") ",\"gcode_file_prepare_percent\":\"40\"", "job.prepare", "40" },
  { "prepare-newer", NULL, STATE ("PREPARE") ",\"prepare_per\":41", "job.prepare", "41" },
  { "skipped", NULL, STATE ("RUNNING") ",\"s_obj\":[108,\"120\",null]", "job.skipped", "[108,120]" },
};

static const Rule heat_rules[] = {
  { "nozzle-flat", "P1S", "\"nozzle_temper\":219.84,\"nozzle_target_temper\":\"220\"", "nozzles",
    "[{\"id\":0,\"current\":219.8,\"target\":220,\"diameter\":null,\"kind\":null,\"flow\":null,\"active\":true}]" },
  { "nozzle-packed-wins", "P2S",
    "\"nozzle_temper\":1,\"device\":{\"extruder\":{\"info\":[{\"id\":0,\"temp\":16711934}]}}", "nozzles.0.target",
    "255" },
  { "nozzle-unknown", "P1S", "", "nozzles.0.current", "null" },
  { "nozzles-two-before-report", "H2D", "", "nozzles.1.id", "1" },
  { "nozzles-two-flat-says-nothing", "H2D", "\"nozzle_temper\":200", "nozzles.0.current", "null" },
  { "nozzles-two", "H2D", DUAL ("2"), "nozzles.0.current", "252" },
  { "nozzles-two-target", "H2D", DUAL ("2"), "nozzles.0.target", "219" },
  { "nozzles-other", "H2D", DUAL ("2"), "nozzles.1.current", "40" },
  { "nozzles-active-right", "H2D", DUAL ("2"), "nozzles.0.active", "true" },
  { "nozzles-active-left", "H2D", DUAL ("274"), "nozzles.1.active", "true" },
  { "nozzles-switching", "H2D", DUAL ("242"), "nozzles.0.active", "false" },
  { "nozzles-two-by-report", NULL, DUAL ("2"), "nozzles.1.id", "1" },
  { "nozzle-kind-flat", "P1S", "\"nozzle_type\":\"hardened_steel\",\"nozzle_diameter\":\"0.4\"", "nozzles.0.kind",
    "\"hardened_steel\"" },
  { "nozzle-diameter", "P1S", "\"nozzle_diameter\":\"0.6\"", "nozzles.0.diameter", "0.6" },
  { "nozzle-flow-flat", "P1S", "\"nozzle_type\":\"brass\"", "nozzles.0.flow", "null" },
  { "nozzle-code-flat", "P2S", "\"nozzle_type\":\"HS01-0.4\"", "nozzles.0.flow", "\"standard\"" },
  { "nozzle-high-flow", "H2S", "\"device\":{\"nozzle\":{\"info\":[{\"id\":0,\"type\":\"HH05\"}]}}", "nozzles.0.flow",
    "\"high\"" },
  { "nozzle-tungsten", "H2S", "\"device\":{\"nozzle\":{\"info\":[{\"id\":0,\"type\":\"HH05\"}]}}", "nozzles.0.kind",
    "\"tungsten_carbide\"" },
  { "nozzle-tpu", "H2S", "\"device\":{\"nozzle\":{\"info\":[{\"id\":0,\"type\":\"HU00\"}]}}", "nozzles.0.flow",
    "\"tpu_high\"" },
  { "nozzle-other-flow", "X1C", "\"device\":{\"nozzle\":{\"info\":[{\"id\":0,\"type\":\"HX01\"}]}}", "nozzles.0.flow",
    "null" },
  { "nozzle-old-x1-form", "X1C", "\"nozzle_temper\":26,\"device\":{\"nozzle\":{\"0\":{\"temp\":26},\"info\":16}}",
    "nozzles.0.current", "26" },
  { "bed-flat", "P1S", "\"bed_temper\":60.06,\"bed_target_temper\":60", "bed", "{\"current\":60.1,\"target\":60}" },
  { "bed-packed", "P2S", "\"bed_temper\":1,\"device\":{\"bed\":{\"info\":{\"temp\":6553700}}}", "bed",
    "{\"current\":100,\"target\":100}" },
  { "bed-packed-short", "P2S", "\"device\":{\"bed_temp\":40}", "bed", "{\"current\":40,\"target\":0}" },
  { "bed-unknown", "P2S", "", "bed", "{\"current\":null,\"target\":null}" },
  { "chamber-none", "P1S", "\"chamber_temper\":25", "chamber", "null" },
  { "chamber-without-heater", "X1C", "\"chamber_temper\":38.42", "chamber", "{\"current\":38.4,\"target\":null}" },
  { "chamber-packed", "H2D", "\"chamber_temper\":49,\"device\":{\"ctc\":{\"info\":{\"temp\":3932208}}}", "chamber",
    "{\"current\":48,\"target\":60}" },
  { "chamber-packed-flat", "H2D", "\"chamber_temper\":3932208", "chamber", "{\"current\":48,\"target\":60}" },
  { "chamber-ctt", "X1E", "\"chamber_temper\":30,\"ctt\":45", "chamber", "{\"current\":30,\"target\":45}" },
  { "chamber-unknown-model-5", NULL, "\"chamber_temper\":5", "chamber", "null" },
  { "chamber-unknown-model", NULL, "\"chamber_temper\":31", "chamber", "{\"current\":31,\"target\":null}" },
  { "chamber-unknown-model-ctc", NULL, "\"chamber_temper\":5,\"device\":{\"ctc\":{\"info\":{\"temp\":5}}}", "chamber",
    "{\"current\":5,\"target\":null}" },
  { "chamber-known-5", "X1C", "\"chamber_temper\":5", "chamber.current", "5" },
};

#define DUCT(parts) "\"device\":{\"airduct\":{\"modeCur\":0,\"modeList\":[{\"modeId\":0}],\"parts\":[" parts "]}}"

static const Rule fan_rules[] = {
  { "strings", "X1C", "\"cooling_fan_speed\":\"12\",\"big_fan1_speed\":\"7\",\"big_fan2_speed\":\"0\"", "fans.part",
    "80" },
  { "strings-round", "X1C", "\"big_fan1_speed\":\"7\"", "fans.aux", "47" },
  { "gear-wins", "P1S", "\"cooling_fan_speed\":\"15\",\"fan_gear\":16757503", "fans.aux", "70" },
  { "gear-chamber", "P1S", "\"fan_gear\":16757503", "fans.chamber", "100" },
  { "gear-0-beside-string", "P1S", "\"cooling_fan_speed\":\"15\",\"fan_gear\":0", "fans.part", "100" },
  { "gear-0-alone", "P1S", "\"cooling_fan_speed\":\"0\",\"fan_gear\":0", "fans.part", "0" },
  { "duct-first", "H2D", "\"cooling_fan_speed\":\"1\",\"fan_gear\":255," DUCT ("{\"id\":16,\"state\":90}"), "fans.part",
    "90" },
  { "duct-state-bits", "H2D", DUCT ("{\"id\":16,\"state\":16640}"), "fans.part", "0" },
  { "duct-second-aux", "X2D", DUCT ("{\"id\":160,\"state\":10}"), "fans.aux2", "10" },
  { "duct-lacks", "P2S", "\"big_fan2_speed\":\"15\"," DUCT ("{\"id\":16,\"state\":90}"), "fans.chamber", "null" },
  { "model-lacks", "A1", "\"big_fan1_speed\":\"15\",\"big_fan2_speed\":\"15\"", "fans.aux", "null" },
  { "model-lacks-chamber", "A1mini", "\"fan_gear\":16757503", "fans.chamber", "null" },
  { "option-as-reported", "P1P", "\"big_fan1_speed\":\"0\"", "fans.aux", "0" },
  { "unknown-model", NULL, "\"big_fan1_speed\":\"15\"", "fans.aux", "100" },
  { "hotend", "H2D", "\"heatbreak_fan_speed\":\"7\"," DUCT ("{\"id\":16,\"state\":90}"), "fans.hotend", "47" },
  { "never", "P1S", "", "fans.part", "null" },
  { "airduct-cooling", "H2D", DUCT (""), "airduct", "\"cooling\"" },
  { "airduct-heating", "H2D", "\"device\":{\"airduct\":{\"modeCur\":1}}", "airduct", "\"heating\"" },
  { "airduct-exhaust", "H2D", "\"device\":{\"airduct\":{\"modeCur\":2}}", "airduct", "\"exhaust\"" },
  { "airduct-full", "H2D", "\"device\":{\"airduct\":{\"modeCur\":3}}", "airduct", "\"full-cooling\"" },
  { "airduct-none", "H2D", "\"device\":{\"airduct\":{\"modeCur\":-1}}", "airduct", "null" },
  { "airduct-255", "H2D", "\"device\":{\"airduct\":{\"modeCur\":255}}", "airduct", "null" },
  { "airduct-without-modes", "A2L", "\"device\":{\"airduct\":{\"modeCur\":0,\"modeList\":[]}}", "airduct", "null" },
  { "speed", NULL, "\"spd_lvl\":2,\"spd_mag\":100", "speed", "{\"level\":2,\"name\":\"standard\",\"percent\":100}" },
  { "speed-none", NULL, "\"spd_mag\":100", "speed", "null" },
  { "speed-strange", NULL, "\"spd_lvl\":7", "speed", "null" },
};

static const Rule filament_rules[] = {
  { "kind-by-module", "A1", MODULE ("n3f/0", "") "\n" UNIT (",\"info\":\"1001\""), "ams.0.kind", "\"ams_2_pro\"" },
  { "kind-by-info", "A1", UNIT (",\"info\":\"1001\""), "ams.0.kind", "\"ams\"" },
  { "kind-ht-by-module", NULL, MODULE ("n3s/0", "") "\n\"ams\":{\"ams\":[{\"id\":\"128\"}]}", "ams.0.kind",
    "\"ams_ht\"" },
  { "kind-not-by-module-of-ht", "P1S", MODULE ("n3s/0", "") "\n" UNIT (""), "ams.0.kind", "\"ams\"" },
  { "kind-ht-by-id", NULL, "\"ams\":{\"ams\":[{\"id\":128}]}", "ams.0.kind", "\"ams_ht\"" },
  { "kind-lite-by-module", NULL, MODULE ("ams_f1/0", "") "\n" UNIT (""), "ams.0.kind", "\"ams_lite\"" },
  { "kind-lite-by-model", "A1 mini", UNIT (""), "ams.0.kind", "\"ams_lite\"" },
  { "kind-a2l", "A2L", "\"ams\":{\"ams\":[{\"id\":\"16\",\"info\":\"5\"}]}", "ams.0.kind", "\"ams_lite\"" },
  { "kind-else", "P1S", UNIT (""), "ams.0.kind", "\"ams\"" },
  { "humidity-level", "P1S", UNIT (",\"humidity\":\"4\""), "ams.0.humidity_level", "4" },
  { "humidity-level-0", "P1S", UNIT (",\"humidity\":\"0\""), "ams.0.humidity_level", "null" },
  { "humidity-level-lite", "A1", UNIT (",\"humidity\":\"5\""), "ams.0.humidity_level", "null" },
  { "humidity", "P1S", UNIT (",\"humidity_raw\":\"30\""), "ams.0.humidity", "30" },
  { "humidity-0", "P1S", UNIT (",\"humidity_raw\":\"0\""), "ams.0.humidity", "null" },
  { "temperature", "P1S", UNIT (",\"temp\":\"22.7\""), "ams.0.temperature", "22.7" },
  { "temperature-none", "P1S", UNIT (",\"temp\":\"0.0\""), "ams.0.temperature", "null" },
  { "drying", "P1S", UNIT (",\"dry_time\":583"), "ams.0.drying", "34980" },
  { "drying-not", "P1S", UNIT (",\"dry_time\":0"), "ams.0.drying", "0" },
  { "drying-never-reported", "P1S", UNIT (""), "ams.0.drying", "null" },
  { "nozzle-of-one", "P1S", UNIT (",\"info\":\"1101\""), "ams.0.nozzle", "0" },
  { "nozzle-left", "H2D", UNIT (",\"info\":\"1101\""), "ams.0.nozzle", "1" },
  { "nozzle-right", "H2D", UNIT (",\"info\":\"2004\""), "ams.0.nozzle", "0" },
  { "nozzle-undecided", "H2D", UNIT (",\"info\":\"1E03\""), "ams.0.nozzle", "null" },
  { "slot", "P1S", UNIT (",\"tray\":[" TRAY "]"), "ams.0.slots.0",
    "{\"id\":0,\"empty\":false,\"active\":false,\"type\":\"PLA\",\"name\":\"PLA Basic\",\"color\":\"#F98C36FF\","
    "\"colors\":[\"#F98C36FF\"],\"remain\":62,\"nozzle_min\":190,\"nozzle_max\":240,\"preset\":\"GFA00\"}" },
  { "slot-bare", "P1S", UNIT (",\"tray\":[{\"id\":\"0\",\"state\":10}]"), "ams.0.slots.0",
    "{\"id\":0,\"empty\":true,\"active\":false,\"type\":null,\"name\":null,\"color\":null,\"colors\":[],\"remain\":"
    "null,"
    "\"nozzle_min\":null,\"nozzle_max\":null,\"preset\":null}" },
  { "slot-colours", "P1S",
    UNIT (",\"tray\":[{\"id\":\"0\",\"tray_color\":\"FF0000FF\",\"cols\":[\"00FF00FF\",\"0000ff\"]}]"),
    "ams.0.slots.0.colors", "[\"#00FF00FF\",\"#0000FFFF\"]" },
  { "slot-bit-clear", "P1S", "\"ams\":{\"tray_exist_bits\":\"e\",\"ams\":[{\"id\":\"0\",\"tray\":[" TRAY "]}]}",
    "ams.0.slots.0.empty", "true" },
  { "slot-bits-without-power", "P1S",
    "\"ams\":{\"tray_exist_bits\":\"0\",\"power_on_flag\":false,\"ams\":[{\"id\":\"0\",\"tray\":[" TRAY "]}]}",
    "ams.0.slots.0.type", "\"PLA\"" },
  { "slot-bits-with-power", "P1S",
    "\"ams\":{\"tray_exist_bits\":\"0\",\"power_on_flag\":true,\"ams\":[{\"id\":\"0\",\"tray\":[" TRAY "]}]}",
    "ams.0.slots.0.type", "null" },
  { "slot-bit-ht", "X1C", "\"ams\":{\"tray_exist_bits\":\"10000\",\"ams\":[{\"id\":\"128\",\"tray\":[" TRAY "]}]}",
    "ams.0.slots.0.empty", "false" },
  { "slot-bit-a2l", "A2L", "\"ams\":{\"tray_exist_bits\":\"1000000\",\"ams\":[{\"id\":\"16\",\"tray\":[" TRAY "]}]}",
    "ams.0.slots.0.empty", "false" },
  { "remain-without-tag", "P1S",
    UNIT (",\"tray\":[{\"id\":\"0\",\"tray_type\":\"PLA\",\"remain\":62,\"tag_uid\":\"0000000000000000\"}]"),
    "ams.0.slots.0.remain", "null" },
  { "remain-lite", "A1", UNIT (",\"tray\":[" TRAY "]"), "ams.0.slots.0.remain", "null" },
  { "remain-unknown", "P1S", UNIT (",\"tray\":[{\"id\":\"0\",\"tray_type\":\"PLA\",\"remain\":-1,\"tag_uid\":\"A1\"}]"),
    "ams.0.slots.0.remain", "null" },
  { "active", "P1S", "\"ams\":{\"tray_now\":\"0\",\"ams\":[{\"id\":\"0\",\"tray\":[" TRAY "]}]}",
    "ams.0.slots.0.active", "true" },
  { "active-ht", "P1S", "\"ams\":{\"tray_now\":\"128\",\"ams\":[{\"id\":\"128\",\"tray\":[" TRAY "]}]}",
    "ams.0.slots.0.active", "true" },
  { "active-by-extruder", "H2D",
    DUAL ("2") ",\"ams\":{\"tray_now\":\"0\",\"ams\":[{\"id\":\"0\",\"tray\":[" TRAY ",{\"id\":\"1\"}]}]}",
    "ams.0.slots.1.active", "true" },
  { "active-of-other-nozzle", "H2D",
    DUAL ("274") ",\"ams\":{\"tray_now\":\"1\",\"ams\":[{\"id\":\"0\",\"tray\":[" TRAY ",{\"id\":\"1\"}]}]}",
    "ams.0.slots.1.active", "false" },
  { "external-old", "P1S", "\"vt_tray\":{\"id\":\"254\",\"tray_type\":\"PETG\",\"tray_color\":\"2A7DE1FF\"}",
    "external",
    "[{\"id\":254,\"nozzle\":0,\"empty\":false,\"active\":false,\"type\":\"PETG\",\"color\":\"#2A7DE1FF\"}]" },
  { "external-empty", "P1S", "\"vt_tray\":{\"id\":\"254\",\"tray_type\":\"\",\"tray_color\":\"00000000\"}", "external",
    "[{\"id\":254,\"nozzle\":0,\"empty\":true,\"active\":false,\"type\":null,\"color\":null}]" },
  { "external-vir-wins", "X1C",
    "\"vt_tray\":{\"id\":\"254\",\"tray_type\":\"PETG\"},\"vir_slot\":[{\"id\":\"255\",\"tray_type\":\"PLA\"}]",
    "external.0.type", "\"PLA\"" },
  { "external-right", "H2D", "\"vir_slot\":[{\"id\":\"255\"},{\"id\":\"254\"}]", "external.1.nozzle", "0" },
  { "external-left", "H2D", "\"vir_slot\":[{\"id\":\"255\"},{\"id\":\"254\"}]", "external.0.nozzle", "1" },
  { "external-x2d-main", "X2D", "\"vir_slot\":[{\"id\":\"255\"},{\"id\":\"254\"}]", "external.1.nozzle", "1" },
  { "external-x2d-other", "X2D", "\"vir_slot\":[{\"id\":\"255\"},{\"id\":\"254\"}]", "external.0.nozzle", "0" },
  { "external-active", "P1S", "\"ams\":{\"tray_now\":\"254\"},\"vt_tray\":{\"id\":\"254\",\"tray_type\":\"PLA\"}",
    "external.0.active", "true" },
  { "external-active-new", "P2S",
    "\"device\":{\"extruder\":{\"info\":[{\"id\":0,\"snow\":65280}]}},\"vir_slot\":[{\"id\":\"255\",\"tray_type\":"
    "\"PLA\"}]",
    "external.0.active", "true" },
  { "external-legacy-none", "P2S",
    "\"device\":{\"extruder\":{\"info\":[{\"id\":0,\"snow\":255}]}},\"vir_slot\":[{\"id\":\"255\",\"tray_type\":"
    "\"PLA\"}]",
    "external.0.active", "false" },
  { "rack", "H2C",
    "\"device\":{\"nozzle\":{\"info\":[{\"id\":18,\"diameter\":0.6,\"type\":\"HS01\"},{\"id\":0,\"type\":\"HS00\"}]}}",
    "rack", "[{\"id\":18,\"diameter\":0.6,\"kind\":\"hardened_steel\",\"flow\":\"standard\"}]" },
  { "rack-not-reported", "H2C", "", "rack", "[]" },
  { "rack-none", "H2D", "", "rack", "null" },
};

static const Rule machine_rules[] = {
  { "light-on", NULL, "\"lights_report\":[{\"node\":\"chamber_light\",\"mode\":\"on\"}]", "light", "\"on\"" },
  { "light-flashing", NULL, "\"lights_report\":[{\"node\":\"chamber_light\",\"mode\":\"flashing\"}]", "light",
    "\"on\"" },
  { "light-off", NULL, "\"lights_report\":[{\"node\":\"chamber_light\",\"mode\":\"off\"}]", "light", "\"off\"" },
  { "light-not-reported", NULL, "\"lights_report\":[{\"node\":\"work_light\",\"mode\":\"on\"}]", "light", "null" },
  { "lights", NULL,
    "\"lights_report\":[{\"node\":\"chamber_light\",\"mode\":\"on\"},{\"node\":\"work_light\",\"mode\":\"flashing\"}]",
    "lights", "{\"chamber_light\":\"on\",\"work_light\":\"flashing\"}" },
  { "lights-before", NULL, "", "lights", "{}" },
  { "error", NULL, "\"print_error\":50364420", "error", "{\"code\":\"0300-8004\",\"text\":\"Filament ran out\"}" },
  { "error-none", NULL, "\"print_error\":0", "error", "null" },
  { "error-unknown", NULL, "\"print_error\":4294967295", "error", "{\"code\":\"FFFF-FFFF\",\"text\":null}" },
  { "hms", NULL, "\"hms\":[{\"attr\":83887616,\"code\":131184}]", "hms",
    "[{\"code\":\"0500-0600-0002-0070\",\"severity\":\"serious\",\"module\":\"mainboard\",\"text\":null,"
    "\"url\":\"https://wiki.bambulab.com/en/x1/troubleshooting/hmscode/0500_0600_0002_0070\"}]" },
  { "hms-other-unit", NULL, "\"hms\":[{\"attr\":117514752,\"code\":131073}]", "hms.0.text",
    "\"AMS B slot 3 ran out\"" },
  { "hms-severity-strange", NULL, "\"hms\":[{\"attr\":83887616,\"code\":589824}]", "hms.0.severity", "null" },
  { "storage-old", "P1S", "\"home_flag\":256", "storage", "\"ok\"" },
  { "storage-faulty", "P1S", "\"home_flag\":512", "storage", "\"faulty\"" },
  { "storage-read-only", "P1S", "\"home_flag\":768", "storage", "\"read-only\"" },
  { "storage-none", "P1S", "\"home_flag\":0,\"sdcard\":false", "storage", "\"none\"" },
  { "storage-card", "P1S", "\"home_flag\":0,\"sdcard\":true", "storage", "\"ok\"" },
  { "storage-new", "P2S", NP ",\"aux\":\"2000\",\"stat\":\"0\",\"home_flag\":256", "storage", "\"faulty\"" },
  { "storage-half-new", "P2S", "\"aux\":\"2000\",\"home_flag\":256", "storage", "\"ok\"" },
  { "storage-unknown", "P2S", "", "storage", "null" },
  { "door-x1", "X1C", "\"home_flag\":-1058546177", "door", "\"open\"" },
  { "door-x1-closed", "X1C", "\"home_flag\":-1066934785,\"stat\":\"800000\"", "door", "\"closed\"" },
  { "door-new", "H2D", "\"stat\":\"46A58008\",\"home_flag\":0", "door", "\"open\"" },
  { "door-new-closed", "H2D", "\"stat\":\"46258008\",\"home_flag\":-1", "door", "\"closed\"" },
  { "door-no-sensor", "P1S", "\"stat\":\"46A58008\",\"home_flag\":-1", "door", "null" },
  { "door-unknown-model", NULL, "\"stat\":\"46A58008\",\"home_flag\":-1", "door", "null" },
  { "wifi", NULL, "\"wifi_signal\":\"-53dBm\"", "wifi_dbm", "-53" },
  { "wifi-noise", NULL, "\"wifi_signal\":\"strong\"", "wifi_dbm", "null" },
  { "wifi-cable", NULL, "\"wifi_signal\":\"-90dBm\",\"net\":{\"info\":[{\"ip\":0},{\"ip\":167903424}]}", "wifi_dbm",
    "null" },
  { "wifi-weak", NULL, "\"wifi_signal\":\"-90dBm\",\"net\":{\"info\":[{\"ip\":167903424}]}", "wifi_dbm", "-90" },
  { "camera-kind", "P1S", "", "camera.kind", "\"jpeg\"" },
  { "camera-kind-rtsps", "X1C", "", "camera.kind", "\"rtsps\"" },
  { "camera-kind-unknown", NULL, "\"ipcam\":{\"ipcam_dev\":\"1\"}", "camera.kind", "null" },
  { "camera-available", NULL, "\"ipcam\":{\"ipcam_dev\":\"1\"}", "camera.available", "true" },
  { "camera-missing", NULL, "\"ipcam\":{\"ipcam_dev\":\"0\"}", "camera.available", "false" },
  { "camera-disabled", "H2D", "\"ipcam\":{\"ipcam_dev\":\"1\",\"rtsp_url\":\"disable\"}", "camera.available", "false" },
  { "camera-never", "H2D", "", "camera.available", "null" },
  { "recording-old", NULL, "\"home_flag\":32,\"ipcam\":{\"ipcam_record\":\"disable\"}", "camera.recording", "true" },
  { "recording-new", NULL, NP ",\"aux\":\"0\",\"stat\":\"80\",\"home_flag\":0", "camera.recording", "true" },
  { "timelapse", NULL, "\"ipcam\":{\"timelapse\":\"enable\"}", "camera.timelapse", "true" },
  { "timelapse-off", NULL, "\"ipcam\":{\"timelapse\":\"disable\"}", "camera.timelapse", "false" },
  { "upgrade", NULL, "\"upgrade_state\":{\"status\":\"IDLE\",\"progress\":\"0\"}", "upgrade",
    "{\"status\":\"IDLE\",\"progress\":0,\"available\":null}" },
  { "upgrade-empty", NULL, "\"upgrade_state\":{\"status\":\"\",\"progress\":\"\"}", "upgrade",
    "{\"status\":null,\"progress\":null,\"available\":null}" },
  { "upgrade-available", NULL,
    "\"upgrade_state\":{\"new_version_state\":1,\"new_ver_list\":[{\"name\":\"ota\",\"new_ver\":\"01.09.00.00\"}]}",
    "upgrade.available", "\"01.09.00.00\"" },
  { "upgrade-available-flat", NULL,
    "\"upgrade_state\":{\"new_version_state\":1,\"ota_new_version_number\":\"01.09.00.00\"}", "upgrade.available",
    "\"01.09.00.00\"" },
  { "upgrade-not-available", NULL,
    "\"upgrade_state\":{\"new_version_state\":2,\"ota_new_version_number\":\"01.09.00.00\"}", "upgrade.available",
    "null" },
};

static void
test_rule (gconstpointer data)
{
  const Rule *rule = data;
  g_auto (GStrv) messages = g_strsplit (rule->messages, "\n", -1);
  g_auto (ReportRig) rig = { 0 };
  g_autofree char *value = NULL;

  report_rig_init (&rig, rule->model);
  for (guint i = 0; messages[i] != NULL; i++) {
    if (messages[i][0] == '{')
      report_rig_feed (&rig, messages[i]);
    else
      report_rig_feed_print (&rig, messages[i]);
  }
  value = report_rig_get (&rig, rule->path);
  g_assert_cmpstr (value, ==, rule->expected);
}

/* Part 48 is kept off while heating, part 32 moves by itself, part 16 is the person's. */
static void
test_fans_of_a_mode (void)
{
  g_auto (ReportRig) rig = { 0 };
  CulmFan *part, *aux, *chamber;

  report_rig_init (&rig, "H2D");
  report_rig_feed_print (&rig,
                         "\"device\":{\"airduct\":{\"modeCur\":1,\"modeList\":[{\"modeId\":0,\"ctrl\":[16,32,48]},"
                         "{\"modeId\":1,\"ctrl\":[16],\"off\":[48]}],\"parts\":[{\"id\":16,\"state\":1},"
                         "{\"id\":32,\"state\":2},{\"id\":48,\"state\":3}]}}");
  part = culm_printer_get_fan (rig.printer, CULM_FAN_PART);
  aux = culm_printer_get_fan (rig.printer, CULM_FAN_AUX);
  chamber = culm_printer_get_fan (rig.printer, CULM_FAN_CHAMBER);
  g_assert_true (culm_fan_get_present (chamber));
  g_assert_true (culm_fan_get_settable (part));
  g_assert_false (culm_fan_get_settable (aux));
  g_assert_false (culm_fan_get_settable (chamber));
  g_assert_false (culm_report_is_fan_forced_off (rig.known, CULM_FAN_AUX));
  g_assert_true (culm_report_is_fan_forced_off (rig.known, CULM_FAN_CHAMBER));
  report_rig_feed_print (&rig, "\"device\":{\"airduct\":{\"modeCur\":0}}");
  g_assert_true (culm_fan_get_settable (chamber));
}

/* What a person may choose: the modes that are listed, without the laser's exhaust on an H2. */
static void
test_modes (void)
{
  static const char *const models[] = { "H2D", "P2S", "P1S" };
  const guint cooling = 1u << CULM_AIRDUCT_COOLING, heating = 1u << CULM_AIRDUCT_HEATING,
              exhaust = 1u << CULM_AIRDUCT_EXHAUST;

  for (gsize i = 0; i < G_N_ELEMENTS (models); i++) {
    g_auto (ReportRig) rig = { 0 };
    const CulmPrinterModel *model;

    report_rig_init (&rig, models[i]);
    model = culm_printer_get_printer_model (rig.printer);
    report_rig_feed_print (&rig, "\"gcode_state\":\"IDLE\"");
    g_assert_cmpuint (culm_report_get_airduct_modes (rig.known, model), ==, 0);
    report_rig_feed_print (&rig, "\"device\":{\"airduct\":{\"modeCur\":0,\"modeList\":[{\"modeId\":0},{\"modeId\":1},"
                                 "{\"modeId\":2},{\"modeId\":255},{\"modeId\":77}]}}");
    g_assert_cmpuint (culm_report_get_airduct_modes (rig.known, model), ==, cooling | heating | (i == 0 ? 0 : exhaust));
    report_rig_feed_print (&rig, "\"device\":{\"airduct\":{\"modeCur\":2}}");
    g_assert_cmpuint (culm_report_get_airduct_modes (rig.known, model), ==, cooling | heating | exhaust);
  }
}

static void
test_homed (void)
{
  g_auto (ReportRig) rig = { 0 };

  report_rig_init (&rig, "P1S");
  report_rig_feed_print (&rig, "\"gcode_state\":\"IDLE\"");
  g_assert_cmpint (culm_report_get_homed (rig.known), ==, -1);
  report_rig_feed_print (&rig, "\"home_flag\":-1066934785"); /* as printers write it: signed */
  g_assert_cmpint (culm_report_get_homed (rig.known), ==, 7);
  report_rig_feed_print (&rig, "\"home_flag\":11");
  g_assert_cmpint (culm_report_get_homed (rig.known), ==, 3);
}

/* An option that no report bit names shows once it has turned. */
static void
test_optional_fan (void)
{
  g_auto (ReportRig) rig = { 0 };
  CulmFan *aux;

  report_rig_init (&rig, "P1P");
  aux = culm_printer_get_fan (rig.printer, CULM_FAN_AUX);
  report_rig_feed_print (&rig, "\"big_fan1_speed\":\"0\"");
  g_assert_false (culm_fan_get_present (aux));
  report_rig_feed_print (&rig, "\"big_fan1_speed\":\"3\"");
  report_rig_feed_print (&rig, "\"big_fan1_speed\":\"0\"");
  g_assert_true (culm_fan_get_present (aux));
}

/* Units, slots and spools stay the same objects, whatever is said of them. */
static void
test_lists_keep_their_objects (void)
{
  g_auto (ReportRig) rig = { 0 };
  g_autoptr (CulmAmsUnit) unit = NULL, same = NULL;
  g_autoptr (CulmAmsSlot) spool = NULL, same_spool = NULL;

  report_rig_init (&rig, "P1S");
  report_rig_feed_print (&rig, FULL "," UNIT (",\"temp\":\"20\",\"tray\":[" TRAY "]") ",\"vt_tray\":{\"id\":\"254\"}");
  unit = g_list_model_get_item (culm_printer_get_ams (rig.printer), 0);
  spool = g_list_model_get_item (culm_printer_get_external (rig.printer), 0);
  report_rig_feed_print (&rig, "\"ams\":{\"ams\":[{\"id\":\"0\",\"temp\":\"21\"},{\"id\":\"128\"}]},"
                               "\"vt_tray\":{\"tray_type\":\"PLA\"}");
  same = g_list_model_get_item (culm_printer_get_ams (rig.printer), 0);
  same_spool = g_list_model_get_item (culm_printer_get_external (rig.printer), 0);
  g_assert_true (unit == same);
  g_assert_true (spool == same_spool);
  g_assert_cmpfloat (culm_ams_unit_get_temperature (unit), ==, 21);
  g_assert_cmpstr (culm_ams_slot_get_material (spool), ==, "PLA");
  g_assert_cmpuint (g_list_model_get_n_items (culm_printer_get_ams (rig.printer)), ==, 2);
  report_rig_feed_print (&rig, FULL ",\"ams\":{\"ams\":[]}");
  g_assert_cmpuint (g_list_model_get_n_items (culm_printer_get_ams (rig.printer)), ==, 0);
}

static void
add_rules (const char *group, const Rule *rules, gsize n)
{
  for (gsize i = 0; i < n; i++) {
    g_autofree char *path = g_strdup_printf ("/printer-rules/%s/%s", group, rules[i].rule);

    g_test_add_data_func (path, &rules[i], test_rule);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  add_rules ("identity", identity_rules, G_N_ELEMENTS (identity_rules));
  add_rules ("state", state_rules, G_N_ELEMENTS (state_rules));
  add_rules ("job", job_rules, G_N_ELEMENTS (job_rules));
  add_rules ("heat", heat_rules, G_N_ELEMENTS (heat_rules));
  add_rules ("fans", fan_rules, G_N_ELEMENTS (fan_rules));
  add_rules ("filament", filament_rules, G_N_ELEMENTS (filament_rules));
  add_rules ("machine", machine_rules, G_N_ELEMENTS (machine_rules));
  g_test_add_func ("/printer-rules/fans-of-a-mode", test_fans_of_a_mode);
  g_test_add_func ("/printer-rules/modes", test_modes);
  g_test_add_func ("/printer-rules/homed", test_homed);
  g_test_add_func ("/printer-rules/optional-fan", test_optional_fan);
  g_test_add_func ("/printer-rules/lists-keep-their-objects", test_lists_keep_their_objects);
  return g_test_run ();
}
