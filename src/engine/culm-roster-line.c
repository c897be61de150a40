/* culm-roster-line.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-roster-line.h"

#define TICK_SECONDS 2

struct _CulmRosterLine {
  GObject parent_instance;
  CulmRoster *roster;
  CulmMqttSession *session; /* NULL while it is stopped */
  double time_scale;
  guint tick;
};

enum { READY, HEARD, REFUSED, LOST, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmRosterLine, culm_roster_line, G_TYPE_OBJECT)

static gboolean
on_tick (gpointer data)
{
  CulmRosterLine *self = data;

  culm_roster_tick (self->roster);
  return G_SOURCE_CONTINUE;
}

static void
on_subscribed (CulmRosterLine *self, const char *topic)
{
  culm_roster_open (self->roster, topic);
}

static void
on_ready (CulmRosterLine *self)
{
  if (self->tick == 0)
    self->tick = self->time_scale < 1 ? g_timeout_add ((guint) (TICK_SECONDS * 1000 * self->time_scale), on_tick, self)
                                      : g_timeout_add_seconds (TICK_SECONDS, on_tick, self);
  g_signal_emit (self, signals[READY], 0);
}

static void
on_message (CulmRosterLine *self, const char *topic, GBytes *payload)
{
  culm_roster_take_message (self->roster, topic, payload);
  g_signal_emit (self, signals[HEARD], 0);
}

static void
on_refused (CulmRosterLine *self, const char *topic G_GNUC_UNUSED, const GError *error)
{
  g_signal_emit (self, signals[REFUSED], 0, error);
}

static void
on_lost (CulmRosterLine *self, const GError *error)
{
  g_clear_handle_id (&self->tick, g_source_remove);
  culm_roster_close (self->roster);
  culm_roster_save (self->roster);
  g_signal_emit (self, signals[LOST], 0, error);
}

static void
culm_roster_line_dispose (GObject *object)
{
  CulmRosterLine *self = CULM_ROSTER_LINE (object);

  if (self->roster != NULL)
    culm_roster_line_stop (self);
  g_clear_object (&self->roster);
  G_OBJECT_CLASS (culm_roster_line_parent_class)->dispose (object);
}

static void
culm_roster_line_class_init (CulmRosterLineClass *klass)
{
  GType error = G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE;

  G_OBJECT_CLASS (klass)->dispose = culm_roster_line_dispose;
  signals[READY] =
      g_signal_new ("ready", CULM_TYPE_ROSTER_LINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[HEARD] =
      g_signal_new ("heard", CULM_TYPE_ROSTER_LINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REFUSED] =
      g_signal_new ("refused", CULM_TYPE_ROSTER_LINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, error);
  signals[LOST] =
      g_signal_new ("lost", CULM_TYPE_ROSTER_LINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, error);
}

static void
culm_roster_line_init (CulmRosterLine *self G_GNUC_UNUSED)
{
}

CulmRosterLine *
culm_roster_line_new (CulmRoster *roster, double time_scale)
{
  CulmRosterLine *self = g_object_new (CULM_TYPE_ROSTER_LINE, NULL);

  self->roster = g_object_ref (roster);
  self->time_scale = time_scale;
  return self;
}

void
culm_roster_line_start (CulmRosterLine *self, const CulmMqttEndpoint *endpoint)
{
  if (self->session != NULL)
    return;
  self->session = culm_mqtt_session_new (endpoint, NULL);
  g_signal_connect_object (self->session, "subscribed", G_CALLBACK (on_subscribed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "ready", G_CALLBACK (on_ready), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "message", G_CALLBACK (on_message), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "refused", G_CALLBACK (on_refused), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "lost", G_CALLBACK (on_lost), self, G_CONNECT_SWAPPED);
  culm_roster_set_session (self->roster, self->session);
  culm_mqtt_session_start (self->session);
}

void
culm_roster_line_stop (CulmRosterLine *self)
{
  g_autoptr (CulmMqttSession) session = g_steal_pointer (&self->session);

  g_clear_handle_id (&self->tick, g_source_remove);
  culm_roster_set_session (self->roster, NULL);
  if (session == NULL)
    return;
  g_signal_handlers_disconnect_by_data (session, self);
  culm_mqtt_session_stop (session);
}

CulmMqttSession *
culm_roster_line_get_session (CulmRosterLine *self)
{
  return self->session;
}
