/* test-alert.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-alert.h"

static CulmEvent *
make_event (CulmEventKind kind)
{
  CulmEvent *event = culm_event_new (kind, 1, "01P00A000000003", "<b>Lab</b>");

  event->job = g_strdup ("a & b");
  event->file = g_strdup ("vase.3mf");
  event->hms_code = g_strdup ("0300-0100-0001-0008");
  event->remaining = 4320;
  event->size = 24000000;
  return event;
}

/* Names stand in the title alone, and bodies are our own words. */
static void
test_names (void)
{
  for (int kind = 0; kind <= CULM_EVENT_NOTIFICATION_CREATED; kind++) {
    g_autoptr (CulmEvent) event = make_event (kind);
    g_autoptr (CulmAlert) alert = culm_alert_new (event);

    if (alert == NULL || alert->kind == CULM_ALERT_WITHDRAW)
      continue;
    g_assert_nonnull (alert->setting);
    g_assert_true (g_str_has_prefix (alert->setting, "notify-"));
    g_assert_nonnull (strstr (alert->title, kind >= CULM_EVENT_UPLOAD_COMPLETED ? "vase.3mf" : "<b>Lab</b> — a & b"));
    for (const char *sign = "<>&"; *sign != '\0'; sign++)
      g_assert_null (strchr (alert->body, *sign));
    g_assert_null (strstr (alert->body, "Lab"));
    g_assert_null (strstr (alert->body, "vase"));
  }
}

static void
test_bodies (void)
{
  g_autoptr (CulmEvent) started = make_event (CULM_EVENT_PRINT_STARTED);
  g_autoptr (CulmAlert) start = culm_alert_new (started);
  g_autoptr (CulmEvent) paused = make_event (CULM_EVENT_PRINT_PAUSED);
  g_autoptr (CulmAlert) pause = NULL;

  g_assert_cmpstr (start->body, ==, "The print has started. 1 h 12 min to go.");
  g_assert_cmpint (start->act, ==, CULM_ALERT_ACT_PAUSE);
  paused->reason = g_strdup ("Filament ran out");
  pause = culm_alert_new (paused);
  g_assert_cmpstr (pause->body, ==, "The print is paused. Reason: Filament ran out.");
  g_assert_cmpint (pause->act, ==, CULM_ALERT_ACT_RESUME);
  g_assert_true (pause->urgent);
}

/* What is said later of one topic replaces what was said before; what is solved is withdrawn. */
static void
test_topics (void)
{
  g_autoptr (CulmEvent) paused = make_event (CULM_EVENT_PRINT_PAUSED);
  g_autoptr (CulmEvent) resumed = make_event (CULM_EVENT_PRINT_RESUMED);
  g_autoptr (CulmEvent) raised = make_event (CULM_EVENT_HMS_RAISED);
  g_autoptr (CulmEvent) cleared = make_event (CULM_EVENT_HMS_CLEARED);
  g_autoptr (CulmEvent) offline = make_event (CULM_EVENT_DEVICE_OFFLINE);
  g_autoptr (CulmEvent) online = make_event (CULM_EVENT_DEVICE_ONLINE);
  CulmEvent *pairs[][2] = { { paused, resumed }, { raised, cleared }, { offline, online } };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++) {
    g_autoptr (CulmAlert) before = culm_alert_new (pairs[i][0]);
    g_autoptr (CulmAlert) after = culm_alert_new (pairs[i][1]);

    g_assert_cmpstr (before->id, ==, after->id);
    g_assert_cmpint (before->kind, ==, CULM_ALERT_SHOW);
    g_assert_cmpint (after->kind, ==, i < 2 ? CULM_ALERT_WITHDRAW : CULM_ALERT_SHOW);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/alert/names", test_names);
  g_test_add_func ("/alert/bodies", test_bodies);
  g_test_add_func ("/alert/topics", test_topics);
  return g_test_run ();
}
