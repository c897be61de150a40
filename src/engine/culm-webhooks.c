/* culm-webhooks.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-webhooks.h"
#include "culm-bell.h"
#include "culm-error.h"
#include "culm-log.h"
#include "culm-webhook-address.h"
#include "culm-webhook-entry.h"
#include "culm-webhook-sender.h"
#include "culm-webhooks-private.h"

#define NAME "webhooks" /* of the files that the programs of a profile share */

struct _CulmWebhooks {
  GObject parent_instance;
  char *profile;
  GListStore *hooks;   /* CulmWebhook, by number */
  GHashTable *entries; /* id → CulmSecret */
  CulmSecrets *secrets;
  CulmWebhookStore *store;
  CulmWebhookClient *client;
  CulmWebhookSender *sender; /* NULL until it is to send */
  CulmBell *bell;
};

static GType
culm_webhooks_get_item_type (GListModel *list G_GNUC_UNUSED)
{
  return CULM_TYPE_WEBHOOK;
}

static guint
culm_webhooks_get_n_items (GListModel *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (CULM_WEBHOOKS (list)->hooks));
}

static gpointer
culm_webhooks_get_item (GListModel *list, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (CULM_WEBHOOKS (list)->hooks), position);
}

static void
culm_webhooks_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = culm_webhooks_get_item_type;
  iface->get_n_items = culm_webhooks_get_n_items;
  iface->get_item = culm_webhooks_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CulmWebhooks, culm_webhooks, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, culm_webhooks_iface_init))

/* ---- Entries of the keyring ---- */

static int
compare_hooks (gconstpointer a, gconstpointer b, gpointer user_data G_GNUC_UNUSED)
{
  CulmWebhook *one = (CulmWebhook *) a, *other = (CulmWebhook *) b;
  int difference = culm_webhook_get_number (one) - culm_webhook_get_number (other);

  return difference != 0 ? difference : g_strcmp0 (culm_webhook_get_id (one), culm_webhook_get_id (other));
}

static CulmWebhook *
find_hook (CulmWebhooks *self, const char *id, guint *position)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->hooks)); i++) {
    g_autoptr (CulmWebhook) hook = g_list_model_get_item (G_LIST_MODEL (self->hooks), i);

    if (!g_str_equal (culm_webhook_get_id (hook), id))
      continue;
    *position = i;
    return hook; /* the list keeps it alive */
  }
  return NULL;
}

static void
put_entry (CulmWebhooks *self, const CulmSecret *entry)
{
  g_hash_table_replace (self->entries, g_strdup (culm_secret_get_id (entry)), culm_secret_copy (entry));
}

/* The id may belong to what goes. */
static void
drop_hook (CulmWebhooks *self, const char *id)
{
  guint position;
  gboolean listed = find_hook (self, id, &position) != NULL;

  g_hash_table_remove (self->entries, id);
  if (listed)
    g_list_store_remove (self->hooks, position);
}

/* Makes the list what the keyring says; hooks that stay are the same objects. */
static void
take_entries (CulmWebhooks *self, GPtrArray *found)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GList) gone = NULL;

  for (guint i = 0; i < found->len; i++) {
    const CulmSecret *entry = g_ptr_array_index (found, i);
    g_autoptr (CulmWebhook) hook = culm_webhook_entry_read (entry);
    CulmWebhook *known;
    guint position;

    if (hook == NULL)
      continue;
    g_hash_table_add (seen, (gpointer) culm_secret_get_id (entry));
    put_entry (self, entry);
    known = find_hook (self, culm_webhook_get_id (hook), &position);
    if (known != NULL)
      culm_webhook_set_events (known, culm_webhook_get_events (hook));
    else
      g_list_store_insert_sorted (self->hooks, hook, compare_hooks, NULL);
  }
  gone = g_hash_table_get_keys (self->entries);
  for (GList *id = gone; id != NULL; id = id->next) {
    if (!g_hash_table_contains (seen, id->data))
      drop_hook (self, id->data);
  }
}

static void
take_results (CulmWebhooks *self, GHashTable *results)
{
  gboolean active = self->sender != NULL && culm_webhook_sender_get_active (self->sender);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->hooks)); i++) {
    g_autoptr (CulmWebhook) hook = g_list_model_get_item (G_LIST_MODEL (self->hooks), i);
    const CulmWebhookResult *result = g_hash_table_lookup (results, culm_webhook_get_id (hook));

    if (result == NULL)
      continue;
    culm_webhook_set_last (hook, result->at, result->status, result->error);
    culm_webhook_set_lost (hook, result->lost);
    if (!active) /* the one who sends knows better */
      culm_webhook_set_waiting (hook, result->waiting, 0);
  }
}

/* ---- Reading ---- */

static void
results_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (CulmWebhookContents) contents = culm_webhook_store_load_finish (result, NULL);

  if (contents != NULL)
    take_results (g_task_get_source_object (task), contents->results);
  g_task_return_boolean (task, TRUE);
}

static void
entries_cb (GObject *secrets, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmWebhooks *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) found = culm_secrets_load_finish (CULM_SECRETS (secrets), result, &error);

  if (found == NULL) {
    g_task_return_error (task, error);
    return;
  }
  take_entries (self, found);
  culm_webhook_store_load_async (self->store, FALSE, results_cb, g_object_ref (task));
}

static void
reload_cb (GObject *self, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  if (!culm_webhooks_load_finish (CULM_WEBHOOKS (self), result, &error))
    culm_info ("The webhooks were not read again: %s", error->message);
}

static void
on_rung (CulmWebhooks *self)
{
  culm_webhooks_load_async (self, NULL, reload_cb, NULL);
}

/* ---- Changes: the keyring first, then the list, then the other programs ---- */

static void
ring_cb (GObject *bell, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  culm_bell_ring_finish (CULM_BELL (bell), result);
  g_task_return_boolean (task, TRUE);
}

static void
ring (GTask *task)
{
  CulmWebhooks *self = g_task_get_source_object (task);

  culm_bell_ring_async (self->bell, ring_cb, g_object_ref (task));
}

static void
save_cb (GObject *secrets, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmWebhooks *self = g_task_get_source_object (task);
  const CulmSecret *entry = g_task_get_task_data (task);
  g_autoptr (CulmWebhook) hook = culm_webhook_entry_read (entry);
  CulmWebhook *known;
  guint position;
  GError *error = NULL;

  if (!culm_secrets_save_finish (CULM_SECRETS (secrets), result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  put_entry (self, entry);
  known = find_hook (self, culm_secret_get_id (entry), &position);
  if (known != NULL)
    culm_webhook_set_events (known, culm_webhook_get_events (hook));
  else
    g_list_store_insert_sorted (self->hooks, hook, compare_hooks, NULL);
  ring (task);
}

static void
save_entry (GTask *task)
{
  CulmWebhooks *self = g_task_get_source_object (task);

  culm_secrets_save_async (self->secrets, g_task_get_task_data (task), g_task_get_cancellable (task), save_cb,
                           g_object_ref (task));
}

static void
resolve_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) addresses = culm_webhook_address_resolve_finish (result, &error);

  if (addresses != NULL)
    save_entry (task);
  else
    g_task_return_error (task, error);
}

static void
erase_cb (GObject *secrets, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmWebhooks *self = g_task_get_source_object (task);
  const char *id = g_task_get_task_data (task);
  GError *error = NULL;

  if (!culm_secrets_erase_finish (CULM_SECRETS (secrets), result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  drop_hook (self, id);
  culm_webhook_store_forget_hook (self->store, id);
  ring (task);
}

static gboolean
check_keyring (CulmWebhooks *self, GTask *task)
{
  if (self->secrets != NULL)
    return TRUE;
  g_task_return_error (
      task, culm_error_new (CULM_ERROR_ORIGIN_FILE, CULM_ERROR_UNSUPPORTED, "There is no keyring to keep secrets in"));
  return FALSE;
}

/* ---- Test ---- */

static GError *
make_refusal (guint status)
{
  GError *error =
      culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_REFUSED, "The address answered with status %u", status);

  culm_error_set_http_status (error, status);
  return error;
}

/* The end of a test: what is told of it is told after the other programs know. */
static void
tested_cb (GObject *bell, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = g_task_get_task_data (task);

  culm_bell_ring_finish (CULM_BELL (bell), result);
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_error_copy (error));
}

static void
test_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmWebhooks *self = g_task_get_source_object (task);
  CulmWebhook *hook = g_task_get_task_data (task);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  GError *error = NULL;
  guint status = culm_webhook_client_post_finish (CULM_WEBHOOK_CLIENT (client), result, NULL, &error);

  if (error != NULL && g_error_matches (error, CULM_ERROR, CULM_ERROR_CANCELLED)) {
    g_task_return_error (task, error);
    return;
  }
  culm_webhook_set_last (hook, now, status, error != NULL ? error->code : -1);
  culm_webhook_store_save_result (self->store, culm_webhook_get_id (hook), now, status,
                                  error != NULL ? error->code : -1);
  if (error == NULL && (status < 200 || status >= 300))
    error = make_refusal (status);
  g_task_set_task_data (task, error, error != NULL ? (GDestroyNotify) g_error_free : NULL);
  culm_bell_ring_async (self->bell, tested_cb, g_object_ref (task));
}

/* ---- Sending ---- */

static void
start_cb (GObject *sender, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  culm_webhook_sender_start_finish (CULM_WEBHOOK_SENDER (sender), result);
  g_task_return_boolean (task, TRUE);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmWebhooks *self = CULM_WEBHOOKS (source);
  gboolean window = GPOINTER_TO_INT (g_task_get_task_data (task));
  g_autoptr (CulmTurn) turn = NULL;
  GError *error = NULL;

  if (!culm_webhooks_load_finish (self, result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  turn = culm_turn_new (self->profile, NAME, window);
  self->sender = culm_webhook_sender_new (G_LIST_MODEL (self->hooks), self->entries, self->store, self->client, turn);
  culm_bell_listen (self->bell);
  culm_webhook_sender_start_async (self->sender, start_cb, g_object_ref (task));
}

/* ---- The object ---- */

static void
culm_webhooks_dispose (GObject *object)
{
  CulmWebhooks *self = CULM_WEBHOOKS (object);

  culm_webhooks_stop (self);
  g_clear_object (&self->sender);
  g_clear_object (&self->hooks);
  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_clear_object (&self->secrets);
  g_clear_object (&self->store);
  g_clear_object (&self->client);
  g_clear_object (&self->bell);
  G_OBJECT_CLASS (culm_webhooks_parent_class)->dispose (object);
}

static void
culm_webhooks_finalize (GObject *object)
{
  g_free (CULM_WEBHOOKS (object)->profile);
  G_OBJECT_CLASS (culm_webhooks_parent_class)->finalize (object);
}

static void
culm_webhooks_class_init (CulmWebhooksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_webhooks_dispose;
  G_OBJECT_CLASS (klass)->finalize = culm_webhooks_finalize;
}

static void
culm_webhooks_init (CulmWebhooks *self)
{
  self->hooks = g_list_store_new (CULM_TYPE_WEBHOOK);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) culm_secret_free);
  self->client = culm_webhook_client_new ();
  g_signal_connect_object (self->hooks, "items-changed", G_CALLBACK (g_list_model_items_changed), self,
                           G_CONNECT_SWAPPED);
}

CulmWebhooks *
culm_webhooks_new (const char *profile, CulmSecrets *secrets, CulmCache *cache)
{
  CulmWebhooks *self = g_object_new (CULM_TYPE_WEBHOOKS, NULL);

  self->profile = g_strdup (profile);
  g_set_object (&self->secrets, secrets);
  self->store = culm_webhook_store_new (cache);
  self->bell = culm_bell_new (profile, NAME);
  g_signal_connect_object (self->bell, "rung", G_CALLBACK (on_rung), self, G_CONNECT_SWAPPED);
  return self;
}

void
culm_webhooks_tell (CulmWebhooks *self, CulmEvent *event)
{
  if (self->sender != NULL)
    culm_webhook_sender_tell (self->sender, event);
}

void
culm_webhooks_stop (CulmWebhooks *self)
{
  if (self->sender != NULL)
    culm_webhook_sender_stop (self->sender);
}

void
culm_webhooks_load_async (CulmWebhooks *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (check_keyring (self, task))
    culm_secrets_load_async (self->secrets, cancellable, entries_cb, g_object_ref (task));
}

gboolean
culm_webhooks_load_finish (CulmWebhooks *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
culm_webhooks_send_async (CulmWebhooks *self, gboolean window, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (self->sender == NULL);
  g_task_set_task_data (task, GINT_TO_POINTER (window), NULL);
  culm_webhooks_load_async (self, cancellable, loaded_cb, g_object_ref (task));
}

gboolean
culm_webhooks_send_finish (CulmWebhooks *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
culm_webhooks_is_sending (CulmWebhooks *self)
{
  return self->sender != NULL && culm_webhook_sender_get_open (self->sender) > 0;
}

CulmWebhook *
culm_webhooks_find (CulmWebhooks *self, int number)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->hooks)); i++) {
    g_autoptr (CulmWebhook) hook = g_list_model_get_item (G_LIST_MODEL (self->hooks), i);

    if (culm_webhook_get_number (hook) == number)
      return hook; /* the list keeps it alive */
  }
  return NULL;
}

char *
culm_webhooks_make_secret (void)
{
  return culm_webhook_make_secret ();
}

gboolean
culm_webhooks_check_address (const char *url, GError **error)
{
  g_autoptr (GUri) uri = culm_webhook_address_parse (url, error);

  return uri != NULL;
}

void
culm_webhooks_add_async (CulmWebhooks *self, const char *url, const char *secret, guint events,
                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->hooks));
  g_autoptr (CulmWebhook) last = n > 0 ? g_list_model_get_item (G_LIST_MODEL (self->hooks), n - 1) : NULL;
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *text = NULL;
  g_autoptr (GUri) uri = NULL;
  GError *error = NULL;

  if (!check_keyring (self, task))
    return;
  uri = culm_webhook_address_parse (url, &error);
  if (uri != NULL && *secret == '\0')
    culm_error_set (&error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, "A webhook needs a secret");
  if (error != NULL) {
    g_task_return_error (task, error);
    return;
  }
  text = g_uri_to_string (uri);
  g_task_set_task_data (
      task, culm_webhook_entry_new (id, last != NULL ? culm_webhook_get_number (last) + 1 : 1, text, secret, events),
      (GDestroyNotify) culm_secret_free);
  if (culm_webhook_address_is_plain (uri))
    culm_webhook_address_resolve_async (uri, cancellable, resolve_cb, g_object_ref (task));
  else
    save_entry (task);
}

CulmWebhook *
culm_webhooks_add_finish (CulmWebhooks *self, GAsyncResult *result, GError **error)
{
  const CulmSecret *entry = g_task_get_task_data (G_TASK (result));
  CulmWebhook *hook;
  guint position;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  hook = find_hook (self, culm_secret_get_id (entry), &position);
  return hook != NULL ? g_object_ref (hook) : culm_webhook_entry_read (entry);
}

void
culm_webhooks_change_async (CulmWebhooks *self, CulmWebhook *hook, const char *secret, guint events,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const CulmSecret *entry = g_hash_table_lookup (self->entries, culm_webhook_get_id (hook));

  if (entry == NULL) {
    g_task_return_error (task,
                         culm_error_new (CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_NOT_FOUND, "There is no such webhook"));
    return;
  }
  g_task_set_task_data (task,
                        culm_webhook_entry_new (culm_webhook_get_id (hook), culm_webhook_get_number (hook),
                                                culm_webhook_get_url (hook),
                                                secret != NULL ? secret : culm_secret_get (entry, "secret"), events),
                        (GDestroyNotify) culm_secret_free);
  save_entry (task);
}

gboolean
culm_webhooks_change_finish (CulmWebhooks *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
culm_webhooks_remove_async (CulmWebhooks *self, CulmWebhook *hook, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (!check_keyring (self, task))
    return;
  g_task_set_task_data (task, g_strdup (culm_webhook_get_id (hook)), g_free);
  culm_secrets_erase_async (self->secrets, CULM_SECRET_WEBHOOK, culm_webhook_get_id (hook), cancellable, erase_cb,
                            g_object_ref (task));
}

gboolean
culm_webhooks_remove_finish (CulmWebhooks *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
culm_webhooks_test_async (CulmWebhooks *self, CulmWebhook *hook, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  const CulmSecret *entry = g_hash_table_lookup (self->entries, culm_webhook_get_id (hook));
  g_autoptr (GBytes) body = culm_webhook_write_test (g_get_real_time ());
  g_autofree char *delivery = g_uuid_string_random ();

  if (entry == NULL) {
    g_task_return_error (task,
                         culm_error_new (CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_NOT_FOUND, "There is no such webhook"));
    return;
  }
  g_task_set_task_data (task, g_object_ref (hook), g_object_unref);
  culm_webhook_client_post_async (self->client, culm_webhook_get_url (hook), culm_secret_get (entry, "secret"),
                                  culm_event_kind_get_name (CULM_EVENT_NOTIFICATION_CREATED), delivery, body,
                                  cancellable, test_cb, g_object_ref (task));
}

gboolean
culm_webhooks_test_finish (CulmWebhooks *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
