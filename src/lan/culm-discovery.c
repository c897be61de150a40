/* culm-discovery.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-discovery-private.h"
#include "culm-error.h"
#include "culm-log.h"
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>

#define KEPT 256
#define SILENCE (60 * G_USEC_PER_SEC)
#define SWEEP 5     /* s between two looks for who went silent */
#define BURST 64    /* datagrams in one turn of the loop */
#define SETTLE 1000 /* ms for a network to come up before it is asked */

typedef struct {
  CulmAnnouncement *announcement;
  gint64 heard; /* monotonic */
} Entry;

struct _CulmDiscovery {
  GObject parent_instance;
  GPtrArray *sockets;  /* GSocket */
  GPtrArray *sources;  /* GSource */
  GHashTable *entries; /* serial → Entry */
  GHashTable *wanted;  /* serials */
  GNetworkMonitor *monitor;
  guint sweep, settle;
};

enum { FOUND, LOST, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CulmDiscovery, culm_discovery, G_TYPE_OBJECT)

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  culm_announcement_unref (entry->announcement);
  g_free (entry);
}

static gboolean
is_same (const CulmAnnouncement *a, const CulmAnnouncement *b)
{
  return g_str_equal (a->address, b->address) && g_strcmp0 (a->name, b->name) == 0 &&
         g_strcmp0 (a->model_id, b->model_id) == 0 && g_strcmp0 (a->firmware, b->firmware) == 0 &&
         a->lan_only == b->lan_only && a->secure == b->secure;
}

static void
lose (CulmDiscovery *self, const char *serial)
{
  Entry *entry = g_hash_table_lookup (self->entries, serial);
  g_autoptr (CulmAnnouncement) gone = entry != NULL ? culm_announcement_ref (entry->announcement) : NULL;

  if (gone == NULL)
    return;
  g_hash_table_remove (self->entries, gone->serial);
  g_signal_emit (self, signals[LOST], 0, gone);
}

static void
take (CulmDiscovery *self, CulmAnnouncement *announcement)
{
  Entry *entry = g_hash_table_lookup (self->entries, announcement->serial);
  gboolean news = entry == NULL || !is_same (entry->announcement, announcement);

  if (announcement->leaving) {
    lose (self, announcement->serial);
    return;
  }
  if (entry == NULL) {
    if (g_hash_table_size (self->entries) >= KEPT && !g_hash_table_contains (self->wanted, announcement->serial))
      return;
    entry = g_new0 (Entry, 1);
    entry->announcement = culm_announcement_ref (announcement);
    g_hash_table_insert (self->entries, g_strdup (announcement->serial), entry);
  } else if (news) {
    culm_announcement_unref (entry->announcement);
    entry->announcement = culm_announcement_ref (announcement);
  }
  entry->heard = g_get_monotonic_time ();
  if (news)
    g_signal_emit (self, signals[FOUND], 0, announcement);
}

static gboolean
receive (CulmDiscovery *self, GSocket *socket)
{
  char data[CULM_SSDP_MAX_BYTES + 1];
  g_autoptr (GSocketAddress) from = NULL;
  g_autofree char *source = NULL;
  gssize size = g_socket_receive_from (socket, &from, data, sizeof data, NULL, NULL);

  if (size < 0)
    return FALSE;
  if (!G_IS_INET_SOCKET_ADDRESS (from))
    return TRUE;
  source = g_inet_address_to_string (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (from)));
  culm_discovery_take (self, data, (gsize) size, source);
  return TRUE;
}

static gboolean
on_readable (GSocket *socket, GIOCondition condition G_GNUC_UNUSED, gpointer user_data)
{
  g_autoptr (CulmDiscovery) self = g_object_ref (user_data);

  for (guint i = 0; i < BURST && receive (self, socket); i++)
    ;
  return G_SOURCE_CONTINUE;
}

/* What has joined already says so, which is no trouble. */
static void
join (GSocket *socket, struct ifaddrs *place, gpointer user_data)
{
  g_socket_join_multicast_group (socket, user_data, FALSE, place->ifa_name, NULL);
}

static void
send_search (GSocket *socket, GInetAddress *to, guint16 port)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (to, port);
  const char *search = culm_ssdp_get_search ();
  g_autoptr (GError) error = NULL;

  if (g_socket_send_to (socket, address, search, strlen (search), NULL, &error) < 0)
    culm_debug ("A search could not be sent: %s", error->message);
}

/* To all of the interface's network: that of another one does not hear what the default route sends. */
static void
search_on (GSocket *socket, struct ifaddrs *place, gpointer user_data G_GNUC_UNUSED)
{
  g_autoptr (GSocketAddress) to = NULL;

  if (place->ifa_flags & IFF_BROADCAST && place->ifa_broadaddr != NULL)
    to = g_socket_address_new_from_native (place->ifa_broadaddr, sizeof (struct sockaddr_in));
  if (G_IS_INET_SOCKET_ADDRESS (to))
    send_search (socket, g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (to)), CULM_SSDP_PORT);
}

/* Every interface with an IPv4 address that is up. */
static void
for_each_interface (GSocket *socket, void (*act) (GSocket *, struct ifaddrs *, gpointer), gpointer user_data)
{
  struct ifaddrs *all = NULL;

  if (getifaddrs (&all) != 0)
    return;
  for (struct ifaddrs *place = all; place != NULL; place = place->ifa_next)
    if (place->ifa_addr != NULL && place->ifa_addr->sa_family == AF_INET && place->ifa_flags & IFF_UP &&
        !(place->ifa_flags & IFF_LOOPBACK))
      act (socket, place, user_data);
  freeifaddrs (all);
}

static void
join_everywhere (GSocket *socket)
{
  g_autoptr (GInetAddress) group = g_inet_address_new_from_string (CULM_SSDP_GROUP);

  for_each_interface (socket, join, group);
}

static GSocket *
open_socket (guint16 port)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, &error);
  g_autoptr (GInetAddress) any = g_inet_address_new_any (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (any, port);

  if (socket != NULL) {
    g_socket_set_blocking (socket, FALSE);
    g_socket_set_broadcast (socket, TRUE);
    if (g_socket_bind (socket, address, TRUE, &error)) { /* with reuse: others hold it, too */
      join_everywhere (socket);
      return g_steal_pointer (&socket);
    }
  }
  culm_info ("Announcements on port %u cannot be heard: %s", port, error->message);
  return NULL;
}

static void
listen_on (CulmDiscovery *self, guint16 port)
{
  GSocket *socket = open_socket (port);
  GSource *source;

  if (socket == NULL)
    return;
  source = g_socket_create_source (socket, G_IO_IN, NULL);
  g_source_set_callback (source, G_SOURCE_FUNC (on_readable), self, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
  g_ptr_array_add (self->sockets, socket);
  g_ptr_array_add (self->sources, source);
}

static void
destroy_source (gpointer source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

static gboolean
on_sweep (gpointer user_data)
{
  g_autoptr (CulmDiscovery) self = g_object_ref (user_data);
  g_autoptr (GPtrArray) silent = g_ptr_array_new_with_free_func (g_free);
  gint64 now = g_get_monotonic_time ();
  GHashTableIter iter;
  gpointer serial, entry;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, &serial, &entry))
    if (now - ((Entry *) entry)->heard > SILENCE)
      g_ptr_array_add (silent, g_strdup (serial));
  for (guint i = 0; i < silent->len; i++)
    lose (self, g_ptr_array_index (silent, i));
  return G_SOURCE_CONTINUE;
}

static gboolean
on_settled (gpointer user_data)
{
  CulmDiscovery *self = user_data;

  self->settle = 0;
  for (guint i = 0; i < self->sockets->len; i++)
    join_everywhere (g_ptr_array_index (self->sockets, i));
  culm_discovery_search (self);
  return G_SOURCE_REMOVE;
}

static void
on_network_changed (CulmDiscovery *self)
{
  if (self->sockets->len > 0 && self->settle == 0)
    self->settle = g_timeout_add (SETTLE, on_settled, self);
}

static void
culm_discovery_dispose (GObject *object)
{
  CulmDiscovery *self = CULM_DISCOVERY (object);

  culm_discovery_stop (self);
  g_clear_object (&self->monitor);
  G_OBJECT_CLASS (culm_discovery_parent_class)->dispose (object);
}

static void
culm_discovery_finalize (GObject *object)
{
  CulmDiscovery *self = CULM_DISCOVERY (object);

  g_ptr_array_unref (self->sources);
  g_ptr_array_unref (self->sockets);
  g_hash_table_unref (self->entries);
  g_hash_table_unref (self->wanted);
  G_OBJECT_CLASS (culm_discovery_parent_class)->finalize (object);
}

static void
culm_discovery_class_init (CulmDiscoveryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = culm_discovery_dispose;
  G_OBJECT_CLASS (klass)->finalize = culm_discovery_finalize;
  signals[FOUND] = g_signal_new ("found", CULM_TYPE_DISCOVERY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 CULM_TYPE_ANNOUNCEMENT);
  signals[LOST] = g_signal_new ("lost", CULM_TYPE_DISCOVERY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                CULM_TYPE_ANNOUNCEMENT);
}

static void
culm_discovery_init (CulmDiscovery *self)
{
  self->sockets = g_ptr_array_new_with_free_func (g_object_unref);
  self->sources = g_ptr_array_new_with_free_func (destroy_source);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_entry);
  self->wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

CulmDiscovery *
culm_discovery_new (void)
{
  return g_object_new (CULM_TYPE_DISCOVERY, NULL);
}

gboolean
culm_discovery_start (CulmDiscovery *self, GError **error)
{
  if (self->sockets->len > 0)
    return TRUE;
  listen_on (self, CULM_SSDP_PORT);
  listen_on (self, CULM_SSDP_OTHER_PORT);
  if (self->sockets->len == 0) {
    culm_error_set (error, CULM_ERROR_ORIGIN_LAN, CULM_ERROR_UNSUPPORTED,
                    "The announcements of printers cannot be heard on this computer");
    return FALSE;
  }
  if (self->monitor == NULL) {
    self->monitor = g_object_ref (g_network_monitor_get_default ());
    g_signal_connect_object (self->monitor, "network-changed", G_CALLBACK (on_network_changed), self,
                             G_CONNECT_SWAPPED);
  }
  self->sweep = g_timeout_add_seconds (SWEEP, on_sweep, self);
  culm_discovery_search (self);
  return TRUE;
}

void
culm_discovery_stop (CulmDiscovery *self)
{
  g_clear_handle_id (&self->sweep, g_source_remove);
  g_clear_handle_id (&self->settle, g_source_remove);
  g_ptr_array_set_size (self->sources, 0);
  g_ptr_array_set_size (self->sockets, 0);
  g_hash_table_remove_all (self->entries);
}

void
culm_discovery_take (CulmDiscovery *self, const char *data, gsize size, const char *source)
{
  g_autoptr (CulmAnnouncement) announcement = culm_ssdp_read (data, size, source);

  if (announcement != NULL)
    take (self, announcement);
}

void
culm_discovery_want (CulmDiscovery *self, const char *serial)
{
  g_hash_table_add (self->wanted, g_strdup (serial));
}

void
culm_discovery_search (CulmDiscovery *self)
{
  g_autoptr (GInetAddress) group = g_inet_address_new_from_string (CULM_SSDP_GROUP);
  GSocket *socket;

  if (self->sockets->len == 0)
    return;
  socket = g_ptr_array_index (self->sockets, 0);
  send_search (socket, group, CULM_SSDP_OTHER_PORT);
  for_each_interface (socket, search_on, NULL);
}

GPtrArray *
culm_discovery_list (CulmDiscovery *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) culm_announcement_unref);
  GHashTableIter iter;
  gpointer entry;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    g_ptr_array_add (list, culm_announcement_ref (((Entry *) entry)->announcement));
  return list;
}

CulmAnnouncement *
culm_discovery_find (CulmDiscovery *self, const char *serial)
{
  Entry *entry = g_hash_table_lookup (self->entries, serial);

  return entry != NULL ? entry->announcement : NULL;
}
