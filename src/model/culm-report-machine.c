/* culm-report-machine.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-report-machine.h"
#include "culm-report-identity.h"
#include <string.h>

#define BIT_SIGNATURE 29
#define BITS_HOMED 7

static CulmSwitch
to_switch (gboolean on)
{
  return on ? CULM_SWITCH_ON : CULM_SWITCH_OFF;
}

gboolean
culm_report_is_new_protocol (const CulmReport *report)
{
  CulmRecord *status = culm_report_get_status (report);

  return culm_record_has (status, CULM_STATUS_CFG) && culm_record_has (status, CULM_STATUS_FUN) &&
         culm_record_has (status, CULM_STATUS_AUX) && culm_record_has (status, CULM_STATUS_STAT);
}

static CulmSwitch
read_bit (CulmRecord *status, guint field, guint bit)
{
  return culm_record_has (status, field) ? to_switch (culm_record_get_bit (status, field, bit)) : CULM_SWITCH_UNKNOWN;
}

static CulmRecord *
get_interface (CulmRecord *status, guint i)
{
  CulmRecord *net = culm_record_get_record (status, CULM_STATUS_NET);

  return i < culm_record_get_n_items (net, CULM_NET_INFO) ? culm_record_get_item (net, CULM_NET_INFO, i) : NULL;
}

int
culm_report_get_homed (const CulmReport *report)
{
  CulmRecord *status = culm_report_get_status (report);

  if (!culm_record_has (status, CULM_STATUS_HOME_FLAG))
    return -1;
  return (int) (culm_record_get_int (status, CULM_STATUS_HOME_FLAG, 0) & BITS_HOMED);
}

CulmSwitch
culm_report_get_light (const CulmReport *report)
{
  CulmRecord *status = culm_report_get_status (report);
  guint n = culm_record_get_n_items (status, CULM_STATUS_LIGHTS);

  for (guint i = 0; i < n; i++) {
    CulmRecord *light = culm_record_get_item (status, CULM_STATUS_LIGHTS, i);
    const char *mode = culm_record_get_string (light, CULM_LIGHT_MODE);

    if (g_strcmp0 (culm_record_get_string (light, CULM_LIGHT_NODE), "chamber_light") != 0 || mode == NULL)
      continue;
    return to_switch (g_str_equal (mode, "on") || g_str_equal (mode, "flashing"));
  }
  return CULM_SWITCH_UNKNOWN;
}

CulmStorage
culm_report_get_storage (const CulmReport *report)
{
  static const CulmStorage storages[] = { CULM_STORAGE_NONE, CULM_STORAGE_OK, CULM_STORAGE_FAULTY,
                                          CULM_STORAGE_READ_ONLY };
  CulmRecord *status = culm_report_get_status (report);
  gboolean card = culm_record_get_bit (status, CULM_STATUS_SDCARD, 0);
  gint64 bits;

  if (culm_report_is_new_protocol (report))
    bits = culm_record_get_int (status, CULM_STATUS_AUX, 0) >> 12 & 3;
  else if (culm_record_has (status, CULM_STATUS_HOME_FLAG))
    bits = culm_record_get_int (status, CULM_STATUS_HOME_FLAG, 0) >> 8 & 3;
  else if (culm_record_has (status, CULM_STATUS_SDCARD))
    bits = 0;
  else
    return CULM_STORAGE_UNKNOWN;
  return bits == 0 && card ? CULM_STORAGE_OK : storages[bits];
}

CulmSwitch
culm_report_get_door (const CulmReport *report, const CulmPrinterModel *model)
{
  CulmRecord *status = culm_report_get_status (report);

  if (!culm_printer_model_is_known (model) ||
      !culm_printer_model_reports_door (model, culm_report_get_firmware (report)))
    return CULM_SWITCH_UNKNOWN;
  if (model->family == CULM_FAMILY_X1 || model->family == CULM_FAMILY_X1E)
    return read_bit (status, CULM_STATUS_HOME_FLAG, 23);
  /* Early H2D firmware had no `stat` (reference/mqtt.md §3.10). */
  if (model->family == CULM_FAMILY_H2D && !culm_record_has (status, CULM_STATUS_STAT))
    return read_bit (status, CULM_STATUS_HOME_FLAG, 23);
  return read_bit (status, CULM_STATUS_STAT, 23);
}

int
culm_report_get_wifi (const CulmReport *report)
{
  CulmRecord *status = culm_report_get_status (report);
  CulmRecord *interface = get_interface (status, 0);
  const char *text = culm_record_get_string (status, CULM_STATUS_WIFI);
  char *end = NULL;
  gint64 dbm;

  if (text == NULL)
    return 0;
  dbm = g_ascii_strtoll (text, &end, 10);
  if (end == text || (*end != '\0' && g_ascii_strcasecmp (end, "dBm") != 0) || dbm >= 0 || dbm < -200)
    return 0;
  if (dbm == -90 && culm_record_get_int (interface, CULM_INTERFACE_IP, -1) == 0)
    return 0;
  return (int) dbm;
}

char *
culm_report_dup_address (const CulmReport *report)
{
  CulmRecord *status = culm_report_get_status (report);
  CulmRecord *interface;

  for (guint i = 0; (interface = get_interface (status, i)) != NULL; i++) {
    guint ip = (guint) culm_record_get_int (interface, CULM_INTERFACE_IP, 0);

    if (ip != 0)
      return g_strdup_printf ("%u.%u.%u.%u", ip & 0xFF, ip >> 8 & 0xFF, ip >> 16 & 0xFF, ip >> 24);
  }
  return NULL;
}

CulmCameraFacts
culm_report_get_camera (const CulmReport *report, const CulmPrinterModel *model)
{
  CulmRecord *status = culm_report_get_status (report);
  CulmRecord *camera = culm_record_get_record (status, CULM_STATUS_IPCAM);
  const char *url = culm_record_get_string (camera, CULM_IPCAM_RTSP_URL);
  CulmCameraFacts facts = { 0 };

  if (model->camera == CULM_CAMERA_KIND_JPEG)
    facts.kind = "jpeg";
  else if (model->camera == CULM_CAMERA_KIND_RTSPS)
    facts.kind = "rtsps";
  if (culm_record_has (camera, CULM_IPCAM_DEV) || url != NULL)
    facts.available =
        to_switch (culm_record_get_int (camera, CULM_IPCAM_DEV, 1) != 0 && g_strcmp0 (url, "disable") != 0);
  facts.recording = culm_report_is_new_protocol (report) ? read_bit (status, CULM_STATUS_STAT, 7)
                                                         : read_bit (status, CULM_STATUS_HOME_FLAG, 5);
  facts.timelapse = read_bit (camera, CULM_IPCAM_TIMELAPSE, 0);
  facts.record = read_bit (camera, CULM_IPCAM_RECORD, 0);
  return facts;
}

/* The firmware's own entry, where the version is not told flatly. */
static const char *
find_new_version (CulmRecord *upgrade)
{
  const char *version = culm_record_get_text (upgrade, CULM_UPGRADE_OTA_VERSION);
  guint n = culm_record_get_n_items (upgrade, CULM_UPGRADE_VERSIONS);

  for (guint i = 0; version == NULL && i < n; i++) {
    CulmRecord *item = culm_record_get_item (upgrade, CULM_UPGRADE_VERSIONS, i);

    if (g_strcmp0 (culm_record_get_string (item, CULM_NEW_VERSION_NAME), "ota") == 0)
      version = culm_record_get_text (item, CULM_NEW_VERSION_VERSION);
  }
  return version;
}

CulmUpgradeFacts
culm_report_get_upgrade (const CulmReport *report)
{
  CulmRecord *upgrade = culm_record_get_record (culm_report_get_status (report), CULM_STATUS_UPGRADE);
  gint64 progress = culm_record_get_int (upgrade, CULM_UPGRADE_PROGRESS, -1);
  CulmUpgradeFacts facts = { .progress = -1 };

  facts.status = culm_record_get_text (upgrade, CULM_UPGRADE_STATUS);
  if (progress >= 0 && progress <= 100)
    facts.progress = (int) progress;
  if (culm_record_get_int (upgrade, CULM_UPGRADE_STATE, 0) == 1)
    facts.available = find_new_version (upgrade);
  return facts;
}

CulmControl
culm_report_get_control (const CulmReport *report)
{
  CulmRecord *status = culm_report_get_status (report);

  if (!culm_record_has (status, CULM_STATUS_FUN))
    return CULM_CONTROL_UNKNOWN;
  return culm_record_get_bit (status, CULM_STATUS_FUN, BIT_SIGNATURE) ? CULM_CONTROL_REFUSED : CULM_CONTROL_ALLOWED;
}
