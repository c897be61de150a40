/* culm-bell.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-bell.h"
#include "culm-log.h"
#include "culm-task.h"

struct _CulmBell {
  GObject parent_instance;
  char *path;
  GFileMonitor *monitor;
};

enum { RUNG, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmBell, culm_bell, G_TYPE_OBJECT)

static void
on_changed (CulmBell *self, GFile *file G_GNUC_UNUSED, GFile *other G_GNUC_UNUSED, GFileMonitorEvent event)
{
  if (event == G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT || event == G_FILE_MONITOR_EVENT_RENAMED)
    g_signal_emit (self, signals[RUNG], 0);
}

/* A number that no other ring has, so that each one changes the file. */
static void
ring_in_thread (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable G_GNUC_UNUSED)
{
  const char *path = data;
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = g_uuid_string_random ();
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  if (!g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error))
    culm_info ("Other programs are not told of a change: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

static void
culm_bell_dispose (GObject *object)
{
  CulmBell *self = CULM_BELL (object);

  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
  G_OBJECT_CLASS (culm_bell_parent_class)->dispose (object);
}

static void
culm_bell_finalize (GObject *object)
{
  g_free (CULM_BELL (object)->path);
  G_OBJECT_CLASS (culm_bell_parent_class)->finalize (object);
}

static void
culm_bell_class_init (CulmBellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_bell_dispose;
  G_OBJECT_CLASS (klass)->finalize = culm_bell_finalize;
  signals[RUNG] = g_signal_new ("rung", CULM_TYPE_BELL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
culm_bell_init (CulmBell *self G_GNUC_UNUSED)
{
}

CulmBell *
culm_bell_new (const char *profile, const char *name)
{
  CulmBell *self = g_object_new (CULM_TYPE_BELL, NULL);
  g_autofree char *file = g_strconcat (name, ".changed", NULL);

  self->path = g_build_filename (g_get_user_data_dir (), "culm", profile, file, NULL);
  return self;
}

void
culm_bell_listen (CulmBell *self)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autoptr (GError) error = NULL;

  if (self->monitor != NULL)
    return;
  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, &error);
  if (self->monitor == NULL) {
    culm_info ("Changes by other programs are not noticed: %s", error->message);
    return;
  }
  g_file_monitor_set_rate_limit (self->monitor, 100);
  g_signal_connect_object (self->monitor, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
}

void
culm_bell_ring_async (CulmBell *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_task_data (task, g_strdup (self->path), g_free);
  culm_task_run_in_thread (task, ring_in_thread);
}

void
culm_bell_ring_finish (CulmBell *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));
  g_task_propagate_boolean (G_TASK (result), NULL);
}
