/* culm-text-fault.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-fault-record.h"

G_BEGIN_DECLS

/* When a fault was: "since 16:42" while it is, "16:42, for 12 min" when it is over. `now` in unix seconds. Returns:
 * (transfer full) translated plain text. */
char *culm_text_fault_times (CulmFaultRecord *record, gint64 now);

G_END_DECLS
