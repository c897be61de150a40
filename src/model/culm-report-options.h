/* culm-report-options.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-command.h"
#include "culm-report.h"

G_BEGIN_DECLS

/* Settings of a printer that outlive a job, as it reports them (reference/mqtt.md §3.7, §3.10): `home_flag`, or with
 * the new protocol `cfg`, and `xcam`. */

/* The value in the numbers of CulmOption; -1: the printer does not tell, or says that it has no such option. */
int culm_report_get_option (const CulmReport *report, CulmOption option);

/* Whether a printer that shows `shown` has done what `wanted` asks: on is shown by every sensitivity. */
gboolean culm_option_shows (int shown, int wanted);

G_END_DECLS
