/* culm-accounts.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-accounts.h"
#include "culm-cloud-round.h"
#include "culm-cloud-sign-in.h"
#include "culm-error.h"
#include "culm-limits-private.h"
#include "culm-log.h"
#include "culm-printer-feed.h"
#include "culm-sign-in-private.h"

struct _CulmAccounts {
  GObject parent_instance;
  CulmSecrets *secrets;
  CulmLimits *limits;
  CulmPrinterList *printers;
  CulmCache *cache;
  GSettings *settings;
  double time_scale;
  char *chosen;        /* the account that is wanted; NULL: all */
  GListStore *list;    /* CulmAccount */
  GPtrArray *sessions; /* CulmCloudSession, as the list */
  gboolean started, stopped, resting;
};

enum { ADDED, CLIENT_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmAccounts, culm_accounts, G_TYPE_OBJECT)

static CulmCloudSession *
find_session (CulmAccounts *self, const char *id)
{
  for (guint i = 0; i < self->sessions->len; i++) {
    CulmCloudSession *session = g_ptr_array_index (self->sessions, i);

    if (g_str_equal (culm_cloud_session_get_record (session)->id, id))
      return session;
  }
  return NULL;
}

static CulmCloudSession *
find_session_by_account (CulmAccounts *self, CulmAccount *account)
{
  for (guint i = 0; i < self->sessions->len; i++) {
    CulmCloudSession *session = g_ptr_array_index (self->sessions, i);

    if (culm_cloud_session_get_account (session) == account)
      return session;
  }
  return NULL;
}

static void
tell_client (CulmAccounts *self)
{
  g_signal_emit (self, signals[CLIENT_CHANGED], 0);
}

static void
save_cb (GObject *secrets, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  if (!culm_secrets_save_finish (CULM_SECRETS (secrets), result, &error))
    culm_info ("A new token could not be kept: %s", error->message);
}

static void
on_renewed (CulmCloudSession *session G_GNUC_UNUSED, const CulmAccountRecord *record, CulmAccounts *self)
{
  g_autoptr (CulmSecret) secret = culm_account_record_to_secret (record);

  culm_secrets_save_async (self->secrets, secret, NULL, save_cb, NULL);
}

static CulmCloudSession *
add_session (CulmAccounts *self, const CulmAccountRecord *record)
{
  CulmCloudSession *session =
      culm_cloud_session_new (record, self->limits, self->printers, self->cache, self->settings, self->time_scale);
  CulmAccount *account = culm_cloud_session_get_account (session);

  g_signal_connect_object (session, "renewed", G_CALLBACK (on_renewed), self, 0);
  g_signal_connect_object (account, "notify::state", G_CALLBACK (tell_client), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->sessions, session);
  g_signal_emit (self, signals[ADDED], 0, session);
  g_list_store_append (self->list, account);
  return session;
}

static void
remove_session (CulmAccounts *self, CulmCloudSession *session)
{
  guint position;

  if (g_list_store_find (self->list, culm_cloud_session_get_account (session), &position))
    g_list_store_remove (self->list, position);
  g_ptr_array_remove (self->sessions, session);
  tell_client (self);
}

static void
on_signed_in (CulmSignIn *sign_in, const CulmAccountRecord *record, CulmAccounts *self)
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
  tell_client (self);
}

static void
restore_session (CulmAccounts *self, const CulmAccountRecord *record, GPtrArray *restored)
{
  CulmCloudSession *session = add_session (self, record);

  for (guint i = 0; i < restored->len; i++) {
    CulmRestored *one = g_ptr_array_index (restored, i);

    if (g_str_equal (one->cached->account, record->id))
      culm_roster_restore (culm_cloud_session_get_roster (session), one);
  }
}

static gboolean
is_chosen (CulmAccounts *self, const CulmAccountRecord *record)
{
  g_autoptr (CulmAccount) account = self->chosen != NULL ? culm_account_record_make_account (record) : NULL;

  return account == NULL || culm_account_answers_to (account, self->chosen);
}

static void
set_off (CulmAccounts *self)
{
  for (guint i = 0; i < self->sessions->len && !self->stopped; i++) {
    if (self->resting)
      culm_cloud_session_rest (g_ptr_array_index (self->sessions, i));
    else
      culm_cloud_session_start (g_ptr_array_index (self->sessions, i));
  }
}

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
  CulmAccounts *self = g_task_get_source_object (task);
  CulmCloudSession *session = g_task_get_task_data (task);
  g_autofree char *id = g_strdup (culm_cloud_session_get_record (session)->id);
  g_autoptr (GError) error = NULL;

  if (!culm_cloud_sign_in_sign_out_finish (CULM_CLOUD_SIGN_IN (gate), result, &error))
    culm_info ("The service was not told of the sign-out: %s", error->message);
  culm_limits_forget (self->limits, id); /* that was the last request */
  culm_secrets_erase_async (self->secrets, CULM_SECRET_ACCOUNT, id, NULL, erase_cb, g_object_ref (task));
}

static void
culm_accounts_dispose (GObject *object)
{
  CulmAccounts *self = CULM_ACCOUNTS (object);

  g_clear_pointer (&self->sessions, g_ptr_array_unref);
  g_clear_object (&self->list);
  g_clear_object (&self->secrets);
  g_clear_object (&self->limits);
  g_clear_object (&self->printers);
  g_clear_object (&self->cache);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (culm_accounts_parent_class)->dispose (object);
}

static void
culm_accounts_finalize (GObject *object)
{
  g_free (CULM_ACCOUNTS (object)->chosen);
  G_OBJECT_CLASS (culm_accounts_parent_class)->finalize (object);
}

static void
culm_accounts_class_init (CulmAccountsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_accounts_dispose;
  G_OBJECT_CLASS (klass)->finalize = culm_accounts_finalize;
  signals[ADDED] = g_signal_new ("added", CULM_TYPE_ACCOUNTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 CULM_TYPE_CLOUD_SESSION);
  signals[CLIENT_CHANGED] =
      g_signal_new ("client-changed", CULM_TYPE_ACCOUNTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
culm_accounts_init (CulmAccounts *self)
{
  self->time_scale = 1;
  self->list = g_list_store_new (CULM_TYPE_ACCOUNT);
  self->sessions = g_ptr_array_new_with_free_func (g_object_unref);
}

CulmAccounts *
culm_accounts_new (CulmSecrets *secrets, CulmLimits *limits, CulmPrinterList *printers, CulmCache *cache,
                   GSettings *settings)
{
  CulmAccounts *self = g_object_new (CULM_TYPE_ACCOUNTS, NULL);

  g_set_object (&self->secrets, secrets);
  self->limits = g_object_ref (limits);
  self->printers = g_object_ref (printers);
  self->cache = g_object_ref (cache);
  g_set_object (&self->settings, settings);
  return self;
}

GListModel *
culm_accounts_get_list (CulmAccounts *self)
{
  return G_LIST_MODEL (self->list);
}

void
culm_accounts_set_time_scale (CulmAccounts *self, double time_scale)
{
  self->time_scale = time_scale;
}

void
culm_accounts_choose (CulmAccounts *self, const char *words)
{
  g_free (self->chosen);
  self->chosen = g_strdup (words);
}

void
culm_accounts_restore (CulmAccounts *self, GPtrArray *secrets, GPtrArray *restored)
{
  for (guint i = 0; i < secrets->len; i++) {
    g_autoptr (CulmAccountRecord) record = culm_account_record_new_from_secret (g_ptr_array_index (secrets, i));

    if (record != NULL && is_chosen (self, record) && find_session (self, record->id) == NULL)
      restore_session (self, record, restored);
  }
}

void
culm_accounts_start (CulmAccounts *self)
{
  self->started = TRUE;
  set_off (self);
  tell_client (self);
}

void
culm_accounts_set_resting (CulmAccounts *self, gboolean resting)
{
  if (!self->resting && !resting)
    return; /* but a sign-in may have woken one that rested */
  self->resting = resting;
  if (self->started)
    set_off (self);
}

void
culm_accounts_stop (CulmAccounts *self)
{
  self->stopped = TRUE;
  for (guint i = 0; i < self->sessions->len; i++)
    culm_cloud_session_stop (g_ptr_array_index (self->sessions, i));
}

CulmCloudClient *
culm_accounts_get_client (CulmAccounts *self)
{
  for (guint i = 0; i < self->sessions->len; i++) {
    CulmCloudSession *session = g_ptr_array_index (self->sessions, i);

    if (culm_account_get_state (culm_cloud_session_get_account (session)) != CULM_ACCOUNT_EXPIRED)
      return culm_cloud_session_get_client (session);
  }
  return NULL;
}

CulmCloudSession *
culm_accounts_find_session_of (CulmAccounts *self, CulmPrinter *printer)
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

void
culm_accounts_drop_printer (CulmAccounts *self, const char *serial)
{
  for (guint i = 0; i < self->sessions->len; i++)
    culm_roster_drop (culm_cloud_session_get_roster (g_ptr_array_index (self->sessions, i)), serial);
}

void
culm_accounts_set_lan_only (CulmAccounts *self, const char *serial, gboolean lan_only)
{
  for (guint i = 0; i < self->sessions->len; i++)
    culm_roster_set_lan_only (culm_cloud_session_get_roster (g_ptr_array_index (self->sessions, i)), serial, lan_only);
}

void
culm_accounts_set_focus (CulmAccounts *self, CulmPrinter *printer)
{
  for (guint i = 0; i < self->sessions->len; i++)
    culm_roster_set_focus (culm_cloud_session_get_roster (g_ptr_array_index (self->sessions, i)), printer);
}

void
culm_accounts_refresh_async (CulmAccounts *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (self->resting)
    g_task_return_boolean (task, TRUE);
  else if (self->sessions->len > 0)
    culm_cloud_round_begin (self->sessions, task);
  else
    g_task_return_error (task,
                         culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_UNAUTHORISED, "No account is signed in"));
}

gboolean
culm_accounts_refresh_finish (CulmAccounts *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
culm_accounts_look_again (CulmAccounts *self)
{
  for (guint i = 0; i < self->sessions->len && !self->stopped && !self->resting; i++)
    culm_cloud_session_refresh_async (g_ptr_array_index (self->sessions, i), NULL, NULL, NULL);
}

CulmSignIn *
culm_accounts_begin_sign_in (CulmAccounts *self)
{
  CulmSignIn *sign_in = culm_sign_in_new (self->secrets);

  g_signal_connect_object (sign_in, "signed-in", G_CALLBACK (on_signed_in), self, 0);
  return sign_in;
}

void
culm_accounts_sign_out_async (CulmAccounts *self, CulmAccount *account, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (CulmCloudSignIn) gate = NULL;
  CulmCloudSession *session = find_session_by_account (self, account);

  if (session == NULL) {
    g_task_return_error (task, culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_NOT_FOUND, "No such account"));
    return;
  }
  g_task_set_task_data (task, g_object_ref (session), g_object_unref);
  gate = culm_cloud_sign_in_new (culm_cloud_session_get_client (session));
  culm_cloud_session_forget (session);
  remove_session (self, session);
  culm_accounts_look_again (self); /* a printer that another account has as well comes back from there */
  culm_cloud_sign_in_sign_out_async (gate, cancellable, sign_out_cb, g_object_ref (task));
}

gboolean
culm_accounts_sign_out_finish (CulmAccounts *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
