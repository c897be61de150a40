/* culm-report-identity.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer-model.h"
#include "culm-report.h"

G_BEGIN_DECLS

/* Who a printer is, as its modules say (reference/mqtt.md §3.11, state.md). Reports are nullable throughout. */

/* The model by `ota.product_name`, else `project_name` of a module. Returns: (nullable). */
const CulmPrinterModel *culm_report_find_model (const CulmReport *report);

/* "01.08.02.00" of `ota`, else `esp32` (old P1), `rv1126` (old X1). Returns: (nullable). */
const char *culm_report_get_firmware (const CulmReport *report);

/* The serial number of `ota` when it looks like one: 15 or 16 letters and digits. Returns: (nullable). */
const char *culm_report_get_serial (const CulmReport *report);

/* The module of this name. (transfer none) (nullable) */
CulmRecord *culm_report_find_module (const CulmReport *report, const char *name);

/* Whether the printer has two extruders: by its model, else by its report. */
gboolean culm_report_is_dual (const CulmReport *report, const CulmPrinterModel *model);

/* The extruder that is in use: -1 while switching or not known. */
int culm_report_get_active_extruder (const CulmReport *report, const CulmPrinterModel *model);

G_END_DECLS
