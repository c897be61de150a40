/* culm-upkeep.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-upkeep.h"

static const struct {
  const char *key;
  gboolean has_slot;
} acts[CULM_N_UPKEEP_ACTS] = {
  [CULM_UPKEEP_BUZZER] = { "buzzer", FALSE },
  [CULM_UPKEEP_RESOLUTION] = { "resolution", FALSE },
  [CULM_UPKEEP_AIR_FILTER_OFF] = { "air-filter", FALSE },
  [CULM_UPKEEP_ACCESSORY] = { "accessory", FALSE },
  [CULM_UPKEEP_RACK_REFRESH] = { "rack", FALSE },
  [CULM_UPKEEP_RACK_MOVE] = { "rack", FALSE },
  [CULM_UPKEEP_RACK_READ] = { "rack", FALSE },
  [CULM_UPKEEP_RACK_CONFIRM] = { "rack", FALSE },
  [CULM_UPKEEP_RACK_MAPPING] = { "rack", FALSE },
  [CULM_UPKEEP_PRESSURE_START] = { "pressure", TRUE },
  [CULM_UPKEEP_PRESSURE_GET] = { "pressure", TRUE },
  [CULM_UPKEEP_PRESSURE_SET] = { "pressure", TRUE },
  [CULM_UPKEEP_PRESSURE_SELECT] = { "pressure", TRUE },
  [CULM_UPKEEP_PRESSURE_DELETE] = { "pressure", TRUE },
  [CULM_UPKEEP_PRESSURE_RESULT] = { "pressure", FALSE },
  [CULM_UPKEEP_FLOW_START] = { "flow", TRUE },
  [CULM_UPKEEP_FLOW_RESULT] = { "flow", FALSE },
};

const char *
culm_upkeep_get_key (CulmUpkeepAct act)
{
  g_return_val_if_fail ((guint) act < CULM_N_UPKEEP_ACTS, NULL);

  return acts[act].key;
}

gboolean
culm_upkeep_has_slot (CulmUpkeepAct act)
{
  g_return_val_if_fail ((guint) act < CULM_N_UPKEEP_ACTS, FALSE);

  return acts[act].has_slot;
}
