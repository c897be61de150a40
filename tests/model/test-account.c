/* test-account.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-account.h"
#include "culm-error.h"

static void
count (GObject *object G_GNUC_UNUSED, GParamSpec *pspec G_GNUC_UNUSED, gpointer n)
{
  (*(guint *) n)++;
}

static void
test_state (void)
{
  g_autoptr (CulmAccount) account = culm_account_new ("a@example.com", "global", "12", NULL, 99);
  g_autoptr (GError) error = culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_OFFLINE, "No network");
  guint n = 0;

  g_signal_connect (account, "notify::state", G_CALLBACK (count), &n);
  g_assert_cmpint (culm_account_get_state (account), ==, CULM_ACCOUNT_CONNECTING);
  culm_account_set_state (account, CULM_ACCOUNT_OFFLINE, error);
  culm_account_set_state (account, CULM_ACCOUNT_OFFLINE, error);
  g_assert_cmpuint (n, ==, 1);
  g_assert_error ((GError *) culm_account_get_error (account), CULM_ERROR, CULM_ERROR_OFFLINE);
  culm_account_set_state (account, CULM_ACCOUNT_ONLINE, NULL);
  g_assert_null (culm_account_get_error (account));
  g_assert_cmpuint (n, ==, 2);
}

static void
test_names (void)
{
  g_autoptr (CulmAccount) account = culm_account_new ("Anna@example.com", "china", "12", "Anna", 0);
  static const char *const fits[] = { "Anna@example.com", "anna@EXAMPLE.com", "12", "12@china" };
  static const char *const differs[] = { "", "Anna", "1", "12@global", "anna@example.com@china" };

  for (gsize i = 0; i < G_N_ELEMENTS (fits); i++)
    g_assert_true (culm_account_answers_to (account, fits[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (differs); i++)
    g_assert_false (culm_account_answers_to (account, differs[i]));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/account/state", test_state);
  g_test_add_func ("/account/names", test_names);
  return g_test_run ();
}
