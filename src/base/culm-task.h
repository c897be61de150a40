/* culm-task.h  SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * culm_task_run_in_thread:
 * @task: (transfer none): what waits for the work, of the thread that calls
 *
 * As g_task_run_in_thread (), but the last reference to @task, and so to its source object, is never dropped by the
 * thread that worked: GTask leaves that to whoever comes last, and an object that has sources of a main context or is
 * a widget must not be finalised elsewhere. The callback may run while @func still tidies up; task and task data stay.
 */
void culm_task_run_in_thread (GTask *task, GTaskThreadFunc func);

G_END_DECLS
