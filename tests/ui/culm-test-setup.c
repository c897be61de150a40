/* culm-test-setup.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-setup.h"
#include "culm-accounts-dialog.h"
#include "culm-broker-dialog.h"
#include "culm-error.h"
#include "culm-preferences-window.h"
#include "culm-sign-in-page.h"
#include "culm-test-display.h"
#include "culm-test-fleet.h"
#include "culm-webhook-editor.h"
#include "culm-webhook-page.h"
#include "culm-welcome-page.h"

static GtkWidget *
build_welcome (const char *what G_GNUC_UNUSED)
{
  return g_object_new (CULM_TYPE_WELCOME_PAGE, NULL);
}

static GtkWidget *
build_sign_in (const char *what G_GNUC_UNUSED)
{
  GtkWidget *page = culm_sign_in_page_new ();

  culm_sign_in_page_fill (CULM_SIGN_IN_PAGE (page), "somebody@example.org", "global");
  return page;
}

static GtkWidget *
build_preferences (const char *what G_GNUC_UNUSED)
{
  g_autoptr (GSettings) settings = g_settings_new_with_path ("io.github.culm.Culm", "/io/github/culm/Culm/shots/");

  return culm_preferences_window_new (NULL, settings);
}

/* Webhooks that went well, that are in trouble, and that were never used. */
static GListModel *
make_webhooks (void)
{
  GListStore *hooks = g_list_store_new (CULM_TYPE_WEBHOOK);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (CulmWebhook) well = culm_webhook_new ("a", 1, "https://hooks.example.org/services/T0001/KEY",
                                                   "https://hooks.example.org/services/…", FALSE, 0x3f);
  g_autoptr (CulmWebhook) ill =
      culm_webhook_new ("b", 2, "https://workshop.example.net:8443/api/webhook/KEY",
                        "https://workshop.example.net:8443/api/webhook/…", FALSE, CULM_WEBHOOK_ALL_EVENTS);
  g_autoptr (CulmWebhook) unused =
      culm_webhook_new ("c", 3, "http://192.168.1.20/hook", "http://192.168.1.20/hook", TRUE, 1);

  culm_webhook_set_last (well, now - 600, 204, -1);
  culm_webhook_set_last (ill, now - 60, 503, -1);
  culm_webhook_set_waiting (ill, 12, now + 300);
  culm_webhook_set_lost (ill, 1);
  g_list_store_append (hooks, well);
  g_list_store_append (hooks, ill);
  g_list_store_append (hooks, unused);
  return G_LIST_MODEL (hooks);
}

static GtkWidget *
build_webhooks (const char *what G_GNUC_UNUSED)
{
  g_autoptr (GListModel) hooks = make_webhooks ();
  GtkWidget *window = build_preferences (NULL);
  GtkWidget *page = culm_webhook_page_new (NULL, hooks);

  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), ADW_PREFERENCES_PAGE (page));
  adw_preferences_window_set_visible_page (ADW_PREFERENCES_WINDOW (window), ADW_PREFERENCES_PAGE (page));
  return window;
}

static GtkWidget *
build_webhook (const char *what G_GNUC_UNUSED)
{
  return culm_webhook_editor_new (culm_engine_get_webhooks (culm_test_shot_engine), NULL);
}

static GtkWidget *
build_webhook_old (const char *what G_GNUC_UNUSED)
{
  g_autoptr (GListModel) hooks = make_webhooks ();
  g_autoptr (CulmWebhook) hook = g_list_model_get_item (hooks, 2);

  return culm_webhook_editor_new (culm_engine_get_webhooks (culm_test_shot_engine), hook);
}

static GtkWidget *
build_accounts (const char *what G_GNUC_UNUSED)
{
  g_autoptr (GListModel) accounts = culm_test_accounts_new (CULM_ACCOUNT_ONLINE);
  g_autoptr (GListStore) brokers = culm_test_brokers_new ();

  return culm_accounts_dialog_new (NULL, NULL, accounts, G_LIST_MODEL (brokers));
}

static GtkWidget *
build_broker (const char *what G_GNUC_UNUSED)
{
  return culm_broker_dialog_new (NULL, NULL, NULL);
}

/* Filled in, and without encryption. */
static GtkWidget *
build_broker_plain (const char *what G_GNUC_UNUSED)
{
  GtkWidget *dialog = build_broker (NULL);

  gtk_switch_set_active (GTK_SWITCH (culm_test_find (dialog, GTK_TYPE_SWITCH)), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (culm_test_find (dialog, ADW_TYPE_ENTRY_ROW)), "mosquitto.workshop.example");
  return dialog;
}

static GtkWidget *
build_broker_password (const char *what G_GNUC_UNUSED)
{
  g_autoptr (CulmBroker) broker = culm_broker_new ("01P00A234510001", "192.0.2.7", 8883, FALSE, "bblp", NULL);

  return culm_broker_dialog_new (NULL, NULL, broker);
}

const CulmTestShot culm_test_setup_shots[] = { { "welcome", build_welcome, NULL, CULM_TEST_SHOT_BOTH },
                                               { "sign-in", build_sign_in, NULL, CULM_TEST_SHOT_BOTH },
                                               { "preferences", build_preferences, NULL, CULM_TEST_SHOT_BOTH },
                                               { "webhooks", build_webhooks, NULL, CULM_TEST_SHOT_BOTH },
                                               { "webhook-new", build_webhook, NULL, CULM_TEST_SHOT_BOTH },
                                               { "webhook-old", build_webhook_old, NULL, CULM_TEST_SHOT_BOTH },
                                               { "accounts", build_accounts, NULL, CULM_TEST_SHOT_BOTH },
                                               { "broker", build_broker, NULL, CULM_TEST_SHOT_BOTH },
                                               { "broker-plain", build_broker_plain, NULL, CULM_TEST_SHOT_BOTH },
                                               { "broker-password", build_broker_password, NULL, CULM_TEST_SHOT_BOTH },
                                               { NULL } };

GListStore *
culm_test_brokers_new (void)
{
  GListStore *brokers = g_list_store_new (CULM_TYPE_BROKER);
  g_autoptr (CulmBroker) fine = culm_broker_new ("01P00A234510001", "192.0.2.7", 8883, FALSE, "bblp", "P1S");
  g_autoptr (CulmBroker) refused =
      culm_broker_new ("00M09A510020002", "broker.workshop.example", 8883, FALSE, "bblp", NULL);
  g_autoptr (GError) error = culm_error_new (CULM_ERROR_ORIGIN_MQTT, CULM_ERROR_UNAUTHORISED, "CONNACK 5");

  culm_broker_set_state (fine, CULM_BROKER_ONLINE, NULL);
  culm_broker_set_state (refused, CULM_BROKER_REFUSED, error);
  g_list_store_append (brokers, fine);
  g_list_store_append (brokers, refused);
  return brokers;
}
