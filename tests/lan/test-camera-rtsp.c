/* test-camera-rtsp.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-camera-rtsp.h"
#include "culm-error.h"
#include "culm-test-await.h"
#include "culm-test-certificate.h"
#include "culm-test-pin.h"
#include "culm-test-wait.h"

#define SERIAL "00M00A000000001"
#define CODE "a%2:@/?#"

typedef struct {
  char *folder, *pin;
  guint16 port;
  GSubprocess *server;
  CulmCamera *camera;
  CulmFrame *frame;
  guint frames;
} Fixture;

static void
on_frame (CulmCamera *camera G_GNUC_UNUSED, CulmFrame *frame, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->frames++;
  g_clear_pointer (&fixture->frame, culm_frame_unref);
  fixture->frame = culm_frame_ref (frame);
}

static void
aim (Fixture *fixture, const char *serial, const char *code, const char *pin)
{
  g_autoptr (CulmLanTarget) target = culm_lan_target_new ("127.0.0.1", fixture->port, serial, code, pin, NULL);

  culm_lan_camera_set_target (CULM_LAN_CAMERA (fixture->camera), target);
}

/* rtspsrc (1.22) that is stopped before it plays flushes with a number that it does not have yet, and says so. */
static gboolean
is_fatal (const char *domain, GLogLevelFlags level G_GNUC_UNUSED, const char *message, gpointer data G_GNUC_UNUSED)
{
  return g_strcmp0 (domain, "GStreamer") != 0 || strstr (message, "seqnum != GST_SEQNUM_INVALID") == NULL;
}

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *leaf = NULL;
  g_autofree char *key = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GError) error = NULL;

  g_test_log_set_fatal_handler (is_fatal, NULL);
  fixture->folder = culm_test_make_folder ();
  culm_test_certificate_write (fixture->folder, "printer", SERIAL, NULL, NULL, FALSE);
  fixture->pin = culm_test_make_pin (fixture->folder, "printer");
  leaf = g_strdup_printf ("%s/printer.pem", fixture->folder);
  key = g_strdup_printf ("%s/printer.key", fixture->folder);
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  fixture->server = g_subprocess_launcher_spawn (launcher, &error, RTSP_SERVER, leaf, key, CODE, NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (fixture->server));
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  fixture->port = (guint16) atoi (line);
  fixture->camera = culm_camera_rtsp_new (NULL);
  g_signal_connect (fixture->camera, "frame", G_CALLBACK (on_frame), fixture);
  aim (fixture, SERIAL, CODE, fixture->pin);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  culm_test_drop (fixture->camera);
  g_subprocess_force_exit (fixture->server);
  g_object_unref (fixture->server);
  g_clear_pointer (&fixture->frame, culm_frame_unref);
  g_free (fixture->folder);
  g_free (fixture->pin);
}

static void
test_plays (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  gint64 begin = g_get_monotonic_time ();

  culm_camera_hold (fixture->camera);
  culm_test_wait (fixture->frames > 0 || culm_camera_get_error (fixture->camera) != NULL);
  g_assert_no_error (culm_camera_get_error (fixture->camera));
  g_test_message ("first picture after %.0f ms", (double) (g_get_monotonic_time () - begin) / 1000);
  culm_test_wait (fixture->frames > 10);
  g_assert_cmpint (fixture->frame->format, ==, CULM_FRAME_BGRA);
  g_assert_cmpint (fixture->frame->width, ==, 320);
  g_assert_cmpint (fixture->frame->height, ==, 240);
  g_assert_cmpuint (g_bytes_get_size (fixture->frame->bytes), >=, 240 * fixture->frame->stride);
  culm_camera_release (fixture->camera);
}

static void
wait_for_failure (Fixture *fixture, CulmError code)
{
  culm_camera_hold (fixture->camera);
  culm_test_wait (culm_camera_get_error (fixture->camera) != NULL || fixture->frames > 0);
  g_assert_error (culm_camera_get_error (fixture->camera), CULM_ERROR, (int) code);
  g_assert_cmpuint (fixture->frames, ==, 0);
  culm_camera_release (fixture->camera);
}

static void
test_refusals (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *other = g_strnfill (64, 'A');

  aim (fixture, SERIAL, "wrong", fixture->pin);
  wait_for_failure (fixture, CULM_ERROR_UNAUTHORISED);
  g_assert_cmpint (culm_camera_get_state (fixture->camera), ==, CULM_CAMERA_FAILED);
  aim (fixture, "00M00A000000002", CODE, fixture->pin);
  wait_for_failure (fixture, CULM_ERROR_UNTRUSTED);
  aim (fixture, SERIAL, CODE, other);
  wait_for_failure (fixture, CULM_ERROR_UNTRUSTED);
  g_subprocess_force_exit (fixture->server);
  g_subprocess_wait (fixture->server, NULL, NULL);
  aim (fixture, SERIAL, CODE, fixture->pin);
  wait_for_failure (fixture, CULM_ERROR_OFFLINE);
}

static void
test_still (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) picture = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  const guint8 *bytes;
  gsize size;

  culm_camera_take_still_async (fixture->camera, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 20);
  picture = culm_camera_take_still_finish (fixture->camera, result, &error);
  g_assert_no_error (error);
  bytes = g_bytes_get_data (picture, &size);
  g_assert_cmpuint (size, >, 1000);
  g_assert_cmphex (bytes[0] << 8 | bytes[1], ==, 0xFFD8);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/camera-rtsp/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("plays", test_plays);
  ADD ("refusals", test_refusals);
  ADD ("still", test_still);
#undef ADD
  return g_test_run ();
}
