/* test-limit.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-limit.h"
#include <math.h>

#define SECOND ((gint64) G_USEC_PER_SEC)
#define START (1000000 * SECOND)

/* The numbers of the vendor's reference: so many at once, and the next one when its share of the time has passed. */
static void
test_ceilings (void)
{
  static const struct {
    CulmLimit limit;
    guint capacity;
    double seconds; /* for one token */
  } rows[] = {
    { CULM_LIMIT_REQUESTS, 1000, 3.6 },
    { CULM_LIMIT_DEVICE, 10, 6 },
    { CULM_LIMIT_UPLOADS, 10, 360 },
    { CULM_LIMIT_MESSAGES, 100, 0.6 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    CulmBucket bucket = { 0 };
    gint64 share = (gint64) (rows[i].seconds * G_USEC_PER_SEC), ready;

    g_test_message ("%s", culm_limit_get_name (rows[i].limit));
    for (guint n = 0; n < rows[i].capacity; n++)
      g_assert_cmpint (culm_bucket_take (&bucket, rows[i].limit, START, 1, 0, FALSE), ==, 0);
    ready = culm_bucket_take (&bucket, rows[i].limit, START, 1, 0, FALSE);
    g_assert_cmpint (ABS (ready - START - share), <=, 1);
    g_assert_cmpint (culm_bucket_take (&bucket, rows[i].limit, ready - 1000, 1, 0, FALSE), >, 0);
    g_assert_cmpint (culm_bucket_take (&bucket, rows[i].limit, ready + 1, 1, 0, FALSE), ==, 0);
    g_assert_cmpint (culm_bucket_take (&bucket, rows[i].limit, ready + 2, 1, 0, FALSE), >, 0);
    /* However long nothing happens, no more than it holds. */
    for (guint n = 0; n < rows[i].capacity; n++)
      g_assert_cmpint (culm_bucket_take (&bucket, rows[i].limit, START + 10 * 24 * 3600 * SECOND, 1, 0, FALSE), ==, 0);
    g_assert_cmpint (culm_bucket_take (&bucket, rows[i].limit, START + 10 * 24 * 3600 * SECOND, 1, 0, FALSE), >, 0);
  }
}

/* What is left for others is not taken; those who must not be held up take it all the same, and it is counted. */
static void
test_reserve (void)
{
  CulmBucket bucket = { 0 };

  g_assert_cmpint (culm_bucket_take (&bucket, CULM_LIMIT_MESSAGES, START, 90, 10, FALSE), ==, 0);
  g_assert_cmpint (culm_bucket_take (&bucket, CULM_LIMIT_MESSAGES, START, 1, 10, FALSE), ==, START + 600000);
  g_assert_cmpint (culm_bucket_take (&bucket, CULM_LIMIT_MESSAGES, START, 10, 0, FALSE), ==, 0);
  g_assert_cmpint (culm_bucket_take (&bucket, CULM_LIMIT_MESSAGES, START, 5, 0, TRUE), ==, 0);
  g_assert_cmpint (culm_bucket_take (&bucket, CULM_LIMIT_MESSAGES, START, 1, 0, FALSE), ==, START + 6 * 600000);
}

static void
test_nonsense (void)
{
  CulmBucket future = { 0, START + 3600 * SECOND }, huge = { 1e300, START }, low = { -1e300, START };
  CulmBucket none = { NAN, START };

  /* A clock that went back: the tokens stay, and come again from now on. */
  g_assert_cmpint (culm_bucket_take (&future, CULM_LIMIT_UPLOADS, START, 1, 0, FALSE), ==, START + 360 * SECOND);
  g_assert_cmpint (culm_bucket_take (&future, CULM_LIMIT_UPLOADS, START + 361 * SECOND, 1, 0, FALSE), ==, 0);
  g_assert_cmpint (culm_bucket_take (&huge, CULM_LIMIT_UPLOADS, START, 10, 0, FALSE), ==, 0);
  g_assert_cmpint (culm_bucket_take (&huge, CULM_LIMIT_UPLOADS, START, 1, 0, FALSE), >, 0);
  g_assert_cmpint (culm_bucket_take (&low, CULM_LIMIT_UPLOADS, START, 1, 0, FALSE), <=, START + 3960 * SECOND);
  g_assert_cmpint (culm_bucket_take (&none, CULM_LIMIT_UPLOADS, START, 10, 0, FALSE), ==, 0);
}

static void
test_error (void)
{
  g_autoptr (GError) error = culm_limit_error_new (CULM_LIMIT_UPLOADS, 90 * SECOND + 1);
  g_autoptr (GError) server = culm_limit_error_new (CULM_LIMIT_PAUSE, SECOND);
  CulmLimit limit = CULM_LIMIT_REQUESTS;

  g_assert_error (error, CULM_ERROR, CULM_ERROR_LIMITED);
  g_assert_cmpuint (culm_error_get_retry_after (error), ==, 91);
  g_assert_true (culm_limit_of_error (error, &limit));
  g_assert_cmpint (limit, ==, CULM_LIMIT_UPLOADS);
  culm_error_set_http_status (server, 429);
  g_assert_false (culm_limit_of_error (server, &limit));
  g_assert_false (culm_limit_of_error (NULL, &limit));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/limit/ceilings", test_ceilings);
  g_test_add_func ("/limit/reserve", test_reserve);
  g_test_add_func ("/limit/nonsense", test_nonsense);
  g_test_add_func ("/limit/error", test_error);
  return g_test_run ();
}
