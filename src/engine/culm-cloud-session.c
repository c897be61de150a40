/* culm-cloud-session.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-cloud-session.h"
#include "culm-cloud-devices.h"
#include "culm-cloud-sign-in.h"
#include "culm-dialect.h"
#include "culm-error.h"
#include "culm-printer-feed.h"

#define TICK_SECONDS 2
#define SAVE_SECONDS 60
/* The list is asked for again by itself only where that may bring news (reference/rest.md §5). */
#define LIST_SECONDS 30
#define REFRESH_BEFORE (7 * 24 * 3600)

static const guint retry_seconds[] = { 2, 5, 10, 30, 60 };

/* A printer of this account. */
typedef struct {
  CulmPrinterFeed *feed;
  char *model, *product, *thumbnail;
} Member;

struct _CulmCloudSession {
  GObject parent_instance;
  CulmAccountRecord *record;
  CulmAccount *account;
  CulmCloudClient *client;
  CulmMqttSession *mqtt;
  CulmPrinterList *printers;
  CulmCache *cache;
  GSettings *settings;
  double time_scale;
  GHashTable *members; /* serial → Member */
  GHashTable *topics;  /* topic → CulmPrinterFeed, of the members */
  GCancellable *cancellable;
  GPtrArray *waiting; /* GTask: who asked for the list that is under way */
  gboolean running, listing, listed, finding_broker, expired;
  gboolean renewing, renewed; /* a new token is asked for; was asked for, for this one */
  gboolean dying;             /* service or broker said that the token is dead */
  GError *list_error, *link_error;
  gint64 listed_at, saved_at; /* monotonic µs */
  guint tick, retry, retries;
};

enum { RENEWED, PRINTER_ADDED, PRINTER_REMOVED, LISTED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmCloudSession, culm_cloud_session, G_TYPE_OBJECT)

static void
free_member (gpointer data)
{
  Member *member = data;

  g_object_unref (member->feed);
  g_free (member->model);
  g_free (member->product);
  g_free (member->thumbnail);
  g_free (member);
}

static void
replace_error (GError **place, const GError *error)
{
  g_autoptr (GError) old = g_steal_pointer (place);

  *place = error != NULL ? g_error_copy (error) : NULL;
}

static void
update_state (CulmCloudSession *self)
{
  const GError *error = self->list_error != NULL ? self->list_error : self->link_error;
  gboolean linked = self->mqtt != NULL && culm_mqtt_session_get_state (self->mqtt) == CULM_MQTT_SESSION_READY;

  if (self->expired)
    return;
  if (self->listed && self->list_error == NULL && linked)
    culm_account_set_state (self->account, CULM_ACCOUNT_ONLINE, NULL);
  else if (error != NULL)
    culm_account_set_state (self->account, CULM_ACCOUNT_OFFLINE, error);
  else
    culm_account_set_state (self->account, CULM_ACCOUNT_CONNECTING, NULL);
}

static void
close_feeds (CulmCloudSession *self)
{
  GHashTableIter iter;
  gpointer member;

  g_hash_table_iter_init (&iter, self->members);
  while (g_hash_table_iter_next (&iter, NULL, &member))
    culm_printer_feed_close (((Member *) member)->feed);
}

static void
save_reports (CulmCloudSession *self)
{
  GHashTableIter iter;
  gpointer serial, value;

  self->saved_at = g_get_monotonic_time ();
  g_hash_table_iter_init (&iter, self->members);
  while (g_hash_table_iter_next (&iter, &serial, &value)) {
    CulmPrinterFeed *feed = ((Member *) value)->feed;
    g_autoptr (GBytes) bytes = NULL;
    gint64 at;

    if (!culm_printer_feed_is_dirty (feed))
      continue;
    bytes = culm_printer_feed_save (feed, &at);
    if (bytes != NULL)
      culm_cache_save_report (self->cache, serial, bytes, at);
  }
}

/* Ends the MQTT session and every wait; the printers get old. */
static void
disconnect (CulmCloudSession *self)
{
  GHashTableIter iter;
  gpointer member;

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_handle_id (&self->retry, g_source_remove);
  g_hash_table_iter_init (&iter, self->members);
  while (g_hash_table_iter_next (&iter, NULL, &member))
    culm_printer_feed_set_session (((Member *) member)->feed, NULL);
  if (self->mqtt != NULL) {
    g_signal_handlers_disconnect_by_data (self->mqtt, self);
    culm_mqtt_session_stop (self->mqtt);
    g_clear_object (&self->mqtt);
  }
}

/* The token is dead, and no other was to be had: a person must sign in again. */
static void
expire (CulmCloudSession *self, const GError *error)
{
  if (self->expired)
    return;
  self->expired = TRUE;
  disconnect (self);
  save_reports (self);
  culm_account_set_state (self->account, CULM_ACCOUNT_EXPIRED, error);
}

static void
take_record (CulmCloudSession *self, CulmAccountRecord *record)
{
  g_autofree char *user = g_strconcat ("u_", record->credentials->uid, NULL);

  culm_account_record_free (self->record);
  self->record = record;
  culm_cloud_client_set_token (self->client, record->credentials->token);
  culm_account_set_expires (self->account, record->credentials->expires);
  if (self->mqtt != NULL)
    culm_mqtt_session_set_credentials (self->mqtt, user, record->credentials->token);
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
      expire (self, error);
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
  if (!renew (self))
    expire (self, error);
}

static void
on_token_died (CulmCloudClient *client G_GNUC_UNUSED, CulmCloudSession *self)
{
  g_autoptr (GError) error = culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_UNAUTHORISED, "The token has expired");

  if (self->running)
    die (self, error);
}

static CulmDialect
get_dialect (CulmCloudSession *self, const char *serial)
{
  g_autoptr (GVariant) all = self->settings != NULL ? g_settings_get_value (self->settings, "dialects") : NULL;
  const char *name = NULL;
  CulmDialect dialect;

  if (all != NULL && g_variant_lookup (all, serial, "&s", &name) && culm_dialect_find (name, &dialect))
    return dialect;
  return CULM_DIALECT_AUTO;
}

static void
set_dialects (CulmCloudSession *self)
{
  GHashTableIter iter;
  gpointer serial, member;

  g_hash_table_iter_init (&iter, self->members);
  while (g_hash_table_iter_next (&iter, &serial, &member))
    culm_printer_feed_set_dialect (((Member *) member)->feed, get_dialect (self, serial),
                                   self->record->credentials->seed);
}

static void
join_session (CulmCloudSession *self, Member *member)
{
  if (self->mqtt == NULL)
    return;
  culm_printer_feed_set_session (member->feed, self->mqtt);
  culm_mqtt_session_add_topic (self->mqtt, culm_printer_feed_get_topic (member->feed), 0);
}

static void
on_offline_since (CulmPrinter *printer, GParamSpec *pspec G_GNUC_UNUSED, CulmCloudSession *self)
{
  culm_cache_save_offline_since (self->cache, culm_printer_get_serial (printer),
                                 culm_printer_get_offline_since (printer));
}

/* A job that fails after this was cancelled, also for the next run of the program (state.md, `state`). */
static void
on_run_changed (CulmPrinter *printer, const char *key, CulmCloudSession *self)
{
  CulmJob *job = culm_printer_get_job (printer);

  if (g_str_equal (key, "stop") && job != NULL)
    culm_cache_save_stopped_task (self->cache, culm_printer_get_serial (printer), culm_job_get_task_id (job));
}

/* Returns: (transfer none) (nullable): NULL when another account has this printer. */
static Member *
add_member (CulmCloudSession *self, const char *serial)
{
  g_autoptr (CulmPrinter) printer = NULL;
  Member *member;

  if (culm_printer_list_find (self->printers, serial) != NULL)
    return NULL;
  printer = culm_printer_new (serial);
  member = g_new0 (Member, 1);
  member->feed = culm_printer_feed_new (printer, self->time_scale);
  g_hash_table_replace (self->members, g_strdup (serial), member);
  g_hash_table_replace (self->topics, g_strdup (culm_printer_feed_get_topic (member->feed)), member->feed);
  culm_printer_feed_set_dialect (member->feed, get_dialect (self, serial), self->record->credentials->seed);
  g_signal_connect_object (printer, "notify::offline-since", G_CALLBACK (on_offline_since), self, 0);
  g_signal_connect_object (printer, "run-changed", G_CALLBACK (on_run_changed), self, 0);
  return member;
}

/* Once what is known has been filled in, so that the list sorts it once. */
static void
show_member (CulmCloudSession *self, Member *member)
{
  CulmPrinter *printer = culm_printer_feed_get_printer (member->feed);

  culm_printer_list_add (self->printers, printer);
  g_signal_emit (self, signals[PRINTER_ADDED], 0, printer);
  join_session (self, member);
}

static void
remove_member (CulmCloudSession *self, const char *serial)
{
  Member *member = g_hash_table_lookup (self->members, serial);
  g_autoptr (CulmPrinter) printer = g_object_ref (culm_printer_feed_get_printer (member->feed));

  g_signal_emit (self, signals[PRINTER_REMOVED], 0, printer);
  if (self->mqtt != NULL)
    culm_mqtt_session_remove_topic (self->mqtt, culm_printer_feed_get_topic (member->feed));
  culm_printer_feed_set_session (member->feed, NULL);
  g_signal_handlers_disconnect_by_data (printer, self);
  g_hash_table_remove (self->topics, culm_printer_feed_get_topic (member->feed));
  g_hash_table_remove (self->members, serial);
  culm_printer_list_remove (self->printers, printer);
  culm_cache_forget_printer (self->cache, culm_printer_get_serial (printer));
}

static void
set_identity (CulmCloudSession *self, Member *member, const char *name, const char *model, const char *product)
{
  CulmPrinter *printer = culm_printer_feed_get_printer (member->feed);
  g_autoptr (CulmCachedPrinter) cached = culm_cached_printer_new (culm_printer_get_serial (printer), self->record->id);

  g_free (member->model);
  g_free (member->product);
  member->model = g_strdup (model);
  member->product = g_strdup (product);
  culm_printer_set_identity (printer, name, model, product);
  cached->name = g_strdup (name);
  cached->model = g_strdup (model);
  cached->product = g_strdup (product);
  culm_cache_save_printer (self->cache, cached);
}

static void
take_device (CulmCloudSession *self, const CulmCloudDevice *device)
{
  Member *member = g_hash_table_lookup (self->members, device->serial);
  gboolean is_new = member == NULL;

  if (is_new && (member = add_member (self, device->serial)) == NULL)
    return;
  set_identity (self, member, device->name, device->model_id, device->product_name);
  g_free (member->thumbnail);
  member->thumbnail = g_strdup (device->thumbnail);
  culm_printer_feed_set_listed_online (member->feed, device->online);
  if (is_new)
    show_member (self, member);
}

static void
take_devices (CulmCloudSession *self, GPtrArray *devices)
{
  g_autoptr (GHashTable) named = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer serial;

  for (guint i = 0; i < devices->len; i++) {
    const CulmCloudDevice *device = g_ptr_array_index (devices, i);

    g_hash_table_add (named, device->serial);
    take_device (self, device);
  }
  g_hash_table_iter_init (&iter, self->members);
  while (g_hash_table_iter_next (&iter, &serial, NULL))
    if (!g_hash_table_contains (named, serial))
      g_ptr_array_add (gone, g_strdup (serial));
  for (guint i = 0; i < gone->len; i++)
    remove_member (self, g_ptr_array_index (gone, i));
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

static gboolean
on_tick (gpointer data)
{
  CulmCloudSession *self = data;
  g_autoptr (GList) members = g_hash_table_get_values (self->members);

  for (GList *link = members; link != NULL; link = link->next)
    culm_printer_feed_tick (((Member *) link->data)->feed);
  if (g_get_monotonic_time () - self->saved_at >= SAVE_SECONDS * G_USEC_PER_SEC)
    save_reports (self);
  return G_SOURCE_CONTINUE;
}

static void
on_subscribed (CulmMqttSession *mqtt G_GNUC_UNUSED, const char *topic, CulmCloudSession *self)
{
  CulmPrinterFeed *feed = g_hash_table_lookup (self->topics, topic);

  if (feed != NULL)
    culm_printer_feed_open (feed);
}

static void
on_ready (CulmMqttSession *mqtt G_GNUC_UNUSED, CulmCloudSession *self)
{
  g_clear_error (&self->link_error);
  self->renewed = FALSE;
  if (self->tick == 0)
    self->tick = self->time_scale < 1 ? g_timeout_add ((guint) (TICK_SECONDS * 1000 * self->time_scale), on_tick, self)
                                      : g_timeout_add_seconds (TICK_SECONDS, on_tick, self);
  /* What went on while there was no connection is in the list. */
  if (self->list_error != NULL || g_get_monotonic_time () - self->listed_at > LIST_SECONDS * G_USEC_PER_SEC)
    culm_cloud_session_refresh_async (self, NULL, NULL, NULL);
  update_state (self);
}

static void
on_message (CulmMqttSession *mqtt G_GNUC_UNUSED, const char *topic, GBytes *payload, CulmCloudSession *self)
{
  CulmPrinterFeed *feed = g_hash_table_lookup (self->topics, topic);

  if (feed != NULL)
    culm_printer_feed_take_message (feed, payload);
}

static void
on_refused (CulmMqttSession *mqtt G_GNUC_UNUSED, const char *topic G_GNUC_UNUSED, GError *error,
            CulmCloudSession *self G_GNUC_UNUSED)
{
  g_info ("The broker gives no reports of a printer: %s", error->message);
}

static void
on_lost (CulmMqttSession *mqtt G_GNUC_UNUSED, GError *error, CulmCloudSession *self)
{
  g_autoptr (CulmCloudSession) held = g_object_ref (self);

  g_clear_handle_id (&self->tick, g_source_remove);
  close_feeds (self);
  save_reports (self);
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
                                .ca_file = g_getenv ("CULM_CA_FILE"),
                                .user = user,
                                .password = self->record->credentials->token,
                                .keepalive = 60 };
  GHashTableIter iter;
  gpointer member;

  self->mqtt = culm_mqtt_session_new (&endpoint, NULL);
  g_signal_connect (self->mqtt, "subscribed", G_CALLBACK (on_subscribed), self);
  g_signal_connect (self->mqtt, "ready", G_CALLBACK (on_ready), self);
  g_signal_connect (self->mqtt, "message", G_CALLBACK (on_message), self);
  g_signal_connect (self->mqtt, "refused", G_CALLBACK (on_refused), self);
  g_signal_connect (self->mqtt, "lost", G_CALLBACK (on_lost), self);
  g_hash_table_iter_init (&iter, self->members);
  while (g_hash_table_iter_next (&iter, NULL, &member))
    join_session (self, member);
  culm_mqtt_session_start (self->mqtt);
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
  if (!self->running || self->expired || self->mqtt != NULL)
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

  if (self->mqtt != NULL || self->finding_broker)
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
  self->listing = FALSE;
  if (devices != NULL && self->running) {
    self->listed = TRUE;
    self->retries = 0;
    self->listed_at = g_get_monotonic_time ();
    g_clear_error (&self->list_error);
    take_devices (self, devices);
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

  if (self->cancellable != NULL)
    disconnect (self);
  g_clear_object (&self->cancellable);
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  g_clear_object (&self->client);
  g_clear_object (&self->account);
  g_clear_object (&self->printers);
  g_clear_object (&self->cache);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->topics, g_hash_table_unref);
  g_clear_pointer (&self->members, g_hash_table_unref);
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
  G_OBJECT_CLASS (culm_cloud_session_parent_class)->finalize (object);
}

static void
culm_cloud_session_class_init (CulmCloudSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_cloud_session_dispose;
  G_OBJECT_CLASS (klass)->finalize = culm_cloud_session_finalize;
  signals[RENEWED] = g_signal_new ("renewed", CULM_TYPE_CLOUD_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[PRINTER_ADDED] = g_signal_new ("printer-added", CULM_TYPE_CLOUD_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, CULM_TYPE_PRINTER);
  signals[PRINTER_REMOVED] = g_signal_new ("printer-removed", CULM_TYPE_CLOUD_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           NULL, G_TYPE_NONE, 1, CULM_TYPE_PRINTER);
  signals[LISTED] =
      g_signal_new ("listed", CULM_TYPE_CLOUD_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
culm_cloud_session_init (CulmCloudSession *self)
{
  self->members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_member);
  self->topics = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
}

CulmCloudSession *
culm_cloud_session_new (const CulmAccountRecord *record, CulmPrinterList *printers, CulmCache *cache,
                        GSettings *settings, double time_scale)
{
  CulmCloudSession *self = g_object_new (CULM_TYPE_CLOUD_SESSION, NULL);
  g_autoptr (CulmRegion) region = culm_region_new (record->region, NULL);

  /* A region that was fit to sign in at; the keyring may hold anything. */
  if (region == NULL)
    region = culm_region_new ("global", NULL);
  self->record = culm_account_record_copy (record);
  self->account = culm_account_record_make_account (record);
  self->client = culm_cloud_client_new (region);
  self->printers = g_object_ref (printers);
  self->cache = g_object_ref (cache);
  self->time_scale = time_scale;
  g_signal_connect (self->client, "token-died", G_CALLBACK (on_token_died), self);
  if (settings != NULL) {
    self->settings = g_object_ref (settings);
    g_signal_connect_object (settings, "changed::dialects", G_CALLBACK (set_dialects), self, G_CONNECT_SWAPPED);
  }
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

gboolean
culm_cloud_session_has_printer (CulmCloudSession *self, CulmPrinter *printer)
{
  return g_hash_table_contains (self->members, culm_printer_get_serial (printer));
}

const char *
culm_cloud_session_get_thumbnail (CulmCloudSession *self, CulmPrinter *printer)
{
  Member *member = g_hash_table_lookup (self->members, culm_printer_get_serial (printer));

  return member != NULL ? member->thumbnail : NULL;
}

void
culm_cloud_session_restore (CulmCloudSession *self, CulmRestored *restored)
{
  const CulmCachedPrinter *cached = restored->cached;
  Member *member = add_member (self, cached->serial);
  CulmPrinter *printer;
  CulmJob *job;

  if (member == NULL)
    return;
  printer = culm_printer_feed_get_printer (member->feed);
  member->model = g_strdup (cached->model);
  member->product = g_strdup (cached->product);
  culm_printer_set_identity (printer, cached->name, cached->model, cached->product);
  culm_printer_set_stale (printer, TRUE);
  culm_printer_set_online (printer, cached->offline_since == 0, cached->offline_since);
  if (restored->report != NULL)
    culm_printer_feed_restore (member->feed, &restored->raw, restored->report, cached->report_at);
  job = culm_printer_get_job (printer);
  if (job != NULL && g_strcmp0 (cached->stopped_task, culm_job_get_task_id (job)) == 0)
    culm_printer_note_stop (printer);
  show_member (self, member);
}

void
culm_cloud_session_start (CulmCloudSession *self)
{
  const CulmCredentials *credentials = self->record->credentials;
  gint64 left = credentials->expires - g_get_real_time () / G_USEC_PER_SEC;

  if (self->running)
    return;
  self->running = TRUE;
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
  save_reports (self);
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
  set_dialects (self);
  culm_cloud_session_start (self);
}

void
culm_cloud_session_forget (CulmCloudSession *self)
{
  g_autoptr (GList) serials = NULL;

  culm_cloud_session_stop (self);
  serials = g_hash_table_get_keys (self->members);
  for (GList *link = serials; link != NULL; link = link->next) {
    g_autofree char *serial = g_strdup (link->data);

    remove_member (self, serial);
  }
  culm_cache_forget_account (self->cache, self->record->id);
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
