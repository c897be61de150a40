/* culm-task.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-task.h"

typedef struct {
  GTask *task;
  GTaskThreadFunc func;
} Work;

static void
work_in_thread (GTask *worker, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable G_GNUC_UNUSED)
{
  const Work *work = data;

  work->func (work->task, g_task_get_source_object (work->task), g_task_get_task_data (work->task),
              g_task_get_cancellable (work->task));
  g_task_return_boolean (worker, TRUE);
}

static void
worked_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result G_GNUC_UNUSED, gpointer task)
{
  g_object_unref (task);
}

void
culm_task_run_in_thread (GTask *task, GTaskThreadFunc func)
{
  g_autoptr (GTask) worker = g_task_new (NULL, NULL, worked_cb, g_object_ref (task));
  Work *work = g_new (Work, 1);

  g_return_if_fail (func != NULL);
  work->task = task;
  work->func = func;
  g_task_set_source_tag (worker, culm_task_run_in_thread);
  g_task_set_priority (worker, g_task_get_priority (task));
  g_task_set_task_data (worker, work, g_free);
  g_task_run_in_thread (worker, work_in_thread);
}
