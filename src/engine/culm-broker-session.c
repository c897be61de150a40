/* culm-broker-session.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-broker-session.h"
#include "culm-error.h"
#include "culm-limits-private.h"
#include "culm-roster-line.h"

struct _CulmBrokerSession {
  GObject parent_instance;
  CulmBrokerRecord *record;
  CulmBroker *broker;
  CulmRoster *roster;
  CulmRosterLine *line;
  CulmPrinterList *printers;
  CulmLimits *limits;
  char *id;
  gboolean listed;
  gboolean refused;   /* the topic: whoever signed in may not hear the printer */
  gboolean connected; /* and so its reports and events say whether the printer is there */
  gboolean expected;  /* it was there when it was last known */
};

enum { LISTED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmBrokerSession, culm_broker_session, G_TYPE_OBJECT)

static void
list_printer (CulmBrokerSession *self, gboolean online)
{
  culm_roster_take_printer (self->roster, self->record->serial, NULL, self->record->model, online);
}

/* Returns: (transfer none) (nullable). */
static CulmPrinter *
get_printer (CulmBrokerSession *self)
{
  return culm_printer_list_find (self->printers, self->record->serial);
}

static void
tell_listed (CulmBrokerSession *self)
{
  if (!self->listed)
    g_signal_emit (self, signals[LISTED], 0);
  self->listed = TRUE;
}

static void
on_ready (CulmBrokerSession *self)
{
  if (self->refused)
    return;
  self->connected = TRUE;
  if (self->expected) /* one that went before the connection did says itself when it is back */
    list_printer (self, TRUE);
  culm_broker_set_state (self->broker, CULM_BROKER_ONLINE, NULL);
}

/* Until it was heard, or not reached, nothing is known of it that could change. */
static void
on_heard (CulmBrokerSession *self)
{
  CulmPrinter *printer = get_printer (self);

  if (!self->listed && printer != NULL &&
      (!culm_printer_get_online (printer) ||
       (culm_printer_get_complete (printer) && !culm_printer_get_stale (printer))))
    tell_listed (self);
}

static void
fail (CulmBrokerSession *self, const GError *error)
{
  gboolean final = g_error_matches (error, CULM_ERROR, CULM_ERROR_UNAUTHORISED) ||
                   g_error_matches (error, CULM_ERROR, CULM_ERROR_UNTRUSTED) ||
                   g_error_matches (error, CULM_ERROR, CULM_ERROR_FORBIDDEN);

  if (self->connected && get_printer (self) != NULL)
    self->expected = culm_printer_get_online (get_printer (self));
  self->connected = FALSE;
  list_printer (self, FALSE);
  culm_broker_set_state (self->broker, final ? CULM_BROKER_REFUSED : CULM_BROKER_OFFLINE, error);
  tell_listed (self);
}

/* SUBACK 0x80: whoever signed in may not hear this printer. */
static void
on_refused (CulmBrokerSession *self, const GError *error)
{
  g_autoptr (GError) refused =
      culm_error_new (CULM_ERROR_ORIGIN_MQTT, CULM_ERROR_FORBIDDEN, "No reports of this printer: %s", error->message);

  self->refused = TRUE;
  fail (self, refused);
}

static void
on_lost (CulmBrokerSession *self, const GError *error)
{
  g_autoptr (CulmBrokerSession) held = g_object_ref (self);

  if (!self->refused) /* the topic is asked for no more: a new connection would change nothing */
    fail (self, error);
}

static void
culm_broker_session_dispose (GObject *object)
{
  CulmBrokerSession *self = CULM_BROKER_SESSION (object);

  if (self->line != NULL)
    culm_roster_line_stop (self->line);
  g_clear_object (&self->line);
  g_clear_object (&self->roster);
  g_clear_object (&self->broker);
  g_clear_object (&self->printers);
  g_clear_object (&self->limits);
  G_OBJECT_CLASS (culm_broker_session_parent_class)->dispose (object);
}

static void
culm_broker_session_finalize (GObject *object)
{
  CulmBrokerSession *self = CULM_BROKER_SESSION (object);

  g_clear_pointer (&self->record, culm_broker_record_free);
  g_free (self->id);
  G_OBJECT_CLASS (culm_broker_session_parent_class)->finalize (object);
}

static void
culm_broker_session_class_init (CulmBrokerSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_broker_session_dispose;
  G_OBJECT_CLASS (klass)->finalize = culm_broker_session_finalize;
  signals[LISTED] =
      g_signal_new ("listed", CULM_TYPE_BROKER_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
culm_broker_session_init (CulmBrokerSession *self G_GNUC_UNUSED)
{
}

CulmBrokerSession *
culm_broker_session_new (CulmBrokerRecord *record, CulmLimits *limits, CulmPrinterList *printers, CulmCache *cache,
                         GSettings *settings, double time_scale)
{
  CulmBrokerSession *self = g_object_new (CULM_TYPE_BROKER_SESSION, NULL);

  self->record = record;
  self->id = g_strconcat ("broker/", record->serial, NULL);
  self->broker = culm_broker_record_make_broker (record);
  self->printers = g_object_ref (printers);
  self->expected = TRUE;
  self->roster = culm_roster_new (self->id, printers, cache, settings, time_scale);
  self->limits = g_object_ref (limits);
  culm_roster_set_limiter (self->roster, CULM_LIMITER (culm_limits_get_account (limits, self->id)));
  culm_roster_set_seed (self->roster, TRUE);
  self->line = culm_roster_line_new (self->roster, time_scale);
  g_signal_connect_object (self->line, "ready", G_CALLBACK (on_ready), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->line, "heard", G_CALLBACK (on_heard), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->line, "refused", G_CALLBACK (on_refused), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->line, "lost", G_CALLBACK (on_lost), self, G_CONNECT_SWAPPED);
  return self;
}

CulmBroker *
culm_broker_session_get_broker (CulmBrokerSession *self)
{
  return self->broker;
}

const CulmBrokerRecord *
culm_broker_session_get_record (CulmBrokerSession *self)
{
  return self->record;
}

CulmRoster *
culm_broker_session_get_roster (CulmBrokerSession *self)
{
  return self->roster;
}

const char *
culm_broker_session_get_id (CulmBrokerSession *self)
{
  return self->id;
}

void
culm_broker_session_show (CulmBrokerSession *self)
{
  list_printer (self, TRUE); /* until the connection knows better */
}

void
culm_broker_session_start (CulmBrokerSession *self)
{
  CulmMqttEndpoint endpoint = culm_broker_record_get_endpoint (self->record);

  if (culm_roster_line_get_session (self->line) != NULL)
    return;
  culm_broker_session_show (self);
  culm_roster_line_start (self->line, &endpoint);
}

void
culm_broker_session_stop (CulmBrokerSession *self)
{
  if (culm_roster_line_get_session (self->line) == NULL)
    return;
  culm_roster_line_stop (self->line);
  culm_roster_save (self->roster);
}

void
culm_broker_session_forget (CulmBrokerSession *self)
{
  culm_broker_session_stop (self);
  culm_roster_clear (self->roster);
  culm_limits_forget (self->limits, self->id);
}
