/* culm-sequence.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

#define CULM_SEQUENCE_FIRST 20000
#define CULM_SEQUENCE_LAST 29999

/* The numbers of requests, one series a process: 20000 to 29999, then from the start again (reference/mqtt.md §2). */
typedef struct {
  guint next;
} CulmSequence;

/* Any `start` is brought into the range: give a random one, or CULM_SEQUENCE_FIRST for a series known beforehand. */
void culm_sequence_init (CulmSequence *self, guint start);

/* The next number, in decimal. Returns: (transfer full). */
char *culm_sequence_next (CulmSequence *self);

G_END_DECLS
