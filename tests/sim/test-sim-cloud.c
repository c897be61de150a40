/* test-sim-cloud.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-sim.h"

static void
test_ready (void)
{
  g_autoptr (CulmTestSim) sim = culm_test_sim_start (NULL);

  g_assert_true (g_str_has_prefix (culm_test_sim_get_rest (sim), "https://127.0.0.1:"));
  g_assert_cmpuint (culm_test_sim_get_n_printers (sim), ==, 6);
  g_assert_true (g_file_test (culm_test_sim_get_ca (sim), G_FILE_TEST_IS_REGULAR));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/ready", test_ready);
  return g_test_run ();
}
