/* culm-printer-enums.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-printer-enums.h"

static const char *
pick (const char *const *names, gsize n, int value)
{
  return value >= 0 && (gsize) value < n ? names[value] : NULL;
}

const char *
culm_printer_state_get_name (CulmPrinterState state)
{
  static const char *const names[] = {
    [CULM_PRINTER_STATE_UNKNOWN] = "unknown",     [CULM_PRINTER_STATE_IDLE] = "idle",
    [CULM_PRINTER_STATE_PREPARING] = "preparing", [CULM_PRINTER_STATE_PRINTING] = "printing",
    [CULM_PRINTER_STATE_PAUSED] = "paused",       [CULM_PRINTER_STATE_FINISHED] = "finished",
    [CULM_PRINTER_STATE_CANCELLED] = "cancelled", [CULM_PRINTER_STATE_FAILED] = "failed",
    [CULM_PRINTER_STATE_OFFLINE] = "offline",
  };

  return pick (names, G_N_ELEMENTS (names), (int) state);
}

const char *
culm_control_get_name (CulmControl control)
{
  static const char *const names[] = {
    [CULM_CONTROL_UNKNOWN] = "unknown",
    [CULM_CONTROL_ALLOWED] = "allowed",
    [CULM_CONTROL_REFUSED] = "refused",
  };

  return pick (names, G_N_ELEMENTS (names), (int) control);
}

const char *
culm_route_get_name (CulmRoute route)
{
  static const char *const names[] = { [CULM_ROUTE_LAN] = "lan", [CULM_ROUTE_CLOUD] = "cloud" };

  return pick (names, G_N_ELEMENTS (names), (int) route);
}

const char *
culm_storage_get_name (CulmStorage storage)
{
  static const char *const names[] = {
    [CULM_STORAGE_NONE] = "none",
    [CULM_STORAGE_OK] = "ok",
    [CULM_STORAGE_FAULTY] = "faulty",
    [CULM_STORAGE_READ_ONLY] = "read-only",
  };

  return pick (names, G_N_ELEMENTS (names), (int) storage);
}

const char *
culm_severity_get_name (CulmSeverity severity)
{
  static const char *const names[] = {
    [CULM_SEVERITY_FATAL] = "fatal",
    [CULM_SEVERITY_SERIOUS] = "serious",
    [CULM_SEVERITY_COMMON] = "common",
    [CULM_SEVERITY_INFO] = "info",
  };

  return pick (names, G_N_ELEMENTS (names), (int) severity);
}

gboolean
culm_printer_state_is_active (CulmPrinterState state)
{
  return state == CULM_PRINTER_STATE_PREPARING || state == CULM_PRINTER_STATE_PRINTING ||
         state == CULM_PRINTER_STATE_PAUSED;
}
