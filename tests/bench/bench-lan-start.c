/* bench-lan-start.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-engine.h"
#include <stdio.h>
#include <stdlib.h>

/* bench-lan-start COUNT: starts the engine of the default profile, and prints the monotonic clock (in s) once so many
 * printers of the local network have told all of themselves. */

#define LIMIT 60 /* s */

typedef struct {
  GMainLoop *loop;
  CulmEngine *engine;
  guint wanted;
} Bench;

static gboolean
is_live (CulmPrinter *printer)
{
  return culm_printer_get_route (printer) == CULM_ROUTE_LAN && culm_printer_get_online (printer) &&
         culm_printer_get_complete (printer) && !culm_printer_get_stale (printer);
}

static void
look (Bench *bench)
{
  GListModel *printers = culm_engine_get_printers (bench->engine);
  guint live = 0;

  for (guint i = 0; i < g_list_model_get_n_items (printers); i++) {
    g_autoptr (CulmPrinter) printer = g_list_model_get_item (printers, i);

    live += is_live (printer);
  }
  if (live >= bench->wanted)
    g_main_loop_quit (bench->loop);
}

/* An engine tells of each change; that of the last printer is the one that counts. */
static void
watch (CulmPrinter *printer, Bench *bench)
{
  g_signal_connect_swapped (printer, "notify", G_CALLBACK (look), bench);
}

static void
on_items_changed (GListModel *printers, guint position, guint removed G_GNUC_UNUSED, guint added, Bench *bench)
{
  for (guint i = 0; i < added; i++) {
    g_autoptr (CulmPrinter) printer = g_list_model_get_item (printers, position + i);

    g_signal_handlers_disconnect_by_func (printer, look, bench); /* it may only have moved */
    watch (printer, bench);
  }
  look (bench);
}

static void
started_cb (GObject *engine, GAsyncResult *result, gpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  if (!culm_engine_start_finish (CULM_ENGINE (engine), result, &error))
    g_error ("The engine did not start: %s", error->message);
}

static void
on_limit (gpointer data G_GNUC_UNUSED)
{
  g_error ("Not all printers were live after %d s", LIMIT);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (CulmEngine) engine = culm_engine_new (NULL);
  Bench bench = { .loop = loop, .engine = engine };
  GListModel *printers = culm_engine_get_printers (engine);

  if (argc != 2)
    g_error ("usage: bench-lan-start COUNT");
  bench.wanted = (guint) atoi (argv[1]);
  g_signal_connect (printers, "items-changed", G_CALLBACK (on_items_changed), &bench);
  culm_engine_start_async (engine, NULL, started_cb, NULL);
  g_timeout_add_once (LIMIT * 1000, on_limit, NULL);
  g_main_loop_run (loop);
  g_print ("%.6f\n", (double) g_get_monotonic_time () / G_USEC_PER_SEC);
  fflush (stdout);
  _Exit (0); /* how it ends is not asked */
}
