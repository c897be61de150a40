/* bench-publisher.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <mosquitto.h>
#include <stdlib.h>

/* bench-publisher PORT CA TOPIC REPORTS COUNT: publishes the lines of REPORTS over TLS, again and again, COUNT in all,
 * and ends when the broker has taken the last. A program of its own, so that only the receiving side is measured. */

typedef struct {
  gboolean connected;
  gboolean taken;
} State;

static void
on_connect (struct mosquitto *mosq G_GNUC_UNUSED, void *user_data, int code)
{
  State *state = user_data;

  state->connected = code == 0;
}

static void
on_publish (struct mosquitto *mosq G_GNUC_UNUSED, void *user_data, int id)
{
  State *state = user_data;

  state->taken = id != 0;
}

static void
check (int rc, const char *what)
{
  if (rc != MOSQ_ERR_SUCCESS)
    g_error ("%s: %s", what, mosquitto_strerror (rc));
}

static void
publish (struct mosquitto *mosq, const char *topic, const char *text, int qos)
{
  check (mosquitto_publish (mosq, NULL, topic, (int) strlen (text), text, qos, false), "publish");
  while (mosquitto_want_write (mosq))
    check (mosquitto_loop (mosq, 1000, 1), "write");
}

int
main (int argc, char *argv[])
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  struct mosquitto *mosq;
  State state = { FALSE, FALSE };
  guint n_lines;

  if (argc != 6 || !g_file_get_contents (argv[4], &text, NULL, NULL))
    g_error ("usage: bench-publisher PORT CA TOPIC REPORTS COUNT");
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  n_lines = g_strv_length (lines);

  mosquitto_lib_init ();
  mosq = mosquitto_new (NULL, true, &state);
  mosquitto_connect_callback_set (mosq, on_connect);
  check (mosquitto_tls_set (mosq, argv[2], NULL, NULL, NULL, NULL), "TLS");
  check (mosquitto_connect (mosq, "127.0.0.1", atoi (argv[1]), 60), "connect");
  while (!state.connected)
    check (mosquitto_loop (mosq, 1000, 1), "connect");
  for (int i = 0; i < atoi (argv[5]); i++)
    publish (mosq, argv[3], lines[i % n_lines], 0);
  /* A broker reads one connection in order: what it acknowledges now stands behind all reports. */
  mosquitto_publish_callback_set (mosq, on_publish);
  publish (mosq, "bench/end", "", 1);
  while (!state.taken)
    check (mosquitto_loop (mosq, 1000, 1), "acknowledge");
  mosquitto_disconnect (mosq);
  mosquitto_destroy (mosq);
  return 0;
}
