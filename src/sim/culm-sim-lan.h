/* culm-sim-lan.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-sim-broker.h"
#include "culm-sim-printer.h"

/* What --lan adds: each printer on an address of its own, with the servers of its model. A printer that goes offline
 * takes its servers along and says byebye; one that comes back announces itself. */
#define CULM_SIM_TYPE_LAN (culm_sim_lan_get_type ())
G_DECLARE_FINAL_TYPE (CulmSimLan, culm_sim_lan, CULM_SIM, LAN, GObject)

/* The others must outlive it. Returns: (transfer full) (nullable) */
CulmSimLan *culm_sim_lan_new (CulmSimWorld *world, CulmSimBroker *broker, GError **error);

/* Returns: (transfer none): path of the authority that signed the printers' certificates */
const char *culm_sim_lan_get_ca (CulmSimLan *self);

/* Adds "address" and "ports" of the ready line (contract.md §6); a server that the model does not have is left out. */
void culm_sim_lan_describe (CulmSimLan *self, CulmSimPrinter *printer, JsonObject *out);

/* Adds, for the control interface, "visits" (how many have come to each port) and "asked_name" (the server name of the
 * last TLS handshake, or null). */
void culm_sim_lan_describe_visits (CulmSimLan *self, CulmSimPrinter *printer, JsonObject *out);

/* What the control interface's /do can do to a printer's network:
 *   move               value: an address, or null for a free one
 *   renew-certificate  value: the CN, or null for the serial
 *   new-code           value: a code of 8 characters, or null for a random one; who came with the old one is cut
 *   one-session        value: "refuse" or "replace" (what becomes of one more on MQTT and FTPS), null for no bound
 *   silent-port        value: "mqtt" …: takes connections and never says a word; null for none
 *   lan                value: false takes the servers away while the cloud goes on, true brings them back
 *   camera             value: {"mode","fps","width","height"} (culm_sim_camera_read ())
 *   announce           says once more that it is there
 * Returns: FALSE for any other word, which is not for the network. Errors: as of culm_sim_printer_do () */
gboolean culm_sim_lan_do (CulmSimLan *self, CulmSimPrinter *printer, const char *what, JsonNode *value, GError **error);
