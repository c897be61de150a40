/* test-text-filament.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-text-filament.h"

static void
test_colors (void)
{
  static const struct {
    const char *color, *words;
  } cases[] = {
    { "#F98C36FF", "Orange" },
    { "#161616FF", "Black" },
    { "#FFFFFFFF", "White" },
    { "#FFFFFF00", "Clear" },
    { "#2A7DE1FF", "Blue" },
    { "#7AC943FF", "Green" },
    { "#C12E1FFF", "Red" },
    { "#FFFF00", "Yellow" },
    { "#8E9089FF", "Grey" },
    { "#545454", "Dark grey" },
    { "#0A2989FF", "Dark blue" },
    { "#6F5034FF", "Brown" },
    { "#F55A74FF", "Pink" },
    { "#5E43B7FF", "Purple" },
    { "#00B1B7FF", "Turquoise" },
    { "#nonsense", NULL },
    { "red", NULL },
    { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (culm_text_color (cases[i].color), ==, cases[i].words);
}

static void
test_slot (void)
{
  static const char *const colors[] = { "#F98C36FF", NULL };
  g_autoptr (CulmAmsSlot) slot = culm_ams_slot_new (0, "A1");
  CulmAmsSlotData data = { .material = "PLA",
                           .name = "PLA Basic",
                           .colors = colors,
                           .remain = 62,
                           .active = TRUE,
                           .nozzle_min = 190,
                           .nozzle_max = 240,
                           .nozzle = -1 };
  g_autofree char *empty = culm_text_slot (slot), *full = NULL, *range = NULL;

  g_assert_cmpstr (empty, ==, "Empty");
  g_assert_null (culm_text_nozzle_range (slot));
  culm_ams_slot_update (slot, &data);
  full = culm_text_slot (slot);
  range = culm_text_nozzle_range (slot);
  g_assert_cmpstr (full, ==, "PLA Basic, Orange, 62 % left, in use");
  g_assert_cmpstr (range, ==, "190–240 °C");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-filament/colors", test_colors);
  g_test_add_func ("/text-filament/slot", test_slot);
  return g_test_run ();
}
