/* culm-report-schema.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-record.h"

G_BEGIN_DECLS

/* What Culm reads of a report (reference/mqtt.md §3), object by object: one enumeration of fields each, and the schema
 * that says how they are written. Everything else in a message is passed over. */

/* Which part of a printer a change touches. */
typedef enum {
  CULM_REPORT_STATE = 1 << 0,
  CULM_REPORT_STAGE = 1 << 1,
  CULM_REPORT_JOB = 1 << 2,
  CULM_REPORT_FAULTS = 1 << 3,
  CULM_REPORT_SPEED = 1 << 4,
  CULM_REPORT_HEAT = 1 << 5,
  CULM_REPORT_FANS = 1 << 6,
  CULM_REPORT_AMS = 1 << 7,
  CULM_REPORT_LIGHTS = 1 << 8,
  CULM_REPORT_CAMERA = 1 << 9,
  CULM_REPORT_MACHINE = 1 << 10,
  CULM_REPORT_UPGRADE = 1 << 11,
  CULM_REPORT_CONTROL = 1 << 12,
  CULM_REPORT_LIMITS = 1 << 13,
  CULM_REPORT_VERSION = 1 << 14,
  CULM_REPORT_CLOCK = 1 << 15,
  CULM_REPORT_ALL = (1 << 16) - 1,
} CulmReportGroup;

/* What `print` holds in a status message (reference/mqtt.md §3). */
typedef enum {
  CULM_STATUS_STATE,
  CULM_STATUS_STAGE,
  CULM_STATUS_MC_PERCENT,
  CULM_STATUS_PERCENT,
  CULM_STATUS_MC_REMAINING_TIME,
  CULM_STATUS_REMAIN_TIME,
  CULM_STATUS_LAYER,
  CULM_STATUS_LAYERS,
  CULM_STATUS_THREE_D,
  CULM_STATUS_PREPARE_PERCENT,
  CULM_STATUS_PREPARE,
  CULM_STATUS_START_TIME,
  CULM_STATUS_SUBTASK_NAME,
  CULM_STATUS_GCODE_FILE,
  CULM_STATUS_SOURCE,
  CULM_STATUS_TASK_ID,
  CULM_STATUS_SUBTASK_ID,
  CULM_STATUS_JOB_ID,
  CULM_STATUS_PLATE_IDX,
  CULM_STATUS_SKIPPED,
  CULM_STATUS_ERROR,
  CULM_STATUS_FAIL_REASON,
  CULM_STATUS_HMS,
  CULM_STATUS_SPEED_LEVEL,
  CULM_STATUS_SPEED_PERCENT,
  CULM_STATUS_NOZZLE,
  CULM_STATUS_NOZZLE_TARGET,
  CULM_STATUS_BED,
  CULM_STATUS_BED_TARGET,
  CULM_STATUS_CHAMBER,
  CULM_STATUS_CHAMBER_TARGET,
  CULM_STATUS_NOZZLE_TYPE,
  CULM_STATUS_NOZZLE_DIAMETER,
  CULM_STATUS_FAN_PART,
  CULM_STATUS_FAN_AUX,
  CULM_STATUS_FAN_CHAMBER,
  CULM_STATUS_FAN_HOTEND,
  CULM_STATUS_FAN_GEAR,
  CULM_STATUS_DEVICE,
  CULM_STATUS_AMS,
  CULM_STATUS_VIR_SLOT,
  CULM_STATUS_VT_TRAY,
  CULM_STATUS_LIGHTS,
  CULM_STATUS_IPCAM,
  CULM_STATUS_WIFI,
  CULM_STATUS_NET,
  CULM_STATUS_SDCARD,
  CULM_STATUS_UPGRADE,
  CULM_STATUS_HOME_FLAG,
  CULM_STATUS_STAT,
  CULM_STATUS_AUX,
  CULM_STATUS_CFG,
  CULM_STATUS_FUN,
  CULM_STATUS_FUN2,
  CULM_STATUS_FLAG3,
  CULM_STATUS_AMS_STATUS,
  CULM_STATUS_UTC, /* the printer's clock, unix ms */
  CULM_STATUS_XCAM,
} CulmReportStatusField;

typedef enum {
  CULM_3D_LAYER,
  CULM_3D_LAYERS,
} CulmReport3DField;

typedef enum {
  CULM_HMS_ATTR,
  CULM_HMS_CODE,
} CulmReportHmsField;

/* §3.9 */
typedef enum {
  CULM_DEVICE_BED,
  CULM_DEVICE_BED_TEMP,
  CULM_DEVICE_CTC,
  CULM_DEVICE_EXTRUDER,
  CULM_DEVICE_NOZZLE,
  CULM_DEVICE_AIRDUCT,
} CulmReportDeviceField;

/* `device.bed`, `device.ctc` */
typedef enum {
  CULM_HEATED_INFO,
} CulmReportHeatedField;

typedef enum {
  CULM_HEAT_TEMP,
} CulmReportHeatField;

typedef enum {
  CULM_EXTRUDERS_STATE,
  CULM_EXTRUDERS_INFO,
} CulmReportExtrudersField;

typedef enum {
  CULM_EXTRUDER_ID,
  CULM_EXTRUDER_TEMP,
  CULM_EXTRUDER_SLOT_NOW,
} CulmReportExtruderField;

typedef enum {
  CULM_NOZZLES_INFO,
} CulmReportNozzlesField;

typedef enum {
  CULM_NOZZLE_ID,
  CULM_NOZZLE_DIAMETER,
  CULM_NOZZLE_TYPE,
} CulmReportNozzleField;

/* §3.6 */
typedef enum {
  CULM_AIRDUCT_MODE,
  CULM_AIRDUCT_SUBMODE,
  CULM_AIRDUCT_MODES,
  CULM_AIRDUCT_PARTS,
} CulmReportAirductField;

typedef enum {
  CULM_AIRDUCT_MODE_ID,
  CULM_AIRDUCT_MODE_SETTABLE,
  CULM_AIRDUCT_MODE_OFF,
} CulmReportAirductModeField;

typedef enum {
  CULM_AIRDUCT_PART_ID,
  CULM_AIRDUCT_PART_STATE,
} CulmReportAirductPartField;

/* §3.8 */
typedef enum {
  CULM_AMS_UNITS,
  CULM_AMS_EXIST,
  CULM_AMS_TRAY_EXIST,
  CULM_AMS_TRAY_NOW,
  CULM_AMS_POWER_ON,
  CULM_AMS_INSERT_FLAG,
  CULM_AMS_REMAIN_FLAG,
} CulmReportAmsField;

typedef enum {
  CULM_UNIT_ID,
  CULM_UNIT_INFO,
  CULM_UNIT_HUMIDITY,
  CULM_UNIT_HUMIDITY_RAW,
  CULM_UNIT_TEMP,
  CULM_UNIT_DRY_TIME,
  CULM_UNIT_TRAYS,
} CulmReportUnitField;

typedef enum {
  CULM_TRAY_ID,
  CULM_TRAY_STATE,
  CULM_TRAY_TYPE,
  CULM_TRAY_SUB_BRANDS,
  CULM_TRAY_INFO_IDX,
  CULM_TRAY_COLOR,
  CULM_TRAY_COLS,
  CULM_TRAY_REMAIN,
  CULM_TRAY_TAG_UID,
  CULM_TRAY_NOZZLE_MIN,
  CULM_TRAY_NOZZLE_MAX,
  CULM_TRAY_DRYING_TEMP,
  CULM_TRAY_DRYING_TIME,
} CulmReportTrayField;

typedef enum {
  CULM_LIGHT_NODE,
  CULM_LIGHT_MODE,
} CulmReportLightField;

/* §3.7 */
typedef enum {
  CULM_IPCAM_DEV,
  CULM_IPCAM_TIMELAPSE,
  CULM_IPCAM_RECORD,
  CULM_IPCAM_RTSP_URL,
} CulmReportIpcamField;

typedef enum {
  CULM_XCAM_CFG,
  CULM_XCAM_MONITOR,
  CULM_XCAM_SPAGHETTI,
  CULM_XCAM_FIRST_LAYER,
  CULM_XCAM_PLATE_MARKER,
  CULM_XCAM_SENSITIVITY,
} CulmReportXcamField;

typedef enum {
  CULM_NET_INFO,
} CulmReportNetField;

typedef enum {
  CULM_INTERFACE_IP,
} CulmReportInterfaceField;

/* §3.10 */
typedef enum {
  CULM_UPGRADE_STATUS,
  CULM_UPGRADE_PROGRESS,
  CULM_UPGRADE_STATE,
  CULM_UPGRADE_OTA_VERSION,
  CULM_UPGRADE_VERSIONS,
} CulmReportUpgradeField;

typedef enum {
  CULM_NEW_VERSION_NAME,
  CULM_NEW_VERSION_VERSION,
} CulmReportNewVersionField;

/* `info`, the answer to get_version (§3.11) */
typedef enum {
  CULM_INFO_MODULES,
} CulmReportInfoField;

typedef enum {
  CULM_MODULE_NAME,
  CULM_MODULE_VERSION,
  CULM_MODULE_PRODUCT,
  CULM_MODULE_PROJECT,
  CULM_MODULE_SERIAL,
  CULM_MODULE_NEW_VERSION,
} CulmReportModuleField;

/* The two that a message is read by. */
extern const CulmSchema culm_status_schema, culm_info_schema;

G_END_DECLS
