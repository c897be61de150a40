/* report-rig.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-printer.h"
#include "culm-report-reader.h"
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A printer that is known from its messages, as `culmctl decode` reads them. */
typedef struct {
  CulmPrinter *printer;
  CulmReport *known;
  gint64 now; /* monotonic µs; a second more each message */
} ReportRig;

/* `model` (nullable) is what a person or the service calls the model. */
void report_rig_init (ReportRig *self, const char *model);
void report_rig_clear (ReportRig *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ReportRig, report_rig_clear)

/* A whole message, which must be good. Returns: the merged report (transfer none). */
CulmReport *report_rig_feed (ReportRig *self, const char *message);

/* The members of `print` of a message, in JSON without the outer braces. */
CulmReport *report_rig_feed_print (ReportRig *self, const char *members);

/* What section 4 says at a path ("ams.0.slots.1.type"; empty: all of it), as compact JSON. (transfer full) */
char *report_rig_get (ReportRig *self, const char *path);

/* The same of any tree; NULL where the path leads nowhere. (transfer full) (nullable) */
char *report_rig_print_at (JsonNode *root, const char *path);

G_END_DECLS
