/* culm-sim-listener.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-stream.h"

/* Serves one visitor, in a thread of its own. */
typedef void (*CulmSimServe) (CulmSimStream *stream, gpointer user_data);

/* One port of a printer, and whoever is connected to it.
 * Signal: ::visited (), on the main thread, before a visitor is served */
#define CULM_SIM_TYPE_LISTENER (culm_sim_listener_get_type ())
G_DECLARE_FINAL_TYPE (CulmSimListener, culm_sim_listener, CULM_SIM, LISTENER, GObject)

/* Nothing listens before culm_sim_listener_start (). user_data: must outlive the listener. */
CulmSimListener *culm_sim_listener_new (CulmSimServe serve, gpointer user_data);

/* port: the one wished for; where it is taken or not ours to bind, any free one. */
gboolean culm_sim_listener_start (CulmSimListener *self, const char *address, guint port, GError **error);
/* Cuts everybody, and returns when their threads have ended. Also done when the listener goes. */
void     culm_sim_listener_stop  (CulmSimListener *self);
/* Cuts everybody, and listens on. */
void     culm_sim_listener_drop  (CulmSimListener *self);

gboolean culm_sim_listener_is_running (CulmSimListener *self);
guint    culm_sim_listener_get_port   (CulmSimListener *self); /* the last one; 0 before the first start */

/* How many have come so far. */
guint culm_sim_listener_get_visits (CulmSimListener *self);

/* How many are served at once, 0 without a bound. replaces: one more puts the oldest out, else it is turned away
 * unless a place gets free within a second. */
void culm_sim_listener_set_limit  (CulmSimListener *self, guint limit, gboolean replaces);
/* Connections are taken, and nothing is ever said on them. */
void culm_sim_listener_set_silent (CulmSimListener *self, gboolean silent);
