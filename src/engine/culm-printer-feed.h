/* culm-printer-feed.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "culm-link-context.h"
#include "culm-mqtt-link.h"
#include "culm-raw-log.h"

G_BEGIN_DECLS

/**
 * CulmPrinterFeed:
 *
 * What keeps one printer up to date over one MQTT session: asks for versions and for a full report, merges what comes
 * (design.md §3), watches over the silence (reference/mqtt.md §1), and owns the link that commands go out by.
 */
#define CULM_TYPE_PRINTER_FEED (culm_printer_feed_get_type ())
G_DECLARE_FINAL_TYPE (CulmPrinterFeed, culm_printer_feed, CULM, PRINTER_FEED, GObject)

/* `time_scale` is 1; tests shorten every wait by it. */
CulmPrinterFeed *culm_printer_feed_new (CulmPrinter *printer, double time_scale);

CulmPrinter *culm_printer_feed_get_printer (CulmPrinterFeed *self);
const char  *culm_printer_feed_get_topic (CulmPrinterFeed *self); /* device/SERIAL/report */

/* The session that the topic is wanted on, NULL when it goes. */
void culm_printer_feed_set_session (CulmPrinterFeed *self, CulmMqttSession *session);
/* Who counts its messages; NULL: nobody. Before the session. */
void culm_printer_feed_set_limiter (CulmPrinterFeed *self, CulmLimiter *limiter);
/* Whether nothing is asked of the printer; what it says unasked is taken. */
void culm_printer_feed_set_muted (CulmPrinterFeed *self, gboolean muted);
void culm_printer_feed_set_dialect (CulmPrinterFeed *self, CulmDialect dialect, gboolean seed_by_default);

/* The topic is subscribed: the printer is on the cloud's route from now on, and is greeted when it is online. */
void culm_printer_feed_open (CulmPrinterFeed *self);
/* The connection is lost: the route is gone, what is shown gets old, commands end. Idempotent. */
void culm_printer_feed_close (CulmPrinterFeed *self);

/* What the service says of it (REST `online`): believed unless reports say otherwise (reference/errors.md §9). */
void culm_printer_feed_set_listed_online (CulmPrinterFeed *self, gboolean online);

void culm_printer_feed_take_message (CulmPrinterFeed *self, GBytes *payload);

/* Every two seconds while the feed is open. */
void culm_printer_feed_tick (CulmPrinterFeed *self);

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
