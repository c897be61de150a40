/* test-event-json.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-event-json.h"
#include <string.h>

static char *
print (const CulmEvent *event)
{
  g_autoptr (JsonNode) node = culm_event_to_json (event);

  return json_to_string (node, FALSE);
}

static void
test_print (void)
{
  g_autoptr (CulmEvent) event = culm_event_new (CULM_EVENT_PRINT_FAILED, 1748882419147000, "01P00A000000001", "Shop");
  g_autofree char *text = NULL;

  event->job = g_strdup ("vase");
  event->progress = 62;
  event->reason = g_strdup ("Nozzle clogged");
  event->error_code = g_strdup ("0300-8016");
  text = print (event);
  g_assert_cmpstr (text, ==,
                   "{\"event\":\"print.failed\",\"at\":\"2025-06-02T16:40:19.147Z\",\"serial\":\"01P00A000000001\","
                   "\"name\":\"Shop\",\"job\":\"vase\",\"file\":null,\"plate\":null,\"progress\":62,\"layer\":null,"
                   "\"remaining\":null,\"reason\":\"Nozzle clogged\",\"error\":\"0300-8016\"}");
}

static void
test_notification (void)
{
  g_autoptr (CulmEvent) event = culm_event_new (CULM_EVENT_NOTIFICATION_CREATED, 0, "s", "n");
  g_autofree char *text = NULL;

  event->id = g_strdup ("7");
  event->title = g_strdup ("Done");
  event->body = g_strdup ("vase");
  event->urgency = g_strdup ("normal");
  event->about = CULM_EVENT_PRINT_COMPLETED;
  text = print (event);
  g_assert_cmpstr (
      text, ==,
      "{\"event\":\"notification.created\",\"at\":\"1970-01-01T00:00:00.000Z\",\"serial\":\"s\",\"name\":\"n\","
      "\"id\":\"7\",\"title\":\"Done\",\"body\":\"vase\",\"urgency\":\"normal\",\"about\":\"print.completed\"}");
}

static void
test_upload_to_no_printer (void)
{
  g_autoptr (CulmEvent) event = culm_event_new (CULM_EVENT_UPLOAD_COMPLETED, 0, NULL, NULL);
  g_autofree char *text = NULL;

  event->file = g_strdup ("vase.3mf");
  event->size = 12;
  event->sha256 = g_strdup ("ab");
  text = print (event);
  g_assert_cmpstr (text, ==,
                   "{\"event\":\"upload.completed\",\"at\":\"1970-01-01T00:00:00.000Z\",\"serial\":null,\"name\":null,"
                   "\"file\":\"vase.3mf\",\"size\":12,\"sha256\":\"ab\"}");
}

static void
test_others (void)
{
  static const struct {
    CulmEventKind kind;
    const char *last; /* the member after "name" */
  } cases[] = {
    { CULM_EVENT_HMS_RAISED, "\"code\":null,\"severity\":null,\"module\":null,\"text\":null,\"url\":null}" },
    { CULM_EVENT_FILAMENT_RUNOUT, "\"slot\":null}" },
    { CULM_EVENT_COMMAND_REFUSED, "\"command\":null,\"code\":null}" },
    { CULM_EVENT_BED_COOL, "\"name\":\"n\"}" },
    { CULM_EVENT_DEVICE_OFFLINE, "\"name\":\"n\"}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CulmEvent) event = culm_event_new (cases[i].kind, 0, "s", "n");
    g_autofree char *text = print (event);

    g_assert_true (g_str_has_suffix (text, cases[i].last));
    g_assert_nonnull (strstr (text, culm_event_kind_get_name (cases[i].kind)));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/event-json/print", test_print);
  g_test_add_func ("/event-json/notification", test_notification);
  g_test_add_func ("/event-json/upload-to-no-printer", test_upload_to_no_printer);
  g_test_add_func ("/event-json/others", test_others);
  return g_test_run ();
}
