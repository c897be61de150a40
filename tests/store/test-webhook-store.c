/* test-webhook-store.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-await.h"
#include "culm-webhook-store.h"

static CulmWebhookContents *
load (CulmWebhookStore *store, gboolean deliveries)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_webhook_store_load_async (store, deliveries, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 10);
  return culm_webhook_store_load_finish (result, NULL);
}

static CulmWebhookStore *
open_store (const char *profile, CulmCache **cache)
{
  *cache = culm_cache_new (profile);
  return culm_webhook_store_new (*cache);
}

static void
close_store (CulmWebhookStore *store, CulmCache *cache)
{
  g_object_unref (store);
  culm_cache_close (cache);
  g_object_unref (cache);
}

static void
save (CulmWebhookStore *store, gint64 number, const char *hook, guint tries)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"event\":\"print.started\"}", 25);
  g_autoptr (CulmDelivery) delivery = culm_delivery_new (number, hook, "an-id", "print.started", body, 1700000000);

  delivery->tries = tries;
  delivery->due = 1700000000 + tries;
  culm_webhook_store_save_delivery (store, delivery);
}

static void
test_remembers (void)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *profile = g_strconcat ("store-", id, NULL);
  CulmCache *cache;
  CulmWebhookStore *store = open_store (profile, &cache);
  g_autoptr (CulmWebhookContents) contents = NULL, counted = NULL;
  const CulmDelivery *delivery;
  const CulmWebhookResult *result;

  save (store, 2, "b", 0);
  save (store, 1, "a", 0);
  save (store, 3, "a", 0);
  save (store, 4, "gone", 0);
  save (store, 1, "a", 2);
  culm_webhook_store_forget_delivery (store, 3);
  culm_webhook_store_add_lost (store, "a", 1);
  culm_webhook_store_save_result (store, "a", 1700000005, 503, -1);
  culm_webhook_store_add_lost (store, "a", 2);
  culm_webhook_store_save_result (store, "gone", 1700000005, 0, 2);
  culm_webhook_store_forget_hook (store, "gone");
  close_store (store, cache);

  store = open_store (profile, &cache);
  contents = load (store, TRUE);
  g_assert_cmpuint (contents->deliveries->len, ==, 2);
  delivery = g_ptr_array_index (contents->deliveries, 0);
  g_assert_cmpint (delivery->number, ==, 1);
  g_assert_cmpstr (delivery->hook, ==, "a");
  g_assert_cmpstr (delivery->id, ==, "an-id");
  g_assert_cmpstr (delivery->event, ==, "print.started");
  g_assert_cmpuint (g_bytes_get_size (delivery->body), ==, 25);
  g_assert_cmpuint (delivery->tries, ==, 2);
  g_assert_cmpint (delivery->created, ==, 1700000000);
  g_assert_cmpint (delivery->due, ==, 1700000002);
  result = g_hash_table_lookup (contents->results, "a");
  g_assert_cmpuint (result->status, ==, 503);
  g_assert_cmpint (result->error, ==, -1);
  g_assert_cmpint (result->at, ==, 1700000005);
  g_assert_cmpuint (result->lost, ==, 3);
  g_assert_cmpuint (result->waiting, ==, 1);
  result = g_hash_table_lookup (contents->results, "b");
  g_assert_cmpint (result->at, ==, 0);
  g_assert_cmpuint (result->waiting, ==, 1);
  g_assert_null (g_hash_table_lookup (contents->results, "gone"));
  counted = load (store, FALSE);
  g_assert_cmpuint (counted->deliveries->len, ==, 0);
  close_store (store, cache);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/webhook-store/remembers", test_remembers);
  return g_test_run ();
}
