/* test-sequence.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sequence.h"

static void
assert_next (CulmSequence *sequence, const char *number)
{
  g_autofree char *next = culm_sequence_next (sequence);

  g_assert_cmpstr (next, ==, number);
}

static void
test_wraps (void)
{
  CulmSequence sequence;

  culm_sequence_init (&sequence, CULM_SEQUENCE_FIRST);
  assert_next (&sequence, "20000");
  assert_next (&sequence, "20001");
  culm_sequence_init (&sequence, CULM_SEQUENCE_LAST);
  assert_next (&sequence, "29999");
  assert_next (&sequence, "20000");
}

static void
test_stays_in_range (void)
{
  static const guint starts[] = { 0, 1, 9999, 10000, 19999, 30000, 4294967295u };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++) {
    CulmSequence sequence;

    culm_sequence_init (&sequence, starts[i]);
    g_assert_cmpuint (sequence.next, >=, CULM_SEQUENCE_FIRST);
    g_assert_cmpuint (sequence.next, <=, CULM_SEQUENCE_LAST);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sequence/wraps", test_wraps);
  g_test_add_func ("/sequence/stays-in-range", test_stays_in_range);
  return g_test_run ();
}
