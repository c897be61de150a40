/* culm-broker-trial.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-broker-trial.h"
#include "culm-mqtt-client.h"

/* The data of the task. The client's signals hold the task, until its end lets go of them; an end is sure, for the
 * client gives up by itself. */
typedef struct {
  CulmMqttClient *client;
  char *topic;
  GSource *cancelled; /* nullable */
  gboolean over;
} Trial;

static void
free_trial (gpointer data)
{
  Trial *trial = data;

  g_object_unref (trial->client);
  g_free (trial->topic);
  g_clear_pointer (&trial->cancelled, g_source_unref);
  g_free (trial);
}

/* Ends it; `error` (transfer full) NULL: the broker is fine. */
static void
end_trial (GTask *task, GError *error)
{
  g_autoptr (GTask) held = g_object_ref (task);
  Trial *trial = g_task_get_task_data (task);

  if (trial->over) {
    g_clear_error (&error);
    return;
  }
  trial->over = TRUE;
  g_signal_handlers_disconnect_by_data (trial->client, task);
  if (trial->cancelled != NULL)
    g_source_destroy (trial->cancelled);
  culm_mqtt_client_close (trial->client);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
subscribe_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  culm_mqtt_client_subscribe_finish (CULM_MQTT_CLIENT (client), result, &error);
  end_trial (task, error);
}

static void
on_opened (CulmMqttClient *client, GTask *task)
{
  Trial *trial = g_task_get_task_data (task);

  culm_mqtt_client_subscribe_async (client, trial->topic, 0, NULL, subscribe_cb, g_object_ref (task));
}

static void
on_closed (CulmMqttClient *client G_GNUC_UNUSED, const GError *error, GTask *task)
{
  end_trial (task, g_error_copy (error));
}

static gboolean
on_cancelled (GCancellable *cancellable G_GNUC_UNUSED, gpointer task)
{
  end_trial (task, NULL); /* the task says CANCELLED by itself */
  return G_SOURCE_REMOVE;
}

static void
let_go (gpointer task, GClosure *closure G_GNUC_UNUSED)
{
  g_object_unref (task);
}

void
culm_broker_trial_endpoint_async (const CulmMqttEndpoint *endpoint, const char *serial, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Trial *trial = g_new0 (Trial, 1);

  g_task_set_source_tag (task, culm_broker_trial_endpoint_async);
  trial->client = culm_mqtt_client_new (endpoint);
  trial->topic = g_strdup_printf ("device/%s/report", serial);
  g_task_set_task_data (task, trial, free_trial);
  g_signal_connect_data (trial->client, "opened", G_CALLBACK (on_opened), g_object_ref (task), let_go, 0);
  g_signal_connect_data (trial->client, "closed", G_CALLBACK (on_closed), g_object_ref (task), let_go, 0);
  if (cancellable != NULL) {
    trial->cancelled = g_cancellable_source_new (cancellable);
    g_source_set_callback (trial->cancelled, G_SOURCE_FUNC (on_cancelled), g_object_ref (task), g_object_unref);
    g_source_attach (trial->cancelled, g_main_context_get_thread_default ());
  }
  culm_mqtt_client_connect (trial->client);
}

void
culm_broker_trial_async (const CulmBrokerRecord *record, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  CulmMqttEndpoint endpoint = culm_broker_record_get_endpoint (record);

  culm_broker_trial_endpoint_async (&endpoint, record->serial, cancellable, callback, user_data);
}

gboolean
culm_broker_trial_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
