/* test-detect.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-detect.h"
#include "culm-error.h"
#include "culm-test-await.h"
#include "culm-test-broker.h"
#include "culm-test-certificate.h"
#include <string.h>

#define SERIAL "01P00A000000001"
#define ANSWER                                                                                                         \
  "{\"login\":{\"bind\":\"occupied\",\"command\":\"detect\",\"connect\":\"lan\",\"dev_cap\":1,\"id\":\"" SERIAL "\","  \
  "\"model\":\"N7\",\"name\":\"Work\\nshop\",\"sequence_id\":3021,\"version\":\"01.02.00.00\"}}"

static GBytes *
make_frame (const char *text)
{
  GByteArray *frame = g_byte_array_new ();
  gsize all = strlen (text) + 6;
  const guint8 head[] = { 0xa5, 0xa5, all & 0xff, (guint8) (all >> 8) }, tail[] = { 0xa7, 0xa7 };

  g_byte_array_append (frame, head, sizeof head);
  g_byte_array_append (frame, (const guint8 *) text, (guint) strlen (text));
  g_byte_array_append (frame, tail, sizeof tail);
  return g_byte_array_free_to_bytes (frame);
}

static gboolean
read_text (const char *text, CulmDetected *detected)
{
  g_autoptr (GBytes) frame = make_frame (text);

  return culm_detect_read (g_bytes_get_data (frame, NULL), g_bytes_get_size (frame), detected);
}

static void
test_frame (void)
{
  g_autoptr (CulmDetected) detected = g_new0 (CulmDetected, 1);
  g_autoptr (GBytes) question = culm_detect_make_question ();
  const guint8 *asked = g_bytes_get_data (question, NULL);

  g_assert_true (read_text (ANSWER, detected));
  g_assert_cmpstr (detected->serial, ==, SERIAL);
  g_assert_cmpstr (detected->model_id, ==, "N7");
  g_assert_cmpstr (detected->name, ==, "Work shop");
  g_assert_cmpstr (detected->firmware, ==, "01.02.00.00");
  g_assert_true (detected->lan_only);
  g_assert_cmpint (culm_detect_measure (asked, g_bytes_get_size (question)), ==, g_bytes_get_size (question));
  g_assert_cmpint (asked[0] + asked[1], ==, 2 * 0xa5);
}

static void
test_hostile_frames (void)
{
  static const char *const texts[] = {
    "{}",
    "[]",
    "null",
    "{\"login\":[]}",
    "{\"login\":{\"command\":\"detect\"}}",
    "{\"login\":{\"command\":\"detect\",\"id\":7}}",
    "{\"login\":{\"command\":\"detect\",\"id\":\"../../../../../x\"}}",
    "{\"login\":{\"command\":\"login_report\",\"status\":\"FAILURE\",\"id\":\"" SERIAL "\"}}",
    "{\"login\":{\"command\":\"detect\",\"id\":\"\xff\xff\"}}",
    "not json at all",
  };
  g_autofree char *deep = g_strnfill (4000, '[');
  const guint8 short_head[] = { 0xa5, 0xa5, 6, 0 }, long_head[] = { 0xa5, 0xa5, 0xff, 0xff }, http[] = "HTTP";

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (CulmDetected) detected = g_new0 (CulmDetected, 1);

    g_assert_false (read_text (texts[i], detected));
  }
  {
    g_autoptr (CulmDetected) detected = g_new0 (CulmDetected, 1);

    g_assert_false (read_text (deep, detected));
  }
  g_assert_cmpint (culm_detect_measure (short_head, 4), ==, -1);
  g_assert_cmpint (culm_detect_measure (long_head, 4), ==, -1);
  g_assert_cmpint (culm_detect_measure (http, 4), ==, -1);
  g_assert_cmpint (culm_detect_measure (short_head, 2), ==, 0);
}

typedef struct {
  char *folder;
  CulmTestBroker *broker;
  GSocketService *service;
  guint16 port;
  const char *answer; /* NULL: says nothing */
} Scene;

static gboolean
on_incoming (GSocketService *service G_GNUC_UNUSED, GSocketConnection *connection, GObject *source G_GNUC_UNUSED,
             Scene *scene)
{
  g_autoptr (GBytes) frame = scene->answer != NULL ? make_frame (scene->answer) : NULL;

  if (frame == NULL)
    return FALSE;
  g_output_stream_write_bytes (g_io_stream_get_output_stream (G_IO_STREAM (connection)), frame, NULL, NULL);
  return FALSE;
}

static gboolean
set_up (Scene *scene, const char *subject, const char *answer)
{
  scene->folder = culm_test_make_folder ();
  scene->answer = answer;
  culm_test_certificate_write (scene->folder, "leaf", subject, NULL, NULL, FALSE);
  scene->broker = culm_test_broker_new (scene->folder, "leaf", "bblp", "12345678");
  scene->service = g_socket_service_new ();
  scene->port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (scene->service), NULL, NULL);
  g_signal_connect (scene->service, "incoming", G_CALLBACK (on_incoming), scene);
  return scene->broker != NULL;
}

static void
tear_down (Scene *scene)
{
  g_socket_service_stop (scene->service);
  g_clear_object (&scene->service);
  g_clear_pointer (&scene->broker, culm_test_broker_free);
  culm_test_remove_folder (scene->folder);
  g_free (scene->folder);
}

static CulmDetected *
detect (Scene *scene, const char *host, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_detect_async (host, scene->port, culm_test_broker_get_port (scene->broker), NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 20);
  return culm_detect_finish (result, error);
}

static void
test_both (void)
{
  Scene scene = { 0 };
  g_autoptr (CulmDetected) detected = NULL;
  g_autoptr (GError) error = NULL;

  if (!set_up (&scene, SERIAL, ANSWER))
    return;
  detected = detect (&scene, "localhost", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (detected->serial, ==, SERIAL);
  g_assert_cmpstr (detected->model_id, ==, "N7");
  g_assert_cmpuint (strlen (detected->fingerprint), ==, 64);
  g_assert_true (g_hostname_is_ip_address (detected->address));
  tear_down (&scene);
}

/* The detect port says nonsense, or nothing: the certificate is enough. */
static void
test_certificate_alone (void)
{
  Scene scene = { 0 };
  g_autoptr (CulmDetected) detected = NULL;
  g_autoptr (GError) error = NULL;

  if (!set_up (&scene, SERIAL, "{\"login\":{}}"))
    return;
  detected = detect (&scene, "127.0.0.1", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (detected->serial, ==, SERIAL);
  g_assert_null (detected->model_id);
  g_clear_pointer (&detected, culm_detected_free);
  scene.port = culm_test_find_port ();
  detected = detect (&scene, "127.0.0.1", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (detected->serial, ==, SERIAL);
  tear_down (&scene);
}

static void
test_refused (void)
{
  static const char *const subjects[] = { "01P00A000000002", "server.example.org" };

  for (gsize i = 0; i < G_N_ELEMENTS (subjects); i++) {
    Scene scene = { 0 };
    g_autoptr (GError) error = NULL;

    if (!set_up (&scene, subjects[i], ANSWER))
      return;
    g_assert_null (detect (&scene, "127.0.0.1", &error));
    g_assert_error (error, CULM_ERROR, CULM_ERROR_UNTRUSTED);
    g_clear_error (&error);
    culm_test_broker_kill (scene.broker);
    g_assert_null (detect (&scene, "127.0.0.1", &error));
    g_assert_error (error, CULM_ERROR, CULM_ERROR_OFFLINE);
    tear_down (&scene);
  }
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  g_cancellable_cancel (cancellable);
  culm_detect_async ("127.0.0.1", 1, 1, cancellable, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 20);
  g_assert_null (culm_detect_finish (result, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/detect/frame", test_frame);
  g_test_add_func ("/detect/hostile-frames", test_hostile_frames);
  g_test_add_func ("/detect/both", test_both);
  g_test_add_func ("/detect/certificate-alone", test_certificate_alone);
  g_test_add_func ("/detect/refused", test_refused);
  g_test_add_func ("/detect/cancelled", test_cancelled);
  return g_test_run ();
}
