/* culm-test-sim.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-sim.h"
#include "culm-test-await.h"
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#define READY_TIMEOUT 30   /* s */
#define CONTROL_TIMEOUT 30 /* s */

struct _CulmTestSim {
  GSubprocess *process;
  GPid pid;
  char *state_dir;
  JsonNode *ready;
  SoupSession *session;
};

static JsonObject *
get_ready (CulmTestSim *self)
{
  return json_node_get_object (self->ready);
}

static const char *
get_account_text (CulmTestSim *self, const char *member)
{
  return json_object_get_string_member (
      json_array_get_object_element (json_object_get_array_member (get_ready (self), "accounts"), 0), member);
}

static const char *
get_printer_text (CulmTestSim *self, guint index, const char *member)
{
  JsonArray *printers = json_object_get_array_member (get_ready (self), "printers");

  g_assert_cmpuint (index, <, json_array_get_length (printers));
  return json_object_get_string_member (json_array_get_object_element (printers, index), member);
}

static void
read_ready (CulmTestSim *self)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, NULL, culm_test_keep_result, &pending);
  result = culm_test_await (&pending, READY_TIMEOUT);
  line = g_data_input_stream_read_line_finish (lines, result, NULL, &error);
  g_assert_no_error (error);
  if (line == NULL)
    g_error ("culm-sim ended before it was ready");
  self->ready = json_from_string (line, &error);
  g_assert_no_error (error);
  g_assert_true (json_object_get_boolean_member (get_ready (self), "ready"));
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *file = g_build_filename (path, name, NULL);

    if (g_file_test (file, G_FILE_TEST_IS_DIR))
      remove_folder (file);
    else
      g_unlink (file);
  }
  g_rmdir (path);
}

/* A network and printers that no other running test has, announced to every listener of this computer as real ones are:
 * what goes to one address reaches one of the programs that share the port. `words` keeps what is made here. */
static void
add_network (GPtrArray *argv, GPtrArray *words, const char *const *args)
{
  int pid = (int) getpid ();
  const struct {
    const char *option;
    char *value;
  } rows[] = {
    { "--address", g_strdup_printf ("127.%d.%d.1", 1 + pid / 256 % 200, pid % 256) },
    { "--seed", g_strdup_printf ("%d", 10000 + pid) },
    { "--ssdp", g_strdup ("127.255.255.255:2021") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_ptr_array_add (words, rows[i].value);
    if (!g_strv_contains (args, rows[i].option)) {
      g_ptr_array_add (argv, (gpointer) rows[i].option);
      g_ptr_array_add (argv, rows[i].value);
    }
  }
}

CulmTestSim *
culm_test_sim_start (const char *const *args)
{
  CulmTestSim *self = g_new0 (CulmTestSim, 1);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;
  const char *program = g_getenv ("CULM_SIM");

  if (program == NULL)
    g_error ("CULM_SIM names no simulator");
  self->state_dir = g_dir_make_tmp ("culm-test-sim-XXXXXX", &error);
  g_assert_no_error (error);
  g_ptr_array_add (argv, (gpointer) program);
  g_ptr_array_add (argv, (gpointer) "--quiet");
  g_ptr_array_add (argv, (gpointer) "--state-dir");
  g_ptr_array_add (argv, self->state_dir);
  for (guint i = 0; args != NULL && args[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) args[i]);
  if (args != NULL && g_strv_contains (args, "--lan"))
    add_network (argv, words, args);
  g_ptr_array_add (argv, NULL);
  /* The simulator is fast only without the test's memory checks. */
  g_subprocess_launcher_unsetenv (launcher, "LD_PRELOAD");
  g_subprocess_launcher_unsetenv (launcher, "MALLOC_CHECK_");
  self->process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv->pdata, &error);
  g_assert_no_error (error);
  self->pid = (GPid) g_ascii_strtoll (g_subprocess_get_identifier (self->process), NULL, 10);
  read_ready (self);
  self->session = soup_session_new_with_options ("timeout", CONTROL_TIMEOUT, NULL);
  return self;
}

void
culm_test_sim_free (CulmTestSim *self)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_subprocess_wait_async (self->process, NULL, culm_test_keep_result, &pending);
  result = culm_test_await (&pending, CONTROL_TIMEOUT);
  g_subprocess_wait_finish (self->process, result, NULL);
  if (g_subprocess_get_if_signaled (self->process)) /* a test may have killed it */
    g_assert_cmpint (g_subprocess_get_term_sig (self->process), ==, SIGKILL);
  else
    g_assert_cmpint (g_subprocess_get_exit_status (self->process), ==, 0);
  g_clear_object (&self->process);
  g_clear_object (&self->session);
  json_node_unref (self->ready);
  remove_folder (self->state_dir);
  g_free (self->state_dir);
  g_free (self);
}

const char *
culm_test_sim_get_rest (CulmTestSim *self)
{
  return json_object_get_string_member (get_ready (self), "rest");
}

const char *
culm_test_sim_get_ca (CulmTestSim *self)
{
  return json_object_get_string_member (get_ready (self), "ca");
}

const char *
culm_test_sim_get_mqtt_host (CulmTestSim *self)
{
  return json_object_get_string_member (json_object_get_object_member (get_ready (self), "mqtt"), "host");
}

guint
culm_test_sim_get_mqtt_port (CulmTestSim *self)
{
  return (guint) json_object_get_int_member (json_object_get_object_member (get_ready (self), "mqtt"), "port");
}

const char *
culm_test_sim_get_control (CulmTestSim *self)
{
  return json_object_get_string_member (get_ready (self), "control");
}

const char *
culm_test_sim_get_account (CulmTestSim *self)
{
  return get_account_text (self, "account");
}

const char *
culm_test_sim_get_password (CulmTestSim *self)
{
  return get_account_text (self, "password");
}

const char *
culm_test_sim_get_code (CulmTestSim *self)
{
  return get_account_text (self, "code");
}

const char *
culm_test_sim_get_totp (CulmTestSim *self)
{
  return get_account_text (self, "totp");
}

const char *
culm_test_sim_get_state_dir (CulmTestSim *self)
{
  return self->state_dir;
}

GPid
culm_test_sim_get_pid (CulmTestSim *self)
{
  return self->pid;
}

guint
culm_test_sim_get_n_printers (CulmTestSim *self)
{
  return json_array_get_length (json_object_get_array_member (get_ready (self), "printers"));
}

const char *
culm_test_sim_get_serial (CulmTestSim *self, guint index)
{
  return get_printer_text (self, index, "serial");
}

const char *
culm_test_sim_get_name (CulmTestSim *self, guint index)
{
  return get_printer_text (self, index, "name");
}

const char *
culm_test_sim_get_model (CulmTestSim *self, guint index)
{
  return get_printer_text (self, index, "model");
}

const char *
culm_test_sim_get_access_code (CulmTestSim *self, guint index)
{
  return get_printer_text (self, index, "access_code");
}

guint
culm_test_sim_control_status (CulmTestSim *self, const char *method, const char *path, const char *json,
                              JsonNode **node)
{
  g_autofree char *url = g_strconcat (culm_test_sim_get_control (self), path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize size;

  if (json != NULL) {
    g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));

    soup_message_set_request_body_from_bytes (message, "application/json", body);
  }
  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, NULL, culm_test_keep_result, &pending);
  result = culm_test_await (&pending, CONTROL_TIMEOUT);
  answer = soup_session_send_and_read_finish (self->session, result, &error);
  g_assert_no_error (error);
  if (node != NULL) {
    const char *data = g_bytes_get_data (answer, &size);

    text = g_strndup (size > 0 ? data : "", size);
    *node = json_from_string (text, NULL);
  }
  return soup_message_get_status (message);
}

JsonNode *
culm_test_sim_control (CulmTestSim *self, const char *method, const char *path, const char *json)
{
  JsonNode *node = NULL;
  guint status = culm_test_sim_control_status (self, method, path, json, &node);

  if (status != 200 || node == NULL)
    g_error ("%s %s was answered with %u", method, path, status);
  return node;
}

void
culm_test_wait_until_at (const char *where, CulmTestPredicate predicate, gpointer data, guint timeout_ms)
{
  if (!culm_test_wait_for (predicate, data, (timeout_ms + 999) / 1000))
    g_error ("%s: waited %u ms in vain", where, timeout_ms);
}

const char *
culm_test_sim_get_address (CulmTestSim *self, guint index)
{
  return get_printer_text (self, index, "address");
}

guint16
culm_test_sim_get_port (CulmTestSim *self, guint index, const char *service)
{
  JsonArray *printers = json_object_get_array_member (get_ready (self), "printers");
  JsonObject *ports = json_object_get_object_member (json_array_get_object_element (printers, index), "ports");

  return json_object_has_member (ports, service) ? (guint16) json_object_get_int_member (ports, service) : 0;
}
