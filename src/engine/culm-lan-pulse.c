/* culm-lan-pulse.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-lan-pulse.h"
#include "culm-mqtt-timer.h"

/* In ms. A peer that falls silent right after a look is found out after two of these and the grace. */
#define LOOK 1500
#define GRACE 1000
/* That many times the grace, and the connection is given up. */
#define PATIENCE 10

struct _CulmLanPulse {
  GObject parent_instance;
  CulmMqttSession *session;
  double time_scale;
  guint64 received; /* bytes, when it was looked at last */
  guint missed;     /* looks since it was pinged, in vain */
  gboolean pinged, silent;
  GSource *timer; /* while it matters */
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmLanPulse, culm_lan_pulse, G_TYPE_OBJECT)

static void
set_silent (CulmLanPulse *self, gboolean silent)
{
  if (self->silent == silent)
    return;
  self->silent = silent;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
look_in (CulmLanPulse *self, guint milliseconds)
{
  if (self->timer != NULL)
    culm_mqtt_timer_set (self->timer, (gint64) (milliseconds * self->time_scale * G_TIME_SPAN_MILLISECOND));
}

static void
ping (CulmLanPulse *self)
{
  self->pinged = TRUE;
  self->missed = 0;
  culm_mqtt_session_ping (self->session);
  look_in (self, GRACE);
}

static gboolean
on_look (gpointer data)
{
  g_autoptr (CulmLanPulse) self = g_object_ref (data);
  guint64 received = culm_mqtt_session_get_received (self->session);

  if (received != self->received || received == 0) {
    self->received = received;
    self->pinged = FALSE;
    look_in (self, LOOK);
    set_silent (self, FALSE);
  } else if (!self->pinged) {
    ping (self);
  } else if (++self->missed < PATIENCE) {
    look_in (self, GRACE);
    set_silent (self, TRUE);
  } else {
    self->pinged = FALSE;
    look_in (self, LOOK);
    culm_mqtt_session_retry (self->session); /* a printer that is back would not know of this connection */
  }
  return G_SOURCE_CONTINUE;
}

static void
culm_lan_pulse_dispose (GObject *object)
{
  CulmLanPulse *self = CULM_LAN_PULSE (object);

  culm_mqtt_timer_clear (&self->timer);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (culm_lan_pulse_parent_class)->dispose (object);
}

static void
culm_lan_pulse_class_init (CulmLanPulseClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_lan_pulse_dispose;
  signals[CHANGED] =
      g_signal_new ("changed", CULM_TYPE_LAN_PULSE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
culm_lan_pulse_init (CulmLanPulse *self G_GNUC_UNUSED)
{
}

CulmLanPulse *
culm_lan_pulse_new (CulmMqttSession *session, double time_scale)
{
  CulmLanPulse *self = g_object_new (CULM_TYPE_LAN_PULSE, NULL);

  self->session = g_object_ref (session);
  self->time_scale = time_scale;
  return self;
}

void
culm_lan_pulse_set_active (CulmLanPulse *self, gboolean active)
{
  if (active == (self->timer != NULL))
    return;
  if (active) {
    self->timer = culm_mqtt_timer_new (on_look, self);
    self->received = 0; /* the first look finds it alive */
    look_in (self, 0);
    return;
  }
  culm_mqtt_timer_clear (&self->timer);
  self->pinged = FALSE;
  set_silent (self, FALSE);
}

gboolean
culm_lan_pulse_is_silent (CulmLanPulse *self)
{
  return self->silent;
}
