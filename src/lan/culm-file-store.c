/* culm-file-store.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-file-store.h"
#include "culm-file-store-local.h"
#include "culm-error.h"

#define TICK 200        /* ms between two looks at how far a file is */
#define IDLE_SECONDS 30 /* then the connection is left to others */

struct _CulmFileStoreMeter {
  GMutex mutex;
  gint64 done;
  gint64 total;
};

typedef enum { LIST, GET, PUT, REMOVE, RENAME, MAKE_FOLDER, GET_SPACE, GET_THUMBNAIL, SETTLE, CLOSE } JobKind;

/* One thing that was asked for: the data of its task. Whoever sets `taken` first, the worker or the person who cancels
 * while it waits, ends it. */
typedef struct {
  JobKind kind;
  char *path;
  char *other; /* the new name, or the file on this computer */
  gboolean resume;
  gint taken;
  CulmFileStoreMeter meter;
  CulmFileStoreProgressFunc progress;
  gpointer progress_data;
  gint64 told;
  char *sha256; /* of what was sent */
  GSource *tick;
  GSource *cancelled;
} Job;

typedef struct {
  GThreadPool *worker;
  guint pending;
  guint idle_id;
} CulmFileStorePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CulmFileStore, culm_file_store, G_TYPE_OBJECT)

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
free_job (gpointer data)
{
  Job *job = data;

  g_free (job->path);
  g_free (job->other);
  g_free (job->sha256);
  g_mutex_clear (&job->meter.mutex);
  g_free (job);
}

static void
return_pointer (GTask *task, gpointer value, GDestroyNotify destroy, GError *error)
{
  if (value != NULL)
    g_task_return_pointer (task, value, destroy);
  else
    g_task_return_error (task, error);
}

static void
return_done (GTask *task, gboolean done, GError *error)
{
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
return_space (GTask *task, CulmFileStore *self, GCancellable *cancellable)
{
  GError *error = NULL;
  gint64 number = CULM_FILE_STORE_GET_CLASS (self)->get_space (self, cancellable, &error);

  return_pointer (task, number >= 0 ? g_memdup2 (&number, sizeof number) : NULL, g_free, error);
}

static gboolean
on_tick (gpointer data)
{
  Job *job = data;
  gint64 done, total;

  g_mutex_lock (&job->meter.mutex);
  done = job->meter.done;
  total = job->meter.total;
  g_mutex_unlock (&job->meter.mutex);
  if (done != job->told)
    job->progress (done, total, job->progress_data);
  job->told = done;
  return G_SOURCE_CONTINUE;
}

static gboolean
on_last_tick (gpointer task)
{
  on_tick (g_task_get_task_data (task));
  return G_SOURCE_REMOVE;
}

/* In the worker, before it answers: what is quick shows its end, too, and before that is told. */
static void
tick_at_last (GTask *task, const Job *job)
{
  g_autoptr (GSource) source = NULL;

  if (job->progress == NULL)
    return;
  source = g_idle_source_new ();
  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_callback (source, on_last_tick, g_object_ref (task), g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static void
run_job (CulmFileStore *self, GTask *task, Job *job)
{
  CulmFileStoreClass *klass = CULM_FILE_STORE_GET_CLASS (self);
  GCancellable *cancel = g_task_get_cancellable (task);
  GError *error = NULL;
  gpointer value;
  gboolean done;

  switch (job->kind) {
  case LIST:
    value = klass->list (self, job->path, cancel, &error);
    return_pointer (task, value, (GDestroyNotify) g_ptr_array_unref, error);
    return;
  case GET_THUMBNAIL:
    value = klass->get_thumbnail (self, job->path, cancel, &error);
    return_pointer (task, value, (GDestroyNotify) g_bytes_unref, error);
    return;
  case GET_SPACE: return_space (task, self, cancel); return;
  case GET:
    done = culm_file_store_local_get (self, job->path, job->other, job->resume, &job->meter, cancel, &error);
    break;
  case PUT:
    done = culm_file_store_local_put (self, job->other, job->path, &job->meter, &job->sha256, cancel, &error);
    break;
  case REMOVE: done = klass->remove (self, job->path, cancel, &error); break;
  case RENAME: done = klass->rename (self, job->path, job->other, cancel, &error); break;
  case MAKE_FOLDER: done = klass->make_folder (self, job->path, cancel, &error); break;
  case SETTLE: done = TRUE; break;
  case CLOSE:
  default:
    klass->close (self);
    done = TRUE;
    break;
  }
  tick_at_last (task, job);
  return_done (task, done, error);
}

static gboolean
let_go (gpointer task)
{
  g_object_unref (task);
  return G_SOURCE_REMOVE;
}

/* In the worker. The task, and the storage with it, is let go of on its own context, never here. */
static void
on_work (gpointer task, gpointer user_data G_GNUC_UNUSED)
{
  Job *job = g_task_get_task_data (task);
  CulmFileStore *self = g_task_get_source_object (task);
  g_autoptr (GSource) source = g_idle_source_new ();

  if (g_atomic_int_compare_and_exchange (&job->taken, FALSE, TRUE)) {
    g_object_ref (task);
    run_job (self, task, job);
    if (CULM_FILE_STORE_GET_CLASS (self)->clear_up != NULL)
      CULM_FILE_STORE_GET_CLASS (self)->clear_up (self);
  }
  g_source_set_callback (source, let_go, task, NULL);
  g_source_attach (source, g_task_get_context (task));
}

static gboolean
on_cancelled (GCancellable *cancellable G_GNUC_UNUSED, gpointer task)
{
  Job *job = g_task_get_task_data (task);

  clear_source (&job->cancelled);
  if (g_atomic_int_compare_and_exchange (&job->taken, FALSE, TRUE)) {
    g_object_ref (task); /* the worker comes across it yet */
    g_task_return_error (task, culm_error_new (CULM_ERROR_ORIGIN_LAN, CULM_ERROR_CANCELLED, "Cancelled"));
  }
  return G_SOURCE_REMOVE;
}

static void
watch (GTask *task, Job *job)
{
  GMainContext *context = g_task_get_context (task);

  if (g_task_get_cancellable (task) != NULL) {
    job->cancelled = g_cancellable_source_new (g_task_get_cancellable (task));
    g_source_set_callback (job->cancelled, G_SOURCE_FUNC (on_cancelled), task, NULL);
    g_source_attach (job->cancelled, context);
  }
  if (job->progress != NULL) {
    job->tick = g_timeout_source_new (TICK);
    g_source_set_callback (job->tick, on_tick, job, NULL);
    g_source_attach (job->tick, context);
  }
}

static GTask *
make_task (CulmFileStore *self, JobKind kind, const char *path, const char *other, GCancellable *cancellable,
           GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->kind = kind;
  job->path = g_strdup (path);
  job->other = g_strdup (other);
  job->meter.total = -1;
  g_mutex_init (&job->meter.mutex);
  g_task_set_task_data (task, job, free_job);
  g_task_set_check_cancellable (task, FALSE); /* what was done was done */
  return task;
}

static void
push (CulmFileStore *self, GTask *task)
{
  CulmFileStorePrivate *priv = culm_file_store_get_instance_private (self);

  g_thread_pool_push (priv->worker, task, NULL);
}

static void
on_closed (GTask *task, GParamSpec *pspec G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED)
{
  g_object_unref (task);
}

static gboolean
on_idle_for_long (gpointer data)
{
  CulmFileStore *self = data;
  CulmFileStorePrivate *priv = culm_file_store_get_instance_private (self);
  GTask *task = make_task (self, CLOSE, NULL, NULL, NULL, NULL, NULL);

  priv->idle_id = 0;
  g_signal_connect (task, "notify::completed", G_CALLBACK (on_closed), NULL);
  push (self, task);
  return G_SOURCE_REMOVE;
}

static void
on_completed (GTask *task, GParamSpec *pspec G_GNUC_UNUSED, CulmFileStore *self)
{
  CulmFileStorePrivate *priv = culm_file_store_get_instance_private (self);
  Job *job = g_task_get_task_data (task);

  clear_source (&job->tick);
  clear_source (&job->cancelled);
  if (--priv->pending == 0)
    priv->idle_id = g_timeout_add_seconds (IDLE_SECONDS, on_idle_for_long, self);
  g_object_unref (task);
}

/* Takes the task. */
static void
submit (CulmFileStore *self, GTask *task)
{
  CulmFileStorePrivate *priv = culm_file_store_get_instance_private (self);

  g_clear_handle_id (&priv->idle_id, g_source_remove);
  priv->pending++;
  g_signal_connect (task, "notify::completed", G_CALLBACK (on_completed), self);
  watch (task, g_task_get_task_data (task));
  push (self, task);
}

static void
culm_file_store_finalize (GObject *object)
{
  CulmFileStorePrivate *priv = culm_file_store_get_instance_private (CULM_FILE_STORE (object));

  g_clear_handle_id (&priv->idle_id, g_source_remove);
  g_thread_pool_free (priv->worker, FALSE, FALSE);
  G_OBJECT_CLASS (culm_file_store_parent_class)->finalize (object);
}

static void
culm_file_store_class_init (CulmFileStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culm_file_store_finalize;
}

static void
culm_file_store_init (CulmFileStore *self)
{
  CulmFileStorePrivate *priv = culm_file_store_get_instance_private (self);

  priv->worker = g_thread_pool_new (on_work, NULL, 1, FALSE, NULL);
}

void
culm_file_store_meter_set (CulmFileStoreMeter *self, gint64 done, gint64 total)
{
  g_mutex_lock (&self->mutex);
  self->done = done;
  self->total = total;
  g_mutex_unlock (&self->mutex);
}

void
culm_file_store_list_async (CulmFileStore *self, const char *path, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  submit (self, make_task (self, LIST, path, NULL, cancellable, callback, user_data));
}

GPtrArray *
culm_file_store_list_finish (CulmFileStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
culm_file_store_get_async (CulmFileStore *self, const char *path, const char *local, gboolean resume,
                           CulmFileStoreProgressFunc progress, gpointer progress_data, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = make_task (self, GET, path, local, cancellable, callback, user_data);
  Job *job = g_task_get_task_data (task);

  job->resume = resume;
  job->progress = progress;
  job->progress_data = progress_data;
  submit (self, task);
}

gboolean
culm_file_store_get_finish (CulmFileStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
culm_file_store_put_async (CulmFileStore *self, const char *local, const char *path, CulmFileStoreProgressFunc progress,
                           gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = make_task (self, PUT, path, local, cancellable, callback, user_data);
  Job *job = g_task_get_task_data (task);

  job->progress = progress;
  job->progress_data = progress_data;
  submit (self, task);
}

gboolean
culm_file_store_put_finish (CulmFileStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

char *
culm_file_store_dup_sha256 (CulmFileStore *self, GAsyncResult *result)
{
  Job *job;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  job = g_task_get_task_data (G_TASK (result));
  return g_strdup (job->sha256);
}

void
culm_file_store_settle_async (CulmFileStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  submit (self, make_task (self, SETTLE, NULL, NULL, NULL, callback, user_data));
}

void
culm_file_store_settle_finish (CulmFileStore *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));
}

void
culm_file_store_remove_async (CulmFileStore *self, const char *path, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  submit (self, make_task (self, REMOVE, path, NULL, cancellable, callback, user_data));
}

gboolean
culm_file_store_remove_finish (CulmFileStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
culm_file_store_rename_async (CulmFileStore *self, const char *path, const char *to, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  submit (self, make_task (self, RENAME, path, to, cancellable, callback, user_data));
}

gboolean
culm_file_store_rename_finish (CulmFileStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
culm_file_store_make_folder_async (CulmFileStore *self, const char *path, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  submit (self, make_task (self, MAKE_FOLDER, path, NULL, cancellable, callback, user_data));
}

gboolean
culm_file_store_make_folder_finish (CulmFileStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
culm_file_store_get_space_async (CulmFileStore *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  submit (self, make_task (self, GET_SPACE, NULL, NULL, cancellable, callback, user_data));
}

gint64
culm_file_store_get_space_finish (CulmFileStore *self, GAsyncResult *result, GError **error)
{
  g_autofree gint64 *space = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), -1);
  space = g_task_propagate_pointer (G_TASK (result), error);
  return space != NULL ? *space : -1;
}

void
culm_file_store_get_thumbnail_async (CulmFileStore *self, const char *path, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data)
{
  submit (self, make_task (self, GET_THUMBNAIL, path, NULL, cancellable, callback, user_data));
}

GBytes *
culm_file_store_get_thumbnail_finish (CulmFileStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
