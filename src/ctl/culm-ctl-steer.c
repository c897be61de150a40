/* culm-ctl-steer.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-command.h"
#include "culm-ctl-terminal.h"
#include "culm-ctl-text.h"
#include "culm-ctl.h"
#include "culm-error.h"
#include <glib/gi18n-lib.h>
#include <math.h>

static const char *
get_result_name (const GError *error)
{
  if (error == NULL)
    return "confirmed";
  return g_error_matches (error, CULM_ERROR, CULM_ERROR_NOT_CONFIRMED) ? "timeout" : "refused";
}

/* Scripts read one document whatever the end: the result, and beside it the error when there is one. */
static void
print_result (CulmPrinter *printer, CulmCommand *command, double after, const GError *error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *value = culm_command_dup_value (command);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "serial");
  json_builder_add_string_value (builder, culm_printer_get_serial (printer));
  json_builder_set_member_name (builder, "key");
  json_builder_add_string_value (builder, culm_command_get_key (command));
  json_builder_set_member_name (builder, "value");
  if (value == NULL)
    json_builder_add_null_value (builder);
  else if (culm_command_is_numeric (command))
    json_builder_add_int_value (builder, (gint64) culm_command_get_number (command));
  else
    json_builder_add_string_value (builder, value);
  json_builder_set_member_name (builder, "result");
  json_builder_add_string_value (builder, get_result_name (error));
  json_builder_set_member_name (builder, "after");
  json_builder_add_double_value (builder, round (after * 1000) / 1000);
  if (error != NULL) {
    json_builder_set_member_name (builder, "error");
    json_builder_add_value (builder, culm_ctl_error_to_json (error));
  }
  json_builder_end_object (builder);
  culm_ctl_print_json (json_builder_get_root (builder));
}

static int
end_command (CulmCtl *self, CulmPrinter *printer, CulmCommand *command, double after, const GError *failure)
{
  g_autofree char *sentence = NULL;

  if (self->json)
    print_result (printer, command, after, failure);
  if (failure != NULL) {
    sentence = culm_ctl_describe_error (failure);
    g_printerr ("culmctl: %s\n", sentence);
    return (int) culm_ctl_get_exit (failure);
  }
  if (!self->json) {
    sentence = culm_ctl_describe_confirmed (printer, command);
    g_print ("%s\n", sentence);
  }
  return CULM_EXIT_DONE;
}

static int
send_command (CulmCtl *self, const char *words, CulmCommand *command, GError **error)
{
  g_autoptr (GListStore) one = g_list_store_new (CULM_TYPE_PRINTER);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) failure = NULL;
  GAsyncResult *slot = NULL;
  CulmPrinter *printer;
  gint64 begin;

  if (!culm_ctl_connect (self, error))
    return -1;
  printer = culm_ctl_find_printer (self, words, error);
  if (printer == NULL)
    return -1;
  g_list_store_append (one, printer);
  culm_ctl_wait_for_reports (self, G_LIST_MODEL (one));
  if (g_cancellable_set_error_if_cancelled (self->interrupt, error))
    return -1;
  begin = g_get_monotonic_time ();
  culm_printer_send_async (printer, command, self->interrupt, culm_ctl_ready_cb, &slot);
  result = culm_ctl_wait (self, &slot, error);
  if (result == NULL)
    return -1;
  culm_printer_send_finish (printer, result, &failure);
  return end_command (self, printer, command, (g_get_monotonic_time () - begin) / 1e6, failure);
}

static int
run_plain (CulmCtl *self, int argc, char *argv[], GError **error)
{
  g_autoptr (CulmCommand) command = NULL;

  if (!culm_ctl_check_words (argc, argv, 1, 1, error))
    return -1;
  command = culm_command_parse (argv[0], NULL, error);
  return command != NULL ? send_command (self, argv[1], command, error) : -1;
}

static int
run_stop (CulmCtl *self, int argc, char *argv[], GError **error)
{
  g_autofree char *question = NULL;

  if (!culm_ctl_check_words (argc, argv, 1, 1, error))
    return -1;
  question = g_strdup_printf (_ ("Stop the print on “%s”? It cannot be continued. [y/N]"), argv[1]);
  if (!self->yes && !culm_ctl_confirm (question, self->interrupt, error))
    return -1;
  return run_plain (self, argc, argv, error);
}

static int
run_set (CulmCtl *self, int argc, char *argv[], GError **error)
{
  static const char *const keys[] = { "nozzle",   "nozzle-left", "bed",     "chamber", "fan",   "aux-fan",
                                      "aux2-fan", "chamber-fan", "airduct", "speed",   "light", NULL };
  g_autoptr (CulmCommand) command = NULL;

  if (!culm_ctl_check_words (argc, argv, 3, 3, error))
    return -1;
  if (!g_strv_contains (keys, argv[2])) {
    g_autofree char *list = g_strjoinv (", ", (char **) keys);

    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, "“%s” cannot be set; these can: %s", argv[2],
                    list);
    return -1;
  }
  command = culm_command_parse (argv[2], argv[3], error);
  return command != NULL ? send_command (self, argv[1], command, error) : -1;
}

const CulmCtlCommand culm_ctl_steer_commands[] = {
  { "pause", "PRINTER", N_ ("Pause the print"), run_plain },
  { "resume", "PRINTER", N_ ("Resume the print"), run_plain },
  { "stop", "PRINTER [--yes]", N_ ("Stop the print for good"), run_stop },
  { "set", "PRINTER KEY VALUE", N_ ("Set a temperature, a fan, the speed or the light"), run_set },
  { NULL, NULL, NULL, NULL },
};
