/* culm-engine-uploads.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-engine-files.h"
#include "culm-error.h"
#include "culm-transfers.h"

static CulmTransfers *
get_transfers (CulmEngine *self)
{
  return CULM_TRANSFERS (culm_engine_get_transfers (self));
}

static void
upload_cb (GObject *transfers, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  CulmTransfer *transfer = culm_transfers_add_finish (CULM_TRANSFERS (transfers), result, &error);

  if (transfer != NULL)
    g_task_return_pointer (task, transfer, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
add_upload (CulmEngine *self, GFile *file, int plate, CulmPrinter *printer, GTask *task)
{
  const char *serial = printer != NULL ? culm_printer_get_serial (printer) : NULL;

  if (culm_engine_can_upload (self))
    culm_transfers_add_async (get_transfers (self), file, serial, plate, g_task_get_cancellable (task), upload_cb,
                              g_object_ref (task));
  else
    g_task_return_error (task,
                         culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_UNAUTHORISED, "No account is signed in"));
}

void
culm_engine_upload_async (CulmEngine *self, GFile *file, CulmPrinter *printer, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  add_upload (self, file, CULM_TRANSFERS_NO_PROJECT, printer, task);
}

void
culm_engine_upload_project_async (CulmEngine *self, GFile *file, guint plate, CulmPrinter *printer,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  add_upload (self, file, (int) plate, printer, task);
}

CulmTransfer *
culm_engine_upload_finish (CulmEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
culm_engine_cancel_transfer (CulmEngine *self, CulmTransfer *transfer)
{
  if (culm_transfer_get_direction (transfer) != CULM_TRANSFER_TO_CLOUD)
    g_cancellable_cancel (g_object_get_data (G_OBJECT (transfer), CULM_TRANSFERS_CANCELLABLE));
  else
    culm_transfers_cancel (get_transfers (self), transfer);
}

void
culm_engine_upload_now (CulmEngine *self, CulmTransfer *transfer)
{
  culm_transfers_upload_now (get_transfers (self), transfer);
}

void
culm_engine_retry_transfer (CulmEngine *self, CulmTransfer *transfer)
{
  if (culm_transfer_get_direction (transfer) != CULM_TRANSFER_TO_CLOUD)
    culm_engine_retry_file (self, transfer);
  else
    culm_transfers_retry (get_transfers (self), transfer);
}

void
culm_engine_forget_transfer (CulmEngine *self, CulmTransfer *transfer)
{
  culm_transfers_forget (get_transfers (self), transfer);
}
