/* culm-sim-link.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-broker.h"

/* The printers' side of the broker: one client that carries every printer's reports out and requests in, says
 * client.connected and client.disconnected as the cloud does (mqtt.md §1), and greets new subscribers.
 * Ordered trouble of the broker and of reports happens here. */
#define CULM_SIM_TYPE_LINK (culm_sim_link_get_type ())
G_DECLARE_FINAL_TYPE (CulmSimLink, culm_sim_link, CULM_SIM, LINK, GObject)

/* Connects and subscribes by itself, now and after every loss. world, broker: must outlive the link. */
CulmSimLink *culm_sim_link_new (CulmSimWorld *world, CulmSimBroker *broker);

/* Subscribed, so that no request gets lost. */
gboolean culm_sim_link_is_ready (CulmSimLink *self);

/* These bytes on the printer's report topic, QoS 0. Returns: whether the broker took them. */
gboolean culm_sim_link_publish (CulmSimLink *self, const char *serial, GBytes *payload);

/* Looks for ordered trouble of the broker that is due now. */
void culm_sim_link_meet_trouble (CulmSimLink *self);
