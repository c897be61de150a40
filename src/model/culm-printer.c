/* culm-printer.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-printer-private.h"
#include "culm-report-identity.h"
#include "culm-report-machine.h"
#include "culm-report-temperatures.h"
#include "culm-set.h"
#include "culm-stage.h"
#include <string.h>

static GParamSpec *props[CULM_PRINTER_PROP_CAN_STOP + 1];

typedef enum { SIGNAL_RUN_CHANGED, SIGNAL_REPORTED } CulmPrinterSignal;
static guint signals[SIGNAL_REPORTED + 1];

G_DEFINE_FINAL_TYPE (CulmPrinter, culm_printer, G_TYPE_OBJECT)

static CulmPrinterState
get_shown_state (CulmPrinter *self)
{
  if (!self->online && !self->detached)
    return CULM_PRINTER_STATE_OFFLINE;
  if (self->reported_state == CULM_PRINTER_STATE_FAILED && self->cancelled)
    return CULM_PRINTER_STATE_CANCELLED;
  return (CulmPrinterState) self->reported_state;
}

/* The limits and parts of the model, wherever they do not depend on what is reported. */
static void
update_limits (CulmPrinter *self)
{
  gboolean mains_220v = culm_report_get_mains_220v (self->report);
  static const CulmHeaterId ids[] = { CULM_HEATER_NOZZLE, CULM_HEATER_NOZZLE_LEFT, CULM_HEATER_BED,
                                      CULM_HEATER_CHAMBER };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++) {
    CulmHeater *heater = culm_printer_get_heater (self, ids[i]);

    if (heater != NULL)
      culm_heater_set_maximum (heater, culm_printer_model_get_limit (self->model, ids[i], mains_220v));
  }
}

/* As people sort: case aside, numbers by value. */
static char *
make_sort_key (CulmPrinter *self)
{
  const char *name = culm_printer_get_name (self);
  g_autofree char *folded = g_utf8_casefold (name != NULL ? name : "", -1);

  return g_utf8_collate_key_for_filename (folded, -1);
}

static gboolean
has_no_obstacle (CulmPrinter *self, CulmCommand *command)
{
  g_autoptr (CulmCommand) owned = command;

  return culm_printer_get_obstacle (self, owned) == CULM_OBSTACLE_NONE;
}

/* The order of attention; the smaller the sooner. */
static int
get_rank (CulmPrinter *self)
{
  static const int ranks[] = {
    [CULM_PRINTER_STATE_FAILED] = 0,    [CULM_PRINTER_STATE_PAUSED] = 0,    [CULM_PRINTER_STATE_FINISHED] = 1,
    [CULM_PRINTER_STATE_CANCELLED] = 1, [CULM_PRINTER_STATE_PREPARING] = 2, [CULM_PRINTER_STATE_PRINTING] = 2,
    [CULM_PRINTER_STATE_IDLE] = 3,      [CULM_PRINTER_STATE_UNKNOWN] = 4,   [CULM_PRINTER_STATE_OFFLINE] = 5,
  };

  return ranks[self->state];
}

static void
culm_printer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CulmPrinter *self = CULM_PRINTER (object);

  switch ((CulmPrinterProp) id) {
  case CULM_PRINTER_PROP_SERIAL: g_value_set_string (value, self->serial); break;
  case CULM_PRINTER_PROP_NAME: g_value_set_string (value, culm_printer_get_name (self)); break;
  case CULM_PRINTER_PROP_MODEL: g_value_set_string (value, self->model->name); break;
  case CULM_PRINTER_PROP_MODEL_ID: g_value_set_string (value, self->model->ids[0]); break;
  case CULM_PRINTER_PROP_FIRMWARE: g_value_set_string (value, self->firmware); break;
  case CULM_PRINTER_PROP_ROUTE: g_value_set_int (value, self->route); break;
  case CULM_PRINTER_PROP_ONLINE: g_value_set_boolean (value, self->online); break;
  case CULM_PRINTER_PROP_REPORT_TIME: g_value_set_int64 (value, self->report_time); break;
  case CULM_PRINTER_PROP_OFFLINE_SINCE: g_value_set_int64 (value, self->offline_since); break;
  case CULM_PRINTER_PROP_STALE: g_value_set_boolean (value, self->stale); break;
  case CULM_PRINTER_PROP_ADDRESS: g_value_set_string (value, self->address); break;
  case CULM_PRINTER_PROP_CONTROL: g_value_set_int (value, self->control); break;
  case CULM_PRINTER_PROP_STATE: g_value_set_int (value, self->state); break;
  case CULM_PRINTER_PROP_STAGE_CODE: g_value_set_int (value, self->stage_code); break;
  case CULM_PRINTER_PROP_STAGE_NAME: g_value_set_string (value, self->stage_name); break;
  case CULM_PRINTER_PROP_JOB: g_value_set_object (value, self->job); break;
  case CULM_PRINTER_PROP_NOZZLES: g_value_set_object (value, self->nozzles); break;
  case CULM_PRINTER_PROP_BED: g_value_set_object (value, self->bed); break;
  case CULM_PRINTER_PROP_CHAMBER: g_value_set_object (value, self->chamber); break;
  case CULM_PRINTER_PROP_AIRDUCT: g_value_set_string (value, self->airduct); break;
  case CULM_PRINTER_PROP_SPEED_LEVEL: g_value_set_int (value, self->speed_level); break;
  case CULM_PRINTER_PROP_SPEED_PERCENT: g_value_set_int (value, self->speed_percent); break;
  case CULM_PRINTER_PROP_LIGHT: g_value_set_int (value, self->light); break;
  case CULM_PRINTER_PROP_AMS: g_value_set_object (value, self->ams); break;
  case CULM_PRINTER_PROP_EXTERNAL: g_value_set_object (value, self->external); break;
  case CULM_PRINTER_PROP_ERROR: g_value_set_object (value, self->error); break;
  case CULM_PRINTER_PROP_HMS: g_value_set_object (value, self->hms); break;
  case CULM_PRINTER_PROP_STORAGE: g_value_set_int (value, self->storage); break;
  case CULM_PRINTER_PROP_DOOR: g_value_set_int (value, self->door); break;
  case CULM_PRINTER_PROP_WIFI_DBM: g_value_set_int (value, self->wifi_dbm); break;
  case CULM_PRINTER_PROP_COMPLETE: g_value_set_boolean (value, self->complete); break;
  case CULM_PRINTER_PROP_CAN_PAUSE: g_value_set_boolean (value, self->can_pause); break;
  case CULM_PRINTER_PROP_CAN_RESUME: g_value_set_boolean (value, self->can_resume); break;
  case CULM_PRINTER_PROP_CAN_STOP: g_value_set_boolean (value, self->can_stop); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_printer_dispose (GObject *object)
{
  CulmPrinter *self = CULM_PRINTER (object);

  g_clear_object (&self->link);
  g_clear_object (&self->job);
  g_clear_object (&self->nozzles);
  g_clear_object (&self->ams);
  g_clear_object (&self->external);
  g_clear_object (&self->hms);
  g_clear_object (&self->bed);
  g_clear_object (&self->chamber);
  for (guint i = 0; i < CULM_N_FANS; i++)
    g_clear_object (&self->fans[i]);
  g_clear_object (&self->error);
  g_hash_table_remove_all (self->runs);
  g_hash_table_remove_all (self->waiting);
  G_OBJECT_CLASS (culm_printer_parent_class)->dispose (object);
}

static void
culm_printer_finalize (GObject *object)
{
  CulmPrinter *self = CULM_PRINTER (object);

  g_free (self->serial);
  g_free (self->name);
  g_free (self->firmware);
  g_free (self->address);
  g_clear_pointer (&self->report, culm_report_unref);
  g_hash_table_unref (self->runs);
  g_hash_table_unref (self->waiting);
  G_OBJECT_CLASS (culm_printer_parent_class)->finalize (object);
}

static void
install_text (CulmPrinterProp prop, const char *name)
{
  props[prop] = g_param_spec_string (name, NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
install_int (CulmPrinterProp prop, const char *name, int initial)
{
  props[prop] =
      g_param_spec_int (name, NULL, NULL, G_MININT, G_MAXINT, initial, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
install_time (CulmPrinterProp prop, const char *name)
{
  props[prop] = g_param_spec_int64 (name, NULL, NULL, 0, G_MAXINT64, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
install_boolean (CulmPrinterProp prop, const char *name)
{
  props[prop] = g_param_spec_boolean (name, NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
install_object (CulmPrinterProp prop, const char *name, GType type)
{
  props[prop] = g_param_spec_object (name, NULL, NULL, type, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
install_properties (GObjectClass *object_class)
{
  install_text (CULM_PRINTER_PROP_SERIAL, "serial");
  install_text (CULM_PRINTER_PROP_NAME, "name");
  install_text (CULM_PRINTER_PROP_MODEL, "model");
  install_text (CULM_PRINTER_PROP_MODEL_ID, "model-id");
  install_text (CULM_PRINTER_PROP_FIRMWARE, "firmware");
  install_int (CULM_PRINTER_PROP_ROUTE, "route", CULM_ROUTE_NONE);
  install_boolean (CULM_PRINTER_PROP_ONLINE, "online");
  install_time (CULM_PRINTER_PROP_REPORT_TIME, "report-time");
  install_time (CULM_PRINTER_PROP_OFFLINE_SINCE, "offline-since");
  install_boolean (CULM_PRINTER_PROP_STALE, "stale");
  install_text (CULM_PRINTER_PROP_ADDRESS, "address");
  install_int (CULM_PRINTER_PROP_CONTROL, "control", CULM_CONTROL_UNKNOWN);
  install_int (CULM_PRINTER_PROP_STATE, "state", CULM_PRINTER_STATE_OFFLINE);
  install_int (CULM_PRINTER_PROP_STAGE_CODE, "stage-code", CULM_STAGE_IDLE);
  install_text (CULM_PRINTER_PROP_STAGE_NAME, "stage-name");
  install_object (CULM_PRINTER_PROP_JOB, "job", CULM_TYPE_JOB);
  install_object (CULM_PRINTER_PROP_NOZZLES, "nozzles", G_TYPE_LIST_MODEL);
  install_object (CULM_PRINTER_PROP_BED, "bed", CULM_TYPE_HEATER);
  install_object (CULM_PRINTER_PROP_CHAMBER, "chamber", CULM_TYPE_HEATER);
  install_text (CULM_PRINTER_PROP_AIRDUCT, "airduct");
  install_int (CULM_PRINTER_PROP_SPEED_LEVEL, "speed-level", 0);
  install_int (CULM_PRINTER_PROP_SPEED_PERCENT, "speed-percent", 0);
  install_int (CULM_PRINTER_PROP_LIGHT, "light", CULM_SWITCH_UNKNOWN);
  install_object (CULM_PRINTER_PROP_AMS, "ams", G_TYPE_LIST_MODEL);
  install_object (CULM_PRINTER_PROP_EXTERNAL, "external", G_TYPE_LIST_MODEL);
  install_object (CULM_PRINTER_PROP_ERROR, "error", CULM_TYPE_FAULT);
  install_object (CULM_PRINTER_PROP_HMS, "hms", G_TYPE_LIST_MODEL);
  install_int (CULM_PRINTER_PROP_STORAGE, "storage", CULM_STORAGE_UNKNOWN);
  install_int (CULM_PRINTER_PROP_DOOR, "door", CULM_SWITCH_UNKNOWN);
  install_int (CULM_PRINTER_PROP_WIFI_DBM, "wifi-dbm", 0);
  install_boolean (CULM_PRINTER_PROP_COMPLETE, "complete");
  install_boolean (CULM_PRINTER_PROP_CAN_PAUSE, "can-pause");
  install_boolean (CULM_PRINTER_PROP_CAN_RESUME, "can-resume");
  install_boolean (CULM_PRINTER_PROP_CAN_STOP, "can-stop");
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
culm_printer_class_init (CulmPrinterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = culm_printer_get_property;
  object_class->dispose = culm_printer_dispose;
  object_class->finalize = culm_printer_finalize;
  install_properties (object_class);
  signals[SIGNAL_RUN_CHANGED] = g_signal_new ("run-changed", CULM_TYPE_PRINTER, G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED,
                                              0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_REPORTED] =
      g_signal_new ("reported", CULM_TYPE_PRINTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
culm_printer_init (CulmPrinter *self)
{
  g_autoptr (CulmNozzle) nozzle = culm_nozzle_new (0);

  self->model = culm_printer_model_get_unknown ();
  self->reported_state = CULM_PRINTER_STATE_UNKNOWN;
  self->state = CULM_PRINTER_STATE_OFFLINE;
  self->stage_code = CULM_STAGE_IDLE;
  self->nozzles = g_list_store_new (CULM_TYPE_NOZZLE);
  g_list_store_append (self->nozzles, nozzle);
  self->ams = g_list_store_new (CULM_TYPE_AMS_UNIT);
  self->external = g_list_store_new (CULM_TYPE_AMS_SLOT);
  self->hms = g_list_store_new (CULM_TYPE_FAULT);
  self->bed = culm_heater_new (CULM_HEATER_BED);
  self->chamber = culm_heater_new (CULM_HEATER_CHAMBER);
  for (int i = 0; i < CULM_N_FANS; i++)
    self->fans[i] = culm_fan_new ((CulmFanId) i);
  self->runs = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  self->waiting = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
}

/* ---- For the files of this type ---- */

void
culm_printer_notify (CulmPrinter *self, CulmPrinterProp prop)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

void
culm_printer_emit_run_changed (CulmPrinter *self, const char *key)
{
  g_signal_emit (self, signals[SIGNAL_RUN_CHANGED], g_quark_from_string (key), key);
}

void
culm_printer_emit_reported (CulmPrinter *self)
{
  g_signal_emit (self, signals[SIGNAL_REPORTED], 0);
}

/* A refusal that came by the cloud need not hold on the LAN, nor the other way round: what the printer says of itself
 * (reference/mqtt.md §2.1, bit 29) holds for both, what became of a command for the way that it went. */
CulmControl
culm_printer_get_observed (CulmPrinter *self)
{
  return (CulmControl) self->observed[self->route != CULM_ROUTE_NONE ? self->route : self->last_route];
}

void
culm_printer_forget_control (CulmPrinter *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->observed); i++)
    self->observed[i] = CULM_CONTROL_UNKNOWN;
  self->remembered = CULM_CONTROL_UNKNOWN;
}

void
culm_printer_refresh (CulmPrinter *self)
{
  CulmControl told = culm_report_get_control (self->report);
  CulmControl observed = culm_printer_get_observed (self);
  int control = told == CULM_CONTROL_REFUSED || observed == CULM_CONTROL_REFUSED ? CULM_CONTROL_REFUSED
                : told == CULM_CONTROL_ALLOWED                                   ? CULM_CONTROL_ALLOWED
                : observed != CULM_CONTROL_UNKNOWN                               ? (int) observed
                                                                                 : self->remembered;

  if (culm_set_int (&self->control, control))
    culm_printer_notify (self, CULM_PRINTER_PROP_CONTROL);
  if (culm_set_int (&self->state, (int) get_shown_state (self)))
    culm_printer_notify (self, CULM_PRINTER_PROP_STATE);
  update_limits (self);
  if (culm_set_boolean (&self->can_pause, has_no_obstacle (self, culm_command_new_pause ())))
    culm_printer_notify (self, CULM_PRINTER_PROP_CAN_PAUSE);
  if (culm_set_boolean (&self->can_resume, has_no_obstacle (self, culm_command_new_resume ())))
    culm_printer_notify (self, CULM_PRINTER_PROP_CAN_RESUME);
  if (culm_set_boolean (&self->can_stop, has_no_obstacle (self, culm_command_new_stop ())))
    culm_printer_notify (self, CULM_PRINTER_PROP_CAN_STOP);
}

CulmNozzle *
culm_printer_find_nozzle (CulmPrinter *self, int extruder)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->nozzles));

  for (guint i = 0; i < n; i++) {
    g_autoptr (CulmNozzle) nozzle = g_list_model_get_item (G_LIST_MODEL (self->nozzles), i);

    if (culm_nozzle_get_id (nozzle) == extruder)
      return nozzle;
  }
  return NULL;
}

gboolean
culm_printer_identify (CulmPrinter *self)
{
  const CulmPrinterModel *model = self->fixed_model;
  const char *serial = self->detached ? culm_report_get_serial (self->report) : self->serial;

  if (model == NULL)
    model = culm_report_find_model (self->report);
  if (model == NULL)
    model = self->told_model;
  if (model == NULL && serial != NULL)
    model = culm_printer_model_find_by_serial (serial);
  if (model == NULL)
    model = culm_printer_model_get_unknown ();
  if (self->detached && culm_set_string (&self->serial, serial))
    culm_printer_notify (self, CULM_PRINTER_PROP_SERIAL);
  if (model == self->model)
    return FALSE;
  self->model = model;
  culm_printer_notify (self, CULM_PRINTER_PROP_MODEL);
  culm_printer_notify (self, CULM_PRINTER_PROP_MODEL_ID);
  return TRUE;
}

/* ---- Public ---- */

CulmPrinter *
culm_printer_new (const char *serial)
{
  CulmPrinter *self = g_object_new (CULM_TYPE_PRINTER, NULL);

  self->serial = g_strdup (serial);
  self->detached = serial == NULL;
  if (self->detached)
    self->state = CULM_PRINTER_STATE_UNKNOWN;
  culm_printer_interpret (self, CULM_REPORT_ALL);
  return self;
}

const char *
culm_printer_get_serial (CulmPrinter *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), NULL);
  return self->serial;
}

const char *
culm_printer_get_name (CulmPrinter *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), NULL);
  return self->name != NULL || self->detached ? self->name : self->serial;
}

const char *
culm_printer_get_model (CulmPrinter *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), NULL);
  return self->model->name;
}

const char *
culm_printer_get_model_id (CulmPrinter *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), NULL);
  return self->model->ids[0];
}

const char *
culm_printer_get_firmware (CulmPrinter *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), NULL);
  return self->firmware;
}

const CulmPrinterModel *
culm_printer_get_printer_model (CulmPrinter *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), NULL);
  return self->model;
}

CulmRoute
culm_printer_get_route (CulmPrinter *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), CULM_ROUTE_NONE);
  return (CulmRoute) self->route;
}

gboolean
culm_printer_get_online (CulmPrinter *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), FALSE);
  return self->online;
}

gint64
culm_printer_get_report_time (CulmPrinter *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), 0);
  return self->report_time;
}

gint64
culm_printer_get_offline_since (CulmPrinter *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), 0);
  return self->offline_since;
}

gboolean
culm_printer_get_stale (CulmPrinter *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), FALSE);
  return self->stale;
}

const char *
culm_printer_get_address (CulmPrinter *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), NULL);
  return self->address;
}

CulmControl
culm_printer_get_control (CulmPrinter *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), CULM_CONTROL_UNKNOWN);
  return (CulmControl) self->control;
}

CulmPrinterState
culm_printer_get_state (CulmPrinter *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), CULM_PRINTER_STATE_UNKNOWN);
  return (CulmPrinterState) self->state;
}

int
culm_printer_get_stage_code (CulmPrinter *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), CULM_STAGE_IDLE);
  return self->stage_code;
}

const char *
culm_printer_get_stage_name (CulmPrinter *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), NULL);
  return self->stage_name;
}

CulmJob *
culm_printer_get_job (CulmPrinter *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), NULL);
  return self->job;
}

GListModel *
culm_printer_get_nozzles (CulmPrinter *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), NULL);
  return G_LIST_MODEL (self->nozzles);
}

CulmHeater *
culm_printer_get_heater (CulmPrinter *self, CulmHeaterId id)
{
  CulmNozzle *nozzle;

  g_return_val_if_fail (CULM_IS_PRINTER (self), NULL);
  if (id == CULM_HEATER_BED)
    return self->bed;
  if (id == CULM_HEATER_CHAMBER)
    return self->chamber;
  nozzle = culm_printer_find_nozzle (self, id == CULM_HEATER_NOZZLE_LEFT ? 1 : 0);
  return nozzle != NULL ? culm_nozzle_get_heater (nozzle) : NULL;
}

CulmFan *
culm_printer_get_fan (CulmPrinter *self, CulmFanId id)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), NULL);
  g_return_val_if_fail ((guint) id < CULM_N_FANS, NULL);
  return self->fans[id];
}

const char *
culm_printer_get_airduct (CulmPrinter *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), NULL);
  return self->airduct;
}

int
culm_printer_get_speed_level (CulmPrinter *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), 0);
  return self->speed_level;
}

int
culm_printer_get_speed_percent (CulmPrinter *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), 0);
  return self->speed_percent;
}

CulmSwitch
culm_printer_get_light (CulmPrinter *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), CULM_SWITCH_UNKNOWN);
  return (CulmSwitch) self->light;
}

GListModel *
culm_printer_get_ams (CulmPrinter *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), NULL);
  return G_LIST_MODEL (self->ams);
}

GListModel *
culm_printer_get_external (CulmPrinter *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), NULL);
  return G_LIST_MODEL (self->external);
}

CulmFault *
culm_printer_get_error (CulmPrinter *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), NULL);
  return self->error;
}

GListModel *
culm_printer_get_hms (CulmPrinter *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), NULL);
  return G_LIST_MODEL (self->hms);
}

CulmStorage
culm_printer_get_storage (CulmPrinter *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), CULM_STORAGE_UNKNOWN);
  return (CulmStorage) self->storage;
}

CulmSwitch
culm_printer_get_door (CulmPrinter *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), CULM_SWITCH_UNKNOWN);
  return (CulmSwitch) self->door;
}

int
culm_printer_get_wifi_dbm (CulmPrinter *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), 0);
  return self->wifi_dbm;
}

gboolean
culm_printer_get_clock_skew (CulmPrinter *self, gint64 *seconds)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), FALSE);
  *seconds = self->clock_skew;
  return self->clock_known;
}

gboolean
culm_printer_get_complete (CulmPrinter *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), FALSE);
  return self->complete;
}

CulmReport *
culm_printer_get_report (CulmPrinter *self)
{
  g_return_val_if_fail (CULM_IS_PRINTER (self), NULL);
  return self->report;
}

void
culm_printer_set_identity (CulmPrinter *self, const char *name, const char *model_text, const char *product_name)
{
  g_return_if_fail (CULM_IS_PRINTER (self));
  g_object_freeze_notify (G_OBJECT (self));
  if (culm_set_string (&self->name, name))
    culm_printer_notify (self, CULM_PRINTER_PROP_NAME);
  self->told_model = product_name != NULL ? culm_printer_model_find_by_product_name (product_name) : NULL;
  if (self->told_model == NULL && model_text != NULL)
    self->told_model = culm_printer_model_find (model_text);
  if (culm_printer_identify (self))
    culm_printer_interpret (self, CULM_REPORT_ALL);
  g_object_thaw_notify (G_OBJECT (self));
}

void
culm_printer_fix_model (CulmPrinter *self, const CulmPrinterModel *model)
{
  g_return_if_fail (CULM_IS_PRINTER (self));
  g_object_freeze_notify (G_OBJECT (self));
  self->fixed_model = model;
  if (culm_printer_identify (self))
    culm_printer_interpret (self, CULM_REPORT_ALL);
  g_object_thaw_notify (G_OBJECT (self));
}

void
culm_printer_set_link (CulmPrinter *self, CulmPrinterLink *link, CulmRoute route)
{
  g_return_if_fail (CULM_IS_PRINTER (self));
  g_return_if_fail (link == NULL || CULM_IS_PRINTER_LINK (link));
  g_object_freeze_notify (G_OBJECT (self));
  g_set_object (&self->link, link);
  if (route != CULM_ROUTE_NONE)
    self->last_route = (int) route;
  if (culm_set_int (&self->route, (int) route))
    culm_printer_notify (self, CULM_PRINTER_PROP_ROUTE);
  culm_printer_refresh (self);
  g_object_thaw_notify (G_OBJECT (self));
}

void
culm_printer_set_online (CulmPrinter *self, gboolean online, gint64 unix_seconds)
{
  g_return_if_fail (CULM_IS_PRINTER (self));
  g_object_freeze_notify (G_OBJECT (self));
  if (culm_set_boolean (&self->online, online)) {
    culm_printer_notify (self, CULM_PRINTER_PROP_ONLINE);
    if (culm_set_int64 (&self->offline_since, online ? 0 : unix_seconds))
      culm_printer_notify (self, CULM_PRINTER_PROP_OFFLINE_SINCE);
  } else if (!online && self->offline_since == 0 && culm_set_int64 (&self->offline_since, unix_seconds)) {
    culm_printer_notify (self, CULM_PRINTER_PROP_OFFLINE_SINCE);
  }
  culm_printer_refresh (self);
  g_object_thaw_notify (G_OBJECT (self));
}

void
culm_printer_set_stale (CulmPrinter *self, gboolean stale)
{
  g_return_if_fail (CULM_IS_PRINTER (self));
  g_object_freeze_notify (G_OBJECT (self));
  if (culm_set_boolean (&self->stale, stale)) {
    culm_printer_notify (self, CULM_PRINTER_PROP_STALE);
    culm_printer_refresh (self);
  }
  g_object_thaw_notify (G_OBJECT (self));
}

void
culm_printer_set_control (CulmPrinter *self, CulmControl control)
{
  g_return_if_fail (CULM_IS_PRINTER (self));
  g_object_freeze_notify (G_OBJECT (self));
  self->observed[self->route != CULM_ROUTE_NONE ? self->route : self->last_route] = (int) control;
  self->remembered = CULM_CONTROL_UNKNOWN;
  culm_printer_refresh (self);
  g_object_thaw_notify (G_OBJECT (self));
}

void
culm_printer_remember_control (CulmPrinter *self, CulmControl control)
{
  g_return_if_fail (CULM_IS_PRINTER (self));
  g_object_freeze_notify (G_OBJECT (self));
  self->remembered = (int) control;
  culm_printer_refresh (self);
  g_object_thaw_notify (G_OBJECT (self));
}

void
culm_printer_note_stop (CulmPrinter *self)
{
  g_return_if_fail (CULM_IS_PRINTER (self));
  g_object_freeze_notify (G_OBJECT (self));
  self->cancelled = TRUE;
  culm_printer_refresh (self);
  g_object_thaw_notify (G_OBJECT (self));
}

int
culm_printer_compare (CulmPrinter *a, CulmPrinter *b)
{
  g_autofree char *key_a = NULL, *key_b = NULL;
  int order = get_rank (a) - get_rank (b);

  if (order != 0)
    return order;
  key_a = make_sort_key (a);
  key_b = make_sort_key (b);
  order = strcmp (key_a, key_b);
  return order != 0 ? order : g_strcmp0 (a->serial, b->serial);
}
