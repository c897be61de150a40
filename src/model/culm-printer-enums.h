/* culm-printer-enums.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib-object.h>

G_BEGIN_DECLS

/* What a printer does, in the words of contract.md §4. */
typedef enum {
  CULM_PRINTER_STATE_UNKNOWN,
  CULM_PRINTER_STATE_IDLE,
  CULM_PRINTER_STATE_PREPARING,
  CULM_PRINTER_STATE_PRINTING,
  CULM_PRINTER_STATE_PAUSED,
  CULM_PRINTER_STATE_FINISHED,
  CULM_PRINTER_STATE_CANCELLED,
  CULM_PRINTER_STATE_FAILED,
  CULM_PRINTER_STATE_OFFLINE,
} CulmPrinterState;

/* Whether the printer obeys print commands (reference/mqtt.md §2.1). */
typedef enum {
  CULM_CONTROL_UNKNOWN,
  CULM_CONTROL_ALLOWED,
  CULM_CONTROL_REFUSED,
} CulmControl;

/* The way on which reports come and commands go. */
typedef enum {
  CULM_ROUTE_NONE,
  CULM_ROUTE_LAN,
  CULM_ROUTE_CLOUD,
} CulmRoute;

/* A thing that is on (or open), off (or closed), or not known. */
typedef enum {
  CULM_SWITCH_UNKNOWN,
  CULM_SWITCH_OFF,
  CULM_SWITCH_ON,
} CulmSwitch;

typedef enum {
  CULM_STORAGE_UNKNOWN,
  CULM_STORAGE_NONE,
  CULM_STORAGE_OK,
  CULM_STORAGE_FAULTY,
  CULM_STORAGE_READ_ONLY,
} CulmStorage;

typedef enum {
  CULM_SEVERITY_UNKNOWN,
  CULM_SEVERITY_FATAL,
  CULM_SEVERITY_SERIOUS,
  CULM_SEVERITY_COMMON,
  CULM_SEVERITY_INFO,
} CulmSeverity;

/* Why a control is off. CULM_OBSTACLE_NONE: it is on. */
typedef enum {
  CULM_OBSTACLE_NONE,
  CULM_OBSTACLE_OFFLINE,     /* no route, or the data is old */
  CULM_OBSTACLE_NOT_NOW,     /* the state forbids it: nothing to pause */
  CULM_OBSTACLE_PRINTING,    /* it would spoil the print that is under way */
  CULM_OBSTACLE_COLD,        /* the nozzle is too cold to move filament */
  CULM_OBSTACLE_CLOSED,      /* the air duct's mode keeps this fan off */
  CULM_OBSTACLE_NOT_ALLOWED, /* control is refused: Developer Mode is off */
  CULM_OBSTACLE_MODEL,       /* this model has no such part */
  CULM_OBSTACLE_FIRMWARE,    /* this firmware does not know it */
  CULM_OBSTACLE_DIALECT,     /* the chosen dialect has no form for it */
} CulmObstacle;

/* The names of contract.md §4; NULL for the value that JSON shows as null ("unknown" for the state and for control). */
const char *culm_printer_state_get_name (CulmPrinterState state);
const char *culm_control_get_name (CulmControl control);
const char *culm_route_get_name (CulmRoute route);
const char *culm_storage_get_name (CulmStorage storage);
const char *culm_severity_get_name (CulmSeverity severity);

/* Preparing, printing or paused: there is a job that can be stopped. */
gboolean culm_printer_state_is_active (CulmPrinterState state);

G_END_DECLS
