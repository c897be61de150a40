/* culm-lan-session.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-lan-session.h"
#include "culm-error.h"
#include "culm-lan-judge.h"
#include "culm-lan-pulse.h"
#include "culm-roster-line.h"

/* A connection that the printer ends so soon was put out for another's; after so many in a row that is no accident. */
#define SHORT_LIFE (30 * G_USEC_PER_SEC)
#define MANY 3
/* An announcement of another address is followed when the open connection is dead, or when one that is being made takes
 * so long: anybody can announce anything. */
#define HURRY_MS 1500

struct _CulmLanSession {
  GObject parent_instance;
  CulmLanRecord *record;
  CulmLanPrinter *printer;
  CulmLanJudge *judge; /* of this connection */
  CulmRoster *roster;
  CulmRosterLine *line;
  CulmPrinterList *printers;
  CulmLanRoots *roots;
  char *id;
  char *announced; /* another address than the record's; NULL: none */
  gboolean fresh;  /* and was not tried yet */
  gboolean astray; /* the address in use is that one */
  char *suspect;   /* the fingerprint that it showed there in place of the accepted one; nullable */
  guint hurry;
  CulmLanPulse *pulse; /* of the connection; NULL while it is stopped */
  double time_scale;
  gboolean listed;
  gint64 ready_at;   /* monotonic µs; 0: not */
  guint turned_away; /* connections in a row */
};

enum { LISTED, CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmLanSession, culm_lan_session, G_TYPE_OBJECT)

/* (transfer none) (nullable): while it is stopped. */
static CulmMqttSession *
get_mqtt (CulmLanSession *self)
{
  return culm_roster_line_get_session (self->line);
}

static void
list_printer (CulmLanSession *self, gboolean online)
{
  culm_roster_take_printer (self->roster, self->record->serial, self->record->name, self->record->model, online);
}

static void
tell_listed (CulmLanSession *self)
{
  if (!self->listed)
    g_signal_emit (self, signals[LISTED], 0);
  self->listed = TRUE;
}

static void
use_address (CulmLanSession *self, gboolean astray)
{
  self->astray = astray;
  culm_mqtt_session_set_host (get_mqtt (self), astray ? self->announced : self->record->host);
}

/* Whether the printer still answers where it is connected matters once it was heard of elsewhere. */
static void
feel_pulse (CulmLanSession *self)
{
  if (self->pulse != NULL)
    culm_lan_pulse_set_active (self->pulse, self->fresh && !self->astray &&
                                                culm_lan_printer_get_state (self->printer) == CULM_LAN_ONLINE);
}

static void
follow_announcement (CulmLanSession *self)
{
  self->fresh = FALSE;
  feel_pulse (self);
  use_address (self, TRUE);
  culm_lan_printer_set_state (self->printer, CULM_LAN_CONNECTING, NULL, NULL);
  culm_mqtt_session_retry (get_mqtt (self));
}

static gboolean
on_hurry (gpointer data)
{
  CulmLanSession *self = data;

  self->hurry = 0;
  if (get_mqtt (self) == NULL || culm_lan_printer_get_state (self->printer) == CULM_LAN_ONLINE)
    return G_SOURCE_REMOVE;
  if (self->fresh)
    follow_announcement (self);
  else if (!culm_mqtt_session_was_reached (get_mqtt (self)))
    culm_mqtt_session_retry (get_mqtt (self)); /* the printer was not up yet when it was called */
  return G_SOURCE_REMOVE;
}

static void
on_pulse_changed (CulmLanSession *self)
{
  if (culm_lan_pulse_is_silent (self->pulse) && self->fresh && !self->astray)
    follow_announcement (self);
}

/* The printer has proven itself at another address. A name that a person typed stays: it will lead there, too. */
static gboolean
settle (CulmLanSession *self)
{
  if (!self->astray || !g_hostname_is_ip_address (self->record->host))
    return FALSE;
  culm_lan_record_set_host (self->record, self->announced);
  culm_lan_printer_set_host (self->printer, self->record->host);
  g_clear_pointer (&self->announced, g_free);
  self->fresh = self->astray = FALSE;
  return TRUE;
}

/* A known issuer has vouched for a new certificate: it stays the accepted one, should that issuer be forgotten. */
static gboolean
adopt_certificate (CulmLanSession *self)
{
  const char *seen = self->judge->seen;

  if (seen == NULL || g_ascii_strcasecmp (seen, self->record->pin) == 0)
    return FALSE;
  culm_lan_record_set_pin (self->record, seen);
  culm_lan_judge_set_pin (self->judge, seen);
  culm_lan_printer_set_fingerprint (self->printer, seen);
  return TRUE;
}

static void
on_ready (CulmLanSession *self)
{
  gboolean moved;

  g_clear_pointer (&self->suspect, g_free);
  moved = settle (self);
  if (adopt_certificate (self) || moved)
    g_signal_emit (self, signals[CHANGED], 0);
  list_printer (self, TRUE);
  self->ready_at = g_get_monotonic_time ();
  culm_lan_printer_set_state (self->printer, CULM_LAN_ONLINE, NULL, NULL);
  feel_pulse (self);
}

/* Until it was heard, or not reached, nothing is known of it that could change. */
static void
on_heard (CulmLanSession *self)
{
  CulmPrinter *printer = culm_printer_list_find (self->printers, self->record->serial);

  if (!self->listed && printer != NULL && culm_printer_get_complete (printer) && !culm_printer_get_stale (printer))
    tell_listed (self);
}

/* There are printers that have one place alone (reference/mqtt.md §1): who is one too many is turned away, or puts the
 * other out, who comes back. To go on at once would be a fight without end. */
static gboolean
is_turned_away (CulmLanSession *self, const GError *error)
{
  gint64 life = self->ready_at != 0 ? g_get_monotonic_time () - self->ready_at : 0;
  CulmMqttSession *mqtt = get_mqtt (self);

  self->ready_at = 0;
  if (mqtt == NULL || culm_mqtt_session_get_state (mqtt) != CULM_MQTT_SESSION_WAITING ||
      !culm_mqtt_session_was_reached (mqtt) || g_error_matches (error, CULM_ERROR, CULM_ERROR_TIMED_OUT) ||
      life >= SHORT_LIFE * self->time_scale)
    self->turned_away = 0;
  else
    self->turned_away++;
  return self->turned_away >= MANY;
}

/* What stands at the address is no proof against the printer: only its own certificate can have changed. */
static CulmLanState
judge_failure (CulmLanSession *self, const GError *error)
{
  gboolean turned_away = is_turned_away (self, error);

  if (g_error_matches (error, CULM_ERROR, CULM_ERROR_UNAUTHORISED))
    return CULM_LAN_WRONG_CODE;
  if (!g_error_matches (error, CULM_ERROR, CULM_ERROR_UNTRUSTED))
    return turned_away ? CULM_LAN_TAKEN : CULM_LAN_OFFLINE;
  switch (self->judge->verdict) {
  case CULM_TRUST_CHANGED:
  case CULM_TRUST_UNKNOWN: return CULM_LAN_CHANGED;
  case CULM_TRUST_WRONG_PRINTER:
  case CULM_TRUST_MALFORMED: return CULM_LAN_WRONG_PRINTER;
  case CULM_TRUST_GOOD: /* TLS failed otherwise */
  default: return CULM_LAN_WRONG_PRINTER;
  }
}

/* Somebody announced an address where this printer is not, or shows another certificate: the old one is asked again
 * before anybody is alarmed. */
static void
return_home (CulmLanSession *self)
{
  g_free (self->suspect);
  self->suspect = self->judge->verdict == CULM_TRUST_CHANGED ? g_strdup (self->judge->seen) : NULL;
  culm_lan_printer_set_state (self->printer, CULM_LAN_CONNECTING, NULL, NULL);
  use_address (self, FALSE);
  culm_mqtt_session_retry (get_mqtt (self));
}

/* Nothing answers at the old address, and at the new one there was another certificate. */
static void
raise_alarm (CulmLanSession *self)
{
  g_autoptr (GError) error =
      culm_error_new (CULM_ERROR_ORIGIN_LAN, CULM_ERROR_UNTRUSTED,
                      "Another certificate at %s, where the printer announces itself", self->announced);
  g_autofree char *suspect = g_steal_pointer (&self->suspect);

  culm_mqtt_session_stop (get_mqtt (self));
  culm_lan_printer_set_host (self->printer, self->announced);
  culm_lan_printer_set_state (self->printer, CULM_LAN_CHANGED, error, suspect);
}

/* MQTT's errors, as those of a printer in the network. */
static void
tell_failure (CulmLanSession *self, CulmLanState state, const GError *error)
{
  g_autoptr (GError) own =
      culm_error_new (CULM_ERROR_ORIGIN_LAN, error->domain == CULM_ERROR ? (CulmError) error->code : CULM_ERROR_OFFLINE,
                      "%s", error->message);

  culm_lan_printer_set_state (self->printer, state, own, state == CULM_LAN_CHANGED ? self->judge->seen : NULL);
}

static void
on_lost (CulmLanSession *self, const GError *error)
{
  g_autoptr (CulmLanSession) held = g_object_ref (self);
  CulmLanState state = judge_failure (self, error);
  gboolean was_astray = self->astray;

  if (was_astray && (state == CULM_LAN_CHANGED || state == CULM_LAN_WRONG_PRINTER)) {
    return_home (self);
    return;
  }
  list_printer (self, FALSE);
  tell_listed (self);
  if (state == CULM_LAN_OFFLINE && self->suspect != NULL && self->announced != NULL) {
    raise_alarm (self);
    return;
  }
  tell_failure (self, state, error);
  feel_pulse (self);
  if (get_mqtt (self) == NULL || state == CULM_LAN_WRONG_CODE || state == CULM_LAN_CHANGED)
    return; /* a person is asked */
  if (self->fresh)
    follow_announcement (self);
  else
    use_address (self, self->announced != NULL && self->suspect == NULL && !was_astray);
}

/* SUBACK 0x80: the firmware does not let this user hear the printer. */
static void
on_refused (CulmLanSession *self, const GError *error)
{
  g_autoptr (GError) refused =
      culm_error_new (CULM_ERROR_ORIGIN_LAN, CULM_ERROR_UNAUTHORISED, "No reports of this printer: %s", error->message);

  culm_roster_close (self->roster);
  on_lost (self, refused);
}

static void
disconnect (CulmLanSession *self)
{
  g_clear_handle_id (&self->hurry, g_source_remove);
  g_clear_object (&self->pulse);
  culm_roster_line_stop (self->line);
}

static void
culm_lan_session_dispose (GObject *object)
{
  CulmLanSession *self = CULM_LAN_SESSION (object);

  if (self->line != NULL)
    disconnect (self);
  g_clear_object (&self->line);
  g_clear_object (&self->roster);
  g_clear_object (&self->printer);
  g_clear_object (&self->printers);
  g_clear_object (&self->roots);
  g_clear_pointer (&self->judge, culm_lan_judge_unref);
  G_OBJECT_CLASS (culm_lan_session_parent_class)->dispose (object);
}

static void
culm_lan_session_finalize (GObject *object)
{
  CulmLanSession *self = CULM_LAN_SESSION (object);

  g_clear_pointer (&self->record, culm_lan_record_free);
  g_free (self->id);
  g_free (self->announced);
  g_free (self->suspect);
  G_OBJECT_CLASS (culm_lan_session_parent_class)->finalize (object);
}

static void
culm_lan_session_class_init (CulmLanSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_lan_session_dispose;
  G_OBJECT_CLASS (klass)->finalize = culm_lan_session_finalize;
  signals[LISTED] =
      g_signal_new ("listed", CULM_TYPE_LAN_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHANGED] =
      g_signal_new ("changed", CULM_TYPE_LAN_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
culm_lan_session_init (CulmLanSession *self G_GNUC_UNUSED)
{
}

CulmLanSession *
culm_lan_session_new (CulmLanRecord *record, CulmLanRoots *roots, CulmPrinterList *printers, CulmCache *cache,
                      GSettings *settings, double time_scale)
{
  CulmLanSession *self = g_object_new (CULM_TYPE_LAN_SESSION, NULL);

  self->record = record;
  self->id = g_strconcat ("lan/", record->serial, NULL);
  self->printer = culm_lan_record_make_printer (record);
  self->time_scale = time_scale;
  self->printers = g_object_ref (printers);
  self->roots = g_object_ref (roots);
  self->roster = culm_roster_new (self->id, printers, cache, settings, time_scale);
  culm_roster_set_route (self->roster, CULM_ROUTE_LAN);
  self->line = culm_roster_line_new (self->roster, time_scale);
  g_signal_connect_object (self->line, "ready", G_CALLBACK (on_ready), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->line, "heard", G_CALLBACK (on_heard), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->line, "refused", G_CALLBACK (on_refused), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->line, "lost", G_CALLBACK (on_lost), self, G_CONNECT_SWAPPED);
  return self;
}

CulmLanPrinter *
culm_lan_session_get_printer (CulmLanSession *self)
{
  return self->printer;
}

const CulmLanRecord *
culm_lan_session_get_record (CulmLanSession *self)
{
  return self->record;
}

CulmRoster *
culm_lan_session_get_roster (CulmLanSession *self)
{
  return self->roster;
}

const char *
culm_lan_session_get_id (CulmLanSession *self)
{
  return self->id;
}

void
culm_lan_session_show (CulmLanSession *self)
{
  list_printer (self, TRUE); /* until the connection knows better */
  culm_roster_set_lan_only (self->roster, self->record->serial, self->record->lan_only);
}

void
culm_lan_session_start (CulmLanSession *self)
{
  CulmMqttEndpoint endpoint = culm_lan_record_get_endpoint (self->record);

  if (get_mqtt (self) != NULL)
    return;
  culm_lan_session_show (self);
  g_clear_pointer (&self->judge, culm_lan_judge_unref);
  self->judge = culm_lan_judge_new (self->record, self->roots);
  culm_lan_judge_sit (self->judge, &endpoint);
  culm_roster_line_start (self->line, &endpoint);
  self->pulse = culm_lan_pulse_new (get_mqtt (self), self->time_scale);
  g_signal_connect_object (self->pulse, "changed", G_CALLBACK (on_pulse_changed), self, G_CONNECT_SWAPPED);
}

void
culm_lan_session_stop (CulmLanSession *self)
{
  if (get_mqtt (self) == NULL)
    return;
  disconnect (self);
  culm_roster_save (self->roster);
}

void
culm_lan_session_forget (CulmLanSession *self)
{
  culm_lan_session_stop (self);
  culm_roster_clear (self->roster);
}

void
culm_lan_session_take_announcement (CulmLanSession *self, const CulmAnnouncement *announcement)
{
  CulmLanState state = culm_lan_printer_get_state (self->printer);
  gboolean elsewhere = !g_str_equal (announcement->address, self->record->host);

  if (get_mqtt (self) == NULL || state == CULM_LAN_WRONG_CODE || state == CULM_LAN_CHANGED)
    return;
  if (elsewhere && g_strcmp0 (self->announced, announcement->address) != 0) {
    g_free (self->announced);
    self->announced = g_strdup (announcement->address);
    g_clear_pointer (&self->suspect, g_free);
    self->fresh = TRUE;
    self->astray = FALSE;
  } else if (!elsewhere) {
    g_clear_pointer (&self->announced, g_free);
    self->fresh = FALSE;
    if (self->astray)
      use_address (self, FALSE);
  }
  feel_pulse (self);
  if (state == CULM_LAN_ONLINE || (state == CULM_LAN_TAKEN && !self->fresh))
    return; /* looked at again once it is dead; the next try has its time */
  if (!elsewhere && culm_mqtt_session_get_state (get_mqtt (self)) != CULM_MQTT_SESSION_CONNECTING)
    culm_mqtt_session_retry (get_mqtt (self));
  else if (elsewhere && state != CULM_LAN_CONNECTING)
    follow_announcement (self);
  else if (self->hurry == 0)
    self->hurry = g_timeout_add (HURRY_MS, on_hurry, self);
}

void
culm_lan_session_judge_again (CulmLanSession *self)
{
  if (get_mqtt (self) == NULL || culm_lan_printer_get_state (self->printer) != CULM_LAN_CHANGED)
    return;
  culm_lan_session_stop (self);
  g_clear_pointer (&self->suspect, g_free);
  culm_lan_printer_set_state (self->printer, CULM_LAN_CONNECTING, NULL, NULL);
  culm_lan_session_start (self);
}

void
culm_lan_session_retry (CulmLanSession *self)
{
  self->turned_away = 0;
  if (get_mqtt (self) == NULL || culm_lan_printer_get_state (self->printer) == CULM_LAN_ONLINE)
    return;
  culm_lan_printer_set_state (self->printer, CULM_LAN_CONNECTING, NULL, NULL);
  culm_mqtt_session_retry (get_mqtt (self));
}

void
culm_lan_session_set_lan_only (CulmLanSession *self, gboolean lan_only)
{
  self->record->lan_only = lan_only;
  culm_lan_printer_set_lan_only (self->printer, lan_only);
  culm_roster_set_lan_only (self->roster, self->record->serial, lan_only);
}
