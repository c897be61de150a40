/* test-region.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-region.h"

#include "culm-error.h"

static void
test_table (void)
{
  static const struct {
    const char *text;
    const char *name;
    const char *api;
    const char *web;
    const char *mqtt;
    gboolean phone;
  } rows[] = {
    { "global", "global", "https://api.bambulab.com", "https://bambulab.com", "us.mqtt.bambulab.com", FALSE },
    { " China ", "china", "https://api.bambulab.cn", "https://bambulab.cn", "cn.mqtt.bambulab.com", TRUE },
    { "dev", "dev", "https://api-dev.bambulab.net", NULL, NULL, FALSE },
    { "QA", "qa", "https://api-qa.bambulab.net", NULL, NULL, FALSE },
    { "pre", "pre", "https://api-pre.bambulab.net", NULL, NULL, FALSE },
    { "pre-us", "pre-us", "https://api-pre-us.bambulab.net", NULL, NULL, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CulmRegion) region = culm_region_new (rows[i].text, &error);

    g_assert_no_error (error);
    g_assert_cmpstr (culm_region_get_name (region), ==, rows[i].name);
    g_assert_cmpstr (culm_region_get_api_base (region), ==, rows[i].api);
    g_assert_cmpstr (culm_region_get_web_base (region), ==, rows[i].web);
    g_assert_cmpstr (culm_region_get_lookup_base (region), ==, "https://e.bambulab.com");
    g_assert_cmpstr (culm_region_get_mqtt_host (region), ==, rows[i].mqtt);
    g_assert_cmpuint (culm_region_get_mqtt_port (region), ==, rows[i].mqtt != NULL ? 8883 : 0);
    g_assert_cmpint (culm_region_takes_phone (region), ==, rows[i].phone);
    g_assert_cmpint (culm_region_get_upload_contract (region), ==, CULM_CONTRACT_SERVICE);
    g_assert_false (culm_region_is_free (region));
  }
}

static void
test_free_address (void)
{
  static const struct {
    const char *text;
    const char *base;
    CulmContract contract;
  } rows[] = {
    { "https://127.0.0.1:8443/", "https://127.0.0.1:8443", CULM_CONTRACT_SEED },
    { " https://farm.example ", "https://farm.example", CULM_CONTRACT_SEED },
    { "HTTPS://farm.example/culm//", "https://farm.example/culm", CULM_CONTRACT_SEED },
    { "https://[::1]:9", "https://[::1]:9", CULM_CONTRACT_SEED },
    { "https://api.bambulab.com", "https://api.bambulab.com", CULM_CONTRACT_SERVICE },
    { "https://API-X.bambulab.net", "https://API-X.bambulab.net", CULM_CONTRACT_SERVICE },
    { "https://notbambulab.com", "https://notbambulab.com", CULM_CONTRACT_SEED },
    { "https://bambulab.com.example", "https://bambulab.com.example", CULM_CONTRACT_SEED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CulmRegion) region = culm_region_new (rows[i].text, &error);

    g_assert_no_error (error);
    g_assert_true (culm_region_is_free (region));
    g_assert_cmpstr (culm_region_get_name (region), ==, rows[i].base);
    g_assert_cmpstr (culm_region_get_api_base (region), ==, rows[i].base);
    g_assert_cmpstr (culm_region_get_web_base (region), ==, rows[i].base);
    g_assert_cmpstr (culm_region_get_lookup_base (region), ==, rows[i].base);
    g_assert_null (culm_region_get_mqtt_host (region));
    g_assert_cmpint (culm_region_get_upload_contract (region), ==, rows[i].contract);
  }
}

static void
test_refuses (void)
{
  static const struct {
    const char *text;
    const char *err;
  } rows[] = {
    { "", "ERR_INVALID_URL" },
    { "mars", "ERR_INVALID_URL" },
    { "http://127.0.0.1:80", "ERR_INVALID_URL" },
    { "ftp://farm.example", "ERR_INVALID_URL" },
    { "https://", "ERR_INVALID_URL" },
    { "https:///path", "ERR_INVALID_URL" },
    { "https://user:word@farm.example", "ERR_INVALID_URL" },
    { "https://farm.example/?a=b", "ERR_INVALID_URL" },
    { "https://farm.example/#a", "ERR_INVALID_URL" },
    { "https://farm.example:99999", "ERR_INVALID_URL" },
    { "farm.example:443", "ERR_INVALID_URL" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (culm_region_new (rows[i].text, &error));
    g_assert_error (error, CULM_ERROR, CULM_ERROR_USAGE);
    g_assert_cmpstr (culm_error_get_err (error), ==, rows[i].err);
  }
}

static void
test_contract_names (void)
{
  g_assert_cmpstr (culm_contract_get_name (CULM_CONTRACT_SEED), ==, "seed");
  g_assert_cmpstr (culm_contract_get_name (CULM_CONTRACT_SERVICE), ==, "service");
  g_assert_null (culm_contract_get_name (CULM_CONTRACT_UNKNOWN));
  g_assert_cmpint (culm_contract_from_name ("seed"), ==, CULM_CONTRACT_SEED);
  g_assert_cmpint (culm_contract_from_name ("service"), ==, CULM_CONTRACT_SERVICE);
  g_assert_cmpint (culm_contract_from_name (NULL), ==, CULM_CONTRACT_UNKNOWN);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base-urls-test-environments/table", test_table);
  g_test_add_func ("/base-urls-test-environments/free-url", test_free_address);
  g_test_add_func ("/region/refuses", test_refuses);
  g_test_add_func ("/region/contract-names", test_contract_names);
  return g_test_run ();
}
