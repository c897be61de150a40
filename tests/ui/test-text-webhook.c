/* test-text-webhook.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-text-webhook.h"

#define NOW 1700000000

static void
assert_says (CulmWebhook *hook, const char *start, const char *part)
{
  g_autofree char *text = culm_text_webhook (hook, NOW);

  g_test_message ("%s", text);
  g_assert_true (g_str_has_prefix (text, start));
  g_assert_nonnull (strstr (text, part));
  g_assert_null (strstr (text, "KEY"));
}

static void
test_last (void)
{
  static const struct {
    guint status;
    int error;
    const char *start, *part;
  } rows[] = {
    { 200, -1, "Delivered ", "" },
    { 301, -1, "Not delivered ", "leads elsewhere; add the new address (301)" },
    { 401, -1, "Not delivered ", "wants another password or token (401)" },
    { 410, -1, "Not delivered ", "is not there any more (410)" },
    { 429, -1, "Not delivered ", "asked to wait (429)" },
    { 418, -1, "Not delivered ", "said no (418)" },
    { 503, -1, "Not delivered ", "is in trouble (503)" },
    { 0, CULM_ERROR_OFFLINE, "Not delivered ", "cannot be reached" },
    { 0, CULM_ERROR_TIMED_OUT, "Not delivered ", "did not answer in time" },
    { 0, CULM_ERROR_UNTRUSTED, "Not delivered ", "cannot prove who it is" },
    { 0, CULM_ERROR_REFUSED, "Not delivered ", "is outside your network, and not https" },
    { 0, CULM_ERROR_FAILED, "Not delivered ", "could not be told" },
  };
  g_autoptr (CulmWebhook) hook = culm_webhook_new ("id", 1, "https://a/KEY", "https://a/…", FALSE, 1);

  assert_says (hook, "Nothing was sent yet", "");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    culm_webhook_set_last (hook, NOW - 60, rows[i].status, rows[i].error);
    assert_says (hook, rows[i].start, rows[i].part);
  }
}

static void
test_choice (void)
{
  g_autoptr (CulmWebhook) hook = culm_webhook_new ("id", 1, "https://a/KEY", "https://a/…", FALSE, 1);
  static const struct {
    guint events;
    const char *text;
  } rows[] = { { 1, "1 event" }, { 3, "2 events" }, { CULM_WEBHOOK_ALL_EVENTS, "All events" } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = NULL;

    culm_webhook_set_events (hook, rows[i].events);
    text = culm_text_webhook_choice (hook);
    g_assert_cmpstr (text, ==, rows[i].text);
  }
}

static void
test_queue (void)
{
  g_autoptr (CulmWebhook) hook = culm_webhook_new ("id", 1, "https://a/KEY", "https://a/…", FALSE, 1);

  culm_webhook_set_waiting (hook, 1, 0);
  assert_says (hook, "Nothing was sent yet · 1 event waits", "waits");
  culm_webhook_set_waiting (hook, 2, NOW + 300);
  culm_webhook_set_lost (hook, 3);
  assert_says (hook, "Nothing was sent yet · 2 events wait, next try ", " · 3 events were lost");
}

static void
test_errors (void)
{
  static const int codes[] = { CULM_ERROR_USAGE,     CULM_ERROR_REFUSED, CULM_ERROR_OFFLINE, CULM_ERROR_UNTRUSTED,
                               CULM_ERROR_TIMED_OUT, CULM_ERROR_FAILED,  CULM_ERROR_FULL,    CULM_ERROR_UNSUPPORTED };
  g_autoptr (GError) cancelled = culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_CANCELLED, "KEY");

  g_assert_null (culm_text_webhook_error (cancelled));
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autoptr (GError) error = culm_error_new (CULM_ERROR_ORIGIN_CLOUD, (CulmError) codes[i], "KEY");
    g_autofree char *text = culm_text_webhook_error (error);

    g_assert_true (g_str_has_suffix (text, "."));
    g_assert_null (strstr (text, "KEY"));
  }
  for (int kind = 0; kind < CULM_EVENT_N_KINDS; kind++)
    g_assert_cmpuint (strlen (culm_text_event ((CulmEventKind) kind)), >, 5);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-webhook/last", test_last);
  g_test_add_func ("/text-webhook/choice", test_choice);
  g_test_add_func ("/text-webhook/queue", test_queue);
  g_test_add_func ("/text-webhook/errors", test_errors);
  return g_test_run ();
}
