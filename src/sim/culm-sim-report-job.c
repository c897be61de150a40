/* culm-sim-report-job.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-report-job.h"

#include "culm-sim-json.h"

#include <math.h>

/* By CulmSimJobState: the word, and the numbers of `job.job_state` and `state`. */
static const struct {
  const char *word;
  int job_state, state;
} states[] = { { "IDLE", 0, 0 },  { "PREPARE", 2, 2 }, { "RUNNING", 4, 4 },
               { "PAUSE", 5, 5 }, { "FINISH", 8, 6 },  { "FAILED", 9, 7 } };

static gboolean
is_terse (CulmSimMachine *machine)
{
  return machine->model->style == CULM_SIM_STYLE_P1;
}

static gboolean
has_job (CulmSimMachine *machine)
{
  return machine->job.state != CULM_SIM_JOB_IDLE;
}

static int
get_stage (CulmSimMachine *machine)
{
  int idle = !is_terse (machine) ? -1 : machine->model->bed_slinger ? 0 : 255;

  if (machine->calibrating > 0)
    return machine->calibration_stage;
  return machine->job.stage == CULM_SIM_STAGE_IDLE ? idle : machine->job.stage;
}

static const char *
get_print_type (CulmSimMachine *machine)
{
  if (machine->calibrating > 0)
    return "system";
  if (!culm_sim_job_is_active (&machine->job))
    return is_terse (machine) ? "idle" : "";
  return machine->job.from_cloud ? "cloud" : "local";
}

static void
put_stages (CulmSimMachine *machine, JsonObject *report)
{
  JsonArray *stages = json_array_new ();

  for (guint i = 0; has_job (machine) && i < machine->job.n_steps; i++)
    json_array_add_int_element (stages, machine->job.steps[i]);
  json_object_set_array_member (report, "stg", stages);
  json_object_set_int_member (report, "stg_cur", get_stage (machine));
}

static void
put_skipped (CulmSimMachine *machine, JsonObject *report)
{
  JsonArray *skipped = json_array_new ();

  for (guint i = 0; i < machine->job.skipped->len; i++)
    json_array_add_int_element (skipped, g_array_index (machine->job.skipped, int, i));
  json_object_set_array_member (report, "s_obj", skipped);
}

/* Title and file are a person's words, so they are set as members. */
static void
put_names (CulmSimMachine *machine, JsonObject *report)
{
  const CulmSimJob *job = &machine->job;
  gboolean packed = g_str_has_suffix (job->file, ".3mf");
  g_autofree char *plate = g_strdup_printf ("/data/Metadata/plate_%u.gcode", job->plate);
  const char *file = packed && !is_terse (machine) ? plate : job->file;

  if (machine->calibrating > 0)
    file = "/usr/etc/print/auto_cali_for_user.gcode";
  else if (!has_job (machine))
    file = "";
  json_object_set_string_member (report, "subtask_name", has_job (machine) ? job->name : "");
  json_object_set_string_member (report, "gcode_file", file);
  if (!is_terse (machine))
    json_object_set_string_member (report, "file", file);
}

static void
put_ids (CulmSimMachine *machine, JsonObject *report)
{
  guint64 id = has_job (machine) && machine->job.from_cloud ? machine->job.task_id : 0;

  culm_sim_json_add (report,
                     "{'task_id':'%" G_GUINT64_FORMAT "','subtask_id':'%" G_GUINT64_FORMAT
                     "','project_id':'%" G_GUINT64_FORMAT "','profile_id':'%" G_GUINT64_FORMAT "'}",
                     id, id > 0 ? id + 1 : 0, id > 0 ? id + 2 : 0, id > 0 ? id + 3 : 0);
}

static void
put_long_form (CulmSimMachine *machine, JsonObject *report, guint percent, guint left)
{
  const CulmSimJob *job = &machine->job;
  gboolean active = culm_sim_job_is_active (job), dual = machine->model->nozzles > 1;
  int now = machine->ams.now[machine->active_nozzle];

  culm_sim_json_add (
      report,
      "{'percent':%u,'remain_time':%u,'prepare_per':%u,'plate_idx':%u,'plate_id':%u,'plate_cnt':3,'state':%d,"
      "'job_id':'%" G_GUINT64_FORMAT "','design_id':'','model_id':'US00000000000000','mc_action':%d,"
      "'mc_stage':%d,'print_gcode_action':%d,'print_real_action':0,'job_attr':%d,'lan_task_id':'0','stg_cd':0,"
      "'canvas_id':0,'batch_id':0,'queue':0,'ap_err':0,'mc_err':0}",
      percent, left, culm_sim_job_get_prepare (job), has_job (machine) ? job->plate : 0,
      has_job (machine) ? job->plate : 0, states[job->state].state, has_job (machine) ? job->task_id : 0,
      active ? 0 : 255, active ? 2 : 1, active ? 0 : 255, active ? 17 : 3);
  culm_sim_json_put (report, "mapping", active && now != CULM_SIM_SLOT_NONE ? "[%d]" : "[]", now);
  if (machine->model->style != CULM_SIM_STYLE_NEW)
    return;
  culm_sim_json_put (report, "3D", "{'layer_num':%u,'total_layer_num':%u}", culm_sim_job_get_layer (job),
                     has_job (machine) ? job->layers : 0);
  culm_sim_json_put (report, "job",
                     "{'cur_stage':{'idx':0,'state':%d},'job_state':%d,'stage':[{'clock_in':false,'color':%s,"
                     "'diameter':%s,'est_time':0,'heigh':0.0,'idx':0,'platform':'','print_then':false,"
                     "'proc_list':[],'tool':%s,'type':2}]}",
                     active ? 2 : 0, states[job->state].job_state, dual ? "['','']" : "['']",
                     dual ? "[0.4,0.4]" : "[0.4]", dual ? "['HS01','HS01']" : "['HS01']");
  culm_sim_json_put (report, "err2", "{'err_code':'%u','img_id':''}", machine->print_error);
}

void
culm_sim_report_job (CulmSimMachine *machine, JsonObject *report)
{
  const CulmSimJob *job = &machine->job;
  guint speed = culm_sim_settings_get_speed (&machine->settings), percent = culm_sim_job_get_percent (job);
  guint left = (guint) ceil (culm_sim_job_get_left (job, speed) / 60);
  gboolean running = culm_sim_job_is_active (job) || machine->calibrating > 0;

  culm_sim_json_add (
      report,
      "{'gcode_state':'%s','gcode_file_prepare_percent':'%u','mc_percent':%u,'mc_remaining_time':%u,'layer_num':%u,"
      "'total_layer_num':%u,'print_type':'%s','spd_lvl':%u,'spd_mag':%u,'print_error':%u,'fail_reason':'%u',"
      "'mc_print_error_code':'0','mc_print_stage':'%d','mc_print_sub_stage':0,'queue_number':0,'queue_total':0,"
      "'queue_est':0,'queue_sts':0,'gcode_start_time':'%" G_GINT64_FORMAT "'}",
      machine->calibrating > 0 ? "RUNNING" : states[job->state].word, culm_sim_job_get_prepare (job), percent, left,
      culm_sim_job_get_layer (job), has_job (machine) ? job->layers : 0, get_print_type (machine),
      machine->settings.speed_level, speed, machine->print_error, machine->fail_reason, running ? 2 : 1,
      has_job (machine) ? job->started : 0);
  put_names (machine, report);
  put_ids (machine, report);
  put_stages (machine, report);
  put_skipped (machine, report);
  if (is_terse (machine))
    culm_sim_json_add (report, "{'lifecycle':'product','mess_production_state':'active','mc_print_line_number':'%u'}",
                       culm_sim_job_is_active (job) ? (guint) (job->elapsed * 23) : 0);
  else
    put_long_form (machine, report, percent, left);
}
