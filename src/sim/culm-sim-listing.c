/* culm-sim-listing.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-listing.h"

#include "culm-sim-json.h"

#include <math.h>

#define GRAMS_PER_CM 0.0298 /* PLA of 1.75 mm */

static const char *
get_status (CulmSimMachine *machine)
{
  static const char *const words[] = { "ACTIVE", "RUNNING", "RUNNING", "PAUSE", "SUCCESS", "FAILED" };

  return machine->online ? words[machine->job.state] : "";
}

static void
put_instant (JsonObject *object, const char *member, gint64 unix_seconds)
{
  g_autoptr (GDateTime) instant = g_date_time_new_from_unix_utc (unix_seconds);
  g_autofree char *text = g_date_time_format (instant, "%Y-%m-%dT%H:%M:%SZ");

  json_object_set_string_member (object, member, text);
}

static JsonObject *
make_task (CulmSimMachine *machine, const CulmSimRecord *record)
{
  JsonObject *task = culm_sim_json_new_object (
      "{'id':%" G_GUINT64_FORMAT ",'designTitle':'','plateName':'','cover':'','status':%d,'failedType':0,"
      "'feedbackStatus':0,'costTime':%ld,'length':%ld,'plateIndex':%u,'bedType':'textured_plate',"
      "'mode':'cloud_file','profileId':0,'modelId':'','designId':0,'instanceId':0,'isPublicProfile':false,"
      "'isPrintable':true,'deviceId':'%s','deviceModel':'%s'}",
      record->id,
      record->running  ? 4
      : record->failed ? 3
                       : 2,
      lround (record->cost), lround (record->grams / GRAMS_PER_CM), record->plate, machine->serial,
      machine->model->name);
  JsonObject *filament;

  json_object_set_string_member (task, "title", record->title);
  json_object_set_string_member (task, "deviceName", machine->name);
  json_object_set_double_member (task, "weight", round (record->grams * 100) / 100);
  put_instant (task, "startTime", record->started);
  put_instant (task, "endTime", record->ended);
  culm_sim_json_put (task, "amsDetailMapping",
                     "[{'ams':%u,'amsId':%u,'slotId':%u,'nozzleId':0,'sourceColor':'%s','targetColor':'%s',"
                     "'weight':%ld}]",
                     record->tray, record->tray / 4, record->tray % 4, record->color, record->color,
                     lround (record->grams));
  filament = json_array_get_object_element (json_object_get_array_member (task, "amsDetailMapping"), 0);
  json_object_set_string_member (filament, "filamentId", record->preset);
  json_object_set_string_member (filament, "filamentType", record->type);
  json_object_set_string_member (filament, "targetFilamentType", record->type);
  return task;
}

JsonObject *
culm_sim_listing_new_device (CulmSimMachine *machine)
{
  JsonObject *device = culm_sim_json_new_object (
      "{'dev_id':'%s','online':%s,'print_status':'%s','dev_model_name':'%s','dev_product_name':'%s',"
      "'dev_access_code':'%s','dev_structure':'%s','print_job':null}",
      machine->serial, machine->online ? "true" : "false", get_status (machine), machine->model->id,
      machine->model->name, machine->access_code, machine->model->bed_slinger ? "I3" : "CoreXY");

  json_object_set_string_member (device, "name", machine->name);
  json_object_set_double_member (device, "nozzle_diameter", machine->diameters[machine->active_nozzle]);
  return device;
}

JsonObject *
culm_sim_listing_new_print (CulmSimMachine *machine)
{
  const CulmSimJob *job = &machine->job;
  gboolean active = culm_sim_job_is_active (job);
  JsonObject *print = culm_sim_json_new_object (
      "{'dev_id':'%s','dev_online':%s,'dev_model_name':'%s','dev_product_name':'%s','dev_access_code':'%s',"
      "'task_id':null,'task_name':null,'task_status':'%s','model_id':null,'project_id':null,'profile_id':null,"
      "'start_time':null,'prediction':null,'progress':null,'thumbnail':null}",
      machine->serial, machine->online ? "true" : "false", machine->model->id, machine->model->name,
      machine->access_code, get_status (machine));

  json_object_set_string_member (print, "dev_name", machine->name);
  if (!active)
    return print;
  culm_sim_json_add (print, "{'task_id':'%" G_GUINT64_FORMAT "','prediction':%ld,'progress':%u}", job->task_id,
                     lround (job->total), culm_sim_job_get_percent (job));
  json_object_set_string_member (print, "task_name", job->name);
  put_instant (print, "start_time", job->started);
  return print;
}

/* Of what is over only the printer's name may change. Returns: (transfer full). */
static JsonObject *
list_record (CulmSimMachine *machine, CulmSimRecord *record)
{
  if (record->listed == NULL)
    record->listed = make_task (machine, record);
  json_object_set_string_member (record->listed, "deviceName", machine->name);
  return json_object_ref (record->listed);
}

GPtrArray *
culm_sim_listing_new_tasks (CulmSimMachine *machine)
{
  GPtrArray *tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  if (culm_sim_job_is_active (&machine->job)) {
    int slot = machine->ams.now[machine->active_nozzle];
    CulmSimRecord *record = culm_sim_record_new (&machine->job, culm_sim_ams_find_spool (&machine->ams, slot),
                                                 culm_sim_ams_get_tray_number (slot));

    g_ptr_array_add (tasks, make_task (machine, record));
    culm_sim_record_free (record);
  }
  for (guint i = 0; i < machine->history->len; i++)
    g_ptr_array_add (tasks, list_record (machine, g_ptr_array_index (machine->history, i)));
  return tasks;
}
