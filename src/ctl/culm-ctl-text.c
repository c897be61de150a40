/* culm-ctl-text.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ctl-text.h"
#include "culm-error.h"
#include <glib/gi18n-lib.h>
#include <math.h>

static const char *
get_sentence (const GError *error)
{
  if (error->domain != CULM_ERROR)
    return NULL;
  switch ((CulmError) error->code) {
  case CULM_ERROR_UNAUTHORISED:
    return culm_error_get_http_status (error) == 0 && culm_error_get_server_code (error) == 0
               ? _ ("You are not signed in. Use culmctl sign-in ACCOUNT.")
               : _ ("The service did not accept the account, the password or the token. Sign in again.");
  case CULM_ERROR_WRONG_CODE: return _ ("That code is wrong. Try again with the newest one.");
  case CULM_ERROR_EXPIRED_CODE: return _ ("That code is too old. Ask for a new one.");
  case CULM_ERROR_BLOCKED:
    return _ ("The service takes this network for a robot. Wait, or sign in with a code or with --token.");
  case CULM_ERROR_UNTRUSTED:
    return _ ("The server cannot prove who it is. Check the address, the clock and the proxy.");
  case CULM_ERROR_TIMED_OUT: return _ ("No answer came in time. Try again.");
  case CULM_ERROR_NOT_CONFIRMED:
    return _ ("The printer did not confirm in time. Look at it before you send the command again.");
  case CULM_ERROR_LIMITED: return _ ("That was too often. Try again later.");
  case CULM_ERROR_FORBIDDEN:
    return culm_error_get_origin (error) == CULM_ERROR_ORIGIN_CLOUD
               ? NULL
               : _ ("The printer refuses commands of other programs. Turn on its Developer Mode, or use its own "
                    "screen.");
  case CULM_ERROR_OFFLINE:
    return culm_error_get_origin (error) == CULM_ERROR_ORIGIN_CLOUD
               ? _ ("The service cannot be reached. Check the network and the address.")
               : _ ("The printer is offline. Check that it is on and connected.");
  case CULM_ERROR_CANCELLED: return _ ("Cancelled.");
  case CULM_ERROR_FAILED:
  case CULM_ERROR_USAGE:
  case CULM_ERROR_REFUSED:
  case CULM_ERROR_MALFORMED:
  case CULM_ERROR_BUSY:
  case CULM_ERROR_UNSUPPORTED:
  case CULM_ERROR_OUT_OF_RANGE:
  case CULM_ERROR_NOT_FOUND:
  case CULM_ERROR_AMBIGUOUS:
  case CULM_ERROR_DAMAGED:
  case CULM_ERROR_FULL:
  default: return NULL;
  }
}

char *
culm_ctl_describe_error (const GError *error)
{
  const char *sentence = get_sentence (error);

  return g_strdup (sentence != NULL ? sentence : error->message);
}

static char *
format_instant (gint64 unix_seconds)
{
  g_autoptr (GDateTime) instant = unix_seconds > 0 ? g_date_time_new_from_unix_utc (unix_seconds) : NULL;

  return instant != NULL ? g_date_time_format (instant, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

char *
culm_ctl_describe_account (CulmAccount *account)
{
  g_autofree char *expires = format_instant (culm_account_get_expires (account));
  const char *name = culm_account_get_name (account);

  return g_strdup_printf ("%s  %s  %s  %s", culm_account_get_account (account), culm_account_get_region (account),
                          name != NULL ? name : "", expires != NULL ? expires : "");
}

JsonNode *
culm_ctl_account_to_json (CulmAccount *account)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *expires = format_instant (culm_account_get_expires (account));

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "account");
  json_builder_add_string_value (builder, culm_account_get_account (account));
  json_builder_set_member_name (builder, "region");
  json_builder_add_string_value (builder, culm_account_get_region (account));
  json_builder_set_member_name (builder, "uid");
  json_builder_add_string_value (builder, culm_account_get_uid (account));
  json_builder_set_member_name (builder, "name");
  if (culm_account_get_name (account) != NULL)
    json_builder_add_string_value (builder, culm_account_get_name (account));
  else
    json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "expires");
  if (expires != NULL)
    json_builder_add_string_value (builder, expires);
  else
    json_builder_add_null_value (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static char *
format_duration (int seconds)
{
  int minutes = (seconds + 30) / 60;

  return minutes >= 60 ? g_strdup_printf (_ ("%d h %02d min"), minutes / 60, minutes % 60)
                       : g_strdup_printf (_ ("%d min"), minutes);
}

char *
culm_ctl_describe_printer (CulmPrinter *printer)
{
  g_autoptr (GString) line = g_string_new (NULL);
  CulmJob *job = culm_printer_get_job (printer);
  CulmPrinterState state = culm_printer_get_state (printer);
  const char *model = culm_printer_get_model (printer);

  g_string_append_printf (line, "%-16s  %-10s  %-24s  %s", culm_printer_get_serial (printer),
                          model != NULL ? model : "?", culm_printer_get_name (printer),
                          culm_printer_state_get_name (state));
  if (job != NULL && culm_printer_state_is_active (state)) {
    if (culm_job_get_progress (job) >= 0)
      g_string_append_printf (line, "  %d %%", culm_job_get_progress (job));
    if (culm_job_get_remaining (job) >= 0) {
      g_autofree char *left = format_duration (culm_job_get_remaining (job));

      g_string_append_printf (line, "  %s", left);
    }
  }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static void
append_heater (GString *page, const char *label, CulmHeater *heater)
{
  double current, target;

  if (heater == NULL || !culm_heater_get_present (heater))
    return;
  current = culm_heater_get_current (heater);
  target = culm_heater_get_target (heater);
  if (isnan (current))
    g_string_append_printf (page, "%-10s —", label);
  else
    g_string_append_printf (page, "%-10s %.1f °C", label, current);
  if (!isnan (target) && target > 0)
    g_string_append_printf (page, " → %.0f °C", target);
  g_string_append_c (page, '\n');
}

static void
append_fan (GString *page, const char *label, CulmFan *fan)
{
  if (culm_fan_get_present (fan) && culm_fan_get_percent (fan) >= 0)
    g_string_append_printf (page, "%-10s %d %%\n", label, culm_fan_get_percent (fan));
}

static void
append_filament (GString *page, CulmPrinter *printer)
{
  GListModel *units = culm_printer_get_ams (printer);

  for (guint i = 0; i < g_list_model_get_n_items (units); i++) {
    g_autoptr (CulmAmsUnit) unit = g_list_model_get_item (units, i);
    GListModel *slots = culm_ams_unit_get_slots (unit);

    for (guint k = 0; k < g_list_model_get_n_items (slots); k++) {
      g_autoptr (CulmAmsSlot) slot = g_list_model_get_item (slots, k);
      const char *material = culm_ams_slot_get_material (slot), *color = culm_ams_slot_get_color (slot);

      g_string_append_printf (page, "%-10s %s %s%s\n", culm_ams_slot_get_label (slot),
                              material != NULL ? material : "—", color != NULL ? color : "",
                              culm_ams_slot_get_active (slot) ? " *" : "");
    }
  }
}

char *
culm_ctl_describe_status (CulmPrinter *printer)
{
  g_autofree char *head = culm_ctl_describe_printer (printer);
  GString *page = g_string_new (head);
  CulmJob *job = culm_printer_get_job (printer);
  CulmFault *fault = culm_printer_get_error (printer);

  g_string_append_c (page, '\n');
  if (job != NULL && culm_job_get_title (job) != NULL)
    g_string_append_printf (page, "%-10s %s\n", _ ("Job"), culm_job_get_title (job));
  if (job != NULL && culm_job_get_layers (job) > 0)
    g_string_append_printf (page, "%-10s %d / %d\n", _ ("Layer"), culm_job_get_layer (job), culm_job_get_layers (job));
  append_heater (page, _ ("Nozzle"), culm_printer_get_heater (printer, CULM_HEATER_NOZZLE));
  append_heater (page, _ ("Nozzle left"), culm_printer_get_heater (printer, CULM_HEATER_NOZZLE_LEFT));
  append_heater (page, _ ("Bed"), culm_printer_get_heater (printer, CULM_HEATER_BED));
  append_heater (page, _ ("Chamber"), culm_printer_get_heater (printer, CULM_HEATER_CHAMBER));
  append_fan (page, _ ("Part fan"), culm_printer_get_fan (printer, CULM_FAN_PART));
  append_fan (page, _ ("Aux fan"), culm_printer_get_fan (printer, CULM_FAN_AUX));
  append_fan (page, _ ("Chamber fan"), culm_printer_get_fan (printer, CULM_FAN_CHAMBER));
  append_filament (page, printer);
  if (fault != NULL)
    g_string_append_printf (page, "%-10s %s %s\n", _ ("Error"), culm_fault_get_code (fault),
                            culm_fault_get_text (fault) != NULL ? _ (culm_fault_get_text (fault)) : "");
  return g_string_free (page, FALSE);
}

char *
culm_ctl_describe_event (CulmEvent *event)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (event->at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);
  g_autofree char *time = g_date_time_format (local, "%X");
  const char *more = event->job;

  if (event->reason != NULL)
    more = event->reason;
  else if (event->kind == CULM_EVENT_HMS_RAISED || event->kind == CULM_EVENT_HMS_CLEARED)
    more = event->hms_code;
  else if (event->kind == CULM_EVENT_NOTIFICATION_CREATED)
    more = event->title;
  return g_strdup_printf ("%s  %s  %s  %s", time, event->name != NULL ? event->name : "—",
                          culm_event_kind_get_name (event->kind), more != NULL ? more : "");
}

char *
culm_ctl_describe_transfer (CulmTransfer *transfer)
{
  g_autofree char *size = g_format_size ((guint64) MAX (culm_transfer_get_size (transfer), 0));
  g_autofree char *rate = g_format_size ((guint64) culm_transfer_get_rate (transfer));

  if (culm_transfer_get_state (transfer) == CULM_TRANSFER_DONE)
    return g_strdup_printf (_ ("%s is in your account, %s"), culm_transfer_get_file_name (transfer), size);
  return g_strdup_printf (_ ("%s: %.0f %% of %s, %s/s"), culm_transfer_get_file_name (transfer),
                          culm_transfer_get_fraction (transfer) * 100, size, rate);
}

char *
culm_ctl_describe_confirmed (CulmPrinter *printer, CulmCommand *command)
{
  g_autofree char *value = culm_command_dup_value (command);

  return g_strdup_printf ("%s: %s%s%s", culm_printer_get_name (printer), culm_command_get_key (command),
                          value != NULL ? " " : "", value != NULL ? value : "");
}
