/* culm-sim-report-ams.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-sim-report-ams.h"

#include "culm-sim-json.h"

#include <math.h>

typedef enum { BITS_EXIST, BITS_TAGGED, BITS_READING } Bits;

static gboolean
is_new (CulmSimMachine *machine)
{
  return machine->model->style == CULM_SIM_STYLE_NEW;
}

/* Humidity in percent and `info` came with the firmware that knows the AMS 2 Pro (models.md §3). */
static gboolean
tells_details (CulmSimMachine *machine)
{
  return is_new (machine) || g_strcmp0 (machine->model->firmware, "01.07.01") > 0;
}

static void
set_fraction (JsonObject *object, const char *member, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  json_object_set_string_member (object, member, g_ascii_formatd (text, sizeof text, "%.1f", value));
}

static JsonObject *
make_spool (CulmSimMachine *machine, const CulmSimSpool *spool, guint id)
{
  gboolean tagged = culm_sim_spool_is_tagged (spool), full = is_new (machine);
  JsonObject *tray = culm_sim_json_new_object (
      "{'id':'%u','remain':%d,'cali_idx':%d,'ctype':%d,'cols':['%s'],'tag_uid':'%s','tray_uuid':'%s',"
      "'tray_color':'%s','bed_temp':'0','bed_temp_type':'0','nozzle_temp_max':'%d','nozzle_temp_min':'%d',"
      "'xcam_info':'%s','tray_weight':'%s','tray_diameter':'%s'}",
      id, spool->remain < 0 ? -1 : (int) ceil (spool->remain - 1e-6), spool->cali_idx, full ? 2 : 0, spool->color,
      spool->tag, spool->uuid, spool->color, spool->nozzle_max, spool->nozzle_min,
      tagged ? "A4388813E803E803CDCC4C3F" : "000000000000000000000000", tagged ? "1000" : "0",
      full || tagged ? "1.75" : "0.00");

  json_object_set_string_member (tray, "tray_type", spool->type);
  json_object_set_string_member (tray, "tray_sub_brands", spool->brand);
  json_object_set_string_member (tray, "tray_info_idx", spool->preset);
  json_object_set_string_member (tray, "tray_id_name", spool->sku);
  if (full) {
    culm_sim_json_add (tray, "{'drying_temp':'%d','drying_time':'%d','total_len':330000}", spool->drying_temp,
                       spool->drying_hours);
  } else {
    culm_sim_json_add (tray, "{'tray_temp':'%d','tray_time':'%d','n':1}", spool->drying_temp, spool->drying_hours);
    json_object_set_double_member (tray, "k", spool->k);
  }
  return tray;
}

/* An empty slot has its id alone, and on newer firmware its state (mqtt.md §3.2). */
static JsonObject *
make_slot (CulmSimMachine *machine, const CulmSimSpool *spool, guint id)
{
  JsonObject *tray;
  int state = spool->type[0] != '\0' ? 11 : 9;

  if (!spool->present)
    return is_new (machine) ? culm_sim_json_new_object ("{'id':'%u','state':%d}", id, 10)
                            : culm_sim_json_new_object ("{'id':'%u'}", id);
  tray = make_spool (machine, spool, id);
  if (is_new (machine))
    json_object_set_int_member (tray, "state", spool->reading > 0 ? 5 : state);
  return tray;
}

static JsonObject *
make_unit (CulmSimMachine *machine, const CulmSimUnit *unit)
{
  JsonArray *trays = json_array_new ();
  JsonObject *object =
      culm_sim_json_new_object ("{'id':'%u','humidity':'%u'}", unit->id, culm_sim_unit_get_humidity_level (unit));
  gboolean senses = unit->kind != 'L' && unit->kind != 'M' && tells_details (machine);
  gboolean drying = unit->dry_state == CULM_SIM_DRY_RUNNING;

  set_fraction (object, "temp", senses ? unit->heater.current : 0);
  if (tells_details (machine))
    culm_sim_json_add (object, "{'humidity_raw':'%d','info':'%X','dry_time':%d}",
                       senses ? (int) lround (unit->humidity) : 0, culm_sim_unit_pack_info (unit),
                       (int) ceil (unit->dry_left / 60));
  if (is_new (machine) && machine->model->fun2 != 0) {
    culm_sim_json_put (object, "dry_setting", "{'dry_duration':%d,'dry_temperature':%d}", drying ? unit->dry_hours : -1,
                       drying ? unit->dry_temp : -1);
    json_object_set_string_member (json_object_get_object_member (object, "dry_setting"), "dry_filament",
                                   unit->dry_filament);
    culm_sim_json_put (object, "dry_sf_reason", drying ? "[6]" : machine->ams.printing ? "[0]" : "[]");
  }
  for (guint i = 0; i < unit->n_spools; i++)
    json_array_add_object_element (trays, make_slot (machine, &unit->spools[i], i));
  json_object_set_array_member (object, "tray", trays);
  return object;
}

static void
set_bits (CulmSimMachine *machine, JsonObject *ams, const char *member, Bits which)
{
  g_autofree char *text = NULL;
  guint bits = 0;

  for (guint i = 0; i < machine->ams.n_units; i++) {
    const CulmSimUnit *unit = &machine->ams.units[i];

    for (guint j = 0; j < unit->n_spools; j++) {
      const CulmSimSpool *spool = &unit->spools[j];
      gboolean counts = which == BITS_READING  ? spool->reading > 0
                        : which == BITS_TAGGED ? spool->present && culm_sim_spool_is_tagged (spool)
                                               : spool->present;

      if (counts)
        bits |= 1u << culm_sim_unit_get_tray_bit (unit, j);
    }
  }
  text = g_strdup_printf ("%x", bits);
  json_object_set_string_member (ams, member, text);
}

/* On two nozzles it names the slot within its unit only (mqtt.md §3.8). */
static guint
get_tray_number (CulmSimMachine *machine, int slot)
{
  return machine->model->nozzles > 1 && slot < CULM_SIM_SLOT_EXTERNAL_LEFT ? (guint) slot & 0xff
                                                                           : culm_sim_ams_get_tray_number (slot);
}

static JsonObject *
make_ams (CulmSimMachine *machine)
{
  const CulmSimAms *ams = &machine->ams;
  JsonArray *units = json_array_new ();
  int now = ams->now[machine->active_nozzle], previous = ams->previous[machine->active_nozzle];
  int target = ams->change.running ? ams->change.slot : now;
  guint exist = 0;
  JsonObject *object;

  for (guint i = 0; i < ams->n_units; i++) {
    exist |= 1u << culm_sim_unit_get_bit (&ams->units[i]);
    json_array_add_object_element (units, make_unit (machine, &ams->units[i]));
  }
  object = culm_sim_json_new_object ("{'ams_exist_bits':'%x','tray_now':'%u','tray_pre':'%u','tray_tar':'%u',"
                                     "'version':%u,'insert_flag':%s,'power_on_flag':%s}",
                                     exist, get_tray_number (machine, now), get_tray_number (machine, previous),
                                     get_tray_number (machine, target), ams->version,
                                     ams->read_on_insert ? "true" : "false", ams->read_on_power ? "true" : "false");
  json_object_set_array_member (object, "ams", units);
  set_bits (machine, object, "tray_exist_bits", BITS_EXIST);
  set_bits (machine, object, "tray_is_bbl_bits", BITS_TAGGED);
  set_bits (machine, object, "tray_read_done_bits", BITS_EXIST);
  set_bits (machine, object, "tray_reading_bits", BITS_READING);
  if (is_new (machine))
    culm_sim_json_add (object, "{'ams_exist_bits_raw':'%x','cali_id':255,'cali_stat':0,'unbind_ams_stat':0}", exist);
  if (tells_details (machine))
    json_object_set_boolean_member (object, "calibrate_remain_flag", ams->track_remain);
  return object;
}

/* The spool at the back: one vt_tray on older firmware, one vir_slot a nozzle on newer; some send both. */
static void
add_external (CulmSimMachine *machine, JsonObject *report)
{
  const CulmSimAms *ams = &machine->ams;
  JsonArray *slots;

  if (!is_new (machine)) {
    json_object_set_object_member (report, "vt_tray", make_spool (machine, &ams->external[0], 254));
    return;
  }
  slots = json_array_new ();
  if (ams->n_external > 1)
    json_array_add_object_element (slots, make_spool (machine, &ams->external[1], 254));
  json_array_add_object_element (slots, make_spool (machine, &ams->external[0], 255));
  json_object_set_array_member (report, "vir_slot", slots);
  if (g_str_equal (machine->model->id, "BL-P001") || g_str_equal (machine->model->id, "O1D"))
    json_object_set_object_member (report, "vt_tray", make_spool (machine, &ams->external[0], 255));
}

void
culm_sim_report_ams (CulmSimMachine *machine, JsonObject *report)
{
  int now = machine->ams.now[machine->active_nozzle];

  json_object_set_object_member (report, "ams", make_ams (machine));
  culm_sim_json_add (report, "{'ams_status':%u,'ams_rfid_status':0,'hw_switch_state':%d}",
                     culm_sim_ams_get_status (&machine->ams), now == CULM_SIM_SLOT_NONE ? 0 : 1);
  add_external (machine, report);
}
