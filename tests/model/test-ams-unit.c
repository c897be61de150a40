/* test-ams-unit.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ams-unit.h"

static void
test_labels (void)
{
  static const struct {
    int unit, slot;
    const char *label;
  } cases[] = {
    { 0, 0, "A1" }, { 3, 3, "D4" }, { 128, 0, "HT1" }, { 135, 0, "HT8" }, { 16, 2, "A3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CulmAmsUnit) unit = culm_ams_unit_new (cases[i].unit);

    g_assert_cmpstr (culm_ams_slot_get_label (culm_ams_unit_ensure_slot (unit, cases[i].slot)), ==, cases[i].label);
  }
}

static void
test_slots_keep_their_identity (void)
{
  g_autoptr (CulmAmsUnit) unit = culm_ams_unit_new (0);
  CulmAmsSlot *third = culm_ams_unit_ensure_slot (unit, 2);
  CulmAmsSlot *first = culm_ams_unit_ensure_slot (unit, 0);
  g_autoptr (CulmAmsSlot) head = g_list_model_get_item (culm_ams_unit_get_slots (unit), 0);

  g_assert_true (head == first);
  g_assert_true (culm_ams_unit_ensure_slot (unit, 2) == third);
  culm_ams_unit_keep_slots (unit, 1u << 2);
  g_assert_cmpuint (g_list_model_get_n_items (culm_ams_unit_get_slots (unit)), ==, 1);
  g_assert_true (culm_ams_unit_ensure_slot (unit, 2) == third);
}

static void
test_slot_starts_empty (void)
{
  g_autoptr (CulmAmsSlot) slot = culm_ams_slot_new (0, "A1");

  g_assert_true (culm_ams_slot_get_empty (slot));
  g_assert_null (culm_ams_slot_get_color (slot));
  g_assert_nonnull (culm_ams_slot_get_colors (slot));
  g_assert_cmpint (culm_ams_slot_get_remain (slot), ==, -1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ams-unit/labels", test_labels);
  g_test_add_func ("/ams-unit/slots-keep-their-identity", test_slots_keep_their_identity);
  g_test_add_func ("/ams-unit/slot-starts-empty", test_slot_starts_empty);
  return g_test_run ();
}
