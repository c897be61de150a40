/* culm-sim-ssdp.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-ssdp.h"
#include "culm-sim-model.h"
#include <string.h>

#define PERIOD 5 /* s */
#define GROUP "239.255.255.250"
#define SEARCH_PORT 1990
#define TYPE "urn:bambulab-com:device:3dprinter:1"

struct _CulmSimSsdp {
  GObject parent_instance;
  GPtrArray *hosts;
  GSocketAddress *place;
  GSocket *socket; /* hears who searches the group */
  GSource *source;
  guint timer;
};

G_DEFINE_FINAL_TYPE (CulmSimSsdp, culm_sim_ssdp, G_TYPE_OBJECT)

/* The headers differ a little by model: P1 and A1 tell the strength of their signal, the A1 has no NTS while alive, and
 * the name of the first one is spelt both ways. */
static char *
write_notice (CulmSimHost *host, gboolean alive)
{
  CulmSimPrinter *printer = culm_sim_host_get_printer (host);
  const CulmSimModel *model = culm_sim_model_find (culm_sim_printer_get_model_id (printer));
  gboolean old = culm_sim_model_has (model, CULM_SIM_SENDS_DELTAS);
  g_autofree char *address = culm_sim_host_dup_address (host);
  g_autofree char *signal = g_strdup_printf ("DevSignal.bambu.com: %d\r\n", culm_sim_printer_get_signal (printer));

  return g_strdup_printf (
      "NOTIFY * HTTP/1.1\r\n%s: " GROUP ":1990\r\nServer: UPnP/1.0\r\nLocation: %s\r\nNT: " TYPE "\r\n%sUSN: %s\r\n"
      "Cache-Control: max-age=1800\r\nDevModel.bambu.com: %s\r\nDevName.bambu.com: %s\r\n%s"
      "DevConnect.bambu.com: cloud\r\nDevBind.bambu.com: occupied\r\nDevseclink.bambu.com: secure\r\n"
      "DevInf.bambu.com: wlan0\r\nDevVersion.bambu.com: %s\r\nDevCap.bambu.com: 1\r\n\r\n",
      old ? "HOST" : "Host", address,
      !alive                      ? "NTS: ssdp:byebye\r\n"
      : old && model->bed_slinger ? ""
                                  : "NTS: ssdp:alive\r\n",
      culm_sim_printer_get_serial (printer), model->id, culm_sim_printer_get_name (printer), old ? signal : "",
      culm_sim_printer_get_firmware (printer));
}

/* From the printer's own address, for a notice may be told by where it comes from. Best effort, as datagrams are. */
static void
send_notice (CulmSimHost *host, gboolean alive, GSocketAddress *to)
{
  g_autofree char *text = write_notice (host, alive);
  g_autofree char *address = culm_sim_host_dup_address (host);
  g_autoptr (GSocketAddress) from = g_inet_socket_address_new_from_string (address, 0);
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);

  if (socket == NULL || !g_socket_bind (socket, from, FALSE, NULL))
    return;
  g_socket_set_blocking (socket, FALSE);
  g_socket_set_broadcast (socket, TRUE); /* as printers do: several programs of one computer hear it */
  g_socket_send_to (socket, to, text, strlen (text), NULL, NULL);
}

/* Only this machine can reach what listens on loopback, so only its programs are answered. */
static gboolean
is_local (GSocketAddress *from)
{
  g_autoptr (GSocketAddress) any =
      g_inet_socket_address_new (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (from)), 0);
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);

  return socket != NULL && g_socket_bind (socket, any, FALSE, NULL);
}

static gboolean
on_search (GSocket *socket, GIOCondition condition G_GNUC_UNUSED, gpointer user_data)
{
  CulmSimSsdp *self = user_data;
  g_autoptr (GSocketAddress) from = NULL;
  char text[2048];
  gssize n = g_socket_receive_from (socket, &from, text, sizeof text - 1, NULL, NULL);

  if (n <= 0 || !is_local (from))
    return G_SOURCE_CONTINUE;
  text[n] = '\0';
  if (!g_str_has_prefix (text, "M-SEARCH ") || strstr (text, TYPE) == NULL)
    return G_SOURCE_CONTINUE;
  for (guint i = 0; i < self->hosts->len; i++)
    if (culm_sim_host_is_up (g_ptr_array_index (self->hosts, i)))
      send_notice (g_ptr_array_index (self->hosts, i), TRUE, from);
  return G_SOURCE_CONTINUE;
}

/* Bound to the group itself, so that nobody else's datagrams come here; without it the printers only announce. */
static void
hear_searches (CulmSimSsdp *self)
{
  g_autoptr (GSocketAddress) place = g_inet_socket_address_new_from_string (GROUP, SEARCH_PORT);
  g_autoptr (GInetAddress) group_address = g_inet_address_new_from_string (GROUP);

  self->socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);
  if (self->socket == NULL || !g_socket_bind (self->socket, place, TRUE, NULL))
    return;
  g_socket_set_blocking (self->socket, FALSE);
  g_socket_join_multicast_group (self->socket, group_address, FALSE, "lo", NULL);
  g_socket_join_multicast_group (self->socket, group_address, FALSE, NULL, NULL);
  self->source = g_socket_create_source (self->socket, G_IO_IN, NULL);
  g_source_set_callback (self->source, G_SOURCE_FUNC (on_search), self, NULL);
  g_source_attach (self->source, NULL);
}

static gboolean
on_timer (gpointer user_data)
{
  CulmSimSsdp *self = user_data;

  for (guint i = 0; i < self->hosts->len; i++)
    if (culm_sim_host_is_up (g_ptr_array_index (self->hosts, i)))
      send_notice (g_ptr_array_index (self->hosts, i), TRUE, self->place);
  return G_SOURCE_CONTINUE;
}

static void
culm_sim_ssdp_dispose (GObject *object)
{
  CulmSimSsdp *self = CULM_SIM_SSDP (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  g_clear_object (&self->socket);
  g_clear_object (&self->place);
  G_OBJECT_CLASS (culm_sim_ssdp_parent_class)->dispose (object);
}

static void
culm_sim_ssdp_class_init (CulmSimSsdpClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_sim_ssdp_dispose;
}

static void
culm_sim_ssdp_init (CulmSimSsdp *self G_GNUC_UNUSED)
{
}

CulmSimSsdp *
culm_sim_ssdp_new (const char *place, GPtrArray *hosts, GError **error)
{
  g_autoptr (CulmSimSsdp) self = g_object_new (CULM_SIM_TYPE_SSDP, NULL);
  g_autoptr (GSocketConnectable) parsed = g_network_address_parse (place, 0, error);

  if (parsed == NULL)
    return NULL;
  self->hosts = hosts;
  self->place = g_inet_socket_address_new_from_string (g_network_address_get_hostname (G_NETWORK_ADDRESS (parsed)),
                                                       g_network_address_get_port (G_NETWORK_ADDRESS (parsed)));
  if (self->place == NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "--ssdp %s: a numeric address is wanted", place);
    return NULL;
  }
  hear_searches (self);
  on_timer (self);
  self->timer = g_timeout_add_seconds (PERIOD, on_timer, self);
  return g_steal_pointer (&self);
}

void
culm_sim_ssdp_announce (CulmSimSsdp *self, CulmSimHost *host)
{
  send_notice (host, culm_sim_host_is_up (host), self->place);
}
