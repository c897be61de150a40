/* culm-mqtt-timer.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* A timer that can be set again and again, from within its own callback too, which g_timeout_source_new() cannot. It is
 * attached to the thread's default context and not set at first. Returns: (transfer full). */
GSource *culm_mqtt_timer_new (GSourceFunc func, gpointer user_data);

/* Calls back once, after @delay microseconds, or with -1 not at all. Replaces what was set before. */
void culm_mqtt_timer_set (GSource *timer, gint64 delay);

/* Destroys and forgets any source; @source may point to NULL. */
void culm_mqtt_timer_clear (GSource **source);

G_END_DECLS
