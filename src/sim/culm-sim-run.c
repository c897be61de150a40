/* culm-sim-run.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-run.h"

#define CANCELLED 0x0300400c
#define RAN_OUT 0x03008004
#define NOZZLE_BLOCKED 0x03004006
#define SPOOL_GRAMS 1000.0
#define PREHEAT 140.0 /* °C of the nozzle while it homes and levels */

static int
pick_slot (CulmSimMachine *machine)
{
  CulmSimAms *ams = &machine->ams;
  guint main_nozzle = machine->model->main_nozzle;
  CulmSimSpool *wanted = culm_sim_ams_find_spool (ams, machine->wanted_slot);
  int slot = culm_sim_ams_pick (ams, main_nozzle);

  if (wanted != NULL && wanted->present)
    slot = machine->wanted_slot;
  machine->wanted_slot = CULM_SIM_SLOT_NONE;
  if (slot == CULM_SIM_SLOT_NONE && machine->model->nozzles > 1)
    slot = culm_sim_ams_pick (ams, 1 - main_nozzle);
  if (slot == CULM_SIM_SLOT_NONE) {
    if (!ams->external[0].present)
      culm_sim_spool_draw (&ams->external[0], machine->rand, FALSE);
    slot = CULM_SIM_SLOT_EXTERNAL;
  }
  return slot;
}

/* What the slicer would have set for this filament. */
static void
suit_filament (CulmSimJob *job, const CulmSimSpool *spool)
{
  static const struct {
    const char *type;
    int bed;
  } beds[] = { { "PLA", 60 }, { "PETG", 70 }, { "ABS", 90 }, { "ASA", 90 }, { "TPU", 40 }, { "PA-CF", 90 } };

  if (spool == NULL || spool->nozzle_max <= 0)
    return;
  job->nozzle_target = spool->nozzle_max - 10;
  for (guint i = 0; i < G_N_ELEMENTS (beds); i++)
    if (g_str_equal (spool->type, beds[i].type))
      job->bed_target = beds[i].bed;
}

static void
load_slot (CulmSimMachine *machine, int slot)
{
  CulmSimUnit *unit = culm_sim_ams_find_unit (&machine->ams, (guint) slot >> 8);

  machine->active_nozzle = unit != NULL ? unit->nozzle : machine->model->main_nozzle;
  machine->ams.now[machine->active_nozzle] = slot;
}

static void
cool_down (CulmSimMachine *machine)
{
  machine->ams.printing = FALSE;
  for (guint i = 0; i < machine->model->nozzles; i++) {
    culm_sim_machine_heat_nozzle (machine, i, 0);
    machine->ams.previous[i] = machine->ams.now[i];
    machine->ams.now[i] = CULM_SIM_SLOT_NONE;
  }
  culm_sim_machine_heat_bed (machine, 0);
  culm_sim_machine_heat_chamber (machine, 0);
  for (guint i = 0; i < CULM_SIM_N_FANS; i++)
    if (i != CULM_SIM_FAN_LOOP)
      culm_sim_air_set (&machine->air, i, 0);
}

static void
end_job (CulmSimMachine *machine, CulmSimJobState state)
{
  int slot = machine->ams.now[machine->active_nozzle];
  CulmSimSpool *spool = culm_sim_ams_find_spool (&machine->ams, slot);

  culm_sim_job_end (&machine->job, state, culm_sim_machine_get_now (machine));
  g_ptr_array_insert (machine->history, 0,
                      culm_sim_record_new (&machine->job, spool, culm_sim_ams_get_tray_number (slot)));
  cool_down (machine);
}

/* The targets and fans that a stage of the job brings with it. What a person sets in between stays. */
static void
enter_stage (CulmSimMachine *machine, int stage)
{
  switch (stage) {
  case CULM_SIM_STAGE_HOMING:
    machine->homed = 7;
    culm_sim_machine_heat_bed (machine, machine->job.bed_target);
    culm_sim_machine_heat_nozzle (machine, machine->active_nozzle, PREHEAT);
    break;
  case CULM_SIM_STAGE_NOZZLE:
    culm_sim_machine_heat_nozzle (machine, machine->active_nozzle, machine->job.nozzle_target);
    break;
  default: break;
  }
}

static void
start_fans (CulmSimMachine *machine)
{
  if (machine->fans_started || culm_sim_job_get_layer (&machine->job) < 2)
    return;
  machine->fans_started = TRUE;
  culm_sim_air_set (&machine->air, CULM_SIM_FAN_PART, 80);
  if (culm_sim_air_has_fan (&machine->air, CULM_SIM_FAN_AUX))
    culm_sim_air_set (&machine->air, CULM_SIM_FAN_AUX, 60);
  if (culm_sim_air_has_fan (&machine->air, CULM_SIM_FAN_CHAMBER))
    culm_sim_air_set (&machine->air, CULM_SIM_FAN_CHAMBER, 40);
}

static void
consume (CulmSimMachine *machine, double before)
{
  int slot = machine->ams.now[machine->active_nozzle];
  CulmSimSpool *spool = culm_sim_ams_find_spool (&machine->ams, slot);
  double grams = machine->job.grams * (culm_sim_job_get_fraction (&machine->job) - before);

  if (spool == NULL || spool->remain < 0)
    return;
  spool->remain -= grams * 100 / SPOOL_GRAMS;
  if (spool->remain <= 0)
    culm_sim_run_runout (machine);
}

/* The HMS entry of a slot that ran out (reference/hms.md §1). */
static guint32
get_runout_attr (CulmSimMachine *machine, int slot)
{
  CulmSimUnit *unit = culm_sim_ams_find_unit (&machine->ams, (guint) slot >> 8);
  guint32 module;

  if (unit == NULL)
    return slot == CULM_SIM_SLOT_EXTERNAL_LEFT ? 0x07fe2000 : 0x07ff2000;
  module = unit->kind == 'T' ? 0x18 : unit->kind == 'L' || unit->kind == 'M' ? 0x12 : 0x07;
  return module << 24 | (unit->id == 16 ? 0 : unit->id) << 16 | (0x20 + ((guint) slot & 0xff)) << 8;
}

static void
warm_up (CulmSimMachine *machine)
{
  CulmSimJob *job = &machine->job;

  culm_sim_machine_heat_bed (machine, job->bed_target);
  culm_sim_machine_heat_nozzle (machine, machine->active_nozzle, job->nozzle_target);
  machine->bed.current = machine->bed.target;
  machine->nozzles[machine->active_nozzle].current = machine->nozzles[machine->active_nozzle].target;
  machine->chamber.current += 8;
  machine->homed = 7;
  start_fans (machine);
  culm_sim_air_set (&machine->air, CULM_SIM_FAN_HOTEND, 100);
  for (guint i = 0; i < CULM_SIM_N_FANS; i++)
    machine->air.current[i] = machine->air.target[i];
}

gboolean
culm_sim_run_start (CulmSimMachine *machine)
{
  int slot;

  if (culm_sim_machine_is_busy (machine))
    return FALSE;
  machine->print_error = machine->fail_reason = machine->cancel_reports = 0;
  machine->fans_started = FALSE;
  culm_sim_machine_clear_hms (machine);
  slot = pick_slot (machine);
  load_slot (machine, slot);
  suit_filament (&machine->job, culm_sim_ams_find_spool (&machine->ams, slot));
  machine->ams.printing = TRUE;
  culm_sim_job_begin (&machine->job, machine->model, culm_sim_machine_get_now (machine));
  return TRUE;
}

gboolean
culm_sim_run_pause (CulmSimMachine *machine)
{
  if (machine->job.state != CULM_SIM_JOB_RUNNING)
    return FALSE;
  culm_sim_job_pause (&machine->job, CULM_SIM_STAGE_PAUSED);
  return TRUE;
}

gboolean
culm_sim_run_resume (CulmSimMachine *machine)
{
  CulmSimSpool *spool = culm_sim_ams_find_spool (&machine->ams, machine->ams.now[machine->active_nozzle]);

  if (machine->job.state != CULM_SIM_JOB_PAUSE)
    return FALSE;
  if (machine->job.stage == CULM_SIM_STAGE_RUNOUT && spool != NULL) {
    spool->present = TRUE;
    spool->remain = culm_sim_spool_is_tagged (spool) ? 100 : -1;
  }
  if (machine->ams.now[machine->active_nozzle] == CULM_SIM_SLOT_NONE) /* unloaded meanwhile */
    load_slot (machine, pick_slot (machine));
  machine->ams.change.running = FALSE;
  machine->print_error = 0;
  culm_sim_machine_clear_hms (machine);
  culm_sim_job_resume (&machine->job);
  return TRUE;
}

gboolean
culm_sim_run_stop (CulmSimMachine *machine)
{
  if (!culm_sim_job_is_active (&machine->job))
    return FALSE;
  end_job (machine, CULM_SIM_JOB_FAILED);
  culm_sim_machine_clear_hms (machine);
  machine->print_error = machine->fail_reason = CANCELLED;
  machine->cancel_reports = 2;
  return TRUE;
}

gboolean
culm_sim_run_finish (CulmSimMachine *machine)
{
  if (!culm_sim_job_is_active (&machine->job))
    return FALSE;
  end_job (machine, CULM_SIM_JOB_FINISH);
  machine->print_error = 0;
  return TRUE;
}

gboolean
culm_sim_run_fail (CulmSimMachine *machine, guint32 print_error)
{
  if (!culm_sim_job_is_active (&machine->job))
    return FALSE;
  end_job (machine, CULM_SIM_JOB_FAILED);
  machine->print_error = machine->fail_reason = print_error != 0 ? print_error : NOZZLE_BLOCKED;
  if (machine->print_error == NOZZLE_BLOCKED)
    culm_sim_machine_raise_hms (machine, 0x03001a00, 0x00020001); /* nozzle covered or plate crooked */
  return TRUE;
}

gboolean
culm_sim_run_runout (CulmSimMachine *machine)
{
  int slot = machine->ams.now[machine->active_nozzle];
  CulmSimSpool *spool = culm_sim_ams_find_spool (&machine->ams, slot);

  if (machine->job.state != CULM_SIM_JOB_RUNNING)
    return FALSE;
  if (spool != NULL) {
    spool->present = FALSE;
    spool->remain = 0;
  }
  culm_sim_job_pause (&machine->job, CULM_SIM_STAGE_RUNOUT);
  machine->print_error = RAN_OUT;
  culm_sim_machine_raise_hms (machine, get_runout_attr (machine, slot), 0x00020001);
  return TRUE;
}

void
culm_sim_run_open_door (CulmSimMachine *machine, gboolean open)
{
  machine->door_open = open;
  if (!open) {
    for (guint i = machine->hms->len; i-- > 0;)
      if (g_array_index (machine->hms, CulmSimHms, i).attr == 0x05000400)
        g_array_remove_index (machine->hms, i);
    return;
  }
  if (machine->settings.door_check == 0 || machine->job.state != CULM_SIM_JOB_RUNNING)
    return;
  culm_sim_machine_raise_hms (machine, 0x05000400, 0x00030008);
  if (machine->settings.door_check == 2)
    culm_sim_run_pause (machine);
}

void
culm_sim_run_advance (CulmSimMachine *machine, double seconds)
{
  CulmSimJob *job = &machine->job;
  double before = culm_sim_job_get_fraction (job);
  int stage = job->stage;
  gboolean over;

  if (!culm_sim_job_is_active (job))
    return;
  over = culm_sim_job_advance (job, seconds, culm_sim_settings_get_speed (&machine->settings),
                               culm_sim_heater_is_ready (&machine->bed),
                               culm_sim_heater_is_ready (&machine->nozzles[machine->active_nozzle]));
  if (job->state != CULM_SIM_JOB_RUNNING)
    return;
  if (job->stage != stage)
    enter_stage (machine, job->stage);
  start_fans (machine);
  consume (machine, before);
  if (over && job->state == CULM_SIM_JOB_RUNNING)
    culm_sim_run_finish (machine);
}

gboolean
culm_sim_run_preset (CulmSimMachine *machine, const char *state)
{
  static const char *const states[] = { "idle", "offline", "printing", "paused", "finished", "runout", "failed", NULL };
  double fraction = g_rand_double_range (machine->rand, 0.2, 0.7);
  gint64 into;

  if (!g_strv_contains (states, state))
    return FALSE;
  machine->online = !g_str_equal (state, "offline");
  if (g_str_equal (state, "idle") || !machine->online)
    return TRUE;
  culm_sim_run_start (machine);
  culm_sim_job_seek (&machine->job, fraction);
  into = (gint64) (machine->job.elapsed / machine->speed);
  machine->job.started -= into;
  warm_up (machine);
  if (g_str_equal (state, "paused"))
    culm_sim_run_pause (machine);
  else if (g_str_equal (state, "runout"))
    culm_sim_run_runout (machine);
  else if (g_str_equal (state, "finished"))
    culm_sim_run_finish (machine);
  else if (g_str_equal (state, "failed"))
    culm_sim_run_fail (machine, NOZZLE_BLOCKED);
  return TRUE;
}
