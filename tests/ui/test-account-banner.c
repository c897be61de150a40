/* test-account-banner.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-account-banner.h"
#include "culm-error.h"
#include "culm-test-display.h"
#include "culm-test-fleet.h"

#define EXPIRED "The sign-in has expired. The printers show what was known last."

static gboolean
is_revealed (GtkWidget *banner)
{
  return gtk_revealer_get_reveal_child (GTK_REVEALER (culm_test_find (banner, GTK_TYPE_REVEALER)));
}

/* All is well; the token dies in the middle; somebody signs in again. */
static void
test_follows (void)
{
  g_autoptr (GListModel) accounts = culm_test_accounts_new (CULM_ACCOUNT_ONLINE);
  g_autoptr (CulmAccount) account = g_list_model_get_item (accounts, 0);
  GtkWidget *banner = g_object_new (CULM_TYPE_ACCOUNT_BANNER, NULL);
  GtkWidget *window = culm_test_show (banner);

  culm_account_banner_set_accounts (CULM_ACCOUNT_BANNER (banner), accounts);
  g_assert_false (is_revealed (banner));
  culm_account_set_state (account, CULM_ACCOUNT_EXPIRED, NULL);
  culm_test_settle (window);
  g_assert_true (is_revealed (banner));
  g_assert_true (culm_test_says (window, EXPIRED));
  g_assert_true (culm_test_says (window, "Sign In Again"));
  g_assert_true (culm_account_banner_get_expired (CULM_ACCOUNT_BANNER (banner)) == account);
  culm_account_set_state (account, CULM_ACCOUNT_OFFLINE, NULL);
  culm_test_settle (window);
  g_assert_true (culm_test_says (window, "Try Now"));
  culm_account_set_state (account, CULM_ACCOUNT_ONLINE, NULL);
  g_assert_false (is_revealed (banner));
  culm_test_assert_finalises (window, banner);
}

/* A sign-in that ends within a week is warned of. */
static void
test_warns (void)
{
  g_autoptr (GListModel) accounts = culm_test_accounts_new (CULM_ACCOUNT_ONLINE);
  g_autoptr (CulmAccount) account = g_list_model_get_item (accounts, 0);
  GtkWidget *banner = g_object_new (CULM_TYPE_ACCOUNT_BANNER, NULL);
  GtkWidget *window = culm_test_show (banner);

  culm_account_banner_set_accounts (CULM_ACCOUNT_BANNER (banner), accounts);
  culm_account_set_expires (account, g_get_real_time () / G_USEC_PER_SEC + 2 * 24 * 3600);
  g_assert_true (is_revealed (banner));
  culm_test_assert_finalises (window, banner);
}

/* Two accounts side by side: it says whose trouble it is, and the next one's when that is over. */
static void
test_several (void)
{
  g_autoptr (GListStore) accounts = g_list_store_new (CULM_TYPE_ACCOUNT);
  g_autoptr (CulmAccount) anna = culm_account_new ("anna@example.com", "global", "1", NULL, 0);
  g_autoptr (CulmAccount) ben = culm_account_new ("ben@example.com", "china", "2", NULL, 0);
  g_autoptr (GError) error = culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_FAILED, "Trouble");
  GtkWidget *banner = g_object_new (CULM_TYPE_ACCOUNT_BANNER, NULL);
  GtkWidget *window = culm_test_show (banner);

  g_list_store_append (accounts, anna);
  g_list_store_append (accounts, ben);
  culm_account_set_state (anna, CULM_ACCOUNT_ONLINE, NULL);
  culm_account_set_state (ben, CULM_ACCOUNT_ONLINE, NULL);
  culm_account_banner_set_accounts (CULM_ACCOUNT_BANNER (banner), G_LIST_MODEL (accounts));
  g_assert_false (is_revealed (banner));
  culm_account_set_state (anna, CULM_ACCOUNT_OFFLINE, error);
  culm_account_set_state (ben, CULM_ACCOUNT_EXPIRED, NULL);
  culm_test_settle (window);
  g_assert_true (culm_test_says (window, "ben@example.com: " EXPIRED));
  g_assert_true (culm_account_banner_get_expired (CULM_ACCOUNT_BANNER (banner)) == ben);
  culm_account_set_state (ben, CULM_ACCOUNT_ONLINE, NULL);
  culm_test_settle (window);
  g_assert_true (culm_test_says (window, "Try Now"));
  g_list_store_remove (accounts, 0);
  g_assert_false (is_revealed (banner));
  culm_test_assert_finalises (window, banner);
}

/* A limit: until when nothing is asked for; there is nothing that a person could do. */
static void
test_limit (void)
{
  g_autoptr (GListModel) accounts = culm_test_accounts_new (CULM_ACCOUNT_ONLINE);
  g_autoptr (CulmAccount) account = g_list_model_get_item (accounts, 0);
  g_autoptr (GDateTime) until = g_date_time_new_now_local ();
  g_autofree char *clock = g_date_time_format (until, "%H:%M");
  g_autofree char *requests = g_strdup_printf ("Waiting until %s: 1000 requests an hour", clock);
  g_autofree char *pause = g_strdup_printf ("Waiting until %s, as the service asks", clock);
  GtkWidget *banner = g_object_new (CULM_TYPE_ACCOUNT_BANNER, NULL);
  GtkWidget *window = culm_test_show (banner);

  culm_account_banner_set_accounts (CULM_ACCOUNT_BANNER (banner), accounts);
  culm_account_set_resumes (account, CULM_LIMIT_REQUESTS, g_date_time_to_unix (until));
  culm_test_settle (window);
  g_assert_true (is_revealed (banner));
  g_assert_true (culm_test_says (window, requests));
  g_assert_false (gtk_widget_get_visible (culm_test_find (banner, GTK_TYPE_BUTTON)));
  culm_account_set_resumes (account, CULM_LIMIT_PAUSE, g_date_time_to_unix (until));
  g_assert_true (culm_test_says (window, pause));
  culm_account_set_resumes (account, CULM_LIMIT_PAUSE, 0);
  g_assert_false (is_revealed (banner));
  culm_test_assert_finalises (window, banner);
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add_func ("/account-banner/follows", test_follows);
  g_test_add_func ("/account-banner/warns", test_warns);
  g_test_add_func ("/account-banner/several", test_several);
  g_test_add_func ("/account-banner/limit", test_limit);
  return g_test_run ();
}
