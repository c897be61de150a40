/* culm-engine-lan.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-engine-lan.h"
#include "culm-broker.h"
#include "culm-detect.h"
#include "culm-engine-private.h"
#include "culm-error.h"
#include "culm-lan-keeper.h"
#include "culm-trust.h"

#define CODE_BYTES 64

GListModel *
culm_engine_get_lan_printers (CulmEngine *self)
{
  return culm_lan_keeper_get_list (culm_engine_get_lan_keeper (self));
}

CulmLanPrinter *
culm_engine_find_lan_printer (CulmEngine *self, const char *serial)
{
  GListModel *printers = culm_engine_get_lan_printers (self);

  for (guint i = 0; i < g_list_model_get_n_items (printers); i++) {
    g_autoptr (CulmLanPrinter) printer = g_list_model_get_item (printers, i);

    if (g_str_equal (culm_lan_printer_get_serial (printer), serial))
      return printer; /* the list keeps it alive */
  }
  return NULL;
}

GListModel *
culm_engine_get_found_printers (CulmEngine *self)
{
  return culm_lan_keeper_get_found (culm_engine_get_lan_keeper (self));
}

gboolean
culm_engine_search_printers (CulmEngine *self, GError **error)
{
  return culm_lan_keeper_search (culm_engine_get_lan_keeper (self), error);
}

/* ---- Looking ---- */

static CulmFoundPrinter *
make_found (CulmEngine *self, const CulmDetected *detected, const char *host)
{
  GPtrArray *roots = culm_lan_roots_get (culm_lan_keeper_get_roots (culm_engine_get_lan_keeper (self)));
  CulmFoundPrinter *found = culm_found_printer_new (detected->serial, host, detected->name, detected->model_id,
                                                    detected->firmware, detected->fingerprint, detected->lan_only);

  if (culm_trust_check (detected->leaf, NULL, detected->serial, NULL, roots) == CULM_TRUST_GOOD)
    culm_found_printer_set_issuer (found, detected->issuer != NULL ? detected->issuer : "");
  return found;
}

static void
detect_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (CulmDetected) detected = culm_detect_finish (result, &error);

  if (detected == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, make_found (g_task_get_source_object (task), detected, g_task_get_task_data (task)),
                           g_object_unref);
}

void
culm_engine_look_at_async (CulmEngine *self, const char *host, const CulmLanPorts *ports, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, g_strdup (host), g_free);
  if (*host == '\0')
    g_task_return_error (task, culm_error_new (CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, "A printer has a host"));
  else
    culm_detect_async (host, ports->detect, ports->mqtt, cancellable, detect_cb, g_object_ref (task));
}

CulmFoundPrinter *
culm_engine_look_at_finish (CulmEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Adding ---- */

static void
add_cb (GObject *keeper, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (culm_lan_keeper_add_finish (CULM_LAN_KEEPER (keeper), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
culm_engine_add_printer_async (CulmEngine *self, const CulmLanDraft *draft, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (!culm_broker_is_serial (draft->serial) || *draft->host == '\0' || *draft->fingerprint == '\0' ||
      *draft->code == '\0' || strlen (draft->code) > CODE_BYTES)
    g_task_return_error (task, culm_error_new (CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE,
                                               "A printer has a host, a serial, a certificate and an access code"));
  else
    culm_lan_keeper_add_async (culm_engine_get_lan_keeper (self), culm_lan_record_new (draft), cancellable, add_cb,
                               g_object_ref (task));
}

gboolean
culm_engine_add_printer_finish (CulmEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
culm_engine_renew_printer_async (CulmEngine *self, const char *serial, const char *code, const char *fingerprint,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  CulmLanKeeper *keeper = culm_engine_get_lan_keeper (self);
  CulmLanRecord *record = culm_lan_keeper_dup_record (keeper, serial);

  if (record == NULL) {
    g_task_return_error (task, culm_error_new (CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_NOT_FOUND,
                                               "No such printer was added on the local network"));
    return;
  }
  if (code != NULL)
    culm_lan_record_set_code (record, code);
  if (fingerprint != NULL)
    culm_lan_record_set_pin (record, fingerprint);
  culm_lan_keeper_add_async (keeper, record, cancellable, add_cb, g_object_ref (task));
}

gboolean
culm_engine_renew_printer_finish (CulmEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- Removing ---- */

static void
remove_cb (GObject *keeper, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (culm_lan_keeper_remove_finish (CULM_LAN_KEEPER (keeper), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
culm_engine_remove_printer_async (CulmEngine *self, const char *serial, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  culm_lan_keeper_remove_async (culm_engine_get_lan_keeper (self), serial, cancellable, remove_cb, g_object_ref (task));
}

gboolean
culm_engine_remove_printer_finish (CulmEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
culm_engine_retry_printer (CulmEngine *self, const char *serial)
{
  culm_lan_keeper_retry (culm_engine_get_lan_keeper (self), serial);
}

gboolean
culm_engine_set_lan_only (CulmEngine *self, const char *serial, gboolean lan_only)
{
  if (!culm_lan_keeper_set_lan_only (culm_engine_get_lan_keeper (self), serial, lan_only))
    return FALSE;
  culm_engine_bar_from_cloud (self, serial, lan_only);
  return TRUE;
}
