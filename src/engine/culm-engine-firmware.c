/* culm-engine-firmware.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-cloud-firmware.h"
#include "culm-engine-private.h"
#include "culm-error.h"

static void
load_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  CulmCloudFirmware *firmware = culm_cloud_firmware_load_finish (CULM_CLOUD_CLIENT (client), result, &error);

  if (firmware != NULL)
    g_task_return_pointer (task, firmware, (GDestroyNotify) culm_cloud_firmware_free);
  else
    g_task_return_error (task, error);
}

void
culm_engine_load_firmware_async (CulmEngine *self, CulmPrinter *printer, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  CulmCloudClient *client = culm_engine_find_client_of (self, printer);

  g_task_set_source_tag (task, culm_engine_load_firmware_async);
  if (client == NULL)
    g_task_return_error (task,
                         culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_NOT_FOUND, "No account has this printer"));
  else
    culm_cloud_firmware_load_async (client, culm_printer_get_serial (printer), FALSE, cancellable, load_cb,
                                    g_object_ref (task));
}

gboolean
culm_engine_load_firmware_finish (CulmEngine *self, GAsyncResult *result, char **version, char **notes, GError **error)
{
  g_autoptr (CulmCloudFirmware) firmware = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  firmware = g_task_propagate_pointer (G_TASK (result), error);
  if (firmware == NULL)
    return FALSE;
  *version = g_steal_pointer (&firmware->version);
  *notes = g_steal_pointer (&firmware->description);
  return TRUE;
}
