/* bench-ftps.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ftps.h"
#include "culm-trust.h"
#include <stdlib.h>

/* bench-ftps PORT SERIAL CODE CERTIFICATE put|get LOCAL PATH: moves one file between this computer and the FTPS server
 * on loopback, and prints the seconds that it took from a new connection to its proven end. */

typedef struct {
  GMainLoop *loop;
  GError *error;
  gboolean get;
} Bench;

static void
moved_cb (GObject *store, GAsyncResult *result, gpointer data)
{
  Bench *bench = data;

  if (bench->get)
    culm_file_store_get_finish (CULM_FILE_STORE (store), result, &bench->error);
  else
    culm_file_store_put_finish (CULM_FILE_STORE (store), result, &bench->error);
  g_main_loop_quit (bench->loop);
}

static char *
read_pin (const char *path)
{
  g_autofree char *text = NULL;
  gsize length;
  g_autoptr (GBytes) pem = NULL;
  g_autoptr (GPtrArray) found = NULL;

  if (!g_file_get_contents (path, &text, &length, NULL))
    g_error ("%s cannot be read", path);
  pem = g_bytes_new (text, length);
  found = culm_trust_read_roots (pem);
  if (found->len == 0)
    g_error ("%s holds no certificate", path);
  return culm_trust_get_fingerprint (g_ptr_array_index (found, 0));
}

int
main (int argc, char *argv[])
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (CulmLanTarget) target = NULL;
  g_autoptr (CulmFileStore) store = NULL;
  g_autofree char *pin = NULL;
  Bench bench = { .loop = loop };
  gint64 start;

  if (argc != 8)
    g_error ("usage: bench-ftps PORT SERIAL CODE CERTIFICATE put|get LOCAL PATH");
  pin = read_pin (argv[4]);
  target = culm_lan_target_new ("127.0.0.1", (guint16) atoi (argv[1]), argv[2], argv[3], pin, NULL);
  store = culm_ftps_new (target, FALSE);
  bench.get = g_str_equal (argv[5], "get");
  start = g_get_monotonic_time ();
  if (bench.get)
    culm_file_store_get_async (store, argv[7], argv[6], FALSE, NULL, NULL, NULL, moved_cb, &bench);
  else
    culm_file_store_put_async (store, argv[6], argv[7], NULL, NULL, NULL, moved_cb, &bench);
  g_main_loop_run (loop);
  if (bench.error != NULL)
    g_error ("%s", bench.error->message);
  g_print ("%.3f\n", (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
  return 0;
}
