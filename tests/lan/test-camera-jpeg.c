/* test-camera-jpeg.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-camera-jpeg.h"
#include "culm-error.h"
#include "culm-test-await.h"
#include "culm-test-camera.h"
#include "culm-test-certificate.h"
#include "culm-test-pin.h"
#include "culm-test-wait.h"

#define SERIAL "01P00A000000001"
#define CODE "12345678"
/* A camera has 15 s for a picture: with the first even a slow machine makes its handshakes in time. */
#define PATIENT 0.2
#define HASTY 0.02
#define LARGEST 10000000 /* bytes */

typedef struct {
  char *folder, *pin;
  CulmTestCamera *server;
  CulmCamera *camera;
  guint frames;
  gsize size; /* of the last one */
} Fixture;

static void
on_frame (CulmCamera *camera G_GNUC_UNUSED, CulmFrame *frame, gpointer user_data)
{
  g_assert_cmpint (frame->format, ==, CULM_FRAME_JPEG);
  ((Fixture *) user_data)->frames++;
  ((Fixture *) user_data)->size = g_bytes_get_size (frame->bytes);
}

static void
aim (Fixture *fixture, const char *serial, const char *code, const char *pin)
{
  g_autoptr (CulmLanTarget) target =
      culm_lan_target_new ("127.0.0.1", culm_test_camera_get_port (fixture->server), serial, code, pin, NULL);

  culm_lan_camera_set_target (CULM_LAN_CAMERA (fixture->camera), target);
}

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fixture->folder = culm_test_make_folder ();
  culm_test_certificate_write (fixture->folder, "printer", SERIAL, NULL, NULL, FALSE);
  fixture->pin = culm_test_make_pin (fixture->folder, "printer");
  fixture->server = culm_test_camera_new (fixture->folder, "printer", CODE);
  fixture->camera = culm_camera_jpeg_new (NULL);
  culm_lan_camera_set_time_scale (CULM_LAN_CAMERA (fixture->camera), PATIENT);
  g_signal_connect (fixture->camera, "frame", G_CALLBACK (on_frame), fixture);
  aim (fixture, SERIAL, CODE, fixture->pin);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  culm_test_drop (fixture->camera);
  culm_test_camera_free (fixture->server);
  g_free (fixture->folder);
  g_free (fixture->pin);
}

static void
wait_for_error (Fixture *fixture, CulmCameraState state, CulmError code)
{
  culm_test_wait (culm_camera_get_error (fixture->camera) != NULL);
  g_assert_error (culm_camera_get_error (fixture->camera), CULM_ERROR, (int) code);
  g_assert_cmpint (culm_camera_get_state (fixture->camera), ==, state);
}

static gboolean
is_alone (gpointer server)
{
  return culm_test_camera_count_open (server) == 0;
}

static void
test_plays (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  culm_lan_camera_set_time_scale (CULM_LAN_CAMERA (fixture->camera), 1);
  g_assert_cmpint (culm_camera_get_state (fixture->camera), ==, CULM_CAMERA_OFF);
  culm_camera_hold (fixture->camera);
  culm_camera_hold (fixture->camera);
  g_assert_cmpint (culm_camera_get_state (fixture->camera), ==, CULM_CAMERA_CONNECTING);
  culm_test_wait (fixture->frames >= 20);
  g_assert_cmpint (culm_camera_get_state (fixture->camera), ==, CULM_CAMERA_LIVE);
  g_assert_cmpuint (culm_test_camera_count_guests (fixture->server), ==, 1);
  culm_camera_release (fixture->camera);
  g_assert_cmpuint (culm_test_camera_count_open (fixture->server), ==, 1);
  culm_camera_release (fixture->camera);
  g_assert_cmpint (culm_camera_get_state (fixture->camera), ==, CULM_CAMERA_OFF);
  g_assert_true (culm_test_wait_for (is_alone, fixture->server, 10));
  fixture->frames = 0;
  culm_camera_hold (fixture->camera); /* and again */
  culm_test_wait (fixture->frames >= 2);
  culm_camera_release (fixture->camera);
}

/* Once, whatever time goes by and whoever looks; until somebody says so. */
static void
test_wrong_code (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  aim (fixture, SERIAL, "87654321", fixture->pin);
  culm_camera_hold (fixture->camera);
  wait_for_error (fixture, CULM_CAMERA_FAILED, CULM_ERROR_UNAUTHORISED);
  culm_camera_release (fixture->camera);
  culm_camera_hold (fixture->camera);
  culm_test_run_for (900);
  g_assert_cmpuint (culm_test_camera_count_guests (fixture->server), ==, 1);
  culm_camera_retry (fixture->camera);
  wait_for_error (fixture, CULM_CAMERA_FAILED, CULM_ERROR_UNAUTHORISED);
  g_assert_cmpuint (culm_test_camera_count_guests (fixture->server), ==, 2);
  aim (fixture, SERIAL, CODE, fixture->pin);
  culm_test_wait (fixture->frames > 0);
  culm_camera_release (fixture->camera);
}

/* The code is never sent to whoever is not the printer. */
static void
test_trust (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *other = g_strnfill (64, 'A');
  const struct {
    const char *serial, *pin;
  } rows[] = { { "01P00A000000002", fixture->pin }, { SERIAL, other }, { SERIAL, NULL } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    aim (fixture, rows[i].serial, CODE, rows[i].pin);
    culm_camera_hold (fixture->camera);
    wait_for_error (fixture, CULM_CAMERA_FAILED, CULM_ERROR_UNTRUSTED);
    culm_camera_release (fixture->camera);
  }
  culm_test_run_for (200);
  g_assert_cmpuint (culm_test_camera_count_bytes (fixture->server), ==, 0);
  g_assert_cmpuint (fixture->frames, ==, 0);
}

static void
test_bad_manners (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const struct {
    CulmTestCameraManner manner;
    CulmCameraState state;
    CulmError code;
  } rows[] = {
    { CULM_TEST_CAMERA_SILENT, CULM_CAMERA_WAITING, CULM_ERROR_TIMED_OUT },
    { CULM_TEST_CAMERA_GARBAGE, CULM_CAMERA_WAITING, CULM_ERROR_MALFORMED },
    { CULM_TEST_CAMERA_NO_JPEG, CULM_CAMERA_WAITING, CULM_ERROR_MALFORMED },
    { CULM_TEST_CAMERA_ENDLESS, CULM_CAMERA_WAITING, CULM_ERROR_TIMED_OUT },
    { CULM_TEST_CAMERA_TOO_LARGE, CULM_CAMERA_WAITING, CULM_ERROR_MALFORMED },
    { CULM_TEST_CAMERA_TUNNEL, CULM_CAMERA_FAILED, CULM_ERROR_UNSUPPORTED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("row %zu", i);
    culm_lan_camera_set_time_scale (CULM_LAN_CAMERA (fixture->camera),
                                    rows[i].code == CULM_ERROR_TIMED_OUT ? HASTY : PATIENT);
    culm_test_camera_play (fixture->server, rows[i].manner, 20, NULL);
    aim (fixture, SERIAL, CODE, NULL);
    aim (fixture, SERIAL, CODE, fixture->pin);
    culm_camera_hold (fixture->camera);
    wait_for_error (fixture, rows[i].state, rows[i].code);
    g_assert_cmpuint (fixture->frames, ==, 0);
    culm_camera_release (fixture->camera);
    g_assert_true (culm_test_wait_for (is_alone, fixture->server, 10));
  }
}

static GBytes *
make_picture (gsize size)
{
  guint8 *bytes = g_malloc0 (size);

  bytes[0] = 0xFF, bytes[1] = 0xD8, bytes[size - 2] = 0xFF, bytes[size - 1] = 0xD9;
  return g_bytes_new_take (bytes, size);
}

/* Up to 10 MB is a picture (reference/lan.md §7), and plays; a byte more is not even waited for. */
static void
test_large (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GBytes) largest = make_picture (LARGEST);
  g_autoptr (GBytes) larger = make_picture (LARGEST + 1);

  culm_lan_camera_set_time_scale (CULM_LAN_CAMERA (fixture->camera), 1);
  culm_test_camera_play (fixture->server, CULM_TEST_CAMERA_PLAYS, 20, largest);
  culm_camera_hold (fixture->camera);
  culm_test_wait (fixture->frames >= 3);
  g_assert_cmpuint (fixture->size, ==, LARGEST);
  g_assert_cmpint (culm_camera_get_state (fixture->camera), ==, CULM_CAMERA_LIVE);
  g_assert_cmpuint (culm_test_camera_count_guests (fixture->server), ==, 1);
  culm_camera_release (fixture->camera);
  g_assert_true (culm_test_wait_for (is_alone, fixture->server, 10));
  fixture->frames = 0;
  culm_test_camera_play (fixture->server, CULM_TEST_CAMERA_PLAYS, 20, larger);
  culm_camera_hold (fixture->camera);
  wait_for_error (fixture, CULM_CAMERA_WAITING, CULM_ERROR_MALFORMED);
  g_assert_cmpuint (fixture->frames, ==, 0);
  culm_camera_release (fixture->camera);
}

/* A camera that was cut off is tried again by itself; one that gave a picture once did not refuse the code. */
static void
test_comes_back (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  culm_test_camera_play (fixture->server, CULM_TEST_CAMERA_ONCE, 0, NULL);
  culm_camera_hold (fixture->camera);
  culm_test_wait (fixture->frames == 1);
  wait_for_error (fixture, CULM_CAMERA_WAITING, CULM_ERROR_OFFLINE);
  culm_test_wait (g_error_matches (culm_camera_get_error (fixture->camera), CULM_ERROR, CULM_ERROR_BUSY));
  g_assert_cmpint (culm_camera_get_state (fixture->camera), ==, CULM_CAMERA_WAITING);
  culm_test_camera_play (fixture->server, CULM_TEST_CAMERA_PLAYS, 20, NULL);
  culm_test_wait (fixture->frames > 2);
  culm_camera_release (fixture->camera);
}

static void
test_refused_port (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (CulmLanTarget) target = culm_lan_target_new ("127.0.0.1", 1, SERIAL, CODE, fixture->pin, NULL);

  culm_lan_camera_set_target (CULM_LAN_CAMERA (fixture->camera), target);
  culm_camera_hold (fixture->camera);
  wait_for_error (fixture, CULM_CAMERA_WAITING, CULM_ERROR_OFFLINE);
  culm_camera_release (fixture->camera);
}

static void
test_still (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) failure = NULL;
  g_autoptr (GBytes) picture = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *slot = NULL;

  culm_camera_take_still_async (fixture->camera, cancellable, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 10);
  picture = culm_camera_take_still_finish (fixture->camera, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (picture), ==, 4096);
  g_assert_false (culm_camera_is_held (fixture->camera));
  culm_test_camera_play (fixture->server, CULM_TEST_CAMERA_SILENT, 0, NULL);
  culm_camera_take_still_async (fixture->camera, cancellable, culm_test_keep_result, &slot);
  g_cancellable_cancel (cancellable);
  failure = culm_test_await (&slot, 10);
  g_assert_null (culm_camera_take_still_finish (fixture->camera, failure, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (culm_camera_is_held (fixture->camera));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/camera-jpeg/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("plays", test_plays);
  ADD ("wrong-code", test_wrong_code);
  ADD ("trust", test_trust);
  ADD ("bad-manners", test_bad_manners);
  ADD ("large", test_large);
  ADD ("comes-back", test_comes_back);
  ADD ("refused-port", test_refused_port);
  ADD ("still", test_still);
#undef ADD
  return g_test_run ();
}
