/* test-discovery.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-discovery-private.h"
#include "culm-test-await.h"
#include <string.h>
#include <unistd.h>

/* Whoever else announces printers on this computer at this time is heard as well. */
typedef struct {
  CulmDiscovery *discovery;
  GSocket *socket;
  char *serial;
  guint found, lost;
} Scene;

static void
on_found (Scene *scene, CulmAnnouncement *heard)
{
  scene->found += g_str_equal (heard->serial, scene->serial);
}

static void
on_lost (Scene *scene, CulmAnnouncement *gone)
{
  scene->lost += g_str_equal (gone->serial, scene->serial);
}

static void
set_up (Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  scene->serial = g_strdup_printf ("01P00A%09d", (int) getpid ());
  scene->discovery = culm_discovery_new ();
  g_signal_connect_swapped (scene->discovery, "found", G_CALLBACK (on_found), scene);
  g_signal_connect_swapped (scene->discovery, "lost", G_CALLBACK (on_lost), scene);
  g_assert_true (culm_discovery_start (scene->discovery, &error));
  g_assert_no_error (error);
  scene->socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);
  g_socket_set_broadcast (scene->socket, TRUE);
}

static void
tear_down (Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
  g_object_add_weak_pointer (G_OBJECT (scene->discovery), (gpointer *) &scene->discovery);
  g_object_unref (scene->discovery);
  g_assert_null (scene->discovery);
  g_object_unref (scene->socket);
  g_free (scene->serial);
}

/* To all who listen: what goes to one address reaches one of the sockets that share the port. */
static void
announce (Scene *scene, const char *format, const char *word)
{
  g_autoptr (GSocketAddress) to = g_inet_socket_address_new_from_string ("127.255.255.255", CULM_SSDP_PORT);
  g_autoptr (GString) text = g_string_new ("NOTIFY * HTTP/1.1\r\nNT: urn:bambulab-com:device:3dprinter:1\r\n");

  g_string_append_printf (text, "USN: %s\r\n%s: %s\r\n\r\n", scene->serial, format, word);
  g_assert_cmpint (g_socket_send_to (scene->socket, to, text->str, text->len, NULL, NULL), ==, text->len);
}

static gboolean
is_found_once (gpointer data)
{
  return ((Scene *) data)->found == 1;
}

static gboolean
is_found_twice (gpointer data)
{
  return ((Scene *) data)->found == 2;
}

static gboolean
is_lost (gpointer data)
{
  return ((Scene *) data)->lost == 1;
}

/* Told once, again with another address, and gone at a goodbye. */
static void
test_life (Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
  announce (scene, "Location", "192.168.7.20");
  g_assert_true (culm_test_wait_for (is_found_once, scene, 30));
  announce (scene, "Location", "192.168.7.20");
  announce (scene, "Location", "192.168.7.21");
  g_assert_true (culm_test_wait_for (is_found_twice, scene, 30));
  g_assert_cmpstr (culm_discovery_find (scene->discovery, scene->serial)->address, ==, "192.168.7.21");
  announce (scene, "NTS", "ssdp:byebye");
  g_assert_true (culm_test_wait_for (is_lost, scene, 30));
  g_assert_null (culm_discovery_find (scene->discovery, scene->serial));
}

static void
count (guint *counter)
{
  (*counter)++;
}

static void
take_from (CulmDiscovery *discovery, guint number, const char *address)
{
  g_autofree char *text = g_strdup_printf ("NOTIFY * HTTP/1.1\r\nNT: urn:bambulab-com:device:3dprinter:1\r\n"
                                           "USN: 01P00B%09u\r\nLocation: %s\r\n\r\n",
                                           number, address);

  culm_discovery_take (discovery, text, strlen (text), "10.0.0.9");
}

/* Ten thousand that never were take bounded room, and the one that matters is heard through them. */
static void
test_flood (void)
{
  g_autoptr (CulmDiscovery) discovery = culm_discovery_new ();
  g_autoptr (GPtrArray) list = NULL;
  guint found = 0;

  g_signal_connect_swapped (discovery, "found", G_CALLBACK (count), &found);
  culm_discovery_want (discovery, "01P00B000009999");
  for (guint i = 1; i <= 10000; i++)
    take_from (discovery, i, "10.0.0.1");
  list = culm_discovery_list (discovery);
  g_assert_cmpuint (list->len, ==, found);
  g_assert_cmpuint (found, <=, 257);
  take_from (discovery, 9999, "10.0.0.2");
  g_assert_cmpstr (culm_discovery_find (discovery, "01P00B000009999")->address, ==, "10.0.0.2");
  g_assert_cmpuint (found, <=, 258);
}

/* Noise of every size is dropped, and what follows is heard. */
static void
test_noise (void)
{
  g_autoptr (CulmDiscovery) discovery = culm_discovery_new ();
  guint found = 0;

  g_signal_connect_swapped (discovery, "found", G_CALLBACK (count), &found);
  for (gsize length = 0; length < 65507; length = length * 3 / 2 + 1) {
    g_autofree char *noise = g_malloc (length + 1); /* its end is the end of the memory */

    for (gsize i = 0; i < length; i++)
      noise[i] = (char) g_test_rand_int ();
    culm_discovery_take (discovery, noise, length, "10.0.0.9");
  }
  g_assert_cmpuint (found, ==, 0);
  take_from (discovery, 1, "10.0.0.1");
  g_assert_cmpuint (found, ==, 1);
}

/* Another program that listens as well is in nobody's way. */
static void
test_beside (Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmDiscovery) other = culm_discovery_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (culm_discovery_start (other, &error));
  g_assert_no_error (error);
  culm_discovery_stop (other);
  announce (scene, "Location", "192.168.7.20");
  g_assert_true (culm_test_wait_for (is_found_once, scene, 30));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/discovery/life", Scene, NULL, set_up, test_life, tear_down);
  g_test_add_func ("/discovery/flood", test_flood);
  g_test_add_func ("/discovery/noise", test_noise);
  g_test_add ("/discovery/beside", Scene, NULL, set_up, test_beside, tear_down);
  return g_test_run ();
}
