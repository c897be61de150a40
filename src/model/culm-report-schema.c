/* culm-report-schema.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-report-schema.h"

static const CulmField three_d_fields[] = {
  [CULM_3D_LAYER] = { "layer_num", CULM_VALUE_INT, CULM_REPORT_JOB, NULL },
  [CULM_3D_LAYERS] = { "total_layer_num", CULM_VALUE_INT, CULM_REPORT_JOB, NULL },
};
static const CulmSchema three_d_schema = { three_d_fields, G_N_ELEMENTS (three_d_fields), -1, 0 };

static const CulmField hms_fields[] = {
  [CULM_HMS_ATTR] = { "attr", CULM_VALUE_UINT32, CULM_REPORT_FAULTS, NULL },
  [CULM_HMS_CODE] = { "code", CULM_VALUE_UINT32, CULM_REPORT_FAULTS, NULL },
};
static const CulmSchema hms_schema = { hms_fields, G_N_ELEMENTS (hms_fields), -1, 0 };

static const CulmField heat_fields[] = {
  [CULM_HEAT_TEMP] = { "temp", CULM_VALUE_UINT32, CULM_REPORT_HEAT, NULL },
};
static const CulmSchema heat_schema = { heat_fields, G_N_ELEMENTS (heat_fields), -1, 0 };

static const CulmField heated_fields[] = {
  [CULM_HEATED_INFO] = { "info", CULM_VALUE_RECORD, 0, &heat_schema },
};
static const CulmSchema heated_schema = { heated_fields, G_N_ELEMENTS (heated_fields), -1, 0 };

static const CulmField extruder_fields[] = {
  [CULM_EXTRUDER_ID] = { "id", CULM_VALUE_INT, CULM_REPORT_HEAT | CULM_REPORT_AMS, NULL },
  [CULM_EXTRUDER_TEMP] = { "temp", CULM_VALUE_UINT32, CULM_REPORT_HEAT, NULL },
  [CULM_EXTRUDER_SLOT_NOW] = { "snow", CULM_VALUE_UINT32, CULM_REPORT_AMS, NULL },
};
static const CulmSchema extruder_schema = { extruder_fields, G_N_ELEMENTS (extruder_fields), -1, 0 };

static const CulmField extruders_fields[] = {
  [CULM_EXTRUDERS_STATE] = { "state", CULM_VALUE_UINT32, CULM_REPORT_HEAT | CULM_REPORT_AMS, NULL },
  [CULM_EXTRUDERS_INFO] = { "info", CULM_VALUE_LIST, CULM_REPORT_HEAT | CULM_REPORT_AMS, &extruder_schema },
};
static const CulmSchema extruders_schema = { extruders_fields, G_N_ELEMENTS (extruders_fields), -1, 0 };

static const CulmField nozzle_fields[] = {
  [CULM_NOZZLE_ID] = { "id", CULM_VALUE_INT, CULM_REPORT_HEAT, NULL },
  [CULM_NOZZLE_DIAMETER] = { "diameter", CULM_VALUE_DOUBLE, CULM_REPORT_HEAT, NULL },
  [CULM_NOZZLE_TYPE] = { "type", CULM_VALUE_STRING, CULM_REPORT_HEAT, NULL },
};
static const CulmSchema nozzle_schema = { nozzle_fields, G_N_ELEMENTS (nozzle_fields), -1, 0 };

static const CulmField nozzles_fields[] = {
  [CULM_NOZZLES_INFO] = { "info", CULM_VALUE_LIST, CULM_REPORT_HEAT, &nozzle_schema },
};
static const CulmSchema nozzles_schema = { nozzles_fields, G_N_ELEMENTS (nozzles_fields), -1, 0 };

static const CulmField airduct_mode_fields[] = {
  [CULM_AIRDUCT_MODE_ID] = { "modeId", CULM_VALUE_INT, CULM_REPORT_FANS, NULL },
  [CULM_AIRDUCT_MODE_SETTABLE] = { "ctrl", CULM_VALUE_INTS, CULM_REPORT_FANS, NULL },
  [CULM_AIRDUCT_MODE_OFF] = { "off", CULM_VALUE_INTS, CULM_REPORT_FANS, NULL },
};
static const CulmSchema airduct_mode_schema = { airduct_mode_fields, G_N_ELEMENTS (airduct_mode_fields), -1, 0 };

static const CulmField airduct_part_fields[] = {
  [CULM_AIRDUCT_PART_ID] = { "id", CULM_VALUE_INT, CULM_REPORT_FANS, NULL },
  [CULM_AIRDUCT_PART_STATE] = { "state", CULM_VALUE_INT, CULM_REPORT_FANS, NULL },
};
static const CulmSchema airduct_part_schema = { airduct_part_fields, G_N_ELEMENTS (airduct_part_fields), -1, 0 };

static const CulmField airduct_fields[] = {
  [CULM_AIRDUCT_MODE] = { "modeCur", CULM_VALUE_INT, CULM_REPORT_FANS, NULL },
  [CULM_AIRDUCT_SUBMODE] = { "subMode", CULM_VALUE_INT, CULM_REPORT_FANS, NULL },
  [CULM_AIRDUCT_MODES] = { "modeList", CULM_VALUE_LIST, CULM_REPORT_FANS, &airduct_mode_schema },
  [CULM_AIRDUCT_PARTS] = { "parts", CULM_VALUE_LIST, CULM_REPORT_FANS, &airduct_part_schema },
};
static const CulmSchema airduct_schema = { airduct_fields, G_N_ELEMENTS (airduct_fields), -1, 0 };

static const CulmField device_fields[] = {
  [CULM_DEVICE_BED] = { "bed", CULM_VALUE_RECORD, 0, &heated_schema },
  [CULM_DEVICE_BED_TEMP] = { "bed_temp", CULM_VALUE_UINT32, CULM_REPORT_HEAT, NULL },
  [CULM_DEVICE_CTC] = { "ctc", CULM_VALUE_RECORD, 0, &heated_schema },
  [CULM_DEVICE_EXTRUDER] = { "extruder", CULM_VALUE_RECORD, 0, &extruders_schema },
  [CULM_DEVICE_NOZZLE] = { "nozzle", CULM_VALUE_RECORD, 0, &nozzles_schema },
  [CULM_DEVICE_AIRDUCT] = { "airduct", CULM_VALUE_RECORD, 0, &airduct_schema },
};
static const CulmSchema device_schema = { device_fields, G_N_ELEMENTS (device_fields), -1, 0 };

static const CulmField tray_fields[] = {
  [CULM_TRAY_ID] = { "id", CULM_VALUE_INT, CULM_REPORT_AMS, NULL },
  [CULM_TRAY_STATE] = { "state", CULM_VALUE_INT, CULM_REPORT_AMS, NULL },
  [CULM_TRAY_TYPE] = { "tray_type", CULM_VALUE_STRING, CULM_REPORT_AMS, NULL },
  [CULM_TRAY_SUB_BRANDS] = { "tray_sub_brands", CULM_VALUE_STRING, CULM_REPORT_AMS, NULL },
  [CULM_TRAY_INFO_IDX] = { "tray_info_idx", CULM_VALUE_STRING, CULM_REPORT_AMS, NULL },
  [CULM_TRAY_COLOR] = { "tray_color", CULM_VALUE_STRING, CULM_REPORT_AMS, NULL },
  [CULM_TRAY_COLS] = { "cols", CULM_VALUE_STRINGS, CULM_REPORT_AMS, NULL },
  [CULM_TRAY_REMAIN] = { "remain", CULM_VALUE_INT, CULM_REPORT_AMS, NULL },
  [CULM_TRAY_TAG_UID] = { "tag_uid", CULM_VALUE_STRING, CULM_REPORT_AMS, NULL },
  [CULM_TRAY_NOZZLE_MIN] = { "nozzle_temp_min", CULM_VALUE_INT, CULM_REPORT_AMS, NULL },
  [CULM_TRAY_NOZZLE_MAX] = { "nozzle_temp_max", CULM_VALUE_INT, CULM_REPORT_AMS, NULL },
  [CULM_TRAY_DRYING_TEMP] = { "drying_temp", CULM_VALUE_INT, CULM_REPORT_AMS, NULL },
  [CULM_TRAY_DRYING_TIME] = { "drying_time", CULM_VALUE_INT, CULM_REPORT_AMS, NULL },
};
static const CulmSchema tray_schema = { tray_fields, G_N_ELEMENTS (tray_fields), CULM_TRAY_ID,
                                        1 << CULM_TRAY_ID | 1 << CULM_TRAY_STATE };

static const CulmField unit_fields[] = {
  [CULM_UNIT_ID] = { "id", CULM_VALUE_INT, CULM_REPORT_AMS, NULL },
  [CULM_UNIT_INFO] = { "info", CULM_VALUE_HEX, CULM_REPORT_AMS, NULL },
  [CULM_UNIT_HUMIDITY] = { "humidity", CULM_VALUE_INT, CULM_REPORT_AMS, NULL },
  [CULM_UNIT_HUMIDITY_RAW] = { "humidity_raw", CULM_VALUE_INT, CULM_REPORT_AMS, NULL },
  [CULM_UNIT_TEMP] = { "temp", CULM_VALUE_DOUBLE, CULM_REPORT_AMS, NULL },
  [CULM_UNIT_DRY_TIME] = { "dry_time", CULM_VALUE_INT, CULM_REPORT_AMS, NULL },
  [CULM_UNIT_TRAYS] = { "tray", CULM_VALUE_LIST, CULM_REPORT_AMS, &tray_schema },
};
static const CulmSchema unit_schema = { unit_fields, G_N_ELEMENTS (unit_fields), CULM_UNIT_ID, 0 };

static const CulmField ams_fields[] = {
  [CULM_AMS_UNITS] = { "ams", CULM_VALUE_LIST, CULM_REPORT_AMS, &unit_schema },
  [CULM_AMS_EXIST] = { "ams_exist_bits", CULM_VALUE_HEX, CULM_REPORT_AMS, NULL },
  [CULM_AMS_TRAY_EXIST] = { "tray_exist_bits", CULM_VALUE_HEX, CULM_REPORT_AMS, NULL },
  [CULM_AMS_TRAY_NOW] = { "tray_now", CULM_VALUE_INT, CULM_REPORT_AMS, NULL },
  [CULM_AMS_POWER_ON] = { "power_on_flag", CULM_VALUE_BOOLEAN, CULM_REPORT_AMS, NULL },
  [CULM_AMS_INSERT_FLAG] = { "insert_flag", CULM_VALUE_BOOLEAN, CULM_REPORT_AMS, NULL },
  [CULM_AMS_REMAIN_FLAG] = { "calibrate_remain_flag", CULM_VALUE_BOOLEAN, CULM_REPORT_AMS, NULL },
};
static const CulmSchema ams_schema = { ams_fields, G_N_ELEMENTS (ams_fields), -1, 0 };

static const CulmSchema tray_whole_schema = { tray_fields, G_N_ELEMENTS (tray_fields), -1,
                                              1 << CULM_TRAY_ID | 1 << CULM_TRAY_STATE };

static const CulmField light_fields[] = {
  [CULM_LIGHT_NODE] = { "node", CULM_VALUE_STRING, CULM_REPORT_LIGHTS, NULL },
  [CULM_LIGHT_MODE] = { "mode", CULM_VALUE_STRING, CULM_REPORT_LIGHTS, NULL },
};
static const CulmSchema light_schema = { light_fields, G_N_ELEMENTS (light_fields), CULM_LIGHT_NODE, 0 };

static const CulmField ipcam_fields[] = {
  [CULM_IPCAM_DEV] = { "ipcam_dev", CULM_VALUE_INT, CULM_REPORT_CAMERA, NULL },
  [CULM_IPCAM_TIMELAPSE] = { "timelapse", CULM_VALUE_BOOLEAN, CULM_REPORT_CAMERA, NULL },
  [CULM_IPCAM_RECORD] = { "ipcam_record", CULM_VALUE_BOOLEAN, CULM_REPORT_CAMERA, NULL },
  [CULM_IPCAM_RTSP_URL] = { "rtsp_url", CULM_VALUE_STRING, CULM_REPORT_CAMERA, NULL },
};
static const CulmSchema ipcam_schema = { ipcam_fields, G_N_ELEMENTS (ipcam_fields), -1, 0 };

static const CulmField xcam_fields[] = {
  [CULM_XCAM_CFG] = { "cfg", CULM_VALUE_UINT32, CULM_REPORT_MACHINE, NULL },
  [CULM_XCAM_MONITOR] = { "printing_monitor", CULM_VALUE_BOOLEAN, CULM_REPORT_MACHINE, NULL },
  [CULM_XCAM_SPAGHETTI] = { "spaghetti_detector", CULM_VALUE_BOOLEAN, CULM_REPORT_MACHINE, NULL },
  [CULM_XCAM_FIRST_LAYER] = { "first_layer_inspector", CULM_VALUE_BOOLEAN, CULM_REPORT_MACHINE, NULL },
  [CULM_XCAM_PLATE_MARKER] = { "buildplate_marker_detector", CULM_VALUE_BOOLEAN, CULM_REPORT_MACHINE, NULL },
  [CULM_XCAM_SENSITIVITY] = { "halt_print_sensitivity", CULM_VALUE_STRING, CULM_REPORT_MACHINE, NULL },
};
static const CulmSchema xcam_schema = { xcam_fields, G_N_ELEMENTS (xcam_fields), -1, 0 };

static const CulmField interface_fields[] = {
  [CULM_INTERFACE_IP] = { "ip", CULM_VALUE_UINT32, CULM_REPORT_MACHINE, NULL },
};
static const CulmSchema interface_schema = { interface_fields, G_N_ELEMENTS (interface_fields), -1, 0 };

static const CulmField net_fields[] = {
  [CULM_NET_INFO] = { "info", CULM_VALUE_LIST, CULM_REPORT_MACHINE, &interface_schema },
};
static const CulmSchema net_schema = { net_fields, G_N_ELEMENTS (net_fields), -1, 0 };

static const CulmField new_version_fields[] = {
  [CULM_NEW_VERSION_NAME] = { "name", CULM_VALUE_STRING, CULM_REPORT_UPGRADE, NULL },
  [CULM_NEW_VERSION_VERSION] = { "new_ver", CULM_VALUE_STRING, CULM_REPORT_UPGRADE, NULL },
};
static const CulmSchema new_version_schema = { new_version_fields, G_N_ELEMENTS (new_version_fields), -1, 0 };

static const CulmField upgrade_fields[] = {
  [CULM_UPGRADE_STATUS] = { "status", CULM_VALUE_STRING, CULM_REPORT_UPGRADE, NULL },
  [CULM_UPGRADE_PROGRESS] = { "progress", CULM_VALUE_INT, CULM_REPORT_UPGRADE, NULL },
  [CULM_UPGRADE_STATE] = { "new_version_state", CULM_VALUE_INT, CULM_REPORT_UPGRADE, NULL },
  [CULM_UPGRADE_OTA_VERSION] = { "ota_new_version_number", CULM_VALUE_STRING, CULM_REPORT_UPGRADE, NULL },
  [CULM_UPGRADE_VERSIONS] = { "new_ver_list", CULM_VALUE_LIST, CULM_REPORT_UPGRADE, &new_version_schema },
};
static const CulmSchema upgrade_schema = { upgrade_fields, G_N_ELEMENTS (upgrade_fields), -1, 0 };

static const CulmField print_fields[] = {
  [CULM_STATUS_STATE] = { "gcode_state", CULM_VALUE_STRING, CULM_REPORT_STATE | CULM_REPORT_JOB | CULM_REPORT_STAGE,
                          NULL },
  [CULM_STATUS_STAGE] = { "stg_cur", CULM_VALUE_INT, CULM_REPORT_STAGE, NULL },
  [CULM_STATUS_MC_PERCENT] = { "mc_percent", CULM_VALUE_INT, CULM_REPORT_JOB, NULL },
  [CULM_STATUS_PERCENT] = { "percent", CULM_VALUE_INT, CULM_REPORT_JOB, NULL },
  [CULM_STATUS_MC_REMAINING_TIME] = { "mc_remaining_time", CULM_VALUE_INT, CULM_REPORT_JOB, NULL },
  [CULM_STATUS_REMAIN_TIME] = { "remain_time", CULM_VALUE_INT, CULM_REPORT_JOB, NULL },
  [CULM_STATUS_LAYER] = { "layer_num", CULM_VALUE_INT, CULM_REPORT_JOB, NULL },
  [CULM_STATUS_LAYERS] = { "total_layer_num", CULM_VALUE_INT, CULM_REPORT_JOB, NULL },
  [CULM_STATUS_THREE_D] = { "3D", CULM_VALUE_RECORD, CULM_REPORT_JOB, &three_d_schema },
  [CULM_STATUS_PREPARE_PERCENT] = { "gcode_file_prepare_percent", CULM_VALUE_INT, CULM_REPORT_JOB, NULL },
  [CULM_STATUS_PREPARE] = { "prepare_per", CULM_VALUE_INT, CULM_REPORT_JOB, NULL },
  [CULM_STATUS_START_TIME] = { "gcode_start_time", CULM_VALUE_INT, CULM_REPORT_JOB, NULL },
  [CULM_STATUS_SUBTASK_NAME] = { "subtask_name", CULM_VALUE_STRING, CULM_REPORT_JOB, NULL },
  [CULM_STATUS_GCODE_FILE] = { "gcode_file", CULM_VALUE_STRING, CULM_REPORT_JOB, NULL },
  [CULM_STATUS_SOURCE] = { "print_type", CULM_VALUE_STRING, CULM_REPORT_JOB, NULL },
  [CULM_STATUS_TASK_ID] = { "task_id", CULM_VALUE_STRING, CULM_REPORT_JOB, NULL },
  [CULM_STATUS_SUBTASK_ID] = { "subtask_id", CULM_VALUE_STRING, CULM_REPORT_JOB, NULL },
  [CULM_STATUS_JOB_ID] = { "job_id", CULM_VALUE_STRING, CULM_REPORT_JOB, NULL },
  [CULM_STATUS_PLATE_IDX] = { "plate_idx", CULM_VALUE_INT, CULM_REPORT_JOB, NULL },
  [CULM_STATUS_SKIPPED] = { "s_obj", CULM_VALUE_INTS, CULM_REPORT_JOB, NULL },
  [CULM_STATUS_ERROR] = { "print_error", CULM_VALUE_UINT32, CULM_REPORT_FAULTS | CULM_REPORT_STATE, NULL },
  [CULM_STATUS_FAIL_REASON] = { "fail_reason", CULM_VALUE_UINT32, CULM_REPORT_STATE, NULL },
  [CULM_STATUS_HMS] = { "hms", CULM_VALUE_LIST, CULM_REPORT_FAULTS, &hms_schema },
  [CULM_STATUS_SPEED_LEVEL] = { "spd_lvl", CULM_VALUE_INT, CULM_REPORT_SPEED, NULL },
  [CULM_STATUS_SPEED_PERCENT] = { "spd_mag", CULM_VALUE_INT, CULM_REPORT_SPEED, NULL },
  [CULM_STATUS_NOZZLE] = { "nozzle_temper", CULM_VALUE_DOUBLE, CULM_REPORT_HEAT, NULL },
  [CULM_STATUS_NOZZLE_TARGET] = { "nozzle_target_temper", CULM_VALUE_DOUBLE, CULM_REPORT_HEAT, NULL },
  [CULM_STATUS_BED] = { "bed_temper", CULM_VALUE_DOUBLE, CULM_REPORT_HEAT, NULL },
  [CULM_STATUS_BED_TARGET] = { "bed_target_temper", CULM_VALUE_DOUBLE, CULM_REPORT_HEAT, NULL },
  [CULM_STATUS_CHAMBER] = { "chamber_temper", CULM_VALUE_DOUBLE, CULM_REPORT_HEAT, NULL },
  [CULM_STATUS_CHAMBER_TARGET] = { "ctt", CULM_VALUE_DOUBLE, CULM_REPORT_HEAT, NULL },
  [CULM_STATUS_NOZZLE_TYPE] = { "nozzle_type", CULM_VALUE_STRING, CULM_REPORT_HEAT, NULL },
  [CULM_STATUS_NOZZLE_DIAMETER] = { "nozzle_diameter", CULM_VALUE_DOUBLE, CULM_REPORT_HEAT, NULL },
  [CULM_STATUS_FAN_PART] = { "cooling_fan_speed", CULM_VALUE_INT, CULM_REPORT_FANS, NULL },
  [CULM_STATUS_FAN_AUX] = { "big_fan1_speed", CULM_VALUE_INT, CULM_REPORT_FANS, NULL },
  [CULM_STATUS_FAN_CHAMBER] = { "big_fan2_speed", CULM_VALUE_INT, CULM_REPORT_FANS, NULL },
  [CULM_STATUS_FAN_HOTEND] = { "heatbreak_fan_speed", CULM_VALUE_INT, CULM_REPORT_FANS, NULL },
  [CULM_STATUS_FAN_GEAR] = { "fan_gear", CULM_VALUE_UINT32, CULM_REPORT_FANS, NULL },
  [CULM_STATUS_DEVICE] = { "device", CULM_VALUE_RECORD, 0, &device_schema },
  [CULM_STATUS_AMS] = { "ams", CULM_VALUE_RECORD, CULM_REPORT_AMS, &ams_schema },
  [CULM_STATUS_VIR_SLOT] = { "vir_slot", CULM_VALUE_LIST, CULM_REPORT_AMS, &tray_whole_schema },
  [CULM_STATUS_VT_TRAY] = { "vt_tray", CULM_VALUE_RECORD, CULM_REPORT_AMS, &tray_schema },
  [CULM_STATUS_LIGHTS] = { "lights_report", CULM_VALUE_LIST, CULM_REPORT_LIGHTS, &light_schema },
  [CULM_STATUS_IPCAM] = { "ipcam", CULM_VALUE_RECORD, CULM_REPORT_CAMERA, &ipcam_schema },
  [CULM_STATUS_WIFI] = { "wifi_signal", CULM_VALUE_STRING, CULM_REPORT_MACHINE, NULL },
  [CULM_STATUS_NET] = { "net", CULM_VALUE_RECORD, CULM_REPORT_MACHINE, &net_schema },
  [CULM_STATUS_SDCARD] = { "sdcard", CULM_VALUE_BOOLEAN, CULM_REPORT_MACHINE, NULL },
  [CULM_STATUS_UPGRADE] = { "upgrade_state", CULM_VALUE_RECORD, CULM_REPORT_UPGRADE, &upgrade_schema },
  [CULM_STATUS_HOME_FLAG] = { "home_flag", CULM_VALUE_UINT32,
                              CULM_REPORT_MACHINE | CULM_REPORT_CAMERA | CULM_REPORT_LIMITS, NULL },
  [CULM_STATUS_STAT] = { "stat", CULM_VALUE_HEX, CULM_REPORT_MACHINE | CULM_REPORT_CAMERA, NULL },
  [CULM_STATUS_AUX] = { "aux", CULM_VALUE_HEX, CULM_REPORT_MACHINE, NULL },
  [CULM_STATUS_CFG] = { "cfg", CULM_VALUE_HEX, CULM_REPORT_MACHINE, NULL },
  [CULM_STATUS_FUN] = { "fun", CULM_VALUE_HEX, CULM_REPORT_CONTROL | CULM_REPORT_LIMITS, NULL },
  [CULM_STATUS_FUN2] = { "fun2", CULM_VALUE_HEX, CULM_REPORT_CONTROL, NULL },
  [CULM_STATUS_FLAG3] = { "flag3", CULM_VALUE_UINT32, CULM_REPORT_CONTROL, NULL },
  [CULM_STATUS_XCAM] = { "xcam", CULM_VALUE_RECORD, CULM_REPORT_MACHINE, &xcam_schema },
  [CULM_STATUS_AMS_STATUS] = { "ams_status", CULM_VALUE_INT, CULM_REPORT_AMS, NULL },
  [CULM_STATUS_UTC] = { "t_utc", CULM_VALUE_INT, CULM_REPORT_CLOCK, NULL },
};
const CulmSchema culm_status_schema = { print_fields, G_N_ELEMENTS (print_fields), -1, 0 };

static const CulmField module_fields[] = {
  [CULM_MODULE_NAME] = { "name", CULM_VALUE_STRING, CULM_REPORT_VERSION, NULL },
  [CULM_MODULE_VERSION] = { "sw_ver", CULM_VALUE_STRING, CULM_REPORT_VERSION, NULL },
  [CULM_MODULE_PRODUCT] = { "product_name", CULM_VALUE_STRING, CULM_REPORT_VERSION, NULL },
  [CULM_MODULE_PROJECT] = { "project_name", CULM_VALUE_STRING, CULM_REPORT_VERSION, NULL },
  [CULM_MODULE_SERIAL] = { "sn", CULM_VALUE_STRING, CULM_REPORT_VERSION, NULL },
  [CULM_MODULE_NEW_VERSION] = { "new_ver", CULM_VALUE_STRING, CULM_REPORT_VERSION, NULL },
};
static const CulmSchema module_schema = { module_fields, G_N_ELEMENTS (module_fields), -1, 0 };

static const CulmField info_fields[] = {
  [CULM_INFO_MODULES] = { "module", CULM_VALUE_LIST, CULM_REPORT_VERSION, &module_schema },
};
const CulmSchema culm_info_schema = { info_fields, G_N_ELEMENTS (info_fields), -1, 0 };
