/* test-engine-lan.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-error.h"
#include "culm-test-certificate.h"
#include "culm-test-lan.h"
#include "culm-trust.h"

static const char *const args[] = { "--lan", "--models", "P1S:printing,X1C:idle", "--printers", "2", NULL };

/* `code` and `serial` NULL: the right ones. */
static gboolean
add_as (CulmTestRig *rig, guint index, const char *code, const char *serial, GError **error)
{
  g_autoptr (CulmFoundPrinter) found = culm_test_lan_look_at (rig, index, NULL);
  CulmLanDraft draft = culm_test_lan_make_draft (rig, index, found);

  draft.code = code != NULL ? code : draft.code;
  draft.serial = serial != NULL ? serial : draft.serial;
  return culm_test_lan_add_draft (rig, &draft, error);
}

/* Without any account: live, steered, and there again after a new start. */
static void
test_alone (void)
{
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  const char *serial = culm_test_sim_get_serial (rig->sim, 0);
  g_autoptr (GError) error = NULL;
  CulmPrinter *printer;

  culm_test_lan_add (rig, 0);
  printer = culm_test_lan_await_live (rig, serial, CULM_ROUTE_LAN, 10);
  culm_test_lan_await_state (rig, serial, CULM_LAN_ONLINE, 5);
  g_assert_cmpstr (culm_printer_get_model (printer), ==, "P1S");
  g_assert_cmpstr (culm_printer_get_name (printer), ==, culm_test_sim_get_name (rig->sim, 0));
  g_assert_true (culm_test_rig_send (printer, "nozzle", "210", &error));
  g_assert_no_error (error);
  culm_test_rig_drop_engine (rig);
  culm_test_rig_start_engine (rig);
  printer = culm_engine_find_printer (rig->engine, serial);
  g_assert_true (culm_printer_get_stale (printer)); /* from the cache */
  culm_test_lan_await_live (rig, serial, CULM_ROUTE_LAN, 5);
  g_assert_true (culm_test_lan_remove (rig, serial));
  g_assert_null (culm_engine_find_printer (rig->engine, serial));
  g_assert_false (culm_test_lan_remove (rig, serial));
}

/* Asked once: nothing is tried again until a person gives the new one. */
static void
test_wrong_code (void)
{
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  const char *serial = culm_test_sim_get_serial (rig->sim, 0);
  g_autoptr (GError) error = NULL;

  g_assert_false (add_as (rig, 0, "00000000", NULL, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_UNAUTHORISED);
  g_clear_error (&error);
  g_assert_null (culm_engine_find_lan_printer (rig->engine, serial));
  culm_test_lan_add (rig, 0);
  culm_test_lan_await_live (rig, serial, CULM_ROUTE_LAN, 10);
  culm_test_lan_do (rig, 0, "new-code", "\"87654321\"");
  culm_test_lan_await_state (rig, serial, CULM_LAN_WRONG_CODE, 10);
  culm_test_lan_do (rig, 0, "announce", "null");
  culm_test_run_for (3000); /* the first try again would come after one second */
  culm_test_lan_await_state (rig, serial, CULM_LAN_WRONG_CODE, 1);
  g_assert_false (culm_test_lan_renew (rig, serial, "11111111", NULL, &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_UNAUTHORISED);
  g_assert_true (culm_test_lan_renew (rig, serial, "87654321", NULL, NULL));
  culm_test_lan_await_live (rig, serial, CULM_ROUTE_LAN, 10);
}

static void
test_other_printer (void)
{
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  const char *serial = culm_test_sim_get_serial (rig->sim, 0);
  g_autofree char *other = g_strdup_printf ("\"%s\"", culm_test_sim_get_serial (rig->sim, 1));
  g_autoptr (GError) error = NULL;

  g_assert_false (add_as (rig, 0, NULL, culm_test_sim_get_serial (rig->sim, 1), &error));
  g_assert_error (error, CULM_ERROR, CULM_ERROR_UNTRUSTED);
  culm_test_lan_add (rig, 0);
  culm_test_lan_await_live (rig, serial, CULM_ROUTE_LAN, 10);
  culm_test_lan_do (rig, 0, "renew-certificate", other);
  culm_test_lan_do (rig, 0, "lan", "false");
  culm_test_lan_do (rig, 0, "lan", "true");
  culm_test_lan_await_state (rig, serial, CULM_LAN_WRONG_PRINTER, 15);
}

/* Everything of this printer stops until a person has looked at the new certificate. */
static void
test_changed_certificate (void)
{
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  const char *serial = culm_test_sim_get_serial (rig->sim, 0);
  g_autofree char *seen = NULL;
  CulmLanPrinter *lan;
  CulmPrinter *printer;

  culm_test_lan_add (rig, 0);
  culm_test_lan_await_live (rig, serial, CULM_ROUTE_LAN, 10);
  culm_test_lan_do (rig, 0, "renew-certificate", "null");
  culm_test_lan_do (rig, 0, "lan", "false");
  culm_test_lan_do (rig, 0, "lan", "true");
  culm_test_lan_await_state (rig, serial, CULM_LAN_CHANGED, 15);
  printer = culm_engine_find_printer (rig->engine, serial);
  g_assert_cmpint (culm_printer_get_route (printer), ==, CULM_ROUTE_NONE);
  lan = culm_engine_find_lan_printer (rig->engine, serial);
  seen = g_strdup (culm_lan_printer_get_new_fingerprint (lan));
  g_assert_cmpstr (seen, !=, culm_lan_printer_get_fingerprint (lan));
  culm_test_lan_do (rig, 0, "announce", "null");
  culm_test_run_for (2500);
  culm_test_lan_await_state (rig, serial, CULM_LAN_CHANGED, 1);
  g_assert_true (culm_test_lan_renew (rig, serial, NULL, seen, NULL));
  culm_test_lan_await_live (rig, serial, CULM_ROUTE_LAN, 10);
  g_assert_cmpstr (culm_lan_printer_get_fingerprint (culm_engine_find_lan_printer (rig->engine, serial)), ==, seen);
}

static void
test_another_address (void)
{
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  const char *serial = culm_test_sim_get_serial (rig->sim, 0);
  g_autofree char *before = NULL;
  gint64 moved_at;
  CulmLanPrinter *lan;

  if (culm_test_sim_get_port (rig->sim, 0, "mqtt") != 8883) {
    g_test_skip ("The port of a real printer is not free here");
    return;
  }
  culm_test_lan_add (rig, 0);
  culm_test_lan_await_live (rig, serial, CULM_ROUTE_LAN, 10);
  lan = culm_engine_find_lan_printer (rig->engine, serial);
  before = g_strdup (culm_lan_printer_get_host (lan));
  culm_test_lan_do (rig, 0, "move", "null");
  moved_at = g_get_monotonic_time ();
  culm_test_run_for (100);
  culm_test_lan_await_live (rig, serial, CULM_ROUTE_LAN, 10);
  g_test_message ("found again after %.1f s", (double) (g_get_monotonic_time () - moved_at) / G_USEC_PER_SEC);
  g_assert_cmpstr (culm_lan_printer_get_host (lan), !=, before);
  culm_test_rig_drop_engine (rig);
  culm_test_rig_start_engine (rig); /* it was kept */
  culm_test_lan_await_live (rig, serial, CULM_ROUTE_LAN, 10);
}

/* Off for a while: told once, and back with its first announcement. */
static void
test_off_and_on (void)
{
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  const char *serial = culm_test_sim_get_serial (rig->sim, 0);
  gint64 since, usual;

  if (culm_test_sim_get_port (rig->sim, 0, "mqtt") != 8883) {
    g_test_skip ("The port of a real printer is not free here");
    return;
  }
  culm_test_lan_add (rig, 0);
  since = g_get_monotonic_time ();
  culm_test_lan_await_live (rig, serial, CULM_ROUTE_LAN, 10);
  usual = g_get_monotonic_time () - since;
  culm_test_lan_do (rig, 0, "offline", "null");
  culm_test_lan_await_state (rig, serial, CULM_LAN_OFFLINE, 10);
  culm_test_run_for (8000); /* the next try is 5 s or 10 s away */
  culm_test_lan_do (rig, 0, "online", "null");
  since = g_get_monotonic_time ();
  culm_test_lan_await_live (rig, serial, CULM_ROUTE_LAN, 10);
  g_assert_cmpint (g_get_monotonic_time () - since, <, 5 * G_USEC_PER_SEC + 4 * usual);
}

/* A peer that ends TLS with a certificate of its own and writes down all that it is told. */
typedef struct {
  GTlsCertificate *certificate;
  GSocketService *service;
  GByteArray *heard;
  guint8 some[256];
  guint guests;
  gboolean done;
} Recorder;

static void
heard_cb (GObject *stream, GAsyncResult *result, gpointer data)
{
  Recorder *recorder = data;
  gssize came = g_input_stream_read_finish (G_INPUT_STREAM (stream), result, NULL);

  if (came > 0)
    g_byte_array_append (recorder->heard, recorder->some, (guint) came);
  recorder->done = TRUE;
}

static gboolean
on_guest (GSocketService *service, GSocketConnection *plain, GObject *source G_GNUC_UNUSED, Recorder *recorder)
{
  GIOStream *tls = g_tls_server_connection_new (G_IO_STREAM (plain), recorder->certificate, NULL);

  recorder->guests++;
  g_object_set_data_full (G_OBJECT (service), "guest", tls, g_object_unref);
  g_input_stream_read_async (g_io_stream_get_input_stream (tls), recorder->some, sizeof recorder->some,
                             G_PRIORITY_DEFAULT, NULL, heard_cb, recorder);
  return TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Recorder *) data)->done;
}

static gboolean
add_recorder (CulmTestRig *rig, Recorder *recorder, guint16 port, const char *fingerprint, GCancellable *cancellable)
{
  CulmLanDraft draft = { .host = "127.0.0.1",
                         .serial = "01P00A000000001",
                         .fingerprint = fingerprint,
                         .code = "s3cr3tcd",
                         .ports = CULM_LAN_PORTS_INIT };
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  g_autoptr (GError) error = NULL;

  draft.ports.mqtt = port;
  recorder->done = FALSE;
  culm_engine_add_printer_async (rig->engine, &draft, cancellable, culm_test_keep_result, &slot);
  g_assert_true (culm_test_wait_for (is_done, recorder, 10));
  g_cancellable_cancel (cancellable);
  result = culm_test_await (&slot, 20);
  g_assert_false (culm_engine_add_printer_finish (rig->engine, result, &error));
  return g_error_matches (error, CULM_ERROR, CULM_ERROR_UNTRUSTED);
}

/* Whoever shows another certificate is told nothing at all; the same peer hears the code once its own is accepted. */
static void
test_recording_peer (void)
{
  g_autoptr (CulmTestRig) rig = culm_test_rig_new (args);
  g_autofree char *folder = culm_test_make_folder ();
  g_autofree char *pem = g_build_filename (folder, "leaf.pem", NULL);
  g_autofree char *key = g_build_filename (folder, "leaf.key", NULL);
  g_autofree char *other = g_strnfill (64, 'A');
  g_autofree char *fingerprint = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GByteArray) der = NULL;
  g_autoptr (GBytes) leaf = NULL;
  Recorder recorder = { .heard = g_byte_array_new () };
  guint16 port;

  culm_test_certificate_write (folder, "leaf", "01P00A000000001", NULL, NULL, FALSE);
  recorder.certificate = g_tls_certificate_new_from_files (pem, key, NULL);
  recorder.service = g_socket_service_new ();
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (recorder.service), NULL, NULL);
  g_signal_connect (recorder.service, "incoming", G_CALLBACK (on_guest), &recorder);
  g_object_get (recorder.certificate, "certificate", &der, NULL);
  leaf = g_bytes_new (der->data, der->len);
  fingerprint = culm_trust_get_fingerprint (leaf);
  g_assert_true (add_recorder (rig, &recorder, port, other, NULL));
  g_assert_cmpuint (recorder.guests, ==, 1);
  g_assert_cmpuint (recorder.heard->len, ==, 0);
  g_assert_false (add_recorder (rig, &recorder, port, fingerprint, cancellable));
  g_assert_nonnull (memmem (recorder.heard->data, recorder.heard->len, "s3cr3tcd", 8));
  g_socket_service_stop (recorder.service);
  g_clear_object (&recorder.service);
  g_clear_object (&recorder.certificate);
  g_byte_array_unref (recorder.heard);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine-lan/alone", test_alone);
  g_test_add_func ("/engine-lan/wrong-code", test_wrong_code);
  g_test_add_func ("/engine-lan/other-printer", test_other_printer);
  g_test_add_func ("/engine-lan/changed-certificate", test_changed_certificate);
  g_test_add_func ("/engine-lan/another-address", test_another_address);
  g_test_add_func ("/engine-lan/off-and-on", test_off_and_on);
  g_test_add_func ("/engine-lan/recording-peer", test_recording_peer);
  return g_test_run ();
}
