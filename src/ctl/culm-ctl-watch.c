/* culm-ctl-watch.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ctl-text.h"
#include "culm-ctl.h"
#include "culm-error.h"
#include "culm-event-json.h"
#include <glib/gi18n-lib.h>
#include <stdio.h>

typedef struct {
  CulmCtl *ctl;
  GPtrArray *serials; /* char *; empty: all */
} Watch;

static gboolean
never (gpointer user_data G_GNUC_UNUSED)
{
  return FALSE;
}

static void
on_event (CulmEngine *engine G_GNUC_UNUSED, CulmEvent *event, gpointer user_data)
{
  Watch *watch = user_data;

  if (watch->serials->len > 0 &&
      (event->serial == NULL || !g_ptr_array_find_with_equal_func (watch->serials, event->serial, g_str_equal, NULL)))
    return;
  if (watch->ctl->json) {
    culm_ctl_print_json (culm_event_to_json (event));
  } else {
    g_autofree char *line = culm_ctl_describe_event (event);

    g_print ("%s\n", line);
    fflush (stdout);
  }
}

static gboolean
parse_seconds (const char *text, double *seconds, GError **error)
{
  char *end = NULL;

  *seconds = g_ascii_strtod (text, &end);
  if (end != text && *end == '\0' && *seconds > 0 && *seconds < 1e6)
    return TRUE;
  culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, "“%s” is no number of seconds", text);
  return FALSE;
}

static int
run_watch (CulmCtl *self, int argc, char *argv[], GError **error)
{
  g_autoptr (GPtrArray) serials = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) wrong = NULL;
  Watch watch = { self, serials };
  const char *text = NULL;
  double seconds = 0;
  guint n;

  if (!culm_ctl_take_option (&argc, argv, "--for", &text, &wrong) && wrong != NULL) {
    g_propagate_error (error, g_steal_pointer (&wrong));
    return -1;
  }
  if ((text != NULL && !parse_seconds (text, &seconds, error)) || !culm_ctl_check_words (argc, argv, 0, -1, error) ||
      !culm_ctl_connect (self, error))
    return -1;
  for (int i = 1; i < argc; i++) {
    CulmPrinter *printer = culm_ctl_find_printer (self, argv[i], error);

    if (printer == NULL)
      return -1;
    g_ptr_array_add (serials, g_strdup (culm_printer_get_serial (printer)));
  }
  culm_ctl_wait_for_reports (self, culm_engine_get_printers (self->engine));
  n = serials->len > 0 ? serials->len : g_list_model_get_n_items (culm_engine_get_printers (self->engine));
  g_printerr ("watching %u printers\n", n); /* scripts wait for these words */
  g_signal_connect (self->engine, "event", G_CALLBACK (on_event), &watch);
  culm_ctl_wait_until (self, never, NULL, seconds);
  g_signal_handlers_disconnect_by_data (self->engine, &watch);
  return g_cancellable_is_cancelled (self->interrupt) ? CULM_EXIT_CANCELLED : CULM_EXIT_DONE;
}

const CulmCtlCommand culm_ctl_watch_commands[] = {
  { "watch", "[PRINTER…] [--for SECONDS]", N_ ("Print what happens, one event a line"), run_watch },
  { NULL, NULL, NULL, NULL },
};
