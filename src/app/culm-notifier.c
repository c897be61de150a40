/* culm-notifier.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-notifier.h"
#include "culm-alert.h"
#include <glib/gi18n-lib.h>

/* A runout pauses the print as well: the pause that comes with it is not told a second time. */
#define RUNOUT_MICROSECONDS (5 * G_USEC_PER_SEC)

struct _CulmNotifier {
  GObject parent_instance;
  GApplication *application;
  CulmEngine *engine;
  GHashTable *runouts; /* serial → instant of the last runout, µs */
};

G_DEFINE_FINAL_TYPE (CulmNotifier, culm_notifier, G_TYPE_OBJECT)

static gboolean
is_pause_of_runout (CulmNotifier *self, const CulmEvent *event)
{
  gint64 *at = event->serial != NULL ? g_hash_table_lookup (self->runouts, event->serial) : NULL;

  return event->kind == CULM_EVENT_PRINT_PAUSED && at != NULL && event->at - *at < RUNOUT_MICROSECONDS;
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

static void
on_event (CulmNotifier *self, CulmEvent *event)
{
  g_autoptr (CulmAlert) alert = culm_alert_new (event);

  if (event->kind == CULM_EVENT_FILAMENT_RUNOUT && event->serial != NULL)
    g_hash_table_replace (self->runouts, g_strdup (event->serial), g_memdup2 (&event->at, sizeof event->at));
  if (alert == NULL || is_pause_of_runout (self, event))
    return;
  if (alert->kind == CULM_ALERT_SHOW &&
      g_settings_get_boolean (culm_engine_get_settings (self->engine), alert->setting)) {
    show_alert (self, alert, event);
    tell_event (self, alert, event);
  } else {
    g_application_withdraw_notification (self->application, alert->id);
  }
}

static void
culm_notifier_dispose (GObject *object)
{
  CulmNotifier *self = CULM_NOTIFIER (object);

  g_clear_object (&self->engine);
  g_clear_pointer (&self->runouts, g_hash_table_unref);
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
  self->runouts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
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
