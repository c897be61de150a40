/* culm-filament.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/**
 * CulmFilament:
 *
 * A material as the vendor's generic presets have it, a row of a constant table: for a spool of which only the material
 * is known. Temperatures in °C.
 */
typedef struct {
  const char *material; /* "PETG" */
  const char *preset;   /* filament id, "GFG99" */
  int nozzle_min, nozzle_max;
  int dry_celsius; /* within what every unit that dries can do where the material allows it (reference/models.md §3) */
  int dry_hours;
} CulmFilament;

/* The whole table. */
const CulmFilament *culm_filament_get_all (guint *n_filaments);

/* By material, in any case. Returns: (nullable). */
const CulmFilament *culm_filament_find (const char *material);

G_END_DECLS
