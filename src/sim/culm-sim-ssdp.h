/* culm-sim-ssdp.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-host.h"

/* The printers' announcements (reference/lan.md §2): a NOTIFY of each every five seconds to one place, at once when
 * one comes or goes, and to whoever searches the group (M-SEARCH to 239.255.255.250:1990) from
 * this machine. */
#define CULM_SIM_TYPE_SSDP (culm_sim_ssdp_get_type ())
G_DECLARE_FINAL_TYPE (CulmSimSsdp, culm_sim_ssdp, CULM_SIM, SSDP, GObject)

/* place: "ADDRESS:PORT" that hears the announcements; hosts: CulmSimHost, must outlive this. Announces those that are
 * up. Returns: (transfer full) (nullable) */
CulmSimSsdp *culm_sim_ssdp_new (const char *place, GPtrArray *hosts, GError **error);

/* Tells of one now: alive when it is up, else its leaving. */
void culm_sim_ssdp_announce (CulmSimSsdp *self, CulmSimHost *host);
