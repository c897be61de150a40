/* culm-sim-studio.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-studio.h"
#include "config.h"
#include "culm-sim-child.h"
#include <string.h>

#define PROGRAM "culm-sim-rtsp"
#define PATIENCE (15 * G_USEC_PER_SEC) /* GStreamer looks through its plug-ins when it runs for the first time */
#define GLANCE (G_USEC_PER_SEC / 10)

struct _CulmSimStudio {
  GObject parent_instance;
  char *program;
  GSubprocess *process;      /* (nullable) */
  GDataInputStream *answers; /* (nullable) */
  GCancellable *cancellable;
  GHashTable *codes; /* name → code, as ordered */

  GMutex lock;
  GCond changed;
  GHashTable *ports; /* name → port; what the threads read */
};

G_DEFINE_FINAL_TYPE (CulmSimStudio, culm_sim_studio, G_TYPE_OBJECT)

/* Beside this program in a build folder, else where it is installed. Returns: (transfer full) (nullable) */
static char *
find_program (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : g_strdup (".");
  const char *const places[] = { folder, MODULEDIR };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    g_autofree char *program = g_build_filename (places[i], PROGRAM, NULL);

    if (g_file_test (program, G_FILE_TEST_IS_EXECUTABLE))
      return g_steal_pointer (&program);
  }
  return NULL;
}

static void
line_cb (GObject *stream, GAsyncResult *result, gpointer user_data)
{
  CulmSimStudio *self = user_data;
  g_autofree char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (stream), result, NULL, NULL);
  g_auto (GStrv) words = NULL;

  if (line == NULL) /* cancelled, where self is gone, or the program ended */
    return;
  words = g_strsplit (line, " ", 2);
  if (words[0] != NULL && words[1] != NULL) {
    g_mutex_lock (&self->lock);
    g_hash_table_insert (self->ports, g_strdup (words[0]), GUINT_TO_POINTER (g_ascii_strtoull (words[1], NULL, 10)));
    g_cond_broadcast (&self->changed);
    g_mutex_unlock (&self->lock);
  }
  g_data_input_stream_read_line_async (G_DATA_INPUT_STREAM (stream), G_PRIORITY_DEFAULT, self->cancellable, line_cb,
                                       self);
}

static gboolean
start_program (CulmSimStudio *self)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);

  culm_sim_child_bind (launcher);
  self->process = g_subprocess_launcher_spawn (launcher, NULL, self->program, NULL);
  if (self->process == NULL)
    return FALSE;
  self->answers = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_data_input_stream_read_line_async (self->answers, G_PRIORITY_DEFAULT, self->cancellable, line_cb, self);
  return TRUE;
}

static void
culm_sim_studio_dispose (GObject *object)
{
  CulmSimStudio *self = CULM_SIM_STUDIO (object);

  g_cancellable_cancel (self->cancellable);
  if (self->process != NULL) {
    g_subprocess_force_exit (self->process);
    g_subprocess_wait (self->process, NULL, NULL);
  }
  g_clear_object (&self->answers);
  g_clear_object (&self->process);
  G_OBJECT_CLASS (culm_sim_studio_parent_class)->dispose (object);
}

static void
culm_sim_studio_finalize (GObject *object)
{
  CulmSimStudio *self = CULM_SIM_STUDIO (object);

  g_object_unref (self->cancellable);
  g_hash_table_unref (self->codes);
  g_hash_table_unref (self->ports);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self->program);
  G_OBJECT_CLASS (culm_sim_studio_parent_class)->finalize (object);
}

static void
culm_sim_studio_class_init (CulmSimStudioClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_sim_studio_dispose;
  G_OBJECT_CLASS (klass)->finalize = culm_sim_studio_finalize;
}

static void
culm_sim_studio_init (CulmSimStudio *self)
{
  self->cancellable = g_cancellable_new ();
  self->codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->ports = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
}

CulmSimStudio *
culm_sim_studio_new (void)
{
  g_autofree char *program = find_program ();
  CulmSimStudio *self;

  if (program == NULL)
    return NULL;
  self = g_object_new (CULM_SIM_TYPE_STUDIO, NULL);
  self->program = g_steal_pointer (&program);
  return self;
}

void
culm_sim_studio_order (CulmSimStudio *self, const char *name, const char *code)
{
  g_autofree char *line = g_strdup_printf ("%s %s\n", name, code);

  if (g_strcmp0 (g_hash_table_lookup (self->codes, name), code) == 0 ||
      (self->process == NULL && !start_program (self)))
    return;
  g_mutex_lock (&self->lock);
  g_hash_table_remove (self->ports, name); /* until the new code holds */
  g_mutex_unlock (&self->lock);
  g_hash_table_insert (self->codes, g_strdup (name), g_strdup (code));
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (self->process), line, strlen (line), NULL, NULL, NULL);
}

guint
culm_sim_studio_wait (CulmSimStudio *self, const char *name, GCancellable *cancellable)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE;
  guint port;

  g_mutex_lock (&self->lock);
  while ((port = GPOINTER_TO_UINT (g_hash_table_lookup (self->ports, name))) == 0 &&
         g_get_monotonic_time () < deadline && !g_cancellable_is_cancelled (cancellable))
    g_cond_wait_until (&self->changed, &self->lock, g_get_monotonic_time () + GLANCE);
  g_mutex_unlock (&self->lock);
  return port;
}
