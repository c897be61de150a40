/* culm-ctl-text.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ctl-text.h"
#include "culm-ctl.h"
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* The columns that a text takes on a terminal. */
static int
measure (const char *text)
{
  int columns = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar letter = g_utf8_get_char (p);

    if (!g_unichar_iszerowidth (letter))
      columns += g_unichar_iswide (letter) ? 2 : 1;
  }
  return columns;
}

static void
append_padded (GString *line, const char *text, int columns)
{
  int missing = columns - measure (text);

  g_string_append (line, text);
  for (int i = 0; i < missing; i++)
    g_string_append_c (line, ' ');
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

char *
culm_ctl_describe_link (GListModel *accounts)
{
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (CulmAccount) account = g_list_model_get_item (accounts, i);
    const GError *error = culm_account_get_error (account);

    if (error == NULL)
      continue;
    if (g_error_matches (error, CULM_ERROR, CULM_ERROR_UNSUPPORTED))
      return g_strdup (_ ("No broker is known for this server. Sign in again with --broker HOST:PORT."));
    if (g_error_matches (error, CULM_ERROR, CULM_ERROR_OFFLINE))
      return g_strdup (_ ("The broker of the service cannot be reached. Check the network."));
    return culm_ctl_describe_error (error);
  }
  return NULL;
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
  GString *line = g_string_new (NULL);
  CulmJob *job = culm_printer_get_job (printer);
  CulmPrinterState state = culm_printer_get_state (printer);
  const char *model = culm_printer_get_model (printer);

  append_padded (line, culm_printer_get_serial (printer), 18);
  append_padded (line, model != NULL ? model : "—", 12);
  append_padded (line, culm_printer_get_name (printer), 26);
  g_string_append (line, culm_printer_state_get_name (state));
  if (job != NULL && culm_printer_state_is_active (state)) {
    if (culm_job_get_progress (job) >= 0)
      g_string_append_printf (line, "  %d %%", culm_job_get_progress (job));
    if (culm_job_get_remaining (job) >= 0) {
      g_autofree char *left = format_duration (culm_job_get_remaining (job));

      g_string_append_printf (line, "  %s", left);
    }
  }
  return g_string_free (line, FALSE);
}

/* A line of the status page, unless there is nothing to say. */
G_GNUC_PRINTF (3, 4)
static void
append_row (GString *page, const char *label, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  if (*text == '\0')
    return;
  g_string_append_c (page, '\n');
  append_padded (page, label, 14);
  g_string_append (page, text);
}

static void
append_heater (GString *page, const char *label, CulmHeater *heater)
{
  g_autofree char *target = NULL;

  if (heater == NULL || !culm_heater_get_present (heater) || isnan (culm_heater_get_current (heater)))
    return;
  if (culm_heater_get_target (heater) > 0)
    target = g_strdup_printf (" → %.0f °C", culm_heater_get_target (heater));
  append_row (page, label, "%.1f °C%s", culm_heater_get_current (heater), target != NULL ? target : "");
}

static void
append_fan (GString *page, const char *label, CulmFan *fan)
{
  if (culm_fan_get_present (fan) && culm_fan_get_percent (fan) >= 0)
    append_row (page, label, "%d %%", culm_fan_get_percent (fan));
}

static void
append_machine (GString *page, CulmPrinter *printer)
{
  static const char *const switches[] = {
    [CULM_SWITCH_UNKNOWN] = "", [CULM_SWITCH_OFF] = "off", [CULM_SWITCH_ON] = "on"
  };
  const char *speed = culm_speed_level_get_name (culm_printer_get_speed_level (printer));
  gboolean two = culm_printer_get_heater (printer, CULM_HEATER_NOZZLE_LEFT) != NULL;

  append_heater (page, two ? _ ("Right nozzle") : _ ("Nozzle"), culm_printer_get_heater (printer, CULM_HEATER_NOZZLE));
  append_heater (page, _ ("Left nozzle"), culm_printer_get_heater (printer, CULM_HEATER_NOZZLE_LEFT));
  append_heater (page, _ ("Bed"), culm_printer_get_heater (printer, CULM_HEATER_BED));
  append_heater (page, _ ("Chamber"), culm_printer_get_heater (printer, CULM_HEATER_CHAMBER));
  append_fan (page, _ ("Part fan"), culm_printer_get_fan (printer, CULM_FAN_PART));
  append_fan (page, _ ("Aux fan"), culm_printer_get_fan (printer, CULM_FAN_AUX));
  append_fan (page, _ ("Second aux fan"), culm_printer_get_fan (printer, CULM_FAN_AUX2));
  append_fan (page, _ ("Chamber fan"), culm_printer_get_fan (printer, CULM_FAN_CHAMBER));
  append_row (page, _ ("Air duct"), "%s",
              culm_printer_get_airduct (printer) != NULL ? culm_printer_get_airduct (printer) : "");
  append_row (page, _ ("Speed"), "%s", speed != NULL ? speed : "");
  append_row (page, _ ("Light"), "%s", switches[culm_printer_get_light (printer)]);
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

      append_row (page, culm_ams_slot_get_label (slot), "%s %s%s", material != NULL ? material : "—",
                  color != NULL ? color : "", culm_ams_slot_get_active (slot) ? " *" : "");
    }
  }
}

static void
append_faults (GString *page, CulmPrinter *printer)
{
  CulmFault *error = culm_printer_get_error (printer);
  GListModel *hms = culm_printer_get_hms (printer);

  if (error != NULL)
    append_row (page, _ ("Error"), "%s %s", culm_fault_get_code (error),
                culm_fault_get_text (error) != NULL ? _ (culm_fault_get_text (error)) : "");
  for (guint i = 0; i < g_list_model_get_n_items (hms); i++) {
    g_autoptr (CulmFault) fault = g_list_model_get_item (hms, i);

    append_row (page, _ ("Notice"), "%s %s", culm_fault_get_code (fault),
                culm_fault_get_text (fault) != NULL ? _ (culm_fault_get_text (fault)) : "");
  }
  if (culm_printer_get_control (printer) == CULM_CONTROL_REFUSED)
    append_row (page, _ ("Control"), "%s", _ ("refused: Developer Mode is off"));
}

char *
culm_ctl_describe_status (CulmPrinter *printer)
{
  g_autofree char *head = culm_ctl_describe_printer (printer);
  GString *page = g_string_new (head);
  CulmJob *job = culm_printer_get_job (printer);

  if (job != NULL && culm_job_get_title (job) != NULL)
    append_row (page, _ ("Job"), "%s", culm_job_get_title (job));
  if (culm_printer_get_stage_code (printer) > 0 && culm_printer_get_stage_name (printer) != NULL)
    append_row (page, _ ("Stage"), "%s", _ (culm_printer_get_stage_name (printer)));
  if (job != NULL && culm_job_get_layers (job) > 0)
    append_row (page, _ ("Layer"), "%d / %d", culm_job_get_layer (job), culm_job_get_layers (job));
  append_machine (page, printer);
  append_filament (page, printer);
  append_faults (page, printer);
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
    more = _ (event->reason);
  else if (event->kind == CULM_EVENT_HMS_RAISED || event->kind == CULM_EVENT_HMS_CLEARED)
    more = event->hms_code;
  else if (event->kind == CULM_EVENT_NOTIFICATION_CREATED)
    more = event->title;
  else if (event->kind == CULM_EVENT_COMMAND_REFUSED)
    more = event->command;
  else if (event->kind == CULM_EVENT_UPLOAD_COMPLETED)
    more = event->file;
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

  return g_strdup_printf ("%s: %s%s%s", culm_printer_get_name (printer), culm_command_get_name (command),
                          value != NULL ? " " : "", value != NULL ? value : "");
}
