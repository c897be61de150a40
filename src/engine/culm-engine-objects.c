/* culm-engine-objects.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-engine-objects.h"
#include "culm-error.h"
#include "culm-package-objects.h"
#include <string.h>

/* s: clocks differ */
#define TOLERANCE 120

/* "/cache/Vase.gcode.3mf" and "Vase" to "vase". */
static char *
fold_name (const char *name)
{
  static const char *const endings[] = { ".3mf", ".gcode" };
  g_autofree char *base = g_path_get_basename (name), *valid = g_utf8_make_valid (base, -1);
  char *folded = g_utf8_casefold (g_strstrip (valid), -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (folded, endings[i]))
      folded[strlen (folded) - strlen (endings[i])] = '\0';
  return folded;
}

static gboolean
is_same_name (const char *a, const char *b)
{
  g_autofree char *one = a != NULL ? fold_name (a) : NULL, *other = b != NULL ? fold_name (b) : NULL;

  return one != NULL && *one != '\0' && g_strcmp0 (one, other) == 0;
}

static gboolean
holds_job (CulmTransfer *transfer, CulmPrinter *printer, CulmJob *job)
{
  const char *file_name = culm_transfer_get_file_name (transfer), *serial = culm_transfer_get_printer (transfer);
  CulmTransferDirection direction = culm_transfer_get_direction (transfer);
  gint64 started = culm_job_get_started (job);

  if (culm_transfer_get_state (transfer) != CULM_TRANSFER_DONE || culm_transfer_get_file (transfer) == NULL)
    return FALSE;
  if (direction != CULM_TRANSFER_TO_CLOUD && g_strcmp0 (serial, culm_printer_get_serial (printer)) != 0)
    return FALSE;
  /* What was sent after the print began is not what is printed. */
  if (direction != CULM_TRANSFER_FROM_PRINTER && started != 0 &&
      culm_transfer_get_ended (transfer) > started + TOLERANCE)
    return FALSE;
  return is_same_name (file_name, culm_job_get_name (job)) || is_same_name (file_name, culm_job_get_file (job));
}

/* The newest. (transfer full) (nullable) */
static CulmTransfer *
find_transfer (CulmEngine *self, CulmPrinter *printer, CulmJob *job)
{
  GListModel *transfers = culm_engine_get_transfers (self);

  for (guint i = 0; i < g_list_model_get_n_items (transfers); i++) {
    g_autoptr (CulmTransfer) transfer = g_list_model_get_item (transfers, i);

    if (holds_job (transfer, printer, job))
      return g_steal_pointer (&transfer);
  }
  return NULL;
}

static void
read_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *objects = culm_package_objects_read_finish (result, &error);

  if (objects != NULL)
    g_task_return_pointer (task, objects, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
culm_engine_load_objects_async (CulmEngine *self, CulmPrinter *printer, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  CulmJob *job = culm_printer_get_job (printer);
  g_autoptr (CulmTransfer) transfer = job != NULL ? find_transfer (self, printer, job) : NULL;
  g_autofree char *path = NULL;

  g_task_set_source_tag (task, culm_engine_load_objects_async);
  if (transfer != NULL)
    path = g_file_get_path (culm_transfer_get_file (transfer));
  if (path == NULL) {
    g_task_return_error (
        task, culm_error_new (CULM_ERROR_ORIGIN_FILE, CULM_ERROR_NOT_FOUND, "The package of this job is not known"));
    return;
  }
  g_task_set_task_data (task, g_strdup (culm_transfer_get_file_name (transfer)), g_free);
  culm_package_objects_read_async (path, MAX (culm_job_get_plate (job), 0), culm_transfer_get_size (transfer),
                                   culm_transfer_get_ended (transfer), cancellable, read_cb, g_object_ref (task));
}

GPtrArray *
culm_engine_load_objects_finish (CulmEngine *self, GAsyncResult *result, char **file_name, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  if (file_name != NULL)
    *file_name = g_strdup (g_task_get_task_data (G_TASK (result)));
  return g_task_propagate_pointer (G_TASK (result), error);
}
