/* culm-raw-log.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-report.h"

G_BEGIN_DECLS

/* A printer's last full report and the messages since, as they came (reference/mqtt.md §3.2): 64 KiB of deltas at most,
 * then the oldest go. */
typedef struct {
  GBytes *full;    /* nullable */
  GBytes *version; /* the last answer to get_version; nullable */
  GQueue deltas;   /* GBytes */
  gsize size;      /* of the deltas */
} CulmRawLog;

void culm_raw_log_init (CulmRawLog *self);
void culm_raw_log_clear (CulmRawLog *self);

void culm_raw_log_add_full (CulmRawLog *self, GBytes *message);
void culm_raw_log_add_delta (CulmRawLog *self, GBytes *message);
void culm_raw_log_add_version (CulmRawLog *self, GBytes *message);

/* The messages in order: versions, the last full report, those since. Returns: (transfer container) (element-type
 * GBytes). */
GPtrArray *culm_raw_log_list (CulmRawLog *self);

/* All of it as one block of bytes, NULL when there is no full report. Returns: (transfer full) (nullable). */
GBytes *culm_raw_log_pack (CulmRawLog *self);

/* The other way, into an empty log, and what the messages come to (transfer full). Slow: not for the main loop.
 * Returns: FALSE, with nothing filled in, for bytes that are no such block. */
gboolean culm_raw_log_unpack (CulmRawLog *self, GBytes *packed, CulmReport **report);

G_END_DECLS
