/* culm-text-printer.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "culm-text-printer.h"
#include <glib/gi18n-lib.h>
#include <math.h>

/* The characters of a job's or a printer's name that fit into a line beside other words. */
#define NAME_LENGTH 60

/* The gravest entry; the first one of a rank wins. (transfer none) (nullable). */
static CulmFault *
find_gravest (GListModel *hms)
{
  CulmFault *gravest = NULL;
  guint rank = G_MAXUINT;

  for (guint i = 0; i < g_list_model_get_n_items (hms); i++) {
    g_autoptr (CulmFault) fault = g_list_model_get_item (hms, i);
    CulmSeverity severity = culm_fault_get_severity (fault);
    guint its_rank = severity == CULM_SEVERITY_UNKNOWN ? CULM_SEVERITY_INFO + 1 : severity;

    if (its_rank < rank) {
      rank = its_rank;
      gravest = fault; /* the list keeps it alive */
    }
  }
  return gravest;
}

/* A stage that says "paused: filament runout", without the state that stands before it anyhow. */
static const char *
skip_state (const char *stage)
{
  const char *words = _ (stage);
  const char *colon = g_str_has_prefix (stage, "paused: ") ? strstr (words, ": ") : NULL;

  return colon != NULL ? colon + strlen (": ") : words;
}

static char *
describe_age (CulmPrinter *printer, gint64 monotonic)
{
  gint64 reported = culm_printer_get_report_time (printer);

  if (reported <= 0 || monotonic < reported)
    return NULL;
  return culm_text_age ((int) MIN ((monotonic - reported) / G_USEC_PER_SEC, G_MAXINT));
}

static char *
describe_printing (CulmPrinter *printer, gint64 monotonic)
{
  CulmJob *job = culm_printer_get_job (printer);
  g_autoptr (GString) line = g_string_new (culm_text_state (culm_printer_get_state (printer)));
  g_autofree char *end = NULL;

  if (job != NULL && culm_job_get_progress (job) >= 0) {
    g_autofree char *percent = culm_text_percent (culm_job_get_progress (job));

    g_string_append_printf (line, " · %s", percent);
  }
  if (culm_printer_get_stale (printer))
    end = describe_age (printer, monotonic);
  else if (job != NULL)
    end = culm_text_time_left (job);
  if (end != NULL)
    g_string_append_printf (line, " · %s", end);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static char *
describe_trouble (CulmPrinter *printer)
{
  const char *state = culm_text_state (culm_printer_get_state (printer));
  g_autofree char *trouble = culm_text_trouble (printer);

  return trouble != NULL ? g_strdup_printf ("%s — %s", state, trouble) : g_strdup (state);
}

static char *
describe_ended (CulmPrinter *printer)
{
  const char *state = culm_text_state (culm_printer_get_state (printer));
  CulmJob *job = culm_printer_get_job (printer);
  g_autofree char *title = NULL;

  if (job == NULL || culm_job_get_title (job) == NULL)
    return g_strdup (state);
  title = culm_text_one_line (culm_job_get_title (job), NAME_LENGTH);
  /* Translators: a state and the name of a job: Finished “gear box” */
  return g_strdup_printf (_ ("%s “%s”"), state, title);
}

static char *
describe_preparing (CulmPrinter *printer)
{
  const char *state = culm_text_state (CULM_PRINTER_STATE_PREPARING);
  const char *stage = culm_printer_get_stage_name (printer);
  CulmJob *job = culm_printer_get_job (printer);

  if (stage != NULL && culm_printer_get_stage_code (printer) > 0)
    return g_strdup_printf ("%s · %s", state, _ (stage));
  if (job != NULL && culm_job_get_prepare (job) >= 0 && culm_job_get_prepare (job) < 100) {
    g_autofree char *percent = culm_text_percent (culm_job_get_prepare (job));

    return g_strdup_printf (_ ("%s · loading the file, %s"), state, percent);
  }
  return g_strdup (state);
}

const char *
culm_text_state (CulmPrinterState state)
{
  switch (state) {
  case CULM_PRINTER_STATE_IDLE: return _ ("Ready");
  case CULM_PRINTER_STATE_PREPARING: return _ ("Preparing");
  case CULM_PRINTER_STATE_PRINTING: return _ ("Printing");
  case CULM_PRINTER_STATE_PAUSED: return _ ("Paused");
  case CULM_PRINTER_STATE_FINISHED: return _ ("Finished");
  case CULM_PRINTER_STATE_CANCELLED: return _ ("Stopped");
  case CULM_PRINTER_STATE_FAILED: return _ ("Failed");
  case CULM_PRINTER_STATE_OFFLINE: return _ ("Offline");
  case CULM_PRINTER_STATE_UNKNOWN:
  default: return _ ("Waiting for its report");
  }
}

char *
culm_text_state_line (CulmPrinter *printer, gint64 now, gint64 monotonic)
{
  CulmPrinterState state = culm_printer_get_state (printer);

  switch (state) {
  case CULM_PRINTER_STATE_PREPARING: return describe_preparing (printer);
  case CULM_PRINTER_STATE_PRINTING: return describe_printing (printer, monotonic);
  case CULM_PRINTER_STATE_PAUSED:
  case CULM_PRINTER_STATE_FAILED: return describe_trouble (printer);
  case CULM_PRINTER_STATE_FINISHED:
  case CULM_PRINTER_STATE_CANCELLED: return describe_ended (printer);
  case CULM_PRINTER_STATE_OFFLINE: return culm_text_offline (printer, now);
  case CULM_PRINTER_STATE_IDLE:
  case CULM_PRINTER_STATE_UNKNOWN:
  default: return g_strdup (culm_text_state (state));
  }
}

char *
culm_text_stage (CulmPrinter *printer)
{
  const char *stage = culm_printer_get_stage_name (printer);

  if (stage != NULL && culm_printer_get_stage_code (printer) > 0) {
    const char *words = _ (stage);
    g_autofree char *first = g_utf8_substring (words, 0, 1);
    g_autofree char *upper = g_utf8_strup (first, -1);

    return g_strconcat (upper, g_utf8_next_char (words), NULL);
  }
  return g_strdup (culm_text_state (culm_printer_get_state (printer)));
}

char *
culm_text_trouble (CulmPrinter *printer)
{
  CulmFault *fault = culm_printer_get_error (printer);
  const char *stage = culm_printer_get_stage_name (printer);

  if (fault == NULL || culm_fault_get_text (fault) == NULL) {
    CulmFault *hms = find_gravest (culm_printer_get_hms (printer));

    if (hms != NULL && (fault == NULL || culm_fault_get_text (hms) != NULL))
      fault = hms;
  }
  if (fault != NULL)
    return culm_text_fault (fault);
  if (stage != NULL && culm_printer_get_stage_code (printer) > 0)
    return g_strdup (skip_state (stage));
  return NULL;
}

char *
culm_text_fault (CulmFault *fault)
{
  const char *text = culm_fault_get_text (fault);

  return text != NULL ? g_strdup (_ (text)) : g_strdup_printf (_ ("code %s"), culm_fault_get_code (fault));
}

char *
culm_text_time_left (CulmJob *job)
{
  g_autofree char *duration = NULL;

  if (culm_job_get_remaining (job) < 0)
    return NULL;
  duration = culm_text_duration (culm_job_get_remaining (job));
  return g_strdup_printf (_ ("%s left"), duration);
}

char *
culm_text_finish (CulmJob *job, gint64 now)
{
  int remaining = culm_job_get_remaining (job);

  return remaining < 0 ? NULL : culm_text_clock (now + remaining, now);
}

char *
culm_text_elapsed (CulmJob *job, gint64 now)
{
  gint64 started = culm_job_get_started (job);
  gint64 until = culm_job_get_ended (job) > 0 ? culm_job_get_ended (job) : now;

  if (started <= 0 || until < started)
    return NULL;
  return culm_text_duration ((int) MIN (until - started, G_MAXINT));
}

char *
culm_text_offline (CulmPrinter *printer, gint64 now)
{
  gint64 since = culm_printer_get_offline_since (printer);
  g_autofree char *when = NULL;

  if (since <= 0)
    return g_strdup (_ ("Offline"));
  when = culm_text_since (since, now);
  return g_strdup_printf (_ ("Offline since %s"), when);
}

char *
culm_text_model_and_route (CulmPrinter *printer)
{
  const char *model = culm_printer_get_model (printer);
  const char *route = NULL;

  switch (culm_printer_get_route (printer)) {
  case CULM_ROUTE_LAN: route = _ ("LAN"); break;
  case CULM_ROUTE_CLOUD: route = _ ("Cloud"); break;
  case CULM_ROUTE_NONE:
  default: break;
  }
  if (model == NULL)
    model = _ ("Unknown model");
  return route != NULL ? g_strdup_printf ("%s · %s", model, route) : g_strdup (model);
}

char *
culm_text_identity (CulmPrinter *printer)
{
  const char *model = culm_printer_get_model (printer);
  g_autofree char *name = culm_text_one_line (culm_printer_get_name (printer), NAME_LENGTH);

  return g_strdup_printf ("%s\n%s · %s", name, model != NULL ? model : _ ("Unknown model"),
                          culm_printer_get_serial (printer));
}

char *
culm_text_temperatures (CulmPrinter *printer)
{
  GListModel *nozzles = culm_printer_get_nozzles (printer);
  guint count = g_list_model_get_n_items (nozzles);
  CulmHeater *bed_heater = culm_printer_get_heater (printer, CULM_HEATER_BED);
  g_autofree char *bed = culm_text_temperature_short (bed_heater != NULL ? culm_heater_get_current (bed_heater) : NAN);
  g_autoptr (CulmNozzle) first = g_list_model_get_item (nozzles, 0);
  g_autoptr (CulmNozzle) second = g_list_model_get_item (nozzles, 1);
  g_autofree char *main = NULL;
  g_autofree char *other = NULL;

  main = culm_text_temperature_short (first != NULL ? culm_heater_get_current (culm_nozzle_get_heater (first)) : NAN);
  if (count < 2)
    return g_strdup_printf (_ ("Nozzle %s · Bed %s"), main, bed);
  other = culm_text_temperature_short (culm_heater_get_current (culm_nozzle_get_heater (second)));
  /* Translators: the left nozzle's temperature, then the right one's */
  return g_strdup_printf (_ ("Nozzles %s, %s · Bed %s"), other, main, bed);
}

const char *
culm_text_obstacle (CulmObstacle obstacle)
{
  switch (obstacle) {
  case CULM_OBSTACLE_OFFLINE: return _ ("The printer cannot be reached now.");
  case CULM_OBSTACLE_NOT_NOW: return _ ("Not possible in what the printer is doing now.");
  case CULM_OBSTACLE_PRINTING: return _ ("Not while a print is under way. Wait for its end.");
  case CULM_OBSTACLE_COLD: return _ ("The nozzle is too cold for filament. Heat it to 170 °C first.");
  case CULM_OBSTACLE_CLOSED: return _ ("The mode of the air duct keeps this fan off. Choose another mode first.");
  case CULM_OBSTACLE_NOT_ALLOWED:
    return _ ("The printer refuses other programs. Turn on Developer Mode on its screen, or use the screen.");
  case CULM_OBSTACLE_MODEL: return _ ("This model has no such part.");
  case CULM_OBSTACLE_FIRMWARE: return _ ("This firmware does not know it. A newer one may.");
  case CULM_OBSTACLE_DIALECT: return _ ("The connection in use has no form for it. Use the printer’s screen.");
  case CULM_OBSTACLE_NONE:
  default: return NULL;
  }
}

const char *
culm_text_nozzle (int id, guint count)
{
  if (count < 2)
    return _ ("Nozzle");
  return id == 0 ? _ ("Right nozzle") : _ ("Left nozzle");
}
