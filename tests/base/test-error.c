/* test-error.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"

static void
test_carries_what_the_server_said (void)
{
  g_autoptr (GError) error = culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_UNAUTHORISED, "Token refused");
  g_autoptr (GError) copy = NULL;

  culm_error_set_server_code (error, 1002);
  culm_error_set_http_status (error, 401);
  culm_error_set_err (error, "ERR_BAD_REQUEST");
  culm_error_set_detail (error, "Token expired");
  copy = g_error_copy (error);

  g_assert_error (copy, CULM_ERROR, CULM_ERROR_UNAUTHORISED);
  g_assert_cmpint (culm_error_get_origin (copy), ==, CULM_ERROR_ORIGIN_CLOUD);
  g_assert_cmpint (culm_error_get_server_code (copy), ==, 1002);
  g_assert_cmpuint (culm_error_get_http_status (copy), ==, 401);
  g_assert_cmpstr (culm_error_get_err (copy), ==, "ERR_BAD_REQUEST");
  g_assert_cmpstr (culm_error_get_detail (copy), ==, "Token expired");
}

static void
test_ignores_other_domains (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "No");

  culm_error_set_server_code (error, 1002);
  g_assert_cmpint (culm_error_get_server_code (error), ==, 0);
  g_assert_null (culm_error_get_detail (NULL));
}

static void
test_names (void)
{
  g_assert_cmpstr (culm_error_get_code_name (CULM_ERROR_OUT_OF_RANGE), ==, "out-of-range");
  g_assert_cmpstr (culm_error_get_code_name (CULM_ERROR_CANCELLED), ==, "cancelled");
  g_assert_cmpstr (culm_error_get_code_name (CULM_ERROR_INTERRUPTED), ==, "interrupted");
  g_assert_cmpstr (culm_error_get_origin_name (CULM_ERROR_ORIGIN_PRINTER), ==, "printer");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/error/carries-what-the-server-said", test_carries_what_the_server_said);
  g_test_add_func ("/error/ignores-other-domains", test_ignores_other_domains);
  g_test_add_func ("/error/names", test_names);
  return g_test_run ();
}
