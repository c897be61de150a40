/* test-doctor.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-doctor.h"
#include "culm-error.h"
#include "culm-test-await.h"
#include "culm-test-broker.h"
#include "culm-test-certificate.h"
#include "culm-test-peer.h"
#include "culm-test-pin.h"

#define SERIAL "01P00A000000001"
#define OTHER "01P00A000000002"
#define SOON 1500 /* ms: the injected end of the time */

static CulmLanPorts
make_ports (guint16 mqtt)
{
  guint16 closed = culm_test_find_port ();

  return (CulmLanPorts){
    .mqtt = mqtt, .ftps = mqtt, .camera = closed, .rtsps = closed, .tunnel = closed, .detect = closed
  };
}

static CulmDoctor *
run (const char *host, const CulmLanPorts *ports, const char *serial, const char *pin)
{
  g_autoptr (CulmDoctor) doctor = culm_doctor_new (host, ports, serial, pin, culm_printer_model_find ("X1C"));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  culm_doctor_set_timeout (doctor, SOON);
  culm_doctor_run_async (doctor, NULL, culm_test_keep_result, &slot);
  result = culm_test_await (&slot, 20);
  g_assert_true (culm_doctor_run_finish (doctor, result, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&doctor);
}

#define assert_step(doctor, check, state, reason)                                                                      \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    CulmDoctorStep *step = culm_doctor_get_step (doctor, check);                                                       \
    g_autofree char *advice = culm_doctor_step_dup_advice (step);                                                      \
    g_assert_cmpint (culm_doctor_step_get_reason (step), ==, reason);                                                  \
    g_assert_cmpint (culm_doctor_step_get_state (step), ==, state);                                                    \
    g_assert_true (culm_doctor_step_get_state (step) != CULM_DOCTOR_FAILED || advice != NULL);                         \
  }                                                                                                                    \
  G_STMT_END

/* A true broker with a certificate of `subject`: what every pin and every serial makes of it. */
static void
test_certificate (void)
{
  g_autofree char *folder = culm_test_make_folder ();
  g_autofree char *pin = NULL;
  g_autoptr (CulmTestBroker) broker = NULL;
  const char *other_pin = "00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF";
  CulmLanPorts ports;

  culm_test_certificate_write (folder, "leaf", SERIAL, NULL, NULL, FALSE);
  broker = culm_test_broker_new (folder, "leaf", "bblp", "12345678");
  if (broker == NULL)
    return;
  pin = culm_test_make_pin (folder, "leaf");
  ports = make_ports (culm_test_broker_get_port (broker));
  const struct {
    const char *serial, *pin;
    CulmDoctorState state;
    CulmDoctorReason reason;
  } rows[] = {
    { SERIAL, pin, CULM_DOCTOR_OK, CULM_DOCTOR_FINE },
    { SERIAL, NULL, CULM_DOCTOR_OK, CULM_DOCTOR_NOT_ACCEPTED },
    { NULL, NULL, CULM_DOCTOR_OK, CULM_DOCTOR_NOT_ACCEPTED },
    { SERIAL, other_pin, CULM_DOCTOR_FAILED, CULM_DOCTOR_CHANGED },
    { OTHER, pin, CULM_DOCTOR_FAILED, CULM_DOCTOR_OTHER_PRINTER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CulmDoctor) doctor = run ("127.0.0.1", &ports, rows[i].serial, rows[i].pin);
    g_autofree char *report = culm_doctor_make_report ("it", culm_doctor_get_steps (doctor));

    assert_step (doctor, CULM_DOCTOR_NAME, CULM_DOCTOR_OK, CULM_DOCTOR_FINE);
    assert_step (doctor, CULM_DOCTOR_MQTT, CULM_DOCTOR_OK, CULM_DOCTOR_FINE);
    assert_step (doctor, CULM_DOCTOR_FTPS, CULM_DOCTOR_OK, CULM_DOCTOR_FINE);
    assert_step (doctor, CULM_DOCTOR_RTSPS, CULM_DOCTOR_FAILED, CULM_DOCTOR_REFUSED);
    assert_step (doctor, CULM_DOCTOR_CAMERA, CULM_DOCTOR_SKIPPED, CULM_DOCTOR_NOT_OFFERED);
    assert_step (doctor, CULM_DOCTOR_CERTIFICATE, rows[i].state, rows[i].reason);
    assert_step (doctor, CULM_DOCTOR_CLOCK, CULM_DOCTOR_OK, CULM_DOCTOR_FINE);
    g_assert_null (strstr (report, SERIAL));
  }
  culm_test_remove_folder (folder);
}

/* Another certificate on one port than on the others: something stands in between. */
static void
test_another_leaf (void)
{
  g_autofree char *folder = culm_test_make_folder ();
  g_autoptr (CulmTestBroker) broker = NULL;
  g_autoptr (CulmTestBroker) between = NULL;
  g_autoptr (CulmDoctor) doctor = NULL;
  CulmLanPorts ports;

  culm_test_certificate_write (folder, "leaf", SERIAL, NULL, NULL, FALSE);
  culm_test_certificate_write (folder, "between", "proxy.example.org", NULL, NULL, FALSE);
  broker = culm_test_broker_new (folder, "leaf", NULL, NULL);
  between = culm_test_broker_new (folder, "between", NULL, NULL);
  if (broker == NULL || between == NULL)
    return;
  ports = make_ports (culm_test_broker_get_port (broker));
  ports.ftps = culm_test_broker_get_port (between);
  doctor = run ("localhost", &ports, SERIAL, NULL);
  assert_step (doctor, CULM_DOCTOR_FTPS, CULM_DOCTOR_FAILED, CULM_DOCTOR_ANOTHER_LEAF);
  g_clear_object (&doctor);
  ports.mqtt = ports.ftps;
  doctor = run ("localhost", &ports, NULL, NULL);
  assert_step (doctor, CULM_DOCTOR_CERTIFICATE, CULM_DOCTOR_FAILED, CULM_DOCTOR_NO_PRINTER);
  culm_test_remove_folder (folder);
}

/* Refused, silent, and one that speaks without TLS: the rest is not tried, and it ends in time. */
static void
test_bad_peers (void)
{
  CulmTestPeerScript silent = { .silent = TRUE }, rude = { .hang_up = TRUE };
  g_autoptr (CulmTestPeer) mute = culm_test_peer_new (&silent);
  g_autoptr (CulmTestPeer) plain = culm_test_peer_new (&rude);
  const struct {
    guint16 port;
    CulmDoctorReason reason;
  } rows[] = {
    { culm_test_find_port (), CULM_DOCTOR_REFUSED },
    { mute->port, CULM_DOCTOR_MUTE },
    { plain->port, CULM_DOCTOR_NO_TLS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    CulmLanPorts ports = make_ports (rows[i].port);
    gint64 since = g_get_monotonic_time ();
    g_autoptr (CulmDoctor) doctor = run ("127.0.0.1", &ports, SERIAL, NULL);

    assert_step (doctor, CULM_DOCTOR_MQTT, CULM_DOCTOR_FAILED, rows[i].reason);
    assert_step (doctor, CULM_DOCTOR_CERTIFICATE, CULM_DOCTOR_SKIPPED, CULM_DOCTOR_BEFORE);
    assert_step (doctor, CULM_DOCTOR_CLOCK, CULM_DOCTOR_SKIPPED, CULM_DOCTOR_BEFORE);
    g_assert_cmpint (g_get_monotonic_time () - since, <, 20 * G_USEC_PER_SEC);
  }
}

static void
test_no_name (void)
{
  CulmLanPorts ports = make_ports (culm_test_find_port ());
  g_autoptr (CulmDoctor) doctor = run ("printer.invalid", &ports, NULL, NULL);

  assert_step (doctor, CULM_DOCTOR_NAME, CULM_DOCTOR_FAILED, CULM_DOCTOR_NO_SUCH_NAME);
  assert_step (doctor, CULM_DOCTOR_MQTT, CULM_DOCTOR_SKIPPED, CULM_DOCTOR_BEFORE);
  assert_step (doctor, CULM_DOCTOR_CERTIFICATE, CULM_DOCTOR_SKIPPED, CULM_DOCTOR_BEFORE);
}

static gboolean
is_visited (gpointer peer)
{
  return ((CulmTestPeer *) peer)->connections > 0;
}

static void
test_cancelled (void)
{
  CulmTestPeerScript silent = { .silent = TRUE };
  g_autoptr (CulmTestPeer) mute = culm_test_peer_new (&silent);
  CulmLanPorts ports = make_ports (mute->port);
  g_autoptr (CulmDoctor) doctor = culm_doctor_new ("127.0.0.1", &ports, SERIAL, NULL, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  culm_doctor_set_timeout (doctor, 60000);
  culm_doctor_run_async (doctor, cancellable, culm_test_keep_result, &slot);
  g_assert_true (culm_test_wait_for (is_visited, mute, 10));
  g_cancellable_cancel (cancellable);
  result = culm_test_await (&slot, 5);
  g_assert_false (culm_doctor_run_finish (doctor, result, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_CANCELLED);
}

static void
test_mask (void)
{
  g_autofree char *masked = culm_doctor_mask_serial (SERIAL);
  g_autofree char *nothing = culm_doctor_mask_serial ("01P");

  g_assert_cmpstr (masked, ==, "01P00…001");
  g_assert_cmpstr (nothing, ==, "…");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/doctor/certificate", test_certificate);
  g_test_add_func ("/doctor/another-leaf", test_another_leaf);
  g_test_add_func ("/doctor/bad-peers", test_bad_peers);
  g_test_add_func ("/doctor/no-name", test_no_name);
  g_test_add_func ("/doctor/cancelled", test_cancelled);
  g_test_add_func ("/doctor/mask", test_mask);
  return g_test_run ();
}
