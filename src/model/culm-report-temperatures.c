/* culm-report-temperatures.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-report-temperatures.h"
#include "culm-report-identity.h"
#include <math.h>
#include <string.h>

/* What P1 and A1 report without a sensor. */
#define NO_SENSOR 5
/* A flat chamber temperature over this is a packed one (reference/mqtt.md §3.5). */
#define PACKED_FROM 500

static CulmRecord *
get_device (const CulmReport *report, guint field)
{
  return culm_record_get_record (culm_record_get_record (culm_report_get_status (report), CULM_STATUS_DEVICE), field);
}

static CulmTemperatures
unpack (gint64 packed)
{
  return (CulmTemperatures){ (double) (packed & 0xFFFF), (double) (packed >> 16 & 0xFFFF) };
}

/* `device.bed.info.temp`, `device.ctc.info.temp`: -1 when absent. */
static gint64
get_packed (const CulmReport *report, guint part)
{
  CulmRecord *info = culm_record_get_record (get_device (report, part), CULM_HEATED_INFO);

  return culm_record_get_int (info, CULM_HEAT_TEMP, -1);
}

/* "HS01", "HS01-0.4" or a word. */
static const char *
read_kind (const char *type)
{
  static const char *const words[] = { "stainless_steel", "hardened_steel", "tungsten_carbide", "brass" };

  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (words); i++) {
    if (g_str_equal (type, words[i]))
      return words[i];
  }
  if (type == NULL || type[0] != 'H' || strlen (type) < 4)
    return NULL;
  if (strncmp (type + 2, "00", 2) == 0)
    return words[0];
  if (strncmp (type + 2, "01", 2) == 0)
    return words[1];
  return strncmp (type + 2, "05", 2) == 0 ? words[2] : NULL;
}

static const char *
read_flow (const char *type)
{
  if (type == NULL || type[0] != 'H' || strlen (type) < 4)
    return NULL;
  switch (type[1]) {
  case 'S': return "standard";
  case 'H': return "high";
  case 'U': return "tpu_high";
  default: return NULL;
  }
}

static void
read_nozzle (CulmNozzleFacts *facts, double diameter, const char *type)
{
  facts->diameter = diameter > 0 && diameter < 10 ? diameter : 0;
  facts->kind = read_kind (type);
  facts->flow = read_flow (type);
}

CulmTemperatures
culm_report_get_bed (const CulmReport *report)
{
  CulmRecord *status = culm_report_get_status (report);
  CulmRecord *device = culm_record_get_record (status, CULM_STATUS_DEVICE);
  gint64 packed = get_packed (report, CULM_DEVICE_BED);

  if (packed < 0)
    packed = culm_record_get_int (device, CULM_DEVICE_BED_TEMP, -1);
  if (packed >= 0)
    return unpack (packed);
  return (CulmTemperatures){ culm_record_get_double (status, CULM_STATUS_BED),
                             culm_record_get_double (status, CULM_STATUS_BED_TARGET) };
}

gboolean
culm_report_get_chamber (const CulmReport *report, const CulmPrinterModel *model, CulmTemperatures *chamber)
{
  CulmRecord *status = culm_report_get_status (report);
  gboolean known = culm_printer_model_is_known (model);
  gint64 packed = get_packed (report, CULM_DEVICE_CTC);
  double flat = culm_record_get_double (status, CULM_STATUS_CHAMBER);

  *chamber = (CulmTemperatures){ NAN, NAN };
  if (known && !model->chamber_sensor)
    return FALSE;
  if (packed < 0 && flat > PACKED_FROM)
    packed = (gint64) flat;
  if (packed >= 0) {
    *chamber = unpack (packed);
  } else {
    if (!known && (isnan (flat) || flat == NO_SENSOR))
      return FALSE;
    *chamber = (CulmTemperatures){ flat, culm_record_get_double (status, CULM_STATUS_CHAMBER_TARGET) };
  }
  if (!known || model->chamber_max == 0)
    chamber->target = NAN;
  return TRUE;
}

CulmNozzleFacts
culm_report_get_nozzle (const CulmReport *report, const CulmPrinterModel *model, int extruder)
{
  CulmRecord *status = culm_report_get_status (report);
  CulmRecord *info = culm_record_find_item (get_device (report, CULM_DEVICE_EXTRUDER), CULM_EXTRUDERS_INFO,
                                            CULM_EXTRUDER_ID, extruder);
  CulmRecord *nozzle =
      culm_record_find_item (get_device (report, CULM_DEVICE_NOZZLE), CULM_NOZZLES_INFO, CULM_NOZZLE_ID, extruder);
  gboolean dual = culm_report_is_dual (report, model);
  CulmNozzleFacts facts = { .heat = { NAN, NAN } };

  if (culm_record_has (info, CULM_EXTRUDER_TEMP)) {
    facts.heat = unpack (culm_record_get_int (info, CULM_EXTRUDER_TEMP, 0));
  } else if (!dual) {
    facts.heat.current = culm_record_get_double (status, CULM_STATUS_NOZZLE);
    facts.heat.target = culm_record_get_double (status, CULM_STATUS_NOZZLE_TARGET);
  }
  if (nozzle != NULL)
    read_nozzle (&facts, culm_record_get_double (nozzle, CULM_NOZZLE_DIAMETER),
                 culm_record_get_string (nozzle, CULM_NOZZLE_TYPE));
  else if (!dual)
    read_nozzle (&facts, culm_record_get_double (status, CULM_STATUS_NOZZLE_DIAMETER),
                 culm_record_get_string (status, CULM_STATUS_NOZZLE_TYPE));
  return facts;
}

gboolean
culm_report_get_rack_nozzle (const CulmReport *report, int holder, CulmNozzleFacts *facts)
{
  CulmRecord *nozzle =
      culm_record_find_item (get_device (report, CULM_DEVICE_NOZZLE), CULM_NOZZLES_INFO, CULM_NOZZLE_ID, holder);

  *facts = (CulmNozzleFacts){ .heat = { NAN, NAN } };
  if (nozzle == NULL)
    return FALSE;
  read_nozzle (facts, culm_record_get_double (nozzle, CULM_NOZZLE_DIAMETER),
               culm_record_get_string (nozzle, CULM_NOZZLE_TYPE));
  return TRUE;
}

gboolean
culm_report_has_rack (const CulmReport *report, const CulmPrinterModel *model)
{
  CulmNozzleFacts facts;

  if (culm_printer_model_is_known (model))
    return model->n_rack > 0;
  for (int holder = CULM_RACK_FIRST; holder <= CULM_RACK_LAST; holder++) {
    if (culm_report_get_rack_nozzle (report, holder, &facts))
      return TRUE;
  }
  return FALSE;
}

gboolean
culm_report_get_mains_220v (const CulmReport *report)
{
  CulmRecord *status = culm_report_get_status (report);

  if (!culm_record_has (status, CULM_STATUS_HOME_FLAG) && !culm_record_has (status, CULM_STATUS_FUN))
    return TRUE;
  return culm_record_get_bit (status, CULM_STATUS_HOME_FLAG, 3) || culm_record_get_bit (status, CULM_STATUS_FUN, 2);
}
