/* test-notifier.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-notifier.h"
#include "culm-test-await.h"
#include <libsoup/soup.h>

typedef struct {
  GApplication *application;
  CulmEngine *engine;
  CulmNotifier *notifier;
  GPtrArray *told; /* bodies, in order */
} Fixture;

static void
on_event (CulmEngine *engine G_GNUC_UNUSED, CulmEvent *event, gpointer told)
{
  if (event->kind == CULM_EVENT_NOTIFICATION_CREATED)
    g_ptr_array_add (told, g_strdup (event->body));
}

static void
set_up (Fixture *f, gconstpointer user_data G_GNUC_UNUSED)
{
  f->application = g_application_new ("io.github.culm.Test", G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (f->application, NULL, NULL));
  f->engine = culm_engine_new ("test-notifier");
  f->notifier = culm_notifier_new (f->application, f->engine);
  f->told = g_ptr_array_new_with_free_func (g_free);
  g_signal_connect (f->engine, "event", G_CALLBACK (on_event), f->told);
}

static void
tear_down (Fixture *f, gconstpointer user_data G_GNUC_UNUSED)
{
  g_clear_object (&f->notifier);
  culm_engine_stop (f->engine);
  g_assert_finalize_object (f->engine);
  g_object_unref (f->application);
  g_ptr_array_unref (f->told);
}

static void
emit (Fixture *f, CulmEventKind kind, gint64 seconds)
{
  g_autoptr (CulmEvent) event = culm_event_new (kind, seconds * G_USEC_PER_SEC, "01P00A000000003", "Lab");

  g_signal_emit_by_name (f->engine, "event", event);
}

/* More than an alert waits for one that says more. */
static void
settle (void)
{
  culm_test_run_for (600);
}

static void
test_choice (Fixture *f, gconstpointer user_data G_GNUC_UNUSED)
{
  GSettings *settings = culm_engine_get_settings (f->engine);

  emit (f, CULM_EVENT_PRINT_COMPLETED, 1);
  settle ();
  g_assert_cmpuint (f->told->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (f->told, 0), ==, "The print is done.");
  g_settings_set_boolean (settings, "notify-print-completed", FALSE);
  emit (f, CULM_EVENT_PRINT_COMPLETED, 2);
  settle ();
  g_assert_cmpuint (f->told->len, ==, 1);
  g_settings_reset (settings, "notify-print-completed");
  emit (f, CULM_EVENT_PRINT_PROGRESS, 3);
  emit (f, CULM_EVENT_PRINT_RESUMED, 4);
  settle ();
  g_assert_cmpuint (f->told->len, ==, 1);
}

/* A runout pauses the print: one thing, told once. */
static void
test_runout (Fixture *f, gconstpointer user_data G_GNUC_UNUSED)
{
  emit (f, CULM_EVENT_PRINT_PAUSED, 10);
  emit (f, CULM_EVENT_FILAMENT_RUNOUT, 10);
  emit (f, CULM_EVENT_PRINT_PAUSED, 10);
  settle ();
  g_assert_cmpuint (f->told->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (f->told, 0), ==, "Filament ran out. Load more to go on.");
  emit (f, CULM_EVENT_PRINT_PAUSED, 100);
  settle ();
  g_assert_cmpuint (f->told->len, ==, 2);
  emit (f, CULM_EVENT_PRINT_PAUSED, 200);
  emit (f, CULM_EVENT_PRINT_RESUMED, 200);
  settle ();
  g_assert_cmpuint (f->told->len, ==, 2);
}

static void
on_request (SoupServer *server G_GNUC_UNUSED, SoupServerMessage *message, const char *path G_GNUC_UNUSED,
            GHashTable *query G_GNUC_UNUSED, gpointer user_data)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  g_string_append_len ((GString *) user_data, body->data, (gssize) body->length);
  soup_server_message_set_status (message, 204, NULL);
}

static gboolean
is_told (gpointer body)
{
  return ((GString *) body)->len > 0;
}

static void
add_webhook (Fixture *f, SoupServer *server)
{
  CulmWebhooks *webhooks = culm_engine_get_webhooks (f->engine);
  GSList *uris = soup_server_get_uris (server);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%d/hook", g_uri_get_port (uris->data));
  g_autoptr (GAsyncResult) added = NULL, begun = NULL;
  g_autoptr (CulmWebhook) hook = NULL;
  GAsyncResult *slot = NULL;

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  culm_webhooks_add_async (webhooks, url, "secret", CULM_WEBHOOK_EVENT_BIT (CULM_EVENT_NOTIFICATION_CREATED), NULL,
                           culm_test_keep_result, &slot);
  added = culm_test_await (&slot, 10);
  hook = culm_webhooks_add_finish (webhooks, added, NULL);
  g_assert_nonnull (hook);
  culm_webhooks_send_async (webhooks, TRUE, NULL, culm_test_keep_result, &slot);
  begun = culm_test_await (&slot, 10);
  g_assert_true (culm_webhooks_send_finish (webhooks, begun, NULL));
}

/* What a person is shown by the window, webhooks are told as well. */
static void
test_notification_created (Fixture *f, gconstpointer user_data G_GNUC_UNUSED)
{
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr (GString) body = g_string_new (NULL);

  soup_server_add_handler (server, NULL, on_request, body, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  add_webhook (f, server);
  emit (f, CULM_EVENT_PRINT_COMPLETED, 1);
  g_assert_true (culm_test_wait_for (is_told, body, 10));
  g_assert_true (g_str_has_prefix (body->str, "{\"event\":\"notification.created\""));
  g_assert_nonnull (strstr (body->str, "\"body\":\"The print is done.\""));
  g_assert_nonnull (strstr (body->str, "\"about\":\"print.completed\""));
  soup_server_disconnect (server);
}

int
main (int argc, char *argv[])
{
  g_setenv ("CULM_SECRETS", "memory", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/notifier/choice", Fixture, NULL, set_up, test_choice, tear_down);
  g_test_add ("/notifier/runout", Fixture, NULL, set_up, test_runout, tear_down);
  g_test_add ("/webhook-events/notification.created", Fixture, NULL, set_up, test_notification_created, tear_down);
  return g_test_run ();
}
