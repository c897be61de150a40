/* test-broker.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-broker.h"
#include "culm-error.h"

static void
test_addresses (void)
{
  static const struct {
    const char *text, *host;
    guint port;
  } good[] = {
    { "broker.example", "broker.example", 0 },
    { "broker.example:8884", "broker.example", 8884 },
    { "192.0.2.7", "192.0.2.7", 0 },
    { "192.0.2.7:1883", "192.0.2.7", 1883 },
    { "::1", "::1", 0 },
    { "[2001:db8::1]:8883", "2001:db8::1", 8883 },
    { "[::1]", "::1", 0 },
    { "printer", "printer", 0 },
  };
  static const char *const bad[] = { "",       ":8883",     "host:",     "host:0", "host:65536", "host:x",  "mqtts://h",
                                     "h/path", "user@host", "two words", "[::1",   "host:-1",    "h:8883 ", " h" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++) {
    guint16 port = 7;
    g_autofree char *host = culm_broker_parse_address (good[i].text, &port, NULL);

    g_test_message ("%s", good[i].text);
    g_assert_cmpstr (host, ==, good[i].host);
    g_assert_cmpuint (port, ==, good[i].port);
  }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;
    guint16 port;

    g_test_message ("%s", bad[i]);
    g_assert_null (culm_broker_parse_address (bad[i], &port, &error));
    g_assert_error (error, CULM_ERROR, CULM_ERROR_USAGE);
    g_assert_cmpstr (culm_error_get_err (error), ==, "ERR_INVALID_URL");
  }
}

static void
test_serials (void)
{
  g_autofree char *longest = g_strnfill (64, 'A'), *longer = g_strnfill (65, 'A');

  g_assert_true (culm_broker_is_serial ("01P00A000000001"));
  g_assert_true (culm_broker_is_serial ("your_device-id"));
  g_assert_true (culm_broker_is_serial (longest));
  g_assert_false (culm_broker_is_serial (longer));
  g_assert_false (culm_broker_is_serial (""));
  g_assert_false (culm_broker_is_serial ("../x"));
  g_assert_false (culm_broker_is_serial ("a/b"));
  g_assert_false (culm_broker_is_serial ("#"));
  g_assert_false (culm_broker_is_serial ("+"));
  g_assert_false (culm_broker_is_serial ("ä"));
}

static void
count (guint *n)
{
  (*n)++;
}

static void
test_state (void)
{
  g_autoptr (CulmBroker) broker = culm_broker_new ("S1", "::1", 8883, FALSE, "bblp", NULL);
  g_autoptr (GError) error = culm_error_new (CULM_ERROR_ORIGIN_MQTT, CULM_ERROR_OFFLINE, "away");
  g_autofree char *address = culm_broker_dup_address (broker);
  guint n_states = 0, n_errors = 0;

  g_assert_cmpstr (address, ==, "[::1]:8883");
  g_signal_connect_swapped (broker, "notify::state", G_CALLBACK (count), &n_states);
  g_signal_connect_swapped (broker, "notify::error", G_CALLBACK (count), &n_errors);
  g_assert_cmpint (culm_broker_get_state (broker), ==, CULM_BROKER_CONNECTING);
  culm_broker_set_state (broker, CULM_BROKER_OFFLINE, error);
  g_assert_cmpuint (n_states, ==, 1);
  g_assert_error (culm_broker_get_error (broker), CULM_ERROR, CULM_ERROR_OFFLINE);
  culm_broker_set_state (broker, CULM_BROKER_ONLINE, NULL);
  g_assert_null (culm_broker_get_error (broker));
  culm_broker_set_state (broker, CULM_BROKER_ONLINE, NULL);
  g_assert_cmpuint (n_states, ==, 2);
  g_assert_cmpuint (n_errors, ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/broker/addresses", test_addresses);
  g_test_add_func ("/broker/serials", test_serials);
  g_test_add_func ("/broker/state", test_state);
  return g_test_run ();
}
