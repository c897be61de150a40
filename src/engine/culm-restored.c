/* culm-restored.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-restored.h"

static void
free_restored (gpointer data)
{
  CulmRestored *restored = data;

  culm_raw_log_clear (&restored->raw);
  g_clear_pointer (&restored->report, culm_report_unref);
  g_free (restored);
}

static void
read_in_thread (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable G_GNUC_UNUSED)
{
  const CulmCacheContents *contents = data;
  GPtrArray *all = g_ptr_array_new_with_free_func (free_restored);

  for (guint i = 0; i < contents->printers->len; i++) {
    CulmRestored *restored = g_new0 (CulmRestored, 1);

    restored->cached = g_ptr_array_index (contents->printers, i);
    culm_raw_log_init (&restored->raw);
    if (restored->cached->report != NULL)
      culm_raw_log_unpack (&restored->raw, restored->cached->report, &restored->report);
    g_ptr_array_add (all, restored);
  }
  g_task_return_pointer (task, all, (GDestroyNotify) g_ptr_array_unref);
}

void
culm_restored_read_async (const CulmCacheContents *contents, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_task_data (task, (gpointer) contents, NULL);
  g_task_run_in_thread (task, read_in_thread);
}

GPtrArray *
culm_restored_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
