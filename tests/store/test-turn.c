/* test-turn.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-await.h"
#include "culm-turn.h"

#define INTERVAL 50

static CulmTurn *
start (const char *profile, gboolean first)
{
  CulmTurn *turn = culm_turn_new (profile, "test", first);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_turn_set_interval (turn, INTERVAL);
  culm_turn_start_async (turn, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 10);
  g_assert_cmpint (culm_turn_start_finish (turn, result), ==, culm_turn_get_held (turn));
  return turn;
}

static gboolean
is_held (gpointer turn)
{
  return culm_turn_get_held (turn);
}

static char *
make_profile (void)
{
  g_autofree char *id = g_uuid_string_random ();

  return g_strconcat ("turn-", id, NULL);
}

static void
test_one_at_a_time (void)
{
  g_autofree char *profile = make_profile (), *other_profile = make_profile ();
  CulmTurn *first = start (profile, FALSE);
  g_autoptr (CulmTurn) second = start (profile, FALSE);
  g_autoptr (CulmTurn) elsewhere = start (other_profile, FALSE);

  g_assert_true (culm_turn_get_held (first));
  g_assert_false (culm_turn_get_held (second));
  g_assert_true (culm_turn_get_held (elsewhere));
  culm_test_run_for (5 * INTERVAL);
  g_assert_false (culm_turn_get_held (second));
  culm_turn_stop (first);
  g_assert_false (culm_turn_get_held (first));
  g_assert_true (culm_test_wait_for (is_held, second, 10));
  g_object_unref (first);
}

static void
on_wanted (CulmTurn *turn, guint *wanted)
{
  (*wanted)++;
  culm_turn_release (turn);
}

/* A window takes the turn from another program, which has it back when the window is gone. */
static void
test_first_goes_first (void)
{
  g_autofree char *profile = make_profile ();
  g_autoptr (CulmTurn) other = start (profile, FALSE);
  CulmTurn *window;
  guint wanted = 0;

  g_signal_connect (other, "wanted", G_CALLBACK (on_wanted), &wanted);
  window = start (profile, TRUE);
  g_assert_true (culm_test_wait_for (is_held, window, 10));
  g_assert_cmpuint (wanted, ==, 1);
  g_assert_false (culm_turn_get_held (other));
  culm_test_run_for (5 * INTERVAL);
  g_assert_true (culm_turn_get_held (window));
  g_object_unref (window);
  g_assert_true (culm_test_wait_for (is_held, other, 10));
}

/* Who does not let go at once keeps it, and is asked again. */
static void
test_lets_go_when_ready (void)
{
  g_autofree char *profile = make_profile ();
  g_autoptr (CulmTurn) other = start (profile, FALSE);
  g_autoptr (CulmTurn) window = start (profile, TRUE);

  culm_test_run_for (5 * INTERVAL);
  g_assert_true (culm_turn_get_held (other));
  g_assert_false (culm_turn_get_held (window));
  culm_turn_release (other);
  g_assert_true (culm_test_wait_for (is_held, window, 10));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/turn/one-at-a-time", test_one_at_a_time);
  g_test_add_func ("/turn/first-goes-first", test_first_goes_first);
  g_test_add_func ("/turn/lets-go-when-ready", test_lets_go_when_ready);
  return g_test_run ();
}
