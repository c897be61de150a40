/* culm-sim-report.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-report.h"

#include "culm-sim-json.h"
#include "culm-sim-report-ams.h"
#include "culm-sim-report-device.h"
#include "culm-sim-report-job.h"

#include <math.h>

#define NO_SENSOR 5 /* °C: what a printer without one reports as its chamber */

static const char *const light_modes[] = { "off", "on", "flashing" };

static gboolean
is_x1 (const CulmSimModel *model)
{
  return culm_sim_model_has (model, CULM_SIM_HAS_LIDAR);
}

static double
round_temperature (const CulmSimModel *model, double celsius)
{
  return model->style == CULM_SIM_STYLE_NEW ? round (celsius) : round (celsius * 32) / 32;
}

static void
put_temperatures (CulmSimMachine *machine, JsonObject *report)
{
  const CulmSimModel *model = machine->model;
  const CulmSimHeater *nozzle = &machine->nozzles[machine->active_nozzle];
  gboolean senses = culm_sim_model_has (model, CULM_SIM_HAS_CHAMBER_SENSOR);

  json_object_set_double_member (report, "nozzle_temper", round_temperature (model, nozzle->current));
  json_object_set_double_member (report, "bed_temper", round_temperature (model, machine->bed.current));
  culm_sim_json_add (report,
                     model->style == CULM_SIM_STYLE_P1 ? "{'nozzle_target_temper':%ld,'bed_target_temper':%ld}"
                                                       : "{'nozzle_target_temper':%ld.0,'bed_target_temper':%ld.0}",
                     lround (nozzle->target), lround (machine->bed.target));
  if (!senses)
    json_object_set_int_member (report, "chamber_temper", NO_SENSOR);
  else if (model->style != CULM_SIM_STYLE_NEW || g_str_equal (model->id, "O1D"))
    json_object_set_double_member (report, "chamber_temper", round_temperature (model, machine->chamber.current));
  if (model->style == CULM_SIM_STYLE_NEW && senses)
    culm_sim_json_put (report, "info", "{'temp':%ld}", lround (machine->chamber.current));
  if (culm_sim_model_has (model, CULM_SIM_HAS_CHAMBER_HEATER) && !culm_sim_model_has (model, CULM_SIM_HAS_AUX2_FAN))
    json_object_set_int_member (report, "ctt", lround (machine->chamber_wish));
}

static void
put_fans (CulmSimMachine *machine, JsonObject *report)
{
  const double *percent = machine->air.current;
  guint gear = 0;

  if (!culm_sim_model_has (machine->model, CULM_SIM_HAS_LIGHT2)) /* an H2 leaves it at 0 (mqtt.md §3.6) */
    gear = (guint) lround (percent[CULM_SIM_FAN_PART] * 2.55) | (guint) lround (percent[CULM_SIM_FAN_AUX] * 2.55) << 8 |
           (guint) lround (percent[CULM_SIM_FAN_CHAMBER] * 2.55) << 16;
  culm_sim_json_add (report,
                     "{'cooling_fan_speed':'%ld','big_fan1_speed':'%ld','big_fan2_speed':'%ld',"
                     "'heatbreak_fan_speed':'%ld','fan_gear':%u}",
                     lround (percent[CULM_SIM_FAN_PART] * 0.15), lround (percent[CULM_SIM_FAN_AUX] * 0.15),
                     lround (percent[CULM_SIM_FAN_CHAMBER] * 0.15), lround (percent[CULM_SIM_FAN_HOTEND] * 0.15), gear);
}

static void
put_lights (CulmSimMachine *machine, JsonObject *report)
{
  JsonArray *lights = json_array_new ();

  json_array_add_element (
      lights, culm_sim_json_new ("{'node':'chamber_light','mode':'%s'}", light_modes[machine->settings.chamber_light]));
  if (machine->model->style != CULM_SIM_STYLE_P1 && !machine->model->bed_slinger)
    json_array_add_element (lights, culm_sim_json_new ("{'node':'work_light','mode':'flashing'}"));
  if (culm_sim_model_has (machine->model, CULM_SIM_HAS_LIGHT2))
    json_array_add_element (lights, culm_sim_json_new ("{'node':'chamber_light2','mode':'%s'}",
                                                       light_modes[machine->settings.chamber_light2]));
  json_object_set_array_member (report, "lights_report", lights);
}

static void
put_camera (CulmSimMachine *machine, JsonObject *report)
{
  const CulmSimSettings *settings = &machine->settings;
  const CulmSimModel *model = machine->model;
  guint32 ip = machine->address;
  gboolean rtsp = culm_sim_model_has (model, CULM_SIM_HAS_RTSP);
  JsonObject *ipcam;

  culm_sim_json_put (report, "ipcam",
                     "{'ipcam_dev':'1','ipcam_record':'%s','timelapse':'%s','resolution':'%s','tutk_server':'disable',"
                     "'mode_bits':%d}",
                     settings->record ? "enable" : "disable", settings->timelapse ? "enable" : "disable",
                     settings->full_hd ? "1080p" : "720p", rtsp ? 2 : 3);
  ipcam = json_object_get_object_member (report, "ipcam");
  if (rtsp && culm_sim_model_has (model, CULM_SIM_HIDES_LIVE_VIEW))
    culm_sim_json_add (ipcam, "{'rtsp_url':'disable'}");
  else if (rtsp)
    culm_sim_json_add (ipcam, "{'rtsp_url':'rtsps://%u.%u.%u.%u:322/streaming/live/1'}", ip >> 24, ip >> 16 & 0xff,
                       ip >> 8 & 0xff, ip & 0xff);
  if (culm_sim_model_has (model, CULM_SIM_HAS_AIR_MODES)) /* P2S, X2D and H2 keep timelapses inside */
    culm_sim_json_add (ipcam, "{'tl_external_free_kb':0,'tl_external_total_kb':0,'tl_internal_free_kb':881996,"
                              "'tl_internal_total_kb':962560}");
  if (model->style == CULM_SIM_STYLE_NEW)
    culm_sim_json_add (ipcam, "{'agora_service':'disable','brtc_service':'enable','bs_state':0,"
                              "'cap_pic_enable':'enable','laser_preview_res':7,'tl_store_hpd_type':2,"
                              "'tl_store_path_type':2}");
}

static void
put_detectors (CulmSimMachine *machine, JsonObject *report)
{
  static const char *const words[] = { "never_halt", "low", "medium", "high" };
  const CulmSimSettings *settings = &machine->settings;
  const gboolean *detector = settings->detector;
  guint sensitivity = settings->sensitivity[CULM_SIM_DETECTOR_PRINTING_MONITOR];

  if (!culm_sim_model_has (machine->model, CULM_SIM_HAS_DETECTORS)) {
    if (machine->model->bed_slinger)
      culm_sim_json_put (report, "xcam", "{'buildplate_marker_detector':%s}",
                         detector[CULM_SIM_DETECTOR_PLATE_MARKER] ? "true" : "false");
    return;
  }
  culm_sim_json_put (report, "xcam",
                     "{'allow_skip_parts':false,'buildplate_marker_detector':%s,'first_layer_inspector':%s,"
                     "'halt_print_sensitivity':'%s','print_halt':%s,'printing_monitor':%s,'spaghetti_detector':%s}",
                     detector[CULM_SIM_DETECTOR_PLATE_MARKER] ? "true" : "false",
                     detector[CULM_SIM_DETECTOR_FIRST_LAYER] ? "true" : "false", words[sensitivity],
                     sensitivity > 0 ? "true" : "false",
                     detector[CULM_SIM_DETECTOR_PRINTING_MONITOR] ? "true" : "false",
                     detector[CULM_SIM_DETECTOR_SPAGHETTI] ? "true" : "false");
  if (machine->model->style == CULM_SIM_STYLE_NEW)
    json_object_set_int_member (json_object_get_object_member (report, "xcam"), "cfg",
                                culm_sim_settings_pack_xcam (settings));
  culm_sim_json_add (report, "{'xcam_status':'0'}");
}

static void
put_upgrade (CulmSimMachine *machine, JsonObject *report)
{
  const CulmSimUpgrade *upgrade = &machine->upgrade;
  gboolean terse = machine->model->style == CULM_SIM_STYLE_P1, running = culm_sim_upgrade_is_running (upgrade);
  const char *offered = upgrade->offered != NULL ? upgrade->offered : "";
  JsonObject *object;

  culm_sim_json_put (report, "upgrade_state",
                     "{'sequence_id':0,'progress':'%u','status':'%s','consistency_request':false,'dis_state':%d,"
                     "'err_code':0,'force_upgrade':false,'message':'','module':'%s','new_version_state':%d}",
                     culm_sim_upgrade_get_progress (upgrade), culm_sim_upgrade_get_status (upgrade),
                     running                                   ? 2
                     : upgrade->state == CULM_SIM_UPGRADE_DONE ? 3
                     : *offered != '\0'                        ? 1
                                                               : 0,
                     running ? "ota" : "", *offered != '\0' ? 1 : 2);
  object = json_object_get_object_member (report, "upgrade_state");
  if (terse) {
    culm_sim_json_put (object, "new_ver_list", "[]");
    if (*offered != '\0')
      culm_sim_json_put (object, "new_ver_list", "[{'name':'ota','cur_ver':'%s','new_ver':'%s'}]", upgrade->installed,
                         offered);
    return;
  }
  culm_sim_json_add (object,
                     "{'ahb_new_version_number':'','ams_new_version_number':'','ext_new_version_number':'',"
                     "'ota_new_version_number':'%s','idx':6,'idx2':1929307258,'lower_limit':'00.00.00.00',"
                     "'sn':'%s'}",
                     offered, machine->serial);
}

static void
put_problems (CulmSimMachine *machine, JsonObject *report)
{
  JsonArray *entries = json_array_new ();

  for (guint i = 0; i < machine->hms->len; i++) {
    const CulmSimHms *hms = &g_array_index (machine->hms, CulmSimHms, i);

    json_array_add_element (entries, culm_sim_json_new ("{'attr':%u,'code':%u}", hms->attr, hms->code));
  }
  json_object_set_array_member (report, "hms", entries);
}

/* Bit fields that mix settings with what is so just now (mqtt.md §3.10). */
static void
put_bits (CulmSimMachine *machine, JsonObject *report)
{
  const CulmSimModel *model = machine->model;
  gboolean recording = machine->settings.record && culm_sim_job_is_active (&machine->job);
  gboolean high_voltage = model->fun == 0 || (model->fun & (1 << 2)) != 0;
  guint home = culm_sim_settings_pack_home (&machine->settings) | machine->homed | (guint) high_voltage << 3 |
               (guint) recording << 5;
  guint64 stat =
      0x208070 | (guint64) recording << 7 | (guint64) (machine->settings.chamber_light != CULM_SIM_LIGHT_OFF) << 36;
  guint64 fun = model->fun | (machine->refuses ? CULM_SIM_FUN_SIGNED : 0);

  if (is_x1 (model)) {
    home |= (guint) machine->door_open << 23;
    stat |= 1 << 23; /* not the door on these */
  } else if (culm_sim_model_has (model, CULM_SIM_HAS_DOOR)) {
    stat |= (guint64) machine->door_open << 23;
  }
  if (model->style != CULM_SIM_STYLE_P1)
    home |= 3u << 30;
  json_object_set_int_member (report, "home_flag", (gint32) home);
  if (model->style != CULM_SIM_STYLE_NEW)
    return;
  culm_sim_json_add (
      report,
      "{'cfg':'%" G_GINT64_MODIFIER "X','fun':'%" G_GINT64_MODIFIER "X','stat':'%" G_GINT64_MODIFIER "X','aux':'%X'}",
      culm_sim_settings_pack_cfg (&machine->settings), fun, stat, 0x2800004 | machine->settings.storage << 12);
  if (model->fun2 != 0)
    culm_sim_json_add (report, "{'fun2':'%" G_GINT64_MODIFIER "X'}", model->fun2);
}

static void
put_network (CulmSimMachine *machine, JsonObject *report, guint beat)
{
  static const int wobble[] = { 0, 1, 0, -1 };
  guint32 ip = GUINT32_SWAP_LE_BE (machine->address); /* first number in the lowest byte */
  gboolean terse = machine->model->style == CULM_SIM_STYLE_P1;

  culm_sim_json_add (report, "{'wifi_signal':'%ddBm','sdcard':%s}", machine->wifi + wobble[beat % 4],
                     machine->settings.storage == 1 ? "true" : "false");
  culm_sim_json_put (report, "net",
                     terse ? "{'conf':0,'info':[{'ip':%u,'mask':16777215}]}"
                           : "{'conf':16,'info':[{'ip':%u,'mask':16777215},{'ip':0,'mask':0}]}",
                     ip);
}

static void
put_constants (CulmSimMachine *machine, JsonObject *report)
{
  const CulmSimModel *model = machine->model;
  guint nozzle = machine->active_nozzle;
  char diameter[G_ASCII_DTOSTR_BUF_SIZE];

  culm_sim_json_add (report, "{'force_upgrade':false,'cali_version':0,'nozzle_diameter':'%s','nozzle_type':'%s'}",
                     g_ascii_formatd (diameter, sizeof diameter, "%.1f", machine->diameters[nozzle]),
                     machine->nozzle_types[nozzle]);
  if (model->style == CULM_SIM_STYLE_P1) {
    culm_sim_json_add (report, "{'online':{'ahb':false,'rfid':false,'version':1455595931},'filam_bak':[],"
                               "'k':'0.0200','flag3':31,'upload':{'status':'idle','progress':0,'message':''}}");
    return;
  }
  culm_sim_json_add (report,
                     "{'online':{'ahb':true,'ext':%s,'version':10},'aux_part_fan':%s,'err':'%u','ver':'20018',"
                     "'care':[{'id':'cr','info':'20631064'},{'id':'ls','info':'247991B'}],"
                     "'upload':{'file_size':0,'finish_size':0,'message':'Good','oss_url':'','progress':0,"
                     "'sequence_id':'0903','speed':0,'status':'idle','task_id':'','time_remaining':0,"
                     "'trouble_id':''}}",
                     model->nozzles > 1 ? "true" : "false", is_x1 (model) ? "true" : "false", machine->print_error);
  json_object_set_int_member (report, "t_utc", culm_sim_machine_get_now (machine) * 1000);
}

JsonObject *
culm_sim_report_new (CulmSimMachine *machine, guint beat)
{
  JsonObject *report = json_object_new ();

  put_temperatures (machine, report);
  put_fans (machine, report);
  culm_sim_report_job (machine, report);
  put_problems (machine, report);
  put_bits (machine, report);
  put_network (machine, report, beat);
  culm_sim_report_ams (machine, report);
  put_lights (machine, report);
  put_camera (machine, report);
  put_detectors (machine, report);
  put_upgrade (machine, report);
  put_constants (machine, report);
  if (machine->model->style == CULM_SIM_STYLE_NEW)
    culm_sim_report_device (machine, report);
  return report;
}
