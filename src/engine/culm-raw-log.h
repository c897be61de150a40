/* culm-raw-log.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

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

/* All of it as one block of bytes, NULL when there is no full report; and the messages in it, in order. Both (transfer
 * full), the second (element-type GBytes), NULL for bytes that are no such block. */
GBytes    *culm_raw_log_pack (CulmRawLog *self);
GPtrArray *culm_raw_log_unpack (GBytes *packed);

G_END_DECLS
