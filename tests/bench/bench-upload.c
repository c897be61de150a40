/* bench-upload.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-upload.h"
#include <stdlib.h>

/* bench-upload SERVER FILE: sends FILE to the service at SERVER and prints SECONDS, by how many KiB the resident memory
 * grew at most, and the longest time in milliseconds for which the main loop did not turn. */

typedef struct {
  GMainLoop *loop;
  gint64 last_turn;
  gint64 longest;
} Turns;

/* A figure of /proc/self/status, in KiB. */
static long
read_memory (const char *key)
{
  g_autofree char *text = NULL;
  const char *found;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL) || (found = strstr (text, key)) == NULL)
    g_error ("/proc/self/status has no %s", key);
  return strtol (found + strlen (key), NULL, 10);
}

/* From now on the peak is that of what follows. */
static void
forget_peak (void)
{
  g_file_set_contents_full ("/proc/self/clear_refs", "5", 1, G_FILE_SET_CONTENTS_NONE, 0, NULL);
}

static gboolean
on_turn (gpointer data)
{
  Turns *turns = data;
  gint64 now = g_get_monotonic_time ();

  turns->longest = MAX (turns->longest, now - turns->last_turn);
  turns->last_turn = now;
  return G_SOURCE_CONTINUE;
}

static void
run_cb (GObject *upload, GAsyncResult *result, gpointer data)
{
  Turns *turns = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CulmUploadResult) done = culm_upload_run_finish (CULM_UPLOAD (upload), result, &error);

  if (done == NULL)
    g_error ("The upload failed: %s", error->message);
  g_main_loop_quit (turns->loop);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (CulmRegion) region = argc == 3 ? culm_region_new (argv[1], NULL) : NULL;
  g_autoptr (CulmCloudClient) client = NULL;
  g_autoptr (CulmUpload) upload = NULL;
  Turns turns = { .loop = loop };
  gint64 start;
  gint64 end;
  long memory;

  if (region == NULL)
    g_error ("usage: bench-upload SERVER FILE");
  client = culm_cloud_client_new (region);
  culm_cloud_client_set_token (client, "bench");
  upload = culm_upload_new (client, argv[2]);
  culm_upload_set_contract (upload, CULM_CONTRACT_SERVICE);
  forget_peak ();
  memory = read_memory ("VmRSS:");
  start = turns.last_turn = g_get_monotonic_time ();
  g_timeout_add_full (G_PRIORITY_HIGH, 1, on_turn, &turns, NULL);
  culm_upload_run_async (upload, NULL, run_cb, &turns);
  g_main_loop_run (loop);
  end = g_get_monotonic_time ();
  g_print ("%.3f %ld %.1f\n", (end - start) / (double) G_USEC_PER_SEC, read_memory ("VmHWM:") - memory,
           turns.longest / 1000.0);
  return 0;
}
