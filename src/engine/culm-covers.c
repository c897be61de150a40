/* culm-covers.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-covers.h"
#include "culm-cloud-tasks.h"
#include "culm-error.h"

#define KEPT 16

struct _CulmCovers {
  GObject parent_instance;
  GQueue entries; /* Entry, the newest first */
};

typedef struct {
  char *key;
  GBytes *picture;
} Entry;

/* One picture on its way. */
typedef struct {
  CulmCloudClient *client;
  char *key, *thumbnail;
} Errand;

G_DEFINE_FINAL_TYPE (CulmCovers, culm_covers, G_TYPE_OBJECT)

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_free (entry->key);
  g_bytes_unref (entry->picture);
  g_free (entry);
}

static void
free_errand (gpointer data)
{
  Errand *errand = data;

  g_object_unref (errand->client);
  g_free (errand->key);
  g_free (errand->thumbnail);
  g_free (errand);
}

static GBytes *
find_picture (CulmCovers *self, const char *key)
{
  for (GList *link = self->entries.head; link != NULL; link = link->next) {
    Entry *entry = link->data;

    if (!g_str_equal (entry->key, key))
      continue;
    g_queue_unlink (&self->entries, link);
    g_queue_push_head_link (&self->entries, link);
    return entry->picture;
  }
  return NULL;
}

static void
keep_picture (CulmCovers *self, const char *key, GBytes *picture)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->key = g_strdup (key);
  entry->picture = g_bytes_ref (picture);
  g_queue_push_head (&self->entries, entry);
  if (self->entries.length > KEPT)
    free_entry (g_queue_pop_tail (&self->entries));
}

static void
fetch_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Errand *errand = g_task_get_task_data (task);
  GError *error = NULL;
  GBytes *picture = culm_cloud_client_fetch_cover_finish (CULM_CLOUD_CLIENT (client), result, &error);

  if (picture == NULL) {
    g_task_return_error (task, error);
    return;
  }
  keep_picture (g_task_get_source_object (task), errand->key, picture);
  g_task_return_pointer (task, picture, (GDestroyNotify) g_bytes_unref);
}

static void
newest_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Errand *errand = g_task_get_task_data (task);
  g_autoptr (CulmCloudTask) newest = culm_cloud_tasks_newest_finish (errand->client, result, NULL);
  const char *address = newest != NULL && newest->cover != NULL ? newest->cover : errand->thumbnail;

  if (address == NULL || *address == '\0')
    g_task_return_error (task,
                         culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_NOT_FOUND, "No picture of this job"));
  else
    culm_cloud_client_fetch_cover_async (errand->client, address, g_task_get_cancellable (task), fetch_cb,
                                         g_object_ref (task));
}

static void
culm_covers_finalize (GObject *object)
{
  g_queue_clear_full (&CULM_COVERS (object)->entries, free_entry);
  G_OBJECT_CLASS (culm_covers_parent_class)->finalize (object);
}

static void
culm_covers_class_init (CulmCoversClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culm_covers_finalize;
}

static void
culm_covers_init (CulmCovers *self)
{
  g_queue_init (&self->entries);
}

CulmCovers *
culm_covers_new (void)
{
  return g_object_new (CULM_TYPE_COVERS, NULL);
}

void
culm_covers_load_async (CulmCovers *self, CulmCloudClient *client, CulmPrinter *printer, const char *thumbnail,
                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  CulmJob *job = culm_printer_get_job (printer);
  const char *serial = culm_printer_get_serial (printer);
  const char *title = job != NULL ? culm_job_get_title (job) : NULL;
  Errand *errand;
  GBytes *picture;

  if (job == NULL || g_strcmp0 (culm_job_get_source (job), "local") == 0) {
    g_task_return_error (
        task, culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_NOT_FOUND, "The cloud has no picture of this job"));
    return;
  }
  errand = g_new0 (Errand, 1);
  errand->client = g_object_ref (client);
  errand->thumbnail = g_strdup (thumbnail);
  errand->key = g_strdup_printf ("%s/%s/%s", serial, culm_job_get_task_id (job), title != NULL ? title : "");
  g_task_set_task_data (task, errand, free_errand);
  picture = find_picture (self, errand->key);
  if (picture != NULL)
    g_task_return_pointer (task, g_bytes_ref (picture), (GDestroyNotify) g_bytes_unref);
  else
    culm_cloud_tasks_newest_async (client, serial, cancellable, newest_cb, g_object_ref (task));
}

GBytes *
culm_covers_load_finish (CulmCovers *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
