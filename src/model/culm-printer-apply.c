/* culm-printer-apply.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-printer-private.h"
#include "culm-report-ams.h"
#include "culm-report-fans.h"
#include "culm-report-identity.h"
#include "culm-report-job.h"
#include "culm-report-machine.h"
#include "culm-report-temperatures.h"
#include "culm-set.h"
#include "culm-stage.h"
#include <math.h>

static void
set_int (CulmPrinter *self, int *field, int value, CulmPrinterProp prop)
{
  if (culm_set_int (field, value))
    culm_printer_notify (self, prop);
}

static void
set_text (CulmPrinter *self, char **field, const char *value, CulmPrinterProp prop)
{
  if (culm_set_string (field, value))
    culm_printer_notify (self, prop);
}

/* For words of our own tables, which need no copy. */
static void
set_word (CulmPrinter *self, const char **field, const char *value, CulmPrinterProp prop)
{
  if (g_strcmp0 (*field, value) == 0)
    return;
  *field = value;
  culm_printer_notify (self, prop);
}

/* ---- State, stage and job ---- */

/* A code that was there before the job began says nothing of it, until it has been away. */
static gboolean
is_fresh_cancel (gint64 code, gint64 *stale)
{
  if (code != *stale)
    *stale = 0;
  return code != 0 && code != *stale && culm_fault_is_cancel ((guint32) code);
}

static void
update_state (CulmPrinter *self)
{
  CulmRecord *status = culm_report_get_status (self->report);
  gint64 error = culm_record_get_int (status, CULM_STATUS_ERROR, 0);
  gint64 reason = culm_record_get_int (status, CULM_STATUS_FAIL_REASON, 0);
  CulmPrinterState state = culm_report_get_state (self->report);
  gboolean was_known = self->reported_state != CULM_PRINTER_STATE_UNKNOWN;

  if (was_known && culm_printer_state_is_active (state) &&
      !culm_printer_state_is_active ((CulmPrinterState) self->reported_state)) {
    self->cancelled = FALSE;
    self->stale_error = error;
    self->stale_reason = reason;
  }
  self->reported_state = (int) state;
  if (is_fresh_cancel (error, &self->stale_error) | is_fresh_cancel (reason, &self->stale_reason))
    self->cancelled = TRUE;
}

static void
update_stage (CulmPrinter *self)
{
  int code = CULM_STAGE_IDLE;
  gboolean known = culm_report_get_stage (self->report, &code);

  set_int (self, &self->stage_code, code, CULM_PRINTER_PROP_STAGE_CODE);
  set_word (self, &self->stage_name, known ? culm_stage_get_name (code) : NULL, CULM_PRINTER_PROP_STAGE_NAME);
}

/* Another id, or another start from rest. */
static gboolean
is_new_job (CulmPrinter *self, const CulmJobData *data, CulmPrinterState before)
{
  if (self->job == NULL)
    return TRUE;
  if (!g_str_equal (culm_job_get_task_id (self->job), data->task_id))
    return TRUE;
  return before != CULM_PRINTER_STATE_UNKNOWN && !culm_printer_state_is_active (before) &&
         culm_printer_state_is_active ((CulmPrinterState) self->reported_state);
}

static void
update_times (CulmPrinter *self, CulmPrinterState before, gint64 unix_seconds)
{
  gint64 told = culm_report_get_job_start (self->report);
  gboolean active = culm_printer_state_is_active ((CulmPrinterState) self->reported_state);

  if (told > 0)
    culm_job_set_started (self->job, told);
  else if (active && before != CULM_PRINTER_STATE_UNKNOWN && culm_job_get_started (self->job) == 0)
    culm_job_set_started (self->job, unix_seconds);
  if (!active && culm_printer_state_is_active (before))
    culm_job_set_ended (self->job, unix_seconds);
}

static void
update_job (CulmPrinter *self, CulmPrinterState before, gint64 unix_seconds)
{
  CulmJobData data;

  if (!culm_report_read_job (self->report, &data)) {
    if (self->job != NULL) {
      g_clear_object (&self->job);
      culm_printer_notify (self, CULM_PRINTER_PROP_JOB);
    }
    return;
  }
  if (is_new_job (self, &data, before)) {
    g_clear_object (&self->job);
    self->job = culm_job_new ();
    culm_printer_notify (self, CULM_PRINTER_PROP_JOB);
  }
  culm_job_update (self->job, &data);
  update_times (self, before, unix_seconds);
  culm_report_job_clear (&data);
}

/* ---- Faults ---- */

/* The object for this entry: the one that is shown already, or a new one. (transfer full) */
static CulmFault *
take_fault (CulmPrinter *self, CulmRecord *entry)
{
  CulmFault *fault = culm_fault_new_hms ((guint32) culm_record_get_int (entry, CULM_HMS_ATTR, 0),
                                         (guint32) culm_record_get_int (entry, CULM_HMS_CODE, 0));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->hms));

  for (guint i = 0; i < n; i++) {
    g_autoptr (CulmFault) shown = g_list_model_get_item (G_LIST_MODEL (self->hms), i);

    if (culm_fault_equal (shown, fault)) {
      g_object_unref (fault);
      return g_steal_pointer (&shown);
    }
  }
  return fault;
}

static gboolean
is_shown (CulmPrinter *self, GPtrArray *faults)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->hms)) != faults->len)
    return FALSE;
  for (guint i = 0; i < faults->len; i++) {
    g_autoptr (CulmFault) shown = g_list_model_get_item (G_LIST_MODEL (self->hms), i);

    if (shown != g_ptr_array_index (faults, i))
      return FALSE;
  }
  return TRUE;
}

static void
update_faults (CulmPrinter *self)
{
  CulmRecord *status = culm_report_get_status (self->report);
  g_autoptr (CulmFault) error =
      culm_fault_new_print_error ((guint32) culm_record_get_int (status, CULM_STATUS_ERROR, 0));
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = culm_record_get_n_items (status, CULM_STATUS_HMS);

  if (!culm_fault_equal (error, self->error)) {
    g_set_object (&self->error, error);
    culm_printer_notify (self, CULM_PRINTER_PROP_ERROR);
  }
  for (guint i = 0; i < n; i++) {
    CulmRecord *entry = culm_record_get_item (status, CULM_STATUS_HMS, i);

    if (culm_record_has (entry, CULM_HMS_ATTR) && culm_record_has (entry, CULM_HMS_CODE))
      g_ptr_array_add (faults, take_fault (self, entry));
  }
  if (!is_shown (self, faults))
    g_list_store_splice (self->hms, 0, g_list_model_get_n_items (G_LIST_MODEL (self->hms)), faults->pdata, faults->len);
}

/* ---- Heat and fans ---- */

static CulmNozzle *
ensure_nozzle (CulmPrinter *self, int extruder)
{
  CulmNozzle *nozzle = culm_printer_find_nozzle (self, extruder);
  g_autoptr (CulmNozzle) made = NULL;

  if (nozzle != NULL)
    return nozzle;
  made = culm_nozzle_new (extruder);
  g_list_store_append (self->nozzles, made);
  return made;
}

static void
update_nozzles (CulmPrinter *self)
{
  int n = culm_report_is_dual (self->report, self->model) ? 2 : 1;
  int active = culm_report_get_active_extruder (self->report, self->model);

  for (int i = 0; i < n; i++) {
    CulmNozzleFacts facts = culm_report_get_nozzle (self->report, self->model, i);
    CulmNozzle *nozzle = ensure_nozzle (self, i);

    culm_heater_set_temperatures (culm_nozzle_get_heater (nozzle), facts.heat.current, facts.heat.target);
    culm_heater_set_present (culm_nozzle_get_heater (nozzle), TRUE);
    culm_nozzle_update (nozzle, facts.diameter, facts.kind, facts.flow, i == active);
  }
  if (n == 1 && culm_printer_find_nozzle (self, 1) != NULL)
    g_list_store_remove (self->nozzles, 1);
}

static void
update_heat (CulmPrinter *self)
{
  CulmTemperatures bed = culm_report_get_bed (self->report), chamber;
  gboolean has_chamber = culm_report_get_chamber (self->report, self->model, &chamber);

  update_nozzles (self);
  culm_heater_set_temperatures (self->bed, bed.current, bed.target);
  culm_heater_set_present (self->bed, TRUE);
  culm_heater_set_temperatures (self->chamber, chamber.current, chamber.target);
  culm_heater_set_present (self->chamber, has_chamber);
}

/* A fan that is an option, and that no report bit names, counts once it has been seen to turn. */
static gboolean
is_fan_present (CulmPrinter *self, CulmFanId id, int percent)
{
  gboolean option = id != CULM_FAN_HOTEND && self->model->fans[id] == CULM_FIT_OPTION;

  if (option && percent == 0)
    return culm_fan_get_present (self->fans[id]);
  return percent >= 0 || (culm_printer_model_is_known (self->model) && self->model->fans[id] == CULM_FIT_YES);
}

static void
update_fans (CulmPrinter *self)
{
  for (int i = 0; i < CULM_N_FANS; i++) {
    CulmFanId id = (CulmFanId) i;
    int percent = culm_report_get_fan (self->report, self->model, id);
    gboolean present = is_fan_present (self, id, percent);

    culm_fan_set_percent (self->fans[i], percent);
    culm_fan_set_present (self->fans[i], present, present && culm_report_is_fan_settable (self->report, id));
  }
  set_word (self, &self->airduct, culm_report_get_airduct (self->report), CULM_PRINTER_PROP_AIRDUCT);
}

/* ---- Filament ---- */

static void
update_slots (CulmPrinter *self, CulmAmsUnit *unit, CulmRecord *record)
{
  guint n = culm_record_get_n_items (record, CULM_UNIT_TRAYS);
  guint32 kept = 0;

  for (guint i = 0; i < n; i++) {
    CulmRecord *tray = culm_record_get_item (record, CULM_UNIT_TRAYS, i);
    gint64 id = culm_record_get_int (tray, CULM_TRAY_ID, -1);
    CulmAmsSlotData data;

    if (id < 0 || id > 31)
      continue;
    culm_report_read_slot (self->report, self->model, record, tray, &data);
    culm_ams_slot_update (culm_ams_unit_ensure_slot (unit, (int) id), &data);
    culm_report_slot_clear (&data);
    kept |= 1u << id;
  }
  culm_ams_unit_keep_slots (unit, kept);
}

/* The unit with this id, made in its place by id. (transfer none) */
static CulmAmsUnit *
ensure_unit (CulmPrinter *self, int id)
{
  guint i, n = g_list_model_get_n_items (G_LIST_MODEL (self->ams));
  g_autoptr (CulmAmsUnit) made = NULL;

  for (i = 0; i < n; i++) {
    g_autoptr (CulmAmsUnit) unit = g_list_model_get_item (G_LIST_MODEL (self->ams), i);

    if (culm_ams_unit_get_id (unit) == id)
      return unit;
    if (culm_ams_unit_get_id (unit) > id)
      break;
  }
  made = culm_ams_unit_new (id);
  g_list_store_insert (self->ams, i, made);
  return made;
}

static gboolean
is_id (gint64 id)
{
  return id >= 0 && id <= 255;
}

static void
update_units (CulmPrinter *self)
{
  CulmRecord *ams = culm_record_get_record (culm_report_get_status (self->report), CULM_STATUS_AMS);
  guint n = culm_record_get_n_items (ams, CULM_AMS_UNITS);

  for (guint i = 0; i < n; i++) {
    CulmRecord *record = culm_record_get_item (ams, CULM_AMS_UNITS, i);
    gint64 id = culm_record_get_int (record, CULM_UNIT_ID, -1);
    CulmAmsUnitData data;
    CulmAmsUnit *unit;

    if (!is_id (id))
      continue;
    unit = ensure_unit (self, (int) id);
    culm_report_read_unit (self->report, self->model, record, &data);
    culm_ams_unit_update (unit, &data);
    update_slots (self, unit, record);
  }
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->ams)); i-- > 0;) {
    g_autoptr (CulmAmsUnit) unit = g_list_model_get_item (G_LIST_MODEL (self->ams), i);

    if (culm_record_find_item (ams, CULM_AMS_UNITS, CULM_UNIT_ID, culm_ams_unit_get_id (unit)) == NULL)
      g_list_store_remove (self->ams, i);
  }
}

/* The left spool comes first, as 254 comes before 255. (transfer none) */
static CulmAmsSlot *
ensure_external (CulmPrinter *self, int id, gboolean left)
{
  guint i, n = g_list_model_get_n_items (G_LIST_MODEL (self->external));
  g_autoptr (CulmAmsSlot) made = NULL;

  for (i = 0; i < n; i++) {
    g_autoptr (CulmAmsSlot) slot = g_list_model_get_item (G_LIST_MODEL (self->external), i);
    int other = culm_ams_slot_get_id (slot);

    if (other == id)
      return slot;
    if (other > id)
      break;
  }
  made = culm_ams_slot_new (id, left ? "Ext L" : "Ext");
  g_list_store_insert (self->external, i, made);
  return made;
}

static void
update_external (CulmPrinter *self)
{
  gboolean dual = culm_report_is_dual (self->report, self->model);
  guint n = culm_report_get_n_external (self->report);
  gboolean kept[256] = { FALSE };

  for (guint i = 0; i < n; i++) {
    CulmRecord *tray = culm_report_get_external (self->report, i);
    int id = culm_report_get_external_id (tray);
    CulmAmsSlotData data;

    if (!is_id (id))
      continue;
    culm_report_read_external (self->report, self->model, tray, &data);
    culm_ams_slot_update (ensure_external (self, id, dual && id == 254), &data);
    culm_report_slot_clear (&data);
    kept[id] = TRUE;
  }
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->external)); i-- > 0;) {
    g_autoptr (CulmAmsSlot) slot = g_list_model_get_item (G_LIST_MODEL (self->external), i);

    if (!kept[culm_ams_slot_get_id (slot)])
      g_list_store_remove (self->external, i);
  }
}

/* ---- The rest ---- */

static void
update_speed (CulmPrinter *self)
{
  CulmRecord *status = culm_report_get_status (self->report);
  gint64 level = culm_record_get_int (status, CULM_STATUS_SPEED_LEVEL, 0);
  gint64 percent = culm_record_get_int (status, CULM_STATUS_SPEED_PERCENT, 0);

  set_int (self, &self->speed_level, level >= 1 && level <= 4 ? (int) level : 0, CULM_PRINTER_PROP_SPEED_LEVEL);
  set_int (self, &self->speed_percent, percent > 0 && percent < 1000 ? (int) percent : 0,
           CULM_PRINTER_PROP_SPEED_PERCENT);
}

static void
update_machine (CulmPrinter *self)
{
  g_autofree char *address = culm_report_dup_address (self->report);

  set_int (self, &self->storage, (int) culm_report_get_storage (self->report), CULM_PRINTER_PROP_STORAGE);
  set_int (self, &self->door, (int) culm_report_get_door (self->report, self->model), CULM_PRINTER_PROP_DOOR);
  set_int (self, &self->wifi_dbm, culm_report_get_wifi (self->report), CULM_PRINTER_PROP_WIFI_DBM);
  set_text (self, &self->address, address, CULM_PRINTER_PROP_ADDRESS);
}

void
culm_printer_interpret (CulmPrinter *self, guint32 groups)
{
  if ((groups & CULM_REPORT_VERSION) != 0) {
    culm_printer_identify (self);
    set_text (self, &self->firmware, culm_report_get_firmware (self->report), CULM_PRINTER_PROP_FIRMWARE);
    /* Model, firmware and the kinds of AMS decide how the rest is read. */
    groups = CULM_REPORT_ALL;
  }
  if ((groups & CULM_REPORT_STATE) != 0)
    update_state (self);
  if ((groups & CULM_REPORT_STAGE) != 0)
    update_stage (self);
  if ((groups & CULM_REPORT_FAULTS) != 0)
    update_faults (self);
  if ((groups & CULM_REPORT_SPEED) != 0)
    update_speed (self);
  if ((groups & CULM_REPORT_HEAT) != 0)
    update_heat (self);
  if ((groups & CULM_REPORT_FANS) != 0)
    update_fans (self);
  if ((groups & CULM_REPORT_AMS) != 0) {
    update_units (self);
    update_external (self);
  }
  if ((groups & CULM_REPORT_LIGHTS) != 0)
    set_int (self, &self->light, (int) culm_report_get_light (self->report), CULM_PRINTER_PROP_LIGHT);
  if ((groups & CULM_REPORT_MACHINE) != 0)
    update_machine (self);
  culm_printer_refresh (self);
}

/* A report out of the cache says nothing of now. */
static void
read_clock (CulmPrinter *self, guint32 groups, gint64 monotonic, gint64 unix_seconds)
{
  gint64 utc = culm_record_get_int (culm_report_get_status (self->report), CULM_STATUS_UTC, 0);

  if ((groups & CULM_REPORT_CLOCK) == 0 || monotonic == 0 || utc <= 0)
    return;
  self->clock_known = TRUE;
  self->clock_skew = utc / 1000 - unix_seconds;
}

void
culm_printer_apply (CulmPrinter *self, CulmReport *merged, gint64 monotonic, gint64 unix_seconds)
{
  guint32 groups;
  CulmPrinterState before;
  CulmControl told;

  g_return_if_fail (CULM_IS_PRINTER (self));
  groups = culm_report_follows (merged, self->report) ? culm_report_get_changed (merged) : CULM_REPORT_ALL;
  before = (CulmPrinterState) self->reported_state;
  told = culm_report_get_control (self->report);
  g_object_freeze_notify (G_OBJECT (self));
  culm_report_ref (merged);
  g_clear_pointer (&self->report, culm_report_unref);
  self->report = merged;
  /* The bit turned: what an earlier command showed is past. */
  if (told != culm_report_get_control (merged))
    culm_printer_forget_control (self);
  read_clock (self, groups, monotonic, unix_seconds);
  culm_printer_interpret (self, groups);
  if ((groups & (CULM_REPORT_JOB | CULM_REPORT_STATE)) != 0 || self->complete != culm_report_is_full (merged))
    update_job (self, before, unix_seconds);
  if (culm_set_boolean (&self->complete, culm_report_is_full (merged)))
    culm_printer_notify (self, CULM_PRINTER_PROP_COMPLETE);
  if (culm_set_int64 (&self->report_time, monotonic))
    culm_printer_notify (self, CULM_PRINTER_PROP_REPORT_TIME);
  g_object_thaw_notify (G_OBJECT (self));
  culm_printer_settle_runs (self);
  culm_printer_emit_reported (self);
}
