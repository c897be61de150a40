/* test-farm.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-farm.h"

#define READY                                                                                                          \
  "{\"ready\":true,\"rest\":\"https://127.0.0.1:4711\",\"ca\":\"/tmp/x/ca.pem\","                                      \
  "\"accounts\":[{\"account\":\"demo@culm.example\",\"password\":\"secret\",\"code\":\"123456\"}]}"

static void
test_parse (void)
{
  static const char *const noise[] = { "",
                                       "x",
                                       "[]",
                                       "{}",
                                       "{\"rest\":1,\"ca\":[],\"accounts\":{}}",
                                       "{\"rest\":\"https://a\",\"ca\":\"b\",\"accounts\":[7]}" };
  g_autofree char *ca = NULL;
  g_autoptr (CulmDemo) demo = culm_farm_parse (READY, &ca, NULL);

  g_assert_cmpstr (ca, ==, "/tmp/x/ca.pem");
  g_assert_cmpstr (demo->server, ==, "https://127.0.0.1:4711");
  g_assert_cmpstr (demo->account, ==, "demo@culm.example");
  g_assert_cmpstr (demo->password, ==, "secret");
  g_assert_cmpstr (demo->code, ==, "123456");
  for (guint i = 0; i < G_N_ELEMENTS (noise); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *none = NULL;

    g_assert_null (culm_farm_parse (noise[i], &none, &error));
    g_assert_error (error, CULM_ERROR, CULM_ERROR_MALFORMED);
    g_assert_null (none);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/farm/parse", test_parse);
  return g_test_run ();
}
