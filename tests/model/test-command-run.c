/* test-command-run.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-command-run.h"

static CulmCommandRun *
make_run (void)
{
  g_autoptr (CulmCommand) command = culm_command_new_bed (60);

  return culm_command_run_new (command);
}

static void
test_first_end_wins (void)
{
  g_autoptr (CulmCommandRun) run = make_run ();
  g_autoptr (GError) error = culm_error_new (CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_REFUSED, "No");

  g_assert_cmpstr (culm_command_run_get_key (run), ==, "bed");
  g_assert_true (culm_command_run_get_holds (run));
  culm_command_run_end (run, CULM_RUN_REFUSED, error);
  culm_command_run_end (run, CULM_RUN_CONFIRMED, NULL);
  g_assert_cmpint (culm_command_run_get_state (run), ==, CULM_RUN_REFUSED);
  g_assert_error ((GError *) culm_command_run_get_error (run), CULM_ERROR, CULM_ERROR_REFUSED);
  g_assert_false (culm_command_run_get_holds (run));
}

static void
test_holds_for_three_seconds (void)
{
  g_autoptr (CulmCommandRun) run = make_run ();

  culm_command_run_end (run, CULM_RUN_CONFIRMED, NULL);
  g_assert_true (culm_command_run_get_holds (run));
  culm_command_run_outlast (run, 10 * G_USEC_PER_SEC);
  culm_command_run_outlast (run, 12 * G_USEC_PER_SEC);
  g_assert_true (culm_command_run_get_holds (run));
  culm_command_run_outlast (run, 13 * G_USEC_PER_SEC);
  g_assert_false (culm_command_run_get_holds (run));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/command-run/first-end-wins", test_first_end_wins);
  g_test_add_func ("/command-run/holds-for-three-seconds", test_holds_for_three_seconds);
  return g_test_run ();
}
