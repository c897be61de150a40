/* culm-sim-spool.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-spool.h"

#include <string.h>

#define NO_TAG "0000000000000000"

typedef struct {
  const char *preset, *type, *brand, *sku, *color;
  int nozzle_min, nozzle_max, drying_temp, drying_hours;
} Filament;

static const Filament filaments[] = {
  { "GFA00", "PLA", "PLA Basic", "A00-W1", "FFFFFFFF", 190, 230, 55, 8 },
  { "GFA00", "PLA", "PLA Basic", "A00-K0", "000000FF", 190, 230, 55, 8 },
  { "GFA00", "PLA", "PLA Basic", "A00-R0", "C12E1FFF", 190, 230, 55, 8 },
  { "GFA00", "PLA", "PLA Basic", "A00-G1", "00AE42FF", 190, 230, 55, 8 },
  { "GFA00", "PLA", "PLA Basic", "A00-A0", "FF6A13FF", 190, 230, 55, 8 },
  { "GFA01", "PLA", "PLA Matte", "A01-B4", "0078BFFF", 190, 230, 55, 8 },
  { "GFA01", "PLA", "PLA Matte", "A01-N1", "7D6556FF", 190, 230, 55, 8 },
  { "GFA01", "PLA", "PLA Matte", "A01-Y2", "F7D959FF", 190, 230, 55, 8 },
  { "GFG02", "PETG", "PETG HF", "G02-K0", "161616FF", 230, 260, 65, 8 },
  { "GFG02", "PETG", "PETG HF", "G02-B0", "2A7DE1FF", 230, 260, 65, 8 },
  { "GFB00", "ABS", "ABS", "B00-G7", "789D4AFF", 240, 270, 80, 8 },
  { "GFB01", "ASA", "ASA", "B01-D0", "8A949EFF", 240, 270, 80, 8 },
  { "GFU01", "TPU", "TPU 95A", "U01-K0", "101820FF", 200, 250, 70, 8 },
  { "GFN04", "PA-CF", "PAHT-CF", "N04-K0", "000000FF", 260, 290, 80, 12 },
};

static void
draw_hex (GRand *rand, char *text, guint length)
{
  for (guint i = 0; i < length; i++)
    text[i] = "0123456789ABCDEF"[g_rand_int_range (rand, 0, 16)];
}

void
culm_sim_spool_clear (CulmSimSpool *self)
{
  *self = (CulmSimSpool){ .tag = NO_TAG, .uuid = NO_TAG NO_TAG, .color = "00000000", .k = 0.02, .cali_idx = -1 };
}

void
culm_sim_spool_draw (CulmSimSpool *self, GRand *rand, gboolean tagged)
{
  const Filament *filament = &filaments[g_rand_int_range (rand, 0, G_N_ELEMENTS (filaments))];

  culm_sim_spool_clear (self);
  self->present = TRUE;
  CULM_SIM_SPOOL_SET (self, type, filament->type);
  CULM_SIM_SPOOL_SET (self, preset, filament->preset);
  CULM_SIM_SPOOL_SET (self, color, filament->color);
  self->nozzle_min = filament->nozzle_min;
  self->nozzle_max = filament->nozzle_max;
  self->drying_temp = filament->drying_temp;
  self->drying_hours = filament->drying_hours;
  self->remain = tagged ? g_rand_int_range (rand, 18, 101) : -1;
  if (!tagged)
    return;
  CULM_SIM_SPOOL_SET (self, brand, filament->brand);
  CULM_SIM_SPOOL_SET (self, sku, filament->sku);
  draw_hex (rand, self->tag, 8);
  memcpy (self->tag + 8, "00000100", 8);
  draw_hex (rand, self->uuid, 32);
}

gboolean
culm_sim_spool_is_tagged (const CulmSimSpool *self)
{
  return !g_str_equal (self->tag, NO_TAG);
}

void
culm_sim_spool_copy (char *field, gsize size, const char *text)
{
  const char *end;

  g_strlcpy (field, text, size);
  if (!g_utf8_validate (field, -1, &end))
    field[end - field] = '\0';
}
