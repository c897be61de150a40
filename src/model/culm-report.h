/* culm-report.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer-enums.h"
#include "culm-report-schema.h"
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

/* Whether this message says anything of the printer's status or versions; FALSE for an echo of a command, an event of
 * the broker, or noise. */
gboolean culm_report_is_empty (const CulmReport *self);

/* Whether this message was a full one; after a merge, whether a full one has been seen. */
gboolean culm_report_is_full (const CulmReport *self);

/* Whether a message said that the printer went online or offline (`event.client.connected`, `disconnected`;
 * reference/mqtt.md §1). A merged report never says. */
CulmSwitch culm_report_get_presence (const CulmReport *self);

/* What the last merge changed: a mask of CulmReportGroup. */
guint32 culm_report_get_changed (const CulmReport *self);

/* Whether `self` came of merging a message into `earlier` (nullable), so that only the changed groups differ. */
gboolean culm_report_follows (const CulmReport *self, const CulmReport *earlier);

/* What it says, for those who interpret it: the `print` object (CULM_STATUS_…) and the `info` object (CULM_INFO_…).
 * (transfer none) (nullable). */
CulmRecord *culm_report_get_status (const CulmReport *self);
CulmRecord *culm_report_get_info (const CulmReport *self);

/* ---- For `protocol` ---- */

/* Takes both records (nullable). */
CulmReport *culm_report_new (CulmRecord *status, CulmRecord *info, gboolean full, CulmSwitch presence);

/* As culm_report_new(), the outcome of merging into `earlier` (nullable). */
CulmReport *culm_report_new_merged (const CulmReport *earlier, CulmRecord *status, CulmRecord *info, gboolean full,
                                    guint32 changed);

G_END_DECLS
