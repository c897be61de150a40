/* culm-ctl-steer.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ctl-steer.h"
#include "culm-ctl-limits.h"
#include "culm-ctl-terminal.h"
#include "culm-ctl-text.h"
#include <glib/gi18n-lib.h>
#include <math.h>

#define FIRMWARE_SECONDS 2.0

static const char *
get_result_name (const GError *error)
{
  if (error == NULL)
    return "confirmed";
  return culm_ctl_get_code (error) == CULM_ERROR_NOT_CONFIRMED ? "timeout" : "refused";
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
  json_builder_add_string_value (builder, culm_command_get_name (command));
  json_builder_set_member_name (builder, "value");
  if (value == NULL)
    json_builder_add_null_value (builder);
  else if (culm_command_is_numeric (command))
    json_builder_add_double_value (builder, culm_command_get_number (command));
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
    culm_ctl_say ("culmctl: %s", sentence);
    return (int) culm_ctl_get_exit (failure);
  }
  if (!self->json) {
    sentence = culm_ctl_describe_confirmed (printer, command);
    culm_ctl_print ("%s", sentence);
  }
  return CULM_EXIT_DONE;
}

static gboolean
knows_firmware (gpointer printer)
{
  return culm_printer_get_firmware (printer) != NULL || !culm_printer_get_online (printer);
}

/* Some commands came with a firmware, and its version comes apart from the report. */
static void
wait_for_firmware (CulmCtl *self, CulmPrinter *printer, CulmCommand *command)
{
  switch ((int) culm_command_get_kind (command)) {
  case CULM_COMMAND_AMS_LOAD:
  case CULM_COMMAND_AMS_UNLOAD:
  case CULM_COMMAND_AMS_TAG:
  case CULM_COMMAND_AMS_DRY: culm_ctl_wait_until (self, knows_firmware, printer, FIRMWARE_SECONDS); break;
  default: break;
  }
}

/* Why nothing is known of a printer that the service calls online. Returns: (transfer full) (nullable). */
static GError *
make_silence (CulmCtl *self, CulmPrinter *printer)
{
  g_autofree char *sentence = NULL;
  GError *error = NULL;

  if (!culm_ctl_check_broker (self, printer, &error))
    return error;
  if (!culm_printer_get_online (printer) || (culm_printer_get_complete (printer) && !culm_printer_get_stale (printer)))
    return NULL;
  if (!culm_ctl_check_tokens (self, &error))
    return error;
  sentence = culm_ctl_describe_link (culm_engine_get_accounts (self->engine));
  if (sentence != NULL)
    return culm_error_new (CULM_ERROR_ORIGIN_MQTT, CULM_ERROR_OFFLINE, "%s", sentence);
  return culm_error_new (CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_OFFLINE, "The printer sent no report");
}

/* Sends it once; with --wait again, where a limit let nothing of it go. FALSE with CANCELLED; else see `failure`. */
static gboolean
try_command (CulmCtl *self, CulmPrinter *printer, CulmCommand *command, GError **failure, GError **error)
{
  do {
    g_autoptr (GAsyncResult) result = NULL;
    GAsyncResult *slot = NULL;

    g_clear_error (failure);
    culm_printer_send_async (printer, command, self->interrupt, culm_ctl_ready_cb, &slot);
    result = culm_ctl_wait (self, &slot, error);
    if (result == NULL)
      return FALSE;
    culm_printer_send_finish (printer, result, failure);
  } while (culm_ctl_wait_for_limit (self, *failure));
  return culm_ctl_check_interrupt (self, error);
}

static int
send_command (CulmCtl *self, CulmPrinter *printer, CulmCommand *command, GError **error)
{
  g_autoptr (GError) failure = make_silence (self, printer);
  gint64 begin = g_get_monotonic_time ();

  if (failure != NULL)
    return end_command (self, printer, command, 0, failure);
  if (!try_command (self, printer, command, &failure, error))
    return -1;
  failure = culm_ctl_word_refusal (printer, command, failure);
  return end_command (self, printer, command, (g_get_monotonic_time () - begin) / 1e6, failure);
}

/* Asks on a terminal; nobody is asked about what cannot be done: sending it says why. */
static gboolean
confirm (CulmCtl *self, CulmPrinter *printer, CulmCommand *command, CulmCtlQuestion make_question, GError **error)
{
  g_autofree char *question = NULL;

  if (self->yes || make_question == NULL || culm_printer_get_obstacle (printer, command) != CULM_OBSTACLE_NONE)
    return TRUE;
  question = make_question (printer);
  return culm_ctl_confirm (question, self->interrupt, error);
}

int
culm_ctl_steer (CulmCtl *self, const char *words, CulmCommand *command, CulmCtlQuestion make_question, GError **error)
{
  CulmPrinter *printer = culm_ctl_reach_printer (self, words, error);

  if (printer != NULL)
    wait_for_firmware (self, printer, command);
  if (printer == NULL || !confirm (self, printer, command, make_question, error))
    return -1;
  return send_command (self, printer, command, error);
}

int
culm_ctl_steer_by_words (CulmCtl *self, const char *key, char *argv[], GError **error)
{
  g_autofree char *value = g_strjoinv (" ", argv + 2);
  g_autoptr (CulmCommand) command = culm_command_parse (key, value, error);

  return command != NULL ? culm_ctl_steer (self, argv[1], command, NULL, error) : -1;
}

static int
run_plain (CulmCtl *self, int argc, char *argv[], GError **error)
{
  return culm_ctl_check_words (&argc, argv, 1, 1, error) ? culm_ctl_steer_by_words (self, argv[0], argv, error) : -1;
}

static char *
make_stop_question (CulmPrinter *printer)
{
  CulmJob *job = culm_printer_get_job (printer);
  const char *title = job != NULL ? culm_job_get_title (job) : NULL;

  return title != NULL ? g_strdup_printf (_ ("Stop “%s” on “%s”? The print cannot be continued. [y/N]"), title,
                                          culm_printer_get_name (printer))
                       : g_strdup_printf (_ ("Stop the print on “%s”? It cannot be continued. [y/N]"),
                                          culm_printer_get_name (printer));
}

static int
run_stop (CulmCtl *self, int argc, char *argv[], GError **error)
{
  g_autoptr (CulmCommand) command = culm_command_new_stop ();

  return culm_ctl_check_words (&argc, argv, 1, 1, error)
             ? culm_ctl_steer (self, argv[1], command, make_stop_question, error)
             : -1;
}

/* "nozzle left" is a command of its own, and sets nothing. Returns: (transfer full). */
static CulmCommand *
parse_setting (const char *key, const char *value, GError **error)
{
  g_autoptr (CulmCommand) command = culm_command_parse (key, value, error);

  if (command == NULL || g_str_equal (culm_command_get_key (command), key))
    return g_steal_pointer (&command);
  culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, _ ("“%s” is no number."), value);
  return NULL;
}

static int
run_set (CulmCtl *self, int argc, char *argv[], GError **error)
{
  static const char *const keys[] = { "nozzle",  "nozzle-left", "bed",         "chamber", "fan",
                                      "aux-fan", "aux2-fan",    "chamber-fan", "airduct", "speed",
                                      "light",   "bed-light",   NULL };
  g_autoptr (CulmCommand) command = NULL;

  if (!culm_ctl_check_words (&argc, argv, 3, 3, error))
    return -1;
  if (!g_strv_contains (keys, argv[2])) {
    g_autofree char *list = g_strjoinv (", ", (char **) keys);

    culm_error_set (error, CULM_ERROR_ORIGIN_USAGE, CULM_ERROR_USAGE, _ ("“%s” cannot be set. These can: %s."), argv[2],
                    list);
    return -1;
  }
  command = parse_setting (argv[2], argv[3], error);
  return command != NULL ? culm_ctl_steer (self, argv[1], command, NULL, error) : -1;
}

const CulmCtlCommand culm_ctl_steer_commands[] = {
  { "pause", "PRINTER", N_ ("Pause the print"), NULL, run_plain },
  { "resume", "PRINTER", N_ ("Resume the print"), NULL, run_plain },
  { "stop", "PRINTER [--yes]", N_ ("Stop the print for good"), N_ ("Asks first on a terminal, unless --yes is given."),
    run_stop },
  { "set", "PRINTER KEY VALUE", N_ ("Set a temperature, a fan, the speed or the light"),
    N_ ("KEY: nozzle, nozzle-left, bed, chamber (°C), fan, aux-fan, aux2-fan, chamber-fan (0–100 %),\n"
        "airduct (cooling, heating, exhaust, full-cooling), speed (silent, standard, sport, ludicrous),\n"
        "light and bed-light (on, off).\n"
        "Ends when the printer has confirmed it, refused it, or said nothing for 10 seconds."),
    run_set },
  { NULL, NULL, NULL, NULL, NULL },
};
