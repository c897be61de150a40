/* culm-printer-feed.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-printer-feed.h"
#include "culm-lan-pulse.h"
#include "culm-log.h"
#include "culm-report-reader.h"

/* Waits in seconds: reference/mqtt.md §1, §3.1 and §3.11, reference/errors.md §3. */
#define PUSHALL_DELTA 300
#define PUSHALL_FULL 60
#define VERSION_RETRY 2
#define VERSION_TRIES 10
#define FIRST_REPORT 15
#define NUDGE 60
#define OFFLINE 90
#define MALFORMED_ROW 10
/* A printer on the LAN that is quiet for so long while the cloud brings its reports does not answer. */
#define LAN_SILENCE 2
#define LAN_GRACE 1

/* One way to the printer: the cloud's broker (or one that was typed in by hand), or the printer's own. */
typedef struct {
  CulmMqttLink *link; /* of the session; NULL without one */
  gboolean claimed, seed_by_default;
  gboolean open, greeted, wants_full, nudged, started;
  gboolean got_full;                                  /* since the printer was last greeted */
  gint64 opened_at, heard_at, pushall_at, version_at; /* monotonic µs, 0 never */
  guint version_tries;
} Lane;

struct _CulmPrinterFeed {
  GObject parent_instance;
  CulmPrinter *printer;
  Lane lanes[CULM_ROUTE_CLOUD + 1]; /* by route; none at CULM_ROUTE_NONE */
  CulmRoute route;                  /* that commands go by */
  CulmLanPulse *pulse;              /* of the LAN's lane; NULL without a session */
  CulmLimiter *limiter;             /* of the cloud's lane */
  char *topic;
  CulmReport *report; /* all that was said; NULL before */
  CulmRawLog raw;
  CulmDialect dialect;
  double time_scale;
  gboolean lan_only;
  gboolean muted;         /* of the cloud's lane */
  gboolean lan_is_silent; /* open, while the cloud brings what it does not */
  gint64 doubted_at;      /* monotonic µs: when the cloud did for the first time */
  guint doubt;
  gboolean dirty;
  gboolean restored;  /* what is known came from the cache, at least in part */
  gint64 reported_at; /* unix s */
  gint64 full_at;     /* unix s */
  guint64 messages;
  guint malformed, malformed_row;
};

G_DEFINE_FINAL_TYPE (CulmPrinterFeed, culm_printer_feed, G_TYPE_OBJECT)

/* Of a printer: its feed, not owned. */
static G_DEFINE_QUARK (culm - printer - feed, get_feed)

static gint64
get_unix_seconds (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static gboolean
has_passed (CulmPrinterFeed *self, gint64 since, double seconds)
{
  return (double) (g_get_monotonic_time () - since) >= seconds * self->time_scale * G_USEC_PER_SEC;
}

static gboolean
is_muted (CulmPrinterFeed *self, const Lane *lane)
{
  return self->muted && lane == &self->lanes[CULM_ROUTE_CLOUD];
}

static gint64
get_heard_at (CulmPrinterFeed *self)
{
  return MAX (self->lanes[CULM_ROUTE_LAN].heard_at, self->lanes[CULM_ROUTE_CLOUD].heard_at);
}

static gboolean
may_pushall (CulmPrinterFeed *self, const Lane *lane)
{
  gboolean deltas = culm_printer_get_printer_model (self->printer)->stream == CULM_STREAM_DELTA;

  return lane->pushall_at == 0 || has_passed (self, lane->pushall_at, deltas ? PUSHALL_DELTA : PUSHALL_FULL);
}

static void
ask_version (Lane *lane)
{
  lane->version_tries++;
  lane->version_at = g_get_monotonic_time ();
  culm_mqtt_link_ask (lane->link, "info", "get_version", NULL);
}

static void
ask_everything (CulmPrinterFeed *self, Lane *lane)
{
  if (!may_pushall (self, lane)) {
    lane->wants_full = TRUE;
    return;
  }
  lane->wants_full = FALSE;
  lane->pushall_at = g_get_monotonic_time ();
  culm_mqtt_link_ask (lane->link, "pushing", "pushall", ",\"version\":1,\"push_target\":1");
}

static void
ask_stream (Lane *lane)
{
  culm_mqtt_link_ask (lane->link, "pushing", "start", NULL);
}

/* Once a connection and printer: nothing is asked of one that is not there, and nothing by the way that only waits. */
static void
greet (CulmPrinterFeed *self)
{
  Lane *lane = &self->lanes[self->route];

  if (!lane->open || is_muted (self, lane) || lane->greeted || !culm_printer_get_online (self->printer))
    return;
  lane->greeted = TRUE;
  lane->version_tries = 0;
  ask_version (lane);
  if (!lane->got_full)
    ask_everything (self, lane);
}

static void
set_online (CulmPrinterFeed *self, gboolean online)
{
  if (culm_printer_get_online (self->printer) == online)
    return;
  culm_printer_set_online (self->printer, online, get_unix_seconds ());
  for (gsize i = 0; i < G_N_ELEMENTS (self->lanes); i++) {
    self->lanes[i].nudged = FALSE;
    if (!online)
      self->lanes[i].greeted = self->lanes[i].got_full = FALSE; /* it may change while it is away */
  }
  if (online)
    greet (self);
}

/* ---- Which way: the LAN when it answers, else the cloud (design.md §4) ---- */

static void
choose_route (CulmPrinterFeed *self)
{
  const Lane *lan = &self->lanes[CULM_ROUTE_LAN], *cloud = &self->lanes[CULM_ROUTE_CLOUD];
  gboolean silent = self->lan_is_silent || (self->pulse != NULL && culm_lan_pulse_is_silent (self->pulse));
  CulmRoute route = lan->open && !(silent && cloud->open) ? CULM_ROUTE_LAN
                    : cloud->open                         ? CULM_ROUTE_CLOUD
                                                          : CULM_ROUTE_NONE;

  if (route == self->route)
    return;
  culm_debug ("A printer's route: %s", route == CULM_ROUTE_NONE ? "none" : culm_route_get_name (route));
  self->route = route;
  culm_printer_set_link (self->printer, route != CULM_ROUTE_NONE ? CULM_PRINTER_LINK (self->lanes[route].link) : NULL,
                         route);
  if (route == CULM_ROUTE_NONE)
    culm_printer_set_stale (self->printer, TRUE);
  greet (self);
}

/* It costs a packet now and then: only where another way could take over. */
static void
feel_pulse (CulmPrinterFeed *self)
{
  if (self->pulse != NULL)
    culm_lan_pulse_set_active (self->pulse, self->lanes[CULM_ROUTE_LAN].open && self->lanes[CULM_ROUTE_CLOUD].open);
}

static void
on_pulse_changed (CulmPrinterFeed *self)
{
  choose_route (self);
}

static void
clear_doubt (CulmPrinterFeed *self)
{
  g_clear_handle_id (&self->doubt, g_source_remove);
  self->lan_is_silent = FALSE;
}

static gboolean
on_doubt (gpointer data)
{
  CulmPrinterFeed *self = data;

  self->doubt = 0;
  self->lan_is_silent = self->lanes[CULM_ROUTE_LAN].heard_at < self->doubted_at;
  choose_route (self);
  return G_SOURCE_REMOVE;
}

/* What comes by the cloud should come by the LAN as well, at any moment: else the LAN is dead, whatever TCP says. */
static void
compare_routes (CulmPrinterFeed *self, CulmRoute route)
{
  const Lane *lan = &self->lanes[CULM_ROUTE_LAN];

  if (route == CULM_ROUTE_LAN) {
    clear_doubt (self);
    choose_route (self);
  } else if (lan->open && !self->lan_is_silent && self->doubt == 0 &&
             has_passed (self, MAX (lan->heard_at, lan->opened_at), LAN_SILENCE)) {
    self->doubted_at = g_get_monotonic_time ();
    self->doubt = g_timeout_add ((guint) (LAN_GRACE * 1000 * self->time_scale), on_doubt, self);
  }
}

static void
count_malformed (CulmPrinterFeed *self, Lane *lane, const GError *error)
{
  if (self->malformed++ == 0)
    culm_info ("A message of a printer was not understood: %s", error->message);
  if (++self->malformed_row >= MALFORMED_ROW && !is_muted (self, lane)) {
    self->malformed_row = 0;
    ask_everything (self, lane);
  }
}

static void
keep_raw (CulmPrinterFeed *self, GBytes *payload, CulmReport *news)
{
  if (culm_report_get_info (news) != NULL)
    culm_raw_log_add_version (&self->raw, payload);
  if (culm_report_get_status (news) == NULL)
    return;
  if (culm_report_is_full (news))
    culm_raw_log_add_full (&self->raw, payload);
  else
    culm_raw_log_add_delta (&self->raw, payload);
}

static void
merge (CulmPrinterFeed *self, GBytes *payload, CulmReport *news, gint64 monotonic, gint64 unix_seconds)
{
  CulmReport *merged = culm_report_merge (self->report, news);

  g_clear_pointer (&self->report, culm_report_unref);
  self->report = merged;
  self->reported_at = unix_seconds;
  self->dirty = TRUE;
  keep_raw (self, payload, news);
  culm_printer_apply (self->printer, merged, monotonic, unix_seconds);
}

static void
culm_printer_feed_dispose (GObject *object)
{
  CulmPrinterFeed *self = CULM_PRINTER_FEED (object);

  culm_printer_feed_set_session (self, CULM_ROUTE_LAN, NULL);
  culm_printer_feed_set_session (self, CULM_ROUTE_CLOUD, NULL);
  clear_doubt (self);
  if (self->printer != NULL && culm_printer_feed_find (self->printer) == self)
    g_object_set_qdata (G_OBJECT (self->printer), get_feed_quark (), NULL);
  g_clear_object (&self->limiter);
  g_clear_object (&self->printer);
  g_clear_pointer (&self->report, culm_report_unref);
  culm_raw_log_clear (&self->raw);
  G_OBJECT_CLASS (culm_printer_feed_parent_class)->dispose (object);
}

static void
culm_printer_feed_finalize (GObject *object)
{
  g_free (CULM_PRINTER_FEED (object)->topic);
  G_OBJECT_CLASS (culm_printer_feed_parent_class)->finalize (object);
}

static void
culm_printer_feed_class_init (CulmPrinterFeedClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_printer_feed_dispose;
  G_OBJECT_CLASS (klass)->finalize = culm_printer_feed_finalize;
}

static void
culm_printer_feed_init (CulmPrinterFeed *self)
{
  culm_raw_log_init (&self->raw);
}

CulmPrinterFeed *
culm_printer_feed_new (CulmPrinter *printer, double time_scale)
{
  CulmPrinterFeed *self = g_object_new (CULM_TYPE_PRINTER_FEED, NULL);

  self->printer = g_object_ref (printer);
  self->topic = g_strdup_printf ("device/%s/report", culm_printer_get_serial (printer));
  self->time_scale = time_scale;
  g_object_set_qdata (G_OBJECT (printer), get_feed_quark (), self);
  return self;
}

CulmPrinter *
culm_printer_feed_get_printer (CulmPrinterFeed *self)
{
  return self->printer;
}

const char *
culm_printer_feed_get_topic (CulmPrinterFeed *self)
{
  return self->topic;
}

guint64
culm_printer_feed_get_messages (CulmPrinterFeed *self)
{
  return self->messages;
}

gint64
culm_printer_feed_get_full_at (CulmPrinterFeed *self)
{
  return self->full_at;
}

GPtrArray *
culm_printer_feed_list_messages (CulmPrinterFeed *self)
{
  return culm_raw_log_list (&self->raw);
}

void
culm_printer_feed_init_context (CulmPrinterFeed *self, CulmLinkContext *context)
{
  culm_link_context_init (context, self->printer, self->dialect,
                          self->lanes[self->route != CULM_ROUTE_NONE ? self->route : CULM_ROUTE_CLOUD].seed_by_default,
                          FALSE);
}

CulmPrinterFeed *
culm_printer_feed_find (CulmPrinter *printer)
{
  return g_object_get_qdata (G_OBJECT (printer), get_feed_quark ());
}

guint
culm_printer_feed_get_malformed (CulmPrinterFeed *self)
{
  return self->malformed;
}

gboolean
culm_printer_feed_claim (CulmPrinterFeed *self, CulmRoute route)
{
  if (self->lanes[route].claimed)
    return FALSE;
  self->lanes[route].claimed = TRUE;
  return TRUE;
}

gboolean
culm_printer_feed_release (CulmPrinterFeed *self, CulmRoute route)
{
  culm_printer_feed_set_session (self, route, NULL);
  self->lanes[route].claimed = FALSE;
  return !self->lanes[CULM_ROUTE_LAN].claimed && !self->lanes[CULM_ROUTE_CLOUD].claimed;
}

gboolean
culm_printer_feed_is_claimed (CulmPrinterFeed *self, CulmRoute route)
{
  return self->lanes[route].claimed;
}

void
culm_printer_feed_set_lan_only (CulmPrinterFeed *self, gboolean lan_only)
{
  self->lan_only = lan_only;
}

gboolean
culm_printer_feed_get_lan_only (CulmPrinterFeed *self)
{
  return self->lan_only;
}

void
culm_printer_feed_set_session (CulmPrinterFeed *self, CulmRoute route, CulmMqttSession *session)
{
  Lane *lane = &self->lanes[route];

  culm_printer_feed_close (self, route);
  g_clear_object (&lane->link);
  if (route == CULM_ROUTE_LAN)
    g_clear_object (&self->pulse);
  if (session == NULL)
    return;
  if (route == CULM_ROUTE_LAN) {
    self->pulse = culm_lan_pulse_new (session, self->time_scale);
    g_signal_connect_object (self->pulse, "changed", G_CALLBACK (on_pulse_changed), self, G_CONNECT_SWAPPED);
  }
  lane->link = culm_mqtt_link_new (self->printer, session);
  culm_mqtt_link_set_limiter (lane->link, route == CULM_ROUTE_CLOUD ? self->limiter : NULL);
  culm_mqtt_link_set_dialect (lane->link, self->dialect, lane->seed_by_default);
}

void
culm_printer_feed_set_limiter (CulmPrinterFeed *self, CulmLimiter *limiter)
{
  g_set_object (&self->limiter, limiter);
}

void
culm_printer_feed_set_muted (CulmPrinterFeed *self, gboolean muted)
{
  self->muted = muted;
  greet (self);
}

void
culm_printer_feed_set_dialect (CulmPrinterFeed *self, CulmRoute route, CulmDialect dialect, gboolean seed_by_default)
{
  self->dialect = dialect;
  self->lanes[route].seed_by_default = seed_by_default;
  if (self->lanes[route].link != NULL)
    culm_mqtt_link_set_dialect (self->lanes[route].link, dialect, seed_by_default);
}

void
culm_printer_feed_open (CulmPrinterFeed *self, CulmRoute route)
{
  Lane *lane = &self->lanes[route];

  if (lane->open || lane->link == NULL)
    return;
  lane->open = TRUE;
  lane->greeted = lane->started = lane->nudged = lane->got_full = FALSE;
  lane->opened_at = g_get_monotonic_time ();
  if (route == CULM_ROUTE_LAN)
    clear_doubt (self);
  feel_pulse (self);
  choose_route (self);
  greet (self);
}

void
culm_printer_feed_close (CulmPrinterFeed *self, CulmRoute route)
{
  Lane *lane = &self->lanes[route];

  if (!lane->open)
    return;
  lane->open = FALSE;
  if (route == CULM_ROUTE_LAN)
    clear_doubt (self);
  feel_pulse (self);
  choose_route (self);
  culm_mqtt_link_break (lane->link);
}

void
culm_printer_feed_set_listed_online (CulmPrinterFeed *self, CulmRoute route, gboolean online)
{
  gint64 heard_at = get_heard_at (self);
  gboolean heard = heard_at != 0 && !has_passed (self, heard_at, OFFLINE);

  if (route == CULM_ROUTE_CLOUD && self->lan_only)
    return;
  if (!online && route == CULM_ROUTE_CLOUD && self->lanes[CULM_ROUTE_LAN].open)
    return;
  if (!online && route == CULM_ROUTE_LAN && self->lanes[CULM_ROUTE_CLOUD].claimed && !self->lan_only)
    return; /* that it does not answer here says nothing: it may be far away */
  /* Once the printer was heard on this connection, its reports and the broker's events know better than the list. */
  if (online || !heard)
    set_online (self, online);
  greet (self);
}

/* Whichever way an answer takes: the numbers are the same series for both. */
static void
tell_links (CulmPrinterFeed *self, GPtrArray *replies)
{
  for (gsize i = CULM_ROUTE_LAN; i < G_N_ELEMENTS (self->lanes); i++) {
    for (guint j = 0; replies != NULL && j < replies->len && self->lanes[i].open; j++)
      culm_mqtt_link_take_reply (self->lanes[i].link, g_ptr_array_index (replies, j));
    if (replies == NULL && self->lanes[i].open)
      culm_mqtt_link_take_report (self->lanes[i].link);
  }
}

static void
take_status (CulmPrinterFeed *self, Lane *lane, GBytes *payload, CulmReport *news)
{
  if (culm_report_is_full (news)) {
    lane->got_full = TRUE;
    self->full_at = get_unix_seconds ();
    lane->wants_full = self->restored = FALSE;
  }
  if (!self->restored)
    culm_printer_set_stale (self->printer, FALSE);
  merge (self, payload, news, lane->heard_at, get_unix_seconds ());
}

void
culm_printer_feed_take_message (CulmPrinterFeed *self, CulmRoute route, GBytes *payload)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmReport) news = NULL;
  g_autoptr (GPtrArray) replies = NULL;
  g_autoptr (CulmPrinterFeed) held = g_object_ref (self);
  Lane *lane = &self->lanes[route];

  if (!lane->open)
    return;
  self->messages++;
  news = culm_report_new_from_message (payload, &replies, &error);
  if (news == NULL) {
    count_malformed (self, lane, error);
    return;
  }
  self->malformed_row = 0;
  tell_links (self, replies);
  if (culm_report_get_presence (news) == CULM_SWITCH_OFF) {
    lane->heard_at = 0;
    if (route == self->route)
      set_online (self, FALSE);
    return;
  }
  lane->heard_at = g_get_monotonic_time ();
  lane->nudged = FALSE;
  if (!culm_report_is_empty (news)) {
    compare_routes (self, route);
    take_status (self, lane, payload, news);
  }
  set_online (self, TRUE);
  tell_links (self, NULL);
}

void
culm_printer_feed_tick (CulmPrinterFeed *self, CulmRoute route)
{
  Lane *lane = &self->lanes[route];
  gint64 quiet_since = MAX (lane->heard_at, lane->opened_at);

  if (!lane->open || route != self->route || is_muted (self, lane) || !culm_printer_get_online (self->printer))
    return;
  if (culm_printer_get_firmware (self->printer) == NULL && lane->version_tries < VERSION_TRIES &&
      has_passed (self, lane->version_at, VERSION_RETRY))
    ask_version (lane);
  if (lane->wants_full && may_pushall (self, lane))
    ask_everything (self, lane);
  if (lane->heard_at < lane->opened_at && !lane->started && has_passed (self, quiet_since, FIRST_REPORT)) {
    lane->started = TRUE;
    ask_stream (lane);
    ask_everything (self, lane);
  }
  if (!lane->nudged && has_passed (self, quiet_since, NUDGE)) {
    lane->nudged = TRUE;
    ask_stream (lane);
    ask_everything (self, lane);
  }
  if (has_passed (self, MAX (quiet_since, get_heard_at (self)), OFFLINE))
    set_online (self, FALSE);
}

GBytes *
culm_printer_feed_save (CulmPrinterFeed *self, gint64 *saved_at)
{
  *saved_at = self->reported_at;
  self->dirty = FALSE;
  return culm_raw_log_pack (&self->raw);
}

gboolean
culm_printer_feed_is_dirty (CulmPrinterFeed *self)
{
  return self->dirty;
}

void
culm_printer_feed_restore (CulmPrinterFeed *self, CulmRawLog *raw, CulmReport *report, gint64 saved_at)
{
  if (self->report != NULL)
    return;
  culm_raw_log_clear (&self->raw);
  self->raw = *raw;
  culm_raw_log_init (raw);
  self->report = culm_report_ref (report);
  self->restored = TRUE;
  culm_printer_set_stale (self->printer, TRUE);
  culm_printer_apply (self->printer, report, 0, saved_at);
}
