/* culm-brokers.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-brokers.h"
#include "culm-broker-trial.h"
#include "culm-error.h"
#include "culm-task.h"

#define CERTIFICATE_BYTES (1024 * 1024)

struct _CulmBrokers {
  GObject parent_instance;
  char *folder; /* of the certificates' copies */
  CulmSecrets *secrets;
  CulmLimits *limits;
  CulmPrinterList *printers;
  CulmCache *cache;
  GSettings *settings;
  double time_scale;
  GListStore *list;    /* CulmBroker */
  GPtrArray *sessions; /* CulmBrokerSession, as the list */
  gboolean started;
};

enum { ADDED, REMOVED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmBrokers, culm_brokers, G_TYPE_OBJECT)

static CulmBrokerSession *
find_session (CulmBrokers *self, const char *serial, guint *position)
{
  for (guint i = 0; i < self->sessions->len; i++) {
    CulmBrokerSession *session = g_ptr_array_index (self->sessions, i);

    if (!g_str_equal (culm_broker_session_get_record (session)->serial, serial))
      continue;
    *position = i;
    return session;
  }
  return NULL;
}

static CulmBrokerSession *
take_record (CulmBrokers *self, CulmBrokerRecord *record)
{
  CulmBrokerSession *session =
      culm_broker_session_new (record, self->limits, self->printers, self->cache, self->settings, self->time_scale);

  g_ptr_array_add (self->sessions, session);
  g_signal_emit (self, signals[ADDED], 0, session);
  g_list_store_append (self->list, culm_broker_session_get_broker (session));
  if (self->started)
    culm_broker_session_start (session);
  return session;
}

/* FALSE when there was none. */
static gboolean
drop_session (CulmBrokers *self, const char *serial)
{
  guint position;
  CulmBrokerSession *session = find_session (self, serial, &position);
  g_autoptr (CulmBrokerSession) held = session != NULL ? g_object_ref (session) : NULL;

  if (session == NULL)
    return FALSE;
  g_ptr_array_remove_index (self->sessions, position);
  g_list_store_remove (self->list, position);
  culm_broker_session_forget (session);
  return TRUE;
}

/* ---- Adding: read the certificate, try the broker, copy the certificate, keep the secret ---- */

typedef struct {
  CulmBrokerRecord *record;
  GBytes *certificate; /* nullable */
} Adding;

static void
free_adding (gpointer data)
{
  Adding *adding = data;

  g_clear_pointer (&adding->record, culm_broker_record_free);
  g_clear_pointer (&adding->certificate, g_bytes_unref);
  g_free (adding);
}

static void
save_cb (GObject *secrets, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmBrokers *self = g_task_get_source_object (task);
  Adding *adding = g_task_get_task_data (task);
  GError *error = NULL;

  if (!culm_secrets_save_finish (CULM_SECRETS (secrets), result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  drop_session (self, adding->record->serial);
  take_record (self, g_steal_pointer (&adding->record));
  g_task_return_boolean (task, TRUE);
}

static void
save_record (GTask *task)
{
  CulmBrokers *self = g_task_get_source_object (task);
  Adding *adding = g_task_get_task_data (task);
  g_autoptr (CulmSecret) secret = culm_broker_record_to_secret (adding->record);

  culm_secrets_save_async (self->secrets, secret, g_task_get_cancellable (task), save_cb, g_object_ref (task));
}

static char *
make_copy_path (CulmBrokers *self, const char *serial)
{
  g_autofree char *name = g_strconcat (serial, ".pem", NULL);

  return g_build_filename (self->folder, name, NULL);
}

static GError *
make_file_error (const GError *error)
{
  return culm_error_new (CULM_ERROR_ORIGIN_FILE,
                         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)   ? CULM_ERROR_NOT_FOUND
                         : g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? CULM_ERROR_CANCELLED
                                                                                     : CULM_ERROR_FAILED,
                         "The certificate: %s", error->message);
}

static void
copied_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmBrokers *self = g_task_get_source_object (task);
  Adding *adding = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    g_task_return_error (task, make_file_error (error));
    return;
  }
  if (adding->certificate != NULL) {
    g_free (adding->record->ca_file);
    adding->record->ca_file = make_copy_path (self, adding->record->serial);
  }
  save_record (task);
}

/* What the worker needs. */
typedef struct {
  char *path;
  GBytes *bytes; /* NULL: the file goes */
} Copy;

static void
free_copy (gpointer data)
{
  Copy *copy = data;

  g_free (copy->path);
  g_clear_pointer (&copy->bytes, g_bytes_unref);
  g_free (copy);
}

static void
copy_in_worker (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  Copy *copy = data;
  g_autoptr (GFile) file = g_file_new_for_path (copy->path);
  g_autofree char *folder = g_path_get_dirname (copy->path);
  GError *error = NULL;
  gsize size;
  const char *bytes;

  if (copy->bytes == NULL) {
    g_file_delete (file, cancellable, NULL); /* it need not be there */
    g_task_return_boolean (task, TRUE);
    return;
  }
  bytes = g_bytes_get_data (copy->bytes, &size);
  g_mkdir_with_parents (folder, 0700);
  if (g_file_replace_contents (file, bytes, size, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
write_copy (CulmBrokers *self, const char *serial, GBytes *bytes, GCancellable *cancellable,
            GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Copy *copy = g_new0 (Copy, 1);

  copy->path = make_copy_path (self, serial);
  copy->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  g_task_set_task_data (task, copy, free_copy);
  culm_task_run_in_thread (task, copy_in_worker);
}

static void
trial_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Adding *adding = g_task_get_task_data (task);
  GError *error = NULL;

  if (!culm_broker_trial_finish (result, &error))
    g_task_return_error (task, error);
  else
    write_copy (g_task_get_source_object (task), adding->record->serial, adding->certificate,
                g_task_get_cancellable (task), copied_cb, g_object_ref (task));
}

static void
try_broker (GTask *task)
{
  Adding *adding = g_task_get_task_data (task);

  culm_broker_trial_async (adding->record, g_task_get_cancellable (task), trial_cb, g_object_ref (task));
}

static void
read_cb (GObject *file, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Adding *adding = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  gsize size;

  if (!g_file_load_contents_finish (G_FILE (file), result, &text, &size, NULL, &error)) {
    g_task_return_error (task, make_file_error (error));
    return;
  }
  adding->certificate = g_bytes_new_take (text, size);
  if (size <= CERTIFICATE_BYTES && g_strstr_len (text, (gssize) size, "-----BEGIN ") != NULL)
    try_broker (task);
  else
    g_task_return_error (
        task, culm_error_new (CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, "This file holds no certificate in PEM form"));
}

/* ---- Removing ---- */

static void
erase_cb (GObject *secrets, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmBrokers *self = g_task_get_source_object (task);
  const char *serial = g_task_get_task_data (task);
  GError *error = NULL;

  if (!culm_secrets_erase_finish (CULM_SECRETS (secrets), result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  g_signal_emit (self, signals[REMOVED], 0, serial);
  g_task_return_boolean (task, TRUE);
}

static void
deleted_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmBrokers *self = g_task_get_source_object (task);

  g_task_propagate_boolean (G_TASK (result), NULL);
  culm_secrets_erase_async (self->secrets, CULM_SECRET_BROKER, g_task_get_task_data (task), NULL, erase_cb,
                            g_object_ref (task));
}

/* ---- The object ---- */

static void
culm_brokers_dispose (GObject *object)
{
  CulmBrokers *self = CULM_BROKERS (object);

  g_clear_pointer (&self->sessions, g_ptr_array_unref);
  g_clear_object (&self->list);
  g_clear_object (&self->secrets);
  g_clear_object (&self->limits);
  g_clear_object (&self->printers);
  g_clear_object (&self->cache);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (culm_brokers_parent_class)->dispose (object);
}

static void
culm_brokers_finalize (GObject *object)
{
  g_free (CULM_BROKERS (object)->folder);
  G_OBJECT_CLASS (culm_brokers_parent_class)->finalize (object);
}

static void
culm_brokers_class_init (CulmBrokersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_brokers_dispose;
  G_OBJECT_CLASS (klass)->finalize = culm_brokers_finalize;
  signals[ADDED] = g_signal_new ("added", CULM_TYPE_BROKERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 CULM_TYPE_BROKER_SESSION);
  signals[REMOVED] = g_signal_new ("removed", CULM_TYPE_BROKERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_STRING);
}

static void
culm_brokers_init (CulmBrokers *self)
{
  self->time_scale = 1;
  self->list = g_list_store_new (CULM_TYPE_BROKER);
  self->sessions = g_ptr_array_new_with_free_func (g_object_unref);
}

CulmBrokers *
culm_brokers_new (const char *profile, CulmSecrets *secrets, CulmLimits *limits, CulmPrinterList *printers,
                  CulmCache *cache, GSettings *settings)
{
  CulmBrokers *self = g_object_new (CULM_TYPE_BROKERS, NULL);

  self->folder = g_build_filename (g_get_user_data_dir (), "culm", profile, "brokers", NULL);
  g_set_object (&self->secrets, secrets);
  self->limits = g_object_ref (limits);
  self->printers = g_object_ref (printers);
  self->cache = g_object_ref (cache);
  g_set_object (&self->settings, settings);
  return self;
}

GListModel *
culm_brokers_get_list (CulmBrokers *self)
{
  return G_LIST_MODEL (self->list);
}

CulmBrokerRecord *
culm_brokers_dup_record (CulmBrokers *self, const char *serial)
{
  guint position;
  CulmBrokerSession *session = find_session (self, serial, &position);

  return session != NULL ? culm_broker_record_copy (culm_broker_session_get_record (session)) : NULL;
}

void
culm_brokers_restore (CulmBrokers *self, GPtrArray *secrets, GPtrArray *restored, double time_scale)
{
  self->time_scale = time_scale;
  for (guint i = 0; i < secrets->len; i++) {
    CulmBrokerRecord *record = culm_broker_record_new_from_secret (g_ptr_array_index (secrets, i));
    CulmBrokerSession *session = record != NULL ? take_record (self, record) : NULL;

    for (guint j = 0; session != NULL && j < restored->len; j++) {
      CulmRestored *one = g_ptr_array_index (restored, j);

      if (g_str_equal (one->cached->account, culm_broker_session_get_id (session)))
        culm_roster_restore (culm_broker_session_get_roster (session), one);
    }
    if (session != NULL)
      culm_broker_session_show (session); /* before an account can take it from its own part of the cache */
  }
}

void
culm_brokers_start (CulmBrokers *self)
{
  self->started = TRUE;
  for (guint i = 0; i < self->sessions->len; i++)
    culm_broker_session_start (g_ptr_array_index (self->sessions, i));
}

void
culm_brokers_stop (CulmBrokers *self)
{
  self->started = FALSE;
  for (guint i = 0; i < self->sessions->len; i++)
    culm_broker_session_stop (g_ptr_array_index (self->sessions, i));
}

void
culm_brokers_add_async (CulmBrokers *self, CulmBrokerRecord *record, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GFile) certificate = record->ca_file != NULL ? g_file_new_for_path (record->ca_file) : NULL;
  Adding *adding = g_new0 (Adding, 1);

  adding->record = record;
  g_task_set_task_data (task, adding, free_adding);
  if (certificate != NULL)
    g_file_load_contents_async (certificate, cancellable, read_cb, g_object_ref (task));
  else
    try_broker (task);
}

gboolean
culm_brokers_add_finish (CulmBrokers *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
culm_brokers_remove_async (CulmBrokers *self, const char *serial, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, g_strdup (serial), g_free);
  if (drop_session (self, serial))
    write_copy (self, serial, NULL, NULL, deleted_cb, g_object_ref (task));
  else
    g_task_return_error (
        task, culm_error_new (CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_NOT_FOUND, "No broker of this printer is known"));
}

gboolean
culm_brokers_remove_finish (CulmBrokers *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
