/* test-set.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-set.h"
#include <math.h>

static void
test_string (void)
{
  g_autofree char *field = NULL;

  g_assert_false (culm_set_string (&field, NULL));
  g_assert_true (culm_set_string (&field, "a"));
  g_assert_false (culm_set_string (&field, "a"));
  g_assert_true (culm_set_string (&field, field + 1)); /* a part of itself */
  g_assert_cmpstr (field, ==, "");
}

static void
test_strv (void)
{
  static const char *const one[] = { "a", NULL };
  g_auto (GStrv) field = NULL;

  g_assert_true (culm_set_strv (&field, NULL));
  g_assert_nonnull (field);
  g_assert_false (culm_set_strv (&field, NULL));
  g_assert_true (culm_set_strv (&field, one));
  g_assert_false (culm_set_strv (&field, one));
}

static void
test_numbers (void)
{
  double real = NAN;
  gint64 big = 0;
  int number = 1;
  gboolean flag = TRUE;

  g_assert_false (culm_set_double (&real, NAN));
  g_assert_true (culm_set_double (&real, 0));
  g_assert_true (culm_set_double (&real, NAN));
  g_assert_false (culm_set_int (&number, 1));
  g_assert_true (culm_set_int (&number, 2));
  g_assert_true (culm_set_int64 (&big, G_MAXINT64));
  g_assert_false (culm_set_int64 (&big, G_MAXINT64));
  g_assert_false (culm_set_boolean (&flag, 2)); /* any other truth */
  g_assert_true (culm_set_boolean (&flag, FALSE));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/set/string", test_string);
  g_test_add_func ("/set/strv", test_strv);
  g_test_add_func ("/set/numbers", test_numbers);
  return g_test_run ();
}
