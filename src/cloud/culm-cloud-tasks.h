/* culm-cloud-tasks.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-cloud-client.h"

G_BEGIN_DECLS

/* A print as the service remembers it (reference/rest.md §11). Texts are NULL where nothing was said. */
typedef struct {
  char *id;           /* digits, beyond 32 bits */
  char *title;
  char *design_title;
  char *plate_name;
  char *cover;        /* a presigned picture that expires: never into a log; culm_cloud_client_fetch_cover_async() */
  char *serial;
  char *device_name;
  char *started;      /* ISO 8601 UTC, as it came */
  char *ended;        /* means nothing while it runs */
  char *mode;
  gint64 status;      /* 1 made or running, 2 finished, 3 failed or cancelled, 4 running; others: unknown */
  gint64 plate;       /* 0: not known */
  gint64 duration;    /* s, the slicer's estimate; 0: not known */
  double weight;      /* g; 0: not known */
  double length;      /* m; 0: not known */
} CulmCloudTask;

void culm_cloud_task_free (CulmCloudTask *self);

/* The newest prints first, at most `max`; of one printer or, with NULL, of all. No double, no gap, and an end, whatever
 * the server says of its pages. Returns: (transfer full) (element-type CulmCloudTask), or NULL with an error. */
void       culm_cloud_tasks_list_async (CulmCloudClient *client, const char *serial, guint max,
                                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *culm_cloud_tasks_list_finish (CulmCloudClient *client, GAsyncResult *result, GError **error);

/* The newest print of a printer: where the picture of the job comes from. Returns: (transfer full), or NULL with an
 * error, NOT_FOUND when it never printed by the cloud. */
void           culm_cloud_tasks_newest_async (CulmCloudClient *client, const char *serial, GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data);
CulmCloudTask *culm_cloud_tasks_newest_finish (CulmCloudClient *client, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmCloudTask, culm_cloud_task_free)

G_END_DECLS
