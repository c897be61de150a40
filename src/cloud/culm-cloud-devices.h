/* culm-cloud-devices.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-cloud-client.h"

G_BEGIN_DECLS

/* A printer of the account as REST has it (reference/rest.md §9). Texts are NULL where nothing was said. */
typedef struct {
  char *serial;       /* never NULL; its case matters */
  char *name;         /* as the person wrote it; may hold anything */
  char *model_id;     /* "C12"; newer answers may have the product's name here */
  char *product_name; /* "P1S" */
  char *access_code;  /* secret; NULL while LAN features are off */
  char *print_status; /* "SUCCESS", "RUNNING", … */
  char *task_id;
  char *task_name;
  char *thumbnail;    /* a presigned address: never into a log */
  gint64 start_time;  /* Unix s; 0: not known */
  gint64 prediction;  /* s; 0: not known */
  double progress;    /* %; -1: not known */
  gboolean online;    /* connected to the cloud; says nothing about the LAN */
} CulmCloudDevice;

CulmCloudDevice *culm_cloud_device_copy (const CulmCloudDevice *self);
void             culm_cloud_device_free (CulmCloudDevice *self);

/* All printers, `/user/bind` and `/user/print` merged by serial, in the order of the first. A failure of the second
 * alone costs only what it would have added. Returns: (transfer full) (element-type CulmCloudDevice), or NULL with an
 * error. */
void       culm_cloud_devices_list_async (CulmCloudClient *client, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *culm_cloud_devices_list_finish (CulmCloudClient *client, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CulmCloudDevice, culm_cloud_device_free)

G_END_DECLS
