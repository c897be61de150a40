/* culm-lan-roots.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-lan-roots.h"
#include "culm-error.h"
#include "culm-log.h"
#include "culm-task.h"
#include "culm-trust-bundle.h"
#include <errno.h>
#include <glib/gstdio.h>

#define FILE_NAME "printer-roots.pem"
#define MOST 64

struct _CulmLanRoots {
  GObject parent_instance;
  char *path;
  GPtrArray *roots; /* NULL: none */
  GListStore *list; /* CulmKnownRoot, as the roots */
  gboolean busy;
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmLanRoots, culm_lan_roots, G_TYPE_OBJECT)

/* One change, in a worker. */
typedef struct {
  char *path, *source; /* `source` NULL: nothing to read */
  GPtrArray *before;   /* nullable */
  GPtrArray *after;
  char *without; /* a fingerprint; nullable */
  int fresh;
} Change;

static void
free_change (gpointer data)
{
  Change *change = data;

  g_free (change->path);
  g_free (change->source);
  g_free (change->without);
  g_clear_pointer (&change->before, g_ptr_array_unref);
  g_ptr_array_unref (change->after);
  g_free (change);
}

/* ---- In the worker ---- */

static gboolean
is_among (GPtrArray *roots, GBytes *root)
{
  for (guint i = 0; i < roots->len; i++)
    if (g_bytes_equal (g_ptr_array_index (roots, i), root))
      return TRUE;
  return FALSE;
}

static gboolean
add_source (Change *change, GError **error)
{
  g_autoptr (GPtrArray) news = culm_trust_bundle_read (change->source, g_get_real_time () / G_USEC_PER_SEC, error);

  for (guint i = 0; news != NULL && i < news->len; i++) {
    GBytes *root = g_ptr_array_index (news, i);

    if (is_among (change->after, root))
      continue;
    if (change->after->len >= MOST) {
      culm_error_set (error, CULM_ERROR_ORIGIN_FILE, CULM_ERROR_FULL, "More than %d issuers of printers", MOST);
      return FALSE;
    }
    g_ptr_array_add (change->after, g_bytes_ref (root));
    change->fresh++;
  }
  return news != NULL;
}

static gboolean
save (Change *change, GError **error)
{
  if (change->after->len > 0)
    return culm_trust_bundle_write (change->path, change->after, error);
  if (g_unlink (change->path) == 0 || errno == ENOENT)
    return TRUE;
  /* It would be believed again at the next start. */
  culm_error_set (error, CULM_ERROR_ORIGIN_FILE, CULM_ERROR_FAILED, "%s: %s", change->path, g_strerror (errno));
  return FALSE;
}

static void
change_in_worker (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable G_GNUC_UNUSED)
{
  Change *change = data;
  GError *error = NULL;

  for (guint i = 0; change->before != NULL && i < change->before->len; i++) {
    GBytes *root = g_ptr_array_index (change->before, i);
    g_autofree char *fingerprint = change->without != NULL ? culm_trust_get_fingerprint (root) : NULL;

    if (fingerprint == NULL || !g_str_equal (fingerprint, change->without))
      g_ptr_array_add (change->after, g_bytes_ref (root));
  }
  if ((change->source == NULL || add_source (change, &error)) && save (change, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
load_in_worker (GTask *task, gpointer source G_GNUC_UNUSED, gpointer path, GCancellable *cancellable G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *roots = culm_trust_bundle_read (path, g_get_real_time () / G_USEC_PER_SEC, &error);

  if (roots == NULL && !g_error_matches (error, CULM_ERROR, CULM_ERROR_NOT_FOUND))
    culm_info ("The known issuers of printers: %s", error->message);
  g_task_return_pointer (task, roots, (GDestroyNotify) g_ptr_array_unref);
}

/* ---- On the main loop ---- */

/* Takes `roots` (nullable). */
static void
take (CulmLanRoots *self, GPtrArray *roots)
{
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_object_unref);
  guint before = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  for (guint i = 0; roots != NULL && i < roots->len; i++) {
    GBytes *root = g_ptr_array_index (roots, i);
    g_autofree char *name = culm_trust_get_subject (root);
    g_autofree char *fingerprint = culm_trust_get_fingerprint (root);
    gint64 first = 0, last = 0;

    culm_trust_get_dates (root, &first, &last);
    g_ptr_array_add (shown, culm_known_root_new (name, fingerprint, first, last));
  }
  g_clear_pointer (&self->roots, g_ptr_array_unref);
  self->roots = roots != NULL && roots->len > 0 ? g_ptr_array_ref (roots) : NULL;
  g_list_store_splice (self->list, 0, before, shown->pdata, shown->len);
  if (before > 0 || shown->len > 0)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
load_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GPtrArray) roots = g_task_propagate_pointer (G_TASK (result), NULL);

  take (CULM_LAN_ROOTS (object), roots);
  g_task_return_boolean (task, TRUE);
}

static void
change_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmLanRoots *self = CULM_LAN_ROOTS (object);
  Change *change = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  self->busy = FALSE;
  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    g_task_return_error (task, error);
    return;
  }
  take (self, change->after);
  g_task_return_int (task, change->fresh);
}

/* Takes `task`. */
static void
start_change (CulmLanRoots *self, GTask *task, const char *source, const char *without)
{
  g_autoptr (GTask) held = task;
  g_autoptr (GTask) work = NULL;
  Change *change;

  if (self->busy) {
    g_task_return_error (task, culm_error_new (CULM_ERROR_ORIGIN_FILE, CULM_ERROR_BUSY, "A change is under way"));
    return;
  }
  self->busy = TRUE;
  change = g_new0 (Change, 1);
  change->path = g_strdup (self->path);
  change->source = g_strdup (source);
  change->without = g_strdup (without);
  change->before = self->roots != NULL ? g_ptr_array_ref (self->roots) : NULL;
  change->after = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  work = g_task_new (self, NULL, change_cb, g_steal_pointer (&held));
  g_task_set_task_data (work, change, free_change);
  culm_task_run_in_thread (work, change_in_worker);
}

static void
culm_lan_roots_finalize (GObject *object)
{
  CulmLanRoots *self = CULM_LAN_ROOTS (object);

  g_free (self->path);
  g_clear_pointer (&self->roots, g_ptr_array_unref);
  g_object_unref (self->list);
  G_OBJECT_CLASS (culm_lan_roots_parent_class)->finalize (object);
}

static void
culm_lan_roots_class_init (CulmLanRootsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = culm_lan_roots_finalize;
  signals[CHANGED] =
      g_signal_new ("changed", CULM_TYPE_LAN_ROOTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
culm_lan_roots_init (CulmLanRoots *self)
{
  self->list = g_list_store_new (CULM_TYPE_KNOWN_ROOT);
}

CulmLanRoots *
culm_lan_roots_new (const char *profile)
{
  CulmLanRoots *self = g_object_new (CULM_TYPE_LAN_ROOTS, NULL);

  self->path = g_build_filename (g_get_user_data_dir (), "culm", profile, FILE_NAME, NULL);
  return self;
}

GPtrArray *
culm_lan_roots_get (CulmLanRoots *self)
{
  return self->roots;
}

GListModel *
culm_lan_roots_get_list (CulmLanRoots *self)
{
  return G_LIST_MODEL (self->list);
}

void
culm_lan_roots_load_async (CulmLanRoots *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) work = g_task_new (self, NULL, load_cb, task);

  g_task_set_task_data (work, g_strdup (self->path), g_free);
  culm_task_run_in_thread (work, load_in_worker);
}

gboolean
culm_lan_roots_load_finish (CulmLanRoots *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
culm_lan_roots_add_async (CulmLanRoots *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  start_change (self, g_task_new (self, cancellable, callback, user_data), path, NULL);
}

int
culm_lan_roots_add_finish (CulmLanRoots *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);
  return (int) g_task_propagate_int (G_TASK (result), error);
}

void
culm_lan_roots_remove_async (CulmLanRoots *self, const char *fingerprint, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->list)); i++) {
    g_autoptr (CulmKnownRoot) root = g_list_model_get_item (G_LIST_MODEL (self->list), i);

    if (!g_str_equal (culm_known_root_get_fingerprint (root), fingerprint))
      continue;
    start_change (self, task, NULL, fingerprint);
    return;
  }
  g_task_return_error (task, culm_error_new (CULM_ERROR_ORIGIN_FILE, CULM_ERROR_NOT_FOUND, "No such issuer"));
  g_object_unref (task);
}

gboolean
culm_lan_roots_remove_finish (CulmLanRoots *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_int (G_TASK (result), error) >= 0;
}
