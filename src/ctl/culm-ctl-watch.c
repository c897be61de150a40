/* culm-ctl-watch.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ctl-terminal.h"
#include "culm-ctl-text.h"
#include "culm-ctl.h"
#include "culm-event-json.h"
#include <glib/gi18n-lib.h>
#include <stdio.h>

typedef struct {
  CulmCtl *ctl;
  GPtrArray *serials; /* char *; empty: all */
} Watch;

/* Nobody reads any more, or nothing can come. */
static gboolean
is_pointless (gpointer user_data)
{
  CulmCtl *ctl = ((Watch *) user_data)->ctl;

  return ferror (stdout) ||
         (g_list_model_get_n_items (culm_engine_get_brokers (ctl->engine)) == 0 && !culm_ctl_check_tokens (ctl, NULL));
}

static void
on_event (CulmEngine *engine G_GNUC_UNUSED, CulmEvent *event, gpointer user_data)
{
  Watch *watch = user_data;
  g_autofree char *line = NULL;

  if (watch->serials->len > 0 &&
      (event->serial == NULL || !g_ptr_array_find_with_equal_func (watch->serials, event->serial, g_str_equal, NULL)))
    return;
  if (watch->ctl->json) {
    culm_ctl_print_json (culm_event_to_json (event));
  } else {
    line = culm_ctl_describe_event (event);
    culm_ctl_print ("%s", line);
  }
}

static gboolean
parse_seconds (const char *text, double *seconds, GError **error)
{
  char *end = NULL;

  *seconds = g_ascii_strtod (text, &end);
  if (end != text && *end == '\0' && *seconds > 0 && *seconds < 1e6)
    return TRUE;
  culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, _ ("“%s” is no number of seconds."), text);
  return FALSE;
}

/* FALSE when one of the words fits no printer, or several. A printer that is named twice is one. */
static gboolean
choose_printers (CulmCtl *self, int argc, char *argv[], GPtrArray *serials, GError **error)
{
  for (int i = 1; i < argc; i++) {
    CulmPrinter *printer = culm_ctl_find_printer (self, argv[i], error);
    const char *serial = printer != NULL ? culm_printer_get_serial (printer) : NULL;

    if (serial == NULL)
      return FALSE;
    if (!g_ptr_array_find_with_equal_func (serials, serial, g_str_equal, NULL))
      g_ptr_array_add (serials, g_strdup (serial));
  }
  return TRUE;
}

/* What is on its way when the time is over is waited for, this long (s): else it would be sent once more. */
#define LAST_POSTS 2

static gboolean
has_sent (gpointer user_data)
{
  return !culm_webhooks_is_sending (culm_engine_get_webhooks (((CulmCtl *) user_data)->engine));
}

/* Webhooks are told as well, unless another program of the profile does it. FALSE when the person interrupts. */
static gboolean
send_to_webhooks (CulmCtl *self, GError **error)
{
  CulmWebhooks *webhooks = culm_engine_get_webhooks (self->engine);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) trouble = NULL;
  GAsyncResult *slot = NULL;

  culm_webhooks_send_async (webhooks, FALSE, self->interrupt, culm_ctl_ready_cb, &slot);
  result = culm_ctl_wait (self, &slot, error);
  if (result != NULL && !culm_webhooks_send_finish (webhooks, result, &trouble))
    culm_ctl_say ("culmctl: %s", _ ("The webhooks are not told: the keyring cannot be read."));
  return result != NULL;
}

static int
run_watch (CulmCtl *self, int argc, char *argv[], GError **error)
{
  g_autoptr (GPtrArray) serials = g_ptr_array_new_with_free_func (g_free);
  Watch watch = { self, serials };
  const char *text = NULL;
  double seconds = 0;
  GListModel *printers;

  if (!culm_ctl_take_option (&argc, argv, "--for", &text, error) ||
      (text != NULL && !parse_seconds (text, &seconds, error)) || !culm_ctl_check_words (&argc, argv, 0, -1, error) ||
      !culm_ctl_connect (self, error) || !choose_printers (self, argc, argv, serials, error))
    return -1;
  printers = culm_engine_get_printers (self->engine);
  if (!culm_ctl_wait_for_reports (self, printers, error) || !send_to_webhooks (self, error))
    return -1;
  g_signal_connect (self->engine, "event", G_CALLBACK (on_event), &watch);
  /* Scripts wait for these words, in English. */
  culm_ctl_say ("watching %u printers", serials->len > 0 ? serials->len : g_list_model_get_n_items (printers));
  culm_ctl_wait_until (self, is_pointless, &watch, seconds);
  culm_ctl_wait_until (self, has_sent, self, LAST_POSTS);
  g_signal_handlers_disconnect_by_data (self->engine, &watch);
  return culm_ctl_check_interrupt (self, error) && culm_ctl_check_tokens (self, error) ? CULM_EXIT_DONE : -1;
}

const CulmCtlCommand culm_ctl_watch_commands[] = {
  { "watch", "[PRINTER…] [--for SECONDS]", N_ ("Print what happens, one event a line"),
    N_ ("Ends after SECONDS, or when interrupted. With --json each line is one event.\n"
        "Webhooks are told of every printer, as long as no window of this profile runs."),
    run_watch },
  { NULL, NULL, NULL, NULL, NULL },
};
