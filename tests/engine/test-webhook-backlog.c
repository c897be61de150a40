/* test-webhook-backlog.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-webhook-backlog.h"

#define NOW 1700000000

static void
add (CulmWebhookBacklog *backlog, gint64 number, const char *hook, gint64 now)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);

  culm_webhook_backlog_add (backlog, culm_delivery_new (number, hook, "id", "print.started", body, now), now);
}

static void
on_lost (CulmWebhookBacklog *backlog G_GNUC_UNUSED, const CulmDelivery *delivery, GArray *lost)
{
  g_array_append_val (lost, delivery->number);
}

static GArray *
watch_lost (CulmWebhookBacklog *backlog)
{
  GArray *lost = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_signal_connect (backlog, "lost", G_CALLBACK (on_lost), lost);
  return lost;
}

static void
assert_begins (CulmWebhookBacklog *backlog, const char *hook, gint64 now, gint64 number)
{
  const CulmDelivery *delivery = culm_webhook_backlog_begin (backlog, hook, now);

  g_assert_cmpint (delivery != NULL ? delivery->number : 0, ==, number);
}

static void
test_judge (void)
{
  static const struct {
    guint status;
    CulmWebhookVerdict verdict;
  } rows[] = {
    { 200, CULM_WEBHOOK_DELIVERED }, { 204, CULM_WEBHOOK_DELIVERED }, { 299, CULM_WEBHOOK_DELIVERED },
    { 0, CULM_WEBHOOK_AGAIN },       { 408, CULM_WEBHOOK_AGAIN },     { 429, CULM_WEBHOOK_AGAIN },
    { 500, CULM_WEBHOOK_AGAIN },     { 503, CULM_WEBHOOK_AGAIN },     { 599, CULM_WEBHOOK_AGAIN },
    { 101, CULM_WEBHOOK_AGAIN },     { 301, CULM_WEBHOOK_REFUSED },   { 307, CULM_WEBHOOK_REFUSED },
    { 400, CULM_WEBHOOK_REFUSED },   { 401, CULM_WEBHOOK_REFUSED },   { 404, CULM_WEBHOOK_REFUSED },
    { 410, CULM_WEBHOOK_REFUSED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (culm_webhook_judge (rows[i].status), ==, rows[i].verdict);
}

static void
test_waits (void)
{
  static const guint waits[] = { 10, 60, 300, 1800, 7200, 7200 };

  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    g_assert_cmpuint (culm_webhook_get_wait (i + 1, 0), ==, waits[i]);
  g_assert_cmpuint (culm_webhook_get_wait (1000000, 0), ==, 7200);
  g_assert_cmpuint (culm_webhook_get_wait (1, 77), ==, 77);
  g_assert_cmpuint (culm_webhook_get_wait (2, 5), ==, 60);
  g_assert_cmpuint (culm_webhook_get_wait (1, G_MAXUINT), ==, 24 * 60 * 60);
}

static void
test_order (void)
{
  g_autoptr (CulmWebhookBacklog) backlog = culm_webhook_backlog_new ();
  const CulmDelivery *waiting;

  add (backlog, 1, "a", NOW);
  add (backlog, 2, "a", NOW);
  add (backlog, 3, "b", NOW);
  assert_begins (backlog, "a", NOW, 1);
  assert_begins (backlog, "a", NOW, 0); /* one at a time */
  assert_begins (backlog, "b", NOW, 3); /* for each address */
  g_assert_null (culm_webhook_backlog_end (backlog, "b", 3, CULM_WEBHOOK_DELIVERED, 0, NOW));
  waiting = culm_webhook_backlog_end (backlog, "a", 1, CULM_WEBHOOK_AGAIN, 0, NOW);
  g_assert_cmpuint (waiting->tries, ==, 1);
  g_assert_cmpint (waiting->due, ==, NOW + 10);
  assert_begins (backlog, "a", NOW + 9, 0); /* the second one waits for the first one */
  g_assert_cmpint (culm_webhook_backlog_get_due (backlog, "a"), ==, NOW + 10);
  assert_begins (backlog, "a", NOW + 10, 1);
  g_assert_cmpint (culm_webhook_backlog_get_due (backlog, "a"), ==, 0);
  waiting = culm_webhook_backlog_end (backlog, "a", 1, CULM_WEBHOOK_AGAIN, 100, NOW + 10);
  g_assert_cmpint (waiting->due, ==, NOW + 110); /* as the receiver asked */
  assert_begins (backlog, "a", NOW + 110, 1);
  g_assert_null (culm_webhook_backlog_end (backlog, "a", 1, CULM_WEBHOOK_REFUSED, 0, NOW + 110));
  assert_begins (backlog, "a", NOW + 110, 2);
  g_assert_null (culm_webhook_backlog_end (backlog, "a", 2, CULM_WEBHOOK_DELIVERED, 0, NOW + 110));
  g_assert_cmpuint (culm_webhook_backlog_count (backlog, "a") + culm_webhook_backlog_count (backlog, "b"), ==, 0);
  g_assert_cmpuint (culm_webhook_backlog_count (backlog, "nobody"), ==, 0);
}

static void
test_too_many (void)
{
  g_autoptr (CulmWebhookBacklog) backlog = culm_webhook_backlog_new ();
  g_autoptr (GArray) lost = watch_lost (backlog);

  for (gint64 i = 1; i <= CULM_WEBHOOK_MAX_WAITING; i++)
    add (backlog, i, "a", NOW);
  g_assert_cmpuint (lost->len, ==, 0);
  add (backlog, 1001, "a", NOW);
  assert_begins (backlog, "a", NOW, 2);
  add (backlog, 1002, "a", NOW); /* what is on its way stays */
  g_assert_cmpuint (lost->len, ==, 2);
  g_assert_cmpint (g_array_index (lost, gint64, 0), ==, 1);
  g_assert_cmpint (g_array_index (lost, gint64, 1), ==, 3);
  g_assert_cmpuint (culm_webhook_backlog_count (backlog, "a"), ==, CULM_WEBHOOK_MAX_WAITING);
}

static void
test_too_old (void)
{
  g_autoptr (CulmWebhookBacklog) backlog = culm_webhook_backlog_new ();
  g_autoptr (GArray) lost = watch_lost (backlog);

  add (backlog, 1, "a", NOW);
  add (backlog, 2, "a", NOW + 60);
  add (backlog, 3, "a", NOW + CULM_WEBHOOK_MAX_AGE);
  assert_begins (backlog, "a", NOW + CULM_WEBHOOK_MAX_AGE + 61, 3);
  g_assert_cmpuint (lost->len, ==, 2);
  g_assert_cmpint (g_array_index (lost, gint64, 1), ==, 2);
}

static void
test_clock_set_back (void)
{
  g_autoptr (CulmWebhookBacklog) backlog = culm_webhook_backlog_new ();

  add (backlog, 1, "a", NOW); /* by a clock that was years ahead */
  assert_begins (backlog, "a", NOW, 1);
  culm_webhook_backlog_end (backlog, "a", 1, CULM_WEBHOOK_AGAIN, 0, NOW);
  {
    g_autoptr (CulmWebhookBacklog) later = culm_webhook_backlog_new ();
    g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
    CulmDelivery *delivery = culm_delivery_new (1, "a", "id", "print.started", body, NOW);

    delivery->due = NOW + 10;
    culm_webhook_backlog_add (later, delivery, 1000);
    g_assert_cmpint (culm_webhook_backlog_get_due (later, "a"), ==, 1000 + 24 * 60 * 60);
  }
}

static void
test_removed (void)
{
  static const char *const left[] = { "b", NULL };
  g_autoptr (CulmWebhookBacklog) backlog = culm_webhook_backlog_new ();
  g_autoptr (GArray) lost = watch_lost (backlog);

  add (backlog, 1, "a", NOW);
  add (backlog, 2, "b", NOW);
  assert_begins (backlog, "a", NOW, 1);
  culm_webhook_backlog_keep (backlog, left);
  g_assert_null (culm_webhook_backlog_end (backlog, "a", 1, CULM_WEBHOOK_AGAIN, 0, NOW)); /* its answer comes late */
  assert_begins (backlog, "a", NOW + 100, 0);
  assert_begins (backlog, "b", NOW, 2);
  g_assert_cmpuint (lost->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/webhook-backlog/judge", test_judge);
  g_test_add_func ("/webhook-backlog/waits", test_waits);
  g_test_add_func ("/webhook-backlog/order", test_order);
  g_test_add_func ("/webhook-backlog/too-many", test_too_many);
  g_test_add_func ("/webhook-backlog/too-old", test_too_old);
  g_test_add_func ("/webhook-backlog/clock-set-back", test_clock_set_back);
  g_test_add_func ("/webhook-backlog/removed", test_removed);
  return g_test_run ();
}
