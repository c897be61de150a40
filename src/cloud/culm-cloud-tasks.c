/* culm-cloud-tasks.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-cloud-tasks.h"

#include "culm-error.h"
#include "culm-json-read.h"
#include "culm-pager.h"

#define TASKS_PATH "/v1/user-service/my/tasks"
#define PAGE 20

/* A list on its way, page by page. The data of its task. */
typedef struct {
  CulmPager *pager;
  char *serial; /* escaped, or NULL */
} Listing;

static void
free_listing (Listing *listing)
{
  culm_pager_free (listing->pager);
  g_free (listing->serial);
  g_free (listing);
}

static CulmCloudTask *
read_task (JsonObject *row)
{
  CulmCloudTask *task = g_new0 (CulmCloudTask, 1);

  task->id = culm_json_read_string (row, "id");
  task->title = culm_json_read_string (row, "title");
  task->design_title = culm_json_read_string (row, "designTitle");
  task->plate_name = culm_json_read_string (row, "plateName");
  task->cover = culm_json_read_string (row, "cover");
  task->serial = culm_json_read_string (row, "deviceId");
  task->device_name = culm_json_read_string (row, "deviceName");
  task->started = culm_json_read_string (row, "startTime");
  task->ended = culm_json_read_string (row, "endTime");
  task->mode = culm_json_read_string (row, "mode");
  task->status = culm_json_read_int (row, "status", 0);
  task->plate = culm_json_read_int (row, "plateIndex", 0);
  task->duration = MAX (culm_json_read_int (row, "costTime", 0), 0);
  task->weight = MAX (culm_json_read_double (row, "weight", 0), 0);
  task->length = MAX (culm_json_read_double (row, "length", 0), 0) / 100; /* cm (reference/rest.md §11) */
  return task;
}

static char *
make_query (Listing *listing)
{
  g_autofree char *page = culm_pager_get_query (listing->pager);

  if (page == NULL)
    return NULL;
  return listing->serial != NULL ? g_strdup_printf ("deviceId=%s&%s", listing->serial, page) : g_steal_pointer (&page);
}

static void
return_tasks (GTask *task)
{
  Listing *listing = g_task_get_task_data (task);
  GPtrArray *rows = culm_pager_get_rows (listing->pager);
  GPtrArray *tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) culm_cloud_task_free);

  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (tasks, read_task (rows->pdata[i]));
  g_task_return_pointer (task, tasks, (GDestroyNotify) g_ptr_array_unref);
}

static void
page_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Listing *listing = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  g_autoptr (CulmEnvelope) page = culm_cloud_client_call_finish (CULM_CLOUD_CLIENT (client), result, &error);
  g_autofree char *query = NULL;

  if (page != NULL && culm_envelope_get_payload (page) == NULL)
    error = culm_envelope_error_new_empty ();
  if (error != NULL) {
    g_task_return_error (task, error);
    return;
  }
  culm_pager_take (listing->pager, page);
  query = make_query (listing);
  if (query == NULL)
    return_tasks (task);
  else
    culm_cloud_client_call_async (CULM_CLOUD_CLIENT (client), "GET", TASKS_PATH, query, NULL, CULM_CLOUD_CALL_NONE,
                                  cancellable, page_cb, g_steal_pointer (&task));
}

static void
newest_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) tasks = culm_cloud_tasks_list_finish (CULM_CLOUD_CLIENT (client), result, &error);

  if (tasks == NULL)
    g_task_return_error (task, error);
  else if (tasks->len == 0)
    g_task_return_error (task, culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_NOT_FOUND,
                                               "The service remembers no print of this printer"));
  else
    g_task_return_pointer (task, g_ptr_array_steal_index (tasks, 0), (GDestroyNotify) culm_cloud_task_free);
}

void
culm_cloud_task_free (CulmCloudTask *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->design_title);
  g_free (self->plate_name);
  g_free (self->cover);
  g_free (self->serial);
  g_free (self->device_name);
  g_free (self->started);
  g_free (self->ended);
  g_free (self->mode);
  g_free (self);
}

void
culm_cloud_tasks_list_async (CulmCloudClient *client, const char *serial, guint max, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (client, cancellable, callback, user_data);
  Listing *listing = g_new0 (Listing, 1);
  g_autofree char *query = NULL;

  g_return_if_fail (max > 0);
  g_task_set_source_tag (task, culm_cloud_tasks_list_async);
  g_task_set_check_cancellable (task, FALSE); /* the client says it in our words */
  g_task_set_task_data (task, listing, (GDestroyNotify) free_listing);
  listing->pager = culm_pager_new ("hits", "id", PAGE, max);
  listing->serial = serial != NULL ? g_uri_escape_string (serial, NULL, FALSE) : NULL;
  query = make_query (listing);
  culm_cloud_client_call_async (client, "GET", TASKS_PATH, query, NULL, CULM_CLOUD_CALL_NONE, cancellable, page_cb,
                                task);
}

GPtrArray *
culm_cloud_tasks_list_finish (CulmCloudClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
culm_cloud_tasks_newest_async (CulmCloudClient *client, const char *serial, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (client, cancellable, callback, user_data);

  g_task_set_source_tag (task, culm_cloud_tasks_newest_async);
  g_task_set_check_cancellable (task, FALSE);
  culm_cloud_tasks_list_async (client, serial, 1, cancellable, newest_cb, task);
}

CulmCloudTask *
culm_cloud_tasks_newest_finish (CulmCloudClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
