/* bench-lan-peer.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <mosquitto.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* bench-lan-peer one|all < LIST: what a program does that knows nothing but libmosquitto. It connects to the printers
 * of the list ("ADDRESS PORT SERIAL CODE" a line), one when the one before has sent its full report, or all at once;
 * checks no certificate, as many do; subscribes, asks for everything, and prints the monotonic clock (in s) once all
 * have sent a full report. */

#define LIMIT (60 * G_USEC_PER_SEC)

typedef struct {
  char *report, *request;
  gboolean live;
} Printer;

static GMutex lock;
static GCond changed;
static guint n_live;

static void
on_connect (struct mosquitto *mosq, void *data, int code)
{
  Printer *printer = data;

  if (code != 0)
    g_error ("%s: refused with %d", printer->report, code);
  mosquitto_subscribe (mosq, NULL, printer->report, 0);
}

static void
on_subscribe (struct mosquitto *mosq, void *data, int id G_GNUC_UNUSED, int n G_GNUC_UNUSED,
              const int *qos G_GNUC_UNUSED)
{
  static const char *const wish = "{\"pushing\":{\"sequence_id\":\"1\",\"command\":\"pushall\"}}";
  Printer *printer = data;

  mosquitto_publish (mosq, NULL, printer->request, (int) strlen (wish), wish, 0, FALSE);
}

/* These two stand together in a full report alone. */
static gboolean
is_full (const struct mosquitto_message *message)
{
  return g_strstr_len (message->payload, message->payloadlen, "\"gcode_state\"") != NULL &&
         g_strstr_len (message->payload, message->payloadlen, "\"home_flag\"") != NULL;
}

static void
on_message (struct mosquitto *mosq G_GNUC_UNUSED, void *data, const struct mosquitto_message *message)
{
  Printer *printer = data;

  if (printer->live || !is_full (message))
    return;
  printer->live = TRUE;
  g_mutex_lock (&lock);
  n_live++;
  g_cond_signal (&changed);
  g_mutex_unlock (&lock);
}

/* Until so many are live. */
static void
wait_for (guint wanted)
{
  gint64 end = g_get_monotonic_time () + LIMIT;

  g_mutex_lock (&lock);
  while (n_live < wanted)
    if (!g_cond_wait_until (&changed, &lock, end))
      g_error ("Not all printers were live");
  g_mutex_unlock (&lock);
}

static void
start (const char *address, int port, const char *serial, const char *code)
{
  Printer *printer = g_new0 (Printer, 1);
  struct mosquitto *mosq = mosquitto_new (NULL, TRUE, printer);
  int rc;

  printer->report = g_strdup_printf ("device/%s/report", serial);
  printer->request = g_strdup_printf ("device/%s/request", serial);
  mosquitto_connect_callback_set (mosq, on_connect);
  mosquitto_subscribe_callback_set (mosq, on_subscribe);
  mosquitto_message_callback_set (mosq, on_message);
  mosquitto_username_pw_set (mosq, "bblp", code);
  mosquitto_tls_set (mosq, NULL, "/etc/ssl/certs", NULL, NULL, NULL);
  mosquitto_tls_opts_set (mosq, 0, NULL, NULL);
  mosquitto_tls_insecure_set (mosq, TRUE);
  rc = mosquitto_connect_async (mosq, address, port, 60);
  if (rc != MOSQ_ERR_SUCCESS || mosquitto_loop_start (mosq) != MOSQ_ERR_SUCCESS)
    g_error ("%s: %s", address, mosquitto_strerror (rc));
}

int
main (int argc, char *argv[])
{
  gboolean one = argc == 2 && g_str_equal (argv[1], "one");
  char line[256], address[64], serial[32], code[32];
  guint started = 0;
  int port;

  if (argc != 2)
    g_error ("usage: bench-lan-peer one|all < LIST");
  mosquitto_lib_init ();
  while (fgets (line, sizeof line, stdin) != NULL &&
         sscanf (line, "%63s %d %31s %31s", address, &port, serial, code) == 4) {
    start (address, port, serial, code);
    started++;
    if (one)
      wait_for (started);
  }
  wait_for (started);
  printf ("%.6f\n", (double) g_get_monotonic_time () / G_USEC_PER_SEC);
  fflush (stdout);
  _Exit (0); /* how it ends is not asked */
}
