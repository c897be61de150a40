/* test-stage.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-stage.h"

static void
test_names (void)
{
  static const struct {
    int code;
    const char *name;
  } stages[] = {
    { -1, "idle" },
    { 0, "printing" },
    { 1, "bed levelling" },
    { 37, "accuracy calibration" },
    { 46, "camera calibration" },
    { 61, "blade offset" },
    { 75, "foreign object below bed" },
    { 77, "preparing AMS" },
    { 78, NULL },
    { -2, NULL },
    { 255, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    g_assert_cmpstr (culm_stage_get_name (stages[i].code), ==, stages[i].name);
}

static void
test_no_gap (void)
{
  for (int code = -1; code <= 77; code++)
    g_assert_nonnull (culm_stage_get_name (code));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stage/names", test_names);
  g_test_add_func ("/stage/no-gap", test_no_gap);
  return g_test_run ();
}
