/* culm-lan-pulse.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-mqtt-session.h"

G_BEGIN_DECLS

/**
 * CulmLanPulse:
 *
 * Feels whether an open connection on the LAN is alive while there is another way to the printer: TCP itself tells
 * after minutes, and an idle printer says nothing for long. A quiet peer is pinged; no byte of it within four seconds
 * at the most, and it is silent; after ten more the connection is given up for a new one.
 *
 * Signal: "changed" (): look at culm_lan_pulse_is_silent().
 */
#define CULM_TYPE_LAN_PULSE (culm_lan_pulse_get_type ())
G_DECLARE_FINAL_TYPE (CulmLanPulse, culm_lan_pulse, CULM, LAN_PULSE, GObject)

/* `time_scale` is 1; tests shorten every wait by it. */
CulmLanPulse *culm_lan_pulse_new (CulmMqttSession *session, double time_scale);

/* Whether it matters now. Without it the peer counts as alive. */
void culm_lan_pulse_set_active (CulmLanPulse *self, gboolean active);

gboolean culm_lan_pulse_is_silent (CulmLanPulse *self);

G_END_DECLS
