/* culm-engine.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-engine.h"
#include "culm-accounts.h"
#include "culm-covers.h"
#include "culm-brokers.h"
#include "culm-engine-private.h"
#include "culm-error.h"
#include "culm-fault-journal-private.h"
#include "culm-fault-library-private.h"
#include "culm-fleet-watch.h"
#include "culm-lan-keeper.h"
#include "culm-limits-private.h"
#include "culm-log.h"
#include "culm-privacy.h"
#include "culm-settings.h"
#include "culm-transfers.h"
#include "culm-webhooks-private.h"

struct _CulmEngine {
  GObject parent_instance;
  char *profile;
  gboolean ready, stopped;
  GError *error;
  double time_scale;
  CulmSecrets *secrets;
  CulmCache *cache;
  CulmLimits *limits;
  GSettings *settings;
  CulmAccounts *accounts;
  CulmPrinterList *printers;
  CulmTransfers *transfers;
  CulmWebhooks *webhooks;
  CulmCovers *covers;
  CulmFaultJournal *journal;
  CulmFaultLibrary *library;
  CulmBrokers *brokers;
  CulmLanKeeper *lan;
  CulmFleetWatch *watch;
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

/* Uploads and look-ups go by one account. */
static void
on_client_changed (CulmAccounts *accounts, CulmEngine *self)
{
  culm_transfers_set_client (self->transfers, culm_accounts_get_client (accounts));
  culm_fault_library_set_client (self->library, culm_accounts_get_client (accounts));
}

/* With every printer on the LAN alone, by a person's wish, not even the account is looked at. */
static void
respect_privacy (CulmEngine *self)
{
  culm_accounts_set_resting (
      self->accounts, culm_privacy_is_wanted (G_LIST_MODEL (self->printers), culm_lan_keeper_get_list (self->lan)));
}

static void
on_listed (CulmCloudSession *session, CulmEngine *self)
{
  culm_fleet_watch_begin (self->watch, culm_cloud_session_get_roster (session));
  respect_privacy (self);
}

static void
on_account_added (CulmAccounts *accounts G_GNUC_UNUSED, CulmCloudSession *session, CulmEngine *self)
{
  culm_fleet_watch_add (self->watch, culm_cloud_session_get_roster (session));
  g_signal_connect_object (session, "listed", G_CALLBACK (on_listed), self, 0);
}

static void
on_broker_listed (CulmBrokerSession *session, CulmEngine *self)
{
  culm_fleet_watch_begin (self->watch, culm_broker_session_get_roster (session));
}

static void
on_broker_added (CulmBrokers *brokers G_GNUC_UNUSED, CulmBrokerSession *session, CulmEngine *self)
{
  culm_accounts_drop_printer (self->accounts, culm_broker_session_get_record (session)->serial);
  culm_fleet_watch_add (self->watch, culm_broker_session_get_roster (session));
  g_signal_connect_object (session, "listed", G_CALLBACK (on_broker_listed), self, 0);
}

static void
on_lan_listed (CulmLanSession *session, CulmEngine *self)
{
  culm_fleet_watch_begin (self->watch, culm_lan_session_get_roster (session));
  respect_privacy (self);
}

static void
on_lan_added (CulmLanKeeper *keeper G_GNUC_UNUSED, CulmLanSession *session, CulmEngine *self)
{
  culm_fleet_watch_add (self->watch, culm_lan_session_get_roster (session));
  g_signal_connect_object (session, "listed", G_CALLBACK (on_lan_listed), self, 0);
  g_signal_connect_object (culm_lan_session_get_printer (session), "notify::lan-only", G_CALLBACK (respect_privacy),
                           self, G_CONNECT_SWAPPED);
}

/* An account may have the printer, too. */
static void
on_own_removed (GObject *keeper G_GNUC_UNUSED, const char *serial G_GNUC_UNUSED, CulmEngine *self)
{
  respect_privacy (self);
  culm_accounts_look_again (self->accounts);
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
    respect_privacy (self);
    culm_accounts_start (self->accounts);
  }
  g_task_return_boolean (task, TRUE);
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
  culm_accounts_restore (self->accounts, found, self->restored);
  end_start (task);
}

static void
roots_cb (GObject *roots, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmEngine *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (culm_lan_roots_load_finish (CULM_LAN_ROOTS (roots), result, &error))
    culm_secrets_load_async (self->secrets, g_task_get_cancellable (task), secrets_cb, g_object_ref (task));
  else
    g_task_return_error (task, error);
}

static void
restored_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmEngine *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->restored = culm_restored_read_finish (result, &error);
  if (self->restored != NULL)
    culm_lan_roots_load_async (culm_lan_keeper_get_roots (self->lan), g_task_get_cancellable (task), roots_cb,
                               g_object_ref (task));
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

/* ---- Accounts ---- */

static void
refresh_cb (GObject *accounts, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (culm_accounts_refresh_finish (CULM_ACCOUNTS (accounts), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
sign_out_cb (GObject *accounts, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (culm_accounts_sign_out_finish (CULM_ACCOUNTS (accounts), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
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
  self->accounts = culm_accounts_new (self->secrets, self->limits, self->printers, self->cache, self->settings);
  g_signal_connect_object (self->accounts, "added", G_CALLBACK (on_account_added), self, 0);
  g_signal_connect_object (self->accounts, "client-changed", G_CALLBACK (on_client_changed), self, 0);
  self->brokers =
      culm_brokers_new (self->profile, self->secrets, self->limits, self->printers, self->cache, self->settings);
  g_signal_connect_object (self->brokers, "added", G_CALLBACK (on_broker_added), self, 0);
  g_signal_connect_object (self->brokers, "removed", G_CALLBACK (on_own_removed), self, 0);
  self->lan = culm_lan_keeper_new (self->profile, self->secrets, self->printers, self->cache, self->settings);
  g_signal_connect_object (self->lan, "added", G_CALLBACK (on_lan_added), self, 0);
  g_signal_connect_object (self->lan, "removed", G_CALLBACK (on_own_removed), self, 0);
  self->transfers = culm_transfers_new (self->cache, self->limits);
  self->journal = culm_fault_journal_new (self->cache);
  self->library = culm_fault_library_new (self->settings);
  self->watch = culm_fleet_watch_new (self->journal, self->library);
  g_signal_connect_object (self->watch, "event", G_CALLBACK (on_event), self, G_CONNECT_SWAPPED);
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
  g_clear_object (&self->accounts);
  g_clear_object (&self->brokers);
  g_clear_object (&self->lan);
  g_clear_object (&self->watch);
  g_clear_object (&self->transfers);
  g_clear_object (&self->covers);
  g_clear_object (&self->journal);
  g_clear_object (&self->library);
  g_clear_object (&self->printers);
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
  self->printers = culm_printer_list_new ();
  self->covers = culm_covers_new ();
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
  culm_accounts_set_time_scale (self->accounts, time_scale);
}

void
culm_engine_choose_account (CulmEngine *self, const char *words)
{
  culm_accounts_choose (self->accounts, words);
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
  culm_accounts_stop (self->accounts);
  culm_fleet_watch_stop (self->watch);
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
  return culm_accounts_get_list (self->accounts);
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
  culm_accounts_set_lan_only (self->accounts, serial, barred);
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
  culm_accounts_set_focus (self->accounts, printer);
}

void
culm_engine_refresh_async (CulmEngine *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (g_list_model_get_n_items (culm_accounts_get_list (self->accounts)) == 0 &&
      g_list_model_get_n_items (culm_brokers_get_list (self->brokers)) +
              g_list_model_get_n_items (culm_lan_keeper_get_list (self->lan)) >
          0)
    g_task_return_boolean (task, TRUE); /* a broker has no list, nor has a LAN: a printer is what it is */
  else
    culm_accounts_refresh_async (self->accounts, cancellable, refresh_cb, g_object_ref (task));
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
  return culm_accounts_begin_sign_in (self->accounts);
}

void
culm_engine_sign_out_async (CulmEngine *self, CulmAccount *account, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  culm_accounts_sign_out_async (self->accounts, account, cancellable, sign_out_cb, g_object_ref (task));
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
  return culm_accounts_get_client (self->accounts) != NULL;
}

void
culm_engine_load_cover_async (CulmEngine *self, CulmPrinter *printer, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  CulmCloudSession *session = culm_accounts_find_session_of (self->accounts, printer);

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
  CulmCloudSession *session = culm_accounts_find_session_of (self->accounts, printer);

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
