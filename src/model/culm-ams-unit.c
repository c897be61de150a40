/* culm-ams-unit.c  SPDX-License-Identifier: GPL-3.0-or-later */
#include "culm-ams-unit.h"
#include "culm-set.h"
#include <math.h>

struct _CulmAmsUnit {
  GObject parent_instance;
  int id;
  char *kind;
  int humidity_level, humidity, drying, nozzle;
  double temperature;
  GListStore *slots; /* of CulmAmsSlot, by id */
};

typedef enum {
  PROP_ID = 1,
  PROP_KIND,
  PROP_HUMIDITY_LEVEL,
  PROP_HUMIDITY,
  PROP_TEMPERATURE,
  PROP_DRYING,
  PROP_NOZZLE,
  PROP_SLOTS,
} CulmAmsUnitProp;
static GParamSpec *props[PROP_SLOTS + 1];

G_DEFINE_FINAL_TYPE (CulmAmsUnit, culm_ams_unit, G_TYPE_OBJECT)

/* "A1" … "D4", "HT1" …; the A2L's own unit 16 stands alone and counts as A. */
static char *
make_label (CulmAmsUnit *self, int slot)
{
  if (self->id >= 128)
    return g_strdup_printf ("HT%d", self->id - 127);
  return g_strdup_printf ("%c%d", 'A' + (self->id < 26 && self->id != 16 ? self->id : 0), slot + 1);
}

static void
culm_ams_unit_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CulmAmsUnit *self = CULM_AMS_UNIT (object);

  switch ((CulmAmsUnitProp) id) {
  case PROP_ID: g_value_set_int (value, self->id); break;
  case PROP_KIND: g_value_set_string (value, self->kind); break;
  case PROP_HUMIDITY_LEVEL: g_value_set_int (value, self->humidity_level); break;
  case PROP_HUMIDITY: g_value_set_int (value, self->humidity); break;
  case PROP_TEMPERATURE: g_value_set_double (value, self->temperature); break;
  case PROP_DRYING: g_value_set_int (value, self->drying); break;
  case PROP_NOZZLE: g_value_set_int (value, self->nozzle); break;
  case PROP_SLOTS: g_value_set_object (value, self->slots); break;
  default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
culm_ams_unit_dispose (GObject *object)
{
  g_clear_object (&CULM_AMS_UNIT (object)->slots);
  G_OBJECT_CLASS (culm_ams_unit_parent_class)->dispose (object);
}

static void
culm_ams_unit_finalize (GObject *object)
{
  g_free (CULM_AMS_UNIT (object)->kind);
  G_OBJECT_CLASS (culm_ams_unit_parent_class)->finalize (object);
}

static void
culm_ams_unit_class_init (CulmAmsUnitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = culm_ams_unit_get_property;
  object_class->dispose = culm_ams_unit_dispose;
  object_class->finalize = culm_ams_unit_finalize;
  props[PROP_ID] = g_param_spec_int ("id", NULL, NULL, 0, G_MAXINT, 0, flags);
  props[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, NULL, flags);
  props[PROP_HUMIDITY_LEVEL] = g_param_spec_int ("humidity-level", NULL, NULL, 0, 5, 0, flags);
  props[PROP_HUMIDITY] = g_param_spec_int ("humidity", NULL, NULL, -1, 100, -1, flags);
  props[PROP_TEMPERATURE] = g_param_spec_double ("temperature", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0, flags);
  props[PROP_DRYING] = g_param_spec_int ("drying", NULL, NULL, -1, G_MAXINT, -1, flags);
  props[PROP_NOZZLE] = g_param_spec_int ("nozzle", NULL, NULL, -1, G_MAXINT, -1, flags);
  props[PROP_SLOTS] = g_param_spec_object ("slots", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
culm_ams_unit_init (CulmAmsUnit *self)
{
  self->humidity = -1;
  self->drying = -1;
  self->nozzle = -1;
  self->temperature = NAN;
  self->slots = g_list_store_new (CULM_TYPE_AMS_SLOT);
}

CulmAmsUnit *
culm_ams_unit_new (int id)
{
  CulmAmsUnit *self = g_object_new (CULM_TYPE_AMS_UNIT, NULL);

  self->id = id;
  return self;
}

int
culm_ams_unit_get_id (CulmAmsUnit *self)
{
  g_return_val_if_fail (CULM_IS_AMS_UNIT (self), 0);
  return self->id;
}

const char *
culm_ams_unit_get_kind (CulmAmsUnit *self)
{
  g_return_val_if_fail (CULM_IS_AMS_UNIT (self), NULL);
  return self->kind;
}

int
culm_ams_unit_get_humidity_level (CulmAmsUnit *self)
{
  g_return_val_if_fail (CULM_IS_AMS_UNIT (self), 0);
  return self->humidity_level;
}

int
culm_ams_unit_get_humidity (CulmAmsUnit *self)
{
  g_return_val_if_fail (CULM_IS_AMS_UNIT (self), -1);
  return self->humidity;
}

double
culm_ams_unit_get_temperature (CulmAmsUnit *self)
{
  g_return_val_if_fail (CULM_IS_AMS_UNIT (self), NAN);
  return self->temperature;
}

int
culm_ams_unit_get_drying (CulmAmsUnit *self)
{
  g_return_val_if_fail (CULM_IS_AMS_UNIT (self), -1);
  return self->drying;
}

int
culm_ams_unit_get_nozzle (CulmAmsUnit *self)
{
  g_return_val_if_fail (CULM_IS_AMS_UNIT (self), -1);
  return self->nozzle;
}

GListModel *
culm_ams_unit_get_slots (CulmAmsUnit *self)
{
  g_return_val_if_fail (CULM_IS_AMS_UNIT (self), NULL);
  return G_LIST_MODEL (self->slots);
}

void
culm_ams_unit_update (CulmAmsUnit *self, const CulmAmsUnitData *data)
{
  GObject *object = G_OBJECT (self);

  g_return_if_fail (CULM_IS_AMS_UNIT (self));
  g_object_freeze_notify (object);
  if (culm_set_string (&self->kind, data->kind))
    g_object_notify_by_pspec (object, props[PROP_KIND]);
  if (culm_set_int (&self->humidity_level, data->humidity_level))
    g_object_notify_by_pspec (object, props[PROP_HUMIDITY_LEVEL]);
  if (culm_set_int (&self->humidity, data->humidity))
    g_object_notify_by_pspec (object, props[PROP_HUMIDITY]);
  if (culm_set_double (&self->temperature, data->temperature))
    g_object_notify_by_pspec (object, props[PROP_TEMPERATURE]);
  if (culm_set_int (&self->drying, data->drying))
    g_object_notify_by_pspec (object, props[PROP_DRYING]);
  if (culm_set_int (&self->nozzle, data->nozzle))
    g_object_notify_by_pspec (object, props[PROP_NOZZLE]);
  g_object_thaw_notify (object);
}

CulmAmsSlot *
culm_ams_unit_ensure_slot (CulmAmsUnit *self, int id)
{
  g_autoptr (CulmAmsSlot) made = NULL;
  g_autofree char *label = NULL;
  guint i, n;

  g_return_val_if_fail (CULM_IS_AMS_UNIT (self), NULL);
  n = g_list_model_get_n_items (G_LIST_MODEL (self->slots));
  for (i = 0; i < n; i++) {
    g_autoptr (CulmAmsSlot) slot = g_list_model_get_item (G_LIST_MODEL (self->slots), i);

    if (culm_ams_slot_get_id (slot) == id)
      return slot;
    if (culm_ams_slot_get_id (slot) > id)
      break;
  }
  label = make_label (self, id);
  made = culm_ams_slot_new (id, label);
  g_list_store_insert (self->slots, i, made);
  return made;
}

void
culm_ams_unit_keep_slots (CulmAmsUnit *self, guint32 mask)
{
  g_return_if_fail (CULM_IS_AMS_UNIT (self));
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->slots)); i-- > 0;) {
    g_autoptr (CulmAmsSlot) slot = g_list_model_get_item (G_LIST_MODEL (self->slots), i);
    int id = culm_ams_slot_get_id (slot);

    if (id > 31 || (mask & (1u << id)) == 0)
      g_list_store_remove (self->slots, i);
  }
}
