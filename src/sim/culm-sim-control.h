/* culm-sim-control.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-link.h"

/* The control interface (contract.md §6): plain HTTP on loopback, JSON whatever the Content-Type. Beside the contract:
 *   GET /account              {"account","uid","token", …}
 *   POST /account             {"expire":true} makes every token issued so far dead, for REST and the broker alike;
 *                             {"expire-code":true} makes codes answer as expired until a new one is asked for
 *   GET /printers             the serials
 *   /do also does what culm_sim_lan_do () can, and a fault of "ftps" what culm-sim-ftp-faults.h says
 * value of a "status" fault may hold "headers", an object; a "status" fault of "mqtt" is CONNACK 5 for everybody. */
#define CULM_SIM_TYPE_CONTROL (culm_sim_control_get_type ())
G_DECLARE_FINAL_TYPE (CulmSimControl, culm_sim_control, CULM_SIM, CONTROL, GObject)

/* Listens on a free port of 127.0.0.1. The others must outlive it.
 * Returns: (transfer full) (nullable) */
CulmSimControl *culm_sim_control_new (CulmSimWorld *world, CulmSimBroker *broker, CulmSimLink *link, GError **error);

/* Returns: (transfer none): "http://127.0.0.1:PORT" */
const char *culm_sim_control_get_url (CulmSimControl *self);
