/* test-webhook-sender.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-secret.h"
#include "culm-test-await.h"
#include "culm-webhook-sender.h"
#include <libsoup/soup.h>

/* A sender with a clock that the test sets, and an address that answers what the test says. */
typedef struct {
  SoupServer *server;
  char *base, *profile;
  GString *log;          /* "PATH EVENT\n" of each post */
  GPtrArray *deliveries; /* X-Culm-Delivery of each post */
  guint status, retry_after;
  guint count;
  gboolean hold;
  GPtrArray *held; /* SoupServerMessage: not answered yet */
  gint64 now;
  GListStore *hooks;
  GHashTable *secrets;
  CulmCache *cache;
  CulmWebhookStore *store;
  CulmWebhookSender *sender;
} Rig;

static void
on_request (SoupServer *server G_GNUC_UNUSED, SoupServerMessage *message, const char *path,
            GHashTable *query G_GNUC_UNUSED, gpointer user_data)
{
  Rig *rig = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autofree char *seconds = g_strdup_printf ("%u", rig->retry_after);

  rig->count++;
  g_string_append_printf (rig->log, "%s %s\n", path, soup_message_headers_get_one (headers, CULM_WEBHOOK_EVENT));
  g_ptr_array_add (rig->deliveries, g_strdup (soup_message_headers_get_one (headers, CULM_WEBHOOK_DELIVERY)));
  if (rig->retry_after > 0)
    soup_message_headers_append (soup_server_message_get_response_headers (message), "Retry-After", seconds);
  soup_server_message_set_status (message, rig->status, NULL);
  if (rig->hold) {
    soup_server_message_pause (message);
    g_ptr_array_add (rig->held, g_object_ref (message));
  }
}

static gint64
read_clock (gpointer user_data)
{
  return ((Rig *) user_data)->now;
}

static void
start_sender (Rig *rig)
{
  g_autoptr (CulmTurn) turn = culm_turn_new (rig->profile, "test", TRUE);
  g_autoptr (CulmWebhookClient) client = culm_webhook_client_new ();
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  rig->cache = culm_cache_new (rig->profile);
  rig->store = culm_webhook_store_new (rig->cache);
  rig->sender = culm_webhook_sender_new (G_LIST_MODEL (rig->hooks), rig->secrets, rig->store, client, turn);
  culm_webhook_sender_set_clock (rig->sender, read_clock, rig);
  culm_webhook_sender_start_async (rig->sender, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 10);
  culm_webhook_sender_start_finish (rig->sender, result);
  g_assert_true (culm_webhook_sender_get_active (rig->sender));
}

static gboolean
is_idle (gpointer rig)
{
  return culm_webhook_sender_get_open (((Rig *) rig)->sender) == 0;
}

static void
settle (Rig *rig)
{
  g_assert_true (culm_test_wait_for (is_idle, rig, 10));
}

static void
stop_sender (Rig *rig)
{
  culm_webhook_sender_stop (rig->sender);
  settle (rig);
  g_assert_finalize_object (rig->sender);
  g_object_unref (rig->store);
  culm_cache_close (rig->cache);
  g_object_unref (rig->cache);
}

static CulmWebhook *
add_hook (Rig *rig, const char *id, guint events)
{
  g_autofree char *url = g_strdup_printf ("%s/%s", rig->base, id);
  g_autoptr (CulmWebhook) hook = culm_webhook_new (id, 1, url, url, TRUE, events);
  CulmSecret *secret = culm_secret_new (CULM_SECRET_WEBHOOK, id);

  culm_secret_set (secret, "secret", "a secret");
  g_hash_table_replace (rig->secrets, g_strdup (id), secret);
  g_list_store_append (rig->hooks, hook);
  return hook; /* the list keeps it alive */
}

static Rig *
rig_new (void)
{
  Rig *rig = g_new0 (Rig, 1);
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (GError) error = NULL;
  GSList *uris;

  rig->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (rig->server, NULL, on_request, rig, NULL);
  soup_server_listen_local (rig->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (rig->server);
  rig->base = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  rig->profile = g_strconcat ("sender-", id, NULL);
  rig->log = g_string_new (NULL);
  rig->deliveries = g_ptr_array_new_with_free_func (g_free);
  rig->held = g_ptr_array_new_with_free_func (g_object_unref);
  rig->hooks = g_list_store_new (CULM_TYPE_WEBHOOK);
  rig->secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) culm_secret_free);
  rig->now = 1700000000;
  rig->status = 200;
  return rig;
}

static void
rig_free (Rig *rig)
{
  stop_sender (rig);
  soup_server_disconnect (rig->server);
  g_object_unref (rig->server);
  g_object_unref (rig->hooks);
  g_hash_table_unref (rig->secrets);
  g_ptr_array_unref (rig->deliveries);
  g_ptr_array_unref (rig->held);
  g_string_free (rig->log, TRUE);
  g_free (rig->base);
  g_free (rig->profile);
  g_free (rig);
}

static void
tell (Rig *rig, CulmEventKind kind)
{
  g_autoptr (CulmEvent) event = culm_event_new (kind, rig->now * G_USEC_PER_SEC, "01P00A000000001", "Workshop");

  culm_webhook_sender_tell (rig->sender, event);
}

static void
pass (Rig *rig, guint seconds)
{
  rig->now += seconds;
  culm_webhook_sender_check (rig->sender);
  settle (rig);
}

static void
test_choice (void)
{
  Rig *rig = rig_new ();
  CulmWebhook *all = add_hook (rig, "all", CULM_WEBHOOK_ALL_EVENTS);

  add_hook (rig, "failed", CULM_WEBHOOK_EVENT_BIT (CULM_EVENT_PRINT_FAILED));
  start_sender (rig);
  tell (rig, CULM_EVENT_PRINT_STARTED);
  settle (rig);
  tell (rig, CULM_EVENT_BED_COOL);
  settle (rig);
  g_assert_cmpstr (rig->log->str, ==, "/all print.started\n/all bed.cool\n");
  g_assert_cmpuint (culm_webhook_get_last_status (all), ==, 200);
  g_assert_cmpint (culm_webhook_get_last_at (all), ==, rig->now);
  g_assert_cmpuint (culm_webhook_get_waiting (all), ==, 0);
  rig_free (rig);
}

static void
test_every_kind (void)
{
  Rig *rig = rig_new ();

  add_hook (rig, "all", CULM_WEBHOOK_ALL_EVENTS);
  start_sender (rig);
  for (int kind = 0; kind < CULM_EVENT_N_KINDS; kind++) {
    g_autofree char *line = g_strdup_printf ("/all %s\n", culm_event_kind_get_name ((CulmEventKind) kind));

    tell (rig, (CulmEventKind) kind);
    settle (rig);
    g_assert_true (g_str_has_suffix (rig->log->str, line));
  }
  rig_free (rig);
}

/* Each try after its wait, in order, under one id; what comes later waits for what came first. */
static void
test_retries (void)
{
  static const guint waits[] = { 10, 60, 300, 1800, 7200, 7200 };
  Rig *rig = rig_new ();
  CulmWebhook *hook = add_hook (rig, "a", CULM_WEBHOOK_ALL_EVENTS);

  start_sender (rig);
  rig->status = 503;
  tell (rig, CULM_EVENT_PRINT_STARTED);
  settle (rig);
  tell (rig, CULM_EVENT_PRINT_COMPLETED);
  settle (rig);
  g_assert_cmpuint (culm_webhook_get_waiting (hook), ==, 2);
  g_assert_cmpint (culm_webhook_get_next_at (hook), ==, rig->now + 10);
  for (guint i = 0; i < G_N_ELEMENTS (waits); i++) {
    g_assert_cmpuint (rig->count, ==, i + 1);
    pass (rig, waits[i] - 1);
    g_assert_cmpuint (rig->count, ==, i + 1);
    pass (rig, 1);
  }
  rig->status = 204;
  pass (rig, 7200);
  g_assert_cmpuint (rig->count, ==, G_N_ELEMENTS (waits) + 3);
  g_assert_true (g_str_has_suffix (rig->log->str, "print.started\n/a print.completed\n"));
  g_assert_cmpstr (rig->deliveries->pdata[0], ==, rig->deliveries->pdata[7]);
  g_assert_cmpstr (rig->deliveries->pdata[0], !=, rig->deliveries->pdata[8]);
  g_assert_cmpuint (culm_webhook_get_waiting (hook), ==, 0);
  g_assert_cmpuint (culm_webhook_get_lost (hook), ==, 0);
  rig_free (rig);
}

static void
test_retry_after (void)
{
  Rig *rig = rig_new ();

  add_hook (rig, "a", CULM_WEBHOOK_ALL_EVENTS);
  start_sender (rig);
  rig->status = 429;
  rig->retry_after = 90;
  tell (rig, CULM_EVENT_PRINT_STARTED);
  settle (rig);
  rig->status = 200;
  pass (rig, 89);
  g_assert_cmpuint (rig->count, ==, 1);
  pass (rig, 1);
  g_assert_cmpuint (rig->count, ==, 2);
  rig_free (rig);
}

static void
test_refusal (void)
{
  Rig *rig = rig_new ();
  CulmWebhook *hook = add_hook (rig, "a", CULM_WEBHOOK_ALL_EVENTS);

  start_sender (rig);
  rig->status = 410;
  tell (rig, CULM_EVENT_PRINT_STARTED);
  settle (rig);
  rig->status = 307;
  tell (rig, CULM_EVENT_PRINT_PAUSED);
  settle (rig);
  g_assert_cmpuint (culm_webhook_get_lost (hook), ==, 2);
  g_assert_cmpuint (culm_webhook_get_waiting (hook), ==, 0);
  rig->status = 200;
  tell (rig, CULM_EVENT_PRINT_RESUMED);
  settle (rig);
  pass (rig, 24 * 60 * 60);
  g_assert_cmpstr (rig->log->str, ==, "/a print.started\n/a print.paused\n/a print.resumed\n");
  rig_free (rig);
}

/* One at a time for an address; another address does not wait for it. */
static void
test_one_at_a_time (void)
{
  Rig *rig = rig_new ();

  add_hook (rig, "a", CULM_WEBHOOK_ALL_EVENTS);
  start_sender (rig);
  rig->hold = TRUE;
  tell (rig, CULM_EVENT_PRINT_STARTED);
  tell (rig, CULM_EVENT_PRINT_COMPLETED);
  g_assert_cmpuint (culm_webhook_sender_get_open (rig->sender), ==, 1);
  while (rig->held->len == 0)
    g_main_context_iteration (NULL, TRUE);
  rig->hold = FALSE;
  add_hook (rig, "b", CULM_WEBHOOK_ALL_EVENTS);
  tell (rig, CULM_EVENT_BED_COOL);
  g_assert_cmpuint (culm_webhook_sender_get_open (rig->sender), ==, 2);
  soup_server_message_unpause (g_ptr_array_index (rig->held, 0));
  settle (rig);
  g_assert_cmpuint (rig->count, ==, 4);
  rig_free (rig);
}

static void
test_restart (void)
{
  Rig *rig = rig_new ();
  CulmWebhook *hook = add_hook (rig, "a", CULM_WEBHOOK_ALL_EVENTS);

  start_sender (rig);
  rig->status = 500;
  tell (rig, CULM_EVENT_PRINT_STARTED);
  settle (rig);
  tell (rig, CULM_EVENT_PRINT_COMPLETED);
  settle (rig);
  stop_sender (rig);
  rig->status = 200;
  start_sender (rig);
  g_assert_cmpuint (culm_webhook_get_waiting (hook), ==, 2);
  g_assert_cmpuint (rig->count, ==, 1);
  tell (rig, CULM_EVENT_BED_COOL);
  pass (rig, 10);
  g_assert_cmpstr (rig->log->str, ==, "/a print.started\n/a print.started\n/a print.completed\n/a bed.cool\n");
  g_assert_cmpstr (rig->deliveries->pdata[0], ==, rig->deliveries->pdata[1]);
  stop_sender (rig);
  start_sender (rig);
  pass (rig, 24 * 60 * 60);
  g_assert_cmpuint (rig->count, ==, 4); /* what was delivered is not sent again */
  rig_free (rig);
}

/* What is on its way when the program ends was perhaps delivered: it comes again, under the same id. */
static void
test_killed_meanwhile (void)
{
  Rig *rig = rig_new ();

  add_hook (rig, "a", CULM_WEBHOOK_ALL_EVENTS);
  start_sender (rig);
  rig->hold = TRUE;
  tell (rig, CULM_EVENT_PRINT_STARTED);
  while (rig->held->len == 0)
    g_main_context_iteration (NULL, TRUE);
  stop_sender (rig);
  rig->hold = FALSE;
  start_sender (rig);
  settle (rig);
  g_assert_cmpstr (rig->log->str, ==, "/a print.started\n/a print.started\n");
  g_assert_cmpstr (rig->deliveries->pdata[0], ==, rig->deliveries->pdata[1]);
  rig_free (rig);
}

static void
test_removed (void)
{
  Rig *rig = rig_new ();

  add_hook (rig, "a", CULM_WEBHOOK_ALL_EVENTS);
  start_sender (rig);
  rig->status = 500;
  tell (rig, CULM_EVENT_PRINT_STARTED);
  settle (rig);
  g_list_store_remove_all (rig->hooks);
  pass (rig, 10);
  g_assert_cmpuint (rig->count, ==, 1);
  stop_sender (rig); /* and what was kept of it goes at the next start */
  start_sender (rig);
  stop_sender (rig);
  add_hook (rig, "a", CULM_WEBHOOK_ALL_EVENTS);
  start_sender (rig);
  pass (rig, 10);
  g_assert_cmpuint (rig->count, ==, 1);
  rig_free (rig);
}

static void
test_unreachable (void)
{
  Rig *rig = rig_new ();
  CulmWebhook *hook = add_hook (rig, "a", CULM_WEBHOOK_ALL_EVENTS);

  start_sender (rig);
  soup_server_disconnect (rig->server);
  tell (rig, CULM_EVENT_PRINT_STARTED);
  settle (rig);
  g_assert_cmpint (culm_webhook_get_last_error (hook), ==, CULM_ERROR_OFFLINE);
  g_assert_cmpuint (culm_webhook_get_last_status (hook), ==, 0);
  g_assert_cmpuint (culm_webhook_get_waiting (hook), ==, 1);
  pass (rig, 4 * 24 * 60 * 60);
  g_assert_cmpuint (culm_webhook_get_waiting (hook), ==, 0);
  g_assert_cmpuint (culm_webhook_get_lost (hook), ==, 1); /* too old */
  rig_free (rig);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/webhook-sender/choice", test_choice);
  g_test_add_func ("/webhook-sender/every-kind", test_every_kind);
  g_test_add_func ("/webhook-sender/retries", test_retries);
  g_test_add_func ("/webhook-sender/retry-after", test_retry_after);
  g_test_add_func ("/webhook-sender/refusal", test_refusal);
  g_test_add_func ("/webhook-sender/one-at-a-time", test_one_at_a_time);
  g_test_add_func ("/webhook-sender/restart", test_restart);
  g_test_add_func ("/webhook-sender/killed-meanwhile", test_killed_meanwhile);
  g_test_add_func ("/webhook-sender/removed", test_removed);
  g_test_add_func ("/webhook-sender/unreachable", test_unreachable);
  return g_test_run ();
}
