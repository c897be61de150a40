/* test-event.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-event.h"

static void
test_names (void)
{
  g_assert_cmpstr (culm_event_kind_get_name (CULM_EVENT_PRINT_STARTED), ==, "print.started");
  g_assert_cmpstr (culm_event_kind_get_name (CULM_EVENT_PRINT_FIRST_LAYER), ==, "print.first_layer");
  g_assert_cmpstr (culm_event_kind_get_name (CULM_EVENT_NOTIFICATION_CREATED), ==, "notification.created");
}

static void
test_starts_without (void)
{
  g_autoptr (CulmEvent) event = culm_event_new (CULM_EVENT_DEVICE_ONLINE, 5, "serial", "name");
  g_autoptr (CulmEvent) again = culm_event_ref (event);

  g_assert_true (again == event);
  g_assert_cmpint (event->plate, ==, -1);
  g_assert_cmpint (event->size, ==, -1);
  g_assert_null (event->job);
  g_assert_cmpstr (event->serial, ==, "serial");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/event/names", test_names);
  g_test_add_func ("/event/starts-without", test_starts_without);
  return g_test_run ();
}
