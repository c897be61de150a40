/* culm-broker.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-broker.h"
#include "culm-error.h"
#include "culm-set.h"

#define SERIAL_BYTES 64

struct _CulmBroker {
  GObject parent_instance;
  char *serial, *host, *user, *model;
  guint16 port;
  gboolean plain;
  int state;
  GError *error;
};

typedef enum {
  PROP_SERIAL = 1,
  PROP_HOST,
  PROP_USER,
  PROP_MODEL,
  PROP_PORT,
  PROP_PLAIN,
  PROP_STATE,
  PROP_ERROR,
} CulmBrokerProp;
static GParamSpec *props[PROP_ERROR + 1];

G_DEFINE_FINAL_TYPE (CulmBroker, culm_broker, G_TYPE_OBJECT)

static void
culm_broker_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CulmBroker *self = CULM_BROKER (object);

  switch ((CulmBrokerProp) id) {
  case PROP_SERIAL: g_value_set_string (value, self->serial); break;
  case PROP_HOST: g_value_set_string (value, self->host); break;
  case PROP_USER: g_value_set_string (value, self->user); break;
  case PROP_MODEL: g_value_set_string (value, self->model); break;
  case PROP_PORT: g_value_set_uint (value, self->port); break;
  case PROP_PLAIN: g_value_set_boolean (value, self->plain); break;
  case PROP_STATE: g_value_set_int (value, self->state); break;
  case PROP_ERROR: g_value_set_boxed (value, self->error); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_broker_finalize (GObject *object)
{
  CulmBroker *self = CULM_BROKER (object);

  g_free (self->serial);
  g_free (self->host);
  g_free (self->user);
  g_free (self->model);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (culm_broker_parent_class)->finalize (object);
}

static void
culm_broker_class_init (CulmBrokerClass *klass)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->get_property = culm_broker_get_property;
  G_OBJECT_CLASS (klass)->finalize = culm_broker_finalize;
  props[PROP_SERIAL] = g_param_spec_string ("serial", NULL, NULL, NULL, flags);
  props[PROP_HOST] = g_param_spec_string ("host", NULL, NULL, NULL, flags);
  props[PROP_USER] = g_param_spec_string ("user", NULL, NULL, NULL, flags);
  props[PROP_MODEL] = g_param_spec_string ("model", NULL, NULL, NULL, flags);
  props[PROP_PORT] = g_param_spec_uint ("port", NULL, NULL, 0, G_MAXUINT16, 0, flags);
  props[PROP_PLAIN] = g_param_spec_boolean ("plain", NULL, NULL, FALSE, flags);
  props[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, G_MAXINT, 0, flags);
  props[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (props), props);
}

static void
culm_broker_init (CulmBroker *self G_GNUC_UNUSED)
{
}

CulmBroker *
culm_broker_new (const char *serial, const char *host, guint16 port, gboolean plain, const char *user,
                 const char *model)
{
  CulmBroker *self = g_object_new (CULM_TYPE_BROKER, NULL);

  self->serial = g_strdup (serial);
  self->host = g_strdup (host);
  self->port = port;
  self->plain = plain;
  self->user = g_strdup (user);
  self->model = g_strdup (model);
  return self;
}

const char *
culm_broker_get_serial (CulmBroker *self)
{
  g_return_val_if_fail (CULM_IS_BROKER (self), NULL);
  return self->serial;
}

const char *
culm_broker_get_host (CulmBroker *self)
{
  g_return_val_if_fail (CULM_IS_BROKER (self), NULL);
  return self->host;
}

guint16
culm_broker_get_port (CulmBroker *self)
{
  g_return_val_if_fail (CULM_IS_BROKER (self), 0);
  return self->port;
}

gboolean
culm_broker_get_plain (CulmBroker *self)
{
  g_return_val_if_fail (CULM_IS_BROKER (self), FALSE);
  return self->plain;
}

const char *
culm_broker_get_user (CulmBroker *self)
{
  g_return_val_if_fail (CULM_IS_BROKER (self), NULL);
  return self->user;
}

const char *
culm_broker_get_model (CulmBroker *self)
{
  g_return_val_if_fail (CULM_IS_BROKER (self), NULL);
  return self->model;
}

CulmBrokerState
culm_broker_get_state (CulmBroker *self)
{
  g_return_val_if_fail (CULM_IS_BROKER (self), CULM_BROKER_OFFLINE);
  return (CulmBrokerState) self->state;
}

const GError *
culm_broker_get_error (CulmBroker *self)
{
  g_return_val_if_fail (CULM_IS_BROKER (self), NULL);
  return self->error;
}

char *
culm_broker_dup_address (CulmBroker *self)
{
  g_return_val_if_fail (CULM_IS_BROKER (self), NULL);
  return g_strdup_printf (strchr (self->host, ':') != NULL ? "[%s]:%u" : "%s:%u", self->host, (guint) self->port);
}

gboolean
culm_broker_is_serial (const char *text)
{
  gsize length = 0;

  for (; text[length] != '\0'; length++)
    if (!g_ascii_isalnum (text[length]) && text[length] != '-' && text[length] != '_')
      return FALSE;
  return length > 0 && length <= SERIAL_BYTES;
}

char *
culm_broker_parse_address (const char *text, guint16 *port, GError **error)
{
  g_autoptr (GSocketConnectable) address = NULL;
  const char *host;
  gboolean bare = g_hostname_is_ip_address (text); /* the last part of ::1 is no port */

  /* No port is 0 for GNetworkAddress, so that nobody can ask for it. */
  if (!bare && strpbrk (text, "/@ \t\r\n") == NULL && !g_str_has_suffix (text, ":") && !g_str_has_suffix (text, ":0"))
    address = g_network_address_parse (text, 0, NULL);
  host = bare ? text : address != NULL ? g_network_address_get_hostname (G_NETWORK_ADDRESS (address)) : "";
  if (*host == '\0') {
    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, "A broker is written HOST or HOST:PORT");
    if (error != NULL)
      culm_error_set_err (*error, "ERR_INVALID_URL");
    return NULL;
  }
  *port = address != NULL ? g_network_address_get_port (G_NETWORK_ADDRESS (address)) : 0;
  return g_strdup (host);
}

void
culm_broker_set_state (CulmBroker *self, CulmBrokerState state, const GError *error)
{
  GObject *object = G_OBJECT (self);
  g_autoptr (GError) old = NULL;

  g_return_if_fail (CULM_IS_BROKER (self));
  g_object_freeze_notify (object);
  if (culm_set_int (&self->state, (int) state))
    g_object_notify_by_pspec (object, props[PROP_STATE]);
  if (self->error != NULL || error != NULL) {
    old = g_steal_pointer (&self->error);
    self->error = error != NULL ? g_error_copy (error) : NULL;
    g_object_notify_by_pspec (object, props[PROP_ERROR]);
  }
  g_object_thaw_notify (object);
}
