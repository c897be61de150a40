/* culm-ctl-limits.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ctl-limits.h"
#include "culm-ctl-terminal.h"
#include <glib/gi18n-lib.h>

/* What is less than this far away is told with its seconds. */
#define NEAR_SECONDS 600

static char *
format_clock (gint64 unix_seconds)
{
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_local (unix_seconds);
  gint64 left = unix_seconds - g_get_real_time () / G_USEC_PER_SEC;

  return when != NULL ? g_date_time_format (when, left < NEAR_SECONDS ? "%H:%M:%S" : "%H:%M") : g_strdup ("—");
}

/* The limit as one names it. */
static const char *
get_name (CulmLimit limit)
{
  switch (limit) {
  case CULM_LIMIT_REQUESTS: return _ ("1000 requests an hour");
  case CULM_LIMIT_DEVICE: return _ ("10 questions a minute for one printer");
  case CULM_LIMIT_UPLOADS: return _ ("10 uploads an hour");
  case CULM_LIMIT_MESSAGES: return _ ("100 messages a minute");
  case CULM_LIMIT_PAUSE:
  default: return _ ("the service asks for a pause");
  }
}

char *
culm_ctl_describe_limit (const GError *error)
{
  guint seconds = culm_error_get_retry_after (error);
  g_autofree char *when = format_clock (g_get_real_time () / G_USEC_PER_SEC + seconds);
  CulmLimit limit = CULM_LIMIT_PAUSE;

  if (!culm_limit_of_error (error, &limit))
    return seconds == 0 ? g_strdup (_ ("That was too often. Try again later."))
                        : g_strdup_printf (_ ("The service asks for a pause. Try again at %s, or use --wait."), when);
  switch (limit) {
  case CULM_LIMIT_UPLOADS:
    return g_strdup_printf (_ ("The 10 uploads of an hour are used up. Try again at %s, or use --wait or --now."),
                            when);
  case CULM_LIMIT_REQUESTS:
    return g_strdup_printf (_ ("The 1000 requests of an hour are used up. Try again at %s, or use --wait."), when);
  case CULM_LIMIT_DEVICE:
    return g_strdup_printf (_ ("This printer was asked for 10 times in a minute. Try again at %s, or use --wait."),
                            when);
  case CULM_LIMIT_MESSAGES:
    return g_strdup_printf (_ ("The 100 messages of a minute are used up. Try again at %s, or use --wait."), when);
  case CULM_LIMIT_PAUSE:
  default: return g_strdup_printf (_ ("The service asks for a pause. Try again at %s, or use --wait."), when);
  }
}

static void
say_wait (CulmLimit limit, gint64 until)
{
  g_autofree char *when = format_clock (until);

  if (until > 0) /* TRANSLATORS: the second is a limit, such as “10 uploads an hour”. */
    culm_ctl_say (_ ("Waiting until %s: %s."), when, get_name (limit));
}

static void
on_account_waits (CulmAccount *account)
{
  say_wait (culm_account_get_limit (account), culm_account_get_resumes (account));
}

static void
on_transfer_waits (CulmTransfer *transfer)
{
  say_wait (culm_transfer_get_limit (transfer), culm_transfer_get_resumes (transfer));
}

void
culm_ctl_prepare_limits (CulmCtl *self)
{
  GListModel *accounts = culm_engine_get_accounts (self->engine);

  culm_limits_set_patient (culm_engine_get_limits (self->engine), self->wait);
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (CulmAccount) account = g_list_model_get_item (accounts, i);

    g_signal_connect (account, "notify::resumes", G_CALLBACK (on_account_waits), NULL);
  }
}

void
culm_ctl_follow_transfer (CulmTransfer *transfer)
{
  g_signal_connect (transfer, "notify::resumes", G_CALLBACK (on_transfer_waits), NULL);
}

static gboolean
is_never (gpointer data G_GNUC_UNUSED)
{
  return FALSE;
}

gboolean
culm_ctl_wait_for_limit (CulmCtl *self, const GError *failure)
{
  guint seconds = culm_error_get_retry_after (failure);
  CulmLimit limit;

  if (!self->wait || !culm_limit_of_error (failure, &limit))
    return FALSE;
  say_wait (limit, g_get_real_time () / G_USEC_PER_SEC + seconds);
  culm_ctl_wait_until (self, is_never, NULL, MAX (seconds, 1));
  return culm_ctl_check_interrupt (self, NULL);
}
