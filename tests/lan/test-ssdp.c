/* test-ssdp.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ssdp.h"
#include <json-glib/json-glib.h>
#include <string.h>

#define KIND "NT: urn:bambulab-com:device:3dprinter:1\r\n"
#define SERIAL "01P00A000000001"

static CulmAnnouncement *
read_text (const char *text)
{
  return culm_ssdp_read (text, strlen (text), "192.168.7.9");
}

static void
test_whole (void)
{
  g_autoptr (CulmAnnouncement) heard = read_text (
      "NOTIFY * HTTP/1.1\r\nHOST: 239.255.255.250:1990\r\nServer: UPnP/1.0\r\nLocation: 192.168.7.20\r\n" KIND
      "NTS: ssdp:alive\r\nUSN: " SERIAL "\r\nDevModel.bambu.com: C12\r\nDevName.bambu.com: Wörk <b>&\r\n"
      "DevSignal.bambu.com: -44\r\nDevConnect.bambu.com: lan\r\nDevseclink.bambu.com: secure\r\n"
      "DevVersion.bambu.com: 01.08.02.00\r\nDevCap.bambu.com: 1\r\n\r\n");

  g_assert_nonnull (heard);
  g_assert_cmpstr (heard->serial, ==, SERIAL);
  g_assert_cmpstr (heard->address, ==, "192.168.7.20");
  g_assert_cmpstr (heard->model_id, ==, "C12");
  g_assert_cmpstr (heard->name, ==, "Wörk <b>&");
  g_assert_cmpstr (heard->firmware, ==, "01.08.02.00");
  g_assert_cmpint (heard->signal, ==, -44);
  g_assert_true (heard->lan_only);
  g_assert_true (heard->secure);
  g_assert_false (heard->leaving);
}

/* Other spellings: no NTS, line feeds alone, names in any case, no suffix, the answer to a search. */
static void
test_forms (void)
{
  static const char *const forms[] = {
    "NOTIFY * HTTP/1.1\nnt: urn:bambulab-com:device:3dprinter:1\nusn:" SERIAL "\nlocation:192.168.7.20\n",
    "HTTP/1.1 200 OK\r\nST: urn:bambulab-com:device:3dprinter:1\r\nUSN: " SERIAL "\r\nLocation: 192.168.7.20\r\n\r\n",
    "NOTIFY * HTTP/1.1\r\n" KIND "USN: " SERIAL "\r\nLocation: 192.168.7.20\r\nno colon\r\n:\r\n: x\r\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++) {
    g_autoptr (CulmAnnouncement) heard = read_text (forms[i]);

    g_assert_nonnull (heard);
    g_assert_cmpstr (heard->address, ==, "192.168.7.20");
    g_assert_false (heard->lan_only);
  }
}

/* What says no address, or one that is none, came from where the datagram did. */
static void
test_address (void)
{
  static const char *const bad[] = {
    "", "printer.local", "http://192.168.7.20/", "0.0.0.0", "255.255.255.255", "239.255.255.250", "192.168.7.20:80"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autofree char *text =
        g_strdup_printf ("NOTIFY * HTTP/1.1\r\n" KIND "USN: " SERIAL "\r\nLocation: %s\r\n\r\n", bad[i]);
    g_autoptr (CulmAnnouncement) heard = read_text (text);

    g_assert_cmpstr (heard->address, ==, "192.168.7.9");
  }
}

static void
test_hostile (void)
{
  static const char *const texts[] = {
    "",
    "NOTIFY",
    "NOTIFY * HTTP/1.1\r\n\r\n",
    "M-SEARCH * HTTP/1.1\r\n" KIND "USN: " SERIAL "\r\n\r\n",
    "HTTP/1.1 404 No\r\n" KIND "USN: " SERIAL "\r\n\r\n",
    "NOTIFY * HTTP/1.1\r\nNT: upnp:rootdevice\r\nUSN: " SERIAL "\r\n\r\n",
    "NOTIFY * HTTP/1.1\r\nUSN: " SERIAL "\r\n\r\n",
    "NOTIFY * HTTP/1.1\r\n" KIND "USN: 01P00A0000000011234567\r\n\r\n",
    "NOTIFY * HTTP/1.1\r\n" KIND "USN: ../../etc/passwd\r\n\r\n",
    "NOTIFY * HTTP/1.1\r\n" KIND "USN: 01P00A00000000-\r\n\r\n",
  };
  g_autofree char *large = g_strnfill (CULM_SSDP_MAX_BYTES + 1, 'N');
  g_autoptr (CulmAnnouncement) odd = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (read_text (texts[i]));
  g_assert_null (read_text (large));
  g_assert_null (culm_ssdp_read ("NOTIFY \0", 8, "192.168.7.9"));
  odd =
      read_text ("NOTIFY * HTTP/1.1\r\n" KIND "USN: " SERIAL "\r\nDevName.bambu.com: \xff\xfe\tx\x01y\r\n"
                 "DevModel.bambu.com: a b;c\r\nDevSignal.bambu.com: 99999999999\r\nDevVersion.bambu.com: <1>\r\n\r\n");
  g_assert_true (g_utf8_validate (odd->name, -1, NULL));
  g_assert_null (strpbrk (odd->name, "\t\x01"));
  g_assert_null (odd->model_id);
  g_assert_null (odd->firmware);
  g_assert_cmpint (odd->signal, <=, 0);
}

/* Headers again and again, more than anybody reads, and every byte bent: read or not, and never the end. */
static void
test_odd_datagrams (void)
{
  static const char good[] = "NOTIFY * HTTP/1.1\r\n" KIND "USN: " SERIAL "\r\nLocation: 192.168.7.20\r\n\r\n";
  g_autoptr (GString) twice = g_string_new ("NOTIFY * HTTP/1.1\r\n" KIND KIND "USN: " SERIAL "\r\n");
  g_autoptr (GString) endless = g_string_new ("NOTIFY * HTTP/1.1\r\n");
  g_autofree char *large = g_malloc0 (65507);
  g_autoptr (CulmAnnouncement) heard = NULL, never = NULL;

  for (guint i = 0; i < 20; i++)
    g_string_append_printf (twice, "USN: 01P00A0000000%02u\r\nDevName.bambu.com: Name %u\r\nLocation: 10.0.0.%u\r\n", i,
                            i, i + 1);
  heard = read_text (twice->str);
  g_assert_cmpuint (strlen (heard->serial), ==, strlen (SERIAL));
  g_assert_true (g_str_has_prefix (heard->name, "Name "));
  while (endless->len < CULM_SSDP_MAX_BYTES - 200)
    g_string_append (endless, "X:\r\n");
  g_string_append (endless, KIND "USN: " SERIAL "\r\n\r\n");
  never = read_text (endless->str); /* what names it lies behind the last line that is read */
  g_assert_null (never);
  memcpy (large, good, sizeof good - 1);
  g_assert_null (culm_ssdp_read (large, 65507, "192.168.7.9"));
  for (gsize i = 0; i < sizeof good - 1; i++)
    for (guint change = 1; change < 256; change += 37) {
      g_autofree char *bent = g_memdup2 (good, sizeof good - 1); /* its end is the end of the memory */
      g_autoptr (CulmAnnouncement) odd = NULL;

      bent[i] = (char) (bent[i] ^ (int) change);
      odd = culm_ssdp_read (bent, sizeof good - 1, "192.168.7.9");
      g_assert_true (odd == NULL || (strlen (odd->serial) >= 15 && odd->address != NULL));
    }
}

static void
test_goodbye (void)
{
  g_autoptr (CulmAnnouncement) heard =
      read_text ("NOTIFY * HTTP/1.1\r\n" KIND "NTS: ssdp:byebye\r\nUSN: " SERIAL "\r\n\r\n");

  g_assert_true (heard->leaving);
}

/* What a real printer sent. */
static void
test_capture (void)
{
  const char *shared = g_getenv ("CULM_SHARED_DIR");
  g_autofree char *path = g_build_filename (shared != NULL ? shared : "", "fixtures", "h2d", "ssdp-notify.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (CulmAnnouncement) heard = NULL;
  JsonObject *driver;

  if (!g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_test_skip ("No captures: set CULM_SHARED_DIR to the folder that has fixtures/");
    return;
  }
  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  driver = json_object_get_object_member (json_node_get_object (json_parser_get_root (parser)), "driver");
  heard = read_text (json_object_get_string_member (driver, "packet"));
  driver = json_object_get_object_member (driver, "expect");
  g_assert_cmpstr (heard->serial, ==, json_object_get_string_member (driver, "dev_id"));
  g_assert_cmpstr (heard->name, ==, json_object_get_string_member (driver, "dev_name"));
  g_assert_cmpstr (heard->address, ==, json_object_get_string_member (driver, "dev_ip"));
  g_assert_cmpstr (heard->model_id, ==, json_object_get_string_member (driver, "dev_type"));
  g_assert_cmpstr (heard->firmware, ==, json_object_get_string_member (driver, "ssdp_version"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ssdp/whole", test_whole);
  g_test_add_func ("/ssdp/forms", test_forms);
  g_test_add_func ("/ssdp/address", test_address);
  g_test_add_func ("/ssdp/hostile", test_hostile);
  g_test_add_func ("/ssdp/odd-datagrams", test_odd_datagrams);
  g_test_add_func ("/ssdp/goodbye", test_goodbye);
  g_test_add_func ("/ssdp/capture", test_capture);
  return g_test_run ();
}
