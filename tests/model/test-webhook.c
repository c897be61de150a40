/* test-webhook.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-webhook.h"

static void
test_names (void)
{
  static const char *const vendor[] = { "print.started", "print.completed", "print.failed",
                                        "device.online", "device.offline",  "notification.created" };

  for (int i = 0; i < CULM_EVENT_N_KINDS; i++) {
    CulmEventKind kind;

    g_assert_true (culm_event_kind_parse (culm_event_kind_get_name ((CulmEventKind) i), &kind));
    g_assert_cmpint (kind, ==, i);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (vendor); i++) {
    CulmEventKind kind;

    g_assert_true (culm_event_kind_parse (vendor[i], &kind));
  }
}

static void
test_choice (void)
{
  static const char *const wrong[] = { "", ",", "print.begun", "print.started,", "PRINT.STARTED", "print.*" };
  g_autoptr (GError) error = NULL;
  g_autofree const char **names = NULL;
  g_autofree char *line = NULL;
  guint events = 0;

  g_assert_true (culm_webhook_parse_events (" device.offline ,print.started,print.started", &events, &error));
  g_assert_no_error (error);
  names = culm_webhook_list_events (events);
  line = g_strjoinv (" ", (char **) names);
  g_assert_cmpstr (line, ==, "print.started device.offline");
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_assert_false (culm_webhook_parse_events (wrong[i], &events, &error));
    g_assert_error (error, CULM_ERROR, CULM_ERROR_USAGE);
    g_clear_error (&error);
  }
}

static void
on_notify (CulmWebhook *hook G_GNUC_UNUSED, GParamSpec *pspec, GString *log)
{
  g_string_append_printf (log, "%s ", pspec->name);
}

static void
test_notifies (void)
{
  g_autoptr (CulmWebhook) hook = culm_webhook_new ("id", 3, "https://a/KEY", "https://a/…", FALSE, 1);
  g_autoptr (GString) log = g_string_new (NULL);

  g_assert_cmpint (culm_webhook_get_last_error (hook), ==, -1);
  g_signal_connect (hook, "notify", G_CALLBACK (on_notify), log);
  culm_webhook_set_last (hook, 0, 0, -1);
  culm_webhook_set_waiting (hook, 0, 0);
  culm_webhook_set_lost (hook, 0);
  culm_webhook_set_events (hook, 1);
  g_assert_cmpstr (log->str, ==, "");
  culm_webhook_set_last (hook, 5, 503, -1);
  culm_webhook_set_waiting (hook, 2, 15);
  culm_webhook_set_lost (hook, 1);
  culm_webhook_set_events (hook, 3);
  g_assert_cmpstr (log->str, ==, "last-status last-at next-at waiting lost events ");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/webhook/names", test_names);
  g_test_add_func ("/webhook/choice", test_choice);
  g_test_add_func ("/webhook/notifies", test_notifies);
  return g_test_run ();
}
