/* culm-engine-roots.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-engine-roots.h"
#include "culm-engine-private.h"
#include "culm-lan-keeper.h"
#include "culm-task.h"
#include "culm-trust-bundle.h"

static CulmLanRoots *
get_roots (CulmEngine *self)
{
  return culm_lan_keeper_get_roots (culm_engine_get_lan_keeper (self));
}

GListModel *
culm_engine_get_known_roots (CulmEngine *self)
{
  return culm_lan_roots_get_list (get_roots (self));
}

static void
find_in_worker (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED,
                GCancellable *cancellable G_GNUC_UNUSED)
{
  g_task_return_pointer (task, culm_trust_bundle_find (), (GDestroyNotify) g_ptr_array_unref);
}

void
culm_engine_find_root_files_async (CulmEngine *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  culm_task_run_in_thread (task, find_in_worker);
}

GPtrArray *
culm_engine_find_root_files_finish (CulmEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
add_cb (GObject *roots, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  int fresh = culm_lan_roots_add_finish (CULM_LAN_ROOTS (roots), result, &error);

  if (error == NULL)
    g_task_return_int (task, fresh);
  else
    g_task_return_error (task, error);
}

void
culm_engine_add_roots_async (CulmEngine *self, const char *path, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  culm_lan_roots_add_async (get_roots (self), path, cancellable, add_cb,
                            g_task_new (self, cancellable, callback, user_data));
}

int
culm_engine_add_roots_finish (CulmEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);
  return (int) g_task_propagate_int (G_TASK (result), error);
}

static void
remove_cb (GObject *roots, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (culm_lan_roots_remove_finish (CULM_LAN_ROOTS (roots), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
culm_engine_remove_root_async (CulmEngine *self, const char *fingerprint, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  culm_lan_roots_remove_async (get_roots (self), fingerprint, cancellable, remove_cb,
                               g_task_new (self, cancellable, callback, user_data));
}

gboolean
culm_engine_remove_root_finish (CulmEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
