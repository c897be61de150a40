/* culm-ctl-printers.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ctl-terminal.h"
#include "culm-ctl-text.h"
#include "culm-ctl.h"
#include "culm-diagnostics.h"
#include "culm-printer-json.h"
#include <glib/gi18n-lib.h>

#define VERSIONS_SECONDS 2.0

/* What is shown may be old, or nothing: not the fault of the printers. */
static void
warn (CulmCtl *self)
{
  g_autofree char *sentence = culm_ctl_describe_link (culm_engine_get_accounts (self->engine));

  if (sentence != NULL)
    culm_ctl_say ("culmctl: %s", sentence);
}

/* A printer has one broker of its own at the most: each says for itself why it knows nothing. */
static void
warn_of_brokers (CulmCtl *self, GListModel *printers)
{
  for (guint i = 0; i < g_list_model_get_n_items (printers); i++) {
    g_autoptr (CulmPrinter) printer = g_list_model_get_item (printers, i);
    g_autoptr (GError) error = NULL;
    g_autofree char *sentence = NULL;

    if (culm_ctl_check_broker (self, printer, &error))
      continue;
    sentence = culm_ctl_describe_error (error);
    culm_ctl_say ("culmctl: %s: %s", culm_printer_get_name (printer), sentence);
  }
}

static int
run_list (CulmCtl *self, int argc, char *argv[], GError **error)
{
  g_autoptr (JsonArray) array = json_array_new ();
  GListModel *printers;

  if (!culm_ctl_check_words (&argc, argv, 0, 0, error) || !culm_ctl_connect (self, error))
    return -1;
  printers = culm_engine_get_printers (self->engine);
  if (!culm_ctl_wait_for_reports (self, printers, error))
    return -1;
  warn (self);
  warn_of_brokers (self, printers);
  for (guint i = 0; i < g_list_model_get_n_items (printers); i++) {
    g_autoptr (CulmPrinter) printer = g_list_model_get_item (printers, i);

    if (self->json) {
      json_array_add_element (array, culm_printer_to_json (printer, g_get_monotonic_time ()));
    } else {
      g_autofree char *line = culm_ctl_describe_printer (printer);

      culm_ctl_print ("%s", line);
    }
  }
  if (self->json)
    culm_ctl_print_json (json_node_init_array (json_node_alloc (), array));
  else if (g_list_model_get_n_items (printers) == 0)
    culm_ctl_say ("%s", _ ("This account has no printers. Add one in the vendor’s app."));
  return CULM_EXIT_DONE;
}

/* A broker that cannot be reached shows what was last known; one that does not take us is for the person to mend. */
static gboolean
check_credentials (CulmCtl *self, CulmPrinter *printer, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *sentence = NULL;

  if (culm_ctl_check_broker (self, printer, &failure))
    return TRUE;
  if (!g_error_matches (failure, CULM_ERROR, CULM_ERROR_OFFLINE)) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  sentence = culm_ctl_describe_error (failure);
  culm_ctl_say ("culmctl: %s", sentence);
  return TRUE;
}

static gboolean
has_versions (gpointer printer)
{
  return culm_printer_get_firmware (printer) != NULL || !culm_printer_get_online (printer);
}

/* Whatever it said, and be it nothing. Versions come by a message of their own. */
static int
print_raw (CulmCtl *self, CulmPrinter *printer, GError **error)
{
  g_autoptr (CulmDiagnostics) facts = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  culm_ctl_wait_until (self, has_versions, printer, VERSIONS_SECONDS);
  culm_diagnostics_load_async (printer, self->interrupt, culm_ctl_ready_cb, &slot);
  result = culm_ctl_wait (self, &slot, error);
  facts = result != NULL ? culm_diagnostics_load_finish (printer, result, error) : NULL;
  if (facts == NULL)
    return -1;
  if (self->json)
    culm_ctl_print_json (json_from_string (facts->report != NULL ? facts->report : "{}", NULL));
  else
    culm_ctl_print ("%s", facts->report != NULL ? facts->report : "{}");
  return CULM_EXIT_DONE;
}

static int
run_status (CulmCtl *self, int argc, char *argv[], GError **error)
{
  gboolean raw = culm_ctl_take_flag (&argc, argv, "--raw");
  CulmPrinter *printer;

  if (!culm_ctl_check_words (&argc, argv, 1, 1, error))
    return -1;
  printer = culm_ctl_reach_printer (self, argv[1], error);
  if (printer == NULL || !check_credentials (self, printer, error))
    return -1;
  if (culm_engine_find_broker (self->engine, culm_printer_get_serial (printer)) == NULL)
    warn (self);
  if (raw)
    return print_raw (self, printer, error);
  if (self->json) {
    culm_ctl_print_json (culm_printer_to_json (printer, g_get_monotonic_time ()));
  } else {
    g_autofree char *page = culm_ctl_describe_status (printer);

    culm_ctl_print ("%s", page);
  }
  return CULM_EXIT_DONE;
}

const CulmCtlCommand culm_ctl_printer_commands[] = {
  { "list", "", N_ ("List the printers, those that need you first"), NULL, run_list },
  { "status", "PRINTER [--raw]", N_ ("Show all that a printer says"),
    N_ ("--raw shows its own messages, put together, without what is nobody’s business."), run_status },
  { NULL, NULL, NULL, NULL, NULL },
};
