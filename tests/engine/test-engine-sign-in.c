/* test-engine-sign-in.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-test-rig.h"

/* The way in, in each contract and by each kind of sign-in: the account is there, the list came, and a new start knows
 * both. */
static void
test_signs_in (gconstpointer data)
{
  g_auto (GStrv) words = g_strsplit (data, " ", 2);
  const char *args[] = { "--contract", words[0], "--auth", words[1], NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  g_autoptr (CulmSignIn) sign_in = culm_test_rig_sign_in (rig);
  CulmAccount *account = culm_test_rig_get_account (rig);
  GListModel *printers = culm_engine_get_printers (rig->engine);
  g_autofree char *uid = g_strdup (culm_account_get_uid (account));

  g_assert_true (culm_sign_in_get_account (sign_in) == account);
  g_assert_cmpstr (culm_account_get_region (account), ==, culm_test_sim_get_rest (rig->sim));
  g_assert_cmpint (culm_account_get_expires (account), >, g_get_real_time () / G_USEC_PER_SEC);
  culm_test_rig_refresh (rig);
  g_assert_cmpuint (g_list_model_get_n_items (printers), ==, culm_test_sim_get_n_printers (rig->sim));
  for (guint i = 0; i < culm_test_sim_get_n_printers (rig->sim); i++) {
    CulmPrinter *printer = culm_engine_find_printer (rig->engine, culm_test_sim_get_serial (rig->sim, i));

    g_assert_nonnull (printer);
    g_assert_cmpstr (culm_printer_get_name (printer), ==, culm_test_sim_get_name (rig->sim, i));
    g_assert_cmpstr (culm_printer_get_model (printer), ==, culm_test_sim_get_model (rig->sim, i));
  }
  culm_test_rig_drop_engine (rig);
  g_clear_object (&sign_in);
  culm_test_rig_start_engine (rig);
  g_assert_cmpstr (culm_account_get_uid (culm_test_rig_get_account (rig)), ==, uid);
  g_assert_cmpuint (g_list_model_get_n_items (culm_engine_get_printers (rig->engine)), ==,
                    culm_test_sim_get_n_printers (rig->sim));
}

static void
expect_step (CulmSignIn *sign_in, GAsyncResult **slot, int code, CulmSignInStep step)
{
  g_autoptr (GAsyncResult) result = culm_test_await (slot, 20);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (culm_sign_in_finish (sign_in, result, &error), ==, code < 0);
  if (code >= 0)
    g_assert_error (error, CULM_ERROR, code);
  g_assert_cmpint (culm_sign_in_get_step (sign_in), ==, step);
  g_assert_false (culm_sign_in_get_busy (sign_in));
}

static void
test_stays_where_it_was_refused (void)
{
  const char *args[] = { "--auth", "code", NULL };
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  g_autoptr (CulmSignIn) sign_in = culm_engine_begin_sign_in (rig->engine);
  GAsyncResult *slot = NULL;

  g_assert_true (culm_sign_in_set_region (sign_in, culm_test_sim_get_rest (rig->sim), NULL, NULL));
  culm_sign_in_password_async (sign_in, culm_test_sim_get_account (rig->sim), "wrong", NULL, culm_test_keep_result,
                               &slot);
  expect_step (sign_in, &slot, CULM_ERROR_UNAUTHORISED, CULM_SIGN_IN_PASSWORD);
  culm_sign_in_request_code_async (sign_in, culm_test_sim_get_account (rig->sim), NULL, culm_test_keep_result, &slot);
  expect_step (sign_in, &slot, -1, CULM_SIGN_IN_CODE);
  culm_sign_in_code_async (sign_in, "000000", NULL, culm_test_keep_result, &slot);
  expect_step (sign_in, &slot, CULM_ERROR_WRONG_CODE, CULM_SIGN_IN_CODE);
  g_assert_cmpuint (g_list_model_get_n_items (culm_engine_get_accounts (rig->engine)), ==, 0);
  culm_sign_in_code_async (sign_in, culm_test_sim_get_code (rig->sim), NULL, culm_test_keep_result, &slot);
  expect_step (sign_in, &slot, -1, CULM_SIGN_IN_DONE);
  g_assert_cmpuint (g_list_model_get_n_items (culm_engine_get_accounts (rig->engine)), ==, 1);
}

static void
test_takes_a_token (void)
{
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (NULL);
  g_autoptr (CulmSignIn) sign_in = culm_engine_begin_sign_in (rig->engine);
  GAsyncResult *slot = NULL;

  g_assert_true (culm_sign_in_set_region (sign_in, culm_test_sim_get_rest (rig->sim), NULL, NULL));
  culm_sign_in_token_async (sign_in, "nonsense", NULL, culm_test_keep_result, &slot);
  expect_step (sign_in, &slot, CULM_ERROR_UNAUTHORISED, CULM_SIGN_IN_PASSWORD);
}

static void
test_refuses_bad_servers (void)
{
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (NULL);
  g_autoptr (CulmSignIn) sign_in = culm_engine_begin_sign_in (rig->engine);
  g_autoptr (GError) error = NULL;

  g_assert_false (culm_sign_in_set_region (sign_in, "ftp://x", NULL, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_USAGE);
  g_assert_cmpstr (culm_error_get_err (error), ==, "ERR_INVALID_URL");
  g_clear_error (&error);
  g_assert_false (culm_sign_in_set_region (sign_in, "global", "nowhere", &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_USAGE);
  g_assert_true (culm_sign_in_set_region (sign_in, "qa", "[::1]:1883", NULL));
}

static void
test_signs_out (void)
{
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (NULL);
  g_autoptr (CulmSignIn) sign_in = culm_test_rig_sign_in (rig);
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *path = g_build_filename (rig->home, "secrets.json", NULL);
  g_autofree char *text = NULL;
  GAsyncResult *slot = NULL;
  g_autoptr (GError) error = NULL;

  culm_test_rig_refresh (rig);
  culm_engine_sign_out_async (rig->engine, culm_test_rig_get_account (rig), NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 20);
  culm_engine_sign_out_finish (rig->engine, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (culm_engine_get_accounts (rig->engine)), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (culm_engine_get_printers (rig->engine)), ==, 0);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_null (strstr (text, "token"));
  g_clear_object (&result); /* it holds the engine */
  culm_test_rig_drop_engine (rig);
  culm_test_rig_start_engine (rig);
  g_assert_cmpuint (g_list_model_get_n_items (culm_engine_get_printers (rig->engine)), ==, 0);
}

int
main (int argc, char *argv[])
{
  static const char *const ways[] = { "service password", "service code", "service tfa",
                                      "seed password",    "seed code",    "seed tfa" };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++) {
    g_autofree char *name = g_strdelimit (g_strdup_printf ("/engine-sign-in/%s", ways[i]), " ", '-');

    g_test_add_data_func (name, ways[i], test_signs_in);
  }
  g_test_add_func ("/engine-sign-in/stays-where-it-was-refused", test_stays_where_it_was_refused);
  g_test_add_func ("/engine-sign-in/takes-a-token", test_takes_a_token);
  g_test_add_func ("/engine-sign-in/refuses-bad-servers", test_refuses_bad_servers);
  g_test_add_func ("/engine-sign-in/signs-out", test_signs_out);
  return g_test_run ();
}
