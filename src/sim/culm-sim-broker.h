/* culm-sim-broker.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

typedef struct _CulmSimWorld CulmSimWorld;

/* A real Mosquitto as the cloud's broker, in a process of its own that dies with this one. It listens with TLS for
 * the account's clients, and in clear on loopback for the simulator's own client.
 * Signals:
 *   ::died ()      it ended without being asked to
 *   ::reloading () it was told to read its password file again; culm_sim_broker_confirm () is wanted once it has */
#define CULM_SIM_TYPE_BROKER (culm_sim_broker_get_type ())
G_DECLARE_FINAL_TYPE (CulmSimBroker, culm_sim_broker, CULM_SIM, BROKER, GObject)

/* The user of the simulator's own client. */
#define CULM_SIM_BROKER_USER "culm-sim"

/* With --lan each printer has a listener of its own, on the socket SERIAL.sock of the state folder. No trouble of the
 * cloud but a restart or a stall of the whole program reaches it. */
#define CULM_SIM_BROKER_SOCKET ".sock"

/* Writes the configuration on free ports and starts the program. It listens soon after, or has died when a port was
 * taken meanwhile. world: must outlive the broker. Returns: (transfer full) (nullable) */
CulmSimBroker *culm_sim_broker_new (CulmSimWorld *world, GError **error);

gboolean    culm_sim_broker_is_running        (CulmSimBroker *self);
guint       culm_sim_broker_get_port          (CulmSimBroker *self); /* TLS */
guint       culm_sim_broker_get_inner_port    (CulmSimBroker *self); /* clear, 127.0.0.1 */
const char *culm_sim_broker_get_inner_password (CulmSimBroker *self);

/* It has read its password file since it was last told to: the account is settled, unless more is to come. */
void        culm_sim_broker_confirm           (CulmSimBroker *self);

/* Ends the program at once and starts it again on the same ports. */
gboolean culm_sim_broker_restart (CulmSimBroker *self, GError **error);
/* An access code has changed: who came with the old one is cut. */
void     culm_sim_broker_renew_codes (CulmSimBroker *self);
/* Cuts every connection of the account's clients. */
void     culm_sim_broker_drop    (CulmSimBroker *self);
/* The broker does nothing at all for so long. */
void     culm_sim_broker_stall   (CulmSimBroker *self, double seconds);
/* While TRUE, every sign-in is answered with CONNACK 5, and whoever was signed in is cut. */
void     culm_sim_broker_refuse  (CulmSimBroker *self, gboolean refuse);
