/* culm-engine-brokers.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-engine-private.h"
#include "culm-brokers.h"
#include "culm-error.h"
#include "culm-printer-model.h"

static GError *
judge_draft (const CulmBrokerDraft *draft)
{
  if (!culm_broker_is_serial (draft->serial))
    return culm_error_new (CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, "A serial is letters and digits");
  if (draft->model != NULL && culm_printer_model_find (draft->model) == NULL)
    return culm_error_new (CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, "No model is called like this");
  if (*draft->host == '\0' || *draft->user == '\0')
    return culm_error_new (CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, "A broker has a host and a user");
  return NULL;
}

static void
add_cb (GObject *brokers, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (culm_brokers_add_finish (CULM_BROKERS (brokers), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
remove_cb (GObject *brokers, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (culm_brokers_remove_finish (CULM_BROKERS (brokers), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

GListModel *
culm_engine_get_brokers (CulmEngine *self)
{
  return culm_brokers_get_list (culm_engine_get_broker_keeper (self));
}

CulmBroker *
culm_engine_find_broker (CulmEngine *self, const char *serial)
{
  GListModel *brokers = culm_engine_get_brokers (self);

  for (guint i = 0; i < g_list_model_get_n_items (brokers); i++) {
    g_autoptr (CulmBroker) broker = g_list_model_get_item (brokers, i);

    if (g_str_equal (culm_broker_get_serial (broker), serial))
      return broker; /* the list keeps it alive */
  }
  return NULL;
}

void
culm_engine_add_broker_async (CulmEngine *self, const CulmBrokerDraft *draft, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = judge_draft (draft);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    culm_brokers_add_async (culm_engine_get_broker_keeper (self),
                            culm_broker_record_new (draft->serial, draft->host, draft->port, draft->plain, draft->user,
                                                    draft->password, draft->model, draft->ca_file),
                            cancellable, add_cb, g_object_ref (task));
}

gboolean
culm_engine_add_broker_finish (CulmEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
culm_engine_renew_broker_async (CulmEngine *self, const char *serial, const char *password, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  CulmBrokers *brokers = culm_engine_get_broker_keeper (self);
  CulmBrokerRecord *record = culm_brokers_dup_record (brokers, serial);

  if (record == NULL) {
    g_task_return_error (
        task, culm_error_new (CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_NOT_FOUND, "No broker of this printer is known"));
    return;
  }
  culm_broker_record_set_password (record, password);
  culm_brokers_add_async (brokers, record, cancellable, add_cb, g_object_ref (task));
}

gboolean
culm_engine_renew_broker_finish (CulmEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
culm_engine_remove_broker_async (CulmEngine *self, const char *serial, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  culm_brokers_remove_async (culm_engine_get_broker_keeper (self), serial, cancellable, remove_cb, g_object_ref (task));
}

gboolean
culm_engine_remove_broker_finish (CulmEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
