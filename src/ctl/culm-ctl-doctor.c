/* culm-ctl-doctor.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ctl-terminal.h"
#include "culm-ctl.h"
#include "culm-engine-doctor.h"
#include "culm-engine-lan.h"
#include <glib/gi18n-lib.h>
#include <string.h>

static JsonNode *
make_document (GListModel *steps)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (steps); i++) {
    g_autoptr (CulmDoctorStep) step = g_list_model_get_item (steps, i);
    g_autofree char *detail = culm_doctor_step_dup_detail (step);
    g_autofree char *advice = culm_doctor_step_dup_advice (step);

    json_builder_begin_object (builder);
    culm_ctl_add_text (builder, "step", culm_doctor_step_get_id (step));
    culm_ctl_add_text (builder, "state", culm_doctor_state_get_id (culm_doctor_step_get_state (step)));
    culm_ctl_add_text (builder, "detail", detail);
    culm_ctl_add_text (builder, "advice", advice);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  return json_builder_get_root (builder);
}

/* The way to the printer counts first, then its code, then the rest; a printer's clock hinders nothing. */
static CulmExit
judge (GListModel *steps)
{
  CulmExit exit = CULM_EXIT_DONE;

  for (guint i = 0; i < g_list_model_get_n_items (steps); i++) {
    g_autoptr (CulmDoctorStep) step = g_list_model_get_item (steps, i);
    CulmDoctorCheck check = culm_doctor_step_get_check (step);
    CulmDoctorReason reason = culm_doctor_step_get_reason (step);

    if (culm_doctor_step_get_state (step) != CULM_DOCTOR_FAILED || reason == CULM_DOCTOR_CLOCK_OFF)
      continue;
    if (check == CULM_DOCTOR_NAME || (check == CULM_DOCTOR_MQTT && reason != CULM_DOCTOR_NO_TLS))
      return CULM_EXIT_OFFLINE;
    if (check == CULM_DOCTOR_CODE && reason == CULM_DOCTOR_WRONG_CODE)
      return CULM_EXIT_NOT_SIGNED_IN;
    exit = CULM_EXIT_REFUSED;
  }
  return exit;
}

/* A printer that was added, by its own words or by its address. NULL: words is a host. */
static const char *
find_serial (CulmCtl *self, const char *words, GError **error)
{
  GListModel *added = culm_engine_get_lan_printers (self->engine);
  g_autoptr (GError) failure = NULL;
  CulmPrinter *printer = culm_ctl_find_printer (self, words, &failure);
  const char *serial = NULL;
  guint n = 0;

  if (g_error_matches (failure, CULM_ERROR, CULM_ERROR_AMBIGUOUS)) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  if (printer != NULL && culm_engine_find_lan_printer (self->engine, culm_printer_get_serial (printer)) == NULL) {
    culm_error_set (error, CULM_ERROR_ORIGIN_LAN, CULM_ERROR_UNSUPPORTED,
                    _ ("“%s” was not added on the local network. Add it: culmctl add ADDRESS"),
                    culm_printer_get_name (printer));
    return NULL;
  }
  if (printer != NULL)
    return culm_printer_get_serial (printer);
  for (guint i = 0; i < g_list_model_get_n_items (added); i++) {
    g_autoptr (CulmLanPrinter) lan = g_list_model_get_item (added, i);

    if (!g_str_equal (culm_lan_printer_get_host (lan), words))
      continue;
    serial = culm_lan_printer_get_serial (lan); /* the list keeps it alive */
    n++;
  }
  return n == 1 ? serial : NULL;
}

/* A word without a dot is a mistyped printer rather than a host that nobody knows. */
static gboolean
check_host (const char *words, GListModel *steps, GError **error)
{
  g_autoptr (CulmDoctorStep) name = g_list_model_get_item (steps, CULM_DOCTOR_NAME);

  if (strpbrk (words, ".:") != NULL || culm_doctor_step_get_state (name) != CULM_DOCTOR_FAILED)
    return TRUE;
  culm_error_set (error, CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_NOT_FOUND,
                  _ ("There is no printer and no address “%s”. See culmctl list."), words);
  return FALSE;
}

/* An address of IPv6 may stand in brackets, as where a port follows. Returns: (transfer full) */
static char *
strip_brackets (const char *words)
{
  gsize length = strlen (words);

  return g_str_has_prefix (words, "[") && g_str_has_suffix (words, "]") ? g_strndup (words + 1, length - 2)
                                                                        : g_strdup (words);
}

static int
run_doctor (CulmCtl *self, int argc, char *argv[], GError **error)
{
  CulmLanPorts ports = CULM_LAN_PORTS_INIT;
  const char *port_words = "", *serial;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GListModel) steps = NULL;
  GAsyncResult *slot = NULL;
  GError *failure = NULL;
  g_autofree char *words = NULL;

  if (!culm_ctl_take_option (&argc, argv, "--ports", &port_words, error) ||
      !culm_ctl_check_words (&argc, argv, 1, 1, error) || !culm_lan_ports_parse (&ports, port_words, error) ||
      !culm_ctl_start (self, error))
    return -1;
  words = strip_brackets (argv[1]);
  serial = *port_words == '\0' ? find_serial (self, words, &failure) : NULL;
  if (failure != NULL) {
    g_propagate_error (error, failure);
    return -1;
  }
  steps = culm_engine_examine_async (self->engine, serial, words, &ports, self->interrupt, culm_ctl_ready_cb, &slot);
  result = culm_ctl_wait (self, &slot, error);
  if (result == NULL || !culm_engine_examine_finish (self->engine, result, error) ||
      (serial == NULL && !check_host (words, steps, error)))
    return -1;
  if (self->json) {
    culm_ctl_print_json (make_document (steps));
  } else {
    g_autofree char *masked = serial != NULL ? culm_doctor_mask_serial (serial) : NULL;
    g_autofree char *report = culm_doctor_make_report (masked != NULL ? masked : words, steps);

    g_strchomp (report);
    culm_ctl_print ("%s", report);
  }
  return (int) judge (steps);
}

const CulmCtlCommand culm_ctl_doctor_commands[] = {
  { "doctor", "PRINTER|HOST [--ports mqtt=8883,ftps=990,camera=6000,rtsps=322,tunnel=6000,detect=3000]",
    N_ ("Find out which step on the way to a printer fails, and what to do"),
    N_ ("Looks at name, ports, certificate, access code, reports, mode, firmware and clock. What it prints holds no\n"
        "secret, so it can be shown to others. The code is tried only at a printer that was added, and only when its\n"
        "certificate is the accepted one. Exit: 0 all is well, 3 wrong access code, 5 not reachable, 1 anything else."),
    run_doctor },
  { NULL, NULL, NULL, NULL, NULL },
};
