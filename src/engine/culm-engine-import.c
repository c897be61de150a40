/* culm-engine-import.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-engine-import.h"
#include "culm-engine-lan.h"
#include "culm-error.h"
#include "culm-imported-printer-private.h"
#include "culm-slicer-config.h"
#include "culm-task.h"
#include <string.h>

#define ENGINE "culm-engine"           /* of a list that was read */
#define CANCELLABLE "culm-cancellable" /* nullable */

/* ---- Finding ---- */

static void
find_in_worker (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED,
                GCancellable *cancellable G_GNUC_UNUSED)
{
  g_task_return_pointer (task, culm_slicer_config_find (), (GDestroyNotify) g_ptr_array_unref);
}

void
culm_engine_find_slicers_async (CulmEngine *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  culm_task_run_in_thread (task, find_in_worker);
}

GPtrArray *
culm_engine_find_slicers_finish (CulmEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Looking ---- */

static void
look_cb (GObject *engine, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmImportedPrinter) printer = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmFoundPrinter) found = culm_engine_look_at_finish (CULM_ENGINE (engine), result, &error);

  if (found != NULL &&
      !g_str_equal (culm_found_printer_get_serial (found), culm_imported_printer_get_serial (printer))) {
    g_clear_object (&found);
    error = culm_error_new (CULM_ERROR_ORIGIN_LAN, CULM_ERROR_UNTRUSTED, "Another printer answers there");
  }
  culm_imported_printer_set_found (printer, found);
  culm_imported_printer_set_state (printer, found != NULL ? CULM_IMPORT_READY : CULM_IMPORT_SILENT, error);
}

/* Where it is now: a slicer may not have seen it for long. TRUE when that is another place. */
static gboolean
follow_announcement (CulmEngine *self, CulmImportedPrinter *printer)
{
  GListModel *list = culm_engine_get_found_printers (self);
  const char *host = culm_imported_printer_get_host (printer);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++) {
    g_autoptr (CulmFoundPrinter) found = g_list_model_get_item (list, i);

    if (!g_str_equal (culm_found_printer_get_serial (found), culm_imported_printer_get_serial (printer)))
      continue;
    if (g_strcmp0 (host, culm_found_printer_get_host (found)) == 0)
      return FALSE;
    culm_imported_printer_set_host (printer, culm_found_printer_get_host (found));
    return TRUE;
  }
  return FALSE;
}

static void
look_for (CulmEngine *self, CulmImportedPrinter *printer, GCancellable *cancellable)
{
  static const CulmLanPorts usual = CULM_LAN_PORTS_INIT;

  follow_announcement (self, printer);
  if (culm_imported_printer_get_code (printer) == NULL)
    culm_imported_printer_set_state (printer, CULM_IMPORT_NO_CODE, NULL);
  else if (culm_imported_printer_get_host (printer) == NULL)
    culm_imported_printer_set_state (printer, CULM_IMPORT_NO_ADDRESS, NULL);
  else
    culm_engine_look_at_async (self, culm_imported_printer_get_host (printer), &usual, cancellable, look_cb,
                               g_object_ref (printer));
}

/* Somebody announces itself. */
static void
on_announced (GListModel *found G_GNUC_UNUSED, guint position G_GNUC_UNUSED, guint removed G_GNUC_UNUSED,
              guint added G_GNUC_UNUSED, GListModel *printers)
{
  CulmEngine *engine = g_object_get_data (G_OBJECT (printers), ENGINE); /* alive: the list is its own */

  for (guint i = 0; i < g_list_model_get_n_items (printers); i++) {
    g_autoptr (CulmImportedPrinter) printer = g_list_model_get_item (printers, i);
    CulmImportState state = culm_imported_printer_get_state (printer);

    if ((state != CULM_IMPORT_NO_ADDRESS && state != CULM_IMPORT_SILENT) || !follow_announcement (engine, printer))
      continue;
    culm_imported_printer_set_state (printer, CULM_IMPORT_LOOKING, NULL);
    look_for (engine, printer, g_object_get_data (G_OBJECT (printers), CANCELLABLE));
  }
}

/* ---- Reading ---- */

static void
read_in_worker (GTask *task, gpointer source G_GNUC_UNUSED, gpointer path, GCancellable *cancellable G_GNUC_UNUSED)
{
  GError *error = NULL;
  GPtrArray *printers = culm_slicer_config_read (path, &error);

  if (printers != NULL)
    g_task_return_pointer (task, printers, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject *engine, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) printers = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (GListStore) list = NULL;

  if (printers == NULL) {
    g_task_return_error (task, error);
    return;
  }
  list = g_list_store_new (CULM_TYPE_IMPORTED_PRINTER);
  for (guint i = 0; i < printers->len; i++) {
    const CulmSlicerPrinter *known = g_ptr_array_index (printers, i);
    g_autoptr (CulmImportedPrinter) printer =
        culm_imported_printer_new (known->serial, known->name, known->model, known->host, known->code);

    look_for (CULM_ENGINE (engine), printer, g_task_get_cancellable (task));
    g_list_store_append (list, printer);
  }
  g_object_set_data (G_OBJECT (list), ENGINE, engine);
  if (g_task_get_cancellable (task) != NULL)
    g_object_set_data_full (G_OBJECT (list), CANCELLABLE, g_object_ref (g_task_get_cancellable (task)), g_object_unref);
  g_signal_connect_object (culm_engine_get_found_printers (CULM_ENGINE (engine)), "items-changed",
                           G_CALLBACK (on_announced), list, 0);
  g_task_return_pointer (task, g_steal_pointer (&list), g_object_unref);
}

void
culm_engine_read_slicer_async (CulmEngine *self, const char *path, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) work = g_task_new (self, NULL, read_cb, task);

  culm_engine_search_printers (self, NULL); /* an announcement may tell where it is; the slicer may, too */
  g_task_set_task_data (work, g_strdup (path), g_free);
  culm_task_run_in_thread (work, read_in_worker);
}

GListModel *
culm_engine_read_slicer_finish (CulmEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Adding ---- */

static void
add_cb (GObject *engine, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmImportedPrinter) printer = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = culm_engine_add_printer_finish (CULM_ENGINE (engine), result, &error);

  culm_imported_printer_set_state (printer, done ? CULM_IMPORT_DONE : CULM_IMPORT_FAILED, error);
}

void
culm_engine_import_printer (CulmEngine *self, CulmImportedPrinter *printer, GCancellable *cancellable)
{
  CulmFoundPrinter *found = culm_imported_printer_get_found (printer);
  const char *serial = culm_imported_printer_get_serial (printer), *name, *model;
  CulmLanDraft draft = { .serial = serial, .ports = CULM_LAN_PORTS_INIT };

  if (found == NULL || culm_imported_printer_get_state (printer) == CULM_IMPORT_ADDING ||
      culm_imported_printer_get_state (printer) == CULM_IMPORT_DONE)
    return;
  name = culm_found_printer_get_name (found);
  if (g_str_equal (name, serial))
    name = culm_imported_printer_get_name (printer);
  model = culm_found_printer_get_model_id (found);
  draft.host = culm_found_printer_get_host (found);
  draft.fingerprint = culm_found_printer_get_fingerprint (found);
  draft.code = culm_imported_printer_get_code (printer);
  draft.name = g_str_equal (name, serial) ? NULL : name;
  draft.model = model != NULL ? model : culm_imported_printer_get_model_id (printer);
  culm_imported_printer_set_state (printer, CULM_IMPORT_ADDING, NULL);
  culm_engine_add_printer_async (self, &draft, cancellable, add_cb, g_object_ref (printer));
}
