/* culm-transfers.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-transfers.h"
#include "culm-error.h"
#include "culm-log.h"
#include "culm-package-config.h"
#include "culm-transfer-record.h"
#include "culm-upload-gate.h"
#include "culm-upload.h"

#define KEPT 50

struct _CulmTransfers {
  GObject parent_instance;
  CulmCache *cache;
  CulmUploadGate *gate;
  CulmCloudClient *client;
  GHashTable *strategies;    /* server → contract */
  GPtrArray *items;          /* active ones, then past ones */
  CulmTransfer *current;     /* (transfer none): the one under way */
  GCancellable *cancellable; /* of the one under way */
  char *config;              /* of its project; a temporary file */
  GHashTable *projects;      /* those that become projects → plate */
  GHashTable *hurried;       /* those that a person sends past the limit */
  gboolean stopped;
};

enum { EVENT, N_SIGNALS };
static guint signals[N_SIGNALS];

static GType
culm_transfers_get_item_type (GListModel *model G_GNUC_UNUSED)
{
  return CULM_TYPE_TRANSFER;
}

static guint
culm_transfers_get_n_items (GListModel *model)
{
  return CULM_TRANSFERS (model)->items->len;
}

static gpointer
culm_transfers_get_item (GListModel *model, guint position)
{
  GPtrArray *items = CULM_TRANSFERS (model)->items;

  return position < items->len ? g_object_ref (g_ptr_array_index (items, position)) : NULL;
}

static void
culm_transfers_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = culm_transfers_get_item_type;
  iface->get_n_items = culm_transfers_get_n_items;
  iface->get_item = culm_transfers_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CulmTransfers, culm_transfers, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, culm_transfers_iface_init))

static gint64
get_unix_seconds (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static guint
count_active (CulmTransfers *self)
{
  guint n = 0;

  while (n < self->items->len && culm_transfer_get_active (g_ptr_array_index (self->items, n)))
    n++;
  return n;
}

static gboolean
is_ours (CulmTransfer *transfer)
{
  return culm_transfer_get_direction (transfer) == CULM_TRANSFER_TO_CLOUD;
}

static void
insert (CulmTransfers *self, guint position, CulmTransfer *transfer)
{
  g_ptr_array_insert (self->items, (int) position, g_object_ref (transfer));
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

static gboolean
take_out (CulmTransfers *self, CulmTransfer *transfer)
{
  guint position;

  if (!g_ptr_array_find (self->items, transfer, &position))
    return FALSE;
  g_ptr_array_remove_index (self->items, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  return TRUE;
}

/* What ends because the program does stays as it was begun: the next start tells of it. */
static void
save (CulmTransfers *self, CulmTransfer *transfer)
{
  gpointer plate;

  if (self->stopped)
    return;
  if (!g_hash_table_lookup_extended (self->projects, transfer, NULL, &plate))
    plate = GINT_TO_POINTER (CULM_TRANSFERS_NO_PROJECT);
  culm_transfer_record_save (transfer, GPOINTER_TO_INT (plate), self->cache);
}

static void
tell (CulmTransfers *self, CulmTransfer *transfer, CulmEventKind kind)
{
  g_autoptr (CulmEvent) event = culm_event_new (kind, g_get_real_time (), culm_transfer_get_printer (transfer), NULL);
  const GError *error = culm_transfer_get_error (transfer);

  event->file = g_strdup (culm_transfer_get_file_name (transfer));
  event->size = culm_transfer_get_size (transfer);
  event->sha256 = g_strdup (culm_transfer_get_sha256 (transfer));
  event->id = g_strdup (culm_transfer_get_id (transfer));
  if (error != NULL)
    event->reason = g_strdup (culm_error_get_code_name ((CulmError) error->code));
  g_signal_emit (self, signals[EVENT], 0, event);
}

/* Moves one that has ended to the head of the past ones, and drops what is over the fifty. */
static void
shelve (CulmTransfers *self, CulmTransfer *transfer)
{
  g_autoptr (CulmTransfer) held = g_object_ref (transfer);
  guint active;

  if (!take_out (self, transfer))
    return;
  active = count_active (self);
  insert (self, active, held);
  while (self->items->len > active + KEPT)
    take_out (self, g_ptr_array_index (self->items, self->items->len - 1));
  save (self, held);
}

static void
end_transfer (CulmTransfers *self, CulmTransfer *transfer, CulmTransferState state, const GError *error)
{
  g_hash_table_remove (self->hurried, transfer);
  culm_transfer_set_resumes (transfer, CULM_LIMIT_UPLOADS, 0);
  culm_transfer_set_state (transfer, state, error, get_unix_seconds ());
  shelve (self, transfer);
  if (culm_transfer_get_direction (transfer) == CULM_TRANSFER_FROM_PRINTER)
    return;
  if (state == CULM_TRANSFER_DONE)
    tell (self, transfer, CULM_EVENT_UPLOAD_COMPLETED);
  else if (state == CULM_TRANSFER_FAILED)
    tell (self, transfer, CULM_EVENT_UPLOAD_FAILED);
}

static void
keep_strategy (CulmTransfers *self, const char *contract)
{
  const char *server = culm_region_get_name (culm_cloud_client_get_region (self->client));

  if (contract == NULL || g_strcmp0 (g_hash_table_lookup (self->strategies, server), contract) == 0)
    return;
  g_hash_table_replace (self->strategies, g_strdup (server), g_strdup (contract));
  culm_cache_save_strategy (self->cache, server, contract);
}

static void
on_progress (CulmUpload *upload, GParamSpec *pspec G_GNUC_UNUSED, CulmTransfer *transfer)
{
  static const CulmTransferState states[] = {
    [CULM_UPLOAD_ASKING] = CULM_TRANSFER_SENDING,
    [CULM_UPLOAD_SENDING] = CULM_TRANSFER_SENDING,
    [CULM_UPLOAD_WAITING] = CULM_TRANSFER_WAITING,
    [CULM_UPLOAD_CONFIRMING] = CULM_TRANSFER_CONFIRMING,
  };

  if (!culm_transfer_get_active (transfer))
    return;
  if (culm_upload_get_size (upload) > 0)
    culm_transfer_set_size (transfer, (gint64) culm_upload_get_size (upload));
  culm_transfer_set_state (transfer, states[culm_upload_get_phase (upload)], NULL, 0);
  culm_transfer_set_sent (transfer, (gint64) culm_upload_get_sent (upload), g_get_monotonic_time ());
}

/* The first in the row, or one that is in a hurry, which is moved there. Returns: (transfer none) (nullable). */
static CulmTransfer *
choose_next (CulmTransfers *self)
{
  guint active = count_active (self);

  for (guint i = 0; i < active; i++) {
    g_autoptr (CulmTransfer) transfer = g_object_ref (g_ptr_array_index (self->items, i));

    if (!g_hash_table_contains (self->hurried, transfer))
      continue;
    if (i > 0 && take_out (self, transfer))
      insert (self, 0, transfer);
    break;
  }
  for (guint i = 0; i < active; i++)
    if (is_ours (g_ptr_array_index (self->items, i)))
      return g_ptr_array_index (self->items, i);
  return NULL;
}

/* When nothing is under way, the next one asks for its turn. */
static void
start_next (CulmTransfers *self)
{
  CulmTransfer *next = !self->stopped && self->current == NULL && self->client != NULL ? choose_next (self) : NULL;

  if (next != NULL)
    culm_upload_gate_ask (self->gate, culm_cloud_client_get_limiter (self->client),
                          g_hash_table_contains (self->hurried, next));
}

/* Until when the row waits; 0: it does not. */
static void
set_resumes (CulmTransfers *self, CulmLimit limit, gint64 unix_seconds)
{
  guint active = count_active (self);

  for (guint i = 0; i < active; i++)
    if (is_ours (g_ptr_array_index (self->items, i)))
      culm_transfer_set_resumes (g_ptr_array_index (self->items, i), limit, unix_seconds);
}

static void
on_held (CulmUploadGate *gate G_GNUC_UNUSED, int limit, gint64 until, CulmTransfers *self)
{
  set_resumes (self, (CulmLimit) limit, until);
  if (g_hash_table_size (self->hurried) > 0) /* since it was asked */
    start_next (self);
}

static void
on_shut (CulmUploadGate *gate G_GNUC_UNUSED, const GError *error, CulmTransfers *self)
{
  CulmTransfer *next = choose_next (self);

  if (next != NULL)
    end_transfer (self, next, CULM_TRANSFER_FAILED, error);
  start_next (self);
}

static void
remove_cb (GObject *file, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  if (!g_file_delete_finish (G_FILE (file), result, &error))
    culm_info ("A temporary file stays behind: %s", error->message);
}

static void
drop_config (CulmTransfers *self)
{
  g_autofree char *path = g_steal_pointer (&self->config);
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;

  if (file != NULL)
    g_file_delete_async (file, G_PRIORITY_LOW, NULL, remove_cb, NULL);
}

static void
end_current (CulmTransfers *self, CulmTransfer *transfer, const GError *error)
{
  gboolean cancelled = g_error_matches (error, CULM_ERROR, CULM_ERROR_CANCELLED) ||
                       g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  if (error == NULL)
    end_transfer (self, transfer, CULM_TRANSFER_DONE, NULL);
  else
    end_transfer (self, transfer, cancelled ? CULM_TRANSFER_CANCELLED : CULM_TRANSFER_FAILED, cancelled ? NULL : error);
  start_next (self);
}

static void
run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmTransfers) self = user_data;
  g_autoptr (CulmTransfer) transfer = g_steal_pointer (&self->current);
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmUploadResult) outcome = culm_upload_run_finish (CULM_UPLOAD (source), result, &error);

  g_signal_handlers_disconnect_by_data (source, transfer);
  g_clear_object (&self->cancellable);
  drop_config (self);
  if (outcome != NULL) {
    const char *contract = culm_contract_get_name (outcome->contract);

    culm_transfer_set_size (transfer, (gint64) outcome->size);
    culm_transfer_set_sent (transfer, (gint64) outcome->size, g_get_monotonic_time ());
    culm_transfer_set_result (transfer, outcome->sha256, outcome->file_id, contract);
    if (self->client != NULL)
      keep_strategy (self, contract);
    g_hash_table_remove (self->projects, transfer);
  }
  end_current (self, transfer, error);
}

/* Sends the current one, in the project form when there is a config. */
static void
run_upload (CulmTransfers *self, guint plate)
{
  g_autofree char *path = g_file_get_path (culm_transfer_get_file (self->current));
  g_autoptr (CulmUpload) upload = culm_upload_new (self->client, path);
  const char *server = culm_region_get_name (culm_cloud_client_get_region (self->client));
  const char *strategy = g_hash_table_lookup (self->strategies, server);

  if (strategy != NULL)
    culm_upload_set_contract (upload, culm_contract_from_name (strategy));
  if (self->config != NULL)
    culm_upload_set_project (upload, self->config, plate);
  g_signal_connect_object (upload, "notify::sent", G_CALLBACK (on_progress), self->current, 0);
  g_signal_connect_object (upload, "notify::phase", G_CALLBACK (on_progress), self->current, 0);
  culm_upload_run_async (upload, self->cancellable, run_cb, g_object_ref (self));
}

static void
config_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmTransfers) self = user_data;
  g_autoptr (GError) error = NULL;
  guint plate = 0;

  self->config = culm_package_config_make_finish (result, &plate, &error);
  if (self->config != NULL && self->client != NULL) {
    run_upload (self, plate);
  } else {
    g_autoptr (CulmTransfer) transfer = g_steal_pointer (&self->current);

    drop_config (self);
    g_clear_object (&self->cancellable);
    if (error == NULL)
      error = culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_UNAUTHORISED, "The account is not signed in");
    end_current (self, transfer, error);
  }
}

static void
on_open (CulmUploadGate *gate, CulmTransfers *self)
{
  CulmTransfer *next = !self->stopped && self->client != NULL ? choose_next (self) : NULL;
  gpointer plate;

  if (next == NULL) { /* cancelled meanwhile */
    culm_upload_gate_keep (gate);
    return;
  }
  set_resumes (self, CULM_LIMIT_UPLOADS, 0);
  g_hash_table_remove (self->hurried, next);
  self->current = g_object_ref (next);
  self->cancellable = g_cancellable_new ();
  culm_transfer_set_state (next, CULM_TRANSFER_SENDING, NULL, 0);
  if (g_hash_table_lookup_extended (self->projects, next, NULL, &plate)) {
    g_autofree char *path = g_file_get_path (culm_transfer_get_file (next));

    culm_package_config_make_async (path, GPOINTER_TO_UINT (plate), self->cancellable, config_cb, g_object_ref (self));
  } else {
    run_upload (self, 0);
  }
}

static gboolean
is_under_way (CulmTransfers *self, GFile *file)
{
  guint active = count_active (self);

  for (guint i = 0; i < active; i++)
    if (is_ours (g_ptr_array_index (self->items, i)) &&
        g_file_equal (culm_transfer_get_file (g_ptr_array_index (self->items, i)), file))
      return TRUE;
  return FALSE;
}

static void
return_busy (GTask *task)
{
  g_task_return_error (task,
                       culm_error_new (CULM_ERROR_ORIGIN_FILE, CULM_ERROR_BUSY, "This file is on its way already"));
}

static void
check_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmTransfers *self = g_task_get_source_object (task);
  g_autoptr (CulmTransfer) transfer = g_object_ref (g_task_get_task_data (task));
  int plate = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (task), "plate"));
  GError *error = NULL;
  guint64 size = culm_upload_file_check_finish (result, &error);

  if (error != NULL) {
    g_task_return_error (task, error);
    return;
  }
  if (is_under_way (self, culm_transfer_get_file (transfer))) {
    return_busy (task);
    return;
  }
  culm_transfer_set_size (transfer, (gint64) size);
  if (plate != CULM_TRANSFERS_NO_PROJECT)
    g_hash_table_replace (self->projects, g_object_ref (transfer), GINT_TO_POINTER (plate));
  insert (self, count_active (self), transfer);
  save (self, transfer);
  g_task_return_pointer (task, g_object_ref (transfer), g_object_unref);
  start_next (self);
}

static void
culm_transfers_dispose (GObject *object)
{
  CulmTransfers *self = CULM_TRANSFERS (object);

  culm_transfers_stop (self);
  g_clear_object (&self->gate);
  g_clear_object (&self->cache);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (culm_transfers_parent_class)->dispose (object);
}

static void
culm_transfers_finalize (GObject *object)
{
  CulmTransfers *self = CULM_TRANSFERS (object);

  g_ptr_array_unref (self->items);
  g_hash_table_unref (self->projects);
  g_hash_table_unref (self->hurried);
  g_hash_table_unref (self->strategies);
  G_OBJECT_CLASS (culm_transfers_parent_class)->finalize (object);
}

static void
culm_transfers_class_init (CulmTransfersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_transfers_dispose;
  G_OBJECT_CLASS (klass)->finalize = culm_transfers_finalize;
  signals[EVENT] = g_signal_new ("event", CULM_TYPE_TRANSFERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 CULM_TYPE_EVENT);
}

static void
culm_transfers_init (CulmTransfers *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->projects = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->hurried = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->strategies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

CulmTransfers *
culm_transfers_new (CulmCache *cache, CulmLimits *limits)
{
  CulmTransfers *self = g_object_new (CULM_TYPE_TRANSFERS, NULL);

  self->cache = g_object_ref (cache);
  self->gate = culm_upload_gate_new (limits);
  g_signal_connect_object (self->gate, "open", G_CALLBACK (on_open), self, 0);
  g_signal_connect_object (self->gate, "held", G_CALLBACK (on_held), self, 0);
  g_signal_connect_object (self->gate, "shut", G_CALLBACK (on_shut), self, 0);
  return self;
}

void
culm_transfers_set_client (CulmTransfers *self, CulmCloudClient *client)
{
  if (g_set_object (&self->client, client))
    start_next (self);
}

void
culm_transfers_restore (CulmTransfers *self, const CulmCacheContents *contents)
{
  GHashTableIter iter;
  gpointer server, contract;

  g_hash_table_iter_init (&iter, contents->strategies);
  while (g_hash_table_iter_next (&iter, &server, &contract))
    g_hash_table_replace (self->strategies, g_strdup (server), g_strdup (contract));
  for (guint i = 0; i < contents->transfers->len; i++) {
    const CulmCachedTransfer *cached = g_ptr_array_index (contents->transfers, i);
    g_autoptr (CulmTransfer) transfer = NULL;

    /* It may be that of a program that still runs, which alone can say how it ends. */
    if (contents->others && cached->state < (int) CULM_TRANSFER_DONE)
      continue;
    transfer = culm_transfer_record_restore (cached);
    if (cached->plate >= 0)
      g_hash_table_replace (self->projects, g_object_ref (transfer), GINT_TO_POINTER (cached->plate));
    insert (self, self->items->len, transfer);
  }
}

void
culm_transfers_add_async (CulmTransfers *self, GFile *file, const char *serial, int plate, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = name != NULL ? g_filename_display_name (name) : NULL;
  g_autofree char *id = g_uuid_string_random ();
  CulmTransfer *transfer;

  if (path == NULL) {
    g_task_return_error (task, culm_error_new (CULM_ERROR_ORIGIN_FILE, CULM_ERROR_UNSUPPORTED,
                                               "Only files of this computer can be sent"));
    return;
  }
  if (is_under_way (self, file)) {
    return_busy (task);
    return;
  }
  transfer = culm_transfer_new (id, file, shown, 0, serial);
  g_task_set_task_data (task, transfer, g_object_unref);
  g_object_set_data (G_OBJECT (task), "plate", GINT_TO_POINTER (plate));
  culm_upload_file_check_async (path, cancellable, check_cb, g_object_ref (task));
}

CulmTransfer *
culm_transfers_add_finish (CulmTransfers *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
culm_transfers_cancel (CulmTransfers *self, CulmTransfer *transfer)
{
  if (!culm_transfer_get_active (transfer))
    return;
  if (transfer == self->current)
    g_cancellable_cancel (self->cancellable);
  else
    end_transfer (self, transfer, CULM_TRANSFER_CANCELLED, NULL);
}

void
culm_transfers_upload_now (CulmTransfers *self, CulmTransfer *transfer)
{
  if (culm_transfer_get_state (transfer) != CULM_TRANSFER_QUEUED)
    return;
  g_hash_table_add (self->hurried, g_object_ref (transfer));
  start_next (self);
}

void
culm_transfers_retry (CulmTransfers *self, CulmTransfer *transfer)
{
  g_autoptr (CulmTransfer) held = g_object_ref (transfer);

  if (culm_transfer_get_active (transfer) || culm_transfer_get_state (transfer) == CULM_TRANSFER_DONE ||
      is_under_way (self, culm_transfer_get_file (transfer)) || !take_out (self, transfer))
    return;
  culm_transfer_set_sent (transfer, 0, g_get_monotonic_time ());
  culm_transfer_set_state (transfer, CULM_TRANSFER_QUEUED, NULL, 0);
  insert (self, count_active (self), held);
  save (self, held);
  start_next (self);
}

void
culm_transfers_forget (CulmTransfers *self, CulmTransfer *transfer)
{
  g_autoptr (CulmTransfer) held = g_object_ref (transfer);

  if (culm_transfer_get_active (transfer) || !take_out (self, transfer))
    return;
  g_hash_table_remove (self->projects, held);
  culm_cache_forget_transfer (self->cache, culm_transfer_get_id (held));
}

void
culm_transfers_take (CulmTransfers *self, CulmTransfer *transfer)
{
  g_autoptr (CulmTransfer) held = g_object_ref (transfer);

  take_out (self, transfer);
  culm_transfer_set_sent (transfer, 0, g_get_monotonic_time ());
  culm_transfer_set_state (transfer, CULM_TRANSFER_QUEUED, NULL, 0);
  insert (self, count_active (self), held);
  save (self, held);
}

void
culm_transfers_end (CulmTransfers *self, CulmTransfer *transfer, const GError *error)
{
  gboolean cancelled = g_error_matches (error, CULM_ERROR, CULM_ERROR_CANCELLED);

  if (error == NULL)
    end_transfer (self, transfer, CULM_TRANSFER_DONE, NULL);
  else
    end_transfer (self, transfer, cancelled ? CULM_TRANSFER_CANCELLED : CULM_TRANSFER_FAILED, cancelled ? NULL : error);
}

void
culm_transfers_stop (CulmTransfers *self)
{
  self->stopped = TRUE;
  for (guint i = 0; i < self->items->len; i++)
    g_cancellable_cancel (g_object_get_data (g_ptr_array_index (self->items, i), CULM_TRANSFERS_CANCELLABLE));
  if (self->gate != NULL)
    culm_upload_gate_stop (self->gate);
  g_cancellable_cancel (self->cancellable);
}
