/* culm-report-temperatures.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer-model.h"
#include "culm-report.h"

G_BEGIN_DECLS

/* Temperatures and nozzles (reference/mqtt.md §3.5, §3.9; rules in state.md). °C, NAN while not known. Packed values of
 * `device` win over the flat fields. */

typedef struct {
  double current, target;
} CulmTemperatures;

typedef struct {
  CulmTemperatures heat;
  double diameter;        /* mm, 0 not known */
  const char *kind, *flow; /* the words of state.md, static, nullable */
} CulmNozzleFacts;

CulmTemperatures culm_report_get_bed (const CulmReport *report);

/* FALSE: this printer has no sensor there. The target stays NAN without a heater. */
gboolean culm_report_get_chamber (const CulmReport *report, const CulmPrinterModel *model, CulmTemperatures *chamber);

/* An extruder's nozzle, by extruder id. */
CulmNozzleFacts culm_report_get_nozzle (const CulmReport *report, const CulmPrinterModel *model, int extruder);

/* A nozzle that waits in the rack of an H2C, by holder 16–21. FALSE when it was not reported. */
gboolean culm_report_get_rack_nozzle (const CulmReport *report, int holder, CulmNozzleFacts *facts);

/* Whether the printer has a rack. */
gboolean culm_report_has_rack (const CulmReport *report, const CulmPrinterModel *model);
#define CULM_RACK_FIRST 16
#define CULM_RACK_LAST 21

/* Whether mains are 220 V, by which the bed of some models is limited; TRUE while not known. */
gboolean culm_report_get_mains_220v (const CulmReport *report);

G_END_DECLS
