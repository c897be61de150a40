/* culm-sim-world.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-world.h"
#include "culm-sim-exchange.h"
#include <glib/gstdio.h>

static gboolean
make_state_dir (CulmSimWorld *self, GError **error)
{
  self->state_dir_is_ours = self->options->state_dir == NULL;
  if (self->state_dir_is_ours) {
    self->state_dir = g_dir_make_tmp ("culm-sim-XXXXXX", error);
    return self->state_dir != NULL;
  }
  self->state_dir = g_canonicalize_filename (self->options->state_dir, NULL);
  if (g_mkdir_with_parents (self->state_dir, 0700) != 0) {
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", self->state_dir, g_strerror (errno));
    return FALSE;
  }
  return TRUE;
}

/* Links are removed, never followed. */
static void
remove_state_dir (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *file = g_build_filename (path, name, NULL);

    if (g_file_test (file, G_FILE_TEST_IS_DIR) && !g_file_test (file, G_FILE_TEST_IS_SYMLINK))
      remove_state_dir (file);
    else
      g_unlink (file);
  }
  g_rmdir (path);
}

CulmSimWorld *
culm_sim_world_new (const CulmSimOptions *options, GError **error)
{
  g_autoptr (CulmSimWorld) self = g_new0 (CulmSimWorld, 1);
  g_autofree char *host = NULL;

  self->options = options;
  self->farm = culm_sim_farm_new (options, error);
  if (self->farm == NULL || !make_state_dir (self, error))
    return NULL;
  host = culm_sim_world_dup_host (self);
  self->certificates = culm_sim_certificates_write (self->state_dir, host, error);
  if (self->certificates == NULL)
    return NULL;
  self->account = culm_sim_account_new (options->seed, options->auth);
  self->faults = culm_sim_faults_new ();
  self->ftp_faults = culm_sim_ftp_faults_new ();
  self->requests = culm_sim_journal_new ();
  self->commands = culm_sim_journal_new ();
  self->uploads = culm_sim_uploads_new ();
  self->projects = culm_sim_projects_new (self->uploads);
  self->studio = culm_sim_studio_new ();
  self->storage_key = g_uuid_string_random ();
  return g_steal_pointer (&self);
}

char *
culm_sim_world_dup_host (const CulmSimWorld *self)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (self->options->listen);

  if (g_inet_address_get_is_any (address))
    return g_strdup (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 ? "::1" : "127.0.0.1");
  return g_inet_address_to_string (address);
}

char *
culm_sim_world_dup_url (const char *scheme, const char *host, guint port)
{
  return g_strdup_printf (strchr (host, ':') != NULL ? "%s://[%s]:%u" : "%s://%s:%u", scheme, host, port);
}

void
culm_sim_world_say (const CulmSimWorld *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  if (self->options->quiet)
    return;
  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("%s\n", text);
}

static void
on_settled (CulmSimAccount *account, SoupServerMessage *message)
{
  g_signal_handlers_disconnect_by_func (account, on_settled, message);
  culm_sim_exchange_resume (message);
}

void
culm_sim_world_hold (const CulmSimWorld *self, SoupServerMessage *message)
{
  if (culm_sim_account_is_settled (self->account))
    return;
  culm_sim_exchange_pause (message);
  g_signal_connect_object (self->account, "settled", G_CALLBACK (on_settled), message, 0);
}

void
culm_sim_world_free (CulmSimWorld *self)
{
  g_clear_object (&self->farm);
  g_clear_object (&self->account);
  g_clear_object (&self->faults);
  g_clear_object (&self->studio);
  g_clear_pointer (&self->ftp_faults, culm_sim_ftp_faults_free);
  g_clear_object (&self->requests);
  g_clear_object (&self->commands);
  g_clear_object (&self->projects);
  g_clear_object (&self->uploads);
  g_clear_pointer (&self->certificates, culm_sim_certificates_free);
  if (self->state_dir != NULL && self->state_dir_is_ours)
    remove_state_dir (self->state_dir);
  g_free (self->state_dir);
  g_free (self->rest_url);
  g_free (self->storage_key);
  g_free (self);
}
