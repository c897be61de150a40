/* culm-farm.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-farm.h"
#include "culm-error.h"
#include <json-glib/json-glib.h>

struct _CulmFarm {
  GObject parent_instance;
  GSubprocess *process;
};

G_DEFINE_FINAL_TYPE (CulmFarm, culm_farm, G_TYPE_OBJECT)

/* Beside this program in a build folder, else where it is installed. */
static char *
find_program (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : g_strdup (".");
  g_autofree char *built = g_build_filename (folder, "..", "sim", "culm-sim", NULL);
  g_autofree char *beside = g_build_filename (folder, "culm-sim", NULL);

  if (g_file_test (built, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&built);
  if (g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&beside);
  return g_build_filename (BINDIR, "culm-sim", NULL);
}

static void
read_line_cb (GObject *stream, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autofree char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (stream), result, NULL, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else if (line == NULL)
    g_task_return_error (task, culm_error_new (CULM_ERROR_ORIGIN_FILE, CULM_ERROR_FAILED, "culm-sim has ended"));
  else
    g_task_return_pointer (task, g_steal_pointer (&line), g_free);
}

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static JsonObject *
get_first_account (JsonObject *ready)
{
  JsonNode *node = ready != NULL ? json_object_get_member (ready, "accounts") : NULL;
  JsonArray *accounts = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  JsonNode *first =
      accounts != NULL && json_array_get_length (accounts) > 0 ? json_array_get_element (accounts, 0) : NULL;

  return first != NULL && JSON_NODE_HOLDS_OBJECT (first) ? json_node_get_object (first) : NULL;
}

static void
culm_farm_dispose (GObject *object)
{
  culm_farm_stop (CULM_FARM (object));
  G_OBJECT_CLASS (culm_farm_parent_class)->dispose (object);
}

static void
culm_farm_class_init (CulmFarmClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_farm_dispose;
}

static void
culm_farm_init (CulmFarm *self G_GNUC_UNUSED)
{
}

CulmFarm *
culm_farm_new (void)
{
  return g_object_new (CULM_TYPE_FARM, NULL);
}

void
culm_farm_start_async (CulmFarm *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *program = find_program ();
  g_autoptr (GDataInputStream) lines = NULL;
  GError *error = NULL;

  g_return_if_fail (CULM_IS_FARM (self));
  g_task_set_source_tag (task, culm_farm_start_async);
  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program,
                                    "--quiet", NULL);
  if (self->process == NULL) {
    g_task_return_error (
        task, culm_error_new (CULM_ERROR_ORIGIN_FILE, CULM_ERROR_NOT_FOUND, "%s: %s", program, error->message));
    g_error_free (error);
    return;
  }
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, cancellable, read_line_cb, g_steal_pointer (&task));
}

CulmDemo *
culm_farm_start_finish (CulmFarm *self, GAsyncResult *result, char **ca, GError **error)
{
  g_autofree char *line = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  line = g_task_propagate_pointer (G_TASK (result), error);
  return line != NULL ? culm_farm_parse (line, ca, error) : NULL;
}

CulmDemo *
culm_farm_parse (const char *line, char **ca, GError **error)
{
  g_autoptr (JsonNode) root = json_from_string (line, NULL);
  JsonObject *ready = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonObject *account = get_first_account (ready);
  const char *server = get_text (ready, "rest");
  const char *anchor = get_text (ready, "ca");
  const char *name = get_text (account, "account");
  const char *password = get_text (account, "password");
  const char *code = get_text (account, "code");

  if (server == NULL || anchor == NULL || name == NULL || password == NULL || code == NULL) {
    culm_error_set (error, CULM_ERROR_ORIGIN_FILE, CULM_ERROR_MALFORMED, "This is no ready line of culm-sim");
    return NULL;
  }
  *ca = g_strdup (anchor);
  return culm_demo_new (server, name, password, code);
}

void
culm_farm_stop (CulmFarm *self)
{
  g_return_if_fail (CULM_IS_FARM (self));
  if (self->process == NULL)
    return;
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_subprocess_send_signal (self->process, SIGTERM);
  g_clear_object (&self->process);
}
