/* culm-report-job.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-job.h"
#include "culm-report.h"

G_BEGIN_DECLS

/* What a printer does and prints (reference/mqtt.md §3.3, §3.4; rules in state.md). */

/* From `gcode_state`, which knows no "cancelled". */
CulmPrinterState culm_report_get_state (const CulmReport *report);

/* The code of the stage, CULM_STAGE_IDLE for every form of idle; FALSE while never reported. */
gboolean culm_report_get_stage (const CulmReport *report, int *code);

/* Whether a job is there, and what it is. `data` points into `report`, but for its name and file, which are freed with
 * culm_report_job_clear(). */
gboolean culm_report_read_job (const CulmReport *report, CulmJobData *data);
void     culm_report_job_clear (CulmJobData *data);

/* When the printer says that the job started, in unix seconds; 0 when it does not say. */
gint64 culm_report_get_job_start (const CulmReport *report);

G_END_DECLS
