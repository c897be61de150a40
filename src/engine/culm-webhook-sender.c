/* culm-webhook-sender.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-webhook-sender.h"
#include "culm-error.h"
#include "culm-log.h"
#include "culm-webhook-backlog.h"
#include "culm-webhook-entry.h"

/* The longest time between two looks at the clock, which may be set or sleep with the computer (s). */
#define LONGEST_NAP 300

struct _CulmWebhookSender {
  GObject parent_instance;
  GListModel *hooks;
  GHashTable *secrets;
  CulmWebhookStore *store;
  CulmWebhookClient *client;
  CulmTurn *turn;
  CulmWebhookBacklog *backlog; /* NULL unless it is our turn and the store was read */
  GPtrArray *early;            /* CulmEvent: those that came while the store was read */
  gint64 number;               /* of the last delivery */
  GCancellable *cancellable;
  GTask *start; /* nullable: who waits for the beginning */
  guint timer, open;
  gboolean loading, leaving, dirty;
  CulmWebhookClock clock;
  gpointer clock_data;
};

/* A post on its way. */
typedef struct {
  CulmWebhookSender *self;
  char *hook;
  gint64 number;
} Try;

G_DEFINE_FINAL_TYPE (CulmWebhookSender, culm_webhook_sender, G_TYPE_OBJECT)

static gint64
read_clock (gpointer user_data G_GNUC_UNUSED)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static CulmWebhook *
find_hook (CulmWebhookSender *self, const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->hooks); i++) {
    g_autoptr (CulmWebhook) hook = g_list_model_get_item (self->hooks, i);

    if (g_str_equal (culm_webhook_get_id (hook), id))
      return hook; /* the list keeps it alive */
  }
  return NULL;
}

static void
add_lost (CulmWebhookSender *self, const char *id)
{
  CulmWebhook *hook = find_hook (self, id);

  culm_webhook_store_add_lost (self->store, id, 1);
  if (hook != NULL)
    culm_webhook_set_lost (hook, culm_webhook_get_lost (hook) + 1);
}

static void
on_lost (CulmWebhookSender *self, const CulmDelivery *delivery)
{
  culm_webhook_store_forget_delivery (self->store, delivery->number);
  add_lost (self, delivery->hook);
}

static void
show_waiting (CulmWebhookSender *self, CulmWebhook *hook)
{
  const char *id = culm_webhook_get_id (hook);

  culm_webhook_set_waiting (hook, culm_webhook_backlog_count (self->backlog, id),
                            culm_webhook_backlog_get_due (self->backlog, id));
}

/* ---- Giving the turn to another program ---- */

static void
flush_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmWebhookSender) self = user_data;
  g_autoptr (CulmWebhookContents) contents = culm_webhook_store_load_finish (result, NULL);

  if (self->dirty) { /* something happened meanwhile */
    self->dirty = FALSE;
    culm_webhook_store_load_async (self->store, FALSE, flush_cb, g_object_ref (self));
    return;
  }
  self->leaving = FALSE;
  culm_turn_release (self->turn);
}

/* What is on its way is not begun twice: the other one waits for its end, and for the store to know of it. */
static void
leave (CulmWebhookSender *self)
{
  if (!self->leaving || self->open > 0)
    return;
  self->dirty = FALSE;
  culm_webhook_store_load_async (self->store, FALSE, flush_cb, g_object_ref (self));
}

static void
on_wanted (CulmWebhookSender *self)
{
  if (self->leaving)
    return;
  self->leaving = TRUE;
  leave (self);
}

/* ---- Posting ---- */

static void
free_try (Try *try)
{
  g_object_unref (try->self);
  g_free (try->hook);
  g_free (try);
}

static void
take_answer (CulmWebhookSender *self, const Try *try, guint status, guint retry_after, int error)
{
  gint64 now = self->clock (self->clock_data);
  CulmWebhook *hook = find_hook (self, try->hook);
  CulmWebhookVerdict verdict = culm_webhook_judge (status);
  const CulmDelivery *waiting;

  if (self->backlog == NULL || hook == NULL)
    return;
  waiting = culm_webhook_backlog_end (self->backlog, try->hook, try->number, verdict, retry_after, now);
  culm_webhook_set_last (hook, now, status, error);
  culm_webhook_store_save_result (self->store, try->hook, now, status, error);
  if (waiting != NULL)
    culm_webhook_store_save_delivery (self->store, waiting);
  else
    culm_webhook_store_forget_delivery (self->store, try->number);
  if (verdict == CULM_WEBHOOK_REFUSED)
    add_lost (self, try->hook);
}

static void
post_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  Try *try = user_data;
  CulmWebhookSender *self = try->self;
  guint retry_after = 0;
  g_autoptr (GError) error = NULL;
  guint status = culm_webhook_client_post_finish (CULM_WEBHOOK_CLIENT (client), result, &retry_after, &error);

  self->open--;
  if (!g_cancellable_is_cancelled (self->cancellable)) {
    take_answer (self, try, status, retry_after, error != NULL ? error->code : -1);
    culm_webhook_sender_check (self);
  }
  leave (self);
  free_try (try);
}

static void
begin_post (CulmWebhookSender *self, CulmWebhook *hook, gint64 now)
{
  const char *id = culm_webhook_get_id (hook);
  const CulmSecret *secret = g_hash_table_lookup (self->secrets, id);
  const CulmDelivery *delivery = secret != NULL ? culm_webhook_backlog_begin (self->backlog, id, now) : NULL;
  Try *try;

  if (delivery == NULL)
    return;
  try = g_new0 (Try, 1);
  try->self = g_object_ref (self);
  try->hook = g_strdup (id);
  try->number = delivery->number;
  self->open++;
  culm_webhook_client_post_async (self->client, culm_webhook_get_url (hook), culm_secret_get (secret, "secret"),
                                  delivery->event, delivery->id, delivery->body, self->cancellable, post_cb, try);
}

static gboolean
on_timer (gpointer user_data)
{
  CulmWebhookSender *self = user_data;

  self->timer = 0;
  culm_webhook_sender_check (self);
  return G_SOURCE_REMOVE;
}

void
culm_webhook_sender_check (CulmWebhookSender *self)
{
  gint64 now = self->clock (self->clock_data), next = 0;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->backlog == NULL || self->leaving || g_cancellable_is_cancelled (self->cancellable))
    return;
  for (guint i = 0; i < g_list_model_get_n_items (self->hooks); i++) {
    g_autoptr (CulmWebhook) hook = g_list_model_get_item (self->hooks, i);
    gint64 due;

    begin_post (self, hook, now);
    show_waiting (self, hook);
    due = culm_webhook_backlog_get_due (self->backlog, culm_webhook_get_id (hook));
    if (due != 0 && (next == 0 || due < next))
      next = due;
  }
  if (next != 0)
    self->timer = g_timeout_add_seconds ((guint) CLAMP (next - now, 1, LONGEST_NAP), on_timer, self);
}

/* ---- The turn ---- */

static void
queue_event (CulmWebhookSender *self, const CulmEvent *event)
{
  g_autoptr (GBytes) body = culm_webhook_write_event (event);
  gint64 now = self->clock (self->clock_data);

  for (guint i = 0; i < g_list_model_get_n_items (self->hooks); i++) {
    g_autoptr (CulmWebhook) hook = g_list_model_get_item (self->hooks, i);
    g_autofree char *id = g_uuid_string_random ();
    CulmDelivery *delivery;

    if ((culm_webhook_get_events (hook) & CULM_WEBHOOK_EVENT_BIT (event->kind)) == 0)
      continue;
    delivery = culm_delivery_new (++self->number, culm_webhook_get_id (hook), id,
                                  culm_event_kind_get_name (event->kind), body, now);
    culm_webhook_store_save_delivery (self->store, delivery);
    self->dirty = TRUE;
    culm_webhook_backlog_add (self->backlog, delivery, now);
  }
}

static void
end_start (CulmWebhookSender *self)
{
  g_autoptr (GTask) start = g_steal_pointer (&self->start);

  if (start != NULL)
    g_task_return_boolean (start, TRUE);
}

static void
restore (CulmWebhookSender *self, CulmWebhookContents *contents)
{
  gint64 now = self->clock (self->clock_data);

  self->backlog = culm_webhook_backlog_new ();
  g_signal_connect_object (self->backlog, "lost", G_CALLBACK (on_lost), self, G_CONNECT_SWAPPED);
  self->number = 0;
  g_ptr_array_set_free_func (contents->deliveries, NULL);
  for (guint i = 0; i < contents->deliveries->len; i++) {
    CulmDelivery *delivery = g_ptr_array_index (contents->deliveries, i);

    self->number = MAX (self->number, delivery->number);
    if (find_hook (self, delivery->hook) != NULL) {
      culm_webhook_backlog_add (self->backlog, delivery, now);
      continue;
    }
    culm_webhook_store_forget_delivery (self->store, delivery->number);
    culm_delivery_free (delivery);
  }
}

static void
load_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmWebhookSender) self = user_data;
  g_autoptr (CulmWebhookContents) contents = culm_webhook_store_load_finish (result, NULL);
  g_autoptr (GPtrArray) early = g_steal_pointer (&self->early);

  self->loading = FALSE;
  self->early = g_ptr_array_new_with_free_func ((GDestroyNotify) culm_event_unref);
  if (culm_turn_get_held (self->turn) && contents != NULL) {
    restore (self, contents);
    for (guint i = 0; i < early->len; i++)
      queue_event (self, g_ptr_array_index (early, i));
    culm_webhook_sender_check (self);
  }
  end_start (self);
}

static void
on_held (CulmWebhookSender *self)
{
  g_clear_object (&self->backlog);
  if (!culm_turn_get_held (self->turn) || self->loading)
    return;
  culm_info ("This program sends the events to the webhooks");
  self->loading = TRUE;
  culm_webhook_store_load_async (self->store, TRUE, load_cb, g_object_ref (self));
}

static void
turn_cb (GObject *turn, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmWebhookSender) self = user_data;

  if (!culm_turn_start_finish (CULM_TURN (turn), result))
    end_start (self);
}

static void
on_hooks_changed (CulmWebhookSender *self)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  if (self->backlog == NULL)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (self->hooks); i++) {
    g_autoptr (CulmWebhook) hook = g_list_model_get_item (self->hooks, i);

    g_ptr_array_add (ids, (gpointer) culm_webhook_get_id (hook));
  }
  g_ptr_array_add (ids, NULL);
  culm_webhook_backlog_keep (self->backlog, (const char *const *) ids->pdata);
  culm_webhook_sender_check (self);
}

static void
culm_webhook_sender_dispose (GObject *object)
{
  CulmWebhookSender *self = CULM_WEBHOOK_SENDER (object);

  culm_webhook_sender_stop (self);
  g_clear_object (&self->turn); /* the lock goes, once nothing is written any more */
  g_clear_object (&self->backlog);
  g_clear_object (&self->hooks);
  g_clear_object (&self->store);
  g_clear_object (&self->client);
  g_clear_pointer (&self->secrets, g_hash_table_unref);
  g_clear_pointer (&self->early, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->start);
  G_OBJECT_CLASS (culm_webhook_sender_parent_class)->dispose (object);
}

static void
culm_webhook_sender_class_init (CulmWebhookSenderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_webhook_sender_dispose;
}

static void
culm_webhook_sender_init (CulmWebhookSender *self)
{
  self->cancellable = g_cancellable_new ();
  self->early = g_ptr_array_new_with_free_func ((GDestroyNotify) culm_event_unref);
  self->clock = read_clock;
}

CulmWebhookSender *
culm_webhook_sender_new (GListModel *hooks, GHashTable *secrets, CulmWebhookStore *store, CulmWebhookClient *client,
                         CulmTurn *turn)
{
  CulmWebhookSender *self = g_object_new (CULM_TYPE_WEBHOOK_SENDER, NULL);

  self->hooks = g_object_ref (hooks);
  self->secrets = g_hash_table_ref (secrets);
  self->store = g_object_ref (store);
  self->client = g_object_ref (client);
  self->turn = g_object_ref (turn);
  g_signal_connect_object (turn, "notify::held", G_CALLBACK (on_held), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (turn, "wanted", G_CALLBACK (on_wanted), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hooks, "items-changed", G_CALLBACK (on_hooks_changed), self, G_CONNECT_SWAPPED);
  return self;
}

void
culm_webhook_sender_start_async (CulmWebhookSender *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (self->start == NULL);
  self->start = g_task_new (self, NULL, callback, user_data);
  culm_turn_start_async (self->turn, turn_cb, g_object_ref (self));
}

void
culm_webhook_sender_start_finish (CulmWebhookSender *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));
  g_task_propagate_boolean (G_TASK (result), NULL);
}

void
culm_webhook_sender_tell (CulmWebhookSender *self, const CulmEvent *event)
{
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (self->backlog != NULL) {
    queue_event (self, event);
    culm_webhook_sender_check (self);
  } else if (self->loading) {
    g_ptr_array_add (self->early, culm_event_ref ((CulmEvent *) event));
  }
}

guint
culm_webhook_sender_get_open (CulmWebhookSender *self)
{
  return self->open;
}

gboolean
culm_webhook_sender_get_active (CulmWebhookSender *self)
{
  return self->backlog != NULL;
}

void
culm_webhook_sender_stop (CulmWebhookSender *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  end_start (self);
}

void
culm_webhook_sender_set_clock (CulmWebhookSender *self, CulmWebhookClock clock, gpointer user_data)
{
  self->clock = clock;
  self->clock_data = user_data;
}
