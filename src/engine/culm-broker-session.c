/* culm-broker-session.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-broker-session.h"
#include "culm-cloud-devices.h"
#include "culm-error.h"
#include "culm-limits-private.h"

#define TICK_SECONDS 2

struct _CulmBrokerSession {
  GObject parent_instance;
  CulmBrokerRecord *record;
  CulmBroker *broker;
  CulmMqttSession *mqtt; /* NULL while it is stopped */
  CulmRoster *roster;
  CulmPrinterList *printers;
  CulmLimits *limits;
  char *id;
  double time_scale;
  gboolean listed;
  gboolean refused;   /* the topic: whoever signed in may not hear the printer */
  gboolean connected; /* and so its reports and events say whether the printer is there */
  gboolean expected;  /* it was there when it was last known */
  guint tick;
};

enum { LISTED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmBrokerSession, culm_broker_session, G_TYPE_OBJECT)

/* The roster wants a service's list: of one printer, of which only the connection says whether it is there. */
static void
list_printer (CulmBrokerSession *self, gboolean online)
{
  CulmCloudDevice device = { .serial = self->record->serial, .model_id = self->record->model, .online = online };
  g_autoptr (GPtrArray) devices = g_ptr_array_new ();

  g_ptr_array_add (devices, &device);
  culm_roster_take_devices (self->roster, devices);
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

static gboolean
on_tick (gpointer data)
{
  culm_roster_tick (((CulmBrokerSession *) data)->roster);
  return G_SOURCE_CONTINUE;
}

static void
on_ready (CulmMqttSession *mqtt G_GNUC_UNUSED, CulmBrokerSession *self)
{
  if (self->tick == 0)
    self->tick = self->time_scale < 1 ? g_timeout_add ((guint) (TICK_SECONDS * 1000 * self->time_scale), on_tick, self)
                                      : g_timeout_add_seconds (TICK_SECONDS, on_tick, self);
  if (self->refused)
    return;
  self->connected = TRUE;
  if (self->expected) /* one that went before the connection did says itself when it is back */
    list_printer (self, TRUE);
  culm_broker_set_state (self->broker, CULM_BROKER_ONLINE, NULL);
}

/* Until it was heard, or not reached, nothing is known of it that could change. */
static void
on_message (CulmMqttSession *mqtt G_GNUC_UNUSED, const char *topic G_GNUC_UNUSED, GBytes *payload G_GNUC_UNUSED,
            CulmBrokerSession *self)
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
on_refused (CulmMqttSession *mqtt G_GNUC_UNUSED, const char *topic G_GNUC_UNUSED, const GError *error,
            CulmBrokerSession *self)
{
  g_autoptr (GError) refused =
      culm_error_new (CULM_ERROR_ORIGIN_MQTT, CULM_ERROR_FORBIDDEN, "No reports of this printer: %s", error->message);

  self->refused = TRUE;
  fail (self, refused);
}

static void
on_lost (CulmMqttSession *mqtt G_GNUC_UNUSED, const GError *error, CulmBrokerSession *self)
{
  g_autoptr (CulmBrokerSession) held = g_object_ref (self);

  g_clear_handle_id (&self->tick, g_source_remove);
  culm_roster_close (self->roster);
  culm_roster_save (self->roster);
  if (!self->refused) /* the topic is asked for no more: a new connection would change nothing */
    fail (self, error);
}

static void
disconnect (CulmBrokerSession *self)
{
  g_clear_handle_id (&self->tick, g_source_remove);
  culm_roster_set_session (self->roster, NULL);
  if (self->mqtt == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->mqtt, self);
  g_signal_handlers_disconnect_by_data (self->mqtt, self->roster);
  culm_mqtt_session_stop (self->mqtt);
  g_clear_object (&self->mqtt);
}

static void
culm_broker_session_dispose (GObject *object)
{
  CulmBrokerSession *self = CULM_BROKER_SESSION (object);

  if (self->roster != NULL)
    disconnect (self);
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
  self->time_scale = time_scale;
  self->printers = g_object_ref (printers);
  self->expected = TRUE;
  self->roster = culm_roster_new (self->id, printers, cache, settings, time_scale);
  self->limits = g_object_ref (limits);
  culm_roster_set_limiter (self->roster, CULM_LIMITER (culm_limits_get_account (limits, self->id)));
  culm_roster_set_seed (self->roster, TRUE);
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

  if (self->mqtt != NULL)
    return;
  culm_broker_session_show (self);
  self->mqtt = culm_mqtt_session_new (&endpoint, NULL);
  g_signal_connect_object (self->mqtt, "subscribed", G_CALLBACK (culm_roster_open), self->roster, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->mqtt, "message", G_CALLBACK (culm_roster_take_message), self->roster,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self->mqtt, "message", G_CALLBACK (on_message), self);
  g_signal_connect (self->mqtt, "ready", G_CALLBACK (on_ready), self);
  g_signal_connect (self->mqtt, "refused", G_CALLBACK (on_refused), self);
  g_signal_connect (self->mqtt, "lost", G_CALLBACK (on_lost), self);
  culm_roster_set_session (self->roster, self->mqtt);
  culm_mqtt_session_start (self->mqtt);
}

void
culm_broker_session_stop (CulmBrokerSession *self)
{
  if (self->mqtt == NULL)
    return;
  disconnect (self);
  culm_roster_save (self->roster);
}

void
culm_broker_session_forget (CulmBrokerSession *self)
{
  culm_broker_session_stop (self);
  culm_roster_clear (self->roster);
  culm_limits_forget (self->limits, self->id);
}
