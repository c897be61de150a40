/* test-accounts-dialog.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-accounts-dialog.h"
#include "culm-test-display.h"
#include "culm-test-fleet.h"

/* Several accounts, of one address even: each has its row, its place and its state. */
static void
test_several (void)
{
  g_autoptr (GListStore) accounts = g_list_store_new (CULM_TYPE_ACCOUNT);
  g_autoptr (CulmAccount) anna = culm_account_new ("anna@example.com", "global", "1", NULL, 0);
  g_autoptr (CulmAccount) again = culm_account_new ("anna@example.com", "https://127.0.0.1:8443", "2", NULL, 0);
  g_autoptr (CulmAccount) pre = culm_account_new ("<b>&\"", "pre-us", "3", NULL, 0);
  GtkWidget *parent = culm_test_show (gtk_label_new ("behind"));
  GtkWidget *dialog;

  g_list_store_append (accounts, anna);
  g_list_store_append (accounts, again);
  dialog = culm_accounts_dialog_new (GTK_WINDOW (parent), NULL, G_LIST_MODEL (accounts), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
  culm_test_settle (dialog);
  g_assert_true (culm_test_says (dialog, "anna@example.com"));
  g_assert_true (culm_test_says (dialog, "Global"));
  g_assert_true (culm_test_says (dialog, "https://127.0.0.1:8443"));
  culm_account_set_state (again, CULM_ACCOUNT_EXPIRED, NULL);
  culm_test_settle (dialog);
  g_assert_true (culm_test_says (dialog, "https://127.0.0.1:8443 · the sign-in has expired"));
  g_assert_true (culm_test_says (dialog, "Global"));
  g_list_store_append (accounts, pre);
  g_list_store_remove (accounts, 1);
  culm_test_settle (dialog);
  g_assert_true (culm_test_says (dialog, "<b>&\""));
  g_assert_true (culm_test_says (dialog, "pre-us"));
  g_assert_false (culm_test_says (dialog, "https://127.0.0.1:8443 · the sign-in has expired"));
  gtk_window_destroy (GTK_WINDOW (dialog));
  gtk_window_destroy (GTK_WINDOW (parent));
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add_func ("/accounts-dialog/several", test_several);
  return g_test_run ();
}
