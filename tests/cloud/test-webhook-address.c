/* test-webhook-address.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-webhook-address.h"

static void
test_parse (void)
{
  static const struct {
    const char *text, *label; /* label NULL: refused */
    int code;
  } rows[] = {
    { "https://hooks.example.org/services/T01/B02/KEY", "https://hooks.example.org/services/…", 0 },
    { " https://example.org ", "https://example.org", 0 },
    { "example.org/hook", "https://example.org/hook", 0 },
    { "https://example.org:8443/api/webhooks/", "https://example.org:8443/api/webhooks", 0 },
    { "https://example.org/hook?token=KEY", "https://example.org/hook/…", 0 },
    { "https://name:KEY@example.org/hook", "https://example.org/hook/…", 0 },
    { "https://example.org/KEY/hook", "https://example.org/…", 0 },
    { "HTTPS://EXAMPLE.org:443/hook", "https://EXAMPLE.org/hook", 0 },
    { "http://127.0.0.1:8080/hook", "http://127.0.0.1:8080/hook", 0 },
    { "http://192.168.1.20:80/", "http://192.168.1.20", 0 },
    { "http://[fd00::1]/hook", "http://[fd00::1]/hook", 0 },
    { "http://pi.local/hook", "http://pi.local/hook", 0 },
    { "", NULL, CULM_ERROR_USAGE },
    { "https://", NULL, CULM_ERROR_USAGE },
    { "https:///hook", NULL, CULM_ERROR_USAGE },
    { "https://example.org/#hook", NULL, CULM_ERROR_USAGE },
    { "ftp://example.org/", NULL, CULM_ERROR_USAGE },
    { "file:///etc/passwd", NULL, CULM_ERROR_USAGE },
    { "javascript://example.org/", NULL, CULM_ERROR_USAGE },
    { "https://exam ple.org/", NULL, CULM_ERROR_USAGE },
    { "https://example.org:99999/", NULL, CULM_ERROR_USAGE },
    { "http://8.8.8.8/hook", NULL, CULM_ERROR_REFUSED },
    { "http://[2001:4860::1]/hook", NULL, CULM_ERROR_REFUSED },
    { "http://[::ffff:8.8.8.8]/hook", NULL, CULM_ERROR_REFUSED },
    { "http://0.0.0.0/hook", NULL, CULM_ERROR_REFUSED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GUri) uri = culm_webhook_address_parse (rows[i].text, &error);
    g_autofree char *label = uri != NULL ? culm_webhook_address_describe (uri) : NULL;

    g_test_message ("%s", rows[i].text);
    g_assert_cmpstr (label, ==, rows[i].label);
    if (rows[i].label == NULL)
      g_assert_error (error, CULM_ERROR, rows[i].code);
    if (rows[i].code == CULM_ERROR_USAGE)
      g_assert_cmpstr (culm_error_get_err (error), ==, "ERR_INVALID_URL");
    g_assert_true (label == NULL || strstr (label, "KEY") == NULL);
  }
}

static void
test_private (void)
{
  static const char *const closed[] = {
    "127.0.0.1",   "127.255.0.1", "::1",     "10.0.0.1", "172.16.0.1",      "172.31.255.255",   "192.168.0.1",
    "169.254.1.1", "fe80::1",     "fd12::1", "fc00::1",  "::ffff:10.1.2.3", "::ffff:127.0.0.1",
  };
  static const char *const open[] = {
    "8.8.8.8", "172.32.0.1",  "172.15.0.1",      "192.169.0.1", "11.0.0.1",       "100.64.0.1", "0.0.0.0",
    "::",      "2001:db8::1", "255.255.255.255", "224.0.0.1",   "::ffff:8.8.8.8", "fe00::1",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (closed); i++) {
    g_autoptr (GInetAddress) address = g_inet_address_new_from_string (closed[i]);

    g_test_message ("%s", closed[i]);
    g_assert_true (culm_webhook_address_is_private (address));
  }
  for (gsize i = 0; i < G_N_ELEMENTS (open); i++) {
    g_autoptr (GInetAddress) address = g_inet_address_new_from_string (open[i]);

    g_test_message ("%s", open[i]);
    g_assert_false (culm_webhook_address_is_private (address));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/webhook-address/parse", test_parse);
  g_test_add_func ("/webhook-address/private", test_private);
  return g_test_run ();
}
