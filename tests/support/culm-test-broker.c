/* culm-test-broker.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-test-broker.h"
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/prctl.h>

struct _CulmTestBroker {
  char *program;
  char *config;
  guint16 port;
  GSubprocess *process;
};

guint16
culm_test_find_port (void)
{
  g_autoptr (GSocket) probe = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;

  g_assert_true (g_socket_bind (probe, any, FALSE, NULL));
  bound = g_socket_get_local_address (probe, NULL);
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
}

static char *
find_program (const char *name)
{
  static const char *const folders[] = { "/usr/sbin", "/usr/local/sbin" };
  g_autofree char *found = g_find_program_in_path (name);

  for (guint i = 0; found == NULL && i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *path = g_build_filename (folders[i], name, NULL);

    if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
      found = g_steal_pointer (&path);
  }
  return g_steal_pointer (&found);
}

static void
write_password (const char *path, const char *user, const char *password)
{
  g_autofree char *program = find_program ("mosquitto_passwd");
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (program);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, program,
                              "-c", "-b", path, user, password, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
}

/* Started by root, Mosquitto would become another user, who cannot read the folder. */
static char *
write_config (const char *folder, guint16 port, const char *certificate, const char *user, const char *password)
{
  g_autofree char *path = g_strdup_printf ("%s/broker-%u.conf", folder, port);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text,
                          "listener %u 127.0.0.1\nallow_anonymous %s\nuser %s\npersistence false\n"
                          "log_dest stderr\nlog_type error\nlog_type information\nmax_queued_messages 0\n",
                          port, user == NULL ? "true" : "false", g_get_user_name ());
  if (certificate != NULL)
    g_string_append_printf (text, "certfile %s/%s.pem\nkeyfile %s/%s.key\n", folder, certificate, folder, certificate);
  if (user != NULL) {
    g_autofree char *passwords = g_strdup_printf ("%s/broker-%u.passwords", folder, port);

    write_password (passwords, user, password);
    g_string_append_printf (text, "password_file %s\n", passwords);
  }
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  return g_steal_pointer (&path);
}

CulmTestBroker *
culm_test_broker_new (const char *folder, const char *certificate, const char *user, const char *password)
{
  g_autofree char *program = find_program ("mosquitto");
  CulmTestBroker *self;

  if (program == NULL) {
    g_test_skip ("mosquitto is not installed");
    return NULL;
  }
  self = g_new0 (CulmTestBroker, 1);
  self->program = g_steal_pointer (&program);
  self->port = culm_test_find_port ();
  self->config = write_config (folder, self->port, certificate, user, password);
  culm_test_broker_start (self);
  return self;
}

guint16
culm_test_broker_get_port (CulmTestBroker *self)
{
  return self->port;
}

void
culm_test_broker_kill (CulmTestBroker *self)
{
  if (self->process == NULL)
    return;
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
}

/* A test that fails leaves no broker behind. */
static void
end_with_parent (gpointer user_data G_GNUC_UNUSED)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/* It says when it is ready, and ends when it cannot be: either ends the wait. */
void
culm_test_broker_start (CulmTestBroker *self)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) log = NULL;
  gboolean running = FALSE;
  char *line;

  g_assert_null (self->process);
  g_subprocess_launcher_set_child_setup (launcher, end_with_parent, NULL, NULL);
  self->process = g_subprocess_launcher_spawn (launcher, &error, self->program, "-c", self->config, NULL);
  g_assert_no_error (error);
  log = g_data_input_stream_new (g_subprocess_get_stderr_pipe (self->process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (log), FALSE);
  while (!running && (line = g_data_input_stream_read_line (log, NULL, NULL, NULL)) != NULL) {
    running = g_str_has_suffix (line, " running");
    if (!running)
      g_test_message ("mosquitto: %s", line);
    g_free (line);
  }
  g_assert_true (running);
}

void
culm_test_broker_free (CulmTestBroker *self)
{
  culm_test_broker_kill (self);
  g_unlink (self->config);
  g_free (self->config);
  g_free (self->program);
  g_free (self);
}

void
culm_test_remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_unlink (path);
  }
  g_rmdir (folder);
}
