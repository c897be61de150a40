/* test-sim-ams.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-ams.h"

static void
fill (CulmSimAms *ams, const char *model)
{
  GRand *rand = g_rand_new_with_seed (1);

  culm_sim_ams_init (ams, culm_sim_model_find (model), rand);
  g_rand_free (rand);
}

static void
test_units_by_model (void)
{
  CulmSimAms ams;

  fill (&ams, "H2D");
  g_assert_cmpuint (ams.n_units, ==, 2);
  g_assert_cmpuint (ams.units[1].id, ==, 128);
  g_assert_cmpuint (ams.units[1].n_spools, ==, 1);
  g_assert_cmpuint (ams.n_external, ==, 2);
  g_assert_cmpuint (culm_sim_unit_pack_info (&ams.units[1]), ==, 0x1104); /* AMS HT at the left nozzle */
  g_assert_cmpuint (culm_sim_unit_get_bit (&ams.units[1]), ==, 4);        /* the bits of mqtt.md §3.8 */
  g_assert_cmpuint (culm_sim_unit_get_tray_bit (&ams.units[1], 0), ==, 16);
  fill (&ams, "A2L");
  g_assert_cmpuint (ams.units[0].id, ==, 16);
  g_assert_cmpuint (culm_sim_unit_get_tray_bit (&ams.units[0], 1), ==, 25);
  fill (&ams, "A1 mini");
  g_assert_cmpuint (culm_sim_unit_pack_info (&ams.units[0]) & 0xf, ==, 2);
}

static void
test_slots (void)
{
  CulmSimAms ams;

  fill (&ams, "X1C");
  g_assert_true (culm_sim_ams_find_spool (&ams, 0x0102) == &ams.units[1].spools[2]);
  g_assert_null (culm_sim_ams_find_spool (&ams, 0x0104));
  g_assert_null (culm_sim_ams_find_spool (&ams, 0x0300));
  g_assert_true (culm_sim_ams_find_spool (&ams, CULM_SIM_SLOT_EXTERNAL) == &ams.external[0]);
  g_assert_cmpuint (culm_sim_ams_get_tray_number (0x0102), ==, 6);
  g_assert_cmpuint (culm_sim_ams_get_tray_number (0x8000), ==, 128);
  g_assert_cmpuint (culm_sim_ams_get_tray_number (CULM_SIM_SLOT_EXTERNAL), ==, 254);
  g_assert_cmpuint (culm_sim_ams_get_tray_number (CULM_SIM_SLOT_NONE), ==, 255);
}

static void
test_changes_filament_step_by_step (void)
{
  static const guint steps[] = { 2, 5, 4, 3, 6, 7 };
  CulmSimAms ams;
  guint seen = 0;

  fill (&ams, "P1S");
  g_assert_true (culm_sim_ams_begin_change (&ams, 0, 0x0003));
  g_assert_false (culm_sim_ams_begin_change (&ams, 0, 0x0001));
  for (guint i = 0; i < 90; i++) {
    guint status = culm_sim_ams_get_status (&ams);

    g_assert_cmphex (status >> 8, ==, 1);
    if (seen == 0 || (status & 0xff) != steps[seen - 1])
      g_assert_cmpuint (status & 0xff, ==, steps[seen++]);
    culm_sim_ams_advance (&ams, 0.5);
  }
  g_assert_cmpuint (seen, ==, G_N_ELEMENTS (steps));
  g_assert_cmphex (culm_sim_ams_get_status (&ams), ==, 0);
  g_assert_cmphex (ams.now[0], ==, 0x0003);
}

static void
test_dries_within_limits (void)
{
  CulmSimAms ams;

  fill (&ams, "H2S");
  g_assert_false (culm_sim_unit_dry (&ams.units[0], 70, 8, "PETG"));
  g_assert_false (culm_sim_unit_dry (&ams.units[0], 40, 8, "PETG"));
  g_assert_true (culm_sim_unit_dry (&ams.units[1], 85, 8, "PA-CF"));
  g_assert_true (culm_sim_unit_dry (&ams.units[0], 65, 1, "PETG"));
  culm_sim_ams_advance (&ams, 1800);
  g_assert_cmpfloat (ams.units[0].heater.current, >, 60);
  g_assert_cmpuint (culm_sim_unit_pack_info (&ams.units[0]) >> 4 & 0xf, ==, CULM_SIM_DRY_RUNNING);
  culm_sim_ams_advance (&ams, 1801);
  g_assert_cmpuint (culm_sim_unit_pack_info (&ams.units[0]) >> 4 & 0xf, ==, CULM_SIM_DRY_COOLING);
  culm_sim_ams_advance (&ams, 3600);
  culm_sim_ams_advance (&ams, 1);
  g_assert_cmpuint (culm_sim_unit_pack_info (&ams.units[0]) >> 4 & 0xf, ==, CULM_SIM_DRY_OFF);
  fill (&ams, "P1S");
  g_assert_false (culm_sim_unit_dry (&ams.units[0], 55, 8, "PLA")); /* the first AMS cannot */
}

static void
test_humidity_counts_up_to_dry (void)
{
  CulmSimUnit unit = { .kind = 'A', .humidity = 10 };

  g_assert_cmpuint (culm_sim_unit_get_humidity_level (&unit), ==, 5);
  unit.humidity = 70;
  g_assert_cmpuint (culm_sim_unit_get_humidity_level (&unit), ==, 1);
  unit.kind = 'T';
  g_assert_cmpuint (culm_sim_unit_get_humidity_level (&unit), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/ams/units-by-model", test_units_by_model);
  g_test_add_func ("/sim/ams/slots", test_slots);
  g_test_add_func ("/sim/ams/changes-filament-step-by-step", test_changes_filament_step_by_step);
  g_test_add_func ("/sim/ams/dries-within-limits", test_dries_within_limits);
  g_test_add_func ("/sim/ams/humidity-counts-up-to-dry", test_humidity_counts_up_to_dry);
  return g_test_run ();
}
