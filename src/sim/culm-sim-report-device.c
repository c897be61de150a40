/* culm-sim-report-device.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-report-device.h"

#include "culm-sim-json.h"

#include <math.h>

/* Nozzles of an H2C that wait in its rack: place, diameter in tenths, type. */
static const struct {
  guint id, tenths;
  const char *type;
} rack[] = { { 16, 2, "HS00" }, { 18, 6, "HS01" }, { 21, 4, "HS01" }, { 19, 4, "HS01" }, { 17, 4, "HH01" } };

static guint
get_none (guint nozzle)
{
  return nozzle == 0 ? 0xffff : 0xfeff;
}

static guint
get_slot (CulmSimMachine *machine, guint nozzle, int slot)
{
  if (slot == CULM_SIM_SLOT_NONE)
    return machine->model->nozzles > 1 ? get_none (nozzle) : 0xffff;
  return (guint) slot;
}

static JsonObject *
make_extruders (CulmSimMachine *machine)
{
  const CulmSimAms *ams = &machine->ams;
  guint n = machine->model->nozzles;
  JsonArray *info = json_array_new ();
  JsonObject *object =
      culm_sim_json_new_object ("{'state':%u}", n | machine->active_nozzle << 4 | machine->active_nozzle << 8);

  for (guint i = 0; i < n; i++) {
    gboolean loaded = ams->now[i] != CULM_SIM_SLOT_NONE, active = i == machine->active_nozzle;
    int target = ams->change.running && ams->change.nozzle == i ? ams->change.slot : ams->now[i];
    JsonObject *extruder = culm_sim_json_new_object (
        "{'filam_bak':[],'hnow':%u,'hpre':%u,'htar':%u,'id':%u,'info':%u,'snow':%u,'spre':%u,'star':%u,'stat':%u,"
        "'temp':%u}",
        i, i, i, i, loaded ? 14u : 8u, get_slot (machine, i, ams->now[i]), get_slot (machine, i, ams->previous[i]),
        get_slot (machine, i, target), active ? culm_sim_ams_get_status (ams) : 0,
        culm_sim_heater_pack (&machine->nozzles[i]));

    if (machine->model->fun2 > 0xff)
      json_object_set_double_member (extruder, "z_bias", 0);
    json_array_add_object_element (info, extruder);
  }
  json_object_set_array_member (object, "info", info);
  return object;
}

/* "HS01": hardened steel, standard flow; the deputy of an H2D is a high-flow one. */
static const char *
get_nozzle_code (CulmSimMachine *machine, guint nozzle)
{
  gboolean stainless = g_str_has_prefix (machine->nozzle_types[nozzle], "stainless");

  if (machine->nozzle_types[nozzle][0] == 'H') /* told as a code already */
    return machine->nozzle_types[nozzle];
  return nozzle != machine->model->main_nozzle ? "HH01" : stainless ? "HS00" : "HS01";
}

static void
add_nozzle (JsonArray *info, guint id, double diameter, const char *type)
{
  JsonObject *nozzle = culm_sim_json_new_object ("{'color_m':'00000000','fila_id':'','id':%u,'sn':'','stat':0,'tm':0,"
                                                 "'type':'%.4s','wear':0.0}",
                                                 id, type);

  json_object_set_double_member (nozzle, "diameter", diameter);
  json_array_add_object_element (info, nozzle);
}

static JsonObject *
make_nozzles (CulmSimMachine *machine)
{
  guint n = machine->model->nozzles, exist = (1u << n) - 1;
  JsonArray *info = json_array_new ();
  JsonObject *object;

  for (guint i = 0; i < n; i++)
    add_nozzle (info, i, machine->diameters[i], get_nozzle_code (machine, i));
  for (guint i = 0; culm_sim_model_has (machine->model, CULM_SIM_HAS_RACK) && i < G_N_ELEMENTS (rack); i++) {
    exist |= 1u << rack[i].id;
    add_nozzle (info, rack[i].id, rack[i].tenths / 10.0, rack[i].type);
  }
  object = culm_sim_json_new_object ("{'exist':%u,'src_id':%u,'state':0,'tar_id':%u}", exist, machine->active_nozzle,
                                     machine->active_nozzle);
  json_object_set_array_member (object, "info", info);
  return object;
}

static const char *
get_modes (const CulmSimModel *model)
{
  if (!culm_sim_model_has (model, CULM_SIM_HAS_AIR_MODES))
    return "[]";
  if (culm_sim_model_has (model, CULM_SIM_HAS_LIGHT2))
    return "[{'ctrl':[16,32,48],'modeId':0,'off':[96]},{'ctrl':[16],'modeId':1,'off':[32,48]},"
           "{'ctrl':[48],'modeId':2,'off':[]}]";
  if (culm_sim_model_has (model, CULM_SIM_HAS_AUX2_FAN))
    return "[{'ctrl':[16,32,160,48],'modeId':0,'off':[]},{'ctrl':[16,160,48],'modeId':1,'off':[]}]";
  return "[{'ctrl':[16,32,160],'modeId':0,'off':[]},{'ctrl':[16,32],'modeId':1,'off':[160]}]";
}

static JsonObject *
make_airduct (CulmSimMachine *machine)
{
  static const CulmSimFan order[] = { CULM_SIM_FAN_PART, CULM_SIM_FAN_AUX, CULM_SIM_FAN_AUX2, CULM_SIM_FAN_CHAMBER,
                                      CULM_SIM_FAN_LOOP };
  static const int functions[] = { 0, 1, 6, 2, 3 };
  gboolean modes = culm_sim_model_has (machine->model, CULM_SIM_HAS_AIR_MODES);
  const CulmSimAir *air = &machine->air;
  JsonArray *parts = json_array_new ();
  JsonObject *object = culm_sim_json_new_object (
      "{'modeCur':%d,'modeFunc':0,'modeVisable':7,'subFunc':0,'subMode':%d,'subVisable':7,'version':1}",
      modes ? air->mode : -1, air->sub_mode);

  for (guint i = 0; i < G_N_ELEMENTS (order); i++) {
    JsonNode *part;

    if (!culm_sim_air_has_fan (air, order[i]))
      continue;
    part = culm_sim_json_new ("{'func':%d,'id':%d,'range':6553600,'state':%ld,'tar_state':%ld}", functions[i],
                              culm_sim_air_get_number (order[i]) << 4, lround (air->current[order[i]]),
                              lround (air->target[order[i]]));
    json_array_add_element (parts, part);
  }
  json_object_set_array_member (object, "parts", parts);
  culm_sim_json_put (object, "modeList", "%s", get_modes (machine->model));
  return object;
}

static void
put_heater (JsonObject *device, const char *member, const CulmSimHeater *heater)
{
  int state = heater->target <= 0 ? 0 : culm_sim_heater_is_ready (heater) ? 2 : 1;

  culm_sim_json_put (device, member, "{'info':{'temp':%u},'state':%d}", culm_sim_heater_pack (heater), state);
}

void
culm_sim_report_device (CulmSimMachine *machine, JsonObject *report)
{
  const CulmSimModel *model = machine->model;
  CulmSimHeater chamber = machine->chamber;
  JsonObject *device = culm_sim_json_new_object (
      "{'bed_temp':%u,'cam':{'laser':{'cond':252,'state':0},'timelapse_path':''},"
      "'ext_tool':{'calib':2,'low_prec':true,'mount':0,'mount_3d':0,'th_temp':0,'type':''},'fan':%u,"
      "'laser':{'power':0},'plate':{'base':4,'cali2d_id':'','cur_id':'P0101','mat':1,'tar_id':''},'type':1}",
      culm_sim_heater_pack (&machine->bed), 0x10000u * (guint) lround (machine->air.current[CULM_SIM_FAN_HOTEND]));

  put_heater (device, "bed", &machine->bed);
  chamber.target = machine->chamber_wish; /* shown as asked for, also while the air duct is not heating */
  if (culm_sim_model_has (model, CULM_SIM_HAS_CHAMBER_SENSOR))
    put_heater (device, "ctc", &chamber);
  json_object_set_object_member (device, "extruder", make_extruders (machine));
  json_object_set_object_member (device, "nozzle", make_nozzles (machine));
  if (culm_sim_model_has (model, CULM_SIM_HAS_AIR_PARTS))
    json_object_set_object_member (device, "airduct", make_airduct (machine));
  if (culm_sim_model_has (model, CULM_SIM_HAS_RACK))
    culm_sim_json_put (device, "holder", "{'info':1,'job':0,'pos':%u,'stat':0,'step':[0]}", machine->holder);
  json_object_set_object_member (report, "device", device);
}
