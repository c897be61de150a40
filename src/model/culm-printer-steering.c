/* culm-printer-steering.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-printer-private.h"
#include "culm-report-ams.h"
#include "culm-report-fans.h"
#include "culm-report-machine.h"
#include "culm-report-options.h"
#include "culm-report-temperatures.h"
#include <math.h>

/* A measured fan within this many points of the wish shows it (contract.md §3). */
#define FAN_TOLERANCE 7

/* ---- What stands in the way ---- */

static CulmCommandState
describe_state (CulmPrinter *self)
{
  CulmCommandState state = CULM_COMMAND_STATE_INIT;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->nozzles)); i++) {
    g_autoptr (CulmNozzle) nozzle = g_list_model_get_item (G_LIST_MODEL (self->nozzles), i);
    guint id = (guint) culm_nozzle_get_id (nozzle);

    if (id >= G_N_ELEMENTS (state.nozzles))
      continue;
    state.nozzles[id] = culm_heater_get_current (culm_nozzle_get_heater (nozzle));
    if (culm_nozzle_get_active (nozzle))
      state.active_extruder = (int) id;
  }
  state.mains_220v = culm_report_get_mains_220v (self->report);
  state.printing = culm_printer_state_is_active ((CulmPrinterState) self->state);
  state.firmware = self->firmware;
  return state;
}

static gboolean
check (CulmPrinter *self, CulmCommand *command, GError **error)
{
  CulmCommandState state = describe_state (self);

  return culm_command_check (command, self->model, &state, error);
}

static CulmObstacle
block (gboolean blocked, CulmObstacle obstacle)
{
  return blocked ? obstacle : CULM_OBSTACLE_NONE;
}

/* While a print is paused only X can be homed: anything else would drive into it (reference/mqtt.md §4.2). */
static gboolean
homes_into_print (CulmPrinter *self, CulmCommand *command)
{
  const char *axes = culm_command_get_text (command);

  return self->state == CULM_PRINTER_STATE_PAUSED && *axes != '\0' && !g_str_equal (axes, "X");
}

/* What the state of the printer lets pass. */
static CulmObstacle
judge_state (CulmPrinter *self, CulmCommand *command)
{
  CulmPrinterState state = (CulmPrinterState) self->state;
  gboolean moves = state == CULM_PRINTER_STATE_PRINTING || state == CULM_PRINTER_STATE_PREPARING;
  gboolean prints = culm_printer_state_is_active (state);
  CulmFanId fan;

  switch (culm_command_get_kind (command)) {
  case CULM_COMMAND_PAUSE:
  case CULM_COMMAND_SPEED: return block (state != CULM_PRINTER_STATE_PRINTING, CULM_OBSTACLE_NOT_NOW);
  case CULM_COMMAND_RESUME: return block (state != CULM_PRINTER_STATE_PAUSED, CULM_OBSTACLE_NOT_NOW);
  case CULM_COMMAND_STOP: return block (!prints, CULM_OBSTACLE_NOT_NOW);
  case CULM_COMMAND_SKIP:
    return block (state != CULM_PRINTER_STATE_PRINTING && state != CULM_PRINTER_STATE_PAUSED, CULM_OBSTACLE_NOT_NOW);
  case CULM_COMMAND_CALIBRATE:
  case CULM_COMMAND_PRINT: return block (prints, CULM_OBSTACLE_PRINTING);
  case CULM_COMMAND_UPKEEP:
    return block (moves && culm_command_get_upkeep (command)->act > CULM_UPKEEP_AIR_FILTER_OFF, CULM_OBSTACLE_PRINTING);
  case CULM_COMMAND_CLEAR: /* a dialog may be there without an error in the report */
    return block (self->error == NULL && culm_command_get_choice (command) != CULM_CLEAR_DIALOG, CULM_OBSTACLE_NOT_NOW);
  case CULM_COMMAND_HOME: return block (moves || homes_into_print (self, command), CULM_OBSTACLE_PRINTING);
  case CULM_COMMAND_JOG:
  case CULM_COMMAND_EXTRUDE:
  case CULM_COMMAND_SELECT_NOZZLE:
  case CULM_COMMAND_AMS_LOAD:
  case CULM_COMMAND_AMS_UNLOAD:
  case CULM_COMMAND_AMS_TAG: return block (moves, CULM_OBSTACLE_PRINTING);
  case CULM_COMMAND_FAN:
    return block (culm_command_get_fan (command, &fan) && culm_report_is_fan_forced_off (self->report, fan),
                  CULM_OBSTACLE_CLOSED);
  case CULM_COMMAND_NOZZLE:
  case CULM_COMMAND_BED:
  case CULM_COMMAND_CHAMBER:
  case CULM_COMMAND_AIRDUCT:
  case CULM_COMMAND_LIGHT:
  case CULM_COMMAND_AMS_CONTROL:
  case CULM_COMMAND_AMS_SLOT:
  case CULM_COMMAND_AMS_DRY:
  case CULM_COMMAND_OPTION:
  case CULM_COMMAND_RECORD:
  case CULM_COMMAND_TIMELAPSE:
  case CULM_COMMAND_GCODE:
  default: return CULM_OBSTACLE_NONE;
  }
}

/* Whether another firmware of this model could do it. */
static gboolean
is_firmware_to_blame (CulmPrinter *self, CulmCommand *command)
{
  CulmCommandState state = describe_state (self);
  g_autoptr (GError) error = NULL;

  state.firmware = NULL;
  return culm_command_check (command, self->model, &state, &error) ||
         !g_error_matches (error, CULM_ERROR, CULM_ERROR_UNSUPPORTED);
}

/* Whether the firmware says that it can: by a bit of `fun` or `fun2` where one speaks of it (reference/mqtt.md §3.10).
 * One that reports no `fun` may be asked. */
static gboolean
is_announced (CulmPrinter *self, CulmCommand *command)
{
  CulmRecord *status = culm_report_get_status (self->report);
  gboolean has_fun = culm_record_has (status, CULM_STATUS_FUN);

  switch ((int) culm_command_get_kind (command)) {
  case CULM_COMMAND_SKIP: return !has_fun || culm_record_get_bit (status, CULM_STATUS_FUN, 49);
  case CULM_COMMAND_AMS_DRY:
    return culm_command_get_number (command) == 0 || !self->model->airduct ||
           culm_record_get_bit (status, CULM_STATUS_FUN2, 5);
  case CULM_COMMAND_OPTION:
    return culm_command_get_index (command) != CULM_OPTION_IDLE_HEAT_PROTECTION || !has_fun ||
           culm_record_get_bit (status, CULM_STATUS_FUN, 62);
  default: return TRUE;
  }
}

/* A refusal from before this program began is past: whoever asks again may have turned Developer Mode on. */
static gboolean
is_refusing (CulmPrinter *self)
{
  return self->control == CULM_CONTROL_REFUSED && (culm_printer_get_observed (self) == CULM_CONTROL_REFUSED ||
                                                   culm_report_get_control (self->report) == CULM_CONTROL_REFUSED);
}

CulmObstacle
culm_printer_get_obstacle (CulmPrinter *self, CulmCommand *command)
{
  g_autoptr (GError) error = NULL;
  CulmObstacle obstacle;

  g_return_val_if_fail (CULM_IS_PRINTER (self), CULM_OBSTACLE_OFFLINE);
  if (!check (self, command, &error) && g_error_matches (error, CULM_ERROR, CULM_ERROR_UNSUPPORTED))
    return is_firmware_to_blame (self, command) ? CULM_OBSTACLE_FIRMWARE : CULM_OBSTACLE_MODEL;
  if (self->link == NULL || !self->online || self->stale)
    return CULM_OBSTACLE_OFFLINE;
  if (is_refusing (self) && culm_command_needs_authorisation (command))
    return CULM_OBSTACLE_NOT_ALLOWED;
  if (!is_announced (self, command))
    return CULM_OBSTACLE_FIRMWARE;
  obstacle = judge_state (self, command);
  if (obstacle != CULM_OBSTACLE_NONE)
    return obstacle;
  if (g_error_matches (error, CULM_ERROR, CULM_ERROR_BUSY))
    return culm_command_get_kind (command) == CULM_COMMAND_EXTRUDE ? CULM_OBSTACLE_COLD : CULM_OBSTACLE_PRINTING;
  return culm_printer_link_can_write (self->link, command, NULL) ? CULM_OBSTACLE_NONE : CULM_OBSTACLE_DIALECT;
}

gboolean
culm_printer_check (CulmPrinter *self, CulmCommand *command, GError **error)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), FALSE);
  return check (self, command, error);
}

/* As an error of the same meaning; for the log. */
static gboolean
check_obstacle (CulmPrinter *self, CulmCommand *command, GError **error)
{
  const char *key = culm_command_get_key (command);

  if (!check (self, command, error))
    return FALSE;
  switch (culm_printer_get_obstacle (self, command)) {
  case CULM_OBSTACLE_OFFLINE:
    culm_error_set (error, CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_OFFLINE, "%s: the printer is offline", key);
    return FALSE;
  case CULM_OBSTACLE_NOT_NOW:
  case CULM_OBSTACLE_PRINTING:
    culm_error_set (error, CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_BUSY, "%s: not while the printer is %s", key,
                    culm_printer_state_get_name ((CulmPrinterState) self->state));
    return FALSE;
  case CULM_OBSTACLE_NOT_ALLOWED:
    culm_error_set (error, CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_FORBIDDEN,
                    "%s: the printer obeys signed commands only; turn on Developer Mode", key);
    return FALSE;
  case CULM_OBSTACLE_CLOSED:
    culm_error_set (error, CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_BUSY, "%s: the mode of the air duct keeps it off",
                    key);
    return FALSE;
  case CULM_OBSTACLE_FIRMWARE:
  case CULM_OBSTACLE_DIALECT: return culm_printer_link_can_write (self->link, command, error);
  case CULM_OBSTACLE_COLD: /* the check has refused it */
  case CULM_OBSTACLE_MODEL:
  case CULM_OBSTACLE_NONE:
  default: return TRUE;
  }
}

/* ---- What the printer shows ---- */

static gboolean
shows_fan (CulmPrinter *self, CulmCommand *command)
{
  CulmFanId id;
  int percent;

  if (!culm_command_get_fan (command, &id))
    return FALSE;
  percent = culm_fan_get_percent (self->fans[id]);
  return percent >= 0 && fabs (percent - culm_command_get_number (command)) <= FAN_TOLERANCE;
}

static gboolean
shows_heater (CulmPrinter *self, CulmCommand *command)
{
  CulmHeaterId id;
  CulmHeater *heater = culm_command_get_heater (command, &id) ? culm_printer_get_heater (self, id) : NULL;
  double target = heater != NULL ? culm_heater_get_target (heater) : NAN;

  return !isnan (target) && round (target) == round (culm_command_get_number (command));
}

static gboolean
shows_skipped (CulmPrinter *self, CulmCommand *command)
{
  guint n_ids, n_skipped = 0, found = 0;
  const int *ids = culm_command_get_ids (command, &n_ids);
  const int *skipped = self->job != NULL ? culm_job_get_skipped (self->job, &n_skipped) : NULL;

  for (guint i = 0; i < n_ids; i++) {
    for (guint j = 0; j < n_skipped; j++) {
      if (ids[i] == skipped[j]) {
        found++;
        break;
      }
    }
  }
  return found == n_ids;
}

static gboolean
shows_slot (CulmPrinter *self, CulmCommand *command)
{
  CulmSlotPlace place;
  gboolean active = culm_report_get_active_slot (self->report, self->model, &place);

  if (culm_command_get_kind (command) == CULM_COMMAND_AMS_UNLOAD)
    return self->complete && !active;
  /* The A2L's own unit 16 is its unit A. */
  return active && (place.unit == 16 ? 0 : place.unit) == culm_command_get_index (command) &&
         place.slot == culm_command_get_slot (command);
}

static gboolean
shows_drying (CulmPrinter *self, CulmCommand *command)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->ams));

  for (guint i = 0; i < n; i++) {
    g_autoptr (CulmAmsUnit) unit = g_list_model_get_item (G_LIST_MODEL (self->ams), i);

    if (culm_ams_unit_get_id (unit) == culm_command_get_index (command))
      return (culm_ams_unit_get_drying (unit) > 0) == (culm_command_get_number (command) > 0);
  }
  return FALSE;
}

static gboolean
shows_nozzle (CulmPrinter *self, CulmCommand *command)
{
  CulmNozzle *nozzle = culm_printer_find_nozzle (self, culm_command_get_index (command));

  return nozzle != NULL && culm_nozzle_get_active (nozzle);
}

static gboolean
is_switched (CulmSwitch is, CulmCommand *command)
{
  return is == (culm_command_get_choice (command) != 0 ? CULM_SWITCH_ON : CULM_SWITCH_OFF);
}

/* The setting, or where only the fact is told, the fact. */
static gboolean
shows_record (CulmPrinter *self, CulmCommand *command)
{
  CulmCameraFacts facts = culm_report_get_camera (self->report, self->model);

  return is_switched (facts.record, command) || is_switched (facts.recording, command);
}

gboolean
culm_printer_shows (CulmPrinter *self, CulmCommand *command)
{
  CulmPrinterState state;

  g_return_val_if_fail (CULM_IS_PRINTER (self), FALSE);
  state = (CulmPrinterState) self->state;
  switch (culm_command_get_kind (command)) {
  case CULM_COMMAND_PAUSE: return state == CULM_PRINTER_STATE_PAUSED;
  case CULM_COMMAND_RESUME: return state == CULM_PRINTER_STATE_PRINTING || state == CULM_PRINTER_STATE_PREPARING;
  case CULM_COMMAND_STOP:
    return state == CULM_PRINTER_STATE_IDLE || state == CULM_PRINTER_STATE_FINISHED ||
           state == CULM_PRINTER_STATE_FAILED || state == CULM_PRINTER_STATE_CANCELLED;
  case CULM_COMMAND_NOZZLE:
  case CULM_COMMAND_BED:
  case CULM_COMMAND_CHAMBER: return shows_heater (self, command);
  case CULM_COMMAND_FAN: return shows_fan (self, command);
  case CULM_COMMAND_AIRDUCT:
    return self->airduct != NULL &&
           g_strcmp0 (self->airduct, culm_airduct_mode_get_name (culm_command_get_choice (command))) == 0;
  case CULM_COMMAND_SPEED: return self->speed_level == culm_command_get_choice (command);
  case CULM_COMMAND_LIGHT:
    return culm_command_get_index (command) == CULM_LAMP_CHAMBER && is_switched ((CulmSwitch) self->light, command);
  case CULM_COMMAND_RECORD: return shows_record (self, command);
  case CULM_COMMAND_OPTION:
    return culm_option_shows (culm_report_get_option (self->report, culm_command_get_index (command)),
                              culm_command_get_choice (command));
  case CULM_COMMAND_TIMELAPSE:
    return is_switched (culm_report_get_camera (self->report, self->model).timelapse, command);
  case CULM_COMMAND_SELECT_NOZZLE: return shows_nozzle (self, command);
  case CULM_COMMAND_AMS_LOAD:
  case CULM_COMMAND_AMS_UNLOAD: return shows_slot (self, command);
  case CULM_COMMAND_AMS_DRY: return shows_drying (self, command);
  case CULM_COMMAND_SKIP: return shows_skipped (self, command);
  case CULM_COMMAND_HOME:
  case CULM_COMMAND_JOG:
  case CULM_COMMAND_EXTRUDE:
  case CULM_COMMAND_AMS_CONTROL:
  case CULM_COMMAND_AMS_SLOT:
  case CULM_COMMAND_AMS_TAG:
  case CULM_COMMAND_CALIBRATE:
  case CULM_COMMAND_CLEAR:
  case CULM_COMMAND_GCODE:
  case CULM_COMMAND_UPKEEP:
  case CULM_COMMAND_PRINT:
  default: return FALSE;
  }
}

/* ---- Sending ---- */

/* One way of a wish through the printer: the data of its GTask. */
typedef struct {
  CulmCommandRun *run;
  gboolean was_cancelled; /* the job was known as cancelled before this stop was sent */
} Wish;

static void
free_wish (gpointer data)
{
  Wish *wish = data;

  g_object_unref (wish->run);
  g_free (wish);
}

static gboolean
is_refusal (const GError *error)
{
  return g_error_matches (error, CULM_ERROR, CULM_ERROR_REFUSED) ||
         g_error_matches (error, CULM_ERROR, CULM_ERROR_FORBIDDEN) ||
         g_error_matches (error, CULM_ERROR, CULM_ERROR_UNSUPPORTED) ||
         g_error_matches (error, CULM_ERROR, CULM_ERROR_OUT_OF_RANGE) ||
         g_error_matches (error, CULM_ERROR, CULM_ERROR_BUSY);
}

static void
end_run (CulmPrinter *self, CulmCommandRun *run, const GError *error)
{
  CulmRunState state = CULM_RUN_CONFIRMED;

  if (error != NULL)
    state = is_refusal (error) ? CULM_RUN_REFUSED : CULM_RUN_NOT_CONFIRMED;
  culm_command_run_end (run, state, error);
  if (state == CULM_RUN_CONFIRMED && culm_printer_shows (self, culm_command_run_get_command (run)))
    culm_command_run_release (run);
  culm_printer_emit_run_changed (self, culm_command_run_get_key (run));
}

/* What the answer says of the right to steer, and of the job. */
static void
learn (CulmPrinter *self, Wish *wish, const GError *error)
{
  CulmCommand *command = culm_command_run_get_command (wish->run);

  if (g_error_matches (error, CULM_ERROR, CULM_ERROR_FORBIDDEN))
    culm_printer_set_control (self, CULM_CONTROL_REFUSED);
  else if (error == NULL && culm_command_needs_authorisation (command))
    culm_printer_set_control (self, CULM_CONTROL_ALLOWED);
  if (culm_command_get_kind (command) == CULM_COMMAND_STOP && is_refusal (error) && !wish->was_cancelled) {
    self->cancelled = FALSE;
    culm_printer_refresh (self);
  }
}

/* Ends a wish that was not sent. Takes the error. */
static void
refuse (GTask *task, GError *error)
{
  CulmPrinter *self = g_task_get_source_object (task);
  Wish *wish = g_task_get_task_data (task);

  end_run (self, wish->run, error);
  g_task_return_error (task, error);
}

/* Takes the task; `sent_cb` takes it back. */
static void
send_now (GTask *task, GAsyncReadyCallback sent_cb)
{
  CulmPrinter *self = g_task_get_source_object (task);
  Wish *wish = g_task_get_task_data (task);
  CulmCommand *command = culm_command_run_get_command (wish->run);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GTask) owned = task;
  GError *error = NULL;

  if (g_cancellable_is_cancelled (cancellable)) {
    error = culm_error_new (CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_CANCELLED, "Cancelled before it was sent");
    refuse (task, error);
  } else if (!check_obstacle (self, command, &error)) {
    refuse (task, error);
  } else {
    if (culm_command_get_kind (command) == CULM_COMMAND_STOP) {
      wish->was_cancelled = self->cancelled;
      self->cancelled = TRUE;
    }
    culm_printer_link_send_async (self->link, command, cancellable, sent_cb, g_steal_pointer (&owned));
  }
}

static void
send_cb (GObject *link, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CulmPrinter *self = g_task_get_source_object (task);
  Wish *wish = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gpointer next = NULL;

  culm_printer_link_send_finish (CULM_PRINTER_LINK (link), result, &error);
  learn (self, wish, error);
  end_run (self, wish->run, error);
  if (g_hash_table_steal_extended (self->waiting, culm_command_run_get_key (wish->run), NULL, &next))
    send_now (next, send_cb);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/* The newest wish of its key; whether one of them is on its way or waits. */
static gboolean
is_pending (CulmPrinter *self, const char *key)
{
  CulmCommandRun *run = g_hash_table_lookup (self->runs, key);

  return run != NULL && culm_command_run_get_state (run) == CULM_RUN_PENDING;
}

static void
keep_run (CulmPrinter *self, CulmCommandRun *run)
{
  g_hash_table_replace (self->runs, (char *) culm_command_run_get_key (run), g_object_ref (run));
}

/* The last value wins: one that still waits is not sent any more. */
static void
drop_waiting (CulmPrinter *self, const char *key)
{
  gpointer old = NULL;

  if (!g_hash_table_steal_extended (self->waiting, key, NULL, &old))
    return;
  refuse (old,
          culm_error_new (CULM_ERROR_ORIGIN_PRINTER, CULM_ERROR_CANCELLED, "%s: a newer value took its place", key));
  g_object_unref (old);
}

void
culm_printer_settle_runs (CulmPrinter *self)
{
  g_autoptr (GPtrArray) released = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->runs);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    CulmCommandRun *run = value;

    if (culm_command_run_get_state (run) != CULM_RUN_CONFIRMED || !culm_command_run_get_holds (run))
      continue;
    if (culm_printer_shows (self, culm_command_run_get_command (run)))
      culm_command_run_release (run);
    else
      culm_command_run_outlast (run, self->report_time);
    if (!culm_command_run_get_holds (run))
      g_ptr_array_add (released, g_object_ref (run));
  }
  for (guint i = 0; i < released->len; i++)
    culm_printer_emit_run_changed (self, culm_command_run_get_key (g_ptr_array_index (released, i)));
}

void
culm_printer_send_async (CulmPrinter *self, CulmCommand *command, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  const char *key = culm_command_get_key (command);
  Wish *wish;
  GError *error = NULL;
  gboolean behind;

  g_return_if_fail (CULM_IS_PRINTER (self));
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, culm_printer_send_async);
  g_task_set_check_cancellable (task, FALSE);
  wish = g_new0 (Wish, 1);
  wish->run = culm_command_run_new (command);
  g_task_set_task_data (task, wish, free_wish);
  behind = is_pending (self, key);
  if (!check_obstacle (self, command, &error)) {
    if (!behind)
      keep_run (self, wish->run);
    refuse (task, error);
    return;
  }
  keep_run (self, wish->run);
  drop_waiting (self, key);
  culm_printer_emit_run_changed (self, key);
  if (behind)
    g_hash_table_insert (self->waiting, (char *) key, g_steal_pointer (&task));
  else
    send_now (g_steal_pointer (&task), send_cb);
}

gboolean
culm_printer_send_finish (CulmPrinter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

CulmCommandRun *
culm_printer_get_run (CulmPrinter *self, const char *key)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), NULL);
  return g_hash_table_lookup (self->runs, key);
}
