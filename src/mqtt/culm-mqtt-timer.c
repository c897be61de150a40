/* culm-mqtt-timer.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-mqtt-timer.h"

static gboolean
culm_mqtt_timer_dispatch (GSource *timer, GSourceFunc callback, gpointer user_data)
{
  g_source_set_ready_time (timer, -1);
  return callback (user_data);
}

GSource *
culm_mqtt_timer_new (GSourceFunc func, gpointer user_data)
{
  static GSourceFuncs funcs = { NULL, NULL, culm_mqtt_timer_dispatch, NULL, NULL, NULL };
  GSource *timer = g_source_new (&funcs, sizeof (GSource));

  g_source_set_callback (timer, func, user_data, NULL);
  g_source_set_static_name (timer, "CulmMqttTimer");
  g_source_attach (timer, g_main_context_get_thread_default ());
  return timer;
}

void
culm_mqtt_timer_set (GSource *timer, gint64 delay)
{
  g_source_set_ready_time (timer, delay < 0 ? -1 : g_get_monotonic_time () + delay);
}

void
culm_mqtt_timer_clear (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}
