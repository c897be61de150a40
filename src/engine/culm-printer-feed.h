/* culm-printer-feed.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-link-context.h"
#include "culm-mqtt-link.h"
#include "culm-raw-log.h"

G_BEGIN_DECLS

/**
 * CulmPrinterFeed:
 *
 * What keeps one printer up to date over up to two MQTT sessions, by the LAN and by the cloud: asks for versions and
 * for a full report, merges what comes (design.md §3), watches over the silence (reference/mqtt.md §1), and owns the
 * links that commands go out by. The LAN is used when it answers; what the other way brings is taken as well, and
 * nothing is asked by it. `route` is CULM_ROUTE_LAN or CULM_ROUTE_CLOUD in every function here.
 */
#define CULM_TYPE_PRINTER_FEED (culm_printer_feed_get_type ())
G_DECLARE_FINAL_TYPE (CulmPrinterFeed, culm_printer_feed, CULM, PRINTER_FEED, GObject)

/* `time_scale` is 1; tests shorten every wait by it. */
CulmPrinterFeed *culm_printer_feed_new (CulmPrinter *printer, double time_scale);

CulmPrinter *culm_printer_feed_get_printer (CulmPrinterFeed *self);
const char  *culm_printer_feed_get_topic (CulmPrinterFeed *self); /* device/SERIAL/report */

/* Each way has one owner at the most. Claim: FALSE when somebody has it. Release: TRUE when nobody has any. */
gboolean culm_printer_feed_claim (CulmPrinterFeed *self, CulmRoute route);
gboolean culm_printer_feed_release (CulmPrinterFeed *self, CulmRoute route);
gboolean culm_printer_feed_is_claimed (CulmPrinterFeed *self, CulmRoute route);

/* Whether the owner of the cloud's way is to leave it alone, by the person's wish. */
void     culm_printer_feed_set_lan_only (CulmPrinterFeed *self, gboolean lan_only);
gboolean culm_printer_feed_get_lan_only (CulmPrinterFeed *self);

/* The session that the topic is wanted on, NULL when it goes. */
void culm_printer_feed_set_session (CulmPrinterFeed *self, CulmRoute route, CulmMqttSession *session);
/* Who counts its messages to the cloud; NULL: nobody. Before the session. */
void culm_printer_feed_set_limiter (CulmPrinterFeed *self, CulmLimiter *limiter);
/* Whether nothing is asked of the printer by the cloud; what it says unasked is taken. */
void culm_printer_feed_set_muted (CulmPrinterFeed *self, gboolean muted);
void culm_printer_feed_set_dialect (CulmPrinterFeed *self, CulmRoute route, CulmDialect dialect,
                                    gboolean seed_by_default);

/* The topic is subscribed: the way is open from now on, and the printer is greeted when it is online. */
void culm_printer_feed_open (CulmPrinterFeed *self, CulmRoute route);
/* The connection is lost: the way is gone and its commands end; without another what is shown gets old. Idempotent. */
void culm_printer_feed_close (CulmPrinterFeed *self, CulmRoute route);

/* What the service (REST `online`), or the connection to the printer, says of it: believed unless reports say otherwise
 * (reference/errors.md §9). */
void culm_printer_feed_set_listed_online (CulmPrinterFeed *self, CulmRoute route, gboolean online);

void culm_printer_feed_take_message (CulmPrinterFeed *self, CulmRoute route, GBytes *payload);

/* Every two seconds while this way is open. */
void culm_printer_feed_tick (CulmPrinterFeed *self, CulmRoute route);

/* The last full report and what came since, for the cache and for diagnostics; NULL before there was one.
 * Returns: (transfer full). */
GBytes *culm_printer_feed_save (CulmPrinterFeed *self, gint64 *saved_at);

/* Fills a printer that has had no report yet, as stale. Takes the contents of `raw`, which is empty then. */
void culm_printer_feed_restore (CulmPrinterFeed *self, CulmRawLog *raw, CulmReport *report, gint64 saved_at);

/* Whether there is something newer than the last save. */
gboolean culm_printer_feed_is_dirty (CulmPrinterFeed *self);

/* Since it was made: what came, and how much of it was refused. */
guint64 culm_printer_feed_get_messages (CulmPrinterFeed *self);
guint   culm_printer_feed_get_malformed (CulmPrinterFeed *self);

/* When the last full report came, in unix seconds; 0 none yet. */
gint64 culm_printer_feed_get_full_at (CulmPrinterFeed *self);

/* The messages that what is known comes from, in order. Returns: (transfer container) (element-type GBytes). */
GPtrArray *culm_printer_feed_list_messages (CulmPrinterFeed *self);

/* What the writer of commands would know now. */
void culm_printer_feed_init_context (CulmPrinterFeed *self, CulmLinkContext *context);

/* The feed that keeps this printer up to date. (transfer none) (nullable). */
CulmPrinterFeed *culm_printer_feed_find (CulmPrinter *printer);

G_END_DECLS
