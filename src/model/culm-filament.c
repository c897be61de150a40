/* culm-filament.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-filament.h"

static const CulmFilament filaments[] = {
  { "PLA", "GFL99", 190, 240, 45, 12 },    { "PETG", "GFG99", 220, 270, 65, 12 },
  { "ABS", "GFB99", 240, 280, 65, 12 },    { "ASA", "GFB98", 240, 280, 65, 12 },
  { "TPU", "GFU99", 200, 250, 65, 12 },    { "PC", "GFC99", 260, 290, 65, 12 },
  { "PA", "GFN99", 260, 300, 65, 12 },     { "PA-CF", "GFN98", 270, 300, 65, 12 },
  { "PLA-CF", "GFL98", 190, 240, 45, 12 }, { "PETG-CF", "GFG98", 240, 270, 65, 12 },
  { "PVA", "GFS99", 190, 240, 65, 12 },
};

const CulmFilament *
culm_filament_get_all (guint *n_filaments)
{
  *n_filaments = G_N_ELEMENTS (filaments);
  return filaments;
}

const CulmFilament *
culm_filament_find (const char *material)
{
  for (guint i = 0; material != NULL && i < G_N_ELEMENTS (filaments); i++) {
    if (g_ascii_strcasecmp (filaments[i].material, material) == 0)
      return &filaments[i];
  }
  return NULL;
}
