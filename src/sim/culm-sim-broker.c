/* culm-sim-broker.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-sim-broker.h"
#include "culm-sim-child.h"
#include "culm-sim-world.h"
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <signal.h>
#include <unistd.h>

#define SALT_BYTES 12
#define HASH_BYTES 64
#define HASH_ROUNDS 101 /* what mosquitto_passwd writes */

struct _CulmSimBroker {
  GObject parent_instance;
  CulmSimWorld *world;
  GCancellable *cancellable;
  GSubprocess *process; /* NULL once it is gone */
  char *program, *config, *openssl_config;
  char *inner_password;
  guint port, inner_port;
  gboolean refusing;
  gboolean reopens; /* shut for a moment, so that everybody is cut */
  guint wake_timer;
};

enum { DIED, RELOADING, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmSimBroker, culm_sim_broker, G_TYPE_OBJECT)

static guint
find_free_port (const char *address)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);
  g_autoptr (GSocket) socket =
      g_socket_new (g_inet_address_get_family (inet), G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (inet, 0);
  g_autoptr (GSocketAddress) bound = NULL;

  if (socket != NULL && g_socket_bind (socket, any, TRUE, NULL))
    bound = g_socket_get_local_address (socket, NULL);
  return bound != NULL ? g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)) : 0;
}

/* A line of a password file; the hash is the one of mosquitto_passwd: PBKDF2 with HMAC-SHA512. */
static void
append_user (GString *out, const char *user, const char *password)
{
  guint8 salt[SALT_BYTES], hash[HASH_BYTES];
  g_autofree char *salt_text = NULL, *hash_text = NULL;

  RAND_bytes (salt, sizeof salt);
  PKCS5_PBKDF2_HMAC (password, (int) strlen (password), salt, sizeof salt, HASH_ROUNDS, EVP_sha512 (), sizeof hash,
                     hash);
  salt_text = g_base64_encode (salt, sizeof salt);
  hash_text = g_base64_encode (hash, sizeof hash);
  g_string_append_printf (out, "%s:$7$%d$%s$%s\n", user, HASH_ROUNDS, salt_text, hash_text);
}

static gboolean
write_file (CulmSimBroker *self, const char *name, const char *text, GError **error)
{
  g_autofree char *path = g_build_filename (self->world->state_dir, name, NULL);

  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

/* Which printer an access code opens: what the module at the broker's door reads (culm-sim-door.c). */
static gboolean
write_codes (CulmSimBroker *self, const char *name, gboolean shut, GError **error)
{
  GPtrArray *printers = culm_sim_farm_get_printers (self->world->farm);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; !shut && i < printers->len; i++) {
    CulmSimPrinter *printer = g_ptr_array_index (printers, i);

    g_string_append_printf (out, "%s %s\n", culm_sim_printer_get_serial (printer),
                            culm_sim_printer_get_access_code (printer));
  }
  return write_file (self, name, out->str, error);
}

/* The account's one user with its living token, or with a password that nobody knows. */
static gboolean
write_passwords (CulmSimBroker *self, gboolean shut, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *user = g_strdup_printf ("u_%" G_GUINT64_FORMAT, culm_sim_account_get_uid (self->world->account));
  g_autofree char *nobody = g_uuid_string_random ();

  append_user (out, user, shut ? nobody : culm_sim_account_get_token (self->world->account));
  return write_file (self, "passwords", out->str, error) && write_codes (self, "codes", shut, error) &&
         write_codes (self, "lan-codes", FALSE, error);
}

static gboolean
write_inner_files (CulmSimBroker *self, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  append_user (out, CULM_SIM_BROKER_USER, self->inner_password);
  return write_file (self, "inner-passwords", out->str, error) &&
         write_file (self, "inner-acl", "user " CULM_SIM_BROKER_USER "\ntopic readwrite #\ntopic read $SYS/#\n", error);
}

/* A client hears a printer's reports and may ask it things, nothing else: the account's client all printers, the one
 * who came with an access code the printer that it opens. */
static void
append_topics (GString *out, const char *serial)
{
  g_string_append_printf (out, "topic read device/%s/report\ntopic write device/%s/request\n", serial, serial);
}

static gboolean
write_acl (CulmSimBroker *self, GError **error)
{
  GPtrArray *printers = culm_sim_farm_get_printers (self->world->farm);
  g_autoptr (GString) out = g_string_new (NULL);

  g_string_append_printf (out, "user u_%" G_GUINT64_FORMAT "\n", culm_sim_account_get_uid (self->world->account));
  for (guint i = 0; i < printers->len; i++)
    append_topics (out, culm_sim_printer_get_serial (g_ptr_array_index (printers, i)));
  for (guint i = 0; i < printers->len; i++) {
    const char *serial = culm_sim_printer_get_serial (g_ptr_array_index (printers, i));

    g_string_append_printf (out, "user bblp-%s\n", serial);
    append_topics (out, serial);
  }
  return write_file (self, "acl", out->str, error);
}

/* No tickets after the handshake: to a client that says what it has to say and leaves at once, without reading (the
 * reference's own example), they would be unread bytes, its leaving a reset, and its last messages lost. */
static gboolean
write_openssl_config (CulmSimBroker *self, GError **error)
{
  return write_file (self, "openssl.cnf",
                     "openssl_conf = start\n[start]\nssl_conf = ssl\n[ssl]\nsystem_default = default\n"
                     "[default]\nNumTickets = 0\n",
                     error);
}

/* The broker's module: beside this program in a build folder, else where it is installed.
 * Returns: (transfer full) */
static char *
find_door (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : g_strdup (".");
  g_autofree char *built = g_build_filename (folder, "culm-sim-door.so", NULL);

  return g_file_test (built, G_FILE_TEST_EXISTS) ? g_steal_pointer (&built)
                                                 : g_build_filename (MODULEDIR, "culm-sim-door.so", NULL);
}

/* Each printer's own listener: a socket in the state folder, behind the TLS that culm-sim-relay.c gives it. */
static void
append_printers (CulmSimBroker *self, GString *out, const char *door)
{
  GPtrArray *printers = culm_sim_farm_get_printers (self->world->farm);
  const char *dir = self->world->state_dir;

  for (guint i = 0; self->world->options->lan && i < printers->len; i++) {
    const char *serial = culm_sim_printer_get_serial (g_ptr_array_index (printers, i));

    g_string_append_printf (out,
                            "listener 0 %s" CULM_SIM_BROKER_SOCKET "\nallow_anonymous false\nacl_file %s/acl\n"
                            "plugin %s\nplugin_opt_codes %s/lan-codes\nplugin_opt_serial %s\n",
                            serial, dir, door, dir, serial);
  }
}

static gboolean
write_config (CulmSimBroker *self, GError **error)
{
  const char *dir = self->world->state_dir;
  g_autofree char *door = find_door ();
  g_autoptr (GString) out = g_string_new (NULL);

  g_string_printf (
      out,
      "per_listener_settings true\n"
      "%s" /* started by root it would become a user who may not read the folder */
      "persistence false\nsys_interval 0\nset_tcp_nodelay true\n"
      "log_dest topic\nlog_dest file %s/mosquitto.log\nlog_type error\nlog_type subscribe\nlog_timestamp false\n"
      "listener %u %s\nallow_anonymous false\npassword_file %s/passwords\nacl_file %s/acl\n"
      "certfile %s\nkeyfile %s\nplugin %s\nplugin_opt_codes %s/codes\n"
      "listener %u 127.0.0.1\nallow_anonymous false\npassword_file %s/inner-passwords\nacl_file %s/inner-acl\n",
      geteuid () == 0 ? "user root\n" : "", dir, self->port, self->world->options->listen, dir, dir,
      self->world->certificates->server, self->world->certificates->server_key, door, dir, self->inner_port, dir, dir);
  append_printers (self, out, door);
  return write_file (self, "mosquitto.conf", out->str, error);
}

static void
gone_cb (GObject *process, GAsyncResult *result, gpointer user_data)
{
  CulmSimBroker *self = user_data;

  if (!g_subprocess_wait_finish (G_SUBPROCESS (process), result, NULL))
    return; /* cancelled: the broker object may be gone */
  if (self->process != G_SUBPROCESS (process))
    return;
  g_clear_object (&self->process);
  g_signal_emit (self, signals[DIED], 0);
}

static gboolean
start_program (CulmSimBroker *self, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);

  g_subprocess_launcher_set_cwd (launcher, self->world->state_dir);
  g_subprocess_launcher_setenv (launcher, "OPENSSL_CONF", self->openssl_config, TRUE);
  culm_sim_child_bind (launcher);
  self->process = g_subprocess_launcher_spawn (launcher, error, self->program, "-c", self->config, NULL);
  if (self->process == NULL)
    return FALSE;
  g_subprocess_wait_async (self->process, self->cancellable, gone_cb, self);
  return TRUE;
}

static void
stop_program (CulmSimBroker *self)
{
  g_autoptr (GSubprocess) process = g_steal_pointer (&self->process);

  if (process == NULL)
    return;
  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
}

/* At once, which g_subprocess_send_signal () does not: it leaves it to a thread. */
static void
send_signal (CulmSimBroker *self, int number)
{
  const char *pid = self->process != NULL ? g_subprocess_get_identifier (self->process) : NULL;

  if (pid != NULL)
    kill ((pid_t) g_ascii_strtoll (pid, NULL, 10), number);
}

/* Has the running broker read its files again, which cuts whoever could not sign in any more. */
static void
reload (CulmSimBroker *self, gboolean shut)
{
  g_autoptr (GError) error = NULL;

  if (!write_passwords (self, shut, &error)) {
    culm_sim_world_say (self->world, "broker: %s", error->message);
  } else if (self->process != NULL) {
    culm_sim_account_set_settled (self->world->account, FALSE);
    send_signal (self, SIGHUP);
    g_signal_emit (self, signals[RELOADING], 0);
  }
}

static gboolean
on_wake (gpointer user_data)
{
  CulmSimBroker *self = user_data;

  self->wake_timer = 0;
  send_signal (self, SIGCONT);
  return G_SOURCE_REMOVE;
}

static void
on_token_changed (CulmSimAccount *account G_GNUC_UNUSED, CulmSimBroker *self)
{
  reload (self, self->refusing);
}

static void
culm_sim_broker_dispose (GObject *object)
{
  CulmSimBroker *self = CULM_SIM_BROKER (object);

  g_clear_handle_id (&self->wake_timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  stop_program (self);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->program, g_free);
  g_clear_pointer (&self->config, g_free);
  g_clear_pointer (&self->openssl_config, g_free);
  g_clear_pointer (&self->inner_password, g_free);
  G_OBJECT_CLASS (culm_sim_broker_parent_class)->dispose (object);
}

static void
culm_sim_broker_class_init (CulmSimBrokerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_sim_broker_dispose;
  signals[DIED] = g_signal_new ("died", CULM_SIM_TYPE_BROKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RELOADING] =
      g_signal_new ("reloading", CULM_SIM_TYPE_BROKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
culm_sim_broker_init (CulmSimBroker *self)
{
  self->cancellable = g_cancellable_new ();
}

CulmSimBroker *
culm_sim_broker_new (CulmSimWorld *world, GError **error)
{
  g_autoptr (CulmSimBroker) self = g_object_new (CULM_SIM_TYPE_BROKER, NULL);

  self->world = world;
  self->program = g_find_program_in_path ("mosquitto");
  if (self->program == NULL) /* the folder of daemons is not on everybody's path */
    self->program = g_find_program_in_path ("/usr/sbin/mosquitto");
  if (self->program == NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "The broker is missing: install the package mosquitto");
    return NULL;
  }
  self->config = g_build_filename (world->state_dir, "mosquitto.conf", NULL);
  self->openssl_config = g_build_filename (world->state_dir, "openssl.cnf", NULL);
  self->inner_password = g_uuid_string_random ();
  self->port = find_free_port (world->options->listen);
  self->inner_port = find_free_port ("127.0.0.1");
  if (self->port == 0 || self->inner_port == 0) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "No free port on %s", world->options->listen);
    return NULL;
  }
  if (!write_passwords (self, FALSE, error) || !write_inner_files (self, error) || !write_acl (self, error) ||
      !write_config (self, error) || !write_openssl_config (self, error) || !start_program (self, error))
    return NULL;
  g_signal_connect_object (world->account, "token-changed", G_CALLBACK (on_token_changed), self, 0);
  return g_steal_pointer (&self);
}

gboolean
culm_sim_broker_is_running (CulmSimBroker *self)
{
  return self->process != NULL;
}

guint
culm_sim_broker_get_port (CulmSimBroker *self)
{
  return self->port;
}

guint
culm_sim_broker_get_inner_port (CulmSimBroker *self)
{
  return self->inner_port;
}

const char *
culm_sim_broker_get_inner_password (CulmSimBroker *self)
{
  return self->inner_password;
}

void
culm_sim_broker_confirm (CulmSimBroker *self)
{
  if (self->reopens) {
    self->reopens = FALSE;
    reload (self, self->refusing);
  } else {
    culm_sim_account_set_settled (self->world->account, TRUE);
  }
}

gboolean
culm_sim_broker_restart (CulmSimBroker *self, GError **error)
{
  stop_program (self);
  culm_sim_account_set_settled (self->world->account, FALSE); /* until somebody reaches it again */
  return start_program (self, error);
}

void
culm_sim_broker_renew_codes (CulmSimBroker *self)
{
  reload (self, self->refusing);
}

void
culm_sim_broker_drop (CulmSimBroker *self)
{
  self->reopens = TRUE;
  reload (self, TRUE);
}

void
culm_sim_broker_stall (CulmSimBroker *self, double seconds)
{
  if (self->process == NULL)
    return;
  send_signal (self, SIGSTOP);
  g_clear_handle_id (&self->wake_timer, g_source_remove);
  self->wake_timer = g_timeout_add ((guint) (CLAMP (seconds, 0, 3600) * 1000), on_wake, self);
}

void
culm_sim_broker_refuse (CulmSimBroker *self, gboolean refuse)
{
  if (self->refusing == refuse)
    return;
  self->refusing = refuse;
  reload (self, refuse);
}
