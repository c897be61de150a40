/* culm-upkeep.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* What is done to a printer now and then, beside printing (reference/mqtt.md §4.2). */
typedef enum {
  CULM_UPKEEP_BUZZER,          /* value: 0 off, 1 alarm, 2 beep */
  CULM_UPKEEP_RESOLUTION,      /* value: lines of the camera's picture, 720 or 1080 */
  CULM_UPKEEP_AIR_FILTER_OFF,
  CULM_UPKEEP_ACCESSORY,       /* the nozzle that a person fitted. number: diameter in mm, text: its kind */
  CULM_UPKEEP_RACK_REFRESH,    /* the nozzle rack of an H2C: look what it holds */
  CULM_UPKEEP_RACK_MOVE,       /* value: 0 home, 1 side A, 2 side B */
  CULM_UPKEEP_RACK_READ,       /* value: a holder, 16 to 21 */
  CULM_UPKEEP_RACK_CONFIRM,    /* value: a holder, 255 all */
  CULM_UPKEEP_RACK_MAPPING,
  CULM_UPKEEP_PRESSURE_START,  /* pressure advance of the filament in a slot. number: most mm³/s */
  CULM_UPKEEP_PRESSURE_GET,    /* unit, slot */
  CULM_UPKEEP_PRESSURE_SET,    /* unit, slot, number: K, text: the name of the profile */
  CULM_UPKEEP_PRESSURE_SELECT, /* unit, slot, value: number of the profile */
  CULM_UPKEEP_PRESSURE_DELETE, /* unit, slot, value: number of the profile */
  CULM_UPKEEP_PRESSURE_RESULT,
  CULM_UPKEEP_FLOW_START,      /* unit, slot, number: most mm³/s */
  CULM_UPKEEP_FLOW_RESULT,
} CulmUpkeepAct;
#define CULM_N_UPKEEP_ACTS (CULM_UPKEEP_FLOW_RESULT + 1)

typedef struct {
  CulmUpkeepAct act;
  int value;
  int unit, slot; /* as in culm_command_new_ams_load() */
  double number;
  const char *text; /* nullable */
} CulmUpkeep;

/* The key of the command that it belongs to: "buzzer", "rack", "pressure" … Returns: a static string. */
const char *culm_upkeep_get_key (CulmUpkeepAct act);

/* Whether a slot is meant. */
gboolean culm_upkeep_has_slot (CulmUpkeepAct act);

G_END_DECLS
