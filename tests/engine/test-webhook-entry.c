/* test-webhook-entry.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-webhook-entry.h"
#include <string.h>

static void
test_round (void)
{
  g_autoptr (CulmSecret) entry = culm_webhook_entry_new ("an-id", 7, "http://10.0.0.1/hook?KEY", "secret", 5);
  g_autoptr (CulmWebhook) hook = culm_webhook_entry_read (entry);

  g_assert_cmpstr (culm_webhook_get_id (hook), ==, "an-id");
  g_assert_cmpint (culm_webhook_get_number (hook), ==, 7);
  g_assert_cmpstr (culm_webhook_get_url (hook), ==, "http://10.0.0.1/hook?KEY");
  g_assert_cmpstr (culm_webhook_get_label (hook), ==, "http://10.0.0.1/hook/…");
  g_assert_true (culm_webhook_get_plain (hook));
  g_assert_cmpuint (culm_webhook_get_events (hook), ==, 5);
}

/* What somebody, or another version, left in the keyring. */
static void
test_nonsense (void)
{
  static const struct {
    const char *name, *value;
  } rows[] = {
    { "number", "0" },    { "number", "-1" },   { "number", "many" },        { "number", NULL },       { "url", NULL },
    { "url", "ftp://a" }, { "url", "" },        { "secret", NULL },          { "events", "no.event" }, { "events", "" },
    { "events", NULL },   { "number", "1e99" }, { "url", "http://8.8.8.8" },
  };
  g_autoptr (CulmSecret) account = culm_secret_new (CULM_SECRET_ACCOUNT, "id");

  g_assert_null (culm_webhook_entry_read (account));
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CulmSecret) entry = culm_webhook_entry_new ("id", 1, "https://a", "secret", 1);

    culm_secret_set (entry, rows[i].name, rows[i].value);
    g_assert_null (culm_webhook_entry_read (entry));
  }
}

static void
test_bodies (void)
{
  g_autoptr (CulmEvent) event =
      culm_event_new (CULM_EVENT_DEVICE_ONLINE, 1700000000123456, "01P00A000000001", "A \"b\"");
  g_autoptr (GBytes) body = culm_webhook_write_event (event);
  g_autoptr (GBytes) test = culm_webhook_write_test (1700000000123456);
  const char *expected =
      "{\"event\":\"device.online\",\"at\":\"2023-11-14T22:13:20.123Z\",\"serial\":\"01P00A000000001\","
      "\"name\":\"A \\\"b\\\"\"}";
  g_autofree char *text = g_strndup (g_bytes_get_data (test, NULL), g_bytes_get_size (test));

  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), expected, strlen (expected));
  g_assert_nonnull (strstr (text, "\"event\":\"notification.created\""));
  g_assert_nonnull (strstr (text, "\"id\":\"webhook-test\""));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/webhook-entry/round", test_round);
  g_test_add_func ("/webhook-entry/nonsense", test_nonsense);
  g_test_add_func ("/webhook-entry/bodies", test_bodies);
  return g_test_run ();
}
