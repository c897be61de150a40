/* culm-webhook-store.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-webhook-store.h"
#include "culm-database.h"

struct _CulmWebhookStore {
  GObject parent_instance;
  CulmCache *cache;
};

/* What the worker is to write. */
typedef struct {
  CulmDelivery *delivery;
  char *hook;
  gint64 number, at;
  guint status, lost;
  int error;
} Change;

/* What the worker is to read, and for whom. */
typedef struct {
  GTask *task;
  gboolean deliveries;
} Reading;

G_DEFINE_FINAL_TYPE (CulmWebhookStore, culm_webhook_store, G_TYPE_OBJECT)

CulmDelivery *
culm_delivery_new (gint64 number, const char *hook, const char *id, const char *event, GBytes *body, gint64 created)
{
  CulmDelivery *self = g_new0 (CulmDelivery, 1);

  self->number = number;
  self->hook = g_strdup (hook);
  self->id = g_strdup (id);
  self->event = g_strdup (event);
  self->body = g_bytes_ref (body);
  self->created = self->due = created;
  return self;
}

void
culm_delivery_free (CulmDelivery *self)
{
  g_free (self->hook);
  g_free (self->id);
  g_free (self->event);
  g_bytes_unref (self->body);
  g_free (self);
}

void
culm_webhook_contents_free (CulmWebhookContents *self)
{
  g_ptr_array_unref (self->deliveries);
  g_hash_table_unref (self->results);
  g_free (self);
}

static void
free_change (gpointer data)
{
  Change *change = data;

  g_clear_pointer (&change->delivery, culm_delivery_free);
  g_free (change->hook);
  g_free (change);
}

static void
free_reading (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->task);
  g_free (reading);
}

static CulmWebhookResult *
ensure_result (GHashTable *results, char *hook)
{
  CulmWebhookResult *result = g_hash_table_lookup (results, hook);

  if (result != NULL) {
    g_free (hook);
    return result;
  }
  result = g_new0 (CulmWebhookResult, 1);
  result->error = -1;
  g_hash_table_insert (results, hook, result);
  return result;
}

static void
read_results (sqlite3 *database, GHashTable *results)
{
  sqlite3_stmt *row = culm_database_prepare (database, "SELECT hook, at, status, error, lost FROM webhook_result", "");

  while (row != NULL && sqlite3_step (row) == SQLITE_ROW) {
    CulmWebhookResult *result = ensure_result (results, culm_database_dup_text (row, 0));

    result->at = MAX (sqlite3_column_int64 (row, 1), 0);
    result->status = (guint) MAX (sqlite3_column_int (row, 2), 0);
    result->error = MAX (sqlite3_column_int (row, 3), -1);
    result->lost = (guint) MAX (sqlite3_column_int (row, 4), 0);
  }
  sqlite3_finalize (row);
  row = culm_database_prepare (database, "SELECT hook, count (*) FROM webhook_delivery GROUP BY hook", "");
  while (row != NULL && sqlite3_step (row) == SQLITE_ROW)
    ensure_result (results, culm_database_dup_text (row, 0))->waiting = (guint) sqlite3_column_int (row, 1);
  sqlite3_finalize (row);
}

static void
read_deliveries (sqlite3 *database, GPtrArray *deliveries)
{
  sqlite3_stmt *row = culm_database_prepare (
      database, "SELECT number, hook, id, event, body, created, tries, due FROM webhook_delivery ORDER BY number", "");

  while (row != NULL && sqlite3_step (row) == SQLITE_ROW) {
    g_autofree char *hook = culm_database_dup_text (row, 1);
    g_autofree char *id = culm_database_dup_text (row, 2);
    g_autofree char *event = culm_database_dup_text (row, 3);
    g_autoptr (GBytes) body = culm_database_dup_bytes (row, 4);
    CulmDelivery *delivery;

    if (hook == NULL || id == NULL || event == NULL || body == NULL)
      continue;
    delivery = culm_delivery_new (sqlite3_column_int64 (row, 0), hook, id, event, body, sqlite3_column_int64 (row, 5));
    delivery->tries = (guint) MAX (sqlite3_column_int (row, 6), 0);
    delivery->due = sqlite3_column_int64 (row, 7);
    g_ptr_array_add (deliveries, delivery);
  }
  sqlite3_finalize (row);
}

static void
run_load (sqlite3 *database, gpointer data)
{
  Reading *reading = data;
  CulmWebhookContents *contents = g_new0 (CulmWebhookContents, 1);

  contents->deliveries = g_ptr_array_new_with_free_func ((GDestroyNotify) culm_delivery_free);
  contents->results = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (database != NULL) {
    read_results (database, contents->results);
    if (reading->deliveries)
      read_deliveries (database, contents->deliveries);
  }
  g_task_return_pointer (reading->task, contents, (GDestroyNotify) culm_webhook_contents_free);
}

static void
run_save_delivery (sqlite3 *database, gpointer data)
{
  const CulmDelivery *delivery = ((Change *) data)->delivery;

  if (database != NULL)
    culm_database_run (database,
                       "INSERT OR REPLACE INTO webhook_delivery (number, hook, id, event, body, created, tries, due)"
                       " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                       "isssbiii", delivery->number, delivery->hook, delivery->id, delivery->event, delivery->body,
                       delivery->created, (gint64) delivery->tries, delivery->due);
}

static void
run_forget_delivery (sqlite3 *database, gpointer data)
{
  if (database != NULL)
    culm_database_run (database, "DELETE FROM webhook_delivery WHERE number = ?1", "i", ((Change *) data)->number);
}

static void
run_save_result (sqlite3 *database, gpointer data)
{
  const Change *change = data;

  if (database != NULL)
    culm_database_run (database,
                       "INSERT INTO webhook_result (hook, at, status, error) VALUES (?1, ?2, ?3, ?4)"
                       " ON CONFLICT (hook) DO UPDATE SET at = ?2, status = ?3, error = ?4",
                       "siii", change->hook, change->at, (gint64) change->status, (gint64) change->error);
}

static void
run_add_lost (sqlite3 *database, gpointer data)
{
  const Change *change = data;

  if (database != NULL)
    culm_database_run (database,
                       "INSERT INTO webhook_result (hook, lost) VALUES (?1, ?2)"
                       " ON CONFLICT (hook) DO UPDATE SET lost = lost + ?2",
                       "si", change->hook, (gint64) change->lost);
}

static void
run_forget_hook (sqlite3 *database, gpointer data)
{
  const Change *change = data;

  if (database == NULL)
    return;
  culm_database_run (database, "DELETE FROM webhook_delivery WHERE hook = ?1", "s", change->hook);
  culm_database_run (database, "DELETE FROM webhook_result WHERE hook = ?1", "s", change->hook);
}

static void
push_change (CulmWebhookStore *self, CulmCacheWork run, Change change)
{
  culm_cache_push (self->cache, run, g_memdup2 (&change, sizeof change), free_change);
}

static void
culm_webhook_store_dispose (GObject *object)
{
  g_clear_object (&CULM_WEBHOOK_STORE (object)->cache);
  G_OBJECT_CLASS (culm_webhook_store_parent_class)->dispose (object);
}

static void
culm_webhook_store_class_init (CulmWebhookStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_webhook_store_dispose;
}

static void
culm_webhook_store_init (CulmWebhookStore *self G_GNUC_UNUSED)
{
}

CulmWebhookStore *
culm_webhook_store_new (CulmCache *cache)
{
  CulmWebhookStore *self = g_object_new (CULM_TYPE_WEBHOOK_STORE, NULL);

  self->cache = g_object_ref (cache);
  return self;
}

void
culm_webhook_store_load_async (CulmWebhookStore *self, gboolean deliveries, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->task = g_task_new (NULL, NULL, callback, user_data);
  reading->deliveries = deliveries;
  culm_cache_push (self->cache, run_load, reading, free_reading);
}

CulmWebhookContents *
culm_webhook_store_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
culm_webhook_store_save_delivery (CulmWebhookStore *self, const CulmDelivery *delivery)
{
  CulmDelivery *copy = culm_delivery_new (delivery->number, delivery->hook, delivery->id, delivery->event,
                                          delivery->body, delivery->created);

  copy->tries = delivery->tries;
  copy->due = delivery->due;
  push_change (self, run_save_delivery, (Change){ .delivery = copy });
}

void
culm_webhook_store_forget_delivery (CulmWebhookStore *self, gint64 number)
{
  push_change (self, run_forget_delivery, (Change){ .number = number });
}

void
culm_webhook_store_save_result (CulmWebhookStore *self, const char *hook, gint64 at, guint status, int error)
{
  push_change (self, run_save_result, (Change){ .hook = g_strdup (hook), .at = at, .status = status, .error = error });
}

void
culm_webhook_store_add_lost (CulmWebhookStore *self, const char *hook, guint lost)
{
  push_change (self, run_add_lost, (Change){ .hook = g_strdup (hook), .lost = lost });
}

void
culm_webhook_store_forget_hook (CulmWebhookStore *self, const char *hook)
{
  push_change (self, run_forget_hook, (Change){ .hook = g_strdup (hook) });
}
