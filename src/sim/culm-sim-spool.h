/* culm-sim-spool.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

/* What one slot holds, in an AMS or on the holder at the back. Texts are as in the report (reference/mqtt.md §3.8). */
typedef struct {
  gboolean present;
  char type[16];   /* "PLA", empty: not known */
  char brand[32];  /* "PLA Matte" */
  char preset[16]; /* "GFA00" */
  char sku[16];    /* "A01-R1" */
  char color[9];   /* RRGGBBAA */
  char tag[17];    /* sixteen hexadecimal digits, all zero without a tag */
  char uuid[33];
  int nozzle_min, nozzle_max; /* °C */
  int drying_temp, drying_hours;
  double remain; /* percent, below 0: not known */
  double k;
  int cali_idx;
  double reading; /* seconds until its tag has been read again */
} CulmSimSpool;

/* Empties the slot. */
void culm_sim_spool_clear (CulmSimSpool *self);

/* Puts a spool drawn from rand into it; tagged: with the vendor's tag, so that its fill is known. */
void culm_sim_spool_draw (CulmSimSpool *self, GRand *rand, gboolean tagged);

gboolean culm_sim_spool_is_tagged (const CulmSimSpool *self);

/* Copies text into one of the fixed fields above, cut to its size at a whole character. */
void culm_sim_spool_copy (char *field, gsize size, const char *text);
#define CULM_SIM_SPOOL_SET(spool, member, text) culm_sim_spool_copy ((spool)->member, sizeof (spool)->member, text)
