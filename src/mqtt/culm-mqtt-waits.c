/* culm-mqtt-waits.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-mqtt-waits.h"
#include "culm-error.h"

struct _CulmMqttWaits {
  guint limit;
  GHashTable *by_id; /* int → Wait */
  GQueue by_age;     /* Wait, the oldest first */
};

typedef struct {
  CulmMqttWaits *owner;
  int id;
  GTask *task;
  gint64 deadline;
  GSource *cancelled; /* nullable */
} Wait;

/* Returns: (transfer full): its task. */
static GTask *
take_task (Wait *wait)
{
  GTask *task = wait->task;

  g_hash_table_remove (wait->owner->by_id, GINT_TO_POINTER (wait->id));
  g_queue_remove (&wait->owner->by_age, wait);
  if (wait->cancelled != NULL) {
    g_source_destroy (wait->cancelled);
    g_source_unref (wait->cancelled);
  }
  g_free (wait);
  return task;
}

static gboolean
on_cancelled (GCancellable *cancellable G_GNUC_UNUSED, gpointer user_data)
{
  g_autoptr (GTask) task = take_task (user_data);

  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

CulmMqttWaits *
culm_mqtt_waits_new (guint limit)
{
  CulmMqttWaits *self = g_new0 (CulmMqttWaits, 1);

  self->limit = limit;
  self->by_id = g_hash_table_new (NULL, NULL);
  g_queue_init (&self->by_age);
  return self;
}

void
culm_mqtt_waits_free (CulmMqttWaits *self)
{
  g_return_if_fail (g_queue_is_empty (&self->by_age));
  g_hash_table_unref (self->by_id);
  g_free (self);
}

void
culm_mqtt_waits_add (CulmMqttWaits *self, int id, GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Wait *wait = g_new0 (Wait, 1);

  wait->owner = self;
  wait->id = id;
  wait->task = task;
  wait->deadline = g_get_monotonic_time () + self->limit * G_TIME_SPAN_MILLISECOND;
  if (cancellable != NULL) {
    wait->cancelled = g_cancellable_source_new (cancellable);
    g_source_set_callback (wait->cancelled, G_SOURCE_FUNC (on_cancelled), wait, NULL);
    g_source_attach (wait->cancelled, g_task_get_context (task));
  }
  g_hash_table_insert (self->by_id, GINT_TO_POINTER (id), wait);
  g_queue_push_tail (&self->by_age, wait);
}

void
culm_mqtt_waits_end (CulmMqttWaits *self, int id, GError *error)
{
  Wait *wait = g_hash_table_lookup (self->by_id, GINT_TO_POINTER (id));
  g_autoptr (GError) owned = error;
  g_autoptr (GTask) task = NULL;

  if (wait == NULL)
    return;
  task = take_task (wait);
  if (owned != NULL)
    g_task_return_error (task, g_steal_pointer (&owned));
  else
    g_task_return_boolean (task, TRUE);
}

gboolean
culm_mqtt_waits_is_late (CulmMqttWaits *self)
{
  Wait *oldest = g_queue_peek_head (&self->by_age);

  return oldest != NULL && oldest->deadline <= g_get_monotonic_time ();
}

void
culm_mqtt_waits_end_all (CulmMqttWaits *self, const GError *error)
{
  gint64 now = g_get_monotonic_time ();
  Wait *wait;

  while ((wait = g_queue_peek_head (&self->by_age)) != NULL) {
    gboolean late = wait->deadline <= now;

    culm_mqtt_waits_end (self, wait->id,
                         late ? culm_error_new (CULM_ERROR_ORIGIN_MQTT, CULM_ERROR_TIMED_OUT,
                                                "The broker did not answer in %u ms", self->limit)
                              : g_error_copy (error));
  }
}
