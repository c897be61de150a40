/* culm-report-fans.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer-model.h"
#include "culm-report.h"

G_BEGIN_DECLS

/* Fans and the air duct (reference/mqtt.md §3.6; rules in state.md). */

/* Percent, rounded; -1 for a fan that this printer lacks or never reported. */
int culm_report_get_fan (const CulmReport *report, const CulmPrinterModel *model, CulmFanId fan);

/* Whether the air duct's mode leaves this fan to the person; TRUE without an air duct. */
gboolean culm_report_is_fan_settable (const CulmReport *report, CulmFanId fan);

/* Whether the air duct's mode keeps this fan off, whatever it is told. */
gboolean culm_report_is_fan_forced_off (const CulmReport *report, CulmFanId fan);

/* The modes that the air duct offers to a person, a bit for each CulmAirductMode; 0 without an air duct. The laser's
 * exhaust is left out on the H2 models unless it is on: without a laser it is of no use (reference/mqtt.md §3.6). */
guint culm_report_get_airduct_modes (const CulmReport *report, const CulmPrinterModel *model);

/* "cooling", "heating" … Returns: (nullable): a static string. */
const char *culm_report_get_airduct (const CulmReport *report);

G_END_DECLS
