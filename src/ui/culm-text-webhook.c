/* culm-text-webhook.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-text-webhook.h"
#include "culm-error.h"
#include "culm-text-error.h"
#include "culm-text.h"
#include <glib/gi18n-lib.h>

const char *
culm_text_event (CulmEventKind kind)
{
  static const char *const texts[CULM_EVENT_N_KINDS] = {
    [CULM_EVENT_PRINT_STARTED] = N_ ("A print starts"),
    [CULM_EVENT_PRINT_COMPLETED] = N_ ("A print is done"),
    [CULM_EVENT_PRINT_FAILED] = N_ ("A print fails"),
    [CULM_EVENT_PRINT_PAUSED] = N_ ("A print is paused"),
    [CULM_EVENT_PRINT_RESUMED] = N_ ("A print goes on"),
    [CULM_EVENT_PRINT_CANCELLED] = N_ ("A print is stopped by a person"),
    [CULM_EVENT_PRINT_PROGRESS] = N_ ("A quarter, half and three quarters of a print"),
    [CULM_EVENT_PRINT_FIRST_LAYER] = N_ ("The first layer is done"),
    [CULM_EVENT_FILAMENT_RUNOUT] = N_ ("Filament runs out"),
    [CULM_EVENT_HMS_RAISED] = N_ ("A printer reports a problem"),
    [CULM_EVENT_HMS_CLEARED] = N_ ("A problem is solved"),
    [CULM_EVENT_BED_COOL] = N_ ("The bed is cool after a print"),
    [CULM_EVENT_DEVICE_ONLINE] = N_ ("A printer comes back"),
    [CULM_EVENT_DEVICE_OFFLINE] = N_ ("A printer goes offline"),
    [CULM_EVENT_UPLOAD_COMPLETED] = N_ ("An upload is done"),
    [CULM_EVENT_UPLOAD_FAILED] = N_ ("An upload fails"),
    [CULM_EVENT_COMMAND_REFUSED] = N_ ("A printer refuses a command"),
    [CULM_EVENT_NOTIFICATION_CREATED] = N_ ("A notification is shown"),
  };

  return _ (texts[kind]);
}

static const char *
get_error_words (int error)
{
  switch (error) {
  case CULM_ERROR_OFFLINE: return _ ("cannot be reached");
  case CULM_ERROR_TIMED_OUT: return _ ("did not answer in time");
  case CULM_ERROR_UNTRUSTED: return _ ("cannot prove who it is");
  case CULM_ERROR_REFUSED: return _ ("is outside your network, and not https");
  default: return _ ("could not be told");
  }
}

static const char *
get_status_words (guint status)
{
  if (status >= 300 && status < 400)
    return _ ("leads elsewhere; add the new address");
  if (status == 401 || status == 403)
    return _ ("wants another password or token");
  if (status == 404 || status == 410)
    return _ ("is not there any more");
  if (status == 408 || status == 429)
    return _ ("asked to wait");
  return status >= 500 ? _ ("is in trouble") : _ ("said no");
}

static char *
describe_last (CulmWebhook *hook, gint64 now)
{
  guint status = culm_webhook_get_last_status (hook);
  g_autofree char *at = NULL;

  if (culm_webhook_get_last_at (hook) == 0)
    return g_strdup (_ ("Nothing was sent yet"));
  at = culm_text_since (culm_webhook_get_last_at (hook), now);
  if (status >= 200 && status < 300)
    return g_strdup_printf (_ ("Delivered %s"), at);
  /* TRANSLATORS: "Not delivered 16:42: is in trouble (500)", of an address. */
  if (status != 0)
    return g_strdup_printf (_ ("Not delivered %s: %s (%u)"), at, get_status_words (status), status);
  return g_strdup_printf (_ ("Not delivered %s: %s"), at, get_error_words (culm_webhook_get_last_error (hook)));
}

char *
culm_text_webhook_choice (CulmWebhook *hook)
{
  guint count = 0;

  for (int i = 0; i < CULM_EVENT_N_KINDS; i++)
    count += (culm_webhook_get_events (hook) & CULM_WEBHOOK_EVENT_BIT (i)) != 0;
  return count == CULM_EVENT_N_KINDS ? g_strdup (_ ("All events"))
                                     : g_strdup_printf (ngettext ("%u event", "%u events", count), count);
}

char *
culm_text_webhook (CulmWebhook *hook, gint64 now)
{
  g_autofree char *last = describe_last (hook, now);
  GString *text = g_string_new (last);
  guint waiting = culm_webhook_get_waiting (hook), lost = culm_webhook_get_lost (hook);

  if (waiting > 0) {
    g_string_append (text, " · ");
    g_string_append_printf (text, ngettext ("%u event waits", "%u events wait", waiting), waiting);
  }
  if (waiting > 0 && culm_webhook_get_next_at (hook) > now) {
    g_autofree char *next = culm_text_clock (culm_webhook_get_next_at (hook), now);

    g_string_append_printf (text, _ (", next try %s"), next);
  }
  if (lost > 0) {
    g_string_append (text, " · ");
    g_string_append_printf (text, ngettext ("%u event was lost", "%u events were lost", lost), lost);
  }
  return g_string_free (text, FALSE);
}

char *
culm_text_webhook_error (const GError *error)
{
  guint status = culm_error_get_http_status (error);

  if (g_error_matches (error, CULM_ERROR, CULM_ERROR_CANCELLED))
    return NULL;
  if (status != 0)
    return g_strdup_printf (_ ("The address %s (%u)."), get_status_words (status), status);
  if (g_strcmp0 (culm_error_get_err (error), "ERR_INVALID_URL") == 0)
    return g_strdup (_ ("That is no address. It begins with https://."));
  switch (error->domain == CULM_ERROR ? error->code : -1) {
  case CULM_ERROR_USAGE: return g_strdup (_ ("Type a secret, or have one made."));
  case CULM_ERROR_REFUSED: return g_strdup (_ ("Plain http is for your own network alone. Use https."));
  case CULM_ERROR_OFFLINE: return g_strdup (_ ("The address cannot be reached. Check it, and the network."));
  case CULM_ERROR_UNTRUSTED: return g_strdup (_ ("The address cannot prove who it is. Check its certificate."));
  case CULM_ERROR_TIMED_OUT: return g_strdup (_ ("The address did not answer in time. Try again."));
  default: return culm_text_error (error);
  }
}
