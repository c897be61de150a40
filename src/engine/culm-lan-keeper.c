/* culm-lan-keeper.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-lan-keeper.h"
#include "culm-broker-trial.h"
#include "culm-discovery.h"
#include "culm-error.h"
#include "culm-found-printer.h"
#include "culm-lan-judge.h"
#include "culm-log.h"

struct _CulmLanKeeper {
  GObject parent_instance;
  CulmSecrets *secrets;
  CulmPrinterList *printers;
  CulmCache *cache;
  CulmLanRoots *roots;
  GSettings *settings;
  double time_scale;
  GListStore *list;         /* CulmLanPrinter */
  GListStore *found;        /* CulmFoundPrinter, in the order they were heard */
  GPtrArray *sessions;      /* CulmLanSession, as the list */
  CulmDiscovery *discovery; /* NULL until somebody wants to know */
  gboolean started;
};

enum { ADDED, REMOVED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmLanKeeper, culm_lan_keeper, G_TYPE_OBJECT)

static CulmLanSession *
find_session (CulmLanKeeper *self, const char *serial, guint *position)
{
  for (guint i = 0; i < self->sessions->len; i++) {
    CulmLanSession *session = g_ptr_array_index (self->sessions, i);

    if (!g_str_equal (culm_lan_session_get_record (session)->serial, serial))
      continue;
    if (position != NULL)
      *position = i;
    return session;
  }
  return NULL;
}

/* ---- The keyring ---- */

static void
saved_cb (GObject *secrets, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  if (!culm_secrets_save_finish (CULM_SECRETS (secrets), result, &error))
    culm_info ("What changed of a printer could not be kept: %s", error->message);
}

static void
save (CulmLanKeeper *self, CulmLanSession *session)
{
  g_autoptr (CulmSecret) secret = culm_lan_record_to_secret (culm_lan_session_get_record (session));

  culm_secrets_save_async (self->secrets, secret, NULL, saved_cb, NULL);
}

static void
on_session_changed (CulmLanSession *session, CulmLanKeeper *self)
{
  save (self, session);
}

/* ---- Announcements ---- */

static gboolean
find_found (CulmLanKeeper *self, const char *serial, guint *position)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->found)); i++) {
    g_autoptr (CulmFoundPrinter) found = g_list_model_get_item (G_LIST_MODEL (self->found), i);

    *position = i;
    if (g_str_equal (culm_found_printer_get_serial (found), serial))
      return TRUE;
  }
  return FALSE;
}

static void
on_found (CulmDiscovery *discovery G_GNUC_UNUSED, CulmAnnouncement *heard, CulmLanKeeper *self)
{
  g_autoptr (CulmFoundPrinter) found = culm_found_printer_new (heard->serial, heard->address, heard->name,
                                                               heard->model_id, heard->firmware, NULL, heard->lan_only);
  CulmLanSession *session = find_session (self, heard->serial, NULL);
  gpointer items[] = { found };
  guint position;

  if (find_found (self, heard->serial, &position))
    g_list_store_splice (self->found, position, 1, items, 1);
  else
    g_list_store_append (self->found, found);
  if (session != NULL)
    culm_lan_session_take_announcement (session, heard);
}

static void
on_lost (CulmDiscovery *discovery G_GNUC_UNUSED, CulmAnnouncement *gone, CulmLanKeeper *self)
{
  guint position;

  if (find_found (self, gone->serial, &position))
    g_list_store_remove (self->found, position);
}

static gboolean
listen (CulmLanKeeper *self, GError **error)
{
  g_autoptr (CulmDiscovery) discovery = NULL;

  if (self->discovery != NULL)
    return TRUE;
  discovery = culm_discovery_new ();
  g_signal_connect_object (discovery, "found", G_CALLBACK (on_found), self, 0);
  g_signal_connect_object (discovery, "lost", G_CALLBACK (on_lost), self, 0);
  if (!culm_discovery_start (discovery, error))
    return FALSE;
  self->discovery = g_steal_pointer (&discovery);
  return TRUE;
}

static void
start_session (CulmLanKeeper *self, CulmLanSession *session)
{
  g_autoptr (GError) error = NULL;

  if (!listen (self, &error))
    culm_info ("No announcement of a printer can be heard: %s", error->message);
  if (self->discovery != NULL)
    culm_discovery_want (self->discovery, culm_lan_session_get_record (session)->serial);
  culm_lan_session_start (session);
}

/* ---- Coming and going ---- */

static CulmLanSession *
take_record (CulmLanKeeper *self, CulmLanRecord *record)
{
  CulmLanSession *session =
      culm_lan_session_new (record, self->roots, self->printers, self->cache, self->settings, self->time_scale);

  g_signal_connect_object (session, "changed", G_CALLBACK (on_session_changed), self, 0);
  g_ptr_array_add (self->sessions, session);
  g_signal_emit (self, signals[ADDED], 0, session);
  g_list_store_append (self->list, culm_lan_session_get_printer (session));
  if (self->started)
    start_session (self, session);
  return session;
}

/* FALSE when there was none. */
static gboolean
drop_session (CulmLanKeeper *self, const char *serial)
{
  guint position;
  CulmLanSession *session = find_session (self, serial, &position);
  g_autoptr (CulmLanSession) held = session != NULL ? g_object_ref (session) : NULL;

  if (session == NULL)
    return FALSE;
  g_ptr_array_remove_index (self->sessions, position);
  g_list_store_remove (self->list, position);
  culm_lan_session_forget (session);
  return TRUE;
}

static void
keep_cb (GObject *secrets, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmLanKeeper *self = g_task_get_source_object (task);
  CulmLanRecord *record = g_task_get_task_data (task);
  GError *error = NULL;

  if (!culm_secrets_save_finish (CULM_SECRETS (secrets), result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  drop_session (self, record->serial);
  take_record (self, culm_lan_record_copy (record));
  g_task_return_boolean (task, TRUE);
}

static void
trial_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmLanKeeper *self = g_task_get_source_object (task);
  g_autoptr (CulmSecret) secret = culm_lan_record_to_secret (g_task_get_task_data (task));
  g_autoptr (GError) error = NULL;

  if (culm_broker_trial_finish (result, &error))
    culm_secrets_save_async (self->secrets, secret, g_task_get_cancellable (task), keep_cb, g_object_ref (task));
  else if (error->domain == CULM_ERROR)
    g_task_return_error (
        task, culm_error_new (CULM_ERROR_ORIGIN_LAN,
                              error->code == CULM_ERROR_REFUSED ? CULM_ERROR_UNAUTHORISED : (CulmError) error->code,
                              "%s", error->message));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_roots_changed (CulmLanRoots *roots G_GNUC_UNUSED, CulmLanKeeper *self)
{
  for (guint i = 0; i < self->sessions->len; i++)
    culm_lan_session_judge_again (g_ptr_array_index (self->sessions, i));
}

static void
erase_cb (GObject *secrets, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmLanKeeper *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!culm_secrets_erase_finish (CULM_SECRETS (secrets), result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  g_signal_emit (self, signals[REMOVED], 0, g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

/* ---- The object ---- */

static void
culm_lan_keeper_dispose (GObject *object)
{
  CulmLanKeeper *self = CULM_LAN_KEEPER (object);

  g_clear_pointer (&self->sessions, g_ptr_array_unref);
  if (self->discovery != NULL)
    culm_discovery_stop (self->discovery);
  g_clear_object (&self->discovery);
  g_clear_object (&self->list);
  g_clear_object (&self->found);
  g_clear_object (&self->secrets);
  g_clear_object (&self->printers);
  g_clear_object (&self->cache);
  g_clear_object (&self->roots);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (culm_lan_keeper_parent_class)->dispose (object);
}

static void
culm_lan_keeper_class_init (CulmLanKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_lan_keeper_dispose;
  signals[ADDED] = g_signal_new ("added", CULM_TYPE_LAN_KEEPER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 CULM_TYPE_LAN_SESSION);
  signals[REMOVED] = g_signal_new ("removed", CULM_TYPE_LAN_KEEPER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   1, G_TYPE_STRING);
}

static void
culm_lan_keeper_init (CulmLanKeeper *self)
{
  self->time_scale = 1;
  self->list = g_list_store_new (CULM_TYPE_LAN_PRINTER);
  self->found = g_list_store_new (CULM_TYPE_FOUND_PRINTER);
  self->sessions = g_ptr_array_new_with_free_func (g_object_unref);
}

CulmLanKeeper *
culm_lan_keeper_new (const char *profile, CulmSecrets *secrets, CulmPrinterList *printers, CulmCache *cache,
                     GSettings *settings)
{
  CulmLanKeeper *self = g_object_new (CULM_TYPE_LAN_KEEPER, NULL);

  g_set_object (&self->secrets, secrets);
  self->printers = g_object_ref (printers);
  self->cache = g_object_ref (cache);
  g_set_object (&self->settings, settings);
  self->roots = culm_lan_roots_new (profile);
  g_signal_connect_object (self->roots, "changed", G_CALLBACK (on_roots_changed), self, 0);
  return self;
}

GListModel *
culm_lan_keeper_get_list (CulmLanKeeper *self)
{
  return G_LIST_MODEL (self->list);
}

GListModel *
culm_lan_keeper_get_found (CulmLanKeeper *self)
{
  return G_LIST_MODEL (self->found);
}

gboolean
culm_lan_keeper_search (CulmLanKeeper *self, GError **error)
{
  if (!listen (self, error))
    return FALSE;
  culm_discovery_search (self->discovery);
  return TRUE;
}

CulmLanRoots *
culm_lan_keeper_get_roots (CulmLanKeeper *self)
{
  return self->roots;
}

CulmLanTarget *
culm_lan_keeper_make_target (CulmLanKeeper *self, const CulmLanRecord *record, guint16 port)
{
  return culm_lan_target_new (record->host, port, record->serial, record->code, record->pin,
                              culm_lan_roots_get (self->roots));
}

CulmLanRecord *
culm_lan_keeper_dup_record (CulmLanKeeper *self, const char *serial)
{
  CulmLanSession *session = find_session (self, serial, NULL);
  CulmLanRecord *record = session != NULL ? culm_lan_record_copy (culm_lan_session_get_record (session)) : NULL;

  if (record != NULL) /* where it was seen last, though it is not trusted there yet */
    culm_lan_record_set_host (record, culm_lan_printer_get_host (culm_lan_session_get_printer (session)));
  return record;
}

void
culm_lan_keeper_restore (CulmLanKeeper *self, GPtrArray *secrets, GPtrArray *restored, double time_scale)
{
  self->time_scale = time_scale;
  for (guint i = 0; i < secrets->len; i++) {
    CulmLanRecord *record = culm_lan_record_new_from_secret (g_ptr_array_index (secrets, i));
    CulmLanSession *session = record != NULL ? take_record (self, record) : NULL;

    for (guint j = 0; session != NULL && j < restored->len; j++) {
      CulmRestored *one = g_ptr_array_index (restored, j);

      if (g_str_equal (one->cached->serial, record->serial)) /* whoever knew it last */
        culm_roster_restore (culm_lan_session_get_roster (session), one);
    }
    if (session != NULL)
      culm_lan_session_show (session); /* before an account can take it from its own part of the cache */
  }
}

void
culm_lan_keeper_start (CulmLanKeeper *self)
{
  self->started = TRUE;
  for (guint i = 0; i < self->sessions->len; i++)
    start_session (self, g_ptr_array_index (self->sessions, i));
}

void
culm_lan_keeper_stop (CulmLanKeeper *self)
{
  self->started = FALSE;
  if (self->discovery != NULL)
    culm_discovery_stop (self->discovery);
  g_clear_object (&self->discovery);
  for (guint i = 0; i < self->sessions->len; i++)
    culm_lan_session_stop (g_ptr_array_index (self->sessions, i));
}

void
culm_lan_keeper_add_async (CulmLanKeeper *self, CulmLanRecord *record, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (CulmLanJudge) judge = culm_lan_judge_new (record, self->roots);
  CulmMqttEndpoint endpoint = culm_lan_record_get_endpoint (record);

  g_task_set_task_data (task, record, (GDestroyNotify) culm_lan_record_free);
  culm_lan_judge_sit (judge, &endpoint);
  culm_broker_trial_endpoint_async (&endpoint, record->serial, cancellable, trial_cb, g_object_ref (task));
}

gboolean
culm_lan_keeper_add_finish (CulmLanKeeper *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
culm_lan_keeper_remove_async (CulmLanKeeper *self, const char *serial, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, g_strdup (serial), g_free);
  if (drop_session (self, serial))
    culm_secrets_erase_async (self->secrets, CULM_SECRET_PRINTER, serial, NULL, erase_cb, g_object_ref (task));
  else
    g_task_return_error (task, culm_error_new (CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_NOT_FOUND,
                                               "No such printer was added on the local network"));
}

gboolean
culm_lan_keeper_remove_finish (CulmLanKeeper *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
culm_lan_keeper_retry (CulmLanKeeper *self, const char *serial)
{
  CulmLanSession *session = find_session (self, serial, NULL);

  if (session != NULL)
    culm_lan_session_retry (session);
}

gboolean
culm_lan_keeper_set_lan_only (CulmLanKeeper *self, const char *serial, gboolean lan_only)
{
  CulmLanSession *session = find_session (self, serial, NULL);

  if (session == NULL)
    return FALSE;
  culm_lan_session_set_lan_only (session, lan_only);
  save (self, session);
  return TRUE;
}
