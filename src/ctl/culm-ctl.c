/* culm-ctl.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ctl.h"
#include "culm-ctl-limits.h"
#include "culm-ctl-terminal.h"
#include "culm-ctl-text.h"
#include "culm-engine-lan.h"
#include <glib/gi18n-lib.h>
#include <math.h>

#define FIRST_REPORT_SECONDS 5.0

void
culm_ctl_ready_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer slot)
{
  *(GAsyncResult **) slot = g_object_ref (result);
}

static gboolean
on_time_over (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_REMOVE;
}

static void
on_interrupted (GCancellable *interrupt G_GNUC_UNUSED, gpointer context)
{
  g_main_context_wakeup (context);
}

gboolean
culm_ctl_wait_until (CulmCtl *self, gboolean (*done) (gpointer), gpointer user_data, double seconds)
{
  g_autoptr (GSource) timer = NULL;
  gboolean over = FALSE;
  gulong handler = g_cancellable_connect (self->interrupt, G_CALLBACK (on_interrupted), self->context, NULL);

  if (seconds > 0) {
    timer = g_timeout_source_new ((guint) ceil (seconds * 1000));
    g_source_set_callback (timer, on_time_over, &over, NULL);
    g_source_attach (timer, self->context);
  }
  while (!done (user_data) && !over && !g_cancellable_is_cancelled (self->interrupt))
    g_main_context_iteration (self->context, TRUE);
  if (timer != NULL)
    g_source_destroy (timer);
  g_cancellable_disconnect (self->interrupt, handler);
  return done (user_data);
}

static void
stop_engine (CulmCtl *self)
{
  if (self->engine != NULL)
    culm_engine_stop (self->engine);
}

GAsyncResult *
culm_ctl_wait (CulmCtl *self, GAsyncResult **result, GError **error)
{
  /* The call is waited for to its own end, so that nothing writes to a slot that is gone. An engine that stops ends
   * what does not listen to the interrupt. */
  while (*result == NULL) {
    if (g_cancellable_is_cancelled (self->interrupt))
      stop_engine (self);
    g_main_context_iteration (self->context, TRUE);
  }
  if (!culm_ctl_check_interrupt (self, error)) {
    g_clear_object (result);
    return NULL;
  }
  return g_steal_pointer (result);
}

gboolean
culm_ctl_check_interrupt (CulmCtl *self, GError **error)
{
  if (!g_cancellable_is_cancelled (self->interrupt))
    return TRUE;
  culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_CANCELLED, "Interrupted");
  if (error != NULL)
    culm_error_set_err (*error, "ERR_CANCELED");
  return FALSE;
}

gboolean
culm_ctl_start (CulmCtl *self, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  self->engine = culm_engine_new (self->profile);
  if (self->account != NULL)
    culm_engine_choose_account (self->engine, self->account);
  culm_ctl_prepare_limits (self);
  culm_engine_start_async (self->engine, self->interrupt, culm_ctl_ready_cb, &slot);
  result = culm_ctl_wait (self, &slot, error);
  if (result == NULL || !culm_engine_start_finish (self->engine, result, error))
    return FALSE;
  culm_ctl_prepare_limits (self);
  return TRUE;
}

gboolean
culm_ctl_check_accounts (GListModel *accounts, const char *words, GError **error)
{
  guint n_accounts = g_list_model_get_n_items (accounts);
  g_autoptr (GString) names = g_string_new (NULL);

  if (n_accounts == 0) {
    culm_error_set (error, CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_UNAUTHORISED, "Nobody is signed in");
    return FALSE;
  }
  if (n_accounts == 1 || words == NULL)
    return TRUE;
  for (guint i = 0; i < n_accounts; i++) {
    g_autoptr (CulmAccount) account = g_list_model_get_item (accounts, i);

    g_string_append_printf (names, "%s%s@%s", i > 0 ? ", " : "", culm_account_get_uid (account),
                            culm_account_get_region (account));
  }
  culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_AMBIGUOUS,
                  _ ("“%s” fits several accounts. Name one of: %s"), words, names->str);
  return FALSE;
}

/* Printers that need no account: by a broker of their own, or on the local network. */
static guint
count_own (CulmCtl *self)
{
  return g_list_model_get_n_items (culm_engine_get_brokers (self->engine)) +
         g_list_model_get_n_items (culm_engine_get_lan_printers (self->engine));
}

static gboolean
refresh (CulmCtl *self, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_engine_refresh_async (self->engine, self->interrupt, culm_ctl_ready_cb, &slot);
  result = culm_ctl_wait (self, &slot, error);
  return result != NULL && culm_engine_refresh_finish (self->engine, result, error);
}

/* `for_one`: nobody is asked before it is known which printer is meant, and the list may come after the connection. */
static gboolean
connect_printers (CulmCtl *self, gboolean for_one, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *sentence = NULL;

  if (!culm_ctl_start (self, error))
    return FALSE;
  if (for_one)
    culm_engine_set_focus (self->engine, NULL);
  if ((count_own (self) == 0 || self->account != NULL) &&
      !culm_ctl_check_accounts (culm_engine_get_accounts (self->engine), self->account, error))
    return FALSE;
  if (refresh (self, &failure))
    return TRUE;
  if (count_own (self) == 0 || !culm_ctl_check_interrupt (self, NULL)) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  sentence = culm_ctl_describe_error (failure);
  culm_ctl_say ("culmctl: %s", sentence);
  return TRUE;
}

gboolean
culm_ctl_connect (CulmCtl *self, GError **error)
{
  return connect_printers (self, FALSE, error);
}

/* Case aside, and however the accents are put together. Returns: (transfer full). */
static char *
fold (const char *text)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_DEFAULT_COMPOSE);

  return g_utf8_casefold (composed != NULL ? composed : "", -1);
}

static gboolean
names_printer (CulmPrinter *printer, const char *wanted)
{
  g_autofree char *name = fold (culm_printer_get_name (printer));

  return g_str_equal (wanted, name);
}

CulmPrinter *
culm_ctl_find_printer (CulmCtl *self, const char *words, GError **error)
{
  GListModel *printers = culm_engine_get_printers (self->engine);
  g_autoptr (GPtrArray) named = g_ptr_array_new ();
  g_autoptr (GPtrArray) begun = g_ptr_array_new ();
  g_autoptr (GString) serials = g_string_new (NULL);
  g_autofree char *wanted = fold (words);
  GPtrArray *found;

  for (guint i = 0; i < g_list_model_get_n_items (printers); i++) {
    g_autoptr (CulmPrinter) printer = g_list_model_get_item (printers, i);
    const char *serial = culm_printer_get_serial (printer);

    if (g_str_equal (serial, words))
      return printer; /* the list keeps it alive */
    if (names_printer (printer, wanted))
      g_ptr_array_add (named, printer);
    if (*words != '\0' && g_ascii_strncasecmp (serial, words, strlen (words)) == 0)
      g_ptr_array_add (begun, printer);
  }
  found = named->len > 0 ? named : begun;
  if (found->len == 1)
    return g_ptr_array_index (found, 0);
  if (found->len == 0) {
    culm_error_set (error, CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_NOT_FOUND,
                    _ ("There is no printer “%s”. See culmctl list."), words);
    return NULL;
  }
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (serials, "%s%s", i > 0 ? ", " : "", culm_printer_get_serial (g_ptr_array_index (found, i)));
  culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_AMBIGUOUS,
                  _ ("“%s” fits several printers. Give the serial of one: %s"), words, serials->str);
  return NULL;
}

gboolean
culm_ctl_check_tokens (CulmCtl *self, GError **error)
{
  GListModel *accounts = culm_engine_get_accounts (self->engine);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (CulmAccount) account = g_list_model_get_item (accounts, i);
    GError *dead;

    if (culm_account_get_state (account) != CULM_ACCOUNT_EXPIRED)
      continue;
    dead = culm_error_new (CULM_ERROR_ORIGIN_CLOUD, CULM_ERROR_UNAUTHORISED, "The token is not accepted any more");
    culm_error_set_http_status (dead, 401);
    g_propagate_error (error, dead);
    return FALSE;
  }
  return TRUE;
}

/* Who waits, and for whom. */
typedef struct {
  CulmCtl *ctl;
  GListModel *printers;
} Waiting;

static gboolean
have_reports (gpointer user_data)
{
  const Waiting *waiting = user_data;
  GListModel *printers = waiting->printers;
  guint n_accounts = g_list_model_get_n_items (culm_engine_get_accounts (waiting->ctl->engine));

  /* With one account, and there is one as a rule, nothing more will come. */
  if (n_accounts == 1 && count_own (waiting->ctl) == 0 && !culm_ctl_check_tokens (waiting->ctl, NULL))
    return TRUE;
  for (guint i = 0; i < g_list_model_get_n_items (printers); i++) {
    g_autoptr (CulmPrinter) printer = g_list_model_get_item (printers, i);

    if (culm_printer_get_online (printer) && (culm_printer_get_stale (printer) || !culm_printer_get_complete (printer)))
      return FALSE;
  }
  return TRUE;
}

gboolean
culm_ctl_wait_for_reports (CulmCtl *self, GListModel *printers, GError **error)
{
  Waiting waiting = { self, printers };

  culm_ctl_wait_until (self, have_reports, &waiting, FIRST_REPORT_SECONDS);
  return culm_ctl_check_interrupt (self, error);
}

CulmPrinter *
culm_ctl_reach_printer (CulmCtl *self, const char *words, GError **error)
{
  CulmPrinter *printer;

  if (!connect_printers (self, TRUE, error))
    return NULL;
  printer = culm_ctl_find_printer (self, words, error);
  return printer != NULL && culm_ctl_wait_for_report (self, printer, error) ? printer : NULL;
}

gboolean
culm_ctl_wait_for_report (CulmCtl *self, CulmPrinter *printer, GError **error)
{
  g_autoptr (GListStore) one = g_list_store_new (CULM_TYPE_PRINTER);

  culm_engine_set_focus (self->engine, printer);
  g_list_store_append (one, printer);
  return culm_ctl_wait_for_reports (self, G_LIST_MODEL (one), error);
}

void
culm_ctl_add_text (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}
