/* culm-tls-database.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-tls-database.h"

#include "culm-error.h"

#include <stdlib.h>

/* A CULM_CA_FILE that is no file may never end. */
#define LONGEST_WAIT (5 * G_TIME_SPAN_SECOND)

struct _CulmTlsDatabase {
  GTlsDatabase parent_instance;
  GTlsDatabase *system;
  GTlsDatabase *extra; /* NULL without CULM_CA_FILE */
};

G_DEFINE_FINAL_TYPE (CulmTlsDatabase, culm_tls_database, G_TYPE_TLS_DATABASE)

static GMutex lock;
static GCond loaded;
static guint n_loading;

/* exit () takes the libraries down while threads go on. A module that is loaded meanwhile sets up once more those that
 * it needs, GObject among them, and that crashes: whoever ends the process waits for the modules first. */
static void
wait_for_modules (void)
{
  gint64 end = g_get_monotonic_time () + LONGEST_WAIT;

  g_mutex_lock (&lock);
  while (n_loading > 0 && g_cond_wait_until (&loaded, &lock, end))
    ;
  g_mutex_unlock (&lock);
}

static void
begin_to_load (void)
{
  static gsize once;

  if (g_once_init_enter (&once)) {
    atexit (wait_for_modules); /* before the libraries' own ends: those were asked for earlier */
    g_once_init_leave (&once, 1);
  }
  g_mutex_lock (&lock);
  n_loading++;
  g_mutex_unlock (&lock);
}

static void
end_loading (void)
{
  g_mutex_lock (&lock);
  n_loading--;
  g_cond_broadcast (&loaded);
  g_mutex_unlock (&lock);
}

static gboolean
load_extra (CulmTlsDatabase *self, const char *path, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autoptr (GError) cause = NULL;

  self->extra = g_tls_file_database_new (absolute, &cause);
  if (self->extra == NULL)
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, "CULM_CA_FILE cannot be used: %s",
                    cause->message);
  return self->extra != NULL;
}

/* Returns: (transfer full), the one that was there before any of ours. */
static GTlsDatabase *
find_system (GTlsBackend *backend)
{
  GTlsDatabase *database = g_tls_backend_get_default_database (backend);

  if (CULM_IS_TLS_DATABASE (database)) {
    GTlsDatabase *system = g_object_ref (CULM_TLS_DATABASE (database)->system);

    g_object_unref (database);
    return system;
  }
  return database;
}

/* Returns: (transfer full), or NULL with @error. */
static CulmTlsDatabase *
load (GError **error)
{
  g_autoptr (CulmTlsDatabase) self = g_object_new (CULM_TYPE_TLS_DATABASE, NULL);
  GTlsBackend *backend = g_tls_backend_get_default ();
  const char *path = g_getenv ("CULM_CA_FILE");

  g_proxy_resolver_get_default (); /* so that the first connection does not load its module */
  self->system = find_system (backend);
  if (path != NULL && *path != '\0' && !load_extra (self, path, error))
    return NULL;
  /* With a default of its own the TLS module reads all anchors of the system for each new connection, on the thread
   * that connects: 6 to 20 ms, whatever database the connection is given afterwards. */
  g_tls_backend_set_default_database (backend, G_TLS_DATABASE (self));
  return g_steal_pointer (&self);
}

static void
load_in_thread (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED,
                GCancellable *cancellable G_GNUC_UNUSED)
{
  GError *error = NULL;
  CulmTlsDatabase *database = load (&error);

  end_loading ();
  if (database != NULL)
    g_task_return_pointer (task, database, g_object_unref);
  else
    g_task_return_error (task, error);
}

static GTlsCertificateFlags
culm_tls_database_verify_chain (GTlsDatabase *database, GTlsCertificate *chain, const char *purpose,
                                GSocketConnectable *identity, GTlsInteraction *interaction,
                                GTlsDatabaseVerifyFlags flags, GCancellable *cancellable, GError **error)
{
  CulmTlsDatabase *self = CULM_TLS_DATABASE (database);
  GTlsCertificateFlags faults, other;

  faults = g_tls_database_verify_chain (self->system, chain, purpose, identity, interaction, flags, cancellable, error);
  if (faults == 0 || self->extra == NULL)
    return faults;
  g_clear_error (error);
  other = g_tls_database_verify_chain (self->extra, chain, purpose, identity, interaction, flags, cancellable, error);
  return other & G_TLS_CERTIFICATE_UNKNOWN_CA ? faults : other;
}

static void
culm_tls_database_dispose (GObject *object)
{
  CulmTlsDatabase *self = CULM_TLS_DATABASE (object);

  g_clear_object (&self->system);
  g_clear_object (&self->extra);
  G_OBJECT_CLASS (culm_tls_database_parent_class)->dispose (object);
}

static void
culm_tls_database_class_init (CulmTlsDatabaseClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_tls_database_dispose;
  G_TLS_DATABASE_CLASS (klass)->verify_chain = culm_tls_database_verify_chain;
}

static void
culm_tls_database_init (CulmTlsDatabase *self G_GNUC_UNUSED)
{
}

void
culm_tls_database_load_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, culm_tls_database_load_async);
  begin_to_load ();
  g_task_run_in_thread (task, load_in_thread);
}

GTlsDatabase *
culm_tls_database_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
