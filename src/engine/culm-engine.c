/* culm-engine.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-engine.h"
#include "culm-cloud-round.h"
#include "culm-cloud-session.h"
#include "culm-cloud-sign-in.h"
#include "culm-covers.h"
#include "culm-brokers.h"
#include "culm-engine-private.h"
#include "culm-error.h"
#include "culm-event-watcher.h"
#include "culm-fault-journal-private.h"
#include "culm-fault-library-private.h"
#include "culm-lan-keeper.h"
#include "culm-limits-private.h"
#include "culm-log.h"
#include "culm-printer-feed.h"
#include "culm-settings.h"
#include "culm-sign-in-private.h"
#include "culm-transfers.h"
#include "culm-webhooks-private.h"

struct _CulmEngine {
  GObject parent_instance;
  char *profile;
  char *chosen; /* the account that is wanted; NULL: all */
  gboolean ready, stopped;
  GError *error;
  double time_scale;
  CulmSecrets *secrets;
  CulmCache *cache;
  CulmLimits *limits;
  GSettings *settings;
  GListStore *accounts;
  CulmPrinterList *printers;
  CulmTransfers *transfers;
  CulmWebhooks *webhooks;
  CulmCovers *covers;
  CulmFaultJournal *journal;
  CulmFaultLibrary *library;
  CulmBrokers *brokers;
  CulmLanKeeper *lan;
  GPtrArray *sessions;      /* CulmCloudSession, as the accounts */
  GHashTable *watchers;     /* CulmPrinter → CulmEventWatcher */
  CulmCacheContents *found; /* while it starts: what the cache held */
  GPtrArray *restored;      /* CulmRestored, of the same */
};

typedef enum { PROP_PROFILE = 1, PROP_READY, PROP_ERROR } CulmEngineProp;
static GParamSpec *props[PROP_ERROR + 1];
enum { EVENT, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmEngine, culm_engine, G_TYPE_OBJECT)

static void
on_event (CulmEngine *self, CulmEvent *event)
{
  g_signal_emit (self, signals[EVENT], 0, event);
}

static void
set_error (CulmEngine *self, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ERROR]);
}

/* ---- Sessions ---- */

static CulmCloudSession *
find_session (CulmEngine *self, const char *id)
{
  for (guint i = 0; i < self->sessions->len; i++) {
    CulmCloudSession *session = g_ptr_array_index (self->sessions, i);

    if (g_str_equal (culm_cloud_session_get_record (session)->id, id))
      return session;
  }
  return NULL;
}

static CulmCloudSession *
find_session_of (CulmEngine *self, CulmPrinter *printer)
{
  CulmPrinterFeed *feed = culm_printer_feed_find (printer);

  if (feed != NULL && culm_printer_feed_get_lan_only (feed))
    return NULL; /* no vendor is asked about it, by the person's wish */
  for (guint i = 0; i < self->sessions->len; i++) {
    CulmCloudSession *session = g_ptr_array_index (self->sessions, i);

    if (culm_roster_contains (culm_cloud_session_get_roster (session), printer))
      return session;
  }
  return NULL;
}

/* Uploads and look-ups go by the first account whose token lives. */
static void
choose_main_account (CulmEngine *self)
{
  for (guint i = 0; i < self->sessions->len; i++) {
    CulmCloudSession *session = g_ptr_array_index (self->sessions, i);

    if (culm_account_get_state (culm_cloud_session_get_account (session)) == CULM_ACCOUNT_EXPIRED)
      continue;
    culm_transfers_set_client (self->transfers, culm_cloud_session_get_client (session));
    culm_fault_library_set_client (self->library, culm_cloud_session_get_client (session));
    return;
  }
  culm_transfers_set_client (self->transfers, NULL);
  culm_fault_library_set_client (self->library, NULL);
}

static void
on_printer_added (CulmRoster *roster G_GNUC_UNUSED, CulmPrinter *printer, CulmEngine *self)
{
  CulmEventWatcher *watcher = culm_event_watcher_new (printer);

  g_signal_connect_object (watcher, "event", G_CALLBACK (on_event), self, G_CONNECT_SWAPPED);
  g_hash_table_replace (self->watchers, printer, watcher);
  g_signal_connect_object (printer, "reported", G_CALLBACK (culm_fault_library_look), self->library, G_CONNECT_SWAPPED);
  culm_fault_journal_watch (self->journal, printer);
}

static void
on_printer_removed (CulmRoster *roster G_GNUC_UNUSED, CulmPrinter *printer, CulmEngine *self)
{
  g_hash_table_remove (self->watchers, printer);
  g_signal_handlers_disconnect_by_func (printer, culm_fault_library_look, self->library);
  culm_fault_journal_leave (self->journal, printer);
}

/* How these printers stand was found out. */
static void
begin_watch (CulmEngine *self, CulmRoster *roster)
{
  GHashTableIter iter;
  gpointer printer, watcher;

  g_hash_table_iter_init (&iter, self->watchers);
  while (g_hash_table_iter_next (&iter, &printer, &watcher))
    if (culm_roster_contains (roster, printer))
      culm_event_watcher_begin (watcher);
}

static void
on_listed (CulmCloudSession *session, CulmEngine *self)
{
  begin_watch (self, culm_cloud_session_get_roster (session));
}

static void
watch_roster (CulmEngine *self, CulmRoster *roster)
{
  g_signal_connect_object (roster, "printer-added", G_CALLBACK (on_printer_added), self, 0);
  g_signal_connect_object (roster, "printer-removed", G_CALLBACK (on_printer_removed), self, 0);
}

static void
on_broker_listed (CulmBrokerSession *session, CulmEngine *self)
{
  begin_watch (self, culm_broker_session_get_roster (session));
}

static void
on_broker_added (CulmBrokers *brokers G_GNUC_UNUSED, CulmBrokerSession *session, CulmEngine *self)
{
  const char *serial = culm_broker_session_get_record (session)->serial;

  for (guint i = 0; i < self->sessions->len; i++)
    culm_roster_drop (culm_cloud_session_get_roster (g_ptr_array_index (self->sessions, i)), serial);
  watch_roster (self, culm_broker_session_get_roster (session));
  g_signal_connect_object (session, "listed", G_CALLBACK (on_broker_listed), self, 0);
}

static void
on_lan_listed (CulmLanSession *session, CulmEngine *self)
{
  begin_watch (self, culm_lan_session_get_roster (session));
}

static void
on_lan_added (CulmLanKeeper *keeper G_GNUC_UNUSED, CulmLanSession *session, CulmEngine *self)
{
  watch_roster (self, culm_lan_session_get_roster (session));
  g_signal_connect_object (session, "listed", G_CALLBACK (on_lan_listed), self, 0);
}

/* An account may have the printer, too. */
static void
on_own_removed (GObject *keeper G_GNUC_UNUSED, const char *serial G_GNUC_UNUSED, CulmEngine *self)
{
  for (guint i = 0; i < self->sessions->len && !self->stopped; i++)
    culm_cloud_session_refresh_async (g_ptr_array_index (self->sessions, i), NULL, NULL, NULL);
}

static void
save_cb (GObject *secrets, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  if (!culm_secrets_save_finish (CULM_SECRETS (secrets), result, &error))
    culm_info ("A new token could not be kept: %s", error->message);
}

static void
on_renewed (CulmCloudSession *session G_GNUC_UNUSED, const CulmAccountRecord *record, CulmEngine *self)
{
  g_autoptr (CulmSecret) secret = culm_account_record_to_secret (record);

  culm_secrets_save_async (self->secrets, secret, NULL, save_cb, NULL);
}

static CulmCloudSession *
add_session (CulmEngine *self, const CulmAccountRecord *record)
{
  CulmCloudSession *session =
      culm_cloud_session_new (record, self->limits, self->printers, self->cache, self->settings, self->time_scale);
  CulmAccount *account = culm_cloud_session_get_account (session);

  g_signal_connect_object (session, "renewed", G_CALLBACK (on_renewed), self, 0);
  watch_roster (self, culm_cloud_session_get_roster (session));
  g_signal_connect_object (session, "listed", G_CALLBACK (on_listed), self, 0);
  g_signal_connect_object (account, "notify::state", G_CALLBACK (choose_main_account), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->sessions, session);
  g_list_store_append (self->accounts, account);
  return session;
}

static void
remove_session (CulmEngine *self, CulmCloudSession *session)
{
  guint position;

  if (g_list_store_find (self->accounts, culm_cloud_session_get_account (session), &position))
    g_list_store_remove (self->accounts, position);
  g_ptr_array_remove (self->sessions, session);
  choose_main_account (self);
}

static void
on_signed_in (CulmSignIn *sign_in, const CulmAccountRecord *record, CulmEngine *self)
{
  CulmCloudSession *session = find_session (self, record->id);

  if (self->stopped)
    return;
  if (session != NULL) {
    culm_cloud_session_resume (session, record);
  } else {
    session = add_session (self, record);
    culm_cloud_session_start (session);
  }
  culm_sign_in_set_account (sign_in, culm_cloud_session_get_account (session));
  choose_main_account (self);
}

/* ---- Start ---- */

static void
drop_found (CulmEngine *self)
{
  g_clear_pointer (&self->restored, g_ptr_array_unref);
  g_clear_pointer (&self->found, culm_cache_contents_free);
}

static void
end_start (GTask *task)
{
  CulmEngine *self = g_task_get_source_object (task);

  drop_found (self);
  self->ready = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_READY]);
  if (!self->stopped) {
    culm_brokers_start (self->brokers);
    culm_lan_keeper_start (self->lan);
  }
  for (guint i = 0; i < self->sessions->len && !self->stopped; i++)
    culm_cloud_session_start (g_ptr_array_index (self->sessions, i));
  choose_main_account (self);
  g_task_return_boolean (task, TRUE);
}

static void
restore_session (CulmEngine *self, const CulmAccountRecord *record)
{
  CulmCloudSession *session = add_session (self, record);

  for (guint i = 0; i < self->restored->len; i++) {
    CulmRestored *restored = g_ptr_array_index (self->restored, i);

    if (g_str_equal (restored->cached->account, record->id))
      culm_roster_restore (culm_cloud_session_get_roster (session), restored);
  }
}

static gboolean
is_chosen (CulmEngine *self, const CulmAccountRecord *record)
{
  g_autoptr (CulmAccount) account = self->chosen != NULL ? culm_account_record_make_account (record) : NULL;

  return account == NULL || culm_account_answers_to (account, self->chosen);
}

static void
secrets_cb (GObject *secrets, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmEngine *self = g_task_get_source_object (task);
  g_autoptr (GPtrArray) found = NULL;
  GError *error = NULL;

  found = culm_secrets_load_finish (CULM_SECRETS (secrets), result, &error);
  if (found == NULL) {
    set_error (self, g_error_copy (error));
    drop_found (self);
    g_task_return_error (task, error);
    return;
  }
  culm_lan_keeper_restore (self->lan, found, self->restored, self->time_scale);
  culm_brokers_restore (self->brokers, found, self->restored, self->time_scale);
  for (guint i = 0; i < found->len; i++) {
    g_autoptr (CulmAccountRecord) record = culm_account_record_new_from_secret (g_ptr_array_index (found, i));

    if (record != NULL && is_chosen (self, record) && find_session (self, record->id) == NULL)
      restore_session (self, record);
  }
  end_start (task);
}

static void
restored_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmEngine *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->restored = culm_restored_read_finish (result, &error);
  if (self->restored != NULL)
    culm_secrets_load_async (self->secrets, g_task_get_cancellable (task), secrets_cb, g_object_ref (task));
  else
    g_task_return_error (task, error);
}

static void
cache_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmEngine *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->found = culm_cache_load_finish (self->cache, result, &error);
  if (self->found == NULL) {
    g_task_return_error (task, error);
    return;
  }
  culm_transfers_restore (self->transfers, self->found);
  culm_fault_journal_restore (self->journal, self->found);
  culm_fault_library_start (self->library);
  culm_restored_read_async (self->found, g_task_get_cancellable (task), restored_cb, g_object_ref (task));
}

/* ---- Sign out ---- */

static void
erase_cb (GObject *secrets, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (culm_secrets_erase_finish (CULM_SECRETS (secrets), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
sign_out_cb (GObject *gate, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmEngine *self = g_task_get_source_object (task);
  CulmCloudSession *session = g_task_get_task_data (task);
  g_autofree char *id = g_strdup (culm_cloud_session_get_record (session)->id);
  g_autoptr (GError) error = NULL;

  if (!culm_cloud_sign_in_sign_out_finish (CULM_CLOUD_SIGN_IN (gate), result, &error))
    culm_info ("The service was not told of the sign-out: %s", error->message);
  culm_limits_forget (self->limits, id); /* that was the last request */
  culm_secrets_erase_async (self->secrets, CULM_SECRET_ACCOUNT, id, NULL, erase_cb, g_object_ref (task));
}

/* ---- Pictures ---- */

static void
cover_cb (GObject *covers, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GBytes *picture = culm_covers_load_finish (CULM_COVERS (covers), result, &error);

  if (picture != NULL)
    g_task_return_pointer (task, picture, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

/* ---- The object ---- */

static void
culm_engine_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CulmEngine *self = CULM_ENGINE (object);

  switch ((CulmEngineProp) id) {
  case PROP_PROFILE: g_value_set_string (value, self->profile); break;
  case PROP_READY: g_value_set_boolean (value, self->ready); break;
  case PROP_ERROR: g_value_set_boxed (value, self->error); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_engine_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CulmEngine *self = CULM_ENGINE (object);

  switch ((CulmEngineProp) id) {
  case PROP_PROFILE: self->profile = g_value_dup_string (value); break;
  case PROP_READY:
  case PROP_ERROR:
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_engine_constructed (GObject *object)
{
  CulmEngine *self = CULM_ENGINE (object);
  g_autoptr (GError) error = NULL;

  G_OBJECT_CLASS (culm_engine_parent_class)->constructed (object);
  self->secrets = culm_secrets_new (self->profile, &self->error);
  self->cache = culm_cache_new (self->profile);
  self->limits = culm_limits_new (self->profile);
  self->settings = culm_settings_new (self->profile, &error);
  if (self->settings == NULL)
    culm_info ("%s", error->message); /* a terminal needs none; a window has to look */
  self->brokers =
      culm_brokers_new (self->profile, self->secrets, self->limits, self->printers, self->cache, self->settings);
  g_signal_connect_object (self->brokers, "added", G_CALLBACK (on_broker_added), self, 0);
  g_signal_connect_object (self->brokers, "removed", G_CALLBACK (on_own_removed), self, 0);
  self->lan = culm_lan_keeper_new (self->secrets, self->printers, self->cache, self->settings);
  g_signal_connect_object (self->lan, "added", G_CALLBACK (on_lan_added), self, 0);
  g_signal_connect_object (self->lan, "removed", G_CALLBACK (on_own_removed), self, 0);
  self->transfers = culm_transfers_new (self->cache, self->limits);
  self->journal = culm_fault_journal_new (self->cache);
  self->library = culm_fault_library_new (self->settings);
  culm_fault_library_set_printers (self->library, G_LIST_MODEL (self->printers), culm_lan_keeper_get_list (self->lan));
  g_signal_connect_object (self->transfers, "event", G_CALLBACK (on_event), self, G_CONNECT_SWAPPED);
  self->webhooks = culm_webhooks_new (self->profile, self->secrets, self->cache);
  /* Also what others say through the engine: notifications come from the window. */
  g_signal_connect_object (self, "event", G_CALLBACK (culm_webhooks_tell), self->webhooks, G_CONNECT_SWAPPED);
}

static void
culm_engine_dispose (GObject *object)
{
  CulmEngine *self = CULM_ENGINE (object);

  culm_engine_stop (self);
  g_clear_pointer (&self->sessions, g_ptr_array_unref);
  g_clear_object (&self->brokers);
  g_clear_object (&self->lan);
  g_clear_pointer (&self->watchers, g_hash_table_unref);
  g_clear_object (&self->transfers);
  g_clear_object (&self->covers);
  g_clear_object (&self->journal);
  g_clear_object (&self->library);
  g_clear_object (&self->printers);
  g_clear_object (&self->accounts);
  g_clear_object (&self->settings);
  g_clear_object (&self->secrets);
  if (self->cache != NULL)
    culm_cache_close (self->cache); /* a request that still ends holds it, too, and may outlive the program's loop */
  g_clear_object (&self->cache);
  g_clear_object (&self->webhooks); /* another program may send once everything is written */
  if (self->limits != NULL)
    culm_limits_close (self->limits);
  g_clear_object (&self->limits);
  G_OBJECT_CLASS (culm_engine_parent_class)->dispose (object);
}

static void
culm_engine_finalize (GObject *object)
{
  CulmEngine *self = CULM_ENGINE (object);

  drop_found (self);
  g_clear_error (&self->error);
  g_free (self->profile);
  g_free (self->chosen);
  G_OBJECT_CLASS (culm_engine_parent_class)->finalize (object);
}

static void
culm_engine_class_init (CulmEngineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = culm_engine_get_property;
  object_class->set_property = culm_engine_set_property;
  object_class->constructed = culm_engine_constructed;
  object_class->dispose = culm_engine_dispose;
  object_class->finalize = culm_engine_finalize;
  props[PROP_PROFILE] = g_param_spec_string ("profile", NULL, NULL, "default",
                                             G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, flags);
  props[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
  signals[EVENT] =
      g_signal_new ("event", CULM_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, CULM_TYPE_EVENT);
}

static void
culm_engine_init (CulmEngine *self)
{
  self->time_scale = 1;
  self->accounts = g_list_store_new (CULM_TYPE_ACCOUNT);
  self->printers = culm_printer_list_new ();
  self->covers = culm_covers_new ();
  self->sessions = g_ptr_array_new_with_free_func (g_object_unref);
  self->watchers = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
}

CulmEngine *
culm_engine_new (const char *profile)
{
  g_return_val_if_fail (profile == NULL || culm_settings_is_profile (profile), NULL);
  return g_object_new (CULM_TYPE_ENGINE, "profile", profile != NULL ? profile : "default", NULL);
}

void
culm_engine_set_time_scale (CulmEngine *self, double time_scale)
{
  self->time_scale = time_scale;
}

void
culm_engine_choose_account (CulmEngine *self, const char *words)
{
  g_free (self->chosen);
  self->chosen = g_strdup (words);
}

void
culm_engine_start_async (CulmEngine *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (self->error != NULL)
    g_task_return_error (task, g_error_copy (self->error));
  else
    culm_cache_load_async (self->cache, cancellable, cache_cb, g_object_ref (task));
}

gboolean
culm_engine_start_finish (CulmEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
culm_engine_stop (CulmEngine *self)
{
  if (self->stopped)
    return;
  self->stopped = TRUE;
  culm_transfers_stop (self->transfers);
  culm_fault_library_stop (self->library);
  culm_webhooks_stop (self->webhooks);
  culm_brokers_stop (self->brokers);
  culm_lan_keeper_stop (self->lan);
  culm_limits_stop (self->limits);
  for (guint i = 0; i < self->sessions->len; i++)
    culm_cloud_session_stop (g_ptr_array_index (self->sessions, i));
  g_hash_table_remove_all (self->watchers);
}

const char *
culm_engine_get_profile (CulmEngine *self)
{
  return self->profile;
}

gboolean
culm_engine_get_ready (CulmEngine *self)
{
  return self->ready;
}

GListModel *
culm_engine_get_accounts (CulmEngine *self)
{
  return G_LIST_MODEL (self->accounts);
}

GListModel *
culm_engine_get_printers (CulmEngine *self)
{
  return G_LIST_MODEL (self->printers);
}

CulmBrokers *
culm_engine_get_broker_keeper (CulmEngine *self)
{
  return self->brokers;
}

CulmLanKeeper *
culm_engine_get_lan_keeper (CulmEngine *self)
{
  return self->lan;
}

void
culm_engine_bar_from_cloud (CulmEngine *self, const char *serial, gboolean barred)
{
  for (guint i = 0; i < self->sessions->len; i++)
    culm_roster_set_lan_only (culm_cloud_session_get_roster (g_ptr_array_index (self->sessions, i)), serial, barred);
}

GListModel *
culm_engine_get_transfers (CulmEngine *self)
{
  return G_LIST_MODEL (self->transfers);
}

CulmWebhooks *
culm_engine_get_webhooks (CulmEngine *self)
{
  return self->webhooks;
}

GSettings *
culm_engine_get_settings (CulmEngine *self)
{
  return self->settings;
}

CulmLimits *
culm_engine_get_limits (CulmEngine *self)
{
  return self->limits;
}

CulmPrinter *
culm_engine_find_printer (CulmEngine *self, const char *serial)
{
  return culm_printer_list_find (self->printers, serial);
}

void
culm_engine_set_focus (CulmEngine *self, CulmPrinter *printer)
{
  for (guint i = 0; i < self->sessions->len; i++)
    culm_roster_set_focus (culm_cloud_session_get_roster (g_ptr_array_index (self->sessions, i)), printer);
}

void
culm_engine_refresh_async (CulmEngine *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (self->sessions->len > 0)
    culm_cloud_round_begin (self->sessions, task);
  else if (g_list_model_get_n_items (culm_brokers_get_list (self->brokers)) > 0 ||
           g_list_model_get_n_items (culm_lan_keeper_get_list (self->lan)) > 0)
    g_task_return_boolean (task, TRUE); /* a broker has no list, nor has a LAN: a printer is what it is */
  else
    g_task_return_error (task,
                         culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_UNAUTHORISED, "No account is signed in"));
}

gboolean
culm_engine_refresh_finish (CulmEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

CulmSignIn *
culm_engine_begin_sign_in (CulmEngine *self)
{
  CulmSignIn *sign_in = culm_sign_in_new (self->secrets);

  g_signal_connect_object (sign_in, "signed-in", G_CALLBACK (on_signed_in), self, 0);
  return sign_in;
}

void
culm_engine_sign_out_async (CulmEngine *self, CulmAccount *account, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (CulmCloudSignIn) gate = NULL;
  CulmCloudSession *session = NULL;

  for (guint i = 0; i < self->sessions->len && session == NULL; i++) {
    CulmCloudSession *candidate = g_ptr_array_index (self->sessions, i);

    if (culm_cloud_session_get_account (candidate) == account)
      session = candidate;
  }
  if (session == NULL) {
    g_task_return_error (task, culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_NOT_FOUND, "No such account"));
    return;
  }
  g_task_set_task_data (task, g_object_ref (session), g_object_unref);
  gate = culm_cloud_sign_in_new (culm_cloud_session_get_client (session));
  culm_cloud_session_forget (session);
  remove_session (self, session);
  /* A printer that another account has as well comes back from there. */
  for (guint i = 0; i < self->sessions->len; i++)
    culm_cloud_session_refresh_async (g_ptr_array_index (self->sessions, i), NULL, NULL, NULL);
  culm_cloud_sign_in_sign_out_async (gate, cancellable, sign_out_cb, g_object_ref (task));
}

gboolean
culm_engine_sign_out_finish (CulmEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
culm_engine_can_upload (CulmEngine *self)
{
  for (guint i = 0; i < self->sessions->len; i++) {
    CulmCloudSession *session = g_ptr_array_index (self->sessions, i);

    if (culm_account_get_state (culm_cloud_session_get_account (session)) != CULM_ACCOUNT_EXPIRED)
      return TRUE;
  }
  return FALSE;
}

void
culm_engine_load_cover_async (CulmEngine *self, CulmPrinter *printer, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  CulmCloudSession *session = find_session_of (self, printer);

  if (session == NULL) {
    g_task_return_error (task,
                         culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_NOT_FOUND, "No account has this printer"));
    return;
  }
  culm_covers_load_async (self->covers, culm_cloud_session_get_client (session), printer,
                          culm_roster_get_thumbnail (culm_cloud_session_get_roster (session), printer), cancellable,
                          cover_cb, g_object_ref (task));
}

GBytes *
culm_engine_load_cover_finish (CulmEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

CulmCloudClient *
culm_engine_find_client_of (CulmEngine *self, CulmPrinter *printer)
{
  CulmCloudSession *session = find_session_of (self, printer);

  return session != NULL ? culm_cloud_session_get_client (session) : NULL;
}

CulmFaultJournal *
culm_engine_get_fault_journal (CulmEngine *self)
{
  g_return_val_if_fail (CULM_IS_ENGINE (self), NULL);
  return self->journal;
}

CulmFaultLibrary *
culm_engine_get_fault_library (CulmEngine *self)
{
  g_return_val_if_fail (CULM_IS_ENGINE (self), NULL);
  return self->library;
}
