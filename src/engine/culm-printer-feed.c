/* culm-printer-feed.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-printer-feed.h"
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

struct _CulmPrinterFeed {
  GObject parent_instance;
  CulmPrinter *printer;
  CulmMqttLink *link; /* of the session; NULL without one */
  CulmLimiter *limiter;
  char *topic;
  CulmReport *report; /* all that was said; NULL before */
  CulmRawLog raw;
  CulmDialect dialect;
  gboolean seed_by_default;
  double time_scale;
  gboolean open, muted, greeted, wants_full, nudged, started, dirty;
  gboolean got_full;                                  /* since the printer was last greeted */
  gboolean restored;                                  /* what is known came from the cache, at least in part */
  gint64 opened_at, heard_at, pushall_at, version_at; /* monotonic µs, 0 never */
  gint64 reported_at;                                 /* unix s */
  gint64 full_at;                                     /* unix s */
  guint64 messages;
  guint version_tries, malformed, malformed_row;
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
may_pushall (CulmPrinterFeed *self)
{
  gboolean deltas = culm_printer_get_printer_model (self->printer)->stream == CULM_STREAM_DELTA;

  return self->pushall_at == 0 || has_passed (self, self->pushall_at, deltas ? PUSHALL_DELTA : PUSHALL_FULL);
}

static void
ask_version (CulmPrinterFeed *self)
{
  self->version_tries++;
  self->version_at = g_get_monotonic_time ();
  culm_mqtt_link_ask (self->link, "info", "get_version", NULL);
}

static void
ask_everything (CulmPrinterFeed *self)
{
  if (!may_pushall (self)) {
    self->wants_full = TRUE;
    return;
  }
  self->wants_full = FALSE;
  self->pushall_at = g_get_monotonic_time ();
  culm_mqtt_link_ask (self->link, "pushing", "pushall", ",\"version\":1,\"push_target\":1");
}

static void
ask_stream (CulmPrinterFeed *self)
{
  culm_mqtt_link_ask (self->link, "pushing", "start", NULL);
}

/* Once a connection and printer: nothing is asked of one that is not there. */
static void
greet (CulmPrinterFeed *self)
{
  if (!self->open || self->muted || self->greeted || !culm_printer_get_online (self->printer))
    return;
  self->greeted = TRUE;
  self->version_tries = 0;
  ask_version (self);
  if (!self->got_full)
    ask_everything (self);
}

static void
set_online (CulmPrinterFeed *self, gboolean online)
{
  if (culm_printer_get_online (self->printer) == online)
    return;
  culm_printer_set_online (self->printer, online, get_unix_seconds ());
  self->nudged = FALSE;
  if (online)
    greet (self);
  else
    self->greeted = self->got_full = FALSE; /* it may change while it is away */
}

static void
count_malformed (CulmPrinterFeed *self, const GError *error)
{
  if (self->malformed++ == 0)
    culm_info ("A message of a printer was not understood: %s", error->message);
  if (++self->malformed_row >= MALFORMED_ROW && self->open && !self->muted) {
    self->malformed_row = 0;
    ask_everything (self);
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

  culm_printer_feed_set_session (self, NULL);
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
  culm_link_context_init (context, self->printer, self->dialect, self->seed_by_default, FALSE);
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

void
culm_printer_feed_set_session (CulmPrinterFeed *self, CulmMqttSession *session)
{
  culm_printer_feed_close (self);
  g_clear_object (&self->link);
  if (session == NULL)
    return;
  self->link = culm_mqtt_link_new (self->printer, session);
  culm_mqtt_link_set_limiter (self->link, self->limiter);
  culm_mqtt_link_set_dialect (self->link, self->dialect, self->seed_by_default);
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
culm_printer_feed_set_dialect (CulmPrinterFeed *self, CulmDialect dialect, gboolean seed_by_default)
{
  self->dialect = dialect;
  self->seed_by_default = seed_by_default;
  if (self->link != NULL)
    culm_mqtt_link_set_dialect (self->link, dialect, seed_by_default);
}

void
culm_printer_feed_open (CulmPrinterFeed *self)
{
  if (self->open || self->link == NULL)
    return;
  self->open = TRUE;
  self->greeted = self->started = self->nudged = self->got_full = FALSE;
  self->opened_at = g_get_monotonic_time ();
  culm_printer_set_link (self->printer, CULM_PRINTER_LINK (self->link), CULM_ROUTE_CLOUD);
  greet (self);
}

void
culm_printer_feed_close (CulmPrinterFeed *self)
{
  if (!self->open)
    return;
  self->open = FALSE;
  culm_printer_set_link (self->printer, NULL, CULM_ROUTE_NONE);
  culm_printer_set_stale (self->printer, TRUE);
  culm_mqtt_link_break (self->link);
}

void
culm_printer_feed_set_listed_online (CulmPrinterFeed *self, gboolean online)
{
  gboolean heard = self->heard_at != 0 && !has_passed (self, self->heard_at, OFFLINE);

  /* Once the printer was heard on this connection, its reports and the broker's events know better than the list. */
  if (online || !heard)
    set_online (self, online);
  greet (self);
}

void
culm_printer_feed_take_message (CulmPrinterFeed *self, GBytes *payload)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmReport) news = NULL;
  g_autoptr (GPtrArray) replies = NULL;
  g_autoptr (CulmPrinterFeed) held = g_object_ref (self);
  CulmSwitch presence;

  if (!self->open)
    return;
  self->messages++;
  news = culm_report_new_from_message (payload, &replies, &error);
  if (news == NULL) {
    count_malformed (self, error);
    return;
  }
  self->malformed_row = 0;
  for (guint i = 0; i < replies->len && self->open; i++)
    culm_mqtt_link_take_reply (self->link, g_ptr_array_index (replies, i));
  presence = culm_report_get_presence (news);
  if (presence == CULM_SWITCH_OFF) {
    self->heard_at = 0;
    set_online (self, FALSE);
    return;
  }
  self->heard_at = g_get_monotonic_time ();
  self->nudged = FALSE;
  if (!culm_report_is_empty (news)) {
    if (culm_report_is_full (news)) {
      self->got_full = TRUE;
      self->full_at = get_unix_seconds ();
      self->wants_full = self->restored = FALSE;
    }
    if (!self->restored)
      culm_printer_set_stale (self->printer, FALSE);
    merge (self, payload, news, self->heard_at, get_unix_seconds ());
  }
  set_online (self, TRUE);
  if (self->link != NULL && self->open)
    culm_mqtt_link_take_report (self->link);
}

void
culm_printer_feed_tick (CulmPrinterFeed *self)
{
  gint64 quiet_since = MAX (self->heard_at, self->opened_at);

  if (!self->open || self->muted || !culm_printer_get_online (self->printer))
    return;
  if (culm_printer_get_firmware (self->printer) == NULL && self->version_tries < VERSION_TRIES &&
      has_passed (self, self->version_at, VERSION_RETRY))
    ask_version (self);
  if (self->wants_full && may_pushall (self))
    ask_everything (self);
  if (self->heard_at < self->opened_at && !self->started && has_passed (self, quiet_since, FIRST_REPORT)) {
    self->started = TRUE;
    ask_stream (self);
    ask_everything (self);
  }
  if (!self->nudged && has_passed (self, quiet_since, NUDGE)) {
    self->nudged = TRUE;
    ask_stream (self);
    ask_everything (self);
  }
  if (has_passed (self, quiet_since, OFFLINE))
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
