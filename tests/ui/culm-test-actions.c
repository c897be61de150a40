/* culm-test-actions.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-actions.h"

static void
on_nothing (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED)
{
}

void
culm_test_add_actions (GtkWidget *window)
{
  static const GActionEntry win[] = {
    { .name = "accounts", .activate = on_nothing },
    { .name = "add-broker", .activate = on_nothing },
    { .name = "add-printer", .activate = on_nothing },
    { .name = "back", .activate = on_nothing },
    { .name = "refresh", .activate = on_nothing },
    { .name = "sign-in", .activate = on_nothing },
    { .name = "upload", .activate = on_nothing },

    { .name = "add-found", .activate = on_nothing, .parameter_type = "s" },
    { .name = "renew-broker", .activate = on_nothing, .parameter_type = "s" },
    { .name = "show-printer", .activate = on_nothing, .parameter_type = "s" },
    { .name = "cancel-transfer", .activate = on_nothing, .parameter_type = "s" },
    { .name = "retry-transfer", .activate = on_nothing, .parameter_type = "s" },
    { .name = "forget-transfer", .activate = on_nothing, .parameter_type = "s" },
  };
  static const GActionEntry app[] = {
    { .name = "demo", .activate = on_nothing },
    { .name = "preferences", .activate = on_nothing },
    { .name = "about", .activate = on_nothing },
  };
  static const GActionEntry lan[] = {
    { .name = "trust", .activate = on_nothing },
    { .name = "later", .activate = on_nothing },
    { .name = "new-code", .activate = on_nothing },
  };
  g_autoptr (GSimpleActionGroup) win_group = g_simple_action_group_new ();
  g_autoptr (GSimpleActionGroup) app_group = g_simple_action_group_new ();
  g_autoptr (GSimpleActionGroup) lan_group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (win_group), win, G_N_ELEMENTS (win), NULL);
  g_action_map_add_action_entries (G_ACTION_MAP (app_group), app, G_N_ELEMENTS (app), NULL);
  gtk_widget_insert_action_group (window, "win", G_ACTION_GROUP (win_group));
  gtk_widget_insert_action_group (window, "app", G_ACTION_GROUP (app_group));
  g_action_map_add_action_entries (G_ACTION_MAP (lan_group), lan, G_N_ELEMENTS (lan), NULL);
  gtk_widget_insert_action_group (window, "lan", G_ACTION_GROUP (lan_group));
}
