/* test-sim-heater.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-heater.h"

static void
test_follows_a_first_order_curve (void)
{
  CulmSimHeater heater;

  culm_sim_heater_init (&heater, 20, 10, 50);
  heater.target = 120;
  culm_sim_heater_advance (&heater, 10); /* one time constant: 63.2 % of the way */
  g_assert_cmpfloat_with_epsilon (heater.current, 83.2, 0.1);
  g_assert_false (culm_sim_heater_is_ready (&heater));
  culm_sim_heater_advance (&heater, 10);
  g_assert_cmpfloat_with_epsilon (heater.current, 106.5, 0.1);
  culm_sim_heater_advance (&heater, 100);
  g_assert_cmpfloat (heater.current, ==, 120);
  g_assert_true (culm_sim_heater_is_ready (&heater));
}

static void
test_steps_do_not_matter (void)
{
  CulmSimHeater coarse, fine;

  culm_sim_heater_init (&coarse, 20, 14, 70);
  culm_sim_heater_init (&fine, 20, 14, 70);
  coarse.target = fine.target = 220;
  culm_sim_heater_advance (&coarse, 20);
  for (guint i = 0; i < 200; i++)
    culm_sim_heater_advance (&fine, 0.1);
  g_assert_cmpfloat_with_epsilon (coarse.current, fine.current, 1e-6);
}

static void
test_cools_to_its_surroundings (void)
{
  CulmSimHeater heater;

  culm_sim_heater_init (&heater, 20, 10, 50);
  heater.current = 120;
  culm_sim_heater_advance (&heater, 50);
  g_assert_cmpfloat_with_epsilon (heater.current, 56.8, 0.1);
  culm_sim_heater_advance (&heater, 5000);
  g_assert_cmpfloat (heater.current, ==, 20);
}

static void
test_packs (void)
{
  CulmSimHeater heater = { .current = 48.4, .target = 60 };

  g_assert_cmpuint (culm_sim_heater_pack (&heater), ==, 3932208); /* the example of mqtt.md §3.5 */
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/heater/follows-a-first-order-curve", test_follows_a_first_order_curve);
  g_test_add_func ("/sim/heater/steps-do-not-matter", test_steps_do_not_matter);
  g_test_add_func ("/sim/heater/cools-to-its-surroundings", test_cools_to_its_surroundings);
  g_test_add_func ("/sim/heater/packs", test_packs);
  return g_test_run ();
}
