/* test-webhook-page.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-engine.h"
#include "culm-notice.h"
#include "culm-preferences-window.h"
#include "culm-test-display.h"
#include "culm-webhook-editor.h"
#include "culm-webhook-page.h"
#include <libsoup/soup.h>

typedef struct {
  SoupServer *server;
  char *address;
  guint status, count;
  CulmEngine *engine;
  CulmWebhooks *webhooks;
  GSettings *settings;
  GtkWidget *window, *page;
} Fixture;

static void
on_request (SoupServer *server G_GNUC_UNUSED, SoupServerMessage *message, const char *path G_GNUC_UNUSED,
            GHashTable *query G_GNUC_UNUSED, gpointer user_data)
{
  Fixture *f = user_data;

  f->count++;
  soup_server_message_set_status (message, f->status, NULL);
}

static void
start_server (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;

  f->status = 200;
  f->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (f->server, NULL, on_request, f, NULL);
  soup_server_listen_local (f->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (f->server);
  f->address = g_strdup_printf ("http://127.0.0.1:%d/hook", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

static void
set_up (Fixture *f, gconstpointer user_data G_GNUC_UNUSED)
{
  start_server (f);
  g_setenv ("CULM_SECRETS", "memory", TRUE);
  f->engine = culm_engine_new ("test-webhook-page");
  f->webhooks = culm_engine_get_webhooks (f->engine);
  f->settings = g_settings_new_with_path ("io.github.culm.Culm", "/io/github/culm/Culm/test-webhooks/");
  f->window = culm_preferences_window_new (NULL, f->settings);
  culm_preferences_window_add_webhooks (CULM_PREFERENCES_WINDOW (f->window), f->webhooks);
  f->page = culm_test_find (f->window, CULM_TYPE_WEBHOOK_PAGE);
  culm_test_show (f->window);
  adw_preferences_window_set_visible_page (ADW_PREFERENCES_WINDOW (f->window), ADW_PREFERENCES_PAGE (f->page));
  culm_test_settle (f->window);
}

static void
tear_down (Fixture *f, gconstpointer user_data G_GNUC_UNUSED)
{
  culm_test_assert_finalises (f->window, f->page);
  culm_engine_stop (f->engine);
  g_assert_finalize_object (f->engine);
  g_object_unref (f->settings);
  soup_server_disconnect (f->server);
  g_object_unref (f->server);
  g_free (f->address);
}

/* The first button that says this, or has it for a tooltip. */
static GtkWidget *
find_button (GtkWidget *root, const char *words)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (root) && (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), words) == 0 ||
                               g_strcmp0 (gtk_widget_get_tooltip_text (root), words) == 0))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, words);
  return found;
}

static void
press (GtkWidget *root, const char *words)
{
  GtkWidget *button = find_button (root, words);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static guint
count (Fixture *f)
{
  return g_list_model_get_n_items (G_LIST_MODEL (f->webhooks));
}

static GtkWidget *
open_editor (Fixture *f)
{
  press (f->page, "Add Webhook…");
  culm_test_settle (f->window);
  return culm_test_find (f->window, CULM_TYPE_WEBHOOK_EDITOR);
}

static void
type_address (GtkWidget *editor, const char *address)
{
  gtk_editable_set_text (GTK_EDITABLE (culm_test_find (editor, ADW_TYPE_ENTRY_ROW)), address);
}

static void
add_hook (Fixture *f)
{
  GtkWidget *editor = open_editor (f);

  type_address (editor, f->address);
  press (editor, "Add");
  culm_test_wait (count (f) == 1);
  culm_test_settle (f->window);
}

static void
test_add (Fixture *f, gconstpointer user_data G_GNUC_UNUSED)
{
  GtkWidget *editor = open_editor (f);
  GtkWidget *secret = culm_test_find (editor, ADW_TYPE_PASSWORD_ENTRY_ROW);
  GtkWidget *add = find_button (editor, "Add");
  g_autofree char *first = g_strdup (gtk_editable_get_text (GTK_EDITABLE (secret)));
  g_autoptr (CulmWebhook) hook = NULL;

  g_assert_cmpuint (strlen (first), ==, 32);
  g_assert_false (gtk_widget_get_sensitive (add));
  culm_test_assert_described (add, "Type the address.");
  type_address (editor, f->address);
  g_assert_true (gtk_widget_get_sensitive (add));
  gtk_editable_set_text (GTK_EDITABLE (secret), "");
  culm_test_assert_described (add, "Type a secret, or have one made.");
  press (editor, "Make a New Secret");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (secret)), !=, first);
  press (editor, "All");
  press (editor, "Add");
  culm_test_wait (count (f) == 1);
  hook = g_list_model_get_item (G_LIST_MODEL (f->webhooks), 0);
  g_assert_cmpuint (culm_webhook_get_events (hook), ==, CULM_WEBHOOK_ALL_EVENTS);
  culm_test_settle (f->window);
  g_assert_true (culm_test_says (f->page, f->address));
  g_assert_true (culm_test_says (f->page, "All events · Nothing was sent yet"));
}

static void
test_wrong_addresses (Fixture *f, gconstpointer user_data G_GNUC_UNUSED)
{
  GtkWidget *editor = open_editor (f);
  const char *warning =
      "Plain http: whoever is in your network can read these events. It goes to addresses of your own "
      "network alone.";

  type_address (editor, "https://example.org/<b>&hook");
  culm_test_settle (f->window);
  g_assert_false (culm_test_says (editor, warning));
  type_address (editor, "http://8.8.8.8/hook");
  culm_test_settle (f->window);
  g_assert_true (culm_test_says (editor, warning));
  press (editor, "Add");
  culm_test_wait (culm_test_says (editor, "Plain http is for your own network alone. Use https."));
  type_address (editor, "ftp://example.org/");
  culm_test_settle (f->window);
  g_assert_false (culm_test_says (editor, "Plain http is for your own network alone. Use https."));
  press (editor, "Add");
  culm_test_wait (culm_test_says (editor, "That is no address. It begins with https://."));
  g_assert_cmpuint (count (f), ==, 0);
  press (editor, "Cancel");
  culm_test_settle (f->window);
}

static void
test_change (Fixture *f, gconstpointer user_data G_GNUC_UNUSED)
{
  GtkWidget *editor, *check;
  g_autoptr (CulmWebhook) hook = NULL;
  guint before;

  add_hook (f);
  hook = g_list_model_get_item (G_LIST_MODEL (f->webhooks), 0);
  before = culm_webhook_get_events (hook);
  culm_test_wait (culm_test_find (f->window, CULM_TYPE_WEBHOOK_EDITOR) == NULL);
  gtk_widget_activate (gtk_widget_get_ancestor (find_button (f->page, "Test"), ADW_TYPE_ACTION_ROW));
  culm_test_wait (culm_test_find (f->window, CULM_TYPE_WEBHOOK_EDITOR) != NULL);
  editor = culm_test_find (f->window, CULM_TYPE_WEBHOOK_EDITOR);
  check = culm_test_find (editor, GTK_TYPE_CHECK_BUTTON);
  culm_test_assert_named (check, "A print starts");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  press (editor, "Save");
  culm_test_wait (culm_webhook_get_events (hook) == (before & ~1u));
}

static void
test_test (Fixture *f, gconstpointer user_data G_GNUC_UNUSED)
{
  g_autofree char *name = g_strdup_printf ("Test 1: %s", f->address);

  add_hook (f);
  culm_test_assert_named (find_button (f->page, "Test"), name);
  press (f->page, "Test");
  g_assert_false (gtk_widget_get_sensitive (find_button (f->page, "Test")));
  culm_test_wait (gtk_widget_get_sensitive (find_button (f->page, "Test")));
  culm_test_settle (f->window);
  g_assert_cmpuint (f->count, ==, 1);
  g_assert_true (culm_test_says (f->window, "The test was delivered."));
  f->status = 410;
  press (f->page, "Test");
  culm_test_wait (gtk_widget_get_sensitive (find_button (f->page, "Test")));
  culm_test_settle (f->window);
  g_assert_cmpuint (f->count, ==, 2);
}

static void
answer_dialog (const char *response)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (ADW_IS_MESSAGE_DIALOG (window)) {
      adw_message_dialog_response (ADW_MESSAGE_DIALOG (window), response);
      return;
    }
  }
  g_assert_not_reached ();
}

static void
test_remove (Fixture *f, gconstpointer user_data G_GNUC_UNUSED)
{
  add_hook (f);
  press (f->page, "Remove");
  culm_test_settle (f->window);
  answer_dialog ("cancel");
  culm_test_settle (f->window);
  g_assert_cmpuint (count (f), ==, 1);
  press (f->page, "Remove");
  culm_test_settle (f->window);
  answer_dialog ("yes");
  culm_test_wait (count (f) == 0);
  culm_test_settle (f->window);
  g_assert_true (culm_test_says (f->page, "No webhook yet"));
}

int
main (int argc, char *argv[])
{
  culm_test_display_init (&argc, &argv);
  g_test_add ("/webhook-page/add", Fixture, NULL, set_up, test_add, tear_down);
  g_test_add ("/webhook-page/wrong-addresses", Fixture, NULL, set_up, test_wrong_addresses, tear_down);
  g_test_add ("/webhook-page/change", Fixture, NULL, set_up, test_change, tear_down);
  g_test_add ("/webhook-page/test", Fixture, NULL, set_up, test_test, tear_down);
  g_test_add ("/webhook-page/remove", Fixture, NULL, set_up, test_remove, tear_down);
  return g_test_run ();
}
