/* culm-fault-place.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-fault-place.h"

#define MODULE_AMS 0x07
#define MODULE_AMS_LITE 0x12
#define MODULE_AMS_HT 0x18
#define UNIT_EXTERNAL 0xFF
#define UNIT_EXTERNAL_LEFT 0xFE

/* 0x10 motor, 0x20 filament, 0x30 RFID board of a slot; above that the part belongs to the whole unit. */
static gboolean
is_slot_part (guint part)
{
  return part >= 0x10 && part < 0x50;
}

const char *
culm_fault_place_get_module (guint32 attr)
{
  switch (attr >> 24) {
  case 0x03: return "motion";
  case 0x05: return "mainboard";
  case MODULE_AMS: return "ams";
  case 0x08: return "toolhead";
  case 0x0C: return "camera";
  case MODULE_AMS_LITE: return "ams_lite";
  case MODULE_AMS_HT: return "ams_ht";
  default: return NULL;
  }
}

gboolean
culm_fault_place_is_ams (guint32 attr)
{
  guint module = attr >> 24;

  return module == MODULE_AMS || module == MODULE_AMS_LITE || module == MODULE_AMS_HT;
}

gboolean
culm_fault_place_is_external (guint32 attr)
{
  guint unit = attr >> 16 & 0xFF;

  return unit == UNIT_EXTERNAL || unit == UNIT_EXTERNAL_LEFT;
}

char *
culm_fault_place_name_unit (guint32 attr)
{
  guint unit = attr >> 16 & 0xFF;

  if (attr >> 24 == MODULE_AMS_LITE)
    return g_strdup ("AMS Lite");
  if (attr >> 24 == MODULE_AMS_HT)
    return g_strdup_printf ("AMS HT %u", (unit & 0x7F) + 1);
  return g_strdup_printf ("AMS %c", 'A' + (unit < 26 ? (int) unit : 0));
}

char *
culm_fault_place_name_slot (guint32 attr)
{
  guint part = attr >> 8 & 0xFF;

  return g_strdup_printf ("%u", is_slot_part (part) ? (part & 0x0F) + 1 : 1);
}

guint32
culm_fault_place_get_first_unit (guint32 attr)
{
  return attr & 0xFF00FFFFu;
}

guint32
culm_fault_place_reduce (guint32 attr)
{
  guint part = attr >> 8 & 0xFF;

  if (culm_fault_place_is_external (attr))
    return culm_fault_place_get_first_unit (attr) | (guint32) UNIT_EXTERNAL << 16;
  if (is_slot_part (part))
    part &= 0xF0;
  return (guint32) MODULE_AMS << 24 | part << 8;
}
