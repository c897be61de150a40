/* rtsp-server.c  SPDX-License-Identifier: GPL-3.0-or-later */
/* An independent camera, for tests alone: rtsp-server CERTIFICATE KEY CODE [WIDTH HEIGHT FPS] serves H.264 at
 * rtsps://127.0.0.1:PORT/streaming/live/1 to `bblp` with digest authentication, and prints its port; ends with its
 * stdin. */
#include <gst/rtsp-server/rtsp-server.h>
#include <stdio.h>
#include <stdlib.h>

static gboolean
on_stdin (GIOChannel *channel G_GNUC_UNUSED, GIOCondition condition G_GNUC_UNUSED, gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

static void
add_user (GstRTSPServer *server, GTlsCertificate *certificate, const char *code)
{
  GstRTSPAuth *auth = gst_rtsp_auth_new ();
  GstRTSPToken *token = gst_rtsp_token_new (GST_RTSP_TOKEN_MEDIA_FACTORY_ROLE, G_TYPE_STRING, "user", NULL);

  gst_rtsp_auth_set_tls_certificate (auth, certificate);
  gst_rtsp_auth_set_supported_methods (auth, GST_RTSP_AUTH_DIGEST);
  gst_rtsp_auth_add_digest (auth, "bblp", code, token);
  gst_rtsp_token_unref (token);
  gst_rtsp_server_set_auth (server, auth);
  g_object_unref (auth);
}

static void
add_stream (GstRTSPServer *server, const char *width, const char *height, const char *fps)
{
  GstRTSPMountPoints *mounts = gst_rtsp_server_get_mount_points (server);
  GstRTSPMediaFactory *factory = gst_rtsp_media_factory_new ();
  g_autofree char *launch = g_strdup_printf (
      "( videotestsrc is-live=true ! video/x-raw,width=%s,height=%s,framerate=%s/1 ! x264enc tune=zerolatency "
      "speed-preset=ultrafast key-int-max=30 ! rtph264pay name=pay0 pt=96 config-interval=1 )",
      width, height, fps);

  gst_rtsp_media_factory_set_launch (factory, launch);
  gst_rtsp_media_factory_set_shared (factory, TRUE);
  gst_rtsp_media_factory_add_role (factory, "user", GST_RTSP_PERM_MEDIA_FACTORY_ACCESS, G_TYPE_BOOLEAN, TRUE,
                                   GST_RTSP_PERM_MEDIA_FACTORY_CONSTRUCT, G_TYPE_BOOLEAN, TRUE, NULL);
  gst_rtsp_mount_points_add_factory (mounts, "/streaming/live/1", factory);
  g_object_unref (mounts);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GIOChannel) channel = g_io_channel_unix_new (0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;
  GstRTSPServer *server;

  if (argc != 4 && argc != 7)
    return EXIT_FAILURE;
  gst_init (NULL, NULL);
  certificate = g_tls_certificate_new_from_files (argv[1], argv[2], &error);
  if (certificate == NULL)
    g_error ("%s", error->message);
  server = gst_rtsp_server_new ();
  gst_rtsp_server_set_address (server, "127.0.0.1");
  gst_rtsp_server_set_service (server, "0");
  add_user (server, certificate, argv[3]);
  add_stream (server, argc == 7 ? argv[4] : "320", argc == 7 ? argv[5] : "240", argc == 7 ? argv[6] : "10");
  if (gst_rtsp_server_attach (server, NULL) == 0)
    g_error ("No port");
  printf ("%d\n", gst_rtsp_server_get_bound_port (server));
  fflush (stdout);
  g_io_add_watch (channel, G_IO_IN | G_IO_HUP, on_stdin, loop);
  g_main_loop_run (loop);
  return EXIT_SUCCESS;
}
