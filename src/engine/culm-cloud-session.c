/* culm-cloud-session.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-cloud-session.h"
#include "culm-cloud-devices.h"
#include "culm-cloud-sign-in.h"
#include "culm-error.h"
#include "culm-limits-private.h"
#include "culm-log.h"
#include "culm-roster-line.h"

/* The list is asked for again by itself only where that may bring news (reference/rest.md §5). */
#define LIST_SECONDS 30
#define REFRESH_BEFORE (7 * 24 * 3600)

static const guint retry_seconds[] = { 2, 5, 10, 30, 60 };

struct _CulmCloudSession {
  GObject parent_instance;
  CulmAccountRecord *record;
  CulmAccount *account;
  CulmCloudClient *client;
  CulmRoster *roster;
  CulmRosterLine *line;
  GCancellable *cancellable;
  GPtrArray *waiting; /* GTask: who asked for the list that is under way */
  gboolean running, resting, listing, listed, finding_broker, expired;
  gboolean renewing, renewed; /* a new token is asked for; was asked for, for this one */
  gboolean dying;             /* service or broker said that the token is dead */
  GError *list_error, *link_error;
  GError *death;    /* why the token is dead */
  gint64 listed_at; /* monotonic µs */
  guint retry, retries;
};

enum { RENEWED, LISTED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmCloudSession, culm_cloud_session, G_TYPE_OBJECT)

static void
replace_error (GError **place, const GError *error)
{
  g_autoptr (GError) old = g_steal_pointer (place);

  *place = error != NULL ? g_error_copy (error) : NULL;
}

/* (transfer none) (nullable): until the broker is known. */
static CulmMqttSession *
get_mqtt (CulmCloudSession *self)
{
  return culm_roster_line_get_session (self->line);
}

static void
update_state (CulmCloudSession *self)
{
  const GError *error = self->list_error != NULL ? self->list_error : self->link_error;
  gboolean linked = get_mqtt (self) != NULL && culm_mqtt_session_get_state (get_mqtt (self)) == CULM_MQTT_SESSION_READY;

  if (self->expired)
    return;
  if (self->resting)
    culm_account_set_state (self->account, CULM_ACCOUNT_RESTING, NULL);
  else if (self->listed && self->list_error == NULL && linked)
    culm_account_set_state (self->account, CULM_ACCOUNT_ONLINE, NULL);
  else if (error != NULL)
    culm_account_set_state (self->account, CULM_ACCOUNT_OFFLINE, error);
  else
    culm_account_set_state (self->account, CULM_ACCOUNT_CONNECTING, NULL);
}

/* Ends the MQTT session and every wait; the printers get old. */
static void
disconnect (CulmCloudSession *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->retry, g_source_remove);
  culm_roster_line_stop (self->line);
}

/* The token is dead, and no other was to be had: a person must sign in again. */
static void
expire (CulmCloudSession *self)
{
  if (self->expired)
    return;
  self->expired = TRUE;
  disconnect (self);
  culm_roster_save (self->roster);
  culm_account_set_state (self->account, CULM_ACCOUNT_EXPIRED, self->death);
}

static void
take_record (CulmCloudSession *self, CulmAccountRecord *record)
{
  g_autofree char *user = g_strconcat ("u_", record->credentials->uid, NULL);

  culm_account_record_free (self->record);
  self->record = record;
  culm_cloud_client_set_token (self->client, record->credentials->token);
  culm_account_set_expires (self->account, record->credentials->expires);
  culm_roster_set_seed (self->roster, record->credentials->seed);
  if (get_mqtt (self) != NULL)
    culm_mqtt_session_set_credentials (get_mqtt (self), user, record->credentials->token);
}

static void
renew_cb (GObject *gate, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmCloudSession) self = user_data;
  g_autoptr (GError) error = NULL;
  CulmCredentials *credentials = culm_cloud_sign_in_refresh_finish (CULM_CLOUD_SIGN_IN (gate), result, &error);

  self->renewing = FALSE;
  if (credentials == NULL) {
    if (self->running && self->dying)
      expire (self);
    return;
  }
  self->dying = FALSE;
  take_record (self, culm_account_record_new (self->record->region, self->record->broker, credentials));
  g_signal_emit (self, signals[RENEWED], 0, self->record);
  if (self->running)
    culm_cloud_session_refresh_async (self, NULL, NULL, NULL);
}

/* One try for each token (reference/rest.md §7.6). Returns: whether it is under way. */
static gboolean
renew (CulmCloudSession *self)
{
  g_autoptr (CulmCloudSignIn) gate = NULL;

  if (self->renewing)
    return TRUE;
  if (self->renewed || self->record->credentials->refresh_token == NULL)
    return FALSE;
  self->renewed = self->renewing = TRUE;
  gate = culm_cloud_sign_in_new (self->client);
  culm_cloud_sign_in_refresh_async (gate, self->record->credentials, self->cancellable, renew_cb, g_object_ref (self));
  return TRUE;
}

/* The last word is a new token's, when one can be had. */
static void
die (CulmCloudSession *self, const GError *error)
{
  self->dying = TRUE;
  replace_error (&self->death, error);
  if (!renew (self))
    expire (self);
}

static void
on_token_died (CulmCloudClient *client G_GNUC_UNUSED, CulmCloudSession *self)
{
  g_autoptr (GError) error = culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_UNAUTHORISED, "The token has expired");

  if (self->running)
    die (self, error);
}

static void
on_waiting (CulmAccountLimiter *limiter G_GNUC_UNUSED, int limit, gint64 until, CulmCloudSession *self)
{
  culm_account_set_resumes (self->account, (CulmLimit) limit, (until + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}

static void
end_waiting (CulmCloudSession *self, const GError *error)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiting->len; i++) {
    GTask *task = g_ptr_array_index (waiting, i);

    if (error != NULL)
      g_task_return_error (task, g_error_copy (error));
    else
      g_task_return_boolean (task, TRUE);
  }
}

static void
on_ready (CulmCloudSession *self)
{
  g_clear_error (&self->link_error);
  self->renewed = FALSE;
  /* What went on while there was no connection is in the list. */
  if (self->list_error != NULL || g_get_monotonic_time () - self->listed_at > LIST_SECONDS * G_USEC_PER_SEC)
    culm_cloud_session_refresh_async (self, NULL, NULL, NULL);
  update_state (self);
}

static void
on_refused (CulmCloudSession *self G_GNUC_UNUSED, const GError *error)
{
  culm_info ("The broker gives no reports of a printer: %s", error->message);
}

static void
on_lost (CulmCloudSession *self, const GError *error)
{
  g_autoptr (CulmCloudSession) held = g_object_ref (self);

  replace_error (&self->link_error, error);
  /* CONNACK 4 or 5: the token is dead, or it is another region's (reference/errors.md §3). */
  if (g_error_matches (error, CULM_ERROR, CULM_ERROR_UNAUTHORISED))
    die (self, error);
  update_state (self);
}

static void
start_mqtt (CulmCloudSession *self, const char *host, guint16 port)
{
  g_autofree char *user = g_strconcat ("u_", self->record->credentials->uid, NULL);
  CulmMqttEndpoint endpoint = { .host = host,
                                .port = port,
                                .purpose = CULM_CONTACT_BROKER,
                                .ca_file = g_getenv ("CULM_CA_FILE"),
                                .user = user,
                                .password = self->record->credentials->token,
                                .keepalive = 60 };

  culm_roster_line_start (self->line, &endpoint);
}

static void
broker_cb (GObject *client, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmCloudSession) self = user_data;
  g_autoptr (GError) error = NULL;
  guint16 port = 0;
  g_autofree char *host = culm_cloud_client_find_broker_finish (CULM_CLOUD_CLIENT (client), result, &port, &error);

  if (g_error_matches (error, CULM_ERROR, CULM_ERROR_CANCELLED))
    return;
  self->finding_broker = FALSE;
  if (!self->running || self->expired || get_mqtt (self) != NULL)
    return;
  if (host != NULL) {
    start_mqtt (self, host, port);
  } else {
    replace_error (&self->link_error, error);
    update_state (self);
  }
}

static void
find_broker (CulmCloudSession *self)
{
  g_autofree char *host = NULL;
  guint16 port;

  if (get_mqtt (self) != NULL || self->finding_broker)
    return;
  if (self->record->broker != NULL &&
      (host = culm_account_record_parse_broker (self->record->broker, &port, NULL)) != NULL) {
    start_mqtt (self, host, port);
    return;
  }
  self->finding_broker = TRUE;
  culm_cloud_client_find_broker_async (self->client, self->cancellable, broker_cb, g_object_ref (self));
}

static gboolean
on_retry (gpointer data)
{
  CulmCloudSession *self = data;

  self->retry = 0;
  culm_cloud_session_refresh_async (self, NULL, NULL, NULL);
  return G_SOURCE_REMOVE;
}

static void
retry_later (CulmCloudSession *self)
{
  guint seconds = retry_seconds[MIN (self->retries, G_N_ELEMENTS (retry_seconds) - 1)];

  if (!self->running || self->expired || self->retry != 0)
    return;
  self->retries++;
  /* ±20 %, so that not every window in the world comes back in the same second. */
  self->retry = g_timeout_add ((guint) (seconds * 1000 * g_random_double_range (0.8, 1.2)), on_retry, self);
}

static void
list_cb (GObject *client G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CulmCloudSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) devices = culm_cloud_devices_list_finish (self->client, result, &error);

  if (g_error_matches (error, CULM_ERROR, CULM_ERROR_CANCELLED) && self->running && !self->expired) {
    /* A new sign-in came meanwhile; those who wait want its list. */
    culm_cloud_devices_list_async (self->client, self->cancellable, list_cb, g_steal_pointer (&self));
    return;
  }
  if (g_error_matches (error, CULM_ERROR, CULM_ERROR_CANCELLED) && self->expired)
    replace_error (&error, self->death); /* it was the end of the session that cancelled it */
  self->listing = FALSE;
  if (devices != NULL && self->running) {
    self->listed = TRUE;
    self->retries = 0;
    self->listed_at = g_get_monotonic_time ();
    g_clear_error (&self->list_error);
    culm_roster_take_devices (self->roster, devices);
    g_signal_emit (self, signals[LISTED], 0);
  } else if (self->running) {
    replace_error (&self->list_error, error);
    if (!self->expired && !g_error_matches (error, CULM_ERROR, CULM_ERROR_UNTRUSTED))
      retry_later (self);
  }
  if (self->running && !self->expired)
    find_broker (self);
  update_state (self);
  end_waiting (self, error);
}

static void
culm_cloud_session_dispose (GObject *object)
{
  CulmCloudSession *self = CULM_CLOUD_SESSION (object);

  if (self->line != NULL)
    disconnect (self);
  g_clear_object (&self->line);
  g_clear_object (&self->cancellable);
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  g_clear_object (&self->client);
  g_clear_object (&self->account);
  g_clear_object (&self->roster);
  G_OBJECT_CLASS (culm_cloud_session_parent_class)->dispose (object);
}

static void
culm_cloud_session_finalize (GObject *object)
{
  CulmCloudSession *self = CULM_CLOUD_SESSION (object);

  g_clear_pointer (&self->record, culm_account_record_free);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_error (&self->list_error);
  g_clear_error (&self->link_error);
  g_clear_error (&self->death);
  G_OBJECT_CLASS (culm_cloud_session_parent_class)->finalize (object);
}

static void
culm_cloud_session_class_init (CulmCloudSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_cloud_session_dispose;
  G_OBJECT_CLASS (klass)->finalize = culm_cloud_session_finalize;
  signals[RENEWED] = g_signal_new ("renewed", CULM_TYPE_CLOUD_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[LISTED] =
      g_signal_new ("listed", CULM_TYPE_CLOUD_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
culm_cloud_session_init (CulmCloudSession *self)
{
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
}

CulmCloudSession *
culm_cloud_session_new (const CulmAccountRecord *record, CulmLimits *limits, CulmPrinterList *printers,
                        CulmCache *cache, GSettings *settings, double time_scale)
{
  CulmCloudSession *self = g_object_new (CULM_TYPE_CLOUD_SESSION, NULL);
  CulmAccountLimiter *limiter = culm_limits_get_account (limits, record->id);
  g_autoptr (CulmRegion) region = culm_region_new (record->region, NULL);

  /* A region that was fit to sign in at; the keyring may hold anything. */
  if (region == NULL)
    region = culm_region_new ("global", NULL);
  self->record = culm_account_record_copy (record);
  self->account = culm_account_record_make_account (record);
  self->client = culm_cloud_client_new (region);
  culm_cloud_client_set_limiter (self->client, CULM_LIMITER (limiter));
  g_signal_connect_object (limiter, "waiting", G_CALLBACK (on_waiting), self, 0);
  self->roster = culm_roster_new (record->id, printers, cache, settings, time_scale);
  culm_roster_set_limiter (self->roster, CULM_LIMITER (limiter));
  culm_roster_set_seed (self->roster, record->credentials->seed);
  self->line = culm_roster_line_new (self->roster, time_scale);
  g_signal_connect_object (self->line, "ready", G_CALLBACK (on_ready), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->line, "refused", G_CALLBACK (on_refused), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->line, "lost", G_CALLBACK (on_lost), self, G_CONNECT_SWAPPED);
  g_signal_connect (self->client, "token-died", G_CALLBACK (on_token_died), self);
  return self;
}

CulmAccount *
culm_cloud_session_get_account (CulmCloudSession *self)
{
  return self->account;
}

CulmCloudClient *
culm_cloud_session_get_client (CulmCloudSession *self)
{
  return self->client;
}

const CulmAccountRecord *
culm_cloud_session_get_record (CulmCloudSession *self)
{
  return self->record;
}

CulmRoster *
culm_cloud_session_get_roster (CulmCloudSession *self)
{
  return self->roster;
}

void
culm_cloud_session_start (CulmCloudSession *self)
{
  const CulmCredentials *credentials = self->record->credentials;
  gint64 left = credentials->expires - g_get_real_time () / G_USEC_PER_SEC;

  if (self->running || self->expired)
    return;
  self->running = TRUE;
  self->resting = FALSE;
  culm_cloud_client_set_token (self->client, credentials->token);
  update_state (self);
  if (credentials->expires != 0 && left < REFRESH_BEFORE)
    renew (self);
  find_broker (self);
  culm_cloud_session_refresh_async (self, NULL, NULL, NULL);
}

void
culm_cloud_session_stop (CulmCloudSession *self)
{
  if (!self->running)
    return;
  self->running = FALSE;
  disconnect (self);
  culm_roster_save (self->roster);
}

void
culm_cloud_session_rest (CulmCloudSession *self)
{
  if (self->resting)
    return;
  culm_cloud_session_stop (self);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->finding_broker = FALSE;
  self->resting = TRUE;
  update_state (self);
}

void
culm_cloud_session_resume (CulmCloudSession *self, const CulmAccountRecord *record)
{
  disconnect (self);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->expired = self->dying = self->renewed = self->renewing = self->running = self->finding_broker = FALSE;
  self->retries = 0;
  g_clear_error (&self->list_error);
  g_clear_error (&self->link_error);
  take_record (self, culm_account_record_copy (record));
  culm_cloud_session_start (self);
}

void
culm_cloud_session_forget (CulmCloudSession *self)
{
  culm_cloud_session_stop (self);
  culm_roster_clear (self->roster);
}

void
culm_cloud_session_refresh_async (CulmCloudSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (!self->running || self->expired) {
    g_task_return_error (
        task, culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_UNAUTHORISED, "The account is not signed in"));
    return;
  }
  g_ptr_array_add (self->waiting, g_object_ref (task));
  if (self->listing)
    return;
  self->listing = TRUE;
  g_clear_handle_id (&self->retry, g_source_remove);
  culm_cloud_devices_list_async (self->client, self->cancellable, list_cb, g_object_ref (self));
}

gboolean
culm_cloud_session_refresh_finish (CulmCloudSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
