/* culm-sim-rtsp.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gunixinputstream.h>
#include <gst/rtsp-server/rtsp-server.h>
#include <stdio.h>
#include <unistd.h>

/* The live view of the simulator's printers (reference/lan.md §8.2), in clear on loopback ports; the simulator itself
 * puts the printer's TLS before them. A program of its own, so that whoever wants no live view loads no GStreamer.
 * For each line "NAME CODE" on stdin there is from then on a server for user `bblp` with that code, in place of an
 * earlier code of that name, and its line "NAME PORT" on stdout. It ends with its stdin. */

#define PATH "/streaming/live/1"
#define REALM "LIVE555 Streaming Media"
#define USER "bblp"
#define ROLE "viewer"
#define PICTURE                                                                                                        \
  "( videotestsrc is-live=true pattern=ball ! video/x-raw,width=1168,height=720,framerate=15/1 ! %s ! "                \
  "h264parse ! rtph264pay name=pay0 pt=96 config-interval=1 )"
#define X264 "x264enc tune=zerolatency speed-preset=ultrafast key-int-max=30"
#define OPENH264 "openh264enc complexity=low gop-size=30"

typedef struct {
  GHashTable *servers; /* name → GstRTSPServer */
  GDataInputStream *orders;
  GMainLoop *loop;
} Studio;

static void
set_code (GstRTSPServer *server, const char *code)
{
  g_autoptr (GstRTSPAuth) auth = gst_rtsp_auth_new ();
  GstRTSPToken *token = gst_rtsp_token_new (GST_RTSP_TOKEN_MEDIA_FACTORY_ROLE, G_TYPE_STRING, ROLE, NULL);

  gst_rtsp_auth_set_supported_methods (auth, GST_RTSP_AUTH_DIGEST);
  gst_rtsp_auth_set_realm (auth, REALM);
  gst_rtsp_auth_add_digest (auth, USER, code, token);
  gst_rtsp_token_unref (token);
  gst_rtsp_server_set_auth (server, auth);
}

/* Whichever encoder this system has. Returns: (transfer full) */
static char *
write_pipeline (void)
{
  g_autoptr (GstElementFactory) x264 = gst_element_factory_find ("x264enc");

  return g_strdup_printf (PICTURE, x264 != NULL ? X264 : OPENH264);
}

static GstRTSPServer *
make_server (void)
{
  GstRTSPServer *server = gst_rtsp_server_new ();
  g_autoptr (GstRTSPMountPoints) mounts = gst_rtsp_server_get_mount_points (server);
  g_autofree char *pipeline = write_pipeline ();
  GstRTSPMediaFactory *factory = gst_rtsp_media_factory_new ();

  gst_rtsp_media_factory_set_launch (factory, pipeline);
  gst_rtsp_media_factory_set_shared (factory, TRUE);
  gst_rtsp_media_factory_set_protocols (factory, GST_RTSP_LOWER_TRANS_TCP);
  gst_rtsp_media_factory_add_role (factory, ROLE, GST_RTSP_PERM_MEDIA_FACTORY_ACCESS, G_TYPE_BOOLEAN, TRUE,
                                   GST_RTSP_PERM_MEDIA_FACTORY_CONSTRUCT, G_TYPE_BOOLEAN, TRUE, NULL);
  gst_rtsp_mount_points_add_factory (mounts, PATH, factory);
  gst_rtsp_server_set_address (server, "127.0.0.1");
  gst_rtsp_server_set_service (server, "0");
  gst_rtsp_server_attach (server, NULL);
  return server;
}

static void
take_order (Studio *self, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 2);
  GstRTSPServer *server;

  if (g_strv_length (words) != 2)
    return;
  server = g_hash_table_lookup (self->servers, words[0]);
  if (server == NULL) {
    server = make_server ();
    g_hash_table_insert (self->servers, g_strdup (words[0]), server);
  }
  set_code (server, words[1]);
  printf ("%s %d\n", words[0], gst_rtsp_server_get_bound_port (server));
  fflush (stdout);
}

static void
line_cb (GObject *stream, GAsyncResult *result, gpointer user_data)
{
  Studio *self = user_data;
  g_autofree char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (stream), result, NULL, NULL);

  if (line == NULL) {
    g_main_loop_quit (self->loop);
    return;
  }
  take_order (self, line);
  g_data_input_stream_read_line_async (self->orders, G_PRIORITY_DEFAULT, NULL, line_cb, self);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  Studio self = { .loop = g_main_loop_new (NULL, FALSE), .orders = g_data_input_stream_new (input) };

  gst_init (&argc, &argv);
  self.servers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_data_input_stream_read_line_async (self.orders, G_PRIORITY_DEFAULT, NULL, line_cb, &self);
  g_main_loop_run (self.loop);
  g_hash_table_unref (self.servers);
  g_object_unref (self.orders);
  g_main_loop_unref (self.loop);
  return 0;
}
