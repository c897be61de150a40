/* culm-sim-door.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <mosquitto.h>
#include <mosquitto_broker.h>
#include <mosquitto_plugin.h>
#include <string.h>

/* A module that the simulator's Mosquitto loads for the listener of the cloud. Every printer's owner signs in as `bblp`
 * there and the password alone tells the printers apart, which a password file cannot say: so this looks for the
 * printer whose access code it is, and calls the client `bblp-SERIAL` from then on. The ACL file does the rest.
 *
 * Option `codes`: a file with "SERIAL CODE" a line. It is read at each sign-in, so that it may change at any time.
 * Option `serial`: this listener is that printer's own, and no other printer's code opens it. */

#define USER "bblp"
#define OPTION "codes"
#define OPTION_SERIAL "serial"

typedef struct {
  mosquitto_plugin_id_t *id;
  char *path, *serial;
} Door;

/* Returns: (transfer full) (nullable): the name of the client who has this code */
static char *
find_owner (Door *self, const char *password)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (self->path, &text, NULL, NULL))
    return NULL;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    char *code = strchr (lines[i], ' ');

    if (code == NULL || !g_str_equal (code + 1, password))
      continue;
    *code = '\0';
    if (self->serial != NULL && !g_str_equal (self->serial, lines[i]))
      continue;
    return g_strdup_printf (USER "-%s", lines[i]);
  }
  return NULL;
}

/* After a reload the broker asks again for each client, by the name that it was given here. */
static gboolean
is_ours (const char *user)
{
  return user != NULL && (g_str_equal (user, USER) || g_str_has_prefix (user, USER "-"));
}

static int
on_sign_in (int event G_GNUC_UNUSED, void *data, void *user_data)
{
  struct mosquitto_evt_basic_auth *sign_in = data;
  g_autofree char *owner = NULL;

  if (!is_ours (sign_in->username))
    return MOSQ_ERR_PLUGIN_DEFER;
  owner = sign_in->password != NULL ? find_owner (user_data, sign_in->password) : NULL;
  if (owner == NULL || (!g_str_equal (sign_in->username, USER) && !g_str_equal (sign_in->username, owner)))
    return MOSQ_ERR_AUTH;
  return g_str_equal (sign_in->username, owner) ? MOSQ_ERR_SUCCESS : mosquitto_set_username (sign_in->client, owner);
}

int
mosquitto_plugin_version (int count, const int *versions)
{
  for (int i = 0; i < count; i++)
    if (versions[i] == MOSQ_PLUGIN_VERSION)
      return MOSQ_PLUGIN_VERSION;
  return -1;
}

int
mosquitto_plugin_init (mosquitto_plugin_id_t *id, void **user_data, struct mosquitto_opt *options, int count)
{
  Door *self = g_new0 (Door, 1);

  self->id = id;
  for (int i = 0; i < count; i++) {
    char **kept = g_str_equal (options[i].key, OPTION)          ? &self->path
                  : g_str_equal (options[i].key, OPTION_SERIAL) ? &self->serial
                                                                : NULL;

    if (kept == NULL)
      continue;
    g_free (*kept);
    *kept = g_strdup (options[i].value);
  }
  *user_data = self;
  if (self->path == NULL)
    return MOSQ_ERR_INVAL;
  return mosquitto_callback_register (id, MOSQ_EVT_BASIC_AUTH, on_sign_in, NULL, self);
}

int
mosquitto_plugin_cleanup (void *user_data, struct mosquitto_opt *options G_GNUC_UNUSED, int count G_GNUC_UNUSED)
{
  Door *self = user_data;

  if (self == NULL)
    return MOSQ_ERR_SUCCESS;
  mosquitto_callback_unregister (self->id, MOSQ_EVT_BASIC_AUTH, on_sign_in, NULL);
  g_free (self->path);
  g_free (self->serial);
  g_free (self);
  return MOSQ_ERR_SUCCESS;
}
