/* test-limits.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-limits-private.h"
#include "culm-test-await.h"

#define SECOND ((gint64) G_USEC_PER_SEC)

/* Limits in a home of their own, with a clock that stands until it is moved. */
typedef struct {
  char *profile;
  CulmLimits *limits;
  CulmLimiter *limiter;
  gint64 now;
  int limit; /* as "waiting" said last */
  gint64 until;
} Bench;

static gint64
read_clock (gpointer bench)
{
  return ((Bench *) bench)->now;
}

static void
move_clock (Bench *bench, gint64 microseconds)
{
  bench->now += microseconds;
  culm_limits_set_clock (bench->limits, read_clock, bench);
}

static void
on_waiting (CulmAccountLimiter *limiter G_GNUC_UNUSED, int limit, gint64 until, Bench *bench)
{
  bench->limit = limit;
  bench->until = until;
}

static CulmLimits *
make_limits (Bench *bench)
{
  CulmLimits *limits = culm_limits_new (bench->profile);

  culm_limits_set_clock (limits, read_clock, bench);
  return limits;
}

static void
set_up (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *folder = culm_test_make_folder ();

  bench->profile = g_path_get_basename (folder);
  bench->now = 1700000000 * SECOND;
  bench->limits = make_limits (bench);
  bench->limiter = CULM_LIMITER (culm_limits_get_account (bench->limits, "1@global"));
  g_signal_connect (bench->limiter, "waiting", G_CALLBACK (on_waiting), bench);
}

static void
tear_down (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  culm_limits_stop (bench->limits);
  culm_limits_close (bench->limits);
  g_assert_finalize_object (bench->limits);
  g_free (bench->profile);
}

static gboolean
take (CulmLimiter *limiter, CulmLimit limit, guint count, CulmNeed need, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_limiter_take_async (limiter, limit, NULL, count, need, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 10);
  return culm_limiter_take_finish (limiter, result, error);
}

static gboolean
waits (gpointer data)
{
  return ((Bench *) data)->until > 0;
}

/* A patient one waits, says until when, and goes on by itself; somebody who loses patience is let go. */
static void
test_patient (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) given_up = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL, *other = NULL;

  g_assert_true (take (bench->limiter, CULM_LIMIT_REQUESTS, 1000, CULM_NEED_NORMAL, &error));
  culm_limiter_take_async (bench->limiter, CULM_LIMIT_REQUESTS, NULL, 10, CULM_NEED_NORMAL, NULL, culm_test_keep_result,
                           &slot);
  culm_limiter_take_async (bench->limiter, CULM_LIMIT_REQUESTS, NULL, 100, CULM_NEED_NORMAL, cancellable,
                           culm_test_keep_result, &other);
  g_assert_true (culm_test_wait_for (waits, bench, 10));
  culm_test_run_for (50);
  g_assert_cmpint (bench->limit, ==, CULM_LIMIT_REQUESTS);
  g_assert_cmpint (bench->until, ==, bench->now + 360 * SECOND);
  g_cancellable_cancel (cancellable);
  given_up = culm_test_await (&other, 10);
  g_assert_false (culm_limiter_take_finish (bench->limiter, given_up, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_CANCELLED);
  g_assert_cmpstr (culm_error_get_err (error), ==, "ERR_CANCELED");
  g_clear_error (&error);
  g_assert_cmpint (bench->until, ==, bench->now + 36 * SECOND);
  move_clock (bench, 35 * SECOND);
  culm_test_run_for (50);
  g_assert_null (slot);
  move_clock (bench, SECOND + 1000);
  result = culm_test_await (&slot, 10);
  g_assert_true (culm_limiter_take_finish (bench->limiter, result, &error));
  g_assert_cmpint (bench->until, ==, 0);
}

/* An impatient one is refused and told when; nothing is taken from it. */
static void
test_impatient (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  CulmLimit limit;

  culm_limits_set_patient (bench->limits, FALSE);
  g_assert_true (take (bench->limiter, CULM_LIMIT_REQUESTS, 1000, CULM_NEED_NORMAL, &error));
  for (int i = 0; i < 3; i++) {
    g_assert_false (take (bench->limiter, CULM_LIMIT_REQUESTS, 10, CULM_NEED_NORMAL, &error));
    g_assert_error (error, CULM_ERROR, CULM_ERROR_LIMITED);
    g_assert_cmpuint (culm_error_get_retry_after (error), ==, 36);
    g_assert_true (culm_limit_of_error (error, &limit));
    g_assert_cmpint (limit, ==, CULM_LIMIT_REQUESTS);
    g_clear_error (&error);
  }
  g_assert_cmpint (bench->until, ==, 0);
  g_assert_true (take (bench->limiter, CULM_LIMIT_REQUESTS, 10, CULM_NEED_URGENT, &error));
}

/* Settings can never spend what a stop needs, questions not what a setting needs; a stop is never refused. */
static void
test_messages (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  g_assert_true (take (bench->limiter, CULM_LIMIT_MESSAGES, 50, CULM_NEED_QUESTION, &error));
  culm_limiter_take_async (bench->limiter, CULM_LIMIT_MESSAGES, NULL, 1, CULM_NEED_QUESTION, NULL,
                           culm_test_keep_result, &slot);
  for (int i = 0; i < 40; i++)
    g_assert_true (take (bench->limiter, CULM_LIMIT_MESSAGES, 1, CULM_NEED_NORMAL, &error));
  g_assert_false (take (bench->limiter, CULM_LIMIT_MESSAGES, 1, CULM_NEED_NORMAL, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_LIMITED);
  g_assert_cmpint (culm_error_get_origin (error), ==, CULM_ERROR_ORIGIN_MQTT);
  g_clear_error (&error);
  for (int i = 0; i < 20; i++)
    g_assert_true (take (bench->limiter, CULM_LIMIT_MESSAGES, 1, CULM_NEED_URGENT, &error));
  g_assert_null (slot);
  g_assert_cmpint (bench->until, ==, 0); /* a question that waits is nobody's business */
  move_clock (bench, 60 * SECOND);
  result = culm_test_await (&slot, 10);
  g_assert_true (culm_limiter_take_finish (bench->limiter, result, &error));
}

/* A pause by the service's own number holds for every program, a guess for this one alone. */
static void
test_pause (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmLimits) terminal = make_limits (bench);
  CulmLimiter *other = CULM_LIMITER (culm_limits_get_account (terminal, "1@global"));
  g_autoptr (GError) error = NULL;
  CulmLimit limit;

  culm_limits_set_patient (bench->limits, FALSE);
  culm_limits_set_patient (terminal, FALSE);
  culm_limiter_pause (bench->limiter, 30, FALSE);
  g_assert_true (take (other, CULM_LIMIT_REQUESTS, 1, CULM_NEED_NORMAL, &error));
  g_assert_false (take (bench->limiter, CULM_LIMIT_REQUESTS, 1, CULM_NEED_NORMAL, &error));
  g_assert_true (culm_limit_of_error (error, &limit));
  g_assert_cmpint (limit, ==, CULM_LIMIT_PAUSE);
  g_assert_cmpuint (culm_error_get_retry_after (error), ==, 30);
  g_clear_error (&error);
  g_assert_true (take (bench->limiter, CULM_LIMIT_MESSAGES, 1, CULM_NEED_NORMAL, &error));
  culm_limiter_pause (bench->limiter, 60, TRUE);
  g_assert_true (take (bench->limiter, CULM_LIMIT_MESSAGES, 1, CULM_NEED_NORMAL, &error)); /* the pause is kept now */
  g_assert_false (take (bench->limiter, CULM_LIMIT_UPLOADS, 1, CULM_NEED_NORMAL, &error));
  g_clear_error (&error);
  g_assert_false (take (other, CULM_LIMIT_REQUESTS, 1, CULM_NEED_NORMAL, &error));
  g_assert_cmpuint (culm_error_get_retry_after (error), ==, 60);
  g_clear_error (&error);
  move_clock (bench, 60 * SECOND);
  culm_limits_set_clock (terminal, read_clock, bench);
  g_assert_true (take (bench->limiter, CULM_LIMIT_REQUESTS, 1, CULM_NEED_NORMAL, &error));
  g_assert_true (take (other, CULM_LIMIT_REQUESTS, 1, CULM_NEED_NORMAL, &error));
  culm_limits_close (terminal);
}

/* When the program ends nobody waits on. */
static void
test_stop (Bench *bench, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  culm_limiter_pause (bench->limiter, 600, FALSE);
  culm_limiter_take_async (bench->limiter, CULM_LIMIT_REQUESTS, NULL, 1, CULM_NEED_NORMAL, NULL, culm_test_keep_result,
                           &slot);
  g_assert_true (culm_test_wait_for (waits, bench, 10));
  g_assert_cmpint (bench->limit, ==, CULM_LIMIT_PAUSE);
  culm_limits_stop (bench->limits);
  result = culm_test_await (&slot, 10);
  g_assert_false (culm_limiter_take_finish (bench->limiter, result, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/limits/patient", Bench, NULL, set_up, test_patient, tear_down);
  g_test_add ("/limits/impatient", Bench, NULL, set_up, test_impatient, tear_down);
  g_test_add ("/limits/messages", Bench, NULL, set_up, test_messages, tear_down);
  g_test_add ("/limits/pause", Bench, NULL, set_up, test_pause, tear_down);
  g_test_add ("/limits/stop", Bench, NULL, set_up, test_stop, tear_down);
  return g_test_run ();
}
