/* culm-roster.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-cache.h"
#include "culm-limiter.h"
#include "culm-mqtt-session.h"
#include "culm-printer-list.h"
#include "culm-restored.h"

G_BEGIN_DECLS

/**
 * CulmRoster:
 *
 * The printers of one account: as the service lists them, as the cache remembers them, and what the broker brings of
 * each. It puts them into the list of all printers, where one of another account with the same serial is left alone,
 * and one that is known by the LAN is joined.
 *
 * Signals: "printer-added" (CulmPrinter): right after it came to the list; "printer-removed" (CulmPrinter): right
 * before it goes.
 */
#define CULM_TYPE_ROSTER (culm_roster_get_type ())
G_DECLARE_FINAL_TYPE (CulmRoster, culm_roster, CULM, ROSTER, GObject)

/* `account` is the id of its keyring entry; `settings` (nullable) say the dialect of a printer; `time_scale` is 1,
 * tests shorten every wait of the printers by it. */
CulmRoster *culm_roster_new (const char *account, CulmPrinterList *printers, CulmCache *cache, GSettings *settings,
                             double time_scale);

/* By which way it reaches its printers: CULM_ROUTE_CLOUD, as it begins, also for a broker of one's own, or
 * CULM_ROUTE_LAN. A printer that another roster has by the other way is shared with it. Before there is any. */
void culm_roster_set_route (CulmRoster *self, CulmRoute route);

/* Whether this printer is asked for on the LAN alone: the cloud's rosters let it be. */
void culm_roster_set_lan_only (CulmRoster *self, const char *serial, gboolean lan_only);

gboolean culm_roster_contains (CulmRoster *self, CulmPrinter *printer);
/* The plate picture's address of the list, nullable. Never into a log. */
const char *culm_roster_get_thumbnail (CulmRoster *self, CulmPrinter *printer);

/* From now on asks this printer alone; NULL: none of them yet. */
void culm_roster_set_focus (CulmRoster *self, CulmPrinter *printer);

/* Who counts the messages to its printers; NULL, as it begins: nobody. Before there is any. */
void culm_roster_set_limiter (CulmRoster *self, CulmLimiter *limiter);

/* Whether the account is one of the seed's contract (design.md §4). */
void culm_roster_set_seed (CulmRoster *self, gboolean seed_by_default);

/* A printer of the last run, shown as it was. Takes the raw messages. */
void culm_roster_restore (CulmRoster *self, CulmRestored *restored);
/* The service's list, whole: those that it does not name go. (element-type CulmCloudDevice). */
void culm_roster_take_devices (CulmRoster *self, GPtrArray *devices);
/* The same of a way that leads to one printer alone, of which nobody but the connection says whether it is there.
 * `name` and `model` nullable. */
void culm_roster_take_printer (CulmRoster *self, const char *serial, const char *name, const char *model,
                               gboolean online);
/* Takes one out of the list and out of the cache, if it is here. */
void culm_roster_drop (CulmRoster *self, const char *serial);
/* Takes all of them out of the list and out of the cache. */
void culm_roster_clear (CulmRoster *self);

/* The connection that the printers' topics are wanted on; NULL: none, what is shown gets old. */
void culm_roster_set_session (CulmRoster *self, CulmMqttSession *session);
/* What happens on it: a topic is subscribed, a message came, the connection is lost, two seconds have passed. */
void culm_roster_open (CulmRoster *self, const char *topic);
void culm_roster_take_message (CulmRoster *self, const char *topic, GBytes *payload);
void culm_roster_close (CulmRoster *self);
void culm_roster_tick (CulmRoster *self);

/* Gives the cache the reports that are newer than the last time. */
void culm_roster_save (CulmRoster *self);

G_END_DECLS
