/* culm-sim-lan.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-lan.h"
#include "culm-sim-host.h"
#include "culm-sim-ssdp.h"
#include "culm-sim-world.h"
#include <string.h>

#define CODE_LENGTH 8
#define MOVE_BY 0x10000 /* to 127.1.…: nobody lives there */

struct _CulmSimLan {
  GObject parent_instance;
  CulmSimWorld *world;
  CulmSimBroker *broker;
  CulmSimAuthority *authority;
  GPtrArray *hosts; /* CulmSimHost, in the order of the farm */
  CulmSimSsdp *ssdp;
};

G_DEFINE_FINAL_TYPE (CulmSimLan, culm_sim_lan, G_TYPE_OBJECT)

static CulmSimHost *
find_host (CulmSimLan *self, CulmSimPrinter *printer)
{
  for (guint i = 0; i < self->hosts->len; i++)
    if (culm_sim_host_get_printer (g_ptr_array_index (self->hosts, i)) == printer)
      return g_ptr_array_index (self->hosts, i);
  return NULL;
}

static gboolean
refuse (GError **error, GIOErrorEnum code, const char *what)
{
  g_set_error (error, G_IO_ERROR, code, "%s: %s", what,
               code == G_IO_ERROR_BUSY ? "not in this state" : "unknown, or with a value that does not fit");
  return FALSE;
}

/* Has the servers run or not, and tells the network. */
static gboolean
set_up (CulmSimLan *self, CulmSimHost *host, gboolean up, GError **error)
{
  if (!up)
    culm_sim_host_stop (host);
  else if (!culm_sim_host_start (host, error))
    return FALSE;
  culm_sim_ssdp_announce (self->ssdp, host);
  return TRUE;
}

static void
on_online_changed (CulmSimFarm *farm G_GNUC_UNUSED, CulmSimPrinter *printer, gboolean online, CulmSimLan *self)
{
  g_autoptr (GError) error = NULL;

  if (!set_up (self, find_host (self, printer), online, &error))
    culm_sim_world_say (self->world, "%s: %s", culm_sim_printer_get_serial (printer), error->message);
}

static const char *
get_text (JsonNode *value)
{
  return value != NULL && JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING
             ? json_node_get_string (value)
             : NULL;
}

static gboolean
is_nothing (JsonNode *value)
{
  return value == NULL || JSON_NODE_HOLDS_NULL (value);
}

static gboolean
move (CulmSimLan *self, CulmSimHost *host, JsonNode *value, GError **error)
{
  CulmSimPrinter *printer = culm_sim_host_get_printer (host);
  guint32 old = culm_sim_printer_get_address (printer), address = old + MOVE_BY;
  gboolean was_up = culm_sim_host_is_up (host);
  const char *text = get_text (value);
  guint bytes[4];

  if (self->world->options->one_address != NULL)
    return refuse (error, G_IO_ERROR_BUSY, "move"); /* there is nowhere else */
  if (text != NULL && sscanf (text, "%u.%u.%u.%u", &bytes[0], &bytes[1], &bytes[2], &bytes[3]) == 4 &&
      bytes[0] == 127 && MAX (MAX (bytes[1], bytes[2]), bytes[3]) < 256)
    address = bytes[0] << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3];
  else if (!is_nothing (value))
    return refuse (error, G_IO_ERROR_INVALID_ARGUMENT, "move");
  culm_sim_host_stop (host);
  culm_sim_printer_set_address (printer, address);
  return !was_up || set_up (self, host, TRUE, error);
}

static gboolean
renew_code (CulmSimLan *self, CulmSimHost *host, JsonNode *value, GError **error)
{
  g_autofree char *random = g_strdup_printf ("%08d", g_random_int_range (10000000, 100000000));
  const char *code = get_text (value);

  if (is_nothing (value))
    code = random;
  if (code == NULL || strlen (code) != CODE_LENGTH)
    return refuse (error, G_IO_ERROR_INVALID_ARGUMENT, "new-code");
  culm_sim_printer_set_access_code (culm_sim_host_get_printer (host), code);
  culm_sim_host_refresh (host);
  culm_sim_broker_renew_codes (self->broker);
  return TRUE;
}

static gboolean
bound_sessions (CulmSimHost *host, JsonNode *value, GError **error)
{
  const char *text = get_text (value);
  gboolean replaces = g_strcmp0 (text, "replace") == 0;

  if (!is_nothing (value) && !replaces && g_strcmp0 (text, "refuse") != 0)
    return refuse (error, G_IO_ERROR_INVALID_ARGUMENT, "one-session");
  culm_sim_host_set_limit (host, is_nothing (value) ? 0 : 1, replaces);
  return TRUE;
}

static gboolean
silence_port (CulmSimHost *host, JsonNode *value, GError **error)
{
  const char *text = get_text (value);
  gboolean known = is_nothing (value);

  for (guint i = 0; text != NULL && i < CULM_SIM_N_PORTS; i++)
    known = known || (g_str_equal (text, culm_sim_port_names[i]) && culm_sim_host_get_listener (host, i) != NULL);
  if (!known)
    return refuse (error, G_IO_ERROR_INVALID_ARGUMENT, "silent-port");
  for (guint i = 0; i < CULM_SIM_N_PORTS; i++) {
    CulmSimListener *listener = culm_sim_host_get_listener (host, i);
    gboolean silent = g_strcmp0 (text, culm_sim_port_names[i]) == 0;

    if (listener != NULL)
      culm_sim_listener_set_silent (listener, silent);
    if (listener != NULL && silent)
      culm_sim_listener_drop (listener);
  }
  return TRUE;
}

static gboolean
set_camera (CulmSimHost *host, JsonNode *value, GError **error)
{
  JsonObject *wish = !is_nothing (value) && JSON_NODE_HOLDS_OBJECT (value) ? json_node_get_object (value) : NULL;

  return (wish != NULL && culm_sim_host_set_camera (host, wish)) ||
         refuse (error, G_IO_ERROR_INVALID_ARGUMENT, "camera");
}

static gboolean
switch_lan (CulmSimLan *self, CulmSimHost *host, JsonNode *value, GError **error)
{
  gboolean up;

  if (is_nothing (value) || json_node_get_value_type (value) != G_TYPE_BOOLEAN)
    return refuse (error, G_IO_ERROR_INVALID_ARGUMENT, "lan");
  up = json_node_get_boolean (value);
  if (up == culm_sim_host_is_up (host) || (up && !culm_sim_printer_get_online (culm_sim_host_get_printer (host))))
    return refuse (error, G_IO_ERROR_BUSY, "lan");
  return set_up (self, host, up, error);
}

static gboolean
add_host (CulmSimLan *self, CulmSimPrinter *printer, GError **error)
{
  g_autoptr (CulmSimHost) host = culm_sim_host_new (self->world, self->authority, printer, error);

  if (host == NULL || !culm_sim_host_start (host, error)) /* one that is offline shall have its ports, too */
    return FALSE;
  if (!culm_sim_printer_get_online (printer))
    culm_sim_host_stop (host);
  g_ptr_array_add (self->hosts, g_steal_pointer (&host));
  return TRUE;
}

static void
culm_sim_lan_dispose (GObject *object)
{
  CulmSimLan *self = CULM_SIM_LAN (object);

  g_clear_object (&self->ssdp);
  for (guint i = 0; self->hosts != NULL && i < self->hosts->len; i++)
    culm_sim_host_stop (g_ptr_array_index (self->hosts, i));
  g_clear_pointer (&self->hosts, g_ptr_array_unref);
  g_clear_pointer (&self->authority, culm_sim_authority_free);
  G_OBJECT_CLASS (culm_sim_lan_parent_class)->dispose (object);
}

static void
culm_sim_lan_class_init (CulmSimLanClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_sim_lan_dispose;
}

static void
culm_sim_lan_init (CulmSimLan *self)
{
  self->hosts = g_ptr_array_new_with_free_func (g_object_unref);
}

CulmSimLan *
culm_sim_lan_new (CulmSimWorld *world, CulmSimBroker *broker, GError **error)
{
  g_autoptr (CulmSimLan) self = g_object_new (CULM_SIM_TYPE_LAN, NULL);
  GPtrArray *printers = culm_sim_farm_get_printers (world->farm);

  self->world = world;
  self->broker = broker;
  self->authority = culm_sim_authority_new (world->state_dir, error);
  if (self->authority == NULL)
    return NULL;
  for (guint i = 0; i < printers->len; i++)
    if (!add_host (self, g_ptr_array_index (printers, i), error))
      return NULL;
  self->ssdp = culm_sim_ssdp_new (world->options->ssdp, self->hosts, error);
  if (self->ssdp == NULL)
    return NULL;
  g_signal_connect_object (world->farm, "online-changed", G_CALLBACK (on_online_changed), self, 0);
  return g_steal_pointer (&self);
}

const char *
culm_sim_lan_get_ca (CulmSimLan *self)
{
  return culm_sim_authority_get_path (self->authority);
}

void
culm_sim_lan_describe (CulmSimLan *self, CulmSimPrinter *printer, JsonObject *out)
{
  CulmSimHost *host = find_host (self, printer);
  g_autofree char *address = culm_sim_host_dup_address (host);
  JsonObject *ports = json_object_new ();

  for (guint i = 0; i < CULM_SIM_N_PORTS; i++)
    if (culm_sim_host_get_port (host, i) != 0)
      json_object_set_int_member (ports, culm_sim_port_names[i], culm_sim_host_get_port (host, i));
  json_object_set_string_member (out, "address", address);
  json_object_set_object_member (out, "ports", ports);
}

void
culm_sim_lan_describe_visits (CulmSimLan *self, CulmSimPrinter *printer, JsonObject *out)
{
  CulmSimHost *host = find_host (self, printer);
  g_autofree char *name = culm_sim_host_dup_asked_name (host);
  JsonObject *visits = json_object_new ();

  for (guint i = 0; i < CULM_SIM_N_PORTS; i++)
    if (culm_sim_host_get_listener (host, i) != NULL)
      json_object_set_int_member (visits, culm_sim_port_names[i],
                                  culm_sim_listener_get_visits (culm_sim_host_get_listener (host, i)));
  json_object_set_object_member (out, "visits", visits);
  json_object_set_string_member (out, "asked_name", name);
}

gboolean
culm_sim_lan_do (CulmSimLan *self, CulmSimPrinter *printer, const char *what, JsonNode *value, GError **error)
{
  CulmSimHost *host = find_host (self, printer);

  if (g_str_equal (what, "move"))
    move (self, host, value, error);
  else if (g_str_equal (what, "renew-certificate") && (is_nothing (value) || get_text (value) != NULL))
    culm_sim_host_renew_certificate (
        host, is_nothing (value) ? culm_sim_printer_get_serial (printer) : get_text (value), error);
  else if (g_str_equal (what, "new-code"))
    renew_code (self, host, value, error);
  else if (g_str_equal (what, "one-session"))
    bound_sessions (host, value, error);
  else if (g_str_equal (what, "silent-port"))
    silence_port (host, value, error);
  else if (g_str_equal (what, "lan"))
    switch_lan (self, host, value, error);
  else if (g_str_equal (what, "camera"))
    set_camera (host, value, error);
  else if (g_str_equal (what, "announce"))
    culm_sim_ssdp_announce (self->ssdp, host);
  else
    return FALSE;
  return TRUE;
}
