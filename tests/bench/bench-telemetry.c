/* bench-telemetry.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-mqtt-client.h"
#include "culm-printer.h"
#include "culm-report-reader.h"
#include "culm-test-broker.h"
#include "culm-test-certificate.h"
#include <json-glib/json-glib.h>
#include <stdlib.h>

/* bench-telemetry PUBLISHER REPORTS COUNT ROUNDS: how many reports a second pass from a TLS broker through parse, merge
 * and notify, and how many json-glib alone parses of the same bytes. Prints a line a round: OURS PEER, in reports/s.
 * REPORTS holds one report a line. */

#define TOPIC "device/00M00A000000001/report"
#define SERIAL "00M00A000000001"

/* For one round, in seconds */
#define LIMIT 120

typedef struct {
  const char *publisher;
  const char *reports;
  const char *certificate;
  guint count;
  CulmTestBroker *broker;
} Bench;

typedef struct {
  CulmPrinter *printer;
  CulmReport *known;
  GMainLoop *loop;
  guint wanted;
  guint seen;
  guint notified;
  gint64 first;
  gint64 last;
} Run;

static void
on_notify (GObject *object G_GNUC_UNUSED, GParamSpec *pspec G_GNUC_UNUSED, gpointer data)
{
  Run *run = data;

  run->notified++;
}

static void
on_message (CulmMqttClient *client G_GNUC_UNUSED, const char *topic G_GNUC_UNUSED, GBytes *payload, gpointer data)
{
  Run *run = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmReport) news = NULL;
  g_autoptr (CulmReport) earlier = NULL;

  if (run->seen++ == 0)
    run->first = g_get_monotonic_time ();
  news = culm_report_new_from_bytes (payload, &error);
  g_assert_no_error (error);
  earlier = g_steal_pointer (&run->known);
  run->known = culm_report_merge (earlier, news);
  culm_printer_apply (run->printer, run->known, g_get_monotonic_time (), g_get_real_time () / G_USEC_PER_SEC);
  if (run->seen < run->wanted)
    return;
  run->last = g_get_monotonic_time ();
  g_main_loop_quit (run->loop);
}

static void
on_closed (CulmMqttClient *client G_GNUC_UNUSED, const GError *reason, gpointer data G_GNUC_UNUSED)
{
  g_error ("The connection ended: %s", reason->message);
}

static gboolean
on_late (gpointer data)
{
  Run *run = data;

  g_error ("Only %u of %u reports came", run->seen, run->wanted);
  return G_SOURCE_REMOVE;
}

static void
subscribe_cb (GObject *client, GAsyncResult *result, gpointer data)
{
  Run *run = data;

  if (!culm_mqtt_client_subscribe_finish (CULM_MQTT_CLIENT (client), result, NULL))
    g_error ("The broker refused the subscription");
  g_main_loop_quit (run->loop);
}

static void
on_opened (CulmMqttClient *client, gpointer data)
{
  culm_mqtt_client_subscribe_async (client, TOPIC, 0, NULL, subscribe_cb, data);
}

/* Waits until everything has been published: then the broker alone stands behind the measured end, on any number of
 * cores. What does not fit between the sockets waits in the broker's memory. */
static void
publish_all (const Bench *bench)
{
  g_autofree char *port = g_strdup_printf ("%u", culm_test_broker_get_port (bench->broker));
  g_autofree char *count = g_strdup_printf ("%u", bench->count);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, bench->publisher, port,
                                                      bench->certificate, TOPIC, bench->reports, count, NULL);

  if (process == NULL || !g_subprocess_wait_check (process, NULL, &error))
    g_error ("The publisher failed: %s", error->message);
}

static void
connect_listeners (CulmPrinter *printer, Run *run)
{
  g_signal_connect (printer, "notify", G_CALLBACK (on_notify), run);
  g_signal_connect (culm_printer_get_heater (printer, CULM_HEATER_BED), "notify", G_CALLBACK (on_notify), run);
  g_signal_connect (culm_printer_get_fan (printer, CULM_FAN_PART), "notify", G_CALLBACK (on_notify), run);
}

static double
measure_ours (const Bench *bench)
{
  CulmMqttEndpoint endpoint = { .host = "127.0.0.1",
                                .port = culm_test_broker_get_port (bench->broker),
                                .ca_file = bench->certificate };
  g_autoptr (CulmMqttClient) client = culm_mqtt_client_new (&endpoint);
  g_autoptr (CulmPrinter) printer = culm_printer_new (SERIAL);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Run run = { .printer = printer, .loop = loop, .wanted = bench->count };
  guint late = g_timeout_add_seconds (LIMIT, on_late, &run);

  culm_printer_set_identity (printer, "Bench", "BL-P001", NULL);
  connect_listeners (printer, &run);
  g_signal_connect (client, "opened", G_CALLBACK (on_opened), &run);
  g_signal_connect (client, "message", G_CALLBACK (on_message), &run);
  g_signal_connect (client, "closed", G_CALLBACK (on_closed), NULL);
  culm_mqtt_client_connect (client);
  g_main_loop_run (loop);
  publish_all (bench);
  g_main_loop_run (loop);
  g_source_remove (late);
  culm_mqtt_client_close (client);
  g_clear_pointer (&run.known, culm_report_unref);
  g_assert_cmpuint (run.notified, >, bench->count); /* reports that change nothing would prove nothing */
  return (bench->count - 1) * (double) G_USEC_PER_SEC / (run.last - run.first);
}

static double
measure_peer (char **lines, guint count)
{
  guint n_lines = g_strv_length (lines);
  g_autofree gssize *lengths = g_new (gssize, n_lines);
  g_autoptr (JsonParser) parser = json_parser_new ();
  gint64 first;

  for (guint i = 0; i < n_lines; i++)
    lengths[i] = strlen (lines[i]);
  first = g_get_monotonic_time ();
  for (guint i = 0; i < count; i++) {
    if (!json_parser_load_from_data (parser, lines[i % n_lines], lengths[i % n_lines], NULL))
      g_error ("Report %u is no JSON", i % n_lines);
  }
  return count * (double) G_USEC_PER_SEC / (g_get_monotonic_time () - first);
}

int
main (int argc, char *argv[])
{
  g_autofree char *text = NULL;
  g_autofree char *folder = g_dir_make_tmp ("culm-bench-XXXXXX", NULL);
  g_autofree char *certificate = g_build_filename (folder, "broker.pem", NULL);
  g_auto (GStrv) lines = NULL;
  Bench bench;

  if (argc != 5 || !g_file_get_contents (argv[2], &text, NULL, NULL))
    g_error ("usage: bench-telemetry PUBLISHER REPORTS COUNT ROUNDS");
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  culm_test_certificate_write (folder, "broker", "127.0.0.1", NULL, "IP:127.0.0.1", TRUE);
  bench = (Bench){ argv[1], argv[2], certificate, atoi (argv[3]), culm_test_broker_new (folder, "broker", NULL, NULL) };
  g_assert_nonnull (bench.broker);
  for (int round = 0; round < atoi (argv[4]); round++) {
    double ours = measure_ours (&bench);

    g_print ("%.1f %.1f\n", ours, measure_peer (lines, bench.count));
  }
  culm_test_broker_free (bench.broker);
  culm_test_remove_folder (folder);
  return 0;
}
