/* culm-notifier.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-notifier.h"
#include "culm-alert.h"
#include <glib/gi18n-lib.h>

/* How long an alert waits for one of the same topic that says more: a runout comes with a pause. */
#define WAIT_MILLISECONDS 300

struct _CulmNotifier {
  GObject parent_instance;
  GApplication *application;
  CulmEngine *engine;
  GHashTable *waiting; /* id → Waiting */
  guint timeout;
};

typedef struct {
  CulmAlert *alert;
  CulmEvent *event;
} Waiting;

G_DEFINE_FINAL_TYPE (CulmNotifier, culm_notifier, G_TYPE_OBJECT)

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  culm_alert_free (waiting->alert);
  culm_event_unref (waiting->event);
  g_free (waiting);
}

static void
add_act (GNotification *notification, CulmAlertAct act, const char *serial)
{
  switch (act) {
  case CULM_ALERT_ACT_PAUSE:
    g_notification_add_button_with_target (notification, _ ("Pause"), "app.pause", "s", serial);
    break;
  case CULM_ALERT_ACT_RESUME:
    g_notification_add_button_with_target (notification, _ ("Resume"), "app.resume", "s", serial);
    break;
  case CULM_ALERT_ACT_NONE:
  default: break;
  }
}

/* Without a session bus there is no desktop to tell, and GIO 2.74 would warn. */
static gboolean
has_desktop (CulmNotifier *self)
{
  return g_application_get_dbus_object_path (self->application) != NULL;
}

static void
show_alert (CulmNotifier *self, const CulmAlert *alert, const CulmEvent *event)
{
  g_autoptr (GNotification) notification = g_notification_new (alert->title);
  g_autoptr (GIcon) icon = g_themed_icon_new (APPLICATION_ID);
  const char *serial = event->serial != NULL ? event->serial : "";

  g_notification_set_body (notification, alert->body);
  g_notification_set_icon (notification, icon);
  g_notification_set_priority (notification,
                               alert->urgent ? G_NOTIFICATION_PRIORITY_HIGH : G_NOTIFICATION_PRIORITY_NORMAL);
  g_notification_set_default_action_and_target (notification, "app.show-printer", "s", serial);
  g_notification_add_button_with_target (notification, _ ("Open"), "app.show-printer", "s", serial);
  add_act (notification, alert->act, serial);
  if (has_desktop (self))
    g_application_send_notification (self->application, alert->id, notification);
}

/* Whoever follows the engine's events hears of it as well (contract.md §5). */
static void
tell_event (CulmNotifier *self, const CulmAlert *alert, const CulmEvent *event)
{
  g_autoptr (CulmEvent) created =
      culm_event_new (CULM_EVENT_NOTIFICATION_CREATED, event->at, event->serial, event->name);

  created->id = g_strdup (alert->id);
  created->title = g_strdup (alert->title);
  created->body = g_strdup (alert->body);
  created->urgency = g_strdup (alert->urgent ? "high" : "normal");
  created->about = event->kind;
  g_signal_emit_by_name (self->engine, "event", created);
}

static gboolean
on_timeout (gpointer user_data)
{
  CulmNotifier *self = user_data;
  GHashTableIter iter;
  gpointer value;

  self->timeout = 0;
  g_hash_table_iter_init (&iter, self->waiting);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    Waiting *waiting = value;

    show_alert (self, waiting->alert, waiting->event);
    tell_event (self, waiting->alert, waiting->event);
  }
  g_hash_table_remove_all (self->waiting);
  return G_SOURCE_REMOVE;
}

static void
withdraw (CulmNotifier *self, const char *id)
{
  g_hash_table_remove (self->waiting, id);
  if (has_desktop (self))
    g_application_withdraw_notification (self->application, id);
}

/* A pause says less than the runout that it came with. */
static gboolean
says_more (const CulmEvent *event, const Waiting *waiting)
{
  return waiting == NULL || event->kind != CULM_EVENT_PRINT_PAUSED ||
         waiting->event->kind != CULM_EVENT_FILAMENT_RUNOUT;
}

static void
on_event (CulmNotifier *self, CulmEvent *event)
{
  CulmAlert *alert = culm_alert_new (event);
  Waiting *waiting = alert != NULL ? g_hash_table_lookup (self->waiting, alert->id) : NULL;
  gboolean wanted = alert != NULL && alert->kind == CULM_ALERT_SHOW &&
                    g_settings_get_boolean (culm_engine_get_settings (self->engine), alert->setting);

  if (wanted && says_more (event, waiting)) {
    waiting = g_new0 (Waiting, 1);
    waiting->event = culm_event_ref (event);
    waiting->alert = g_steal_pointer (&alert);
    g_hash_table_replace (self->waiting, waiting->alert->id, waiting);
    if (self->timeout == 0)
      self->timeout = g_timeout_add (WAIT_MILLISECONDS, on_timeout, self);
  } else if (alert != NULL && !wanted && (waiting == NULL || alert->kind == CULM_ALERT_WITHDRAW)) {
    withdraw (self, alert->id);
  }
  g_clear_pointer (&alert, culm_alert_free);
}

static void
culm_notifier_dispose (GObject *object)
{
  CulmNotifier *self = CULM_NOTIFIER (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->waiting, g_hash_table_unref);
  G_OBJECT_CLASS (culm_notifier_parent_class)->dispose (object);
}

static void
culm_notifier_class_init (CulmNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_notifier_dispose;
}

static void
culm_notifier_init (CulmNotifier *self)
{
  self->waiting = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, waiting_free);
}

CulmNotifier *
culm_notifier_new (GApplication *application, CulmEngine *engine)
{
  CulmNotifier *self = g_object_new (CULM_TYPE_NOTIFIER, NULL);

  self->application = application;
  self->engine = g_object_ref (engine);
  g_signal_connect_object (engine, "event", G_CALLBACK (on_event), self, G_CONNECT_SWAPPED);
  return self;
}
