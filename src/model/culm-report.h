/* culm-report.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CulmReport:
 *
 * What a printer has said so far, as typed values: immutable, shared by reference. `protocol` reads one from bytes and
 * merges two (reference/mqtt.md §3.2); CulmPrinter interprets it by the rules of state.md. A value that was never
 * reported is absent, which is not the same as 0.
 */
typedef struct _CulmReport CulmReport;

#define CULM_TYPE_REPORT (culm_report_get_type ())
GType       culm_report_get_type (void);
CulmReport *culm_report_ref (CulmReport *self);
void        culm_report_unref (CulmReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmReport, culm_report_unref)

G_END_DECLS
